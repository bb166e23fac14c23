/* SPDX-License-Identifier: MIT */
/* Port ranges and marks by which networks give voice priority. */
#include "check/derived.h"
#include "model/figures.h"
#include "model/ports.h"

#include <inttypes.h>

static bool range_of(struct run *run, const struct element *pool, enum attr start_attr, enum attr count_attr,
	struct port_range *ret)
{
	int64_t start = 0;
	int64_t count = 0;
	bool known = ask_int(run, pool, start_attr, &start);

	known = ask_int(run, pool, count_attr, &count) && known;
	return known && port_range_of(start, count, ret);
}

/* Another kind of media of the Front End Servers, and where its ports and its mark are written. */
static const struct medium {
	const char *name;
	enum attr start, count, dscp;
} media[] = {
	{ "video", A_VIDEO_PORT_START, A_VIDEO_PORT_COUNT, A_DSCP_VIDEO },
	{ "application sharing", A_SHARING_PORT_START, A_SHARING_PORT_COUNT, A_DSCP_SHARING },
};

static enum outcome judge_overlap(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	enum outcome outcome = PASS;
	struct port_range audio;
	bool known = true;

	if (front_end == NULL || !range_of(run, pool, A_AUDIO_PORT_START, A_AUDIO_PORT_COUNT, &audio))
		return NOT_APPLICABLE;
	for (size_t i = 0; i < ARRAY_LEN(media); i++) {
		struct port_range other;

		if (!range_of(run, front_end, media[i].start, media[i].count, &other)) {
			known = false;
			continue;
		}
		if (!port_ranges_overlap(audio, other))
			continue;
		relate(run, front_end, media[i].start, "%s uses %u-%u", media[i].name, other.first,
			other.last);
		argue(run, media[i].name);
		outcome = fires(run, pool, A_AUDIO_PORT_START,
			"audio of %s uses ports %u-%u and %s of %s %u-%u: marks by port cannot tell them apart",
			label(run, pool), audio.first, audio.last, media[i].name, label(run, front_end),
			other.first, other.last);
	}
	return known ? outcome : worse(outcome, unknown(run));
}

static enum outcome judge_difference(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	struct port_range audio;
	struct port_range other;

	if (front_end == NULL || !range_of(run, pool, A_AUDIO_PORT_START, A_AUDIO_PORT_COUNT, &audio) ||
		!range_of(run, front_end, A_AUDIO_PORT_START, A_AUDIO_PORT_COUNT, &other))
		return NOT_APPLICABLE;
	if (audio.first == other.first && audio.last == other.last)
		return PASS;
	relate(run, front_end, A_AUDIO_PORT_START, "audio of conferences and applications");
	return fires(run, pool, A_AUDIO_PORT_START,
		"audio of %s uses ports %u-%u, and that of conferences on %s %u-%u; with one range for all a single policy "
		"would mark both",
		label(run, pool), audio.first, audio.last, label(run, front_end), other.first, other.last);
}

/* Some link or line of the pool's site gives voice priority: marks are wanted. */
static bool wants_marks(struct run *run, const struct element *pool)
{
	const struct element *site = site_of(run->topo, pool);
	struct walk links;
	struct walk lines;
	const struct element *e;

	if (site == NULL)
		return false;
	links = see_referrers(run, site, K_WAN_LINK, A_BETWEEN);
	lines = see_referrers(run, site, K_CONNECTION, A_SITE);
	while ((e = walk_next(&links)) != NULL)
		if (see_bool(run, e, A_QOS) == TRI_TRUE)
			return true;
	while ((e = walk_next(&lines)) != NULL)
		if (see_bool(run, e, A_QOS) == TRI_TRUE || see_bool(run, e, A_VOICE_PRIORITY) == TRI_TRUE)
			return true;
	return false;
}

/* Two kinds of media with the same mark. */
static enum outcome same_mark(struct run *run, const struct element *pool, const struct element *front_end,
	const struct medium *medium, int64_t audio)
{
	int64_t dscp;

	if (!see_int(run, front_end, medium->dscp, &dscp))
		return NOT_APPLICABLE;
	if (dscp != audio)
		return PASS;
	relate(run, front_end, medium->dscp, "marks %s with %" PRId64, medium->name, dscp);
	argue(run, medium->name);
	return fires(run, pool, A_DSCP_AUDIO,
		"%s marks audio with DSCP %" PRId64 ", with which %s marks %s; %" PRId64
		" for audio, %" PRId64 " for video and %" PRId64 " for sharing are suggested (%s)",
		label(run, pool), audio, label(run, front_end), medium->name, figure_whole(FIGURE_DSCP_AUDIO),
		figure_whole(FIGURE_DSCP_VIDEO), figure_whole(FIGURE_DSCP_SHARING),
		figure_source(FIGURE_DSCP_AUDIO));
}

static enum outcome judge_audio_mark(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	enum outcome outcome = PASS;
	int64_t audio;

	if (!see_written(run, pool, A_DSCP_AUDIO) && !wants_marks(run, pool))
		return NOT_APPLICABLE;
	if (!ask_int(run, pool, A_DSCP_AUDIO, &audio))
		return unknown(run);
	if (audio == 0)
		return fires(run, pool, A_DSCP_AUDIO,
			"%s marks audio with DSCP 0, which is no priority at all; %" PRId64
			" is suggested (%s)",
			label(run, pool), figure_whole(FIGURE_DSCP_AUDIO), figure_source(FIGURE_DSCP_AUDIO));
	for (size_t i = 0; front_end != NULL && i < ARRAY_LEN(media); i++)
		outcome = worse(outcome, same_mark(run, pool, front_end, &media[i], audio));
	return outcome;
}

static enum outcome judge_other_marks(struct run *run, const struct element *front_end)
{
	int64_t video;
	int64_t sharing;

	if (!see_int(run, front_end, A_DSCP_VIDEO, &video) ||
		!see_int(run, front_end, A_DSCP_SHARING, &sharing))
		return NOT_APPLICABLE;
	if (video != sharing)
		return PASS;
	return fires(run, front_end, A_DSCP_SHARING,
		"%s marks video and application sharing alike, with DSCP %" PRId64 "; %" PRId64
		" and %" PRId64 " are suggested (%s)",
		label(run, front_end), video, figure_whole(FIGURE_DSCP_VIDEO),
		figure_whole(FIGURE_DSCP_SHARING), figure_source(FIGURE_DSCP_VIDEO));
}

static enum outcome judge_marks(struct run *run, const struct element *pool)
{
	return pool->kind == K_FRONT_END_POOL ? judge_other_marks(run, pool) : judge_audio_mark(run, pool);
}

static enum outcome judge_admission(struct run *run, const struct element *e)
{
	const struct element *root = topo_root_with(run->topo, A_CALL_ADMISSION_CONTROL);
	enum tri priority;

	if (see_bool(run, root, A_CALL_ADMISSION_CONTROL) != TRI_TRUE)
		return NOT_APPLICABLE;
	if (e->kind == K_TOPOLOGY && topo_count(run->topo, K_SITE) < 2)
		return NOT_APPLICABLE;
	if (e->kind == K_TOPOLOGY)
		return ask_kinds(run, BIT(K_WAN_LINK)) ? NOT_APPLICABLE : unknown(run);
	priority = ask_bool(run, e, A_QOS);
	if (priority != TRI_FALSE)
		return priority == TRI_TRUE ? PASS : unknown(run);
	return fires(run, e, A_QOS,
		"%s gives voice no priority: call admission control limits calls, but keeps no other traffic off the link",
		label(run, e));
}

static const struct rule quality_rules[] = {
	{
		.info = {
			.id = "QOS001",
			.name = "port-overlap",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "ports of audio overlap neither those of video nor those of application sharing",
			.meaning = "policies mark packets by their port, so a port that two kinds of media share gets the mark of one of them; by default application sharing overlaps both others. Compared are the pool's audio ports with the ranges of its Front End pool",
			.fix = "give each kind of media a range of its own",
			.bad = "<front-end-pool id=\"fe\" video-port-start=\"57000\" video-port-count=\"8000\" .../> <mediation-pool front-end-pool=\"fe\" .../>",
			.good = "<front-end-pool id=\"fe\" video-port-start=\"57501\" video-port-count=\"8034\" .../> <mediation-pool front-end-pool=\"fe\" .../>",
			.pages = { PAGE_QOS },
		},
		.subjects = MEDIATION_POOLS,
		.needs = { A_VIDEO_PORT_START, A_VIDEO_PORT_COUNT, A_SHARING_PORT_START, A_SHARING_PORT_COUNT },
		.judge = judge_overlap,
	},
	{
		.info = {
			.id = "QOS002",
			.name = "port-range-differs",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "audio has the same ports on Conferencing, Application and Mediation Servers",
			.meaning = "with the same range on all of them one policy marks everybody's audio; it is convenient, not required",
			.fix = "nothing is wrong; give the Mediation pool the range of the Front End pool, or keep two policies",
			.bad = "<front-end-pool id=\"fe\" .../> <mediation-pool front-end-pool=\"fe\" audio-port-start=\"50000\" audio-port-count=\"7500\" .../>",
			.good = "<front-end-pool id=\"fe\" .../> <mediation-pool front-end-pool=\"fe\" .../>",
			.pages = { PAGE_QOS },
		},
		.subjects = MEDIATION_POOLS,
		.judge = judge_difference,
	},
	{
		.info = {
			.id = "QOS003",
			.name = "dscp-missing",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "audio has a mark of its own where links give voice priority",
			.meaning = "links and lines of the site with qos or voice-priority tell voice by its DSCP mark; 46 for audio, 34 for video and 24 for application sharing are suggested, and only that they differ is required. 0 is no mark",
			.fix = "set a policy that marks the audio ports with 46, and others for the rest",
			.bad = "<mediation-pool dscp-audio=\"0\" .../> <wan-link between=\"seattle denver\" qos=\"true\" .../>",
			.good = "<mediation-pool dscp-audio=\"46\" .../> <wan-link between=\"seattle denver\" qos=\"true\" .../>",
			.pages = { PAGE_QOS },
		},
		.subjects = MEDIATION_POOLS | BIT(K_FRONT_END_POOL),
		.needs = { A_DSCP_AUDIO },
		.judge = judge_marks,
	},
	{
		.info = {
			.id = "QOS004",
			.name = "qos-with-cac",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "call admission control goes with quality of service on the links",
			.meaning = "call admission control counts calls; data on the same link can still crowd them out unless the network gives voice priority",
			.fix = "give voice priority on the link",
			.bad = "<topology call-admission-control=\"true\" .../> <wan-link between=\"seattle denver\" qos=\"false\" .../>",
			.good = "<topology call-admission-control=\"true\" .../> <wan-link between=\"seattle denver\" qos=\"true\" .../>",
			.pages = { PAGE_CAC },
		},
		.subjects = BIT(K_WAN_LINK) | BIT(K_TOPOLOGY),
		.needs = { A_QOS },
		.judge = judge_admission,
	},
};

const struct rule_group rule_group_quality_of_service = RULE_GROUP(quality_rules);
