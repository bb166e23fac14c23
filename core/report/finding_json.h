/* SPDX-License-Identifier: MIT */
/*
 * finding_json.h - a finding as every JSON result has it.
 */
#ifndef LYNC_TOPO_REPORT_FINDING_JSON_H
#define LYNC_TOPO_REPORT_FINDING_JSON_H

#include "diag/finding.h"
#include "report/json.h"

/* "file", "line" and "column": where a span begins, or 1:1 of nothing. */
void json_add_start(cJSON *object, const struct span *at);

/* `with_set`: with the set that it is about, where there are several. */
cJSON *json_finding(const struct finding *finding, bool with_set);

#endif
