/* SPDX-License-Identifier: MIT */
/*
 * html.h - the parts of the page that `render --format html` writes. Private to core/render.
 *
 * A page is one file: style, diagram, tables and script, nothing from elsewhere. Everything of it is there without
 * the script (page.js), which only shows and hides. Whatever stems from the input goes through html_text().
 */
#ifndef LYNC_TOPO_RENDER_HTML_H
#define LYNC_TOPO_RENDER_HTML_H

#include "base/buf.h"
#include "diag/checklist_lines.h"
#include "render/html_index.h"
#include "render/renderer.h"

struct html {
	struct buf buf;
	const struct diagram *diagram;
	const struct findings *findings;
	struct checklist_lines checklist;
	struct html_index index;
};

void html_text(struct html *html, const char *text);
/* Text of the input within a line: its writing direction stays inside. */
void html_name(struct html *html, const char *text);
/* The title of a thing as a link to what the page tells about it. */
void html_link(struct html *html, const struct diagram_thing *thing);
/* The element with this id under a name, or its title (NULL), as a link; one that is not drawn without a link. */
void html_element(struct html *html, const char *id, const char *name);
/* "error" in its colour. */
void html_severity(struct html *html, enum severity severity);

/* Sections of the page, each with its heading. */
void html_findings(struct html *html);
void html_checklist(struct html *html);
void html_outline(struct html *html);
void html_elements(struct html *html);

#endif
