/* SPDX-License-Identifier: MIT */
/*
 * scenario.h - a scenario file from its path, with the limits and refusals of a topology.
 */
#ifndef LYNC_TOPO_LOAD_SCENARIO_H
#define LYNC_TOPO_LOAD_SCENARIO_H

#include "load/set.h"
#include "model/scenario.h"

struct scenario_set {
	struct document_set
		set; /* .unreadable and .complete as of a topology; its elements are those of the file */
	struct scenario scenario; /* empty unless set.complete */
};

/*
 * Reads one scenario ("-" is standard input). Faults go to library->findings; scenario_resolve() comes next. False
 * when out of memory.
 */
bool scenario_read(struct library *library, const char *path, struct scenario_set *ret);

void scenario_set_release(struct scenario_set *set);

#endif
