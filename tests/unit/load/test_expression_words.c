/* SPDX-License-Identifier: MIT */
/*
 * Words of XPath expressions. What is told apart by its surroundings (names, operators, axes, functions) is held against
 * libxml2's own reader of XPath: what it compiles, with names of the language only, must be taken.
 */
#include "support.h"

#include "load/expression.h"
#include "load/expression_words.h"
#include "load/libxml.h"

static const char *check(const char *text, uint32_t *offset)
{
	static struct arena arena;
	struct expression_fault fault = { 0 };
	struct str exact = exact_copy(str_of(text));
	bool good = expression_check_words(exact, &arena, &fault);

	free((void *)(uintptr_t)exact.text);
	*offset = fault.offset;
	return good ? NULL : fault.message;
}

static void test_accepts(void **state)
{
	static const char *const texts[] = { "//trunk", "/topology/site[@kind='branch']",
		"//trunk[@id and @peer or not(@name)]", "//*[@id = 'trunks and other']",
		"//trunk[position() mod 2 = 1]", "//trunk[@max-calls div 2 * 3 - 1 > .5]",
		"child::trunk/attribute::peer", "//server/ancestor-or-self :: site", "//trunk[* = *]",
		"//trunk[. * 2 > ..]", "//node()", "id ( 'a b' )", "//*[text()]", "", "@*",
		"//users[@count*2]", "//site[count(users)>1]" };
	uint32_t offset;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const char *message = check(texts[i], &offset);

		if (message != NULL)
			fail_msg("%s: %s at %u", texts[i], message, (unsigned)offset);
	}
}

static void test_refuses(void **state)
{
	static const struct {
		const char *text;
		uint32_t offset;
		const char *words;
	} faults[] = {
		{ "//trunks", 2, "'trunk'" },
		{ "//trunk[@trnsport]", 9, "'transport'" },
		{ "//trunk[attribute::trnsport]", 19, "'transport'" },
		{ "//trunk/@peer/scenario", 14, "'scenario'" },
		{ "//trunk[cuont(x)]", 8, "'count'" },
		{ "//trunk[document('a')]", 8, "'document'" },
		{ "//t:trunk", 2, "prefix" },
		{ "//trunk[$x]", 8, "variable" },
		{ "sideways::trunk", 0, "axis" },
		{ "namespace::trunk", 0, "axis" },
		{ "//trunk peer", 8, "operator" },
		{ "//trunk [@id 'x' nad 1]", 17, "'nad'" },
	};
	uint32_t offset;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		const char *message = check(faults[i].text, &offset);

		if (message == NULL || strstr(message, faults[i].words) == NULL || offset != faults[i].offset)
			fail_msg("%s: %s at %u", faults[i].text, message != NULL ? message : "taken",
				(unsigned)offset);
	}
}

/* Words that run together are names that nobody has: those may be refused. */
static void must_take(const char *text)
{
	uint32_t offset;
	const char *message = check(text, &offset);

	if (message != NULL && strstr(message, "does not have") == NULL &&
		strstr(message, "calls a function") == NULL)
		fail_msg("'%s': %s", text, message);
}

/* Expressions put together at random: those that libxml2 compiles are taken, and nothing is read beyond the end. */
static void test_agrees_with_libxml2(void **state)
{
	static const char *const pieces[] = { "trunk", "@peer", "/", "//", "[", "]", "(", ")", " and ",
		" or ", " div ", " mod ", "*", "@*", "count(", "not(", "1", ".5", "'a'", "=", "<", "|", "-",
		"+", "..", ".", "child::", "attribute::", "self::", " ", "site", ",", "node()" };
	struct dice dice = { 11 };
	unsigned n_compiled = 0;

	(void)state;
	xml_prepare();
	for (unsigned i = 0; i < 60000; i++) {
		char text[128] = "";
		xmlXPathContextPtr context = xmlXPathNewContext(NULL);
		xmlXPathCompExprPtr compiled;

		for (uint32_t n = roll(&dice, 9) + 1; n > 0; n--)
			strncat(text, pieces[roll(&dice, ARRAY_LEN(pieces))],
				sizeof(text) - strlen(text) - 1);
		compiled = xmlXPathCtxtCompile(context, (const xmlChar *)text);
		n_compiled += compiled != NULL;
		if (compiled != NULL)
			must_take(text);
		xmlXPathFreeCompExpr(compiled);
		xmlXPathFreeContext(context);
	}
	assert_true(n_compiled > 1000);
	xml_clean_up();
}

static void test_nesting(void **state)
{
	char text[80] = "";
	uint32_t offset;

	(void)state;
	memset(text, '(', 32);
	assert_null(check(text, &offset));
	memset(text, '[', 33);
	assert_non_null(check(text, &offset));
	assert_int_equal(offset, 32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_agrees_with_libxml2),
		cmocka_unit_test(test_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
