/* SPDX-License-Identifier: MIT */
/*
 * SHA-256: the examples of FIPS 180-4 and, for every length around a block, what Python's hashlib makes of it.
 */
#include "support.h"

#include "base/sha256.h"

static void the_standards_examples(void **state)
{
	char text[SHA256_BASE64_ROOM];

	(void)state;
	sha256_base64(str_of(""), text);
	assert_string_equal(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
	sha256_base64(str_of("abc"), text);
	assert_string_equal(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	sha256_base64(str_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), text);
	assert_string_equal(text, "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
}

/*
 * for n in (55, 56, 63, 64, 65, 119, 120, 128, 1000):
 *     print(base64.b64encode(hashlib.sha256(b"\xe2" * n).digest()))
 */
static void lengths_around_a_block(void **state)
{
	static const struct {
		size_t length;
		const char *expected;
	} cases[] = {
		{ 55, "hiX4Yh6dZLLIBZJ+6op4IhAjOwfz5ybY4bH529HcFJY=" },
		{ 56, "2f2tNiizvH3Iuhh1g1Q/gMhu+LmHWKdL8POy0eV1pOs=" },
		{ 63, "wewhPl9+fc6kRgJ1kh43rwOcqglXHqQOtzQHm+WH6qk=" },
		{ 64, "fe+RhnlpsDsvXCoy+rSH3D/ZD5pViwCqoQR/BYb85fg=" },
		{ 65, "K3LB5mioFgfQUeE8Ple5O2jXX7G7uCCMKWh5WuaPURw=" },
		{ 119, "byfcwc9BhC1bE26l99Zog0qynDpk99Xm2jTfJYP/nsQ=" },
		{ 120, "bZoC1oHtUlDS6rILOjfDC+kOC5O7aaUD2lbQ9JE93mg=" },
		{ 128, "fwKC7bd/2BzRffJZR3+7q4XEVp6PzFZI/8GCf1D2gcc=" },
		{ 1000, "agnhJ7lNxGvXhSyYYliVvXTTYVyGRBGyROn5X5CT548=" },
	};
	char bytes[1000];
	char text[SHA256_BASE64_ROOM];

	(void)state;
	memset(bytes, 0xe2, sizeof(bytes));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		sha256_base64((struct str){ bytes, cases[i].length }, text);
		assert_string_equal(text, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standards_examples),
		cmocka_unit_test(lengths_around_a_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
