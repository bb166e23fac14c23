/* SPDX-License-Identifier: MIT */
#include "format/layout.h"

#include "base/mem.h"
#include "format/content.h"
#include "format/order.h"
#include "format/tokens.h"
#include "model/tag.h"

#include <stdlib.h>

/* An attribute of the tag under way, and where it is to stand. */
struct placed {
	struct tag_attribute attribute;
	unsigned order;
};

struct layout {
	const struct source *source;
	struct buf *out;
	struct content content;
	uint32_t n_start; /* start tags so far */
	unsigned depth;
	struct str blanks; /* since the last markup */
	bool any;          /* something stands before */

	struct placed *placed;
	uint32_t room_placed;
	struct buf attribute;
};

/* A CR, and one with its LF, is a line end like any other to whoever reads XML. */
static void put_lines(struct buf *buf, struct str text)
{
	if (memchr(text.text, '\r', text.length) == NULL) {
		buf_put(buf, text.text, text.length);
		return;
	}
	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i];

		if (c == '\r' && i + 1 < text.length && text.text[i + 1] == '\n')
			continue;
		if (c == '\r')
			c = '\n';
		buf_putc(buf, c);
	}
}

static unsigned count_line_ends(struct str text)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.length; i++)
		n += text.text[i] == '\n' ||
			(text.text[i] == '\r' && (i + 1 == text.length || text.text[i + 1] != '\n'));
	return n;
}

/* Begins the line of the next markup. */
static void begin_line(struct layout *layout, bool keeps_distance)
{
	if (layout->any)
		buf_putc(layout->out, '\n');
	if (layout->any && keeps_distance && count_line_ends(layout->blanks) > 1)
		buf_putc(layout->out, '\n');
	layout->any = true;
}

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left;
	const struct placed *b = right;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->attribute.value > b->attribute.value) - (a->attribute.value < b->attribute.value);
}

/* The attributes in the order in which they are to stand; how many. */
static uint32_t place_attributes(struct layout *layout, struct token tag, struct str name)
{
	const char *colon = memchr(name.text, ':', name.length);
	struct str local = name;
	struct tag_attribute attribute;
	uint32_t at = 0;
	uint32_t n = 0;

	if (colon != NULL)
		local = (struct str){ colon + 1, name.length - (size_t)(colon + 1 - name.text) };
	while (source_next_attribute(layout->source, tag.start, &at, &attribute)) {
		if (!mem_grow(&layout->placed, &layout->room_placed, n + 1, sizeof(*layout->placed)))
			return 0;
		layout->placed[n++] = (struct placed){ attribute, order_of_attribute(local, attribute.name) };
	}
	if (n > 1)
		qsort(layout->placed, n, sizeof(*layout->placed), compare_placed);
	return n;
}

/* In double quotes, unless the value holds one. */
static void put_attribute(struct layout *layout, struct tag *tag, const struct tag_attribute *attribute)
{
	struct str value = { layout->source->text + attribute->value, attribute->length };
	char quote = memchr(value.text, '"', value.length) != NULL ? '\'' : '"';
	struct buf *buf = &layout->attribute;

	buf_clear(buf);
	buf_put(buf, attribute->name.text, attribute->name.length);
	buf_putc(buf, '=');
	buf_putc(buf, quote);
	put_lines(buf, value);
	buf_putc(buf, quote);
	tag_attribute(tag, buf_str(buf));
}

static void put_start(struct layout *layout, struct token token, bool is_empty)
{
	struct str name = token_name(layout->source, token);
	uint32_t n = place_attributes(layout, token, name);
	struct tag tag;

	begin_line(layout, true);
	tag = tag_begin(layout->out, layout->depth, name);
	for (uint32_t i = 0; i < n; i++)
		put_attribute(layout, &tag, &layout->placed[i].attribute);
	tag_end(&tag, is_empty);
}

static void put_end(struct layout *layout, struct token token)
{
	struct str name = token_name(layout->source, token);

	buf_puts(layout->out, "</");
	buf_put(layout->out, name.text, name.length);
	buf_putc(layout->out, '>');
}

/* From the offset, behind a start tag, to the end tag of the same element, whose token is returned. */
static struct token put_content(struct layout *layout, uint32_t from)
{
	struct token token = token_at(layout->source, from);
	unsigned depth = 0;

	while (token.kind != TOKEN_NONE && (token.kind != TOKEN_END || depth > 0)) {
		depth += token.kind == TOKEN_START;
		depth -= token.kind == TOKEN_END;
		layout->n_start += token.kind == TOKEN_START;
		token = token_at(layout->source, token.end);
	}
	put_lines(layout->out, (struct str){ layout->source->text + from, token.start - from });
	put_end(layout, token);
	return token;
}

/* The end tag, if the element that begins with the token holds nothing. */
static struct token end_of_nothing(const struct source *source, struct token start, bool is_kept)
{
	struct token next = token_at(source, start.end);

	if (next.kind == TOKEN_BLANKS && !is_kept)
		next = token_at(source, next.end);
	return next.kind == TOKEN_END ? next : start;
}

/* A start tag, with all that belongs to it if its content is nothing or stays. The last token that was put. */
static struct token put_element(struct layout *layout, struct token start)
{
	bool is_kept = layout->content.is_kept[layout->n_start++];
	struct token end = end_of_nothing(layout->source, start, is_kept);
	bool is_empty = end.kind == TOKEN_END;

	put_start(layout, start, is_empty);
	if (is_empty)
		return end;
	if (is_kept)
		return put_content(layout, start.end);
	layout->depth++;
	return start;
}

/* What stands between the last line end and the end. */
static struct str last_line(struct str text)
{
	size_t start = text.length;

	while (start > 0 && text.text[start - 1] != '\n' && text.text[start - 1] != '\r')
		start--;
	return (struct str){ text.text + start, text.length - start };
}

/* A line that was indented at least as far as the comment's first one moves with that one. */
static void put_moved_line(struct layout *layout, struct str line, struct str indentation)
{
	buf_putc(layout->out, '\n');
	if (line.length >= indentation.length && line.length > 0 &&
		memcmp(line.text, indentation.text, indentation.length) == 0) {
		tag_indent(layout->out, layout->depth);
		line.text += indentation.length;
		line.length -= indentation.length;
	}
	buf_put(layout->out, line.text, line.length);
}

/* Takes the next line off the text, without what ends it and the blanks before that. False when none was left. */
static bool next_line(struct str *text, struct str *line)
{
	size_t end = 0;
	size_t past;

	if (text->text == NULL)
		return false;
	while (end < text->length && text->text[end] != '\n' && text->text[end] != '\r')
		end++;
	*line = (struct str){ text->text, end };
	past = end + 1 + (end + 1 < text->length && text->text[end] == '\r' && text->text[end + 1] == '\n');
	*text = end < text->length ? (struct str){ text->text + past, text->length - past } :
				     (struct str){ NULL, 0 };
	while (line->length > 0 && ascii_is_space(line->text[line->length - 1]))
		line->length--;
	return true;
}

static void put_comment(struct layout *layout, struct str text, struct str indentation)
{
	struct str line = { "", 0 };

	next_line(&text, &line);
	buf_put(layout->out, line.text, line.length);
	while (next_line(&text, &line))
		put_moved_line(layout, line, indentation);
}

static void put_remark(struct layout *layout, struct token token)
{
	struct str text = token_text(layout->source, token);

	if (layout->any && count_line_ends(layout->blanks) == 0) {
		buf_putc(layout->out, ' ');
		put_lines(layout->out, text);
		return;
	}
	begin_line(layout, true);
	tag_indent(layout->out, layout->depth);
	if (token.kind == TOKEN_COMMENT)
		put_comment(layout, text, last_line(layout->blanks));
	else
		put_lines(layout->out, text);
}

/* Returns the last token that was put. */
static struct token put_markup(struct layout *layout, struct token token)
{
	switch (token.kind) {
	case TOKEN_START:
		return put_element(layout, token);
	case TOKEN_EMPTY:
		put_start(layout, token, true);
		break;
	case TOKEN_END:
		layout->depth -= layout->depth > 0;
		begin_line(layout, false);
		tag_indent(layout->out, layout->depth);
		put_end(layout, token);
		break;
	default:
		put_remark(layout, token);
	}
	return token;
}

void layout_document(const struct source *source, uint32_t declaration_end, struct buf *ret)
{
	struct layout layout = { .source = source, .out = ret };
	struct token token = token_at(source, declaration_end);

	if (!content_find(source, declaration_end, &layout.content))
		token.kind = TOKEN_NONE;
	buf_puts(ret, DOCUMENT_DECLARATION);
	for (; token.kind != TOKEN_NONE && !mem_ran_out(); token = token_at(source, token.end)) {
		layout.blanks = (struct str){ "", 0 };
		if (token.kind == TOKEN_BLANKS) {
			layout.blanks = token_text(source, token);
			token = token_at(source, token.end);
		}
		if (token.kind == TOKEN_NONE)
			break;
		token = put_markup(&layout, token);
	}
	buf_putc(ret, '\n');
	buf_release(&layout.attribute);
	content_release(&layout.content);
	mem_free(layout.placed);
}
