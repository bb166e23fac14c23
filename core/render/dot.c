/* SPDX-License-Identifier: MIT */
/* DOT as graphviz reads it. Everything from the input goes through escape_dot(). */
#include "base/escape.h"
#include "render/renderer.h"

#include <string.h>

static const char *shape_attributes(enum node_shape shape)
{
	switch (shape) {
	case NODE_POOL:
		return "shape=box style=rounded";
	case NODE_BOX:
		return "shape=box";
	case NODE_ROUTER:
		return "shape=hexagon";
	case NODE_PEOPLE:
		return "shape=ellipse";
	case NODE_CLOUD:
		return "shape=ellipse style=dashed";
	}
	return "";
}

static const char *line_attributes(enum line_style style)
{
	switch (style) {
	case LINE_SIGNALLING:
		return "style=solid penwidth=1.6";
	case LINE_TUNNEL:
		return "style=bold";
	case LINE_TIE:
		return "style=solid color=\"black:invis:black\"";
	case LINE_PSTN:
		return "style=solid arrowhead=dot";
	case LINE_WAN:
		return "style=dashed";
	case LINE_BELONGS:
		return "style=dotted";
	}
	return "";
}

static void append_quoted(struct buf *buf, const char *text)
{
	buf_putc(buf, '"');
	escape_dot(buf, str_of(text));
	buf_putc(buf, '"');
}

/* "\n" between lines of a label is DOT's own line break. */
static void append_lines(struct buf *buf, const char *text)
{
	const char *end;

	while (*text != '\0') {
		end = strchrnul(text, '\n');
		buf_puts(buf, "\\n");
		escape_dot(buf, (struct str){ text, (size_t)(end - text) });
		text = *end != '\0' ? end + 1 : end;
	}
}

static void append_node(struct buf *buf, const struct diagram_node *node, const char *indent)
{
	buf_puts(buf, indent);
	append_quoted(buf, node->id);
	buf_printf(buf, " [id=");
	append_quoted(buf, node->id);
	buf_printf(buf, " class=\"%s\" %s label=\"", node->kind, shape_attributes(node->shape));
	escape_dot(buf, str_of(node->label));
	append_lines(buf, node->detail);
	buf_puts(buf, "\" tooltip=");
	append_quoted(buf, node->kind);
	buf_puts(buf, "];\n");
}

static void append_cluster(struct buf *buf, const struct diagram *diagram, uint32_t n, uint32_t *at)
{
	const struct diagram_cluster *cluster = &diagram->cluster[n];

	buf_printf(buf, "  subgraph \"cluster_%u\" {\n    id=", (unsigned)n + 1);
	append_quoted(buf, cluster->id);
	buf_puts(buf, " label=");
	append_quoted(buf, cluster->label);
	buf_puts(buf, " tooltip=");
	append_quoted(buf, cluster->label);
	buf_puts(buf, " labeljust=l style=rounded;\n");
	for (; *at < diagram->n_node && diagram->node[*at].cluster == n + 1; (*at)++)
		append_node(buf, &diagram->node[*at], "    ");
	buf_puts(buf, "  }\n");
}

static void append_line(struct buf *buf, const struct diagram_line *line)
{
	buf_puts(buf, "  ");
	append_quoted(buf, line->from);
	buf_puts(buf, " -> ");
	append_quoted(buf, line->to);
	buf_printf(buf, " [%s", line_attributes(line->style));
	if (line->id[0] != '\0') {
		buf_puts(buf, " id=");
		append_quoted(buf, line->id);
	}
	buf_puts(buf, " label=");
	append_quoted(buf, line->label);
	buf_puts(buf, " tooltip=");
	append_quoted(buf, line->label);
	buf_puts(buf, "];\n");
}

void dot_append(const struct diagram *diagram, struct buf *buf)
{
	uint32_t at = 0;

	buf_puts(buf,
		"digraph \"lync-topo\" {\n  graph [newrank=true compound=true fontname=\"sans-serif\" fontsize=11 label=");
	append_quoted(buf, diagram->title);
	buf_puts(buf,
		"];\n"
		"  node [fontname=\"sans-serif\" fontsize=11];\n"
		"  edge [fontname=\"sans-serif\" fontsize=9 dir=none];\n");
	for (uint32_t i = 0; i < diagram->n_cluster; i++)
		append_cluster(buf, diagram, i, &at);
	for (; at < diagram->n_node; at++)
		append_node(buf, &diagram->node[at], "  ");
	for (uint32_t i = 0; i < diagram->n_line; i++)
		append_line(buf, &diagram->line[i]);
	buf_puts(buf, "}\n");
}

static enum render_status write(const struct diagram *diagram, struct out *out, const char **reterr)
{
	struct buf buf = { 0 };

	(void)reterr;
	dot_append(diagram, &buf);
	out_take(out, &buf);
	buf_release(&buf);
	return RENDER_OK;
}

const struct renderer renderer_dot = {
	.name = "dot",
	.title = "DOT, for graphviz",
	.write = write,
};
