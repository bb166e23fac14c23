/* SPDX-License-Identifier: MIT */
/*
 * isolation.h - whether a VPN end keeps traffic out of the tunnel to the Mediation Servers.
 */
#ifndef LYNC_TOPO_CHECK_ISOLATION_H
#define LYNC_TOPO_CHECK_ISOLATION_H

#include "check/vpn.h"

/*
 * The forward leads to Mediation Servers of these pools, on the side that faces gateways, and to nothing else. An
 * address that is absent and would decide is noted as missing.
 */
enum tri leads_to_mediation(struct run *run, const struct element *forward, const struct elements *pools);

/*
 * Out of the tunnels that end here only the Mediation Servers behind them can be reached (SEC011, SEC015). What is
 * absent and would decide is noted as missing.
 */
enum tri is_isolated(struct run *run, const struct element *end);

#endif
