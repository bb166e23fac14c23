/* SPDX-License-Identifier: MIT */
/*
 * Bytes as text: the vectors of RFC 4648, section 10, and what is no such text.
 */
#include "base/base64.h"
#include "support.h"

enum {
	ROOM = 64,
};

static void the_vectors_of_the_rfc(void **state)
{
	static const char *const vector[][2] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(vector); i++) {
		struct str bytes = str_of(vector[i][0]);
		char text[ROOM];
		char back[ROOM];
		size_t size;

		assert_int_equal(BASE64_ROOM(bytes.length), strlen(vector[i][1]) + 1);
		base64_write(bytes, text);
		assert_string_equal(text, vector[i][1]);
		assert_true(base64_read(str_of(text), back, &size));
		assert_int_equal(size, bytes.length);
		assert_memory_equal(back, bytes.text, size);
	}
}

static void every_byte_comes_back(void **state)
{
	char bytes[256];
	char text[BASE64_ROOM(sizeof(bytes))];
	char back[sizeof(text)];
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	base64_write((struct str){ bytes, sizeof(bytes) }, text);
	assert_true(base64_read(str_of(text), back, &size));
	assert_int_equal(size, sizeof(bytes));
	assert_memory_equal(back, bytes, sizeof(bytes));
}

/* Bits that stand for nothing must be zero: else one result could be written in several ways. */
static void what_is_no_such_text_is_refused(void **state)
{
	static const char *const wrong[] = { "Z", "Zg", "Zg=", "=", "====", "Z===", "Zh==", "Zm9=", "Zm=v",
		"Zg==Zg==", "Zm9v\n", "Zm 9", "Zm9-", "\xc3\xa9\xc3\xa9" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		char back[ROOM];
		size_t size;

		assert_false(base64_read(str_of(wrong[i]), back, &size));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_rfc),
		cmocka_unit_test(every_byte_comes_back),
		cmocka_unit_test(what_is_no_such_text_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
