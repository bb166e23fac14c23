/* SPDX-License-Identifier: MIT */
/*
 * What is turned off, as lines and as JSON: everything that takes effect with its place and reason, made safe, shortened
 * where it would flood, and counted where it is left out.
 */
#include "report_support.h"

#include "report/turned_off.h"

static char *lines_of(const struct turned_off *off, uint32_t most)
{
	const struct turned_off_style style = { .before = "> ", .most = most };
	struct out out = out_file("lines.txt");
	struct file_bytes bytes;

	turned_off_lines(off, &style, &out);
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(file_read("lines.txt", 1 << 20, &bytes), FILE_OK);
	return bytes.data;
}

static void expect_lines(const struct turned_off *off, uint32_t most, const char *expected)
{
	char *text = lines_of(off, most);

	assert_string_equal(text, expected);
	mem_free(text);
}

static struct suppression suppression_at(struct result *result, const char *place)
{
	uint32_t start = (uint32_t)(strstr(result->source.text, place) - result->source.text);

	return (struct suppression){
		.at = { &result->source, start, start + 1 },
		.rules = "AAA001",
		.reason = "because",
		.until = "",
		.covers = "a 'x'",
		.count = 1,
	};
}

static void nothing_is_nothing(void **state)
{
	struct turned_off off = { 0 };

	(void)state;
	assert_false(turned_off_any(&off));
	expect_lines(&off, 10, "");
}

static void what_takes_effect_is_told(void **state)
{
	struct result result;
	struct suppression holds, expired, aimless;
	const struct suppression *list[] = { &holds, &expired, &aimless };
	struct turned_off off = { .suppression = list, .n_suppression = 3 };

	(void)state;
	result_make(&result);
	holds = suppression_at(&result, "<d");
	holds.until = "2027-01-31";
	holds.count = 2;
	expired = suppression_at(&result, "<a");
	expired.state = SUPPRESSION_EXPIRED;
	aimless = suppression_at(&result, "<a");
	aimless.covers = "";
	assert_true(turned_off_any(&off));
	expect_lines(&off, 10,
		"> file.xml:2:1: suppressed AAA001 in a 'x', 2 findings until 2027-01-31: because\n");
	off.suppression = list + 1;
	off.n_suppression = 2;
	assert_false(turned_off_any(&off));
	expect_lines(&off, 10, "");
	result_release(&result);
}

static void what_is_left_out_is_counted(void **state)
{
	struct result result;
	struct suppression one;
	const struct suppression *list[] = { &one, &one, &one };
	struct turned_off off = { .suppression = list, .n_suppression = 3, .n_ignored = 1 };

	(void)state;
	result_make(&result);
	one = suppression_at(&result, "<a");
	expect_lines(&off, 1,
		"> file.xml:1:1: suppressed AAA001 in a 'x', 1 finding: because\n"
		"> and 2 more suppressions; --format json has all\n"
		"> 1 suppression in the inputs does not hold: --no-inline-suppressions\n");
	result_release(&result);
}

static void reasons_are_made_safe_and_short(void **state)
{
	struct result result;
	struct suppression one;
	const struct suppression *list[] = { &one };
	struct turned_off off = { .suppression = list, .n_suppression = 1 };
	char reason[1000];
	char *text;

	(void)state;
	result_make(&result);
	one = suppression_at(&result, "<a");
	memset(reason, 'r', sizeof(reason));
	reason[sizeof(reason) - 1] = '\0';
	memcpy(reason, "\x1b\n::error::", 11);
	one.reason = reason;
	text = lines_of(&off, 10);
	assert_true(strlen(text) < 500);
	assert_null(strchr(text, 0x1b));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	assert_non_null(strstr(text, "rrr..."));
	mem_free(text);
	result_release(&result);
}

static void settings_say_what_is_usual(void **state)
{
	struct result result;
	struct setting settings[] = {
		{ .kind = "profile", .what = "", .value = "2013-03", .usual = "default" },
		{ .kind = "ignore", .what = "", .value = "OPT007", .usual = "" },
		{ .kind = "severity", .what = "MED001", .value = "note", .usual = "warning" },
	};
	struct turned_off off = { .config = "c.xml", .setting = settings, .n_setting = 3 };

	(void)state;
	result_make(&result);
	settings[2].at = (struct span){ &result.source, 3, 4 };
	expect_lines(&off, 10,
		"> configuration c.xml\n"
		"> profile 2013-03 instead of default (command line)\n"
		"> file.xml:1:4: severity MED001: note instead of warning\n");
	result_release(&result);
}

static void a_baseline_tells_what_no_longer_fits(void **state)
{
	struct baseline_entry entries[] = {
		{ .rule = "AAA001", .path = "/a", .line = 2, .state = ENTRY_KNOWN, .now = "/a" },
		{ .rule = "AAA001", .path = "/b", .line = 3, .state = ENTRY_STALE },
		{ .rule = "AAA001", .path = "/c\x1b", .line = 4, .state = ENTRY_MOVED, .now = "/d" },
		{ .rule = "AAA001", .path = "/e", .line = 5, .state = ENTRY_UNCHECKED },
	};
	struct baseline baseline = { .file = "known.txt", .entry = entries, .n_entry = 4 };
	struct turned_off off = { .baseline = &baseline };

	(void)state;
	assert_true(turned_off_any(&off));
	expect_lines(&off, 10,
		"> baseline known.txt: 2 findings known before, 1 stale entry, which lync-topo baseline prune removes\n"
		"> known.txt:3: stale: AAA001 /b\n"
		"> known.txt:4: moved: AAA001 /c\\u{1b} is now /d\n");
	expect_lines(&off, 1,
		"> baseline known.txt: 2 findings known before, 1 stale entry, which lync-topo baseline prune removes\n"
		"> known.txt:3: stale: AAA001 /b\n"
		"> and 1 more of its entries; --format json has all\n");
}

static void json_has_everything(void **state)
{
	struct result result;
	struct suppression one;
	const struct suppression *list[] = { &one };
	struct turned_off off = { .suppression = list, .n_suppression = 1, .n_ignored = 3 };
	cJSON *json;
	const cJSON *entry;

	(void)state;
	json_prepare();
	result_make(&result);
	one = suppression_at(&result, "<d");
	one.state = SUPPRESSION_VOID;
	json = turned_off_object(&off);
	assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(json, "configuration")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(json, "baseline")));
	assert_int_equal(cJSON_GetObjectItemCaseSensitive(json, "inlineNotHeld")->valueint, 3);
	entry = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "suppressions"), 0);
	assert_string_equal(cJSON_GetObjectItemCaseSensitive(entry, "kind")->valuestring, "inSource");
	assert_string_equal(cJSON_GetObjectItemCaseSensitive(entry, "reason")->valuestring, "because");
	assert_string_equal(cJSON_GetObjectItemCaseSensitive(entry, "state")->valuestring, "void");
	assert_int_equal(cJSON_GetObjectItemCaseSensitive(entry, "line")->valueint, 2);
	cJSON_Delete(json);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(what_takes_effect_is_told),
		cmocka_unit_test(what_is_left_out_is_counted),
		cmocka_unit_test(reasons_are_made_safe_and_short),
		cmocka_unit_test(settings_say_what_is_usual),
		cmocka_unit_test(a_baseline_tells_what_no_longer_fits),
		cmocka_unit_test(json_has_everything),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
