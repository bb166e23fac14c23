/* SPDX-License-Identifier: MIT */
/*
 * The source of manual pages, by hand after groff_man(7). What formatters make of whole pages is seen by
 * tests/install/man.py.
 */
#include "base/roff.h"
#include "support.h"

static struct out nowhere(void)
{
	return (struct out){ .descriptor = -1, .slot = -1 };
}

static void expect(struct roff *roff, const char *expected)
{
	assert_string_equal(buf_text(&roff->out->pending), expected);
	buf_clear(&roff->out->pending);
}

static void a_page_begins_with_its_name(void **state)
{
	static const struct roff_page page = { "lync-topo-rules", 7, "what it is", "0.1.0", "2026-11-21" };
	struct out out = nowhere();
	struct roff roff = roff_begin(&page, &out);

	(void)state;
	expect(&roff,
		".\\\" SPDX-License-Identifier: MIT\n"
		".\\\" Printed by lync-topo itself; do not edit.\n"
		".TH LYNC\\-TOPO\\-RULES 7 2026-11-21 \"lync-topo 0.1.0\"\n"
		".ad l\n.nh\n"
		".SH NAME\n"
		"lync\\-topo\\-rules \\- what it is\n");
	buf_release(&out.pending);
}

static void sentences_end_their_lines_and_lines_are_short(void **state)
{
	struct out out = nowhere();
	struct roff roff = { .out = &out };

	(void)state;
	roff_paragraph(&roff, "One. Two (three.) four?\nfive -- \\x .six");
	expect(&roff, ".PP\nOne.\nTwo (three.)\nfour?\nfive \\-\\- \\(rsx \\&.six\n");
	roff_paragraph(&roff,
		"aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh iiiiiiiii");
	expect(&roff,
		".PP\naaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\nhhhhhhhhh iiiiiiiii\n");
	roff_paragraph(&roff, "(folder/a-long-name/that-no-line-has-room-for/)");
	expect(&roff,
		".PP\n(folder/\\:a\\-\\:long\\-\\:name/\\:that\\-\\:no\\-\\:line\\-\\:has\\-\\:room\\-\\:for/\\:)\n");
	buf_release(&out.pending);
}

static void no_paragraph_begins_right_below_a_heading(void **state)
{
	struct out out = nowhere();
	struct roff roff = { .out = &out };

	(void)state;
	roff_section(&roff, "EXIT STATUS");
	roff_paragraph(&roff, "a");
	roff_paragraph(&roff, "b");
	roff_subsection(&roff, "-x");
	roff_name(&roff, "--x", "c");
	roff_more(&roff, "d");
	expect(&roff, ".SH EXIT STATUS\na\n.PP\nb\n.SS \\-x\n.TP\n\\fB\\-\\-x\\fR\nc\n.br\nd\n");
	buf_release(&out.pending);
}

static void marks_choose_fonts(void **state)
{
	struct out out = nowhere();
	struct roff roff = { .out = &out };

	(void)state;
	roff_marked(&roff, "a `b *c*` **d** *e f*.\n\n- one\n- two\nmore\n\nend\n");
	expect(&roff,
		".PP\na \\fBb *c*\\fR \\fBd\\fR \\fIe f\\fR.\n"
		".IP \\(bu 2\none\n.IP \\(bu 2\ntwo more\n.PP\nend\n");
	roff_paragraph(&roff, "2 * 3 `");
	expect(&roff, ".PP\n2 * 3 \\(ga\n");
	roff_item(&roff, "**--limit** *NAME=VALUE*", "text");
	expect(&roff, ".TP\n\\fB\\-\\-limit\\fR \\fINAME=VALUE\\fR\ntext\n");
	buf_release(&out.pending);
}

static void examples_stay_as_they_are(void **state)
{
	struct out out = nowhere();
	struct roff roff = { .out = &out };

	(void)state;
	roff_example(&roff, "  .a 'b'\n\nc");
	expect(&roff, ".PP\n.EX\n  .a \\(aqb\\(aq\n\nc\n.EE\n");
	roff_see_also(&roff, "lync-topo(1) dot(1)");
	expect(&roff, ".SH SEE ALSO\n.BR lync\\-topo (1),\n.BR dot (1)\n");
	buf_release(&out.pending);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_begins_with_its_name),
		cmocka_unit_test(sentences_end_their_lines_and_lines_are_short),
		cmocka_unit_test(no_paragraph_begins_right_below_a_heading),
		cmocka_unit_test(marks_choose_fonts),
		cmocka_unit_test(examples_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
