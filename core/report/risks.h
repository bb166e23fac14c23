/* SPDX-License-Identifier: MIT */
/*
 * risks.h - what a deployment survives: `simulate --sweep` and `--availability` for people and as JSON.
 */
#ifndef LYNC_TOPO_REPORT_RISKS_H
#define LYNC_TOPO_REPORT_RISKS_H

#include "base/out.h"
#include "diag/risks.h"

/* For each service of each site what takes it away and how much of the time it works. */
void risks_text(const struct risks *risks, struct out *out);

/* The members "spof", "cuts" and "availability" of the JSON result of simulate; NULL: all of them empty. */
void risks_json(const struct risks *risks, struct out *out);

#endif
