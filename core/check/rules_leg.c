/* SPDX-License-Identifier: MIT */
/* How the network between Mediation Servers and gateways is kept apart. */
#include "check/pools.h"

#include <stdlib.h>
#include <string.h>

/* Trunks to boxes of the company, and to a provider over a line of the provider's own. */
static bool is_judged_leg(struct run *run, const struct element *trunk, const struct element *peer,
	const struct element *connection)
{
	int kind;

	if (peer->kind != K_SBC)
		return true;
	if (connection == NULL || connection->kind != K_CONNECTION || see_provider(run, trunk) == NULL)
		return false;
	kind = see_choice(run, connection, A_KIND);
	return kind == CONNECTION_KIND_MPLS || kind == CONNECTION_KIND_PRIVATE_LINE;
}

/* What of the leg is in the clear, in words; NULL when nothing is, or that is not known. */
static const char *plain_part(struct run *run, const struct element *trunk)
{
	int transport = see_transport(run, trunk);

	if (transport < 0)
		return NULL;
	if (transport != TRANSPORT_TLS)
		return "signalling and media";
	return see_srtp(run, trunk) == SRTP_NOT_SUPPORTED ? "media" : NULL;
}

static enum outcome judge_plain_leg(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = see_ref(run, holder, A_CONNECTION);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	enum tri isolated = see_bool(run, trunk, A_ISOLATED);
	const char *plain;

	if (peer == NULL || !is_judged_leg(run, trunk, peer, connection))
		return NOT_APPLICABLE;
	plain = plain_part(run, trunk);
	if (plain == NULL)
		return see_transport(run, trunk) == TRANSPORT_TLS ? PASS : NOT_APPLICABLE;
	if (isolated == TRI_UNKNOWN && connection != NULL && connection->kind == K_CONNECTION)
		isolated = see_bool(run, connection, A_ISOLATED);
	if (isolated == TRI_UNKNOWN)
		ask_bool(run, trunk, A_ISOLATED);
	if (isolated != TRI_FALSE)
		return isolated == TRI_TRUE ? PASS : unknown(run);
	if (!see_written(run, trunk, A_ISOLATED))
		relate(run, connection, A_ISOLATED, "the line it runs over");
	return fires(run, trunk, A_ISOLATED,
		"%s sends %s to %s in the clear, and nothing else keeps others off that network",
		label(run, trunk), plain, label(run, peer));
}

/* Addresses of people or servers at a site, as a range. */
struct range {
	uint8_t first[16], last[16];
	uint8_t reach[16]; /* the greatest last one up to here, once sorted */
	uint8_t bits;
	const struct element *element;
	uint32_t farthest; /* place of the range that reaches it */
};

struct ranges {
	struct range *at;
	uint32_t n, room;
};

static struct range range_of(const struct address *address, const struct element *e)
{
	struct range range = { .bits = address->bits, .element = e };

	for (unsigned bit = 0; bit < address->bits; bit++) {
		uint8_t mask = (uint8_t)(0x80U >> bit % 8);
		bool host = bit >= address->prefix;

		range.first[bit / 8] |= host ? 0 : address->bytes[bit / 8] & mask;
		range.last[bit / 8] |= host ? mask : address->bytes[bit / 8] & mask;
	}
	return range;
}

static void add_range(
	struct run *run, struct ranges *ranges, const struct element *e, enum attr attr, bool host)
{
	struct address address;

	if (!see_address(run, e, attr, &address))
		return;
	if (host)
		address.prefix = address.bits;
	if (ranges->n == ranges->room) {
		uint32_t room = ranges->room > 0 ? ranges->room * 2 : 8;
		struct range *at = arena_alloc(&run->scratch, room * sizeof(*at));

		if (at == NULL)
			return;
		if (ranges->n > 0)
			memcpy(at, ranges->at, ranges->n * sizeof(*at));
		ranges->at = at;
		ranges->room = room;
	}
	ranges->at[ranges->n++] = range_of(&address, e);
}

static void add_servers(struct run *run, struct ranges *ranges, const struct element *pool)
{
	struct walk servers = see_children(run, pool, BIT(K_SERVER));
	const struct element *server;

	while ((server = walk_next(&servers)) != NULL) {
		struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
		const struct element *interface;

		add_range(run, ranges, server, A_IP, true);
		while ((interface = walk_next(&interfaces)) != NULL)
			add_range(run, ranges, interface, A_IP, true);
	}
}

/* True if Mediation Servers run on the Front End Servers of the pool. */
static bool hosts_mediation(struct run *run, const struct element *front_end)
{
	struct walk pools = see_referrers(run, front_end, K_MEDIATION_POOL, A_FRONT_END_POOL);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		if (pool_host(run->topo, pool) == front_end)
			return true;
	return false;
}

static int compare_ranges(const void *a, const void *b)
{
	const struct range *one = a;
	const struct range *other = b;

	if (one->bits != other->bits)
		return one->bits < other->bits ? -1 : 1;
	return memcmp(one->first, other->first, sizeof(one->first));
}

static void sort_ranges(struct ranges *ranges)
{
	if (ranges->n > 0)
		qsort(ranges->at, ranges->n, sizeof(*ranges->at), compare_ranges);
	for (uint32_t i = 0; i < ranges->n; i++) {
		struct range *range = &ranges->at[i];
		const struct range *before = i > 0 && range[-1].bits == range->bits ? &range[-1] : NULL;
		bool farther = before == NULL || memcmp(range->last, before->reach, sizeof(range->last)) > 0;

		memcpy(range->reach, farther ? range->last : before->reach, sizeof(range->reach));
		range->farthest = farther ? i : before->farthest;
	}
}

/* Who of these has an address in the range, or NULL. */
static const struct element *somebody_in(const struct ranges *ranges, const struct range *wanted)
{
	uint32_t low = 0;
	uint32_t high = ranges->n;

	/* The last one that begins before the range ends. */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct range *at = &ranges->at[middle];

		if (at->bits < wanted->bits ||
			(at->bits == wanted->bits && memcmp(at->first, wanted->last, sizeof(at->first)) <= 0))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || ranges->at[low - 1].bits != wanted->bits ||
		memcmp(ranges->at[low - 1].reach, wanted->first, sizeof(wanted->first)) < 0)
		return NULL;
	return ranges->at[ranges->at[low - 1].farthest].element;
}

/*
 * The site's people with Enterprise Voice and servers, those of Mediation left out; *ret_open when some people's
 * subnet is absent.
 */
static struct ranges find_others(struct run *run, const struct element *site, bool *ret_open)
{
	struct walk children = see_children(
		run, site, BIT(K_USERS) | BIT(K_FRONT_END_POOL) | BIT(K_EDGE_POOL));
	struct ranges ranges = { 0 };
	const struct element *child;

	while ((child = walk_next(&children)) != NULL) {
		if (child->kind == K_USERS) {
			if (!see_voice(run, child))
				continue;
			add_range(run, &ranges, child, A_SUBNET, false);
			*ret_open |= !see_written(run, child, A_SUBNET);
		} else if (child->kind != K_FRONT_END_POOL || !hosts_mediation(run, child)) {
			add_servers(run, &ranges, child);
		}
	}
	sort_ranges(&ranges);
	return ranges;
}

/* Media bypass is possible for calls over some trunk to the gateway. */
static bool takes_bypass(struct run *run, const struct element *gateway)
{
	const struct element *root = topo_root_with(run->topo, A_MEDIA_BYPASS);
	struct walk trunks = see_referrers(run, gateway, K_TRUNK, A_PEER);
	const struct element *trunk;

	see_kind(run, K_TOPOLOGY);
	if (see_choice(run, root, A_MEDIA_BYPASS) == BYPASS_OFF)
		return false;
	while ((trunk = walk_next(&trunks)) != NULL)
		if (trunk_setting(run->topo, see_trunk_config(run, trunk), A_MEDIA_BYPASS) == TRI_TRUE)
			return true;
	return false;
}

static void ask_subnets(struct run *run, const struct element *site)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (see_voice(run, users))
			ask_text(run, users, A_SUBNET);
}

static enum outcome judge_gateway_subnet(
	struct run *run, const struct element *gateway, const struct ranges *others)
{
	const struct element *other;
	struct address subnet;
	struct range range;

	if (see_choice(run, gateway, A_KIND) != GATEWAY_KIND_PSTN_GATEWAY || takes_bypass(run, gateway))
		return NOT_APPLICABLE;
	if (!see_address(run, gateway, A_SUBNET, &subnet)) {
		ask_text(run, gateway, A_SUBNET);
		return UNKNOWN;
	}
	range = range_of(&subnet, gateway);
	other = somebody_in(others, &range);
	if (other == NULL)
		return PASS;
	witness(run, other, other->kind == K_USERS ? A_SUBNET : A_IP, "in the same subnet");
	return fires(run, gateway, A_SUBNET,
		"%s shares its subnet with %s, so it can be reached without a Mediation Server in between",
		label(run, gateway), label(run, other));
}

static enum outcome judge_own_subnet(struct run *run, const struct element *site)
{
	struct walk gateways = see_children(run, site, BIT(K_GATEWAY));
	bool people_open = false;
	struct ranges others = find_others(run, site, &people_open);
	enum outcome outcome = NOT_APPLICABLE;
	bool passed = false;
	bool open = false;
	const struct element *gateway;

	while ((gateway = walk_next(&gateways)) != NULL) {
		enum outcome one = judge_gateway_subnet(run, gateway, &others);

		outcome = worse(outcome, one);
		passed |= one == PASS;
		open |= one == UNKNOWN;
	}
	if (passed && people_open)
		ask_subnets(run, site);
	return open || (passed && people_open) ? worse(outcome, unknown(run)) : outcome;
}

static const struct rule leg_rules[] = {
	{
		.info = {
			.id = "MED018",
			.name = "plain-leg-protection",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT | OPTION_MPLS | OPTION_PRIV,
			.title = "a leg in the clear is protected by other means",
			.meaning = "where signalling or media between Mediation Server and gateway is not encrypted, that network should be kept from others in another way: by being apart, by IPsec or by guarding access to it",
			.fix = "use TLS with SRTP, or protect the network and set isolated=\"true\" on the trunk or its connection",
			.bad = "<trunk id=\"t1\" peer=\"_gateway\" transport=\"tcp\" isolated=\"false\"/>",
			.good = "<trunk id=\"t1\" peer=\"_gateway\" transport=\"tcp\" isolated=\"true\"/>",
			.pages = { PAGE_MED13 },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_ISOLATED },
		.judge = judge_plain_leg,
	},
	{
		.info = {
			.id = "MED020",
			.name = "gateway-own-subnet",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "a gateway stands in a subnet of its own",
			.meaning = "gateways are meant to stand apart, reached through the Mediation Server only; a client or another server in the same subnet can speak to them directly",
			.fix = "give the gateway a subnet without people and other servers",
			.bad = "<gateway id=\"_gateway\" subnet=\"10.1.0.0/24\"/> <users id=\"_sales\" subnet=\"10.1.0.0/24\"/>",
			.good = "<gateway id=\"_gateway\" subnet=\"10.1.9.0/29\"/> <users id=\"_sales\" subnet=\"10.1.0.0/24\"/>",
			.conflict = "X8: the page on Direct SIP connections isolates gateways, the pages on media bypass need clients to reach them directly; this rule speaks only of gateways that no call reaches by media bypass",
			.pages = { PAGE_DSIP },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SUBNET },
		.judge = judge_own_subnet,
	},
};

const struct rule_group rule_group_leg = RULE_GROUP(leg_rules);
