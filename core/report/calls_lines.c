/* SPDX-License-Identifier: MIT */
#include "report/calls_lines.h"

#include "base/escape.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	OUTCOMES = CALL_BLOCKED + 1,
	DIGITS = 17,       /* enough for any double */
	FIRST_POWER = 15,  /* of ten, that is written with an exponent */
	MOST_DECIMALS = 9, /* of seconds: nanoseconds */
};

static const struct calls_style coloured = { "\033[1;32m", "\033[1;31m", "\033[2m", "\033[1m", "\033[0m" };
static const struct calls_style colourless = { "", "", "", "", "" };

const struct calls_style *calls_style_of(const struct calls_report *report)
{
	return report->colour ? &coloured : &colourless;
}

/* Lays out "-d.ddde+xx", whatever the locale puts between the digits. */
static void append_digits(struct buf *buf, const char *scientific)
{
	char digit[DIGITS + 1] = "0";
	const char *at = scientific;
	int n = 0;
	int power;

	if (*at == '-')
		buf_putc(buf, *at++);
	for (; *at != 'e'; at++)
		if (ascii_is_digit(*at) && n < DIGITS)
			digit[n++] = *at;
	power = (int)strtol(at + 1, NULL, 10);
	if (power >= FIRST_POWER)
		buf_printf(buf, "%c%s%.*se+%d", digit[0], n > 1 ? "." : "", n - 1, digit + 1, power);
	else if (power >= 0)
		buf_printf(buf, "%.*s.%.*s", power + 1, digit, n - power - 1, digit + power + 1);
	else
		buf_puts(buf, "0.");
	for (int i = power; i < -1; i++)
		buf_putc(buf, '0');
	if (power < 0)
		buf_put(buf, digit, (size_t)n);
}

void calls_append_number(struct buf *buf, double value)
{
	char text[DIGITS + 16];
	int decimals = 0;

	if (!isfinite(value)) {
		buf_puts(buf, "null");
		return;
	}
	if (fabs(value) < 1e15 && value == floor(value)) {
		buf_printf(buf, "%" PRId64, (int64_t)value);
		return;
	}
	do
		snprintf(text, sizeof(text), "%.*e", decimals, value);
	while (++decimals < DIGITS && strtod(text, NULL) != value);
	append_digits(buf, text);
}

void calls_append_ms(struct buf *buf, int64_t time)
{
	char text[40];
	size_t length;

	if (time == NEVER) {
		buf_puts(buf, "null");
		return;
	}
	snprintf(text, sizeof(text), "%" PRId64 ".%06d", time / 1000000, (int)(time % 1000000));
	length = strlen(text);
	while (text[length - 1] == '0')
		length--;
	buf_put(buf, text, text[length - 1] == '.' ? length - 1 : length);
}

unsigned calls_decimals(int64_t time)
{
	if (time % 1000 != 0)
		return 9;
	return time % 1000000 != 0 ? 6 : 3;
}

void calls_append_seconds(struct buf *buf, int64_t time, unsigned decimals)
{
	char fraction[16];

	if (time == NEVER) {
		buf_puts(buf, "never");
		return;
	}
	snprintf(fraction, sizeof(fraction), "%09d", (int)(time % NANOSECONDS));
	buf_printf(buf, "%" PRId64 ".%.*s", time / NANOSECONDS,
		(int)(decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS), fraction);
}

static void append_time(struct buf *buf, int64_t time)
{
	calls_append_seconds(buf, time, calls_decimals(time));
	buf_puts(buf, " s");
}

/* Reason phrases of RFC 3261 section 21 that calls over trunks bring. */
static const struct {
	int status;
	const char *phrase;
} phrases[] = {
	{ 100, "Trying" },
	{ 180, "Ringing" },
	{ 183, "Session Progress" },
	{ 200, "OK" },
	{ 302, "Moved Temporarily" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 408, "Request Timeout" },
	{ 410, "Gone" },
	{ 415, "Unsupported Media Type" },
	{ 480, "Temporarily Unavailable" },
	{ 481, "Call/Transaction Does Not Exist" },
	{ 482, "Loop Detected" },
	{ 483, "Too Many Hops" },
	{ 484, "Address Incomplete" },
	{ 486, "Busy Here" },
	{ 487, "Request Terminated" },
	{ 488, "Not Acceptable Here" },
	{ 500, "Server Internal Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Server Time-out" },
	{ 600, "Busy Everywhere" },
	{ 603, "Decline" },
	{ 604, "Does Not Exist Anywhere" },
	{ 606, "Not Acceptable" },
};

void calls_append_status(struct buf *buf, int status)
{
	if (status == 0) {
		buf_puts(buf, "no answer");
		return;
	}
	buf_printf(buf, "%d", status);
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (phrases[i].status == status)
			buf_printf(buf, " %s", phrases[i].phrase);
}

void calls_append_path(struct buf *buf, const char *const *hop, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		buf_puts(buf, i > 0 ? " -> " : "");
		escape_terminal(buf, str_of(hop[i]));
	}
	if (n == 0)
		buf_puts(buf, "none");
}

static void append_success(struct buf *buf, const struct call *call)
{
	if (call->trunk[0] != '\0') {
		buf_puts(buf, " over trunk ");
		escape_terminal(buf, str_of(call->trunk));
	}
	if (call->route[0] != '\0') {
		buf_puts(buf, " of route ");
		escape_terminal(buf, str_of(call->route));
	}
	if (call->ring != NEVER) {
		buf_puts(buf, ", ringing after ");
		append_time(buf, call->ring);
	}
	if (call->setup != NEVER) {
		buf_puts(buf, ", set up after ");
		append_time(buf, call->setup);
	}
}

void calls_append_headline(struct buf *buf, const struct calls_style *style, const struct call *call)
{
	bool connected = call->outcome == CALL_CONNECTED;

	buf_printf(buf, "%scall ", style->bold);
	escape_terminal(buf, str_of(call->id));
	buf_printf(buf, ":%s ", style->plain);
	escape_terminal(buf, str_of(call->from));
	buf_puts(buf, " calls ");
	escape_terminal(buf, str_of(call->to));
	buf_printf(buf, ": %s%s%s", connected ? style->good : style->bad, call_outcome_name(call->outcome),
		style->plain);
	if (connected) {
		append_success(buf, call);
	} else {
		buf_puts(buf, ", ");
		calls_append_status(buf, call->sip);
		if (call->n_attempt > 0)
			buf_printf(buf, ", after %u %s", (unsigned)call->n_attempt,
				call->n_attempt == 1 ? "attempt" : "attempts");
	}
	buf_putc(buf, '\n');
}

void calls_append_summary(struct buf *buf, const struct calls *calls)
{
	uint32_t count[OUTCOMES] = { 0 };
	uint32_t unmet = 0;
	const char *before = ": ";

	for (uint32_t i = 0; i < calls->n_call; i++) {
		count[calls->call[i].outcome]++;
		unmet += calls->call[i].n_unmet;
	}
	buf_printf(buf, "%u %s", (unsigned)calls->n_call, calls->n_call == 1 ? "call" : "calls");
	for (int i = 0; i < OUTCOMES; i++) {
		if (count[i] == 0)
			continue;
		buf_printf(
			buf, "%s%u %s", before, (unsigned)count[i], call_outcome_name((enum call_outcome)i));
		before = ", ";
	}
	if (unmet > 0)
		buf_printf(
			buf, "; %u %s not met", (unsigned)unmet, unmet == 1 ? "expectation" : "expectations");
	buf_putc(buf, '\n');
}

void calls_append_assumption(struct buf *buf, const char *text)
{
	buf_puts(buf, str_starts(str_of(text), "assuming ") ? "" : "assuming ");
	escape_terminal(buf, str_of(text));
}

static size_t cell_width(const struct calls_table *table, uint32_t row, uint32_t column, struct buf *scratch)
{
	buf_clear(scratch);
	table->cell(table->rows, row, column, scratch);
	return utf8_count(buf_text(scratch), scratch->length);
}

static void measure(const struct calls_table *table, size_t *width, struct buf *scratch)
{
	for (uint32_t column = 0; column < table->n_columns; column++) {
		width[column] = 0;
		for (uint32_t row = 0; row < table->n_rows; row++) {
			size_t cell = cell_width(table, row, column, scratch);

			width[column] = cell > width[column] ? cell : width[column];
		}
		if (width[column] > 0 && width[column] < strlen(table->heading[column]))
			width[column] = strlen(table->heading[column]);
	}
}

/* Blanks wait until something follows them, so that no line ends in blanks. */
static void append_cell(struct buf *line, size_t *blanks, struct str text, size_t width, bool right)
{
	size_t own = utf8_count(text.text, text.length);
	size_t rest = width > own ? width - own : 0;

	*blanks += right ? rest : 0;
	if (own > 0) {
		for (; *blanks > 0; (*blanks)--)
			buf_putc(line, ' ');
		buf_put(line, text.text, text.length);
	}
	*blanks += (right ? 0 : rest) + 2;
}

static void write_row(const struct calls_table *table, const size_t *width, int64_t row, struct buf *scratch,
	struct buf *line)
{
	size_t blanks = 0;

	for (uint32_t column = 0; column < table->n_columns; column++) {
		bool right = (table->right & BIT(column)) != 0;

		if (width[column] == 0)
			continue;
		buf_clear(scratch);
		if (row < 0)
			buf_puts(scratch, table->heading[column]);
		else
			table->cell(table->rows, (uint32_t)row, column, scratch);
		append_cell(line, &blanks, buf_str(scratch), width[column], right);
	}
}

void calls_table_write(const struct calls_table *table, const struct calls_style *style, struct out *out)
{
	struct buf scratch = { 0 };
	struct buf line = { 0 };
	size_t width[CALLS_MOST_COLUMNS] = { 0 };

	measure(table, width, &scratch);
	for (int64_t row = -1; row < (int64_t)table->n_rows; row++) {
		buf_printf(&line, "%s%s", table->indent, row < 0 ? style->dim : "");
		write_row(table, width, row, &scratch, &line);
		buf_printf(&line, "%s\n", row < 0 ? style->plain : "");
		line.failed |= scratch.failed;
		out_take(out, &line);
	}
	buf_release(&scratch);
	buf_release(&line);
}
