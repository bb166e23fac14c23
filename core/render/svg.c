/* SPDX-License-Identifier: MIT */
#include "render/svg.h"

#include "base/escape.h"

#include <string.h>

/* Numbers as short as they can be, without an exponent and whatever the locale. */
static void put_number(struct buf *buf, double number)
{
	long hundredths = (long)(number * 100 + (number < 0 ? -0.5 : 0.5));

	if (hundredths < 0)
		buf_putc(buf, '-');
	hundredths = hundredths < 0 ? -hundredths : hundredths;
	buf_printf(buf, "%ld", hundredths / 100);
	if (hundredths % 100 != 0)
		buf_printf(buf, hundredths % 10 == 0 ? ".%ld" : ".%02ld",
			hundredths % 10 == 0 ? hundredths % 100 / 10 : hundredths % 100);
}

static void put_attribute(struct buf *buf, const char *name, double number)
{
	buf_printf(buf, " %s=\"", name);
	put_number(buf, number);
	buf_putc(buf, '"');
}

static void put_text(struct buf *buf, const char *text)
{
	escape_xml(buf, str_of(text));
}

static void put_dashes(struct buf *buf, enum dash dash)
{
	const char *separator = ";stroke-dasharray:";

	for (const double *length = dash_pattern(dash); *length > 0; length++) {
		buf_puts(buf, separator);
		put_number(buf, *length);
		separator = " ";
	}
}

static void put_colour(struct buf *buf, const char *property, int32_t colour)
{
	if (colour == NO_COLOUR)
		buf_printf(buf, "%s:none;", property);
	else
		buf_printf(buf, "%s:#%06x;", property, (unsigned)colour);
}

static void put_ink(struct buf *buf, enum ink ink, unsigned dark)
{
	const struct ink_info *info = ink_info(ink);

	buf_printf(buf, ".lt .%s{", info->name);
	put_colour(buf, "fill", info->fill[dark]);
	put_colour(buf, "stroke", info->stroke[dark]);
	buf_puts(buf, "}");
	if (info->stroke[dark] != NO_COLOUR) {
		buf_printf(buf, ".lt .%s.solid{", info->name);
		put_colour(buf, "fill", info->stroke[dark]);
		buf_puts(buf, "}");
	}
	buf_putc(buf, '\n');
}

void svg_append_colours(struct buf *buf, enum theme theme)
{
	unsigned dark = theme == THEME_DARK;

	for (unsigned i = 0; i < INK_COUNT; i++)
		put_ink(buf, (enum ink)i, dark);
	buf_puts(buf, ".lt .open{");
	put_colour(buf, "fill", ink_info(INK_PAGE)->fill[dark]);
	buf_puts(buf, "}");
	buf_puts(buf, ".lt .inner{");
	put_colour(buf, "stroke", ink_info(INK_PAGE)->fill[dark]);
	buf_puts(buf, "}\n");
}

void svg_append_style(struct buf *buf, enum theme theme)
{
	buf_puts(buf,
		".lt{font-family:Arial,\"Liberation Sans\",Helvetica,sans-serif}.lt .b{font-weight:bold}"
		".lt .m{text-anchor:middle}\n");
	for (unsigned i = 0; i < INK_COUNT; i++) {
		const struct ink_info *info = ink_info((enum ink)i);

		if (info->width <= 0)
			continue;
		buf_printf(buf, ".lt .%s{stroke-width:", info->name);
		put_number(buf, info->width);
		put_dashes(buf, info->dash);
		buf_puts(buf, "}\n");
	}
	buf_puts(buf,
		".lt .inner{stroke-width:1.6}.lt polygon,.lt rect.lt-sharp{stroke-linejoin:round}"
		".lt .solid,.lt .open{stroke-dasharray:none;stroke-width:1.2}.lt path{fill:none!important}"
		".lt .ground{stroke:none!important}\n");
	svg_append_colours(buf, theme);
	if (theme != THEME_AUTO)
		return;
	buf_puts(buf, "@media (prefers-color-scheme:dark){\n");
	svg_append_colours(buf, THEME_DARK);
	buf_puts(buf, "}\n");
}

static void put_class(struct buf *buf, const struct stroke *stroke)
{
	static const char *const variants[] = { "", " solid", " open", " inner", " ground" };

	buf_printf(buf, " class=\"%s%s%s%s\"", ink_info(stroke->ink)->name, variants[stroke->variant],
		stroke->kind == STROKE_TEXT && stroke->weight == WEIGHT_BOLD ? " b" : "",
		stroke->kind == STROKE_TEXT && stroke->is_middle ? " m" : "");
}

static void put_frame(struct buf *buf, const struct stroke *stroke)
{
	buf_puts(buf, "<rect");
	put_class(buf, stroke);
	put_attribute(buf, "x", stroke->frame.low.x);
	put_attribute(buf, "y", stroke->frame.low.y);
	put_attribute(buf, "width", stroke->frame.high.x - stroke->frame.low.x);
	put_attribute(buf, "height", stroke->frame.high.y - stroke->frame.low.y);
	if (stroke->radius > 0)
		put_attribute(buf, "rx", stroke->radius);
	if (stroke->mark == NULL) {
		buf_puts(buf, "/>");
		return;
	}
	buf_puts(buf, "><title>");
	put_text(buf, stroke->mark->message);
	buf_puts(buf, "</title></rect>");
}

static void put_oval(struct buf *buf, const struct stroke *stroke)
{
	buf_puts(buf, "<ellipse");
	put_class(buf, stroke);
	put_attribute(buf, "cx", (stroke->frame.low.x + stroke->frame.high.x) / 2);
	put_attribute(buf, "cy", (stroke->frame.low.y + stroke->frame.high.y) / 2);
	put_attribute(buf, "rx", (stroke->frame.high.x - stroke->frame.low.x) / 2);
	put_attribute(buf, "ry", (stroke->frame.high.y - stroke->frame.low.y) / 2);
	buf_puts(buf, "/>");
}

static void put_point(struct buf *buf, struct point point)
{
	put_number(buf, point.x);
	buf_putc(buf, ',');
	put_number(buf, point.y);
}

static void put_points(struct buf *buf, const struct stroke *stroke)
{
	bool is_polygon = stroke->kind == STROKE_POLYGON;

	buf_puts(buf, is_polygon ? "<polygon" : "<path");
	put_class(buf, stroke);
	buf_puts(buf, is_polygon ? " points=\"" : " d=\"M");
	for (uint32_t i = 0; i < stroke->n_point; i++) {
		if (i > 0)
			buf_puts(buf,
				!is_polygon && i == 1 ? (stroke->kind == STROKE_CURVE ? "C" : "L") : " ");
		put_point(buf, stroke->point[i]);
	}
	buf_puts(buf, "\"/>");
}

/* The width is said, so that any font keeps inside the box that was made for it. */
static void put_words(struct buf *buf, const struct stroke *stroke)
{
	buf_puts(buf, "<text");
	put_class(buf, stroke);
	put_attribute(buf, "x", stroke->point[0].x);
	put_attribute(buf, "y", stroke->point[0].y);
	put_attribute(buf, "font-size", stroke->size);
	put_attribute(buf, "textLength", stroke->width);
	buf_puts(buf, " lengthAdjust=\"spacingAndGlyphs\">");
	put_text(buf, stroke->text);
	buf_puts(buf, "</text>");
}

static void put_stroke(struct buf *buf, const struct stroke *stroke)
{
	switch (stroke->kind) {
	case STROKE_FRAME:
		put_frame(buf, stroke);
		break;
	case STROKE_OVAL:
		put_oval(buf, stroke);
		break;
	case STROKE_TEXT:
		put_words(buf, stroke);
		break;
	default:
		put_points(buf, stroke);
		break;
	}
	buf_putc(buf, '\n');
}

/* "SIP trunk, signalling t1": its kind or, where it is no element, what the legend calls it, and its title. */
static void put_name(struct buf *buf, const struct scene_group *group, const char *kind)
{
	const char *title = group->thing->title;
	const char *what = *kind != '\0' ? kind : group->figure->legend;

	put_text(buf, what);
	if (*title == '\0' || strcmp(title, what) == 0)
		return;
	buf_putc(buf, ' ');
	put_text(buf, title);
}

/* The facts of the element, a line each: what a pointer that rests on it, and a screen reader, say. */
static void put_title(struct buf *buf, const struct scene_group *group)
{
	const struct diagram_thing *thing = group->thing;

	buf_puts(buf, "<title>");
	put_name(buf, group, thing->kind);
	for (uint32_t i = 0; i < thing->n_fact; i++) {
		buf_putc(buf, '\n');
		put_text(buf, thing->fact[i].name);
		buf_puts(buf, ": ");
		put_text(buf, thing->fact[i].value);
	}
	buf_puts(buf, "</title>\n");
}

static void put_lower(struct buf *buf, const char *name)
{
	for (; *name != '\0'; name++)
		buf_putc(buf, (char)(*name == '_' ? '-' : ascii_lower(*name)));
}

/* Inside a page, what is told about further down leads there. True where it is. */
static bool open_link(struct buf *buf, const struct scene_group *group)
{
	if (!svg_is_told_about(group->kind == GROUP_LINE, group->thing))
		return false;
	buf_puts(buf, "<a href=\"#about-");
	put_text(buf, group->thing->id);
	buf_puts(buf, "\" aria-label=\"");
	put_name(buf, group, "");
	buf_puts(buf, "\">");
	return true;
}

/* How many groups before it are of the same element, such as a VLAN that is drawn as several lines, one after the other. */
static unsigned repeats(const struct scene *scene, const struct scene_group *group)
{
	const struct scene_group *before = group;

	while (before > scene->group && before[-1].thing != NULL &&
		strcmp(before[-1].thing->id, group->thing->id) == 0)
		before--;
	return (unsigned)(group - before);
}

static void put_id(struct buf *buf, const struct scene *scene, const struct scene_group *group)
{
	unsigned n = repeats(scene, group);

	buf_puts(buf, " id=\"lt-");
	put_text(buf, group->thing->id);
	if (n > 0)
		buf_printf(buf, ".%u", n + 1);
	buf_putc(buf, '"');
}

static void put_group(
	struct buf *buf, const struct scene *scene, const struct scene_group *group, bool is_part)
{
	static const char *const kinds[] = { "area", "line", "node", "" };
	bool is_link = is_part && group->thing != NULL && open_link(buf, group);

	if (group->thing == NULL) {
		buf_printf(buf, "<g class=\"%s\">\n", group->name);
	} else {
		buf_puts(buf, "<g");
		if (!is_part)
			put_id(buf, scene, group);
		buf_printf(buf, " class=\"%s f-", kinds[group->kind]);
		put_lower(buf, group->figure->name);
		buf_putc(buf, '"');
		if (group->kind == GROUP_LINE)
			buf_printf(buf, " data-layer=\"%s\"", layer_name(group->figure->layer));
		buf_puts(buf, group->kind == GROUP_AREA ? ">\n" : " role=\"img\">\n");
		put_title(buf, group);
	}
	for (uint32_t k = group->first; k < group->first + group->n; k++)
		put_stroke(buf, &scene->stroke[k]);
	buf_puts(buf, is_link ? "</g></a>\n" : "</g>\n");
}

static void put_description(struct buf *buf, const struct diagram *diagram)
{
	buf_puts(buf, "<title id=\"lt.title\">");
	put_text(buf, diagram->title);
	buf_puts(buf, "</title>\n<desc id=\"lt.desc\">");
	put_text(buf, diagram->subtitle);
	buf_printf(buf, ". %u areas, %u boxes, %u lines</desc>\n", (unsigned)diagram->n_area,
		(unsigned)diagram->n_box, (unsigned)diagram->n_line);
}

static void put_head(struct buf *buf, const struct scene *scene, const struct diagram *diagram, double top)
{
	buf_puts(buf,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lt\" role=\"graphics-document\" "
		"aria-labelledby=\"lt.title lt.desc\"");
	put_attribute(buf, "width", scene->size.width);
	put_attribute(buf, "height", scene->size.height - top);
	buf_puts(buf, " viewBox=\"0 ");
	put_number(buf, top);
	buf_putc(buf, ' ');
	put_number(buf, scene->size.width);
	buf_putc(buf, ' ');
	put_number(buf, scene->size.height - top);
	buf_puts(buf, "\">\n");
	put_description(buf, diagram);
}

static void put_groups(struct buf *buf, const struct scene *scene, bool is_part)
{
	buf_puts(buf, "<rect class=\"i-page\" width=\"100%\" height=\"100%\"/>\n");
	for (uint32_t i = 0; i < scene->n_group; i++)
		if (!is_part || scene->group[i].thing != NULL || strcmp(scene->group[i].name, "title") != 0)
			put_group(buf, scene, &scene->group[i], is_part);
	buf_puts(buf, "</svg>\n");
}

void svg_append(struct buf *buf, const struct scene *scene, const struct diagram *diagram, enum theme theme)
{
	put_head(buf, scene, diagram, 0);
	buf_puts(buf, "<style>\n");
	svg_append_style(buf, theme);
	buf_puts(buf, "</style>\n");
	put_groups(buf, scene, false);
}

void svg_append_part(struct buf *buf, const struct scene *scene, const struct diagram *diagram)
{
	put_head(buf, scene, diagram, scene->heading);
	put_groups(buf, scene, true);
}

bool svg_is_told_about(bool is_line, const struct diagram_thing *thing)
{
	return !is_line || thing->id[0] != '.';
}
