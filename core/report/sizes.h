/* SPDX-License-Identifier: MIT */
/*
 * sizes.h - what a plan has to hold, for people and programs (schemas/plan.schema.json). Text and Markdown print the
 * same tables (sizes_tables.h).
 */
#ifndef LYNC_TOPO_REPORT_SIZES_H
#define LYNC_TOPO_REPORT_SIZES_H

#include "base/out.h"
#include "diag/sizes.h"

void sizes_text(const struct sizes *sizes, struct out *out);
void sizes_markdown(const struct sizes *sizes, struct out *out);
void sizes_json(const struct sizes *sizes, struct out *out);

#endif
