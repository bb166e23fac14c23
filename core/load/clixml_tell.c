/* SPDX-License-Identifier: MIT */
/* The product's settings in the words of our language. */
#include "load/clixml_tell.h"

#include "base/mem.h"
#include "load/complain.h"

/* False when out of memory: nothing is to be closed then. */
static bool open_element(struct telling *telling, enum kind kind, uint32_t node)
{
	uint32_t start = telling_node(telling, node)->start;

	return builder_open(telling->builder, kind, start, start + 1);
}

static void close_element(struct telling *telling, uint32_t node)
{
	builder_close(telling->builder, telling_node(telling, node)->start + 1);
}

static void tell_rule(struct telling *telling, enum clixml_way way, uint32_t property, uint32_t rule)
{
	bool is_response = way == WAY_RESPONSE_RULES;
	const struct clixml_node *list = telling_node(telling, property);

	if (!open_element(telling, is_response ? K_RESPONSE_CODE : K_TRANSLATE, rule))
		return;
	tell_properties(telling, is_response ? SETTINGS_RESPONSE : SETTINGS_TRANSLATION, rule);
	if (way == WAY_CALLING_RULES)
		builder_add_from(telling->builder, A_ON, str_of("calling"), list->start, list->text_start);
	builder_complete_tag(telling->builder);
	close_element(telling, rule);
}

/* Written less deep than they are, objects are words. */
static bool is_rule(const struct clixml *file, uint32_t item)
{
	return item != CLIXML_NOTHING && file->node[item].form == CLIXML_OBJECT &&
		clixml_next_property(file, item, CLIXML_NOTHING) != CLIXML_NOTHING;
}

/* Rules of one list. */
static void tell_rules(struct telling *telling, uint32_t property, enum clixml_way way)
{
	struct clixml *file = telling->file;
	struct clixml_items items = clixml_items(file, property);
	uint32_t item;

	while ((item = clixml_next_item(file, &items)) != CLIXML_NOTHING) {
		uint32_t rule = clixml_meant(file, item);

		if (!tell_may_go_on(telling, item))
			return;
		if (is_rule(file, rule))
			tell_rule(telling, way, property, rule);
		else if (telling_node(telling, item)->form != CLIXML_NIL)
			unknown_property(&telling->unknown, telling_node(telling, item),
				telling_node(telling, property)->name);
	}
}

static void tell_all_rules(struct telling *telling, enum clixml_settings settings, uint32_t object)
{
	uint32_t property = CLIXML_NOTHING;

	while ((property = clixml_next_property(telling->file, object, property)) != CLIXML_NOTHING) {
		const struct clixml_property *known = clixml_find_property(
			settings, telling_node(telling, property)->name);

		if (known != NULL && known->way >= WAY_CALLED_RULES)
			tell_rules(telling, property, known->way);
	}
}

static void tell_object(struct telling *telling, uint32_t object)
{
	static const enum kind kinds[] = {
		[SETTINGS_TRUNK] = K_TRUNK_CONFIG,
		[SETTINGS_ROUTE] = K_VOICE_ROUTE,
		[SETTINGS_POLICY] = K_VOICE_POLICY,
	};
	enum clixml_settings settings = (enum clixml_settings)telling_node(telling, object)->settings;

	telling->n_settings++;
	arena_clear(&telling->words);
	tell_usages(telling, settings, object);
	if (settings == SETTINGS_USAGES) {
		tell_properties(telling, settings, object);
		return;
	}
	if (!open_element(telling, kinds[settings], object))
		return;
	tell_properties(telling, settings, object);
	builder_complete_tag(telling->builder);
	tell_all_rules(telling, settings, object);
	close_element(telling, object);
}

/* What is no settings and holds none: an object, or what else stands in a list. */
static void note_stranger(struct telling *telling, uint32_t number)
{
	const struct clixml_node *node = telling_node(telling, number);
	bool is_property = telling_node(telling, node->parent)->form == CLIXML_PROPERTIES;

	if (is_property)
		unknown_property(&telling->unknown, node, node->name);
	else if (node->form == CLIXML_OBJECT)
		unknown_object(&telling->unknown, node, clixml_type(telling->file, number));
	else if (node->form == CLIXML_VALUE)
		unknown_object(&telling->unknown, node, str_of("text"));
}

/* Settings at any depth, in the order of the file; `number` is not settings itself. The depth of files is limited. */
static void tell_inside(struct telling *telling, uint32_t number)
{
	struct clixml *file = telling->file;
	uint32_t child = telling_node(telling, number)->first;

	for (; child != CLIXML_NOTHING && file->limit == NULL && !mem_ran_out();
		child = telling_node(telling, child)->next) {
		const struct clixml_node *node = telling_node(telling, child);
		bool leads_on = node->form == CLIXML_OBJECT || node->form == CLIXML_VALUE;

		if (deadline_passed(file->deadline))
			clixml_exceed(file, "seconds", node->start);
		else if (node->settings != SETTINGS_NONE)
			tell_object(telling, child);
		else if (leads_on && !node->holds)
			note_stranger(telling, child);
		else if (node->form != CLIXML_TYPES && node->form != CLIXML_FOREIGN)
			tell_inside(telling, child);
	}
}

bool clixml_exceed(struct clixml *file, const char *limit, uint32_t at)
{
	file->limit = limit;
	file->limit_at = at;
	return false;
}

/* Every object of the file is something else: the wrong file. */
static bool refuse(struct telling *telling)
{
	const struct unknown_names *objects = &telling->unknown.objects;
	struct arena *arena = &telling->builder->findings->arena;

	if (telling->n_settings > 0 || objects->total == 0)
		return false;
	complain_at(telling->builder, DOC_NOT_A_TOPOLOGY, telling->file->source, telling->unknown.start,
		arena_printf(arena,
			"the file is what Export-Clixml wrote, but none of its %u objects is a trunk configuration, voice "
			"route, voice policy or list of PSTN usages",
			(unsigned)objects->total));
	return true;
}

bool clixml_tell(struct clixml *file)
{
	struct telling telling = { .file = file, .builder = file->builder };
	bool good = true;

	if (!open_element(&telling, K_TOPOLOGY, 0))
		return false;
	builder_complete_tag(file->builder);
	tell_inside(&telling, 0);
	builder_close(file->builder, file->source->size);
	if (file->limit != NULL) {
		complain_limit(file->builder, file->source, file->limit_at, file->limit);
		good = false;
	} else if (refuse(&telling)) {
		good = false;
	} else {
		unknown_tell(&telling.unknown, file->builder, file->source);
	}
	unknown_release(&telling.unknown);
	symbols_release(&telling.confused);
	arena_release(&telling.words);
	return good && !mem_ran_out();
}
