/* SPDX-License-Identifier: MIT */
/*
 * loads.h - what offered traffic comes to: `simulate --traffic` for people and as JSON.
 */
#ifndef LYNC_TOPO_REPORT_LOADS_H
#define LYNC_TOPO_REPORT_LOADS_H

#include "base/out.h"
#include "diag/loads.h"

/* Trunks and streams as tables, how it was run, and warnings. */
void loads_text(const struct loads *loads, struct out *out);

/* The members "trunks", "streams" and "traffic" of the JSON result of simulate; NULL: without traffic. */
void loads_json(const struct loads *loads, struct out *out);

#endif
