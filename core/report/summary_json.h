/* SPDX-License-Identifier: MIT */
/*
 * summary_json.h - how many of what, as JSON.
 */
#ifndef LYNC_TOPO_REPORT_SUMMARY_JSON_H
#define LYNC_TOPO_REPORT_SUMMARY_JSON_H

#include "report/json.h"
#include "report/report.h"

/* The value of "summary". */
cJSON *summary_object(const struct summary *summary);

#endif
