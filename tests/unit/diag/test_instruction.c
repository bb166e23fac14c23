/* SPDX-License-Identifier: MIT */
/*
 * Pseudo-attributes as "Associating Style Sheets with XML documents 1.0" has them (section 4): what is one, what is not, and
 * what its value means.
 */
#include "diag/instruction.h"
#include "support.h"

/* All names and values, "name=value;name=value", with "!" and the place where it stopped at a fault. */
static const char *walked(const char *content)
{
	static char result[512];
	struct str text = exact_copy(str_of(content));
	struct pseudo_attribute attribute;
	enum instruction_step step;
	const char *fault = NULL;
	size_t used = 0;
	size_t at = 0;

	result[0] = '\0';
	while ((step = instruction_next(text, &at, &attribute, &fault)) == INSTRUCTION_ATTRIBUTE)
		used += (size_t)snprintf(result + used, sizeof(result) - used, "%.*s=%.*s;",
			STR_ARG(attribute.name), STR_ARG(attribute.written));
	if (step == INSTRUCTION_FAULT) {
		assert_non_null(fault);
		snprintf(result + used, sizeof(result) - used, "!%u", (unsigned)at);
	}
	drop_copy(text);
	return result;
}

static void attributes_are_walked(void **state)
{
	(void)state;
	assert_string_equal(walked(""), "");
	assert_string_equal(walked(" \t\r\n "), "");
	assert_string_equal(walked(" a=\"1\""), "a=1;");
	assert_string_equal(walked(" a=\"1\" b='2' "), "a=1;b=2;");
	assert_string_equal(walked("\n\ta\r=\n'\"' b = \"'\""), "a=\";b=';");
	assert_string_equal(walked(" a=\"\""), "a=;");
	assert_string_equal(walked(" a=\"x=y b='z'\""), "a=x=y b='z';");
	assert_string_equal(walked(" a.b-c_d:e=\"&lt;\""), "a.b-c_d:e=&lt;;");
	assert_string_equal(walked(" a=\">\""), "a=>;");
}

static void what_is_no_attribute_is_a_fault_where_it_stands(void **state)
{
	(void)state;
	assert_string_equal(walked("a=\"1\""), "!0");
	assert_string_equal(walked(" a=\"1\"b=\"2\""), "a=1;!6");
	assert_string_equal(walked(" a"), "!1");
	assert_string_equal(walked(" a \"1\""), "!1");
	assert_string_equal(walked(" a=1"), "!3");
	assert_string_equal(walked(" a="), "!3");
	assert_string_equal(walked(" a=\"1"), "!3");
	assert_string_equal(walked(" a=\"1'"), "!3");
	assert_string_equal(walked(" =\"1\""), "!1");
	assert_string_equal(walked(" a=\"<\""), "!3");
	assert_string_equal(walked(" a=\"1\" ="), "a=1;!7");
}

static const char *value(struct arena *arena, const char *written)
{
	struct str text = exact_copy(str_of(written));
	const char *result = instruction_value(arena, text);

	drop_copy(text);
	return result;
}

static void references_are_replaced(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(value(&arena, ""), "");
	assert_string_equal(value(&arena, "plain"), "plain");
	assert_string_equal(value(&arena, "&amp;&lt;&gt;&quot;&apos;"), "&<>\"'");
	assert_string_equal(value(&arena, "&amp;lt;"), "&lt;");
	assert_string_equal(value(&arena, "a&#65;&#x42;&#x63;&#xA;b"), "aABc\nb");
	assert_string_equal(value(&arena, "&#233;&#x20AC;&#x1F600;"), "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	arena_release(&arena);
}

static void other_references_are_refused(void **state)
{
	static const char *const texts[] = { "&", "&;", "&amp", "a & b", "&nbsp;", "&AMP;", "&#;", "&#x;",
		"&#X41;", "&#0;", "&#8;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999999999999999;",
		"&#1a;", "&# 65;", "&&amp;" };
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (value(&arena, texts[i]) != NULL)
			fail_msg("'%s' is taken", texts[i]);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes_are_walked),
		cmocka_unit_test(what_is_no_attribute_is_a_fault_where_it_stands),
		cmocka_unit_test(references_are_replaced),
		cmocka_unit_test(other_references_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
