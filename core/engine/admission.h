/* SPDX-License-Identifier: MIT */
/*
 * admission.h - call admission control: whether bandwidth policies let a call's media pass the WAN. Private to
 * core/engine.
 *
 * Each leg is checked by itself: client and Mediation Server, Mediation Server and peer, client and client. A leg that
 * media bypass makes is not ("Plan for media bypass"), nor the way to voice mail ("Overview of call admission
 * control"), nor the way outside. A leg to telephones of a PBX without a media termination point is not checked
 * before the answer, so it is not here ("Components and topologies for call admission control").
 *
 * The ends of a leg lie in network sites: by their address, else by their site or provider. Between two network sites
 * the policy of their intersite-policy counts, else that of each; where the plan does not say the network sites, or
 * none has a policy, those of the WAN links between the sites. Per session a policy without a limit gives 175 kbit/s if
 * it has a total, and one without a total 0 if it has a session limit (New-CsNetworkBandwidthPolicyProfile).
 */
#ifndef LYNC_TOPO_ENGINE_ADMISSION_H
#define LYNC_TOPO_ENGINE_ADMISSION_H

#include "engine/passage.h"

/* Whether the deployment has it on. */
bool admission_is_on(const struct world *world);

/* The leg that was refused, and why. */
struct refusal {
	struct node from, to;
	const char *why;
};

/* Whether all legs would be admitted now; else *ret says the first that is not. Records and reserves nothing. */
bool admission_passes(struct draft *draft, const struct passage *passage, struct refusal *ret);

/*
 * Records the check of each leg and reserves what they need until then; a client that a session limit leaves a
 * narrower codec has it from now on. Nothing where call admission control is off.
 */
void admission_take(struct draft *draft, const struct passage *passage, int64_t until);

#endif
