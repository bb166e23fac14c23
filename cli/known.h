/* SPDX-License-Identifier: MIT */
/*
 * known.h - a baseline held against what was found.
 */
#ifndef LYNC_TOPO_CLI_KNOWN_H
#define LYNC_TOPO_CLI_KNOWN_H

#include "pipeline.h"

/* Reads the file. EXIT_USAGE, said, when it cannot be used. */
enum exit_code known_read(const struct limits *limits, const char *file, struct baseline *ret);

/* After pipeline_check(): known findings no longer count; entries of rules that ran and that nothing fits are stale. */
void known_apply(struct pipeline *pipeline, struct baseline *baseline);

#endif
