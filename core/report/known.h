/* SPDX-License-Identifier: MIT */
/*
 * known.h - what a baseline holds, for `baseline show`.
 */
#ifndef LYNC_TOPO_REPORT_KNOWN_H
#define LYNC_TOPO_REPORT_KNOWN_H

#include "diag/baseline.h"

/* An entry a line, then how many there are. */
void known_text(const struct baseline *baseline, struct out *out);
void known_json(const struct baseline *baseline, struct out *out);

#endif
