/* SPDX-License-Identifier: MIT */
/* Who is joined to whom, and a section for each element. */
#include "render/html.h"
#include "render/svg.h"

#include <string.h>

/* What stands at the end of a line: a box, or the area at whose border it ends. */
static const struct diagram_thing *end_of(const struct diagram *diagram, uint32_t area, uint32_t box)
{
	return area != 0 ? &diagram->area[area - 1].thing : &diagram->box[box].thing;
}

/* "SIP trunk, signalling Atlanta to New York, TLS 5061, encrypted" */
static void put_line(struct html *html, const struct diagram_line *line)
{
	const struct figure_info *figure = line_info(line->figure);

	html_text(html, figure->legend);
	if (svg_is_told_about(true, &line->thing)) {
		buf_putc(&html->buf, ' ');
		html_link(html, &line->thing);
	}
	for (uint32_t i = 0; i < line->thing.n_text; i++) {
		buf_puts(&html->buf, ", ");
		html_name(html, line->thing.text[i]);
	}
	if (line->ends != ENDS_NONE && figure->layer != LAYER_BASE)
		buf_puts(&html->buf, line->encrypted ? ", encrypted" : ", not encrypted");
}

static void put_joint(struct html *html, const struct diagram_line *line, bool begins_here)
{
	const char *towards = line->ends != ENDS_TO ? "with" : begins_here ? "to" : "from";

	buf_printf(&html->buf, "<li>%s ", towards);
	html_link(html,
		begins_here ? end_of(html->diagram, line->to_area, line->to) :
			      end_of(html->diagram, line->from_area, line->from));
	buf_puts(&html->buf, ": ");
	put_line(html, line);
	buf_puts(&html->buf, "</li>\n");
}

static void put_joints(struct html *html, uint32_t box)
{
	uint32_t end = html->index.first_end[box];

	for (; end > 0; end = html->index.next_end[end - 1])
		put_joint(html, &html->diagram->line[(end - 1) / 2], (end - 1) % 2 == 0);
}

static void put_joint_list(struct html *html, uint32_t box)
{
	if (html->index.first_end[box] == 0)
		return;
	buf_puts(&html->buf, "<ul>\n");
	put_joints(html, box);
	buf_puts(&html->buf, "</ul>\n");
}

static void put_caption(struct html *html, const char *caption)
{
	if (*caption == '\0')
		return;
	buf_puts(&html->buf, " <span class=\"subtle\">");
	html_text(html, caption);
	buf_puts(&html->buf, "</span>");
}

/* What stands in an area (its number plus 1), or outside all (0); areas nest as deep as a view nests them. */
static void put_contents(struct html *html, uint32_t within)
{
	const struct diagram *diagram = html->diagram;
	uint32_t area = html->index.first_area[within];
	uint32_t box = html->index.first_box[within];

	if (area == 0 && box == 0)
		return;
	buf_puts(&html->buf, "<ul>\n");
	for (; area > 0; area = html->index.next_area[area - 1]) {
		buf_puts(&html->buf, "<li>");
		html_link(html, &diagram->area[area - 1].thing);
		put_caption(html, area_info(diagram->area[area - 1].figure)->legend);
		put_contents(html, area);
		buf_puts(&html->buf, "</li>\n");
	}
	for (; box > 0; box = html->index.next_box[box - 1]) {
		buf_puts(&html->buf, "<li>");
		html_link(html, &diagram->box[box - 1].thing);
		put_caption(html, diagram->box[box - 1].caption);
		put_joint_list(html, box - 1);
		buf_puts(&html->buf, "</li>\n");
	}
	buf_puts(&html->buf, "</ul>\n");
}

void html_outline(struct html *html)
{
	buf_puts(&html->buf, "<section id=\"outline\">\n<h2>Who is joined to whom</h2>\n");
	put_contents(html, 0);
	buf_puts(&html->buf, "</section>\n");
}

static void put_facts(struct html *html, const struct diagram_thing *thing)
{
	if (thing->n_text > 0) {
		buf_puts(&html->buf, "<p>");
		for (uint32_t i = 0; i < thing->n_text; i++) {
			buf_puts(&html->buf, i > 0 ? ", " : "");
			html_name(html, thing->text[i]);
		}
		buf_puts(&html->buf, "</p>\n");
	}
	if (thing->n_fact == 0)
		return;
	buf_puts(&html->buf, "<dl>\n");
	for (uint32_t i = 0; i < thing->n_fact; i++) {
		buf_printf(&html->buf, "<dt>%s</dt><dd>", thing->fact[i].name);
		html_name(html, thing->fact[i].value);
		buf_puts(&html->buf, "</dd>\n");
	}
	buf_puts(&html->buf, "</dl>\n");
}

static void put_findings(struct html *html, const struct diagram_thing *thing)
{
	uint32_t n;
	const struct html_entry *entry = html_index_findings(&html->index, thing->id, &n);

	if (n == 0 || *thing->kind == '\0')
		return;
	buf_puts(&html->buf, "<h4>Findings</h4>\n<ul>\n");
	for (uint32_t i = 0; i < n; i++) {
		const struct finding *finding = &html->findings->finding[entry[i].number];

		buf_puts(&html->buf, "<li>");
		html_severity(html, finding->severity);
		buf_putc(&html->buf, ' ');
		html_text(html, finding->message);
		buf_printf(&html->buf, " <span class=\"subtle\">%s</span></li>\n", finding->rule->name);
	}
	buf_puts(&html->buf, "</ul>\n");
}

/* "Mediation Server pool, med-atl, plan.xml:12:3" */
static void put_identity(struct html *html, const struct diagram_thing *thing, const char *caption)
{
	buf_puts(&html->buf, "<p class=\"subtle\">");
	html_text(html, *caption != '\0' ? caption : thing->kind);
	if (*thing->kind != '\0') {
		buf_puts(&html->buf, ", <code>");
		html_name(html, thing->id);
		buf_puts(&html->buf, "</code>");
	}
	if (*thing->place != '\0') {
		buf_puts(&html->buf, ", <span class=\"place\">");
		html_name(html, thing->place);
		buf_puts(&html->buf, "</span>");
	}
	buf_puts(&html->buf, "</p>\n");
}

/* False for a second thing with the same id, such as a VLAN that is drawn as two lines. */
static bool open_article(struct html *html, const struct diagram_thing *thing, const char *caption)
{
	uint32_t n;

	if (html_index_things(&html->index, thing->id, &n)->thing != thing)
		return false;
	buf_puts(&html->buf, "<article id=\"about-");
	html_text(html, thing->id);
	buf_puts(&html->buf, "\">\n<h3>");
	html_name(html, *thing->title != '\0' ? thing->title : thing->id);
	buf_puts(&html->buf, "</h3>\n");
	put_identity(html, thing, caption);
	put_facts(html, thing);
	return true;
}

static void close_article(struct html *html, const struct diagram_thing *thing)
{
	put_findings(html, thing);
	buf_puts(&html->buf, "</article>\n");
}

static void put_area(struct html *html, uint32_t number)
{
	const struct diagram_area *area = &html->diagram->area[number];

	if (!open_article(html, &area->thing, area_info(area->figure)->legend))
		return;
	close_article(html, &area->thing);
}

static void put_box(struct html *html, uint32_t number)
{
	const struct diagram_box *box = &html->diagram->box[number];

	if (!open_article(
		    html, &box->thing, *box->caption != '\0' ? box->caption : box_info(box->figure)->legend))
		return;
	if (html->index.first_end[number] > 0)
		buf_puts(&html->buf, "<h4>Joined</h4>\n");
	put_joint_list(html, number);
	close_article(html, &box->thing);
}

static void put_ends(struct html *html, const struct diagram_line *line)
{
	buf_puts(&html->buf, "<p>From ");
	html_link(html, end_of(html->diagram, line->from_area, line->from));
	buf_puts(&html->buf, " to ");
	html_link(html, end_of(html->diagram, line->to_area, line->to));
	if (line->ends != ENDS_NONE && line_info(line->figure)->layer != LAYER_BASE)
		buf_puts(&html->buf, line->encrypted ? ", encrypted" : ", not encrypted");
	buf_puts(&html->buf, "</p>\n");
}

/* An element may be drawn as several lines. */
static void put_line_article(struct html *html, const struct diagram_line *line)
{
	uint32_t n;
	const struct html_entry *entry = html_index_things(&html->index, line->thing.id, &n);

	if (n == 0 || !open_article(html, &line->thing, line_info(line->figure)->legend))
		return;
	for (uint32_t i = 0; i < n; i++)
		put_ends(html, &html->diagram->line[entry[i].number]);
	close_article(html, &line->thing);
}

void html_elements(struct html *html)
{
	buf_puts(&html->buf, "<section id=\"elements\">\n<h2>Elements</h2>\n<div class=\"articles\">\n");
	for (uint32_t i = 0; i < html->diagram->n_area; i++)
		put_area(html, i);
	for (uint32_t i = 0; i < html->diagram->n_box; i++)
		put_box(html, i);
	for (uint32_t i = 0; i < html->diagram->n_line; i++)
		put_line_article(html, &html->diagram->line[i]);
	buf_puts(&html->buf, "</div>\n</section>\n");
}
