/* SPDX-License-Identifier: MIT */
/* What firewalls on the way must let pass. */
#include "plan/sizing.h"

#include "model/choices.h"
#include "model/ports.h"
#include "model/trunks.h"
#include "model/tunnels.h"

static void open_ports(struct sizing *sizing, const char *from, const char *to, const char *protocol,
	const char *ports, const char *why)
{
	sizes_add_opening(sizing->sizes, &(struct size_opening){ from, to, protocol, ports, why });
}

static void open_between(struct sizing *sizing, const struct element *from, const struct element *to,
	const char *protocol, const char *ports, const char *why)
{
	open_ports(sizing, topo_id(sizing->topo, from), topo_id(sizing->topo, to), protocol, ports, why);
}

static const char *port(struct sizing *sizing, int64_t number)
{
	return say(sizing, "%lld", (long long)number);
}

static const char *figure_port(struct sizing *sizing, enum figure figure)
{
	return say(sizing, "%.0f", figure_of(sizing, figure));
}

/* "1024-65535" */
static const char *figure_ports(struct sizing *sizing, enum figure first, enum figure last)
{
	return say(sizing, "%.0f-%.0f", figure_of(sizing, first), figure_of(sizing, last));
}

/* The audio range of the pool: "49152-57499"; "" for one that cannot be. */
static const char *media_ports(struct sizing *sizing, const struct element *pool)
{
	int64_t first = figure_whole(FIGURE_AUDIO_PORT_START);
	int64_t count = figure_whole(FIGURE_AUDIO_PORT_COUNT);
	struct port_range range;

	topo_int(sizing->topo, pool, A_AUDIO_PORT_START, &first);
	topo_int(sizing->topo, pool, A_AUDIO_PORT_COUNT, &count);
	return port_range_of(first, count, &range) ? say(sizing, "%u-%u", range.first, range.last) : "";
}

static const char *over(struct sizing *sizing, const struct element *trunk)
{
	const struct element *carrier = topo_ref(sizing->topo,
		trunk_holder(sizing->topo, &sizing->plan->fallback, trunk, A_CONNECTION), A_CONNECTION);
	struct walk tunnels;

	if (carrier == NULL || carrier->kind != K_CONNECTION)
		return "";
	tunnels = walk_children(sizing->topo, carrier, BIT(K_TUNNEL));
	return walk_next(&tunnels) != NULL ? ", inside the tunnels" : "";
}

static void open_trunk_media(struct sizing *sizing, const struct element *trunk, const struct element *pool,
	const struct element *peer)
{
	open_between(sizing, peer, pool, "udp", media_ports(sizing, pool),
		say(sizing, "media of %s%s (%s)", label_of(sizing, trunk), over(sizing, trunk),
			source_of(sizing, FIGURE_AUDIO_PORT_START)));
	open_between(sizing, pool, peer, "udp", "",
		say(sizing, "media of %s%s; the peer's ports are not in the plan, ask who runs it",
			label_of(sizing, trunk), over(sizing, trunk)));
}

/* Where media bypass is on clients and peer speak with each other. */
static void open_bypass(struct sizing *sizing, const struct element *trunk, const struct element *pool,
	const struct element *peer)
{
	const struct element *config = trunk_config(sizing->topo, &sizing->plan->fallback, trunk);
	const struct element *site = site_of(sizing->topo, pool);

	if (site == NULL || trunk_setting(sizing->topo, config, A_MEDIA_BYPASS) != TRI_TRUE ||
		topo_choice(sizing->topo, topo_root_with(sizing->topo, A_MEDIA_BYPASS), A_MEDIA_BYPASS) ==
			BYPASS_OFF)
		return;
	open_between(sizing, site, peer, "udp", "",
		say(sizing,
			"media of clients that bypass the Mediation Servers of %s; the peer's ports are not in the plan",
			label_of(sizing, trunk)));
	open_between(sizing, peer, site, "udp",
		figure_ports(sizing, FIGURE_CLIENT_AUDIO_PORT_START, FIGURE_CLIENT_AUDIO_PORT_LAST),
		say(sizing, "media to clients that bypass the Mediation Servers of %s (%s)",
			label_of(sizing, trunk), source_of(sizing, FIGURE_CLIENT_AUDIO_PORT_START)));
}

static void open_trunk(struct sizing *sizing, const struct element *trunk)
{
	const struct trunk_fallback *fallback = &sizing->plan->fallback;
	const struct element *pool = topo_ref(sizing->topo, trunk, A_MEDIATION_POOL);
	const struct element *peer = topo_ref(sizing->topo, trunk, A_PEER);
	int transport = trunk_transport(sizing->topo, fallback, trunk);
	const char *protocol = transport == TRANSPORT_UDP ? "udp" : "tcp";
	const char *why;
	int64_t number;

	if (pool == NULL || peer == NULL)
		return;
	if (transport < 0)
		lacks_fact(sizing, trunk, "transport", "the ports of its signalling");
	why = say(sizing, "SIP of %s%s (%s)", label_of(sizing, trunk), over(sizing, trunk),
		source_of(sizing,
			transport == TRANSPORT_TLS ? FIGURE_MEDIATION_TLS_PORT : FIGURE_MEDIATION_TCP_PORT));
	if (trunk_peer_port(sizing->topo, fallback, trunk, &number))
		open_between(sizing, pool, peer, protocol, port(sizing, number), why);
	if (trunk_mediation_port(sizing->topo, fallback, trunk, &number))
		open_between(sizing, peer, pool, protocol, port(sizing, number), why);
	else
		lacks_fact(sizing, trunk, "mediation-port, or the port of its pool",
			"where its peer sends calls to");
	open_trunk_media(sizing, trunk, pool, peer);
	open_bypass(sizing, trunk, pool, peer);
}

static void open_tunnel(struct sizing *sizing, const struct element *tunnel)
{
	const struct element *ours = topo_ref(sizing->topo, tunnel, A_ENTERPRISE_END);
	const struct element *theirs = topo_ref(sizing->topo, tunnel, A_PROVIDER_END);
	struct str list = tunnel_required_ports(sizing->topo, tunnel);
	const char *why = say(
		sizing, "%s, between the outer addresses of its ends", label_of(sizing, tunnel));
	struct protocol_ports wanted;
	struct str token;

	if (ours == NULL || theirs == NULL)
		return;
	if (list.length == 0)
		lacks_fact(
			sizing, tunnel, "requires-ports or encapsulation", "what must pass between its ends");
	while (str_next_token(&list, &token)) {
		const char *protocol;
		const char *ports = "";

		if (!protocol_ports_parse(token, &wanted))
			continue;
		protocol = choice_list(CHOICES_PROTOCOL)->names[wanted.protocol];
		if (wanted.protocol == PROTOCOL_UDP || wanted.protocol == PROTOCOL_TCP)
			ports = wanted.ports.first == wanted.ports.last ?
				port(sizing, wanted.ports.first) :
				say(sizing, "%u-%u", wanted.ports.first, wanted.ports.last);
		open_between(sizing, ours, theirs, protocol, ports, why);
		open_between(sizing, theirs, ours, protocol, ports, why);
	}
}

/* Between clients at a site and a Mediation Server pool. */
static void open_clients(struct sizing *sizing, const struct element *site, const struct element *pool)
{
	open_between(sizing, site, pool, "udp", media_ports(sizing, pool),
		say(sizing, "media of clients at %s that do not bypass it (%s)", label_of(sizing, site),
			source_of(sizing, FIGURE_AUDIO_PORT_START)));
	open_between(sizing, pool, site, "udp",
		figure_ports(sizing, FIGURE_CLIENT_AUDIO_PORT_START, FIGURE_CLIENT_AUDIO_PORT_LAST),
		say(sizing, "media to clients at %s; the range of clients may be narrowed (%s)",
			label_of(sizing, site), source_of(sizing, FIGURE_CLIENT_AUDIO_PORT_START)));
}

/* Between a Mediation Server pool, its Front End pool and the people of its site. */
static void open_pool(struct sizing *sizing, const struct element *pool)
{
	const struct element *site = site_of(sizing->topo, pool);
	const struct element *front_end = topo_ref(sizing->topo, pool, A_FRONT_END_POOL);
	int64_t number = figure_whole(FIGURE_MEDIATION_FRONT_END_PORT);

	topo_int(sizing->topo, pool, A_FRONT_END_PORT, &number);
	if (front_end != NULL && pool_host(sizing->topo, pool) == pool) {
		open_between(sizing, front_end, pool, "tcp", port(sizing, number),
			say(sizing, "SIP to Mediation Servers (%s)",
				source_of(sizing, FIGURE_MEDIATION_FRONT_END_PORT)));
		open_between(sizing, pool, front_end, "tcp", figure_port(sizing, FIGURE_SIP_TLS_PORT),
			say(sizing, "SIP from Mediation Servers (%s)",
				source_of(sizing, FIGURE_SIP_TLS_PORT)));
	}
	if (site != NULL)
		open_clients(sizing, site, pool);
}

/*
 * Clients register with the pools of their site, else with those of its central site, and their calls go over the
 * Mediation Servers of the site that carries them.
 */
static void open_site(struct sizing *sizing, const struct element *site)
{
	const uint64_t registrars = BIT(K_FRONT_END_POOL) | BIT(K_SURVIVABLE_BRANCH_APPLIANCE);
	const struct element *central = topo_ref(sizing->topo, site, A_CENTRAL_SITE);
	const struct element *carrier = tally_of(sizing, site)->carrier;
	const struct element *home = site;
	struct walk pools = walk_children(sizing->topo, site, registrars);
	const struct element *pool;

	if (walk_next(&pools) == NULL && central != NULL)
		home = central;
	if (tally_of(sizing, site)->n_groups == 0)
		return;
	pools = walk_children(sizing->topo, home, registrars);
	while ((pool = walk_next(&pools)) != NULL)
		open_between(sizing, site, pool, "tcp", figure_port(sizing, FIGURE_SIP_TLS_PORT),
			say(sizing, "SIP of clients (%s)", source_of(sizing, FIGURE_SIP_TLS_PORT)));
	if (carrier == site)
		return;
	pools = site_pools(sizing, carrier);
	while ((pool = next_carrying(sizing, &pools)) != NULL)
		open_clients(sizing, site, pool);
}

static void open_edge(struct sizing *sizing, const struct element *edge)
{
	const char *id = topo_id(sizing->topo, edge);
	const char *source = source_of(sizing, FIGURE_REMOTE_CLIENT_TCP_PORT);
	const char *media = figure_ports(sizing, FIGURE_EDGE_MEDIA_PORT_START, FIGURE_EDGE_MEDIA_PORT_LAST);

	open_ports(sizing, "internet", id, "tcp", figure_port(sizing, FIGURE_REMOTE_CLIENT_TCP_PORT),
		say(sizing, "SIP and media of people outside (%s)", source));
	open_ports(sizing, "internet", id, "udp", figure_port(sizing, FIGURE_REMOTE_CLIENT_UDP_PORT),
		say(sizing, "media of people outside (%s)", source));
	open_ports(sizing, "internet", id, "udp", media,
		say(sizing, "media of Edge Servers (%s)", source_of(sizing, FIGURE_EDGE_MEDIA_PORT_START)));
	lacks_fact(sizing, edge, "the ports between it and the Front End and Mediation Servers",
		"the openings on its inner side; no page behind this program gives them");
	open_ports(sizing, id, "internet", "udp", media,
		say(sizing, "media of Edge Servers (%s)", source_of(sizing, FIGURE_EDGE_MEDIA_PORT_START)));
}

static void open_each(
	struct sizing *sizing, enum kind kind, void (*open)(struct sizing *sizing, const struct element *e))
{
	struct walk walk = walk_kind(sizing->topo, kind);
	const struct element *e;

	while ((e = walk_next(&walk)) != NULL)
		open(sizing, e);
}

void list_openings(struct sizing *sizing)
{
	open_each(sizing, K_TUNNEL, open_tunnel);
	open_each(sizing, K_TRUNK, open_trunk);
	open_each(sizing, K_MEDIATION_POOL, open_pool);
	open_each(sizing, K_SURVIVABLE_BRANCH_APPLIANCE, open_pool);
	open_each(sizing, K_SITE, open_site);
	open_each(sizing, K_EDGE_POOL, open_edge);
}
