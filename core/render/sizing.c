/* SPDX-License-Identifier: MIT */
#include "render/sizing.h"

#include "base/mem.h"

#include <string.h>

enum {
	BOX_TEXT_WIDTH = 92,     /* points: five boxes side by side stay readable on A4 paper */
	ROUTE_TEXT_WIDTH = 102,  /* of routes with their patterns, routers with their addresses */
	POLICY_TEXT_WIDTH = 124, /* lists the names of routes and trunks */
	LINE_TEXT_WIDTH = 64,
	MEDIA_TEXT_WIDTH = 36, /* "srtp" over the name of the codec: many such lines stand side by side */
	AREA_TEXT_WIDTH = 260,
	MOST_ROWS_OF_A_TEXT = 4,
	MOST_IN_A_ROW = 4,
	MOST_BOXES_WITH_ROWS = 400,
	MOST_BADGES = 8, /* the rest is counted in one more */
};

static void add_row(struct text_block *block, const struct text_row *row)
{
	block->row[block->n++] = *row;
	if (row->width > block->size.width)
		block->size.width = row->width;
	block->size.height += row->height;
}

static void add_text(struct sized_diagram *sized, struct text_block *block, const char *text, double size,
	enum weight weight, enum ink ink, double width)
{
	const char *line[MOST_ROWS_OF_A_TEXT];
	uint32_t n = measure_wrap(sized->arena, str_of(text), size, weight, width, line, MOST_ROWS_OF_A_TEXT);

	for (uint32_t i = 0; i < n; i++)
		add_row(block,
			&(struct text_row){
				.text = line[i],
				.size = size,
				.width = measure_width(str_of(line[i]), size, weight),
				.height = size * LINE_HEIGHT,
				.weight = weight,
				.ink = ink,
			});
}

static void add_badge(struct text_block *block, const struct diagram_mark *mark, const char *text)
{
	add_row(block,
		&(struct text_row){
			.text = text,
			.size = FONT_TEXT,
			.width = measure_width(str_of(text), FONT_TEXT, WEIGHT_BOLD) + 2 * BADGE_PADDING,
			.height = FONT_TEXT * LINE_HEIGHT + 4,
			.weight = WEIGHT_BOLD,
			.ink = severity_ink(mark->severity),
			.mark = mark,
		});
}

/* One badge for all findings of a rule: each message in its tooltip, the gravest severity. NULL if not the first. */
static const struct diagram_mark *merge_marks(
	struct sized_diagram *sized, const struct diagram_thing *thing, uint32_t first, uint32_t *ret_n)
{
	struct diagram_mark *merged;

	for (uint32_t i = 0; i < first; i++)
		if (strcmp(thing->mark[i].rule, thing->mark[first].rule) == 0)
			return NULL;
	*ret_n = 1;
	merged = arena_alloc(sized->arena, sizeof(*merged));
	if (merged == NULL)
		return NULL;
	*merged = thing->mark[first];
	for (uint32_t i = first + 1; i < thing->n_mark; i++) {
		const struct diagram_mark *mark = &thing->mark[i];

		if (strcmp(mark->rule, merged->rule) != 0)
			continue;
		(*ret_n)++;
		merged->message = arena_printf(sized->arena, "%s\n%s", merged->message, mark->message);
		if (mark->severity > merged->severity)
			merged->severity = mark->severity;
	}
	return merged;
}

static void add_badges(
	struct sized_diagram *sized, struct text_block *block, const struct diagram_thing *thing)
{
	const struct diagram_mark *last = NULL;
	uint32_t n_badge = 0;
	uint32_t n;

	for (uint32_t i = 0; i < thing->n_mark; i++) {
		const struct diagram_mark *mark = merge_marks(sized, thing, i, &n);

		if (mark == NULL)
			continue;
		last = mark;
		if (++n_badge <= MOST_BADGES)
			add_badge(block, mark,
				n == 1 ? mark->rule :
					 arena_printf(sized->arena, "%s (%u)", mark->rule, (unsigned)n));
	}
	if (n_badge > MOST_BADGES)
		add_badge(block, last,
			arena_printf(sized->arena, "and %u more rules", (unsigned)(n_badge - MOST_BADGES)));
}

/* Caption, title, further lines, badges. */
static bool size_thing(struct sized_diagram *sized, struct text_block *block,
	const struct diagram_thing *thing, const char *caption, double width, double title_size,
	enum weight title_weight)
{
	bool is_dimmed = thing->emphasis == EMPHASIS_DIMMED;
	enum ink text_ink = is_dimmed ? INK_DIMMED_TEXT : INK_TEXT;
	enum ink subtle_ink = is_dimmed ? INK_DIMMED_TEXT : INK_SUBTLE;
	uint32_t most = (thing->n_text + 2) * MOST_ROWS_OF_A_TEXT + MOST_BADGES + 1;

	*block = (struct text_block){ .row = arena_alloc(sized->arena, most * sizeof(*block->row)) };
	if (block->row == NULL)
		return false;
	add_text(sized, block, caption, FONT_TEXT, WEIGHT_NORMAL, subtle_ink, width);
	add_text(sized, block, thing->title, title_size, title_weight, text_ink, width);
	for (uint32_t i = 0; i < thing->n_text; i++)
		add_text(sized, block, thing->text[i], FONT_TEXT, WEIGHT_NORMAL, subtle_ink, width);
	add_badges(sized, block, thing);
	return true;
}

/* What a shape takes around its text: slanting sides and round ends need more. */
static struct size around(enum box_shape shape, struct size text)
{
	switch (shape) {
	case SHAPE_ELLIPSE:
		return (struct size){ text.width * 1.3 + 20, text.height * 1.35 + 16 };
	case SHAPE_HEXAGON:
		return (struct size){ text.width + 2 * MOST_SLANT + 12, text.height + 14 };
	case SHAPE_OCTAGON:
		return (struct size){ text.width + 30, text.height + 16 };
	case SHAPE_STADIUM:
		return (struct size){ text.width + 16 + text.height * 0.1, text.height + 12 };
	case SHAPE_DOUBLE:
		return (struct size){ text.width + 20, text.height + 16 };
	default:
		return (struct size){ text.width + 16, text.height + 12 };
	}
}

static enum outline outline_of(enum box_shape shape)
{
	switch (shape) {
	case SHAPE_ELLIPSE:
		return OUTLINE_ELLIPSE;
	case SHAPE_HEXAGON:
		return OUTLINE_HEXAGON;
	case SHAPE_OCTAGON:
		return OUTLINE_OCTAGON;
	default:
		return OUTLINE_BOX;
	}
}

static bool size_areas(struct sized_diagram *sized)
{
	for (uint32_t i = 0; i < sized->diagram->n_area; i++) {
		const struct diagram_area *area = &sized->diagram->area[i];

		if (!size_thing(sized, &sized->area[i], &area->thing, "", AREA_TEXT_WIDTH, FONT_HEADING,
			    WEIGHT_BOLD))
			return false;
		sized->place_area[i] = (struct place_area){
			.within = area->within,
			.label = { sized->area[i].size.width + NAME_ROOM, sized->area[i].size.height + 4 },
		};
	}
	return true;
}

/* Trunks, and what they and tunnels end on: those of one kind in one area are best seen side by side. */
static bool is_for_a_row(const struct diagram_box *box)
{
	return box->within > 0 &&
		(box->figure == BOX_GATEWAY || box->figure == BOX_SBC || box->figure == BOX_ROUTER ||
			box->figure == BOX_TRUNK);
}

/* Rows have the numbers of their first boxes plus 1. */
static void make_rows(struct sized_diagram *sized)
{
	const struct diagram *diagram = sized->diagram;

	for (uint32_t i = 0; i < diagram->n_box; i++) {
		uint32_t n = 0;

		if (!is_for_a_row(&diagram->box[i]) || sized->place_box[i].row > 0)
			continue;
		for (uint32_t k = i; k < diagram->n_box && n < MOST_IN_A_ROW; k++)
			if (diagram->box[k].figure == diagram->box[i].figure &&
				diagram->box[k].within == diagram->box[i].within) {
				sized->place_box[k].row = i + 1;
				n++;
			}
	}
}

static double text_width(enum box_figure figure)
{
	if (figure == BOX_POLICY)
		return POLICY_TEXT_WIDTH;
	return figure == BOX_ROUTE || figure == BOX_ROUTER ? ROUTE_TEXT_WIDTH : BOX_TEXT_WIDTH;
}

static bool size_boxes(struct sized_diagram *sized)
{
	for (uint32_t i = 0; i < sized->diagram->n_box; i++) {
		const struct diagram_box *box = &sized->diagram->box[i];
		enum box_shape shape = box_info(box->figure)->shape;

		if (!size_thing(sized, &sized->box[i], &box->thing, box->caption, text_width(box->figure),
			    FONT_HEADING, WEIGHT_BOLD))
			return false;
		sized->place_box[i] = (struct place_box){
			.within = box->within,
			.size = around(shape, sized->box[i].size),
			.outline = outline_of(shape),
		};
		if (emphasis_frames(box->thing.emphasis)) {
			sized->place_box[i].outline = OUTLINE_BOX;
			sized->place_box[i].size.width += 2 * STRONG_ROOM;
			sized->place_box[i].size.height += 2 * STRONG_ROOM;
		}
	}
	if (sized->diagram->n_box <= MOST_BOXES_WITH_ROWS)
		make_rows(sized);
	return true;
}

static uint32_t outermost(const struct diagram *diagram, uint32_t within)
{
	while (within > 0 && diagram->area[within - 1].within > 0)
		within = diagram->area[within - 1].within;
	return within;
}

static bool size_lines(struct sized_diagram *sized)
{
	for (uint32_t i = 0; i < sized->diagram->n_line; i++) {
		const struct diagram *diagram = sized->diagram;
		const struct diagram_line *line = &diagram->line[i];
		struct text_block *block = &sized->line[i];

		double width = line->figure == LINE_MEDIA ? MEDIA_TEXT_WIDTH : LINE_TEXT_WIDTH;

		if (!size_thing(sized, block, &line->thing, "", width, FONT_TEXT, WEIGHT_NORMAL))
			return false;
		sized->place_line[i] = (struct place_line){
			.from = line->is_upwards ? line->to : line->from,
			.to = line->is_upwards ? line->from : line->to,
			.from_area = line->is_upwards ? line->to_area : line->from_area,
			.to_area = line->is_upwards ? line->from_area : line->to_area,
			.is_side = line->is_side,
			.leaves = outermost(diagram, diagram->box[line->from].within) !=
				outermost(diagram, diagram->box[line->to].within),
		};
		if (block->n > 0)
			sized->place_line[i].label = (struct size){ block->size.width + 8,
				block->size.height + 4 };
	}
	return true;
}

bool sizing_make(struct sized_diagram *sized, const struct diagram *diagram, struct arena *arena)
{
	*sized = (struct sized_diagram){ .arena = arena, .diagram = diagram };
	sized->area = arena_alloc(arena, (diagram->n_area + 1) * sizeof(*sized->area));
	sized->box = arena_alloc(arena, (diagram->n_box + 1) * sizeof(*sized->box));
	sized->line = arena_alloc(arena, (diagram->n_line + 1) * sizeof(*sized->line));
	sized->place_area = arena_alloc(arena, (diagram->n_area + 1) * sizeof(*sized->place_area));
	sized->place_box = arena_alloc(arena, (diagram->n_box + 1) * sizeof(*sized->place_box));
	sized->place_line = arena_alloc(arena, (diagram->n_line + 1) * sizeof(*sized->place_line));
	return sized->area != NULL && sized->box != NULL && sized->line != NULL &&
		sized->place_area != NULL && sized->place_box != NULL && sized->place_line != NULL &&
		size_areas(sized) && size_boxes(sized) && size_lines(sized) && !mem_ran_out();
}
