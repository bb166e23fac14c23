/* SPDX-License-Identifier: MIT */
/*
 * turned_off.h - gathers what a run leaves out, for the reports.
 */
#ifndef LYNC_TOPO_CLI_TURNED_OFF_H
#define LYNC_TOPO_CLI_TURNED_OFF_H

#include "pipeline.h"

/* What was known before, of which findings do not count. Either may be NULL: there is none. */
struct known {
	const struct baseline *baseline;
	const struct against *against;
};

/* After pipeline_check(). What it returns lives no longer than the pipeline. */
struct turned_off turned_off_gather(
	struct pipeline *pipeline, const struct parsed *parsed, const struct known *known);

/* The settings of another configuration, as if the run followed it; NULL: none. */
struct turned_off turned_off_of_config(struct pipeline *pipeline, const struct config *config);

void turned_off_release(struct turned_off *off);

/* The same to standard error, for a report that has no place for it; nothing where nothing is turned off. */
enum exit_code turned_off_tell(const struct report *report);

#endif
