/* SPDX-License-Identifier: MIT */
#include "render/flaws.h"

#define NEAR_END 12.0 /* points: so near to their ends lines may cross, as they run to the same box */

static bool is_around(const struct place_request *request, uint32_t area, uint32_t within)
{
	while (within > 0 && within - 1 != area)
		within = request->area[within - 1].within;
	return within > 0;
}

static void count_boxes(const struct laid_out *drawing, uint32_t line, struct flaws *flaws)
{
	const struct place_line *wanted = &drawing->request->line[line];

	for (uint32_t i = 0; i < drawing->request->n_box; i++) {
		struct frame box = frame_of_box(drawing, i);

		flaws->grave += i != wanted->from && i != wanted->to &&
			polyline_meets(&drawing->flat->line[line], box);
		flaws->grave += line_has_label(drawing, line) &&
			frames_overlap(frame_of_label(drawing, line), box);
	}
}

static void count_areas(const struct laid_out *drawing, uint32_t line, struct flaws *flaws)
{
	const struct place_request *request = drawing->request;
	const struct polyline *way = &drawing->flat->line[line];
	uint32_t from = request->box[request->line[line].from].within;
	uint32_t to = request->box[request->line[line].to].within;

	for (uint32_t i = 0; i < request->n_area; i++) {
		struct frame name = frame_of_name(drawing, i);
		struct frame area = drawing->placement->area[i];
		bool is_foreign = !is_around(request, i, from) && !is_around(request, i, to);

		flaws->slight += request->area[i].label.width > 0 && polyline_meets(way, name);
		flaws->slight += is_foreign && polyline_meets(way, area);
		if (!line_has_label(drawing, line))
			continue;
		flaws->grave += frames_overlap(frame_of_label(drawing, line), name);
		flaws->slight += frames_cut(frame_of_label(drawing, line), area);
	}
}

static void count_lines(const struct laid_out *drawing, uint32_t line, struct flaws *flaws)
{
	const struct polyline *way = &drawing->flat->line[line];

	for (uint32_t i = 0; i < drawing->request->n_line; i++) {
		if (i == line)
			continue;
		if (i > line)
			flaws->crossings += polylines_cross(way, &drawing->flat->line[i], NEAR_END);
		if (!line_has_label(drawing, line))
			continue;
		flaws->slight += polyline_meets(&drawing->flat->line[i], frame_of_label(drawing, line));
		flaws->grave += i > line && line_has_label(drawing, i) &&
			frames_overlap(frame_of_label(drawing, line), frame_of_label(drawing, i));
	}
}

struct flaws flaws_count(const struct laid_out *drawing)
{
	struct flaws flaws = { 0 };

	for (uint32_t i = 0; i < drawing->request->n_line; i++) {
		flaws.grave += line_has_label(drawing, i) && label_is_outside(drawing, i);
		count_boxes(drawing, i, &flaws);
		count_areas(drawing, i, &flaws);
		count_lines(drawing, i, &flaws);
	}
	return flaws;
}
