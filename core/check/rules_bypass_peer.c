/* SPDX-License-Identifier: MIT */
/* Media bypass and the far end of a trunk: what it can do, and whether media gets there. */
#include "check/clients.h"
#include "check/configs.h"
#include "check/isolation.h"
#include "model/media_way.h"

#include <stdlib.h>

/* What one trunk and its peer say: TRI_FALSE speaks against media bypass. What is absent is noted. */
typedef enum tri ask_trunk(struct run *run, const struct element *trunk, const struct element *peer);

/* Asks all trunks that the configuration lets bypass; *ret_asked is how many the question concerns. */
static struct few find_against(
	struct run *run, struct refs trunks, ask_trunk *ask, uint32_t *ret_asked, bool *ret_unsure)
{
	struct few against = { 0 };

	*ret_asked = 0;
	*ret_unsure = false;
	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *trunk = refs_nth(trunks, i);
		const struct element *peer = see_ref(run, trunk, A_PEER);
		enum tri answer = peer != NULL ? ask(run, trunk, peer) : TRI_TRUE;

		*ret_asked += peer != NULL;
		*ret_unsure |= answer == TRI_UNKNOWN;
		if (answer == TRI_FALSE)
			few_add(&against, trunk);
	}
	return against;
}

/* One finding for the configuration, at its switch; `why` completes "media bypass is on for t1, ...". */
static enum outcome judge_trunks(
	struct run *run, const struct element *config, struct refs trunks, ask_trunk *ask, const char *why)
{
	bool unsure;
	uint32_t asked;
	struct few against = find_against(run, trunks, ask, &asked, &unsure);
	enum outcome outcome = asked > 0 ? PASS : NOT_APPLICABLE;

	if (against.n > 0) {
		few_relate(run, &against, A_PEER, "its peer speaks against media bypass");
		outcome = lacks(run, config, A_MEDIA_BYPASS, "media bypass is on for %s, %s",
			few_label(run, &against), why);
	}
	return unsure ? worse(outcome, unknown(run)) : outcome;
}

static enum tri both(enum tri a, enum tri b)
{
	if (a == TRI_FALSE || b == TRI_FALSE)
		return TRI_FALSE;
	return a == TRI_TRUE ? b : TRI_UNKNOWN;
}

static enum tri ask_support(struct run *run, const struct element *trunk, const struct element *peer)
{
	(void)trunk;
	return both(
		ask_bool(run, peer, A_MEDIA_BYPASS_SUPPORTED), ask_bool(run, peer, A_MEDIA_BYPASS_LISTED));
}

static enum outcome judge_support(struct run *run, const struct element *config)
{
	return judge_trunks(run, config, see_bypassing(run, config), ask_support,
		"whose peer does not support it or is not listed with it");
}

/* The trunks of the configuration that lead to a provider. */
static struct refs provider_trunks(struct run *run, struct refs trunks)
{
	struct refs some = { .topo = run->topo };
	uint32_t *index = arena_alloc(&run->scratch, trunks.n * sizeof(*index));

	for (uint32_t i = 0; index != NULL && i < trunks.n; i++)
		if (see_provider(run, refs_nth(trunks, i)) != NULL)
			index[some.n++] = trunks.index[i];
	some.index = index;
	return some;
}

static enum tri ask_acceptance(struct run *run, const struct element *trunk, const struct element *peer)
{
	(void)trunk;
	return ask_bool(run, topo_parent(run->topo, peer), A_ACCEPTS_CLIENT_MEDIA);
}

static enum outcome judge_acceptance(struct run *run, const struct element *config)
{
	return judge_trunks(run, config, provider_trunks(run, see_bypassing(run, config)), ask_acceptance,
		"whose provider takes media from Mediation Servers only");
}

static enum tri ask_disclosure(struct run *run, const struct element *trunk, const struct element *peer)
{
	(void)trunk;
	return ask_bool(run, topo_parent(run->topo, peer), A_INTERNAL_ADDRESSES_DISCLOSED);
}

static enum outcome judge_disclosure(struct run *run, const struct element *config)
{
	return judge_trunks(run, config, provider_trunks(run, see_bypassing(run, config)), ask_disclosure,
		"which reveals internal addresses that its provider may not know");
}

/* Whether there is address translation on the way is asked of session border controllers only. */
static enum tri ask_latching(struct run *run, const struct element *trunk, const struct element *peer)
{
	bool border = peer->kind == K_SBC ||
		(peer->kind == K_GATEWAY && see_choice(run, peer, A_KIND) == GATEWAY_KIND_SBC);
	enum tri nat = border ? ask_bool(run, peer, A_NAT) : see_bool(run, peer, A_NAT);

	if (nat != TRI_TRUE)
		return nat == TRI_FALSE || !border ? TRI_TRUE : TRI_UNKNOWN;
	if (see_bool(run, see_trunk_config(run, trunk), A_RTP_LATCHING) == TRI_FALSE)
		return TRI_FALSE;
	return ask_bool(run, peer, A_RTP_LATCHING);
}

static enum outcome judge_latching(struct run *run, const struct element *config)
{
	bool unsure;
	uint32_t asked;
	struct few against = find_against(run, see_bypassing(run, config), ask_latching, &asked, &unsure);
	enum outcome outcome = asked > 0 ? PASS : NOT_APPLICABLE;

	if (against.n > 0) {
		few_relate(run, &against, A_PEER, "address translation lies between clients and its peer");
		outcome = lacks(run, config, if_written(run, config, A_RTP_LATCHING),
			"media of %s bypasses through address translation, which needs RTP latching here and at the peer",
			few_label(run, &against));
	}
	return unsure ? worse(outcome, unknown(run)) : outcome;
}

/* A PBX whose outside calls go through Lync sends out again what comes in. */
static bool sends_on(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	return peer != NULL && peer->kind == K_PBX && see_choice(run, peer, A_EGRESS) == EGRESS_LYNC;
}

static enum outcome judge_hairpin(struct run *run, const struct element *config)
{
	struct refs trunks = see_bypassing(run, config);
	const struct element *example = NULL;

	if (trunks.n > 0 && see_refs(run, config, A_PSTN_USAGES).n > 0)
		example = refs_nth(trunks, 0);
	for (uint32_t i = 0; example == NULL && i < trunks.n; i++)
		if (sends_on(run, refs_nth(trunks, i)))
			example = refs_nth(trunks, i);
	if (example == NULL)
		return NOT_APPLICABLE;
	if (!str_is_blank(see_text(run, config, A_ALTERNATE_BYPASS_ID)))
		return PASS;
	witness(run, example, A_NONE, "calls that come in here may go out over a trunk again");
	return lacks(run, config, if_written(run, config, A_ALTERNATE_BYPASS_ID),
		"calls that come in over %s may go out again; without an alternate bypass id their media stays on the Mediation Server",
		label(run, example));
}

/* Trunks that bypass and run through tunnels of the end, grouped by the configuration that says so. */
static struct grouped bypassing_through(struct run *run, const struct element *end)
{
	struct elements tunnels = tunnels_of_enterprise_end(run, end);
	struct grouped grouped = { 0 };

	for (uint32_t i = 0; i < tunnels.n; i++) {
		struct trunk_walk trunks = see_trunks_over(run, topo_parent(run->topo, tunnels.at[i]));
		const struct element *trunk;

		while ((trunk = trunk_walk_next(&trunks)) != NULL)
			if (see_bypass(run, trunk))
				grouped_add(run, &grouped,
					topo_index(run->topo, see_trunk_config(run, trunk)), trunk);
	}
	grouped_sort(&grouped);
	return grouped;
}

static enum outcome judge_isolation(struct run *run, const struct element *end)
{
	struct grouped grouped = bypassing_through(run, end);
	const struct grouped_entry *entry;
	enum outcome outcome = NOT_APPLICABLE;
	enum tri isolated;
	uint32_t n;

	if (grouped.n == 0)
		return NOT_APPLICABLE;
	isolated = is_isolated(run, end);
	if (isolated != TRI_TRUE)
		return isolated == TRI_FALSE ? PASS : unknown(run);
	while (grouped_next(&grouped, &entry, &n)) {
		struct few trunks = { 0 };

		for (uint32_t i = 0; i < n; i++)
			few_add(&trunks, entry[i].e);
		relate(run, end, if_written(run, end, A_RESTRICTED),
			"lets traffic through to Mediation Servers only");
		few_relate(run, &trunks, A_NONE, "runs through its tunnel");
		outcome = lacks(run, &run->topo->element[entry->group], A_MEDIA_BYPASS,
			"media bypass is on for %s, but %s lets nothing through to clients: bypassing media would be dropped",
			few_label(run, &trunks), label(run, end));
	}
	return outcome;
}

/* Trunks to the peer that bypass, grouped by the configuration that says so. */
static struct grouped bypassing_to(struct run *run, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	struct grouped grouped = { 0 };
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_bypass(run, trunk))
			grouped_add(
				run, &grouped, topo_index(run->topo, see_trunk_config(run, trunk)), trunk);
	grouped_sort(&grouped);
	return grouped;
}

/* Groups of people whose media cannot get to the peer, or out of the VPN end. */
struct unreached {
	struct few groups;
	const struct element *by; /* what keeps the first of them away */
	bool unsure;
};

static void look_past_end(
	struct run *run, const struct element *users, const struct element *end, struct unreached *unreached)
{
	struct address subnet;

	if (vpn_end_lets_through(run->topo, end, users))
		return;
	if (!ask_address(run, users, A_SUBNET, &subnet)) {
		unreached->unsure = true;
		return;
	}
	unreached->by = end;
	few_add(&unreached->groups, users);
}

/* That none of its permits is for media rests on all that they say, and on the addresses at both ends. */
static void note_permits(struct run *run, const struct element *firewall, const struct element *users,
	const struct element *peer)
{
	struct walk permits = see_children(run, firewall, BIT(K_PERMIT));
	const struct element *permit;

	see_broken(run, users, A_SUBNET);
	see_broken(run, peer, A_MEDIA_IP);
	see_broken(run, peer, A_IP);
	while (!run->sound && (permit = walk_next(&permits)) != NULL) {
		see_broken(run, permit, A_PROTOCOL);
		see_broken(run, permit, A_PORTS);
		see_broken(run, permit, A_FROM);
		see_broken(run, permit, A_TO);
	}
}

static void look_past_firewalls(
	struct run *run, const struct element *users, const struct element *peer, struct unreached *unreached)
{
	const struct element *firewall = media_blocking_firewall(run->topo, users, peer);

	if (firewall == NULL)
		return;
	note_permits(run, firewall, users, peer);
	if (unreached->by == NULL)
		unreached->by = firewall;
	few_add(&unreached->groups, users);
}

/* Clients of numbers from `first` to before `end`. */
struct client_range {
	uint32_t first, end;
};

static int compare_ranges(const void *left, const void *right)
{
	const struct client_range *a = left;
	const struct client_range *b = right;

	return (a->first > b->first) - (a->first < b->first);
}

/* What the end forwards to: networks, and whether also sites or groups of people. */
struct forwarded {
	struct client_range *within;
	uint32_t n;
	bool by_name;
};

static void add_network(struct run *run, const struct clients *clients, const struct element *forward,
	struct forwarded *forwarded)
{
	const struct element *target = see_ref(run, forward, A_TO);
	struct client_range *within = &forwarded->within[forwarded->n];
	struct address network;

	if (target != NULL && (target->kind == K_SITE || target->kind == K_USERS))
		forwarded->by_name = true;
	if (target != NULL ? target->kind == K_VLAN && see_address(run, target, A_SUBNET, &network) :
			     see_address(run, forward, A_TO, &network)) {
		clients_within(clients, &network, &within->first, &within->end);
		forwarded->n++;
	}
}

static struct forwarded forwarded_by(
	struct run *run, const struct clients *clients, const struct element *end)
{
	struct walk forwards = see_children(run, end, BIT(K_FORWARD));
	struct forwarded forwarded = { 0 };
	const struct element *forward;
	uint32_t room = 0;

	while (walk_next(&forwards) != NULL)
		room++;
	forwarded.within = arena_alloc(&run->scratch, room * sizeof(*forwarded.within));
	forwards = see_children(run, end, BIT(K_FORWARD));
	while (forwarded.within != NULL && (forward = walk_next(&forwards)) != NULL)
		add_network(run, clients, forward, &forwarded);
	if (forwarded.within != NULL && forwarded.n > 1)
		qsort(forwarded.within, forwarded.n, sizeof(*forwarded.within), compare_ranges);
	return forwarded;
}

/* Those that no network takes in. Of very many the first are looked at, the others counted. */
static void miss(struct run *run, const struct clients *clients, struct client_range missed, bool by_name,
	const struct element *end, struct unreached *unreached)
{
	uint32_t i = missed.first;

	for (; i < missed.end && (by_name || i >= clients->n_known || unreached->groups.n < RUN_MOST_RELATED);
		i++)
		look_past_end(run, clients->at[i].users, end, unreached);
	if (i < missed.end)
		unreached->groups.n += missed.end - i;
}

/* The same as looking past the end at one group after the other, where there is an index of them. */
static void look_past_networks(struct run *run, const struct clients *clients, const struct element *end,
	struct unreached *unreached)
{
	struct forwarded forwarded = forwarded_by(run, clients, end);
	struct client_range missed = { 0, 0 };

	for (uint32_t i = 0; i < forwarded.n; i++) {
		missed.end = forwarded.within[i].first;
		miss(run, clients, missed, forwarded.by_name, end, unreached);
		if (missed.first < forwarded.within[i].end)
			missed.first = forwarded.within[i].end;
	}
	missed.end = clients->n_known;
	miss(run, clients, missed, forwarded.by_name, end, unreached);
	miss(run, clients, (struct client_range){ clients->n_known, clients->n }, forwarded.by_name, end,
		unreached);
}

static struct unreached find_unreached(struct run *run, const struct element *e)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct clients *clients = VPN_ENDS & BIT(e->kind) ? clients_of(run) : NULL;
	struct unreached unreached = { 0 };
	const struct element *users;

	if (clients != NULL) {
		look_past_networks(run, clients, e, &unreached);
		return unreached;
	}
	see_relation(run, K_FORWARD, A_TO);
	see_relation(run, K_FIREWALL, A_PROTECTS);
	while ((users = walk_next(&groups)) != NULL) {
		if (!see_voice(run, users))
			continue;
		if (VPN_ENDS & BIT(e->kind))
			look_past_end(run, users, e, &unreached);
		else
			look_past_firewalls(run, users, e, &unreached);
	}
	return unreached;
}

/* Nothing that could keep media away: nobody has to be looked at, of whom there may be very many. */
static bool is_open_way(struct run *run, const struct element *e)
{
	if (VPN_ENDS & BIT(e->kind))
		return see_bool(run, e, A_RESTRICTED) == TRI_FALSE;
	return topo_count(run->topo, K_FIREWALL) == 0;
}

static enum outcome judge_reach(struct run *run, const struct element *e)
{
	bool is_end = VPN_ENDS & BIT(e->kind);
	struct grouped grouped = is_end ? bypassing_through(run, e) : bypassing_to(run, e);
	const struct grouped_entry *entry;
	struct unreached unreached;
	enum outcome outcome = PASS;
	uint32_t n;

	if (grouped.n == 0 || (is_end && is_isolated(run, e) != TRI_FALSE))
		return NOT_APPLICABLE;
	forget_missing(run);
	if (is_open_way(run, e))
		return PASS;
	unreached = find_unreached(run, e);
	while (unreached.groups.n > 0 && grouped_next(&grouped, &entry, &n)) {
		witness(run, unreached.by, A_NONE, "lets their media not pass");
		few_relate(run, &unreached.groups, A_NONE, "cannot reach it directly");
		outcome = lacks(run, &run->topo->element[entry->group], A_MEDIA_BYPASS,
			"media bypass is on for %s, but %s lets no media of %s pass", label(run, entry->e),
			label(run, unreached.by), few_label(run, &unreached.groups));
	}
	return unreached.unsure ? worse(outcome, unknown(run)) : outcome;
}

static const struct rule bypass_peer_rules[] = {
	{
		.info = {
			.id = "BYP017",
			.name = "peer-supports-bypass",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "media bypass goes to peers that support it and are listed with it",
			.meaning = "a peer must be able to do what media bypass needs, above all to take several forked answers, and bypass is supported only with products and versions on the list",
			.fix = "turn media bypass off in the configuration of this trunk, or ask the maker for a listed version",
			.bad = "<gateway id=\"gw\" media-bypass-listed=\"false\" .../> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<gateway id=\"gw\" media-bypass-supported=\"true\" media-bypass-listed=\"true\" .../> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.pages = { PAGE_BYP, PAGE_GUIDE13, PAGE_TBYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.needs = { A_MEDIA_BYPASS_SUPPORTED, A_MEDIA_BYPASS_LISTED },
		.judge = judge_support,
	},
	{
		.info = {
			.id = "BYP020",
			.name = "itsp-bypass-accept",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "no media bypass to a provider that takes media from Mediation Servers only",
			.meaning = "many providers let only Mediation Servers send media to their SBC; for them bypass must not be on",
			.fix = "ask the provider, and turn media bypass off in the configuration of its trunks",
			.bad = "<provider accepts-client-media=\"false\" .../> <topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<provider accepts-client-media=\"false\" .../> <topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"false\"/>",
			.pages = { PAGE_DBYP, PAGE_BYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.needs = { A_ACCEPTS_CLIENT_MEDIA },
		.judge = judge_acceptance,
	},
	{
		.info = {
			.id = "BYP021",
			.name = "itsp-knows-internal-ips",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "media bypass to a provider reveals internal addresses",
			.meaning = "with bypass the provider's SBC sees the addresses of clients; where it may not, bypass cannot be on",
			.fix = "turn media bypass off in the configuration of the provider's trunks, or let the provider know the addresses",
			.bad = "<provider internal-addresses-disclosed=\"false\" .../> <topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<provider internal-addresses-disclosed=\"false\" .../> <topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"false\"/>",
			.pages = { PAGE_DBYP, PAGE_TBYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.needs = { A_INTERNAL_ADDRESSES_DISCLOSED },
		.judge = judge_disclosure,
	},
	{
		.info = {
			.id = "BYP022",
			.name = "bypass-against-isolation",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VPN,
			.title = "media bypass and the isolation of the VPN exclude each other",
			.meaning = "the page on SIP trunking lets the VPN end reach the Mediation Servers and nothing else (SEC011, SEC015); that leaves no way for media between clients and the tunnel, so bypassing media would be dropped. That the two exclude each other follows from both pages together",
			.fix = "turn media bypass off in the configuration of this trunk; the other way out gives the isolation up",
			.bad = "<vpn-router restricted=\"true\"> <forward to=\"med1-out\"/> </vpn-router> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<vpn-router restricted=\"true\"> <forward to=\"med1-out\"/> </vpn-router> <trunk-config scope=\"global\" media-bypass=\"false\"/>",
			.conflict = "X4: the pages on media bypass recommend it, the page on SIP trunking asks for isolation; the isolation decides, as it is what the media meets",
			.pages = { PAGE_SEED_A, PAGE_BYP },
		},
		.subjects = VPN_ENDS,
		.needs = { A_RESTRICTED },
		.judge = judge_isolation,
	},
	{
		.info = {
			.id = "BYP023",
			.name = "client-peer-reachable",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "with media bypass, clients reach the peer directly",
			.meaning = "clients and the point where media ends must be able to communicate without a Mediation Server in between; a VPN end that leads elsewhere or a firewall that lets no media pass keeps them apart",
			.fix = "let media pass between the clients and the peer, or turn media bypass off in the configuration of this trunk",
			.bad = "<firewall protects=\"gw\"> <permit protocol=\"tcp\" ports=\"5067\"/> </firewall> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<firewall protects=\"gw\"> <permit protocol=\"tcp\" ports=\"5067\"/> <permit protocol=\"udp\" ports=\"1024-65535\"/> </firewall> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_BYP },
		},
		.subjects = VPN_ENDS | PEERS,
		.needs = { A_SUBNET },
		.judge = judge_reach,
	},
	{
		.info = {
			.id = "BYP030",
			.name = "nat-latching",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "media bypass through address translation needs RTP latching",
			.meaning = "behind address translation or a firewall neither side knows where the other's media comes from; both the trunk and the SBC must latch on to what arrives",
			.fix = "set rtp-latching=\"true\" in the trunk's configuration and see that the peer does the same",
			.bad = "<topology media-bypass=\"always\" ...> <sbc id=\"sbc\" nat=\"true\" rtp-latching=\"true\" .../> <trunk id=\"t1\" peer=\"sbc\" .../> <trunk-config scope=\"global\" media-bypass=\"true\" rtp-latching=\"false\"/>",
			.good = "<topology media-bypass=\"always\" ...> <sbc id=\"sbc\" nat=\"true\" rtp-latching=\"true\" .../> <trunk id=\"t1\" peer=\"sbc\" .../> <trunk-config scope=\"global\" media-bypass=\"true\" rtp-latching=\"true\"/>",
			.pages = { PAGE_TBYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.needs = { A_NAT, A_RTP_LATCHING },
		.judge = judge_latching,
	},
	{
		.info = {
			.id = "BYP031",
			.name = "alt-bypass-hairpin",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "an alternate bypass id keeps hairpin calls off the Mediation Server",
			.meaning = "a call that comes in over a trunk and is sent out over one again can bypass the Mediation Server with an alternate bypass id. Such calls are expected where the trunk's configuration has PSTN usages for incoming calls, or a PBX reaches the PSTN through Lync",
			.fix = "nothing is wrong; set alternate-bypass-id to the id that the product has generated",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" pstn-usages=\"us\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" pstn-usages=\"us\" alternate-bypass-id=\"...\"/>",
			.pages = { PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_hairpin,
	},
};

const struct rule_group rule_group_bypass_peer = RULE_GROUP(bypass_peer_rules);
