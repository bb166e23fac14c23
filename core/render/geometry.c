/* SPDX-License-Identifier: MIT */
#include "render/geometry.h"

#include <math.h>
#include <string.h>

enum {
	PIECES = 16, /* of a curve */
};

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

static void add_point(struct polyline *line, struct point point)
{
	struct frame *bounds = &line->bounds;

	if (line->n == 0)
		*bounds = (struct frame){ point, point };
	bounds->low = (struct point){ fmin(bounds->low.x, point.x), fmin(bounds->low.y, point.y) };
	bounds->high = (struct point){ fmax(bounds->high.x, point.x), fmax(bounds->high.y, point.y) };
	line->point[line->n++] = point;
}

static bool flatten(struct flat *flat, const struct curve *curve, struct polyline *ret)
{
	uint32_t cubics = curve->n > 0 ? (curve->n - 1) / 3 : 0;

	*ret = (struct polyline){ .point = arena_alloc(
					  &flat->arena, (cubics * PIECES + 1) * sizeof(*ret->point)) };
	if (ret->point == NULL)
		return false;
	if (cubics > 0)
		add_point(ret, curve->point[0]);
	for (uint32_t i = 0; i < cubics; i++)
		for (unsigned k = 1; k <= PIECES; k++)
			add_point(ret, at(curve->point + 3 * (size_t)i, (double)k / PIECES));
	return true;
}

bool flat_make(struct flat *flat, const struct placement *placement, uint32_t n_line)
{
	*flat = (struct flat){ .n = 0 };
	flat->line = arena_alloc(&flat->arena, (n_line + 1) * sizeof(*flat->line));
	if (flat->line == NULL)
		return false;
	for (; flat->n < n_line; flat->n++)
		if (!flatten(flat, &placement->line[flat->n], &flat->line[flat->n]))
			return false;
	return true;
}

void flat_release(struct flat *flat)
{
	arena_release(&flat->arena);
}

struct frame frame_around(struct point centre, struct size size, double slack)
{
	return (struct frame){ { centre.x - size.width / 2 + slack, centre.y - size.height / 2 + slack },
		{ centre.x + size.width / 2 - slack, centre.y + size.height / 2 - slack } };
}

bool frames_overlap(struct frame a, struct frame b)
{
	return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

bool frames_cut(struct frame a, struct frame b)
{
	bool inside = a.low.x >= b.low.x && a.low.y >= b.low.y && a.high.x <= b.high.x &&
		a.high.y <= b.high.y;

	return frames_overlap(a, b) && !inside;
}

/* Twice the area of the triangle, its sign by which way round it goes. */
static double turn(struct point a, struct point b, struct point c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool pieces_cross(struct point a, struct point b, struct point c, struct point d)
{
	return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

static bool holds(struct frame frame, struct point point)
{
	return point.x > frame.low.x && point.x < frame.high.x && point.y > frame.low.y &&
		point.y < frame.high.y;
}

static bool piece_meets(struct point a, struct point b, struct frame f)
{
	struct point left_low = { f.low.x, f.high.y };
	struct point right_top = { f.high.x, f.low.y };

	return holds(f, a) || holds(f, b) || pieces_cross(a, b, f.low, f.high) ||
		pieces_cross(a, b, left_low, right_top);
}

bool polyline_meets(const struct polyline *line, struct frame frame)
{
	if (line->n == 0 || line->bounds.low.x > frame.high.x || line->bounds.high.x < frame.low.x ||
		line->bounds.low.y > frame.high.y || line->bounds.high.y < frame.low.y)
		return false;
	for (uint32_t i = 0; i + 1 < line->n; i++)
		if (piece_meets(line->point[i], line->point[i + 1], frame))
			return true;
	return false;
}

static double length_of(const struct polyline *line)
{
	double length = 0;

	for (uint32_t i = 0; i + 1 < line->n; i++)
		length += hypot(
			line->point[i + 1].x - line->point[i].x, line->point[i + 1].y - line->point[i].y);
	return length;
}

struct point polyline_at(const struct polyline *line, double part)
{
	double rest = length_of(line) * part;

	for (uint32_t i = 0; i + 1 < line->n; i++) {
		struct point a = line->point[i];
		struct point b = line->point[i + 1];
		double length = hypot(b.x - a.x, b.y - a.y);

		if (length > 0 && rest <= length)
			return (struct point){ a.x + (b.x - a.x) * rest / length,
				a.y + (b.y - a.y) * rest / length };
		rest -= length;
	}
	return line->point[line->n - 1];
}

static bool is_near(struct point a, struct point b, double distance)
{
	return hypot(a.x - b.x, a.y - b.y) < distance;
}

static bool is_near_end(const struct polyline *line, struct point point, double distance)
{
	return is_near(point, line->point[0], distance) || is_near(point, line->point[line->n - 1], distance);
}

uint32_t polylines_cross(const struct polyline *a, const struct polyline *b, double free)
{
	uint32_t n = 0;

	if (a->n == 0 || b->n == 0 || a->bounds.low.x > b->bounds.high.x ||
		a->bounds.high.x < b->bounds.low.x || a->bounds.low.y > b->bounds.high.y ||
		a->bounds.high.y < b->bounds.low.y)
		return 0;
	for (uint32_t i = 0; i + 1 < a->n; i++)
		for (uint32_t k = 0; k + 1 < b->n; k++)
			n += pieces_cross(a->point[i], a->point[i + 1], b->point[k], b->point[k + 1]) &&
				!(is_near_end(a, a->point[i], free) && is_near_end(b, b->point[k], free));
	return n;
}
