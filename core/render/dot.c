/* SPDX-License-Identifier: MIT */
/* DOT as graphviz reads it. Everything from the input goes through escape_dot(). */
#include "render/dot.h"

#include "base/escape.h"
#include "render/renderer.h"

#include <string.h>

static void put_quoted(struct buf *buf, const char *text)
{
	buf_putc(buf, '"');
	escape_dot(buf, str_of(text));
	buf_putc(buf, '"');
}

static void put_colour(struct buf *buf, const char *name, int32_t colour)
{
	if (colour != NO_COLOUR)
		buf_printf(buf, " %s=\"#%06x\"", name, (unsigned)colour);
}

static void put_colours(struct buf *buf, enum ink ink, unsigned dark)
{
	const struct ink_info *info = ink_info(ink);

	put_colour(buf, "fillcolor", info->fill[dark]);
	put_colour(buf, "color", info->stroke[dark]);
	buf_puts(buf, " penwidth=");
	buf_printf(buf, "%d.%d", (int)info->width, (int)(info->width * 10) % 10);
}

static const char *shape_text(enum box_shape shape)
{
	static const char *const shapes[] = { "shape=box style=filled", "shape=box style=\"rounded,filled\"",
		"shape=box peripheries=2 style=\"rounded,filled\"", "shape=box style=\"rounded,filled\"",
		"shape=house style=filled", "shape=hexagon style=filled", "shape=octagon style=filled",
		"shape=ellipse style=filled", "shape=note style=filled" };

	return shapes[shape];
}

static const char *dash_text(enum dash dash)
{
	static const char *const dashes[] = { "solid", "dashed", "dotted", "dashed", "dashed", "bold" };

	return dashes[dash];
}

/* "\n" between lines of a label is DOT's own line break. */
static void put_label(struct buf *buf, const char *caption, const struct diagram_thing *thing)
{
	const char *separator = "";

	buf_puts(buf, " label=\"");
	if (*caption != '\0') {
		escape_dot(buf, str_of(caption));
		separator = "\\n";
	}
	if (*thing->title != '\0') {
		buf_puts(buf, separator);
		escape_dot(buf, str_of(thing->title));
		separator = "\\n";
	}
	for (uint32_t i = 0; i < thing->n_text; i++) {
		buf_puts(buf, separator);
		escape_dot(buf, str_of(thing->text[i]));
		separator = "\\n";
	}
	for (uint32_t i = 0; i < thing->n_mark; i++) {
		buf_puts(buf, separator);
		buf_printf(buf, "[%s]", thing->mark[i].rule);
		separator = "\\n";
	}
	buf_putc(buf, '"');
}

static void put_tooltip(struct buf *buf, const struct diagram_thing *thing)
{
	buf_puts(buf, " tooltip=\"");
	escape_dot(buf, str_of(thing->kind));
	for (uint32_t i = 0; i < thing->n_fact; i++) {
		buf_puts(buf, "\\n");
		escape_dot(buf, str_of(thing->fact[i].name));
		buf_puts(buf, ": ");
		escape_dot(buf, str_of(thing->fact[i].value));
	}
	buf_putc(buf, '"');
}

static void put_box(struct buf *buf, const struct diagram_box *box, unsigned dark, const char *indent)
{
	const struct figure_info *info = box_info(box->figure);

	buf_puts(buf, indent);
	put_quoted(buf, box->thing.id);
	buf_puts(buf, " [id=");
	put_quoted(buf, box->thing.id);
	buf_printf(buf, " class=\"%s\" %s", box->thing.kind, shape_text(info->shape));
	put_colours(buf, info->ink, dark);
	put_label(buf, box->caption, &box->thing);
	put_tooltip(buf, &box->thing);
	buf_puts(buf, "];\n");
}

/* An area, the boxes in it and the areas in it: areas are few, their contents are found by looking. */
static void put_area(struct buf *buf, const struct diagram *diagram, uint32_t within, unsigned dark)
{
	for (uint32_t i = 0; i < diagram->n_area; i++) {
		const struct diagram_area *area = &diagram->area[i];

		if (area->within != within)
			continue;
		buf_printf(buf, "  subgraph \"cluster_%u\" {\n    id=", (unsigned)i + 1);
		put_quoted(buf, area->thing.id);
		buf_puts(buf, " style=filled labeljust=l");
		put_colours(buf, area_info(area->figure)->ink, dark);
		put_label(buf, "", &area->thing);
		put_tooltip(buf, &area->thing);
		buf_puts(buf, ";\n");
		for (uint32_t k = 0; k < diagram->n_box; k++)
			if (diagram->box[k].within == i + 1)
				put_box(buf, &diagram->box[k], dark, "    ");
		put_area(buf, diagram, i + 1, dark);
		buf_puts(buf, "  }\n");
	}
}

static void put_line(
	struct buf *buf, const struct diagram *diagram, const struct diagram_line *line, unsigned dark)
{
	static const char *const directions[] = { "none", "forward", "both" };
	const struct figure_info *info = line_info(line->figure);

	buf_puts(buf, "  ");
	put_quoted(buf, diagram->box[line->from].thing.id);
	buf_puts(buf, " -> ");
	put_quoted(buf, diagram->box[line->to].thing.id);
	buf_printf(buf, " [dir=%s style=%s", directions[line->ends], dash_text(ink_info(info->ink)->dash));
	if (line->ends != ENDS_NONE && !line->encrypted)
		buf_puts(buf, " arrowhead=empty arrowtail=empty");
	put_colours(buf, info->ink, dark);
	buf_puts(buf, " id=");
	put_quoted(buf, line->thing.id);
	put_label(buf, "", &line->thing);
	put_tooltip(buf, &line->thing);
	if (line->is_side)
		buf_puts(buf, " constraint=false");
	if (line->from_area > 0)
		buf_printf(buf, " ltail=\"cluster_%u\"", (unsigned)line->from_area);
	if (line->to_area > 0)
		buf_printf(buf, " lhead=\"cluster_%u\"", (unsigned)line->to_area);
	buf_puts(buf, "];\n");
}

void dot_append(struct buf *buf, const struct diagram *diagram, enum theme theme)
{
	unsigned dark = theme == THEME_DARK;

	buf_puts(buf,
		"digraph \"lync-topo\" {\n  graph [newrank=true compound=true labelloc=t "
		"fontname=\"Arial\" fontsize=14 label=");
	put_quoted(buf, diagram->title);
	put_colour(buf, "bgcolor", ink_info(INK_PAGE)->fill[dark]);
	put_colour(buf, "fontcolor", ink_info(INK_TEXT)->fill[dark]);
	buf_puts(buf, "];\n  node [fontname=\"Arial\" fontsize=11");
	put_colour(buf, "fontcolor", ink_info(INK_TEXT)->fill[dark]);
	buf_puts(buf, "];\n  edge [fontname=\"Arial\" fontsize=10");
	put_colour(buf, "fontcolor", ink_info(INK_TEXT)->fill[dark]);
	buf_puts(buf, "];\n");
	put_area(buf, diagram, 0, dark);
	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (diagram->box[i].within == 0)
			put_box(buf, &diagram->box[i], dark, "  ");
	for (uint32_t i = 0; i < diagram->n_line; i++)
		put_line(buf, diagram, &diagram->line[i], dark);
	buf_puts(buf, "}\n");
}

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report)
{
	struct buf buf = { 0 };

	(void)report;
	dot_append(&buf, job->diagram, job->theme);
	out_take(out, &buf);
	buf_release(&buf);
	return RENDER_OK;
}

const struct renderer renderer_dot = {
	.name = "dot",
	.title = "DOT, for graphviz",
	.is_text = true,
	.write = write,
};
