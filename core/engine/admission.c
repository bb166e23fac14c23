/* SPDX-License-Identifier: MIT */
#include "engine/admission.h"

#include "base/mem.h"
#include "engine/links.h"
#include "engine/places.h"
#include "engine/reach.h"
#include "model/bypass.h"
#include "model/figures.h"

#include <string.h>

#define PAGE "Overview of call admission control"
#define LEGS_PAGE "Components and topologies for call admission control"
#define BYPASS_PAGE "Plan for media bypass, media bypass and call admission control"

/* The codec that clients fall back on: narrowband RTAudio, which fits the least session limit there may be. */
static const char narrow[] = "rta-nb";

enum leg_kind {
	LEG_ELSEWHERE, /* a line, or outside */
	LEG_BYPASS,
	LEG_DEPOSIT,
	LEG_LATE, /* to telephones of a PBX that ends no media */
	LEG_CHECKED,
};

struct leg {
	enum leg_kind kind;
	const struct node *from, *to;
	struct stream stream;
	bool is_client;                /* one end may speak a narrower codec */
	const struct element **holder; /* of the policies in its way */
	uint32_t n_holder;
	const char *between; /* why there is none */
};

/* What the legs of a call so far would take. */
struct taking {
	const struct element *holder;
	int64_t units;
};

struct check {
	struct draft *draft;
	bool tells;
	struct taking *taking;
	uint32_t n_taking, room_taking;
	const char *codec; /* what clients are left with, or NULL */
};

bool admission_is_on(const struct world *world)
{
	struct walk roots = walk_kind(world->topo, K_TOPOLOGY);
	const struct element *root;

	while ((root = walk_next(&roots)) != NULL)
		if (topo_bool(world->topo, root, A_CALL_ADMISSION_CONTROL) == TRI_TRUE)
			return true;
	return false;
}

static bool is_kind(const struct node *node, uint64_t kinds)
{
	return node->element != NULL && BIT(node->element->kind) & kinds;
}

/* Where media begin and end, or are ended and begun anew. */
static bool ends_media(const struct node *node)
{
	return node->element == NULL ||
		is_kind(node,
			BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING) | BIT(K_EDGE_POOL) |
				MEDIATION_POOLS | PEERS);
}

static bool is_person(const struct node *node)
{
	return is_kind(node, BIT(K_USERS) | BIT(K_DEVICE));
}

/* Behind an Edge pool is a client too. */
static bool is_client_side(const struct node *node)
{
	return is_person(node) || is_kind(node, BIT(K_EDGE_POOL));
}

/* Media over lines, or from a provider on, are none of Lync's business. */
static bool is_line(enum stretch stretch)
{
	return stretch == STRETCH_LINE || stretch == STRETCH_PUBLIC;
}

static enum leg_kind kind_of(const struct leg *leg, bool lines)
{
	const struct node *from = leg->from;
	const struct node *to = leg->to;

	if (lines)
		return is_kind(from, MEDIATION_POOLS) && is_person(to) ? LEG_LATE : LEG_ELSEWHERE;
	if (from->element == NULL || to->element == NULL || strchr(from->hop, '/') != NULL ||
		strchr(to->hop, '/') != NULL ||
		(is_kind(from, BIT(K_EDGE_POOL)) && is_kind(to, BIT(K_EDGE_POOL))) ||
		(is_kind(from, PEERS) && is_kind(to, PEERS)))
		return LEG_ELSEWHERE;
	if (is_kind(to, BIT(K_UNIFIED_MESSAGING)))
		return LEG_DEPOSIT;
	if ((is_person(from) && is_kind(to, PEERS)) || (is_person(to) && is_kind(from, PEERS)))
		return LEG_BYPASS;
	return LEG_CHECKED;
}

/* The stream of a leg is that of its last stretch; tunnels are not what bandwidth policies count. */
static void find_stream(
	struct leg *leg, const struct node *before, const struct call_hop *hop, uint32_t n_hop)
{
	for (uint32_t i = 0; i < n_hop; i++)
		if (hop[i].from == before->hop && hop[i].to == leg->to->hop && hop[i].kbps > 0.0)
			leg->stream = media_stream(hop[i].codec, strcmp(hop[i].media, "srtp") == 0);
}

static void hold(struct leg *leg, const struct element *holder)
{
	for (uint32_t i = 0; i < leg->n_holder; i++)
		if (leg->holder[i] == holder)
			return;
	if (holder != NULL)
		leg->holder[leg->n_holder++] = holder;
}

static const struct element *intersite_policy(
	const struct topology *topo, const struct element *a, const struct element *b)
{
	struct walk policies = walk_referrers(topo, a, K_INTERSITE_POLICY, A_BETWEEN);
	const struct element *policy;

	while ((policy = walk_next(&policies)) != NULL)
		if (refs_hold(topo_refs(topo, policy, A_BETWEEN), b))
			return policy;
	return NULL;
}

/* WAN links between the sites of two places that have a policy. */
static void hold_links(struct draft *draft, struct leg *leg, const struct element *const *link, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (topo_value(draft->world->topo, link[i], A_BANDWIDTH_POLICY) != NULL)
			hold(leg, link[i]);
}

static void find_holders(struct draft *draft, struct leg *leg)
{
	const struct topology *topo = draft->world->topo;
	/* The outer side of a Mediation Server is the one towards the peer. */
	const struct element *a = place_of(draft, leg->from, is_kind(leg->to, PEERS));
	const struct element *b = place_of(draft, leg->to, is_kind(leg->from, PEERS));
	const struct element *const *link;
	uint32_t n = reach_links(draft, links_site(draft, leg->from), links_site(draft, leg->to), &link);

	leg->holder = arena_alloc(draft->arena, (n + 2) * sizeof(*leg->holder));
	leg->between = "no bandwidth policy lies between them";
	if (leg->holder == NULL)
		return;
	if (a != NULL && a == b) {
		leg->between = draft_words(
			draft, "both are in %s, no WAN link between them", draft_label(draft, a));
		return;
	}
	if (a != NULL && b != NULL) {
		hold(leg, intersite_policy(topo, a, b));
		if (leg->n_holder > 0)
			return;
		hold(leg, network_site_policy_holder(topo, a));
		hold(leg, network_site_policy_holder(topo, b));
	}
	if (leg->n_holder == 0)
		hold_links(draft, leg, link, n);
}

/* A limit of a policy in kbit/s; false: there is none. */
static bool limit_of(const struct topology *topo, const struct element *holder, enum attr attr, int64_t *ret)
{
	const struct element *policy = topo_ref(topo, holder, A_BANDWIDTH_POLICY);
	bool session = attr == A_AUDIO_SESSION_KBPS;

	if (policy == NULL)
		return false;
	if (topo_int(topo, policy, attr, ret))
		return true;
	*ret = session ? figure_whole(FIGURE_AUDIO_SESSION_DEFAULT) : 0;
	return topo_value(topo, policy, session ? A_AUDIO_TOTAL_KBPS : A_AUDIO_SESSION_KBPS) != NULL;
}

static double kbps_of(const struct check *check, const struct leg *leg, const char *codec)
{
	struct stream stream = leg->stream;

	stream.codec = str_of(codec);
	return bandwidth_kbps(check->draft->world->bandwidth, &stream, NULL);
}

/* The holder whose session limit the codec exceeds, or NULL. */
static const struct element *tightest(
	const struct check *check, const struct leg *leg, const char *codec, int64_t *ret_limit)
{
	for (uint32_t i = 0; i < leg->n_holder; i++)
		if (limit_of(check->draft->world->topo, leg->holder[i], A_AUDIO_SESSION_KBPS, ret_limit) &&
			kbps_of(check, leg, codec) > (double)*ret_limit)
			return leg->holder[i];
	return NULL;
}

/* What the call itself and those that are up take by then. */
static int64_t taken(const struct check *check, const struct element *holder)
{
	int64_t units = check->draft->world->reserved[topo_index(check->draft->world->topo, holder)];

	for (uint32_t i = 0; i < check->n_taking; i++)
		if (check->taking[i].holder == holder)
			units += check->taking[i].units;
	return units;
}

static void take(struct check *check, const struct element *holder, double kbps)
{
	if (mem_grow(&check->taking, &check->room_taking, check->n_taking + 1, sizeof(*check->taking)))
		check->taking[check->n_taking++] = (struct taking){ holder, bandwidth_units(kbps) };
}

/* "shop to med" */
static const char *leg_words(const struct check *check, const struct leg *leg)
{
	return draft_words(check->draft, "call admission control, %s to %s", leg->from->hop, leg->to->hop);
}

/* Every policy on the way must have room. NULL, or why not. */
static const char *find_room(struct check *check, const struct leg *leg, const char *codec)
{
	struct draft *draft = check->draft;
	double kbps = kbps_of(check, leg, codec);

	for (uint32_t i = 0; i < leg->n_holder; i++) {
		const struct element *holder = leg->holder[i];
		double in_use = bandwidth_of_units(taken(check, holder));
		int64_t total;

		if (!limit_of(draft->world->topo, holder, A_AUDIO_TOTAL_KBPS, &total)) {
			draft_assume(draft, "assuming %s has no limit", draft_label(draft, holder));
			continue;
		}
		if (taken(check, holder) + bandwidth_units(kbps) > bandwidth_units((double)total))
			return draft_words(draft,
				"%s: refused, %.10g kbit/s (%s) do not fit %s, where %.10g of %lld are taken",
				leg_words(check, leg), kbps, codec, draft_label(draft, holder), in_use,
				(long long)total);
		if (check->tells)
			draft_step(draft, PAGE, "%s: %.10g kbit/s (%s) fit %s, where %.10g of %lld are taken",
				leg_words(check, leg), kbps, codec, draft_label(draft, holder), in_use,
				(long long)total);
	}
	for (uint32_t i = 0; i < leg->n_holder; i++)
		take(check, leg->holder[i], kbps);
	return NULL;
}

/* NULL, or why the leg is refused. */
static const char *check_limits(struct check *check, const struct leg *leg)
{
	struct draft *draft = check->draft;
	const char *codec = draft_words(draft, "%.*s", STR_ARG(leg->stream.codec));
	int64_t limit = 0;
	const struct element *tight = tightest(check, leg, codec, &limit);

	if (tight == NULL)
		return find_room(check, leg, codec);
	if (!leg->is_client || tightest(check, leg, narrow, &limit) != NULL)
		return draft_words(draft, "%s: refused, %s gives a session %lld kbit/s, and %s needs %.10g",
			leg_words(check, leg), draft_label(draft, tight), (long long)limit,
			leg->is_client ? narrow : codec,
			kbps_of(check, leg, leg->is_client ? narrow : codec));
	tightest(check, leg, codec, &limit);
	if (check->tells)
		draft_step(draft, PAGE,
			"%s: %s gives a session %lld kbit/s, too few for %s: the client speaks %s",
			leg_words(check, leg), draft_label(draft, tight), (long long)limit, codec, narrow);
	check->codec = narrow;
	return find_room(check, leg, narrow);
}

/* The leg as a fact of the call. */
static void record(const struct check *check, const struct leg *leg)
{
	static const enum call_leg_kind kinds[] = {
		[LEG_BYPASS] = CALL_LEG_BYPASS,
		[LEG_DEPOSIT] = CALL_LEG_DEPOSIT,
		[LEG_LATE] = CALL_LEG_LATE,
		[LEG_CHECKED] = CALL_LEG_CHECKED,
	};
	const struct call_leg fact = {
		.kind = kinds[leg->kind],
		.from = leg->from->hop,
		.to = leg->to->hop,
		.n_reserved = leg->n_holder,
	};

	if (check->tells && leg->kind != LEG_ELSEWHERE)
		draft_leg(check->draft, &fact);
}

/* What there is to say of a leg that is not checked. */
static void tell_unchecked(const struct check *check, const struct leg *leg)
{
	if (leg->kind == LEG_BYPASS)
		draft_step(check->draft, BYPASS_PAGE, "%s: media bypass, so it is not used",
			leg_words(check, leg));
	else if (leg->kind == LEG_DEPOSIT)
		draft_step(check->draft, PAGE, "%s: the way to voice mail is never refused",
			leg_words(check, leg));
	else if (leg->kind == LEG_LATE)
		draft_step(check->draft, LEGS_PAGE,
			"%s: the PBX ends no media, so nobody knows before the answer where they go",
			leg_words(check, leg));
}

/* NULL, or why the leg is refused. */
static const char *check_leg(struct check *check, struct leg *leg)
{
	if (leg->kind != LEG_CHECKED || check->draft->is_deposit) {
		if (leg->kind == LEG_CHECKED)
			leg->kind = LEG_DEPOSIT;
		if (check->tells)
			tell_unchecked(check, leg);
		return NULL;
	}
	leg->is_client = is_client_side(leg->from) || is_client_side(leg->to);
	find_holders(check->draft, leg);
	if (leg->n_holder > 0)
		return check_limits(check, leg);
	if (check->tells)
		draft_step(check->draft, LEGS_PAGE, "%s: %s", leg_words(check, leg), leg->between);
	return NULL;
}

/* Each leg of the media path in turn, up to the first that is refused. */
static const char *check_legs(struct check *check, const struct passage *passage, struct refusal *ret)
{
	const struct path *media = &passage->media;
	uint32_t n_hop;
	const struct call_hop *hop = media_hops(check->draft, &passage->signalling, media, &n_hop);
	struct leg leg = { .kind = LEG_ELSEWHERE };
	uint32_t from = 0;
	bool lines = false;

	for (uint32_t i = 1; hop != NULL && i < media->n; i++) {
		const char *why;

		lines |= is_line(media->node[i].stretch);
		if (!ends_media(&media->node[i]))
			continue;
		leg = (struct leg){ .from = &media->node[from], .to = &media->node[i] };
		leg.kind = kind_of(&leg, lines);
		find_stream(&leg, &media->node[i - 1], hop, n_hop);
		why = check_leg(check, &leg);
		record(check, &leg);
		if (why != NULL) {
			*ret = (struct refusal){ *leg.from, *leg.to, why };
			return why;
		}
		from = i;
		lines = false;
	}
	return NULL;
}

bool admission_passes(struct draft *draft, const struct passage *passage, struct refusal *ret)
{
	struct check check = { .draft = draft };
	bool passes = check_legs(&check, passage, ret) == NULL;

	mem_free(check.taking);
	return passes;
}

void admission_take(struct draft *draft, const struct passage *passage, int64_t until)
{
	struct check check = { .draft = draft, .tells = true };
	struct refusal refusal;

	if (!admission_is_on(draft->world))
		return;
	check_legs(&check, passage, &refusal);
	for (uint32_t i = 0; i < check.n_taking; i++)
		world_reserve(draft->world, check.taking[i].holder, check.taking[i].units, until);
	if (check.codec != NULL)
		draft->client_codec = check.codec;
	mem_free(check.taking);
}
