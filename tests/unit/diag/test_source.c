/* SPDX-License-Identifier: MIT */
/*
 * Positions by the contract: lines and columns start at 1, a column is a code point, a carriage return counts
 * nothing, an empty value is its closing quote.
 */
#include "base/mem.h"
#include "diag/source.h"
#include "support.h"

static struct source source_of(const char *text)
{
	return (struct source){ .path = "a.xml", .text = text, .size = (uint32_t)strlen(text) };
}

static void expect_position(struct source *source, const char *place, uint32_t line, uint32_t column)
{
	const char *at = strstr(source->text, place);
	struct position position;

	assert_non_null(at);
	position = source_position(source, (uint32_t)(at - source->text));
	assert_int_equal(position.line, line);
	assert_int_equal(position.column, column);
}

static void lines_and_columns_start_at_one(void **state)
{
	struct source source = source_of("ab\ncd\n\nX");

	(void)state;
	expect_position(&source, "a", 1, 1);
	expect_position(&source, "b", 1, 2);
	expect_position(&source, "c", 2, 1);
	expect_position(&source, "d", 2, 2);
	expect_position(&source, "X", 4, 1);
	source_release(&source);
	source_release(&source);
}

static void columns_count_code_points(void **state)
{
	struct source source = source_of("caf\xc3\xa9 A\n\xe6\x97\xa5\xe6\x9c\xac B\n\xf0\x9f\x93\x9e"
					 "C");

	(void)state;
	expect_position(&source, "A", 1, 6);
	expect_position(&source, "B", 2, 4);
	expect_position(&source, "C", 3, 2);
	source_release(&source);
}

static void carriage_returns_count_nothing(void **state)
{
	struct source source = source_of("ab\r\nA\r\n\r\n\rB\r\rC");

	(void)state;
	expect_position(&source, "A", 2, 1);
	expect_position(&source, "B", 4, 1);
	expect_position(&source, "C", 4, 2);
	source_release(&source);
}

static void the_end_is_a_place_too(void **state)
{
	struct source text = source_of("ab\ncd");
	struct source ended = source_of("ab\n");
	struct source empty = source_of("");
	struct position at;

	(void)state;
	at = source_position(&text, 5);
	assert_true(at.line == 2 && at.column == 3);
	at = source_position(&ended, 3);
	assert_true(at.line == 2 && at.column == 1);
	at = source_position(&empty, 0);
	assert_true(at.line == 1 && at.column == 1);
	source_release(&text);
	source_release(&ended);
	source_release(&empty);
}

/* Every offset of a text of a thousand lines, counted along the way. */
static void agrees_with_counting(void **state)
{
	static char text[40000];
	struct dice dice = { 61 };
	struct source source = { .text = text };
	uint32_t line = 1;
	uint32_t column = 1;

	(void)state;
	for (source.size = 0; line < 1000; source.size++) {
		char c = "ab\n"[roll(&dice, 3)];

		text[source.size] = c;
		line += c == '\n';
	}
	line = 1;
	for (uint32_t offset = 0; offset < source.size; offset++) {
		struct position at = source_position(&source, offset);

		if (at.line != line || at.column != column)
			fail_msg("offset %u: %u:%u, not %u:%u", (unsigned)offset, (unsigned)at.line,
				(unsigned)at.column, (unsigned)line, (unsigned)column);
		column = text[offset] == '\n' ? 1 : column + 1;
		line += text[offset] == '\n';
	}
	source_release(&source);
}

static void expect_line(struct source *source, uint32_t line, const char *expected)
{
	if (!str_equal(source_line(source, line), str_of(expected)))
		fail_msg("line %u is not '%s'", (unsigned)line, expected);
}

static void a_line_comes_without_its_end(void **state)
{
	struct source source = source_of("one\ntwo\r\n\nfour");
	struct source ended = source_of("one\n");

	(void)state;
	expect_line(&source, 1, "one");
	expect_line(&source, 2, "two");
	expect_line(&source, 3, "");
	expect_line(&source, 4, "four");
	expect_line(&source, 5, "");
	expect_line(&source, 0, "");
	expect_line(&source, UINT32_MAX, "");
	expect_line(&ended, 1, "one");
	expect_line(&ended, 2, "");
	source_release(&source);
	source_release(&ended);
}

static void a_line_far_down_is_found(void **state)
{
	static char text[20000];
	struct source source = { .text = text };

	(void)state;
	for (unsigned i = 1; i <= 1000; i++)
		source.size += (uint32_t)snprintf(
			text + source.size, sizeof(text) - source.size, "line %u\n", i);
	for (unsigned i = 1; i <= 1000; i++) {
		char expected[16];

		snprintf(expected, sizeof(expected), "line %u", i);
		expect_line(&source, i, expected);
	}
	expect_line(&source, 1001, "");
	expect_line(&source, 1002, "");
	expect_line(&source, 5000, "");
	source_release(&source);
}

static void expect_span(struct span span, const char *expected)
{
	struct str text = { span.source->text + span.start, span.end - span.start };

	if (!str_equal(text, str_of(expected)))
		fail_msg("'%.*s' is not '%s'", STR_ARG(text), expected);
}

static void finds_values_as_they_are_written(void **state)
{
	struct source source = source_of(
		"<trunk id=\"t1\"  peer = 'g > 1'\n\tp:role='x' name='a&quot;b' codecs=\"\"/>");

	(void)state;
	expect_span(source_value_span(&source, 0, "id"), "t1");
	expect_span(source_value_span(&source, 0, "peer"), "g > 1");
	expect_span(source_value_span(&source, 0, "p:role"), "x");
	expect_span(source_value_span(&source, 0, "name"), "a&quot;b");
	source_release(&source);
}

static void an_empty_value_is_its_closing_quote(void **state)
{
	struct source source = source_of("<trunk id='' codecs=\"\"/>");
	struct span span = source_value_span(&source, 0, "codecs");

	(void)state;
	expect_span(source_value_span(&source, 0, "id"), "'");
	assert_int_equal(span.start, 21);
	assert_int_equal(span.end, 22);
	expect_span(span, "\"");
	source_release(&source);
}

static void an_absent_attribute_is_the_tag(void **state)
{
	struct source source = source_of("<a/><lt:trunk id='role'/><b>");

	(void)state;
	expect_span(source_tag_span(&source, 4), "<lt:trunk");
	expect_span(source_value_span(&source, 4, "role"), "<lt:trunk");
	expect_span(source_value_span(&source, 4, "i"), "<lt:trunk");
	expect_span(source_value_span(&source, 4, "idx"), "<lt:trunk");
	expect_span(source_tag_span(&source, 0), "<a");
	expect_span(source_tag_span(&source, 25), "<b");
	source_release(&source);
}

/* "t:role" for "role" when nothing has the very name. */
static void a_prefix_is_passed_over_where_nothing_else_is(void **state)
{
	struct source source = source_of("<trunk t:role='x' id='1' t:id='2'/>");

	(void)state;
	expect_span(source_value_span(&source, 0, "role"), "x");
	expect_span(source_value_span(&source, 0, "id"), "1");
	source_release(&source);
}

static void walks_the_attributes_in_order(void **state)
{
	struct source source = source_of("<t a='1' b=\"22\"\r\n c='&#10;'>text d='4'</t>");
	static const char *const expected[][2] = { { "a", "1" }, { "b", "22" }, { "c", "&#10;" } };
	struct tag_attribute attribute;
	uint32_t at = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		struct str value;

		assert_true(source_next_attribute(&source, 0, &at, &attribute));
		value = (struct str){ source.text + attribute.value, attribute.length };
		assert_true(str_is(attribute.name, expected[i][0]));
		assert_true(str_equal(value, str_of(expected[i][1])));
	}
	assert_false(source_next_attribute(&source, 0, &at, &attribute));
	source_release(&source);
}

/* A tag may be cut off where a document stops being well-formed: nothing behind the text is read. */
static void a_tag_that_is_cut_off_is_survived(void **state)
{
	static const char whole[] = "<trunk id=\"t1\" peer='g1' >";

	(void)state;
	for (size_t length = 1; length < sizeof(whole); length++) {
		struct str copy = exact_copy((struct str){ whole, length });
		struct source source = { .text = copy.text, .size = (uint32_t)length };
		struct span span = source_value_span(&source, 0, "role");

		assert_true(span.end <= length || length < 2);
		source_release(&source);
		drop_copy(copy);
	}
}

/* Without the table of lines everything is found by counting from the start, or not at all. */
/* A document may be one line; "\xc3\xa9" is one column, in two bytes. */
static void a_long_line_is_counted_like_a_short_one(void **state)
{
	static char text[9001];
	struct source source;

	(void)state;
	for (size_t i = 0; i < 9000; i += 3)
		memcpy(text + i, "\xc3\xa9.", 3);
	text[6000] = '\n';
	text[6001] = 'x';
	source = source_of(text);
	for (uint32_t i = 0; i < 6000; i += 3) {
		assert_int_equal(source_position(&source, i).line, 1);
		assert_int_equal(source_position(&source, i).column, i / 3 * 2 + 1);
		assert_int_equal(source_position(&source, i + 2).column, i / 3 * 2 + 2);
	}
	assert_int_equal(source_position(&source, 6000).column, 4001);
	assert_int_equal(source_position(&source, 6001).line, 2);
	assert_int_equal(source_position(&source, 8997).column, 1 + 2 + (8997 - 6003) / 3 * 2);
	assert_int_equal(source_line(&source, 1).length, 6000);
	assert_int_equal(source_line(&source, 2).length, 2999);
	source_release(&source);
}

static void out_of_memory_costs_time(void **state)
{
	struct source source = source_of("one\ntwo\nthree");
	struct position at;

	(void)state;
	mem_fail_after(0, true);
	at = source_position(&source, 8);
	expect_line(&source, 2, "two");
	mem_fail_after(-1, false);
	assert_int_equal(at.line, 3);
	assert_int_equal(at.column, 1);
	source_release(&source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_and_columns_start_at_one),
		cmocka_unit_test(columns_count_code_points),
		cmocka_unit_test(carriage_returns_count_nothing),
		cmocka_unit_test(the_end_is_a_place_too),
		cmocka_unit_test(agrees_with_counting),
		cmocka_unit_test(a_line_comes_without_its_end),
		cmocka_unit_test(a_line_far_down_is_found),
		cmocka_unit_test(finds_values_as_they_are_written),
		cmocka_unit_test(an_empty_value_is_its_closing_quote),
		cmocka_unit_test(an_absent_attribute_is_the_tag),
		cmocka_unit_test(a_prefix_is_passed_over_where_nothing_else_is),
		cmocka_unit_test(walks_the_attributes_in_order),
		cmocka_unit_test(a_tag_that_is_cut_off_is_survived),
		cmocka_unit_test(a_long_line_is_counted_like_a_short_one),
		cmocka_unit_test(out_of_memory_costs_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
