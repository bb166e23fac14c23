/* SPDX-License-Identifier: MIT */
#include "report/rule_help.h"

#include "base/escape.h"

void rule_sentence(const char *text, struct buf *buf)
{
	if (text[0] != '\0')
		buf_printf(buf, "%c%s.", ascii_upper(text[0]), text + 1);
}

/* Our own texts are Markdown as they are. */
static bool is_ours(const struct rule_info *rule)
{
	return !str_starts(str_of(rule->id), "X-");
}

static void append_paragraph(
	const struct rule_info *rule, const char *heading, const char *text, struct buf *buf)
{
	buf_printf(buf, "**%s.** ", heading);
	if (is_ours(rule))
		rule_sentence(text, buf);
	else
		escape_code_span(buf, str_of(text));
	buf_putc(buf, '\n');
}

static void append_example(const char *heading, const char *text, struct buf *buf)
{
	buf_printf(buf, "\n%s:\n\n```xml\n%s\n```\n", heading, text);
}

void rule_help_markdown(const struct rule_info *rule, struct buf *buf)
{
	append_paragraph(rule, "Why", rule->meaning, buf);
	buf_putc(buf, '\n');
	append_paragraph(rule, "What to do", rule->fix, buf);
	if (rule->conflict != NULL) {
		buf_putc(buf, '\n');
		append_paragraph(rule, "Where documents disagree", rule->conflict, buf);
	}
	/* What a company shows for an example may be any file. */
	if (is_ours(rule)) {
		append_example("Bad", rule->bad, buf);
		append_example("Good", rule->good, buf);
	}
	if (rule->pages[0] != PAGE_NONE)
		buf_puts(buf, "\nSource:\n\n");
	for (unsigned i = 0; i < RULE_MOST_PAGES && rule->pages[i] != PAGE_NONE; i++)
		buf_printf(buf, "- %s (%s)\n", page_info(rule->pages[i])->title,
			page_info(rule->pages[i])->place);
}

void rule_help_text(const struct rule_info *rule, struct buf *buf)
{
	rule_sentence(rule->meaning, buf);
	buf_puts(buf, " What to do: ");
	buf_puts(buf, rule->fix);
	buf_putc(buf, '.');
	if (rule->conflict != NULL)
		buf_printf(buf, " Where documents disagree: %s.", rule->conflict);
	if (rule->pages[0] != PAGE_NONE)
		buf_printf(buf, " Source: %s.", rule_source(rule));
	buf_printf(buf, " More: lync-topo explain %s", rule->id);
}
