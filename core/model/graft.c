/* SPDX-License-Identifier: MIT */
#include "model/graft.h"

#include "base/mem.h"
#include "model/describe.h"
#include "model/extend.h"

#include <string.h>

/* The elements in their new order, and for each old one where it has gone. */
struct graft {
	struct builder *builder;
	struct topology *topo;
	struct element *element;
	uint32_t *moved; /* by old number */
	uint32_t *first; /* by old number: the first <extend> that names it, NO_ELEMENT */
	uint32_t *next;  /* by old number of an <extend>: the next one that names the same */
	uint32_t n;
};

static bool has_children(const struct topology *topo, uint32_t extend)
{
	for (uint32_t i = extend + 1; i < topo->element[extend].next; i = topo->element[i].next)
		if (topo->element[i].kind != K_DESCRIPTION)
			return true;
	return false;
}

static bool any_to_move(const struct topology *topo)
{
	for (uint32_t i = 0; i < topo->n_element; i++)
		if (topo->element[i].kind == K_EXTEND && has_children(topo, i))
			return true;
	return false;
}

/* Rules skip it; what it was may be anywhere. */
static void leave_out(struct graft *graft, uint32_t element)
{
	struct topology *topo = graft->topo;

	for (uint32_t i = element; i < topo->element[element].next; i++) {
		topo->element[i].flags |= ELEMENT_SPOILED;
		builder_doubt_kinds(graft->builder, BIT(topo->element[i].kind));
	}
}

static void leave_children_out(struct graft *graft, uint32_t extend)
{
	struct topology *topo = graft->topo;

	for (uint32_t i = extend + 1; i < topo->element[extend].next; i = topo->element[i].next)
		leave_out(graft, i);
}

/* True if the element stands in an <extend> itself: what extends it should stand there too. */
static bool is_inside_extend(const struct topology *topo, uint32_t element)
{
	return topo_within(topo, &topo->element[element], BIT(K_EXTEND)) != NULL;
}

static void refuse(struct graft *graft, uint32_t extend)
{
	builder_fault(graft->builder, DOC_WRONG_KIND_OF_REFERENCE, &graft->topo->element[extend], A_REF, NULL,
		"the element that is extended stands in an extend itself: write what belongs to it there");
	leave_children_out(graft, extend);
}

static void complain_of_place(struct graft *graft, uint32_t child, uint32_t target)
{
	struct topology *topo = graft->topo;
	struct arena *arena = &graft->builder->findings->arena;

	builder_fault(graft->builder, DOC_UNKNOWN_ELEMENT, &topo->element[child], A_NONE, NULL,
		"element '%s' may not stand in %s, which is extended here",
		kind_name((enum kind)topo->element[child].kind),
		describe_label(topo, &topo->element[target], arena));
	leave_out(graft, child);
}

/* Notes each <extend> with its element; later ones first, so that the lists come out in document order. */
static void aim(struct graft *graft)
{
	struct topology *topo = graft->topo;

	for (uint32_t i = topo->n_element; i-- > 0;) {
		uint32_t target = NO_ELEMENT;

		if (topo->element[i].kind != K_EXTEND || !has_children(topo, i))
			continue;
		target = extend_target(graft->builder, i);
		/* Its own successor: it keeps its children. */
		graft->next[i] = i;
		if (target == NO_ELEMENT) {
			leave_children_out(graft, i);
			continue;
		}
		if (is_inside_extend(topo, target)) {
			refuse(graft, i);
			continue;
		}
		graft->next[i] = graft->first[target];
		graft->first[target] = i;
	}
}

static void move(struct graft *graft, uint32_t old, uint32_t parent);

/* What the extensions of an element bring, behind its own children. */
static void move_grafted(struct graft *graft, uint32_t old, uint32_t parent)
{
	struct topology *topo = graft->topo;
	uint32_t of_kind[KIND_COUNT] = { 0 };
	uint32_t extend = graft->first[old];

	for (uint32_t i = old + 1; i < topo->element[old].next; i = topo->element[i].next)
		of_kind[topo->element[i].kind]++;
	for (; extend != NO_ELEMENT; extend = graft->next[extend]) {
		for (uint32_t i = extend + 1; i < topo->element[extend].next; i = topo->element[i].next) {
			struct element *child = &topo->element[i];

			if (child->kind == K_DESCRIPTION)
				continue;
			if (!kind_may_stand_in((enum kind)child->kind, (enum kind)topo->element[old].kind))
				complain_of_place(graft, i, old);
			child->ordinal = ++of_kind[child->kind] & 0xffffff;
			move(graft, i, parent);
		}
	}
}

/* Nesting is bounded by the limit of reading, twice: an element and what is grafted to it. */
static void move(struct graft *graft, uint32_t old, uint32_t parent)
{
	const struct element *e = &graft->topo->element[old];
	uint32_t new = graft->n++;

	graft->moved[old] = new;
	graft->element[new] = *e;
	graft->element[new].parent = parent;
	for (uint32_t i = old + 1; i < e->next; i = graft->topo->element[i].next)
		if (e->kind != K_EXTEND || graft->topo->element[i].kind == K_DESCRIPTION ||
			graft->next[old] == old)
			move(graft, i, new);
	if (graft->first[old] != NO_ELEMENT)
		move_grafted(graft, old, new);
	graft->element[new].next = graft->n;
}

/* Everything that speaks of elements by their numbers. */
static void renumber(struct graft *graft)
{
	struct topology *topo = graft->topo;
	struct symbols *symbols = &topo->symbols;

	for (uint32_t symbol = symbols_next(symbols, SYMBOL_NONE); symbol != SYMBOL_NONE;
		symbol = symbols_next(symbols, symbol)) {
		uint32_t element = symbols_element(symbols, symbol);

		if (element < topo->n_element)
			symbols_define(symbols, symbol, graft->moved[element]);
	}
	for (uint32_t i = 0; i < topo->n_origin; i++)
		topo->origin[i].element = graft->moved[topo->origin[i].element];
	for (uint32_t i = 0; i < topo->n_remark; i++)
		if (topo->remark[i].before < topo->n_element)
			topo->remark[i].before = graft->moved[topo->remark[i].before];
	for (struct extension *e = graft->builder->extension; e != NULL; e = e->next)
		e->element = graft->moved[e->element];
}

static bool prepare(struct graft *graft)
{
	uint32_t n = graft->topo->n_element;

	graft->element = mem_alloc(n * sizeof(*graft->element));
	graft->moved = mem_alloc(n * sizeof(*graft->moved));
	graft->first = mem_alloc(n * sizeof(*graft->first));
	graft->next = mem_alloc(n * sizeof(*graft->next));
	if (graft->element == NULL || graft->moved == NULL || graft->first == NULL || graft->next == NULL)
		return false;
	memset(graft->first, 0xff, n * sizeof(*graft->first));
	memset(graft->next, 0xff, n * sizeof(*graft->next));
	return true;
}

void graft_children(struct builder *builder)
{
	struct topology *topo = builder->topo;
	struct graft graft = { .builder = builder, .topo = topo };

	if (!any_to_move(topo))
		return;
	if (prepare(&graft)) {
		aim(&graft);
		for (uint32_t i = 0; i < topo->n_element; i = topo->element[i].next)
			move(&graft, i, NO_ELEMENT);
		renumber(&graft);
		mem_free(topo->element);
		topo->element = graft.element;
		topo->room_element = topo->n_element;
		graft.element = NULL;
	}
	mem_free(graft.element);
	mem_free(graft.moved);
	mem_free(graft.first);
	mem_free(graft.next);
}
