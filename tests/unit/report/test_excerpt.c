/* SPDX-License-Identifier: MIT */
/*
 * The source line and the carets below it: counted by hand.
 */
#include "report_support.h"

#include "report/excerpt.h"

static char *excerpt(const char *text, const char *place, size_t length)
{
	struct source source = {
		.path = "a.xml", .text = text, .size = (uint32_t)strlen(text), .is_ours = true
	};
	uint32_t start = (uint32_t)(strstr(text, place) - text);
	struct span at = { &source, start, start + (uint32_t)length };
	struct buf buf = { 0 };
	char *copy;

	excerpt_append(&buf, &at, "<", ">");
	copy = plan_copy(buf_text(&buf));
	buf_release(&buf);
	source_release(&source);
	return copy;
}

static void expect(const char *text, const char *place, size_t length, const char *expected)
{
	char *got = excerpt(text, place, length);

	assert_string_equal(got, expected);
	free(got);
}

static void carets_stand_under_the_place(void **state)
{
	(void)state;
	expect("<a>\n<b c=\"dd\"/>\n", "dd", 2, "     2 | <b c=\"dd\"/>\n       |       <^^>\n");
	expect("<a>", "<a", 2, "     1 | <a>\n       | <^^>\n");
	expect("<a b=''/>", "'/>", 1, "     1 | <a b=''/>\n       |       <^>\n");
}

/* A tab is one column wide, so that columns stay columns; other characters count one each. */
static void tabs_and_letters_count_one(void **state)
{
	(void)state;
	expect("\t\t<a b='cc'/>", "cc", 2, "     1 |   <a b='cc'/>\n       |         <^^>\n");
	expect("<a n='caf\xc3\xa9' b='cc'/>", "cc", 2,
		"     1 | <a n='caf\xc3\xa9' b='cc'/>\n       |                <^^>\n");
	expect("<a b='\xc3\xa9\xc3\xa9'/>", "\xc3\xa9\xc3\xa9", 4,
		"     1 | <a b='\xc3\xa9\xc3\xa9'/>\n       |       <^^>\n");
}

static void what_terminals_act_on_is_shown(void **state)
{
	(void)state;
	expect("<a b='\xe2\x80\xae'/>", "\xe2\x80\xae", 3,
		"     1 | <a b='\\u{202e}'/>\n       |       <^^^^^^^^>\n");
	expect("<a b='cc'/>\r\n", "cc", 2, "     1 | <a b='cc'/>\n       |       <^^>\n");
}

/* At the end of a file, and for a place that goes on in the next line. */
static void the_line_is_the_limit(void **state)
{
	(void)state;
	expect("<a b='c\nd'/>", "c\nd", 3, "     1 | <a b='c\n       |       <^>\n");
	expect("<a>x", "x", 1, "     1 | <a>x\n       |    <^>\n");
}

static void a_long_line_is_cut_on_both_sides(void **state)
{
	char *text = plan_memory(3000);
	char *got;
	const char *line_end;

	(void)state;
	memset(text, 'x', 2000);
	memcpy(text + 1000, "PLACE", 5);
	got = excerpt(text, "PLACE", 5);
	line_end = strchr(got, '\n');
	assert_non_null(line_end);
	assert_true(line_end - got < 140);
	assert_holds(got, "| ...xxx");
	assert_holds(got, "PLACExxx");
	assert_holds(line_end, "<^^^^^>");
	assert_int_equal(strstr(got, "PLACE") - got, strchr(line_end + 1, '<') - line_end - 1);
	free(got);
	free(text);
}

/* Lines of a file that is none of ours may hold a password: they are not quoted. */
static void nothing_is_quoted_that_is_not_ours(void **state)
{
	struct source source = { .path = "a.xml", .text = "secret", .size = 6 };
	struct span at = { &source, 0, 1 };
	struct span nowhere = { NULL, 0, 0 };
	struct buf buf = { 0 };

	(void)state;
	excerpt_append(&buf, &at, "", "");
	excerpt_append(&buf, &nowhere, "", "");
	assert_int_equal(buf.length, 0);
	buf_release(&buf);
	source_release(&source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carets_stand_under_the_place),
		cmocka_unit_test(tabs_and_letters_count_one),
		cmocka_unit_test(what_terminals_act_on_is_shown),
		cmocka_unit_test(the_line_is_the_limit),
		cmocka_unit_test(a_long_line_is_cut_on_both_sides),
		cmocka_unit_test(nothing_is_quoted_that_is_not_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
