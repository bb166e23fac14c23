/* SPDX-License-Identifier: MIT */
#include "engine/behaviour.h"

#include <string.h>

#define MILLISECONDS INT64_C(1000000)

enum {
	BUSY = 503,
};

static int int_of(const struct topology *topo, const struct element *e, enum attr attr, int fallback)
{
	int64_t value;

	return topo_int(topo, e, attr, &value) ? (int)value : fallback;
}

bool behaviour_stops(const struct topology *topo, const struct fault *fault, const struct element *box,
	struct answering *ret)
{
	switch (fault->mode) {
	case FAULT_CRASH:
		ret->refuses_connection = true;
		return true;
	case FAULT_SILENT:
		ret->is_silent = true;
		return true;
	case FAULT_REFUSE:
		ret->status = fault->code > 0 ? fault->code : BUSY;
		return true;
	case FAULT_FULL:
		ret->status = int_of(topo, box, A_BUSY_RESPONSE, BUSY);
		return true;
	case FAULT_OPTIONS_ONLY:
		ret->status = fault->code;
		ret->never_final = fault->code == 0;
		ret->sends_100 = false;
		return true;
	case FAULT_DRAIN:
		ret->status = BUSY;
		return true;
	case FAULT_SLOW:
	case FAULT_MEDIA_ONLY:
	case FAULT_MODE_COUNT:
		break;
	}
	return false;
}

/* A rule of the trunk's configuration for this answer, before anybody decides whether to try again. */
static int translate_status(struct draft *draft, const struct element *trunk, int status, int isup)
{
	const struct topology *topo = draft->world->topo;
	const struct element *config = trunk_config(topo, &draft->world->plan->fallback, trunk);
	const struct element *best = response_rule_for(topo, config, status, isup);

	if (best == NULL)
		return 0;
	draft_step(draft, "New-CsSipResponseCodeTranslationRule", "a rule of %s makes %d of %d",
		draft_label(draft, config), int_of(topo, best, A_TRANSLATED, status), status);
	return int_of(topo, best, A_TRANSLATED, status);
}

bool behaviour_trunk_is_full(const struct world *world, const struct element *trunk)
{
	const struct element *holder = trunk_holder(world->topo, &world->plan->fallback, trunk, A_MAX_CALLS);
	int64_t most;

	return topo_int(world->topo, holder, A_MAX_CALLS, &most) &&
		world_is_full(world, trunk, (uint32_t)most);
}

bool behaviour_peer_is_full(const struct world *world, const struct element *peer)
{
	int64_t most;

	return topo_int(world->topo, peer, A_CHANNELS, &most) && world_is_full(world, peer, (uint32_t)most);
}

static void check_channels(struct draft *draft, const struct element *peer, struct behaviour *behaviour)
{
	const struct world *world = draft->world;

	if (!behaviour_peer_is_full(world, peer))
		return;
	behaviour->full = true;
	behaviour->answering.status = int_of(world->topo, peer, A_BUSY_RESPONSE, BUSY);
	if (topo_value(world->topo, peer, A_BUSY_RESPONSE) == NULL)
		draft_assume(draft, "assuming a busy %s answers 503", draft_label(draft, peer));
}

static const struct fault *fault_of_tail(struct draft *draft, const struct tail *tail)
{
	const struct world *world = draft->world;
	const struct fault *fault = faults_of(world->faults, world->topo, tail->trunk, world->now);

	if (fault != NULL)
		return fault;
	return faults_of(world->faults, world->topo, topo_ref(world->topo, tail->trunk, A_PEER), world->now);
}

static void apply_fault(const struct topology *topo, const struct fault *fault, const struct element *peer,
	struct behaviour *behaviour)
{
	behaviour->full = fault->mode == FAULT_FULL;
	if (behaviour_stops(topo, fault, peer, &behaviour->answering) || fault->mode != FAULT_SLOW)
		return;
	behaviour->answering.sends_100 = true;
	behaviour->answering.response = fault->delay;
}

struct behaviour behaviour_of_peer(
	struct draft *draft, const struct trial_times *times, const struct tail *tail)
{
	const struct topology *topo = draft->world->topo;
	const struct element *peer = topo_ref(topo, tail->trunk, A_PEER);
	const struct fault *fault = fault_of_tail(draft, tail);
	struct behaviour behaviour = { .answering = {
					       .response = int_of(topo, peer, A_RESPONSE_MS, 0) *
						       MILLISECONDS,
					       .ringing = times->answer_after,
					       .status = tail->status > 0 ? tail->status : 200,
					       .is_silent = tail->unreachable,
				       } };

	/* RFC 3261 17.2.1: 100 unless another answer comes within 200 ms. */
	behaviour.answering.sends_100 = behaviour.answering.response > 200 * MILLISECONDS;
	if (fault != NULL)
		apply_fault(topo, fault, peer, &behaviour);
	check_channels(draft, peer, &behaviour);
	if (behaviour.answering.status >= 300)
		behaviour.passed_on = translate_status(draft, tail->trunk, behaviour.answering.status,
			fault != NULL ? fault->isup : int_of(topo, peer, A_BUSY_ISUP, -1));
	return behaviour;
}
