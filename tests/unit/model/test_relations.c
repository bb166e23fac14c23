/* SPDX-License-Identifier: MIT */
/*
 * Who refers to whom, held against a plain search through all references of a document made by chance.
 */
#include "support.h"
#include "topology_support.h"

#include "model/relations.h"
#include "model/walk.h"

enum {
	USAGES = 12,
	POLICIES = 40,
};

/* Policies with lists of usages, some of them twice in one list. */
static char *random_body(struct dice *dice)
{
	char *body = plan_memory(40000);
	char *at = body;

	for (unsigned i = 0; i < USAGES; i++)
		at += sprintf(at, "<pstn-usage id='u%u'/>", i);
	for (unsigned i = 0; i < POLICIES; i++) {
		at += sprintf(at, "<voice-policy id='p%u' usages='", i);
		for (unsigned n = roll(dice, 6); n > 0; n--)
			at += sprintf(at, "u%u ", roll(dice, USAGES));
		at += sprintf(at, "'/>");
	}
	return body;
}

static uint32_t count_by_search(const struct topology *topo, const struct element *usage)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < topo_count(topo, K_VOICE_POLICY); i++) {
		struct refs usages = topo_refs(topo, topo_nth(topo, K_VOICE_POLICY, i), A_USAGES);

		for (uint32_t j = 0; j < usages.n; j++)
			n += refs_nth(usages, j) == usage;
	}
	return n;
}

static void referrers_are_those_that_a_search_finds(void **state)
{
	struct dice dice = { 91 };

	(void)state;
	for (int round = 0; round < 50; round++) {
		char *body = random_body(&dice);
		struct plan *plan = plan_load_good(body);

		for (uint32_t i = 0; i < USAGES; i++) {
			const struct element *usage = plan_nth(plan, K_PSTN_USAGE, i);
			struct walk walk = walk_referrers(&plan->topo, usage, K_VOICE_POLICY, A_NONE);
			const struct element *before = NULL;
			const struct element *policy;
			uint32_t n = 0;

			for (; (policy = walk_next(&walk)) != NULL; n++) {
				assert_true(before == NULL || before <= policy);
				before = policy;
			}
			assert_int_equal(n, count_by_search(&plan->topo, usage));
		}
		plan_free(plan);
		free(body);
	}
}

static void kinds_are_indexed_in_document_order(void **state)
{
	struct plan *plan = plan_load_good(
		"<pstn-usage id='b'/><site id='s' kind='central'/><pstn-usage id='a'/>");

	(void)state;
	assert_int_equal(topo_count(&plan->topo, K_PSTN_USAGE), 2);
	assert_string_equal(topo_id(&plan->topo, plan_nth(plan, K_PSTN_USAGE, 0)), "b");
	assert_string_equal(topo_id(&plan->topo, plan_nth(plan, K_PSTN_USAGE, 1)), "a");
	assert_int_equal(topo_count(&plan->topo, K_SITE), 1);
	plan_free(plan);
}

/* What refers by a broken attribute is no longer all that does. */
static void a_broken_reference_leaves_a_doubt(void **state)
{
	struct plan *good = plan_load("<pstn-usage id='a'/><voice-policy id='p' usages='a'/>");
	struct plan *bad = plan_load("<pstn-usage id='a'/><voice-policy id='p' usages='b'/>");

	(void)state;
	assert_int_equal(good->topo.doubtful_refs[A_USAGES], 0);
	assert_int_equal(good->topo.doubtful_refs[A_NONE], 0);
	assert_true(bad->topo.doubtful_refs[A_USAGES] & BIT(K_VOICE_POLICY));
	assert_true(bad->topo.doubtful_refs[A_NONE] & BIT(K_VOICE_POLICY));
	assert_false(bad->topo.doubtful_refs[A_USAGES] & BIT(K_VOICE_ROUTE));
	plan_free(good);
	plan_free(bad);
}

static void a_missing_reference_that_must_be_there_leaves_one_too(void **state)
{
	struct plan *plan = plan_load("<trunk id='t' peer='gone' transport='tcp'/>");

	(void)state;
	assert_true(plan->topo.doubtful_refs[A_MEDIATION_POOL] & BIT(K_TRUNK));
	assert_true(plan->topo.doubtful_refs[A_PEER] & BIT(K_TRUNK));
	assert_false(plan->topo.doubtful_refs[A_CONNECTION] & BIT(K_TRUNK));
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(referrers_are_those_that_a_search_finds),
		cmocka_unit_test(kinds_are_indexed_in_document_order),
		cmocka_unit_test(a_broken_reference_leaves_a_doubt),
		cmocka_unit_test(a_missing_reference_that_must_be_there_leaves_one_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
