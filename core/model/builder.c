/* SPDX-License-Identifier: MIT */
#include "model/builder.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/confusable.h"
#include "model/consistency.h"
#include "model/describe.h"
#include "model/extend.h"
#include "model/graft.h"
#include "model/relations.h"
#include "model/resolve.h"
#include "model/shape.h"
#include "model/value.h"

#include <stdarg.h>
#include <string.h>

enum {
	QUOTED_CHARACTERS = 60, /* of a value in a message */
};

void builder_init(struct builder *builder, struct topology *topo, struct findings *findings,
	const struct limits *limits)
{
	*builder = (struct builder){ .topo = topo, .findings = findings, .limits = limits };
	builder->bad_end = &builder->bad;
	builder->extension_end = &builder->extension;
	for (unsigned i = 0; i < BUILDER_DEPTH; i++)
		builder->child[i].owner = NO_ELEMENT;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned count;
		const struct attr_spec *spec = attr_specs_of((enum kind)kind, &count);

		for (unsigned i = 0; i < count; i++)
			builder->required[kind] += spec[i].required;
	}
}

static void forget_bad_values(struct builder *builder)
{
	builder->bad = NULL;
	builder->bad_end = &builder->bad;
}

/* Place 0 is the empty list: what a broken list leads to. */
static bool reserve_empty_list(struct topology *topo)
{
	if (topo->n_link > 0)
		return true;
	if (!mem_grow(&topo->link, &topo->room_link, 1, sizeof(*topo->link)))
		return false;
	topo->link[topo->n_link++] = 0;
	return true;
}

void builder_start_file(struct builder *builder, struct source *source)
{
	struct topology *topo = builder->topo;

	if (!reserve_empty_list(topo))
		return;
	if (!mem_grow(&topo->source, &topo->room_source, topo->n_source + 1, sizeof(*topo->source)))
		return;
	builder->file = (uint16_t)topo->n_source;
	topo->source[topo->n_source++] = source;
}

static struct element *current(const struct builder *builder)
{
	return builder->depth > 0 ? &builder->topo->element[builder->open[builder->depth - 1]] : NULL;
}

const struct element *builder_current(const struct builder *builder)
{
	return current(builder);
}

struct finding *builder_fault(struct builder *builder, enum structure_rule rule, const struct element *e,
	enum attr attr, const char *argument, const char *format, ...)
{
	struct findings *findings = builder->findings;
	uint32_t before = findings->n_finding;
	struct finding finding;
	va_list arguments;

	if (++builder->n_faults > builder->limits->faults)
		return NULL;
	finding = describe_finding(builder->topo, &findings->arena, structure_rule(rule), e, attr);
	va_start(arguments, format);
	finding.message = arena_vprintf(&findings->arena, format, arguments);
	va_end(arguments);
	if (argument != NULL)
		finding.fingerprint = fingerprint_add(finding.fingerprint, argument);
	findings_add(findings, &finding);
	return findings->n_finding > before ? &findings->finding[before] : NULL;
}

void builder_relate(struct builder *builder, struct finding *finding, const struct element *e, enum attr attr,
	const char *format, ...)
{
	struct arena *arena = &builder->findings->arena;
	struct related *related;
	const char *id = describe_id(builder->topo, e);
	va_list arguments;

	if (finding == NULL)
		return;
	related = arena_alloc(arena, (finding->n_related + 1) * sizeof(*related));
	if (related == NULL)
		return;
	if (finding->n_related > 0)
		memcpy(related, finding->related, finding->n_related * sizeof(*related));
	va_start(arguments, format);
	related[finding->n_related] = (struct related){
		.at = describe_place(builder->topo, e, attr),
		.element = arena_copy(arena, id, strlen(id)),
		.message = arena_vprintf(arena, format, arguments),
	};
	va_end(arguments);
	finding->related = related;
	finding->n_related++;
}

/* Its place among the children of its kind under the open element. */
static uint32_t next_ordinal(struct builder *builder, enum kind kind)
{
	struct child_count *count;

	if (builder->depth == 0)
		return 1;
	count = &builder->child[builder->depth - 1];
	if (count->owner != builder->open[builder->depth - 1]) {
		memset(count, 0, sizeof(*count));
		count->owner = builder->open[builder->depth - 1];
	}
	return ++count->of_kind[kind];
}

bool builder_open(struct builder *builder, enum kind kind, uint32_t start, uint32_t tag_end)
{
	struct topology *topo = builder->topo;
	uint32_t index = topo->n_element;
	uint32_t parent = builder->depth > 0 ? builder->open[builder->depth - 1] : NO_ELEMENT;

	if (builder->depth == BUILDER_DEPTH ||
		!mem_grow(&topo->element, &topo->room_element, index + 1, sizeof(*topo->element)))
		return false;
	topo->element[index] = (struct element){
		.file = builder->file,
		.kind = (uint8_t)kind,
		.ordinal = next_ordinal(builder, kind) & 0xffffff,
		.flags = parent != NO_ELEMENT ? topo->element[parent].flags & ELEMENT_INHERITED : 0,
		.start = start,
		.end = tag_end,
		.parent = parent,
		.next = index + 1,
		.values = topo->n_value,
		.id = SYMBOL_NONE,
	};
	topo->n_element++;
	if (topo->element[index].flags & ELEMENT_SPOILED)
		builder_doubt_kinds(builder, BIT(kind));
	builder->n_required = 0;
	forget_bad_values(builder);
	builder->open[builder->depth++] = index;
	return true;
}

_Static_assert(ATTR_COUNT <= 0x1ff, "struct value has nine bits for an attribute");

static struct value value_of(enum attr attr, unsigned flags)
{
	return (struct value){ .attr = (uint16_t)(attr & 0x1ff), .flags = (uint16_t)(flags & 0x7f) };
}

static struct value *add_value(struct builder *builder, enum attr attr)
{
	struct topology *topo = builder->topo;
	struct element *e = current(builder);

	if (e->n_values == UINT8_MAX ||
		!mem_grow(&topo->value, &topo->room_value, topo->n_value + 1, sizeof(*topo->value)))
		return NULL;
	e->n_values++;
	e->written |= attr_mark(attr);
	topo->value[topo->n_value] = value_of(attr, 0);
	return &topo->value[topo->n_value++];
}

void builder_add_broken(struct builder *builder, enum attr attr)
{
	struct value *value = add_value(builder, attr);

	if (value != NULL)
		value->flags = VALUE_BROKEN;
}

/* "'5000'", shortened; for messages. */
static const char *quoted(struct builder *builder, struct str text)
{
	size_t shown = utf8_prefix(text.text, text.length, QUOTED_CHARACTERS);

	return arena_printf(&builder->findings->arena, "'%.*s%s'", (int)shown, text.text,
		shown < text.length ? "..." : "");
}

static void describe_expected(const struct attr_spec *spec, struct buf *buf)
{
	if (spec->shape != SHAPE_NONE)
		buf_puts(buf, shape_describe(spec->shape));
	else
		value_describe(spec, buf);
}

static const char *suggest_value(const struct attr_spec *spec, struct str text)
{
	return spec->shape != SHAPE_NONE ? shape_suggest(spec->shape, text) : value_suggest(spec, text);
}

static void report_bad_value(struct builder *builder, const struct attr_spec *spec, struct str text)
{
	const struct element *e = current(builder);
	struct arena *arena = &builder->findings->arena;
	const char *suggestion = suggest_value(spec, text);
	struct buf expected = { 0 };

	describe_expected(spec, &expected);
	builder_fault(builder, DOC_BAD_VALUE, e, spec->attr, quoted(builder, text),
		"%s of %s is %s, which is not %s%s", attr_name(spec->attr),
		describe_label(builder->topo, e, arena), text.length ? quoted(builder, text) : "empty",
		buf_text(&expected),
		suggestion != NULL ? arena_printf(arena, " (did you mean '%s'?)", suggestion) : "");
	buf_release(&expected);
}

void builder_tell_bad_values(struct builder *builder)
{
	for (const struct bad_value *bad = builder->bad; bad != NULL; bad = bad->next)
		report_bad_value(builder, bad->spec, bad->text);
	forget_bad_values(builder);
}

enum {
	KEPT_OF_BAD_VALUE = 1024, /* characters: more than a message shows */
};

static void note_bad_value(struct builder *builder, const struct attr_spec *spec, struct str text)
{
	struct arena *arena = &builder->findings->arena;
	struct bad_value *bad = arena_alloc(arena, sizeof(*bad));

	if (bad == NULL)
		return;
	text.length = utf8_prefix(text.text, text.length, KEPT_OF_BAD_VALUE);
	*bad = (struct bad_value){ NULL, spec, { arena_copy(arena, text.text, text.length), text.length } };
	*builder->bad_end = bad;
	builder->bad_end = &bad->next;
}

/* The list's place in `link`: a count and one symbol for each token. Resolving puts elements in their stead. */
static bool add_references(struct builder *builder, struct str text, uint32_t *ret)
{
	struct topology *topo = builder->topo;
	uint32_t place = topo->n_link;
	struct str token;
	uint32_t n = 0;

	if (!mem_grow(&topo->link, &topo->room_link, place + 1, sizeof(*topo->link)))
		return false;
	topo->n_link++;
	while (str_next_token(&text, &token)) {
		uint32_t symbol = symbols_intern(&topo->symbols, token);

		if (!value_is_ncname(token) ||
			!mem_grow(&topo->link, &topo->room_link, topo->n_link + 1, sizeof(*topo->link)))
			return false;
		topo->link[topo->n_link++] = symbol;
		n++;
	}
	topo->link[place] = n;
	*ret = place;
	return true;
}

/* Keeps the text: by its offset when the source holds it as it is, else as a copy. */
static bool keep_text(struct builder *builder, struct value *value, struct str text, uint32_t offset)
{
	struct topology *topo = builder->topo;

	value->value = offset;
	if (offset != UINT32_MAX)
		return true;
	if (!mem_grow(&topo->decoded, &topo->room_decoded, topo->n_decoded + 1, sizeof(*topo->decoded)))
		return false;
	topo->decoded[topo->n_decoded] = (struct str){ arena_copy(&topo->arena, text.text, text.length),
		text.length };
	value->flags |= VALUE_DECODED;
	value->value = topo->n_decoded++;
	return true;
}

/* One of two peers, or usages, with the same id only stands in for the other: it steps aside. */
static bool settle(struct topology *topo, struct element *e, struct element *earlier)
{
	bool are_peers = (PEERS & BIT(e->kind)) && (PEERS & BIT(earlier->kind));
	bool are_usages = e->kind == K_PSTN_USAGE && earlier->kind == K_PSTN_USAGE;

	if (!(are_peers || are_usages) || ((e->flags ^ earlier->flags) & ELEMENT_STAND_IN) == 0)
		return false;
	if (e->flags & ELEMENT_STAND_IN) {
		e->flags |= ELEMENT_SPOILED;
		return true;
	}
	earlier->flags |= ELEMENT_SPOILED;
	symbols_define(&topo->symbols, e->id, topo_index(topo, e));
	return true;
}

static bool add_id(struct builder *builder, struct str text)
{
	struct topology *topo = builder->topo;
	struct element *e = current(builder);
	uint32_t earlier;

	e->id = symbols_intern(&topo->symbols, text);
	if (e->id == SYMBOL_NONE)
		return true; /* out of memory, not a fault of the document */
	earlier = symbols_element(&topo->symbols, e->id);
	if (earlier < topo->n_element && settle(topo, e, &topo->element[earlier]))
		return true;
	if (earlier < topo->n_element) {
		const struct element *first = &topo->element[earlier];
		struct finding *finding = builder_fault(builder, DOC_DUPLICATE_ID, e, A_ID, NULL,
			"id '%s' of this %s is taken by another element", topo_id(topo, e),
			kind_name(e->kind));

		builder_relate(
			builder, finding, first, A_ID, "first used by this %s", kind_name(first->kind));
		e->flags |= ELEMENT_SPOILED;
		builder_doubt_kinds(builder, BIT(e->kind));
	} else {
		symbols_define(&topo->symbols, e->id, topo_index(topo, e));
	}
	return true;
}

/* What a scope says of the element that it names. */
static unsigned flag_of_scope(unsigned form)
{
	switch (form) {
	case SCOPE_SITE:
		return VALUE_OF_SITE;
	case SCOPE_TRUNK:
		return VALUE_OF_TRUNK;
	case SCOPE_POOL:
		return VALUE_OF_POOL;
	default:
		return 0;
	}
}

/* A scope or target that names an element keeps its symbol until it is resolved. */
static bool add_scope(
	struct builder *builder, struct value *value, const struct attr_spec *spec, struct str text)
{
	struct str id = { NULL, 0 };
	unsigned form = value_scope_form(text, &id);

	if (!(form & spec->forms))
		return false;
	value->value = form;
	if (id.length > 0) {
		value->value = symbols_intern(&builder->topo->symbols, id);
		value->flags |= (VALUE_ELEMENT | flag_of_scope(form)) & 0x7f;
	}
	return true;
}

static bool add_target(struct builder *builder, struct value *value, struct str text, uint32_t offset)
{
	struct address address;

	if (address_parse_prefix(text, &address))
		return keep_text(builder, value, text, offset);
	if (!value_is_ncname(text))
		return false;
	value->value = symbols_intern(&builder->topo->symbols, text);
	value->flags |= VALUE_ELEMENT;
	return true;
}

static bool add_reference(struct builder *builder, struct value *value, struct str text)
{
	if (text.length > VALUE_MOST_ID || !value_is_ncname(text))
		return false;
	value->value = symbols_intern(&builder->topo->symbols, text);
	value->flags |= VALUE_ELEMENT;
	return true;
}

static bool add_number(struct value *value, const struct attr_spec *spec, struct str text)
{
	uint32_t number;

	if (!value_parse_number(spec, text, &number))
		return false;
	value->value = number;
	return true;
}

static bool add_list(struct builder *builder, struct value *value, struct str text)
{
	uint32_t place = 0;
	bool good = add_references(builder, text, &place);

	value->value = place;
	value->flags |= VALUE_LIST;
	return good;
}

/*
 * What a scenario refers to stands in the topology: kept as a list of symbols that nobody resolves here. One that
 * names nothing would do nothing.
 */
static bool add_names(
	struct builder *builder, struct value *value, const struct attr_spec *spec, struct str text)
{
	uint32_t place = 0;

	if (spec->type == TYPE_REF && !value_is_ncname(text))
		return false;
	if (!add_references(builder, text, &place) || builder->topo->link[place] == 0)
		return false;
	value->value = place;
	return true;
}

/* Understands the text; false when it is no value of the type. */
static bool understand(struct builder *builder, struct value *value, const struct attr_spec *spec,
	struct str text, uint32_t offset)
{
	if (value_is_number(spec->type))
		return add_number(value, spec, text);
	if (spec->in_deployment)
		return add_names(builder, value, spec, text);
	if (spec->shape != SHAPE_NONE)
		return shape_check(spec->shape, text) && keep_text(builder, value, text, offset);
	switch (spec->type) {
	case TYPE_REF:
		return add_reference(builder, value, text);
	case TYPE_REFS:
		return add_list(builder, value, text);
	case TYPE_SCOPE:
		return add_scope(builder, value, spec, text);
	case TYPE_TARGET:
		return add_target(builder, value, text, offset);
	default:
		return value_check_text(spec->type, text) && keep_text(builder, value, text, offset);
	}
}

/* An id is kept in the element; only one that is no id is a value, and broken. */
static bool is_good_id(struct builder *builder, const struct attr_spec *spec, struct str text)
{
	return spec->type == TYPE_ID && text.length <= VALUE_MOST_ID && value_is_ncname(text) &&
		add_id(builder, text);
}

void builder_add(struct builder *builder, const struct attr_spec *spec, struct str text, uint32_t offset)
{
	struct value understood = value_of(spec->attr, 0);
	struct value *value;

	builder->n_required += spec->required;
	if (is_good_id(builder, spec, text))
		return;
	value = add_value(builder, spec->attr);
	if (value == NULL)
		return;
	/* Until it is understood, nobody may look at it: a message calls the element by its name. */
	value->flags = VALUE_BROKEN;
	if (spec->type == TYPE_ID || !understand(builder, &understood, spec, text, offset)) {
		understood = value_of(spec->attr, VALUE_BROKEN);
		note_bad_value(builder, spec, text);
	}
	*value = understood;
}

void builder_expect(struct builder *builder, const struct attr_spec *spec, struct str text)
{
	const struct symbols *symbols = &builder->topo->symbols;
	struct str token;

	if (spec->type == TYPE_ID || spec->type == TYPE_REF)
		symbols_expect(symbols, text);
	else if (spec->type == TYPE_REFS)
		while (str_next_token(&text, &token))
			symbols_expect(symbols, token);
}

static void report_missing(struct builder *builder, const struct element *e, const struct attr_spec *spec)
{
	struct arena *arena = &builder->findings->arena;

	if (!spec->required || topo_value(builder->topo, e, spec->attr) != NULL ||
		(spec->attr == A_ID && e->id != SYMBOL_NONE))
		return;
	relations_doubt(builder->topo, e, spec->attr);
	builder_fault(builder, DOC_MISSING_ATTRIBUTE, e, A_NONE, attr_name(spec->attr), "%s has no %s (%s)",
		describe_label(builder->topo, e, arena), attr_name(spec->attr), spec->doc);
}

void builder_complete_tag(struct builder *builder)
{
	const struct element *e = current(builder);
	unsigned count;
	const struct attr_spec *spec;

	builder_tell_bad_values(builder);
	if (builder->n_required == builder->required[e->kind])
		return;
	spec = attr_specs_of((enum kind)e->kind, &count);
	for (unsigned i = 0; i < count; i++)
		report_missing(builder, e, &spec[i]);
}

void builder_close(struct builder *builder, uint32_t end)
{
	struct element *e = current(builder);

	e->end = end;
	e->next = builder->topo->n_element;
	builder->depth--;
}

void builder_doubt_kinds(struct builder *builder, uint64_t kinds)
{
	builder->topo->doubtful_kinds |= kinds;
}

void builder_doubt_id(struct builder *builder, struct str id)
{
	uint32_t symbol;

	if (id.length > VALUE_MOST_ID || !value_is_ncname(id))
		return;
	symbol = symbols_intern(&builder->topo->symbols, id);
	if (symbol != SYMBOL_NONE && symbols_element(&builder->topo->symbols, symbol) == NO_ELEMENT)
		symbols_define(&builder->topo->symbols, symbol, DOUBTFUL_ELEMENT);
}

void builder_add_remark(struct builder *builder, bool is_instruction, uint32_t start, uint32_t end)
{
	struct topology *topo = builder->topo;

	if (!mem_grow(&topo->remark, &topo->room_remark, topo->n_remark + 1, sizeof(*topo->remark)))
		return;
	topo->remark[topo->n_remark++] = (struct remark){
		.file = builder->file,
		.is_instruction = is_instruction,
		.before = topo->n_element,
		.start = start,
		.end = end,
	};
}

void builder_cover(struct builder *builder, uint32_t first, uint32_t last, uint32_t end)
{
	for (uint32_t i = first; i < last; i++)
		builder->topo->remark[i].covers_end = end;
}

void builder_finish(struct builder *builder)
{
	if (mem_ran_out())
		return;
	graft_children(builder);
	extend_elements(builder);
	if (builder->incomplete)
		builder_doubt_kinds(builder, ~(uint64_t)0);
	resolve_references(builder);
	confusable_report(builder);
	symbols_freeze(&builder->topo->symbols);
	relations_make(builder->topo);
	if (!mem_ran_out())
		consistency_report(builder);
}
