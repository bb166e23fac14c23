/* SPDX-License-Identifier: MIT */
#include "model/extend.h"

#include "base/distance.h"
#include "base/mem.h"
#include "model/describe.h"

#include <stdlib.h>
#include <string.h>

uint32_t extend_target(const struct builder *builder, uint32_t extend)
{
	const struct topology *topo = builder->topo;
	const struct value *ref = topo_value(topo, &topo->element[extend], A_REF);
	uint32_t element;

	if (ref == NULL || ref->flags & VALUE_BROKEN)
		return NO_ELEMENT;
	element = symbols_element(&topo->symbols, ref->value);
	return element < topo->n_element ? element : NO_ELEMENT;
}

static struct finding *complain(struct builder *builder, enum structure_rule rule,
	const struct extension *extension, const char *message)
{
	struct topology *topo = builder->topo;
	struct finding *finding = builder_fault(
		builder, rule, &topo->element[extension->element], A_NONE, extension->name, "%s", message);

	if (finding == NULL)
		return NULL;
	finding->at = (struct span){ topo->source[extension->file], extension->start, extension->end };
	finding->attribute = arena_copy(&builder->findings->arena, extension->name, strlen(extension->name));
	return finding;
}

static void complain_of_name(
	struct builder *builder, const struct extension *extension, const struct element *target)
{
	struct arena *arena = &builder->findings->arena;
	const char *names[ATTR_COUNT];
	const char *nearest;
	unsigned n;
	const struct attr_spec *specs = attr_specs_of((enum kind)target->kind, &n);

	for (unsigned i = 0; i < n; i++)
		names[i] = attr_name(specs[i].attr);
	nearest = nearest_word(names, n, str_of(extension->name));
	complain(builder, DOC_UNKNOWN_ATTRIBUTE, extension,
		arena_printf(arena, "%s, which is extended here, has no attribute '%.60s' in the language%s",
			describe_label(builder->topo, target, arena), extension->name,
			nearest != NULL ? arena_printf(arena, " (did you mean '%s'?)", nearest) : ""));
}

/* The value as it stands in a file, or as the loader put it. */
static bool says_the_same(
	const struct topology *topo, const struct element *e, enum attr attr, struct str text)
{
	struct span at = describe_place(topo, e, attr);
	struct str written = { at.source->text + at.start, at.end - at.start };

	return str_equal(written, text) || str_equal(topo_text(topo, e, attr), text);
}

/* A value that the other file only assumed gives way. */
static bool give_way(struct topology *topo, struct element *e, enum attr attr)
{
	const struct origin *origin = topo_origin(topo, e, attr);
	size_t at = (size_t)(topo_value(topo, e, attr) - topo->value);

	if (origin == NULL || !origin->is_assumed)
		return false;
	topo->origin[origin - topo->origin].attr = A_NONE;
	topo->value[at] = topo->value[e->values + e->n_values - 1];
	e->n_values--;
	return true;
}

static void apply(struct builder *builder, const struct extension *extension, uint32_t target)
{
	struct topology *topo = builder->topo;
	struct element *e = &topo->element[target];
	const struct attr_spec *spec = attr_spec_find((enum kind)e->kind, str_of(extension->name));
	struct arena *arena = &builder->findings->arena;
	struct finding *finding;

	if (spec == NULL || spec->attr == A_ID) {
		complain_of_name(builder, extension, e);
		return;
	}
	if (topo_value(topo, e, (enum attr)spec->attr) == NULL ||
		(!says_the_same(topo, e, (enum attr)spec->attr, extension->text) &&
			give_way(topo, e, (enum attr)spec->attr))) {
		builder_extend(builder, target, spec, extension);
		return;
	}
	if (says_the_same(topo, e, (enum attr)spec->attr, extension->text))
		return;
	finding = complain(builder, DOC_CONFLICTING_FACTS, extension,
		arena_printf(arena, "%s of %s is given twice, and differently; the first one counts",
			attr_name(spec->attr), describe_label(topo, e, arena)));
	builder_relate(builder, finding, e, (enum attr)spec->attr, "this one counts");
}

/* An extension and the element that it is for. */
struct aimed {
	const struct extension *extension;
	uint32_t target;
	uint32_t order;
};

static int compare_aimed(const void *left, const void *right)
{
	const struct aimed *a = left;
	const struct aimed *b = right;

	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_origins(const void *left, const void *right)
{
	const struct origin *a = left;
	const struct origin *b = right;

	if (a->element != b->element)
		return a->element < b->element ? -1 : 1;
	return (a->attr > b->attr) - (a->attr < b->attr);
}

static void sort_origins(struct topology *topo)
{
	if (topo->n_origin > topo->n_sorted_origins)
		qsort(topo->origin, topo->n_origin, sizeof(*topo->origin), compare_origins);
	topo->n_sorted_origins = topo->n_origin;
}

/* One fact of a stand-in for the element it stood in for. What kind of box it is the element knows itself. */
static void take_over(struct builder *builder, uint32_t from, const struct value *value, uint32_t to)
{
	struct topology *topo = builder->topo;
	const struct element *e = &topo->element[to];
	enum attr attr = (enum attr)value->attr;
	const struct attr_spec *spec = attr_spec((enum kind)e->kind, attr);
	struct finding *finding;

	if (spec == NULL || attr == A_KIND || value->flags & VALUE_BROKEN)
		return;
	if (topo_value(topo, e, attr) == NULL) {
		builder_take_over(builder, from, value, to);
		return;
	}
	if (says_the_same(topo, e, attr, topo_text(topo, &topo->element[from], attr)))
		return;
	finding = builder_fault(builder, DOC_CONFLICTING_FACTS, e, attr, NULL,
		"%s of %s is another one in the imported file; this one counts", attr_name(attr),
		describe_label(topo, e, &builder->findings->arena));
	builder_relate(builder, finding, &topo->element[from], attr, "the imported one");
}

static void merge_stand_ins(struct builder *builder)
{
	struct topology *topo = builder->topo;

	for (uint32_t i = 0; builder->has_stand_ins && i < topo->n_element && !mem_ran_out(); i++) {
		const struct element *e = &topo->element[i];
		uint32_t to;

		if (!(e->flags & ELEMENT_STAND_IN) || !(e->flags & ELEMENT_SPOILED))
			continue;
		to = symbols_element(&topo->symbols, e->id);
		for (uint32_t v = 0; to < topo->n_element && to != i && v < e->n_values; v++) {
			struct value value = topo->value[e->values + v];

			take_over(builder, i, &value, to);
		}
	}
	sort_origins(topo);
}

void extend_elements(struct builder *builder)
{
	struct topology *topo = builder->topo;
	struct aimed *aimed = NULL;
	uint32_t n = 0;
	uint32_t room = 0;

	merge_stand_ins(builder);
	for (const struct extension *e = builder->extension; e != NULL; e = e->next) {
		uint32_t target = extend_target(builder, e->element);

		if (target != NO_ELEMENT && mem_grow(&aimed, &room, n + 1, sizeof(*aimed))) {
			aimed[n] = (struct aimed){ e, target, n };
			n++;
		}
	}
	if (n > 0)
		qsort(aimed, n, sizeof(*aimed), compare_aimed);
	for (uint32_t i = 0; i < n && !mem_ran_out(); i++)
		apply(builder, aimed[i].extension, aimed[i].target);
	mem_free(aimed);
	sort_origins(topo);
}
