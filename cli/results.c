/* SPDX-License-Identifier: MIT */
#include "results.h"

#include "report/loads.h"
#include "report/risks.h"

#include <string.h>

enum exit_code results_read_format(const char *format, bool *ret_json)
{
	*ret_json = format != NULL && strcmp(format, "json") == 0;
	if (*ret_json || format == NULL || strcmp(format, "text") == 0)
		return EXIT_CLEAN;
	return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
}

static void write_text(struct session *session, const struct calls_report *report, bool as_matrix)
{
	bool others = report->loads != NULL || report->risks != NULL;
	bool any = report->calls->n_call > 0;

	if (as_matrix && !report->ladder)
		calls_matrix(report, &session->out);
	else if (any || !others)
		calls_text(report, &session->out);
	if (report->loads != NULL) {
		out_puts(&session->out, any ? "\n" : "");
		loads_text(report->loads, &session->out);
		any = true;
	}
	if (report->risks != NULL) {
		out_puts(&session->out, any ? "\n" : "");
		risks_text(report->risks, &session->out);
	}
}

void results_write(struct session *session, const struct results *results)
{
	const struct calls_report report = {
		.calls = results->calls,
		.loads = results->loads,
		.risks = results->risks,
		.colour = session->colour,
		.quiet = session->quiet,
		.verbose = session->verbose,
		.ladder = results->ladder,
	};

	if (results->as_json)
		calls_json(&report, &session->out);
	else
		write_text(session, &report, results->as_matrix);
}

enum exit_code results_judge_risks(const struct risks *risks)
{
	for (uint32_t i = 0; i < risks->n_service; i++)
		if (!risks->service[i].works)
			return EXIT_FINDINGS;
	return EXIT_CLEAN;
}
