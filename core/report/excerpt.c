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

bool excerpt_find(const struct span *at, struct excerpt *ret)
{
	struct position position;
	struct str line;
	size_t skipped;
	size_t rest;

	if (at->source == NULL || !at->source->is_ours)
		return false;
	position = source_position(at->source, at->start);
	line = source_line(at->source, position.line);
	*ret = (struct excerpt){
		.line = position.line,
		.before = { line.text, (size_t)(at->source->text + at->start - line.text) },
	};
	if (line.length == 0 || ret->before.length > line.length)
		return false;
	ret->marked = (struct str){ line.text + ret->before.length, at->end - at->start };
	if (ret->before.length + ret->marked.length > line.length)
		ret->marked.length = line.length - ret->before.length;
	skipped = cut_front(ret->before, MOST_BEFORE);
	ret->cut_before = skipped > 0;
	ret->before = (struct str){ ret->before.text + skipped, ret->before.length - skipped };
	ret->marked.length = utf8_prefix(ret->marked.text, ret->marked.length, MOST_SHOWN - MOST_BEFORE);
	ret->after.text = ret->marked.text + ret->marked.length;
	rest = line.length - (size_t)(ret->after.text - line.text);
	ret->after.length = utf8_prefix(ret->after.text, rest, MOST_SHOWN - MOST_BEFORE);
	ret->cut_after = ret->after.length < rest;
	return true;
}

void excerpt_append(struct buf *buf, const struct span *at, const char *mark, const char *plain)
{
	struct excerpt excerpt;
	size_t indent;
	size_t width;

	if (!excerpt_find(at, &excerpt))
		return;
	buf_printf(buf, "%6u | %s", (unsigned)excerpt.line, excerpt.cut_before ? "..." : "");
	indent = append_shown(buf, excerpt.before) + (excerpt.cut_before ? 3 : 0);
	width = append_shown(buf, excerpt.marked);
	append_shown(buf, excerpt.after);
	buf_printf(buf, "%s\n       | %*s%s", excerpt.cut_after ? "..." : "", (int)indent, "", mark);
	for (size_t i = 0; i < (width > 0 ? width : 1); i++)
		buf_putc(buf, '^');
	buf_printf(buf, "%s\n", plain);
}
