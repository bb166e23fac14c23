/* SPDX-License-Identifier: MIT */
#include "render/layout.h"

#include "base/mem.h"
#include "render/identity.h"

#include <stdio.h>
#include <string.h>

#define NAME_INDENT 10.0 /* of an area's name from its border */
#define NAME_DROP 6.0    /* and below it */

enum {
	VALUE_LENGTH = 160,
};

struct layout {
	struct graphviz library;
	const struct place_request *request;
	struct placement *ret;
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

/* Straight lines from box to box: osage loses those that are to end at an area or to run around boxes. */
static bool is_grid(const struct place_request *request)
{
	return strcmp(request->engine, "osage") == 0;
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
	set(layout, layout->graph, "compound", is_grid(request) ? "false" : "true");
	set(layout, layout->graph, "fontsize", "10");
	set(layout, layout->graph, "remincross", request->is_hasty ? "false" : "true");
	set(layout, layout->graph, "splines", request->is_hasty || is_grid(request) ? "line" : "true");
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

/* Around an outermost area, so that there is a gap where lines run from border to border. */
static Agraph_t *surround(const struct layout *layout, uint32_t area)
{
	char name[32];
	Agraph_t *surrounding;

	if (layout->request->gap_areas <= 0 || layout->request->area[area].within > 0)
		return area_of(layout, layout->request->area[area].within);
	snprintf(name, sizeof(name), "cluster_around_%u", (unsigned)area);
	surrounding = layout->library.agsubg(layout->graph, name, 1);
	if (surrounding != NULL) {
		set_to(layout, surrounding, "margin", "%.0f", layout->request->gap_areas / 2);
		set(layout, surrounding, "label", "");
	}
	return surrounding;
}

static bool add_areas(struct layout *layout)
{
	char name[32];

	for (uint32_t i = 0; i < layout->request->n_area; i++) {
		const struct place_area *area = &layout->request->area[i];
		Agraph_t *around = surround(layout, i);

		snprintf(name, sizeof(name), "cluster_%u", (unsigned)i);
		layout->area[i] = around != NULL ? layout->library.agsubg(around, name, 1) : NULL;
		if (layout->area[i] == NULL)
			return false;
		/* A cluster inherits what its surroundings say: each says everything itself. */
		set(layout, layout->area[i], "margin", "8");
		set(layout, layout->area[i], "labeljust", "l");
		set_label(layout, layout->area[i], "label", area->label);
	}
	return true;
}

/* One rank for all boxes of a row. */
static bool add_to_row(const struct layout *layout, const struct place_box *box, Agnode_t *node)
{
	char name[32];
	Agraph_t *row;

	if (box->row == 0 || !layout->request->has_rows)
		return true;
	snprintf(name, sizeof(name), "row_%u", (unsigned)box->row);
	row = layout->library.agsubg(area_of(layout, box->within), name, 1);
	if (row == NULL || layout->library.agsubnode(row, node, 1) == NULL)
		return false;
	set(layout, row, "rank", "same");
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
		if (node == NULL || !add_to_row(layout, box, node))
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
		if (line->label.width > 0 && !layout->request->labels_come_later)
			set_label(layout, edge, "label", line->label);
		if (line->leaves && layout->request->ranks > 1)
			set_to(layout, edge, "minlen", "%u", layout->request->ranks);
		if (line->is_side ||
			(layout->request->areas_are_level && line->from_area > 0 && line->to_area > 0))
			set(layout, edge, "constraint", "false");
		if (line->from_area > 0)
			set_to(layout, edge, "ltail", "cluster_%u", (unsigned)line->from_area - 1);
		if (line->to_area > 0)
			set_to(layout, edge, "lhead", "cluster_%u", (unsigned)line->to_area - 1);
	}
	return true;
}

/* Graphviz measures upwards from the bottom. */
static struct point point_of(const struct layout *layout, pointf point)
{
	boxf whole = GD_bb(layout->graph);

	return (struct point){ point.x - whole.LL.x, whole.UR.y - point.y };
}

static bool take_line(const struct layout *layout, Agedge_t *edge, struct curve *ret)
{
	const splines *curves = ED_spl(edge);
	const textlabel_t *label = ED_label(edge);
	const bezier *curve = curves != NULL && curves->size > 0 ? &curves->list[0] : NULL;
	struct point *point;

	if (label != NULL && label->set)
		ret->label = point_of(layout, label->pos);
	if (curve == NULL || curve->size <= 0)
		return true;
	ret->n = (uint32_t)curve->size;
	point = arena_alloc(&layout->ret->arena, ret->n * sizeof(*point));
	for (uint32_t i = 0; point != NULL && i < ret->n; i++)
		point[i] = point_of(layout, curve->list[i]);
	ret->point = point;
	return point != NULL;
}

static bool take_all(const struct layout *layout)
{
	const struct place_request *request = layout->request;
	struct placement *ret = layout->ret;
	boxf whole = GD_bb(layout->graph);
	bool good = placement_begin(ret, request);

	ret->size = (struct size){ whole.UR.x - whole.LL.x, whole.UR.y - whole.LL.y };
	for (uint32_t i = 0; good && i < request->n_area; i++) {
		boxf frame = GD_bb(layout->area[i]);

		ret->area[i].low = point_of(layout, (pointf){ frame.LL.x, frame.UR.y });
		ret->area[i].high = point_of(layout, (pointf){ frame.UR.x, frame.LL.y });
		ret->name[i] = (struct point){ ret->area[i].low.x + NAME_INDENT,
			ret->area[i].low.y + NAME_DROP };
	}
	for (uint32_t i = 0; good && i < request->n_box; i++)
		ret->box[i] = point_of(layout, ND_coord(layout->box[i]));
	for (uint32_t i = 0; good && i < request->n_line; i++)
		good = take_line(layout, layout->line[i], &ret->line[i]);
	return good;
}

bool layout_make(const struct layout_tool *tool, const struct place_request *request, struct placement *ret)
{
	struct layout layout = {
		.library = tool->library,
		.request = request,
		.ret = ret,
		.area = mem_zalloc((request->n_area + 1) * sizeof(Agraph_t *)),
		.box = mem_zalloc((request->n_box + 1) * sizeof(Agnode_t *)),
		.line = mem_zalloc((request->n_line + 1) * sizeof(Agedge_t *)),
	};
	bool good = false;

	*ret = (struct placement){ 0 };
	graphviz_forget_messages();
	if (layout.area != NULL && layout.box != NULL && layout.line != NULL)
		open_graph(&layout);
	if (layout.graph != NULL && add_areas(&layout) && add_boxes(&layout) && add_lines(&layout) &&
		tool->library.gvLayout(tool->context, layout.graph, request->engine) == 0) {
		good = !graphviz_has_complained() && take_all(&layout);
		tool->library.gvFreeLayout(tool->context, layout.graph);
	}
	if (layout.graph != NULL)
		tool->library.agclose(layout.graph);
	identity_release(&layout.identity);
	mem_free(layout.area);
	mem_free(layout.box);
	mem_free(layout.line);
	return good;
}

bool layout_begin(struct layout_tool *tool, const char *engine)
{
	*tool = (struct layout_tool){ .context = NULL };
	if (graphviz_load(&tool->library))
		tool->context = graphviz_layout_context(&tool->library, engine);
	return tool->context != NULL;
}
