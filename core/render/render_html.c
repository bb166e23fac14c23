/* SPDX-License-Identifier: MIT */
/* A page of its own: diagram, findings, open questions, and what is told about each element. */
#include "base/embedded.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "render/html.h"
#include "render/scene.h"
#include "render/svg.h"

/* A point on paper in the pixels of a browser. */
#define PIXELS_PER_POINT (96.0 / 72.0)

/* What page.css needs of inks.def. */
static const struct {
	const char *name;
	enum ink ink;
	bool is_stroke;
} variables[] = {
	{ "page", INK_PAGE, false },
	{ "panel", INK_SITE, false },
	{ "text", INK_TEXT, false },
	{ "subtle", INK_SUBTLE, false },
	{ "rule", INK_LEGEND, true },
	{ "control", INK_SITE, true },
	{ "link", INK_NOTE, false },
	{ "error", INK_ERROR, false },
	{ "warning", INK_WARNING, false },
	{ "note", INK_NOTE, false },
};

static void append_variables(struct buf *css, enum theme theme)
{
	buf_printf(css, ":root{color-scheme:%s;", theme == THEME_DARK ? "dark" : "light");
	for (size_t i = 0; i < ARRAY_LEN(variables); i++) {
		const struct ink_info *info = ink_info(variables[i].ink);

		buf_printf(css, "--%s:#%06x;", variables[i].name,
			(unsigned)(variables[i].is_stroke ? info->stroke : info->fill)[theme == THEME_DARK]);
	}
	buf_puts(css, "}\n");
}

/* The sheet for light and for paper, and the one that a screen may put over it. */
static void append_sheets(struct buf *light, struct buf *dark, const struct scene *scene)
{
	append_variables(light, THEME_LIGHT);
	svg_append_style(light, THEME_LIGHT);
	buf_printf(light, ".stage svg{width:%dpx}\n", (int)(scene->size.width * PIXELS_PER_POINT));
	buf_puts(light, embedded_find("page.css"));
	append_variables(dark, THEME_DARK);
	svg_append_colours(dark, THEME_DARK);
}

/* The policy lets nothing in but this very style and script. */
static void put_policy(struct html *html, const struct buf *light, const struct buf *dark, const char *script)
{
	char hash[3][SHA256_BASE64_ROOM];

	sha256_base64(buf_str(light), hash[0]);
	sha256_base64(buf_str(dark), hash[1]);
	sha256_base64(str_of(script), hash[2]);
	buf_printf(&html->buf,
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'sha256-%s' 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
		"form-action 'none'\">\n",
		hash[0], hash[1], hash[2]);
}

static void put_head(struct html *html, const struct scene *scene, enum theme theme, const char *script)
{
	static const char *const media[THEME_COUNT] = { "screen and (prefers-color-scheme: dark)", "not all",
		"screen" };
	struct buf light = { 0 };
	struct buf dark = { 0 };

	append_sheets(&light, &dark, scene);
	buf_puts(&html->buf, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	put_policy(html, &light, &dark, script);
	buf_puts(&html->buf,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_text(html, html->diagram->title);
	buf_puts(&html->buf, "</title>\n<style>");
	buf_puts(&html->buf, buf_text(&light));
	buf_printf(&html->buf, "</style>\n<style id=\"dark\" media=\"%s\">", media[theme]);
	buf_puts(&html->buf, buf_text(&dark));
	buf_puts(&html->buf, "</style>\n</head>\n");
	html->buf.failed |= buf_failed(&light) || buf_failed(&dark);
	buf_release(&light);
	buf_release(&dark);
}

static void put_count(struct html *html, uint32_t n, const char *section, const char *one, const char *many)
{
	buf_printf(&html->buf, "<li><a href=\"#%s\"><b>%u</b> %s</a></li>\n", section, (unsigned)n,
		n == 1 ? one : many);
}

static void put_counts(struct html *html)
{
	uint32_t n[SEVERITY_ERROR + 1] = { 0 };

	for (uint32_t i = 0; i < html->findings->n_finding; i++)
		n[html->findings->finding[i].severity]++;
	buf_puts(&html->buf, "<ul class=\"counts\">\n");
	put_count(html, n[SEVERITY_ERROR], "findings", "error", "errors");
	put_count(html, n[SEVERITY_WARNING], "findings", "warning", "warnings");
	put_count(html, n[SEVERITY_NOTE], "findings", "note", "notes");
	put_count(html, html->checklist.n, "checklist", "open question", "open questions");
	buf_puts(&html->buf, "<li><a href=\"#outline\">who is joined to whom</a></li>\n");
	buf_puts(&html->buf, "<li><a href=\"#elements\">elements</a></li>\n</ul>\n");
}

static void put_header(struct html *html, const char *fallback)
{
	const struct diagram *diagram = html->diagram;

	buf_puts(&html->buf, "<header>\n<h1>");
	html_name(html, *diagram->title != '\0' ? diagram->title : "Deployment");
	buf_puts(&html->buf, "</h1>\n<p class=\"subtle\">");
	html_name(html, diagram->subtitle);
	buf_puts(&html->buf, "</p>\n");
	for (uint32_t i = 0; i < diagram->n_note; i++) {
		buf_puts(&html->buf, "<p class=\"subtle\">");
		html_name(html, diagram->note[i]);
		buf_puts(&html->buf, "</p>\n");
	}
	if (*fallback != '\0')
		buf_printf(&html->buf, "<p class=\"subtle\">The diagram is %s.</p>\n", fallback);
	put_counts(html);
	buf_puts(&html->buf, "</header>\n");
}

/* Diagram and details side by side; the script fills what is empty here. */
static void put_stage(struct html *html, const struct scene *scene)
{
	buf_puts(&html->buf,
		"<div class=\"desk\">\n<section id=\"diagram\" aria-label=\"Diagram\">\n"
		"<div class=\"controls\" id=\"tools\"></div>\n<div class=\"stage\">\n");
	svg_append_part(&html->buf, scene, html->diagram);
	buf_puts(&html->buf,
		"</div>\n</section>\n"
		"<aside class=\"controls\" id=\"details\" aria-label=\"Details\"></aside>\n</div>\n"
		"<p class=\"hidden\" id=\"said\" role=\"status\"></p>\n");
}

static void put_page(struct html *html, const struct scene *scene, enum theme theme)
{
	const char *script = embedded_find("page.js");

	put_head(html, scene, theme, script);
	buf_puts(&html->buf, "<body>\n<a class=\"skip\" href=\"#findings\">Skip the diagram</a>\n");
	put_header(html, scene->fallback);
	buf_puts(&html->buf, "<main>\n");
	put_stage(html, scene);
	buf_puts(&html->buf, "<div class=\"lists\">\n");
	html_findings(html);
	html_checklist(html);
	buf_puts(&html->buf, "</div>\n");
	html_outline(html);
	html_elements(html);
	buf_printf(&html->buf,
		"</main>\n<footer>Drawn by lync-topo. Places are file:line:column.</footer>\n"
		"<script>%s</script>\n</body>\n</html>\n",
		script);
}

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report)
{
	struct html html = { .diagram = job->diagram, .findings = job->findings };
	struct scene scene;
	enum place_status status = scene_make(job->diagram, &job->patience, &scene);

	report->why = place_status_text(status);
	report->fallback = scene.fallback;
	if (status == PLACE_OK && !html_index_make(&html.index, job->diagram, job->findings))
		status = PLACE_NO_MEMORY;
	if (status == PLACE_OK) {
		html.checklist = checklist_collect(job->findings);
		put_page(&html, &scene, job->theme);
		out_take(out, &html.buf);
	}
	checklist_release(&html.checklist);
	html_index_release(&html.index);
	buf_release(&html.buf);
	scene_release(&scene);
	return render_status_of(status);
}

const struct renderer renderer_html = {
	.name = "html",
	.title = "a page with diagram, findings and open questions, for browsers and paper",
	.is_text = true,
	.wants_findings = true,
	.write = write,
};
