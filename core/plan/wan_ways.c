/* SPDX-License-Identifier: MIT */
#include "plan/wan_ways.h"

#include "base/mem.h"
#include "model/walk.h"

static bool search_from(struct wan_ways *ways, const struct element *from)
{
	if (ways->seen == NULL) {
		ways->seen = mem_zalloc(((size_t)topo_count(ways->topo, K_SITE) + 1) * sizeof(*ways->seen));
		if (!wan_open(&ways->wan, ways->topo) || ways->seen == NULL)
			return false;
	}
	if (ways->wan.site == NULL || ways->wan.hops == NULL || ways->wan.by == NULL)
		return false;
	if (ways->wan.n == 0 || ways->wan.site[0] != from)
		wan_begin(&ways->wan, from);
	return true;
}

static void add_front(struct wan_ways *ways, const struct element *site, uint32_t *n)
{
	uint32_t *seen = &ways->seen[site->place];

	if (*seen == ways->question ||
		!mem_grow(&ways->front, &ways->room_front, *n + 1, sizeof(*ways->front)))
		return;
	*seen = ways->question;
	ways->front[(*n)++] = site;
}

/* The links by which a site is reached over as few as there are. */
static void add_links_to(struct wan_ways *ways, const struct element *site, uint32_t *n_front)
{
	struct walk links = walk_referrers(ways->topo, site, K_WAN_LINK, A_BETWEEN);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		const struct element *other = wan_other_end(ways->topo, link, site);

		if (wan_hops(&ways->wan, other) + 1 != wan_hops(&ways->wan, site) ||
			!mem_grow(&ways->link, &ways->room, ways->n + 1, sizeof(*ways->link)))
			continue;
		ways->link[ways->n++] = link;
		add_front(ways, other, n_front);
	}
}

/* Back from the end. A way that is the only one has as many links as there are hops. */
void wan_ways_find(struct wan_ways *ways, const struct element *from, const struct element *to)
{
	uint32_t n_front = 0;

	ways->n = 0;
	ways->several = false;
	if (from == to || !search_from(ways, from) || !wan_reach(&ways->wan, to))
		return;
	ways->question++;
	add_front(ways, to, &n_front);
	for (uint32_t at = 0; at < n_front; at++)
		if (ways->front[at] != from)
			add_links_to(ways, ways->front[at], &n_front);
	ways->several = ways->n > wan_hops(&ways->wan, to);
}

void wan_ways_release(struct wan_ways *ways)
{
	wan_release(&ways->wan);
	mem_free(ways->link);
	mem_free(ways->front);
	mem_free(ways->seen);
	*ways = (struct wan_ways){ .topo = ways->topo };
}
