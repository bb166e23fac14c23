/* SPDX-License-Identifier: MIT */
/* Calls as a table, one row each. */
#include "base/escape.h"
#include "base/mem.h"
#include "report/calls_lines.h"

#include <stdlib.h>
#include <string.h>

static void matrix_cell(const void *rows, uint32_t row, uint32_t column, struct buf *buf)
{
	const struct call *call = &((const struct call *)rows)[row];
	const char *const text[] = {
		call->site != NULL ? call->site : call->id,
		call->kind,
		call->from,
		call->to,
	};

	if (column < ARRAY_LEN(text)) {
		escape_terminal(buf, str_of(text[column]));
	} else if (column == 4) {
		buf_puts(buf, call_outcome_name(call->outcome));
		if (call->outcome == CALL_FAILED)
			buf_puts(buf, ", ");
		if (call->outcome == CALL_FAILED)
			calls_append_status(buf, call->sip);
	} else if (column == 5) {
		escape_terminal(buf, str_of(call->trunk));
	} else if (column == 6) {
		buf_puts(buf, call->bypass ? "yes" : "no");
	} else if (column == 7) {
		calls_append_path(buf, call->signalling, call->n_signalling);
	} else {
		calls_append_path(buf, call->media, call->n_media);
	}
}

static int compare_texts(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

/* Each assumption once, sorted. */
static void write_assumptions(const struct calls *calls, const struct calls_style *style, struct out *out)
{
	const char **text = NULL;
	struct buf buf = { 0 };
	uint32_t room = 0;
	uint32_t n = 0;

	for (uint32_t i = 0; i < calls->n_call; i++)
		for (uint32_t k = 0; k < calls->call[i].n_assumed; k++)
			if (mem_grow(&text, &room, n + 1, sizeof(*text)))
				text[n++] = calls->call[i].assumed[k];
	if (n > 0) {
		qsort(text, n, sizeof(*text), compare_texts);
		buf_printf(&buf, "%sthe plan does not say%s\n", style->bold, style->plain);
	}
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(text[i - 1], text[i]) == 0)
			continue;
		buf_puts(&buf, "  ");
		calls_append_assumption(&buf, text[i]);
		buf_putc(&buf, '\n');
	}
	buf_puts(&buf, n > 0 ? "\n" : "");
	out_take(out, &buf);
	buf_release(&buf);
	mem_free(text);
}

static const char *first_heading(const struct calls *calls)
{
	uint32_t n_site = 0;

	for (uint32_t i = 0; i < calls->n_call; i++)
		n_site += calls->call[i].site != NULL;
	return n_site == 0 ? "call" : n_site < calls->n_call ? "site or call" : "site";
}

void calls_matrix(const struct calls_report *report, struct out *out)
{
	const char *const heading[] = { first_heading(report->calls), "kind", "from", "to", "outcome",
		"trunk", "bypass", "signalling", "media" };
	const struct calls_style *style = calls_style_of(report);
	struct buf buf = { 0 };

	if (report->calls->n_call > 0)
		calls_table_write(
			&(struct calls_table){
				.heading = heading,
				.n_columns = ARRAY_LEN(heading),
				.n_rows = report->calls->n_call,
				.rows = report->calls->call,
				.indent = "",
				.cell = matrix_cell,
			},
			style, out);
	if (report->quiet)
		return;
	out_puts(out, report->calls->n_call > 0 ? "\n" : "");
	write_assumptions(report->calls, style, out);
	calls_append_summary(&buf, report->calls);
	out_take(out, &buf);
	buf_release(&buf);
}
