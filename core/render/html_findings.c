/* SPDX-License-Identifier: MIT */
/* The findings as a table, and the open questions. */
#include "render/html.h"

static void put_place(struct html *html, struct span at)
{
	struct position position;

	if (at.source == NULL)
		return;
	position = source_position(at.source, at.start);
	html_name(html, at.source->path);
	buf_printf(&html->buf, ":%u:%u", (unsigned)position.line, (unsigned)position.column);
}

static void put_finding(struct html *html, const struct finding *finding)
{
	buf_printf(&html->buf, "<tr data-severity=\"%s\"><td>", severity_name(finding->severity));
	html_severity(html, finding->severity);
	buf_puts(&html->buf, "</td><td>");
	html_element(html, finding->element, NULL);
	buf_puts(&html->buf, "</td><td>");
	html_text(html, finding->message);
	if (*finding->help != '\0') {
		buf_puts(&html->buf, "<p class=\"help\">");
		html_text(html, finding->help);
		buf_puts(&html->buf, "</p>");
	}
	buf_printf(&html->buf, "</td><td>%s <span class=\"subtle\">%s</span></td><td class=\"place\">",
		finding->rule->name, finding->rule->id);
	put_place(html, finding->at);
	buf_puts(&html->buf, "</td></tr>\n");
}

void html_findings(struct html *html)
{
	const struct findings *findings = html->findings;

	buf_puts(&html->buf, "<section id=\"findings\">\n<h2>Findings</h2>\n");
	if (findings->n_finding == 0) {
		buf_puts(&html->buf, "<p>The rules have found nothing.</p>\n</section>\n");
		return;
	}
	buf_puts(&html->buf,
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of findings\">\n<table>\n"
		"<thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Element</th>"
		"<th scope=\"col\">What, and what to do</th><th scope=\"col\">Rule</th><th scope=\"col\">Place</th>"
		"</tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < findings->n_finding; i++)
		put_finding(html, &findings->finding[i]);
	buf_puts(&html->buf, "</tbody>\n</table>\n</div>\n</section>\n");
}

static void put_question(struct html *html, const struct checklist_line *line)
{
	buf_puts(&html->buf, "<li>");
	html_text(html, line->question->text);
	buf_puts(&html->buf, " <span class=\"subtle\">");
	html_element(html, line->element, line->label);
	buf_printf(&html->buf, ": <code>%s</code>, %s</span></li>\n", line->needs, line->question->id);
}

void html_checklist(struct html *html)
{
	const struct checklist_lines *lines = &html->checklist;

	buf_puts(&html->buf, "<section id=\"checklist\">\n<h2>Open questions</h2>\n");
	if (lines->n == 0)
		buf_puts(&html->buf, "<p>Nothing is open: every fact that the rules need is stated.</p>\n");
	for (uint32_t i = 0; i < lines->n; i++) {
		if (i == 0 || lines->line[i - 1].question->ask != lines->line[i].question->ask)
			buf_printf(&html->buf, "%s<h3>Ask %s</h3>\n<ul class=\"questions\">\n",
				i > 0 ? "</ul>\n" : "", ask_title(lines->line[i].question->ask));
		put_question(html, &lines->line[i]);
	}
	buf_puts(&html->buf, lines->n > 0 ? "</ul>\n</section>\n" : "</section>\n");
}
