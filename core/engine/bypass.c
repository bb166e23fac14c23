/* SPDX-License-Identifier: MIT */
#include "engine/bypass_decision.h"

#include "base/mem.h"
#include "model/describe.h"

enum {
	MOST_STEPS = 16, /* there are nine, some in two or three sentences */
	MOST_ASSUMED = 8,
};

#define PLAN_PAGE "Plan for media bypass"
#define TRUNK_PAGE "New-CsTrunkConfiguration"
#define GLOBAL_PAGE "New-CsNetworkMediaBypassConfiguration"

void bypass_note(struct bypass_decision *decision, const char *source, const char *format, ...)
{
	struct bypass_answer *answer = decision->answer;
	va_list arguments;

	if (answer->n_step == MOST_STEPS)
		return;
	va_start(arguments, format);
	answer->step[answer->n_step++] = (struct call_step){
		.what = arena_vprintf(decision->arena, format, arguments),
		.source = source,
	};
	va_end(arguments);
}

void bypass_assume(struct bypass_decision *decision, const char *format, ...)
{
	struct bypass_answer *answer = decision->answer;
	va_list arguments;

	if (answer->n_assumed == MOST_ASSUMED)
		return;
	va_start(arguments, format);
	answer->assumed[answer->n_assumed++] = arena_vprintf(decision->arena, format, arguments);
	va_end(arguments);
}

const char *bypass_name(const struct bypass_decision *decision, const struct element *e)
{
	return describe_label(decision->topo, e, decision->arena);
}

static bool setting_is(const struct bypass_decision *decision, enum attr attr, enum tri value)
{
	return trunk_setting(decision->topo, decision->config, attr) == value;
}

/* Step 1. */
static bool is_on(struct bypass_decision *decision)
{
	int mode = topo_choice(
		decision->topo, topo_root_with(decision->topo, A_MEDIA_BYPASS), A_MEDIA_BYPASS);

	if (mode == BYPASS_ALWAYS || mode == BYPASS_SITE_AND_REGION) {
		bypass_note(decision, PLAN_PAGE "; " GLOBAL_PAGE ", Enabled",
			"media bypass is on for the deployment, mode '%s'",
			choice_list(CHOICES_BYPASS)->names[mode]);
		return true;
	}
	bypass_note(decision, PLAN_PAGE "; " GLOBAL_PAGE ", Enabled",
		"media bypass is off for the deployment: media runs through the Mediation Server");
	return false;
}

/* Step 2. */
static bool is_on_for_trunk(struct bypass_decision *decision)
{
	bool on = setting_is(decision, A_MEDIA_BYPASS, TRI_TRUE);

	bypass_note(decision, TRUNK_PAGE ", EnableBypass", "media bypass is %s for %s%s", on ? "on" : "off",
		bypass_name(decision, decision->question->trunk),
		decision->config == NULL ? ", which has no trunk-config: the product's default" : "");
	return on;
}

/* Step 3. */
static bool is_concentrated(struct bypass_decision *decision)
{
	bool concentrated = setting_is(decision, A_CONCENTRATED_TOPOLOGY, TRI_TRUE);

	bypass_note(decision, TRUNK_PAGE ", ConcentratedTopology",
		concentrated ? "%s ends media at a well-known point" :
			       "%s ends media at no well-known point: no bypass",
		bypass_name(decision, decision->question->trunk));
	return concentrated;
}

/* Step 4: transfers go by REFER or third-party call control, or the Mediation Server must expect no RTCP. */
static bool is_valid(struct bypass_decision *decision)
{
	bool refers = setting_is(decision, A_REFER, TRI_TRUE);

	if (refers || setting_is(decision, A_THIRD_PARTY_REFER, TRI_TRUE)) {
		bypass_note(decision, TRUNK_PAGE ", EnableReferSupport",
			"calls over %s are transferred by %s",
			bypass_name(decision, decision->question->trunk),
			refers ? "REFER" : "third-party call control");
		return true;
	}
	if (setting_is(decision, A_RTCP_ACTIVE_CALLS, TRI_FALSE) &&
		setting_is(decision, A_RTCP_HELD_CALLS, TRI_FALSE)) {
		bypass_note(decision, TRUNK_PAGE ", EnableReferSupport, RTCPActiveCalls, RTCPCallsOnHold",
			"%s has no REFER and supervises no RTCP",
			bypass_name(decision, decision->question->trunk));
		return true;
	}
	bypass_note(decision, TRUNK_PAGE ", EnableReferSupport, RTCPActiveCalls, RTCPCallsOnHold",
		"%s has no REFER but supervises RTCP, a configuration that bypass does not work with: no bypass",
		bypass_name(decision, decision->question->trunk));
	return false;
}

/* Step 5, where the person is. */
static bool is_inside(struct bypass_decision *decision)
{
	if (!decision->question->is_remote)
		return true;
	bypass_note(decision, GLOBAL_PAGE "; Mediation Server component",
		"somebody of %s is outside, and calls through the Edge use the Mediation Server: no bypass",
		bypass_name(decision, decision->question->users));
	return false;
}

/* Step 5, what the person has. */
static bool client_can(struct bypass_decision *decision)
{
	const char *users = bypass_name(decision, decision->question->users);
	int client = topo_choice(decision->topo, decision->question->users, A_CLIENT);

	switch (client) {
	case CLIENT_OCS_2007_R2:
	case CLIENT_OTHER:
		bypass_note(decision, PLAN_PAGE,
			"clients of %s ('%s') are none of Lync 2010 or newer: no bypass", users,
			choice_list(CHOICES_CLIENT)->names[client]);
		return false;
	case CLIENT_LYNC_2013:
	case CLIENT_LYNC_PHONE_EDITION:
	case CLIENT_LYNC_2010:
	case CLIENT_SFB:
		bypass_note(decision, PLAN_PAGE, "clients of %s ('%s') are inside and know bypass", users,
			choice_list(CHOICES_CLIENT)->names[client]);
		return true;
	default:
		bypass_assume(decision, "assuming the clients of %s are Lync 2010 or newer", users);
		bypass_note(decision, PLAN_PAGE, "clients of %s are inside, and taken to know bypass", users);
		return true;
	}
}

bool bypass_decide(const struct topology *topo, const struct deployment *plan,
	const struct engine_policies *policies, const struct bypass_question *question, struct arena *arena,
	struct bypass_answer *ret)
{
	struct bypass_decision decision = {
		.topo = topo,
		.plan = plan,
		.policies = policies,
		.question = question,
		.peer = topo_ref(topo, question->trunk, A_PEER),
		.config = trunk_config(topo, &plan->fallback, question->trunk),
		.arena = arena,
		.answer = ret,
	};

	*ret = (struct bypass_answer){
		.verdict = BYPASS_VERDICT_NO,
		.step = arena_alloc(arena, MOST_STEPS * sizeof(*ret->step)),
		.assumed = arena_alloc(arena, MOST_ASSUMED * sizeof(*ret->assumed)),
	};
	if (ret->step == NULL || ret->assumed == NULL)
		return false;
	if (is_on(&decision) && is_on_for_trunk(&decision) && is_concentrated(&decision) &&
		is_valid(&decision) && is_inside(&decision) && client_can(&decision) &&
		bypass_ids_match(&decision))
		ret->verdict = bypass_media_fits(&decision);
	return !mem_ran_out();
}
