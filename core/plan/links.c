/* SPDX-License-Identifier: MIT */
/* Bandwidth of the calls: at a site's trunks, and on each connection and WAN link. */
#include "plan/sizing.h"

#include "model/bandwidth.h"
#include "model/trunks.h"
#include "model/tunnels.h"

#include <math.h>

/* What one call takes, one way. */
struct call_kbps {
	double wire, planning, tunnel;
	bool assumed; /* no codec is listed: G.711 */
};

static struct stream stream_of(const struct sizing *sizing, const struct element *trunk, bool *ret_assumed)
{
	const char *codec = trunk_codec(sizing->topo, &sizing->plan->fallback, trunk);
	int srtp = trunk_srtp(sizing->topo, &sizing->plan->fallback, trunk);

	*ret_assumed = codec == NULL;
	return media_stream(codec != NULL ? codec : "g711u", srtp == SRTP_REQUIRED || srtp == SRTP_OPTIONAL);
}

/* The most that a call over the trunk takes, in the thickest tunnel of the carrier (NULL: without one). */
static struct call_kbps call_over(
	const struct sizing *sizing, const struct element *trunk, const struct element *carrier)
{
	struct call_kbps call = { 0 };
	struct stream stream = stream_of(sizing, trunk, &call.assumed);
	double plain = bandwidth_wire_kbps(&stream, NULL);
	struct walk tunnels;
	const struct element *tunnel;

	call.wire = plain;
	call.planning = call.tunnel = bandwidth_planned_kbps(BANDWIDTH_MICROSOFT, &stream);
	if (carrier == NULL)
		return call;
	tunnels = walk_children(sizing->topo, carrier, BIT(K_TUNNEL));
	while ((tunnel = walk_next(&tunnels)) != NULL) {
		struct encapsulation around = tunnel_encapsulation(sizing->topo, tunnel);

		call.wire = fmax(call.wire, bandwidth_wire_kbps(&stream, &around));
	}
	call.tunnel += call.wire - plain;
	return call;
}

void size_bandwidth(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	struct walk pools = site_pools(sizing, site);
	const struct element *pool;
	double each = 0;

	ret->bandwidth_kbps = ret->channels < 0 ? SIZE_UNKNOWN : 0;
	if (ret->channels <= 0)
		return;
	while ((pool = next_carrying(sizing, &pools)) != NULL) {
		struct walk trunks = pool_trunks(sizing, pool);
		const struct element *trunk;

		while ((trunk = next_trunk(sizing, &trunks)) != NULL)
			each = fmax(each, call_over(sizing, trunk, NULL).planning);
	}
	if (each <= 0)
		each = figure_of(sizing, FIGURE_G711_PLANNING);
	ret->bandwidth_kbps = ret->channels * each;
	size_reasons_add(&ret->why,
		say(sizing,
			"bandwidth: %.0f calls * %g kbps (%s) = %.10g kbps; by the formula for SIP trunks %.10g kbps (%s)",
			ret->channels, each, source_of(sizing, FIGURE_G711_PLANNING), ret->bandwidth_kbps,
			ret->channels * figure_of(sizing, FIGURE_TRUNK_FORMULA),
			source_of(sizing, FIGURE_TRUNK_FORMULA)));
}

/* What is on a link at once. */
struct link_load {
	double calls;
	struct call_kbps call; /* the most of any of them */
	const char *how;       /* "20 over trunks, 3 of people at site 'x'" */
};

static void keep_most(struct call_kbps *most, const struct call_kbps *call)
{
	most->wire = fmax(most->wire, call->wire);
	most->planning = fmax(most->planning, call->planning);
	most->tunnel = fmax(most->tunnel, call->tunnel);
	most->assumed |= call->assumed;
}

static void add_link(struct sizing *sizing, const struct element *link, const struct link_load *load)
{
	double formula = figure_of(sizing, FIGURE_TRUNK_FORMULA);
	double capacity = SIZE_UNKNOWN;
	int64_t written;

	if (topo_int(sizing->topo, link, A_BANDWIDTH_KBPS, &written))
		capacity = (double)written;
	else
		lacks_fact(sizing, link, "bandwidth-kbps", "whether it is wide enough");
	sizes_add_link(sizing->sizes,
		&(struct size_link){
			.link = topo_id(sizing->topo, link),
			.calls = load->calls,
			.wire_kbps = load->calls * load->call.wire,
			.planning_kbps = load->calls * load->call.planning,
			.tunnel_kbps = load->calls * load->call.tunnel,
			.formula_kbps = load->calls * formula,
			.capacity_kbps = capacity,
			.why = say(sizing,
				"calls: %s; each %g kbps on the wire (packet headers of RFC 3550 and RFC 3711%s), %g for planning (%s)%s",
				load->how, load->call.wire,
				load->call.tunnel > load->call.planning ? ", and of the tunnel" : "",
				load->call.planning, source_of(sizing, FIGURE_G711_PLANNING),
				load->call.assumed ? "; a trunk lists no codec, so G.711 is assumed" : ""),
		});
}

static struct tally *tally_of_trunk(const struct sizing *sizing, const struct element *trunk)
{
	const struct element *pool = topo_ref(sizing->topo, trunk, A_MEDIATION_POOL);

	return pool != NULL && site_of(sizing->topo, pool) != NULL ?
		tally_of(sizing, site_of(sizing->topo, pool)) :
		NULL;
}

/* Each site brings what its trunks there admit, but no more than its channels. */
static void load_trunks(struct sizing *sizing, const struct element *link, struct link_load *load)
{
	struct trunk_walk trunks = trunks_over(sizing->topo, &sizing->plan->fallback, link);
	const struct element *trunk;
	struct tally *tally;

	while ((trunk = trunk_walk_next(&trunks)) != NULL) {
		struct call_kbps call = call_over(sizing, trunk, link);
		int64_t calls;

		tally = tally_of_trunk(sizing, trunk);
		if (tally == NULL || !is_for_people(sizing, trunk))
			continue;
		keep_most(&load->call, &call);
		tally->admitted += trunk_calls(sizing, trunk, &calls) ? (double)calls : INFINITY;
	}
	trunks = trunks_over(sizing->topo, &sizing->plan->fallback, link);
	while ((trunk = trunk_walk_next(&trunks)) != NULL)
		if ((tally = tally_of_trunk(sizing, trunk)) != NULL && tally->admitted > 0) {
			load->calls += fmin(tally->channels, tally->admitted);
			tally->admitted = 0;
		}
	if (load->calls > 0)
		load->how = say(sizing, "%.0f over trunks", load->calls);
}

/* People at one end whose calls go over trunks at the other one, as if none bypassed the Mediation Servers. */
static void load_people(struct sizing *sizing, const struct element *link, struct link_load *load)
{
	struct refs ends = topo_refs(sizing->topo, link, A_BETWEEN);
	struct stream stream = media_stream("g711u", true);
	struct call_kbps call = { .wire = bandwidth_wire_kbps(&stream, NULL),
		.planning = bandwidth_planned_kbps(BANDWIDTH_MICROSOFT, &stream) };

	call.tunnel = call.planning;
	for (uint32_t i = 0; i < ends.n; i++) {
		struct tally *tally = tally_of(sizing, refs_nth(ends, i));
		double calls = channels_for(sizing, tally->erlang);

		if (tally->carrier == refs_nth(ends, i) || !refs_hold(ends, tally->carrier) || calls <= 0)
			continue;
		tally->has_way = true;
		keep_most(&load->call, &call);
		load->calls += calls;
		load->how = say(sizing, "%s%s%.0f of people at %s to Mediation Servers at %s", load->how,
			*load->how != '\0' ? ", " : "", calls, label_of(sizing, refs_nth(ends, i)),
			label_of(sizing, tally->carrier));
	}
}

static void list_carriers(struct sizing *sizing, enum kind kind)
{
	struct walk links = walk_kind(sizing->topo, kind);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		struct link_load load = { .how = "" };

		load_trunks(sizing, link, &load);
		if (kind == K_WAN_LINK)
			load_people(sizing, link, &load);
		if (load.calls > 0)
			add_link(sizing, link, &load);
	}
}

void list_links(struct sizing *sizing)
{
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;

	list_carriers(sizing, K_CONNECTION);
	list_carriers(sizing, K_WAN_LINK);
	while ((site = walk_next(&sites)) != NULL) {
		const struct tally *tally = tally_of(sizing, site);

		if (tally->carrier != site && tally->erlang > 0 && !tally->has_way)
			lacks_fact(sizing, site, "wan-link to the site that carries its calls",
				"the bandwidth that they take on the way");
	}
}
