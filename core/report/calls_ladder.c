/* SPDX-License-Identifier: MIT */
/* The messages of a call as a sequence diagram in plain characters, one line each. */
#include "base/escape.h"
#include "base/utf8.h"
#include "report/calls_lines.h"

#include <string.h>

enum {
	MOST_COLUMNS = 64,
	MOST_NAME = 20,
	LABEL_SIZE = (MOST_NAME + 1) * 4, /* bytes */
	INDENT = 2,
	BESIDE_NAME = 2, /* blanks between two names */
	AROUND_TEXT = 7, /* "| ", a dash, " " on either side, "x " */
	TIME_MARGIN = 2, /* blanks after the time */
};

struct column {
	const char *name;
	bool on_path; /* of the call in the end; others were tried */
	bool touched; /* by a message */
	char label[LABEL_SIZE];
	size_t width;  /* of the label */
	size_t centre; /* where its bar stands */
};

/* How much of names and texts is shown, and how wide the whole may then be. */
struct limits {
	size_t name, text, width;
};

static const struct limits limits[] = {
	{ MOST_NAME, 36, 132 },
	{ 14, 24, 160 },
	{ 10, 18, 240 },
};

struct ladder {
	const struct call *call;
	const struct calls_style *style;
	struct column column[MOST_COLUMNS];
	uint32_t n;
	bool overflows; /* more hops than columns */
	size_t most_text;
	size_t width;
	size_t time_width;
	unsigned decimals;
	struct buf scratch, line;
};

/* A message's columns. */
struct ends {
	uint32_t from, to;
};

static void insert(struct ladder *ladder, uint32_t at, const char *name, bool on_path)
{
	if (ladder->n == MOST_COLUMNS) {
		ladder->overflows = true;
		return;
	}
	for (uint32_t i = ladder->n; i > at; i--)
		ladder->column[i] = ladder->column[i - 1];
	ladder->column[at] = (struct column){ .name = name, .on_path = on_path };
	ladder->n++;
}

/* The first column of that name, or how many there are. */
static uint32_t find(const struct ladder *ladder, const char *name)
{
	uint32_t i = 0;

	while (i < ladder->n && strcmp(ladder->column[i].name, name) != 0)
		i++;
	return i;
}

/* What was tried in vain stands behind its neighbour, in the order of the attempts. */
static void add_beside(struct ladder *ladder, const char *name, const char *neighbour)
{
	uint32_t at;

	if (find(ladder, name) < ladder->n)
		return;
	at = find(ladder, neighbour);
	at += at < ladder->n;
	while (at < ladder->n && !ladder->column[at].on_path)
		at++;
	insert(ladder, at, name, false);
}

static void add_columns(struct ladder *ladder)
{
	const struct call *call = ladder->call;

	for (uint32_t i = 0; i < call->n_signalling && !ladder->overflows; i++)
		insert(ladder, ladder->n, call->signalling[i], true);
	for (uint32_t i = 0; i < call->n_message && !ladder->overflows; i++) {
		add_beside(ladder, call->message[i].from, call->message[i].to);
		add_beside(ladder, call->message[i].to, call->message[i].from);
	}
}

/*
 * A name may stand twice on a path (two users of one group, a call that comes back to its Mediation Server). Of
 * the pairs of columns the nearest counts, but first those that go the right way: the caller's side sends the
 * requests, the callee's side the answers.
 */
static uint32_t cost(const struct call_message *message, struct ends ends)
{
	bool is_answer = ascii_is_digit(message->text[0]);
	bool goes_right = ends.from < ends.to;
	uint32_t distance = goes_right ? ends.to - ends.from : ends.from - ends.to;

	return distance + (goes_right == is_answer || distance == 0 ? MOST_COLUMNS : 0);
}

static struct ends find_ends(const struct ladder *ladder, const struct call_message *message)
{
	struct ends best = { 0, 0 };
	uint32_t least = UINT32_MAX;

	for (uint32_t from = 0; from < ladder->n; from++) {
		if (strcmp(ladder->column[from].name, message->from) != 0)
			continue;
		for (uint32_t to = 0; to < ladder->n; to++) {
			struct ends ends = { from, to };

			if (strcmp(ladder->column[to].name, message->to) == 0 &&
				cost(message, ends) < least) {
				least = cost(message, ends);
				best = ends;
			}
		}
	}
	return best;
}

/* Drops the hops where no message begins or ends. */
static void drop_untouched(struct ladder *ladder)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < ladder->call->n_message; i++) {
		struct ends ends = find_ends(ladder, &ladder->call->message[i]);

		ladder->column[ends.from].touched = true;
		ladder->column[ends.to].touched = true;
	}
	for (uint32_t i = 0; i < ladder->n; i++)
		if (ladder->column[i].touched)
			ladder->column[kept++] = ladder->column[i];
	ladder->n = kept;
}

/* Escapes into the scratch buffer and cuts to so many characters; returns how many it has. */
static size_t cut(struct ladder *ladder, const char *text, size_t most)
{
	struct buf *scratch = &ladder->scratch;
	size_t width;

	buf_clear(scratch);
	escape_terminal(scratch, str_of(text));
	width = utf8_count(buf_text(scratch), scratch->length);
	if (width <= most)
		return width;
	scratch->length = utf8_prefix(scratch->text, scratch->length, most - 3);
	buf_puts(scratch, "...");
	return most;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Moves the columns from `at` on to the right until it is so far from the one named before. */
static void widen(struct ladder *ladder, uint32_t before, uint32_t at, size_t distance)
{
	size_t is = ladder->column[at].centre - ladder->column[before].centre;

	for (uint32_t i = at; is < distance && i < ladder->n; i++)
		ladder->column[i].centre += distance - is;
}

static void place_names(struct ladder *ladder, size_t most)
{
	size_t end = INDENT + ladder->time_width + TIME_MARGIN;

	for (uint32_t i = 0; i < ladder->n; i++) {
		struct column *column = &ladder->column[i];

		column->width = cut(ladder, column->name, most);
		memcpy(column->label, buf_text(&ladder->scratch), ladder->scratch.length);
		column->label[ladder->scratch.length] = '\0';
		column->centre = end + column->width / 2;
		end += column->width + BESIDE_NAME;
	}
}

/* Short arrows first: they leave room for the long ones. */
static void place_texts(struct ladder *ladder)
{
	for (uint32_t reach = 1; reach < ladder->n; reach++) {
		for (uint32_t i = 0; i < ladder->call->n_message; i++) {
			const struct call_message *message = &ladder->call->message[i];
			struct ends ends = find_ends(ladder, message);
			uint32_t left = ends.from < ends.to ? ends.from : ends.to;
			uint32_t right = ends.from < ends.to ? ends.to : ends.from;

			if (right - left == reach)
				widen(ladder, left, right,
					cut(ladder, message->text, ladder->most_text) + AROUND_TEXT);
		}
	}
}

/* False when it becomes too wide. */
static bool lay_out(struct ladder *ladder, const struct limits *limit)
{
	const struct column *last;

	ladder->most_text = limit->text;
	place_names(ladder, limit->name);
	place_texts(ladder);
	last = &ladder->column[ladder->n - 1];
	ladder->width = last->centre + larger(1, last->width - last->width / 2);
	return ladder->width <= limit->width;
}

static void set_times(struct ladder *ladder)
{
	int64_t latest = 0;

	ladder->decimals = 3;
	for (uint32_t i = 0; i < ladder->call->n_message; i++) {
		int64_t at = ladder->call->message[i].at;

		latest = at > latest ? at : latest;
		if (calls_decimals(at) > ladder->decimals)
			ladder->decimals = calls_decimals(at);
	}
	buf_clear(&ladder->scratch);
	calls_append_seconds(&ladder->scratch, latest, ladder->decimals);
	ladder->time_width = larger(ladder->scratch.length, strlen("seconds"));
}

static void pad(struct buf *line, size_t n, char c)
{
	for (size_t i = 0; i < n; i++)
		buf_putc(line, c);
}

static void write_line(struct ladder *ladder, struct out *out)
{
	buf_putc(&ladder->line, '\n');
	ladder->line.failed |= ladder->scratch.failed;
	out_take(out, &ladder->line);
}

static void write_names(struct ladder *ladder, struct out *out)
{
	struct buf *line = &ladder->line;
	size_t at = INDENT + ladder->time_width;

	buf_printf(line, "%*s%s%*s", INDENT, "", ladder->style->bold, (int)ladder->time_width, "seconds");
	for (uint32_t i = 0; i < ladder->n; i++) {
		const struct column *column = &ladder->column[i];

		pad(line, column->centre - column->width / 2 - at, ' ');
		buf_puts(line, column->label);
		at = column->centre - column->width / 2 + column->width;
	}
	buf_puts(line, ladder->style->plain);
	write_line(ladder, out);
}

static void append_time(struct ladder *ladder, int64_t time)
{
	buf_clear(&ladder->scratch);
	calls_append_seconds(&ladder->scratch, time, ladder->decimals);
	buf_printf(&ladder->line, "%*s%*s", INDENT, "", (int)ladder->time_width, buf_text(&ladder->scratch));
}

/* It did not get there: an x instead of the head of the arrow. */
static bool is_stopped(const struct call_message *message)
{
	return message->lost || strcmp(message->text, CALL_CONNECTION_REFUSED) == 0;
}

/* What stands between the bars of sender and receiver. */
static void append_arrow(struct ladder *ladder, const struct call_message *message, struct ends ends)
{
	bool goes_right = ends.from < ends.to;
	uint32_t left = goes_right ? ends.from : ends.to;
	uint32_t right = goes_right ? ends.to : ends.from;
	size_t room = ladder->column[right].centre - ladder->column[left].centre - 1;
	size_t text = cut(ladder, message->text, ladder->most_text) + 2;
	size_t taken = text + (is_stopped(message) ? 2 : 1);
	size_t dashes = room > taken ? room - taken : 0; /* 0: only when out of memory */

	if (!goes_right)
		buf_puts(&ladder->line, is_stopped(message) ? " x" : "<");
	pad(&ladder->line, dashes / 2, '-');
	buf_printf(&ladder->line, " %s ", buf_text(&ladder->scratch));
	pad(&ladder->line, dashes - dashes / 2, '-');
	if (goes_right)
		buf_puts(&ladder->line, is_stopped(message) ? "x " : ">");
}

static void append_remarks(struct ladder *ladder, const struct call_message *message)
{
	if (!message->retransmission && !message->lost)
		return;
	buf_printf(&ladder->line, "  %s%s%s%s%s", ladder->style->bad,
		message->retransmission ? "sent again" : "",
		message->retransmission && message->lost ? ", " : "", message->lost ? "lost" : "",
		ladder->style->plain);
}

static void write_message(struct ladder *ladder, const struct call_message *message, struct out *out)
{
	struct ends ends = find_ends(ladder, message);
	uint32_t left = ends.from < ends.to ? ends.from : ends.to;
	uint32_t right = ends.from < ends.to ? ends.to : ends.from;
	size_t at = INDENT + ladder->time_width;

	append_time(ladder, message->at);
	for (uint32_t i = 0; i < ladder->n; i++) {
		if (i == left + 1 && left != right) {
			append_arrow(ladder, message, ends);
			i = right;
		} else {
			pad(&ladder->line, ladder->column[i].centre - at, ' ');
		}
		buf_putc(&ladder->line, '|');
		at = ladder->column[i].centre + 1;
	}
	if (left == right) {
		buf_puts(&ladder->line, "  to itself: ");
		escape_terminal(&ladder->line, str_of(message->text));
	}
	append_remarks(ladder, message);
	write_line(ladder, out);
}

/* For what would be too wide to read. */
static void write_list(struct ladder *ladder, struct out *out)
{
	for (uint32_t i = 0; i < ladder->call->n_message; i++) {
		const struct call_message *message = &ladder->call->message[i];

		append_time(ladder, message->at);
		buf_puts(&ladder->line, "  ");
		calls_append_path(&ladder->line, (const char *const[]){ message->from, message->to }, 2);
		buf_puts(&ladder->line, "  ");
		escape_terminal(&ladder->line, str_of(message->text));
		append_remarks(ladder, message);
		write_line(ladder, out);
	}
}

static bool fits(struct ladder *ladder)
{
	for (size_t i = 0; i < ARRAY_LEN(limits); i++)
		if (lay_out(ladder, &limits[i]))
			return true;
	return false;
}

static void write_left_out(struct ladder *ladder, struct out *out)
{
	const struct call *call = ladder->call;
	uint32_t n = 0;

	for (uint32_t i = 0; i < call->n_signalling; i++) {
		if (find(ladder, call->signalling[i]) < ladder->n)
			continue;
		buf_puts(&ladder->line, n++ > 0 ? ", " : "  no message begins or ends at ");
		escape_terminal(&ladder->line, str_of(call->signalling[i]));
	}
	if (n > 0)
		write_line(ladder, out);
}

static void write_ladder(struct ladder *ladder, struct out *out)
{
	add_columns(ladder);
	set_times(ladder);
	if (ladder->overflows) {
		write_list(ladder, out);
		return;
	}
	drop_untouched(ladder);
	if (!fits(ladder)) {
		write_list(ladder, out);
		return;
	}
	write_names(ladder, out);
	for (uint32_t i = 0; i < ladder->call->n_message; i++)
		write_message(ladder, &ladder->call->message[i], out);
	write_left_out(ladder, out);
}

void calls_ladder_write(const struct call *call, const struct calls_style *style, struct out *out)
{
	struct ladder ladder = { .call = call, .style = style };

	if (call->n_message == 0)
		out_puts(out, "  no SIP message\n");
	else
		write_ladder(&ladder, out);
	buf_release(&ladder.scratch);
	buf_release(&ladder.line);
}
