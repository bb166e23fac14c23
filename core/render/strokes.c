/* SPDX-License-Identifier: MIT */
#include "render/strokes.h"

#include "base/mem.h"

#include <math.h>

#define ARROW_WIDTH 7.0
#define SHADOW 4.0 /* of the second outline of a pool */
#define FOLD 9.0
#define HALO 1.5 /* free room beside letters that a line passes under */

void stroke_group(struct scene *scene, const struct scene_group *group)
{
	if (!mem_grow(&scene->group, &scene->room_group, scene->n_group + 1, sizeof(*group)))
		return;
	scene->group[scene->n_group] = *group;
	scene->group[scene->n_group].first = scene->n_stroke;
	scene->group[scene->n_group++].n = 0;
}

static void stroke_add(struct scene *scene, const struct stroke *stroke)
{
	if (scene->n_group == 0 ||
		!mem_grow(&scene->stroke, &scene->room_stroke, scene->n_stroke + 1, sizeof(*stroke)))
		return;
	scene->stroke[scene->n_stroke++] = *stroke;
	scene->group[scene->n_group - 1].n++;
}

void stroke_frame(struct scene *scene, enum ink ink, struct frame frame, double radius)
{
	stroke_add(scene,
		&(struct stroke){ .kind = STROKE_FRAME, .ink = ink, .frame = frame, .radius = radius });
}

/* Points are copied. */
static void stroke_points(struct scene *scene, enum stroke_kind kind, enum ink ink, enum variant variant,
	const struct point *point, uint32_t n)
{
	struct point *copy = arena_alloc(&scene->arena, n * sizeof(*copy));

	if (copy == NULL)
		return;
	memcpy(copy, point, n * sizeof(*copy));
	stroke_add(scene,
		&(struct stroke){
			.kind = kind, .ink = ink, .variant = variant, .point = copy, .n_point = n });
}

void stroke_text(struct scene *scene, enum ink ink, const char *text, double size, enum weight weight,
	struct point at, bool is_middle)
{
	struct point *copy = arena_alloc(&scene->arena, sizeof(*copy));

	if (copy == NULL)
		return;
	*copy = at;
	stroke_add(scene,
		&(struct stroke){
			.kind = STROKE_TEXT,
			.ink = ink,
			.point = copy,
			.n_point = 1,
			.text = text,
			.size = size,
			.width = measure_width(str_of(text), size, weight),
			.weight = weight,
			.is_middle = is_middle,
		});
}

static void stroke_badge(struct scene *scene, const struct text_row *row, struct point at, bool is_middle)
{
	double left = is_middle ? at.x - row->width / 2 : at.x;
	struct frame frame = { { left, at.y + 2 }, { left + row->width, at.y + row->height } };

	stroke_add(scene,
		&(struct stroke){ .kind = STROKE_FRAME,
			.ink = row->ink,
			.frame = frame,
			.radius = 4,
			.mark = row->mark });
	stroke_text(scene, INK_ON_MARK, row->text, row->size, row->weight,
		(struct point){ left + row->width / 2, at.y + row->height - 4.5 }, true);
}

void stroke_grounds(
	struct scene *scene, enum ink ink, const struct text_block *block, struct point at, bool is_middle)
{
	for (uint32_t i = 0; i < block->n; i++) {
		const struct text_row *row = &block->row[i];
		double left = is_middle ? at.x - row->width / 2 : at.x;

		if (row->mark == NULL)
			stroke_add(scene,
				&(struct stroke){ .kind = STROKE_FRAME,
					.ink = ink,
					.variant = VARIANT_GROUND,
					.frame = { { left - HALO, at.y },
						{ left + row->width + HALO, at.y + row->height } },
					.radius = 2 });
		at.y += row->height;
	}
}

void stroke_block(struct scene *scene, const struct text_block *block, struct point at, bool is_middle)
{
	for (uint32_t i = 0; i < block->n; i++) {
		const struct text_row *row = &block->row[i];

		if (row->mark != NULL)
			stroke_badge(scene, row, at, is_middle);
		else
			stroke_text(scene, row->ink, row->text, row->size, row->weight,
				(struct point){ at.x, at.y + row->size }, is_middle);
		at.y += row->height;
	}
}

static void stroke_corners(
	struct scene *scene, enum ink ink, struct frame f, double cut_x, double cut_y, bool bottom_too)
{
	double below = bottom_too ? cut_y : 0;
	double inset = bottom_too ? cut_x : 0;
	const struct point point[] = {
		{ f.low.x + cut_x, f.low.y },
		{ f.high.x - cut_x, f.low.y },
		{ f.high.x, f.low.y + cut_y },
		{ f.high.x, f.high.y - below },
		{ f.high.x - inset, f.high.y },
		{ f.low.x + inset, f.high.y },
		{ f.low.x, f.high.y - below },
		{ f.low.x, f.low.y + cut_y },
	};

	stroke_points(scene, STROKE_POLYGON, ink, VARIANT_PLAIN, point, ARRAY_LEN(point));
}

static void stroke_hexagon(struct scene *scene, enum ink ink, struct frame f)
{
	double middle = (f.low.y + f.high.y) / 2;
	double slant = (f.high.y - f.low.y) / 2;
	double cut = slant < MOST_SLANT ? slant : MOST_SLANT;
	const struct point point[] = {
		{ f.low.x + cut, f.low.y },
		{ f.high.x - cut, f.low.y },
		{ f.high.x, middle },
		{ f.high.x - cut, f.high.y },
		{ f.low.x + cut, f.high.y },
		{ f.low.x, middle },
	};

	stroke_points(scene, STROKE_POLYGON, ink, VARIANT_PLAIN, point, ARRAY_LEN(point));
}

static void stroke_folded(struct scene *scene, enum ink ink, struct frame f)
{
	const struct point sheet[] = {
		{ f.low.x, f.low.y },
		{ f.high.x - FOLD, f.low.y },
		{ f.high.x, f.low.y + FOLD },
		{ f.high.x, f.high.y },
		{ f.low.x, f.high.y },
	};
	const struct point corner[] = {
		{ f.high.x - FOLD, f.low.y },
		{ f.high.x - FOLD, f.low.y + FOLD },
		{ f.high.x, f.low.y + FOLD },
	};

	stroke_points(scene, STROKE_POLYGON, ink, VARIANT_PLAIN, sheet, ARRAY_LEN(sheet));
	stroke_points(scene, STROKE_POLYGON, ink, VARIANT_PLAIN, corner, ARRAY_LEN(corner));
}

void stroke_shape(struct scene *scene, enum box_shape shape, enum ink ink, struct frame f)
{
	struct frame behind = f;
	double height = f.high.y - f.low.y;
	double round = height / 3 < 7 ? height / 3 : 7;
	double cut = height / 3 < 10 ? height / 3 : 10;

	switch (shape) {
	case SHAPE_RECTANGLE:
		stroke_frame(scene, ink, f, 0);
		break;
	case SHAPE_ROUNDED:
		stroke_frame(scene, ink, f, round);
		break;
	case SHAPE_DOUBLE:
		behind.low.x += SHADOW;
		f.high.x -= SHADOW;
		f.low.y += SHADOW;
		behind.high.y -= SHADOW;
		stroke_frame(scene, ink, behind, round);
		stroke_frame(scene, ink, f, round);
		break;
	case SHAPE_STADIUM:
		stroke_frame(scene, ink, f, height / 2 < 16 ? height / 2 : 16);
		break;
	case SHAPE_NOTCHED:
		stroke_corners(scene, ink, f, 8, 8, false);
		break;
	case SHAPE_OCTAGON:
		stroke_corners(scene, ink, f, cut, cut, true);
		break;
	case SHAPE_HEXAGON:
		stroke_hexagon(scene, ink, f);
		break;
	case SHAPE_ELLIPSE:
		stroke_add(scene, &(struct stroke){ .kind = STROKE_OVAL, .ink = ink, .frame = f });
		break;
	case SHAPE_FOLDED:
		stroke_folded(scene, ink, f);
		break;
	}
}

/* A triangle whose point is at the tip, seen from `before`. */
static void stroke_arrow(
	struct scene *scene, enum ink ink, bool is_solid, struct point tip, struct point before)
{
	double dx = tip.x - before.x;
	double dy = tip.y - before.y;
	double length = sqrt(dx * dx + dy * dy);
	struct point point[3];

	if (length < 1e-6)
		return;
	dx /= length;
	dy /= length;
	point[0] = tip;
	point[1] = (struct point){ tip.x - dx * ARROW_LENGTH - dy * ARROW_WIDTH / 2,
		tip.y - dy * ARROW_LENGTH + dx * ARROW_WIDTH / 2 };
	point[2] = (struct point){ tip.x - dx * ARROW_LENGTH + dy * ARROW_WIDTH / 2,
		tip.y - dy * ARROW_LENGTH - dx * ARROW_WIDTH / 2 };
	stroke_points(scene, STROKE_POLYGON, ink, is_solid ? VARIANT_SOLID : VARIANT_OPEN, point, 3);
}

void stroke_line(struct scene *scene, const struct diagram_line *line, const struct point *point, uint32_t n)
{
	enum ink ink = line->thing.emphasis == EMPHASIS_DIMMED ? INK_DIMMED : line_info(line->figure)->ink;

	if (n < 2)
		return;
	if (emphasis_frames(line->thing.emphasis))
		stroke_points(
			scene, STROKE_CURVE, emphasis_ink(line->thing.emphasis), VARIANT_PLAIN, point, n);
	stroke_points(scene, STROKE_CURVE, ink, VARIANT_PLAIN, point, n);
	if (ink_info(ink)->dash == DASH_DOUBLE)
		stroke_points(scene, STROKE_CURVE, ink, VARIANT_INNER, point, n);
	if (line->ends != ENDS_NONE)
		stroke_arrow(scene, ink, line->encrypted, point[n - 1], point[n - 2]);
	if (line->ends == ENDS_BOTH)
		stroke_arrow(scene, ink, line->encrypted, point[0], point[1]);
}
