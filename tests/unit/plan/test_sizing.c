/* SPDX-License-Identifier: MIT */
/*
 * Sizes of small deployments beside the examples of the documents (ports of gateways, calls of the media ports, 100
 * trunk calls) and a printed table of Erlang B: with one call in a hundred lost 10 Erlang take 18 circuits, 84 take 100.
 */
#include "topology_support.h"

#include "plan/plan.h"

/* A hundred people with moderate load are 100 * 2 calls * 3 minutes / 60 = 10 Erlang. */
#define PEOPLE(n, load) "<users id='u' count='" n "' telephony='enterprise-voice' load='" load "'/>"
#define SITE(more) "<site id='red' kind='central'>" more "</site>"
#define POOL(more) \
	"<mediation-pool id='med' tcp-port='5068' placement='collocated' front-end-pool='fe' " more "/>"
#define FRONT_END "<front-end-pool id='fe'><server id='fe1'/></front-end-pool>"
#define GATEWAY "<gateway id='gw' kind='pstn-gateway'/>"
#define TRUNK(calls) "<trunk id='t' mediation-pool='med' peer='gw' transport='tcp' max-calls='" calls "'/>"

struct sized {
	struct plan *plan;
	struct sizes sizes;
};

static struct sized size_in_stages(const char *body, const char *const *groups, uint32_t n)
{
	struct sized sized = { .plan = plan_load_good(body) };
	struct plan_request request = { .blocking = 0.01, .blocking_source = "test", .n_stage = n };
	const struct element *users[4];
	struct plan_stage stages[4];

	for (uint32_t i = 0; i < n; i++) {
		users[i] = plan_element(sized.plan, groups[i]);
		stages[i] = (struct plan_stage){ .users = &users[i], .n = 1 };
	}
	request.stage = stages;
	assert_true(deployment_make(&sized.plan->deployment, &sized.plan->topo));
	assert_true(plan_sizes(&sized.plan->deployment, &request, &sized.sizes));
	return sized;
}

static struct sized size(const char *body)
{
	return size_in_stages(body, NULL, 0);
}

static void sized_free(struct sized *sized)
{
	sizes_release(&sized->sizes);
	plan_free(sized->plan);
}

static bool is_told(const struct site_sizes *site, const char *part)
{
	for (uint32_t i = 0; i < site->why.n; i++)
		if (strstr(site->why.text[i], part) != NULL)
			return true;
	return false;
}

static bool asks(const struct sizes *sizes, const char *element, const char *part)
{
	for (uint32_t i = 0; i < sizes->n_gap; i++)
		if (strcmp(sizes->gap[i].element, element) == 0 && strstr(sizes->gap[i].needs, part) != NULL)
			return true;
	return false;
}

static const struct size_shortage *shortage_of(const struct size_shortages *shortages, const char *what)
{
	for (uint32_t i = 0; i < shortages->n; i++)
		if (strcmp(shortages->entry[i].what, what) == 0)
			return &shortages->entry[i];
	return NULL;
}

static void expect_ports(const char *body, double ports, double gateways)
{
	struct sized sized = size(body);

	assert_true(sized.sizes.site[0].gateway_ports == ports);
	assert_true(sized.sizes.site[0].gateways == gateways);
	sized_free(&sized);
}

/* "Direct SIP connections" and "Estimating voice usage and traffic". */
static void gateways_have_the_ports_of_the_examples(void **state)
{
	(void)state;
	expect_ports(SITE(PEOPLE("20", "light")), 2, 1);
	expect_ports(SITE(PEOPLE("100", "moderate")), 10, 1);
	expect_ports(SITE(PEOPLE("10000", "moderate")), 1000, 2);
	expect_ports(SITE(PEOPLE("47000", "heavy")), 9400, 10);
}

static void channels_are_those_of_the_table(void **state)
{
	struct sized sized = size(SITE(PEOPLE("100", "moderate")));

	(void)state;
	assert_true(sized.sizes.site[0].erlang == 10);
	assert_true(sized.sizes.site[0].channels == 18);
	assert_true(sized.sizes.total.channels == 18);
	sized_free(&sized);
	sized = size(SITE(PEOPLE("840", "moderate")));
	assert_true(sized.sizes.site[0].channels == 100);
	sized_free(&sized);
}

/* 8348 ports, 7 for each call: 1192 calls. */
static void media_ports_are_seven_a_call(void **state)
{
	struct sized sized = size(SITE(PEOPLE("100", "moderate") FRONT_END POOL("") GATEWAY) TRUNK("60"));

	(void)state;
	assert_true(sized.sizes.site[0].media_ports == 7 * 18);
	assert_true(is_told(&sized.sizes.site[0], "are enough for 1192 calls"));
	assert_null(shortage_of(&sized.sizes.shortages, "audio ports of a server"));
	sized_free(&sized);
	sized = size(
		SITE(PEOPLE("100", "moderate") FRONT_END POOL("audio-port-count='125'") GATEWAY) TRUNK("60"));
	assert_non_null(shortage_of(&sized.sizes.shortages, "audio ports of a server"));
	sized_free(&sized);
	sized = size(
		SITE(PEOPLE("100", "moderate") FRONT_END POOL("audio-port-count='126'") GATEWAY) TRUNK("60"));
	assert_null(shortage_of(&sized.sizes.shortages, "audio ports of a server"));
	sized_free(&sized);
}

/* 100 trunk calls: 9,700 kbps for planning, 7,200 by the formula, and more than a link of 9,000. */
static void a_hundred_calls_have_both_bandwidths(void **state)
{
	struct sized sized = size("<provider id='p'><sbc id='sbc' tcp-port='5060'/></provider>" SITE(
		PEOPLE("840", "moderate") FRONT_END POOL(
			"")) "<connection id='c' kind='mpls' site='red' provider='p' bandwidth-kbps='9000'/>"
			     "<trunk id='t' mediation-pool='med' peer='sbc' transport='tcp' max-calls='100' connection='c' "
			     "codecs='g711u'/>");
	const struct size_link *link = sized.sizes.links.link;

	(void)state;
	assert_int_equal(sized.sizes.links.n, 1);
	assert_true(link->calls == 100 && link->planning_kbps == 9700 && link->formula_kbps == 7200);
	assert_true(link->wire_kbps == 8000);
	assert_true(sized.sizes.shortages.n == 1 && sized.sizes.shortages.entry[0].planned == 9000);
	sized_free(&sized);
}

static void one_server_may_be_lost(void **state)
{
	struct sized sized = size(SITE(PEOPLE("100", "moderate")
			FRONT_END POOL("high-availability-required='false'") GATEWAY) TRUNK("60"));
	const struct size_shortage *shortage;

	(void)state;
	assert_true(sized.sizes.site[0].mediation_servers == 1);
	assert_true(sized.sizes.site[0].servers_one_lost == 2);
	assert_null(shortage_of(&sized.sizes.shortages, "Mediation Servers"));
	sized_free(&sized);
	sized = size(SITE(PEOPLE("100", "moderate") FRONT_END POOL("high-availability-required='true'")
			GATEWAY) TRUNK("60"));
	shortage = shortage_of(&sized.sizes.shortages, "Mediation Servers");
	assert_true(sized.sizes.site[0].mediation_servers == 2);
	assert_true(shortage != NULL && shortage->needed == 2 && shortage->planned == 1);
	sized_free(&sized);
}

static void nobody_needs_nothing(void **state)
{
	struct sized sized = size("");

	(void)state;
	assert_int_equal(sized.sizes.n_site, 0);
	assert_true(sized.sizes.total.erlang == 0 && sized.sizes.total.channels == 0);
	sized_free(&sized);
	sized = size(SITE(FRONT_END POOL("") GATEWAY) TRUNK("60"));
	assert_true(sized.sizes.site[0].channels == 0 && sized.sizes.site[0].mediation_servers == 0);
	assert_true(sized.sizes.site[0].trunks == 0 && sized.sizes.site[0].gateways == 0);
	assert_true(sized.sizes.site[0].complete);
	assert_int_equal(sized.sizes.links.n + sized.sizes.shortages.n, 0);
	sized_free(&sized);
	sized = size(SITE("<users id='u' count='0' telephony='enterprise-voice' load='heavy'/>"));
	assert_true(sized.sizes.site[0].erlang == 0 && sized.sizes.site[0].complete);
	sized_free(&sized);
}

static void what_is_not_known_is_no_nought(void **state)
{
	struct sized sized = size(SITE("<users id='u' count='50' telephony='enterprise-voice'/>"));

	(void)state;
	assert_true(sized.sizes.site[0].erlang < 0 && sized.sizes.site[0].channels < 0);
	assert_true(sized.sizes.total.channels < 0 && !sized.sizes.total.complete);
	assert_true(asks(&sized.sizes, "u", "load"));
	sized_free(&sized);
	sized = size(SITE(PEOPLE("100",
		"moderate") "<users id='v' count='50' telephony='enterprise-voice'/>" FRONT_END POOL("")
			GATEWAY) "<trunk id='t' mediation-pool='med' peer='gw' transport='tcp'/>");
	assert_true(sized.sizes.site[0].channels == 18 && !sized.sizes.site[0].complete);
	assert_true(sized.sizes.site[0].trunks < 0 && asks(&sized.sizes, "t", "max-calls"));
	assert_int_equal(sized.sizes.shortages.n, 0);
	sized_free(&sized);
}

#define STAGED \
	SITE(PEOPLE("100", "moderate") FRONT_END POOL("") GATEWAY \
		"<pbx id='x' kind='tdm'/>" \
		"<users id='few' count='10' telephony='pbx' calls-per-hour='1' mean-call-s='180'/>" \
		"<users id='many' count='200' telephony='pbx' calls-per-hour='2' mean-call-s='180'/>") \
	TRUNK("20") "<pstn-line id='l' ends-on='x'/><tie-line id='tie' gateway='gw' pbx='x' channels='30'/>"

/* 10 Erlang, then 10.5 and 30.5: 18, 19 and 42 circuits by the table; the trunk has 20, the tie line 30. */
static void stages_add_up(void **state)
{
	static const char *const groups[] = { "few", "many" };
	struct sized sized = size_in_stages(STAGED, groups, 2);
	const struct size_stage *stage = sized.sizes.stage;
	const struct size_pbx *pbx = &stage[1].pbx[0].after;

	(void)state;
	assert_int_equal(sized.sizes.n_stage, 2);
	assert_true(stage[0].erlang == 0.5 && stage[1].erlang == 20);
	assert_true(stage[0].site[0].before.channels == 18 && stage[0].site[0].after.channels == 19);
	assert_true(stage[1].site[0].before.channels == 19 && stage[1].site[0].after.channels == 42);
	assert_true(sized.sizes.site[0].channels == 18);
	assert_int_equal(sizes_first_short(&sized.sizes), 2);
	assert_non_null(shortage_of(&stage[1].shortages, "calls that its trunks admit"));
	assert_true(stage[0].pbx[0].before.left == 20.5 && stage[0].pbx[0].after.left == 20);
	assert_true(pbx->left == 0 && pbx->passing == 30.5 && pbx->channels == 42 && pbx->planned == 30);
	assert_null(sizes_single_move(&sized.sizes));
	sized_free(&sized);
}

static void one_group_is_a_move(void **state)
{
	static const char *const groups[] = { "few" };
	struct sized sized = size_in_stages(STAGED, groups, 1);

	(void)state;
	assert_true(sizes_single_move(&sized.sizes)->after.channels == 19);
	assert_int_equal(sizes_first_short(&sized.sizes), 0);
	sized_free(&sized);
}

static void without_memory_that_is_said(void **state)
{
	struct plan *plan = plan_load_good(STAGED);
	const struct element *users = plan_element(plan, "many");
	const struct plan_stage stage = { .users = &users, .n = 1 };
	const struct plan_request request = { 0.01, "test", &stage, 1 };
	bool good = false;

	(void)state;
	assert_true(deployment_make(&plan->deployment, &plan->topo));
	for (int after = 0; !good && after < 1000; after++) {
		struct sizes sizes;

		mem_fail_after(after, true);
		good = plan_sizes(&plan->deployment, &request, &sizes);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		sizes_release(&sizes);
	}
	assert_true(good);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gateways_have_the_ports_of_the_examples),
		cmocka_unit_test(channels_are_those_of_the_table),
		cmocka_unit_test(media_ports_are_seven_a_call),
		cmocka_unit_test(a_hundred_calls_have_both_bandwidths),
		cmocka_unit_test(one_server_may_be_lost),
		cmocka_unit_test(nobody_needs_nothing),
		cmocka_unit_test(what_is_not_known_is_no_nought),
		cmocka_unit_test(stages_add_up),
		cmocka_unit_test(one_group_is_a_move),
		cmocka_unit_test(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
