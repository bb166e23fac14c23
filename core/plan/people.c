/* SPDX-License-Identifier: MIT */
/* The traffic that people make, and over whose trunks it goes. */
#include "plan/sizing.h"

#include "model/choices.h"
#include "model/describe.h"

static const struct element *carrier_of(const struct sizing *sizing, const struct element *site)
{
	struct piece pools = site_facts(sizing->plan, site)->pools;

	return pools.n > 0 ? site_of(sizing->topo, piece_nth(sizing->plan, pools, 0)) : site;
}

static void count_group(const struct sizing *sizing, const struct element *users, struct tally *own)
{
	struct tally *carrying = tally_of(sizing, own->carrier);
	int load = users_load(sizing->topo, users);
	struct demand demand = { 0 };
	int64_t people = 0;

	own->n_groups++;
	carrying->n_carried++;
	topo_int(sizing->topo, users, A_COUNT, &people);
	own->people += people;
	if (!users_demand(sizing->topo, users, &demand))
		return;
	own->n_known++;
	carrying->n_carried_known++;
	own->erlang += demand_erlang(&demand);
	carrying->carried += demand_erlang(&demand);
	carrying->users[load] += demand.people;
}

void count_people(struct sizing *sizing)
{
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;

	while ((site = walk_next(&sites)) != NULL)
		*tally_of(sizing, site) = (struct tally){
			.carrier = carrier_of(sizing, site),
			.channels = tally_of(sizing, site)->channels,
		};
	sites = walk_kind(sizing->topo, K_SITE);
	while ((site = walk_next(&sites)) != NULL) {
		struct walk groups = walk_children(sizing->topo, site, BIT(K_USERS));
		const struct element *users;

		while ((users = walk_next(&groups)) != NULL)
			if (counts_as_voice(sizing, users))
				count_group(sizing, users, tally_of(sizing, site));
	}
}

/* Who says how many calls somebody makes. */
static const char *calls_source(struct sizing *sizing, const struct element *users)
{
	if (topo_value(sizing->topo, users, A_CALLS_PER_HOUR) != NULL)
		return "the plan";
	switch (users_load(sizing->topo, users)) {
	case LOAD_LIGHT:
		return source_of(sizing, FIGURE_CALLS_AN_HOUR_LIGHT);
	case LOAD_MODERATE:
		return source_of(sizing, FIGURE_CALLS_AN_HOUR_MODERATE);
	default:
		return source_of(sizing, FIGURE_BUSY_HOUR_CALLS);
	}
}

void explain_group(struct sizing *sizing, const struct element *users, struct size_reasons *why)
{
	struct demand demand;

	if (!users_demand(sizing->topo, users, &demand)) {
		lacks_fact(sizing, users, "count and load, or calls-per-hour", "its traffic");
		size_reasons_add(why,
			say(sizing, "traffic: that of %s is not known and not counted",
				label_of(sizing, users)));
		return;
	}
	size_reasons_add(why,
		say(sizing,
			"traffic: %s, %lld people * %g calls an hour (%s) * %g s (%s) / 3600 s = %.10g Erlang",
			label_of(sizing, users), (long long)demand.people, demand.calls,
			calls_source(sizing, users), demand.seconds,
			demand.length_assumed ? source_of(sizing, FIGURE_CALL_MINUTES) : "the plan",
			demand_erlang(&demand)));
}

/* What nobody knows of is not nothing. */
static double known_part(double erlang, uint32_t n_groups, uint32_t n_known)
{
	return n_groups > 0 && n_known == 0 ? SIZE_UNKNOWN : erlang;
}

void size_traffic(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	const struct tally *tally = tally_of(sizing, site);
	struct walk groups = walk_children(sizing->topo, site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (counts_as_voice(sizing, users))
			explain_group(sizing, users, &ret->why);
	ret->carried_by = topo_id(sizing->topo, tally->carrier);
	ret->erlang = known_part(tally->erlang, tally->n_groups, tally->n_known);
	ret->carried = known_part(tally->carried, tally->n_carried, tally->n_carried_known);
	ret->complete = tally->n_groups == tally->n_known && tally->n_carried == tally->n_carried_known;
	if (tally->n_groups == 0)
		size_reasons_add(&ret->why, "traffic: nobody here has Enterprise Voice");
	if (tally->carrier != site)
		size_reasons_add(&ret->why,
			say(sizing, "its calls go over the trunks of %s, and are counted there",
				label_of(sizing, tally->carrier)));
	else if (tally->n_carried > tally->n_groups)
		size_reasons_add(&ret->why,
			say(sizing, "traffic: with the sites that it carries %.10g Erlang", tally->carried));
}
