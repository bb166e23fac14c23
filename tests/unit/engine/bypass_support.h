/* SPDX-License-Identifier: MIT */
/*
 * bypass_support.h - for the tests of media bypass: a small deployment in which calls bypass, to be changed one
 * attribute at a time, and what the decision must say.
 */
#ifndef LYNC_TOPO_TESTS_BYPASS_SUPPORT_H
#define LYNC_TOPO_TESTS_BYPASS_SUPPORT_H

#include "topology_support.h"

#include "engine/bypass.h"

/* Everything that lets calls of "sales" bypass over trunk "t"; %s are attributes, in the order of struct setup. */
#define DEPLOYMENT \
	"<topology xmlns='urn:lync-topo:topology:1' %s>" \
	"<site id='red' kind='central'>" \
	"<mediation-pool id='med' placement='stand-alone' tcp-port='5068'/>" \
	"<gateway id='gw' kind='pstn-gateway' %s/>" \
	"<users id='sales' count='10' telephony='enterprise-voice' %s/></site>" \
	"<trunk id='t' mediation-pool='med' peer='%s' %s/>" \
	"<trunk-config scope='global' %s/>%s</topology>"

#define NETWORK \
	"<network-region id='west' central-site='red'/>" \
	"<network-site id='campus' region='west'><subnet address='172.29.81.0/24'/>" \
	"<subnet address='10.5.0.0/24'/></network-site>"

struct setup {
	const char *topology, *gateway, *users, *peer, *trunk, *config, *rest;
};

static const struct setup always = {
	.topology = "media-bypass='always'",
	.gateway = "ip='10.5.0.9' media-bypass-supported='true'",
	.users = "subnet='172.29.81.0/24' client='lync-2013'",
	.peer = "gw",
	.trunk = "transport='tls'",
	.config = "media-bypass='true'",
	.rest = "",
};

/* The same with network sites, in one of which client and gateway are. */
static inline struct setup sites(void)
{
	struct setup setup = always;

	setup.topology = "media-bypass='site-and-region'";
	setup.rest = NETWORK;
	return setup;
}

struct asked {
	struct plan *plan;
	struct arena arena;
	struct engine_policies policies;
	struct bypass_answer answer;
};

static inline struct asked ask_plan(struct plan *plan, bool is_remote, const char *mismatch)
{
	struct asked asked = { .plan = plan, .policies = engine_policies_default() };
	struct bypass_question question = {
		.users = plan_element(plan, "sales"),
		.is_remote = is_remote,
		.trunk = plan_element(plan, "t"),
	};

	assert_true(deployment_make(&plan->deployment, &plan->topo));
	assert_true(engine_policies_set(&asked.policies, POLICY_BYPASS_MISMATCH, mismatch));
	assert_true(bypass_decide(
		&plan->topo, &plan->deployment, &asked.policies, &question, &asked.arena, &asked.answer));
	assert_true(asked.answer.n_step > 0);
	for (uint32_t i = 0; i < asked.answer.n_step; i++)
		assert_true(strlen(asked.answer.step[i].source) > 0);
	return asked;
}

static inline struct plan *load(const struct setup *setup)
{
	char *text = NULL;
	struct plan *plan;

	assert_true(asprintf(&text, DEPLOYMENT, setup->topology, setup->gateway, setup->users, setup->peer,
			    setup->trunk, setup->config, setup->rest) > 0);
	plan = plan_load_whole(text);
	free(text);
	return plan;
}

static inline struct asked ask_with(const struct setup *setup, bool is_remote, const char *mismatch)
{
	struct plan *plan = load(setup);

	if (plan->findings.n_finding > 0)
		fail_msg("%s: %s", plan->findings.finding[0].rule->id, plan->findings.finding[0].message);
	return ask_plan(plan, is_remote, mismatch);
}

static inline void asked_free(struct asked *asked)
{
	arena_release(&asked->arena);
	plan_free(asked->plan);
}

/* The verdict, and words of the step that decided. */
static inline void assert_asked(struct asked asked, enum bypass_verdict verdict, const char *last)
{
	const char *what = asked.answer.step[asked.answer.n_step - 1].what;

	if (asked.answer.verdict != verdict)
		fail_msg("verdict %d, not %d: %s", (int)asked.answer.verdict, (int)verdict, what);
	assert_holds(what, last);
	asked_free(&asked);
}

static inline void assert_answer(const struct setup *setup, enum bypass_verdict verdict, const char *last)
{
	assert_asked(ask_with(setup, false, "relay"), verdict, last);
}

static inline void assert_yes(const struct setup *setup)
{
	assert_answer(setup, BYPASS_VERDICT_YES, "directly between clients of users 'sales'");
}

static inline void assert_no(const struct setup *setup, const char *last)
{
	assert_answer(setup, BYPASS_VERDICT_NO, last);
}

/* Some step, not only the last one, says so. */
static inline void assert_step(const struct setup *setup, const char *words)
{
	struct asked asked = ask_with(setup, false, "relay");
	bool found = false;

	for (uint32_t i = 0; i < asked.answer.n_step; i++)
		found = found || strstr(asked.answer.step[i].what, words) != NULL;
	if (!found)
		fail_msg("no step says '%s'", words);
	asked_free(&asked);
}

static inline void assert_assumed(const struct setup *setup, const char *sentence)
{
	struct asked asked = ask_with(setup, false, "relay");
	bool found = false;

	for (uint32_t i = 0; i < asked.answer.n_assumed; i++)
		found = found || strcmp(asked.answer.assumed[i], sentence) == 0;
	if (!found)
		fail_msg("not assumed: '%s'", sentence);
	asked_free(&asked);
}

#endif
