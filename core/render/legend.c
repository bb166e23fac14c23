/* SPDX-License-Identifier: MIT */
/* The legend: an entry for each figure that is drawn, and for nothing else. */
#include "render/strokes.h"

#define SAMPLE_WIDTH 30.0
#define SAMPLE_HEIGHT 14.0
#define ENTRY_GAP 16.0
#define ROW_HEIGHT 20.0
#define PADDING 10.0

struct legend {
	struct scene *scene;
	struct point at; /* of the next entry */
	double left, right;
};

/* Makes room for an entry; returns the frame of its sample. */
static struct frame begin_entry(struct legend *legend, const char *text)
{
	double width = SAMPLE_WIDTH + 6 + measure_width(str_of(text), FONT_TEXT, WEIGHT_NORMAL);
	struct frame sample;

	if (legend->at.x + width > legend->right && legend->at.x > legend->left) {
		legend->at.x = legend->left;
		legend->at.y += ROW_HEIGHT;
	}
	sample.low = legend->at;
	sample.high = (struct point){ legend->at.x + SAMPLE_WIDTH, legend->at.y + SAMPLE_HEIGHT };
	stroke_text(legend->scene, INK_TEXT, text, FONT_TEXT, WEIGHT_NORMAL,
		(struct point){ sample.high.x + 6, sample.low.y + FONT_TEXT }, false);
	legend->at.x += width + ENTRY_GAP;
	return sample;
}

static void line_entry(struct legend *legend, const struct diagram_line *line, const char *text)
{
	struct frame f = begin_entry(legend, text);
	double y = (f.low.y + f.high.y) / 2;
	const struct point point[] = {
		{ f.low.x, y },
		{ f.low.x + 10, y },
		{ f.high.x - 10, y },
		{ f.high.x, y },
	};

	stroke_line(legend->scene, line, point, ARRAY_LEN(point));
}

static void add_areas(struct legend *legend, const struct diagram *diagram)
{
	bool used[AREA_COUNT] = { false };

	for (uint32_t i = 0; i < diagram->n_area; i++)
		used[diagram->area[i].figure] = true;
	for (unsigned i = 0; i < AREA_COUNT; i++)
		if (used[i])
			stroke_frame(legend->scene, area_info(i)->ink,
				begin_entry(legend, area_info(i)->legend), 2);
}

/* Figures that look the same and mean the same are one entry. */
static bool is_repeated(unsigned figure, const bool *used)
{
	for (unsigned i = 0; i < figure; i++)
		if (used[i] && strcmp(box_info(i)->legend, box_info(figure)->legend) == 0)
			return true;
	return false;
}

static void add_boxes(struct legend *legend, const struct diagram *diagram)
{
	bool used[BOX_COUNT] = { false };

	for (uint32_t i = 0; i < diagram->n_box; i++)
		used[diagram->box[i].figure] = true;
	for (unsigned i = 0; i < BOX_COUNT; i++)
		if (used[i] && !is_repeated(i, used))
			stroke_shape(legend->scene, box_info(i)->shape, box_info(i)->ink,
				begin_entry(legend, box_info(i)->legend));
}

static void add_lines(struct legend *legend, const struct diagram *diagram)
{
	bool used[LINE_COUNT] = { false };
	bool has_arrow[2] = { false, false };

	for (uint32_t i = 0; i < diagram->n_line; i++) {
		if (diagram->line[i].thing.emphasis == EMPHASIS_DIMMED)
			continue;
		used[diagram->line[i].figure] = true;
		if (diagram->line[i].ends != ENDS_NONE &&
			(BIT(LAYER_SIGNALLING) | BIT(LAYER_MEDIA)) &
				BIT(line_info(diagram->line[i].figure)->layer))
			has_arrow[diagram->line[i].encrypted] = true;
	}
	for (unsigned i = 0; i < LINE_COUNT; i++)
		if (used[i])
			line_entry(legend, &(struct diagram_line){ .figure = i }, line_info(i)->legend);
	if (has_arrow[true])
		line_entry(legend,
			&(struct diagram_line){
				.figure = LINE_SIGNALLING, .ends = ENDS_TO, .encrypted = true },
			"encrypted");
	if (has_arrow[false])
		line_entry(legend, &(struct diagram_line){ .figure = LINE_SIGNALLING, .ends = ENDS_TO },
			"not encrypted");
}

struct emphases {
	bool dimmed, strong, joint;
	bool severity[SEVERITY_ERROR + 1];
};

static void note_thing(struct emphases *emphases, const struct diagram_thing *thing)
{
	emphases->dimmed |= thing->emphasis == EMPHASIS_DIMMED;
	emphases->strong |= thing->emphasis == EMPHASIS_STRONG;
	emphases->joint |= thing->emphasis == EMPHASIS_JOINT;
	for (uint32_t i = 0; i < thing->n_mark; i++)
		emphases->severity[thing->mark[i].severity] = true;
}

static void add_emphases(struct legend *legend, const struct diagram *diagram)
{
	struct emphases emphases = { 0 };

	for (uint32_t i = 0; i < diagram->n_area; i++)
		note_thing(&emphases, &diagram->area[i].thing);
	for (uint32_t i = 0; i < diagram->n_box; i++)
		note_thing(&emphases, &diagram->box[i].thing);
	for (uint32_t i = 0; i < diagram->n_line; i++)
		note_thing(&emphases, &diagram->line[i].thing);
	if (emphases.dimmed)
		stroke_frame(legend->scene, INK_DIMMED,
			begin_entry(legend, diagram_emphasis(diagram, EMPHASIS_DIMMED)), 2);
	if (emphases.strong)
		stroke_frame(legend->scene, INK_STRONG,
			begin_entry(legend, diagram_emphasis(diagram, EMPHASIS_STRONG)), 2);
	if (emphases.joint)
		stroke_frame(legend->scene, INK_JOINT,
			begin_entry(legend, diagram_emphasis(diagram, EMPHASIS_JOINT)), 2);
	for (unsigned i = SEVERITY_ERROR; i >= SEVERITY_NOTE; i--)
		if (emphases.severity[i])
			stroke_frame(
				legend->scene, severity_ink(i), begin_entry(legend, severity_name(i)), 4);
}

double stroke_legend(struct scene *scene, const struct diagram *diagram, struct point at, double width)
{
	struct legend legend = {
		.scene = scene,
		.at = { at.x + PADDING, at.y + PADDING },
		.left = at.x + PADDING,
		.right = at.x + width - PADDING,
	};
	uint32_t frame = scene->n_stroke;
	double height;

	stroke_frame(scene, INK_LEGEND, (struct frame){ at, at }, 4);
	add_areas(&legend, diagram);
	add_boxes(&legend, diagram);
	add_lines(&legend, diagram);
	add_emphases(&legend, diagram);
	height = legend.at.y - at.y + SAMPLE_HEIGHT + PADDING;
	if (frame < scene->n_stroke)
		scene->stroke[frame].frame.high = (struct point){ at.x + width, at.y + height };
	return height;
}
