/* SPDX-License-Identifier: MIT */
#include "diag/source.h"

#include "base/mem.h"

#include <string.h>

void source_release(struct source *source)
{
	mem_free(source->lines);
	source->lines = NULL;
	source->n_lines = 0;
}

enum {
	LINES_PER_ENTRY = 8,
};

/* Fills the table: the start of line 0, 8, 16 and so on, as far as memory goes. */
static void find_lines(struct source *source)
{
	const char *at = source->text;
	const char *end = source->text + source->size;
	uint32_t *lines = NULL;
	uint32_t room = 0;
	uint32_t n = 0;

	for (uint32_t line = 0; at != NULL; line++) {
		if (line % LINES_PER_ENTRY == 0) {
			if (!mem_grow(&lines, &room, n + 1, sizeof(*lines)))
				break;
			lines[n++] = (uint32_t)(at - source->text);
		}
		at = memchr(at, '\n', (size_t)(end - at));
		at = at != NULL ? at + 1 : NULL;
	}
	source->lines = lines;
	source->n_lines = n;
}

/* The last entry whose line starts at or before the offset. */
static uint32_t entry_at(struct source *source, uint32_t offset)
{
	uint32_t low = 0;
	uint32_t high;

	if (source->lines == NULL)
		find_lines(source);
	high = source->n_lines;
	while (high > low && high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Where the line after the one at `start` begins; UINT32_MAX if it is the last. */
static uint32_t next_line(const struct source *source, uint32_t start)
{
	const char *end = memchr(source->text + start, '\n', source->size - start);

	return end != NULL ? (uint32_t)(end - source->text) + 1 : UINT32_MAX;
}

struct position source_position(struct source *source, uint32_t offset)
{
	uint32_t entry = entry_at(source, offset);
	uint32_t start = source->n_lines > 0 ? source->lines[entry] : 0;
	struct position position = { entry * LINES_PER_ENTRY + 1, 1 };

	for (uint32_t next = next_line(source, start); next <= offset; next = next_line(source, start)) {
		start = next;
		position.line++;
	}
	/* The text is valid UTF-8: every byte that continues no character starts one. */
	for (uint32_t i = start; i < offset && i < source->size; i++)
		if ((source->text[i] & 0xc0) != 0x80 && source->text[i] != '\r')
			position.column++;
	return position;
}

struct str source_line(struct source *source, uint32_t line)
{
	struct str text = { "", 0 };
	uint32_t entry = (line - 1) / LINES_PER_ENTRY;
	uint32_t start;
	uint32_t next;

	entry_at(source, 0);
	if (line == 0 || entry >= source->n_lines)
		return text;
	start = source->lines[entry];
	for (uint32_t i = entry * LINES_PER_ENTRY + 1; i < line; i++) {
		start = next_line(source, start);
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

static bool ends_name(char c)
{
	return ascii_is_space(c) || c == '>' || c == '/' || c == '=' || c == '\0';
}

static uint32_t skip_name(const struct source *source, uint32_t at)
{
	while (at < source->size && !ends_name(source->text[at]))
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
