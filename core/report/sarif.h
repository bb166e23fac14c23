/* SPDX-License-Identifier: MIT */
/*
 * sarif.h - the parts of a SARIF 2.1.0 file that have files of their own. Private to core/report.
 *
 * What services ask for beyond the standard is followed: a location for every result with all four numbers, texts
 * that are never empty, paths from the root of the repository. Numbers in brackets are sections of the standard.
 */
#ifndef LYNC_TOPO_REPORT_SARIF_H
#define LYNC_TOPO_REPORT_SARIF_H

#include "report/json.h"
#include "report/report.h"

/* Where each rule stands in report->rule. */
struct sarif_rules {
	const struct report *report;
	const struct enabled_rule **by_address; /* of their descriptions */
};

/* False when out of memory; to be released in any case. */
bool sarif_rules_make(struct sarif_rules *rules, const struct report *report);
void sarif_rules_release(struct sarif_rules *rules);

/* report->n_rule for one that is not among them. */
uint32_t sarif_rule_number(const struct sarif_rules *rules, const struct rule_info *rule);

/* "rules": [...] of the driver (3.19.23). */
void sarif_write_rules(const struct report *report, struct out *out);

/* "note", "warning", "error" (3.27.10). */
const char *sarif_level(enum severity severity);

/* { "text": the buffer's }, which is cleared (3.11). */
cJSON *sarif_message(struct buf *text);

/*
 * { "physicalLocation": {...} } (3.28): the span, or the start of the file at `fallback` if it is nowhere.
 */
cJSON *sarif_location(const struct report *report, const struct span *at, const char *fallback);

/*
 * "invocations": [...] (3.20): how the run ended, and as notifications what is no result: facts that are absent, what
 * was left out, what is turned off.
 */
void sarif_write_invocation(const struct sarif_rules *rules, uint32_t left_out, struct out *out);

/* "notifications": [...] of the driver (3.19.24): what those may be. */
void sarif_write_notifications(struct out *out);

#endif
