/* SPDX-License-Identifier: MIT */
/*
 * The look at the bytes before libxml2 sees them: a DOCTYPE wherever a parser would see one, and limits, each tried
 * at its last good value and one beyond.
 */
#include "load/prescan.h"
#include "support.h"

static struct source source_of(const char *text)
{
	return (struct source){ .path = "a.xml", .text = text, .size = (uint32_t)strlen(text) };
}

static void a_doctype_is_found_with_its_place(void **state)
{
	static const struct {
		const char *text;
		uint32_t offset;
	} rows[] = {
		{ "<!DOCTYPE a><a/>", 0 },
		{ "<?xml version='1.0'?><!DOCTYPE a><a/>", 21 },
		{ "\r\n \t<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", 4 },
		{ "<!-- <a> --><?p <a> ?>\n<!DOCTYPE a>", 23 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct source source = source_of(rows[i].text);
		uint32_t offset = 99;

		assert_true(prescan_doctype(&source, &offset));
		assert_int_equal(offset, rows[i].offset);
	}
}

static void a_doctype_elsewhere_is_none(void **state)
{
	static const char *const rows[] = { "", "<a/>", "<!-- <!DOCTYPE a> --><a/>", "<?p <!DOCTYPE a>?><a/>",
		"<a b='<!DOCTYPE a>'/>", "<a/><!DOCTYPE a>", "<!doctype a><a/>", "text", "<!-- <!DOCTYPE a>",
		"<!", "<", "<!DOCTYP" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str copy = exact_copy(str_of(rows[i]));
		struct source source = { .text = copy.text, .size = (uint32_t)copy.length };
		uint32_t offset;

		if (prescan_doctype(&source, &offset))
			fail_msg("a DOCTYPE in '%s'", rows[i]);
		drop_copy(copy);
	}
}

/* "<a/>" before a tag with so many attributes and namespace declarations. */
static char *tag_with(unsigned attributes, unsigned namespaces)
{
	char *text = malloc(32 + attributes * 16 + namespaces * 24);
	char *at = text;

	assert_non_null(text);
	at += sprintf(at, "<a><b");
	for (unsigned i = 0; i < namespaces; i++)
		at += sprintf(at, " xmlns:n%u=''", i);
	for (unsigned i = 0; i < attributes; i++)
		at += sprintf(at, " a%u=\"\"", i);
	sprintf(at, "/></a>");
	return text;
}

static const char *scanned(char *text, const struct limits *limits, uint32_t *ret_offset)
{
	struct source source = source_of(text);
	const char *limit = prescan(&source, limits, ret_offset);

	free(text);
	return limit;
}

static void expect_limit(char *text, const struct limits *limits, const char *expected)
{
	uint32_t offset = 0;
	const char *limit = scanned(text, limits, &offset);

	assert_non_null(limit);
	assert_string_equal(limit, expected);
	assert_int_equal(offset, 3);
}

static void attributes_are_counted(void **state)
{
	uint32_t offset;
	struct limits few = default_limits;

	(void)state;
	assert_null(scanned(tag_with(256, 0), &default_limits, &offset));
	expect_limit(tag_with(257, 0), &default_limits, "attributes");
	few.attributes = 3;
	assert_null(scanned(tag_with(3, 0), &few, &offset));
	expect_limit(tag_with(4, 0), &few, "attributes");
}

static void namespaces_are_counted_apart(void **state)
{
	uint32_t offset;
	struct limits one = default_limits;

	(void)state;
	assert_null(scanned(tag_with(256, 16), &default_limits, &offset));
	expect_limit(tag_with(1, 17), &default_limits, "namespaces");
	one.namespaces = 1;
	assert_null(scanned(tag_with(2, 1), &one, &offset));
	expect_limit(tag_with(0, 2), &one, "namespaces");
}

static void brackets_in_values_and_comments_do_not_hide_a_tag(void **state)
{
	struct limits few = default_limits;
	uint32_t offset;
	struct source in_value = source_of("<a b='>' c='>' d='>' e='>'/>");
	struct source in_comment = source_of("<a><!-- <b c='' d='' e='' f=''> --></a>");
	struct source in_cdata = source_of("<a><![CDATA[ <b c='' d='' e='' f=''> ]]></a>");

	(void)state;
	few.attributes = 3;
	assert_string_equal(prescan(&in_value, &few, &offset), "attributes");
	assert_null(prescan(&in_comment, &few, &offset));
	assert_null(prescan(&in_cdata, &few, &offset));
}

/* Far more markup than the elements that are allowed can have. */
static void markup_is_bounded(void **state)
{
	struct limits few = default_limits;
	struct source source = source_of("<a><b/><b/><b/><b/><b/><b/><b/></a>");
	uint32_t offset;

	(void)state;
	few.elements = 3;
	assert_null(prescan(&source, &few, &offset));
	few.elements = 2;
	assert_string_equal(prescan(&source, &few, &offset), "elements");
}

static void what_is_cut_off_is_survived(void **state)
{
	static const char whole[] = "<a b='c' xmlns:d=\"e\"><!-- f --><![CDATA[g]]><?h i?></a>";
	struct limits few = default_limits;

	(void)state;
	few.attributes = 1;
	few.namespaces = 1;
	for (size_t length = 0; length < sizeof(whole); length++) {
		struct str copy = exact_copy((struct str){ whole, length });
		struct source source = { .text = copy.text, .size = (uint32_t)length };
		uint32_t offset;

		assert_null(prescan(&source, &few, &offset));
		drop_copy(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_doctype_is_found_with_its_place),
		cmocka_unit_test(a_doctype_elsewhere_is_none),
		cmocka_unit_test(attributes_are_counted),
		cmocka_unit_test(namespaces_are_counted_apart),
		cmocka_unit_test(brackets_in_values_and_comments_do_not_hide_a_tag),
		cmocka_unit_test(markup_is_bounded),
		cmocka_unit_test(what_is_cut_off_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
