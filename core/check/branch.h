/* SPDX-License-Identifier: MIT */
/*
 * branch.h - questions about a branch site that several rules ask. Like derived.h: what is found is certain, and
 * where something could not be read that may change the answer, that is noted.
 */
#ifndef LYNC_TOPO_CHECK_BRANCH_H
#define LYNC_TOPO_CHECK_BRANCH_H

#include "check/sites.h"

bool is_branch(struct run *run, const struct element *site);

/* What can register people and place calls at the site while the rest of the company is out of reach. */
struct branch_boxes {
	const struct element *appliance; /* the first of either kind, or NULL */
	uint32_t n_appliances, n_servers;
	const struct element *front_end; /* the first Front End pool of the site, or NULL */
	const struct element *mediation; /* the first Mediation Server pool of the site, or NULL */
};

struct branch_boxes branch_boxes(struct run *run, const struct element *site);

/* A Registrar and a Mediation Server stand here. */
bool branch_stands_alone(const struct branch_boxes *boxes);

/*
 * Whether telephony here is to survive: it says so, or something was put there for it. Unknown only where people with
 * Enterprise Voice are, and then noted as missing.
 */
enum tri branch_must_survive(struct run *run, const struct element *site, const struct branch_boxes *boxes);

/* As the site says, else as its WAN links do; unknown is noted as missing. */
enum tri branch_wan_resilient(struct run *run, const struct element *site);

#endif
