/* SPDX-License-Identifier: MIT */
#include "render/scene.h"

#include "base/mem.h"
#include "render/arrange.h"
#include "render/strokes.h"

#include <math.h>

#define MARGIN PAGE_MARGIN
#define TITLE_GAP 14.0
#define LEGEND_GAP 14.0
#define LEAST_WIDTH 420.0 /* so that title and legend have room */

enum {
	MOST_HEADING_ROWS = 6, /* of each text above the drawing */
};

void scene_release(struct scene *scene)
{
	arena_release(&scene->arena);
	mem_free(scene->group);
	mem_free(scene->stroke);
	*scene = (struct scene){ 0 };
}

/* Broken at the width of the drawing. Returns the base line of the last row. */
static double draw_words(struct scene *scene, enum ink ink, const char *words, double size,
	enum weight weight, double y, double width)
{
	const char *line[MOST_HEADING_ROWS];
	uint32_t n = measure_wrap(&scene->arena, str_of(words), size, weight, width, line, MOST_HEADING_ROWS);

	for (uint32_t i = 0; i < n; i++) {
		y += i == 0 && weight == WEIGHT_BOLD ? size : size * LINE_HEIGHT;
		stroke_text(scene, ink, line[i], size, weight, (struct point){ MARGIN, y }, false);
	}
	return y;
}

/* Where the diagram begins on the page, below title and notes. */
static struct point draw_heading(struct scene *scene, const struct diagram *diagram, double width)
{
	double y = MARGIN;

	stroke_group(scene, &(struct scene_group){ .kind = GROUP_OTHER, .name = "title" });
	y = draw_words(scene, INK_TEXT, diagram->title, FONT_TITLE, WEIGHT_BOLD, y, width);
	if (*diagram->subtitle != '\0')
		y = draw_words(
			scene, INK_SUBTLE, diagram->subtitle, FONT_HEADING, WEIGHT_NORMAL, y + 2, width);
	for (uint32_t i = 0; i < diagram->n_note; i++)
		y = draw_words(scene, INK_SUBTLE, diagram->note[i], FONT_TEXT, WEIGHT_NORMAL, y, width);
	y = draw_words(scene, INK_SUBTLE, scene->fallback, FONT_TEXT, WEIGHT_NORMAL, y, width);
	return (struct point){ MARGIN, y + TITLE_GAP };
}

static struct frame shift(struct frame frame, struct point by)
{
	return (struct frame){ { frame.low.x + by.x, frame.low.y + by.y },
		{ frame.high.x + by.x, frame.high.y + by.y } };
}

static enum ink ink_of_area(const struct diagram_area *area)
{
	return area->thing.emphasis == EMPHASIS_DIMMED ? INK_DIMMED : area_info(area->figure)->ink;
}

static void draw_area(struct scene *scene, const struct sized_diagram *sized, uint32_t n, struct frame frame)
{
	const struct diagram_area *area = &sized->diagram->area[n];
	const struct figure_info *figure = area_info(area->figure);

	stroke_group(
		scene, &(struct scene_group){ .kind = GROUP_AREA, .thing = &area->thing, .figure = figure });
	if (emphasis_frames(area->thing.emphasis))
		stroke_frame(scene, emphasis_ink(area->thing.emphasis), frame, 6);
	stroke_frame(scene, ink_of_area(area), frame, 6);
}

/* The name of an area, over the lines that pass there. */
static void draw_area_label(
	struct scene *scene, const struct sized_diagram *sized, uint32_t n, struct point at)
{
	stroke_group(scene, &(struct scene_group){ .kind = GROUP_OTHER, .name = "label" });
	stroke_grounds(scene, ink_of_area(&sized->diagram->area[n]), &sized->area[n], at, false);
	stroke_block(scene, &sized->area[n], at, false);
}

static void draw_box(struct scene *scene, const struct sized_diagram *sized, uint32_t n, struct point centre)
{
	const struct diagram_box *box = &sized->diagram->box[n];
	const struct figure_info *figure = box_info(box->figure);
	struct size size = sized->place_box[n].size;
	struct frame frame = { { centre.x - size.width / 2, centre.y - size.height / 2 },
		{ centre.x + size.width / 2, centre.y + size.height / 2 } };
	double off = figure->shape == SHAPE_DOUBLE ? 2 : 0;

	stroke_group(
		scene, &(struct scene_group){ .kind = GROUP_BOX, .thing = &box->thing, .figure = figure });
	if (emphasis_frames(box->thing.emphasis)) {
		stroke_frame(scene, emphasis_ink(box->thing.emphasis), frame, 8);
		frame = (struct frame){ { frame.low.x + STRONG_ROOM, frame.low.y + STRONG_ROOM },
			{ frame.high.x - STRONG_ROOM, frame.high.y - STRONG_ROOM } };
	}
	stroke_shape(scene, figure->shape, box->thing.emphasis == EMPHASIS_DIMMED ? INK_DIMMED : figure->ink,
		frame);
	stroke_block(scene, &sized->box[n],
		(struct point){ centre.x - off, centre.y + off - sized->box[n].size.height / 2 }, true);
}

/* What is seen behind this point: the innermost area around it, areas in areas come after those around them. */
static enum ink ground_at(
	const struct diagram *diagram, const struct placement *placement, struct point point)
{
	enum ink ground = INK_PAGE;

	for (uint32_t i = 0; i < diagram->n_area; i++) {
		struct frame frame = placement->area[i];

		if (point.x > frame.low.x && point.x < frame.high.x && point.y > frame.low.y &&
			point.y < frame.high.y)
			ground = ink_of_area(&diagram->area[i]);
	}
	return ground;
}

static void draw_line(struct scene *scene, const struct sized_diagram *sized,
	const struct placement *placement, uint32_t n, struct point by)
{
	const struct diagram_line *line = &sized->diagram->line[n];
	const struct curve *curve = &placement->line[n];
	struct point at = { curve->label.x + by.x, curve->label.y + by.y - sized->line[n].size.height / 2 };
	struct point *point = arena_alloc(&scene->arena, (curve->n + 1) * sizeof(*point));

	if (point == NULL)
		return;
	for (uint32_t i = 0; i < curve->n; i++) {
		uint32_t from = line->is_upwards ? curve->n - 1 - i : i;

		point[i] = (struct point){ curve->point[from].x + by.x, curve->point[from].y + by.y };
	}
	stroke_group(scene,
		&(struct scene_group){
			.kind = GROUP_LINE, .thing = &line->thing, .figure = line_info(line->figure) });
	stroke_line(scene, line, point, curve->n);
	if (sized->line[n].n > 0) {
		stroke_grounds(
			scene, ground_at(sized->diagram, placement, curve->label), &sized->line[n], at, true);
		stroke_block(scene, &sized->line[n], at, true);
	}
}

static void draw(struct scene *scene, const struct sized_diagram *sized, const struct placement *placement)
{
	const struct diagram *diagram = sized->diagram;
	double width = fmax(placement->size.width, LEAST_WIDTH);
	struct point by = draw_heading(scene, diagram, width);
	struct point foot = { MARGIN, by.y + placement->size.height + LEGEND_GAP };

	scene->heading = by.y - TITLE_GAP;
	by.x += (width - placement->size.width) / 2;
	for (uint32_t i = 0; i < diagram->n_area; i++)
		draw_area(scene, sized, i, shift(placement->area[i], by));
	for (uint32_t i = 0; i < diagram->n_line; i++)
		draw_line(scene, sized, placement, i, by);
	for (uint32_t i = 0; i < diagram->n_area; i++)
		draw_area_label(scene, sized, i,
			(struct point){ placement->name[i].x + by.x, placement->name[i].y + by.y });
	for (uint32_t i = 0; i < diagram->n_box; i++)
		draw_box(scene, sized, i,
			(struct point){ placement->box[i].x + by.x, placement->box[i].y + by.y });
	stroke_group(scene, &(struct scene_group){ .kind = GROUP_OTHER, .name = "legend" });
	scene->size.height = foot.y + stroke_legend(scene, diagram, foot, width) + MARGIN;
	scene->size.width = width + 2 * MARGIN;
}

enum place_status scene_make(
	const struct diagram *diagram, const struct patience *patience, struct scene *ret)
{
	struct sized_diagram sized;
	struct placement placement = { 0 };
	enum place_status status = PLACE_NO_MEMORY;

	*ret = (struct scene){ .fallback = "" };
	if (sizing_make(&sized, diagram, &ret->arena))
		status = arrange(&sized, patience, &placement, &ret->fallback);
	if (status == PLACE_OK)
		draw(ret, &sized, &placement);
	placement_release(&placement);
	return mem_ran_out() ? PLACE_NO_MEMORY : status;
}
