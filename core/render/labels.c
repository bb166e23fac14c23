/* SPDX-License-Identifier: MIT */
#include "render/labels.h"

#include <math.h>

#define NAME_STEP 12.0  /* points by which names of areas are moved */
#define BESIDE 3.0      /* between a label and its line */
#define BESIDE_FAR 11.0 /* the same, where there is no other place */
#define FAR 14.0        /* from its line: nobody would see that they belong together */

enum {
	ROUNDS = 2,     /* one label may have made room for another */
	SIDES = 5,      /* of a line, on which a label is tried */
	ON_A_THING = 8, /* a label on a box, a name or another label; on a line or a border it costs 1 */
};

/* Parts of a line at which its label is tried. */
static const double parts[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9 };

/* Those of them that do as a rule, and all, for a label that lies on a thing wherever else it is put. */
enum {
	USUAL_PARTS = 7,
	ALL_PARTS = ARRAY_LEN(parts),
};

bool line_has_label(const struct laid_out *drawing, uint32_t line)
{
	return drawing->request->line[line].label.width > 0;
}

struct frame frame_of_label(const struct laid_out *drawing, uint32_t line)
{
	return frame_around(drawing->placement->line[line].label, drawing->request->line[line].label, TOUCH);
}

struct frame frame_of_box(const struct laid_out *drawing, uint32_t box)
{
	return frame_around(drawing->placement->box[box], drawing->request->box[box].size, TOUCH);
}

struct frame frame_of_name(const struct laid_out *drawing, uint32_t area)
{
	struct size size = drawing->request->area[area].label;
	struct point at = drawing->placement->name[area];

	return (struct frame){ at, { at.x + size.width - NAME_ROOM, at.y + size.height } };
}

bool label_is_outside(const struct laid_out *drawing, uint32_t line)
{
	struct frame label = frame_of_label(drawing, line);
	struct size whole = drawing->placement->size;

	return label.low.x < 0 || label.low.y < 0 || label.high.x > whole.width ||
		label.high.y > whole.height;
}

static uint32_t count_over_name(const struct laid_out *drawing, uint32_t area)
{
	struct frame name = frame_of_name(drawing, area);
	uint32_t n = 0;

	for (uint32_t i = 0; i < drawing->request->n_line; i++) {
		n += polyline_meets(&drawing->flat->line[i], name);
		n += line_has_label(drawing, i) && frames_overlap(frame_of_label(drawing, i), name);
	}
	for (uint32_t i = 0; i < drawing->request->n_box; i++)
		n += frames_overlap(frame_of_box(drawing, i), name);
	return n;
}

static void move_name(const struct laid_out *drawing, uint32_t area)
{
	struct point *name = &drawing->placement->name[area];
	double most = drawing->placement->area[area].high.x - drawing->request->area[area].label.width;
	uint32_t fewest = count_over_name(drawing, area);
	struct point best = *name;

	while (fewest > 0 && name->x + NAME_STEP <= most) {
		uint32_t n;

		name->x += NAME_STEP;
		n = count_over_name(drawing, area);
		if (n < fewest) {
			fewest = n;
			best = *name;
		}
	}
	*name = best;
}

static bool is_far(const struct laid_out *drawing, uint32_t line)
{
	struct frame label = frame_of_label(drawing, line);

	label.low = (struct point){ label.low.x - FAR, label.low.y - FAR };
	label.high = (struct point){ label.high.x + FAR, label.high.y + FAR };
	return !polyline_meets(&drawing->flat->line[line], label);
}

static uint32_t count_under(const struct laid_out *drawing, uint32_t line)
{
	const struct place_request *request = drawing->request;
	struct frame label = frame_of_label(drawing, line);
	uint32_t n = is_far(drawing, line) ? ON_A_THING : 0;

	n += label_is_outside(drawing, line) ? ON_A_THING : 0;
	for (uint32_t i = 0; i < request->n_box; i++)
		n += frames_overlap(label, frame_of_box(drawing, i)) ? ON_A_THING : 0;
	for (uint32_t i = 0; i < request->n_area; i++) {
		n += frames_overlap(label, frame_of_name(drawing, i)) ? ON_A_THING : 0;
		n += frames_cut(label, drawing->placement->area[i]);
	}
	for (uint32_t i = 0; i < request->n_line; i++) {
		if (i == line)
			continue;
		n += polyline_meets(&drawing->flat->line[i], label);
		if (line_has_label(drawing, i) && frames_overlap(label, frame_of_label(drawing, i)))
			n += ON_A_THING;
	}
	return n;
}

/* Where on the line the label is tried: beside it, below it, on it. */
static struct point place_at(const struct laid_out *drawing, uint32_t line, uint32_t n_try, double distance)
{
	static const struct point sides[SIDES] = { { 1, 0 }, { -1, 0 }, { 0, -1 }, { 0, 1 }, { 0, 0 } };
	const struct polyline *way = &drawing->flat->line[line];
	struct size size = drawing->request->line[line].label;
	struct point side = sides[n_try % SIDES];
	double part = parts[n_try / SIDES];
	struct point on = polyline_at(way, part);

	return (struct point){ on.x + side.x * (size.width / 2 + distance),
		on.y + side.y * (size.height / 2 + distance) };
}

/* To where the fewest things are under it. Returns how many, each weighed. */
static uint32_t move_label(const struct laid_out *drawing, uint32_t line, uint32_t n_parts, double distance)
{
	struct point *label = &drawing->placement->line[line].label;
	struct point best = *label;
	uint32_t fewest = count_under(drawing, line);

	for (uint32_t i = 0; fewest > 0 && i < n_parts * SIDES; i++) {
		uint32_t n;

		*label = place_at(drawing, line, i, distance);
		n = count_under(drawing, line);
		if (n < fewest) {
			fewest = n;
			best = *label;
		}
	}
	*label = best;
	return fewest;
}

/* One that lies on a thing is tried further along its line and further from it. */
static void settle_label(const struct laid_out *drawing, uint32_t line)
{
	if (move_label(drawing, line, USUAL_PARTS, BESIDE) >= ON_A_THING &&
		move_label(drawing, line, ALL_PARTS, BESIDE) >= ON_A_THING)
		(void)move_label(drawing, line, ALL_PARTS, BESIDE_FAR);
}

void labels_settle(const struct laid_out *drawing)
{
	for (uint32_t i = 0; i < drawing->request->n_area; i++)
		if (drawing->request->area[i].label.width > 0)
			move_name(drawing, i);
	for (unsigned round = 0; round < ROUNDS; round++)
		for (uint32_t i = 0; i < drawing->request->n_line; i++)
			if (line_has_label(drawing, i) && drawing->flat->line[i].n > 0)
				settle_label(drawing, i);
}
