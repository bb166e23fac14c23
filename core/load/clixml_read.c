/* SPDX-License-Identifier: MIT */
/* What Export-Clixml wrote: XML events to a tree of objects. */
#include "base/buf.h"
#include "base/mem.h"
#include "load/clixml.h"
#include "load/complain.h"
#include "load/xml.h"

#include <string.h>

static const struct {
	const char *name;
	enum clixml_form form;
} forms[] = {
	{ "Objs", CLIXML_ROOT },
	{ "Obj", CLIXML_OBJECT },
	{ "Ref", CLIXML_REFERENCE },
	{ "Props", CLIXML_PROPERTIES },
	{ "MS", CLIXML_PROPERTIES },
	{ "LST", CLIXML_LIST },
	{ "IE", CLIXML_LIST },
	{ "QUE", CLIXML_LIST },
	{ "STK", CLIXML_LIST },
	{ "DCT", CLIXML_DICTIONARY },
	{ "En", CLIXML_DICTIONARY },
	{ "TN", CLIXML_TYPES },
	{ "TNRef", CLIXML_TYPES_AGAIN },
	{ "T", CLIXML_TYPE },
	{ "ToString", CLIXML_TEXT },
	{ "Nil", CLIXML_NIL },
};

struct reading {
	struct clixml *file;
	unsigned depth;
	uint32_t open[BUILDER_DEPTH];  /* nodes, the outermost first */
	uint32_t last[BUILDER_DEPTH];  /* the newest child of each */
	uint32_t group[BUILDER_DEPTH]; /* the newest properties in each that are not empty */
	struct buf text;               /* of the innermost open element, as long as it has no children */
};

static enum clixml_form form_of(const struct xml_tag *tag)
{
	if (tag->space == NULL || strcmp(tag->space, CLIXML_NAMESPACE) != 0)
		return CLIXML_FOREIGN;
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (strcmp(forms[i].name, tag->name) == 0)
			return forms[i].form;
	return CLIXML_VALUE;
}

/* Where objects and type names are found again under their RefId. */
static uint32_t id_of(struct clixml *file, enum clixml_form form, struct str id)
{
	bool is_object = form == CLIXML_OBJECT || form == CLIXML_REFERENCE;
	const char *key = arena_printf(&file->arena, "%c%.*s", is_object ? 'o' : 't', STR_ARG(id));

	return symbols_intern(&file->ids, str_of(key));
}

/* The first of several with one RefId counts. */
static void take_id(struct clixml *file, uint32_t number, struct str id)
{
	struct clixml_node *node = &file->node[number];
	enum clixml_form form = (enum clixml_form)node->form;
	uint32_t symbol;

	if (form == CLIXML_REFERENCE || form == CLIXML_TYPES_AGAIN) {
		node->meant = symbols_element(&file->ids, id_of(file, form, id));
	} else if (form == CLIXML_OBJECT || form == CLIXML_TYPES) {
		symbol = id_of(file, form, id);
		if (symbol != SYMBOL_NONE && symbols_element(&file->ids, symbol) == NO_ELEMENT)
			symbols_define(&file->ids, symbol, number);
	}
}

static void take_attributes(struct clixml *file, uint32_t number, const struct xml_tag *tag)
{
	for (unsigned i = 0; i < tag->n_attributes && !mem_ran_out(); i++) {
		struct xml_attribute attribute;

		xml_attribute_at(tag, i, &attribute);
		if (attribute.space != NULL)
			continue;
		if (strcmp(attribute.name, "N") == 0)
			file->node[number].name = clixml_unescape(&file->arena, attribute.value);
		else if (strcmp(attribute.name, "RefId") == 0)
			take_id(file, number, attribute.value);
	}
}

/*
 * What is asked of a node is noted as its children come: references can lead to one node from everywhere, and a search
 * each time would take as long as the node is large.
 */
static void note_child(struct clixml_node *parent, const struct clixml_node *child, uint32_t number)
{
	uint32_t *noted;

	switch ((enum clixml_form)child->form) {
	case CLIXML_LIST:
		noted = &parent->list;
		break;
	case CLIXML_TEXT:
		noted = &parent->words;
		break;
	case CLIXML_TYPES:
	case CLIXML_TYPES_AGAIN:
	case CLIXML_TYPE:
		noted = &parent->types;
		break;
	default:
		return;
	}
	if (*noted == CLIXML_NOTHING)
		*noted = number;
}

/* The innermost open node gets its first child: properties count from now on. */
static void note_group(struct reading *reading)
{
	struct clixml *file = reading->file;
	uint32_t number = reading->open[reading->depth - 1];
	uint32_t *newest;

	if (reading->depth < 2 || file->node[number].form != CLIXML_PROPERTIES)
		return;
	newest = &reading->group[reading->depth - 2];
	file->node[*newest != CLIXML_NOTHING ? *newest : file->node[number].parent].group = number;
	*newest = number;
}

/* Puts a node behind its elder siblings. */
static void link_node(struct reading *reading, uint32_t number)
{
	struct clixml *file = reading->file;
	uint32_t elder;

	if (reading->depth > 0) {
		elder = reading->last[reading->depth - 1];
		file->node[number].parent = reading->open[reading->depth - 1];
		note_child(&file->node[file->node[number].parent], &file->node[number], number);
		if (elder != CLIXML_NOTHING) {
			file->node[elder].next = number;
		} else {
			file->node[file->node[number].parent].first = number;
			note_group(reading);
		}
		reading->last[reading->depth - 1] = number;
	}
	reading->open[reading->depth] = number;
	reading->group[reading->depth] = CLIXML_NOTHING;
	reading->last[reading->depth++] = CLIXML_NOTHING;
}

static bool may_open(struct reading *reading, uint32_t at)
{
	struct clixml *file = reading->file;
	const struct limits *limits = file->builder->limits;

	if (reading->depth >= limits->depth || reading->depth >= BUILDER_DEPTH)
		return clixml_exceed(file, "depth", at);
	if (file->n_node >= limits->elements)
		return clixml_exceed(file, "elements", at);
	if (deadline_passed(file->deadline))
		return clixml_exceed(file, "seconds", at);
	return mem_grow(&file->node, &file->room_node, file->n_node + 1, sizeof(*file->node));
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct reading *reading = context;
	struct clixml *file = reading->file;
	uint32_t number = file->n_node;

	if (!may_open(reading, tag->start))
		return false;
	file->node[file->n_node++] = (struct clixml_node){
		.form = (uint8_t)form_of(tag),
		.parent = CLIXML_NOTHING,
		.first = CLIXML_NOTHING,
		.next = CLIXML_NOTHING,
		.list = CLIXML_NOTHING,
		.words = CLIXML_NOTHING,
		.types = CLIXML_NOTHING,
		.group = CLIXML_NOTHING,
		.meant = CLIXML_NOTHING,
		.start = tag->start,
		.text_start = tag->tag_end,
		.text_end = tag->tag_end,
	};
	link_node(reading, number);
	take_attributes(file, number, tag);
	buf_clear(&reading->text);
	return !mem_ran_out();
}

/* The last '<' before the end is that of the end tag, unless the start tag was all. */
static uint32_t end_of_text(const struct source *source, uint32_t start, uint32_t end)
{
	const char *tag = end > start ? memrchr(source->text + start, '<', end - start) : NULL;

	return tag != NULL ? (uint32_t)(tag - source->text) : start;
}

/* An object that is settings: whatever it stands in holds some. */
static void mark_holders(struct clixml *file, uint32_t number)
{
	uint32_t at = file->node[number].parent;

	while (at != CLIXML_NOTHING && !file->node[at].holds) {
		file->node[at].holds = true;
		at = file->node[at].parent;
	}
}

static bool on_close(void *context, uint32_t end)
{
	struct reading *reading = context;
	struct clixml *file = reading->file;
	uint32_t number = reading->open[--reading->depth];
	struct clixml_node *node = &file->node[number];

	node->text_end = end_of_text(file->source, node->text_start, end);
	if (node->first == CLIXML_NOTHING && reading->text.length > 0)
		node->text = clixml_unescape(&file->arena, buf_str(&reading->text));
	buf_clear(&reading->text);
	if (node->form == CLIXML_OBJECT)
		node->settings = (uint8_t)clixml_settings_of(file, number);
	if (node->settings != SETTINGS_NONE)
		mark_holders(file, number);
	return !mem_ran_out();
}

static bool on_text(void *context, struct str text)
{
	struct reading *reading = context;

	if (reading->depth > 0 && reading->last[reading->depth - 1] == CLIXML_NOTHING)
		buf_put(&reading->text, text.text, text.length);
	return !mem_ran_out();
}

static const struct xml_handler handler = { .open = on_open, .close = on_close, .text = on_text };

enum read_status clixml_read(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	struct clixml file = { .builder = builder, .source = source, .deadline = deadline };
	struct reading *reading = mem_zalloc(sizeof(*reading));
	struct xml_result result;
	bool good;

	if (reading == NULL)
		return READ_NO_MEMORY;
	reading->file = &file;
	source->is_ours = true;
	builder_start_file(builder, source);
	result = xml_parse(source, declaration_end, &handler, reading);
	complain_result(builder, source, &result, file.limit, file.limit_at);
	good = result.status == XML_READ && !mem_ran_out() && clixml_tell(&file);
	buf_release(&reading->text);
	mem_free(reading);
	mem_free(file.node);
	symbols_release(&file.ids);
	arena_release(&file.arena);
	if (mem_ran_out())
		return READ_NO_MEMORY;
	return good ? READ_OK : READ_UNREADABLE;
}
