/* SPDX-License-Identifier: MIT */
/*
 * roff.h - manual pages: groff_man(7), as man-db and mandoc read it.
 *
 * A page is begun once and then written from top to bottom; lines of the source are short and a sentence ends its line.
 * Texts are one of two kinds. Plain ones are shown as they are. Marked ones know a little of Markdown: paragraphs,
 * "- " for the items of a list, `code` and **strong** in bold, *words to replace* in italics.
 */
#ifndef LYNC_TOPO_BASE_ROFF_H
#define LYNC_TOPO_BASE_ROFF_H

#include "base/out.h"

struct roff_page {
	const char *name;    /* "lync-topo-rules" */
	int section;         /* 7 */
	const char *title;   /* what it is about, one line without a final stop */
	const char *version; /* of the program */
	const char *date; /* 2026-11-21: the day of the version, so that pages do not change by the clock */
};

/* A page that is being written. */
struct roff {
	struct out *out;
	bool headed; /* nothing stands below the last heading yet */
};

/* Begins with the heading and the section NAME. */
struct roff roff_begin(const struct roff_page *page, struct out *out);

/* Headings: "EXIT STATUS", and below it, "validate". */
void roff_section(struct roff *roff, const char *title);
void roff_subsection(struct roff *roff, const char *title);

/* One paragraph of plain text; several of marked text. */
void roff_paragraph(struct roff *roff, const char *plain);
void roff_marked(struct roff *roff, const char *marked);

/* A term, marked, and what it means, plain; then more of that on a line of its own. */
void roff_item(struct roff *roff, const char *marked, const char *plain);
void roff_name(struct roff *roff, const char *name, const char *plain); /* the term is plain, and bold */
void roff_more(struct roff *roff, const char *plain);

/* Lines that stay as they are: commands, files. */
void roff_example(struct roff *roff, const char *lines);

/* "SEE ALSO" with pages separated by blanks: "lync-topo(1) dot(1)". */
void roff_see_also(struct roff *roff, const char *pages);

#endif
