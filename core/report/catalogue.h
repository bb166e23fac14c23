/* SPDX-License-Identifier: MIT */
/*
 * catalogue.h - the rules themselves as tables and pages: `rules`, `explain`, docs/rules.md.
 */
#ifndef LYNC_TOPO_REPORT_CATALOGUE_H
#define LYNC_TOPO_REPORT_CATALOGUE_H

#include "base/roff.h"
#include "diag/rule_info.h"

/* One rule under the profile asked for. */
struct catalogue_row {
	const struct rule_info *info;
	enum severity severity; /* of its lower grade, under the profile */
	bool off;               /* the profile has it off */
	bool differs;           /* otherwise than in the default profile */
	const char *profiles;   /* what each profile makes of it, "" if nothing */
	const char *needs;      /* facts without which it is unknown, separated by blanks */
	const char *after;      /* the rule that stops it where it has fired, "" if none */
	bool simulated;         /* judged on simulated calls */
	bool oracle;            /* it holds the simulation to the documents: no plan can make it fire */
};

struct catalogue {
	const struct catalogue_row *rows;
	uint32_t n;
	const char *profile;
};

void catalogue_text(const struct catalogue *catalogue, struct out *out);
void catalogue_json(const struct catalogue *catalogue, struct out *out);

/* The whole of every rule, a section each: docs/rules.md. */
void catalogue_markdown(const struct catalogue *catalogue, struct out *out);

/* lync-topo-rules(7), headed as `page` says. */
void catalogue_man(const struct catalogue *catalogue, const struct roff_page *page, struct out *out);

/* Parts of what pages tell of a rule: its severities, how it judges (of simulated ones). */
void catalogue_grade(const struct catalogue_row *row, struct buf *buf);
const char *catalogue_how(const struct catalogue_row *row);

/* One rule in full. */
void catalogue_explain(const struct catalogue_row *row, struct out *out);

#endif
