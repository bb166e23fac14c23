/* SPDX-License-Identifier: MIT */
/*
 * border.h - what stands between a company and its provider, as boxes that say what they let through. Private to
 * core/render.
 *
 * Each adds its element once, inside `within` (an area's number plus 1, 0: outside all).
 */
#ifndef LYNC_TOPO_RENDER_BORDER_H
#define LYNC_TOPO_RENDER_BORDER_H

#include "render/sketch.h"

/* Its addresses, where traffic out of the tunnel may go, whether it passes broadcasts. */
void border_add_end(struct sketch *sketch, const struct element *end, uint32_t within);

/* What it permits, protocol, ports and direction. */
void border_add_firewall(struct sketch *sketch, const struct element *firewall, uint32_t within);

/* How it is wrapped and encrypted, and what must pass for it. */
void border_add_tunnel(struct sketch *sketch, const struct element *tunnel, uint32_t within);

/* A server's interface: which server's, which side, its address. */
void border_add_interface(struct sketch *sketch, const struct element *interface, uint32_t within);

/* An area: tag, name and subnet. Returns its number plus 1. */
uint32_t border_add_vlan(struct sketch *sketch, const struct element *vlan, uint32_t within);

/* Rows with the interfaces of a pool's servers that have no box of their own. */
void border_list_interfaces(struct sketch *sketch, const struct element *pool, struct diagram_thing *thing);

/* Lines between all that is drawn: VLANs, forwarding, firewalls, tunnels through firewalls, trunks without tunnel. */
void border_join(struct sketch *sketch);

#endif
