/* SPDX-License-Identifier: MIT */
/*
 * A PBX while people leave it: who is left, and which calls to and from the PSTN pass between it and the Mediation
 * Servers, over its tie lines and its own trunks. Calls between colleagues come on top; no page says how many.
 */
#include "plan/sizing.h"

#include "model/serving.h"

/* Whose calls to and from the PSTN pass between the two. */
enum passing {
	PASSING_UNKNOWN,
	PASSING_VOICE, /* of people with Enterprise Voice: the lines end on the PBX */
	PASSING_LEFT,  /* of people on the PBX: the lines end on gateways, or the PSTN is a provider's */
};

static bool serves(const struct sizing *sizing, const struct element *pbx, const struct element *site)
{
	struct piece pbxs = site_facts(sizing->plan, site)->pbxs;

	for (uint32_t i = 0; i < pbxs.n; i++)
		if (piece_nth(sizing->plan, pbxs, i) == pbx)
			return true;
	return false;
}

static enum passing passing_by(const struct sizing *sizing, const struct element *pbx)
{
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;
	unsigned options = 0;

	while ((site = walk_next(&sites)) != NULL)
		if (serves(sizing, pbx, site))
			options |= site_facts(sizing->plan, site)->effective;
	if (options & SITE_BEHIND_PBX && !(options & (SITE_IN_FRONT_OF_PBX | SITE_SIP_TRUNKING)))
		return PASSING_VOICE;
	if (options & SITE_BEHIND_PBX || line_on(sizing->topo, pbx) != NULL)
		return PASSING_UNKNOWN;
	return PASSING_LEFT;
}

/* Traffic of those who are left; unknown when that of any group is. */
static double traffic_left(const struct sizing *sizing, const struct element *pbx)
{
	struct walk groups = walk_kind(sizing->topo, K_USERS);
	const struct element *users;
	double erlang = 0;

	while ((users = walk_next(&groups)) != NULL) {
		double part;

		if (counts_as_voice(sizing, users) || serving_pbx(sizing->topo, users) != pbx)
			continue;
		if (!users_peak_calls(sizing->topo, users, &part))
			return SIZE_UNKNOWN;
		erlang += part;
	}
	return erlang;
}

/* What the trunks of the sites that it serves carry; a site carried by another one of them is counted there. */
static double traffic_of_voice(const struct sizing *sizing, const struct element *pbx)
{
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;
	double erlang = 0;

	while ((site = walk_next(&sites)) != NULL) {
		const struct tally *tally = tally_of(sizing, site);

		if (!serves(sizing, pbx, site))
			continue;
		if (tally->n_carried != tally->n_carried_known)
			return SIZE_UNKNOWN;
		if (tally->carrier == site)
			erlang += tally->carried;
		else if (!serves(sizing, pbx, tally->carrier))
			erlang += tally->erlang;
	}
	return erlang;
}

/* Channels of its tie lines and calls of its trunks; unknown when there are none or one does not say. */
static double planned_channels(const struct sizing *sizing, const struct element *pbx)
{
	struct walk ties = walk_referrers(sizing->topo, pbx, K_TIE_LINE, A_PBX);
	struct walk trunks = walk_referrers(sizing->topo, pbx, K_TRUNK, A_PEER);
	const struct element *e;
	double sum = 0;
	int64_t channels;
	bool any = false;

	while ((e = walk_next(&ties)) != NULL) {
		if (!topo_int(sizing->topo, e, A_CHANNELS, &channels))
			return SIZE_UNKNOWN;
		sum += (double)channels;
		any = true;
	}
	while ((e = next_trunk(sizing, &trunks)) != NULL) {
		if (!trunk_calls(sizing, e, &channels))
			return SIZE_UNKNOWN;
		sum += (double)channels;
		any = true;
	}
	return any ? sum : SIZE_UNKNOWN;
}

static const char *explain(struct sizing *sizing, const struct size_pbx *size, enum passing passing)
{
	const char *colleagues = size->left == 0 ?
		"nobody is left on it alone" :
		"calls between its people and those with Enterprise Voice come on top, and no page says how many";

	switch (passing) {
	case PASSING_VOICE:
		return say(sizing,
			"the lines end on the PBX: at most the %.10g Erlang of people with Enterprise Voice pass; %s",
			size->passing, colleagues);
	case PASSING_LEFT:
		return say(sizing, "no line ends on the PBX: the %.10g Erlang of people left on it pass; %s",
			size->passing, colleagues);
	default:
		return say(sizing,
			"lines end on the PBX, and the PSTN is reached otherwise too: what passes is not known; %s",
			colleagues);
	}
}

void size_pbx(struct sizing *sizing, const struct element *pbx, struct size_pbx *ret)
{
	enum passing passing = passing_by(sizing, pbx);

	*ret = (struct size_pbx){
		.pbx = topo_id(sizing->topo, pbx),
		.left = traffic_left(sizing, pbx),
		.passing = SIZE_UNKNOWN,
		.planned = planned_channels(sizing, pbx),
	};
	if (passing != PASSING_UNKNOWN)
		ret->passing = passing == PASSING_VOICE ? traffic_of_voice(sizing, pbx) : ret->left;
	ret->channels = channels_for(sizing, ret->passing);
	ret->why = ret->passing < 0 && passing != PASSING_UNKNOWN ? "the traffic of some group is not known" :
								    explain(sizing, ret, passing);
	lacks_room(sizing, ret->pbx, "channels to the Mediation Servers", ret->channels, ret->planned);
}
