/* SPDX-License-Identifier: MIT */
/* VPN routers and VPN servers, and the VLAN between them and the Mediation Servers. */
#include "check/isolation.h"

/* Ends a tunnel on the company's side. */
static bool is_enterprise_end(struct run *run, const struct element *end)
{
	struct walk tunnels = see_referrers(run, end, K_TUNNEL, A_ENTERPRISE_END);

	return walk_next(&tunnels) != NULL;
}

static bool ends_tunnel(struct run *run, const struct element *end)
{
	struct walk tunnels = see_referrers(run, end, K_TUNNEL, A_PROVIDER_END);

	return is_enterprise_end(run, end) || walk_next(&tunnels) != NULL;
}

static enum outcome judge_public(struct run *run, const struct element *end)
{
	const struct address_block *block;
	struct address address;
	struct str text;

	if (end->kind == K_CONNECTION)
		return judge_without_ends(run, end);
	if (!ends_tunnel(run, end))
		return NOT_APPLICABLE;
	if (!ask_address(run, end, A_EXTERNAL_IP, &address))
		return unknown(run);
	block = address_special(&address);
	if (block == NULL)
		return PASS;
	text = see_text(run, end, A_EXTERNAL_IP);
	argue(run, words(run, "%.*s", STR_ARG(text)));
	if (block->documentation)
		return fires(run, end, A_EXTERNAL_IP,
			"%.*s of %s is an address for examples in documents (%s, %s): the real one is still to be filled in",
			STR_ARG(text), label(run, end), block->text, block->source);
	return fires(run, end, A_EXTERNAL_IP, "%.*s of %s is not publicly routable: %s is %s (%s)",
		STR_ARG(text), label(run, end), block->text, block->name, block->source);
}

/* VLANs that the end is a member of, those that a tunnel names (the outer side) left out. */
static struct elements inner_vlans(struct run *run, const struct element *end)
{
	struct walk vlans = see_referrers(run, end, K_VLAN, A_MEMBERS);
	struct elements inner = { 0 };
	const struct element *vlan;

	while ((vlan = walk_next(&vlans)) != NULL) {
		struct walk tunnels = see_referrers(run, vlan, K_TUNNEL, A_VLAN);

		if (walk_next(&tunnels) == NULL)
			elements_add(run, &inner, vlan);
	}
	return inner;
}

/* One of these VLANs that also holds one of the server's interfaces; NULL if none does. */
static const struct element *joining_vlan(
	struct run *run, const struct elements *vlans, const struct element *server)
{
	struct elements interfaces = gateway_side(run, server);

	for (uint32_t i = 0; i < interfaces.n; i++) {
		struct walk member_of = see_referrers(run, interfaces.at[i], K_VLAN, A_MEMBERS);
		const struct element *vlan;

		while ((vlan = walk_next(&member_of)) != NULL)
			if (elements_hold(vlans, vlan))
				return vlan;
	}
	return NULL;
}

/* The pool's servers that no VLAN joins to the end; VLANs that do join some go to *ret_joining. */
static struct elements unjoined_servers(struct run *run, const struct elements *vlans,
	const struct element *pool, struct elements *ret_joining)
{
	struct walk servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	struct elements unjoined = { 0 };
	const struct element *server;

	while ((server = walk_next(&servers)) != NULL) {
		const struct element *vlan = joining_vlan(run, vlans, server);

		if (vlan == NULL)
			elements_add(run, &unjoined, server);
		else
			elements_add(run, ret_joining, vlan);
	}
	return unjoined;
}

/* Members of the VLAN that are neither servers of the pool nor ends of tunnels. */
static struct elements strangers(struct run *run, const struct element *vlan, const struct element *pool)
{
	const struct element *host = pool_host(run->topo, pool);
	struct refs members = see_refs(run, vlan, A_MEMBERS);
	struct elements found = { 0 };

	for (uint32_t i = 0; i < members.n; i++) {
		const struct element *member = refs_nth(members, i);

		if (VPN_ENDS & BIT(member->kind) ? is_enterprise_end(run, member) :
						   topo_within(run->topo, member, BIT(host->kind)) == host)
			continue;
		elements_add(run, &found, member);
	}
	return found;
}

static enum outcome judge_joined(struct run *run, const struct element *end, const struct element *pool,
	const struct elements *vlans, struct elements *joining)
{
	struct elements unjoined;

	if (!ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER)))
		return unknown(run);
	unjoined = unjoined_servers(run, vlans, pool, joining);
	if (unjoined.n == 0)
		return PASS;
	elements_relate(
		run, &unjoined, A_NONE, "no VLAN holds both an interface of this server and the VPN end");
	return lacks(run, end, A_NONE, "no VLAN joins %s to %s of %s", label(run, end),
		elements_label(run, &unjoined), label(run, pool));
}

static enum outcome judge_exclusive(struct run *run, const struct element *end, const struct element *pool,
	const struct elements *joining)
{
	enum outcome outcome = PASS;

	for (uint32_t i = 0; i < joining->n; i++) {
		struct elements others = strangers(run, joining->at[i], pool);

		if (others.n == 0)
			continue;
		relate(run, joining->at[i], A_MEMBERS, "the VLAN and its members");
		elements_relate(run, &others, A_NONE, "is a member, but no Mediation Server of the pool");
		outcome = lacks(run, end, A_NONE, "%s between %s and %s also holds %s",
			label(run, joining->at[i]), label(run, end), label(run, pool),
			elements_label(run, &others));
	}
	return outcome;
}

static enum outcome judge_vlan(struct run *run, const struct element *end, bool exclusive)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct elements pools;
	struct elements vlans;

	if (end->kind == K_CONNECTION)
		return judge_without_ends(run, end);
	pools = pools_behind(run, end);
	if (pools.n > 0 && !ask_kinds(run, BIT(K_VLAN)))
		return unknown(run);
	vlans = inner_vlans(run, end);
	for (uint32_t i = 0; i < pools.n; i++) {
		struct elements joining = { 0 };

		outcome = worse(outcome, judge_joined(run, end, pools.at[i], &vlans, &joining));
		if (exclusive)
			outcome = worse(outcome, judge_exclusive(run, end, pools.at[i], &joining));
	}
	return outcome;
}

static enum outcome judge_router_vlan(struct run *run, const struct element *router)
{
	return judge_vlan(run, router, true);
}

static enum outcome judge_server_vlan(struct run *run, const struct element *server)
{
	return judge_vlan(run, server, false);
}

static enum outcome judge_zone(struct run *run, const struct element *router)
{
	int zone;

	if (router->kind == K_CONNECTION)
		return judge_without_ends(run, router);
	if (!is_enterprise_end(run, router))
		return NOT_APPLICABLE;
	zone = ask_choice(run, router, A_ZONE);
	if (zone < 0)
		return unknown(run);
	if (zone == ZONE_PERIMETER)
		return PASS;
	return fires(run, router, A_ZONE, "%s stands in zone %s, not in the perimeter network",
		label(run, router), choice_list(CHOICES_ZONE)->names[zone]);
}

static enum outcome judge_casts(struct run *run, const struct element *end, enum attr attr, const char *casts)
{
	enum tri passed;

	if (end->kind == K_CONNECTION)
		return judge_without_ends(run, end);
	if (!is_enterprise_end(run, end))
		return NOT_APPLICABLE;
	passed = ask_bool(run, end, attr);
	if (passed == TRI_UNKNOWN)
		return unknown(run);
	if (passed == TRI_FALSE)
		return PASS;
	return fires(run, end, attr, "%s passes %s into the VLAN of the Mediation Servers", label(run, end),
		casts);
}

static enum outcome judge_broadcast(struct run *run, const struct element *end)
{
	return judge_casts(run, end, A_BROADCAST_TO_VLAN, "broadcasts");
}

static enum outcome judge_multicast(struct run *run, const struct element *end)
{
	return judge_casts(run, end, A_MULTICAST_TO_VLAN, "multicasts");
}

static enum outcome report_strays(struct run *run, const struct element *end, const struct elements *pools,
	const struct elements *strays)
{
	enum outcome outcome = PASS;

	for (uint32_t i = 0; i < strays->n; i++) {
		const struct element *target = see_ref(run, strays->at[i], A_TO);
		struct str text = see_text(run, strays->at[i], A_TO);

		argue(run, target != NULL ? topo_id(run->topo, target) : words(run, "%.*s", STR_ARG(text)));
		witness(run, strays->at[i], A_TO, "this leads elsewhere");
		outcome = lacks(run, end, A_NONE,
			"%s forwards traffic out of the tunnel to %s, which is no Mediation Server of %s",
			label(run, end),
			target != NULL ? label(run, target) : words(run, "%.*s", STR_ARG(text)),
			elements_label(run, pools));
	}
	return outcome;
}

static enum outcome judge_forwards(
	struct run *run, const struct element *end, const struct elements *pools, struct walk forwards)
{
	struct elements strays = { 0 };
	bool unsure = false;
	const struct element *forward;
	enum outcome outcome;

	while ((forward = walk_next(&forwards)) != NULL) {
		enum tri right = leads_to_mediation(run, forward, pools);

		unsure |= right == TRI_UNKNOWN;
		if (right == TRI_FALSE)
			elements_add(run, &strays, forward);
	}
	outcome = report_strays(run, end, pools, &strays);
	return unsure ? worse(outcome, unknown(run)) : outcome;
}

static enum outcome judge_restricted(struct run *run, const struct element *end)
{
	struct elements pools;
	struct walk forwards;
	struct walk any;
	enum tri restricted;

	if (end->kind == K_CONNECTION)
		return judge_without_ends(run, end);
	pools = pools_behind(run, end);
	if (pools.n == 0)
		return NOT_APPLICABLE;
	forwards = see_children(run, end, BIT(K_FORWARD));
	any = forwards;
	restricted = see_bool(run, end, A_RESTRICTED);
	if (restricted == TRI_FALSE)
		return worse(judge_forwards(run, end, &pools, forwards),
			fires(run, end, A_RESTRICTED,
				"%s does not restrict where traffic out of the tunnel may go",
				label(run, end)));
	if (restricted == TRI_UNKNOWN && walk_next(&any) == NULL) {
		ask_bool(run, end, A_RESTRICTED);
		return unknown(run);
	}
	return judge_forwards(run, end, &pools, forwards);
}

#define SUBJECT_ROUTER .subjects = BIT(K_VPN_ROUTER) | BIT(K_CONNECTION)
#define SUBJECT_SERVER .subjects = BIT(K_VPN_SERVER) | BIT(K_CONNECTION)

static const struct rule vpn_end_rules[] = {
	{
		.info = {
			.id = "SEC005",
			.name = "vpn-public-address",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VPN,
			.title = "the outside addresses of both VPN routers must be publicly routable",
			.meaning = "the two VPN routers meet over the Internet; an address that the Internet does not route, such as a private one, cannot be reached from the other side",
			.fix = "write the address under which the other side reaches it, with an external-ip outside every special-purpose block",
			.bad = "<vpn-router id=\"red-vpn\" external-ip=\"192.168.1.1\"/>",
			.good = "<vpn-router id=\"red-vpn\" external-ip=\"8.8.8.1\"/>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = VPN_ENDS | BIT(K_CONNECTION),
		.needs = { A_EXTERNAL_IP },
		.judge = judge_public,
	},
	{
		.info = {
			.id = "SEC007",
			.name = "mediation-router-vlan",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "a VLAN joins the Mediation Servers and the VPN router, and nothing else",
			.meaning = "a VLAN between the Mediation Server and the VPN router keeps provider traffic away from the rest of the network; that it holds nothing else follows from its purpose",
			.fix = "make a vlan whose members are the external interfaces of the pool's servers and the router, and move others out",
			.bad = "<vlan id=\"v\" members=\"med1-out red-vpn\"/>  with a second server med2",
			.good = "<vlan id=\"v\" members=\"med1-out med2-out red-vpn\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_ROUTER,
		.judge = judge_router_vlan,
	},
	{
		.info = {
			.id = "SEC008",
			.name = "router-in-perimeter",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "the VPN router stands in the perimeter network",
			.meaning = "the page puts the VPN router of the SIP trunk into the perimeter network, so that what breaks into it is not inside yet",
			.fix = "move the router to the perimeter network and set zone=\"perimeter\"",
			.bad = "<vpn-router id=\"red-vpn\" zone=\"internal\"/>",
			.good = "<vpn-router id=\"red-vpn\" zone=\"perimeter\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_ROUTER,
		.needs = { A_ZONE },
		.judge = judge_zone,
	},
	{
		.info = {
			.id = "SEC009",
			.name = "router-no-broadcast",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "no broadcast from the router into the VLAN",
			.meaning = "broadcasts from the provider's side have no business at the Mediation Server",
			.fix = "keep the router from passing them and set broadcast-to-vlan=\"false\"",
			.bad = "<vpn-router id=\"red-vpn\" broadcast-to-vlan=\"true\"/>",
			.good = "<vpn-router id=\"red-vpn\" broadcast-to-vlan=\"false\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_ROUTER,
		.needs = { A_BROADCAST_TO_VLAN },
		.judge = judge_broadcast,
	},
	{
		.info = {
			.id = "SEC010",
			.name = "router-no-multicast",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "no multicast from the router into the VLAN",
			.meaning = "multicasts from the provider's side have no business at the Mediation Server",
			.fix = "keep the router from passing them and set multicast-to-vlan=\"false\"",
			.bad = "<vpn-router id=\"red-vpn\" multicast-to-vlan=\"true\"/>",
			.good = "<vpn-router id=\"red-vpn\" multicast-to-vlan=\"false\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_ROUTER,
		.needs = { A_MULTICAST_TO_VLAN },
		.judge = judge_multicast,
	},
	{
		.info = {
			.id = "SEC011",
			.name = "router-only-to-mediation",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "the router forwards to the Mediation Servers and nowhere else",
			.meaning = "a routing rule that leads from the router to anywhere but the Mediation Server opens the company's network to whoever gets into the VPN",
			.fix = "set restricted=\"true\" and forward only to external interfaces of the Mediation Servers",
			.bad = "<vpn-router id=\"red-vpn\"> <forward to=\"10.0.0.0/8\"/> </vpn-router>",
			.good = "<vpn-router id=\"red-vpn\" restricted=\"true\"> <forward to=\"med1-out\"/> </vpn-router>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_ROUTER,
		.needs = { A_RESTRICTED },
		.judge = judge_restricted,
	},
	{
		.info = {
			.id = "SEC012",
			.name = "vpnserver-vlan",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "a VLAN joins the VPN server and the Mediation Servers",
			.meaning = "with a VPN server, too, a VLAN keeps provider traffic away from the rest of the network",
			.fix = "make a vlan whose members are the external interfaces of the pool's servers and the VPN server",
			.bad = "<vpn-server id=\"vs\"/>  with no vlan that names it",
			.good = "<vlan id=\"v\" members=\"med1-out vs\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_SERVER,
		.judge = judge_server_vlan,
	},
	{
		.info = {
			.id = "SEC013",
			.name = "vpnserver-no-broadcast",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "no broadcast from the VPN server into the VLAN",
			.meaning = "broadcasts from the provider's side have no business at the Mediation Server",
			.fix = "keep the VPN server from passing them and set broadcast-to-vlan=\"false\"",
			.bad = "<vpn-server id=\"vs\" broadcast-to-vlan=\"true\"/>",
			.good = "<vpn-server id=\"vs\" broadcast-to-vlan=\"false\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_SERVER,
		.needs = { A_BROADCAST_TO_VLAN },
		.judge = judge_broadcast,
	},
	{
		.info = {
			.id = "SEC014",
			.name = "vpnserver-no-multicast",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "no multicast from the VPN server into the VLAN",
			.meaning = "multicasts from the provider's side have no business at the Mediation Server",
			.fix = "keep the VPN server from passing them and set multicast-to-vlan=\"false\"",
			.bad = "<vpn-server id=\"vs\" multicast-to-vlan=\"true\"/>",
			.good = "<vpn-server id=\"vs\" multicast-to-vlan=\"false\"/>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_SERVER,
		.needs = { A_MULTICAST_TO_VLAN },
		.judge = judge_multicast,
	},
	{
		.info = {
			.id = "SEC015",
			.name = "vpnserver-only-to-mediation",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "the VPN server forwards to the Mediation Servers and nowhere else",
			.meaning = "a routing rule that leads from the VPN server to anywhere but the Mediation Server opens the company's network to whoever gets into the VPN",
			.fix = "set restricted=\"true\" and forward only to external interfaces of the Mediation Servers",
			.bad = "<vpn-server id=\"vs\"> <forward to=\"10.0.0.0/8\"/> </vpn-server>",
			.good = "<vpn-server id=\"vs\" restricted=\"true\"> <forward to=\"med1-out\"/> </vpn-server>",
			.pages = { PAGE_SEED_A },
		},
		SUBJECT_SERVER,
		.needs = { A_RESTRICTED },
		.judge = judge_restricted,
	},
};

const struct rule_group rule_group_vpn_ends = RULE_GROUP(vpn_end_rules);
