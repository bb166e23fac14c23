/* SPDX-License-Identifier: MIT */
/*
 * suppress_support.h - for unit tests: the findings of a plan held against the suppressions in it and in a configuration.
 *
 * The finding that all of them are about is DOC015: a group with fewer numbers than people.
 */
#ifndef LYNC_TOPO_TESTS_SUPPRESS_SUPPORT_H
#define LYNC_TOPO_TESTS_SUPPRESS_SUPPORT_H

#include "topology_support.h"

#include "check/suppress.h"

enum {
	TODAY = 20261121,
};

/* A group that has the finding; `digit` makes its numbers its own. */
#define GROUP(id, digit) \
	"<users id='" id "' count='20' telephony='pbx' numbers='+1425555" digit "000-" digit "009'/>"
#define IGNORE(rules, reason) "<?lync-topo ignore='" rules "' reason='" reason "'?>"

/* Every rule counts as one that ran. The suppressor is to be released. */
static inline struct plan *suppressing(
	struct suppressor *suppressor, const char *body, const struct config *config)
{
	struct plan *plan = plan_load(body);
	bool *ran;

	assert_true(
		suppress_init(suppressor, &plan->findings, config, &plan->limits, &plan->deadline, TODAY));
	assert_null(suppress_collect(suppressor, &plan->topo, "a.xml", false));
	assert_true(plan_check(plan, PROFILE_DEFAULT, NULL, false));
	ran = plan_memory(suppressor->rules.n * sizeof(*ran));
	memset(ran, true, suppressor->rules.n * sizeof(*ran));
	assert_true(suppress_apply(suppressor, ran));
	free(ran);
	return plan;
}

/* The reason why the DOC015 of this element does not count; NULL: it counts, "": there is none at all. */
static inline const char *reason_for(const struct plan *plan, const char *id)
{
	for (uint32_t i = 0; i < plan->findings.n_suppressed; i++)
		if (strcmp(plan->findings.suppressed[i].rule->id, "DOC015") == 0 &&
			strcmp(plan->findings.suppressed[i].element, id) == 0)
			return plan->findings.suppressed[i].suppression->reason;
	for (uint32_t i = 0; i < plan->findings.n_finding; i++)
		if (strcmp(plan->findings.finding[i].rule->id, "DOC015") == 0 &&
			strcmp(plan->findings.finding[i].element, id) == 0)
			return NULL;
	return "";
}

static inline void assert_reason(const struct plan *plan, const char *id, const char *expected)
{
	const char *reason = reason_for(plan, id);

	if (expected == NULL ? reason != NULL : reason == NULL || strcmp(reason, expected) != 0)
		fail_msg("%s: %s", id, reason != NULL ? reason : "counts");
}

#endif
