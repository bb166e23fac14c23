/* SPDX-License-Identifier: MIT */
/* What calls with the PSTN and for help hang on alone: parts that were let fail one after the other. */
#include "check/outbound.h"
#include "check/site_paths.h"

#include <string.h>

static uint32_t count_children(struct run *run, const struct element *parent, enum kind kind)
{
	struct walk children = see_children(run, parent, BIT(kind));
	uint32_t n = 0;

	while (walk_next(&children) != NULL)
		n++;
	return n;
}

/* ", though pool 'p' has 2 servers"; "" where the part is the only one of its kind. */
static const char *siblings_words(struct run *run, const struct element *part, const char *what)
{
	const struct element *parent = topo_parent(run->topo, part);
	uint32_t n = count_children(run, parent, part->kind);

	return n > 1 ? words(run, ", though %s has %u %s", label(run, parent), n, what) : "";
}

/* The trunks that routes offer to a call out. */
static struct elements planned_trunks(struct run *run, const struct call *call)
{
	const struct element *caller = call->n_signalling > 0 ? path_element(run, call->signalling_at[0]) :
								NULL;
	const struct element *policy = caller != NULL && caller->kind == K_USERS ? see_policy(run, caller) :
										   NULL;
	struct elements trunks = { .n = 0 };

	if (policy != NULL) {
		struct outbound outbound = outbound_make(run, policy);
		struct elements routes = outbound_take(run, &outbound, str_of(call->number));

		trunks = trunks_of_routes(run, &routes);
		outbound_release(&outbound);
	}
	return trunks;
}

/* Which redundancy of the plan does not help when the part fails; "" for none. */
static const char *promise_words(struct run *run, const struct site_cut *cut)
{
	const struct element *part = path_element(run, cut->part);
	struct elements trunks;

	if (part->kind == K_SERVER)
		return siblings_words(run, part, "servers");
	if (part->kind == K_TUNNEL)
		return siblings_words(run, part, "tunnels");
	if (strncmp(cut->call->kind, "pstn-to-", 8) == 0)
		return "";
	trunks = planned_trunks(run, cut->call->call);
	return trunks.n > 1 ? words(run, ", though %s are planned for it", elements_label(run, &trunks)) : "";
}

/* The cut to speak of: the first one against which the plan has something that does not help, else the first one. */
static const struct site_cut *choose(struct run *run, const struct site_cuts *cuts, const char **ret_promise)
{
	for (const struct site_cut *cut = cuts->at; cut < cuts->end; cut++) {
		*ret_promise = promise_words(run, cut);
		if (**ret_promise != '\0')
			return cut;
	}
	return cuts->at;
}

/* "; likewise pstn-to-ev": the other calls that the part of this cut stops. */
static const char *other_kinds(struct run *run, const struct site_cuts *cuts, const struct site_cut *chosen)
{
	const char *text = "";

	for (const struct site_cut *cut = cuts->at; cut < cuts->end; cut++)
		if (cut->part == chosen->part && cut != chosen)
			text = words(
				run, "%s%s%s", text, *text != '\0' ? ", " : "; likewise ", cut->call->kind);
	return text;
}

/* The other parts, each once. */
static struct elements other_parts(
	struct run *run, const struct site_cuts *cuts, const struct site_cut *chosen)
{
	struct elements parts = { .n = 0 };

	for (const struct site_cut *cut = cuts->at; cut < cuts->end; cut++)
		if (cut->part != chosen->part)
			elements_add(run, &parts, path_element(run, cut->part));
	return parts;
}

/* True if a call with the PSTN or for help gets through with nothing failed. */
static bool reaches_outside(struct run *run, const struct element *site)
{
	const struct site_call *call;
	struct site_paths paths;

	if (!site_paths_begin(run, site, &paths))
		return false;
	while ((call = site_paths_next(&paths)) != NULL)
		if (call->call->outcome == CALL_CONNECTED &&
			(strstr(call->kind, "pstn") != NULL || strstr(call->kind, "emergency") != NULL))
			return true;
	return false;
}

/* HAV030 */
static enum outcome judge_single_points(struct run *run, const struct element *site)
{
	const struct site_cut *cut;
	struct site_cuts cuts;
	struct elements others;
	const char *promise = "";
	const char *message;

	if (!site_cuts_begin(run, site, &cuts))
		return UNKNOWN;
	if (cuts.at == cuts.end)
		return reaches_outside(run, site) ? PASS : NOT_APPLICABLE;
	cut = choose(run, &cuts, &promise);
	others = other_parts(run, &cuts, cut);
	witness(run, path_element(run, cut->part), A_NONE, "%s: the call fails without it",
		label(run, path_element(run, cut->part)));
	for (uint32_t i = 0; i < others.n; i++) {
		argue(run, topo_id(run->topo, others.at[i]));
		witness(run, others.at[i], A_NONE, "%s stops calls of the site alone, too",
			label(run, others.at[i]));
	}
	argue(run, topo_id(run->topo, path_element(run, cut->part)));
	message = words(run, "a call of kind %s, %s to %s, fails when %s does%s%s", cut->call->kind,
		cut->call->call->from, cut->call->call->to, label(run, path_element(run, cut->part)), promise,
		other_kinds(run, &cuts, cut));
	if (others.n > 0)
		message = words(
			run, "%s; calls hang alone on %s, too", message, elements_label(run, &others));
	return lacks(run, site, A_NONE, "%s%s", message,
		site_must_survive(run, site) == TRI_TRUE ? ", and telephony of the site must survive" : "");
}

static const struct rule single_points_rules[] = {
	{
		.info = {
			.id = "HAV030",
			.name = "single-point-of-failure",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "no call with the PSTN or for help hangs on one part alone",
			.meaning = "one part after the other is let fail - a server, a trunk, a gateway, a router, a tunnel, a link - and one call of each kind that the site has with the PSTN, in and out, and for help is simulated again. A part without which such a call does not connect is named, with the call, and with what the plan has beside it that does not help: two trunks over one router, say. The pages advise a second gateway, a second trunk and a failover route, and leave it to the company what has to survive, so this is a note. This rule is our own",
			.fix = "give the part a second one that does not share it, or accept the risk; lync-topo simulate --sweep 1 prints all of them, render --view failover marks them",
			.bad = "<tunnel id=\"a\" enterprise-end=\"r1\" .../> <tunnel id=\"b\" enterprise-end=\"r1\" .../>",
			.good = "<tunnel id=\"a\" enterprise-end=\"r1\" .../> <tunnel id=\"b\" enterprise-end=\"r2\" .../>",
			.pages = { PAGE_ENGINEERING, PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.swept = true,
		.judge = judge_single_points,
	},
};

const struct rule_group rule_group_single_points = RULE_GROUP(single_points_rules);
