/* SPDX-License-Identifier: MIT */
/* Calls for people: what came of each, its way, what was tried, and why. */
#include "base/escape.h"
#include "report/calls_lines.h"

#include <math.h>

static void append_label(struct buf *buf, const struct calls_style *style, const char *label)
{
	buf_printf(buf, "  %s%-10s%s  ", style->bold, label, style->plain);
}

static void append_section(struct buf *buf, const struct calls_style *style, const char *title)
{
	buf_printf(buf, "  %s%s%s\n", style->bold, title, style->plain);
}

/* Thousandths are enough to read. */
static void append_kbps(struct buf *buf, double kbps)
{
	calls_append_number(buf, round(kbps * 1000) / 1000);
}

static void append_unmet(struct buf *buf, const struct calls_style *style, const struct call *call)
{
	for (uint32_t i = 0; i < call->n_unmet; i++) {
		buf_printf(buf, "  %sNOT AS EXPECTED:%s ", style->bad, style->plain);
		escape_terminal(buf, str_of(call->unmet[i]));
		buf_putc(buf, '\n');
	}
}

static void append_clock(struct buf *buf, const struct call *call)
{
	buf_puts(buf, "begins at ");
	calls_append_seconds(buf, call->at, calls_decimals(call->at));
	buf_puts(buf, " s");
	if (call->end > 0) {
		buf_puts(buf, ", last message ");
		calls_append_seconds(buf, call->end, calls_decimals(call->end));
		buf_puts(buf, " s later");
	}
	buf_putc(buf, '\n');
}

static void append_ways(struct buf *buf, const struct calls_style *style, const struct call *call)
{
	append_label(buf, style, "kind");
	escape_terminal(buf, str_of(call->kind));
	buf_putc(buf, '\n');
	if (call->number[0] != '\0') {
		append_label(buf, style, "number");
		escape_terminal(buf, str_of(call->number));
		buf_putc(buf, '\n');
	}
	append_label(buf, style, "time");
	append_clock(buf, call);
	append_label(buf, style, "signalling");
	calls_append_path(buf, call->signalling, call->n_signalling);
	buf_putc(buf, '\n');
	append_label(buf, style, "media");
	calls_append_path(buf, call->media, call->n_media);
	buf_puts(buf, call->bypass ? "   (media bypass)\n" : "\n");
}

static void hop_cell(const void *rows, uint32_t row, uint32_t column, struct buf *buf)
{
	const struct call_hop *hop = &((const struct call_hop *)rows)[row];
	const char *const text[] = { hop->over, hop->sip, hop->media, hop->codec };

	if (column == 0)
		calls_append_path(buf, (const char *const[]){ hop->from, hop->to }, 2);
	else if (column <= ARRAY_LEN(text))
		escape_terminal(buf, str_of(text[column - 1]));
	else if (hop->kbps > 0)
		append_kbps(buf, hop->kbps);
}

static void write_hops(const struct call *call, const struct calls_style *style, struct out *out)
{
	static const char *const heading[] = { "stretch", "over", "SIP", "media", "codec",
		"kbit/s, one way" };
	struct buf buf = { 0 };

	if (call->n_hop == 0)
		return;
	append_section(&buf, style, "stretches");
	out_take(out, &buf);
	buf_release(&buf);
	calls_table_write(
		&(struct calls_table){
			.heading = heading,
			.n_columns = ARRAY_LEN(heading),
			.right = BIT(5),
			.n_rows = call->n_hop,
			.rows = call->hop,
			.indent = "    ",
			.cell = hop_cell,
		},
		style, out);
}

/* Hundredths are more than an estimate is worth. */
static void append_rounded(struct buf *buf, double value)
{
	calls_append_number(buf, round(value * 100) / 100);
}

static void write_quality(const struct call *call, const struct calls_style *style, struct out *out)
{
	const struct call_quality *quality = call->quality;
	struct buf buf = { 0 };

	if (quality == NULL)
		return;
	append_section(&buf, style, "estimate of what is heard, for planning, not a measurement");
	buf_puts(&buf, "    one-way delay ");
	append_rounded(&buf, quality->delay_ms);
	buf_puts(&buf, " ms:");
	for (uint32_t i = 0; i < CALL_DELAYS; i++) {
		buf_printf(&buf, "%s %s ", i > 0 ? "," : "", quality->part[i].part);
		append_rounded(&buf, quality->part[i].ms);
	}
	buf_puts(&buf, "\n    jitter ");
	append_rounded(&buf, quality->jitter_ms);
	buf_puts(&buf, " ms, loss ");
	append_rounded(&buf, quality->loss_percent);
	buf_puts(&buf, " %");
	if (quality->rated) {
		buf_puts(&buf, ", rating R ");
		append_rounded(&buf, quality->rating);
		buf_puts(&buf, ", MOS ");
		append_rounded(&buf, quality->mos);
	} else {
		buf_puts(&buf, "; no rating, which G.711 alone has here");
	}
	buf_putc(&buf, '\n');
	out_take(out, &buf);
	buf_release(&buf);
}

/* Attempts with one number of decimals for all their times. */
struct attempts {
	const struct call_attempt *attempt;
	unsigned decimals;
};

static void attempt_cell(const void *rows, uint32_t row, uint32_t column, struct buf *buf)
{
	const struct attempts *attempts = rows;
	const struct call_attempt *attempt = &attempts->attempt[row];
	const char *const text[] = { attempt->trunk, attempt->route, attempt->server };

	if (column < ARRAY_LEN(text))
		escape_terminal(buf, str_of(text[column]));
	else if (column == 3)
		calls_append_status(buf, attempt->result);
	else if (column == 4)
		calls_append_seconds(buf, attempt->start, attempts->decimals);
	else if (column == 5)
		calls_append_seconds(buf, attempt->end, attempts->decimals);
	else
		escape_terminal(buf, str_of(attempt->why));
}

static unsigned most_decimals(const struct call *call)
{
	unsigned most = 0;

	for (uint32_t i = 0; i < call->n_attempt; i++) {
		unsigned start = calls_decimals(call->attempt[i].start);
		unsigned end = calls_decimals(call->attempt[i].end);

		most = start > most ? start : most;
		most = end > most ? end : most;
	}
	return most;
}

static void write_attempts(const struct call *call, const struct calls_style *style, struct out *out)
{
	static const char *const heading[] = { "trunk", "route", "server", "result", "from s", "to s",
		"why" };
	struct attempts attempts = { call->attempt, most_decimals(call) };
	struct buf buf = { 0 };

	if (call->n_attempt == 0)
		return;
	append_section(&buf, style, "attempts");
	out_take(out, &buf);
	buf_release(&buf);
	calls_table_write(
		&(struct calls_table){
			.heading = heading,
			.n_columns = ARRAY_LEN(heading),
			.right = BIT(4) | BIT(5),
			.n_rows = call->n_attempt,
			.rows = &attempts,
			.indent = "    ",
			.cell = attempt_cell,
		},
		style, out);
}

static void write_steps(const struct call *call, const struct calls_style *style, struct out *out)
{
	struct buf buf = { 0 };

	if (call->n_step > 0)
		append_section(&buf, style, "why");
	for (uint32_t i = 0; i < call->n_step; i++) {
		buf_printf(&buf, "    %2u. ", (unsigned)(i + 1));
		escape_terminal(&buf, str_of(call->step[i].what));
		if (call->step[i].source[0] != '\0') {
			buf_printf(&buf, " %s[", style->dim);
			escape_terminal(&buf, str_of(call->step[i].source));
			buf_printf(&buf, "]%s", style->plain);
		}
		buf_putc(&buf, '\n');
		out_take(out, &buf);
	}
	if (call->n_assumed > 0)
		append_section(&buf, style, "the plan does not say");
	for (uint32_t i = 0; i < call->n_assumed; i++) {
		buf_puts(&buf, "    ");
		calls_append_assumption(&buf, call->assumed[i]);
		buf_putc(&buf, '\n');
	}
	out_take(out, &buf);
	buf_release(&buf);
}

static void write_call(const struct calls_report *report, const struct call *call, struct out *out)
{
	const struct calls_style *style = calls_style_of(report);
	struct buf buf = { 0 };

	calls_append_headline(&buf, style, call);
	append_unmet(&buf, style, call);
	if (!report->quiet)
		append_ways(&buf, style, call);
	out_take(out, &buf);
	if (!report->quiet) {
		write_hops(call, style, out);
		write_quality(call, style, out);
		write_attempts(call, style, out);
		write_steps(call, style, out);
	}
	if (report->ladder) {
		append_section(&buf, style, "messages");
		out_take(out, &buf);
		calls_ladder_write(call, style, out);
	}
	buf_release(&buf);
}

static void link_cell(const void *rows, uint32_t row, uint32_t column, struct buf *buf)
{
	const struct call_link *link = &((const struct call_link *)rows)[row];
	const double kbps[] = { link->peak_kbps, link->mean_kbps, link->planning_kbps };

	if (column == 0)
		escape_terminal(buf, str_of(link->link));
	else if (column == 1)
		buf_printf(buf, "%u", (unsigned)link->calls);
	else
		append_kbps(buf, kbps[column - 2]);
}

static void write_links(const struct calls *calls, const struct calls_style *style, struct out *out)
{
	static const char *const heading[] = { "link", "calls", "peak", "mean", "planning figure" };

	/* One call's needs stand with its stretches. */
	if (calls->n_link == 0 || calls->n_call == 1)
		return;
	out_printf(out, "%slinks%s, kbit/s one way, bandwidth model '%s'\n", style->bold, style->plain,
		calls->bandwidth_model);
	calls_table_write(
		&(struct calls_table){
			.heading = heading,
			.n_columns = ARRAY_LEN(heading),
			.right = BIT(1) | BIT(2) | BIT(3) | BIT(4),
			.n_rows = calls->n_link,
			.rows = calls->link,
			.indent = "  ",
			.cell = link_cell,
		},
		style, out);
	out_puts(out, "\n");
}

static void append_policy(struct buf *buf, const struct calls_style *style, const struct call_policy *policy)
{
	buf_puts(buf, "  ");
	escape_terminal(buf, str_of(policy->name));
	buf_puts(buf, " = ");
	escape_terminal(buf, str_of(policy->value));
	buf_printf(buf, policy->changed ? ", changed %s[the default: " : " %s[", style->dim);
	escape_terminal(buf, str_of(policy->provenance));
	buf_printf(buf, "]%s\n", style->plain);
}

static void write_policies(const struct calls_report *report, struct out *out)
{
	const struct calls *calls = report->calls;
	const struct calls_style *style = calls_style_of(report);
	struct buf buf = { 0 };
	uint32_t left_out = 0;

	if (calls->n_policy == 0)
		return;
	buf_printf(&buf, "%spolicies%s, where documents leave it open\n", style->bold, style->plain);
	for (uint32_t i = 0; i < calls->n_policy; i++) {
		if (report->verbose || calls->policy[i].changed)
			append_policy(&buf, style, &calls->policy[i]);
		else
			left_out++;
	}
	if (left_out > 0)
		buf_printf(&buf, "  %u at %s (-v lists them)\n", (unsigned)left_out,
			left_out == 1 ? "its default" : "their defaults");
	buf_putc(&buf, '\n');
	out_take(out, &buf);
	buf_release(&buf);
}

void calls_text(const struct calls_report *report, struct out *out)
{
	bool is_long = !report->quiet || report->ladder;
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < report->calls->n_call; i++) {
		if (i > 0 && is_long)
			out_puts(out, "\n");
		write_call(report, &report->calls->call[i], out);
	}
	if (report->quiet)
		return;
	out_puts(out, report->calls->n_call > 0 ? "\n" : "");
	write_links(report->calls, calls_style_of(report), out);
	write_policies(report, out);
	calls_append_summary(&buf, report->calls);
	out_take(out, &buf);
	buf_release(&buf);
}
