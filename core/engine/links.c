/* SPDX-License-Identifier: MIT */
#include "engine/links.h"

#include "base/mem.h"
#include "engine/reach.h"
#include "model/trunks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One call while its links are noted. */
struct noting {
	struct draft *draft;
	const struct link_way *way;
	uint32_t first; /* of its uses */
};

static void add(const struct noting *noting, const struct element *link, double wire, double planned)
{
	struct world *world = noting->draft->world;
	struct link_use *use = NULL;

	if (link == NULL)
		return;
	for (uint32_t i = noting->first; i < world->n_use; i++)
		if (world->use[i].link == link)
			use = &world->use[i];
	if (use == NULL) {
		if (!mem_grow(&world->use, &world->room_use, world->n_use + 1, sizeof(*world->use)))
			return;
		use = &world->use[world->n_use++];
		*use = (struct link_use){
			.link = link, .from = noting->way->from, .until = noting->way->until
		};
	}
	use->wire += bandwidth_units(wire);
	use->planned += bandwidth_units(planned);
	use->times += wire > 0.0;
}

/* The element of a kind that refers to a neighbour and has the id, or NULL. */
static const struct element *among(
	const struct topology *topo, const struct element *of, enum kind kind, enum attr attr, struct str id)
{
	struct walk walk;
	const struct element *e;

	if (of == NULL)
		return NULL;
	walk = walk_referrers(topo, of, kind, attr);
	while ((e = walk_next(&walk)) != NULL)
		if (str_is(id, topo_id(topo, e)))
			return e;
	return NULL;
}

/* What the trunk runs over: a connection, a WAN link, or NULL. */
static const struct element *carrier_of(const struct world *world, const struct element *trunk)
{
	if (trunk == NULL)
		return NULL;
	return topo_ref(world->topo, trunk_holder(world->topo, &world->plan->fallback, trunk, A_CONNECTION),
		A_CONNECTION);
}

/* The link of that id between two neighbours; NULL for lines, which carry no packets. */
static const struct element *link_between(
	const struct world *world, const struct node *from, const struct node *to, struct str id)
{
	const struct topology *topo = world->topo;
	const struct element *link = among(topo, to->element, K_TUNNEL, A_NONE, id);
	const struct element *carrier = carrier_of(world, to->trunk != NULL ? to->trunk : from->trunk);

	if (link == NULL)
		link = among(topo, to->element, K_VLAN, A_MEMBERS, id);
	if (link == NULL)
		link = among(topo, from->element, K_VLAN, A_MEMBERS, id);
	if (link == NULL && carrier != NULL && str_is(id, topo_id(topo, carrier)))
		link = carrier;
	return link;
}

const struct element *links_site(const struct draft *draft, const struct node *node)
{
	const struct topology *topo = draft->world->topo;

	if (node->element == NULL || strchr(node->hop, '/') != NULL)
		return NULL;
	if (node->element->kind == K_CONNECTION)
		return topo_ref(topo, node->element, A_SITE);
	return site_of(topo, node->element);
}

/* The links that stand between two neighbours. True if a WAN link is among them. */
static bool add_named(const struct noting *noting, const struct node *from, const struct node *to,
	double wire, double planned)
{
	const struct world *world = noting->draft->world;
	struct str rest = str_of(to->over);
	struct str id;
	bool wan = false;

	while (str_next_token(&rest, &id)) {
		const struct element *link = link_between(world, from, to, id);

		add(noting, link, wire, planned);
		wan |= link != NULL && link->kind == K_WAN_LINK;
		if (link == NULL || link->kind != K_TUNNEL)
			continue;
		add(noting, topo_parent(world->topo, link), wire, planned);
		add(noting, topo_ref(world->topo, link, A_VLAN), wire, planned);
	}
	return wan;
}

static bool is_edge(const struct node *node)
{
	return node->element != NULL && node->element->kind == K_EDGE_POOL;
}

static void add_wan(const struct noting *noting, const struct node *from, const struct node *to, double wire,
	double planned)
{
	const struct element *const *link;
	uint32_t n;

	if (is_edge(from) && is_edge(to)) /* by the Internet */
		return;
	n = reach_links(noting->draft, links_site(noting->draft, from), links_site(noting->draft, to), &link);
	for (uint32_t i = 0; i < n; i++)
		add(noting, link[i], wire, planned);
}

/* The trunk, once: where its stream reaches the peer. */
static void add_trunk(const struct noting *noting, const struct node *from, const struct node *to,
	double wire, double planned)
{
	const struct topology *topo = noting->draft->world->topo;
	const struct element *trunk = to->trunk;
	const struct path *media = noting->way->media;
	const struct element *pool = trunk != NULL ? topo_ref(topo, trunk, A_MEDIATION_POOL) : NULL;
	const struct element *peer = trunk != NULL ? topo_ref(topo, trunk, A_PEER) : NULL;

	if (peer == NULL || (from->element != peer && to->element != peer))
		return;
	for (uint32_t i = 0; i < media->n; i++)
		if (media->node[i].element == pool) {
			add(noting, trunk, wire, planned);
			return;
		}
}

static const struct call_hop *hop_between(
	const struct link_way *way, const struct node *from, const struct node *to)
{
	for (uint32_t i = 0; i < way->n_hop; i++)
		if (way->hop[i].from == from->hop && way->hop[i].to == to->hop && way->hop[i].kbps > 0.0)
			return &way->hop[i];
	return NULL;
}

static void note_media(const struct noting *noting, const struct node *from, const struct node *to)
{
	const struct call_hop *hop = hop_between(noting->way, from, to);
	struct stream stream;
	double planned;

	if (hop == NULL)
		return;
	stream = media_stream(hop->codec, strcmp(hop->media, "srtp") == 0);
	planned = bandwidth_planned_kbps(noting->draft->world->bandwidth, &stream);
	if (to->element != NULL && to->element->kind == K_CONNECTION)
		add(noting, to->element, hop->kbps, planned);
	if (!add_named(noting, from, to, hop->kbps, planned))
		add_wan(noting, from, to, hop->kbps, planned);
	add_trunk(noting, from, to, hop->kbps, planned);
}

/* WAN links that signalling passes are told even where media do not: that is what media bypass is for. */
static void note_signalling(const struct noting *noting, const struct node *from, const struct node *to)
{
	const struct world *world = noting->draft->world;
	const struct element *carrier = carrier_of(world, to->trunk);

	if (carrier != NULL && carrier->kind == K_WAN_LINK)
		add(noting, carrier, 0.0, 0.0);
	else
		add_wan(noting, from, to, 0.0, 0.0);
}

void links_note(struct draft *draft, const struct link_way *way, uint32_t *ret_first)
{
	const struct noting noting = { draft, way, draft->world->n_use };

	for (uint32_t i = 1; i < way->media->n; i++)
		note_media(&noting, &way->media->node[i - 1], &way->media->node[i]);
	for (uint32_t i = 1; i < way->signalling->n; i++)
		note_signalling(&noting, &way->signalling->node[i - 1], &way->signalling->node[i]);
	*ret_first = noting.first;
}

/* A use begins or ends. */
struct change {
	int64_t at;
	const struct link_use *use;
	bool begins;
};

/* By link, then by time; what ends makes room for what begins. */
static int compare_changes(const void *left, const void *right)
{
	const struct change *a = left;
	const struct change *b = right;

	if (a->use->link != b->use->link)
		return a->use->link < b->use->link ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->begins > b->begins) - (a->begins < b->begins);
}

struct load {
	int64_t wire, planned;
	uint32_t calls;
};

static void keep_most(struct load *most, const struct load *now)
{
	most->wire = now->wire > most->wire ? now->wire : most->wire;
	most->planned = now->planned > most->planned ? now->planned : most->planned;
	most->calls = now->calls > most->calls ? now->calls : most->calls;
}

/* The changes of one link. `period` is what the mean is over. */
static void report_link(struct world *world, const struct change *change, uint32_t n, int64_t period)
{
	struct load now = { 0 };
	struct load most = { 0 };
	double sum = 0.0;

	for (uint32_t i = 0; i < n; i++) {
		const struct link_use *use = change[i].use;
		int sign = change[i].begins ? 1 : -1;

		now.wire += sign * use->wire;
		now.planned += sign * use->planned;
		now.calls += (uint32_t)sign * (use->times > 0);
		keep_most(&most, &now);
		if (change[i].begins)
			sum += (double)use->wire * ((double)(use->until - use->from) / (double)period);
	}
	calls_add_link(world->calls,
		&(struct call_link){
			.link = topo_id(world->topo, change[0].use->link),
			.calls = most.calls,
			.peak_kbps = bandwidth_of_units(most.wire),
			.mean_kbps = bandwidth_of_units(llround(sum)),
			.planning_kbps = bandwidth_of_units(most.planned),
		});
}

/* From the first answer to the last hang-up. */
static int64_t period_of(const struct world *world)
{
	int64_t first = INT64_MAX;
	int64_t last = 0;

	for (uint32_t i = 0; i < world->n_use; i++) {
		first = world->use[i].from < first ? world->use[i].from : first;
		last = world->use[i].until > last ? world->use[i].until : last;
	}
	return last > first ? last - first : 1;
}

bool links_report(struct world *world)
{
	struct change *change = mem_alloc(((size_t)2 * world->n_use + 1) * sizeof(*change));
	int64_t period;
	uint32_t n = 0;

	for (uint32_t i = 0; change != NULL && i < world->n_use; i++) {
		change[n++] = (struct change){ world->use[i].from, &world->use[i], true };
		change[n++] = (struct change){ world->use[i].until, &world->use[i], false };
	}
	if (n > 0)
		qsort(change, n, sizeof(*change), compare_changes);
	period = period_of(world);
	for (uint32_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && change[end].use->link == change[i].use->link;)
			end++;
		report_link(world, &change[i], end - i, period);
	}
	mem_free(change);
	return !mem_ran_out();
}
