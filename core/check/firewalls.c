/* SPDX-License-Identifier: MIT */
#include "check/firewalls.h"

/* A list of ports that is absent permits all of them; one entry must cover what is wanted. */
static bool covers_ports(struct run *run, const struct element *permit, const struct protocol_ports *wanted)
{
	struct str list;
	struct str token;
	struct port_range range;

	if (wanted->protocol != PROTOCOL_TCP && wanted->protocol != PROTOCOL_UDP)
		return true;
	if (!see_written(run, permit, A_PORTS))
		return true;
	list = see_text(run, permit, A_PORTS);
	while (str_next_token(&list, &token))
		if (port_range_parse(token, &range) && range.first <= wanted->ports.first &&
			wanted->ports.last <= range.last)
			return true;
	return false;
}

static enum tri lies_in_prefix(
	struct run *run, const struct element *permit, enum attr attr, const struct element *e)
{
	enum attr address_attr = VPN_ENDS & BIT(e->kind) ? A_EXTERNAL_IP : A_IP;
	struct address prefix;
	struct address address;

	if (!see_address(run, permit, attr, &prefix))
		return TRI_FALSE;
	/* A pool has no address: its servers have. */
	if (attr_spec((enum kind)e->kind, address_attr) == NULL)
		return ask_children(run, e, BIT(K_SERVER)) ? TRI_FALSE : TRI_UNKNOWN;
	if (!ask_address(run, e, address_attr, &address))
		return TRI_UNKNOWN;
	address.prefix = address.bits; /* of an interface the address alone counts, not its subnet */
	return tri_of(address_contains(&prefix, &address));
}

/* One side of a permit: absent means any. */
static enum tri matches(
	struct run *run, const struct element *permit, enum attr attr, const struct element *e)
{
	const struct element *named;

	if (!see_written(run, permit, attr))
		return TRI_TRUE;
	named = see_ref(run, permit, attr);
	if (named == NULL)
		return lies_in_prefix(run, permit, attr, e);
	for (; e != NULL; e = topo_parent(run->topo, e))
		if (e == named)
			return TRI_TRUE;
	return TRI_FALSE;
}

static enum tri permit_matches(
	struct run *run, const struct element *permit, const struct element *from, const struct element *to)
{
	enum tri source = matches(run, permit, A_FROM, from);
	enum tri target = source != TRI_FALSE ? matches(run, permit, A_TO, to) : TRI_FALSE;

	return target == TRI_TRUE ? source : target;
}

enum tri firewall_permits(struct run *run, const struct element *firewall,
	const struct protocol_ports *wanted, const struct element *from, const struct element *to)
{
	struct walk permits = see_children(run, firewall, BIT(K_PERMIT));
	const struct element *permit;
	enum tri permitted = TRI_FALSE;

	while (permitted != TRI_TRUE && (permit = walk_next(&permits)) != NULL) {
		int protocol = see_choice(run, permit, A_PROTOCOL);
		enum tri match;

		if ((protocol != wanted->protocol && protocol != PROTOCOL_ANY) ||
			!covers_ports(run, permit, wanted))
			continue;
		match = permit_matches(run, permit, from, to);
		if (match != TRI_FALSE)
			permitted = match;
	}
	return permitted;
}
