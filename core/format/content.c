/* SPDX-License-Identifier: MIT */
#include "format/content.h"

#include "base/mem.h"
#include "format/tokens.h"

/* Numbers of the elements that are open. */
struct open_elements {
	uint32_t *number;
	uint32_t n, room;
};

static bool preserves_space(const struct source *source, uint32_t tag)
{
	struct tag_attribute attribute;
	uint32_t at = 0;

	while (source_next_attribute(source, tag, &at, &attribute))
		if (str_is(attribute.name, "xml:space"))
			return str_is(
				(struct str){ source->text + attribute.value, attribute.length }, "preserve");
	return false;
}

static bool add(
	const struct source *source, struct token tag, struct open_elements *open, struct content *content)
{
	if (!mem_grow(&content->is_kept, &content->room, content->n + 1, sizeof(*content->is_kept)) ||
		!mem_grow(&open->number, &open->room, open->n + 1, sizeof(*open->number)))
		return false;
	open->number[open->n++] = content->n;
	content->is_kept[content->n++] = preserves_space(source, tag.start);
	return true;
}

bool content_find(const struct source *source, uint32_t from, struct content *ret)
{
	struct open_elements open = { 0 };
	struct token token = token_at(source, from);
	bool good = true;

	*ret = (struct content){ 0 };
	for (; good && token.kind != TOKEN_NONE; token = token_at(source, token.end)) {
		if (token.kind == TOKEN_START)
			good = add(source, token, &open, ret);
		else if (token.kind == TOKEN_END && open.n > 0)
			open.n--;
		else if (token.kind == TOKEN_TEXT && open.n > 0)
			ret->is_kept[open.number[open.n - 1]] = true;
	}
	mem_free(open.number);
	return good;
}

void content_release(struct content *content)
{
	mem_free(content->is_kept);
	*content = (struct content){ 0 };
}
