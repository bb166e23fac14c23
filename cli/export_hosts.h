/* SPDX-License-Identifier: MIT */
/*
 * export_hosts.h - where the boxes of a plan are in the network: addresses, ports, VLANs, as a capture shows them.
 *
 * What the plan does not say is made up, the same for the same request: addresses from the blocks for documentation
 * and tests (RFC 5737, RFC 2544), with a remark on standard error once for each box; ports that are customary.
 */
#ifndef LYNC_TOPO_CLI_EXPORT_HOSTS_H
#define LYNC_TOPO_CLI_EXPORT_HOSTS_H

#include "export_ids.h"
#include "model/trunks.h"

/* A box without an address, and the one that it got. */
struct made_up {
	const char *hop;
	const char *ip;
};

struct export_hosts {
	const struct topology *topo;
	const struct export_ids *ids;
	struct trunk_fallback fallback;
	struct arena arena;
	struct made_up *made;
	uint32_t n_made, room_made;
};

struct export_hosts export_hosts_make(const struct topology *topo, const struct export_ids *ids);
void export_hosts_release(struct export_hosts *hosts);

/* Which of a box's addresses. */
enum host_side {
	HOST_INSIDE,
	HOST_OUTSIDE, /* towards the peers of trunks and towards the Internet */
	HOST_MEDIA,   /* of a peer: where it takes media */
};

/*
 * The address of a hop; `server` picks one of a pool ("": the first), `call` one of a group's telephones. In the arena
 * of `hosts`, "" when out of memory.
 */
const char *export_host_ip(
	struct export_hosts *hosts, const char *hop, const char *server, enum host_side side, uint32_t call);

/* Where a hop that is none of a trunk's ends listens for SIP. */
uint16_t export_host_port(const struct export_hosts *hosts, const char *hop);

/* The two ends of a trunk. */
uint16_t export_trunk_port(const struct export_hosts *hosts, const struct element *trunk, bool at_peer);

/* Where the audio of a hop begins; *ret_n ports, 0 for all. */
uint16_t export_media_ports(const struct export_hosts *hosts, const char *hop, uint16_t *ret_n);

/* What the hop says it is, as User-Agent or Server; NULL where nobody knows. */
const char *export_host_agent(const struct export_hosts *hosts, const char *hop);

/* The tag of the VLAN that holds the box or the outer interface of the pool's server, 0 for none. */
uint16_t export_host_vlan(const struct export_hosts *hosts, const char *hop, const char *server);

/* The tag of a VLAN among ids that blanks separate (the `over` of a hop), 0 for none. */
uint16_t export_vlan_among(const struct export_hosts *hosts, const char *ids);

#endif
