/* SPDX-License-Identifier: MIT */
#include "format/tokens.h"

/* One past the next `closing`, or the end of the document. */
static uint32_t past(const struct source *source, uint32_t offset, const char *closing)
{
	size_t length = strlen(closing);
	const char *found = memmem(source->text + offset, source->size - offset, closing, length);

	return found != NULL ? (uint32_t)((size_t)(found - source->text) + length) : source->size;
}

/* A '>' may stand in a value. */
static struct token start_tag(const struct source *source, uint32_t offset)
{
	struct tag_attribute attribute;
	uint32_t at = 0;
	uint32_t end;

	while (source_next_attribute(source, offset, &at, &attribute))
		;
	end = past(source, at > 0 ? at : offset, ">");
	return (struct token){ source->text[end - 2] == '/' ? TOKEN_EMPTY : TOKEN_START, offset, end };
}

static struct token text(const struct source *source, uint32_t offset)
{
	const char *next = memchr(source->text + offset, '<', source->size - offset);
	uint32_t end = next != NULL ? (uint32_t)(next - source->text) : source->size;
	struct str content = { source->text + offset, end - offset };

	return (struct token){ str_is_blank(content) ? TOKEN_BLANKS : TOKEN_TEXT, offset, end };
}

struct token token_at(const struct source *source, uint32_t offset)
{
	struct str rest = { source->text + offset, source->size - offset };

	if (rest.length == 0)
		return (struct token){ TOKEN_NONE, offset, offset };
	if (rest.text[0] != '<')
		return text(source, offset);
	if (str_starts(rest, "<!--"))
		return (struct token){ TOKEN_COMMENT, offset, past(source, offset, "-->") };
	if (str_starts(rest, "<![CDATA["))
		return (struct token){ TOKEN_TEXT, offset, past(source, offset, "]]>") };
	if (str_starts(rest, "<?"))
		return (struct token){ TOKEN_INSTRUCTION, offset, past(source, offset, "?>") };
	if (str_starts(rest, "</"))
		return (struct token){ TOKEN_END, offset, past(source, offset, ">") };
	return start_tag(source, offset);
}

struct str token_text(const struct source *source, struct token token)
{
	return (struct str){ source->text + token.start, token.end - token.start };
}

struct str token_name(const struct source *source, struct token tag)
{
	struct str name = { source->text + tag.start + (tag.kind == TOKEN_END ? 2 : 1), 0 };

	while (!ascii_is_space(name.text[name.length]) && name.text[name.length] != '>' &&
		name.text[name.length] != '/')
		name.length++;
	return name;
}
