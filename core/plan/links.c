/* SPDX-License-Identifier: MIT */
/*
 * Bandwidth on each connection and WAN link: of calls over trunks, and of people to the Mediation Servers of another
 * site, as if none of them bypassed those.
 */
#include "plan/sizing.h"

#include "base/mem.h"
#include "model/trunks.h"
#include "plan/wan_ways.h"

#include <math.h>

enum {
	NAMED_SITES = 3, /* whose people's calls are on a link; of others the sum is told */
};

/* What is on a link at once. */
struct link_load {
	double over_trunks;
	bool in_hand;    /* trunks of the site in hand are on it, */
	double admitted; /* and these calls by them */
	double calls;    /* of people */
	double unnamed;  /* of those, from sites that are not named */
	uint32_t n_sites;
	struct call_kbps call; /* the most of any of them */
	const char *people;    /* "3 of people at site 'x' to ..., 2 of ..." */
};

/* All connections, then all WAN links. */
struct loads {
	struct sizing *sizing;
	struct link_load *of;
	uint32_t n_connection;
	struct link_load **in_hand;
	uint32_t n_in_hand, room_in_hand;
	struct wan_ways ways;
};

static struct link_load *load_of(const struct loads *loads, const struct element *link)
{
	uint32_t place = link->place;

	return &loads->of[link->kind == K_WAN_LINK ? loads->n_connection + place : place];
}

static void keep_most(struct call_kbps *most, const struct call_kbps *call)
{
	most->wire = fmax(most->wire, call->wire);
	most->planning = fmax(most->planning, call->planning);
	most->tunnel = fmax(most->tunnel, call->tunnel);
	most->assumed |= call->assumed;
}

static void admit(struct loads *loads, const struct element *trunk, const struct element *link)
{
	struct link_load *load = load_of(loads, link);
	struct call_kbps call = call_over(loads->sizing, trunk, link);
	int64_t calls;

	if (!load->in_hand) {
		if (!mem_grow(&loads->in_hand, &loads->room_in_hand, loads->n_in_hand + 1,
			    sizeof(*loads->in_hand)))
			return;
		loads->in_hand[loads->n_in_hand++] = load;
		load->in_hand = true;
	}
	keep_most(&load->call, &call);
	load->admitted += trunk_calls(loads->sizing, trunk, &calls) ? (double)calls : INFINITY;
}

static void ask_for_way(struct loads *loads, const struct element *e)
{
	if (loads->ways.several)
		lacks_fact(loads->sizing, e, "which of several ways over as few WAN links its calls take",
			"what is on each of them; each is counted as if all went there");
}

/* A trunk runs over what it names, else over the WAN links between its pool and its peer. */
static void load_trunk(struct loads *loads, const struct element *trunk, const struct element *site)
{
	const struct sizing *sizing = loads->sizing;
	const struct element *holder = trunk_holder(
		sizing->topo, &sizing->plan->fallback, trunk, A_CONNECTION);
	const struct element *named = topo_ref(sizing->topo, holder, A_CONNECTION);
	const struct element *peer = topo_ref(sizing->topo, trunk, A_PEER);
	const struct element *there = peer != NULL ? site_of(sizing->topo, peer) : NULL;

	if (named != NULL) {
		admit(loads, trunk, named);
		return;
	}
	if (there == NULL)
		return;
	wan_ways_find(&loads->ways, site, there);
	for (uint32_t i = 0; i < loads->ways.n; i++)
		admit(loads, trunk, loads->ways.link[i]);
	ask_for_way(loads, trunk);
}

/* A site brings what its trunks over a link admit, but no more than its channels. */
static void settle(struct loads *loads, const struct element *site)
{
	double channels = tally_of(loads->sizing, site)->channels;

	for (uint32_t i = 0; i < loads->n_in_hand; i++) {
		struct link_load *load = loads->in_hand[i];

		load->over_trunks += fmin(channels, load->admitted);
		load->admitted = 0;
		load->in_hand = false;
	}
	loads->n_in_hand = 0;
}

static void load_trunks(struct loads *loads, const struct element *site)
{
	struct walk pools = site_pools(loads->sizing, site);
	const struct element *pool;

	while ((pool = next_carrying(loads->sizing, &pools)) != NULL) {
		struct walk trunks = pool_trunks(loads->sizing, pool);
		const struct element *trunk;

		while ((trunk = next_trunk(loads->sizing, &trunks)) != NULL)
			load_trunk(loads, trunk, site);
	}
	settle(loads, site);
}

static void name_people(struct loads *loads, struct link_load *load, const struct element *site, double calls)
{
	struct sizing *sizing = loads->sizing;

	if (load->n_sites++ >= NAMED_SITES) {
		load->unnamed += calls;
		return;
	}
	load->people = say(sizing, "%s%s%.0f of people at %s to Mediation Servers at %s%s",
		load->people != NULL ? load->people : "", load->people != NULL ? ", " : "", calls,
		label_of(sizing, site), label_of(sizing, tally_of(sizing, site)->carrier),
		loads->ways.several ? ", if they all go this way" : "");
}

static void load_people(struct loads *loads, const struct element *site)
{
	struct sizing *sizing = loads->sizing;
	const struct tally *tally = tally_of(sizing, site);
	const struct call_kbps call = call_of_client();
	double calls = channels_for(sizing, tally->erlang);

	if (tally->carrier == site || calls <= 0)
		return;
	wan_ways_find(&loads->ways, tally->carrier, site);
	if (loads->ways.n == 0)
		lacks_fact(sizing, site, "wan-link to the site that carries its calls",
			"the bandwidth that they take on the way");
	for (uint32_t i = 0; i < loads->ways.n; i++) {
		struct link_load *load = load_of(loads, loads->ways.link[i]);

		keep_most(&load->call, &call);
		load->calls += calls;
		name_people(loads, load, site, calls);
	}
	ask_for_way(loads, site);
}

static const char *say_calls(struct sizing *sizing, const struct link_load *load)
{
	const char *people = load->people != NULL ? load->people : "";

	if (load->n_sites > NAMED_SITES)
		people = say(sizing, "%s, %.0f of people at %u more sites", people, load->unnamed,
			(unsigned)(load->n_sites - NAMED_SITES));
	if (load->over_trunks <= 0)
		return people;
	return say(sizing, "%.0f over trunks%s%s", load->over_trunks, *people != '\0' ? ", " : "", people);
}

static void add_link(struct sizing *sizing, const struct element *link, const struct link_load *load,
	struct size_links *ret)
{
	double calls = load->over_trunks + load->calls;
	double formula = figure_of(sizing, FIGURE_TRUNK_FORMULA);
	double capacity = SIZE_UNKNOWN;
	int64_t written;

	if (topo_int(sizing->topo, link, A_BANDWIDTH_KBPS, &written))
		capacity = (double)written;
	else
		lacks_fact(sizing, link, "bandwidth-kbps", "whether it is wide enough");
	size_links_add(ret,
		&(struct size_link){
			.link = topo_id(sizing->topo, link),
			.calls = calls,
			.wire_kbps = calls * load->call.wire,
			.planning_kbps = calls * load->call.planning,
			.tunnel_kbps = calls * load->call.tunnel,
			.formula_kbps = calls * formula,
			.capacity_kbps = capacity,
			.why = say(sizing,
				"calls: %s; each %g kbps on the wire (packet headers of RFC 3550 and RFC 3711%s), %g for planning (%s), %g by the formula for SIP trunks (%s)%s",
				say_calls(sizing, load), load->call.wire,
				load->call.tunnel > load->call.planning ? ", and of the tunnel" : "",
				load->call.planning, source_of(sizing, FIGURE_G711_PLANNING), formula,
				source_of(sizing, FIGURE_TRUNK_FORMULA),
				load->call.assumed ? "; a trunk lists no codec, so G.711 is assumed" : ""),
		});
}

void check_link(struct sizing *sizing, const struct size_link *link)
{
	lacks_room(sizing, link->link, "kbps for planning, with tunnels", link->tunnel_kbps,
		link->capacity_kbps);
}

static void add_links(const struct loads *loads, enum kind kind, struct size_links *ret)
{
	struct walk links = walk_kind(loads->sizing->topo, kind);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		const struct link_load *load = load_of(loads, link);

		if (load->over_trunks + load->calls > 0)
			add_link(loads->sizing, link, load, ret);
	}
}

void list_links(struct sizing *sizing, struct size_links *ret)
{
	struct loads loads = { .sizing = sizing, .ways.topo = sizing->topo };
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;

	loads.n_connection = topo_count(sizing->topo, K_CONNECTION);
	loads.of = mem_zalloc(
		((size_t)loads.n_connection + topo_count(sizing->topo, K_WAN_LINK) + 1) * sizeof(*loads.of));
	while (loads.of != NULL && (site = walk_next(&sites)) != NULL)
		load_trunks(&loads, site);
	sites = walk_kind(sizing->topo, K_SITE);
	while (loads.of != NULL && (site = walk_next(&sites)) != NULL)
		load_people(&loads, site);
	if (loads.of != NULL) {
		add_links(&loads, K_CONNECTION, ret);
		add_links(&loads, K_WAN_LINK, ret);
	}
	wan_ways_release(&loads.ways);
	mem_free(loads.in_hand);
	mem_free(loads.of);
}
