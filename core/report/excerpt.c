/* SPDX-License-Identifier: MIT */
#include "report/excerpt.h"

#include "base/escape.h"
#include "base/utf8.h"

enum {
	MOST_BEFORE = 60, /* characters shown before the place */
	MOST_SHOWN = 110, /* characters of the line */
};

/* Escaped text, with tabs as single blanks so that columns stay columns. Returns its width. */
static size_t append_shown(struct buf *buf, struct str text)
{
	struct buf escaped = { 0 };
	struct buf untabbed = { 0 };
	size_t width;

	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i];

		buf_putc(&untabbed, (char)(c == '\t' ? ' ' : c));
	}
	escape_terminal(&escaped, buf_str(&untabbed));
	buf_put(buf, buf_text(&escaped), escaped.length);
	width = utf8_count(buf_text(&escaped), escaped.length);
	buf->failed |= buf_failed(&escaped) || buf_failed(&untabbed);
	buf_release(&escaped);
	buf_release(&untabbed);
	return width;
}

/* The end of the text's last characters, at most `characters` of them, as an offset from its start. */
static size_t cut_front(struct str text, size_t characters)
{
	size_t count = utf8_count(text.text, text.length);

	return count > characters ? utf8_prefix(text.text, text.length, count - characters) : 0;
}

void excerpt_append(struct buf *buf, const struct span *at, const char *mark, const char *plain)
{
	struct position position;
	struct str line;
	struct str before;
	struct str marked;
	struct str after;
	size_t skipped;
	size_t rest;
	size_t indent;
	size_t width;

	if (at->source == NULL || !at->source->is_ours)
		return;
	position = source_position(at->source, at->start);
	line = source_line(at->source, position.line);
	before = (struct str){ line.text, (size_t)(at->source->text + at->start - line.text) };
	if (line.length == 0 || before.length > line.length)
		return;
	marked = (struct str){ line.text + before.length, at->end - at->start };
	if (before.length + marked.length > line.length)
		marked.length = line.length - before.length;
	skipped = cut_front(before, MOST_BEFORE);
	before = (struct str){ before.text + skipped, before.length - skipped };
	marked.length = utf8_prefix(marked.text, marked.length, MOST_SHOWN - MOST_BEFORE);
	after = (struct str){ marked.text + marked.length,
		line.length - (size_t)(marked.text + marked.length - line.text) };
	rest = after.length;
	after.length = utf8_prefix(after.text, after.length, MOST_SHOWN - MOST_BEFORE);

	buf_printf(buf, "%6u | %s", (unsigned)position.line, skipped > 0 ? "..." : "");
	indent = append_shown(buf, before) + (skipped > 0 ? 3 : 0);
	width = append_shown(buf, marked);
	append_shown(buf, after);
	buf_printf(buf, "%s\n       | %*s%s", after.length < rest ? "..." : "", (int)indent, "", mark);
	for (size_t i = 0; i < (width > 0 ? width : 1); i++)
		buf_putc(buf, '^');
	buf_printf(buf, "%s\n", plain);
}
