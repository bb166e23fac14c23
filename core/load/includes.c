/* SPDX-License-Identifier: MIT */
#include "load/includes.h"

#include "base/mem.h"
#include "base/path.h"
#include "load/encoding.h"
#include "load/native.h"
#include "load/prescan.h"
#include "load/xml.h"

#include <string.h>

struct collector {
	struct included_files *included;
	struct store *store;
	struct arena arena;
	const char *path;
	unsigned depth;
	unsigned most_depth;
};

static void add_include(struct collector *collector, struct str href)
{
	struct included_files *included = collector->included;
	const char *name = arena_copy(&collector->arena, href.text, href.length);
	const char *path = path_join(&collector->arena, path_folder(collector->path), name);
	struct file_identity identity;

	if (collector->store->kind(collector->store, path, true, &identity) != FILE_KIND_REGULAR)
		return;
	if (mem_grow(&included->identity, &included->room, included->n + 1, sizeof(identity)))
		included->identity[included->n++] = identity;
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct collector *collector = context;
	struct xml_attribute attribute;

	if (++collector->depth > collector->most_depth)
		return false;
	if (collector->depth != 2 || tag->space == NULL || strcmp(tag->space, NATIVE_NAMESPACE) != 0 ||
		strcmp(tag->name, "include") != 0)
		return true;
	for (unsigned i = 0; i < tag->n_attributes; i++) {
		xml_attribute_at(tag, i, &attribute);
		if (attribute.space == NULL && strcmp(attribute.name, "href") == 0)
			add_include(collector, attribute.value);
	}
	return true;
}

static bool on_close(void *context, uint32_t end)
{
	struct collector *collector = context;

	(void)end;
	collector->depth--;
	return true;
}

static void collect(struct collector *collector, const struct text *text, const struct limits *limits)
{
	static const struct xml_handler handler = { .open = on_open, .close = on_close };
	struct source source = { .path = collector->path, .text = text->text, .size = (uint32_t)text->size };
	uint32_t offset;

	/* Most files include nothing, and need not be parsed to see that. */
	if (memmem(text->text, text->size, "include", 7) == NULL || prescan(&source, limits, &offset) != NULL)
		return;
	xml_parse(&source, (uint32_t)text->declaration_end, &handler, collector);
}

struct included_files includes_of(struct store *store, const char *path, const struct limits *limits)
{
	struct included_files included = { 0 };
	struct collector collector = {
		.included = &included, .store = store, .path = path, .most_depth = limits->depth
	};
	struct file_bytes bytes;
	struct text_fault fault;
	struct text text;

	if (store->read(store, path, (size_t)limits->input_mb << 20, &bytes) != FILE_OK)
		return included;
	if (text_decode(&bytes, &text, &fault) == TEXT_OK)
		collect(&collector, &text, limits);
	mem_free(text.memory);
	arena_release(&collector.arena);
	return included;
}

void includes_release(struct included_files *included)
{
	mem_free(included->identity);
	*included = (struct included_files){ 0 };
}
