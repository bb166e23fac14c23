/* SPDX-License-Identifier: MIT */
/* A page for people who have no terminal: to attach to a ticket, to keep with a build, to print. */
#include "base/embedded.h"
#include "base/sha256.h"
#include "report/web_page.h"

static void put_head(struct web_page *page)
{
	const struct summary *sum = &page->report->summary;
	const char *style = embedded_find("report.css");
	char hash[SHA256_BASE64_ROOM];

	sha256_base64(str_of(style), hash);
	buf_printf(&page->buf,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<title>lync-topo: %u errors, %u warnings</title>\n<style>",
		hash, sum->error, sum->warning);
	buf_puts(&page->buf, style);
	buf_puts(&page->buf, "</style>\n</head>\n");
}

static void put_count(struct web_page *page, const char *what, unsigned n)
{
	buf_printf(&page->buf, "<tr><th scope=\"row\">%s</th><td>%u</td></tr>\n", what, n);
}

static void put_rule_counts(struct web_page *page, const struct rule_counts *rules)
{
	buf_puts(&page->buf, "<table>\n<caption>Rules</caption>\n<tbody>\n");
	put_count(page, "run", rules->run);
	put_count(page, "passed", rules->passed);
	put_count(page, "fired", rules->fired);
	put_count(page, "not applicable", rules->not_applicable);
	put_count(page, "unknown", rules->unknown);
	buf_puts(&page->buf, "</tbody>\n</table>\n");
}

static void put_summary(struct web_page *page, const struct summary *sum)
{
	const struct simulated *simulated = &sum->simulated;

	buf_puts(&page->buf,
		"<section id=\"summary\">\n<h2>Summary</h2>\n<div class=\"counts\">\n<table>\n<caption>Findings</caption>\n<tbody>\n");
	put_count(page, "errors", sum->error);
	put_count(page, "warnings", sum->warning);
	put_count(page, "notes", sum->note);
	put_count(page, "unknown", sum->unknown);
	put_count(page, "suppressed", sum->suppressed);
	put_count(page, "baselined", sum->baselined);
	buf_puts(&page->buf, "</tbody>\n</table>\n");
	put_rule_counts(page, &sum->rules);
	buf_puts(&page->buf, "</div>\n");
	if (simulated->sites < simulated->of_sites)
		buf_printf(&page->buf,
			"<p>Calls of %llu of %llu sites were simulated: rules about calls are unknown for the others.</p>\n",
			(unsigned long long)simulated->sites, (unsigned long long)simulated->of_sites);
	if (simulated->left_out > 0)
		buf_puts(&page->buf,
			"<p>No calls were simulated where documents have faults: rules about calls are unknown there.</p>\n");
	buf_puts(&page->buf, "</section>\n");
}

static void put_header(struct web_page *page)
{
	const struct report *report = page->report;

	buf_printf(&page->buf, "<header>\n<h1>Deployment check</h1>\n<p class=\"subtle\">%u %s</p>\n<ul>\n",
		(unsigned)report->n_inputs, report->n_inputs == 1 ? "file" : "files");
	for (uint32_t i = 0; i < report->n_inputs && i < report->most; i++)
		web_element(page, "<li><code>", report->inputs[i], "</code></li>\n");
	if (report->n_inputs > report->most)
		buf_printf(&page->buf, "<li>and %u more</li>\n", (unsigned)(report->n_inputs - report->most));
	buf_puts(&page->buf, "</ul>\n</header>\n");
}

static void write(const struct report *report, struct out *out)
{
	struct web_page page = { .report = report, .out = out };

	put_head(&page);
	buf_puts(&page.buf, "<body>\n");
	put_header(&page);
	buf_puts(&page.buf, "<main>\n");
	put_summary(&page, &report->summary);
	web_turned_off(&page);
	web_findings(&page);
	web_suppressed(&page);
	web_questions(&page);
	web_rules(&page);
	web_element(&page, "</main>\n<footer>Written by lync-topo ", report->version,
		". Places are file:line:column.</footer>\n</body>\n</html>\n");
	web_flush(&page);
	buf_release(&page.buf);
}

const struct report_format report_format_html = {
	.name = "html",
	.title = "a page in one file, without script",
	.write = write,
};
