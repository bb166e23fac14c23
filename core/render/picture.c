/* SPDX-License-Identifier: MIT */
/*
 * The graph has no more than two unseen nodes, which give the page its size; the scene is its background. So nothing of
 * graphviz lays out or decides anything, and no text is a label to it.
 */
#include "render/picture.h"

#include "render/child.h"
#include "render/library.h"
#include "render/xdot.h"

#include <stdio.h>
#include <string.h>

enum code {
	CODE_OK,
	/* Far from what a sanitizer or a library ends a process with. */
	CODE_NO_GRAPHVIZ = 80,
	CODE_NO_PLUGIN,
	CODE_FAILED,
	VALUE_LENGTH = 64,
};

/* In the child only: nothing is taken down. */
struct easel {
	struct graphviz library;
	GVC_t *context;
};

static void set(const struct easel *easel, void *object, const char *name, const char *value)
{
	easel->library.agsafeset(object, graphviz_text(name), graphviz_text(value), graphviz_text(""));
}

static Agraph_t *open_graph(const struct easel *easel)
{
	return easel->library.agopen(graphviz_text("picture"), *easel->library.directed, NULL);
}

/* Letters and digits as they occur in plans. */
static const char specimen[] =
	"The quick brown fox jumps over the lazy dog, SBC Fabrikam sip.contoso.com TLS 5061 "
	"MEDIATION 0123456789";

/* How wide the font that is here sets the specimen, and how far it lifts it. */
static bool measure(const struct easel *easel, enum weight weight, double *ret_width, double *ret_rise)
{
	static const double size = 100;
	Agraph_t *graph = open_graph(easel);
	Agnode_t *node = graph != NULL ? easel->library.agnode(graph, graphviz_text("n"), 1) : NULL;
	const textlabel_t *label;

	if (node == NULL)
		return false;
	set(easel, node, "label", specimen);
	set(easel, node, "fontname", weight == WEIGHT_BOLD ? XDOT_FONT " Bold" : XDOT_FONT);
	set(easel, node, "fontsize", "100");
	if (easel->library.gvLayout(easel->context, graph, "dot") != 0)
		return false;
	label = ND_label(node);
	if (label == NULL || label->html || label->u.txt.nspans < 1)
		return false;
	*ret_width = label->u.txt.span[0].size.x / size;
	*ret_rise = label->u.txt.span[0].yoffset_centerline / size;
	return true;
}

static struct xdot_fonts find_fonts(const struct easel *easel)
{
	struct xdot_fonts fonts = { { 1, 1 }, 0 };

	for (enum weight weight = WEIGHT_NORMAL; weight <= WEIGHT_BOLD; weight++) {
		double want = measure_width(str_of(specimen), 1, weight);
		double width;

		if (measure(easel, weight, &width, &fonts.rise) && width > want)
			fonts.scale[weight] = want / width;
	}
	return fonts;
}

static bool add_corner(const struct easel *easel, Agraph_t *graph, const char *name, struct size at)
{
	Agnode_t *node = easel->library.agnode(graph, graphviz_text(name), 1);
	char position[VALUE_LENGTH];

	if (node == NULL)
		return false;
	snprintf(position, sizeof(position), "%.2f,%.2f!", at.width, at.height);
	set(easel, node, "pos", position);
	set(easel, node, "shape", "point");
	set(easel, node, "style", "invis");
	set(easel, node, "width", "0");
	set(easel, node, "height", "0");
	return true;
}

static Agraph_t *draw(const struct easel *easel, const struct picture_request *request)
{
	const struct xdot_fonts fonts = find_fonts(easel);
	Agraph_t *graph = open_graph(easel);
	struct buf operations = { 0 };
	char text[VALUE_LENGTH];

	if (graph == NULL)
		return NULL;
	xdot_append(&operations, request->scene, request->theme, &fonts);
	set(easel, graph, "_background", buf_text(&operations));
	set(easel, graph, "margin", "0");
	set(easel, graph, "pad", "0");
	snprintf(text, sizeof(text), "%u", request->dots);
	set(easel, graph, "dpi", text);
	snprintf(text, sizeof(text), "#%06x",
		(unsigned)ink_info(INK_PAGE)->fill[request->theme == THEME_DARK]);
	set(easel, graph, "bgcolor", text);
	if (buf_failed(&operations) || !add_corner(easel, graph, "low", (struct size){ 0, 0 }) ||
		!add_corner(easel, graph, "high", request->scene->size))
		graph = NULL;
	buf_release(&operations);
	return graph;
}

/* Cairo writes the time into PDF. Blanks of the same length leave every offset in the file as it is. */
static void blank_date(char *file, size_t length)
{
	static const char key[] = "/CreationDate (";
	char *date = memmem(file, length, key, strlen(key));

	while (date != NULL && date < file + length && *date != ')')
		*date++ = ' ';
	if (date != NULL && date < file + length)
		*date = ' ';
}

static int work(const void *wanted, struct buf *result)
{
	const struct picture_request *request = wanted;
	struct easel easel = { 0 };
	char format[VALUE_LENGTH];
	Agraph_t *graph;
	char *data = NULL;
	unsigned length = 0;

	if (!graphviz_load(&easel.library))
		return CODE_NO_GRAPHVIZ;
	easel.context = easel.library.gvContext();
	graph = easel.context != NULL ? draw(&easel, request) : NULL;
	if (graph == NULL || easel.library.gvLayout(easel.context, graph, "nop2") != 0)
		return CODE_FAILED;
	snprintf(format, sizeof(format), "%s:cairo", request->format);
	if (easel.library.gvRenderData(easel.context, graph, format, &data, &length) != 0 || data == NULL)
		return CODE_NO_PLUGIN;
	blank_date(data, length);
	buf_put(result, data, length);
	return graphviz_has_complained() ? CODE_FAILED : CODE_OK;
}

enum picture_status picture_make(const struct picture_request *request, struct buf *ret)
{
	static const enum picture_status meaning[] = { PICTURE_NO_GRAPHVIZ, PICTURE_NO_PLUGIN,
		PICTURE_FAILED };
	int code;

	switch (child_run(work, request, request->patience, ret, &code)) {
	case CHILD_OK:
		return PICTURE_OK;
	case CHILD_TOO_LONG:
	case CHILD_TOO_MUCH:
		return PICTURE_TOO_LONG;
	case CHILD_NO_MEMORY:
		return PICTURE_NO_MEMORY;
	case CHILD_FAILED:
		break;
	}
	return code >= CODE_NO_GRAPHVIZ && code <= CODE_FAILED ? meaning[code - CODE_NO_GRAPHVIZ] :
								 PICTURE_FAILED;
}
