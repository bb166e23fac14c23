/* SPDX-License-Identifier: MIT */
#include "diag/source.h"

#include "base/mem.h"

#include <limits.h>
#include <string.h>

/* A byte, with the line and column of the character that begins there or the next one that does. */
struct source_mark {
	uint32_t offset;
	struct position at;
	uint32_t line_start;
};

enum {
	BYTES_PER_MARK = 2048,
};

void source_release(struct source *source)
{
	mem_free(source->marks);
	source->marks = NULL;
	source->n_marks = 0;
}

/* Where the line after the one at `start` begins; UINT32_MAX if it is the last. */
static uint32_t next_line(const struct source *source, uint32_t start)
{
	const char *end = memchr(source->text + start, '\n', source->size - start);

	return end != NULL ? (uint32_t)(end - source->text) + 1 : UINT32_MAX;
}

/* The mark of a byte further on. */
static struct source_mark advance(const struct source *source, struct source_mark mark, uint32_t offset)
{
	const char *end;

	if (offset > source->size)
		offset = source->size;
	while ((end = memchr(source->text + mark.offset, '\n', offset - mark.offset)) != NULL) {
		mark.offset = (uint32_t)(end - source->text) + 1;
		mark.line_start = mark.offset;
		mark.at = (struct position){ mark.at.line + 1, 1 };
	}
	/* The text is valid UTF-8: every byte that continues no character starts one. */
	for (; mark.offset < offset; mark.offset++)
		mark.at.column += (source->text[mark.offset] & 0xc0) != 0x80 &&
			source->text[mark.offset] != '\r';
	return mark;
}

static const struct source_mark first_mark = { .at = { 1, 1 } };

/* Fills the table, as far as memory goes. Bytes, not lines: a document may be one line. */
static void make_marks(struct source *source)
{
	uint32_t n = source->size / BYTES_PER_MARK + 1;
	struct source_mark mark = first_mark;

	source->marks = mem_alloc(n * sizeof(*source->marks));
	if (source->marks == NULL)
		return;
	for (uint32_t i = 0; i < n; i++) {
		mark = advance(source, mark, i * BYTES_PER_MARK);
		source->marks[i] = mark;
	}
	source->n_marks = n;
}

struct position source_position(struct source *source, uint32_t offset)
{
	uint32_t n = offset / BYTES_PER_MARK;

	if (source->marks == NULL)
		make_marks(source);
	if (n >= source->n_marks)
		n = source->n_marks - 1;
	return advance(source, source->n_marks > 0 ? source->marks[n] : first_mark, offset).at;
}

/* The last mark that stands in the line or before it; line > 0. */
static struct source_mark mark_before(struct source *source, uint32_t line)
{
	uint32_t low = 0;
	uint32_t high;

	if (source->marks == NULL)
		make_marks(source);
	high = source->n_marks;
	while (high > low && high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (source->marks[middle].at.line <= line)
			low = middle;
		else
			high = middle;
	}
	return source->n_marks > 0 ? source->marks[low] : first_mark;
}

struct str source_line(struct source *source, uint32_t line)
{
	struct str text = { "", 0 };
	struct source_mark mark;
	uint32_t start;
	uint32_t next;

	if (line == 0)
		return text;
	mark = mark_before(source, line);
	start = mark.line_start;
	for (uint32_t i = mark.at.line; i < line; i++) {
		start = next_line(source, i == mark.at.line ? mark.offset : start);
		if (start == UINT32_MAX)
			return text;
	}
	next = next_line(source, start);
	text.text = source->text + start;
	text.length = (next != UINT32_MAX ? next - 1 : source->size) - start;
	if (text.length > 0 && text.text[text.length - 1] == '\r')
		text.length--;
	return text;
}

/* A table, for messages about a document's many elements look for names again and again. */
static const bool ends_name[UCHAR_MAX + 1] = {
	['\0'] = true,
	[' '] = true,
	['\t'] = true,
	['\r'] = true,
	['\n'] = true,
	['>'] = true,
	['/'] = true,
	['='] = true,
};

static uint32_t skip_name(const struct source *source, uint32_t at)
{
	while (at < source->size && !ends_name[(unsigned char)source->text[at]])
		at++;
	return at;
}

static uint32_t skip_space(const struct source *source, uint32_t at)
{
	while (at < source->size && ascii_is_space(source->text[at]))
		at++;
	return at;
}

bool source_next_attribute(
	const struct source *source, uint32_t start, uint32_t *at, struct tag_attribute *ret)
{
	uint32_t name = skip_space(source, *at ? *at : skip_name(source, start + 1));
	uint32_t name_end = skip_name(source, name);
	uint32_t quote;
	const char *end;

	if (name == name_end)
		return false;
	quote = skip_space(source, name_end);
	if (quote >= source->size || source->text[quote] != '=')
		return false;
	quote = skip_space(source, quote + 1);
	if (quote >= source->size || (source->text[quote] != '"' && source->text[quote] != '\''))
		return false;
	end = memchr(source->text + quote + 1, source->text[quote], source->size - quote - 1);
	if (end == NULL)
		return false;
	*ret = (struct tag_attribute){
		.name = { source->text + name, name_end - name },
		.value = quote + 1,
		.length = (uint32_t)(end - source->text) - quote - 1,
	};
	*at = (uint32_t)(end - source->text) + 1;
	return true;
}

struct span source_tag_span(struct source *source, uint32_t start)
{
	return (struct span){ source, start, skip_name(source, start + 1) };
}

/* "t:country" for "country". */
static bool is_prefixed(struct str name, const char *attribute)
{
	const char *colon = memchr(name.text, ':', name.length);

	if (colon == NULL)
		return false;
	return str_is((struct str){ colon + 1, name.length - (size_t)(colon + 1 - name.text) }, attribute);
}

struct span source_value_span(struct source *source, uint32_t start, const char *attribute)
{
	struct span tag = source_tag_span(source, start);
	struct span at_value = tag;
	struct tag_attribute found;
	uint32_t at = 0;

	while (source_next_attribute(source, start, &at, &found)) {
		struct span value = { source, found.value, found.value + (found.length ? found.length : 1) };

		if (str_is(found.name, attribute))
			return value;
		if (at_value.start == tag.start && is_prefixed(found.name, attribute))
			at_value = value;
	}
	return at_value;
}
