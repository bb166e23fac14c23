/* SPDX-License-Identifier: MIT */
/* Call admission control: what must stand in the network configuration. */
#include "check/derived.h"
#include "check/sites.h"

/* A trunk of a Mediation Server ends here. */
static bool has_trunk(struct run *run, const struct element *peer)
{
	return direct_trunk(run, peer) != NULL;
}

static bool has_any_trunk(struct run *run, const struct element *provider)
{
	struct walk sbcs = see_children(run, provider, BIT(K_SBC));
	const struct element *sbc;

	while ((sbc = walk_next(&sbcs)) != NULL)
		if (has_trunk(run, sbc))
			return true;
	return false;
}

/* One of the two totals of a policy is zero: that is what is written, or its default beside a session limit. */
static enum tri total_is_zero(
	struct run *run, const struct element *policy, enum attr total, enum attr session)
{
	int64_t limit;

	if (see_int(run, policy, total, &limit))
		return tri_of(limit == 0);
	if (see_int(run, policy, session, &limit))
		return TRI_TRUE;
	ask_int(run, policy, total, &limit);
	return TRI_UNKNOWN;
}

/* X17: the provider's own site has limits of zero; what it may use stands in the inter-site policy. */
static enum outcome judge_zero_limits(struct run *run, const struct element *site)
{
	const struct element *policy = see_ref(run, site, A_BANDWIDTH_POLICY);
	enum tri audio;
	enum tri video;

	if (policy == NULL)
		return ask_kinds(run, BIT(K_BANDWIDTH_POLICY)) ?
			lacks(run, site, A_BANDWIDTH_POLICY,
				"%s stands for a provider and has no bandwidth policy; it should have one of zero audio and video",
				label(run, site)) :
			unknown(run);
	audio = total_is_zero(run, policy, A_AUDIO_TOTAL_KBPS, A_AUDIO_SESSION_KBPS);
	video = total_is_zero(run, policy, A_VIDEO_TOTAL_KBPS, A_VIDEO_SESSION_KBPS);
	if (audio != TRI_FALSE && video != TRI_FALSE)
		return audio == TRI_TRUE && video == TRI_TRUE ? PASS : unknown(run);
	forget_missing(run);
	relate(run, policy, audio == TRI_FALSE ? A_AUDIO_TOTAL_KBPS : A_VIDEO_TOTAL_KBPS, "not zero");
	return fires(run, site, A_BANDWIDTH_POLICY,
		"%s stands for a provider, but its own limit is not zero for both audio and video",
		label(run, site));
}

static enum outcome judge_way_to_provider(struct run *run, const struct element *site)
{
	struct walk policies = see_referrers(run, site, K_INTERSITE_POLICY, A_BETWEEN);

	if (walk_next(&policies) != NULL)
		return PASS;
	return lacks(run, site, A_NONE,
		"no inter-site policy leads to %s, so nothing limits the calls over the SIP trunk",
		label(run, site));
}

/* False where the provider has not said; that is noted as missing. */
static bool media_address(
	struct run *run, const struct element *peer, struct address *ret, enum attr *ret_attr)
{
	*ret_attr = A_MEDIA_IP;
	if (see_address(run, peer, A_MEDIA_IP, ret))
		return true;
	*ret_attr = A_REPRESENTATIVE_MEDIA_IP;
	return see_address(run, peer, A_REPRESENTATIVE_MEDIA_IP, ret);
}

/* The subnet that holds this one address and no other. */
static const struct element *own_subnet(struct run *run, struct address address)
{
	see_relation(run, K_SUBNET, A_ADDRESS);
	address.prefix = address.bits;
	return subnet_exact(&run->plan->subnets, &address);
}

static enum outcome judge_media_address(struct run *run, const struct element *provider,
	const struct element *site, const struct element *sbc)
{
	const struct element *subnet;
	struct address address;
	enum attr attr;

	if (!media_address(run, sbc, &address, &attr)) {
		ask_address(run, sbc, A_MEDIA_IP, &address);
		return unknown(run);
	}
	subnet = own_subnet(run, address);
	if (subnet != NULL && see_ref(run, topo_parent(run->topo, subnet), A_PROVIDER) == provider)
		return PASS;
	relate(run, sbc, attr, "the address at which it takes media");
	return lacks(run, site, A_NONE, "the media address %.*s of %s is no /%u subnet of %s",
		STR_ARG(see_text(run, sbc, attr)), label(run, sbc), (unsigned)address.bits, label(run, site));
}

static enum outcome judge_provider_site(struct run *run, const struct element *provider)
{
	struct walk sites = see_referrers(run, provider, K_NETWORK_SITE, A_PROVIDER);
	struct walk sbcs = see_children(run, provider, BIT(K_SBC));
	const struct element *site;
	const struct element *sbc;
	enum outcome outcome;

	if (!see_admission_control(run) || !has_any_trunk(run, provider))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_NETWORK_SITE)))
		return unknown(run);
	site = walk_next(&sites);
	if (site == NULL)
		return lacks(run, provider, A_NONE,
			"call admission control is on, but %s is no network site of the network configuration",
			label(run, provider));
	outcome = worse(judge_way_to_provider(run, site), judge_zero_limits(run, site));
	while ((sbc = walk_next(&sbcs)) != NULL)
		if (has_trunk(run, sbc))
			outcome = worse(outcome, judge_media_address(run, provider, site, sbc));
	return outcome;
}

/* The MPLS lines of one provider are one cloud: a region that names any of them stands for it. */
static bool is_region_of_cloud(struct run *run, const struct element *region, const struct element *provider,
	const struct element *line)
{
	const struct element *named = see_ref(run, region, A_CONNECTION);

	if (named == NULL || (provider != NULL && see_choice(run, named, A_KIND) != CONNECTION_KIND_MPLS))
		return false;
	return named == line || (provider != NULL && see_ref(run, named, A_PROVIDER) == provider);
}

static bool has_region(struct run *run, const struct element *line)
{
	struct walk regions = see_referrers(run, line, K_NETWORK_REGION, A_CONNECTION);

	return walk_next(&regions) != NULL;
}

/* The site at the other end of the line must be a network site of the cloud's region. */
static enum outcome judge_satellite(
	struct run *run, const struct element *provider, const struct element *line)
{
	const struct element *site = see_ref(run, line, A_SITE);
	const struct element *place;
	struct walk places;

	if (site == NULL)
		return PASS;
	places = see_referrers(run, site, K_NETWORK_SITE, A_SITE);
	while ((place = walk_next(&places)) != NULL) {
		const struct element *region = see_ref(run, place, A_REGION);

		if (region != NULL && is_region_of_cloud(run, region, provider, line))
			return PASS;
	}
	return lacks(run, line, A_SITE,
		"%s is on %s, but no network site of that cloud's region stands for it", label(run, site),
		label(run, line));
}

static enum outcome judge_cloud_line(
	struct run *run, const struct element *provider, const struct element *line, bool is_modelled)
{
	if (is_modelled)
		return judge_satellite(run, provider, line);
	return lacks(run, line, A_NONE,
		"call admission control is on, but no network region stands for the MPLS cloud behind %s",
		label(run, line));
}

static bool is_mpls(struct run *run, const struct element *line)
{
	return see_choice(run, line, A_KIND) == CONNECTION_KIND_MPLS;
}

/* A line that names its provider is judged with the provider's others. */
static enum outcome judge_cloud(struct run *run, const struct element *e)
{
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *line;
	bool is_modelled = false;
	struct walk lines;

	if (!see_admission_control(run))
		return NOT_APPLICABLE;
	if (e->kind == K_CONNECTION) {
		if (!is_mpls(run, e) || see_ref(run, e, A_PROVIDER) != NULL)
			return NOT_APPLICABLE;
		return ask_kinds(run, BIT(K_NETWORK_REGION)) ?
			judge_cloud_line(run, NULL, e, has_region(run, e)) :
			unknown(run);
	}
	lines = see_referrers(run, e, K_CONNECTION, A_PROVIDER);
	while (!is_modelled && (line = walk_next(&lines)) != NULL)
		is_modelled = is_mpls(run, line) && has_region(run, line);
	lines = see_referrers(run, e, K_CONNECTION, A_PROVIDER);
	while ((line = walk_next(&lines)) != NULL) {
		if (!is_mpls(run, line))
			continue;
		if (!ask_kinds(run, BIT(K_NETWORK_REGION)))
			return unknown(run);
		outcome = worse(outcome, judge_cloud_line(run, e, line, is_modelled));
	}
	return outcome;
}

/* Whether an address is mapped to a network site. */
static enum outcome judge_mapped(
	struct run *run, const struct element *e, enum attr attr, const struct address *address)
{
	see_relation(run, K_SUBNET, A_ADDRESS);
	if (subnet_around(&run->plan->subnets, address) != NULL)
		return PASS;
	return lacks(run, e, attr,
		"%s has the address %.*s, which lies in no subnet of a network site: call admission control cannot place its media",
		label(run, e), STR_ARG(see_text(run, e, attr)));
}

static enum outcome judge_interfaces(struct run *run, const struct element *server)
{
	struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
	const struct element *interface = walk_next(&interfaces);
	enum outcome outcome = NOT_APPLICABLE;
	struct address address;

	if (interface == NULL)
		return ask_address(run, server, A_IP, &address) ? judge_mapped(run, server, A_IP, &address) :
								  unknown(run);
	for (; interface != NULL; interface = walk_next(&interfaces))
		outcome = worse(outcome,
			ask_address(run, interface, A_IP, &address) ?
				judge_mapped(run, interface, A_IP, &address) :
				unknown(run));
	return outcome;
}

static bool has_direct_peer(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);

		if (peer != NULL && peer->kind != K_SBC)
			return true;
	}
	return false;
}

static enum outcome judge_pool_subnets(struct run *run, const struct element *pool)
{
	struct walk servers;
	const struct element *server;
	enum outcome outcome = NOT_APPLICABLE;

	if (!has_direct_peer(run, pool))
		return NOT_APPLICABLE;
	servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	while ((server = walk_next(&servers)) != NULL)
		outcome = worse(outcome, judge_interfaces(run, server));
	if (outcome == NOT_APPLICABLE) {
		ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
		return unknown(run);
	}
	return outcome;
}

static enum outcome judge_peer_subnet(struct run *run, const struct element *peer)
{
	struct address address;
	enum attr attr;

	if (!has_trunk(run, peer))
		return NOT_APPLICABLE;
	if (media_address(run, peer, &address, &attr))
		return judge_mapped(run, peer, attr, &address);
	if (see_address(run, peer, A_IP, &address))
		return judge_mapped(run, peer, A_IP, &address);
	if (ask_address(run, peer, A_SUBNET, &address))
		return judge_mapped(run, peer, A_SUBNET, &address);
	return unknown(run);
}

static enum outcome judge_gateway_subnet(struct run *run, const struct element *e)
{
	if (!see_admission_control(run))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_NETWORK_SITE)))
		return unknown(run);
	return BIT(e->kind) & MEDIATION_POOLS ? judge_pool_subnets(run, e) : judge_peer_subnet(run, e);
}

static enum outcome judge_termination_point(struct run *run, const struct element *pbx)
{
	if (!see_admission_control(run) || see_choice(run, pbx, A_KIND) != PBX_KIND_IP ||
		!has_trunk(run, pbx))
		return NOT_APPLICABLE;
	switch (ask_bool(run, pbx, A_MEDIA_TERMINATION_POINT)) {
	case TRI_TRUE:
		return PASS;
	case TRI_FALSE:
		return fires(run, pbx, A_MEDIA_TERMINATION_POINT,
			"%s has no media termination point: of an outbound call only the client's leg can be checked before it is answered",
			label(run, pbx));
	default:
		return unknown(run);
	}
}

static enum outcome judge_edge_server(struct run *run, const struct element *server)
{
	struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *interface;
	struct address address;

	while ((interface = walk_next(&interfaces)) != NULL) {
		if (see_choice(run, interface, A_SIDE) != SIDE_EXTERNAL)
			continue;
		if (!ask_address(run, interface, A_IP, &address))
			outcome = worse(outcome, unknown(run));
		else if (own_subnet(run, address) != NULL)
			outcome = worse(outcome, PASS);
		else
			outcome = worse(outcome,
				lacks(run, interface, A_IP,
					"the external address %.*s of %s is no /%u subnet of a network site",
					STR_ARG(see_text(run, interface, A_IP)), label(run, server),
					(unsigned)address.bits));
	}
	if (outcome == NOT_APPLICABLE && !ask_children(run, server, BIT(K_INTERFACE)))
		return unknown(run);
	return outcome;
}

static enum outcome judge_edge(struct run *run, const struct element *edge)
{
	struct walk servers = see_children(run, edge, BIT(K_SERVER));
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *server;

	if (!see_admission_control(run))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_NETWORK_SITE)) || !ask_children(run, edge, BIT(K_SERVER)))
		return unknown(run);
	while ((server = walk_next(&servers)) != NULL)
		outcome = worse(outcome, judge_edge_server(run, server));
	return outcome;
}

static const struct rule admission_rules[] = {
	{
		.info = {
			.id = "CAC002",
			.name = "cac-itsp-site",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "call admission control knows a SIP trunking provider as a network site",
			.meaning = "calls over a SIP trunk are limited only when the provider is a network site with a policy of zero audio and video, an inter-site policy to it carries the real limits, and the media address of each SBC is a subnet of that site with a mask of 32 bits",
			.fix = "add <network-site provider=\"...\"> with a zero bandwidth policy and a /32 subnet for each SBC, and an inter-site policy to it",
			.bad = "<topology call-admission-control=\"true\" ...> <provider id=\"p\"> <sbc id=\"sbc\" media-ip=\"192.0.2.30\" .../> </provider> <network-site id=\"ns-red\" region=\"nr\"/>",
			.good = "<topology call-admission-control=\"true\" ...> <provider id=\"p\"> <sbc id=\"sbc\" media-ip=\"192.0.2.30\" .../> </provider> <network-site id=\"ns-red\" region=\"nr\"/> <network-site id=\"ns-p\" region=\"nr\" provider=\"p\" bandwidth-policy=\"zero\"> <subnet address=\"192.0.2.30/32\"/> </network-site> <bandwidth-policy id=\"zero\" audio-total-kbps=\"0\" video-total-kbps=\"0\"/> <intersite-policy id=\"ip\" between=\"ns-red ns-p\" bandwidth-policy=\"trunk\"/>",
			.conflict = "X17: one page asks for the inter-site policy, another allows one only for a direct link; the trunk counts as that link",
			.pages = { PAGE_CACTOP, PAGE_INTSITE },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_MEDIA_IP, A_AUDIO_TOTAL_KBPS, A_VIDEO_TOTAL_KBPS },
		.judge = judge_provider_site,
	},
	{
		.info = {
			.id = "CAC003",
			.name = "cac-mpls-region",
			.severity = SEVERITY_WARNING,
			.options = OPTION_MPLS,
			.title = "an MPLS cloud is a network region, each site on it a network site",
			.meaning = "an MPLS network has no centre: call admission control models the cloud itself as a region and gives each link into it to a network site; the lines to one provider are one cloud here",
			.fix = "add <network-region connection=\"...\"> and a network site of that region for each site on the cloud",
			.bad = "<topology call-admission-control=\"true\" ...> <connection id=\"c\" kind=\"mpls\" site=\"s\" .../> <network-region id=\"nr\" central-site=\"s\"/>",
			.good = "<topology call-admission-control=\"true\" ...> <connection id=\"c\" kind=\"mpls\" site=\"s\" .../> <network-region id=\"nr\" connection=\"c\" central-site=\"s\"/> <network-site id=\"ns\" region=\"nr\" site=\"s\"/>",
			.pages = { PAGE_CACTOP },
		},
		.subjects = BIT(K_PROVIDER) | BIT(K_CONNECTION),
		.judge = judge_cloud,
	},
	{
		.info = {
			.id = "CAC004",
			.name = "cac-gateway-subnet",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "gateways, PBX media and both sides of Mediation Servers lie in mapped subnets",
			.meaning = "each leg of a call is checked by where its two ends are; an address that no network site holds cannot be checked",
			.fix = "add the subnet to the network site where the box stands, or correct the address",
			.bad = "<topology call-admission-control=\"true\" ...> <gateway id=\"gw\" ip=\"10.9.0.5\" .../> <network-site id=\"ns\"> <subnet address=\"10.0.0.0/24\"/> </network-site>",
			.good = "<topology call-admission-control=\"true\" ...> <gateway id=\"gw\" ip=\"10.9.0.5\" .../> <network-site id=\"ns\"> <subnet address=\"10.9.0.0/24\"/> </network-site>",
			.pages = { PAGE_CACTOP, PAGE_CACFIN },
		},
		.subjects = BIT(K_GATEWAY) | BIT(K_PBX) | MEDIATION_POOLS,
		.needs = { A_SUBNET, A_IP },
		.judge = judge_gateway_subnet,
	},
	{
		.info = {
			.id = "CAC005",
			.name = "cac-pbx-no-mtp",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "an IP PBX without a media termination point escapes half of call admission control",
			.meaning = "the telephone that will answer is not known before it does, so the leg between Mediation Server and PBX is checked only when the call is up",
			.fix = "use the PBX's media termination point, or leave room on the link for calls that are not checked",
			.bad = "<topology call-admission-control=\"true\" ...> <pbx id=\"x\" kind=\"ip\" media-termination-point=\"false\"/> <trunk id=\"t1\" peer=\"x\" .../>",
			.good = "<topology call-admission-control=\"true\" ...> <pbx id=\"x\" kind=\"ip\" media-termination-point=\"true\"/> <trunk id=\"t1\" peer=\"x\" .../>",
			.pages = { PAGE_CACTOP },
		},
		.subjects = BIT(K_PBX),
		.needs = { A_MEDIA_TERMINATION_POINT },
		.judge = judge_termination_point,
	},
	{
		.info = {
			.id = "CAC007",
			.name = "cac-edge-subnet",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the external address of each Edge Server is a subnet of its own",
			.meaning = "calls from outside enter the inside network at the Edge Server; its external address as a subnet with a mask of 32 bits lets the inner part of such a call be checked",
			.fix = "add the external address with /32 to the network site of the Edge pool",
			.bad = "<topology call-admission-control=\"true\" ...> <edge-pool id=\"ep\"> <server id=\"s1\"> <interface id=\"e\" side=\"external\" ip=\"8.8.81.33/27\"/> </server> </edge-pool> <network-site id=\"ns\"> <subnet address=\"8.8.81.32/27\"/> </network-site>",
			.good = "<topology call-admission-control=\"true\" ...> <edge-pool id=\"ep\"> <server id=\"s1\"> <interface id=\"e\" side=\"external\" ip=\"8.8.81.33/27\"/> </server> </edge-pool> <network-site id=\"ns\"> <subnet address=\"8.8.81.33/32\"/> </network-site>",
			.pages = { PAGE_CACFIN },
		},
		.subjects = BIT(K_EDGE_POOL),
		.needs = { A_IP },
		.judge = judge_edge,
	},
};

const struct rule_group rule_group_admission = RULE_GROUP(admission_rules);
