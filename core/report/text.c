/* SPDX-License-Identifier: MIT */
/* For people: source excerpts, why, what to do, what is not known yet, a summary. */
#include "base/escape.h"
#include "report/excerpt.h"
#include "report/lines.h"
#include "report/report.h"
#include "report/turned_off.h"

#include <string.h>

/* Terminal colours; every one of them only repeats what a word says. */
struct style {
	const char *error, *warning, *note, *dim, *bold, *plain;
};

static const struct style coloured = { "\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[2m", "\033[1m",
	"\033[0m" };
static const struct style colourless = { "", "", "", "", "", "" };

static const char *style_of(const struct style *style, enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return style->error;
	case SEVERITY_WARNING:
		return style->warning;
	default:
		return style->note;
	}
}

static void append_detail(struct buf *buf, const struct style *style, const char *word, const char *text)
{
	buf_printf(buf, "         %s%s:%s ", style->bold, word, style->plain);
	escape_terminal(buf, str_of(text));
	buf_putc(buf, '\n');
}

static void append_related(struct buf *buf, const struct style *style, const struct related *related)
{
	buf_printf(buf, "         %ssee:%s ", style->bold, style->plain);
	lines_append_place(buf, &related->at);
	buf_puts(buf, ": ");
	escape_terminal(buf, str_of(related->message));
	buf_putc(buf, '\n');
}

static void append_finding(struct buf *buf, const struct style *style, const struct finding *finding)
{
	buf_puts(buf, style->bold);
	lines_append_place(buf, &finding->at);
	buf_printf(buf, ": %s%s:%s ", style_of(style, finding->severity), severity_name(finding->severity),
		style->plain);
	escape_terminal(buf, str_of(finding->message));
	buf_printf(buf, " %s[%s]%s\n", style->dim, finding->rule->name, style->plain);
	excerpt_append(buf, &finding->at, style_of(style, finding->severity), style->plain);
	for (uint32_t i = 0; i < finding->n_related; i++)
		append_related(buf, style, &finding->related[i]);
	append_detail(buf, style, "why", finding->rule->meaning);
	append_detail(buf, style, "help", finding->help);
	buf_printf(buf, "         %srule:%s %s, lync-topo explain %s\n\n", style->bold, style->plain,
		finding->rule->id, finding->rule->name);
}

static void write_findings(const struct report *report, const struct style *style, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };
	uint32_t shown = 0;
	uint32_t left_out = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		if (findings->finding[i].severity < report->least)
			continue;
		if (shown == report->most) {
			left_out++;
			continue;
		}
		append_finding(&buf, style, &findings->finding[i]);
		out_take(out, &buf);
		shown++;
	}
	buf_release(&buf);
	if (left_out > 0)
		out_printf(out,
			"%u more findings are not printed; --limit findings=N prints more of them, --format json all\n\n",
			(unsigned)left_out);
}

/* What somebody said need not count, with who says so. */
static void write_suppressed(const struct report *report, const struct style *style, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < findings->n_suppressed && i < report->most; i++) {
		const struct finding *finding = &findings->suppressed[i];

		lines_append_place(&buf, &finding->at);
		buf_printf(&buf, ": %ssuppressed %s:%s ", style->dim, severity_name(finding->severity),
			style->plain);
		escape_terminal(&buf, str_of(finding->message));
		buf_printf(&buf, " %s[%s]%s\n         by ", style->dim, finding->rule->name, style->plain);
		lines_append_place(&buf, &finding->suppression->at);
		turned_off_append_reason(finding->suppression, &buf);
		buf_puts(&buf, "\n\n");
		out_take(out, &buf);
	}
	if (findings->n_suppressed > report->most)
		out_printf(out, "%u more suppressed findings are not printed; --format json has all\n\n",
			(unsigned)(findings->n_suppressed - report->most));
	buf_release(&buf);
}

static void write_turned_off(const struct report *report, const struct style *style, struct out *out)
{
	const struct turned_off_style lines = { .before = "  ", .most = report->most };

	if (!turned_off_any(report->turned_off))
		return;
	out_printf(out, "%sturned off or changed%s, for whoever reviews this:\n", style->bold, style->plain);
	turned_off_lines(report->turned_off, &lines, out);
	out_puts(out, "\n");
}

/* Rules that ask for something; others are unknown because a document has faults. */
static unsigned count_asking(const struct findings *findings)
{
	const struct rule_info *seen[LINES_MOST_RULES];
	unsigned n = 0;

	for (uint32_t i = 0; i < findings->n_unknown; i++) {
		unsigned at = 0;

		while (at < n && seen[at] != findings->unknown[i].rule)
			at++;
		if (at == n && n < LINES_MOST_RULES)
			seen[n++] = findings->unknown[i].rule;
	}
	return n;
}

static void write_unknowns(const struct report *report, const struct style *style, struct out *out)
{
	struct unknown_groups groups = unknown_groups_make(report->findings);
	struct buf buf = { 0 };

	if (groups.n > 0)
		out_printf(out,
			"%snot known yet%s, so that %u %s cannot be judged; lync-topo checklist asks for it:\n",
			style->bold, style->plain, count_asking(report->findings),
			count_asking(report->findings) == 1 ? "rule" : "rules");
	for (uint32_t i = 0; i < groups.n && i < report->most; i++) {
		buf_puts(&buf, "  ");
		unknown_group_append(&groups, i, &buf);
		buf_putc(&buf, '\n');
		out_take(out, &buf);
	}
	if (groups.n > report->most)
		out_printf(out, "  and %u more\n", (unsigned)(groups.n - report->most));
	if (groups.n > 0)
		out_puts(out, "\n");
	unknown_groups_release(&groups);
	buf_release(&buf);
}

static void write_statistics(const struct report *report, struct out *out)
{
	struct rule_total totals[LINES_MOST_RULES];
	uint32_t n = lines_count_by_rule(report->findings, totals);

	for (uint32_t i = 0; i < n; i++)
		out_printf(out, "%8u  %s %s\n", (unsigned)totals[i].count, totals[i].rule->id,
			totals[i].rule->name);
	if (n > 0)
		out_puts(out, "\n");
}

static void write(const struct report *report, struct out *out)
{
	const struct style *style = report->colour ? &coloured : &colourless;

	write_findings(report, style, out);
	if (report->show_suppressed)
		write_suppressed(report, style, out);
	write_turned_off(report, style, out);
	if (report->quiet)
		return;
	write_unknowns(report, style, out);
	if (report->statistics)
		write_statistics(report, out);
	lines_write_summary(report, out);
}

const struct report_format report_format_text = {
	.name = "text",
	.title = "findings with source excerpt and caret, for people",
	.for_people = true,
	.write = write,
};
