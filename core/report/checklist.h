/* SPDX-License-Identifier: MIT */
/*
 * checklist.h - what nobody has answered yet, and whom to ask.
 */
#ifndef LYNC_TOPO_REPORT_CHECKLIST_H
#define LYNC_TOPO_REPORT_CHECKLIST_H

#include "base/out.h"
#include "diag/finding.h"

/* Answered questions are listed too when findings->answer holds any. */
void checklist_text(const struct findings *findings, struct out *out);
void checklist_markdown(const struct findings *findings, struct out *out);
void checklist_json(const struct findings *findings, struct out *out);

#endif
