/* SPDX-License-Identifier: MIT */
/* Channels for the traffic, and trunks for the channels. */
#include "plan/sizing.h"

#include "model/trunks.h"
#include "traffic/calculator.h"
#include "traffic/erlang.h"

#include <math.h>

double channels_for(const struct sizing *sizing, double erlang)
{
	uint32_t circuits;

	if (erlang < 0 || erlang > CALCULATOR_MOST_CIRCUITS)
		return SIZE_UNKNOWN;
	circuits = least_circuits(
		blocking_erlang_b, NULL, erlang, sizing->blocking, CALCULATOR_MOST_CIRCUITS);
	return circuits > CALCULATOR_MOST_CIRCUITS ? SIZE_UNKNOWN : circuits;
}

void size_channels(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	ret->channels = channels_for(sizing, ret->carried);
	tally_of(sizing, site)->channels = fmax(ret->channels, 0);
	if (ret->channels >= 0)
		size_reasons_add(&ret->why,
			say(sizing,
				"channels: %.10g Erlang with at most %g of the calls lost (Erlang B) take %.0f",
				ret->carried, sizing->blocking, ret->channels));
	else if (ret->carried >= 0)
		size_reasons_add(&ret->why,
			say(sizing, "channels: %.10g Erlang take more than %d", ret->carried,
				CALCULATOR_MOST_CIRCUITS));
}

/* The trunks of a site as far as they are planned. */
struct planned {
	uint32_t n, n_unknown;
	double calls;   /* of those that say */
	double largest; /* trunk */
};

static struct planned planned_trunks(struct sizing *sizing, const struct element *site)
{
	struct walk pools = site_pools(sizing, site);
	struct planned planned = { 0 };
	const struct element *pool;

	while ((pool = next_carrying(sizing, &pools)) != NULL) {
		struct walk trunks = pool_trunks(sizing, pool);
		const struct element *trunk;

		while ((trunk = next_trunk(sizing, &trunks)) != NULL) {
			int64_t calls;

			planned.n++;
			if (!trunk_calls(sizing, trunk, &calls)) {
				planned.n_unknown++;
				lacks_fact(sizing, trunk, "max-calls, or channels of its peer",
					"how many calls it admits, so how many trunks are needed");
				continue;
			}
			planned.calls += (double)calls;
			planned.largest = fmax(planned.largest, (double)calls);
		}
	}
	return planned;
}

/* Trunks are counted in the size of the largest one planned. */
void size_trunks(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	struct planned planned = planned_trunks(sizing, site);

	tally_of(sizing, site)->admitted = planned.n > 0 && planned.n_unknown == 0 ? planned.calls :
										     SIZE_UNKNOWN;
	ret->trunks = ret->channels == 0 ? 0 : SIZE_UNKNOWN;
	if (ret->channels <= 0)
		return;
	if (planned.n == 0) {
		size_reasons_add(&ret->why,
			"trunks: none is planned here, so what one admits is not known; the channels stand");
		lacks_fact(sizing, site, "trunk", "how many trunks the channels take");
		return;
	}
	if (planned.largest <= 0)
		return;
	ret->trunks = ceil(ret->channels / planned.largest);
	lacks_room(sizing, ret->site, "calls that its trunks admit", ret->channels,
		tally_of(sizing, site)->admitted);
	size_reasons_add(&ret->why,
		say(sizing,
			"trunks: %.0f channels / %.0f of the largest trunk here (the plan) = %.0f; %u planned admit %s%.0f%s",
			ret->channels, planned.largest, ret->trunks, (unsigned)planned.n,
			planned.n_unknown > 0 ? "at least " : "", planned.calls,
			planned.n_unknown == 0 && planned.calls < ret->channels ? ", too few" : ""));
}
