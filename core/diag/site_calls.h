/* SPDX-License-Identifier: MIT */
/*
 * site_calls.h - calls that were simulated to judge a deployment: what the engine found out, for the rules.
 *
 * One call of each kind that a site has, each alone and with nothing failed. The table borrows the calls of a
 * `struct calls`, and is constant while rules are run.
 */
#ifndef LYNC_TOPO_DIAG_SITE_CALLS_H
#define LYNC_TOPO_DIAG_SITE_CALLS_H

#include "diag/calls.h"

struct site_call {
	const char *kind; /* what it was meant to be, "ev-to-pstn"; call->kind is what became of it */
	const struct call *call;
};

/* A part whose failure alone stops a call that gets through otherwise. */
struct site_cut {
	const struct site_call *call;
	uint32_t part; /* an element that fails by itself: a server, a trunk, a router ... */
};

struct site_calls {
	const struct site_call *call;
	const uint32_t *first; /* for each site by number, its first call; n_sites + 1 of them */
	uint32_t n_sites;      /* the first ones of the topology: of the others no calls were made */

	/* Of calls with the PSTN and for help, likewise; none were looked for where n_cut_sites is 0. */
	const struct site_cut *cut;
	const uint32_t *first_cut;
	uint32_t n_cut_sites;
};

#endif
