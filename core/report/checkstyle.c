/* SPDX-License-Identifier: MIT */
/* The XML that Checkstyle made common: what warning collectors such as Jenkins' read when they know nothing else. */
#include "base/escape.h"
#include "report/lines.h"
#include "report/report.h"

#include <string.h>

static void append_attribute(struct buf *buf, const char *name, const char *value)
{
	buf_printf(buf, " %s=\"", name);
	escape_xml(buf, str_of(value));
	buf_putc(buf, '"');
}

/* What follows the last dot of the source is its kind, what stands before it its category. */
static void append_error(struct buf *buf, const struct finding *finding)
{
	struct position start = lines_start(&finding->at);
	bool note = finding->severity == SEVERITY_NOTE;

	buf_printf(buf, "\t\t<error line=\"%u\" column=\"%u\"", (unsigned)start.line, (unsigned)start.column);
	append_attribute(buf, "severity", note ? "info" : severity_name(finding->severity));
	append_attribute(buf, "message", finding->message);
	buf_puts(buf, " source=\"lync-topo.");
	escape_xml(buf, str_of(finding->rule->id));
	buf_puts(buf, "\"/>\n");
}

static const char *file_of(const struct finding *finding)
{
	return finding->at.source != NULL ? finding->at.source->path : "";
}

/* Of the inputs from `input` on and the findings from `finding` on, the file that is next; NULL at the end. */
static const char *next_file(const struct report *report, uint32_t input, uint32_t finding)
{
	const char *named = input < report->n_inputs ? report->inputs[input] : NULL;
	const char *found = finding < report->findings->n_finding ?
		file_of(&report->findings->finding[finding]) :
		NULL;

	if (named == NULL || found == NULL)
		return named != NULL ? named : found;
	return strcmp(named, found) <= 0 ? named : found;
}

/* Both are sorted by file. A file without findings is listed too: that it was looked at is a result. */
static void write(const struct report *report, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };
	const char *file;
	uint32_t n = 0;

	out_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n");
	for (uint32_t input = 0; (file = next_file(report, input, n)) != NULL;) {
		buf_puts(&buf, "\t<file");
		append_attribute(&buf, "name", file);
		buf_puts(&buf, ">\n");
		for (; n < findings->n_finding && strcmp(file_of(&findings->finding[n]), file) == 0; n++) {
			append_error(&buf, &findings->finding[n]);
			out_take(out, &buf);
		}
		buf_puts(&buf, "\t</file>\n");
		out_take(out, &buf);
		if (input < report->n_inputs && strcmp(report->inputs[input], file) == 0)
			input++;
	}
	out_puts(out, "</checkstyle>\n");
	buf_release(&buf);
}

const struct report_format report_format_checkstyle = {
	.name = "checkstyle",
	.title = "XML as Checkstyle writes it, which many warning collectors read",
	.lines_only = true,
	.write = write,
};
