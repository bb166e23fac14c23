/* SPDX-License-Identifier: MIT */
/*
 * reporting.h - what a run found, put together for the formats of reports.
 */
#ifndef LYNC_TOPO_CLI_REPORTING_H
#define LYNC_TOPO_CLI_REPORTING_H

#include "pipeline.h"
#include "turned_off.h"

struct reporting {
	struct report report; /* how people want to read it is left to the caller, and so is exit_code */

	/* Private: what the report borrows. */
	struct turned_off off;
	const char **inputs;
	struct enabled_rule *rules;
	struct named_file *files;
	struct arena arena;
};

/*
 * After pipeline_check(), and after what is known was taken off. False when out of memory. Must stay where it is and be
 * released before what it tells of.
 */
bool reporting_begin(struct reporting *reporting, struct pipeline *pipeline, const struct parsed *parsed,
	const struct known *known);

void reporting_end(struct reporting *reporting);

#endif
