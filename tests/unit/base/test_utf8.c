/* SPDX-License-Identifier: MIT */
/*
 * The decoder is held to the grammar of RFC 3629 section 4, written down here as ranges of bytes, and to that
 * RFC's own examples.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "support.h"

/* UTF8-2, UTF8-3 and UTF8-4 of the grammar: the range of each byte. */
static const struct {
	size_t length;
	unsigned char range[4][2];
} forms[] = {
	{ 1, { { 0x00, 0x7f } } },
	{ 2, { { 0xc2, 0xdf }, { 0x80, 0xbf } } },
	{ 3, { { 0xe0, 0xe0 }, { 0xa0, 0xbf }, { 0x80, 0xbf } } },
	{ 3, { { 0xe1, 0xec }, { 0x80, 0xbf }, { 0x80, 0xbf } } },
	{ 3, { { 0xed, 0xed }, { 0x80, 0x9f }, { 0x80, 0xbf } } },
	{ 3, { { 0xee, 0xef }, { 0x80, 0xbf }, { 0x80, 0xbf } } },
	{ 4, { { 0xf0, 0xf0 }, { 0x90, 0xbf }, { 0x80, 0xbf }, { 0x80, 0xbf } } },
	{ 4, { { 0xf1, 0xf3 }, { 0x80, 0xbf }, { 0x80, 0xbf }, { 0x80, 0xbf } } },
	{ 4, { { 0xf4, 0xf4 }, { 0x80, 0x8f }, { 0x80, 0xbf }, { 0x80, 0xbf } } },
};

/* Bytes of the form that the text starts with, 0 for none. */
static size_t grammar_length(struct str text)
{
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		size_t n = 0;

		while (n < forms[i].length && n < text.length &&
			(unsigned char)text.text[n] >= forms[i].range[n][0] &&
			(unsigned char)text.text[n] <= forms[i].range[n][1])
			n++;
		if (n == forms[i].length)
			return n;
	}
	return 0;
}

/* Payload bits of a sequence that the grammar allows. */
static uint32_t grammar_value(const char *text, size_t length)
{
	static const uint32_t payload[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t value = (unsigned char)text[0] & payload[length];

	for (size_t i = 1; i < length; i++)
		value = value * 64 + (unsigned char)text[i] % 64;
	return value;
}

static void expect_as_grammar(const char *bytes, size_t length)
{
	size_t want = grammar_length((struct str){ bytes, length });
	size_t size = 99;
	uint32_t got = utf8_decode(bytes, length, &size);

	if (size != (want ? want : 1) || got != (want ? grammar_value(bytes, want) : UTF8_INVALID))
		fail_msg("%02x %02x %02x %02x of %zu: got %x, size %zu", (unsigned char)bytes[0],
			length > 1 ? (unsigned char)bytes[1] : 0, length > 2 ? (unsigned char)bytes[2] : 0,
			length > 3 ? (unsigned char)bytes[3] : 0, length, (unsigned)got, size);
}

static void decodes_every_sequence_of_three_bytes(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 0x1000000; i += (i & 0xff0000) < 0xc00000 ? 0x10000 : 1) {
		char bytes[] = { (char)(i >> 16), (char)(i >> 8 & 0xff), (char)(i & 0xff) };

		for (size_t length = 1; length <= (i & 0xff ? 3 : 1); length++)
			expect_as_grammar(bytes, length);
	}
}

static void decodes_four_bytes_at_every_border(void **state)
{
	static const unsigned char borders[] = { 0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff };

	(void)state;
	for (unsigned first = 0xf0; first <= 0xff; first++)
		for (unsigned second = 0; second <= 0xff; second++)
			for (size_t i = 0; i < ARRAY_LEN(borders) * ARRAY_LEN(borders); i++) {
				char bytes[] = { (char)first, (char)second,
					(char)borders[i / ARRAY_LEN(borders)],
					(char)borders[i % ARRAY_LEN(borders)] };

				expect_as_grammar(bytes, 4);
			}
}

static void appended_characters_decode_to_themselves(void **state)
{
	struct buf buf = { 0 };
	size_t size;

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		buf_clear(&buf);
		utf8_append(&buf, c);
		assert_int_equal(utf8_decode(buf.text, buf.length, &size), c);
		assert_int_equal(size, buf.length);
	}
	buf_release(&buf);
}

/* RFC 3629 section 7. */
static void decodes_the_examples_of_the_rfc(void **state)
{
	static const struct {
		const char *text;
		uint32_t characters[5];
	} examples[] = {
		{ "\x41\xe2\x89\xa2\xce\x91\x2e", { 0x41, 0x2262, 0x391, 0x2e } },
		{ "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4", { 0xd55c, 0xad6d, 0xc5b4 } },
		{ "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", { 0x65e5, 0x672c, 0x8a9e } },
		{ "\xef\xbb\xbf\xf0\xa3\x8e\xb4", { 0xfeff, 0x233b4 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
		const char *at = examples[i].text;
		size_t size;

		for (size_t n = 0; *at != '\0'; at += size)
			assert_int_equal(utf8_decode(at, strlen(at), &size), examples[i].characters[n++]);
		assert_int_equal(
			utf8_check(examples[i].text, strlen(examples[i].text)), strlen(examples[i].text));
	}
}

/* RFC 3629 section 10, and the surrogates and long forms that it warns of elsewhere. */
static void refuses_the_attacks_of_the_rfc(void **state)
{
	static const struct {
		struct str text;
		size_t bad;
	} attacks[] = {
		{ STR_INIT("\xc0\x80"), 0 },
		{ STR_INIT("\x2f\xc0\xae\x2e\x2f"), 1 },
		{ STR_INIT("\xed\xa1\x8c\xed\xbe\xb4"), 0 },
		{ STR_INIT("a\xe0\x80\xaf"), 1 },
		{ STR_INIT("\xf0\x80\x80\xaf"), 0 },
		{ STR_INIT("\xf8\x88\x80\x80\x80"), 0 },
		{ STR_INIT("\xfc\x84\x80\x80\x80\x80"), 0 },
		{ STR_INIT("ok\xf4\x90\x80\x80"), 2 },
		{ STR_INIT("\xfe\xff"), 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(attacks); i++)
		assert_int_equal(utf8_check(attacks[i].text.text, attacks[i].text.length), attacks[i].bad);
}

static void a_cut_sequence_is_bad_and_nothing_behind_it_is_read(void **state)
{
	static const struct str whole[] = { STR_INIT("\xc3\xa9"), STR_INIT("\xe2\x89\xa2"),
		STR_INIT("\xf0\xa3\x8e\xb4") };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(whole); i++)
		for (size_t length = 1; length < whole[i].length; length++) {
			struct str cut = exact_copy((struct str){ whole[i].text, length });
			size_t size;

			assert_int_equal(utf8_decode(cut.text, cut.length, &size), UTF8_INVALID);
			assert_int_equal(size, 1);
			assert_int_equal(utf8_check(cut.text, cut.length), 0);
			assert_int_equal(utf8_count(cut.text, cut.length), length);
			drop_copy(cut);
		}
}

/* Half words, half bytes at random: good and bad sequences, long stretches of ASCII between them. */
static struct str roll_text(struct dice *dice, char *bytes, uint32_t most)
{
	static const char *const pieces[] = { "a", "Redmond, Fabrikam", "\xc3\xa9", "\xe2\x89\xa2",
		"\xed\xa0\x80", "\xf0\xa3\x8e\xb4", "\x80", "\xf4\x90", "\xe2\x89", "\x7f" };
	size_t want = roll(dice, most);
	size_t length = 0;

	while (length < want) {
		const char *piece = pieces[roll(dice, ARRAY_LEN(pieces))];
		size_t size = strlen(piece) < want - length ? strlen(piece) : want - length;

		memcpy(bytes + length, piece, size);
		length += size;
	}
	return exact_copy((struct str){ bytes, length });
}

static void check_and_count_agree_with_the_grammar(void **state)
{
	struct dice dice = { 21 };
	char bytes[64];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct str text = roll_text(&dice, bytes, sizeof(bytes));
		size_t bad = text.length;
		size_t count = 0;

		for (size_t at = 0; at < text.length; count++) {
			size_t size = grammar_length((struct str){ text.text + at, text.length - at });

			if (size == 0 && bad == text.length)
				bad = at;
			at += size ? size : 1;
		}
		assert_int_equal(utf8_check(text.text, text.length), bad);
		assert_int_equal(utf8_count(text.text, text.length), count);
		drop_copy(text);
	}
}

static void finds_a_bad_byte_at_every_place_of_a_word(void **state)
{
	(void)state;
	for (size_t length = 1; length < 40; length++)
		for (size_t bad = 0; bad < length; bad++) {
			char bytes[40];
			struct str text;

			memset(bytes, 'x', sizeof(bytes));
			bytes[bad] = '\xff';
			text = exact_copy((struct str){ bytes, length });
			assert_int_equal(utf8_check(text.text, text.length), bad);
			drop_copy(text);
		}
}

static void a_prefix_holds_so_many_whole_characters(void **state)
{
	struct dice dice = { 22 };
	char bytes[48];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct str text = roll_text(&dice, bytes, sizeof(bytes));
		size_t count = utf8_count(text.text, text.length);

		for (size_t n = 0; n <= count; n++) {
			size_t size = utf8_prefix(text.text, text.length, n);
			size_t at = 0;

			for (size_t k = 0; k < n; k++) {
				size_t step = grammar_length(
					(struct str){ text.text + at, text.length - at });

				at += step ? step : 1;
			}
			assert_int_equal(size, at);
		}
		assert_int_equal(utf8_prefix(text.text, text.length, count + 1), text.length);
		assert_int_equal(utf8_prefix(text.text, text.length, SIZE_MAX), text.length);
		drop_copy(text);
	}
}

static void nothing_is_valid_and_counts_nothing(void **state)
{
	(void)state;
	assert_int_equal(utf8_check("", 0), 0);
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_prefix("", 0, 5), 0);
	assert_int_equal(utf8_check("\0\0", 2), 2);
}

static void appending_without_memory_fails_the_buffer(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	mem_fail_after(0, false);
	utf8_append(&buf, 0x20ac);
	mem_fail_after(-1, false);
	assert_true(buf_failed(&buf));
	assert_int_equal(buf.length, 0);
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_every_sequence_of_three_bytes),
		cmocka_unit_test(decodes_four_bytes_at_every_border),
		cmocka_unit_test(appended_characters_decode_to_themselves),
		cmocka_unit_test(decodes_the_examples_of_the_rfc),
		cmocka_unit_test(refuses_the_attacks_of_the_rfc),
		cmocka_unit_test(a_cut_sequence_is_bad_and_nothing_behind_it_is_read),
		cmocka_unit_test(check_and_count_agree_with_the_grammar),
		cmocka_unit_test(finds_a_bad_byte_at_every_place_of_a_word),
		cmocka_unit_test(a_prefix_holds_so_many_whole_characters),
		cmocka_unit_test(nothing_is_valid_and_counts_nothing),
		cmocka_unit_test(appending_without_memory_fails_the_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
