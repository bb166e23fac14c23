/* SPDX-License-Identifier: MIT */
/*
 * The documents that rules name as their source.
 */
#include "diag/page.h"
#include "support.h"

static void no_page_is_empty(void **state)
{
	const struct page_info *none = page_info(PAGE_NONE);

	(void)state;
	assert_string_equal(none->key, "");
	assert_string_equal(none->title, "");
	assert_string_equal(none->place, "");
}

static void the_founding_pages_have_their_titles(void **state)
{
	(void)state;
	assert_string_equal(page_info(PAGE_SEED_A)->title,
		"Components and topologies for SIP trunking in Lync Server 2013");
	assert_string_equal(
		page_info(PAGE_SEED_B)->title, "Direct SIP deployment options in Lync Server 2013");
	assert_string_equal(page_info(PAGE_SEED_A)->key, "SEED_A");
}

static void every_page_has_all_three_and_its_own_key(void **state)
{
	(void)state;
	for (int i = PAGE_NONE + 1; i < PAGE_COUNT; i++) {
		const struct page_info *page = page_info((enum page)i);

		assert_true(page->key[0] != '\0' && page->title[0] != '\0' && page->place[0] != '\0');
		for (int other = PAGE_NONE + 1; other < i; other++)
			assert_string_not_equal(page->key, page_info((enum page)other)->key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_page_is_empty),
		cmocka_unit_test(the_founding_pages_have_their_titles),
		cmocka_unit_test(every_page_has_all_three_and_its_own_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
