/* SPDX-License-Identifier: MIT */
/*
 * Numbers that a document set knows: both ends of ranges, devices, voice mail, samples as they come out of the dial plan.
 */
#include "topology_support.h"

#include "check/known_numbers.h"

static bool holds(const struct known_numbers *numbers, const char *text)
{
	for (uint32_t i = 0; i < numbers->n; i++)
		if (str_equal(numbers->at[i], str_of(text)))
			return true;
	return false;
}

static void every_holder_of_numbers_counts(void **state)
{
	static const char *const expected[] = {
		"+14255550100", "+14255550149", /* a range has two ends */
		"+14255550200",                 /* a single number is known once */
		"+12065550123",                 /* of a device */
		"+12065550199",                 /* of voice mail */
		"+14255550111",                 /* what the dial plan makes of 50111 */
	};
	struct plan *plan = plan_load_good(
		"<site id='s' kind='central'><users id='u' count='51' telephony='pbx' numbers='+14255550100-0149 +14255550200'/>"
		"<device id='d' kind='fax' number='+12065550123'/><unified-messaging id='um' pilot='+12065550199'/></site>"
		"<dial-plan id='p' simple-name='p'><normalize pattern='^(5\\d{4})$' replacement='+142555$1'/>"
		"<sample dialled='50111'/></dial-plan>");
	struct run *run = plan_run(plan);
	struct known_numbers numbers = known_numbers_make(run);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		if (!holds(&numbers, expected[i]))
			fail_msg("%s is not known", expected[i]);
	assert_int_equal(numbers.n, ARRAY_LEN(expected));
	plan_run_end(run);
	plan_free(plan);
}

static void there_is_a_bound_to_which_others_are_added(void **state)
{
	struct plan *plan;
	struct run *run;
	struct known_numbers numbers;
	char body[16384] = "<site id='s' kind='central'>";

	(void)state;
	for (unsigned i = 0; i < 150; i++)
		sprintf(body + strlen(body),
			"<users id='u%u' count='10' telephony='pbx' numbers='+1425555%u0-%u9'/>", i, 100 + i,
			100 + i);
	strcat(body, "</site>");
	plan = plan_load_good(body);
	run = plan_run(plan);
	numbers = known_numbers_make(run);
	assert_in_range(numbers.n, KNOWN_NUMBERS_MOST, KNOWN_NUMBERS_MOST + 1);
	known_numbers_add(run, &numbers, str_of("+441235551010"));
	known_numbers_add(run, &numbers, str_of(""));
	assert_str_is(numbers.at[numbers.n - 1], "+441235551010");
	plan_run_end(run);
	plan_free(plan);
}

/* The vector of the page about resiliency: 10001 becomes the number of the company and an extension. */
static void the_first_rule_that_matches_normalises(void **state)
{
	struct plan *plan = plan_load_good(
		"<dial-plan id='p' simple-name='p'>"
		"<normalize pattern='^(\\d{5})$' replacement='+14255550123;ext=$1'/>"
		"<normalize pattern='^(\\d{7})$' replacement='+1425$1'/>"
		"<normalize pattern='^(\\d+)$' replacement='+$1'/></dial-plan>");
	struct run *run = plan_run(plan);
	const struct element *dial_plan = plan_element(plan, "p");

	(void)state;
	assert_str_is(normalised(run, dial_plan, str_of("10001")), "+14255550123;ext=10001");
	assert_str_is(normalised(run, dial_plan, str_of("5550100")), "+14255550100");
	assert_str_is(normalised(run, dial_plan, str_of("123")), "+123");
	assert_str_is(normalised(run, dial_plan, str_of("+123")), "+123");
	assert_str_is(normalised(run, dial_plan, str_of("*9")), "*9");
	plan_run_end(run);
	plan_free(plan);
}

/* Whatever examples are made, the pattern must take them. */
static void examples_match_their_pattern(void **state)
{
	struct plan *plan = plan_load_good("<pstn-usage id='u'/>");
	struct run *run = plan_run(plan);
	const struct pattern *pattern = patterns_get(&run->patterns, str_of("^\\+1(425|206)\\d{7}$"));
	struct known_numbers numbers = { 0 };

	(void)state;
	known_numbers_add_examples(run, &numbers, NULL);
	assert_int_equal(numbers.n, 0);
	known_numbers_add_examples(run, &numbers, pattern);
	assert_in_range(numbers.n, 1, PATTERN_EXAMPLES);
	for (uint32_t i = 0; i < numbers.n; i++) {
		assert_int_equal(numbers.at[i].length, strlen("+14255550100"));
		assert_true(str_starts(numbers.at[i], "+1425") || str_starts(numbers.at[i], "+1206"));
	}
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_holder_of_numbers_counts),
		cmocka_unit_test(there_is_a_bound_to_which_others_are_added),
		cmocka_unit_test(the_first_rule_that_matches_normalises),
		cmocka_unit_test(examples_match_their_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
