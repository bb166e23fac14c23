/* SPDX-License-Identifier: MIT */
/*
 * Texts of a certain shape. Times are exact: expected values are the digits written, moved by hand.
 */
#include "support.h"

#include "model/shape.h"

static const struct {
	enum shape shape;
	const char *text;
	int64_t nanoseconds;
} times[] = {
	{ SHAPE_SECONDS, "0", 0 },
	{ SHAPE_SECONDS, "0.0", 0 },
	{ SHAPE_SECONDS, "180", INT64_C(180000000000) },
	{ SHAPE_SECONDS, "0.1", INT64_C(100000000) },
	{ SHAPE_SECONDS, "0.3", INT64_C(300000000) },
	{ SHAPE_SECONDS, "0.000000001", 1 },
	{ SHAPE_SECONDS, "1.000000009", INT64_C(1000000009) },
	{ SHAPE_SECONDS, "999999999.999999999", INT64_C(999999999999999999) },
	{ SHAPE_MILLISECONDS, "20", INT64_C(20000000) },
	{ SHAPE_MILLISECONDS, "0.000001", 1 },
	{ SHAPE_MILLISECONDS, "999999999.999999", INT64_C(999999999999999) },
};

static void times_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		struct str copy = exact_copy(str_of(times[i].text));
		int64_t time = -1;

		assert_true(shape_check(times[i].shape, copy));
		assert_true(shape_nanoseconds(times[i].shape, copy, &time));
		assert_true(time == times[i].nanoseconds);
		drop_copy(copy);
	}
}

static const struct {
	enum shape shape;
	const char *text;
} good[] = {
	{ SHAPE_NONE, "" },
	{ SHAPE_PARTY, "+14255550100" },
	{ SHAPE_PARTY, "+14255550100;ext=17" },
	{ SHAPE_PARTY, "sales" },
	{ SHAPE_PARTY, "sales/remote" },
	{ SHAPE_PARTY, "r\xc3\xa9" "d/remote" },
	{ SHAPE_OUTCOME, "connected" },
	{ SHAPE_OUTCOME, "failed" },
	{ SHAPE_OUTCOME, "200" },
	{ SHAPE_OUTCOME, "699" },
	{ SHAPE_HOPS, "sales/remote edge  med\tsbc1\npstn " },
}, bad[] = {
	{ SHAPE_SECONDS, "" },
	{ SHAPE_SECONDS, "." },
	{ SHAPE_SECONDS, "1." },
	{ SHAPE_SECONDS, ".5" },
	{ SHAPE_SECONDS, "-1" },
	{ SHAPE_SECONDS, "+1" },
	{ SHAPE_SECONDS, "01" },
	{ SHAPE_SECONDS, "1,5" },
	{ SHAPE_SECONDS, "1.5.5" },
	{ SHAPE_SECONDS, "1e3" },
	{ SHAPE_SECONDS, " 1" },
	{ SHAPE_SECONDS, "1000000000" },
	{ SHAPE_SECONDS, "0.0000000001" },
	{ SHAPE_SECONDS, "0.0000000000" },
	{ SHAPE_MILLISECONDS, "0.0000001" },
	{ SHAPE_PARTY, "" },
	{ SHAPE_PARTY, "4255550100" },
	{ SHAPE_PARTY, "+" },
	{ SHAPE_PARTY, "+0425" },
	{ SHAPE_PARTY, "+14255550100-0199" },
	{ SHAPE_PARTY, "+14255550100/remote" },
	{ SHAPE_PARTY, "/remote" },
	{ SHAPE_PARTY, "sales/" },
	{ SHAPE_PARTY, "sales/Remote" },
	{ SHAPE_PARTY, "sales/remote/remote" },
	{ SHAPE_PARTY, "sales desk" },
	{ SHAPE_OUTCOME, "" },
	{ SHAPE_OUTCOME, "Connected" },
	{ SHAPE_OUTCOME, "199" },
	{ SHAPE_OUTCOME, "700" },
	{ SHAPE_OUTCOME, "0486" },
	{ SHAPE_HOPS, "" },
	{ SHAPE_HOPS, " " },
	{ SHAPE_HOPS, "sales +14255550100" },
	{ SHAPE_HOPS, "sales,med" },
};

static void right_ones_pass_and_wrong_ones_do_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		struct str copy = exact_copy(str_of(good[i].text));

		if (!shape_check(good[i].shape, copy))
			fail_msg("'%s' should be %s", good[i].text, shape_name(good[i].shape));
		drop_copy(copy);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct str copy = exact_copy(str_of(bad[i].text));

		if (shape_check(bad[i].shape, copy))
			fail_msg("'%s' should not be %s", bad[i].text, shape_name(bad[i].shape));
		drop_copy(copy);
	}
}

static void parties_are_taken_apart(void **state)
{
	struct party_name name;

	(void)state;
	assert_true(party_parse(str_of("sales/remote"), &name));
	assert_true(str_is(name.id, "sales"));
	assert_int_equal(name.number.length, 0);
	assert_true(name.remote);
	assert_true(party_parse(str_of("+14255550100"), &name));
	assert_true(str_is(name.number, "+14255550100"));
	assert_int_equal(name.id.length, 0);
	assert_false(name.remote);
}

static void other_shapes_are_no_times(void **state)
{
	int64_t time = 5;

	(void)state;
	assert_false(shape_nanoseconds(SHAPE_OUTCOME, str_of("200"), &time));
	assert_false(shape_nanoseconds(SHAPE_NONE, str_of("1"), &time));
	assert_int_equal(time, 5);
}

static void slips_get_a_suggestion(void **state)
{
	(void)state;
	assert_string_equal(shape_suggest(SHAPE_OUTCOME, str_of("conected")), "connected");
	assert_null(shape_suggest(SHAPE_OUTCOME, str_of("busy")));
	assert_null(shape_suggest(SHAPE_PARTY, str_of("failed")));
}

static void every_shape_is_described(void **state)
{
	(void)state;
	for (unsigned shape = 0; shape < SHAPE_COUNT; shape++) {
		assert_true(shape_name((enum shape)shape)[0] != '\0');
		assert_true(shape_describe((enum shape)shape)[0] != '\0');
		assert_true(shape_pattern((enum shape)shape)[0] != '\0');
		assert_int_equal(strncmp(shape_base((enum shape)shape), "xs:", 3), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_exact),
		cmocka_unit_test(right_ones_pass_and_wrong_ones_do_not),
		cmocka_unit_test(parties_are_taken_apart),
		cmocka_unit_test(other_shapes_are_no_times),
		cmocka_unit_test(slips_get_a_suggestion),
		cmocka_unit_test(every_shape_is_described),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
