/* SPDX-License-Identifier: MIT */
#include "engine/reach.h"

#include "base/mem.h"
#include "engine/media.h"
#include "engine/way.h"
#include "model/figures.h"

static bool names_site(const struct topology *topo, const struct element *site)
{
	struct walk links = walk_referrers(topo, site, K_WAN_LINK, A_BETWEEN);

	return walk_next(&links) != NULL;
}

/* Sites reached from one, breadth first. */
struct spread {
	const struct element **site; /* in the order in which they were reached */
	uint32_t n;
	uint32_t *by; /* by element: the link that leads to the site, and one more; 0: not reached yet */
};

static void spread_over(const struct world *world, struct spread *spread, const struct element *from,
	const struct element *link)
{
	struct refs ends = topo_refs(world->topo, link, A_BETWEEN);

	if (faults_cut(world->faults, world->topo, link, world->now))
		return;
	for (uint32_t i = 0; i < ends.n; i++) {
		const struct element *site = refs_nth(ends, i);
		uint32_t *by = &spread->by[topo_index(world->topo, site)];

		if (site == from || *by != 0)
			continue;
		*by = topo_index(world->topo, link) + 1;
		spread->site[spread->n++] = site;
	}
}

/* True when `to` is reached. False when out of memory. Free both arrays in any case. */
static bool spread_find(const struct world *world, const struct element *from, const struct element *to,
	struct spread *spread)
{
	const struct topology *topo = world->topo;
	bool found = false;

	spread->site = mem_alloc((topo_count(topo, K_SITE) + 1) * sizeof(*spread->site));
	spread->by = mem_zalloc((topo->n_element + 1) * sizeof(*spread->by));
	spread->n = 0;
	if (spread->site == NULL || spread->by == NULL)
		return false;
	spread->site[spread->n++] = from;
	spread->by[topo_index(topo, from)] = UINT32_MAX;
	for (uint32_t at = 0; at < spread->n && !found; at++) {
		struct walk links = walk_referrers(topo, spread->site[at], K_WAN_LINK, A_BETWEEN);
		const struct element *link;

		found = spread->site[at] == to;
		while (!found && (link = walk_next(&links)) != NULL)
			spread_over(world, spread, spread->site[at], link);
	}
	return found;
}

static void spread_release(struct spread *spread)
{
	mem_free(spread->site);
	mem_free(spread->by);
}

static const struct element *other_end(
	const struct topology *topo, const struct element *link, const struct element *site)
{
	struct refs ends = topo_refs(topo, link, A_BETWEEN);

	for (uint32_t i = 0; i < ends.n; i++)
		if (refs_nth(ends, i) != site)
			return refs_nth(ends, i);
	return site;
}

/* Back from the end to the start, by the links that led there. */
static uint32_t trace_back(struct draft *draft, const struct spread *spread, const struct element *from,
	const struct element *to, const struct element *const **ret)
{
	const struct topology *topo = draft->world->topo;
	const struct element **link = arena_alloc(draft->arena, (spread->n + 1) * sizeof(*link));
	uint32_t n = 0;

	*ret = link;
	for (const struct element *at = to; link != NULL && at != from && n < spread->n;) {
		link[n] = &topo->element[spread->by[topo_index(topo, at)] - 1];
		at = other_end(topo, link[n++], at);
	}
	for (uint32_t i = 0; i < n / 2; i++) {
		const struct element *kept = link[i];

		link[i] = link[n - 1 - i];
		link[n - 1 - i] = kept;
	}
	return n;
}

uint32_t reach_links(struct draft *draft, const struct element *from, const struct element *to,
	const struct element *const **ret)
{
	struct spread spread;
	uint32_t n = 0;

	*ret = NULL;
	if (from == NULL || to == NULL || from == to || !names_site(draft->world->topo, from) ||
		!names_site(draft->world->topo, to))
		return 0;
	if (spread_find(draft->world, from, to, &spread))
		n = trace_back(draft, &spread, from, to, ret);
	spread_release(&spread);
	return n;
}

bool reach_between(struct draft *draft, const struct element *a, const struct element *b)
{
	const struct world *world = draft->world;
	const struct element *from = a != NULL ? site_of(world->topo, a) : NULL;
	const struct element *to = b != NULL ? site_of(world->topo, b) : NULL;
	struct spread spread;
	bool found;

	if (from == NULL || to == NULL || from == to ||
		(!world->faults->on_links && world->faults->asked == NULL) ||
		!names_site(world->topo, from) || !names_site(world->topo, to))
		return true;
	found = spread_find(world, from, to, &spread);
	spread_release(&spread);
	return found || mem_ran_out();
}

uint32_t reach_broken_at(struct draft *draft, const struct path *path)
{
	for (uint32_t i = 1; i < path->n; i++)
		if (!reach_between(draft, path->node[i - 1].element, path->node[i].element))
			return i;
	return 0;
}

/* Boxes that end the call's dialogs or its media: the call goes with them. Others only carry its packets. */
static bool ends_calls(const struct element *e)
{
	return e != NULL && BIT(e->kind) & (MEDIATION_POOLS | PEERS);
}

static struct strike_site *site_of_target(
	struct strikes *strikes, struct arena *arena, const struct element *target)
{
	for (uint32_t i = 0; i < strikes->n; i++)
		if (strikes->site[i].target == target)
			return &strikes->site[i];
	if (!draft_make_room(arena, &strikes->site, &strikes->room, strikes->n, sizeof(*strikes->site)))
		return NULL;
	strikes->site[strikes->n] = (struct strike_site){ .target = target };
	return &strikes->site[strikes->n++];
}

/* Whether another tunnel, or other WAN links, take over from what each fault stops. */
static bool find_replaced(
	struct draft *draft, const struct path *media, struct arena *arena, struct strike_site *site)
{
	const uint64_t tunnels = BIT(K_TUNNEL) | VPN_ENDS;
	const struct element *trunk = media_trunk(media);
	struct world *world = draft->world;
	struct period *known = world->faults->known;
	int64_t now = world->now;
	const struct fault *fault = faults_on(world->faults, site->target, &site->n_replaced);

	if (!((tunnels | BIT(K_WAN_LINK)) & BIT(site->target->kind)))
		return true;
	site->replaced = arena_alloc(arena, site->n_replaced * sizeof(*site->replaced));
	if (site->replaced == NULL)
		return false;
	world->faults->known = NULL; /* of other times nobody asks */
	for (uint32_t i = 0; i < site->n_replaced; i++) {
		struct path scratch = { .n = 0 };

		world->now = fault[i].from;
		site->replaced[i] = site->target->kind == K_WAN_LINK ?
			reach_broken_at(draft, media) == 0 :
			trunk != NULL && way_to_peer(draft, trunk, &scratch);
	}
	world->now = now;
	world->faults->known = known;
	return true;
}

/* A call while its sites are collected. */
struct striking {
	struct draft *draft;
	const struct path *media;
	struct arena *arena;
	struct strikes *strikes;
};

/* Of several nodes that one failure strikes the first on the way counts. `node` is NULL for a link. */
static bool note(
	const struct striking *striking, const struct node *node, const struct element *target, bool is_media)
{
	struct strike_site *site;
	bool *carries;
	uint32_t n;

	faults_on(striking->draft->world->faults, target, &n);
	if (n == 0)
		return true;
	site = site_of_target(striking->strikes, striking->arena, target);
	if (site == NULL)
		return false;
	carries = is_media ? &site->carries_media : &site->carries_signalling;
	if (!*carries)
		site->ends_calls |= node != NULL && ends_calls(node->element);
	if (is_media && !*carries && !find_replaced(striking->draft, striking->media, striking->arena, site))
		return false;
	*carries = true;
	return true;
}

/* The element and what it is part of. */
static bool note_all(
	const struct striking *striking, const struct node *node, const struct element *e, bool is_media)
{
	for (; e != NULL; e = topo_parent(striking->draft->world->topo, e))
		if (!note(striking, node, e, is_media))
			return false;
	return true;
}

static bool note_path(const struct striking *striking, const struct path *path, bool is_media)
{
	for (uint32_t i = 0; i < path->n; i++) {
		const struct node *node = &path->node[i];

		if (!note_all(striking, node, node->element, is_media) ||
			(node->trunk != NULL && !note(striking, node, node->trunk, is_media)))
			return false;
	}
	return true;
}

bool reach_strikes(struct draft *draft, const struct passage *passage, uint32_t first, struct arena *arena,
	struct strikes *ret)
{
	const struct striking striking = { draft, &passage->media, arena, ret };
	const struct world *world = draft->world;

	*ret = (struct strikes){ .n = 0 };
	if (!faults_matter(world->faults))
		return true;
	if (!note_path(&striking, &passage->signalling, false) ||
		!note_path(&striking, &passage->media, true))
		return false;
	for (uint32_t i = first; i < world->n_use; i++)
		if (world->use[i].times > 0 && !note(&striking, NULL, world->use[i].link, true))
			return false;
	return true;
}

/* When a fault ends the call; `end` if it does not. */
static int64_t lost_by(
	const struct fault *fault, const struct strike_site *site, uint32_t number, int64_t end)
{
	bool replaced = site->replaced != NULL && site->replaced[number];
	bool stops_media = ((fault->mode == FAULT_CRASH || fault->mode == FAULT_SILENT) && !replaced) ||
		fault->mode == FAULT_MEDIA_ONLY;
	int64_t at = end;

	if (stops_media && site->carries_media)
		at = fault->from + figure_whole(FIGURE_RTCP_SILENCE_S) * NANOSECONDS;
	/* A Mediation Server that media passes by still holds both dialogs. */
	if (fault->mode == FAULT_CRASH && site->ends_calls)
		at = fault->from;
	return at < end ? at : end;
}

/* How many of them had begun by then. */
static uint32_t begun_by(const struct fault *fault, uint32_t n, int64_t at)
{
	uint32_t low = 0;
	uint32_t high = n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (fault[middle].from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int64_t reach_lost(const struct faults *faults, const struct strikes *strikes, int64_t answered, int64_t end,
	const struct fault **ret_cause)
{
	int64_t first = end;

	*ret_cause = NULL;
	for (uint32_t i = 0; i < strikes->n; i++) {
		uint32_t n;
		const struct fault *fault = faults_on(faults, strikes->site[i].target, &n);

		for (uint32_t j = begun_by(fault, n, answered);
			j < n && fault[j].from < end && fault[j].from <= first; j++) {
			int64_t at = lost_by(&fault[j], &strikes->site[i], j, end);

			if (at < first || (at == first && *ret_cause != NULL && &fault[j] < *ret_cause)) {
				first = at;
				*ret_cause = &fault[j];
			}
		}
	}
	return first;
}
