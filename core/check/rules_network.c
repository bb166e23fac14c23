/* SPDX-License-Identifier: MIT */
/* Network configuration: regions, sites, subnets, and policies between sites. */
#include "check/derived.h"
#include "check/unique.h"

/* Nothing of the network configuration is described, though something needs it. */
static enum outcome ask_for_kind(struct run *run, const struct element *root, enum kind kind)
{
	return is_first_root(run, root) && !ask_kinds(run, BIT(kind)) ? unknown(run) : NOT_APPLICABLE;
}

static enum outcome judge_region(struct run *run, const struct element *e)
{
	if (!see_admission_control(run) && !see_bypass_by_site(run))
		return NOT_APPLICABLE;
	if (e->kind == K_TOPOLOGY)
		return ask_for_kind(run, e, K_NETWORK_SITE);
	if (see_ref(run, e, A_REGION) != NULL)
		return PASS;
	if (!ask_kinds(run, BIT(K_NETWORK_REGION)))
		return unknown(run);
	return lacks(run, e, A_REGION, "%s belongs to no network region, though %s needs to know it",
		label(run, e),
		see_admission_control(run) ? "call admission control" : "media bypass by site and region");
}

static enum outcome judge_central_site(struct run *run, const struct element *e)
{
	if (!see_admission_control(run))
		return NOT_APPLICABLE;
	if (e->kind == K_TOPOLOGY)
		return ask_for_kind(run, e, K_NETWORK_REGION);
	if (see_ref(run, e, A_CENTRAL_SITE) != NULL)
		return PASS;
	return lacks(run, e, A_CENTRAL_SITE, "call admission control is on, but %s has no central site",
		label(run, e));
}

static enum outcome judge_subnet(struct run *run, const struct element *subnet)
{
	struct address address;
	struct address first;

	if (!see_address(run, subnet, A_ADDRESS, &address))
		return NOT_APPLICABLE;
	first = subnet_first(&address);
	if (address.prefix == 0)
		return fires(run, subnet, A_ADDRESS,
			"a subnet with a mask of 0 bits holds every address; 1 to %u bits are valid",
			(unsigned)address.bits);
	if (address_equal(&address, &first))
		return PASS;
	return fires(run, subnet, A_ADDRESS,
		"'%.*s' is not the first address of the %u-bit subnet it lies in, by which the subnet is identified",
		STR_ARG(see_text(run, subnet, A_ADDRESS)), (unsigned)address.prefix);
}

/* A subnet is identified by its address; the mask is no part of that. */
static bool subnet_key(struct run *run, struct symbols *names, struct unique_key *key)
{
	struct address address;

	(void)names;
	if (!see_address(run, key->e, A_ADDRESS, &address))
		return false;
	key->first = 0;
	key->second = address.bits == 32 ? UINT64_MAX : 0; /* no IPv6 network is ::ffff:ffff:ffff:ffff */
	for (unsigned i = 0; i < 8; i++) {
		key->first = key->first << 8 | address.bytes[i];
		if (address.bits == 128)
			key->second = key->second << 8 | address.bytes[8 + i];
	}
	return true;
}

static enum outcome same_subnet(struct run *run, const struct element *subnet, const struct element *other)
{
	const struct element *site = topo_parent(run->topo, other);

	witness(run, other, A_ADDRESS, "the other subnet with this address");
	argue(run, words(run, "%.*s", STR_ARG(see_text(run, subnet, A_ADDRESS))));
	return fires(run, subnet, A_ADDRESS, "subnet '%.*s' is mapped twice, here and to %s",
		STR_ARG(see_text(run, subnet, A_ADDRESS)), label(run, site));
}

static enum outcome judge_subnets(struct run *run, const struct element *root)
{
	return is_first_root(run, root) ? judge_unique(run, K_SUBNET, subnet_key, same_subnet) :
					  NOT_APPLICABLE;
}

static bool pair_key(struct run *run, struct symbols *names, struct unique_key *key)
{
	struct refs pair = see_refs(run, key->e, A_BETWEEN);
	uint32_t a;
	uint32_t b;

	(void)names;
	if (pair.n != 2)
		return false;
	a = topo_index(run->topo, refs_nth(pair, 0));
	b = topo_index(run->topo, refs_nth(pair, 1));
	key->first = a < b ? a : b;
	key->second = a < b ? b : a;
	return true;
}

static enum outcome same_pair(struct run *run, const struct element *policy, const struct element *other)
{
	struct refs pair = see_refs(run, policy, A_BETWEEN);

	witness(run, other, A_BETWEEN, "the other policy between the two");
	return fires(run, policy, A_BETWEEN, "%s and %s are both between %s and %s, which can have only one",
		label(run, policy), label(run, other), label(run, refs_nth(pair, 0)),
		label(run, refs_nth(pair, 1)));
}

static enum outcome judge_pairs(struct run *run, const struct element *root)
{
	return is_first_root(run, root) ? judge_unique(run, K_INTERSITE_POLICY, pair_key, same_pair) :
					  NOT_APPLICABLE;
}

/* X17: the SIP trunk of a provider is the direct link to it. */
static enum outcome judge_direct_link(struct run *run, const struct element *policy)
{
	struct refs pair = see_refs(run, policy, A_BETWEEN);

	for (uint32_t i = 0; i < pair.n; i++)
		if (see_ref(run, refs_nth(pair, i), A_PROVIDER) != NULL)
			return PASS;
	switch (ask_bool(run, policy, A_DIRECT_LINK)) {
	case TRI_TRUE:
		return PASS;
	case TRI_FALSE:
		return fires(run, policy, A_DIRECT_LINK,
			"%s stands between two network sites without a direct link, whose limits are those of their links to the region",
			label(run, policy));
	default:
		return unknown(run);
	}
}

static const struct rule network_rules[] = {
	{
		.info = {
			.id = "NET001",
			.name = "site-has-region",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "every network site belongs to a region",
			.meaning = "call admission control and media bypass by site and region find the way between two clients by the regions of their network sites",
			.fix = "give the network site its region",
			.bad = "<topology call-admission-control=\"true\" ...> <network-region id=\"nr\" .../> <network-site id=\"ns\"/>",
			.good = "<topology call-admission-control=\"true\" ...> <network-region id=\"nr\" .../> <network-site id=\"ns\" region=\"nr\"/>",
			.pages = { PAGE_NET, PAGE_PS_NETWORK_SITE },
		},
		.subjects = BIT(K_NETWORK_SITE) | BIT(K_TOPOLOGY),
		.judge = judge_region,
	},
	{
		.info = {
			.id = "NET002",
			.name = "region-central-site",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "call admission control needs a central site for each region",
			.meaning = "the Bandwidth Policy Service of a region runs on the Front End pool of its central site; without call admission control a region can do without one",
			.fix = "give the network region its central-site",
			.bad = "<topology call-admission-control=\"true\" ...> <network-region id=\"nr\"/>",
			.good = "<topology call-admission-control=\"true\" ...> <network-region id=\"nr\" central-site=\"redmond\"/>",
			.pages = { PAGE_NET, PAGE_PS_NETWORK_REGION },
		},
		.subjects = BIT(K_NETWORK_REGION) | BIT(K_TOPOLOGY),
		.judge = judge_central_site,
	},
	{
		.info = {
			.id = "NET003",
			.name = "subnet-syntax",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a subnet is named by its first address",
			.meaning = "clients compute the first address of their subnet and look for exactly that; the mask has 1 to 32 bits, or 1 to 128 for IPv6, of which the page does not speak",
			.fix = "write the first address of the range, with the mask that the clients have",
			.bad = "<subnet address=\"172.29.91.0/23\"/>",
			.good = "<subnet address=\"172.29.90.0/23\"/>",
			.conflict = "X22: an example of the planning pages, 172.29.91.0/23, is no first address; this rule follows the cmdlet reference, which demands one",
			.pages = { PAGE_PS_NETWORK_SUBNET },
		},
		.subjects = BIT(K_SUBNET),
		.judge = judge_subnet,
	},
	{
		.info = {
			.id = "NET004",
			.name = "subnet-one-site",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a subnet is mapped to one network site",
			.meaning = "the address of a subnet is its identity, the mask is not: a second subnet with the same address cannot be created",
			.fix = "leave the subnet with the network site where its clients are",
			.bad = "<network-site id=\"a\"> <subnet address=\"10.0.0.0/24\"/> </network-site> <network-site id=\"b\"> <subnet address=\"10.0.0.0/25\"/> </network-site>",
			.good = "<network-site id=\"a\"> <subnet address=\"10.0.0.0/25\"/> </network-site> <network-site id=\"b\"> <subnet address=\"10.0.0.128/25\"/> </network-site>",
			.pages = { PAGE_PS_NETWORK_SUBNET },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_subnets,
	},
	{
		.info = {
			.id = "CAC010",
			.name = "intersite-pair-unique",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "two network sites have one policy between them",
			.meaning = "a pair of network sites can carry one inter-site policy, whichever of the two is named first",
			.fix = "keep one of the policies",
			.bad = "<intersite-policy id=\"p\" between=\"a b\" .../> <intersite-policy id=\"q\" between=\"b a\" .../>",
			.good = "<intersite-policy id=\"p\" between=\"a b\" .../>",
			.pages = { PAGE_PS_INTERSITE_POLICY },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_pairs,
	},
	{
		.info = {
			.id = "CAC011",
			.name = "intersite-direct-link-only",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "an inter-site policy is for a direct link",
			.meaning = "calls between sites of a region are limited by the links of both sites; a policy of their own is for two sites that also have a direct link across",
			.fix = "remove the policy, or say direct-link=\"true\" if there is such a link",
			.bad = "<intersite-policy id=\"p\" between=\"a b\" bandwidth-policy=\"bp\" direct-link=\"false\"/>",
			.good = "<intersite-policy id=\"p\" between=\"a b\" bandwidth-policy=\"bp\" direct-link=\"true\"/>",
			.conflict = "X17: one page wants such a policy only for a direct link across, another wants one to the network site of a SIP trunking provider; the trunk counts as the direct link here",
			.pages = { PAGE_INTSITE, PAGE_CACTOP },
		},
		.subjects = BIT(K_INTERSITE_POLICY),
		.needs = { A_DIRECT_LINK },
		.judge = judge_direct_link,
	},
};

const struct rule_group rule_group_network = RULE_GROUP(network_rules);
