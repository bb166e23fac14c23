/* SPDX-License-Identifier: MIT */
/*
 * erlang.h - what `plan erlang` found, for people and as JSON (schemas/erlang.schema.json).
 */
#ifndef LYNC_TOPO_REPORT_ERLANG_H
#define LYNC_TOPO_REPORT_ERLANG_H

#include "base/out.h"
#include "traffic/calculator.h"

void erlang_text(const struct group_figures *figures, struct out *out);

/* Numbers with all their digits: what is read back is the same double. */
void erlang_json(const struct group_figures *figures, struct out *out);

#endif
