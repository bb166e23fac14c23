/* SPDX-License-Identifier: MIT */
/*
 * bypass.h - whether media of a PSTN call may leave out the Mediation Server, step by documented step.
 *
 * Source: the media bypass pages of Lync Server 2013, New-CsTrunkConfiguration and
 * New-CsNetworkMediaBypassConfiguration (docs/simulate.md lists the steps and the policies that fill the gaps).
 */
#ifndef LYNC_TOPO_ENGINE_BYPASS_H
#define LYNC_TOPO_ENGINE_BYPASS_H

#include "diag/calls.h"
#include "engine/policies.h"
#include "model/deployment.h"

struct bypass_question {
	const struct element *users; /* the Lync side: a group */
	bool is_remote;              /* of which somebody outside */
	const struct element *trunk;
};

enum bypass_verdict {
	BYPASS_VERDICT_NO,
	BYPASS_VERDICT_YES,
	BYPASS_VERDICT_FAILS, /* policy bypass-mismatch=fail: the call has no media */
};

struct bypass_answer {
	enum bypass_verdict verdict;
	struct call_step *step; /* every step that was taken, the last one decided */
	uint32_t n_step;
	const char **assumed; /* facts that were absent: "assuming gateway 'gw' accepts media from clients" */
	uint32_t n_assumed;
};

/* What is in *ret is in the arena. False when out of memory. */
bool bypass_decide(const struct topology *topo, const struct deployment *plan,
	const struct engine_policies *policies, const struct bypass_question *question, struct arena *arena,
	struct bypass_answer *ret);

#endif
