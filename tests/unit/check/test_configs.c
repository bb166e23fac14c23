/* SPDX-License-Identifier: MIT */
/*
 * Trunk configurations in effect, as rules see them: the trunk's own, else that of its pool's site, else the global one.
 */
#include "topology_support.h"

#include "check/configs.h"

/*
 * Trunks and where their settings come from: t1 its own, t2 and t3 the site of their pool, t4 the global one. Nothing
 * takes the configuration of the branch, which has no pool.
 */
static const char body[] =
	"<site id='red' kind='central'><mediation-pool id='mr' placement='stand-alone'/><gateway id='g1' kind='sbc'/></site>"
	"<site id='blue' kind='central'><mediation-pool id='mb' placement='stand-alone'/><gateway id='g2' kind='sbc'/></site>"
	"<site id='br' kind='branch' central-site='red'/>"
	"<trunk-defaults transport='tls'/>"
	"<trunk id='t1' mediation-pool='mr' peer='g1'/><trunk id='t2' mediation-pool='mr' peer='g2'/>"
	"<trunk id='t3' mediation-pool='mr' peer='g2'/><trunk id='t4' mediation-pool='mb' peer='g2'/>"
	"<trunk-config scope='global' rtcp-active-calls='false'/>"
	"<trunk-config scope='site:red' media-bypass='false'/>"
	"<trunk-config scope='trunk:t1' media-bypass='true' refer='true'/>"
	"<trunk-config scope='site:br' media-bypass='true'/>";

enum {
	GLOBAL,
	RED,
	T1,
	BRANCH,
};

static void each_trunk_has_one_configuration(void **state)
{
	static const char *const expected[][3] = {
		[GLOBAL] = { "t4" }, [RED] = { "t2", "t3" }, [T1] = { "t1" }
	};
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	(void)state;
	for (uint32_t i = GLOBAL; i <= T1; i++) {
		struct refs trunks = see_configured(run, plan_nth(plan, K_TRUNK_CONFIG, i));
		uint32_t n = 0;

		for (; expected[i][n] != NULL; n++)
			assert_ptr_equal(refs_nth(trunks, n), plan_element(plan, expected[i][n]));
		assert_int_equal(trunks.n, n);
	}
	assert_int_equal(see_configured(run, plan_nth(plan, K_TRUNK_CONFIG, BRANCH)).n, 0);
	plan_run_end(run);
	plan_free(plan);
}

static void bypass_is_on_where_the_configuration_in_effect_says_so(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	(void)state;
	assert_true(see_bypass(run, plan_element(plan, "t1")));
	assert_false(see_bypass(run, plan_element(plan, "t2")));
	assert_false(see_bypass(run, plan_element(plan, "t4")));
	assert_int_equal(see_bypassing(run, plan_nth(plan, K_TRUNK_CONFIG, T1)).n, 1);
	assert_int_equal(see_bypassing(run, plan_nth(plan, K_TRUNK_CONFIG, RED)).n, 0);
	assert_ptr_equal(see_bypass_to(run, plan_element(plan, "g1")), plan_element(plan, "t1"));
	assert_null(see_bypass_to(run, plan_element(plan, "g2")));
	assert_ptr_equal(see_bypass_config(run), plan_nth(plan, K_TRUNK_CONFIG, T1));
	plan_run_end(run);
	plan_free(plan);
}

/* One that turns bypass on and is in effect nowhere does not count. */
static void an_idle_configuration_turns_nothing_on(void **state)
{
	struct plan *plan = plan_load_good(
		"<site id='s' kind='central'/><trunk-config scope='site:s' media-bypass='true'/>");
	struct run *run = plan_run(plan);

	(void)state;
	assert_null(see_bypass_config(run));
	plan_run_end(run);
	plan_free(plan);
}

static void a_setting_is_changed_where_it_is_made(void **state)
{
	static const char without[] =
		"<site id='s' kind='central'><mediation-pool id='m' placement='stand-alone'/><gateway id='g' kind='sbc'/></site>"
		"<trunk id='t' mediation-pool='m' peer='g' transport='tcp'/>";
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	enum attr attr;

	(void)state;
	assert_ptr_equal(setting_place(run, plan_element(plan, "t1"), A_REFER, &attr),
		plan_nth(plan, K_TRUNK_CONFIG, T1));
	assert_int_equal(attr, A_REFER);
	assert_ptr_equal(setting_place(run, plan_element(plan, "t2"), A_REFER, &attr),
		plan_nth(plan, K_TRUNK_CONFIG, RED));
	assert_int_equal(attr, A_NONE);
	plan_run_end(run);
	plan_free(plan);
	plan = plan_load_good(without);
	run = plan_run(plan);
	assert_ptr_equal(
		setting_place(run, plan_element(plan, "t"), A_REFER, &attr), plan_element(plan, "t"));
	assert_int_equal(attr, A_NONE);
	plan_run_end(run);
	plan_free(plan);
}

static void the_mode_stands_at_the_root_that_says_it(void **state)
{
	static const char *const texts[] = { ROOT_OPEN ROOT_CLOSE,
		"<topology xmlns='urn:lync-topo:topology:1' media-bypass='always'/>" };
	struct plan *plan = plan_read(texts, 2, NULL, true);
	struct run *run = plan_run(plan);
	const struct element *root;

	(void)state;
	assert_int_equal(see_bypass_mode(run, &root), BYPASS_ALWAYS);
	assert_ptr_equal(root, plan_nth(plan, K_TOPOLOGY, 1));
	plan_run_end(run);
	plan_free(plan);
	plan = plan_load("");
	run = plan_run(plan);
	assert_int_equal(see_bypass_mode(run, &root), BYPASS_OFF);
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_trunk_has_one_configuration),
		cmocka_unit_test(bypass_is_on_where_the_configuration_in_effect_says_so),
		cmocka_unit_test(an_idle_configuration_turns_nothing_on),
		cmocka_unit_test(a_setting_is_changed_where_it_is_made),
		cmocka_unit_test(the_mode_stands_at_the_root_that_says_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
