/* SPDX-License-Identifier: MIT */
/*
 * tunnels.h - what a tunnel puts around packets, and what must pass between its ends.
 */
#ifndef LYNC_TOPO_MODEL_TUNNELS_H
#define LYNC_TOPO_MODEL_TUNNELS_H

#include "model/bandwidth.h"
#include "model/topology.h"

/* What is absent adds nothing. The cipher is borrowed from the topology. */
struct encapsulation tunnel_encapsulation(const struct topology *topo, const struct element *tunnel);

/*
 * Tokens for protocol_ports_parse() (model/ports.h): requires-ports, else what the encapsulation takes ("udp/500
 * udp/4500 esp"). Without text when neither is known.
 */
struct str tunnel_required_ports(const struct topology *topo, const struct element *tunnel);

#endif
