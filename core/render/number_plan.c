/* SPDX-License-Identifier: MIT */
#include "render/number_plan.h"

#include "base/mem.h"
#include "model/deployment.h"
#include "model/walk.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A claim begins or ends: its number, ends after the last one. */
struct edge {
	uint64_t at;
	uint32_t claim;
	bool is_end;
};

/* Claims that hold at one place of the sweep. */
struct sweep {
	struct number_plan *plan;
	struct edge *edge;
	uint32_t n_edge;
	uint32_t *owner; /* claims */
	uint32_t n_owner;
	uint32_t n_plain; /* of them without an extension */
	uint32_t n_twice;
	uint32_t n_entry;
	uint32_t first_of_block; /* piece with which the block began */
};

static bool add_claims(struct number_plan *plan, const struct element *who, struct str list, bool is_entry)
{
	struct number_range range;

	while (number_range_next(&list, &range)) {
		if (!mem_grow(&plan->claim, &plan->room_claim, plan->n_claim + 1, sizeof(*plan->claim)))
			return false;
		plan->claim[plan->n_claim++] = (struct number_claim){
			.range = range, .who = who, .is_entry = is_entry
		};
	}
	return true;
}

static bool add_owners(struct number_plan *plan, enum kind kind, enum attr attr)
{
	struct walk all = walk_kind(plan->topo, kind);
	const struct element *e;

	while ((e = walk_next(&all)) != NULL)
		if (!add_claims(plan, e, topo_text(plan->topo, e, attr), false))
			return false;
	return true;
}

/* A line without numbers brings those of its site. */
static bool add_entries_of_site(
	struct number_plan *plan, const struct element *line, const struct element *site)
{
	static const struct {
		enum kind kind;
		enum attr attr;
	} owners[] = { { K_USERS, A_NUMBERS }, { K_DEVICE, A_NUMBER }, { K_UNIFIED_MESSAGING, A_PILOT } };

	for (size_t i = 0; i < ARRAY_LEN(owners); i++) {
		struct walk children = walk_children(plan->topo, site, BIT(owners[i].kind));
		const struct element *child;

		while ((child = walk_next(&children)) != NULL)
			if (!add_claims(plan, line, topo_text(plan->topo, child, owners[i].attr), true))
				return false;
	}
	return true;
}

static bool add_entries(struct number_plan *plan)
{
	struct walk lines = walk_kind(plan->topo, K_PSTN_LINE);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL) {
		const struct element *box = topo_ref(plan->topo, line, A_ENDS_ON);
		const struct element *site = box != NULL ? site_of(plan->topo, box) : NULL;
		bool is_told = topo_value(plan->topo, line, A_NUMBERS) != NULL;

		if (is_told && !add_claims(plan, line, topo_text(plan->topo, line, A_NUMBERS), true))
			return false;
		if (!is_told && site != NULL && !add_entries_of_site(plan, line, site))
			return false;
	}
	return true;
}

static int compare_claims(const void *a, const void *b)
{
	const struct number_claim *one = a;
	const struct number_claim *other = b;

	if (one->range.first != other->range.first)
		return one->range.first < other->range.first ? -1 : 1;
	if (one->is_entry != other->is_entry)
		return one->is_entry ? 1 : -1;
	if (one->range.has_extension != other->range.has_extension)
		return one->range.has_extension ? 1 : -1;
	if (one->range.extension != other->range.extension)
		return one->range.extension < other->range.extension ? -1 : 1;
	return one->who < other->who ? -1 : one->who > other->who;
}

/* Neighbours once sorted. */
static void find_twice(struct number_plan *plan)
{
	for (uint32_t i = 1; i < plan->n_claim; i++) {
		struct number_claim *one = &plan->claim[i - 1];
		struct number_claim *other = &plan->claim[i];

		if (!one->is_entry && !other->is_entry && one->range.has_extension &&
			other->range.has_extension && one->range.first == other->range.first &&
			one->range.extension == other->range.extension)
			one->is_twice = other->is_twice = true;
	}
}

static int compare_edges(const void *a, const void *b)
{
	const struct edge *one = a;
	const struct edge *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	if (one->is_end != other->is_end)
		return one->is_end ? -1 : 1;
	return one->claim < other->claim ? -1 : one->claim > other->claim;
}

static void begin_claim(struct sweep *sweep, uint32_t number)
{
	struct number_claim *claim = &sweep->plan->claim[number];

	if (claim->is_entry) {
		sweep->n_entry++;
		return;
	}
	claim->active = sweep->n_owner;
	sweep->owner[sweep->n_owner++] = number;
	sweep->n_plain += !claim->range.has_extension;
	sweep->n_twice += claim->is_twice;
}

static void end_claim(struct sweep *sweep, uint32_t number)
{
	struct number_claim *claim = &sweep->plan->claim[number];
	uint32_t last;

	if (claim->is_entry) {
		sweep->n_entry--;
		return;
	}
	last = sweep->owner[--sweep->n_owner];
	sweep->owner[claim->active] = last;
	sweep->plan->claim[last].active = claim->active;
	sweep->n_plain -= !claim->range.has_extension;
	sweep->n_twice -= claim->is_twice;
}

static bool is_same(const struct number_piece *one, const struct number_piece *other)
{
	return one->n_owner == other->n_owner && one->is_entry == other->is_entry &&
		one->is_clash == other->is_clash && memcmp(one->owner, other->owner, sizeof(one->owner)) == 0;
}

/* What holds from `first` to `last`; joined with the piece before where nothing differs. */
static bool add_piece(struct sweep *sweep, uint64_t first, uint64_t last)
{
	struct number_plan *plan = sweep->plan;
	struct number_piece piece = {
		.first = first,
		.last = last,
		.n_owner = sweep->n_owner,
		.is_clash = sweep->n_plain > 1 || sweep->n_twice > 0,
		.is_entry = sweep->n_entry > 0,
	};
	struct number_piece *before = plan->n_piece > 0 ? &plan->piece[plan->n_piece - 1] : NULL;
	bool touches = before != NULL && before->last + 1 == first;

	if (sweep->n_owner == 0 && sweep->n_entry == 0)
		return true;
	for (uint32_t i = 0; i < sweep->n_owner && i < MOST_OWNERS; i++)
		piece.owner[i] = plan->claim[sweep->owner[i]].who;
	if (touches && is_same(before, &piece)) {
		before->last = last;
		return true;
	}
	if (!touches || plan->n_piece - sweep->first_of_block >= MOST_PIECES_OF_A_BLOCK) {
		sweep->first_of_block = plan->n_piece;
		plan->n_block++;
	}
	piece.block = plan->n_block - 1;
	if (!mem_grow(&plan->piece, &plan->room_piece, plan->n_piece + 1, sizeof(piece)))
		return false;
	plan->piece[plan->n_piece++] = piece;
	return true;
}

static bool make_pieces(struct sweep *sweep)
{
	for (uint32_t i = 0; i < sweep->n_edge; i++) {
		const struct edge *edge = &sweep->edge[i];

		if (i > 0 && edge->at > sweep->edge[i - 1].at &&
			!add_piece(sweep, sweep->edge[i - 1].at, edge->at - 1))
			return false;
		if (edge->is_end)
			end_claim(sweep, edge->claim);
		else
			begin_claim(sweep, edge->claim);
	}
	return true;
}

static bool sweep_claims(struct number_plan *plan)
{
	struct sweep sweep = {
		.plan = plan,
		.edge = mem_zalloc((2 * (size_t)plan->n_claim + 1) * sizeof(*sweep.edge)),
		.owner = mem_zalloc(((size_t)plan->n_claim + 1) * sizeof(*sweep.owner)),
	};
	bool is_done = sweep.edge != NULL && sweep.owner != NULL;

	for (uint32_t i = 0; is_done && i < plan->n_claim; i++) {
		const struct number_range *range = &plan->claim[i].range;

		sweep.edge[sweep.n_edge++] = (struct edge){ range->first, i, false };
		sweep.edge[sweep.n_edge++] = (struct edge){ range->last + 1, i, true };
	}
	if (is_done && sweep.n_edge > 0)
		qsort(sweep.edge, sweep.n_edge, sizeof(*sweep.edge), compare_edges);
	is_done = is_done && make_pieces(&sweep);
	mem_free(sweep.edge);
	mem_free(sweep.owner);
	return is_done;
}

bool number_plan_make(struct number_plan *plan, const struct topology *topo)
{
	*plan = (struct number_plan){ .topo = topo };
	if (!add_owners(plan, K_USERS, A_NUMBERS) || !add_owners(plan, K_DEVICE, A_NUMBER) ||
		!add_owners(plan, K_UNIFIED_MESSAGING, A_PILOT) || !add_entries(plan))
		return false;
	if (plan->n_claim > 0)
		qsort(plan->claim, plan->n_claim, sizeof(*plan->claim), compare_claims);
	find_twice(plan);
	return sweep_claims(plan);
}

void number_plan_release(struct number_plan *plan)
{
	mem_free(plan->claim);
	mem_free(plan->piece);
	*plan = (struct number_plan){ 0 };
}

/* At least four digits of the last number are written, so that a range looks like one. */
const char *number_plan_text(uint64_t first, uint64_t last, struct arena *arena)
{
	enum { LEAST_DIGITS = 4 };
	const char *low = arena_printf(arena, "%" PRIu64, first);
	const char *high = arena_printf(arena, "%" PRIu64, last);
	size_t length = strlen(high);
	size_t at = 0;

	if (first == last)
		return arena_printf(arena, "+%s", low);
	if (strlen(low) == length)
		while (low[at] == high[at])
			at++;
	if (length > LEAST_DIGITS && at > length - LEAST_DIGITS)
		at = length - LEAST_DIGITS;
	return arena_printf(arena, "+%s-%s", low, high + at);
}
