/* SPDX-License-Identifier: MIT */
/*
 * Keys that no two elements may share: every element that shares one fires, with another one that has the same.
 */
#include "topology_support.h"

#include "check/unique.h"

#include "support.h"

static bool by_name(struct run *run, struct symbols *names, struct unique_key *key)
{
	return unique_name(run, names, key, A_NAME);
}

/* Two numbers: channels, and the port for TLS. */
static bool by_numbers(struct run *run, struct symbols *names, struct unique_key *key)
{
	int64_t first;
	int64_t second;

	(void)names;
	if (!see_int(run, key->e, A_CHANNELS, &first) || !see_int(run, key->e, A_TLS_PORT, &second))
		return false;
	key->first = (uint64_t)first;
	key->second = (uint64_t)second;
	return true;
}

static enum outcome report(struct run *run, const struct element *e, const struct element *other)
{
	relate(run, other, A_NONE, "the other");
	return fires(run, e, A_NONE, "shared");
}

static struct plan *judged(const char *body, unique_make *make, enum outcome *ret)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	*ret = judge_unique(run, K_GATEWAY, make, report);
	plan_run_end(run);
	return plan;
}

#define SITE(inside) "<site id='s' kind='central'>" inside "</site>"
#define GATEWAY(id, more) "<gateway id='" id "' kind='sbc' " more "/>"

static void names_are_compared_without_case(void **state)
{
	enum outcome outcome;
	struct plan *plan = judged(
		SITE(GATEWAY("a", "name='Main'") GATEWAY("b", "name='other'") GATEWAY("c", "name='mAIN'")),
		by_name, &outcome);

	(void)state;
	assert_int_equal(outcome, FIRES);
	assert_int_equal(plan->findings.n_finding, 2);
	assert_string_equal(plan->findings.finding[0].element, "a");
	assert_string_equal(plan->findings.finding[0].related[0].element, "c");
	assert_string_equal(plan->findings.finding[1].element, "c");
	assert_string_equal(plan->findings.finding[1].related[0].element, "a");
	plan_free(plan);
}

static void a_blank_name_is_none(void **state)
{
	static const struct {
		const char *body;
		enum outcome expected;
	} rows[] = {
		{ SITE(GATEWAY("a", "name=' '") GATEWAY("b", "name=' '")), NOT_APPLICABLE },
		{ SITE(GATEWAY("a", "") GATEWAY("b", "")), NOT_APPLICABLE },
		{ SITE(GATEWAY("a", "name='x'") GATEWAY("b", "")), PASS },
		{ SITE(""), NOT_APPLICABLE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		enum outcome outcome;
		struct plan *plan = judged(rows[i].body, by_name, &outcome);

		assert_int_equal(outcome, rows[i].expected);
		assert_int_equal(plan->findings.n_finding, 0);
		plan_free(plan);
	}
}

static void both_numbers_must_be_the_same(void **state)
{
	enum outcome outcome;
	struct plan *plan = judged(
		SITE(GATEWAY("a", "channels='30' tls-port='60'") GATEWAY("b", "channels='60' tls-port='30'")
				GATEWAY("c", "channels='30' tls-port='61'")),
		by_numbers, &outcome);

	(void)state;
	assert_int_equal(outcome, PASS);
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
}

enum {
	GATEWAYS = 60,
};

/* Beside comparing all pairs: who shares its key, shares it with the related one. */
static void many_are_judged_as_pairs_would_be(void **state)
{
	struct dice dice = { 4711 };
	uint32_t key[GATEWAYS];
	char body[GATEWAYS * 80] = "<site id='s' kind='central'>";
	enum outcome outcome;
	struct plan *plan;
	uint32_t found = 0;

	(void)state;
	for (unsigned i = 0; i < GATEWAYS; i++) {
		key[i] = 1 + roll(&dice, GATEWAYS);
		sprintf(body + strlen(body), "<gateway id='g%u' kind='sbc' channels='%u' tls-port='%u'/>", i,
			(unsigned)key[i] / 8 + 1, (unsigned)key[i] % 8 + 1);
	}
	strcat(body, "</site>");
	plan = judged(body, by_numbers, &outcome);
	for (unsigned i = 0; i < GATEWAYS; i++) {
		bool shared = false;
		char id[8];
		const struct finding *finding = NULL;

		for (unsigned j = 0; j < GATEWAYS; j++)
			shared |= j != i && key[j] == key[i];
		snprintf(id, sizeof(id), "g%u", i);
		for (uint32_t n = 0; n < plan->findings.n_finding; n++)
			if (strcmp(plan->findings.finding[n].element, id) == 0)
				finding = &plan->findings.finding[n];
		assert_int_equal(finding != NULL, shared);
		if (finding != NULL)
			assert_int_equal(key[atoi(finding->related[0].element + 1)], key[i]);
		found += shared;
	}
	assert_int_equal(outcome, FIRES);
	assert_int_equal(plan->findings.n_finding, found);
	assert_in_range(found, 2, GATEWAYS - 1);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_compared_without_case),
		cmocka_unit_test(a_blank_name_is_none),
		cmocka_unit_test(both_numbers_must_be_the_same),
		cmocka_unit_test(many_are_judged_as_pairs_would_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
