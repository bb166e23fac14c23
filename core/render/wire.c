/* SPDX-License-Identifier: MIT */
#include "render/wire.h"

#include <string.h>

static void put_number(struct buf *buf, double number)
{
	buf_put(buf, (const char *)&number, sizeof(number));
}

static void put_point(struct buf *buf, struct point point)
{
	put_number(buf, point.x);
	put_number(buf, point.y);
}

static void put_curve(struct buf *buf, const struct curve *curve)
{
	put_number(buf, curve->n);
	for (uint32_t i = 0; i < curve->n; i++)
		put_point(buf, curve->point[i]);
	put_point(buf, curve->label);
}

/* Numbers of a placement, the one that says how many not counted. */
static double count_numbers(const struct place_request *request, const struct placement *placement)
{
	double n = 2.0 + 6.0 * request->n_area + 2.0 * request->n_box + 3.0 * request->n_line;

	for (uint32_t i = 0; i < request->n_line; i++)
		n += 2.0 * placement->line[i].n;
	return n;
}

void wire_put(struct buf *buf, const struct place_request *request, const struct placement *placement)
{
	put_number(buf, count_numbers(request, placement));
	put_number(buf, placement->size.width);
	put_number(buf, placement->size.height);
	for (uint32_t i = 0; i < request->n_area; i++) {
		put_point(buf, placement->area[i].low);
		put_point(buf, placement->area[i].high);
		put_point(buf, placement->name[i]);
	}
	for (uint32_t i = 0; i < request->n_box; i++)
		put_point(buf, placement->box[i]);
	for (uint32_t i = 0; i < request->n_line; i++)
		put_curve(buf, &placement->line[i]);
}

/* The numbers that came, each read once and in order. */
struct numbers {
	struct str rest;
	bool short_of; /* there were too few */
};

static double take(struct numbers *numbers)
{
	double number = 0;

	if (numbers->rest.length < sizeof(number)) {
		numbers->short_of = true;
		return 0;
	}
	memcpy(&number, numbers->rest.text, sizeof(number));
	numbers->rest.text += sizeof(number);
	numbers->rest.length -= sizeof(number);
	return number;
}

static struct point take_point(struct numbers *numbers)
{
	double x = take(numbers);

	return (struct point){ x, take(numbers) };
}

static void take_curve(struct numbers *numbers, struct placement *placement, struct curve *curve)
{
	double count = take(numbers);
	struct point *points;

	if (count < 0 || count * sizeof(*points) > (double)numbers->rest.length)
		numbers->short_of = true;
	if (numbers->short_of)
		return;
	curve->n = (uint32_t)count;
	if (curve->n > 0) {
		points = arena_alloc(&placement->arena, curve->n * sizeof(*points));
		for (uint32_t i = 0; points != NULL && i < curve->n; i++)
			points[i] = take_point(numbers);
		curve->point = points;
	}
	curve->label = take_point(numbers);
}

static enum place_status take_placement(
	struct numbers *numbers, const struct place_request *request, struct placement *ret)
{
	if (!placement_begin(ret, request))
		return PLACE_NO_MEMORY;
	ret->size.width = take(numbers);
	ret->size.height = take(numbers);
	for (uint32_t i = 0; i < request->n_area; i++) {
		ret->area[i].low = take_point(numbers);
		ret->area[i].high = take_point(numbers);
		ret->name[i] = take_point(numbers);
	}
	for (uint32_t i = 0; i < request->n_box; i++)
		ret->box[i] = take_point(numbers);
	for (uint32_t i = 0; i < request->n_line; i++)
		take_curve(numbers, ret, &ret->line[i]);
	return numbers->short_of ? PLACE_LOST : PLACE_OK;
}

enum place_status wire_take_last(
	struct str received, const struct place_request *request, struct placement *ret)
{
	struct numbers numbers = { .rest = received };
	struct numbers last = { .short_of = true };

	*ret = (struct placement){ 0 };
	while (numbers.rest.length >= sizeof(double)) {
		double bytes = take(&numbers) * sizeof(double);

		if (!(bytes >= 0 && bytes <= (double)numbers.rest.length))
			break;
		last = (struct numbers){ .rest = { numbers.rest.text, (size_t)bytes } };
		numbers.rest.text += (size_t)bytes;
		numbers.rest.length -= (size_t)bytes;
	}
	return last.short_of ? PLACE_LOST : take_placement(&last, request, ret);
}
