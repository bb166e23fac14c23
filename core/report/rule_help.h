/* SPDX-License-Identifier: MIT */
/*
 * rule_help.h - what is told about a rule besides its name: in documents and to services that show it beside findings.
 *
 * Texts of company rules are strangers' and are escaped for their place.
 */
#ifndef LYNC_TOPO_REPORT_RULE_HELP_H
#define LYNC_TOPO_REPORT_RULE_HELP_H

#include "base/buf.h"
#include "diag/rule_info.h"

/* The text with a capital at the start and a stop at the end, as it is otherwise. */
void rule_sentence(const char *text, struct buf *buf);

/* Why, what to do, where documents disagree, examples, sources; ends with a line end. */
void rule_help_markdown(const struct rule_info *rule, struct buf *buf);

/* The same without examples, in one paragraph, not escaped. */
void rule_help_text(const struct rule_info *rule, struct buf *buf);

#endif
