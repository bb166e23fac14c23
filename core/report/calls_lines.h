/* SPDX-License-Identifier: MIT */
/*
 * calls_lines.h - pieces that the reports of calls share: numbers, times, headlines, tables.
 */
#ifndef LYNC_TOPO_REPORT_CALLS_LINES_H
#define LYNC_TOPO_REPORT_CALLS_LINES_H

#include "report/calls.h"

/* Terminal colours; every one of them only repeats what a word says. */
struct calls_style {
	const char *good, *bad, *dim, *bold, *plain;
};

const struct calls_style *calls_style_of(const struct calls_report *report);

/*
 * A number as JSON writes it, in every locale: a whole one below 1e15 exactly, others with the fewest digits that
 * read back equal, and no exponent below 1e15. "null" for what is no number.
 */
void calls_append_number(struct buf *buf, double value);

/* Milliseconds, exactly: "120", "0.5". "null" for NEVER. */
void calls_append_ms(struct buf *buf, int64_t time);

/* How many decimals a time in seconds needs at least: 3, 6 or 9. */
unsigned calls_decimals(int64_t time);

/* Seconds with so many decimals, cut: "2.120". "never" for NEVER. */
void calls_append_seconds(struct buf *buf, int64_t time, unsigned decimals);

/* "503 Service Unavailable"; "no answer" for 0. */
void calls_append_status(struct buf *buf, int status);

/* "sales -> fe -> med"; "none" */
void calls_append_path(struct buf *buf, const char *const *hop, uint32_t n);

/* Who calls whom and what comes of it; with the end of the line. */
void calls_append_headline(struct buf *buf, const struct calls_style *style, const struct call *call);

/* "3 calls: 2 connected, 1 failed; 1 expectation not met", with the end of the line. */
void calls_append_summary(struct buf *buf, const struct calls *calls);

/* "assuming ...", whether the text begins with the word or not. */
void calls_append_assumption(struct buf *buf, const char *text);

enum {
	CALLS_MOST_COLUMNS = 16,
};

struct calls_table {
	const char *const *heading;
	uint32_t n_columns; /* at most CALLS_MOST_COLUMNS */
	uint64_t right;     /* BIT(column): numbers */
	uint32_t n_rows;
	const void *rows;
	const char *indent;
	/* Appends a cell, escaped. */
	void (*cell)(const void *rows, uint32_t row, uint32_t column, struct buf *buf);
};

/* Headings and rows, each column as wide as it must be; a column without any text is left out. */
void calls_table_write(const struct calls_table *table, const struct calls_style *style, struct out *out);

/* One call's ladder without its headline, each line indented by two blanks. */
void calls_ladder_write(const struct call *call, const struct calls_style *style, struct out *out);

#endif
