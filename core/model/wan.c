/* SPDX-License-Identifier: MIT */
#include "model/wan.h"

#include "base/mem.h"
#include "model/walk.h"

static void spread_over(struct wan *wan, const struct wan_request *request, const struct element *from,
	const struct element *link)
{
	struct refs ends = topo_refs(wan->topo, link, A_BETWEEN);
	uint32_t hops = wan->hops[from->place];

	if (request->is_cut != NULL && request->is_cut(request->context, link))
		return;
	for (uint32_t i = 0; i < ends.n; i++) {
		uint32_t place = refs_nth(ends, i)->place;

		if (wan->hops[place] != 0)
			continue;
		wan->hops[place] = hops + 1;
		wan->by[place] = link;
		wan->site[wan->n++] = refs_nth(ends, i);
	}
}

static bool wan_make(struct wan *wan, const struct topology *topo)
{
	size_t n = (size_t)topo_count(topo, K_SITE) + 1;

	*wan = (struct wan){ .topo = topo };
	wan->site = mem_alloc(n * sizeof(*wan->site));
	wan->hops = mem_zalloc(n * sizeof(*wan->hops));
	wan->by = mem_zalloc(n * sizeof(*wan->by));
	return wan->site != NULL && wan->hops != NULL && wan->by != NULL;
}

bool wan_search(const struct wan_request *request, struct wan *ret)
{
	if (!wan_make(ret, request->topo))
		return false;
	ret->site[ret->n++] = request->from;
	ret->hops[request->from->place] = 1;
	for (uint32_t at = 0; at < ret->n && ret->site[at] != request->to; at++) {
		struct walk links = walk_referrers(ret->topo, ret->site[at], K_WAN_LINK, A_BETWEEN);
		const struct element *link;

		while ((link = walk_next(&links)) != NULL)
			spread_over(ret, request, ret->site[at], link);
	}
	return true;
}

void wan_release(struct wan *wan)
{
	mem_free(wan->site);
	mem_free(wan->hops);
	mem_free(wan->by);
	*wan = (struct wan){ 0 };
}

bool wan_reached(const struct wan *wan, const struct element *site)
{
	return wan->hops[site->place] > 0;
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
