/* SPDX-License-Identifier: MIT */
/*
 * The XML parser's door: events with exact offsets, and every fault of XML 1.0 in our own words. Nothing outside the
 * document is ever read.
 */
#include "base/buf.h"
#include "load/libxml.h"
#include "load/xml.h"
#include "support.h"

/* Writes the events down, one a line, with the pieces of the source that their offsets point to. */
struct log {
	struct source *source;
	struct buf text;
	unsigned stop_after; /* events; 0: never */
	unsigned events;
};

static bool noted(struct log *log)
{
	return ++log->events != log->stop_after;
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct log *log = context;
	const char *text = log->source->text;

	buf_printf(&log->text, "open {%s}%s [%.*s]", tag->space != NULL ? tag->space : "", tag->name,
		(int)(tag->tag_end - tag->start), text + tag->start);
	for (unsigned i = 0; i < tag->n_attributes; i++) {
		struct xml_attribute attribute;

		xml_attribute_at(tag, i, &attribute);
		buf_printf(&log->text, " {%s}%s=%.*s", attribute.space != NULL ? attribute.space : "",
			attribute.name, STR_ARG(attribute.value));
		if (attribute.offset == UINT32_MAX)
			buf_puts(&log->text, "(copied)");
		else
			assert_memory_equal(
				text + attribute.offset, attribute.value.text, attribute.value.length);
	}
	buf_putc(&log->text, '\n');
	return noted(log);
}

static bool on_close(void *context, uint32_t end)
{
	struct log *log = context;

	buf_printf(&log->text, "close %u\n", (unsigned)end);
	return noted(log);
}

static bool on_text(void *context, struct str text)
{
	struct log *log = context;

	if (!str_is_blank(text))
		buf_printf(&log->text, "text %.*s\n", STR_ARG(text));
	return true;
}

static bool on_remark(void *context, bool is_instruction, uint32_t start, uint32_t end)
{
	struct log *log = context;

	buf_printf(&log->text, "%s [%.*s]\n", is_instruction ? "instruction" : "comment", (int)(end - start),
		log->source->text + start);
	return noted(log);
}

static struct xml_result parse(struct source *source, struct log *log, const char *text)
{
	static const struct xml_handler handler = { on_open, on_close, on_text, on_remark };
	const char *declaration = strncmp(text, "<?xml", 5) == 0 ? strstr(text, "?>") : NULL;

	*source = (struct source){ .path = "a.xml", .text = text, .size = (uint32_t)strlen(text) };
	log->source = source;
	return xml_parse(source, declaration != NULL ? (uint32_t)(declaration - text) + 2 : 0, &handler, log);
}

static void expect_events(const char *text, const char *expected)
{
	struct source source;
	struct log log = { 0 };
	struct xml_result result = parse(&source, &log, text);

	if (result.status != XML_READ)
		fail_msg("'%s' at %u: %s", text, (unsigned)result.offset, result.message);
	assert_string_equal(buf_text(&log.text), expected);
	buf_release(&log.text);
	source_release(&source);
}

static void elements_have_exact_places(void **state)
{
	(void)state;
	expect_events("<a/>", "open {}a [<a/>]\nclose 4\n");
	expect_events("<a >\n<b></b>\r\n</a >", "open {}a [<a >]\nopen {}b [<b>]\nclose 12\nclose 19\n");
}

static void attributes_come_with_their_values(void **state)
{
	(void)state;
	expect_events(
		"<a b='1' c=\"\" d='>'/>", "open {}a [<a b='1' c=\"\" d='>'/>] {}b=1 {}c= {}d=>\nclose 21\n");
	expect_events("<a b='caf\xc3\xa9'/>", "open {}a [<a b='caf\xc3\xa9'/>] {}b=caf\xc3\xa9\nclose 14\n");
}

/* XML 1.0 section 3.3.3: white space becomes blanks, references are replaced. */
static void what_is_replaced_is_a_copy(void **state)
{
	(void)state;
	expect_events("<a b='x&lt;y'/>", "open {}a [<a b='x&lt;y'/>] {}b=x<y(copied)\nclose 15\n");
	expect_events("<a b='x&#65;&#x42;&quot;'/>",
		"open {}a [<a b='x&#65;&#x42;&quot;'/>] {}b=xAB\"(copied)\nclose 27\n");
	expect_events("<a b='x\n\ty'/>", "open {}a [<a b='x\n\ty'/>] {}b=x  y(copied)\nclose 13\n");
	expect_events("<a>x&gt;y</a>", "open {}a [<a>]\ntext x\ntext >\ntext y\nclose 13\n");
}

static void names_carry_their_namespace(void **state)
{
	(void)state;
	expect_events("<a xmlns='urn:x' b='1'><c xmlns=''/></a>",
		"open {urn:x}a [<a xmlns='urn:x' b='1'>] {}b=1\nopen {}c [<c xmlns=''/>]\nclose 36\nclose 40\n");
	expect_events("<p:a xmlns:p='urn:x' p:b='1' b='2'/>",
		"open {urn:x}a [<p:a xmlns:p='urn:x' p:b='1' b='2'/>] {urn:x}b=1 {}b=2\nclose 36\n");
}

static void comments_and_instructions_are_events(void **state)
{
	(void)state;
	expect_events("<?xml version='1.0'?><!-- a --><?p q?><b><!--c--></b><!--d-->",
		"comment [<!-- a -->]\ninstruction [<?p q?>]\nopen {}b [<b>]\ncomment [<!--c-->]\n"
		"close 53\ncomment [<!--d-->]\n");
	expect_events("<a>x &lt; <!-- b --><![CDATA[<c>]]><!-- d --></a>",
		"open {}a [<a>]\ntext x \ntext <\ncomment [<!-- b -->]\ntext <c>\ncomment [<!-- d -->]\nclose 49\n");
}

static void expect_fault(const char *text, enum xml_status status, uint32_t least, uint32_t most)
{
	struct source source;
	struct log log = { 0 };
	struct xml_result result = parse(&source, &log, text);

	if (result.status != status || result.offset < least || result.offset > most)
		fail_msg("'%s': status %d at %u: %s", text, (int)result.status, (unsigned)result.offset,
			result.message);
	assert_true(result.message[0] != '\0');
	buf_release(&log.text);
	source_release(&source);
}

/* The place is in or just behind what is wrong. */
static void faults_are_found_where_they_are(void **state)
{
	static const struct {
		const char *text;
		uint32_t least, most;
	} rows[] = {
		{ "<a><b></a>", 6, 10 },
		{ "<a>", 3, 3 },
		{ "<a><b/>", 7, 7 },
		{ "<a b='1' b='2'/>", 8, 16 },
		{ "<a b=1/>", 5, 6 },
		{ "<a b/>", 4, 5 },
		{ "<a b='1'c='2'/>", 8, 10 },
		{ "<a b='<'/>", 6, 7 },
		{ "<a b='&'/>", 6, 9 },
		{ "<a>&nbsp;</a>", 3, 9 },
		{ "<a b='&x;'/>", 6, 12 },
		{ "<a>\x01</a>", 3, 4 },
		{ "<a>&#0;</a>", 3, 7 },
		{ "<a/><b/>", 4, 5 },
		{ "<a/>text", 4, 5 },
		{ "text", 0, 1 },
		{ "<a><!-- -- --></a>", 8, 12 },
		{ "<p:a/>", 0, 6 },
		{ "<a ", 2, 3 },
		{ "<a b='", 5, 6 },
		{ " <?xml version='1.0'?><a/>", 0, 7 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect_fault(rows[i].text, XML_NOT_WELL_FORMED, rows[i].least, rows[i].most);
}

static void a_doctype_is_refused(void **state)
{
	(void)state;
	expect_fault("<!DOCTYPE a><a/>", XML_HAS_DOCTYPE, 0, 12);
	expect_fault(
		"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", XML_HAS_DOCTYPE, 0, 14);
}

/* Our own words are static: nothing of the input comes back in them. */
static void no_message_repeats_the_input(void **state)
{
	static const char *const texts[] = { "<secretword>", "<a secretword/>", "<a>&secretword;</a>",
		"<secretword:a/>", "<a></secretword>" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct source source;
		struct log log = { 0 };
		struct xml_result result = parse(&source, &log, texts[i]);

		assert_int_equal(result.status, XML_NOT_WELL_FORMED);
		assert_null(strstr(result.message, "secretword"));
		buf_release(&log.text);
		source_release(&source);
	}
}

static void a_handler_stops_the_parser(void **state)
{
	(void)state;
	for (unsigned after = 1; after <= 4; after++) {
		struct source source;
		struct log log = { .stop_after = after };
		struct xml_result result = parse(&source, &log, "<a><!--b--><c/></a>");

		assert_int_equal(result.status, XML_STOPPED);
		assert_int_equal(log.events, after);
		buf_release(&log.text);
		source_release(&source);
	}
}

/* The parser reads in pieces; offsets go on across them. */
static void places_are_right_far_into_a_file(void **state)
{
	struct buf text = { 0 };
	struct source source;
	struct log log = { 0 };
	const char *last;

	(void)state;
	buf_puts(&text, "<a>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "<b c='%d'/>", i);
	buf_puts(&text, "<d e='last'/></a>");
	assert_int_equal(parse(&source, &log, buf_text(&text)).status, XML_READ);
	assert_non_null(strstr(buf_text(&log.text), "open {}d [<d e='last'/>] {}e=last\n"));
	last = strstr(buf_text(&log.text), "{}c=19999");
	assert_non_null(last);
	assert_null(strstr(buf_text(&log.text), "(copied)"));
	buf_release(&text);
	buf_release(&log.text);
	source_release(&source);
}

/* BIG_LINES or not: what is counted here are bytes. */
static void lines_beyond_sixteen_bits_do_not_matter(void **state)
{
	struct buf text = { 0 };
	struct source source;
	struct log log = { 0 };
	struct xml_result result;

	(void)state;
	buf_puts(&text, "<a>");
	for (int i = 0; i < 70000; i++)
		buf_putc(&text, '\n');
	buf_puts(&text, "<b></c></a>");
	result = parse(&source, &log, buf_text(&text));
	assert_int_equal(result.status, XML_NOT_WELL_FORMED);
	assert_int_equal(source_position(&source, result.offset).line, 70001);
	buf_release(&text);
	buf_release(&log.text);
	source_release(&source);
}

static void the_library_says_its_version(void **state)
{
	(void)state;
	assert_true(strncmp(xml_library_version(), "2.", 2) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_have_exact_places),
		cmocka_unit_test(attributes_come_with_their_values),
		cmocka_unit_test(what_is_replaced_is_a_copy),
		cmocka_unit_test(names_carry_their_namespace),
		cmocka_unit_test(comments_and_instructions_are_events),
		cmocka_unit_test(faults_are_found_where_they_are),
		cmocka_unit_test(a_doctype_is_refused),
		cmocka_unit_test(no_message_repeats_the_input),
		cmocka_unit_test(a_handler_stops_the_parser),
		cmocka_unit_test(places_are_right_far_into_a_file),
		cmocka_unit_test(lines_beyond_sixteen_bits_do_not_matter),
		cmocka_unit_test(the_library_says_its_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
