/* SPDX-License-Identifier: MIT */
/*
 * JSON in pieces: whole values, lists with an entry a line, nothing that viewers act on, no success without memory.
 */
#include "report_support.h"

#include "report/json.h"

static void expect_written(cJSON *value, const char *expected)
{
	struct out out = output_begin();
	char *text;

	json_write(&out, value);
	text = output_end(&out);
	assert_string_equal(text, expected);
	free(text);
}

static void values_are_written_in_one_line(void **state)
{
	cJSON *object;

	(void)state;
	json_prepare();
	object = cJSON_CreateObject();
	cJSON_AddStringToObject(object, "a", "b\nc\"<\x7f");
	json_add_count(object, "n", 0);
	expect_written(object, "{\"a\":\"b\\nc\\\"\\u003c\\u007f\",\"n\":0}");
	expect_written(cJSON_CreateNull(), "null");
}

/* Fifteen digits, as many as a double always keeps. */
static void counts_have_no_fraction(void **state)
{
	cJSON *object;

	(void)state;
	json_prepare();
	object = cJSON_CreateObject();
	json_add_count(object, "a", 4294967295);
	json_add_count(object, "b", UINT64_C(999999999999999));
	expect_written(object, "{\"a\":4294967295,\"b\":999999999999999}");
}

static void a_list_has_an_entry_a_line(void **state)
{
	struct out out = output_begin();
	struct json_list list = json_list_begin(&out, "empty");
	char *text;

	(void)state;
	json_prepare();
	json_list_end(&list);
	out_puts(&out, ",");
	list = json_list_begin(&out, "two");
	json_list_add(&list, cJSON_CreateString("a"));
	json_list_add(&list, cJSON_CreateFalse());
	json_list_end(&list);
	text = output_end(&out);
	assert_string_equal(text, "\"empty\":[],\"two\":[\n  \"a\",\n  false\n]");
	free(text);
}

static void words_become_strings(void **state)
{
	(void)state;
	json_prepare();
	expect_written(json_words("one  two"), "[\"one\",\"two\"]");
	expect_written(json_words(""), "[]");
}

static void without_memory_the_output_fails(void **state)
{
	struct out out = output_begin();
	int descriptor = out.descriptor;

	(void)state;
	json_prepare();
	json_write(&out, NULL);
	assert_int_equal(out_close(&out, true), OUT_NO_MEMORY);
	close(descriptor);
}

static void a_failed_allocation_is_never_success(void **state)
{
	(void)state;
	json_prepare();
	for (int after = 0; after < 12; after++) {
		struct out out = output_begin();
		int descriptor = out.descriptor;
		bool ran_out;
		enum out_status status;

		mem_fail_after(after, true);
		json_write(&out, json_words("one two"));
		status = out_close(&out, true);
		ran_out = mem_ran_out();
		mem_fail_after(-1, false);
		assert_true(ran_out || status == OUT_OK);
		close(descriptor);
	}
}

static void the_library_says_its_version(void **state)
{
	(void)state;
	assert_string_equal(json_library_version(), cJSON_Version());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_written_in_one_line),
		cmocka_unit_test(counts_have_no_fraction),
		cmocka_unit_test(a_list_has_an_entry_a_line),
		cmocka_unit_test(words_become_strings),
		cmocka_unit_test(without_memory_the_output_fails),
		cmocka_unit_test(a_failed_allocation_is_never_success),
		cmocka_unit_test(the_library_says_its_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
