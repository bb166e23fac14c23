/* SPDX-License-Identifier: MIT */
/* Gateway ports by Microsoft's users of a port, and the gateways that have so many. */
#include "plan/sizing.h"

#include "model/choices.h"

#include <math.h>

/* Every trunk of the site leads to a provider, or the site says that it has SIP trunks alone. */
static bool needs_no_gateway(struct sizing *sizing, const struct element *site)
{
	struct walk pools = site_pools(sizing, site);
	const struct element *pool;
	bool any = false;

	while ((pool = next_carrying(sizing, &pools)) != NULL) {
		struct walk trunks = pool_trunks(sizing, pool);
		const struct element *trunk;

		while ((trunk = next_trunk(sizing, &trunks)) != NULL) {
			any = true;
			if (trunk_provider(sizing->topo, trunk) == NULL)
				return false;
		}
	}
	return any || site_facts(sizing->plan, site)->effective == SITE_SIP_TRUNKING;
}

static double count_ports(struct sizing *sizing, const struct tally *tally, struct size_reasons *why)
{
	double sum = 0;

	for (int load = LOAD_LIGHT; load <= LOAD_HEAVY; load++) {
		enum figure figure = users_per_port(load);
		int64_t ports = ports_for_users(tally->users[load], figure_whole(figure));

		if (ports == 0)
			continue;
		sum += (double)ports;
		size_reasons_add(why,
			say(sizing, "gateway ports: %lld people with %s load / %g a port (%s) = %lld",
				(long long)tally->users[load], choice_list(CHOICES_LOAD)->names[load],
				figure_of(sizing, figure), source_of(sizing, figure), (long long)ports));
	}
	return sum;
}

void size_gateways(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	double most = figure_value(FIGURE_GATEWAY_PORTS_MOST);

	if (needs_no_gateway(sizing, site)) {
		size_reasons_add(&ret->why, "gateways: none, for the trunks lead to a provider");
		return;
	}
	if (ret->carried < 0) {
		ret->gateway_ports = ret->gateways = SIZE_UNKNOWN;
		return;
	}
	ret->gateway_ports = count_ports(sizing, tally_of(sizing, site), &ret->why);
	ret->gateways = ceil(ret->gateway_ports / most);
	lacks_room(sizing, ret->site, "gateway ports, which its trunks admit", ret->gateway_ports,
		tally_of(sizing, site)->admitted);
	if (ret->gateways > 0)
		size_reasons_add(&ret->why,
			say(sizing, "gateways: %.0f ports / %g of the largest (%s) = %.0f",
				ret->gateway_ports, figure_of(sizing, FIGURE_GATEWAY_PORTS_MOST),
				source_of(sizing, FIGURE_GATEWAY_PORTS_MOST), ret->gateways));
}
