/* SPDX-License-Identifier: MIT */
/*
 * Trunks sorted by the configuration in effect, beside looking for each trunk by itself: its own, else that of its pool's
 * site, else the global one, else none.
 */
#include "topology_support.h"

#include "model/configured.h"

#include "support.h"

enum {
	SITES = 5,
	TRUNKS = 40,
	PLANS = 30,
};

/* What the plan has: -1 none, else the ordinal of the configuration. */
struct scopes {
	int global;
	int site[SITES];
	int trunk[TRUNKS];
	int site_of[TRUNKS];
	int n;
};

static void add_config(char *body, struct scopes *scopes, int *place, const char *scope)
{
	sprintf(body + strlen(body), "<trunk-config scope='%s'/>", scope);
	*place = scopes->n++;
}

static struct plan *random_plan(struct dice *dice, struct scopes *scopes)
{
	char body[16384] = "";
	char scope[32];

	*scopes = (struct scopes){ .global = -1 };
	for (int i = 0; i < SITES; i++)
		sprintf(body + strlen(body),
			"<site id='s%d' kind='central'><mediation-pool id='m%d' placement='stand-alone'/></site>",
			i, i);
	strcat(body, "<site id='far' kind='central'><gateway id='g' kind='sbc'/></site>");
	for (int i = 0; i < TRUNKS; i++) {
		scopes->site_of[i] = (int)roll(dice, SITES);
		sprintf(body + strlen(body),
			"<trunk id='t%d' mediation-pool='m%d' peer='g' transport='tcp'/>", i,
			scopes->site_of[i]);
	}
	for (int i = TRUNKS - 1; i >= 0; i--) {
		snprintf(scope, sizeof(scope), "trunk:t%d", i);
		scopes->trunk[i] = -1;
		if (roll(dice, 4) == 0)
			add_config(body, scopes, &scopes->trunk[i], scope);
	}
	for (int i = 0; i < SITES; i++) {
		snprintf(scope, sizeof(scope), "site:s%d", i);
		scopes->site[i] = -1;
		if (roll(dice, 2) == 0)
			add_config(body, scopes, &scopes->site[i], scope);
	}
	if (roll(dice, 2) == 0)
		add_config(body, scopes, &scopes->global, "global");
	return plan_load_good(body);
}

static int expected(const struct scopes *scopes, int trunk)
{
	if (scopes->trunk[trunk] >= 0)
		return scopes->trunk[trunk];
	return scopes->site[scopes->site_of[trunk]] >= 0 ? scopes->site[scopes->site_of[trunk]] :
							   scopes->global;
}

static void trunks_stand_at_the_configuration_in_effect(void **state)
{
	struct dice dice = { 20130318 };

	(void)state;
	for (int n = 0; n < PLANS; n++) {
		struct scopes scopes;
		struct plan *plan = random_plan(&dice, &scopes);
		struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
		struct configured configured;

		assert_true(configured_make(&configured, &plan->topo, &fallback));
		for (int config = 0; config < scopes.n; config++) {
			struct refs trunks = configured_trunks(
				&configured, plan_nth(plan, K_TRUNK_CONFIG, (uint32_t)config));
			uint32_t found = 0;

			for (int i = 0; i < TRUNKS; i++)
				if (expected(&scopes, i) == config)
					assert_ptr_equal(refs_nth(trunks, found++),
						plan_nth(plan, K_TRUNK, (uint32_t)i));
			assert_int_equal(trunks.n, found);
		}
		configured_release(&configured);
		plan_free(plan);
	}
}

static void without_configurations_there_is_nothing(void **state)
{
	struct plan *plan = plan_load_good("<site id='s' kind='central'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	struct configured configured;

	(void)state;
	assert_true(configured_make(&configured, &plan->topo, &fallback));
	assert_null(configured.bypassing);
	configured_release(&configured);
	plan_free(plan);
}

static void without_memory_it_says_so(void **state)
{
	struct dice dice = { 1 };
	struct scopes scopes;
	struct plan *plan = random_plan(&dice, &scopes);
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	struct configured configured;

	(void)state;
	for (int64_t n = 0; n < 2; n++) {
		mem_fail_after(n, false);
		assert_false(configured_make(&configured, &plan->topo, &fallback));
		mem_fail_after(-1, false);
		configured_release(&configured);
	}
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trunks_stand_at_the_configuration_in_effect),
		cmocka_unit_test(without_configurations_there_is_nothing),
		cmocka_unit_test(without_memory_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
