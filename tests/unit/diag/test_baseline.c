/* SPDX-License-Identifier: MIT */
/*
 * A baseline: what is one, which findings it takes, how many times, and what it looks like when written.
 */
#include "diag/baseline.h"
#include "support.h"

#include "base/mem.h"

#define HEADER "# lync-topo baseline, version 1\n"
#define LINE_A "AAA001 00000000000000aa /a\n"
#define LINE_B "BBB001 00000000000000bb /b\n"

static const struct rule_info rule_a = { .id = "AAA001", .name = "a" };
static const struct rule_info rule_b = { .id = "BBB001", .name = "b" };

static bool read_text(const char *text, size_t length, struct baseline *ret, char *error, size_t room)
{
	struct buf message = { 0 };
	bool good;

	write_file("known.txt", (struct str){ text, length });
	good = baseline_read(store_of_files(), "known.txt", 1000, ret, &message);
	snprintf(error, room, "%s", buf_text(&message));
	buf_release(&message);
	return good;
}

static struct baseline read_good(const char *text)
{
	struct baseline baseline;
	char error[500];

	if (!read_text(text, strlen(text), &baseline, error, sizeof(error)))
		fail_msg("%s", error);
	return baseline;
}

static void refuse(const char *text, size_t length, const char *words)
{
	struct baseline baseline;
	char error[500];

	assert_false(read_text(text, length, &baseline, error, sizeof(error)));
	if (strstr(error, words) == NULL || strstr(error, "'known.txt'") == NULL)
		fail_msg("'%s' is not in '%s'", words, error);
	baseline_release(&baseline);
}

static void what_cannot_be_understood_is_refused(void **state)
{
	static const char *const lines[] = { "AAA001 00000000000000aa\n", "AAA001 00000000000000aa \n",
		"AAA001 00000000000000aa  /a\n", "AAA001 00000000000000AA /a\n",
		"AAA001 0000000000000aa /a\n", "AAA001 000000000000000aa /a\n",
		"AAA001 00000000000000ag /a\n", "aaa001 00000000000000aa /a\n", "AAA01 00000000000000aa /a\n",
		"AAA0001 00000000000000aa /a\n", "X- 00000000000000aa a\n", "\t\n", "<<<<<<< HEAD\n",
		"=======\n", "001 00000000000000aa /a\n" };
	char text[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		snprintf(text, sizeof(text), HEADER LINE_B "%s", lines[i]);
		refuse(text, strlen(text), "line 3: ");
	}
	refuse("", 0, "it is empty");
	refuse(LINE_A, strlen(LINE_A), "line 1: a baseline begins with");
	refuse(HEADER LINE_A "\0", sizeof(HEADER LINE_A "\0") - 1, "no text in UTF-8");
	refuse(HEADER "\xff", strlen(HEADER "\xff"), "no text in UTF-8");
	refuse("# lync-topo baseline, version 2\n", 32, "line 1: ");
}

static void a_file_that_is_too_large_or_not_there_is_refused(void **state)
{
	struct baseline baseline;
	struct buf error = { 0 };
	char text[1100];

	(void)state;
	memset(text, '#', sizeof(text));
	refuse(text, sizeof(text), "larger");
	assert_false(baseline_read(store_of_files(), "no-such-file", 1000, &baseline, &error));
	assert_non_null(strstr(buf_text(&error), "no-such-file"));
	buf_release(&error);
	baseline_release(&baseline);
}

static void comments_and_line_ends_mean_nothing(void **state)
{
	struct baseline baseline = read_good(
		"# lync-topo baseline, version 1\r\n\r\n# a remark\r\nX-ACME-001 0123456789abcdef /a b\r\n" LINE_A);

	(void)state;
	assert_int_equal(baseline.n_entry, 2);
	assert_string_equal(baseline.entry[0].rule, "X-ACME-001");
	assert_true(baseline.entry[0].fingerprint == UINT64_C(0x0123456789abcdef));
	assert_string_equal(baseline.entry[0].path, "/a b");
	assert_int_equal(baseline.entry[0].line, 4);
	assert_int_equal(baseline.entry[1].line, 5);
	baseline_release(&baseline);
}

static void add(
	struct findings *findings, const struct rule_info *rule, uint64_t fingerprint, const char *path)
{
	struct finding finding = { .rule = rule,
		.fingerprint = fingerprint,
		.path = path,
		.attribute = "",
		.message = "",
		.help = "",
		.element = "",
		.set = "" };

	findings_add(findings, &finding);
}

static uint32_t count(const struct baseline *baseline, enum entry_state state)
{
	return baseline_count(baseline, 1U << state);
}

static void rule_and_fingerprint_decide(void **state)
{
	struct baseline baseline = read_good(HEADER LINE_B LINE_A);
	struct findings findings = { 0 };

	(void)state;
	add(&findings, &rule_a, 0xaa, "/a");
	add(&findings, &rule_b, 0xaa, "/a"); /* another rule */
	add(&findings, &rule_a, 0xbb, "/a"); /* other arguments */
	baseline_apply(&baseline, &findings);
	assert_int_equal(findings.n_baselined, 1);
	assert_int_equal(findings.n_finding, 2);
	assert_ptr_equal(findings.finding[0].rule, &rule_b);
	assert_int_equal(count(&baseline, ENTRY_KNOWN), 1);
	assert_int_equal(count(&baseline, ENTRY_UNCHECKED), 1);
	findings_release(&findings);
	baseline_release(&baseline);
}

/* Two lines take two findings and no third, whatever the order; a third line is left. */
static void equal_findings_are_counted(void **state)
{
	(void)state;
	for (uint32_t lines = 0; lines <= 4; lines++) {
		for (uint32_t found = 0; found <= 4; found++) {
			struct findings findings = { 0 };
			struct baseline baseline;
			char text[300] = HEADER LINE_B;
			uint32_t taken = lines < found ? lines : found;

			for (uint32_t i = 0; i < lines; i++)
				strncat(text, LINE_A, sizeof(text) - strlen(text) - 1);
			baseline = read_good(text);
			for (uint32_t i = 0; i < found; i++)
				add(&findings, &rule_a, 0xaa, "/a");
			baseline_apply(&baseline, &findings);
			assert_int_equal(findings.n_baselined, taken);
			assert_int_equal(findings.n_finding, found - taken);
			assert_int_equal(count(&baseline, ENTRY_UNCHECKED), lines - taken + 1);
			findings_release(&findings);
			baseline_release(&baseline);
		}
	}
}

/* An entry with the finding's own path comes first; what is left over is the same finding at another place. */
static void another_path_is_told(void **state)
{
	struct baseline baseline = read_good(HEADER "AAA001 00000000000000aa /elsewhere\n" LINE_A);
	struct findings findings = { 0 };

	(void)state;
	add(&findings, &rule_a, 0xaa, "/z");
	add(&findings, &rule_a, 0xaa, "/a");
	baseline_apply(&baseline, &findings);
	assert_int_equal(findings.n_finding, 0);
	assert_int_equal(count(&baseline, ENTRY_KNOWN), 1);
	assert_int_equal(count(&baseline, ENTRY_MOVED), 1);
	for (uint32_t i = 0; i < baseline.n_entry; i++) {
		const struct baseline_entry *entry = &baseline.entry[i];
		bool moved = strcmp(entry->path, "/elsewhere") == 0;

		assert_int_equal(entry->state, moved ? ENTRY_MOVED : ENTRY_KNOWN);
		assert_string_equal(entry->now, moved ? "/z" : "/a");
	}
	findings_release(&findings);
	baseline_release(&baseline);
}

static void what_is_protected_stays(void **state)
{
	struct baseline baseline = read_good(HEADER LINE_A);
	struct findings findings = { 0 };

	(void)state;
	add(&findings, &rule_a, 0xaa, "/a");
	findings.finding[0].fixed = true;
	baseline_apply(&baseline, &findings);
	assert_int_equal(findings.n_finding, 1);
	assert_int_equal(findings.n_baselined, 0);
	findings_release(&findings);
	baseline_release(&baseline);
}

static struct baseline written_and_read(struct baseline *baseline)
{
	struct out out = out_file("known.txt");
	struct baseline again;
	struct buf error = { 0 };

	baseline_write(baseline, &out);
	assert_int_equal(out_close(&out, true), OUT_OK);
	if (!baseline_read(store_of_files(), "known.txt", 1000, &again, &error))
		fail_msg("%s", buf_text(&error));
	buf_release(&error);
	return again;
}

static void what_is_written_is_sorted_and_reads_back(void **state)
{
	static const struct {
		const char *rule;
		uint64_t fingerprint;
		const char *path;
	} sorted[] = {
		{ "AAA001", 2, "/a" },
		{ "AAA001", 0xffffffffffffffff, "/a" },
		{ "AAA001", 1, "/b" },
		{ "BBB001", 1, "/" },
		{ "BBB001", 1, "/one\\u{a}line \\u{202e}" },
	};
	struct findings findings = { 0 };
	struct baseline baseline = { .file = "known.txt" };
	struct baseline again;

	(void)state;
	add(&findings, &rule_b, 1, "");
	add(&findings, &rule_a, 1, "/b");
	add(&findings, &rule_b, 1, "/one\nline \xe2\x80\xae");
	add(&findings, &rule_a, UINT64_MAX, "/a");
	add(&findings, &rule_a, 2, "/a");
	for (uint32_t i = 0; i < findings.n_finding; i++)
		baseline_add(&baseline, &findings.finding[i]);
	again = written_and_read(&baseline);
	assert_int_equal(again.n_entry, ARRAY_LEN(sorted));
	for (size_t i = 0; i < ARRAY_LEN(sorted); i++) {
		assert_string_equal(again.entry[i].rule, sorted[i].rule);
		assert_true(again.entry[i].fingerprint == sorted[i].fingerprint);
		assert_string_equal(again.entry[i].path, sorted[i].path);
	}
	baseline_apply(&again, &findings);
	assert_int_equal(findings.n_finding, 0);
	assert_int_equal(count(&again, ENTRY_KNOWN), ARRAY_LEN(sorted));
	findings_release(&findings);
	baseline_release(&baseline);
	baseline_release(&again);
}

static void stale_entries_are_not_written(void **state)
{
	struct baseline baseline = read_good(HEADER LINE_A LINE_B);
	struct baseline again;

	(void)state;
	baseline.entry[0].state = ENTRY_STALE;
	again = written_and_read(&baseline);
	assert_int_equal(again.n_entry, 1);
	assert_string_equal(again.entry[0].rule, "BBB001");
	baseline_release(&baseline);
	baseline_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_understood_is_refused),
		cmocka_unit_test(a_file_that_is_too_large_or_not_there_is_refused),
		cmocka_unit_test(comments_and_line_ends_mean_nothing),
		cmocka_unit_test(rule_and_fingerprint_decide),
		cmocka_unit_test(equal_findings_are_counted),
		cmocka_unit_test(another_path_is_told),
		cmocka_unit_test(what_is_protected_stays),
		cmocka_unit_test(what_is_written_is_sorted_and_reads_back),
		cmocka_unit_test(stale_entries_are_not_written),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
