/* SPDX-License-Identifier: MIT */
/* Bandwidth of one call, and of all calls at the trunks of a site. */
#include "plan/sizing.h"

#include "model/bandwidth.h"
#include "model/trunks.h"
#include "model/tunnels.h"

#include <math.h>

static struct stream stream_of(const struct sizing *sizing, const struct element *trunk, bool *ret_assumed)
{
	const char *codec = trunk_codec(sizing->topo, &sizing->plan->fallback, trunk);
	int srtp = trunk_srtp(sizing->topo, &sizing->plan->fallback, trunk);

	*ret_assumed = codec == NULL;
	return media_stream(codec != NULL ? codec : "g711u", srtp == SRTP_REQUIRED || srtp == SRTP_OPTIONAL);
}

struct call_kbps call_over(
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

struct call_kbps call_of_client(void)
{
	struct stream stream = media_stream("g711u", true);
	double planning = bandwidth_planned_kbps(BANDWIDTH_MICROSOFT, &stream);

	return (struct call_kbps){
		.wire = bandwidth_wire_kbps(&stream, NULL), .planning = planning, .tunnel = planning
	};
}
