/* SPDX-License-Identifier: MIT */
/*
 * outbound.h - the voice routes of a policy in the order in which outbound routing tries them: usages as the
 * policy lists them, the routes of each by priority (those without one last, in document order).
 */
#ifndef LYNC_TOPO_CHECK_OUTBOUND_H
#define LYNC_TOPO_CHECK_OUTBOUND_H

#include "check/elements.h"

struct outbound_route {
	const struct element *route;
	const struct pattern *pattern; /* NULL without a valid one; see outbound_patterned() */
	uint32_t usage;                /* place of the first usage it carries among those of the policy */
	uint32_t next_of_prefix;       /* place + 1 of the next route whose pattern starts the same */
};

/* Made when a number is looked for the first time: most rules ask for the routes alone. */
struct outbound_index {
	bool is_made;
	struct symbols prefixes; /* literal starts of the patterns; an entry's element is a place */
};

struct outbound {
	struct outbound_route *route;
	uint32_t n;
	struct elements unpatterned; /* routes whose pattern is not written: nobody knows what they take */
	struct outbound_index *index;
};

/* Lives in the scratch memory of the run; release it before the judgement ends. */
struct outbound outbound_make(struct run *run, const struct element *policy);

/* The same for usages that stand elsewhere: those of a trunk configuration are for calls that come in over the trunk. */
struct outbound outbound_of_usages(struct run *run, struct refs usages);
void outbound_release(struct outbound *outbound);

/* The translation rules of a trunk configuration in the same form, so that they are found by number, too. */
struct outbound outbound_of_rules(struct run *run, const struct element *config);

/*
 * True if what every route takes is written. Otherwise what is missing is noted: before saying that no route
 * takes a number, return unknown(run) instead.
 */
bool outbound_is_known(struct run *run, const struct outbound *outbound);

/*
 * The routes that take a number, in order. A broken pattern that might take it marks the run as broken, so that
 * nothing is concluded from absence.
 */
struct elements outbound_take(struct run *run, const struct outbound *outbound, struct str number);

/*
 * The same, but in no particular order and only until `visit` returns false: for questions such as "is there
 * another one".
 */
typedef bool visit_route(struct run *run, const struct element *route, void *context);
void outbound_visit(struct run *run, const struct outbound *outbound, struct str number, visit_route *visit,
	void *context);

/* The same with all that is known of the route. */
typedef bool visit_place(struct run *run, const struct outbound_route *route, void *context);
void outbound_visit_places(struct run *run, const struct outbound *outbound, struct str number,
	visit_place *visit, void *context);

/*
 * True if the pattern takes the number. A pattern that is broken or too costly, and the limit on tries, mark the run as
 * broken.
 */
bool takes_number(struct run *run, const struct pattern *pattern, struct str number);

/* Trunks of routes, and the peers of those trunks, each once. */
struct elements trunks_of_routes(struct run *run, const struct elements *routes);
struct elements peers_of_trunks(struct run *run, const struct elements *trunks);

/* The route of that number, its pattern looked at. */
const struct outbound_route *outbound_patterned(struct run *run, const struct outbound *outbound, uint32_t n);

/* A number that the route's pattern takes; false when none is found or there is no valid pattern. */
bool outbound_example(
	struct run *run, const struct outbound *outbound, uint32_t n, char text[PATTERN_EXAMPLE_LENGTH]);

#endif
