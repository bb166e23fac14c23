/* SPDX-License-Identifier: MIT */
#include "engine/reach.h"

#include "base/mem.h"
#include "engine/media.h"
#include "engine/way.h"
#include "model/figures.h"
#include "model/wan.h"

static bool is_cut(void *context, const struct element *link)
{
	const struct world *world = context;

	return faults_cut(world->faults, world->topo, link, world->now);
}

/* Whether nothing on the way that was found is cut. */
static bool is_whole(const struct draft *draft, const struct wan *wan, const struct element *to)
{
	for (uint32_t n = wan_hops(wan, to); n > 0; n--) {
		const struct element *link = wan_led_by(wan, to);

		if (is_cut(draft->world, link))
			return false;
		to = wan_other_end(wan->topo, link, to);
	}
	return true;
}

/*
 * True when `to` is reached. False when out of memory. Release *wan in any case. The way that there is with no link cut
 * comes first: links elsewhere have no say while it is whole, as without them no other way becomes shorter or is found
 * earlier, so that nobody needs to ask about them.
 */
static bool find_way(
	const struct draft *draft, const struct element *from, const struct element *to, struct wan *wan)
{
	if (!wan_open(wan, draft->world->topo))
		return false;
	wan_begin(wan, from);
	if (!wan_reach(wan, to))
		return false;
	if (is_whole(draft, wan, to))
		return true;
	wan->is_cut = is_cut;
	wan->context = draft->world;
	wan_begin(wan, from);
	return wan_reach(wan, to);
}

/* Back from the end to the start, by the links that led there. */
static uint32_t trace_back(struct draft *draft, const struct wan *wan, const struct element *to,
	const struct element *const **ret)
{
	uint32_t n = wan_hops(wan, to);
	const struct element **link = arena_alloc(draft->arena, (n + 1) * sizeof(*link));

	*ret = link;
	if (link == NULL)
		return 0;
	for (uint32_t i = n; i-- > 0; to = wan_other_end(wan->topo, link[i], to))
		link[i] = wan_led_by(wan, to);
	return n;
}

uint32_t reach_links(struct draft *draft, const struct element *from, const struct element *to,
	const struct element *const **ret)
{
	struct wan wan;
	uint32_t n = 0;

	*ret = NULL;
	if (from == NULL || to == NULL || from == to || !wan_names(draft->world->topo, from) ||
		!wan_names(draft->world->topo, to))
		return 0;
	if (find_way(draft, from, to, &wan))
		n = trace_back(draft, &wan, to, ret);
	wan_release(&wan);
	return n;
}

bool reach_between(struct draft *draft, const struct element *a, const struct element *b)
{
	const struct world *world = draft->world;
	const struct element *from = a != NULL ? site_of(world->topo, a) : NULL;
	const struct element *to = b != NULL ? site_of(world->topo, b) : NULL;
	struct wan wan;
	bool found;

	if (from == NULL || to == NULL || from == to ||
		(!world->faults->on_links && world->faults->asked == NULL) || !wan_names(world->topo, from) ||
		!wan_names(world->topo, to))
		return true;
	found = find_way(draft, from, to, &wan);
	wan_release(&wan);
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
