/* SPDX-License-Identifier: MIT */
/*
 * lifelines.h - parts that calls from a site to the PSTN cannot do without, by the structure of the plan. Private to
 * core/render.
 *
 * For each voice route that people of the site have, a number that it takes is followed: all routes of the policy that
 * take it, all their trunks. A part that each of these ways needs is a lifeline: the trunk, its peer, a Mediation
 * Server pool of one server, an access line without a second tunnel, the ends that all its tunnels share. So is a
 * registrar of one server without a backup. Whether what is left has room for the calls, and how fast they move over,
 * says a simulation, not this.
 */
#ifndef LYNC_TOPO_RENDER_LIFELINES_H
#define LYNC_TOPO_RENDER_LIFELINES_H

#include "model/deployment.h"
#include "model/pattern.h"

/* The part is a lifeline of calls of the site. */
struct lifeline {
	uint32_t part; /* element */
	uint32_t site;
};

struct lifelines {
	const struct deployment *deployment;
	struct patterns patterns;
	struct lifeline *lifeline; /* by part, then by site, each pair once */
	uint32_t n, room;
	uint32_t n_skipped; /* policies with more routes than are compared */
};

/* False when out of memory; release it in any case. */
bool lifelines_make(struct lifelines *lifelines, const struct deployment *deployment);
void lifelines_release(struct lifelines *lifelines);

/* The routes of a policy in the order in which they are tried: usages as listed, the routes of each by priority. */
struct policy_routes {
	const struct element **route;
	uint32_t n, room;
};

/* False when out of memory. A route that several usages name stands once, where it comes first. */
bool policy_routes_make(
	struct policy_routes *routes, const struct topology *topo, const struct element *policy);
void policy_routes_release(struct policy_routes *routes);

/*
 * The trunks that a call over this route may take, in the order of trial: those of all routes of the policy that take
 * an example of its numbers. False when out of memory.
 */
struct ways {
	const struct element **trunk;
	uint32_t n, room;
};

bool ways_of(struct ways *ways, struct patterns *patterns, const struct policy_routes *routes,
	const struct topology *topo, const struct element *route);
void ways_release(struct ways *ways);

#endif
