/* SPDX-License-Identifier: MIT */
/*
 * Workflow commands of GitHub Actions: each finding is an annotation of the line that it is about.
 *
 * GitHub keeps the first ten of each kind that a step prints, so the gravest stand first, and it is said how many are not
 * shown. The log has them all.
 */
#include "base/escape.h"
#include "report/lines.h"
#include "report/report.h"
#include "report/turned_off.h"

enum {
	MOST_SHOWN = 10, /* of errors, of warnings and of notices, in one step */
};

static const char *command_of(enum severity severity)
{
	return severity == SEVERITY_NOTE ? "notice" : severity_name(severity);
}

/* Columns only where the lines are the same: the runner would not show the annotation at its place. */
static void append_place(struct buf *buf, const struct report *report, const struct span *at)
{
	struct position start = lines_start(at);
	struct position end = lines_end(at);

	if (at->source == NULL)
		return;
	buf_puts(buf, "file=");
	escape_workflow_property(buf, str_of(report_uploaded_path(report, at->source->path)));
	buf_printf(buf, ",line=%u,endLine=%u,", (unsigned)start.line, (unsigned)end.line);
	if (start.line == end.line)
		buf_printf(buf, "col=%u,endColumn=%u,", (unsigned)start.column, (unsigned)end.column);
}

static void append_finding(struct buf *buf, const struct report *report, const struct finding *finding)
{
	buf_printf(buf, "::%s ", command_of(finding->severity));
	append_place(buf, report, &finding->at);
	buf_puts(buf, "title=");
	escape_workflow_property(buf, str_of(finding->rule->id));
	buf_putc(buf, ' ');
	escape_workflow_property(buf, str_of(finding->rule->name));
	buf_puts(buf, "::");
	escape_workflow_data(buf, str_of(finding->message));
	buf_putc(buf, '\n');
}

static void write_findings(const struct report *report, enum severity severity, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		if (findings->finding[i].severity != severity)
			continue;
		append_finding(&buf, report, &findings->finding[i]);
		out_take(out, &buf);
	}
	buf_release(&buf);
}

/* What takes a place among the notices. */
struct notices {
	const struct report *report;
	struct out *out;
	unsigned n;
};

static void write_notice(void *context, const struct turned_off_news *news)
{
	struct notices *notices = context;
	struct buf buf = { 0 };

	buf_puts(&buf, "::notice ");
	/* Where the change is, it is annotated as a finding is. */
	if (news->is_new)
		append_place(&buf, notices->report, &news->at);
	buf_puts(&buf, "title=turned off or changed::");
	escape_workflow_data(&buf, news->line);
	buf_putc(&buf, '\n');
	out_take(notices->out, &buf);
	buf_release(&buf);
	notices->n++;
}

static unsigned beyond(unsigned n)
{
	return n > MOST_SHOWN ? n - MOST_SHOWN : 0;
}

/* How many have no annotation; this is said in one, which takes a place, and before the notes, or it had none itself. */
static void write_left_out(const struct summary *summary, struct notices *notices)
{
	unsigned grave = beyond(summary->error) + beyond(summary->warning);
	unsigned n = summary->note + notices->n;

	if (grave + beyond(n) == 0)
		return;
	out_printf(notices->out,
		"::notice title=lync-topo::%u more in the log: GitHub shows %d errors, %d warnings and %d notices of a step\n",
		grave + beyond(n + 1), MOST_SHOWN, MOST_SHOWN, MOST_SHOWN);
}

static void write(const struct report *report, struct out *out)
{
	struct notices notices = { .report = report, .out = out };
	struct report all = *report;

	write_findings(report, SEVERITY_ERROR, out);
	write_findings(report, SEVERITY_WARNING, out);
	turned_off_each_new(report->turned_off, report->most, write_notice, &notices);
	write_left_out(&report->summary, &notices);
	write_findings(report, SEVERITY_NOTE, out);
	all.least = SEVERITY_NOTE;
	lines_write_summary(&all, out);
}

const struct report_format report_format_github = {
	.name = "github",
	.title = "workflow commands: annotations of a pull request in GitHub Actions",
	.lines_only = true,
	.write = write,
};
