/* SPDX-License-Identifier: MIT */
/*
 * sizes.h - what a plan has to hold, for people and programs (schemas/plan.schema.json). All but JSON print the
 * same tables (sizes_tables.h).
 */
#ifndef LYNC_TOPO_REPORT_SIZES_H
#define LYNC_TOPO_REPORT_SIZES_H

#include "base/out.h"
#include "diag/sizes.h"

void sizes_text(const struct sizes *sizes, struct out *out);
void sizes_markdown(const struct sizes *sizes, struct out *out);

/* One line for each cell: table, row, column, value. */
void sizes_csv(const struct sizes *sizes, struct out *out);
void sizes_json(const struct sizes *sizes, struct out *out);

#endif
