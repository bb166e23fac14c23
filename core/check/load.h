/* SPDX-License-Identifier: MIT */
/*
 * load.h - how many calls the Mediation Servers of a pool relay at once in the busy hour.
 *
 * The groups with Enterprise Voice at the pool's site, and those of branches that have no pool of their own and are
 * served from there, share the pools of the site that have trunks (model/demand.h tells what a group calls). Where
 * the load of a group is not known, or no people are described at all, the trunks tell: the pool relays at most the
 * calls that they admit (max-calls). Where media bypass is on for every trunk of the pool, 35 per cent of the calls
 * are relayed ("User models").
 */
#ifndef LYNC_TOPO_CHECK_LOAD_H
#define LYNC_TOPO_CHECK_LOAD_H

#include "check/derived.h"

struct load {
	bool carries;     /* it has trunks and, as far as is known, people who call */
	bool known;       /* else only that there are `relayed` or more */
	double calls;     /* at once, over its trunks */
	double relayed;   /* of those through its servers */
	uint32_t servers; /* 0: none are described */

	/* Private to load.c: where the figures come from. */
	const struct element *site;
	double people_calls; /* of the people served from there */
	bool by_trunks;      /* counted is what the trunks admit instead */
	bool bypassed;       /* some calls pass the pool by */
};

/* What is absent is noted as missing, unless the trunks tell. */
struct load pool_load(struct run *run, const struct element *pool);

/* "100 calls of people at site 'x', 35 % of them relayed", for messages. */
const char *load_words(struct run *run, const struct load *load);

/* Gateway ports that so many users of a load class (LOAD_LIGHT ...) need, by the figures of the configuration. */
int64_t ports_by_policy(const struct policy *policy, int64_t users, int load);

#endif
