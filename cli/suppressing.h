/* SPDX-License-Identifier: MIT */
/*
 * suppressing.h - suppressions in a run: which day it is, what the configuration adds, when they are held against the
 * findings. For pipeline.c.
 */
#ifndef LYNC_TOPO_CLI_SUPPRESSING_H
#define LYNC_TOPO_CLI_SUPPRESSING_H

#include "pipeline.h"

/* After configuration and library. EXIT_USAGE, said, for a day that there is not. */
enum exit_code suppressing_begin(struct pipeline *pipeline, const struct parsed *parsed);

/* Takes suppressed findings out; findings about suppressions are added, in no order. False when out of memory. */
bool suppressing_apply(struct pipeline *pipeline);

void suppressing_end(struct pipeline *pipeline);

#endif
