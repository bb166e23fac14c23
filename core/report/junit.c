/* SPDX-License-Identifier: MIT */
/*
 * JUnit's XML, as far as the schemas in use agree about it: a suite for each file, in it a case for each rule that says
 * something about the file, and for each that passed.
 *
 * What fails the run is a failure, what makes a file unreadable an error. A rule that is unknown or suppressed is
 * skipped, one whose findings do not fail the run passes, and the suite's output tells them. A rule that does not apply
 * is no case. A file about which there is nothing to say still has a case that passes, because no tests at all count as
 * a fault. Nothing was timed, and nothing here says when or where it ran: the same input gives the same bytes.
 */
#include "base/escape.h"
#include "report/cases.h"
#include "report/lines.h"
#include "report/turned_off.h"

struct counts {
	unsigned tests, failures, errors, skipped;
};

static bool is_skipped(enum case_kind kind)
{
	return kind == SUPPRESSED || kind == IS_UNKNOWN;
}

/* An input that could be read: rules that passed did so about it, too. */
static bool was_judged(const struct entry_run *suite)
{
	for (uint32_t i = 0; i < suite->n; i++)
		if (suite->first[i].kind == IS_UNREADABLE)
			return false;
	return suite->first->kind == IS_FILE;
}

static unsigned count_passed(const struct report *report, const struct entry_run *suite)
{
	unsigned n = 0;

	if (was_judged(suite))
		for (uint32_t i = 0; i < report->n_rule; i++)
			n += report->rule[i].passed;
	return n;
}

/* True if the case of the file itself is needed, for the suite to hold one that passes or fails. */
static bool needs_pass(const struct report *report, const struct entry_run *suite)
{
	for (uint32_t i = 0; i < suite->n; i++)
		if (suite->first[i].kind != IS_FILE && !is_skipped(suite->first[i].kind))
			return false;
	return count_passed(report, suite) == 0;
}

static struct counts count_cases(const struct report *report, const struct entry_run *suite)
{
	const struct entry *end = suite->first + suite->n;
	struct counts counts = { .tests = count_passed(report, suite) + needs_pass(report, suite) };

	for (const struct entry *at = suite->first; at < end;) {
		struct entry_run run = cases_run(at, end, true);

		counts.tests += at->kind != IS_FILE;
		counts.failures += at->kind == FAILS;
		counts.errors += at->kind == IS_UNREADABLE;
		counts.skipped += is_skipped(at->kind);
		at += run.n;
	}
	return counts;
}

static void append_suppressed(struct buf *buf, const struct finding *finding)
{
	buf_puts(buf, "suppressed: ");
	lines_append_finding(buf, finding);
	buf_puts(buf, " by ");
	lines_append_place(buf, &finding->suppression->at);
	turned_off_append_reason(finding->suppression, buf);
}

static void append_unknown(struct buf *buf, const struct unknown *unknown)
{
	buf_puts(buf, "unknown: ");
	lines_append_place(buf, &unknown->of->at);
	buf_puts(buf, ": ");
	escape_terminal(buf, str_of(unknown->of->label));
	buf_puts(buf, ": ");
	for (uint32_t i = 0; i < unknown->n_needs; i++)
		buf_printf(buf, "%s%s", i > 0 ? ", " : "", unknown->needs[i]);
}

/* What an entry says, in one line that is safe for logs. */
static void append_line(struct buf *buf, const struct report *report, const struct entry *entry)
{
	const struct findings *findings = report->findings;

	switch (entry->kind) {
	case IS_FILE:
		break;
	case SUPPRESSED:
		append_suppressed(buf, &findings->suppressed[entry->n]);
		break;
	case IS_UNKNOWN:
		append_unknown(buf, &findings->unknown[entry->n]);
		break;
	default:
		lines_append_finding(buf, &findings->finding[entry->n]);
		break;
	}
}

/* A case while it is written; the buffers are kept for the next one. */
struct writer {
	const struct report *report;
	struct out *out;
	struct buf line;
	struct buf xml;
};

static void take(struct writer *writer)
{
	escape_xml(&writer->xml, buf_str(&writer->line));
	if (buf_failed(&writer->line))
		writer->xml.failed = true;
	buf_clear(&writer->line);
	out_take(writer->out, &writer->xml);
}

static void write_text(struct writer *writer, const char *text)
{
	escape_xml(&writer->xml, str_of(text));
	out_take(writer->out, &writer->xml);
}

static void write_lines(struct writer *writer, const struct entry_run *run)
{
	for (uint32_t i = 0; i < run->n; i++) {
		append_line(&writer->line, writer->report, &run->first[i]);
		take(writer);
		out_puts(writer->out, "\n");
	}
}

/* How many others there are of the kind that decides. */
static void write_more(struct writer *writer, const struct entry_run *run)
{
	unsigned more = 0;

	for (uint32_t i = 1; i < run->n; i++)
		more += run->first[i].kind == run->first->kind;
	if (more > 0)
		out_printf(writer->out, " (and %u more)", more);
}

static void write_failure(struct writer *writer, const struct entry_run *run)
{
	const struct finding *finding = &writer->report->findings->finding[run->first->n];
	const char *element = run->first->kind == IS_UNREADABLE ? "error" : "failure";

	out_printf(
		writer->out, "\t\t\t<%s type=\"%s\" message=\"", element, severity_name(finding->severity));
	write_text(writer, finding->message);
	write_more(writer, run);
	out_puts(writer->out, "\">");
	write_lines(writer, run);
	out_puts(writer->out, "help: ");
	write_text(writer, finding->help);
	out_printf(writer->out, "</%s>\n", element);
}

static void write_skipped(struct writer *writer, const struct entry_run *run)
{
	out_puts(writer->out, "\t\t\t<skipped message=\"");
	append_line(&writer->line, writer->report, run->first);
	take(writer);
	write_more(writer, run);
	out_puts(writer->out, "\">");
	if (run->n > 1)
		write_lines(writer, run);
	out_puts(writer->out, "</skipped>\n");
}

/* A name may not be empty, nor all white space. */
static void write_name(struct writer *writer, const char *path)
{
	if (str_is_blank(str_of(path)))
		out_puts(writer->out, "./");
	write_text(writer, path);
}

static void write_case_start(struct writer *writer, const char *file, const struct rule_info *rule)
{
	out_puts(writer->out, "\t\t<testcase name=\"");
	if (rule != NULL) {
		write_text(writer, rule->id);
		out_puts(writer->out, " ");
		write_text(writer, rule->name);
	} else {
		out_puts(writer->out, "nothing fails");
	}
	out_puts(writer->out, "\" classname=\"");
	write_name(writer, file);
	out_puts(writer->out, "\" time=\"0.000\"");
}

static void write_case(struct writer *writer, const struct entry_run *run)
{
	const struct entry *entry = run->first;

	write_case_start(writer, entry->file, entry->rule);
	if (entry->kind == IS_FILE || entry->kind == TOLD) {
		out_puts(writer->out, "/>\n");
		return;
	}
	out_puts(writer->out, ">\n");
	if (is_skipped(entry->kind))
		write_skipped(writer, run);
	else
		write_failure(writer, run);
	out_puts(writer->out, "\t\t</testcase>\n");
}

static void write_passed(struct writer *writer, const struct entry_run *suite)
{
	const struct report *report = writer->report;

	if (!was_judged(suite))
		return;
	for (uint32_t i = 0; i < report->n_rule; i++) {
		if (!report->rule[i].passed)
			continue;
		write_case_start(writer, suite->first->file, report->rule[i].info);
		out_puts(writer->out, "/>\n");
	}
}

static void write_suite_start(
	struct writer *writer, unsigned id, const char *name, const struct counts *counts)
{
	out_puts(writer->out, "\t<testsuite name=\"");
	write_name(writer, name);
	out_printf(writer->out,
		"\" package=\"lync-topo\" id=\"%u\" tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\" "
		"time=\"0.000\" timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\">\n"
		"\t\t<properties>\n\t\t\t<property name=\"lync-topo\" value=\"",
		id, counts->tests, counts->failures, counts->errors, counts->skipped);
	write_text(writer, writer->report->version);
	out_puts(writer->out, "\"/>\n\t\t</properties>\n");
}

/* What cases that pass have to say all the same. */
static void write_suite_end(struct writer *writer, const struct entry_run *suite)
{
	const struct entry *end = suite->first + suite->n;

	out_puts(writer->out, "\t\t<system-out>");
	for (const struct entry *at = suite->first; at < end;) {
		struct entry_run run = cases_run(at, end, true);

		if (at->kind == TOLD)
			write_lines(writer, &run);
		at += run.n;
	}
	out_puts(writer->out, "</system-out>\n\t\t<system-err/>\n\t</testsuite>\n");
}

static void write_suite(struct writer *writer, unsigned id, const struct entry_run *suite)
{
	const struct entry *end = suite->first + suite->n;
	const struct counts counts = count_cases(writer->report, suite);

	write_suite_start(writer, id, suite->first->file, &counts);
	for (const struct entry *at = suite->first; at < end;) {
		struct entry_run run = cases_run(at, end, true);

		if (at->kind != IS_FILE || needs_pass(writer->report, suite))
			write_case(writer, &run);
		at += run.n;
	}
	write_passed(writer, suite);
	write_suite_end(writer, suite);
}

static void count_news(void *context, const struct turned_off_news *news)
{
	struct counts *counts = context;

	counts->tests++;
	counts->skipped += !news->is_fixed;
}

static void write_turned_off_case(void *context, const struct turned_off_news *news)
{
	struct writer *writer = context;

	out_puts(writer->out, "\t\t<testcase name=\"");
	buf_put(&writer->line, news->line.text, news->line.length);
	take(writer);
	out_puts(writer->out, "\" classname=\"turned off or changed\" time=\"0.000\"");
	out_puts(writer->out,
		news->is_fixed ? "/>\n" :
				 ">\n\t\t\t<skipped message=\"turned off or changed\"/>\n\t\t</testcase>\n");
}

/* A suite of what is turned off, each as a skipped case: that is what people see. What is fixed passes. */
static bool write_turned_off(struct writer *writer, const struct report *report)
{
	const struct entry_run none = { 0 };
	struct counts counts = { 0 };

	if (!turned_off_any(report->turned_off))
		return false;
	turned_off_each(report->turned_off, report->most, count_news, &counts);
	write_suite_start(writer, 0, "turned off or changed", &counts);
	turned_off_each(report->turned_off, report->most, write_turned_off_case, writer);
	write_suite_end(writer, &none);
	return true;
}

static void write(const struct report *report, struct out *out)
{
	struct writer writer = { .report = report, .out = out };
	struct cases cases = cases_collect(report);
	const struct entry *end = cases.entry + cases.n;
	unsigned id;

	out_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	id = write_turned_off(&writer, report) ? 1 : 0;
	for (const struct entry *at = cases.entry; at < end;) {
		struct entry_run suite = cases_run(at, end, false);

		write_suite(&writer, id++, &suite);
		at += suite.n;
	}
	out_puts(out, "</testsuites>\n");
	buf_release(&writer.line);
	buf_release(&writer.xml);
	cases_release(&cases);
}

const struct report_format report_format_junit = {
	.name = "junit",
	.title = "test results as JUnit writes them: a suite for each file, a case for each rule",
	.write = write,
};
