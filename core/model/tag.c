/* SPDX-License-Identifier: MIT */
#include "model/tag.h"

#include "base/utf8.h"

enum {
	BLANKS_PER_LEVEL = 2,
	LONGEST_HANGING = 64,            /* a name that reaches further has its attributes below itself */
	ROOM_FOR_END = sizeof("/>") - 1, /* kept beside every attribute: any may be the last */
};

static void put_blanks(struct buf *buf, size_t n)
{
	while (n-- > 0)
		buf_putc(buf, ' ');
}

static size_t indentation(unsigned depth)
{
	return BLANKS_PER_LEVEL * (size_t)(depth < TAG_LEVELS ? depth : TAG_LEVELS);
}

void tag_indent(struct buf *buf, unsigned depth)
{
	put_blanks(buf, indentation(depth));
}

struct tag tag_begin(struct buf *buf, unsigned depth, struct str name)
{
	struct tag tag = { .buf = buf };

	tag_indent(buf, depth);
	buf_putc(buf, '<');
	buf_put(buf, name.text, name.length);
	tag.column = indentation(depth) + 1 + utf8_count(name.text, name.length);
	tag.hanging = tag.column + 1;
	if (tag.hanging > LONGEST_HANGING)
		tag.hanging = indentation(depth + 2);
	return tag;
}

void tag_attribute(struct tag *tag, struct str attribute)
{
	const char *line_end = memchr(attribute.text, '\n', attribute.length);
	const char *last_line = memrchr(attribute.text, '\n', attribute.length);
	const char *end = attribute.text + attribute.length;
	size_t width = utf8_count(
		attribute.text, (size_t)((line_end != NULL ? line_end : end) - attribute.text));

	if (tag->n_attributes++ > 0 && tag->column + 1 + width + ROOM_FOR_END > TAG_COLUMNS) {
		buf_putc(tag->buf, '\n');
		put_blanks(tag->buf, tag->hanging);
		tag->column = tag->hanging + width;
	} else {
		buf_putc(tag->buf, ' ');
		tag->column += 1 + width;
	}
	buf_put(tag->buf, attribute.text, attribute.length);
	if (last_line != NULL)
		tag->column = utf8_count(last_line + 1, (size_t)(end - last_line) - 1);
}

void tag_end(struct tag *tag, bool is_empty)
{
	buf_puts(tag->buf, is_empty ? "/>" : ">");
}
