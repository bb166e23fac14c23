/* SPDX-License-Identifier: MIT */
/* What stands at the far end of a trunk. */
#include "check/configs.h"
#include "check/sites.h"

static const struct element *pbx_of(struct run *run, const struct element *trunk, int kind)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	return peer != NULL && peer->kind == K_PBX && see_choice(run, peer, A_KIND) == kind ? peer : NULL;
}

/* Peer and Mediation Servers stand at different sites. */
static bool is_far(struct run *run, const struct element *trunk, const struct element *peer)
{
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

	return pool != NULL && site_of(run->topo, pool) != site_of(run->topo, peer);
}

static enum outcome judge_early_media(struct run *run, const struct element *trunk)
{
	const struct element *pbx = pbx_of(run, trunk, PBX_KIND_IP);
	enum tri several;
	enum tri early;

	if (pbx == NULL)
		return NOT_APPLICABLE;
	several = ask_bool(run, pbx, A_MULTIPLE_EARLY_DIALOGS);
	early = ask_bool(run, pbx, A_RFC3960);
	if (several == TRI_TRUE && early == TRI_TRUE)
		return PASS;
	if (several != TRI_FALSE && early != TRI_FALSE)
		return unknown(run);
	relate(run, pbx, several == TRI_FALSE ? A_MULTIPLE_EARLY_DIALOGS : A_RFC3960,
		several == TRI_FALSE ? "handles only one early dialog" : "no early media by RFC 3960");
	return fires(run, trunk, A_PEER,
		is_far(run, trunk, pbx) ?
			"the first words of calls over %s are cut off, as %s lacks early media by RFC 3960 or several early dialogs; with the Mediation Servers at another site more is lost, and only one at the site of the PBX helps" :
			"the first words of calls over %s are cut off, as %s lacks early media by RFC 3960 or several early dialogs",
		label(run, trunk), label(run, pbx));
}

/* How many servers the pool has; asked again for the same pool it is not counted again. */
struct server_count {
	const struct element *pool;
	uint32_t n;
};

static uint32_t count_servers(struct run *run, const struct element *pool, struct server_count *last)
{
	struct walk servers;

	if (last->pool == pool)
		return last->n;
	*last = (struct server_count){ .pool = pool };
	servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	while (walk_next(&servers) != NULL)
		last->n++;
	return last->n;
}

/* What a rule makes of the trunks of one pool to one other element, their number and that of the pool's servers. */
typedef enum outcome judge_group(struct run *run, const struct grouped_entry *trunks, uint32_t n,
	const struct element *other, uint32_t servers);

/* The groups are those of a pool and another element. */
static enum outcome judge_by_pool(struct run *run, struct grouped *grouped, judge_group *judge)
{
	struct server_count last = { 0 };
	const struct grouped_entry *entry;
	enum outcome outcome = NOT_APPLICABLE;
	uint32_t n;

	grouped_sort(grouped);
	while (grouped_next(grouped, &entry, &n)) {
		const struct element *pool = &run->topo->element[entry->group >> 32];
		const struct element *other = &run->topo->element[(uint32_t)entry->group];
		uint32_t servers = count_servers(run, pool, &last);

		forget_missing(run);
		if (servers == 0) {
			ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
			outcome = worse(outcome, unknown(run));
		} else {
			outcome = worse(outcome, servers == 1 ? PASS : judge(run, entry, n, other, servers));
		}
	}
	return outcome;
}

static enum outcome judge_pbx_trunks(struct run *run, const struct grouped_entry *trunks, uint32_t n,
	const struct element *pbx, uint32_t servers)
{
	enum tri balances;

	if (n >= servers)
		return PASS;
	balances = ask_bool(run, pbx, A_DNS_LOAD_BALANCING);
	if (balances != TRI_FALSE)
		return balances == TRI_TRUE ? PASS : unknown(run);
	relate(run, pbx, A_DNS_LOAD_BALANCING, "does not find the servers of a pool by DNS");
	return lacks(run, trunks->e, A_NONE,
		"%s has %u connection%s to the %u servers of %s and does not spread calls by DNS: each server wants its own",
		label(run, pbx), (unsigned)n, n == 1 ? "" : "s", (unsigned)servers,
		label(run, see_ref(run, trunks->e, A_MEDIATION_POOL)));
}

static enum outcome judge_trunk_per_server(struct run *run, const struct element *root)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	struct grouped grouped = { 0 };
	const struct element *trunk;

	if (!is_first_root(run, root))
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *pbx = pbx_of(run, trunk, PBX_KIND_IP);
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

		if (pbx != NULL && pool != NULL)
			grouped_add(run, &grouped, group_of(run, pool, pbx), trunk);
	}
	return judge_by_pool(run, &grouped, judge_pbx_trunks);
}

/* How many addresses the provider has of us; false where that is not known. */
static bool count_provisioned(struct run *run, const struct element *provider, uint32_t *ret)
{
	struct str list = see_text(run, provider, A_PROVISIONED_ADDRESSES);
	struct str token;

	*ret = 0;
	while (str_next_token(&list, &token))
		*ret += 1;
	return see_written(run, provider, A_PROVISIONED_ADDRESSES);
}

static enum outcome judge_provisioned(struct run *run, const struct grouped_entry *trunks, uint32_t n,
	const struct element *provider, uint32_t servers)
{
	const struct element *sbc = see_ref(run, trunks->e, A_PEER);
	enum tri balances = see_bool(run, sbc, A_DNS_LOAD_BALANCING);
	uint32_t provisioned;
	bool known = count_provisioned(run, provider, &provisioned);

	(void)n;
	if (balances == TRI_TRUE || (known && provisioned >= servers))
		return PASS;
	if (balances == TRI_UNKNOWN)
		balances = ask_bool(run, provider, A_DNS_LOAD_BALANCING);
	if (balances == TRI_TRUE)
		return PASS;
	if (!known)
		ask_text(run, provider, A_PROVISIONED_ADDRESSES);
	if (balances == TRI_UNKNOWN || !known)
		return unknown(run);
	relate(run, provider, A_PROVISIONED_ADDRESSES, "%u provisioned there", (unsigned)provisioned);
	return lacks(run, trunks->e, A_NONE,
		"%s does not spread calls by DNS and has %u of the %u addresses of %s: every server's address must be provisioned there",
		label(run, provider), (unsigned)provisioned, (unsigned)servers,
		label(run, see_ref(run, trunks->e, A_MEDIATION_POOL)));
}

static enum outcome judge_provisioning(struct run *run, const struct element *root)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	struct grouped grouped = { 0 };
	const struct element *trunk;

	if (!is_first_root(run, root))
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *provider = see_provider(run, trunk);
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

		if (provider != NULL && pool != NULL)
			grouped_add(run, &grouped, group_of(run, pool, provider), trunk);
	}
	return judge_by_pool(run, &grouped, judge_provisioned);
}

static enum outcome judge_tdm(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	if (peer == NULL || peer->kind != K_PBX)
		return NOT_APPLICABLE;
	if (pbx_of(run, trunk, PBX_KIND_TDM) == NULL)
		return PASS;
	relate(run, peer, A_KIND, "a TDM PBX");
	return fires(run, trunk, A_PEER,
		"%s leads straight to %s, but a TDM PBX is reached only through a gateway", label(run, trunk),
		label(run, peer));
}

/* Media bypass and call admission control go by the place of media: without them nobody need know it. */
static bool place_matters(struct run *run, const struct element *peer)
{
	const struct element *root = topo_root_with(run->topo, A_CALL_ADMISSION_CONTROL);
	const struct element *mode_root;

	if (see_bool(run, root, A_CALL_ADMISSION_CONTROL) == TRI_TRUE)
		return true;
	return see_bypass_mode(run, &mode_root) != BYPASS_OFF && see_bypass_to(run, peer) != NULL;
}

static enum outcome judge_unknown_media(struct run *run, const struct element *peer)
{
	if (!place_matters(run, peer))
		return NOT_APPLICABLE;
	ask_text(run, peer, A_MEDIA_IP);
	return unknown(run);
}

static enum outcome judge_media_address(struct run *run, const struct element *peer)
{
	bool given = see_written(run, peer, A_REPRESENTATIVE_MEDIA_IP);
	struct address representative;
	struct address signalling;
	struct address media;

	if (direct_trunk(run, peer) == NULL)
		return NOT_APPLICABLE;
	if (!see_address(run, peer, A_MEDIA_IP, &media))
		return given ? PASS : judge_unknown_media(run, peer);
	if (given &&
		(!see_address(run, peer, A_REPRESENTATIVE_MEDIA_IP, &representative) ||
			address_equal(&representative, &media)))
		return PASS;
	if (!ask_address(run, peer, A_IP, &signalling))
		return unknown(run);
	if (address_equal(&signalling, &media))
		return PASS;
	relate(run, peer, A_MEDIA_IP, "takes media here, and signalling elsewhere");
	if (given)
		return fires(run, peer, A_REPRESENTATIVE_MEDIA_IP,
			"%s takes media at another address than signalling, and this is not the one",
			label(run, peer));
	return lacks(run, peer, A_NONE,
		"%s takes media at another address than signalling, but has no representative-media-ip",
		label(run, peer));
}

/* The default gateways that trunks join to one pool. */
static enum outcome judge_defaults(struct run *run, const struct grouped_entry *gateways, uint32_t n)
{
	const struct element *pool = &run->topo->element[gateways->group];
	enum outcome outcome = PASS;

	for (uint32_t i = 0; n > 1 && i < n; i++) {
		relate(run, pool, A_NONE, "the Mediation Servers");
		outcome = fires(run, gateways[i].e, A_DEFAULT,
			"%s is one of %u default gateways of %s, which can have only one",
			label(run, gateways[i].e), (unsigned)n, label(run, pool));
	}
	return outcome;
}

/* What nobody marks as the default is none. */
static enum outcome judge_default_gateway(struct run *run, const struct element *root)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	struct grouped grouped = { 0 };
	const struct grouped_entry *entry;
	const struct element *trunk;
	enum outcome outcome = NOT_APPLICABLE;
	uint32_t n;

	if (!is_first_root(run, root))
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

		if (peer != NULL && pool != NULL && see_bool(run, peer, A_DEFAULT) == TRI_TRUE)
			grouped_add(run, &grouped, topo_index(run->topo, pool), peer);
	}
	grouped_sort(&grouped);
	while (grouped_next(&grouped, &entry, &n))
		outcome = worse(outcome, judge_defaults(run, entry, n));
	return outcome;
}

static enum outcome judge_routable(struct run *run, const struct element *trunk)
{
	struct walk routes = see_referrers(run, trunk, K_VOICE_ROUTE, A_TRUNKS);
	const struct element *route = walk_next(&routes);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	enum tri routable;

	if (route == NULL || peer == NULL)
		return NOT_APPLICABLE;
	routable = ask_bool(run, peer, A_ROUTABLE);
	if (routable != TRI_FALSE)
		return routable == TRI_TRUE ? PASS : unknown(run);
	relate(run, peer, A_ROUTABLE, "may not be used by outbound routes");
	witness(run, route, A_TRUNKS, "a route that uses the trunk");
	return fires(run, trunk, A_PEER, "%s sends calls over %s to %s, which is not routable: they fail",
		label(run, route), label(run, trunk), label(run, peer));
}

static const struct rule trunk_peer_rules[] = {
	{
		.info = {
			.id = "TRK016",
			.name = "ippbx-early-media",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "an IP-PBX handles early media",
			.meaning = "an IP-PBX without early media by RFC 3960 and several early dialogs clips the first words of greetings, and the more the further away the Mediation Servers are; only a Mediation Server at the site of the PBX lessens it",
			.fix = "ask the maker for a version that does both, or put a Mediation Server beside the PBX",
			.bad = "<pbx id=\"x\" kind=\"ip\" rfc3960=\"false\" .../> <trunk peer=\"x\" .../>",
			.good = "<pbx id=\"x\" kind=\"ip\" rfc3960=\"true\" multiple-early-dialogs=\"true\" .../> <trunk peer=\"x\" .../>",
			.pages = { PAGE_GUIDE13 },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_MULTIPLE_EARLY_DIALOGS, A_RFC3960 },
		.judge = judge_early_media,
	},
	{
		.info = {
			.id = "TRK017",
			.name = "ippbx-trunk-per-ms",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "an IP-PBX without DNS load balancing has a connection to every server",
			.meaning = "an IP-PBX that does not spread calls over a pool by DNS reaches only the servers that it has a Direct SIP connection to, so it wants one to each",
			.fix = "add a trunk for every server of the pool, or use DNS load balancing",
			.bad = "<mediation-pool id=\"med\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool> <pbx id=\"x\" kind=\"ip\" dns-load-balancing=\"false\" .../> <trunk id=\"t1\" mediation-pool=\"med\" peer=\"x\"/>",
			.good = "<mediation-pool id=\"med\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool> <pbx id=\"x\" kind=\"ip\" dns-load-balancing=\"false\" .../> <trunk id=\"t1\" mediation-pool=\"med\" peer=\"x\"/> <trunk id=\"t2\" mediation-pool=\"med\" peer=\"x\"/>",
			.pages = { PAGE_MN },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_DNS_LOAD_BALANCING },
		.judge = judge_trunk_per_server,
	},
	{
		.info = {
			.id = "TRK018",
			.name = "sbc-ip-provisioning",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "without DNS load balancing the provider knows every server's address",
			.meaning = "an SBC that does not spread calls over a pool by DNS needs the address of each of its Mediation Servers, provisioned there as a trunk of its own",
			.fix = "give the provider the addresses of all servers of the pool and list them in provisioned-addresses",
			.bad = "<provider dns-load-balancing=\"false\" provisioned-addresses=\"172.16.9.2\" ...>  two servers",
			.good = "<provider dns-load-balancing=\"false\" provisioned-addresses=\"172.16.9.2 172.16.9.3\" ...>",
			.pages = { PAGE_MN },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_DNS_LOAD_BALANCING, A_PROVISIONED_ADDRESSES },
		.judge = judge_provisioning,
	},
	{
		.info = {
			.id = "TRK019",
			.name = "tdm-needs-gateway",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_DIRECT,
			.title = "a TDM PBX is reached through a gateway",
			.meaning = "a TDM PBX does not speak SIP; between it and the Mediation Servers there is always a gateway, certified partner or not",
			.fix = "let the trunk lead to a gateway that a tie-line joins to the PBX",
			.bad = "<pbx id=\"x\" kind=\"tdm\"/> <trunk peer=\"x\" .../>",
			.good = "<pbx id=\"x\" kind=\"tdm\"/> <tie-line gateway=\"gw\" pbx=\"x\" .../> <trunk peer=\"gw\" .../>",
			.pages = { PAGE_MED, PAGE_GUIDE13, PAGE_PSTN },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_tdm,
	},
	{
		.info = {
			.id = "TRK020",
			.name = "representative-media-ip",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "media that ends elsewhere than signalling has a representative address",
			.meaning = "media bypass and call admission control go by the place where the peer processes media, which is taken to be that of signalling; where it is another, the representative media address must say so",
			.fix = "set representative-media-ip to the media-ip of the peer",
			.bad = "<gateway id=\"gw\" ip=\"10.0.0.5\" media-ip=\"10.0.7.5\"/>",
			.good = "<gateway id=\"gw\" ip=\"10.0.0.5\" media-ip=\"10.0.7.5\" representative-media-ip=\"10.0.7.5\"/>",
			.pages = { PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = PEERS,
		.needs = { A_MEDIA_IP, A_IP },
		.judge = judge_media_address,
	},
	{
		.info = {
			.id = "TRK021",
			.name = "one-default-gateway",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a Mediation Server has one default gateway at most",
			.meaning = "the default gateway takes calls that come from Office Communications Server 2007 R2; among the gateways of a Mediation Server only one can be it",
			.fix = "leave default=\"true\" at one gateway of the pool",
			.bad = "<gateway id=\"gw1\" default=\"true\"/> <gateway id=\"gw2\" default=\"true\"/>  trunks from one pool",
			.good = "<gateway id=\"gw1\" default=\"true\"/> <gateway id=\"gw2\" default=\"false\"/>",
			.pages = { PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_default_gateway,
	},
	{
		.info = {
			.id = "TRK022",
			.name = "routable-flag",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "outbound routes use routable peers only",
			.meaning = "a gateway that is not marked routable cannot be used by outbound routing, so calls that a route sends there fail",
			.fix = "make the peer routable, or take the trunk out of the routes",
			.bad = "<gateway id=\"gw\" routable=\"false\"/> <trunk id=\"t1\" peer=\"gw\" .../> <voice-route trunks=\"t1\" .../>",
			.good = "<gateway id=\"gw\" routable=\"true\"/> <trunk id=\"t1\" peer=\"gw\" .../> <voice-route trunks=\"t1\" .../>",
			.pages = { PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_ROUTABLE },
		.judge = judge_routable,
	},
};

const struct rule_group rule_group_trunk_peer = RULE_GROUP(trunk_peer_rules);
