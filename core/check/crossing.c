/* SPDX-License-Identifier: MIT */
#include "check/crossing.h"

static void add_server(struct run *run, struct elements *parts, const struct element *server, int side)
{
	struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
	struct elements all = { 0 };
	const struct element *interface;
	bool any = false;

	while ((interface = walk_next(&interfaces)) != NULL) {
		elements_add(run, &all, interface);
		if (see_choice(run, interface, A_SIDE) != side)
			continue;
		elements_add(run, parts, interface);
		any = true;
	}
	for (uint32_t i = 0; !any && i < all.n; i++)
		elements_add(run, parts, all.at[i]);
	if (all.n == 0)
		elements_add(run, parts, server);
}

struct crossing_end crossing_of_pool(struct run *run, const struct element *pool, int side)
{
	struct walk servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	struct crossing_end end = { .whole = pool };
	const struct element *server;

	while ((server = walk_next(&servers)) != NULL)
		add_server(run, &end.parts, server, side);
	if (end.parts.n == 0)
		elements_add(run, &end.parts, pool);
	return end;
}

struct crossing_end crossing_of_peer(struct run *run, const struct element *peer)
{
	struct crossing_end end = { .whole = peer };

	elements_add(run, &end.parts, peer);
	return end;
}

static void add_firewalls(struct run *run, struct elements *firewalls, const struct element *protected)
{
	struct walk found = see_referrers(run, protected, K_FIREWALL, A_PROTECTS);
	const struct element *firewall;

	while ((firewall = walk_next(&found)) != NULL)
		elements_add(run, firewalls, firewall);
}

static void add_firewalls_of(struct run *run, struct elements *firewalls, const struct crossing_end *end)
{
	add_firewalls(run, firewalls, end->whole);
	for (uint32_t i = 0; i < end->parts.n; i++)
		for (const struct element *e = end->parts.at[i];
			e != NULL && e->kind != K_SITE && e->kind != K_PROVIDER;
			e = topo_parent(run->topo, e))
			add_firewalls(run, firewalls, e);
}

struct elements crossing_firewalls(
	struct run *run, const struct crossing_end *a, const struct crossing_end *b)
{
	struct elements firewalls = { 0 };

	add_firewalls_of(run, &firewalls, a);
	add_firewalls_of(run, &firewalls, b);
	return firewalls;
}

/* It, or what it is a part of. */
static bool is_protected(struct run *run, const struct element *firewall, const struct crossing_end *end,
	const struct element *part)
{
	struct refs protected = see_refs(run, firewall, A_PROTECTS);

	if (refs_hold(protected, end->whole))
		return true;
	for (; part != NULL; part = topo_parent(run->topo, part))
		if (refs_hold(protected, part))
			return true;
	return false;
}

/* What a permit may name instead of the part: a collocated pool, of which Front End Servers are no part; else NULL. */
static const struct element *alias(struct run *run, const struct crossing_end *end)
{
	return MEDIATION_POOLS & BIT(end->whole->kind) && pool_host(run->topo, end->whole) != end->whole ?
		end->whole :
		NULL;
}

static enum tri part_permitted(struct run *run, const struct element *firewall,
	const struct protocol_ports *wanted, const struct crossing_end *from, const struct element *source,
	const struct crossing_end *to, const struct element *target)
{
	const struct element *other_source = alias(run, from);
	const struct element *other_target = alias(run, to);
	enum tri permitted = firewall_permits(run, firewall, wanted, source, target);

	if (permitted == TRI_FALSE && other_source != NULL)
		permitted = firewall_permits(run, firewall, wanted, other_source, target);
	if (permitted == TRI_FALSE && other_target != NULL)
		permitted = firewall_permits(run, firewall, wanted, source, other_target);
	return permitted;
}

enum tri crossing_permitted(struct run *run, const struct element *firewall,
	const struct protocol_ports *wanted, const struct crossing_end *from, const struct crossing_end *to)
{
	enum tri permitted = TRI_TRUE;

	for (uint32_t i = 0; i < from->parts.n; i++)
		for (uint32_t k = 0; k < to->parts.n; k++) {
			enum tri part;

			if (is_protected(run, firewall, from, from->parts.at[i]) ==
				is_protected(run, firewall, to, to->parts.at[k]))
				continue;
			part = part_permitted(
				run, firewall, wanted, from, from->parts.at[i], to, to->parts.at[k]);
			if (part == TRI_FALSE)
				return TRI_FALSE;
			if (part == TRI_UNKNOWN)
				permitted = TRI_UNKNOWN;
		}
	return permitted;
}
