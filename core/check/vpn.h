/* SPDX-License-Identifier: MIT */
/*
 * vpn.h - what several rules about VPNs need to find out.
 */
#ifndef LYNC_TOPO_CHECK_VPN_H
#define LYNC_TOPO_CHECK_VPN_H

#include "check/elements.h"

/* The connection that a trunk runs over, if it is a VPN or has tunnels; NULL otherwise. */
const struct element *vpn_of_trunk(struct run *run, const struct element *trunk);

/* The connection of kind vpn, or one with a tunnel. */
bool is_vpn(struct run *run, const struct element *connection);

/* The tunnels that end on a VPN router or server of a site. */
struct elements tunnels_of_enterprise_end(struct run *run, const struct element *end);

/* The pools whose trunks run through tunnels that end here. */
struct elements pools_behind(struct run *run, const struct element *end);

/*
 * For a rule about VPN ends that has a connection before it: unknown if the connection is a VPN and the
 * document set describes no VPN end at all.
 */
enum outcome judge_without_ends(struct run *run, const struct element *connection);

/* The interfaces through which a server talks to gateways: the external ones, or all if it has none. */
struct elements gateway_side(struct run *run, const struct element *server);

#endif
