/* SPDX-License-Identifier: MIT */
/* Who has which telephone numbers, and on which lines they enter. */
#include "base/mem.h"
#include "model/pattern.h"
#include "render/number_plan.h"
#include "render/sketch.h"

#include <inttypes.h>
#include <stdlib.h>

/* A line of the PSTN or a session border controller brings numbers of a block. */
struct bringing {
	uint32_t source; /* element */
	uint32_t block;
};

struct numbers {
	struct sketch sketch;
	struct number_plan plan;
	struct patterns patterns;
	uint32_t *block;  /* area of each block of the plan */
	uint32_t *first;  /* and the first box in it, plus 1 */
	bool *is_matched; /* by piece: a provider sends its numbers */
	struct bringing *bringing;
	uint32_t n_bringing, room_bringing;
};

static bool allocate(struct numbers *numbers)
{
	const struct number_plan *plan = &numbers->plan;

	numbers->block = mem_zalloc((plan->n_block + 1) * sizeof(*numbers->block));
	numbers->first = mem_zalloc((plan->n_block + 1) * sizeof(*numbers->first));
	numbers->is_matched = mem_zalloc((plan->n_piece + 1) * sizeof(*numbers->is_matched));
	return numbers->block != NULL && numbers->first != NULL && numbers->is_matched != NULL;
}

/* Groups, devices and voice mail that have no number of their own. */
static uint32_t count_without(const struct topology *topo)
{
	static const struct {
		enum kind kind;
		enum attr attr;
	} owners[] = { { K_USERS, A_NUMBERS }, { K_DEVICE, A_NUMBER }, { K_UNIFIED_MESSAGING, A_PILOT } };
	uint32_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(owners); i++) {
		struct walk all = walk_kind(topo, owners[i].kind);
		const struct element *e;

		while ((e = walk_next(&all)) != NULL)
			n += topo_text(topo, e, owners[i].attr).length == 0;
	}
	return n;
}

static uint64_t end_of_block(const struct number_plan *plan, uint32_t piece)
{
	while (piece + 1 < plan->n_piece && plan->piece[piece + 1].block == plan->piece[piece].block)
		piece++;
	return plan->piece[piece].last;
}

/* The sites of those who have numbers of the block, each once where they follow each other. */
static void tell_sites(struct numbers *numbers, uint32_t piece, struct diagram_thing *thing)
{
	const struct number_plan *plan = &numbers->plan;
	const struct topology *topo = numbers->sketch.topo;
	const struct element *before = NULL;

	for (uint32_t i = piece; i < plan->n_piece && plan->piece[i].block == plan->piece[piece].block; i++) {
		const struct element *owner = plan->piece[i].owner[0];
		const struct element *site = owner != NULL ? topo_within(topo, owner, BIT(K_SITE)) : NULL;

		if (site != NULL && site != before)
			diagram_add_text(
				numbers->sketch.diagram, thing, "%s", sketch_title(&numbers->sketch, site));
		before = site != NULL ? site : before;
	}
}

static void add_block(struct numbers *numbers, uint32_t piece)
{
	const struct number_plan *plan = &numbers->plan;
	struct arena *arena = &numbers->sketch.diagram->arena;
	uint64_t first = plan->piece[piece].first;
	struct diagram_area area = { .figure = AREA_GROUP };

	area.thing = sketch_idea(&numbers->sketch, arena_printf(arena, ".block-%" PRIu64, first),
		number_plan_text(first, end_of_block(plan, piece), arena));
	tell_sites(numbers, piece, &area.thing);
	numbers->block[plan->piece[piece].block] = diagram_add_area(numbers->sketch.diagram, &area);
}

static void tell_owners(
	struct numbers *numbers, const struct number_piece *piece, struct diagram_thing *thing)
{
	for (uint32_t i = 0; i < piece->n_owner && i < MOST_OWNERS; i++)
		diagram_add_text(numbers->sketch.diagram, thing, "%s",
			sketch_title(&numbers->sketch, piece->owner[i]));
	if (piece->n_owner > MOST_OWNERS)
		diagram_add_text(numbers->sketch.diagram, thing, "and %u more",
			(unsigned)(piece->n_owner - MOST_OWNERS));
}

/* A box of its own for numbers of nobody, of several, and for further numbers of somebody who stands elsewhere. */
static uint32_t add_range(struct numbers *numbers, const struct number_piece *piece)
{
	struct arena *arena = &numbers->sketch.diagram->arena;
	struct diagram_box box = { .figure = BOX_NUMBERS, .caption = "" };

	box.within = numbers->block[piece->block];
	box.thing = sketch_idea(&numbers->sketch, arena_printf(arena, ".numbers-%" PRIu64, piece->first),
		piece->n_owner == 0        ? "nobody's" :
			piece->is_clash    ? "owned twice" :
			piece->n_owner > 1 ? "by extension" :
					     "again");
	if (piece->n_owner == 0)
		box.thing.emphasis = EMPHASIS_DIMMED;
	if (piece->is_clash)
		box.thing.emphasis = EMPHASIS_STRONG;
	tell_owners(numbers, piece, &box.thing);
	return diagram_add_box(numbers->sketch.diagram, &box);
}

static void add_piece(struct numbers *numbers, uint32_t at)
{
	struct sketch *sketch = &numbers->sketch;
	const struct number_piece *piece = &numbers->plan.piece[at];
	bool is_plain = piece->n_owner == 1 && sketch_box_of(sketch, piece->owner[0]) == NO_BOX;
	uint64_t n = piece->last - piece->first + 1;
	struct diagram_thing *thing;
	uint32_t number;

	if (numbers->block[piece->block] == 0)
		add_block(numbers, at);
	number = is_plain ? sketch_box(sketch, piece->owner[0], numbers->block[piece->block]) :
			    add_range(numbers, piece);
	if (number == NO_BOX)
		return;
	thing = &sketch->diagram->box[number].thing;
	diagram_add_text(sketch->diagram, thing, "%s",
		number_plan_text(piece->first, piece->last, &sketch->diagram->arena));
	if (n > 1)
		diagram_add_text(sketch->diagram, thing, "%" PRIu64 " numbers", n);
	if (!piece->is_entry && !numbers->is_matched[at])
		diagram_add_text(sketch->diagram, thing, "on no line");
	if (numbers->first[piece->block] == 0)
		numbers->first[piece->block] = number + 1;
	else
		sketch_tie(sketch, LINE_ORDER, number - 1, number);
}

/* The first piece that ends at the number or later. */
static uint32_t piece_at(const struct number_plan *plan, uint64_t number)
{
	uint32_t low = 0;
	uint32_t high = plan->n_piece;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (plan->piece[middle].last < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_bringing(struct numbers *numbers, const struct element *source, uint32_t piece)
{
	const struct bringing bringing = {
		.source = topo_index(numbers->sketch.topo, source),
		.block = numbers->plan.piece[piece].block,
	};

	if (mem_grow(&numbers->bringing, &numbers->room_bringing, numbers->n_bringing + 1, sizeof(bringing)))
		numbers->bringing[numbers->n_bringing++] = bringing;
}

static void note_lines(struct numbers *numbers)
{
	for (uint32_t i = 0; i < numbers->plan.n_claim; i++) {
		const struct number_claim *claim = &numbers->plan.claim[i];

		if (claim->is_entry)
			add_bringing(numbers, claim->who, piece_at(&numbers->plan, claim->range.first));
	}
}

/* What a provider's controller sends to a trunk: each piece by its first number. */
static void note_controller(struct numbers *numbers, const struct element *sbc)
{
	const struct topology *topo = numbers->sketch.topo;
	struct walk routes = walk_children(topo, sbc, BIT(K_NUMBER_ROUTE));
	const struct element *route;

	while ((route = walk_next(&routes)) != NULL) {
		const struct pattern *pattern = patterns_get(
			&numbers->patterns, topo_text(topo, route, A_PATTERN));

		for (uint32_t i = 0; pattern != NULL && i < numbers->plan.n_piece; i++) {
			const struct number_range plain = { .first = numbers->plan.piece[i].first };
			char text[NUMBER_TEXT_LENGTH];

			number_text(&plain, plain.first, text);
			if (!str_starts(str_of(text), pattern_prefix(pattern)) ||
				pattern_match(&numbers->patterns, pattern, str_of(text)) != MATCH_YES)
				continue;
			numbers->is_matched[i] = true;
			add_bringing(numbers, sbc, i);
		}
	}
}

static int compare_bringings(const void *a, const void *b)
{
	const struct bringing *one = a;
	const struct bringing *other = b;

	if (one->source != other->source)
		return one->source < other->source ? -1 : 1;
	return one->block < other->block ? -1 : one->block > other->block;
}

static void add_source(struct sketch *sketch, const struct element *source)
{
	const struct element *end = topo_ref(sketch->topo, source, A_ENDS_ON);
	uint32_t number = sketch_box(sketch, source, 0);

	if (number != NO_BOX && end != NULL)
		diagram_add_text(sketch->diagram, &sketch->diagram->box[number].thing, "ends on %s",
			sketch_title(sketch, end));
}

/* From what brings the numbers to the border of their block. */
static void join_sources(struct numbers *numbers)
{
	struct sketch *sketch = &numbers->sketch;

	if (numbers->n_bringing > 1)
		qsort(numbers->bringing, numbers->n_bringing, sizeof(*numbers->bringing), compare_bringings);
	for (uint32_t i = 0; i < numbers->n_bringing; i++) {
		const struct bringing *now = &numbers->bringing[i];
		const struct element *source = &sketch->topo->element[now->source];
		uint32_t line;

		if (i > 0 && compare_bringings(now, now - 1) == 0)
			continue;
		if (sketch_box_of(sketch, source) == NO_BOX)
			add_source(sketch, source);
		line = sketch_tie(
			sketch, LINE_PSTN, sketch_box_of(sketch, source), numbers->first[now->block] - 1);
		if (line != NO_BOX)
			sketch->diagram->line[line].to_area = numbers->block[now->block];
	}
}

/* Lines that bring no number that anybody could name. */
static void add_other_lines(struct sketch *sketch)
{
	struct walk lines = walk_kind(sketch->topo, K_PSTN_LINE);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL)
		if (sketch_box_of(sketch, line) == NO_BOX)
			add_source(sketch, line);
}

static void add_all(struct numbers *numbers)
{
	struct sketch *sketch = &numbers->sketch;
	struct walk sbcs = walk_kind(sketch->topo, K_SBC);
	const struct element *sbc;
	uint32_t n_without = count_without(sketch->topo);

	note_lines(numbers);
	while ((sbc = walk_next(&sbcs)) != NULL)
		note_controller(numbers, sbc);
	for (uint32_t i = 0; i < numbers->plan.n_piece && !mem_ran_out(); i++)
		add_piece(numbers, i);
	join_sources(numbers);
	add_other_lines(sketch);
	if (sketch->diagram->n_box == 0)
		diagram_add_note(sketch->diagram,
			"Nothing to draw: nobody has a telephone number and no line of the PSTN is described.");
	if (n_without > 0)
		diagram_add_note(sketch->diagram, "Not drawn: %u %s without a telephone number.",
			(unsigned)n_without, n_without == 1 ? "group or device" : "groups or devices");
}

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct numbers numbers = { .patterns = { 0 } };

	if (sketch_begin(&numbers.sketch, request, diagram)) {
		diagram->subtitle =
			"Numbers: what brings them, and who has them from the lowest to the highest";
		diagram->dimmed = "numbers that nobody has";
		diagram->strong = "numbers that two have";
		if (number_plan_make(&numbers.plan, request->topo) && allocate(&numbers))
			add_all(&numbers);
	}
	mem_free(numbers.block);
	mem_free(numbers.first);
	mem_free(numbers.bringing);
	mem_free(numbers.is_matched);
	number_plan_release(&numbers.plan);
	patterns_release(&numbers.patterns);
	sketch_end(&numbers.sketch);
}

const struct view view_numbers = {
	.name = "numbers",
	.title = "who has which telephone numbers, and on which lines they enter",
	.make = make,
};
