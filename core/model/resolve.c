/* SPDX-License-Identifier: MIT */
#include "model/resolve.h"

#include "model/describe.h"
#include "model/suggest.h"
#include "model/value.h"

enum {
	FEW_FAULTS = 500, /* up to which each wrong reference is compared with every id */
};

/* The attribute's text for messages: "peer of trunk 't1'". */
static const char *attribute_label(
	struct builder *builder, const struct element *e, const struct attr_spec *spec)
{
	struct arena *arena = &builder->findings->arena;

	return arena_printf(
		arena, "%s of %s", attr_name(spec->attr), describe_label(builder->topo, e, arena));
}

static void report_unresolved(
	struct builder *builder, const struct element *e, const struct attr_spec *spec, const char *id)
{
	bool few = builder->n_faults < FEW_FAULTS;
	const char *suggestion = few ? suggest_id(builder->topo, str_of(id), spec->targets) :
				       suggest_id_quickly(builder->topo, str_of(id), spec->targets);

	if (suggestion != NULL)
		builder_fault(builder, DOC_UNRESOLVED_REFERENCE, e, spec->attr, id,
			"%s names '%s', which no element has as its id (did you mean '%s'?)",
			attribute_label(builder, e, spec), id, suggestion);
	else
		builder_fault(builder, DOC_UNRESOLVED_REFERENCE, e, spec->attr, id,
			"%s names '%s', which no element has as its id", attribute_label(builder, e, spec),
			id);
}

static void report_wrong_kind(struct builder *builder, const struct element *e, const struct attr_spec *spec,
	const char *id, const struct element *target)
{
	const struct element *parent = topo_parent(builder->topo, target);
	struct finding *finding;
	char wanted[512];

	kinds_text(spec->targets, wanted, sizeof(wanted));
	if (!(spec->targets & BIT(target->kind)))
		finding = builder_fault(builder, DOC_WRONG_KIND_OF_REFERENCE, e, spec->attr, id,
			"%s names the %s '%s', but must name a %s", attribute_label(builder, e, spec),
			kind_name(target->kind), id, wanted);
	else
		finding = builder_fault(builder, DOC_WRONG_KIND_OF_REFERENCE, e, spec->attr, id,
			"%s names the %s '%s' of a %s, but must name one of a %s",
			attribute_label(builder, e, spec), kind_name(target->kind), id,
			kind_name(parent->kind), kind_name((enum kind)spec->target_parent));
	builder_relate(builder, finding, target, A_ID, "this is the %s '%s'", kind_name(target->kind), id);
}

static bool is_wanted(const struct topology *topo, const struct attr_spec *spec, const struct element *target)
{
	const struct element *parent = topo_parent(topo, target);

	if (!(spec->targets & BIT(target->kind)))
		return false;
	return spec->target_parent == K_NONE || (parent != NULL && parent->kind == spec->target_parent);
}

/* The element that a symbol stands for, or NO_ELEMENT: reported, or known to be in doubt. */
static uint32_t resolve_symbol(
	struct builder *builder, const struct element *e, const struct attr_spec *spec, uint32_t symbol)
{
	const struct topology *topo = builder->topo;
	uint32_t index = symbols_element(&topo->symbols, symbol);
	const char *id = symbols_text(&topo->symbols, symbol);

	if (index == DOUBTFUL_ELEMENT)
		return NO_ELEMENT;
	if (index >= topo->n_element) {
		if (!builder->incomplete)
			report_unresolved(builder, e, spec, id);
		return NO_ELEMENT;
	}
	if (topo->element[index].flags & ELEMENT_SPOILED)
		return NO_ELEMENT;
	if (!is_wanted(topo, spec, &topo->element[index])) {
		report_wrong_kind(builder, e, spec, id, &topo->element[index]);
		return NO_ELEMENT;
	}
	return index;
}

/* The fault that was just found, if any, is one member's. */
static void point_at_member(struct builder *builder, uint32_t before, uint32_t link)
{
	const struct member_origin *member = topo_member_origin(builder->topo, link);
	struct findings *findings = builder->findings;

	if (member == NULL || findings->n_finding == before)
		return;
	findings->finding[before].at.start = member->start;
	findings->finding[before].at.end = member->end;
}

/* What is found moves together at the head of the list; the value is broken if anything is missing. */
static void resolve_list(
	struct builder *builder, const struct element *e, const struct attr_spec *spec, struct value *value)
{
	struct topology *topo = builder->topo;
	uint32_t *list = topo->link + value->value;
	uint32_t n = list[0];
	uint32_t found = 0;

	for (uint32_t i = 1; i <= n; i++) {
		uint32_t before = builder->findings->n_finding;
		uint32_t index = resolve_symbol(builder, e, spec, list[i]);

		point_at_member(builder, before, value->value + i);
		if (index != NO_ELEMENT)
			list[++found] = index;
	}
	list[0] = found;
	if (found < n)
		value->flags |= VALUE_BROKEN;
	if (spec->count == 0 || n == spec->count)
		return;
	value->flags |= VALUE_BROKEN;
	builder_fault(builder, DOC_BAD_VALUE, e, spec->attr, NULL, "%s names %u elements, but must name %u",
		attribute_label(builder, e, spec), (unsigned)n, (unsigned)spec->count);
}

/* "site:x" must name a site, whatever else the attribute may name. */
static uint64_t scope_targets(const struct value *value)
{
	if (value->flags & VALUE_OF_SITE)
		return BIT(K_SITE);
	if (value->flags & VALUE_OF_TRUNK)
		return BIT(K_TRUNK);
	if (value->flags & VALUE_OF_POOL)
		return POOLS;
	return ~(uint64_t)0;
}

static void resolve_value(struct builder *builder, const struct element *e, struct value *value)
{
	struct attr_spec spec = *attr_spec((enum kind)e->kind, value->attr);

	spec.targets &= scope_targets(value);
	if (value->flags & VALUE_LIST) {
		resolve_list(builder, e, &spec, value);
		return;
	}
	value->value = resolve_symbol(builder, e, &spec, value->value);
	if (value->value == NO_ELEMENT)
		value->flags |= VALUE_BROKEN;
}

void resolve_references(struct builder *builder)
{
	struct topology *topo = builder->topo;

	for (uint32_t i = 0; i < topo->n_element; i++) {
		const struct element *e = &topo->element[i];

		for (unsigned j = 0; j < e->n_values; j++) {
			struct value *value = &topo->value[e->values + j];

			if (e->flags & ELEMENT_SPOILED)
				value->flags |= VALUE_BROKEN;
			else if (value->flags & (VALUE_ELEMENT | VALUE_LIST))
				resolve_value(builder, e, value);
		}
	}
}
