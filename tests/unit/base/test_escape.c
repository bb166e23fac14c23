/* SPDX-License-Identifier: MIT */
/*
 * Each place that text may be printed to, with the characters that act there: XML 1.0 section 2.2, the bidi
 * controls of Unicode (UAX 9), the log commands of build agents, RFC 8259 for JSON.
 */
#include "base/escape.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "support.h"

typedef void escape(struct buf *buf, struct str text);

static void expect(escape *put, struct str text, const char *expected)
{
	struct buf buf = { 0 };
	struct str copy = exact_copy(text);

	put(&buf, copy);
	assert_string_equal(buf_text(&buf), expected);
	assert_int_equal(buf.length, strlen(expected));
	drop_copy(copy);
	buf_release(&buf);
}

static void plain_text_stays_as_it_is_everywhere(void **state)
{
	static const char plain[] =
		"Redmond (12) / t1, caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x93\x9e";

	(void)state;
	expect(escape_terminal, str_of(plain), plain);
	expect(escape_path, str_of(plain), plain);
	expect(escape_xml, str_of(plain), plain);
	expect(escape_dot, str_of(plain), plain);
	expect(escape_printed_json, str_of(plain), plain);
}

static void nothing_gives_nothing(void **state)
{
	(void)state;
	expect(escape_terminal, STR(""), "");
	expect(escape_path, STR(""), "");
	expect(escape_xml, STR(""), "");
	expect(escape_workflow_data, STR(""), "");
	expect(escape_workflow_property, STR(""), "");
	expect(escape_dot, STR(""), "");
	expect(escape_mermaid, STR(""), "");
	expect(escape_roff, STR(""), "");
	expect(escape_shell, STR(""), "");
	expect(escape_printed_json, STR(""), "");
}

static void terminals_get_no_control_characters(void **state)
{
	(void)state;
	expect(escape_terminal, STR("\x1b[31mred\x1b[0m"), "\\u{1b}[31mred\\u{1b}[0m");
	expect(escape_terminal, STR("a\0b"), "a\\u{0}b");
	expect(escape_terminal, STR("a\r\nb\tc"), "a\\u{d}\\u{a}b\\u{9}c");
	expect(escape_terminal, STR("\x7f"), "\\u{7f}");
	expect(escape_terminal,
		STR("\xc2\x9b"
		    "2J"),
		"\\u{9b}2J");
	expect(escape_terminal, STR("\xe2\x80\xa8\xe2\x80\xa9"), "\\u{2028}\\u{2029}");
}

static void terminals_get_no_reordering_and_nothing_invisible(void **state)
{
	static const uint32_t acting[] = { 0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
		0x2066, 0x2067, 0x2068, 0x2069, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(acting); i++) {
		struct buf text = { 0 };
		char want[16];

		utf8_append(&text, acting[i]);
		snprintf(want, sizeof(want), "\\u{%x}", (unsigned)acting[i]);
		expect(escape_terminal, buf_str(&text), want);
		buf_release(&text);
	}
}

static void terminals_get_bad_bytes_as_numbers(void **state)
{
	(void)state;
	expect(escape_terminal,
		STR("a\xff"
		    "b"),
		"a\\xffb");
	expect(escape_terminal, STR("\xe2\x82"), "\\xe2\\x82");
	expect(escape_terminal, STR("\xed\xa0\x80"), "\\xed\\xa0\\x80");
	expect(escape_terminal, STR("\xc0\xaf"), "\\xc0\\xaf");
}

static void log_commands_are_broken_up(void **state)
{
	static const char *const commands[] = { "##[error]x", "x ##[endgroup]", "##vso[task.setvariable]",
		"##VSO[x", "##teamcity[blockOpened]", "###[x", "a##TeamCity[" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		struct buf buf = { 0 };

		escape_terminal(&buf, str_of(commands[i]));
		for (const char *at = buf_text(&buf); *at != '\0'; at++)
			assert_true(strncmp(at, "##[", 3) != 0 && strncasecmp(at, "##vso[", 6) != 0 &&
				strncasecmp(at, "##teamcity[", 11) != 0);
		buf_release(&buf);
	}
	expect(escape_terminal, STR("## heading"), "## heading");
	expect(escape_terminal, STR("##"), "##");
	expect(escape_terminal, STR("#[x]"), "#[x]");
}

/* A line of a log is a command when it begins with "::" once blanks are taken off. */
static void a_path_never_starts_a_workflow_command(void **state)
{
	(void)state;
	expect(escape_path, STR("::error::x"), "./::error::x");
	expect(escape_path, STR("  ::error::x"), "./  ::error::x");
	expect(escape_path, STR("\t::warning::"), "./\\u{9}::warning::");
	expect(escape_path, STR("a::b"), "a::b");
	expect(escape_path, STR(":a"), ":a");
	expect(escape_path, STR("plans/red.xml"), "plans/red.xml");
	/* The runner trims what Unicode calls white space, and compares by a culture's rules. */
	expect(escape_path, STR("\xc2\xa0::error::x"), "./\xc2\xa0::error::x");
	expect(escape_path, STR(" \xe3\x80\x80 ::error::x"), "./ \xe3\x80\x80 ::error::x");
	expect(escape_path, STR(":\xef\xb8\x8f:error::x"), "./:\xef\xb8\x8f:error::x");
}

static void what_counts_nothing_hides_no_log_command(void **state)
{
	(void)state;
	expect(escape_terminal, STR("#\xef\xb8\x8f#[error]"), "#\xef\xb8\x8f\\u{23}[error]");
	expect(escape_terminal, STR("#\xcd\x8f##[a##[b"), "#\xcd\x8f#\\u{23}[a#\\u{23}[b");
	expect(escape_terminal, STR("#\xc2\xad#vso\xc2\xad[x"), "#\\u{ad}\\u{23}vso\\u{ad}[x");
	expect(escape_xml, STR("##[x] #[y]"), "&#35;#[x] #[y]");
	expect(escape_dot, STR("##[x] #[y]"), "&#35;#[x] #[y]");
	expect(escape_printed_json, STR("#\xcd\x8f#["), "\\u0023\xcd\x8f#[");
}

/* packages/core/src/command.ts of actions/toolkit: '%' first, then CR and LF, in properties ':' and ',' too. */
static void workflow_commands_get_percents(void **state)
{
	(void)state;
	expect(escape_workflow_data, STR("100 %, 50%25: a,b"), "100 %25, 50%2525: a,b");
	expect(escape_workflow_data, STR("a\r\nb\x1b"), "a\\u{d}\\u{a}b\\u{1b}");
	expect(escape_workflow_data, STR("::error::##[x]"), "::error::#\\u{23}[x]");
	expect(escape_workflow_property, STR("a,b:c%d"), "a%2Cb%3Ac%25d");
	expect(escape_workflow_property, STR("a\r\nb\0c\x1b"), "a%0D%0Ab\\u{0}c\\u{1b}");
}

/* As the runner reads them: a property ends at ',' and ':', nothing is left of what came in but what was escaped. */
static void workflow_properties_read_back_equal(void **state)
{
	static const char some[] = "%:,=\r\n;#[] a2";
	struct dice dice = { 53 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char bytes[16];
		struct str text = { bytes, roll(&dice, sizeof(bytes)) };
		struct buf put = { 0 };
		struct buf back = { 0 };

		for (size_t n = 0; n < text.length; n++)
			bytes[n] = some[roll(&dice, sizeof(some) - 2)];
		escape_workflow_property(&put, text);
		assert_int_equal(strcspn(buf_text(&put), ":,\r\n"), put.length);
		for (const char *at = buf_text(&put); *at != '\0'; at++) {
			unsigned byte = (unsigned char)*at;

			if (*at == '%') {
				assert_int_equal(sscanf(at, "%%%02X", &byte), 1);
				at += 2;
			} else if (strncmp(at, "\\u{23}", 6) == 0) {
				byte = '#';
				at += 5;
			}
			buf_putc(&back, (char)byte);
		}
		assert_true(str_equal(buf_str(&back), text));
		buf_release(&put);
		buf_release(&back);
	}
}

static void xml_gets_entities_and_references(void **state)
{
	(void)state;
	expect(escape_xml, STR("<a b=\"c\">&'</a>"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;&lt;/a&gt;");
	expect(escape_xml, STR("]]>"), "]]&gt;");
	expect(escape_xml, STR("a\tb\nc\rd"), "a&#9;b&#10;c&#13;d");
	expect(escape_xml, STR("\x7f\xc2\x9b\xe2\x80\xae"), "&#127;&#155;&#8238;");
}

/* Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] */
static void xml_gets_no_forbidden_character(void **state)
{
	(void)state;
	expect(escape_xml, STR("\0\x01\x08\x0b\x0c\x0e\x1f"),
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	expect(escape_xml, STR("\xef\xbf\xbe\xef\xbf\xbf"), "\xef\xbf\xbd\xef\xbf\xbd");
	expect(escape_xml, STR("a\xff"), "a\xef\xbf\xbd");
	expect(escape_xml, STR("\xee\x80\x80\xf4\x8f\xbf\xbf"), "\xee\x80\x80\xf4\x8f\xbf\xbf");
}

static void dot_strings_cannot_be_left(void **state)
{
	(void)state;
	expect(escape_dot, STR("a\"];x[label=\"b"), "a\\\"];x[label=\\\"b");
	expect(escape_dot, STR("a\\"), "a\\\\");
	expect(escape_dot, STR("\\N \\\""), "\\\\N \\\\\\\"");
	expect(escape_dot, STR("<b>&amp;"), "&lt;b&gt;&amp;amp;");
	expect(escape_dot, STR("a\nb\0c\x1b"),
		"a\xef\xbf\xbd"
		"b\xef\xbf\xbd"
		"c\xef\xbf\xbd");
	expect(escape_dot, STR("\xff\xe2\x80\xae"), "\xef\xbf\xbd\xef\xbf\xbd");
}

static void mermaid_labels_cannot_be_left(void **state)
{
	(void)state;
	expect(escape_mermaid, STR("fe01.contoso.com TCP 5061 +1425-555/0100"),
		"fe01.contoso.com TCP 5061 +1425-555/0100");
	expect(escape_mermaid, STR("a\"]; n1[\"b"), "a#quot;#93;#59; n1#91;#quot;b");
	expect(escape_mermaid, STR("%%{init: {}}%%"), "#37;#37;#123;init#58; #123;#125;#125;#37;#37;");
	expect(escape_mermaid, STR("#quot;<br/>&"), "#35;quot#59;#60;br#47;#62;#38;");
	expect(escape_mermaid, STR("`*a*`_b_"), "#96;#42;a#42;#96;#95;b#95;");
	expect(escape_mermaid, STR("1. a"), "1#46; a");
	expect(escape_mermaid, STR("- a"), "#45; a");
	expect(escape_mermaid, STR("  a "), "#32;#32;a#32;");
	expect(escape_mermaid, STR("www.a.b"), "www#46;a.b");
	expect(escape_mermaid, STR("a\nb\x1b\xff"),
		"a\xef\xbf\xbd"
		"b\xef\xbf\xbd\xef\xbf\xbd");
	expect(escape_mermaid, STR("\xef\xac\x82\xc2\xb0\xc2\xb6\xc3\x9f\xc3\xa9"),
		"#64258;#176;#182;#223;\xc3\xa9");
}

/* What Mermaid makes of a label: references taken back; false at anything that it could act on. */
static bool read_mermaid(const char *label, struct buf *ret)
{
	while (*label != '\0') {
		unsigned code = 0;
		int length = 0;

		if (strncmp(label, "#quot;", 6) == 0) {
			buf_putc(ret, '"');
			label += 6;
		} else if (sscanf(label, "#%u;%n", &code, &length) == 1 && length > 0) {
			utf8_append(ret, code);
			label += length;
		} else if ((unsigned char)*label >= 0x80 || ascii_is_alnum(*label) ||
			strchr(" -.+,/", *label) != NULL) {
			buf_putc(ret, *label++);
		} else {
			return false;
		}
	}
	return true;
}

static void mermaid_labels_read_back_equal(void **state)
{
	struct dice dice = { 52 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char bytes[24];
		struct str text = { bytes, roll(&dice, sizeof(bytes)) };
		struct buf label = { 0 };
		struct buf back = { 0 };

		/* printable: what is not becomes U+FFFD, which any_bytes_give_one_printable_line() sees */
		for (size_t n = 0; n < text.length; n++)
			bytes[n] = (char)(0x20 + roll(&dice, 0x5f));
		escape_mermaid(&label, text);
		assert_true(read_mermaid(buf_text(&label), &back));
		assert_true(str_equal(buf_str(&back), text));
		assert_null(strstr(buf_text(&label), "  "));
		buf_release(&label);
		buf_release(&back);
	}
}

/* CommonMark: a code span ends only at a run of backticks as long as the one that began it. */
static void markdown_spans_cannot_be_left(void **state)
{
	(void)state;
	expect(escape_markdown, STR("plain *text*"), "` plain *text* `");
	expect(escape_markdown, STR("a`b"), "`` a`b ``");
	expect(escape_markdown, STR("```"), "```` ``` ````");
	expect(escape_markdown, STR("a|b"), "` a\\|b `");
	expect(escape_code_span, STR("a|`b`"), "`` a|`b` ``");
	expect(escape_code_span, STR("`"), "`` ` ``");
	expect(escape_markdown, STR("a\nb\x1b"), "` a\\u{a}b\\u{1b} `");
}

/* groff_char(7) and groff_man_style(7): what is copied from a page must be what was written. */
static void manual_pages_show_what_is_meant(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	expect(escape_roff, STR("plain text"), "plain text");
	expect(escape_roff, STR(".TH"), "\\&.TH");
	expect(escape_roff, STR("'so x"), "\\(aqso x");
	expect(escape_roff, STR("a.b --fail-on=\"x\""), "a.b \\-\\-fail\\-on=\\(dqx\\(dq");
	expect(escape_roff, STR("\\fB \\n(.k"), "\\(rsfB \\(rsn(.k");
	expect(escape_roff, STR("`^~"), "\\(ga\\(ha\\(ti");
	expect(escape_roff, STR("caf\xc3\xa9 \xf0\x9f\x93\x9e"), "caf\\[u00E9] \\[u1F4DE]");
	expect(escape_roff, STR("a\n.b\xff"), "a\\(rsu{a}.b\\(rsxff");
	buf_puts(&buf, ".PP\n");
	escape_roff(&buf, STR(".x"));
	escape_roff(&buf, STR(".y"));
	assert_string_equal(buf_text(&buf), ".PP\n\\&.x.y");
	buf_release(&buf);
}

/* XCU 2.2.2: nothing but a quote ends what stands in single quotes; fish reads a backslash there, too. */
static void shell_quotes_cannot_be_left(void **state)
{
	(void)state;
	expect(escape_shell, STR("plain $(x) `y` \"z\""), "plain $(x) `y` \"z\"");
	expect(escape_shell, STR("it's"), "it'\\''s");
	expect(escape_shell, STR("a\\b"), "a'\\\\'b");
	expect(escape_shell, STR("a\nb"), "a'\\\\'u{a}b");
}

static void printed_json_hides_what_viewers_act_on(void **state)
{
	(void)state;
	expect(escape_printed_json, STR("\"</script>\""), "\"\\u003c/script>\"");
	expect(escape_printed_json, STR("\x7f\xc2\x80\xc2\x9f"), "\\u007f\\u0080\\u009f");
	expect(escape_printed_json, STR("\xe2\x80\xa8\xe2\x80\xa9"), "\\u2028\\u2029");
	expect(escape_printed_json, STR("\xc2\xa0\xe2\x80\xaa"), "\xc2\xa0\\u202a");
	expect(escape_printed_json, STR("\xf3\xa0\x80\xa0"), "\\udb40\\udc20");
	expect(escape_printed_json, STR("\"##vso[a] #b ##c\""), "\"\\u0023#vso[a] #b ##c\"");
	expect(escape_printed_json, STR("{\"a\": [1, \"b\\n\"]}"), "{\"a\": [1, \"b\\n\"]}");
	expect(escape_printed_json, STR("a\xff"), "a\xef\xbf\xbd");
}

/* SARIF 2.1.0, 3.11.5 and 3.11.6. */
static void sarif_messages_hold_no_place_and_no_link(void **state)
{
	(void)state;
	expect(escape_sarif, STR("pool 'a' [::1] (b)"), "pool 'a' [::1] (b)");
	expect(escape_sarif, STR("{0} }"), "{{0}} }}");
	expect(escape_sarif, STR("[x](1)"), "[x] (1)");
	expect(escape_sarif, STR("[x\\](1)"), "[x\\] (1)");
	expect(escape_sarif, STR("a\nb"), "a\\u{{a}}b");
	expect(escape_sarif_link, STR("[x](1)\\"), "\\[x\\] (1)\\\\");
	expect(escape_sarif_link, STR("a [b]"), "a \\[b\\]");
}

/* RFC 3986, 3.3 and 4.2: also a first part with a colon is a path. */
static void paths_become_uris(void **state)
{
	(void)state;
	expect(escape_uri_path, STR("plans/a-b_c.d~e.xml"), "plans/a-b_c.d~e.xml");
	expect(escape_uri_path, STR("a b%20#?.xml"), "a%20b%2520%23%3F.xml");
	expect(escape_uri_path, STR("http:x"), "http%3Ax");
	expect(escape_uri_path, STR("caf\xc3\xa9"), "caf%C3%A9");
	expect(escape_uri_path, STR("/a/b"), "file:///a/b");
	expect(escape_uri_path, STR("a\0b\xff"), "a%00b%FF");
}

/* Whatever bytes go in, one line of valid UTF-8 without control characters comes out. */
static void any_bytes_give_one_printable_line(void **state)
{
	static escape *const lines[] = { escape_terminal, escape_path, escape_dot, escape_mermaid,
		escape_markdown, escape_code_span, escape_xml, escape_workflow_data, escape_workflow_property,
		escape_roff, escape_shell, escape_sarif, escape_sarif_link, escape_uri_path };
	struct dice dice = { 51 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char bytes[24];
		size_t length = roll(&dice, sizeof(bytes));
		struct str copy;
		struct buf buf = { 0 };

		for (size_t n = 0; n < length; n++)
			bytes[n] = (char)(unsigned char)roll(&dice, 256);
		copy = exact_copy((struct str){ bytes, length });
		lines[(size_t)i % ARRAY_LEN(lines)](&buf, copy);
		assert_int_equal(utf8_check(buf_text(&buf), buf.length), buf.length);
		for (size_t n = 0; n < buf.length; n++)
			assert_true((unsigned char)buf.text[n] >= 0x20 && buf.text[n] != 0x7f);
		drop_copy(copy);
		buf_release(&buf);
	}
}

static void without_memory_the_buffer_fails(void **state)
{
	static escape *const all[] = { escape_terminal, escape_path, escape_xml, escape_dot, escape_mermaid,
		escape_markdown, escape_code_span, escape_printed_json, escape_workflow_data,
		escape_workflow_property, escape_roff, escape_shell, escape_sarif, escape_sarif_link,
		escape_uri_path };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		for (int after = 0; after < 2; after++) {
			struct buf buf = { 0 };
			bool ran_out;

			mem_fail_after(after, true);
			all[i](&buf, STR("<red>"));
			ran_out = mem_ran_out();
			mem_fail_after(-1, false);
			assert_int_equal(buf_failed(&buf), ran_out);
			buf_release(&buf);
		}
}

/* RFC 4180, section 2: quotes are doubled; and OWASP's list of what begins a formula. */
static void csv_fields_cannot_be_left_and_are_no_formulas(void **state)
{
	(void)state;
	expect(escape_csv, STR(""), "\"\"");
	expect(escape_csv, STR("a,b"), "\"a,b\"");
	expect(escape_csv, STR("say \"x\""), "\"say \"\"x\"\"\"");
	expect(escape_csv, STR("=1+2"), "\"'=1+2\"");
	expect(escape_csv, STR("@x"), "\"'@x\"");
	expect(escape_csv, STR("+1"), "\"'+1\"");
	expect(escape_csv, STR("-1"), "\"'-1\"");
	expect(escape_csv, STR("a\n=b"), "\"a\\u{a}=b\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays_as_it_is_everywhere),
		cmocka_unit_test(nothing_gives_nothing),
		cmocka_unit_test(terminals_get_no_control_characters),
		cmocka_unit_test(terminals_get_no_reordering_and_nothing_invisible),
		cmocka_unit_test(terminals_get_bad_bytes_as_numbers),
		cmocka_unit_test(log_commands_are_broken_up),
		cmocka_unit_test(a_path_never_starts_a_workflow_command),
		cmocka_unit_test(what_counts_nothing_hides_no_log_command),
		cmocka_unit_test(workflow_commands_get_percents),
		cmocka_unit_test(workflow_properties_read_back_equal),
		cmocka_unit_test(xml_gets_entities_and_references),
		cmocka_unit_test(xml_gets_no_forbidden_character),
		cmocka_unit_test(dot_strings_cannot_be_left),
		cmocka_unit_test(mermaid_labels_cannot_be_left),
		cmocka_unit_test(mermaid_labels_read_back_equal),
		cmocka_unit_test(markdown_spans_cannot_be_left),
		cmocka_unit_test(csv_fields_cannot_be_left_and_are_no_formulas),
		cmocka_unit_test(manual_pages_show_what_is_meant),
		cmocka_unit_test(shell_quotes_cannot_be_left),
		cmocka_unit_test(printed_json_hides_what_viewers_act_on),
		cmocka_unit_test(sarif_messages_hold_no_place_and_no_link),
		cmocka_unit_test(paths_become_uris),
		cmocka_unit_test(any_bytes_give_one_printable_line),
		cmocka_unit_test(without_memory_the_buffer_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
