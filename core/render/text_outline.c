/* SPDX-License-Identifier: MIT */
/*
 * The diagram in words, for terminals and screen readers: what stands where, then who is joined to whom, in the order
 * of the diagram. Everything from the input goes through escape_terminal().
 */
#include "base/escape.h"
#include "render/renderer.h"

static void put_text(struct buf *buf, const char *text)
{
	escape_terminal(buf, str_of(text));
}

static void indent(struct buf *buf, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_puts(buf, "  ");
}

static const char *name_of(const struct diagram_thing *thing)
{
	return *thing->title != '\0' ? thing->title : thing->id;
}

/* "Mediation pool med (med-red)": the id where it is one of the plan and says more than the name. */
static void put_name(struct buf *buf, const char *caption, const struct diagram_thing *thing)
{
	put_text(buf, caption);
	if (*thing->title != '\0') {
		buf_puts(buf, *caption != '\0' ? " " : "");
		put_text(buf, thing->title);
	}
	if (*thing->kind != '\0' && strcmp(thing->title, thing->id) != 0) {
		buf_puts(buf, " (");
		put_text(buf, thing->id);
		buf_putc(buf, ')');
	}
}

static void put_rows(struct buf *buf, const struct diagram *diagram, const struct diagram_thing *thing)
{
	for (uint32_t i = 0; i < thing->n_text; i++) {
		if (*thing->text[i] == '\0')
			continue;
		buf_puts(buf, ", ");
		put_text(buf, thing->text[i]);
	}
	if (thing->emphasis != EMPHASIS_NORMAL)
		buf_printf(buf, ", %s", diagram_emphasis(diagram, thing->emphasis));
}

static void put_marks(struct buf *buf, const struct diagram_thing *thing, unsigned depth)
{
	for (uint32_t i = 0; i < thing->n_mark; i++) {
		const struct diagram_mark *mark = &thing->mark[i];

		indent(buf, depth);
		buf_printf(buf, "! %s %s: ", severity_name(mark->severity), mark->rule);
		put_text(buf, mark->message);
		buf_putc(buf, '\n');
	}
}

static void put_thing(struct buf *buf, const struct diagram *diagram, const char *caption,
	const struct diagram_thing *thing, unsigned depth)
{
	indent(buf, depth);
	buf_puts(buf, "- ");
	put_name(buf, caption, thing);
	put_rows(buf, diagram, thing);
	buf_putc(buf, '\n');
	put_marks(buf, thing, depth + 1);
}

/* An area says what it is unless its name does. */
static const char *area_caption(const struct diagram_area *area)
{
	const char *legend = area_info(area->figure)->legend;

	return strcmp(legend, area->thing.title) == 0 ? "" : legend;
}

/* What stands in an area (its number plus 1), or outside all (0); areas nest as deep as a view nests them. */
static void put_contents(struct buf *buf, const struct diagram *diagram, uint32_t within, unsigned depth)
{
	for (uint32_t i = within; i < diagram->n_area; i++) {
		const struct diagram_area *area = &diagram->area[i];

		if (area->within != within)
			continue;
		put_thing(buf, diagram, area_caption(area), &area->thing, depth);
		put_contents(buf, diagram, i + 1, depth + 1);
	}
	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (diagram->box[i].within == within)
			put_thing(buf, diagram, diagram->box[i].caption, &diagram->box[i].thing, depth);
}

/* What stands at the end of a line: a box, or the area at whose border it ends. */
static const char *end_of(const struct diagram *diagram, uint32_t area, uint32_t box)
{
	return name_of(area != 0 ? &diagram->area[area - 1].thing : &diagram->box[box].thing);
}

/* "- med -> SBC Seattle: SIP trunk, signalling Fabrikam Seattle (t-sea), TCP 5060, not encrypted" */
static void put_line(struct buf *buf, const struct diagram *diagram, const struct diagram_line *line)
{
	static const char *const arrows[] = { " -- ", " -> ", " <-> " };
	const struct figure_info *figure = line_info(line->figure);

	buf_puts(buf, "- ");
	put_text(buf, end_of(diagram, line->from_area, line->from));
	buf_puts(buf, arrows[line->ends]);
	put_text(buf, end_of(diagram, line->to_area, line->to));
	buf_puts(buf, ": ");
	put_name(buf, figure->legend, &line->thing);
	put_rows(buf, diagram, &line->thing);
	if (line->ends != ENDS_NONE && figure->layer != LAYER_BASE)
		buf_puts(buf, line->encrypted ? ", encrypted" : ", not encrypted");
	buf_putc(buf, '\n');
	put_marks(buf, &line->thing, 1);
}

static void put_heading(struct buf *buf, const struct diagram *diagram)
{
	put_text(buf, *diagram->title != '\0' ? diagram->title : "deployment");
	if (diagram->subtitle != NULL && *diagram->subtitle != '\0') {
		buf_puts(buf, ": ");
		put_text(buf, diagram->subtitle);
	}
	buf_putc(buf, '\n');
	for (uint32_t i = 0; i < diagram->n_note; i++) {
		put_text(buf, diagram->note[i]);
		buf_putc(buf, '\n');
	}
}

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report)
{
	const struct diagram *diagram = job->diagram;
	struct buf buf = { 0 };

	(void)report;
	put_heading(&buf, diagram);
	buf_printf(&buf, "\nElements, %u areas and %u boxes:\n", (unsigned)diagram->n_area,
		(unsigned)diagram->n_box);
	put_contents(&buf, diagram, 0, 0);
	buf_printf(&buf, "\nLines, %u:\n", (unsigned)diagram->n_line);
	for (uint32_t i = 0; i < diagram->n_line; i++)
		put_line(&buf, diagram, &diagram->line[i]);
	out_take(out, &buf);
	buf_release(&buf);
	return RENDER_OK;
}

const struct renderer renderer_text = {
	.name = "text",
	.title = "an outline for terminals and screen readers",
	.is_text = true,
	.write = write,
};
