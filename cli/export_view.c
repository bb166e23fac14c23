/* SPDX-License-Identifier: MIT */
#include "export_view.h"

#include <string.h>

static uint32_t place_of(const char *const *path, uint32_t n, const char *hop)
{
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(path[i], hop) == 0)
			return i;
	return VIEW_NOWHERE;
}

bool view_joins(const struct tap *tap, const struct element *trunk, const struct pair *pair)
{
	const struct element *pool = topo_ref(tap->topo, trunk, A_MEDIATION_POOL);
	const struct element *peer = topo_ref(tap->topo, trunk, A_PEER);
	const struct element *first = tap_element(tap, pair->hop[0]);
	const struct element *second = tap_element(tap, pair->hop[1]);

	return (first == pool && second == peer) || (first == peer && second == pool);
}

/* The attempts of a call say it; a leg on which it came in belongs to the first trunk between the two. */
static const struct element *trunk_of(const struct tap *tap, const struct call *call, const struct pair *pair)
{
	const struct element *peer = NULL;
	const struct element *trunk;
	struct walk trunks;

	for (uint32_t i = call->n_attempt; i-- > 0;) {
		trunk = tap_element(tap, call->attempt[i].trunk);
		if (trunk != NULL && view_joins(tap, trunk, pair))
			return trunk;
	}
	for (unsigned i = 0; i < 2; i++)
		if (tap_is_kind(tap, pair->hop[i], PEERS))
			peer = tap_element(tap, pair->hop[i]);
	if (peer == NULL)
		return NULL;
	trunks = walk_referrers(tap->topo, peer, K_TRUNK, A_PEER);
	while ((trunk = walk_next(&trunks)) != NULL)
		if (view_joins(tap, trunk, pair))
			return trunk;
	return NULL;
}

static void add_pair(struct view *view, const char *from, const char *to)
{
	struct pair pair = { .hop = { from, to }, .audio = -1 };
	const struct call *call = view->call;

	for (uint32_t i = 0; i < view->n_pair; i++) {
		const struct pair *old = &view->pair[i];

		if ((strcmp(old->hop[0], from) == 0 && strcmp(old->hop[1], to) == 0) ||
			(strcmp(old->hop[0], to) == 0 && strcmp(old->hop[1], from) == 0))
			return;
	}
	pair.place[0] = place_of(call->signalling, call->n_signalling, from);
	pair.place[1] = place_of(call->signalling, call->n_signalling, to);
	if (pair.place[0] > pair.place[1]) {
		pair = (struct pair){
			.hop = { to, from }, .place = { pair.place[1], pair.place[0] }, .audio = -1
		};
	}
	pair.trunk = trunk_of(view->tap, call, &pair);
	view->pair[view->n_pair++] = pair;
}

bool view_is_on_path(const struct pair *pair)
{
	return pair->place[1] != VIEW_NOWHERE;
}

/* The server of the attempt with this trunk, else of the last one. */
static const char *server_of(const struct view *view, const struct element *trunk)
{
	const struct call *call = view->call;

	for (uint32_t i = call->n_attempt; trunk != NULL && i-- > 0;)
		if (strcmp(call->attempt[i].trunk, topo_id(view->tap->topo, trunk)) == 0)
			return call->attempt[i].server;
	return view->server;
}

/* At whatever server of a pool: that is a matter of each attempt. */
static bool shows_sip(const struct view *view, const struct pair *pair)
{
	const struct way_part part = { view->call, view->call->signalling, pair->place[0], pair->place[1] };

	if (view_is_on_path(pair))
		return tap_passes(view->tap, &part, pair->trunk, NULL);
	return pair->trunk != NULL && tap_passes_trunk(view->tap, pair->trunk, NULL);
}

/* Boxes that end RTP; routers, connections and Front Ends only pass it or never see it. */
static bool ends_media(const struct view *view, const char *hop)
{
	return tap_is_kind(view->tap, hop,
		BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING) | BIT(K_EDGE_POOL) | MEDIATION_POOLS |
			PEERS);
}

const struct call_hop *view_stretch(const struct call *call, const char *from, const char *to)
{
	for (uint32_t i = 0; i < call->n_hop; i++)
		if (strcmp(call->hop[i].from, from) == 0 && strcmp(call->hop[i].to, to) == 0 &&
			*call->hop[i].media != '\0')
			return &call->hop[i];
	return NULL;
}

static bool is_ip(const struct call *call, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i < last; i++) {
		const struct call_hop *stretch = view_stretch(call, call->media[i], call->media[i + 1]);

		if (stretch == NULL || strcmp(stretch->media, "tdm") == 0)
			return false;
	}
	return true;
}

static bool audio_passes(const struct view *view, uint32_t first, uint32_t last)
{
	const struct way_part part = { view->call, view->call->media, first, last };
	const struct element *trunk = NULL;

	for (uint32_t i = 0; i < view->n_pair && trunk == NULL; i++)
		if (view_is_on_path(&view->pair[i]) && strcmp(view->pair[i].hop[0], part.hop[first]) == 0 &&
			strcmp(view->pair[i].hop[1], part.hop[last]) == 0)
			trunk = view->pair[i].trunk;
	return tap_passes(view->tap, &part, trunk, server_of(view, trunk));
}

static void find_audio(struct view *view)
{
	const struct call *call = view->call;
	uint32_t first = VIEW_NOWHERE;

	for (uint32_t i = 0; i < call->n_media; i++) {
		if (!ends_media(view, call->media[i]))
			continue;
		if (first != VIEW_NOWHERE && is_ip(call, first, i))
			view->part[view->n_part++] = (struct audio_part){ first, i,
				audio_passes(view, first, i) };
		first = i;
	}
}

uint32_t view_part_of(const struct view *view, const struct pair *pair)
{
	const struct call *call = view->call;

	for (uint32_t i = 0; i < view->n_part && view_is_on_path(pair); i++) {
		uint32_t first = place_of(
			call->signalling, call->n_signalling, call->media[view->part[i].first]);
		uint32_t last = place_of(
			call->signalling, call->n_signalling, call->media[view->part[i].last]);

		if (first != VIEW_NOWHERE && last != VIEW_NOWHERE && first <= pair->place[0] &&
			last >= pair->place[1])
			return i;
	}
	return VIEW_NOWHERE;
}

/* Each part of the audio that passes goes with one leg, if possible one whose messages are seen too. */
static void give_audio(struct view *view)
{
	for (uint32_t part = 0; part < view->n_part; part++) {
		struct pair *carrier = NULL;

		for (uint32_t i = 0; i < view->n_pair && view->part[part].passes; i++)
			if (view_part_of(view, &view->pair[i]) == part &&
				(carrier == NULL || (!carrier->shows_sip && view->pair[i].shows_sip)))
				carrier = &view->pair[i];
		if (carrier != NULL)
			carrier->audio = (int)part;
	}
}

bool view_make(struct view *view, const struct tap *tap, const struct call *call, uint32_t number,
	struct arena *arena)
{
	*view = (struct view){ .tap = tap,
		.call = call,
		.number = number,
		.pair = arena_alloc(arena, (call->n_message + 1) * sizeof(*view->pair)),
		.part = arena_alloc(arena, (call->n_media + 1) * sizeof(*view->part)),
		.server = call->n_attempt > 0 ? call->attempt[call->n_attempt - 1].server : "" };
	if (view->pair == NULL || view->part == NULL)
		return false;
	for (uint32_t i = 0; i < call->n_message; i++)
		add_pair(view, call->message[i].from, call->message[i].to);
	for (uint32_t i = 0; i < view->n_pair; i++)
		view->pair[i].shows_sip = shows_sip(view, &view->pair[i]);
	find_audio(view);
	give_audio(view);
	return true;
}
