/* SPDX-License-Identifier: MIT */
/*
 * For the page of a job and for comments on merge requests: a table of how many, what is turned off, what was found, and,
 * folded, what is not known.
 *
 * Whatever comes from an input stands in a code span, where nothing of it is a link, a tag, a mention or a table's cell.
 * A page that is too long would not be shown at all: the gravest findings stand first, and it is said how many are left
 * out.
 */
#include "base/escape.h"
#include "report/lines.h"
#include "report/report.h"
#include "report/turned_off.h"

enum {
	/* Bytes up to the end of each part. GitHub refuses pages of a job above 1 MiB, GitLab comments above 1,000,000. */
	ROOM_TURNED_OFF = 250000,
	ROOM_FINDINGS = 750000,
	ROOM_UNKNOWN = 990000,
};

/* A page while it is written. */
struct sheet {
	struct buf buf;
	struct buf item; /* the next one: the page takes it whole or not at all */
	size_t room;
	uint32_t left_out;
};

static void take_item(struct sheet *sheet)
{
	if (sheet->left_out > 0 || sheet->buf.length + sheet->item.length > sheet->room)
		sheet->left_out++;
	else
		buf_put(&sheet->buf, sheet->item.text, sheet->item.length);
	if (buf_failed(&sheet->item))
		sheet->buf.failed = true;
	buf_clear(&sheet->item);
}

static void begin_list(struct sheet *sheet, size_t room)
{
	sheet->room = room;
	sheet->left_out = 0;
}

static void end_list(struct sheet *sheet, const char *what)
{
	if (sheet->left_out > 0)
		buf_printf(&sheet->buf,
			"\n**%u more %s not on this page: it may not be longer. "
			"`--format json` has all.**\n",
			(unsigned)sheet->left_out, what);
}

static void append_count(struct buf *buf, const char *what, unsigned n)
{
	buf_printf(buf, "| %s | %u |\n", what, n);
}

static void append_summary(struct buf *buf, const struct report *report)
{
	const struct summary *sum = &report->summary;

	buf_printf(buf, "## lync-topo: %u %s, %u %s\n\n| | |\n|:--|--:|\n", sum->error,
		sum->error == 1 ? "error" : "errors", sum->warning,
		sum->warning == 1 ? "warning" : "warnings");
	append_count(buf, "errors", sum->error);
	append_count(buf, "warnings", sum->warning);
	append_count(buf, "notes", sum->note);
	append_count(buf, "unknown", sum->unknown);
	append_count(buf, "suppressed", sum->suppressed);
	append_count(buf, "baselined", sum->baselined);
}

static void take_line(struct sheet *sheet, struct str line)
{
	buf_puts(&sheet->item, "- ");
	escape_code_span(&sheet->item, line);
	buf_putc(&sheet->item, '\n');
	take_item(sheet);
}

static void take_news(void *context, const struct turned_off_news *news)
{
	take_line(context, news->line);
}

static void append_turned_off(struct sheet *sheet, const struct report *report)
{
	if (!turned_off_any(report->turned_off))
		return;
	buf_puts(&sheet->buf, "\n### Turned off or changed, for whoever reviews this\n\n");
	begin_list(sheet, ROOM_TURNED_OFF);
	turned_off_each(report->turned_off, report->most, take_news, sheet);
	end_list(sheet, "lines are");
}

static void append_in_span(struct buf *buf, const char *before, const char *text)
{
	buf_puts(buf, before);
	escape_code_span(buf, str_of(text));
}

static void take_finding(struct sheet *sheet, const struct finding *finding)
{
	struct buf place = { 0 };

	lines_append_place(&place, &finding->at);
	buf_printf(&sheet->item, "- **%s** ", severity_name(finding->severity));
	append_in_span(&sheet->item, "", buf_text(&place));
	append_in_span(&sheet->item, " ", finding->message);
	append_in_span(&sheet->item, " ", finding->rule->id);
	append_in_span(&sheet->item, " ", finding->rule->name);
	append_in_span(&sheet->item, "\n  - help: ", finding->help);
	buf_putc(&sheet->item, '\n');
	take_item(sheet);
	if (buf_failed(&place))
		sheet->buf.failed = true;
	buf_release(&place);
}

static void append_findings(struct sheet *sheet, const struct report *report)
{
	const struct findings *findings = report->findings;

	if (findings->n_finding == 0)
		return;
	buf_puts(&sheet->buf, "\n### Findings\n\n");
	begin_list(sheet, ROOM_FINDINGS);
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (uint32_t i = 0; i < findings->n_finding; i++)
			if (findings->finding[i].severity == (enum severity)severity)
				take_finding(sheet, &findings->finding[i]);
	end_list(sheet, "findings are");
	buf_puts(&sheet->buf, "\n`lync-topo explain` with the name of a rule tells why, with the source.\n");
}

static void append_unknowns(struct sheet *sheet, const struct report *report)
{
	struct unknown_groups groups = unknown_groups_make(report->findings);
	struct buf line = { 0 };

	if (groups.n > 0)
		buf_printf(&sheet->buf,
			"\n<details>\n<summary>%u %s not known yet: rules cannot be judged without</summary>\n\n",
			(unsigned)groups.n, groups.n == 1 ? "fact is" : "facts are");
	begin_list(sheet, ROOM_UNKNOWN);
	for (uint32_t i = 0; i < groups.n; i++) {
		unknown_group_append(&groups, i, &line);
		take_line(sheet, buf_str(&line));
		buf_clear(&line);
	}
	end_list(sheet, "are");
	if (groups.n > 0)
		buf_puts(&sheet->buf, "\n</details>\n");
	if (buf_failed(&line))
		sheet->buf.failed = true;
	unknown_groups_release(&groups);
	buf_release(&line);
}

static void write(const struct report *report, struct out *out)
{
	struct sheet sheet = { 0 };
	struct report all = *report;

	append_summary(&sheet.buf, report);
	append_turned_off(&sheet, report);
	append_findings(&sheet, report);
	append_unknowns(&sheet, report);
	out_take(out, &sheet.buf);
	all.least = SEVERITY_NOTE;
	out_puts(out, "\n```text\n");
	lines_write_summary(&all, out);
	out_puts(out, "```\n");
	buf_release(&sheet.buf);
	buf_release(&sheet.item);
}

const struct report_format report_format_markdown = {
	.name = "markdown",
	.title = "a page for job summaries and comments on merge requests",
	.write = write,
};
