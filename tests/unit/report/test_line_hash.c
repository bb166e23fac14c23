/* SPDX-License-Identifier: MIT */
/*
 * The hash of lines by which code scanning knows findings again: the vectors of github/codeql-action's own tests
 * (src/fingerprints.test.ts), and what they do not say about byte order marks and files with other bytes.
 */
#include "support.h"

#include "report/line_hash.h"

#include <inttypes.h>

enum {
	MOST_LINES = 16,
};

/* Asks for all lines at once, the last one first, and holds them against "hash:ordinal hash:ordinal". */
static void expect_hashes(const char *text, enum source_stored stored, const char *expected)
{
	const struct source source = { .text = text, .size = (uint32_t)strlen(text), .stored = stored };
	struct line_hash lines[MOST_LINES];
	struct line_hash *wanted[MOST_LINES];
	uint32_t n = 1;

	for (const char *at = expected; *at != '\0'; at++)
		n += *at == ' ';
	for (uint32_t i = 0; i < n; i++) {
		lines[i] = (struct line_hash){ .source = &source, .line = i + 1 };
		wanted[n - 1 - i] = &lines[i];
	}
	assert_true(line_hash_find(wanted, n));
	for (uint32_t i = 0; i < n; i++) {
		char found[64];
		size_t length = (size_t)snprintf(
			found, sizeof(found), "%" PRIx64 ":%u", lines[i].hash, (unsigned)lines[i].ordinal);

		if (strncmp(expected, found, length) != 0 ||
			(expected[length] != ' ' && expected[length] != '\0'))
			fail_msg("line %u: %s, should be %s", (unsigned)i + 1, found, expected);
		expected += length + (expected[length] == ' ');
	}
}

static void the_published_vectors_hold(void **state)
{
	static const char lorem[] = "Lorem ipsum dolor sit amet.\n";
	static const char greetings[] =
		"e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 "
		"b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1";
	char ten[10 * sizeof(lorem)] = "";

	(void)state;
	for (size_t i = 0; i < 10; i++)
		memcpy(ten + i * (sizeof(lorem) - 1), lorem, sizeof(lorem));
	expect_hashes("", STORED_PLAIN, "c129715d7a2bc9a3:1");
	expect_hashes(" a\nb\n  \t\tc\n d", STORED_PLAIN,
		"271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
	expect_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", STORED_PLAIN, greetings);
	expect_hashes(
		" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", STORED_PLAIN, greetings);
	expect_hashes(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r", STORED_PLAIN, greetings);
	expect_hashes(ten, STORED_PLAIN,
		"a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 "
		"a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 "
		"55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1");
}

/* One that a file has is read as a character. */
static void a_byte_order_mark_counts(void **state)
{
	const struct source plain = { .text = "\xef\xbb\xbf<a/>", .size = 7, .stored = STORED_PLAIN };
	const struct source marked = { .text = "<a/>", .size = 4, .stored = STORED_WITH_MARK };
	struct line_hash lines[] = { { .source = &plain, .line = 1 }, { .source = &marked, .line = 1 } };
	struct line_hash *wanted[] = { &lines[0], &lines[1] };

	(void)state;
	assert_true(line_hash_find(wanted, 2));
	assert_int_equal(lines[0].hash, lines[1].hash);
	assert_int_equal(lines[0].ordinal, 1);
	assert_int_equal(lines[1].ordinal, 1);
}

static void nothing_is_said_where_nothing_is_known(void **state)
{
	const struct source converted = { .text = "<a/>", .size = 4 };
	const struct source broken = { .text = "<a\xff/>", .size = 5, .stored = STORED_PLAIN };
	const struct source plain = { .text = "<a/>", .size = 4, .stored = STORED_PLAIN };
	struct line_hash lines[] = { { .source = &converted, .line = 1 }, { .source = &broken, .line = 1 },
		{ .source = &plain, .line = 2 }, { .source = NULL, .line = 1 } };
	struct line_hash *wanted[] = { &lines[0], &lines[1], &lines[2], &lines[3] };

	(void)state;
	assert_true(line_hash_find(wanted, ARRAY_LEN(wanted)));
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		assert_int_equal(lines[i].ordinal, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vectors_hold),
		cmocka_unit_test(a_byte_order_mark_counts),
		cmocka_unit_test(nothing_is_said_where_nothing_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
