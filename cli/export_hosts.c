/* SPDX-License-Identifier: MIT */
#include "export_hosts.h"

#include "base/mem.h"
#include "command.h"
#include "exports.h"
#include "model/deployment.h"

#include <string.h>

enum {
	MEDIATION_MEDIA_PORT = 49152, /* New-CsMediationServer, AudioPortStart */
	PEER_MEDIA_PORT = 16384,
	CLIENT_MEDIA_PORT = 50020,
	SIP_TLS_PORT = 5061,
	SIP_PORT = 5060,
	MEDIATION_TCP_PORT = 5068,
	ACCESS_EDGE_PORT = 443,
	FIRST_CLIENT = 10, /* in a subnet, behind routers and the like */
	MOST_CLIENTS = 200,
	DOCUMENTATION = 254, /* addresses in 192.0.2.0/24 */
	PER_BLOCK = 250,     /* and in each third byte of 198.18.0.0/15 */
};

struct export_hosts export_hosts_make(const struct topology *topo, const struct export_ids *ids)
{
	return (struct export_hosts){ .topo = topo, .ids = ids, .fallback = trunk_fallback_of(topo) };
}

void export_hosts_release(struct export_hosts *hosts)
{
	mem_free(hosts->made);
	arena_release(&hosts->arena);
}

static const struct element *element_of(const struct export_hosts *hosts, const char *hop)
{
	return export_ids_find(hosts->ids, str_of(hop));
}

/* The address without its prefix length, or NULL. */
static const char *plain_address(struct export_hosts *hosts, const struct element *e, enum attr attr)
{
	struct str text = topo_text(hosts->topo, e, attr);
	const char *slash = text.length > 0 ? memchr(text.text, '/', text.length) : NULL;

	if (text.length == 0)
		return NULL;
	return arena_copy(
		&hosts->arena, text.text, slash != NULL ? (size_t)(slash - text.text) : text.length);
}

/* The pool's server of that id, else its first; NULL where it describes none. */
static const struct element *server_of(
	const struct export_hosts *hosts, const struct element *pool, const char *server)
{
	struct walk servers = walk_children(hosts->topo, pool_host(hosts->topo, pool), BIT(K_SERVER));
	const struct element *first = walk_next(&servers);

	for (const struct element *e = first; e != NULL; e = walk_next(&servers))
		if (strcmp(topo_id(hosts->topo, e), server) == 0)
			return e;
	return first;
}

/* The interface on that side, else any; NULL for none. */
static const struct element *interface_of(
	const struct export_hosts *hosts, const struct element *server, enum host_side side)
{
	struct walk interfaces = walk_children(hosts->topo, server, BIT(K_INTERFACE));
	int wanted = side == HOST_INSIDE ? SIDE_INTERNAL : SIDE_EXTERNAL;
	const struct element *found = NULL;
	const struct element *e;

	while ((e = walk_next(&interfaces)) != NULL)
		if (found == NULL || topo_choice(hosts->topo, e, A_SIDE) == wanted)
			found = e;
	return found;
}

static const char *server_address(
	struct export_hosts *hosts, const struct element *pool, const char *server, enum host_side side)
{
	const struct element *box = server_of(hosts, pool, server);
	const struct element *interface;
	const char *address;

	if (box == NULL)
		return NULL;
	interface = interface_of(hosts, box, side);
	address = interface != NULL ? plain_address(hosts, interface, A_IP) : NULL;
	return address != NULL ? address : plain_address(hosts, box, A_IP);
}

/* One telephone of a group, in its IPv4 subnet if that has room for it. */
static const char *client_address(struct export_hosts *hosts, const struct element *users, uint32_t call)
{
	struct address subnet;
	uint32_t n = FIRST_CLIENT + call % MOST_CLIENTS;

	if (users->kind != K_USERS || !topo_address(hosts->topo, users, A_SUBNET, &subnet) ||
		subnet.bits != 32 || subnet.prefix > 24)
		return NULL;
	return arena_printf(&hosts->arena, "%u.%u.%u.%u", (unsigned)subnet.bytes[0],
		(unsigned)subnet.bytes[1], (unsigned)subnet.bytes[2], (unsigned)n);
}

static const char *planned_address(struct export_hosts *hosts, const struct element *e, const char *server,
	enum host_side side, uint32_t call)
{
	const char *media = NULL;

	if (e == NULL)
		return NULL;
	if (BIT(e->kind) & POOLS)
		return server_address(hosts, e, server, side);
	if (BIT(e->kind) & (BIT(K_USERS) | BIT(K_DEVICE)))
		return client_address(hosts, e, call);
	if (side == HOST_MEDIA && (BIT(e->kind) & (BIT(K_GATEWAY) | BIT(K_SBC))))
		media = plain_address(hosts, e, A_MEDIA_IP);
	if (media == NULL && BIT(e->kind) & PEERS)
		media = plain_address(hosts, e, A_IP);
	return media;
}

static const char *make_up(struct export_hosts *hosts, const char *hop)
{
	uint32_t n = hosts->n_made;
	const char *ip;

	for (uint32_t i = 0; i < n; i++)
		if (strcmp(hosts->made[i].hop, hop) == 0)
			return hosts->made[i].ip;
	if (n < DOCUMENTATION)
		ip = arena_printf(&hosts->arena, "192.0.2.%u", (unsigned)n + 1);
	else
		ip = arena_printf(&hosts->arena, "198.%u.%u.%u", 18 + (unsigned)(n / PER_BLOCK / 256 % 2),
			(unsigned)(n / PER_BLOCK % 256), (unsigned)(n % PER_BLOCK) + 1);
	if (!mem_grow(&hosts->made, &hosts->room_made, n + 1, sizeof(*hosts->made)))
		return ip;
	hosts->made[hosts->n_made++] = (struct made_up){ hop, ip };
	complain(EXIT_CLEAN, "the plan has no address of %s, so the capture says %s", hop, ip);
	return ip;
}

const char *export_host_ip(
	struct export_hosts *hosts, const char *hop, const char *server, enum host_side side, uint32_t call)
{
	bool is_remote = strchr(hop, '/') != NULL;
	const char *ip = is_remote ? NULL :
				     planned_address(hosts, element_of(hosts, hop), server, side, call);

	return ip != NULL ? ip : make_up(hosts, hop);
}

uint16_t export_port(bool known, int64_t port, uint16_t fallback)
{
	return known && port > 0 && port <= UINT16_MAX ? (uint16_t)port : fallback;
}

static uint16_t number_of(
	const struct export_hosts *hosts, const struct element *e, enum attr attr, uint16_t fallback)
{
	int64_t number;
	bool known = topo_int(hosts->topo, e, attr, &number);

	return export_port(known, number, fallback);
}

uint16_t export_host_port(const struct export_hosts *hosts, const char *hop)
{
	const struct element *e = element_of(hosts, hop);

	if (e != NULL && e->kind == K_MEDIATION_POOL)
		return number_of(hosts, e, A_FRONT_END_PORT, SIP_TLS_PORT);
	if (e != NULL && e->kind == K_EDGE_POOL)
		return ACCESS_EDGE_PORT;
	return SIP_TLS_PORT;
}

uint16_t export_trunk_port(const struct export_hosts *hosts, const struct element *trunk, bool at_peer)
{
	int64_t port;
	bool known = at_peer ? trunk_peer_port(hosts->topo, &hosts->fallback, trunk, &port) :
			       trunk_mediation_port(hosts->topo, &hosts->fallback, trunk, &port);

	return export_port(known, port, at_peer ? SIP_PORT : MEDIATION_TCP_PORT);
}

uint16_t export_media_ports(const struct export_hosts *hosts, const char *hop, uint16_t *ret_n)
{
	const struct element *e = element_of(hosts, hop);

	*ret_n = 0;
	if (e == NULL || !(BIT(e->kind) & MEDIATION_POOLS))
		return e != NULL && BIT(e->kind) & PEERS ? PEER_MEDIA_PORT : CLIENT_MEDIA_PORT;
	*ret_n = number_of(hosts, e, A_AUDIO_PORT_COUNT, 0);
	return number_of(hosts, e, A_AUDIO_PORT_START, MEDIATION_MEDIA_PORT);
}

const char *export_host_agent(const struct export_hosts *hosts, const char *hop)
{
	const struct element *e = element_of(hosts, hop);

	if (e == NULL || !(BIT(e->kind) & MEDIATION_POOLS))
		return NULL;
	switch (topo_choice(hosts->topo, topo_nth(hosts->topo, K_TOPOLOGY, 0), A_PRODUCT)) {
	case PRODUCT_LYNC_2010:
		return "RTCC/4.0.0.0 MediationServer";
	case PRODUCT_LYNC_2013:
		return "RTCC/5.0.0.0 MediationServer";
	case PRODUCT_SFB_2015:
		return "RTCC/6.0.0.0 MediationServer";
	default:
		return NULL;
	}
}

uint16_t export_host_vlan(const struct export_hosts *hosts, const char *hop, const char *server)
{
	const struct element *e = element_of(hosts, hop);
	const struct element *vlan;
	struct walk vlans;

	if (e != NULL && BIT(e->kind) & POOLS) {
		e = server_of(hosts, e, server);
		e = e != NULL ? interface_of(hosts, e, HOST_OUTSIDE) : NULL;
	}
	if (e == NULL)
		return 0;
	vlans = walk_referrers(hosts->topo, e, K_VLAN, A_MEMBERS);
	vlan = walk_next(&vlans);
	return vlan != NULL ? number_of(hosts, vlan, A_TAG, 0) : 0;
}

uint16_t export_vlan_among(const struct export_hosts *hosts, const char *ids)
{
	struct str rest = str_of(ids);
	struct str token;

	while (str_next_token(&rest, &token)) {
		const struct element *e = export_ids_find(hosts->ids, token);

		if (e != NULL && e->kind == K_VLAN && number_of(hosts, e, A_TAG, 0) != 0)
			return number_of(hosts, e, A_TAG, 0);
	}
	return 0;
}
