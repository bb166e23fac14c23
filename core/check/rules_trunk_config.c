/* SPDX-License-Identifier: MIT */
/* Settings of trunk configurations beside what their peers can do. */
#include "check/configs.h"

static enum outcome judge_early_dialogs(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *config = see_trunk_config(run, trunk);
	const struct element *at;
	enum attr attr;
	int64_t asked;
	int64_t most;

	if (peer == NULL || !trunk_setting_int(run->topo, config, A_MAX_EARLY_DIALOGS, &asked))
		return NOT_APPLICABLE;
	if (!ask_int(run, peer, A_MAX_EARLY_DIALOGS, &most))
		return unknown(run);
	if (asked <= most)
		return PASS;
	at = setting_place(run, trunk, A_MAX_EARLY_DIALOGS, &attr);
	relate(run, peer, A_MAX_EARLY_DIALOGS, "takes %lld", (long long)most);
	if (at != trunk)
		relate(run, trunk, A_NONE, "the trunk");
	return lacks(run, at, attr,
		"%s may be sent %lld forked answers%s, more than the %lld that %s can take",
		label(run, trunk), (long long)asked, attr == A_NONE ? " (the default)" : "", (long long)most,
		label(run, peer));
}

/* Media bypass without a way to transfer calls asks for RTCP off (BYP015): then it is necessary. */
static bool needs_rtcp_off(struct run *run, const struct element *config)
{
	return see_bool(run, config, A_MEDIA_BYPASS) == TRI_TRUE &&
		see_bool(run, config, A_REFER) == TRI_FALSE &&
		see_bool(run, config, A_THIRD_PARTY_REFER) == TRI_FALSE;
}

static enum outcome judge_rtcp(struct run *run, const struct element *config)
{
	bool active = see_bool(run, config, A_RTCP_ACTIVE_CALLS) != TRI_FALSE;
	bool held = see_bool(run, config, A_RTCP_HELD_CALLS) != TRI_FALSE;

	if (see_configured(run, config).n == 0)
		return NOT_APPLICABLE;
	if ((active && held) || needs_rtcp_off(run, config))
		return PASS;
	if (!active && !held)
		relate(run, config, A_RTCP_HELD_CALLS, "for calls on hold, too");
	return fires(run, config, active ? A_RTCP_HELD_CALLS : A_RTCP_ACTIVE_CALLS,
		"RTCP is not watched on %s: a peer that is gone is not noticed",
		active       ? "calls on hold" :
			held ? "active calls" :
			       "active calls and calls on hold");
}

/* A rule for called numbers after which some number that it takes has no + any more. */
static bool strips_plus(struct run *run, const struct element *rule)
{
	char example[PATTERN_EXAMPLE_LENGTH];
	const struct pattern *pattern;
	struct str after;

	if (see_choice(run, rule, A_ON) != TRANSLATE_ON_CALLED)
		return false;
	pattern = patterns_get(&run->patterns, see_text(run, rule, A_PATTERN));
	if (pattern == NULL || !pattern_is_valid(pattern) ||
		!pattern_example(&run->patterns, pattern, example) || example[0] != '+')
		return false;
	return pattern_replace(&run->patterns, pattern, str_of(example), see_text(run, rule, A_REPLACEMENT),
		       &run->scratch, &after) == MATCH_YES &&
		(after.length == 0 || after.text[0] != '+');
}

static bool removes_plus(struct run *run, const struct element *config)
{
	struct walk rules = see_children(run, config, BIT(K_TRANSLATE));
	const struct element *rule;

	if (see_bool(run, config, A_REMOVE_PLUS) == TRI_TRUE)
		return true;
	while ((rule = walk_next(&rules)) != NULL)
		if (strips_plus(run, rule))
			return true;
	return false;
}

/* The trunk alone where no configuration is in effect for it; otherwise its configuration is judged. */
static enum outcome judge_plus_by_default(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	enum tri accepts;

	if (peer == NULL || see_trunk_config(run, trunk) != NULL)
		return NOT_APPLICABLE;
	accepts = ask_bool(run, peer, A_ACCEPTS_PLUS);
	if (accepts != TRI_FALSE)
		return accepts == TRI_TRUE ? PASS : unknown(run);
	relate(run, peer, A_ACCEPTS_PLUS, "takes no numbers with +");
	return lacks(run, trunk, A_NONE, "%s sends numbers with +, which %s does not take", label(run, trunk),
		label(run, peer));
}

static enum outcome judge_plus(struct run *run, const struct element *config)
{
	struct refs trunks = { 0 };
	struct few senders = { 0 };
	enum outcome outcome = PASS;
	bool unsure = false;

	if (config->kind == K_TRUNK)
		return judge_plus_by_default(run, config);
	trunks = see_configured(run, config);
	if (trunks.n == 0 || removes_plus(run, config))
		return trunks.n == 0 ? NOT_APPLICABLE : PASS;
	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);
		enum tri accepts = peer != NULL ? ask_bool(run, peer, A_ACCEPTS_PLUS) : TRI_TRUE;

		unsure |= accepts == TRI_UNKNOWN;
		if (accepts == TRI_FALSE)
			few_add(&senders, refs_nth(trunks, i));
	}
	if (senders.n > 0) {
		few_relate(run, &senders, A_PEER, "its peer takes no numbers with +");
		outcome = lacks(run, config, if_written(run, config, A_REMOVE_PLUS),
			"%s send numbers with + to a peer that does not take it, and nothing here removes it",
			few_label(run, &senders));
	}
	return unsure ? worse(outcome, unknown(run)) : outcome;
}

static const struct rule trunk_config_rules[] = {
	{
		.info = {
			.id = "TRK014",
			.name = "early-dialogs",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the peer can take as many forked answers as it may be sent",
			.meaning = "a call that rings several clients gives the peer one early dialog for each; the trunk configuration says how many it may be sent, 20 by default, and the maker of the gateway, PBX or SBC says how many it can take. Media bypass depends on it most",
			.fix = "lower max-early-dialogs of the trunk's configuration to what the peer takes",
			.bad = "<gateway id=\"gw\" max-early-dialogs=\"8\" .../>  with max-early-dialogs 20 in effect",
			.good = "<trunk-config scope=\"trunk:t1\" max-early-dialogs=\"8\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_BYP },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_MAX_EARLY_DIALOGS },
		.judge = judge_early_dialogs,
	},
	{
		.info = {
			.id = "TRK015",
			.name = "rtcp-guard-removed",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "RTCP stays watched",
			.meaning = "a call whose peer is gone is ended because its RTCP stays away; without that watch nobody notices. The page wants it off only where that is necessary, as with media bypass to a peer that cannot be transferred (BYP015)",
			.fix = "leave rtcp-active-calls and rtcp-held-calls at true",
			.bad = "<trunk-config scope=\"global\" rtcp-active-calls=\"false\"/>",
			.good = "<trunk-config scope=\"global\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_rtcp,
	},
	{
		.info = {
			.id = "TRK023",
			.name = "plus-sign",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a peer that takes no + is sent none",
			.meaning = "numbers are sent in E.164 with a leading +; where the peer refuses it, the trunk configuration has to remove it, by its switch or by a translation rule for called numbers. That the two must fit follows from what the switch does",
			.fix = "set remove-plus=\"true\" in the trunk's configuration, or add a translate that drops the +",
			.bad = "<gateway id=\"gw\" accepts-plus=\"false\" .../> <trunk-config scope=\"global\"/>",
			.good = "<gateway id=\"gw\" accepts-plus=\"false\" .../> <trunk-config scope=\"global\" remove-plus=\"true\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TRUNK_CONFIG) | BIT(K_TRUNK),
		.needs = { A_ACCEPTS_PLUS },
		.judge = judge_plus,
	},
};

const struct rule_group rule_group_trunk_config = RULE_GROUP(trunk_config_rules);
