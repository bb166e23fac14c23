/* SPDX-License-Identifier: MIT */
#include "model/compare.h"

#include "base/hash.h"
#include "base/mem.h"
#include "model/describe.h"
#include "model/differ.h"

#include <stdlib.h>
#include <string.h>

#define NO_PARTNER UINT32_MAX
/* Parents of what stands directly in a document: all of them are one. */
#define IN_ROOT (UINT32_MAX - 1)

#define SPREAD UINT64_C(0x9e3779b97f4a7c15) /* an odd number without a pattern */

/* What holds a plan together is not part of it. */
#define NOT_COMPARED (BIT(K_INCLUDE) | BIT(K_EXTEND) | BIT(K_DESCRIPTION))

/* The first that fits wins. */
#define ORDERED (BIT(K_NUMBER_ROUTE) | BIT(K_NORMALIZE) | BIT(K_TRANSLATE) | BIT(K_RESPONSE_CODE))

/* One of the two plans. */
struct plan_side {
	const struct topology *topo;
	uint32_t *partner; /* of each element, the other side's */
	uint64_t *content; /* what an element says and holds, without ids */
	uint64_t *key;     /* of the attribute that names an element without an id */
	uint64_t
		*turns; /* of an element, what it holds of kinds whose order means something, in that order */
	uint64_t *members; /* the same in any order */
};

/* An element in search of its partner: equal keys meet, by turns. */
struct seeker {
	uint32_t group; /* the parent, as the newer side counts, or IN_ROOT */
	uint32_t kind;
	uint64_t key;
	uint32_t element;
};

struct comparison {
	struct plan_side before, after;
	struct seeker *left, *right;
	struct arena arena;
};

static bool is_compared(const struct topology *topo, uint32_t n)
{
	const struct element *e = &topo->element[n];

	return (BIT(e->kind) & NOT_COMPARED) == 0 && (e->flags & ELEMENT_INHERITED) == 0 &&
		e->kind != K_TOPOLOGY;
}

/* The attribute by which people tell such elements apart, where they have no id. */
static enum attr naming_attribute(const struct element *e)
{
	switch (e->kind) {
	case K_TRUNK_CONFIG:
		return A_SCOPE;
	case K_FORWARD:
		return A_TO;
	case K_PERMIT:
		return A_PROTOCOL;
	case K_RESPONSE_CODE:
		return A_RECEIVED;
	case K_SUBNET:
		return A_ADDRESS;
	default:
		return A_PATTERN;
	}
}

/* Attributes in any order: sums do not know one. */
static uint64_t content_of(
	struct comparison *comparison, const struct topology *topo, const struct element *e)
{
	uint64_t sum = fingerprint_add(FINGERPRINT_START, kind_name((enum kind)e->kind));

	for (uint32_t i = e->values; i < e->values + e->n_values; i++) {
		enum attr attr = (enum attr)topo->value[i].attr;
		uint64_t one = fingerprint_add(FINGERPRINT_START, attr_name(attr));

		sum += fingerprint_add(one, describe_value(topo, e, attr, &comparison->arena));
	}
	arena_clear(&comparison->arena);
	return sum;
}

/* From the last element to the first, so that children are known before what holds them. */
static bool digest(struct comparison *comparison, struct plan_side *side)
{
	const struct topology *topo = side->topo;
	size_t n = (size_t)topo->n_element + 1;

	side->partner = mem_alloc(n * sizeof(*side->partner));
	side->content = mem_zalloc(n * sizeof(*side->content));
	side->key = mem_zalloc(n * sizeof(*side->key));
	side->turns = mem_zalloc(n * sizeof(*side->turns));
	side->members = mem_zalloc(n * sizeof(*side->members));
	if (side->partner == NULL || side->content == NULL || side->key == NULL || side->turns == NULL ||
		side->members == NULL)
		return false;
	for (uint32_t i = topo->n_element; i-- > 0;) {
		const struct element *e = &topo->element[i];

		side->partner[i] = NO_PARTNER;
		side->content[i] += content_of(comparison, topo, e);
		side->key[i] = fingerprint_add(
			FINGERPRINT_START, describe_value(topo, e, naming_attribute(e), &comparison->arena));
		if (e->parent == NO_ELEMENT || !is_compared(topo, i))
			continue;
		side->content[e->parent] += side->content[i] * SPREAD;
		if ((BIT(e->kind) & ORDERED) != 0) {
			side->turns[e->parent] = side->turns[e->parent] * SPREAD + side->content[i];
			side->members[e->parent] += side->content[i];
		}
	}
	arena_clear(&comparison->arena);
	return true;
}

static int compare_seekers(const void *left, const void *right)
{
	const struct seeker *a = left;
	const struct seeker *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

static int compare_with_turn(const void *left, const void *right)
{
	const struct seeker *a = left;
	const struct seeker *b = right;
	int order = compare_seekers(left, right);

	return order != 0 ? order : (a->element > b->element) - (a->element < b->element);
}

static void meet(struct comparison *comparison, uint32_t n_left, uint32_t n_right)
{
	struct seeker *left = comparison->left;
	struct seeker *right = comparison->right;
	uint32_t i = 0;
	uint32_t j = 0;

	if (n_left > 0)
		qsort(left, n_left, sizeof(*left), compare_with_turn);
	if (n_right > 0)
		qsort(right, n_right, sizeof(*right), compare_with_turn);
	while (i < n_left && j < n_right) {
		int order = compare_seekers(&left[i], &right[j]);

		if (order == 0) {
			comparison->before.partner[left[i].element] = right[j].element;
			comparison->after.partner[right[j].element] = left[i].element;
		}
		i += order <= 0;
		j += order >= 0;
	}
}

static bool has_id(const struct topology *topo, uint32_t n)
{
	return topo_id(topo, &topo->element[n])[0] != '\0';
}

/* By ids alone; seeded hashes serve as keys within a run, and the ids themselves are compared. */
static uint32_t gather_named(const struct plan_side *side, struct seeker *ret)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < side->topo->n_element; i++)
		if (is_compared(side->topo, i) && has_id(side->topo, i))
			ret[n++] = (struct seeker){
				.kind = side->topo->element[i].kind,
				.key = fingerprint_add(
					FINGERPRINT_START, topo_id(side->topo, &side->topo->element[i])),
				.element = i,
			};
	return n;
}

/* The group of an element without an id: its parent, if that has a partner; NO_PARTNER for none. */
static uint32_t group_of(const struct plan_side *side, uint32_t n, bool newer)
{
	uint32_t parent = side->topo->element[n].parent;

	if (parent == NO_ELEMENT || side->topo->element[parent].kind == K_TOPOLOGY ||
		side->topo->element[parent].kind == K_EXTEND)
		return IN_ROOT;
	if (side->partner[parent] == NO_PARTNER)
		return NO_PARTNER;
	return newer ? parent : side->partner[parent];
}

enum pass {
	BY_CONTENT,
	BY_KEY,
	BY_TURN,
};

static uint32_t gather_nameless(const struct plan_side *side, bool newer, enum pass pass, struct seeker *ret)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < side->topo->n_element; i++) {
		uint32_t group;

		if (!is_compared(side->topo, i) || has_id(side->topo, i) || side->partner[i] != NO_PARTNER)
			continue;
		group = group_of(side, i, newer);
		if (group != NO_PARTNER)
			ret[n++] = (struct seeker){
				.group = group,
				.kind = side->topo->element[i].kind,
				.key = pass == BY_CONTENT ? side->content[i] :
					pass == BY_KEY    ? side->key[i] :
							    0,
				.element = i,
			};
	}
	return n;
}

/* Elements without an id stand one in another at most twice: what holds them finds its partner in the first round. */
static void find_partners(struct comparison *comparison)
{
	uint32_t n_left = gather_named(&comparison->before, comparison->left);

	meet(comparison, n_left, gather_named(&comparison->after, comparison->right));
	for (int round = 0; round < 2; round++)
		for (int pass = BY_CONTENT; pass <= BY_TURN; pass++) {
			n_left = gather_nameless(
				&comparison->before, false, (enum pass)pass, comparison->left);
			meet(comparison, n_left,
				gather_nameless(
					&comparison->after, true, (enum pass)pass, comparison->right));
		}
}

/* What is listed on its own: one with an id, or one whose parent is on both sides. */
static bool is_told(const struct plan_side *side, uint32_t n, bool newer)
{
	return side->partner[n] == NO_PARTNER && is_compared(side->topo, n) &&
		(has_id(side->topo, n) || group_of(side, n, newer) != NO_PARTNER);
}

/* Elements that are told and have an id, by kind and content: of two that agree one was renamed. */
static uint32_t gather_lonely(const struct plan_side *side, bool newer, struct seeker *ret)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < side->topo->n_element; i++)
		if (is_told(side, i, newer) && has_id(side->topo, i))
			ret[n++] = (struct seeker){
				.kind = side->topo->element[i].kind,
				.key = side->content[i],
				.element = i,
			};
	return n;
}

static bool is_same_parent(const struct comparison *comparison, uint32_t before, uint32_t after)
{
	uint32_t old_group = group_of(&comparison->before, before, false);

	return old_group != NO_PARTNER && old_group == group_of(&comparison->after, after, true);
}

static void tell_alone(
	struct comparison *comparison, bool newer, uint32_t n, const uint32_t *twin, struct differences *ret)
{
	const struct plan_side *side = newer ? &comparison->after : &comparison->before;
	const struct plan_side *other = newer ? &comparison->before : &comparison->after;

	differ_alone(side->topo, &side->topo->element[n], newer,
		twin[n] != NO_PARTNER ? topo_id(other->topo, &other->topo->element[twin[n]]) : NULL, ret);
}

static void tell_pair(struct comparison *comparison, uint32_t n, struct differences *ret)
{
	uint32_t old = comparison->after.partner[n];
	const struct element *before = &comparison->before.topo->element[old];
	const struct element *after = &comparison->after.topo->element[n];

	if (has_id(comparison->after.topo, n) && !is_same_parent(comparison, old, n))
		differ_place(comparison->before.topo, before, comparison->after.topo, after, ret);
	differ_attributes(comparison->before.topo, before, comparison->after.topo, after, ret);
	if (comparison->before.members[old] == comparison->after.members[n] &&
		comparison->before.turns[old] != comparison->after.turns[n])
		differ_order(comparison->after.topo, after, ret);
}

/* For each element on one side that was renamed, its twin on the other. */
static void find_twins(struct comparison *comparison, uint32_t *before, uint32_t *after)
{
	uint32_t n_left = gather_lonely(&comparison->before, false, comparison->left);
	uint32_t n_right = gather_lonely(&comparison->after, true, comparison->right);
	struct comparison twins = {
		.before.partner = before,
		.after.partner = after,
		.left = comparison->left,
		.right = comparison->right,
	};

	for (uint32_t i = 0; i < comparison->before.topo->n_element; i++)
		before[i] = NO_PARTNER;
	for (uint32_t i = 0; i < comparison->after.topo->n_element; i++)
		after[i] = NO_PARTNER;
	meet(&twins, n_left, n_right);
}

static void tell(struct comparison *comparison, struct differences *ret)
{
	const struct topology *old = comparison->before.topo;
	const struct topology *new = comparison->after.topo;
	/* What was told by keys is not needed any more. */
	uint32_t *twin_before = mem_alloc(((size_t)old->n_element + 1) * sizeof(*twin_before));
	uint32_t *twin_after = mem_alloc(((size_t) new->n_element + 1) * sizeof(*twin_after));

	if (twin_before != NULL && twin_after != NULL) {
		find_twins(comparison, twin_before, twin_after);
		for (uint32_t i = 0; i < old->n_element; i++)
			if (is_told(&comparison->before, i, false))
				tell_alone(comparison, false, i, twin_before, ret);
		differ_roots(old, new, ret);
		for (uint32_t i = 0; i < new->n_element; i++) {
			if (is_told(&comparison->after, i, true))
				tell_alone(comparison, true, i, twin_after, ret);
			else if (comparison->after.partner[i] != NO_PARTNER)
				tell_pair(comparison, i, ret);
		}
	}
	mem_free(twin_before);
	mem_free(twin_after);
}

static void release_side(struct plan_side *side)
{
	mem_free(side->partner);
	mem_free(side->content);
	mem_free(side->key);
	mem_free(side->turns);
	mem_free(side->members);
}

void compare_topologies(const struct topology *before, const struct topology *after, struct differences *ret)
{
	struct comparison comparison = { .before.topo = before, .after.topo = after };

	comparison.left = mem_alloc(((size_t)before->n_element + 1) * sizeof(*comparison.left));
	comparison.right = mem_alloc(((size_t)after->n_element + 1) * sizeof(*comparison.right));
	if (comparison.left != NULL && comparison.right != NULL && digest(&comparison, &comparison.before) &&
		digest(&comparison, &comparison.after)) {
		find_partners(&comparison);
		tell(&comparison, ret);
	}
	mem_free(comparison.left);
	mem_free(comparison.right);
	release_side(&comparison.before);
	release_side(&comparison.after);
	arena_release(&comparison.arena);
}
