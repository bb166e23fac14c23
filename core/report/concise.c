/* SPDX-License-Identifier: MIT */
/* One line a finding, as compilers write it: editors and problem matchers read that. */
#include "base/escape.h"
#include "report/lines.h"
#include "report/report.h"

static void write(const struct report *report, struct out *out)
{
	const struct findings *findings = report->findings;
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		const struct finding *finding = &findings->finding[i];

		lines_append_place(&buf, &finding->at);
		buf_printf(&buf, ": %s: ", severity_name(finding->severity));
		escape_terminal(&buf, str_of(finding->message));
		buf_printf(&buf, " [%s]\n", finding->rule->name);
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
