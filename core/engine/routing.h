/* SPDX-License-Identifier: MIT */
/*
 * routing.h - what the Front End does with a number: normalise it, find out whose it is, and if nobody's here,
 * policy, usages in order, routes by priority, trunks. Private to core/engine.
 *
 * Source: outbound voice routing of Lync Server 2013 and Skype for Business Server, New-CsVoiceRoute,
 * New-CsTrunkConfiguration; what they leave open is a policy.
 */
#ifndef LYNC_TOPO_ENGINE_ROUTING_H
#define LYNC_TOPO_ENGINE_ROUTING_H

#include "engine/draft.h"

/*
 * What dialled digits become by the dial plan of the group (its own, else of its pool, its site, else the global
 * one); the digits themselves if they begin with '+' or no rule takes them.
 */
struct str routing_normalise(struct draft *draft, const struct element *users, struct str dialled);

/* True if these digits are those of an emergency call; then the emergency element that serves the group, or NULL. */
bool routing_is_emergency(struct draft *draft, const struct element *users, struct str dialled,
	const struct element **ret_emergency);

/* The trunks to try for the number of the draft, each with its way on, in order. */
void routing_outbound(struct draft *draft, const struct element *caller); /* users or device */
void routing_emergency(struct draft *draft, const struct element *emergency);

/* The same for a call that came over a trunk: by the usages of its trunk configuration. */
void routing_between_trunks(struct draft *draft, const struct element *trunk);

#endif
