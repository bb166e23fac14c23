/* SPDX-License-Identifier: MIT */
/*
 * The edit distance is held to its definition, a recursion over the last letters, on every pair of short words.
 */
#include "base/distance.h"
#include "support.h"

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment by its definition; exponential. */
static unsigned by_definition(const char *a, size_t i, const char *b, size_t j)
{
	unsigned edits;

	if (i == 0 || j == 0)
		return (unsigned)(i + j);
	edits = by_definition(a, i - 1, b, j - 1) + (ascii_lower(a[i - 1]) != ascii_lower(b[j - 1]));
	edits = least(edits, by_definition(a, i - 1, b, j) + 1);
	edits = least(edits, by_definition(a, i, b, j - 1) + 1);
	if (i > 1 && j > 1 && ascii_lower(a[i - 1]) == ascii_lower(b[j - 2]) &&
		ascii_lower(a[i - 2]) == ascii_lower(b[j - 1]))
		edits = least(edits, by_definition(a, i - 2, b, j - 2) + 1);
	return edits;
}

/* For every cap, from 0 to more than enough. */
static void expect_by_definition(struct str a, struct str b)
{
	unsigned want = by_definition(a.text, a.length, b.text, b.length);

	for (unsigned most = 0; most <= want + 2; most++)
		if (edit_distance(a, b, most) != least(want, most + 1))
			fail_msg("%.*s, %.*s, most %u: %u", STR_ARG(a), STR_ARG(b), most,
				edit_distance(a, b, most));
}

/* Word number n over three letters, the empty one first. */
static struct str short_word(unsigned n, char *letters)
{
	size_t length = 0;

	for (; n > 0; n = (n - 1) / 3)
		letters[length++] = "abC"[(n - 1) % 3];
	return exact_copy((struct str){ letters, length });
}

static void agrees_on_every_pair_of_short_words(void **state)
{
	enum { WORDS = 121 }; /* of up to four letters */
	struct str words[WORDS];
	char letters[8];

	(void)state;
	for (unsigned i = 0; i < WORDS; i++)
		words[i] = short_word(i, letters);
	for (unsigned i = 0; i < WORDS; i++)
		for (unsigned j = 0; j < WORDS; j++)
			expect_by_definition(words[i], words[j]);
	for (unsigned i = 0; i < WORDS; i++)
		drop_copy(words[i]);
}

static struct str roll_word(struct dice *dice)
{
	char letters[8];
	size_t length = roll(dice, 8);

	for (size_t i = 0; i < length; i++)
		letters[i] = "aAbc\0-"[roll(dice, 6)];
	return exact_copy((struct str){ letters, length });
}

static void agrees_on_longer_words(void **state)
{
	struct dice dice = { 41 };

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct str a = roll_word(&dice);
		struct str b = roll_word(&dice);

		expect_by_definition(a, b);
		drop_copy(a);
		drop_copy(b);
	}
}

static void knows_the_examples_of_the_books(void **state)
{
	(void)state;
	assert_int_equal(edit_distance(STR("kitten"), STR("sitting"), 9), 3);
	assert_int_equal(edit_distance(STR("Saturday"), STR("Sunday"), 9), 3);
	assert_int_equal(edit_distance(STR("flaw"), STR("lawn"), 9), 2);
	assert_int_equal(edit_distance(STR("CA"), STR("ABC"), 9), 3); /* no edit of an edit */
	assert_int_equal(edit_distance(STR("medation-pool"), STR("mediation-pool"), 9), 1);
	assert_int_equal(edit_distance(STR("tga"), STR("tag"), 9), 1);
}

static void ignores_case(void **state)
{
	(void)state;
	assert_int_equal(edit_distance(STR("FQDN"), STR("fqdn"), 0), 0);
	assert_int_equal(edit_distance(STR("Tga"), STR("TAG"), 3), 1);
	assert_int_equal(edit_distance(STR("\xc3\x89"), STR("\xc3\xa9"), 3), 1);
}

static void words_beyond_64_bytes_are_never_close(void **state)
{
	char letters[65];
	struct str whole;

	(void)state;
	memset(letters, 'x', sizeof(letters));
	whole = exact_copy((struct str){ letters, sizeof(letters) });
	assert_int_equal(edit_distance((struct str){ whole.text, 64 }, (struct str){ whole.text, 64 }, 3), 0);
	assert_int_equal(edit_distance((struct str){ whole.text, 64 }, (struct str){ whole.text, 63 }, 3), 1);
	assert_int_equal(edit_distance(whole, whole, 3), 4);
	assert_int_equal(edit_distance((struct str){ whole.text, 64 }, whole, 3), 4);
	assert_int_equal(edit_distance(whole, (struct str){ whole.text, 64 }, 3), 4);
	drop_copy(whole);
}

static void long_words_that_share_nothing_cost_their_length(void **state)
{
	char x[64];
	char y[64];

	(void)state;
	memset(x, 'x', sizeof(x));
	memset(y, 'y', sizeof(y));
	assert_int_equal(edit_distance((struct str){ x, 64 }, (struct str){ y, 64 }, 64), 64);
	assert_int_equal(edit_distance((struct str){ x, 64 }, (struct str){ y, 64 }, 63), 64);
	assert_int_equal(edit_distance((struct str){ x, 64 }, (struct str){ y, 64 }, 5), 6);
	assert_int_equal(edit_distance((struct str){ x, 64 }, STR(""), 64), 64);
}

static void tolerance_grows_with_the_word(void **state)
{
	(void)state;
	for (size_t length = 0; length < 100; length++) {
		assert_in_range(edit_tolerance(length), 1, 3);
		assert_true(edit_tolerance(length) <= edit_tolerance(length + 1));
		assert_true(length < 2 || edit_tolerance(length) < length);
	}
}

static void finds_the_nearest_word(void **state)
{
	static const char *const words[] = { "site", "sites", "side", "mediation-pool", "" };

	(void)state;
	assert_string_equal(nearest_word(words, ARRAY_LEN(words), STR("SITES")), "sites");
	assert_string_equal(nearest_word(words, ARRAY_LEN(words), STR("siet")), "site");
	assert_string_equal(nearest_word(words, ARRAY_LEN(words), STR("medation-poll")), "mediation-pool");
	assert_null(nearest_word(words, ARRAY_LEN(words), STR("gateway")));
	assert_null(nearest_word(words, 0, STR("site")));
	assert_null(nearest_word(NULL, 0, STR("site")));
}

static void the_first_of_equally_near_words_counts(void **state)
{
	static const char *const words[] = { "abcx", "abcy", "abcz" };

	(void)state;
	assert_ptr_equal(nearest_word(words, ARRAY_LEN(words), STR("abc")), words[0]);
}

static void the_nearest_word_is_the_nearest_by_definition(void **state)
{
	static const char *const words[] = { "abc", "cab", "bbb", "aCaC", "ba", "c", "abcabc" };
	struct dice dice = { 42 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct str written = roll_word(&dice);
		unsigned best = edit_tolerance(written.length) + 1;
		const char *want = NULL;

		for (size_t n = 0; n < ARRAY_LEN(words); n++) {
			unsigned edits = by_definition(
				written.text, written.length, words[n], strlen(words[n]));

			if (edits < best) {
				best = edits;
				want = words[n];
			}
		}
		assert_ptr_equal(nearest_word(words, ARRAY_LEN(words), written), want);
		drop_copy(written);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_on_every_pair_of_short_words),
		cmocka_unit_test(agrees_on_longer_words),
		cmocka_unit_test(knows_the_examples_of_the_books),
		cmocka_unit_test(ignores_case),
		cmocka_unit_test(words_beyond_64_bytes_are_never_close),
		cmocka_unit_test(long_words_that_share_nothing_cost_their_length),
		cmocka_unit_test(tolerance_grows_with_the_word),
		cmocka_unit_test(finds_the_nearest_word),
		cmocka_unit_test(the_first_of_equally_near_words_counts),
		cmocka_unit_test(the_nearest_word_is_the_nearest_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
