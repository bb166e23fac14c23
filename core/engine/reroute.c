/* SPDX-License-Identifier: MIT */
#include "engine/reroute.h"

#include "engine/admission.h"
#include "engine/entry.h"
#include "engine/reach.h"

#define PAGE "Overview of call admission control"
#define RFC "RFC 3261, 21.4.26"

enum {
	NOT_ACCEPTABLE = 488,
};

static bool policy_has(const struct draft *draft, const char *way)
{
	return engine_policy_is(draft->world->policies, POLICY_CAC_REROUTE, way);
}

/* The Edge pool in the site of somebody inside, or of a server. */
static const struct element *edge_beside(const struct draft *draft, const struct node *node)
{
	const struct world *world = draft->world;
	const struct element *site = node->element != NULL ? site_of(world->topo, node->element) : NULL;
	struct walk edges;
	const struct element *edge;

	if (site == NULL || !(BIT(node->element->kind) & (BIT(K_USERS) | BIT(K_DEVICE) | MEDIATION_POOLS)))
		return NULL;
	edges = walk_children(world->topo, site, BIT(K_EDGE_POOL));
	while ((edge = walk_next(&edges)) != NULL)
		if (!faults_cut(world->faults, world->topo, edge, world->now))
			return edge;
	return NULL;
}

/* Sends the refused leg by the Internet, if it can go there. */
static bool detour(struct draft *draft, const struct refusal *refusal)
{
	const struct element *near = edge_beside(draft, &refusal->from);
	const struct element *far = edge_beside(draft, &refusal->to);

	if (!policy_has(draft, "internet") || near == NULL || far == NULL || near == far ||
		draft->n_detour == MOST_DETOURS)
		return false;
	draft_step(draft, PAGE, "%s", refusal->why);
	draft_step(draft, PAGE, "rerouted by the Internet, from %s to %s", draft_label(draft, near),
		draft_label(draft, far));
	draft->detour[draft->n_detour++] = (struct detour){ refusal->from.element, refusal->to.element, near,
		far };
	return true;
}

/* Whether the call may go this way, detours included. */
static bool passes(struct draft *draft, const struct tail *tail, struct refusal *refusal)
{
	struct passage passage;

	do {
		passage_make(draft, tail, true, &passage);
		if (admission_passes(draft, &passage, refusal))
			return true;
	} while (detour(draft, refusal));
	return false;
}

/* Keeps the trunks that the call may go over; false when none is left. */
static bool admit_tails(struct draft *draft, struct refusal *refusal)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < draft->n_tail; i++) {
		const struct element *trunk = draft->tail[i].trunk;

		if (passes(draft, &draft->tail[i], refusal)) {
			draft->tail[n++] = draft->tail[i];
			continue;
		}
		draft_step(draft, PAGE, "%s", refusal->why);
		draft_step(draft, "our choice: as after an answer that moves on", "%s is left out",
			draft_label(draft, trunk));
	}
	draft->n_tail = n;
	return n > 0;
}

/* The draft as it was, with the reasons of now. */
static void restore(struct draft *draft, const struct draft *kept)
{
	const struct draft now = *draft;

	*draft = *kept;
	draft->step = now.step;
	draft->n_step = now.n_step;
	draft->room_step = now.room_step;
	draft->assumed = now.assumed;
	draft->n_assumed = now.n_assumed;
	draft->room_assumed = now.room_assumed;
}

/* Forgets the way and makes another to somebody else; the callee stays who it was. */
static bool make_way_to(struct draft *draft, struct subscriber other)
{
	const struct subscriber callee = draft->callee;

	draft->callee = other;
	draft->head.n = 0;
	draft->n_tail = 0;
	draft->tail = NULL;
	draft->room_tail = 0;
	draft->n_detour = 0;
	draft->arrived = false;
	draft->entry = NULL;
	draft->n_entry_try = 0;
	draft->all_down = false;
	entry_make(draft);
	draft->callee = callee;
	return draft->nowhere == NULL;
}

/* The group's voice policy, whose product default lets calls go by the PSTN. */
static bool policy_lets(struct draft *draft)
{
	const struct topology *topo = draft->world->topo;
	const struct element *policy = users_policy(draft->world->plan, draft->caller.element);
	enum tri lets = policy != NULL ? topo_bool(topo, policy, A_PSTN_REROUTE) : TRI_FALSE;

	if (policy != NULL && lets == TRI_FALSE)
		draft_step(draft, "New-CsVoicePolicy, AllowPSTNReRouting",
			"%s does not let calls go by the PSTN instead", draft_label(draft, policy));
	if (lets == TRI_UNKNOWN)
		draft_assume(
			draft, "assuming %s lets refused calls go by the PSTN", draft_label(draft, policy));
	return lets != TRI_FALSE;
}

/* The way in again from the PSTN, or NULL. */
static const struct path *way_in_again(struct draft *draft)
{
	struct draft inbound = {
		.world = draft->world,
		.arena = draft->arena,
		.number = draft->number,
		.caller = subscriber_pstn(str_of(draft->caller.number)),
		.callee = draft->callee,
	};
	struct path *path = arena_alloc(draft->arena, sizeof(*path));

	entry_make(&inbound);
	if (path == NULL || inbound.nowhere != NULL || !inbound.arrived ||
		reach_broken_at(&inbound, &inbound.head) != 0)
		return NULL;
	*path = inbound.head;
	return path;
}

static bool by_pstn(struct draft *draft)
{
	const struct draft kept = *draft;
	const struct topology *topo = draft->world->topo;
	struct refusal refusal;

	if (!policy_has(draft, "pstn") || draft->caller.element == NULL ||
		draft->caller.element->kind != K_USERS || !subscriber_is_lync(topo, &draft->caller) ||
		!subscriber_is_lync(topo, &draft->callee) || draft->number.length == 0 || !policy_lets(draft))
		return false;
	draft_step(draft, PAGE, "rerouted by the PSTN, to %.*s", STR_ARG(draft->number));
	draft->onward = way_in_again(draft);
	if (draft->onward != NULL && make_way_to(draft, subscriber_pstn(draft->number)) &&
		admit_tails(draft, &refusal))
		return true;
	draft_step(draft, PAGE, "the PSTN is no way for this call");
	restore(draft, &kept);
	return false;
}

static const struct element *voice_mail_at(const struct topology *topo, const struct element *site)
{
	struct walk boxes;

	if (site == NULL)
		return NULL;
	boxes = walk_children(topo, site, BIT(K_UNIFIED_MESSAGING));
	return walk_next(&boxes);
}

/* In the callee's site, in its central site, else the first there is. */
static const struct element *voice_mail_of(const struct draft *draft)
{
	const struct topology *topo = draft->world->topo;
	const struct element *site = site_of(topo, draft->callee.element);
	const struct element *box = voice_mail_at(topo, site);

	if (box == NULL && site != NULL)
		box = voice_mail_at(topo, topo_ref(topo, site, A_CENTRAL_SITE));
	return box != NULL || topo_count(topo, K_UNIFIED_MESSAGING) == 0 ?
		box :
		topo_nth(topo, K_UNIFIED_MESSAGING, 0);
}

static bool to_voice_mail(struct draft *draft)
{
	const struct draft kept = *draft;
	const struct topology *topo = draft->world->topo;
	const struct element *box;

	if (!policy_has(draft, "voice-mail") || draft->callee.element == NULL ||
		draft->callee.element->kind != K_USERS || !subscriber_is_lync(topo, &draft->callee) ||
		topo_bool(topo, draft->callee.element, A_VOICE_MAIL) != TRI_TRUE)
		return false;
	box = voice_mail_of(draft);
	if (box == NULL)
		return false;
	draft_step(
		draft, PAGE, "%s of %s takes the call instead", draft_label(draft, box), draft->callee.hop);
	draft->is_deposit = true;
	if (make_way_to(draft, subscriber_of(topo, box, false, draft->arena)))
		return true;
	restore(draft, &kept);
	return false;
}

void reroute_admit(struct draft *draft)
{
	struct refusal refusal = { .why = "" };

	if (draft->nowhere != NULL || !admission_is_on(draft->world))
		return;
	if (draft->n_tail > 0 ? admit_tails(draft, &refusal) :
				!draft->arrived || passes(draft, NULL, &refusal))
		return;
	if (draft->arrived)
		draft_step(draft, PAGE, "%s", refusal.why);
	if (by_pstn(draft) || to_voice_mail(draft))
		return;
	draft_end(draft, NOT_ACCEPTABLE, "too little bandwidth, and no other way");
	draft_step(draft, RFC, "the status of too little bandwidth is %d", NOT_ACCEPTABLE);
	draft->n_tail = 0;
	draft->arrived = false;
}
