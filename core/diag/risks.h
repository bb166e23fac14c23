/* SPDX-License-Identifier: MIT */
/*
 * risks.h - what a deployment survives and what not, as it travels from the engine to the reports.
 *
 * Strings and arrays belong to the arena of the `struct risks` they were added to, or to the topology.
 */
#ifndef LYNC_TOPO_DIAG_RISKS_H
#define LYNC_TOPO_DIAG_RISKS_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	MINUTES_A_YEAR = 525600, /* of 365 days */
};

/* A service of a site: a kind of call, or a kind with what must hold of it: "ev-to-pstn", "ev-to-pstn@encrypted". */
struct risk_service {
	const char *service, *site;
	const char *call; /* the call that shows it, "redmond/ev-to-pstn" */
	const char *from, *to;
	bool works;      /* with nothing failed; of one that does not nothing else is known */
	uint64_t trials; /* sets of failed parts that were tried for it */
	bool is_partial; /* not all sets were tried: a limit was reached, or */
	bool is_stopped; /* the run was stopped */
};

/* A least set of parts without which a service fails. */
struct risk_cut {
	uint32_t service; /* its place in risks.service */
	const char *const *target;
	const uint32_t *part; /* their numbers in the topology; NULL where it was packed */
	uint32_t n_target;
	const char *shared; /* the site or line that all of several targets are part of, or NULL */
};

/* How much of the time a service works, from mtbf-h and mttr-h of its parts. */
struct risk_availability {
	uint32_t service;
	double value, low, high; /* exact, and bounds by Esary and Proschan */
	double minutes;          /* a year without the service */
	const char *weakest; /* the part that would gain most if it never failed; NULL: no part ever fails */
	double gain;         /* minutes a year that it would gain */
};

struct risks {
	struct arena arena;
	uint32_t most_failed; /* parts that fail together at most; 0: no sweep was asked for */
	bool is_partial;      /* the run was stopped: services may be missing at the end */
	uint32_t n_sites;     /* whose calls were tried, the first ones of the topology */
	struct risk_service *service;
	uint32_t n_service, room_service;
	struct risk_cut *cut; /* by service, then by size */
	uint32_t n_cut, room_cut;
	struct risk_availability *availability;
	uint32_t n_availability, room_availability;
};

void risks_release(struct risks *risks);

/* Services, cuts and availability as bytes (base/pack.h). */
void risks_pack(const struct risks *risks, struct buf *buf);

/*
 * Adds what was packed behind what is there; the bytes may be anybody's. False, with mem_ran_out() or without: they are
 * not what risks_pack() makes, and some of it may have been added.
 */
bool risks_add_packed(struct risks *risks, struct str bytes);

#endif
