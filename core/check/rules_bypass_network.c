/* SPDX-License-Identifier: MIT */
/* Media bypass and the network: who has which bypass id, and over which links media would run. */
#include "check/configs.h"
#include "check/sites.h"
#include "model/bypass.h"

#include <stdlib.h>

/* Media bypass is on for the deployment, in this mode (-1: in any), and for some trunk. */
static bool is_bypassing(struct run *run, int wanted)
{
	const struct element *holder;
	int mode = see_bypass_mode(run, &holder);

	if (mode <= BYPASS_OFF || (wanted >= 0 && mode != wanted))
		return false;
	return see_bypass_config(run) != NULL;
}

/* The site at which media of the trunk leaves or enters the company's network. */
static const struct element *peer_site(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_CONNECTION);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *connection = see_ref(run, holder, A_CONNECTION);
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

	if (peer != NULL && peer->kind != K_SBC)
		return site_of(run->topo, peer);
	if (connection != NULL && connection->kind == K_CONNECTION &&
		see_ref(run, connection, A_SITE) != NULL)
		return see_ref(run, connection, A_SITE);
	return pool != NULL ? site_of(run->topo, pool) : NULL;
}

/* Sites that links join, as a forest: each site by its place, and the place of one it is joined with. */
struct joined {
	struct run *run;
	uint32_t *with;
};

static uint32_t root_of(struct joined *joined, uint32_t site)
{
	while (joined->with[site] != site) {
		joined->with[site] = joined->with[joined->with[site]];
		site = joined->with[site];
	}
	return site;
}

static bool are_joined(struct joined *joined, const struct element *a, const struct element *b)
{

	return root_of(joined, a->place) == root_of(joined, b->place);
}

/* Joins sites by the links that are not constrained, and by those of which that is not known if they count, too. */
static bool join_sites(struct run *run, bool unknown_count, struct joined *joined)
{
	struct walk links = see_kind(run, K_WAN_LINK);
	uint32_t n = topo_count(run->topo, K_SITE);
	const struct element *link;

	*joined = (struct joined){ run, arena_alloc(&run->scratch, n * sizeof(uint32_t)) };
	if (joined->with == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++)
		joined->with[i] = i;
	while ((link = walk_next(&links)) != NULL) {
		struct refs ends = see_refs(run, link, A_BETWEEN);
		enum tri constrained = see_bool(run, link, A_CONSTRAINED);

		if (ends.n == 2 && constrained != TRI_TRUE && (constrained == TRI_FALSE || unknown_count))
			joined->with[root_of(joined, refs_nth(ends, 0)->place)] = root_of(
				joined, refs_nth(ends, 1)->place);
	}
	return true;
}

/* Sites of people with Enterprise Voice, and of the far ends of trunks that bypass: all must be joined. */
struct places {
	const struct element *client, *peer; /* one of each */
	const struct element *apart;         /* one that is not joined to the first */
	bool several;
};

static void add_place(struct joined *joined, struct places *places, const struct element *site)
{
	const struct element *first = places->client != NULL ? places->client : places->peer;

	if (first == NULL || site == NULL || site == first)
		return;
	places->several = true;
	if (places->apart == NULL && !are_joined(joined, first, site))
		places->apart = site;
}

static struct places find_places(struct run *run, struct joined *joined)
{
	struct walk groups = see_kind(run, K_USERS);
	struct walk trunks = see_kind(run, K_TRUNK);
	struct places places = { 0 };
	const struct element *e;

	while ((e = walk_next(&groups)) != NULL) {
		if (!see_voice(run, e))
			continue;
		add_place(joined, &places, site_of(run->topo, e));
		if (places.client == NULL)
			places.client = site_of(run->topo, e);
	}
	while ((e = walk_next(&trunks)) != NULL) {
		if (!see_bypass(run, e))
			continue;
		places.peer = peer_site(run, e);
		add_place(joined, &places, places.peer);
	}
	return places;
}

/* Links of which nobody said whether they are constrained, where that decides. */
static enum outcome ask_constrained(struct run *run, struct joined *certain)
{
	struct walk links = see_kind(run, K_WAN_LINK);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		struct refs ends = see_refs(run, link, A_BETWEEN);

		if (ends.n == 2 && !are_joined(certain, refs_nth(ends, 0), refs_nth(ends, 1)))
			ask_bool(run, link, A_CONSTRAINED);
	}
	return unknown(run);
}

static enum outcome judge_connectivity(struct run *run, const struct element *root)
{
	const struct element *holder;
	struct joined certain;
	struct joined likely;
	struct places places;
	struct places apart;

	see_bypass_mode(run, &holder);
	if (!is_first_root(run, root) || !is_bypassing(run, BYPASS_ALWAYS) ||
		!join_sites(run, false, &certain) || !join_sites(run, true, &likely))
		return NOT_APPLICABLE;
	places = find_places(run, &certain);
	if (places.client == NULL || places.peer == NULL)
		return NOT_APPLICABLE;
	if (!places.several || places.apart == NULL)
		return PASS;
	if (!ask_kinds(run, BIT(K_WAN_LINK)))
		return unknown(run);
	apart = find_places(run, &likely);
	if (apart.apart == NULL)
		return ask_constrained(run, &certain);
	witness(run, apart.client, A_NONE, "people with Enterprise Voice");
	witness(run, apart.apart, A_NONE, "no way between the two that is not constrained");
	return lacks(run, holder, A_MEDIA_BYPASS,
		"media always bypasses, but between %s and %s there is no way without constrained links",
		label(run, apart.client), label(run, apart.apart));
}

static enum outcome judge_client(struct run *run, const struct element *users)
{
	int client;

	if (!see_voice(run, users) || !is_bypassing(run, -1))
		return NOT_APPLICABLE;
	client = ask_choice(run, users, A_CLIENT);
	if (client < 0)
		return unknown(run);
	if (client != CLIENT_OCS_2007_R2 && client != CLIENT_OTHER)
		return PASS;
	return fires(run, users, A_CLIENT,
		"clients of %s ('%s') do not bypass: only Lync 2010 and newer ones do", label(run, users),
		choice_list(CHOICES_CLIENT)->names[client]);
}

/* Without any network site nothing is mapped, and the plan has just not got that far. */
static bool asks_sites(struct run *run)
{
	see_relation(run, K_SUBNET, A_ADDRESS);
	return ask_kinds(run, BIT(K_NETWORK_SITE));
}

static enum outcome judge_mapped(struct run *run, const struct element *e)
{
	const struct element *root = topo_root_with(run->topo, A_DEFAULT_BYPASS_ID);
	bool is_client = e->kind == K_USERS;
	struct bypass_place place;
	struct address address;

	if ((is_client ? !see_voice(run, e) : see_bypass_to(run, e) == NULL) ||
		!is_bypassing(run, BYPASS_SITE_AND_REGION) ||
		see_bool(run, root, A_DEFAULT_BYPASS_ID) == TRI_TRUE)
		return NOT_APPLICABLE;
	if (!asks_sites(run))
		return unknown(run);
	place = is_client ? bypass_client_place(run->plan, e) : bypass_peer_place(run->plan, e);
	if (place.attr == A_NONE) {
		ask_address(run, e, is_client ? A_SUBNET : A_IP, &address);
		return unknown(run);
	}
	if (place.subnet != NULL ||
		(see_address(run, e, place.attr, &address) &&
			subnet_holding(&run->plan->subnets, &address) != NULL))
		return PASS; /* one that is wider is the matter of BYP025 */
	return lacks(run, e, place.attr,
		"no network site has the %s of %s, so it has no bypass id and media never bypasses",
		is_client ? "subnet" : "address", label(run, e));
}

static enum outcome judge_exact(struct run *run, const struct element *users)
{
	const struct element *wider;
	struct address address;
	struct str text;

	if (!see_voice(run, users) || !is_bypassing(run, BYPASS_SITE_AND_REGION))
		return NOT_APPLICABLE;
	if (!asks_sites(run) || !ask_address(run, users, A_SUBNET, &address))
		return unknown(run);
	if (subnet_exact(&run->plan->subnets, &address) != NULL)
		return PASS;
	wider = subnet_holding(&run->plan->subnets, &address);
	if (wider == NULL)
		return NOT_APPLICABLE; /* BYP024 */
	text = see_text(run, wider, A_ADDRESS);
	relate(run, wider, A_ADDRESS, "holds it, but is not the same");
	return lacks(run, users, A_SUBNET,
		"clients of %s compute another subnet than %.*s, which is configured: for media bypass it must be the very same",
		label(run, users), STR_ARG(text));
}

/* A bandwidth policy of the link, of a network site at one of its ends, or between two of them. */
static bool has_policy(struct run *run, const struct element *link)
{
	struct refs ends = see_refs(run, link, A_BETWEEN);

	if (see_written(run, link, A_BANDWIDTH_POLICY))
		return true;
	for (uint32_t i = 0; i < ends.n; i++) {
		struct walk places = see_referrers(run, refs_nth(ends, i), K_NETWORK_SITE, A_SITE);
		const struct element *place;

		while ((place = walk_next(&places)) != NULL)
			if (see_written(run, place, A_BANDWIDTH_POLICY))
				return true;
	}
	return false;
}

static enum outcome judge_link(struct run *run, const struct element *link)
{
	enum tri constrained;

	if (!is_bypassing(run, BYPASS_SITE_AND_REGION))
		return NOT_APPLICABLE;
	if (has_policy(run, link))
		return PASS;
	constrained = ask_bool(run, link, A_CONSTRAINED);
	if (constrained != TRI_TRUE)
		return constrained == TRI_FALSE ? PASS : unknown(run);
	return lacks(run, link, A_CONSTRAINED,
		"%s is constrained but has no bandwidth policy: both its ends get the same bypass id, and media bypasses across it",
		label(run, link));
}

/* A bypass id as a number: those of peers are sorted, those of subnets looked up. */
static uint64_t id_number(struct run *run, struct bypass_id id)
{
	return (uint64_t)id.kind << 32 | (id.owner != NULL ? topo_index(run->topo, id.owner) : 0);
}

static int compare_numbers(const void *left, const void *right)
{
	const uint64_t *a = left;
	const uint64_t *b = right;

	return (*a > *b) - (*a < *b);
}

/* Bypass ids of the peers of trunks that bypass. */
struct peer_ids {
	uint64_t *number;
	uint32_t n;
};

static struct peer_ids find_peer_ids(struct run *run)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	size_t room = topo_count(run->topo, K_TRUNK);
	struct peer_ids ids = { .number = arena_alloc(&run->scratch, room * sizeof(uint64_t)) };
	const struct element *trunk;

	while (ids.number != NULL && (trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);
		struct bypass_place place;
		struct bypass_id id;

		if (peer == NULL || !see_bypass(run, trunk))
			continue;
		place = bypass_peer_place(run->plan, peer);
		if (place.attr == A_NONE)
			continue;
		id = bypass_id_at(run->topo, &place);
		if (id.kind != BYPASS_ID_NONE)
			ids.number[ids.n++] = id_number(run, id);
	}
	if (ids.n > 0)
		qsort(ids.number, ids.n, sizeof(*ids.number), compare_numbers);
	return ids;
}

/* Clients in this subnet have the bypass id of some peer, or all have the same. */
static bool may_bypass(struct run *run, const struct element *subnet, const struct peer_ids *ids, int mode)
{
	struct bypass_place place = { A_ADDRESS, subnet };
	uint64_t number = id_number(run, bypass_id_at(run->topo, &place));

	return mode == BYPASS_ALWAYS ||
		(ids->n > 0 &&
			bsearch(&number, ids->number, ids->n, sizeof(number), compare_numbers) != NULL);
}

/* What nobody marks as wireless is not. */
static enum outcome judge_wireless(struct run *run, const struct element *root)
{
	struct walk subnets = see_kind(run, K_SUBNET);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *holder;
	const struct element *subnet;
	struct peer_ids ids;
	int mode = see_bypass_mode(run, &holder);

	if (!is_first_root(run, root) || !is_bypassing(run, -1))
		return NOT_APPLICABLE;
	ids = find_peer_ids(run);
	while ((subnet = walk_next(&subnets)) != NULL) {
		struct str text = see_text(run, subnet, A_ADDRESS);

		if (!may_bypass(run, subnet, &ids, mode))
			continue;
		outcome = worse(outcome, PASS);
		if (see_bool(run, subnet, A_WIRELESS) == TRI_TRUE)
			outcome = lacks(run, subnet, A_WIRELESS,
				"clients in the wireless subnet %.*s may bypass; gateways cope badly with the losses of such networks",
				STR_ARG(text));
	}
	return outcome;
}

/* The sites to which the first usage of the policy that has a way out leads, sorted. */
struct first_sites {
	uint64_t *site;
	uint32_t n, room;
};

static bool add_first_site(struct run *run, struct first_sites *sites, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *site = peer != NULL ? site_of(run->topo, peer) : NULL;

	if (sites->n == sites->room) {
		uint32_t room = sites->room > 0 ? sites->room * 2 : 16;
		uint64_t *more = arena_alloc(&run->scratch, room * sizeof(*more));

		for (uint32_t i = 0; more != NULL && i < sites->n; i++)
			more[i] = sites->site[i];
		if (more == NULL)
			return false;
		sites->site = more;
		sites->room = room;
	}
	sites->site[sites->n++] = site != NULL ? topo_index(run->topo, site) : UINT64_MAX;
	return true;
}

static struct first_sites find_first_sites(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	struct first_sites sites = { 0 };

	for (uint32_t i = 0; i < usages.n && sites.n == 0; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL) {
			struct refs trunks = see_refs(run, route, A_TRUNKS);

			for (uint32_t j = 0; j < trunks.n; j++)
				if (!add_first_site(run, &sites, refs_nth(trunks, j)))
					return sites;
		}
	}
	if (sites.n > 0)
		qsort(sites.site, sites.n, sizeof(*sites.site), compare_numbers);
	return sites;
}

/* A gateway of the branch that trunks lead to, or NULL. */
static const struct element *branch_gateway(struct run *run, const struct element *site)
{
	struct walk gateways = see_children(run, site, BIT(K_GATEWAY));
	const struct element *gateway;

	if (see_choice(run, site, A_KIND) != SITE_KIND_BRANCH)
		return NULL;
	while ((gateway = walk_next(&gateways)) != NULL)
		if (direct_trunk(run, gateway) != NULL)
			return gateway;
	return NULL;
}

/* Groups at branches with a gateway, by their voice policy. */
static struct grouped branch_groups(struct run *run)
{
	struct walk sites = see_kind(run, K_SITE);
	struct grouped grouped = { 0 };
	const struct element *site;

	while ((site = walk_next(&sites)) != NULL) {
		struct walk groups = see_children(run, site, BIT(K_USERS));
		const struct element *users;

		if (branch_gateway(run, site) == NULL)
			continue;
		while ((users = walk_next(&groups)) != NULL)
			if (see_voice(run, users) && see_policy(run, users) != NULL)
				grouped_add(
					run, &grouped, topo_index(run->topo, see_policy(run, users)), users);
	}
	grouped_sort(&grouped);
	return grouped;
}

static enum outcome judge_branch_policy(
	struct run *run, const struct element *policy, const struct grouped_entry *entry, uint32_t n)
{
	struct first_sites sites = find_first_sites(run, policy);
	struct few elsewhere = { 0 };

	if (sites.n == 0)
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < n; i++) {
		uint64_t home = topo_index(run->topo, topo_parent(run->topo, entry[i].e));

		if (bsearch(&home, sites.site, sites.n, sizeof(home), compare_numbers) == NULL)
			few_add(&elsewhere, entry[i].e);
	}
	if (elsewhere.n == 0)
		return PASS;
	few_relate(run, &elsewhere, A_NONE, "at a branch with a gateway of its own");
	return lacks(run, policy, A_USAGES,
		"%s sends calls of %s to other sites first, not to the gateway of their own",
		label(run, policy), few_label(run, &elsewhere));
}

static enum outcome judge_branches(struct run *run, const struct element *root)
{
	const struct grouped_entry *entry;
	enum outcome outcome = NOT_APPLICABLE;
	struct grouped grouped;
	uint32_t n;

	if (!is_first_root(run, root) || !is_bypassing(run, BYPASS_SITE_AND_REGION))
		return NOT_APPLICABLE;
	grouped = branch_groups(run);
	if (grouped.n > 0 && !ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	while (grouped_next(&grouped, &entry, &n))
		outcome = worse(
			outcome, judge_branch_policy(run, &run->topo->element[entry->group], entry, n));
	return outcome;
}

static const struct rule bypass_network_rules[] = {
	{
		.info = {
			.id = "BYP013",
			.name = "always-needs-connectivity",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "media bypass always wants good ways between all clients and peers",
			.meaning = "in the mode always every PSTN call bypasses, whatever lies between client and peer; the pages presume full connectivity and links that are not constrained",
			.fix = "set media-bypass=\"site-and-region\" and describe the network, or widen the link",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <site id=\"a\" .../> <site id=\"b\" ...> <users telephony=\"enterprise-voice\" .../> </site> <wan-link between=\"a b\" constrained=\"true\" .../>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <site id=\"a\" .../> <site id=\"b\" ...> <users telephony=\"enterprise-voice\" .../> </site> <wan-link between=\"a b\" constrained=\"false\" .../>",
			.pages = { PAGE_BYPALL, PAGE_BYP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_CONSTRAINED },
		.judge = judge_connectivity,
	},
	{
		.info = {
			.id = "BYP018",
			.name = "client-version",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "clients older than Lync 2010 do not bypass",
			.meaning = "only Lync 2010 and newer clients and devices know media bypass; media of others stays on the Mediation Server",
			.fix = "nothing is wrong; allow for their calls in the capacity of the Mediation Servers, or replace the clients",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users client=\"ocs-2007-r2\" .../>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users client=\"lync-2013\" .../>",
			.pages = { PAGE_BYP },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_CLIENT },
		.judge = judge_client,
	},
	{
		.info = {
			.id = "BYP024",
			.name = "subnets-mapped",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "subnets of clients and peers are mapped to network sites",
			.meaning = "by sites and regions, bypass ids come from network sites; a subnet that belongs to none has no id, and its calls never bypass, unless such subnets share the default bypass id",
			.fix = "add the subnet to its network-site",
			.bad = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users subnet=\"10.1.0.0/24\" .../> <network-site id=\"ns\"> <subnet address=\"10.2.0.0/24\"/> </network-site>",
			.good = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users subnet=\"10.1.0.0/24\" .../> <network-site id=\"ns\"> <subnet address=\"10.1.0.0/24\"/> </network-site>",
			.pages = { PAGE_BYP, PAGE_NET },
		},
		.subjects = BIT(K_USERS) | PEERS,
		.needs = { A_SUBNET, A_IP },
		.judge = judge_mapped,
	},
	{
		.info = {
			.id = "BYP025",
			.name = "subnet-exact-match",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "configured subnets are those that clients compute",
			.meaning = "a client works its subnet out from its address and mask, and for media bypass that must equal a configured subnet; a wider one that holds it is enough for call admission control, not for bypass",
			.fix = "configure the subnet with the mask that the clients have",
			.bad = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users subnet=\"172.29.81.0/24\" .../> <network-site id=\"ns\"> <subnet address=\"172.29.0.0/16\"/> </network-site>",
			.good = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <users subnet=\"172.29.81.0/24\" .../> <network-site id=\"ns\"> <subnet address=\"172.29.81.0/24\"/> </network-site>",
			.pages = { PAGE_NET, PAGE_CAC },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_SUBNET },
		.judge = judge_exact,
	},
	{
		.info = {
			.id = "BYP027",
			.name = "bandwidth-policy-needed",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a constrained link has a bandwidth policy, even without call admission control",
			.meaning = "the bandwidth policy is what gives the place behind a link a bypass id of its own; without one it shares its region's, and media bypasses over the link that is too narrow",
			.fix = "set bandwidth-policy of the wan-link or of the network site behind it",
			.bad = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <wan-link between=\"a b\" constrained=\"true\" .../>",
			.good = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <wan-link between=\"a b\" constrained=\"true\" bandwidth-policy=\"bp\" .../>",
			.pages = { PAGE_BYP },
		},
		.subjects = BIT(K_WAN_LINK),
		.needs = { A_CONSTRAINED },
		.judge = judge_link,
	},
	{
		.info = {
			.id = "BYP028",
			.name = "wifi-bypass",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "before wireless clients bypass, their network is evaluated",
			.meaning = "wireless networks lose more packets, which gateways do not make up for; calls through the Mediation Server use a codec that can. The page recommends to evaluate the network first",
			.fix = "nothing is wrong; measure the network, or put the subnet into a network site with a bypass id of its own",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <network-site id=\"ns\"> <subnet address=\"10.1.7.0/24\" wireless=\"true\"/> </network-site>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <network-site id=\"ns\"> <subnet address=\"10.1.7.0/24\" wireless=\"false\"/> </network-site>",
			.pages = { PAGE_BYP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_wireless,
	},
	{
		.info = {
			.id = "BYP029",
			.name = "branch-policy-consistent",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "people at a branch with a gateway call through it first",
			.meaning = "media bypass keeps calls of a branch off its WAN link only if they leave through the gateway there, so the voice policy of its people must lead to that gateway first",
			.fix = "put a usage whose routes lead to the branch's gateway first in the policy",
			.bad = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <site id=\"b\" kind=\"branch\" ...> <gateway id=\"gw\" .../> <users id=\"u\" voice-policy=\"vp\" .../> </site> <trunk id=\"t1\" peer=\"gw\" .../> <sbc id=\"sbc\" .../> <trunk id=\"t2\" peer=\"sbc\" .../> <voice-route trunks=\"t1\" usages=\"us-branch\" .../> <voice-route trunks=\"t2\" usages=\"us-central\" .../> <voice-policy id=\"vp\" usages=\"us-central us-branch\"/>",
			.good = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/> <site id=\"b\" kind=\"branch\" ...> <gateway id=\"gw\" .../> <users id=\"u\" voice-policy=\"vp\" .../> </site> <trunk id=\"t1\" peer=\"gw\" .../> <sbc id=\"sbc\" .../> <trunk id=\"t2\" peer=\"sbc\" .../> <voice-route trunks=\"t1\" usages=\"us-branch\" .../> <voice-route trunks=\"t2\" usages=\"us-central\" .../> <voice-policy id=\"vp\" usages=\"us-branch us-central\"/>",
			.pages = { PAGE_BYPREG, PAGE_BYP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_branches,
	},
};

const struct rule_group rule_group_bypass_network = RULE_GROUP(bypass_network_rules);
