/* SPDX-License-Identifier: MIT */
/* One line a finding, as compilers write it: editors and problem matchers read that. */
#include "report/lines.h"
#include "report/report.h"

static void write(const struct report *report, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		lines_append_finding(&buf, &findings->finding[i]);
		buf_putc(&buf, '\n');
		out_take(out, &buf);
	}
	buf_release(&buf);
}

const struct report_format report_format_concise = {
	.name = "concise",
	.title = "file:line:col: severity: message [name]",
	.lines_only = true,
	.write = write,
};
