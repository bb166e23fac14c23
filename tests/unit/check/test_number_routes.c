/* SPDX-License-Identifier: MIT */
/*
 * Where a box sends the numbers of a group: the first route that matches decides, for every number of the group.
 */
#include "topology_support.h"

#include "check/number_routes.h"

/* Right is the tie line; anything else is astray. */
static bool to_the_tie_line(struct run *run, const struct direction *direction, const struct element *target)
{
	(void)run;
	(void)direction;
	return target->kind == K_TIE_LINE;
}

static enum outcome judged(const char *routes, const char *numbers, const char *more, bool rest_leads_right,
	char bad[NUMBER_TEXT_LENGTH])
{
	char body[2048];
	struct plan *plan;
	struct run *run;
	enum outcome outcome;
	struct direction direction = { .leads_right = to_the_tie_line, .rest_leads_right = rest_leads_right };

	snprintf(body, sizeof(body),
		"<site id='red' kind='central'><gateway id='g' kind='sbc'>%s</gateway><pbx id='x' kind='ip'/>"
		"<users id='u' count='1' telephony='pbx' %s/></site><tie-line id='tie' gateway='g' pbx='x'/>"
		"<pstn-line id='l' ends-on='g' %s/>",
		routes, numbers, more);
	plan = plan_load_good(body);
	run = plan_run(plan);
	direction.box = plan_element(plan, "g");
	direction.users = plan_element(plan, "u");
	bad[0] = '\0';
	outcome = judge_numbers(run, &direction, bad);
	assert_int_equal(outcome == UNKNOWN, run->n_missing > 0);
	plan_run_end(run);
	plan_free(plan);
	return outcome;
}

#define TO(pattern, target) "<number-route pattern='" pattern "' to='" target "'/>"
#define TEN "numbers='+14255550100-0109'"

static void every_number_is_tried(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(judged(TO("^\\+1425555010", "tie"), TEN, "", false, bad), PASS);
	assert_int_equal(judged(TO("^\\+1425555010[0-6]$", "tie"), TEN, "", false, bad), FIRES);
	assert_string_equal(bad, "+14255550107");
}

static void the_first_match_decides(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(judged(TO(".", "l") TO("^\\+1", "tie"), TEN, "", false, bad), FIRES);
	assert_string_equal(bad, "+14255550100");
	assert_int_equal(judged(TO("^\\+1425", "tie") TO(".", "l"), TEN, "", false, bad), PASS);
	assert_int_equal(judged(TO("^\\+1425555010[5]$", "l") TO(".", "tie"), TEN, "", false, bad), FIRES);
	assert_string_equal(bad, "+14255550105");
}

/* A PBX's egress takes what no route does. */
static void the_rest_may_lead_right(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(judged(TO("^\\+44", "l"), TEN, "", true, bad), PASS);
	assert_int_equal(judged(TO("^\\+44", "l"), TEN, "", false, bad), FIRES);
	assert_int_equal(judged("", TEN, "", true, bad), PASS);
}

static void what_is_not_written_is_unknown(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(judged(TO(".", "tie"), "", "", false, bad), UNKNOWN);
	assert_int_equal(judged("", TEN, "", false, bad), UNKNOWN);
}

/* Where the lines of the box list the numbers that enter there, only those are tried. */
static void only_numbers_that_enter_count(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(
		judged(TO("^\\+1425555010[0-4]$", "tie"), TEN, "numbers='+14255550100-0104'", false, bad),
		PASS);
	assert_int_equal(
		judged(TO("^\\+1425555010[0-4]$", "tie"), TEN, "numbers='+14255550100-0105'", false, bad),
		FIRES);
	assert_string_equal(bad, "+14255550105");
}

static void an_extension_is_no_part_of_a_number(void **state)
{
	char bad[NUMBER_TEXT_LENGTH];

	(void)state;
	assert_int_equal(
		judged(TO("^\\+14255550100$", "tie"), "numbers='+14255550100;ext=17'", "", false, bad), PASS);
}

static void lists_overlap_by_their_numbers(void **state)
{
	static const struct {
		const char *a, *b;
		bool expected;
	} rows[] = {
		{ "+14255550100-0109", "+14255550109", true },
		{ "+14255550100-0109", "+14255550110", false },
		{ "+1425 +1426", "+1427 +1426", true },
		{ "+14255550100;ext=1", "+14255550100;ext=2", true },
		{ "", "+1425", false },
		{ "+1425", "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(numbers_overlap(str_of(rows[i].a), str_of(rows[i].b)), rows[i].expected);
		assert_int_equal(numbers_overlap(str_of(rows[i].b), str_of(rows[i].a)), rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_is_tried),
		cmocka_unit_test(the_first_match_decides),
		cmocka_unit_test(the_rest_may_lead_right),
		cmocka_unit_test(what_is_not_written_is_unknown),
		cmocka_unit_test(only_numbers_that_enter_count),
		cmocka_unit_test(an_extension_is_no_part_of_a_number),
		cmocka_unit_test(lists_overlap_by_their_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
