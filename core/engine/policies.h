/* SPDX-License-Identifier: MIT */
/*
 * policies.h - behaviour that no Microsoft document settles: named, with a default and its provenance.
 */
#ifndef LYNC_TOPO_ENGINE_POLICIES_H
#define LYNC_TOPO_ENGINE_POLICIES_H

#include "base/str.h"

#include <stdint.h>

enum engine_policy {
#define POLICY(name, text, kind, value, values, provenance) POLICY_##name,
#include "engine/policies.def"
#undef POLICY
	POLICY_COUNT,
};

struct engine_policies {
	const char *value[POLICY_COUNT]; /* as written; static or owned by whoever set it */
};

/* All defaults. */
struct engine_policies engine_policies_default(void);

/* POLICY_COUNT when there is none of that name. */
enum engine_policy engine_policy_find(struct str name);
const char *engine_policy_name(enum engine_policy policy);
const char *engine_policy_provenance(enum engine_policy policy);

/* "round-robin, ordered or random": what the policy takes, for messages. */
const char *engine_policy_values(enum engine_policy policy);

/* False when the value is none of the policy's. `value` must outlive the policies. */
bool engine_policies_set(struct engine_policies *policies, enum engine_policy policy, const char *value);

bool engine_policy_is_default(const struct engine_policies *policies, enum engine_policy policy);

/* True if the value is this word, or a list that holds it. */
bool engine_policy_is(const struct engine_policies *policies, enum engine_policy policy, const char *word);

/* Value of a policy that is a number. */
uint32_t engine_policy_number(const struct engine_policies *policies, enum engine_policy policy);

/* A final answer after which the next trunk is tried. */
bool engine_policy_retries(const struct engine_policies *policies, int status);

#endif
