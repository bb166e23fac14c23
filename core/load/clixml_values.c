/* SPDX-License-Identifier: MIT */
/* Properties of the product's settings as attributes of our elements. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "load/clixml_tell.h"
#include "load/clixml_words.h"
#include "load/complain.h"

enum {
	SHOWN_CHARACTERS = 60, /* of a name in a message */
};

static void add(struct telling *telling, enum attr attr, const char *word, const struct clixml_node *at)
{
	builder_add_from(telling->builder, attr, str_of(word), at->text_start, at->text_end);
}

bool tell_may_go_on(struct telling *telling, uint32_t item)
{
	struct clixml *file = telling->file;

	if (++telling->n_items > telling->builder->limits->elements)
		clixml_exceed(file, "elements", telling_node(telling, item)->start);
	else if (deadline_passed(file->deadline))
		clixml_exceed(file, "seconds", telling_node(telling, item)->start);
	return file->limit == NULL && !mem_ran_out();
}

/* The next member of a list with its text; NULL at the end, or at a limit. Members without text say nothing. */
static const struct clixml_node *next_text(struct telling *telling, struct clixml_items *items)
{
	struct clixml *file = telling->file;
	uint32_t item;

	while ((item = clixml_next_item(file, items)) != CLIXML_NOTHING) {
		const struct clixml_node *text = clixml_text(file, item);

		if (!tell_may_go_on(telling, item))
			return NULL;
		if (text != NULL)
			return text;
	}
	return NULL;
}

/* What an earlier export called the usage, as its file writes it; "" for a usage of one of our own files. */
static struct str earlier_name(const struct topology *topo, const struct element *usage)
{
	const struct origin *origin = usage->kind == K_PSTN_USAGE ? topo_origin(topo, usage, A_ID) : NULL;

	if (origin == NULL)
		return str_of("");
	return (struct str){ topo->source[origin->file]->text + origin->start, origin->end - origin->start };
}

static int shown(struct str text)
{
	return (int)utf8_prefix(text.text, text.length, SHOWN_CHARACTERS);
}

/* Names whose letters become the same id would be one usage. Told of once for each name of a file. */
static void compare_names(
	struct telling *telling, const struct clixml_node *name, const struct element *usage)
{
	struct builder *builder = telling->builder;
	struct source *source = telling->file->source;
	struct span at = { source, name->text_start, name->text_end };
	struct str written = { source->text + at.start, at.end - at.start };
	struct str earlier = earlier_name(builder->topo, usage);
	uint32_t symbol;

	if (earlier.length == 0 || str_equal(earlier, written))
		return;
	symbol = symbols_intern(&telling->confused, written);
	if (symbol == SYMBOL_NONE || symbols_element(&telling->confused, symbol) != NO_ELEMENT)
		return;
	symbols_define(&telling->confused, symbol, 0);
	complain_in(builder, DOC_DUPLICATE_ID, at, usage, symbols_text(&telling->confused, symbol),
		arena_printf(&builder->findings->arena,
			"PSTN usages '%.*s' and '%.*s' get the same id '%s', so that they count as one: give one of them another name",
			shown(earlier), earlier.text, shown(written), written.text,
			topo_id(builder->topo, usage)));
}

/* An element for a usage, unless something has its id: a file's own gives way to one of another file. */
static void make_usage(struct telling *telling, const struct clixml_node *name)
{
	struct topology *topo = telling->builder->topo;
	const char *id = words_usage(&telling->words, name->text);
	uint32_t earlier = symbols_element(&topo->symbols, symbols_find(&topo->symbols, str_of(id)));

	if (earlier < topo->n_element)
		compare_names(telling, name, &topo->element[earlier]);
	if (earlier != NO_ELEMENT)
		return;
	if (!builder_open(telling->builder, K_PSTN_USAGE, name->start, name->start + 1))
		return;
	builder_stand_in(telling->builder);
	add(telling, A_ID, id, name);
	builder_complete_tag(telling->builder);
	builder_close(telling->builder, name->start + 1);
}

void tell_usages(struct telling *telling, enum clixml_settings settings, uint32_t object)
{
	struct clixml *file = telling->file;
	uint32_t property = CLIXML_NOTHING;

	while ((property = clixml_next_property(file, object, property)) != CLIXML_NOTHING) {
		const struct clixml_property *known = clixml_find_property(
			settings, telling_node(telling, property)->name);
		const struct clixml_node *name;
		struct clixml_items items = clixml_items(file, property);

		if (known == NULL || known->way != WAY_USAGES)
			continue;
		while ((name = next_text(telling, &items)) != NULL)
			make_usage(telling, name);
	}
}

/* A list without members: nothing is named, which is known. A trunk configuration's means what its absence means. */
static void add_empty_list(
	struct telling *telling, const struct clixml_property *known, const struct clixml_node *list)
{
	if (known->settings != SETTINGS_TRUNK)
		builder_add_from(telling->builder, known->attr, str_of(""), list->start, list->text_start);
}

/* References to what a list names, in its order. */
static void add_list(struct telling *telling, const struct clixml_property *known, uint32_t value,
	const char *(*word)(struct arena *, struct str))
{
	struct clixml_items items = clixml_items(telling->file, value);
	bool is_list = items.is_list;
	struct member_origin *member = NULL;
	uint32_t room = 0;
	uint32_t n = 0;
	struct buf buf = { 0 };
	const struct clixml_node *text;

	while ((text = next_text(telling, &items)) != NULL &&
		mem_grow(&member, &room, n + 1, sizeof(*member))) {
		member[n] = (struct member_origin){ 0, text->text_start, text->text_end };
		buf_printf(&buf, "%s%s", n++ > 0 ? " " : "", word(&telling->words, text->text));
	}
	if (n > 0 && !buf_failed(&buf))
		builder_add_members_from(telling->builder, known->attr, buf_str(&buf), member, n);
	else if (is_list)
		add_empty_list(telling, known, telling_node(telling, value));
	buf_release(&buf);
	mem_free(member);
}

static void add_scope(struct telling *telling, const struct clixml_node *text)
{
	const char *scope = words_scope(&telling->words, text->text);

	builder_add_from(telling->builder, A_SCOPE, scope != NULL ? str_of(scope) : text->text,
		text->text_start, text->text_end);
}

static void add_policy(struct telling *telling, const struct clixml_node *text)
{
	const char *scope = words_scope(&telling->words, text->text);

	add(telling, A_ID, words_policy(&telling->words, text->text), text);
	add(telling, A_SCOPE, scope != NULL ? scope : "user", text);
}

/* A property with one value; one without says nothing. */
static void add_value(
	struct telling *telling, const struct clixml_property *known, const struct clixml_node *text)
{
	struct arena *words = &telling->words;

	switch (known->way) {
	case WAY_TEXT:
		builder_add_from(telling->builder, known->attr, text->text, text->text_start, text->text_end);
		break;
	case WAY_WORD:
		add(telling, known->attr, words_lower(words, text->text), text);
		break;
	case WAY_SRTP:
		add(telling, known->attr, words_srtp(words, text->text), text);
		break;
	case WAY_SCOPE:
		add_scope(telling, text);
		break;
	case WAY_ROUTE:
		add(telling, known->attr, words_route(words, text->text), text);
		break;
	case WAY_POLICY:
		add_policy(telling, text);
		break;
	case WAY_NETWORK_SITE:
		add(telling, known->attr, words_network_site(words, text->text), text);
		break;
	default:
		break;
	}
}

static void add_property(struct telling *telling, const struct clixml_property *known, uint32_t property)
{
	const struct clixml_node *text;

	if (known->way == WAY_USAGES && known->attr != A_NONE) {
		add_list(telling, known, property, words_usage);
	} else if (known->way == WAY_TRUNKS) {
		add_list(telling, known, property, words_trunk);
	} else {
		text = clixml_text(telling->file, property);
		if (text != NULL)
			add_value(telling, known, text);
	}
}

void tell_properties(struct telling *telling, enum clixml_settings settings, uint32_t object)
{
	struct clixml *file = telling->file;
	uint32_t property = CLIXML_NOTHING;

	while ((property = clixml_next_property(file, object, property)) != CLIXML_NOTHING &&
		tell_may_go_on(telling, property)) {
		const struct clixml_node *node = telling_node(telling, property);
		const struct clixml_property *known = clixml_find_property(settings, node->name);
		const struct element *e = builder_current(telling->builder);

		if (known == NULL ||
			(e != NULL && known->attr != A_NONE &&
				topo_origin(telling->builder->topo, e, known->attr) != NULL))
			unknown_property(&telling->unknown, node, node->name);
		else
			add_property(telling, known, property);
	}
}
