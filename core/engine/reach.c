/* SPDX-License-Identifier: MIT */
#include "engine/reach.h"

#include "base/mem.h"

enum {
	SUPERVISION_S = 30, /* RTCP: New-CsTrunkConfiguration */
};

static bool link_has_failed(const struct world *world)
{
	for (uint32_t i = 0; i < world->faults->n; i++)
		if (world->faults->fault[i].target->kind == K_WAN_LINK)
			return true;
	return false;
}

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

	if (from == NULL || to == NULL || from == to || !link_has_failed(world) ||
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

/* The node of a path that the fault strikes, or NULL. */
static const struct node *struck(struct draft *draft, const struct path *path, const struct fault *fault)
{
	for (uint32_t i = 0; i < path->n; i++)
		if (fault_strikes(fault, draft->world->topo, path->node[i].element) ||
			path->node[i].trunk == fault->target)
			return &path->node[i];
	return NULL;
}

/* Boxes that end the call's dialogs or its media: the call goes with them. Others only carry its packets. */
static bool ends_calls(const struct element *e)
{
	return e != NULL && BIT(e->kind) & (MEDIATION_POOLS | PEERS);
}

/* When a fault ends the call; `end` if it does not. */
static int64_t end_by(struct draft *draft, const struct fault *fault, const struct path *signalling,
	const struct path *media, int64_t end)
{
	const struct node *on_media = struck(draft, media, fault);
	const struct node *on_signalling = struck(draft, signalling, fault);
	bool stops_media = fault->mode == FAULT_CRASH || fault->mode == FAULT_SILENT ||
		fault->mode == FAULT_MEDIA_ONLY;
	int64_t at = end;

	if (stops_media && on_media != NULL)
		at = fault->from + SUPERVISION_S * NANOSECONDS;
	/* A Mediation Server that media passes by still holds both dialogs. */
	if (fault->mode == FAULT_CRASH &&
		((on_media != NULL && ends_calls(on_media->element)) ||
			(on_signalling != NULL && ends_calls(on_signalling->element))))
		at = fault->from;
	return at < end ? at : end;
}

int64_t reach_interruption(struct draft *draft, const struct path *signalling, const struct path *media,
	int64_t answered, int64_t end)
{
	const struct faults *faults = draft->world->faults;
	const struct fault *cause = NULL;
	int64_t first = end;

	for (uint32_t i = 0; i < faults->n; i++) {
		const struct fault *fault = &faults->fault[i];
		int64_t at;

		if (fault->from <= answered || fault->from >= end)
			continue;
		at = end_by(draft, fault, signalling, media, end);
		if (at < first) {
			first = at;
			cause = fault;
		}
	}
	if (cause != NULL)
		draft_step(draft,
			"calls that are up: what ends dialogs or relays media takes its calls along; else RTCP supervision",
			"%s fails (%s) %lld s after the call began, which is lost %lld s after it began",
			draft_label(draft, cause->target), fault_mode_name(cause->mode),
			(long long)((cause->from - draft->world->now) / NANOSECONDS),
			(long long)((first - draft->world->now) / NANOSECONDS));
	return first;
}
