/* SPDX-License-Identifier: MIT */
/* Streams of calls from `traffic` elements and from the figures of groups, reckoned by hand. */
#include "support.h"
#include "topology_support.h"

#include "engine/sources.h"

#include <math.h>

/* Two groups that can call out, one of them partly from outside; one on a PBX; one that says nothing. */
#define GROUPS \
	"<site id='s' kind='central'><front-end-pool id='fe'/><edge-pool id='edge'/><pbx id='pbx' kind='tdm'/>" \
	"<mediation-pool id='med' placement='stand-alone' front-end-pool='fe'/>" \
	"<gateway id='gw' kind='pstn-gateway'/>" \
	"<users id='sales' count='40' remote='10' telephony='enterprise-voice' numbers='+14255550100-0139'" \
	" voice-policy='vp' calls-per-hour='3' mean-call-s='120'/>" \
	"<users id='shop' count='60' telephony='enterprise-voice' voice-policy='vp' load='light'/>" \
	"<users id='works' count='20' telephony='pbx' pbx='pbx' load='heavy'/>" \
	"<users id='quiet' count='5' telephony='enterprise-voice'/></site>" \
	"<trunk id='t1' mediation-pool='med' peer='gw' transport='tls'/><pstn-usage id='u'/>" \
	"<voice-route id='r' pattern='^\\+44' usages='u' priority='1' trunks='t1'/>" \
	"<voice-policy id='vp' usages='u'/>"

struct offered {
	struct plan *plan;
	struct engine_policies policies;
	struct load_sources sources;
};

static struct offered *offer(const struct planned_traffic *traffic, const char *sources)
{
	struct offered *offered = plan_memory(sizeof(*offered));
	const struct element *from[2];
	struct planned_traffic resolved = { .id = NULL };

	offered->plan = plan_load(GROUPS);
	offered->policies = engine_policies_default();
	assert_true(engine_policies_set(&offered->policies, POLICY_SOURCES, sources));
	from[0] = topo_by_id(&offered->plan->topo, "sales");
	from[1] = topo_by_id(&offered->plan->topo, "shop");
	if (traffic != NULL) {
		resolved = *traffic;
		resolved.from = from;
		resolved.n_from = 2;
	}
	assert_true(sources_make(
		&offered->plan->topo, &resolved, traffic != NULL, &offered->policies, &offered->sources));
	return offered;
}

static void release(struct offered *offered)
{
	sources_release(&offered->sources);
	plan_free(offered->plan);
	free(offered);
}

static bool is_near(double value, double wanted)
{
	return fabs(value - wanted) <= 1e-12 * wanted;
}

/* Out and in by half; without numbers all goes out; what says nothing and what is on a PBX is left out, and told. */
static void groups_offer_what_they_say(void **state)
{
	struct offered *offered = offer(NULL, "unlimited");
	const struct load_source *source = offered->sources.source;

	(void)state;
	assert_int_equal(offered->sources.n, 3);
	assert_string_equal(source[0].id, "sales");
	assert_true(is_near(source[0].rate, 60 / 3600.0) && source[0].mean == 120 && source[0].people == 0);
	assert_int_equal(source[0].n_caller, 2);
	assert_string_equal(source[0].caller[0].call.from, "sales");
	assert_string_equal(source[0].caller[0].call.to, "+441632960123");
	assert_true(source[0].caller[0].share == 0.75);
	assert_string_equal(source[0].caller[1].call.from, "sales/remote");
	assert_true(source[0].caller[1].share == 1);
	assert_string_equal(source[1].id, "sales/incoming");
	assert_string_equal(source[1].caller[0].call.to, "+14255550100");
	assert_true(is_near(source_erlang(&source[1]), 2));
	assert_string_equal(source[2].id, "shop");
	assert_true(is_near(source[2].rate, 60 / 3600.0) && source[2].mean == 180);
	assert_int_equal(offered->sources.n_warning, 3);
	assert_non_null(strstr(offered->sources.warning[0], "shop has no number"));
	assert_non_null(strstr(offered->sources.warning[1], "works is on a PBX"));
	assert_non_null(strstr(offered->sources.warning[2], "quiet is left out"));
	assert_true(sources_longest_mean(&offered->sources) == 180);
	release(offered);
}

/* By heads, and each group's calls are as long as they are. */
static void traffic_is_shared_by_heads(void **state)
{
	const struct planned_traffic traffic = {
		.id = "busy",
		.to = str_of("^\\+4420\\d+$"),
		.calls_per_hour = -1,
		.mean_call = NEVER,
	};
	struct offered *offered = offer(&traffic, "unlimited");
	const struct load_source *source = offered->sources.source;

	(void)state;
	assert_int_equal(offered->sources.n, 1);
	assert_true(is_near(source->rate, (40 * 3 + 60 * 1) / 3600.0));
	assert_true(source->caller[0].share == 0.4 && source->caller[0].mean == 120);
	assert_true(source->caller[1].share == 1 && source->caller[1].mean == 180);
	assert_true(is_near(source->mean, 0.4 * 120 + 0.6 * 180));
	assert_memory_equal(source->caller[0].call.to, "+4420", 5);
	assert_int_equal(offered->sources.n_warning, 0);
	release(offered);
}

/* 100 people who would have 20 calls up, were none lost and no one away: 0.2 each, so an idle one 0.25 in 50 s. */
static void people_call_when_they_are_idle(void **state)
{
	const struct planned_traffic traffic = {
		.id = "busy",
		.to = str_of("+441632960123"),
		.to_is_number = true,
		.calls_per_hour = 1440,
		.mean_call = 50 * NANOSECONDS,
	};
	struct offered *offered = offer(&traffic, "people");
	const struct load_source *source = offered->sources.source;

	(void)state;
	assert_int_equal(source->people, 100);
	assert_int_equal(source->caller[0].people, 40);
	assert_int_equal(source->caller[1].people, 100);
	assert_true(is_near(source->rate, 100 * 0.25 / 50));
	release(offered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_offer_what_they_say),
		cmocka_unit_test(traffic_is_shared_by_heads),
		cmocka_unit_test(people_call_when_they_are_idle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
