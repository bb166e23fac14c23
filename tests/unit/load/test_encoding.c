/* SPDX-License-Identifier: MIT */
/*
 * Bytes to text: UTF-8 by RFC 3629, UTF-16 by RFC 2781 with a byte order mark, and everything else refused with the
 * place and the rule.
 */
#include "base/mem.h"
#include "load/encoding.h"
#include "support.h"

static enum text_status decode(struct str bytes, struct text *text, struct text_fault *fault)
{
	struct file_bytes file = { .data = mem_alloc(bytes.length + 1), .size = bytes.length };

	assert_non_null(file.data);
	if (bytes.length > 0)
		memcpy(file.data, bytes.text, bytes.length);
	file.data[bytes.length] = '\0';
	return text_decode(&file, text, fault);
}

static void expect_text(struct str bytes, struct str expected)
{
	struct text_fault fault;
	struct text text;

	if (decode(bytes, &text, &fault) != TEXT_OK)
		fail_msg("refused: %s", fault.message);
	assert_int_equal(text.size, expected.length);
	assert_memory_equal(text.text, expected.text, expected.length);
	assert_int_equal(text.text[text.size], '\0');
	mem_free(text.memory);
}

static void expect_fault(struct str bytes, enum structure_rule rule, size_t offset, const char *words)
{
	struct text_fault fault;
	struct text text;

	assert_int_equal(decode(bytes, &text, &fault), TEXT_FAULT);
	if (fault.rule != rule || fault.offset != offset || strstr(fault.message, words) == NULL)
		fail_msg("rule %d at %zu: %s", (int)fault.rule, fault.offset, fault.message);
	mem_free(text.memory);
}

static void utf8_is_taken_as_it_is(void **state)
{
	(void)state;
	expect_text(STR("<a/>"), STR("<a/>"));
	expect_text(STR("<a b='caf\xc3\xa9'/>"), STR("<a b='caf\xc3\xa9'/>"));
	expect_text(STR("\xef\xbb\xbf<a/>"), STR("<a/>"));
	expect_text(STR("<a/>\r\n"), STR("<a/>\r\n"));
}

/* "<a>", U+00E9, U+20AC and U+1D11E (d834 dd1e), the last one from RFC 2781's method. */
static void utf16_becomes_utf8(void **state)
{
	static const struct str expected = STR_INIT("<a>\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e");

	(void)state;
	expect_text(STR("\xff\xfe<\0a\0>\0\xe9\0\xac\x20\x34\xd8\x1e\xdd"), expected);
	expect_text(STR("\xfe\xff\0<\0a\0>\0\xe9\x20\xac\xd8\x34\xdd\x1e"), expected);
}

static void surrogates_come_in_pairs(void **state)
{
	(void)state;
	expect_fault(STR("\xff\xfe<\0\x34\xd8"), DOC_BAD_ENCODING, 1, "surrogate");
	expect_fault(STR("\xff\xfe<\0\x34\xd8>\0"), DOC_BAD_ENCODING, 1, "surrogate");
	expect_fault(STR("\xff\xfe<\0a\0\x1e\xdd"), DOC_BAD_ENCODING, 2, "surrogate");
	expect_fault(STR("\xff\xfe<\0a"), DOC_BAD_ENCODING, 0, "half a character");
}

static void bad_utf8_is_refused_where_it_stands(void **state)
{
	(void)state;
	expect_fault(STR("<a>\xff</a>"), DOC_BAD_ENCODING, 3, "UTF-8");
	expect_fault(STR("<a>caf\xe9</a>"), DOC_BAD_ENCODING, 6, "UTF-8");
	expect_fault(STR("<a>\xc0\xaf</a>"), DOC_BAD_ENCODING, 3, "UTF-8");
	expect_fault(STR("<a>\xed\xa0\x80</a>"), DOC_BAD_ENCODING, 3, "UTF-8");
}

static void nul_bytes_are_refused(void **state)
{
	(void)state;
	expect_fault(STR("<a>\0</a>"), DOC_NOT_WELL_FORMED, 3, "NUL");
	expect_fault(STR("\xff\xfe<\0a\0\0\0"), DOC_NOT_WELL_FORMED, 2, "NUL");
}

static void what_is_no_text_is_named(void **state)
{
	(void)state;
	expect_fault(STR(""), DOC_NOT_WELL_FORMED, 0, "empty");
	expect_fault(STR("\x1f\x8b\x08\0"), DOC_NOT_WELL_FORMED, 0, "gzip");
	expect_fault(STR("PK\x03\x04\x14"), DOC_NOT_WELL_FORMED, 0, "ZIP");
	expect_fault(STR("\xff\xfe\0\0<\0\0\0"), DOC_BAD_ENCODING, 0, "UTF-32");
	expect_fault(STR("\0\0\xfe\xff\0\0\0<"), DOC_BAD_ENCODING, 0, "UTF-32");
	expect_fault(STR("<\0a\0/\0>\0"), DOC_BAD_ENCODING, 0, "byte order mark");
	expect_fault(STR("\0<\0a\0/\0>"), DOC_BAD_ENCODING, 0, "byte order mark");
}

static void a_declaration_may_say_what_is_true(void **state)
{
	static const struct str good[] = {
		STR_INIT("<?xml version=\"1.0\"?><a/>"),
		STR_INIT("<?xml version='1.0' encoding='UTF-8'?><a/>"),
		STR_INIT("<?xml version='1.0' encoding='utf-8' standalone='yes'?><a/>"),
		STR_INIT("<?xml\tversion = '1.0'\r\nencoding = \"Utf-8\" ?><a/>"),
		STR_INIT("<?xml version='1.0' encoding='US-ASCII'?><a/>"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		expect_text(good[i], good[i]);
}

/* The place is the value, so that an editor goes there. */
static void a_declaration_may_not_say_anything_else(void **state)
{
	(void)state;
	expect_fault(
		STR("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"), DOC_BAD_ENCODING, 30, "encoding");
	expect_fault(STR("<?xml version='1.0' encoding='UTF-16'?><a/>"), DOC_BAD_ENCODING, 30, "encoding");
	expect_fault(STR("<?xml version='1.0' encoding='UTF-7'?><a/>"), DOC_BAD_ENCODING, 30, "encoding");
	expect_fault(STR("<?xml version='1.1'?><a/>"), DOC_NOT_WELL_FORMED, 15, "1.0");
}

/* Tools that rewrite files as UTF-16 leave the old declaration in. */
static void a_mark_wins_over_the_declaration(void **state)
{
	static const char declared[] = "<?xml version='1.0' encoding='ISO-8859-1'?><a/>";
	char bytes[2 * sizeof(declared)] = "\xff\xfe";

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(declared); i++) {
		bytes[2 + 2 * i] = declared[i];
		bytes[3 + 2 * i] = '\0';
	}
	expect_text((struct str){ bytes, 2 * sizeof(declared) }, str_of(declared));
}

static void the_declaration_ends_behind_its_bracket(void **state)
{
	static const struct {
		struct str bytes;
		size_t end;
	} rows[] = {
		{ STR_INIT("<?xml version='1.0'?><a/>"), 21 },
		{ STR_INIT("\xef\xbb\xbf<?xml version='1.0'?><a/>"), 21 },
		{ STR_INIT("<a/>"), 0 },
		{ STR_INIT("<?xml-stylesheet href='a'?><a/>"), 0 },
		{ STR_INIT(" <?xml version='1.0'?><a/>"), 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct text_fault fault;
		struct text text;

		assert_int_equal(decode(rows[i].bytes, &text, &fault), TEXT_OK);
		assert_int_equal(text.declaration_end, rows[i].end);
		mem_free(text.memory);
	}
}

/* UTF-16 needs a second copy. */
static void without_memory_that_is_said(void **state)
{
	struct file_bytes file = { .data = mem_alloc(9), .size = 8 };
	struct text_fault fault;
	struct text text;

	(void)state;
	assert_non_null(file.data);
	memcpy(file.data, "\xff\xfe<\0a\0>\0", 9);
	mem_fail_after(0, true);
	assert_int_equal(text_decode(&file, &text, &fault), TEXT_NO_MEMORY);
	mem_fail_after(-1, false);
	mem_free(text.memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_taken_as_it_is),
		cmocka_unit_test(utf16_becomes_utf8),
		cmocka_unit_test(surrogates_come_in_pairs),
		cmocka_unit_test(bad_utf8_is_refused_where_it_stands),
		cmocka_unit_test(nul_bytes_are_refused),
		cmocka_unit_test(what_is_no_text_is_named),
		cmocka_unit_test(a_declaration_may_say_what_is_true),
		cmocka_unit_test(a_declaration_may_not_say_anything_else),
		cmocka_unit_test(a_mark_wins_over_the_declaration),
		cmocka_unit_test(the_declaration_ends_behind_its_bracket),
		cmocka_unit_test(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
