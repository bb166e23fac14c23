/* SPDX-License-Identifier: MIT */
#include "render/layout.h"

#include "base/mem.h"
#include "render/identity.h"
#include "render/library.h"

#include <stdio.h>
#include <string.h>

enum {
	VALUE_LENGTH = 160,
};

struct layout {
	struct graphviz library;
	const struct place_request *request;
	Agraph_t *graph;
	Agraph_t **area;
	Agnode_t **box;
	Agedge_t **line; /* NULL where cgraph made none */
	struct identity identity;
};

static void set(const struct layout *layout, void *object, const char *name, const char *value)
{
	layout->library.agsafeset(object, graphviz_text(name), graphviz_text(value), graphviz_text(""));
}

PRINTF_LIKE(4, 5)
static void set_to(const struct layout *layout, void *object, const char *name, const char *format, ...)
{
	char value[VALUE_LENGTH];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	set(layout, object, name, value);
}

/* An empty table of the size that the text will take: no text and no font has a part in the layout. */
static void set_label(const struct layout *layout, void *object, const char *name, struct size size)
{
	char table[VALUE_LENGTH];

	snprintf(table, sizeof(table),
		"<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" fixedsize=\"true\" "
		"width=\"%.0f\" height=\"%.0f\"><tr><td></td></tr></table>",
		size.width, size.height);
	layout->library.agsafeset(object, graphviz_text(name), graphviz_text(""), graphviz_text(""));
	layout->library.agset(
		object, graphviz_text(name), layout->library.agstrdup_html(layout->graph, table));
}

static void open_graph(struct layout *layout)
{
	static Agdisc_t discipline;
	const struct place_request *request = layout->request;

	discipline.id = identity_discipline();
	identity_use(&layout->identity);
	layout->graph = layout->library.agopen(graphviz_text("g"), *layout->library.directed, &discipline);
	if (layout->graph == NULL)
		return;
	set(layout, layout->graph, "rankdir", request->direction == DIRECTION_RIGHT ? "LR" : "TB");
	set(layout, layout->graph, "newrank", "true");
	set(layout, layout->graph, "compound", "true");
	set(layout, layout->graph, "fontsize", "10");
	set(layout, layout->graph, "remincross", request->is_hasty ? "false" : "true");
	set(layout, layout->graph, "splines", request->is_hasty ? "line" : "true");
	set(layout, layout->graph, "outputorder", "edgesfirst");
	if (request->is_hasty) {
		set(layout, layout->graph, "nslimit", "1");
		set(layout, layout->graph, "mclimit", "0.1");
	}
	set_to(layout, layout->graph, "nodesep", "%.3f", request->gap_boxes / POINTS_PER_INCH);
	set_to(layout, layout->graph, "ranksep", "%.3f", request->gap_ranks / POINTS_PER_INCH);
}

static Agraph_t *area_of(const struct layout *layout, uint32_t within)
{
	return within > 0 ? layout->area[within - 1] : layout->graph;
}

static bool add_areas(struct layout *layout)
{
	char name[32];

	for (uint32_t i = 0; i < layout->request->n_area; i++) {
		const struct place_area *area = &layout->request->area[i];

		snprintf(name, sizeof(name), "cluster_%u", (unsigned)i);
		layout->area[i] = layout->library.agsubg(area_of(layout, area->within), name, 1);
		if (layout->area[i] == NULL)
			return false;
		/* A cluster inherits what its surroundings say: each says everything itself. */
		set(layout, layout->area[i], "margin", "8");
		set(layout, layout->area[i], "labeljust", "l");
		set_label(layout, layout->area[i], "label", area->label);
	}
	return true;
}

static bool add_boxes(struct layout *layout)
{
	static const char *const shapes[] = { "box", "ellipse", "hexagon", "octagon" };
	char name[32];

	for (uint32_t i = 0; i < layout->request->n_box; i++) {
		const struct place_box *box = &layout->request->box[i];
		Agnode_t *node;

		snprintf(name, sizeof(name), "n%u", (unsigned)i);
		node = layout->library.agnode(area_of(layout, box->within), name, 1);
		layout->box[i] = node;
		if (node == NULL)
			return false;
		set(layout, node, "shape", shapes[box->outline]);
		set(layout, node, "label", "");
		set(layout, node, "fixedsize", "true");
		set_to(layout, node, "width", "%.4f", box->size.width / POINTS_PER_INCH);
		set_to(layout, node, "height", "%.4f", box->size.height / POINTS_PER_INCH);
	}
	return true;
}

static bool add_lines(struct layout *layout)
{
	char name[32];

	for (uint32_t i = 0; i < layout->request->n_line; i++) {
		const struct place_line *line = &layout->request->line[i];
		Agedge_t *edge;

		snprintf(name, sizeof(name), "e%u", (unsigned)i);
		edge = layout->library.agedge(
			layout->graph, layout->box[line->from], layout->box[line->to], name, 1);
		layout->line[i] = edge;
		if (edge == NULL)
			return false;
		set(layout, edge, "dir", "none");
		if (line->label.width > 0)
			set_label(layout, edge, "label", line->label);
		if (line->ranks > 1)
			set_to(layout, edge, "minlen", "%u", line->ranks);
		if (line->is_side)
			set(layout, edge, "constraint", "false");
		if (line->from_area > 0)
			set_to(layout, edge, "ltail", "cluster_%u", (unsigned)line->from_area - 1);
		if (line->to_area > 0)
			set_to(layout, edge, "lhead", "cluster_%u", (unsigned)line->to_area - 1);
	}
	return true;
}

static void put_number(struct buf *result, double number)
{
	buf_put(result, (const char *)&number, sizeof(number));
}

/* Graphviz measures upwards from the bottom. */
static void put_point(const struct layout *layout, struct buf *result, pointf point)
{
	put_number(result, point.x - GD_bb(layout->graph).LL.x);
	put_number(result, GD_bb(layout->graph).UR.y - point.y);
}

static void put_line(const struct layout *layout, struct buf *result, Agedge_t *edge)
{
	const splines *curves = ED_spl(edge);
	const textlabel_t *label = ED_label(edge);
	const bezier *curve = curves != NULL && curves->size > 0 ? &curves->list[0] : NULL;
	pointf nowhere = { 0, 0 };

	put_number(result, curve != NULL ? (double)curve->size : 0);
	for (int i = 0; curve != NULL && i < curve->size; i++)
		put_point(layout, result, curve->list[i]);
	put_point(layout, result, label != NULL && label->set ? label->pos : nowhere);
}

static void put_all(const struct layout *layout, struct buf *result)
{
	const struct place_request *request = layout->request;
	boxf whole = GD_bb(layout->graph);

	put_number(result, whole.UR.x - whole.LL.x);
	put_number(result, whole.UR.y - whole.LL.y);
	for (uint32_t i = 0; i < request->n_area; i++) {
		boxf frame = GD_bb(layout->area[i]);

		put_point(layout, result, (pointf){ frame.LL.x, frame.UR.y });
		put_point(layout, result, (pointf){ frame.UR.x, frame.LL.y });
	}
	for (uint32_t i = 0; i < request->n_box; i++)
		put_point(layout, result, ND_coord(layout->box[i]));
	for (uint32_t i = 0; i < request->n_line; i++)
		put_line(layout, result, layout->line[i]);
}

static int lay_out(const struct graphviz *library, GVC_t *context, const struct place_request *request,
	struct buf *result)
{
	struct layout layout = {
		.library = *library,
		.request = request,
		.area = mem_zalloc((request->n_area + 1) * sizeof(Agraph_t *)),
		.box = mem_zalloc((request->n_box + 1) * sizeof(Agnode_t *)),
		.line = mem_zalloc((request->n_line + 1) * sizeof(Agedge_t *)),
	};
	int code = LAYOUT_LOST;

	if (layout.area != NULL && layout.box != NULL && layout.line != NULL)
		open_graph(&layout);
	if (layout.graph != NULL && add_areas(&layout) && add_boxes(&layout) && add_lines(&layout) &&
		library->gvLayout(context, layout.graph, request->engine) == 0 &&
		!graphviz_has_complained()) {
		put_all(&layout, result);
		library->gvFreeLayout(context, layout.graph);
		code = LAYOUT_OK;
	}
	if (layout.graph != NULL)
		library->agclose(layout.graph);
	identity_release(&layout.identity);
	mem_free(layout.area);
	mem_free(layout.box);
	mem_free(layout.line);
	return code;
}

int layout_work(const void *batch, struct buf *result)
{
	const struct layout_batch *wanted = batch;
	struct graphviz library = { 0 };
	int code = LAYOUT_OK;
	GVC_t *context;

	if (!graphviz_load(&library))
		return LAYOUT_NO_GRAPHVIZ;
	context = library.gvContext();
	for (uint32_t i = 0; i < wanted->n && code == LAYOUT_OK; i++)
		code = lay_out(&library, context, &wanted->request[i], result);
	return code;
}
