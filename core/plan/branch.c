/* SPDX-License-Identifier: MIT */
/* What should stand at a branch so that people there can telephone when the central site is out of reach. */
#include "plan/sizing.h"

/* By people; what else decides is said. */
static const char *form_for(
	struct sizing *sizing, const struct element *site, int64_t people, const char **ret_because)
{
	enum tri presence = topo_bool(sizing->topo, site, A_PRESENCE_REQUIRED);
	enum tri resilient = topo_bool(sizing->topo, site, A_WAN_RESILIENT);

	if (people < figure_whole(FIGURE_BRANCH_USERS_LEAST)) {
		*ret_because = "for so few resilience may not pay";
		return "none";
	}
	if (presence == TRI_TRUE) {
		*ret_because =
			"presence and conferencing must survive: a Standard Edition server as a central site";
		return "central";
	}
	if (people <= figure_whole(FIGURE_BRANCH_APPLIANCE_USERS)) {
		*ret_because = "a survivable branch appliance";
		return "sba";
	}
	if (people > figure_whole(FIGURE_BRANCH_SERVER_USERS)) {
		*ret_because = "too many for a survivable branch server: a central site of its own";
		return "central";
	}
	*ret_because = resilient == TRI_TRUE ?
		"a survivable branch server or two appliances, were the WAN not resilient" :
		"a survivable branch server or two appliances, with administrators and without a resilient WAN";
	return resilient == TRI_TRUE ? "none" : "sbs";
}

void size_branch(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	const struct tally *tally = tally_of(sizing, site);
	enum tri required = topo_bool(sizing->topo, site, A_SURVIVABILITY_REQUIRED);
	const char *because;

	if (topo_choice(sizing->topo, site, A_KIND) != SITE_KIND_BRANCH || tally->n_groups == 0)
		return;
	if (required == TRI_FALSE) {
		ret->branch_form = "none";
		size_reasons_add(&ret->why,
			"branch form: none, for telephony here need not survive (survivability-required)");
		return;
	}
	if (required == TRI_UNKNOWN)
		lacks_fact(sizing, site, "survivability-required",
			"whether a branch appliance is wanted at all");
	if (topo_bool(sizing->topo, site, A_PRESENCE_REQUIRED) == TRI_UNKNOWN)
		lacks_fact(sizing, site, "presence-required", "whether a branch appliance is enough");
	ret->branch_form = form_for(sizing, site, tally->people, &because);
	size_reasons_add(&ret->why,
		say(sizing, "branch form: %s; %lld people: %s (%s)", ret->branch_form,
			(long long)tally->people, because, source_of(sizing, FIGURE_BRANCH_USERS_LEAST)));
}
