/* SPDX-License-Identifier: MIT */
/* The part of model/builder.h that is about facts from files in another vocabulary, and about <extend>. */
#include "base/mem.h"
#include "model/builder.h"

#include <string.h>

static struct origin *add_origin(
	struct builder *builder, uint32_t element, enum attr attr, uint32_t start, uint32_t end)
{
	struct topology *topo = builder->topo;
	uint32_t n = topo->n_origin;

	if (!mem_grow(&topo->origin, &topo->room_origin, n + 1, sizeof(*topo->origin)))
		return NULL;
	topo->origin[n] = (struct origin){
		.element = element,
		.attr = (uint16_t)(attr & 0x7fff),
		.file = builder->file,
		.start = start,
		.end = end,
	};
	topo->n_origin++;
	if (topo->n_sorted_origins == n && (n == 0 || topo->origin[n - 1].element <= element))
		topo->n_sorted_origins++;
	return &topo->origin[n];
}

void builder_add_from(struct builder *builder, enum attr attr, struct str text, uint32_t start, uint32_t end)
{
	const struct element *e = builder_current(builder);
	const struct attr_spec *spec = attr_spec((enum kind)e->kind, attr);

	if (spec != NULL && add_origin(builder, topo_index(builder->topo, e), attr, start, end) != NULL)
		builder_add(builder, spec, text, UINT32_MAX);
}

void builder_add_members_from(
	struct builder *builder, enum attr attr, struct str text, struct member_origin *member, uint32_t n)
{
	struct topology *topo = builder->topo;
	uint32_t place = topo->n_link;
	uint32_t start = member[0].start;
	uint32_t end = member[n - 1].end;

	builder_add_from(builder, attr, text, start, end > start ? end : start);
	/* A list with a member that is no reference is broken as a whole. */
	if (topo->n_link != place + 1 + n ||
		!mem_grow(&topo->member_origin, &topo->room_member_origin, topo->n_member_origin + n,
			sizeof(*topo->member_origin)))
		return;
	for (uint32_t i = 0; i < n; i++)
		member[i].link = place + 1 + i;
	memcpy(&topo->member_origin[topo->n_member_origin], member, n * sizeof(*member));
	topo->n_member_origin += n;
}

void builder_assume(struct builder *builder, enum attr attr, struct str text, uint32_t start, uint32_t end)
{
	struct topology *topo = builder->topo;
	uint32_t before = topo->n_origin;

	builder_add_from(builder, attr, text, start, end);
	if (topo->n_origin > before)
		topo->origin[before].is_assumed = 1;
}

void builder_stand_in(struct builder *builder)
{
	builder->topo->element[builder->open[builder->depth - 1]].flags |= ELEMENT_STAND_IN;
	builder->has_stand_ins = true;
}

void builder_add_extension(struct builder *builder, const char *name, struct str text, struct span at)
{
	struct arena *arena = &builder->topo->arena;
	struct extension *extension = arena_alloc(arena, sizeof(*extension));

	if (extension == NULL)
		return;
	*extension = (struct extension){
		.element = builder->open[builder->depth - 1],
		.file = builder->file,
		.name = arena_copy(arena, name, strlen(name)),
		.text = { arena_copy(arena, text.text, text.length), text.length },
		.start = at.start,
		.end = at.end,
	};
	*builder->extension_end = extension;
	builder->extension_end = &extension->next;
}

/* Values of an element stand together: room for more is where the last value of all stands. */
static bool move_values(struct topology *topo, struct element *e)
{
	uint32_t n = e->n_values;

	if (e->values + n == topo->n_value)
		return true;
	if (!mem_grow(&topo->value, &topo->room_value, topo->n_value + n, sizeof(*topo->value)))
		return false;
	memcpy(&topo->value[topo->n_value], &topo->value[e->values], n * sizeof(*topo->value));
	e->values = topo->n_value;
	topo->n_value += n;
	return true;
}

void builder_take_over(struct builder *builder, uint32_t from, const struct value *value, uint32_t to)
{
	struct topology *topo = builder->topo;
	const struct origin *origin = topo_origin(topo, &topo->element[from], (enum attr)value->attr);
	struct value copy = *value;

	if (!move_values(topo, &topo->element[to]) ||
		!mem_grow(&topo->value, &topo->room_value, topo->n_value + 1, sizeof(*topo->value)))
		return;
	topo->value[topo->n_value++] = copy;
	topo->element[to].n_values++;
	topo->element[to].written |= attr_mark(copy.attr);
	builder->file = origin != NULL ? origin->file : topo->element[from].file;
	if (origin != NULL)
		add_origin(builder, to, (enum attr)copy.attr, origin->start, origin->end);
}

void builder_extend(struct builder *builder, uint32_t element, const struct attr_spec *spec,
	const struct extension *extension)
{
	struct topology *topo = builder->topo;

	if (!move_values(topo, &topo->element[element]))
		return;
	builder->file = extension->file;
	builder->open[builder->depth++] = element;
	if (add_origin(builder, element, (enum attr)spec->attr, extension->start, extension->end) != NULL)
		builder_add(builder, spec, extension->text, UINT32_MAX);
	builder_tell_bad_values(builder);
	builder->depth--;
}
