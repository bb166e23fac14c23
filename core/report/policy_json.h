/* SPDX-License-Identifier: MIT */
/*
 * policy_json.h - a policy in effect, as results of simulate and files of parts have it.
 */
#ifndef LYNC_TOPO_REPORT_POLICY_JSON_H
#define LYNC_TOPO_REPORT_POLICY_JSON_H

#include "diag/calls.h"
#include "report/json.h"

cJSON *policy_json(const struct call_policy *policy);

#endif
