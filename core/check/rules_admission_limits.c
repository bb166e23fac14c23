/* SPDX-License-Identifier: MIT */
/* Call admission control: its limits, and what becomes of calls that it refuses or cannot count. */
#include "check/derived.h"
#include "check/sites.h"
#include "model/figures.h"

#include <string.h>

static enum outcome judge_least(
	struct run *run, const struct element *policy, enum attr attr, enum figure figure, const char *what)
{
	int64_t least = figure_whole(figure);
	int64_t limit;

	if (!see_int(run, policy, attr, &limit))
		return NOT_APPLICABLE;
	if (limit >= least)
		return PASS;
	return fires(run, policy, attr,
		"%s limits one %s session to %lld kbps; %lld is the least that is valid", label(run, policy),
		what, (long long)limit, (long long)least);
}

static enum outcome judge_session_limits(struct run *run, const struct element *policy)
{
	return worse(judge_least(run, policy, A_AUDIO_SESSION_KBPS, FIGURE_AUDIO_SESSION_LEAST, "audio"),
		judge_least(run, policy, A_VIDEO_SESSION_KBPS, FIGURE_VIDEO_SESSION_LEAST, "video"));
}

static enum outcome judge_codec_fits(struct run *run, const struct element *policy)
{
	int64_t total;
	int64_t session = figure_whole(FIGURE_AUDIO_SESSION_DEFAULT);
	bool has_total = see_int(run, policy, A_AUDIO_TOTAL_KBPS, &total);

	if (has_total && total == 0)
		return NOT_APPLICABLE; /* no audio at all, as for the network site of a provider */
	if (!see_int(run, policy, A_AUDIO_SESSION_KBPS, &session) && !has_total)
		return NOT_APPLICABLE;
	if (session >= figure_whole(FIGURE_MEDIATION_GATEWAY))
		return PASS;
	return fires(run, policy, A_AUDIO_SESSION_KBPS,
		"%s limits one audio session to %lld kbps one way; G.711, the codec of trunks, needs %lld (%lld with all of its RTCP)",
		label(run, policy), (long long)session, (long long)figure_whole(FIGURE_MEDIATION_GATEWAY),
		(long long)figure_whole(FIGURE_ADMISSION_G711));
}

/* Nobody asks about a VPN of people who are not said to have one, unless call admission control counts their calls. */
static enum outcome judge_split(struct run *run, const struct element *users)
{
	enum tri media = see_bool(run, users, A_VPN_MEDIA);
	enum tri signalling = see_bool(run, users, A_VPN_SIGNALLING);
	int64_t remote = 0;

	if (media == TRI_UNKNOWN && signalling == TRI_UNKNOWN &&
		(!see_admission_control(run) || !see_int(run, users, A_REMOTE, &remote) || remote == 0))
		return NOT_APPLICABLE;
	media = ask_bool(run, users, A_VPN_MEDIA);
	signalling = ask_bool(run, users, A_VPN_SIGNALLING);
	if (media == TRI_UNKNOWN || signalling == TRI_UNKNOWN)
		return unknown(run);
	if (media == signalling)
		return PASS;
	return fires(run, users, media == TRI_TRUE ? A_VPN_SIGNALLING : A_VPN_MEDIA,
		"a VPN carries the %s of %s but not the %s: call admission control then counts what does not cross its links, or misses what does",
		media == TRI_TRUE ? "media" : "signalling", label(run, users),
		media == TRI_TRUE ? "signalling" : "media");
}

/* For each voice policy by its place among all elements: what its people need, and peers counted for it. */
struct reroutes {
	int64_t *needed;
	bool *unknown;     /* the load of some of its people is not known */
	uint32_t *counted; /* for each element, the last policy (plus 1) that counted it */
};

static bool make_reroutes(struct run *run, struct reroutes *ret)
{
	size_t n = run->topo->n_element;

	*ret = (struct reroutes){
		.needed = arena_alloc(&run->scratch, n * sizeof(*ret->needed)),
		.unknown = arena_alloc(&run->scratch, n * sizeof(*ret->unknown)),
		.counted = arena_alloc(&run->scratch, n * sizeof(*ret->counted)),
	};
	if (ret->needed == NULL || ret->unknown == NULL || ret->counted == NULL)
		return false;
	memset(ret->needed, 0, n * sizeof(*ret->needed));
	memset(ret->unknown, 0, n * sizeof(*ret->unknown));
	memset(ret->counted, 0, n * sizeof(*ret->counted));
	return true;
}

static void count_groups(struct run *run, struct reroutes *reroutes)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		const struct element *policy = see_policy(run, users);
		int64_t channels;

		if (policy == NULL || !see_voice(run, users) ||
			see_bool(run, policy, A_PSTN_REROUTE) != TRI_TRUE)
			continue;
		if (group_required_channels(run, users, &channels))
			reroutes->needed[topo_index(run->topo, policy)] += channels;
		else
			reroutes->unknown[topo_index(run->topo, policy)] = true;
	}
}

/* Channels of the peers that the route leads to, each counted once for the policy; false if some are not known. */
static bool count_route(struct run *run, struct reroutes *reroutes, uint32_t mark,
	const struct element *route, int64_t *channels)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);
	bool known = true;

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);
		int64_t own;

		if (peer == NULL || reroutes->counted[topo_index(run->topo, peer)] == mark)
			continue;
		reroutes->counted[topo_index(run->topo, peer)] = mark;
		if (ask_int(run, peer, A_CHANNELS, &own))
			*channels += own;
		else
			known = false;
	}
	return known;
}

static bool count_channels(
	struct run *run, struct reroutes *reroutes, const struct element *policy, int64_t *channels)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	bool known = true;

	*channels = 0;
	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL)
			known &= count_route(
				run, reroutes, topo_index(run->topo, policy) + 1, route, channels);
	}
	return known;
}

static enum outcome judge_reroute_of(struct run *run, struct reroutes *reroutes, const struct element *policy)
{
	int64_t needed = reroutes->needed[topo_index(run->topo, policy)];
	int64_t channels;

	if (see_policy_users(run, policy) == 0)
		return NOT_APPLICABLE;
	switch (ask_bool(run, policy, A_PSTN_REROUTE)) {
	case TRI_UNKNOWN:
		return unknown(run);
	case TRI_FALSE:
		return PASS;
	case TRI_TRUE:
		break;
	}
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)) || !count_channels(run, reroutes, policy, &channels) ||
		reroutes->unknown[topo_index(run->topo, policy)])
		return unknown(run);
	if (channels > needed)
		return PASS;
	return lacks(run, policy, A_PSTN_REROUTE,
		"calls that call admission control refuses may go by the PSTN, but the peers that %s leads to have %lld channels and its people need %lld in the busy hour: none is spare",
		label(run, policy), (long long)channels, (long long)needed);
}

static enum outcome judge_reroute(struct run *run, const struct element *root)
{
	struct walk policies = see_kind(run, K_VOICE_POLICY);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *policy;
	struct reroutes reroutes;

	if (!is_first_root(run, root) || !see_admission_control(run) || !make_reroutes(run, &reroutes))
		return NOT_APPLICABLE;
	count_groups(run, &reroutes);
	/* A load that nobody knows matters only where calls are rerouted; it is asked for there. */
	while ((policy = walk_next(&policies)) != NULL)
		outcome = worse(outcome, judge_reroute_of(run, &reroutes, policy));
	return outcome;
}

/* Nothing to find: the catalogue has it as a fact to know. Which pool it is becomes an answer of the checklist. */
static enum outcome judge_single_service(struct run *run, const struct element *region)
{
	if (!see_admission_control(run) || see_ref(run, region, A_CENTRAL_SITE) == NULL)
		return NOT_APPLICABLE;
	ask_text(run, region, A_CENTRAL_SITE);
	return PASS;
}

static const struct rule admission_limits_rules[] = {
	{
		.info = {
			.id = "CAC008",
			.name = "cac-session-limit-min",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "one session is allowed at least 40 kbps of audio and 100 kbps of video",
			.meaning = "smaller limits are not accepted; a limit that is not given has a default well above",
			.fix = "raise the limit of one session, or leave it out",
			.bad = "<bandwidth-policy id=\"bp\" audio-session-kbps=\"30\" .../>",
			.good = "<bandwidth-policy id=\"bp\" audio-session-kbps=\"200\" .../>",
			.pages = { PAGE_PS_BANDWIDTH_PROFILE },
		},
		.subjects = BIT(K_BANDWIDTH_POLICY),
		.judge = judge_session_limits,
	},
	{
		.info = {
			.id = "CAC009",
			.name = "cac-session-fits-codec",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the limit of one audio session has room for the codec of trunks",
			.meaning = "a smaller limit excludes the codec: G.711 between Mediation Server and gateway is planned with 97 kbps one way, and needs 102 with all of its RTCP; the rule objects below 97, where both figures agree",
			.fix = "raise audio-session-kbps, best to 200",
			.bad = "<bandwidth-policy id=\"bp\" audio-total-kbps=\"2000\" audio-session-kbps=\"60\"/>",
			.good = "<bandwidth-policy id=\"bp\" audio-total-kbps=\"2000\" audio-session-kbps=\"200\"/>",
			.conflict = "X23: the same page plans 97 kbps for the leg and 102 for the codec; the smaller figure decides",
			.pages = { PAGE_CAC, PAGE_BW13 },
		},
		.subjects = BIT(K_BANDWIDTH_POLICY),
		.judge = judge_codec_fits,
	},
	{
		.info = {
			.id = "CAC012",
			.name = "vpn-split",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a user VPN carries both signalling and media, or neither",
			.meaning = "call admission control counts a call by where its ends seem to be; when one of the two goes past the VPN, they seem to be somewhere else",
			.fix = "send both through the VPN, or both past it and through the Edge Server",
			.bad = "<users id=\"u\" vpn-signalling=\"true\" vpn-media=\"false\" .../>",
			.good = "<users id=\"u\" vpn-signalling=\"false\" vpn-media=\"false\" .../>",
			.pages = { PAGE_CAC },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_VPN_MEDIA, A_VPN_SIGNALLING },
		.judge = judge_split,
	},
	{
		.info = {
			.id = "CAC013",
			.name = "cac-reroute-capacity",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "rerouted calls need channels to the PSTN",
			.meaning = "calls that call admission control refuses go out over the PSTN where the voice policy allows it; how many that will be no page says, so the rule objects where not one channel is spare: the channels of all peers that the policy leads to, less those that its people need in the busy hour",
			.fix = "plan more channels, or set pstn-reroute=\"false\"",
			.bad = "<topology call-admission-control=\"true\" ...> <users count=\"100\" load=\"heavy\" voice-policy=\"vp\" .../> <gateway id=\"gw\" channels=\"20\" .../> <voice-policy id=\"vp\" usages=\"us\" pstn-reroute=\"true\"/> <voice-route id=\"r\" usages=\"us\" trunks=\"t1\" .../>",
			.good = "<topology call-admission-control=\"true\" ...> <users count=\"100\" load=\"heavy\" voice-policy=\"vp\" .../> <gateway id=\"gw\" channels=\"30\" .../> <voice-policy id=\"vp\" usages=\"us\" pstn-reroute=\"true\"/> <voice-route id=\"r\" usages=\"us\" trunks=\"t1\" .../>",
			.pages = { PAGE_CAC },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_PSTN_REROUTE, A_CHANNELS, A_LOAD },
		.judge = judge_reroute,
	},
	{
		.info = {
			.id = "CAC014",
			.name = "bps-single-pool",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "the Bandwidth Policy Service of a region does not fail over to another pool",
			.meaning = "it runs on the Front End pool of the region's central site; while it is down, every call is admitted. That holds for every deployment, so the rule reports nothing: the checklist names the site",
			.fix = "know that links can be overloaded while the pool of the region's central site is down",
			.bad = "none: no plan can break it",
			.good = "<network-region id=\"nr\" central-site=\"redmond\"/>",
			.pages = { PAGE_CAC },
		},
		.subjects = BIT(K_NETWORK_REGION),
		.judge = judge_single_service,
	},
};

const struct rule_group rule_group_admission_limits = RULE_GROUP(admission_limits_rules);
