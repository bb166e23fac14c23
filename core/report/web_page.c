/* SPDX-License-Identifier: MIT */
#include "report/web_page.h"

#include "base/escape.h"
#include "diag/checklist_lines.h"
#include "report/excerpt.h"
#include "report/lines.h"
#include "report/rule_help.h"
#include "report/turned_off.h"

void web_text(struct web_page *page, struct str text)
{
	struct buf plain = { 0 };

	escape_terminal(&plain, text);
	escape_xml(&page->buf, buf_str(&plain));
	page->buf.failed |= buf_failed(&plain);
	buf_release(&plain);
}

void web_element(struct web_page *page, const char *before, const char *text, const char *after)
{
	buf_puts(&page->buf, before);
	web_text(page, str_of(text));
	buf_puts(&page->buf, after);
}

void web_place(struct web_page *page, const struct span *at)
{
	struct buf place = { 0 };

	lines_append_place(&place, at);
	web_element(page, "<code>", buf_text(&place), "</code>");
	buf_release(&place);
}

void web_flush(struct web_page *page)
{
	out_take(page->out, &page->buf);
}

static void put_sentence(struct web_page *page, const char *before, const char *text, const char *after)
{
	struct buf sentence = { 0 };

	rule_sentence(text, &sentence);
	web_element(page, before, buf_text(&sentence), after);
	buf_release(&sentence);
}

static void put_shown(struct web_page *page, struct str text)
{
	/* A tab is as wide as a browser likes; a blank keeps columns what they are. */
	for (size_t from = 0, i = 0; i <= text.length; i++) {
		if (i < text.length && text.text[i] != '\t')
			continue;
		web_text(page, (struct str){ text.text + from, i - from });
		if (i < text.length)
			buf_putc(&page->buf, ' ');
		from = i + 1;
	}
}

static void put_excerpt(struct web_page *page, const struct span *at)
{
	struct excerpt excerpt;

	if (!excerpt_find(at, &excerpt))
		return;
	buf_printf(&page->buf, "<pre><span class=\"subtle\">%6u | </span>%s", (unsigned)excerpt.line,
		excerpt.cut_before ? "..." : "");
	put_shown(page, excerpt.before);
	buf_puts(&page->buf, "<mark>");
	put_shown(page, excerpt.marked);
	buf_puts(&page->buf, "</mark>");
	put_shown(page, excerpt.after);
	buf_printf(&page->buf, "%s</pre>\n", excerpt.cut_after ? "..." : "");
}

static void put_severity(struct web_page *page, enum severity severity)
{
	buf_printf(&page->buf, "<b class=\"severity %s\">%s</b> ", severity_name(severity),
		severity_name(severity));
}

static void put_rule(struct web_page *page, const struct rule_info *rule)
{
	web_element(page, "", rule->id, " ");
	web_element(page, "", rule->name, "");
}

static void put_finding(struct web_page *page, const struct finding *finding)
{
	buf_puts(&page->buf, "<article>\n<h4>");
	put_severity(page, finding->severity);
	web_element(page, "", finding->message, "</h4>\n<p>");
	web_place(page, &finding->at);
	web_element(page, " <a href=\"#rule-", finding->rule->id, "\">");
	put_rule(page, finding->rule);
	buf_puts(&page->buf, "</a></p>\n");
	put_excerpt(page, &finding->at);
	put_sentence(page, "<p>", finding->help, "</p>\n");
	for (uint32_t i = 0; i < finding->n_related; i++) {
		buf_puts(&page->buf, i == 0 ? "<ul>\n<li>" : "<li>");
		web_place(page, &finding->related[i].at);
		web_element(page, " ", finding->related[i].message, "</li>\n");
	}
	buf_puts(&page->buf, finding->n_related > 0 ? "</ul>\n</article>\n" : "</article>\n");
	web_flush(page);
}

static void put_left_out(struct web_page *page, uint32_t shown, uint32_t all)
{
	if (shown < all)
		buf_printf(&page->buf,
			"<p>%u more are not on this page; --limit findings=N shows more of them, --format json has all.</p>\n",
			(unsigned)(all - shown));
}

void web_findings(struct web_page *page)
{
	static const char *const headings[] = { "", "Notes", "Warnings", "Errors" };
	const struct findings *findings = page->report->findings;
	uint32_t shown = 0;

	buf_puts(&page->buf, "<section id=\"findings\">\n<h2>Findings</h2>\n");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
		bool any = false;

		for (uint32_t i = 0; i < findings->n_finding && shown < page->report->most; i++) {
			if (findings->finding[i].severity != (enum severity)severity)
				continue;
			if (!any)
				buf_printf(&page->buf, "<h3>%s</h3>\n", headings[severity]);
			any = true;
			shown++;
			put_finding(page, &findings->finding[i]);
		}
	}
	put_left_out(page, shown, findings->n_finding);
	buf_puts(&page->buf, findings->n_finding == 0 ? "<p>None.</p>\n</section>\n" : "</section>\n");
}

void web_suppressed(struct web_page *page)
{
	const struct findings *findings = page->report->findings;
	uint32_t shown = findings->n_suppressed < page->report->most ? findings->n_suppressed :
								       page->report->most;

	if (!page->report->show_suppressed || findings->n_suppressed == 0)
		return;
	buf_puts(&page->buf,
		"<section id=\"suppressed\">\n<h2>Suppressed</h2>\n<table>\n<thead><tr><th scope=\"col\">Finding</th>"
		"<th scope=\"col\">Place</th><th scope=\"col\">Suppressed by</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < shown; i++) {
		const struct finding *finding = &findings->suppressed[i];
		struct buf reason = { 0 };

		buf_puts(&page->buf, "<tr><td>");
		put_severity(page, finding->severity);
		web_element(page, "", finding->message, " ");
		put_rule(page, finding->rule);
		buf_puts(&page->buf, "</td><td>");
		web_place(page, &finding->at);
		buf_puts(&page->buf, "</td><td>");
		web_place(page, &finding->suppression->at);
		turned_off_append_reason(finding->suppression, &reason);
		web_element(page, "", buf_text(&reason), "</td></tr>\n");
		buf_release(&reason);
		web_flush(page);
	}
	buf_puts(&page->buf, "</tbody>\n</table>\n");
	put_left_out(page, shown, findings->n_suppressed);
	buf_puts(&page->buf, "</section>\n");
}

void web_questions(struct web_page *page)
{
	struct checklist_lines lines = checklist_collect(page->report->findings);
	uint32_t shown = 0;

	buf_puts(&page->buf, "<section id=\"unknown\">\n<h2>Not known yet</h2>\n");
	if (checklist_open(&lines) == 0)
		buf_puts(&page->buf, "<p>Every rule that applies could be judged.</p>\n");
	else
		buf_puts(&page->buf,
			"<p>Without these facts rules cannot be judged; that is no pass.</p>\n<table>\n"
			"<thead><tr><th scope=\"col\">Ask</th><th scope=\"col\">About</th><th scope=\"col\">Question</th>"
			"<th scope=\"col\">Fact</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < lines.n && shown < page->report->most; i++) {
		const struct checklist_line *line = &lines.line[i];

		if (line->value != NULL)
			continue;
		shown++;
		web_element(page, "<tr><td>", ask_title(line->question->ask), "</td>");
		web_element(page, "<td>", line->label, "</td>");
		web_element(page, "<td>", line->question->text, "</td>");
		web_element(page, "<td><code>", line->needs, "</code></td></tr>\n");
		web_flush(page);
	}
	buf_puts(&page->buf, shown > 0 ? "</tbody>\n</table>\n" : "");
	put_left_out(page, shown, checklist_open(&lines));
	buf_puts(&page->buf, "</section>\n");
	checklist_release(&lines);
}

static void put_turned_off(void *context, const struct turned_off_news *news)
{
	struct web_page *page = context;

	buf_puts(&page->buf, "<li>");
	web_text(page, news->line);
	buf_puts(&page->buf, "</li>\n");
	web_flush(page);
}

void web_turned_off(struct web_page *page)
{
	if (!turned_off_any(page->report->turned_off))
		return;
	buf_puts(&page->buf,
		"<section id=\"turned-off\">\n<h2>Turned off or changed</h2>\n"
		"<p>For whoever reviews this: what makes the run say less, or something else, than usual.</p>\n<ul>\n");
	turned_off_each(page->report->turned_off, page->report->most, put_turned_off, page);
	buf_puts(&page->buf, "</ul>\n</section>\n");
}

void web_rules(struct web_page *page)
{
	struct rule_total totals[LINES_MOST_RULES];
	uint32_t n = lines_count_by_rule(page->report->findings, totals);

	if (n == 0)
		return;
	buf_puts(&page->buf, "<section id=\"rules\">\n<h2>The rules that fired</h2>\n");
	for (uint32_t i = 0; i < n; i++) {
		const struct rule_info *rule = totals[i].rule;

		web_element(page, "<h3 id=\"rule-", rule->id, "\">");
		put_rule(page, rule);
		buf_puts(&page->buf, "</h3>\n");
		put_sentence(page, "<p>", rule->title, "");
		buf_printf(&page->buf, " Fired %u %s.</p>\n", (unsigned)totals[i].count,
			totals[i].count == 1 ? "time" : "times");
		put_sentence(page, "<p><b>Why.</b> ", rule->meaning, "</p>\n");
		put_sentence(page, "<p><b>What to do.</b> ", rule->fix, "</p>\n");
		if (rule->conflict != NULL)
			put_sentence(page, "<p><b>Where documents disagree.</b> ", rule->conflict, "</p>\n");
		web_element(page, "<p class=\"subtle\">Source: ", rule_source(rule), "</p>\n");
		web_flush(page);
	}
	buf_puts(&page->buf, "</section>\n");
}
