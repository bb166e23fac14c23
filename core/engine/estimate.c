/* SPDX-License-Identifier: MIT */
#include "engine/estimate.h"

#include "engine/quality.h"

#include <math.h>
#include <string.h>

/*
 * Shares of the delay that no plan states. A packet is filled before it leaves; 40 ms is the small end of customary
 * jitter buffers, which hold twice the jitter where that is more; a Mediation Server that relays takes packets in
 * and sends them out again.
 */
#define JITTER_BUFFER_MS 40.0
#define RELAY_MS 20.0

/* What the links of a way add up to. */
struct figures {
	double delay, jitter, serialisation;
	double lost_percent; /* of packets */
};

static bool is_long_way(const struct element *link)
{
	return link->kind == K_WAN_LINK || link->kind == K_CONNECTION;
}

static bool states_any(const struct topology *topo, const struct element *link)
{
	return topo_value(topo, link, A_DELAY_MS) != NULL || topo_value(topo, link, A_JITTER_MS) != NULL ||
		topo_value(topo, link, A_LOSS_PERCENT) != NULL;
}

/* Beyond any network; keeps sums of hostile figures finite. */
#define MOST_MS 1e9

/* The figure, or none, which is said. */
static double figure_of(
	struct draft *draft, const struct element *link, enum attr attr, const char *what, double most)
{
	double value = 0.0;

	if (!topo_decimal(draft->world->topo, link, attr, &value))
		draft_assume(draft, "assuming %s has no %s", draft_label(draft, link), what);
	return value < most ? value : most;
}

static void add_link(
	struct draft *draft, const struct link_use *use, unsigned packet, struct figures *figures)
{
	int64_t rate = 0;

	topo_int(draft->world->topo, use->link, A_BANDWIDTH_KBPS, &rate);
	for (uint32_t i = 0; i < use->times; i++) {
		figures->delay += figure_of(draft, use->link, A_DELAY_MS, "delay", MOST_MS);
		figures->jitter += figure_of(draft, use->link, A_JITTER_MS, "jitter", MOST_MS);
		/* Of what came so far; a sum of small parts, so that 0.05 stays 0.05. */
		figures->lost_percent += figure_of(draft, use->link, A_LOSS_PERCENT, "loss", 100.0) *
			(1.0 - figures->lost_percent / 100.0);
		if (rate > 0)
			figures->serialisation += packet * 8.0 / (double)rate;
	}
}

/* The largest packet of the way, and whether all of it is G.711, which the model rates. */
static unsigned largest_packet(const struct link_way *way, bool *ret_rated)
{
	unsigned most = 0;

	*ret_rated = true;
	for (uint32_t i = 0; i < way->n_hop; i++) {
		struct stream stream = media_stream(
			way->hop[i].codec, strcmp(way->hop[i].media, "srtp") == 0);
		unsigned bytes = bandwidth_packet(&stream, NULL);

		if (way->hop[i].kbps <= 0.0)
			continue;
		*ret_rated &= strncmp(way->hop[i].codec, "g711", 4) == 0;
		most = bytes > most ? bytes : most;
	}
	return most;
}

static bool is_relayed(const struct path *media)
{
	for (uint32_t i = 1; i + 1 < media->n; i++)
		if (media->node[i].element != NULL && BIT(media->node[i].element->kind) & MEDIATION_POOLS)
			return true;
	return false;
}

static bool is_stated(const struct draft *draft, uint32_t first)
{
	const struct world *world = draft->world;

	for (uint32_t i = first; i < world->n_use; i++)
		if (world->use[i].times > 0 && is_long_way(world->use[i].link) &&
			states_any(world->topo, world->use[i].link))
			return true;
	return false;
}

static void fill(
	struct call_quality *quality, const struct delay_budget *budget, const struct figures *figures)
{
	const struct call_delay part[CALL_DELAYS] = {
		{ "packetisation", budget->packetisation },
		{ "jitter-buffer", budget->jitter_buffer },
		{ "serialisation", budget->serialisation },
		{ "propagation", budget->propagation },
		{ "transcoding", budget->transcoding },
	};

	memcpy(quality->part, part, sizeof(part));
	quality->delay_ms = delay_total(budget);
	quality->jitter_ms = figures->jitter;
	quality->loss_percent = figures->lost_percent;
	if (!quality->rated)
		return;
	quality->rating = quality_rating(
		quality->delay_ms, quality->loss_percent, true, DELAY_COLE_ROSENBLUTH);
	quality->mos = quality_mos(quality->rating);
}

const struct call_quality *estimate_make(struct draft *draft, const struct link_way *way, uint32_t first)
{
	const struct world *world = draft->world;
	struct call_quality *quality;
	struct figures figures = { 0 };
	struct delay_budget budget = { .packetisation = PACKET_MS };
	unsigned packet;

	if (!is_stated(draft, first))
		return NULL;
	quality = arena_alloc(draft->arena, sizeof(*quality));
	if (quality == NULL)
		return NULL;
	*quality = (struct call_quality){ 0 };
	packet = largest_packet(way, &quality->rated);
	for (uint32_t i = first; i < world->n_use; i++)
		if (is_long_way(world->use[i].link))
			add_link(draft, &world->use[i], packet, &figures);
	budget.jitter_buffer = fmax(JITTER_BUFFER_MS, 2.0 * figures.jitter);
	budget.serialisation = figures.serialisation;
	budget.propagation = figures.delay;
	budget.transcoding = is_relayed(way->media) ? RELAY_MS : 0.0;
	fill(quality, &budget, &figures);
	return quality;
}
