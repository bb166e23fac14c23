/* SPDX-License-Identifier: MIT */
/*
 * web_page.h - the parts of the page that `validate --format html` writes. Private to core/report.
 *
 * A page is one file with its style in it and nothing else: no script, nothing from elsewhere, which its policy says, too.
 * Whatever stems from the input goes through web_text().
 */
#ifndef LYNC_TOPO_REPORT_WEB_PAGE_H
#define LYNC_TOPO_REPORT_WEB_PAGE_H

#include "report/report.h"

struct web_page {
	const struct report *report;
	struct out *out;
	struct buf buf; /* what is written next */
};

/* Text of the input: it can only be shown, and characters that cannot be seen become \u{..}. */
void web_text(struct web_page *page, struct str text);

/* The same between tags. */
void web_element(struct web_page *page, const char *before, const char *text, const char *after);

/* "plan.xml:12:5" as code. */
void web_place(struct web_page *page, const struct span *at);

/* Writes what there is. */
void web_flush(struct web_page *page);

/* Sections, each with its heading, or nothing. */
void web_findings(struct web_page *page);
void web_suppressed(struct web_page *page);
void web_questions(struct web_page *page);
void web_turned_off(struct web_page *page);
void web_rules(struct web_page *page);

#endif
