/* SPDX-License-Identifier: MIT */
#include "model/wan.h"

#include "base/mem.h"
#include "model/walk.h"

bool wan_open(struct wan *ret, const struct topology *topo)
{
	size_t n = (size_t)topo_count(topo, K_SITE) + 1;

	*ret = (struct wan){ .topo = topo };
	ret->site = mem_alloc(n * sizeof(*ret->site));
	ret->hops = mem_zalloc(n * sizeof(*ret->hops));
	ret->by = mem_zalloc(n * sizeof(*ret->by));
	return ret->site != NULL && ret->hops != NULL && ret->by != NULL;
}

void wan_release(struct wan *wan)
{
	mem_free(wan->site);
	mem_free(wan->hops);
	mem_free(wan->by);
	*wan = (struct wan){ 0 };
}

static void add(struct wan *wan, const struct element *site, const struct element *by, uint32_t hops_and_one)
{
	uint32_t place = site->place;

	if (wan->hops[place] != 0)
		return;
	wan->hops[place] = hops_and_one;
	wan->by[place] = by;
	wan->site[wan->n++] = site;
}

void wan_begin(struct wan *wan, const struct element *from)
{
	for (uint32_t i = 0; i < wan->n; i++)
		wan->hops[wan->site[i]->place] = 0;
	wan->n = wan->at = 0;
	add(wan, from, NULL, 1);
}

static void follow_links(struct wan *wan, const struct element *from)
{
	uint32_t hops = wan->hops[from->place];
	struct walk links = walk_referrers(wan->topo, from, K_WAN_LINK, A_BETWEEN);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		struct refs ends = topo_refs(wan->topo, link, A_BETWEEN);

		if (wan->is_cut != NULL && wan->is_cut(wan->context, link))
			continue;
		for (uint32_t i = 0; i < ends.n; i++)
			add(wan, refs_nth(ends, i), link, hops + 1);
	}
}

bool wan_reach(struct wan *wan, const struct element *site)
{
	uint32_t place = site != NULL ? site->place : 0;

	while (wan->at < wan->n && (site == NULL || wan->hops[place] == 0))
		follow_links(wan, wan->site[wan->at++]);
	return site == NULL || wan->hops[place] != 0;
}

uint32_t wan_hops(const struct wan *wan, const struct element *site)
{
	return wan->hops[site->place] - 1;
}

const struct element *wan_led_by(const struct wan *wan, const struct element *site)
{
	return wan->by[site->place];
}

const struct element *wan_other_end(
	const struct topology *topo, const struct element *link, const struct element *site)
{
	struct refs ends = topo_refs(topo, link, A_BETWEEN);

	for (uint32_t i = 0; i < ends.n; i++)
		if (refs_nth(ends, i) != site)
			return refs_nth(ends, i);
	return site;
}

bool wan_names(const struct topology *topo, const struct element *site)
{
	struct walk links = walk_referrers(topo, site, K_WAN_LINK, A_BETWEEN);

	return walk_next(&links) != NULL;
}
