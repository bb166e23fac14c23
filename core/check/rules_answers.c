/* SPDX-License-Identifier: MIT */
/* How fast a peer answers, and what becomes of its refusals. */
#include "check/elements.h"
#include "model/figures.h"

#include <inttypes.h>

/* A trunk to the peer on which the failover timer runs, or NULL; *ret_any tells whether it has any trunk. */
static const struct element *timed_trunk(struct run *run, const struct element *peer, bool *ret_any)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	const struct element *trunk;

	*ret_any = false;
	while ((trunk = walk_next(&trunks)) != NULL) {
		*ret_any = true;
		if (trunk_setting(run->topo, see_trunk_config(run, trunk), A_FAST_FAILOVER) == TRI_TRUE)
			return trunk;
	}
	return NULL;
}

static enum outcome judge_slow(struct run *run, const struct element *peer)
{
	int64_t least = figure_whole(FIGURE_FAILOVER_TIMER_S);
	const struct element *trunk;
	int64_t response;
	bool any;

	trunk = timed_trunk(run, peer, &any);
	if (trunk == NULL)
		return any ? PASS : NOT_APPLICABLE;
	if (!ask_int(run, peer, A_RESPONSE_MS, &response))
		return unknown(run);
	if (response <= least * 1000)
		return PASS;
	/* Any of its trunks will do as a witness; which one is no argument of the finding. */
	return lacks(run, peer, A_RESPONSE_MS,
		"%s answers after %" PRId64 " ms, but %s gives it up after %" PRId64 " s (%s)",
		label(run, peer), response, label(run, trunk), least, figure_source(FIGURE_FAILOVER_TIMER_S));
}

/* What arrives when all channels of the peer are busy. */
struct busy {
	int64_t response, isup;
	bool isup_known;
};

/* A rule that needs the cause would take the answer if it carried the right one, and make something else of it. */
static bool turns_on_cause(
	struct run *run, const struct element *config, const struct busy *busy, int64_t otherwise)
{
	struct walk rules = see_children(run, config, BIT(K_RESPONSE_CODE));
	const struct element *rule;

	while ((rule = walk_next(&rules)) != NULL) {
		int64_t received = 0;
		int64_t cause = -1;
		int64_t translated = 0;

		see_int(run, rule, A_RECEIVED, &received);
		see_int(run, rule, A_ISUP, &cause);
		see_int(run, rule, A_TRANSLATED, &translated);
		if (cause > 0 && (received == 0 || received == busy->response) && translated != otherwise)
			return true;
	}
	return false;
}

/* What becomes of the answer on this trunk; 0 if that turns on a cause nobody has written. */
static int64_t becomes(struct run *run, const struct element *trunk, const struct busy *busy)
{
	const struct element *config = see_trunk_config(run, trunk);
	const struct element *rule;
	int64_t translated = busy->response;

	rule = response_rule_for(run->topo, config, busy->response, busy->isup);
	if (rule != NULL)
		see_int(run, rule, A_TRANSLATED, &translated);
	if (config != NULL && !busy->isup_known && turns_on_cause(run, config, busy, translated))
		return 0;
	return translated;
}

static enum outcome judge_busy(struct run *run, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	const struct element *trunk = walk_next(&trunks);
	int64_t retried = figure_whole(FIGURE_RETRIED_RESPONSE);
	struct busy busy = { 0 };
	bool known = true;

	if (trunk == NULL)
		return NOT_APPLICABLE;
	if (!ask_int(run, peer, A_BUSY_RESPONSE, &busy.response))
		return unknown(run);
	busy.isup_known = see_int(run, peer, A_BUSY_ISUP, &busy.isup);
	for (; trunk != NULL; trunk = walk_next(&trunks)) {
		int64_t arrives = becomes(run, trunk, &busy);

		known = known && arrives > 0;
		if (arrives > 0 && arrives != retried)
			return lacks(run, peer, A_BUSY_RESPONSE,
				"%s answers %" PRId64 " when no circuit is free, and %" PRId64
				" is what becomes of it on %s; only %" PRId64
				" is tried again elsewhere (%s)",
				label(run, peer), busy.response, arrives, label(run, trunk), retried,
				figure_source(FIGURE_RETRIED_RESPONSE));
	}
	if (known)
		return PASS;
	ask_text(run, peer, A_BUSY_ISUP);
	return unknown(run);
}

static bool is_response(int64_t code)
{
	return code >= figure_whole(FIGURE_RESPONSE_LEAST) && code <= figure_whole(FIGURE_RESPONSE_MOST);
}

static enum outcome out_of_range(
	struct run *run, const struct element *rule, enum attr attr, int64_t code, const char *otherwise)
{
	return fires(run, rule, attr,
		"%s is never used: %s %" PRId64 " is not a SIP code from %" PRId64 " to %" PRId64 "%s (%s)",
		label(run, rule), attr_name(attr), code, figure_whole(FIGURE_RESPONSE_LEAST),
		figure_whole(FIGURE_RESPONSE_MOST), otherwise, figure_source(FIGURE_RESPONSE_LEAST));
}

static enum outcome judge_range(struct run *run, const struct element *rule)
{
	enum outcome outcome = PASS;
	int64_t received;
	int64_t translated;

	if (see_int(run, rule, A_RECEIVED, &received) && received != 0 && !is_response(received))
		outcome = out_of_range(
			run, rule, A_RECEIVED, received, ", and not 0 for the ISUP cause alone");
	if (see_int(run, rule, A_TRANSLATED, &translated) && !is_response(translated))
		outcome = out_of_range(run, rule, A_TRANSLATED, translated, "");
	return outcome;
}

static const struct rule answer_rules[] = {
	{
		.info = {
			.id = "HAV012",
			.name = "fast-failover-slow-peer",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a peer behind the failover timer answers within 10 seconds",
			.meaning = "with the timer on, which is the default, a call on which the peer gives no sign for 10 seconds goes to the next trunk, or is dropped where there is none: a slow network or peer loses calls that would have been answered",
			.fix = "find out why the peer is slow, or set fast-failover=\"false\" in the trunk configuration in effect",
			.bad = "<gateway id=\"gw\" response-ms=\"12000\" .../> <trunk peer=\"gw\" .../>",
			.good = "<gateway id=\"gw\" response-ms=\"800\" .../> <trunk peer=\"gw\" .../>",
			.conflict = "X9: one page speaks of no answer within 10 seconds, another of no notice that the call is being processed; response-ms is the time to the first answer other than 100",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_TBYP },
		},
		.subjects = PEERS,
		.needs = { A_RESPONSE_MS },
		.judge = judge_slow,
	},
	{
		.info = {
			.id = "HAV014",
			.name = "response-code-mapping",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a peer without a free circuit answers 503, or a rule makes 503 of its answer",
			.meaning = "503 lets outbound routing try the next trunk, 486 and the like end the call; a peer that maps \"no circuit\" (ISUP cause 34) to another code needs a response code translation rule in the trunk configuration in effect",
			.fix = "add a response-code rule with translated=\"503\", or change the mapping of the peer",
			.bad = "<gateway id=\"gw\" busy-response=\"486\" busy-isup=\"34\" .../>",
			.good = "<gateway id=\"gw\" busy-response=\"486\" busy-isup=\"34\" .../> <trunk-config scope=\"global\"> <response-code received=\"486\" isup=\"34\" translated=\"503\"/> </trunk-config>",
			.pages = { PAGE_PS_RESPONSE_CODE },
		},
		.subjects = PEERS,
		.needs = { A_BUSY_RESPONSE },
		.judge = judge_busy,
	},
	{
		.info = {
			.id = "HAV015",
			.name = "response-code-range",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "response code rules name codes from 400 to 699",
			.meaning = "a rule whose received code lies elsewhere is never used, except 0, which stands for the ISUP cause alone; what it becomes must be such a code too",
			.fix = "correct the code",
			.bad = "<trunk-config scope=\"global\"> <response-code received=\"183\" translated=\"503\"/> </trunk-config>",
			.good = "<trunk-config scope=\"global\"> <response-code received=\"486\" translated=\"503\"/> </trunk-config>",
			.pages = { PAGE_PS_RESPONSE_CODE },
		},
		.subjects = BIT(K_RESPONSE_CODE),
		.judge = judge_range,
	},
};

const struct rule_group rule_group_answers = RULE_GROUP(answer_rules);
