/* SPDX-License-Identifier: MIT */
/* Laid out by hand after docs/fmt.md; tests/fmt has larger documents and random ones. */
#include "support.h"

#include "base/mem.h"
#include "format/layout.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define TEN(text) text text text text text text text text text text

static const struct {
	const char *before, *after;
} cases[] = {
	{ "<a/>", "<a/>\n" },
	{ "<a></a >\n\n", "<a/>\n" },
	{ "<a>\n\n\n</a>", "<a/>\n" },
	{ "<!--x--><a/><!--y-->", "<!--x-->\n<a/> <!--y-->\n" },
	{ "<a><b/><!-- c --></a>", "<a>\n  <b/> <!-- c -->\n</a>\n" },
	{ "<a>\n\n\n\n<b/>\n\n</a>", "<a>\n\n  <b/>\n</a>\n" },
	{ "<a>\r\r<b/></a>", "<a>\n\n  <b/>\n</a>\n" },
	{ "<a>\r\n<b/></a>", "<a>\n  <b/>\n</a>\n" },
	{ "<a> t <b  x = '1' ></b> </a>", "<a> t <b  x = '1' ></b> </a>\n" },
	{ "<a>&#32;</a>", "<a>&#32;</a>\n" },
	{ "<a><![CDATA[]]></a>", "<a><![CDATA[]]></a>\n" },
	{ "<a xml:space='preserve'> </a>", "<a xml:space=\"preserve\"> </a>\n" },
	{ "<a x='\"' y='&apos;' z='&quot;'/>", "<a x='\"' y=\"&apos;\" z=\"&quot;\"/>\n" },
	{ "<a x='b\r\nc\rd>e'/>", "<a x=\"b\nc\nd>e\"/>\n" },
	/* The vocabulary's order, whatever the prefix; what it does not know stands last, as it was. */
	{ "<p:site z='1' kind='central' a='2' id='s' xmlns:p='u'/>",
		"<p:site xmlns:p=\"u\" id=\"s\" kind=\"central\" z=\"1\" a=\"2\"/>\n" },
	{ "<rule message='m' severity='off' id='X'/>", "<rule id=\"X\" severity=\"off\" message=\"m\"/>\n" },
	/* 120 columns, the end of the tag included; the first attribute stays. */
	{ "<a x='" TEN("0123456789") "0123' y='1234567890'/>",
		"<a x=\"" TEN("0123456789") "0123\"\n   y=\"1234567890\"/>\n" },
	{ "<a x='" TEN("0123456789") "0' y='12345'/>", "<a x=\"" TEN("0123456789") "0\" y=\"12345\"/>\n" },
	{ "<a x='" TEN("0123456789") TEN("0123456789") "'/>",
		"<a x=\"" TEN("0123456789") TEN("0123456789") "\"/>\n" },
};

static void layout(struct str text, struct buf *ret)
{
	struct source source = { .path = "", .text = text.text, .size = (uint32_t)text.length };

	layout_document(&source, 0, ret);
	source_release(&source);
}

static void documents_are_laid_out_as_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf once = { 0 };
		struct buf twice = { 0 };

		layout(str_of(cases[i].before), &once);
		assert_memory_equal(buf_text(&once), DECLARATION, strlen(DECLARATION));
		assert_string_equal(buf_text(&once) + strlen(DECLARATION), cases[i].after);
		layout(str_of(cases[i].after), &twice);
		assert_string_equal(buf_text(&twice), buf_text(&once));
		buf_release(&once);
		buf_release(&twice);
	}
}

static void missing_memory_is_told(void **state)
{
	static const char document[] = "<a y='1' id='2'><b> t </b><!-- c\n  d --><c/></a>";
	bool good = false;

	(void)state;
	for (int64_t n = 0; !good; n++) {
		struct buf text = { 0 };

		assert_in_range(n, 0, 100);
		mem_fail_after(n, true);
		layout(str_of(document), &text);
		good = !mem_ran_out();
		mem_fail_after(-1, false);
		if (good)
			assert_false(buf_failed(&text));
		buf_release(&text);
	}
	assert_true(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_laid_out_as_by_hand),
		cmocka_unit_test(missing_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
