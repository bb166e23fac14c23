/* SPDX-License-Identifier: MIT */
/*
 * plan.h - sizes a deployment for its busy hour: traffic of its people, channels for a grade of service, trunks,
 * Mediation Servers, gateways, bandwidth, and the lists that others ask for: firewall openings and names.
 *
 * Figures are those of model/figures.h. Whatever the plan does not say is a gap of the result, not a guess; where a
 * careful number exists all the same (the smaller of two capacities, say), it is taken and said.
 */
#ifndef LYNC_TOPO_PLAN_PLAN_H
#define LYNC_TOPO_PLAN_PLAN_H

#include "diag/sizes.h"
#include "model/deployment.h"

/* Calls that may find all channels busy where nobody says otherwise, and where that comes from. */
#define PLAN_BLOCKING 0.01
#define PLAN_BLOCKING_SOURCE \
	"default of this program: one call in a hundred is the usual target for lines to the PSTN; no page of the " \
	"product gives one"

/* Groups that move to Enterprise Voice together; each in one stage alone. */
struct plan_stage {
	const struct element **users;
	uint32_t n, room;
};

struct plan_request {
	double blocking;                /* between 0 and 1 */
	const char *blocking_source;    /* where that comes from */
	const struct plan_stage *stage; /* one after the other */
	uint32_t n_stage;
};

/* False when out of memory; release *ret in any case. It borrows from the deployment. */
bool plan_sizes(const struct deployment *plan, const struct plan_request *request, struct sizes *ret);

#endif
