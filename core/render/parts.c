/* SPDX-License-Identifier: MIT */
#include "render/parts.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

#define GAP 24.0   /* between parts */
#define ASPECT 1.3 /* width to height of the whole, about */

enum {
	FEW = 60, /* boxes: up to it all is one part */
};

/* Everything that is joined has the same smallest number: areas first, then boxes. */
static uint32_t root_of(uint32_t *link, uint32_t i)
{
	while (link[i] != i) {
		link[i] = link[link[i]];
		i = link[i];
	}
	return i;
}

static void join(uint32_t *link, uint32_t a, uint32_t b)
{
	a = root_of(link, a);
	b = root_of(link, b);
	if (a < b)
		link[b] = a;
	else
		link[a] = b;
}

static void join_all(uint32_t *link, const struct place_request *whole)
{
	uint32_t box = whole->n_area;

	for (uint32_t i = 0; i < whole->n_area + whole->n_box; i++)
		link[i] = whole->n_box > FEW ? i : 0;
	if (whole->n_box <= FEW)
		return;
	for (uint32_t i = 0; i < whole->n_area; i++)
		if (whole->area[i].within > 0)
			join(link, i, whole->area[i].within - 1);
	for (uint32_t i = 0; i < whole->n_box; i++)
		if (whole->box[i].within > 0)
			join(link, box + i, whole->box[i].within - 1);
	for (uint32_t i = 0; i < whole->n_line; i++)
		join(link, box + whole->line[i].from, box + whole->line[i].to);
}

/* Numbers the parts in the order of what is in them, and everything in its part. */
static void number_all(struct parts *parts, const struct place_request *whole, uint32_t *link, uint32_t *part)
{
	for (uint32_t i = 0; i < whole->n_area + whole->n_box; i++)
		if (root_of(link, i) == i)
			part[i] = parts->n++;
	for (uint32_t i = 0; i < whole->n_area; i++)
		parts->area_part[i] = part[root_of(link, i)];
	for (uint32_t i = 0; i < whole->n_box; i++)
		parts->box_part[i] = part[root_of(link, whole->n_area + i)];
	for (uint32_t i = 0; i < whole->n_line; i++)
		parts->line_part[i] = parts->box_part[whole->line[i].from];
}

static void count_all(struct parts *parts, const struct place_request *whole)
{
	for (uint32_t i = 0; i < parts->n; i++) {
		parts->request[i] = *whole;
		parts->request[i].n_area = 0;
		parts->request[i].n_box = 0;
		parts->request[i].n_line = 0;
	}
	for (uint32_t i = 0; i < whole->n_area; i++)
		parts->area_number[i] = parts->request[parts->area_part[i]].n_area++;
	for (uint32_t i = 0; i < whole->n_box; i++)
		parts->box_number[i] = parts->request[parts->box_part[i]].n_box++;
	for (uint32_t i = 0; i < whole->n_line; i++)
		parts->line_number[i] = parts->request[parts->line_part[i]].n_line++;
}

static uint32_t renumbered(const struct parts *parts, uint32_t area)
{
	return area > 0 ? parts->area_number[area - 1] + 1 : 0;
}

/* Each part's pieces stand together in arrays as long as those of the whole. */
static bool fill(struct parts *parts, const struct place_request *whole)
{
	struct place_area *area = arena_alloc(&parts->arena, (whole->n_area + 1) * sizeof(*area));
	struct place_box *box = arena_alloc(&parts->arena, (whole->n_box + 1) * sizeof(*box));
	struct place_line *line = arena_alloc(&parts->arena, (whole->n_line + 1) * sizeof(*line));
	uint32_t areas = 0;
	uint32_t boxes = 0;
	uint32_t lines = 0;

	if (area == NULL || box == NULL || line == NULL)
		return false;
	for (uint32_t i = 0; i < parts->n; i++) {
		parts->request[i].area = area + areas;
		parts->request[i].box = box + boxes;
		parts->request[i].line = line + lines;
		areas += parts->request[i].n_area;
		boxes += parts->request[i].n_box;
		lines += parts->request[i].n_line;
	}
	for (uint32_t i = 0; i < whole->n_area; i++) {
		size_t at = (size_t)(parts->request[parts->area_part[i]].area - area) + parts->area_number[i];

		area[at] = whole->area[i];
		area[at].within = renumbered(parts, whole->area[i].within);
	}
	for (uint32_t i = 0; i < whole->n_box; i++) {
		size_t at = (size_t)(parts->request[parts->box_part[i]].box - box) + parts->box_number[i];

		box[at] = whole->box[i];
		box[at].within = renumbered(parts, whole->box[i].within);
	}
	for (uint32_t i = 0; i < whole->n_line; i++) {
		size_t at = (size_t)(parts->request[parts->line_part[i]].line - line) + parts->line_number[i];

		line[at] = whole->line[i];
		line[at].from = parts->box_number[whole->line[i].from];
		line[at].to = parts->box_number[whole->line[i].to];
		line[at].from_area = renumbered(parts, whole->line[i].from_area);
		line[at].to_area = renumbered(parts, whole->line[i].to_area);
	}
	return true;
}

static uint32_t *numbers(struct arena *arena, uint32_t n)
{
	uint32_t *array = arena_alloc(arena, (n + 1) * sizeof(*array));

	if (array != NULL)
		memset(array, 0, (n + 1) * sizeof(*array));
	return array;
}

bool parts_make(struct parts *parts, const struct place_request *whole)
{
	uint32_t n = whole->n_area + whole->n_box;
	uint32_t *link;
	uint32_t *part;

	*parts = (struct parts){ 0 };
	link = numbers(&parts->arena, n);
	part = numbers(&parts->arena, n);
	parts->area_part = numbers(&parts->arena, whole->n_area);
	parts->area_number = numbers(&parts->arena, whole->n_area);
	parts->box_part = numbers(&parts->arena, whole->n_box);
	parts->box_number = numbers(&parts->arena, whole->n_box);
	parts->line_part = numbers(&parts->arena, whole->n_line);
	parts->line_number = numbers(&parts->arena, whole->n_line);
	if (link == NULL || part == NULL || mem_ran_out())
		return false;
	join_all(link, whole);
	number_all(parts, whole, link, part);
	parts->request = arena_alloc(&parts->arena, (parts->n + 1) * sizeof(*parts->request));
	if (parts->request == NULL)
		return false;
	count_all(parts, whole);
	return fill(parts, whole);
}

void parts_release(struct parts *parts)
{
	arena_release(&parts->arena);
	*parts = (struct parts){ 0 };
}

/* Rows from left to right, in order; as wide as makes the whole about as high as wide. */
static void shelve(const struct parts *parts, const struct placement *placed, struct point *offset,
	struct size *ret_size)
{
	double sum = 0;
	double widest = 0;
	double most;
	struct point at = { 0, 0 };
	double height = 0;

	for (uint32_t i = 0; i < parts->n; i++) {
		sum += (placed[i].size.width + GAP) * (placed[i].size.height + GAP);
		widest = fmax(widest, placed[i].size.width);
	}
	most = fmax(widest, sqrt(sum * ASPECT));
	*ret_size = (struct size){ 0, 0 };
	for (uint32_t i = 0; i < parts->n; i++) {
		if (at.x > 0 && at.x + placed[i].size.width > most) {
			at = (struct point){ 0, at.y + height + GAP };
			height = 0;
		}
		offset[i] = at;
		height = fmax(height, placed[i].size.height);
		ret_size->width = fmax(ret_size->width, at.x + placed[i].size.width);
		ret_size->height = fmax(ret_size->height, at.y + height);
		at.x += placed[i].size.width + GAP;
	}
}

static struct point moved(struct point point, struct point by)
{
	return (struct point){ point.x + by.x, point.y + by.y };
}

static bool move_curve(
	struct placement *ret, const struct curve *curve, struct point by, struct curve *ret_curve)
{
	struct point *point = arena_alloc(&ret->arena, (curve->n + 1) * sizeof(*point));

	if (point == NULL)
		return false;
	for (uint32_t i = 0; i < curve->n; i++)
		point[i] = moved(curve->point[i], by);
	*ret_curve = (struct curve){ curve->n > 0 ? point : NULL, curve->n, moved(curve->label, by) };
	return true;
}

bool parts_join(const struct parts *parts, const struct place_request *whole, const struct placement *placed,
	struct placement *ret)
{
	struct point *offset = arena_alloc(&ret->arena, (parts->n + 1) * sizeof(*offset));

	if (offset == NULL || !placement_begin(ret, whole))
		return false;
	shelve(parts, placed, offset, &ret->size);
	for (uint32_t i = 0; i < whole->n_area; i++) {
		uint32_t part = parts->area_part[i];
		struct frame frame = placed[part].area[parts->area_number[i]];

		ret->area[i] = (struct frame){ moved(frame.low, offset[part]),
			moved(frame.high, offset[part]) };
		ret->name[i] = moved(placed[part].name[parts->area_number[i]], offset[part]);
	}
	for (uint32_t i = 0; i < whole->n_box; i++) {
		uint32_t part = parts->box_part[i];

		ret->box[i] = moved(placed[part].box[parts->box_number[i]], offset[part]);
	}
	for (uint32_t i = 0; i < whole->n_line; i++) {
		uint32_t part = parts->line_part[i];

		if (!move_curve(ret, &placed[part].line[parts->line_number[i]], offset[part], &ret->line[i]))
			return false;
	}
	return true;
}
