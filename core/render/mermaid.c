/* SPDX-License-Identifier: MIT */
/*
 * Mermaid flowcharts, as GitHub and GitLab draw them in Markdown. Everything from the input goes through
 * escape_mermaid(); names of nodes and areas are numbers.
 */
#include "base/escape.h"
#include "base/utf8.h"
#include "render/renderer.h"

/* maxEdges and maxTextSize of Mermaid's configuration: a page can raise neither. */
enum {
	MOST_LINES = 500,
	MOST_CHARACTERS = 50000,
};

static void put_text(struct buf *buf, const char *text)
{
	escape_mermaid(buf, str_of(text));
}

static void put_row(struct buf *buf, const char *text, const char **separator)
{
	if (*text == '\0')
		return;
	buf_puts(buf, *separator);
	put_text(buf, text);
	*separator = "<br/>";
}

static void put_label(struct buf *buf, const char *caption, const struct diagram_thing *thing)
{
	const char *separator = "";

	buf_putc(buf, '"');
	put_row(buf, caption, &separator);
	put_row(buf, thing->title, &separator);
	for (uint32_t i = 0; i < thing->n_text; i++)
		put_row(buf, thing->text[i], &separator);
	for (uint32_t i = 0; i < thing->n_mark; i++) {
		buf_puts(buf, *separator != '\0' ? separator : "");
		buf_printf(buf, "#91;%s#93;", thing->mark[i].rule);
		separator = "<br/>";
	}
	buf_puts(buf, *separator == '\0' ? " \"" : "\"");
}

/* The nearest of Mermaid's shapes; no two of ours that differ become one. */
static const char *const *brackets(enum box_shape shape)
{
	static const char *const pairs[][2] = { { "[", "]" }, { "(", ")" }, { "[[", "]]" }, { "([", "])" },
		{ "[/", "\\]" }, { "{{", "}}" }, { "[\\", "/]" }, { "((", "))" }, { "[/", "/]" } };

	return pairs[shape];
}

static const char *class_of(const struct diagram_thing *thing, const struct figure_info *figure)
{
	/* "i-lync": a class may not be called like a word of the language, such as "end" */
	return ink_info(thing->emphasis == EMPHASIS_DIMMED ? INK_DIMMED : figure->ink)->name;
}

static void indent(struct buf *buf, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_puts(buf, "  ");
}

static void put_box(struct buf *buf, const struct diagram *diagram, uint32_t number, unsigned depth)
{
	const struct diagram_box *box = &diagram->box[number];
	const struct figure_info *figure = box_info(box->figure);
	const char *const *bracket = brackets(figure->shape);

	indent(buf, depth);
	buf_printf(buf, "n%u%s", (unsigned)number, bracket[0]);
	put_label(buf, box->caption, &box->thing);
	buf_printf(buf, "%s:::%s\n", bracket[1], class_of(&box->thing, figure));
}

/* What stands in an area (its number plus 1), or outside all (0); areas nest as deep as a view nests them. */
static void put_contents(struct buf *buf, const struct diagram *diagram, uint32_t within, unsigned depth)
{
	for (uint32_t i = within; i < diagram->n_area; i++) {
		const struct diagram_area *area = &diagram->area[i];

		if (area->within != within)
			continue;
		indent(buf, depth);
		buf_printf(buf, "subgraph a%u[", (unsigned)i + 1);
		put_label(buf, "", &area->thing);
		buf_puts(buf, "]\n");
		put_contents(buf, diagram, i + 1, depth + 1);
		indent(buf, depth);
		buf_puts(buf, "end\n");
	}
	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (diagram->box[i].within == within)
			put_box(buf, diagram, i, depth);
}

static bool stands_in(const struct diagram *diagram, uint32_t box, uint32_t area)
{
	uint32_t within = diagram->box[box].within;

	while (within > area)
		within = diagram->area[within - 1].within;
	return within == area;
}

/* An area cannot be joined to what stands in it. */
static void put_end(
	struct buf *buf, const struct diagram *diagram, uint32_t box, uint32_t area, uint32_t other)
{
	if (area > 0 && stands_in(diagram, box, area) && !stands_in(diagram, other, area))
		buf_printf(buf, "a%u", (unsigned)area);
	else
		buf_printf(buf, "n%u", (unsigned)box);
}

static const char *arrow(const struct diagram_line *line)
{
	static const char *const arrows[][3] = {
		{ "---", "-->", "<-->" },
		{ "-.-", "-.->", "<-.->" },
		{ "===", "==>", "<==>" },
	};
	const struct ink_info *ink = ink_info(line_info(line->figure)->ink);
	unsigned kind = ink->dash == DASH_SOLID ? 0 : ink->dash == DASH_DOUBLE ? 2 : 1;

	if (ink->width > 3)
		kind = 2;
	return arrows[kind][line->ends];
}

static void put_line(struct buf *buf, const struct diagram *diagram, const struct diagram_line *line)
{
	const struct diagram_thing *thing = &line->thing;

	buf_puts(buf, "  ");
	put_end(buf, diagram, line->from, line->from_area, line->to);
	buf_printf(buf, " %s", arrow(line));
	if (*thing->title != '\0' || thing->n_text > 0 || thing->n_mark > 0) {
		buf_putc(buf, '|');
		put_label(buf, "", thing);
		buf_putc(buf, '|');
	}
	buf_putc(buf, ' ');
	put_end(buf, diagram, line->to, line->to_area, line->from);
	buf_putc(buf, '\n');
}

static void put_stroke(struct buf *buf, const struct ink_info *info, unsigned dark)
{
	buf_printf(buf, "stroke:#%06x,stroke-width:%d.%dpx", (unsigned)info->stroke[dark], (int)info->width,
		(int)(info->width * 10) % 10);
	if (info->dash == DASH_DASHED || info->dash == DASH_LONG_DASH)
		buf_puts(buf, ",stroke-dasharray:6 4");
	else if (info->dash == DASH_DOTTED)
		buf_puts(buf, ",stroke-dasharray:2 3");
	else if (info->dash == DASH_DASH_DOT)
		buf_puts(buf, ",stroke-dasharray:8 3 2 3");
}

static void put_class(struct buf *buf, enum ink ink, unsigned dark)
{
	const struct ink_info *info = ink_info(ink);

	buf_printf(buf, "  classDef %s fill:#%06x,", info->name, (unsigned)info->fill[dark]);
	put_stroke(buf, info, dark);
	buf_printf(buf, ",color:#%06x\n",
		(unsigned)ink_info(ink == INK_DIMMED ? INK_DIMMED_TEXT : INK_TEXT)->fill[dark]);
}

static void note_ink(bool *used, const struct diagram_thing *thing, const struct figure_info *figure)
{
	used[thing->emphasis == EMPHASIS_DIMMED ? INK_DIMMED : figure->ink] = true;
}

static void put_classes(struct buf *buf, const struct diagram *diagram, unsigned dark)
{
	bool used[INK_COUNT] = { false };

	for (uint32_t i = 0; i < diagram->n_area; i++)
		note_ink(used, &diagram->area[i].thing, area_info(diagram->area[i].figure));
	for (uint32_t i = 0; i < diagram->n_box; i++)
		note_ink(used, &diagram->box[i].thing, box_info(diagram->box[i].figure));
	for (unsigned i = 0; i < INK_COUNT; i++)
		if (used[i])
			put_class(buf, (enum ink)i, dark);
	for (uint32_t i = 0; i < diagram->n_area; i++)
		buf_printf(buf, "  class a%u %s\n", (unsigned)i + 1,
			class_of(&diagram->area[i].thing, area_info(diagram->area[i].figure)));
}

/* Lines have no classes: each look names the lines that have it, by number. */
static void put_line_styles(struct buf *buf, const struct diagram *diagram, unsigned dark)
{
	for (unsigned ink = 0; ink < INK_COUNT; ink++) {
		const char *separator = "  linkStyle ";

		for (uint32_t i = 0; i < diagram->n_line; i++) {
			const struct diagram_line *line = &diagram->line[i];
			bool is_dimmed = line->thing.emphasis == EMPHASIS_DIMMED;

			if ((is_dimmed ? INK_DIMMED : line_info(line->figure)->ink) != (enum ink)ink)
				continue;
			buf_printf(buf, "%s%u", separator, (unsigned)i);
			separator = ",";
		}
		if (*separator == ',') {
			buf_putc(buf, ' ');
			put_stroke(buf, ink_info((enum ink)ink), dark);
			buf_putc(buf, '\n');
		}
	}
}

static void put_description(struct buf *buf, const struct diagram *diagram)
{
	buf_puts(buf, "  accTitle: ");
	put_text(buf, *diagram->title != '\0' ? diagram->title : "deployment");
	buf_puts(buf, "\n  accDescr: ");
	put_text(buf, diagram->subtitle != NULL ? diagram->subtitle : "");
	for (uint32_t i = 0; i < diagram->n_note; i++) {
		buf_puts(buf, ". ");
		put_text(buf, diagram->note[i]);
	}
	buf_printf(buf, ". %u areas, %u boxes, %u lines\n", (unsigned)diagram->n_area,
		(unsigned)diagram->n_box, (unsigned)diagram->n_line);
}

static void append(struct buf *buf, const struct diagram *diagram, enum theme theme)
{
	unsigned dark = theme == THEME_DARK;

	buf_puts(buf, "flowchart TB\n");
	put_description(buf, diagram);
	put_contents(buf, diagram, 0, 1);
	for (uint32_t i = 0; i < diagram->n_line; i++)
		put_line(buf, diagram, &diagram->line[i]);
	put_classes(buf, diagram, dark);
	put_line_styles(buf, diagram, dark);
}

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report)
{
	struct buf buf = { 0 };
	enum render_status status = RENDER_FAILED;

	if (job->diagram->n_line <= MOST_LINES)
		append(&buf, job->diagram, job->theme);
	if (job->diagram->n_line > MOST_LINES) {
		report->why = "Mermaid draws at most 500 lines and this diagram has more: take --format svg, "
			      "or draw less with --focus or --collapse";
	} else if (utf8_count(buf_text(&buf), buf.length) > MOST_CHARACTERS) {
		report->why = "Mermaid reads at most 50,000 characters and this diagram takes more: take "
			      "--format svg, or draw less with --focus or --collapse";
	} else {
		out_take(out, &buf);
		status = RENDER_OK;
	}
	buf_release(&buf);
	return status;
}

const struct renderer renderer_mermaid = {
	.name = "mermaid",
	.title = "Mermaid, for Markdown pages",
	.is_text = true,
	.write = write,
};
