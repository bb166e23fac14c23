/* SPDX-License-Identifier: MIT */
#include "render/flaws.h"

#define TOLERANCE 2.0 /* points by which things may touch */

enum {
	PIECES = 16, /* of a curve */
};

static struct frame around(struct point centre, struct size size)
{
	return (struct frame){ { centre.x - size.width / 2 + TOLERANCE,
				       centre.y - size.height / 2 + TOLERANCE },
		{ centre.x + size.width / 2 - TOLERANCE, centre.y + size.height / 2 - TOLERANCE } };
}

static bool overlap(struct frame a, struct frame b)
{
	return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

static bool holds(struct frame frame, struct point point)
{
	return point.x > frame.low.x && point.x < frame.high.x && point.y > frame.low.y &&
		point.y < frame.high.y;
}

/* A point of a cubic curve. */
static struct point at(const struct point *p, double t)
{
	double u = 1 - t;
	double a = u * u * u;
	double b = 3 * u * u * t;
	double c = 3 * u * t * t;
	double d = t * t * t;

	return (struct point){ a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
		a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

static bool runs_through(const struct curve *curve, struct frame frame)
{
	for (uint32_t i = 0; i + 3 < curve->n; i += 3)
		for (unsigned k = 0; k <= PIECES; k++)
			if (holds(frame, at(curve->point + i, (double)k / PIECES)))
				return true;
	return false;
}

static uint32_t count_boxes(
	const struct place_request *request, const struct placement *placement, uint32_t line)
{
	const struct place_line *wanted = &request->line[line];
	const struct curve *curve = &placement->line[line];
	struct frame label = around(curve->label, wanted->label);
	uint32_t n = 0;

	for (uint32_t i = 0; i < request->n_box; i++) {
		struct frame box = around(placement->box[i], request->box[i].size);

		n += i != wanted->from && i != wanted->to && runs_through(curve, box);
		n += wanted->label.width > 0 && overlap(label, box);
	}
	return n;
}

static uint32_t count_labels(
	const struct place_request *request, const struct placement *placement, uint32_t line)
{
	struct frame label = around(placement->line[line].label, request->line[line].label);
	uint32_t n = 0;

	if (request->line[line].label.width <= 0)
		return 0;
	for (uint32_t i = line + 1; i < request->n_line; i++)
		n += request->line[i].label.width > 0 &&
			overlap(label, around(placement->line[i].label, request->line[i].label));
	return n;
}

uint32_t flaws_count(const struct place_request *request, const struct placement *placement)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < request->n_line; i++)
		n += count_boxes(request, placement, i) + count_labels(request, placement, i);
	return n;
}
