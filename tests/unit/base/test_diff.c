/* SPDX-License-Identifier: MIT */
/*
 * The expected diffs were written by hand after POSIX (diff -u). For random texts: what the diff makes of the old text
 * is the new one, and it holds as few lines as a longest common subsequence leaves (by the textbook's table).
 */
#include "support.h"

#include "base/diff.h"
#include "base/mem.h"

static const struct {
	const char *old_text, *new_text, *diff;
} cases[] = {
	{ "", "", "" },
	{ "a\nb\n", "a\nb\n", "" },
	{ "", "a\n", "--- o\n+++ n\n@@ -0,0 +1 @@\n+a\n" },
	{ "a\n", "", "--- o\n+++ n\n@@ -1 +0,0 @@\n-a\n" },
	{ "a", "a\n", "--- o\n+++ n\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n" },
	{ "1\n2\n3\n4\n5\nx\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\ny\n6\n7\n8\n9\n",
		"--- o\n+++ n\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-x\n+y\n 6\n 7\n 8\n" },
	/* Six equal lines between them: one hunk. Seven: two. */
	{ "x\n1\n2\n3\n4\n5\n6\nx\n", "1\n2\n3\n4\n5\n6\n",
		"--- o\n+++ n\n@@ -1,8 +1,6 @@\n-x\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n" },
	{ "x\n1\n2\n3\n4\n5\n6\n7\nx\n", "1\n2\n3\n4\n5\n6\n7\n",
		"--- o\n+++ n\n@@ -1,4 +1,3 @@\n-x\n 1\n 2\n 3\n@@ -6,4 +5,3 @@\n 5\n 6\n 7\n-x\n" },
};

static void diffs_are_as_written_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf diff = { 0 };

		assert_true(
			diff_unified(str_of(cases[i].old_text), str_of(cases[i].new_text), "o", "n", &diff));
		assert_string_equal(buf_text(&diff), cases[i].diff);
		buf_release(&diff);
	}
}

enum {
	MOST_LINES = 60,
};

/* Lines of one letter, so that many are equal. */
static size_t roll_lines(struct dice *dice, unsigned letters, char text[2 * MOST_LINES])
{
	uint32_t n = roll(dice, MOST_LINES);

	for (uint32_t i = 0; i < n; i++) {
		text[2 * i] = (char)('a' + roll(dice, letters));
		text[2 * i + 1] = '\n';
	}
	return 2 * (size_t)n;
}

static unsigned longest_common(struct str a, struct str b)
{
	unsigned table[MOST_LINES + 1][MOST_LINES + 1] = { { 0 } };

	for (size_t i = 1; i <= a.length / 2; i++)
		for (size_t j = 1; j <= b.length / 2; j++) {
			unsigned up = table[i - 1][j];
			unsigned left = table[i][j - 1];

			table[i][j] = up > left ? up : left;
			if (a.text[2 * i - 2] == b.text[2 * j - 2])
				table[i][j] = table[i - 1][j - 1] + 1;
		}
	return table[a.length / 2][b.length / 2];
}

/* Applies the diff to the old text; how many lines it takes or adds. Every line that it names must be there. */
static unsigned apply(struct str old_text, const char *diff, struct buf *ret)
{
	size_t at = 0;
	unsigned n = 0;

	for (const char *line = diff; *line != '\0'; line = strchr(line, '\n') + 1) {
		unsigned long start;

		if (strncmp(line, "---", 3) == 0 || strncmp(line, "+++", 3) == 0)
			continue;
		if (line[0] == '@') {
			char *end;

			start = strtoul(line + 4, &end, 10);
			/* An empty stretch is named by the line before it. */
			start = strncmp(end, ",0 ", 3) == 0 ? start : start - 1;
			assert_true(2 * start >= at);
			buf_put(ret, old_text.text + at, 2 * start - at);
			at = 2 * start;
			continue;
		}
		if (line[0] != '+') {
			assert_true(at < old_text.length);
			assert_memory_equal(line + 1, old_text.text + at, 2);
			at += 2;
		}
		if (line[0] != '-')
			buf_put(ret, line + 1, 2);
		n += line[0] != ' ';
	}
	buf_put(ret, old_text.text + at, old_text.length - at);
	return n;
}

static void random_texts_differ_in_as_few_lines_as_can_be(void **state)
{
	struct dice dice = { 7 };

	(void)state;
	for (unsigned i = 0; i < 4000; i++) {
		char memory[2][2 * MOST_LINES];
		unsigned letters = 1 + roll(&dice, 6);
		struct str a = { memory[0], roll_lines(&dice, letters, memory[0]) };
		struct str b = { memory[1], roll_lines(&dice, letters, memory[1]) };
		struct buf diff = { 0 };
		struct buf applied = { 0 };
		unsigned n;

		assert_true(diff_unified(a, b, "o", "n", &diff));
		n = apply(a, buf_text(&diff), &applied);
		assert_true(str_equal(buf_str(&applied), b));
		assert_int_equal(n, a.length / 2 + b.length / 2 - 2 * longest_common(a, b));
		buf_release(&diff);
		buf_release(&applied);
	}
}

/* Where too much differs the diff need not be the shortest, but it must be right. */
static void texts_that_differ_everywhere_end_soon(void **state)
{
	struct dice dice = { 3 };
	struct buf text[2] = { { 0 }, { 0 } };
	struct buf diff = { 0 };
	struct buf applied = { 0 };

	(void)state;
	for (unsigned i = 0; i < 60000; i++)
		for (unsigned side = 0; side < 2; side++) {
			buf_putc(&text[side], (char)('a' + roll(&dice, 26)));
			buf_putc(&text[side], '\n');
		}
	assert_true(diff_unified(buf_str(&text[0]), buf_str(&text[1]), "o", "n", &diff));
	apply(buf_str(&text[0]), buf_text(&diff), &applied);
	assert_true(str_equal(buf_str(&applied), buf_str(&text[1])));
	buf_release(&text[0]);
	buf_release(&text[1]);
	buf_release(&diff);
	buf_release(&applied);
}

static void missing_memory_is_told(void **state)
{
	bool good = false;

	(void)state;
	for (int64_t n = 0; !good; n++) {
		struct buf diff = { 0 };

		assert_in_range(n, 0, 100);
		mem_fail_after(n, true);
		good = diff_unified(STR("a\nb\n"), STR("b\nc\n"), "o", "n", &diff);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		buf_release(&diff);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(diffs_are_as_written_by_hand),
		cmocka_unit_test(random_texts_differ_in_as_few_lines_as_can_be),
		cmocka_unit_test(texts_that_differ_everywhere_end_soon),
		cmocka_unit_test(missing_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
