/* SPDX-License-Identifier: MIT */
/*
 * Fingerprints are held to the published vectors of 64-bit FNV-1a (draft-eastlake-fnv, strings with their zero
 * byte); the seeded hash to what a table needs of it.
 */
#include "base/hash.h"
#include "support.h"

#include <sys/mman.h>

static void a_string_and_its_separator_are_fnv_1a(void **state)
{
	static const struct {
		const char *text;
		uint64_t hash;
	} vectors[] = {
		{ "", UINT64_C(0xaf63bd4c8601b7df) },
		{ "a", UINT64_C(0x089be207b544f1e4) },
		{ "b", UINT64_C(0x08a61407b54d9b5f) },
		{ "fo", UINT64_C(0xdcb28a18fed9f926) },
		{ "foo", UINT64_C(0xdd1270790c25b935) },
		{ "foob", UINT64_C(0xcac146afa2febf5d) },
		{ "fooba", UINT64_C(0x8593d371f738acfe) },
		{ "foobar", UINT64_C(0x34531ca7168b8f38) },
		{ "hello", UINT64_C(0xa9bc8acca21f39b1) },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
		assert_true(fingerprint_add(FINGERPRINT_START, vectors[i].text) == vectors[i].hash);
		assert_true(
			fingerprint_add_str(FINGERPRINT_START, str_of(vectors[i].text)) == vectors[i].hash);
	}
}

static void the_start_is_the_offset_basis(void **state)
{
	(void)state;
	assert_true(FINGERPRINT_START == UINT64_C(14695981039346656037));
}

/* "foobar\0hello\0" in one go, by the definition. */
static void strings_are_added_one_after_the_other(void **state)
{
	static const char both[] = "foobar\0hello";
	uint64_t want = UINT64_C(14695981039346656037);

	(void)state;
	for (size_t i = 0; i < sizeof(both); i++)
		want = (want ^ (unsigned char)both[i]) * UINT64_C(1099511628211);
	assert_true(fingerprint_add(fingerprint_add(FINGERPRINT_START, "foobar"), "hello") == want);
}

static void bytes_above_ascii_count_as_positive(void **state)
{
	uint64_t want = UINT64_C(14695981039346656037);

	(void)state;
	want = (want ^ 0xff) * UINT64_C(1099511628211);
	want = (want ^ 0x80) * UINT64_C(1099511628211);
	want *= UINT64_C(1099511628211);
	assert_true(fingerprint_add(FINGERPRINT_START, "\xff\x80") == want);
}

static void where_one_string_ends_matters(void **state)
{
	uint64_t first = fingerprint_add(fingerprint_add(FINGERPRINT_START, "ab"), "c");
	uint64_t second = fingerprint_add(fingerprint_add(FINGERPRINT_START, "a"), "bc");
	uint64_t third = fingerprint_add(FINGERPRINT_START, "abc");
	uint64_t fourth = fingerprint_add(fingerprint_add(FINGERPRINT_START, "abc"), "");

	(void)state;
	assert_true(first != second && second != third && third != first);
	assert_true(fourth != third && fourth != first && fourth != second);
}

static void no_text_adds_like_an_empty_one(void **state)
{
	(void)state;
	assert_true(fingerprint_add(FINGERPRINT_START, NULL) == fingerprint_add(FINGERPRINT_START, ""));
	assert_true(fingerprint_add_str(FINGERPRINT_START, (struct str){ NULL, 0 }) ==
		fingerprint_add(FINGERPRINT_START, ""));
}

static int write_hash(void *shared)
{
	*(uint32_t *)shared = hash_seeded("mediation-pool", 14);
	return 0;
}

/* Has to run before this process draws its own seed: its children would have it too. */
static void every_process_draws_its_own_seed(void **state)
{
	uint32_t *shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint32_t first = 0;
	int different = 0;

	(void)state;
	assert_true(shared != MAP_FAILED);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(in_child(write_hash, shared), 0);
		different += i > 0 && *shared != first;
		first = *shared;
	}
	assert_true(different > 0);
	munmap(shared, sizeof(*shared));
}

static void equal_text_has_an_equal_hash_wherever_it_lies(void **state)
{
	char place[80];
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 37);
	for (size_t length = 0; length <= sizeof(text); length++) {
		struct str copy = exact_copy((struct str){ text, length });
		uint32_t want = hash_seeded(copy.text, length);

		for (size_t shift = 0; shift < 9; shift++) {
			memset(place, (int)shift, sizeof(place));
			memcpy(place + shift, text, length);
			assert_int_equal(hash_seeded(place + shift, length), want);
		}
		drop_copy(copy);
	}
}

/* By chance alone one in 2^32 comparisons is equal; about 2 200 are made. */
static void every_bit_and_every_length_matter(void **state)
{
	char text[24] = { 0 };
	int equal = 0;

	(void)state;
	for (size_t length = 0; length < sizeof(text); length++) {
		uint32_t plain = hash_seeded(text, length);

		equal += plain == hash_seeded(text, length + 1);
		for (size_t bit = 0; bit < length * 8; bit++) {
			text[bit / 8] ^= (char)(1 << bit % 8);
			equal += plain == hash_seeded(text, length);
			text[bit / 8] ^= (char)(1 << bit % 8);
		}
	}
	assert_true(equal <= 1);
}

/* 4096 names in 4096 places: a random function fills 63 %; each of the low bits matters to a table. */
static void names_that_count_spread_over_a_table(void **state)
{
	static bool taken[4096];
	int used = 0;
	char name[32];

	(void)state;
	for (unsigned i = 0; i < 4096; i++) {
		int length = snprintf(name, sizeof(name), "trunk-%u", i);
		uint32_t at = hash_seeded(name, (size_t)length) % 4096;

		used += !taken[at];
		taken[at] = true;
	}
	assert_in_range(used, 2300, 2900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_process_draws_its_own_seed),
		cmocka_unit_test(a_string_and_its_separator_are_fnv_1a),
		cmocka_unit_test(the_start_is_the_offset_basis),
		cmocka_unit_test(strings_are_added_one_after_the_other),
		cmocka_unit_test(bytes_above_ascii_count_as_positive),
		cmocka_unit_test(where_one_string_ends_matters),
		cmocka_unit_test(no_text_adds_like_an_empty_one),
		cmocka_unit_test(equal_text_has_an_equal_hash_wherever_it_lies),
		cmocka_unit_test(every_bit_and_every_length_matter),
		cmocka_unit_test(names_that_count_spread_over_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
