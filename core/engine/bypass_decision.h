/* SPDX-License-Identifier: MIT */
/*
 * bypass_decision.h - a decision about media bypass while it is made. Private to the bypass modules.
 */
#ifndef LYNC_TOPO_ENGINE_BYPASS_DECISION_H
#define LYNC_TOPO_ENGINE_BYPASS_DECISION_H

#include "engine/bypass.h"
#include "model/bypass.h"

struct bypass_decision {
	const struct topology *topo;
	const struct deployment *plan;
	const struct engine_policies *policies;
	const struct bypass_question *question;
	const struct element *peer;   /* of the trunk, NULL if it is not known */
	const struct element *config; /* in effect for the trunk, NULL: product defaults */
	struct arena *arena;
	struct bypass_answer *answer;
};

/* Records a step; `source` is static. */
void bypass_note(struct bypass_decision *decision, const char *source, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* Records what is taken for granted: "assuming ...". */
void bypass_assume(struct bypass_decision *decision, const char *format, ...) PRINTF_LIKE(2, 3);

/* The element as messages name it. */
const char *bypass_name(const struct bypass_decision *decision, const struct element *e);

/* Steps 6 to 8: whether client and peer have the same bypass id. */
bool bypass_ids_match(struct bypass_decision *decision);

/* Step 9: whether media can pass directly between client and peer. */
enum bypass_verdict bypass_media_fits(struct bypass_decision *decision);

#endif
