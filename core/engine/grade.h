/* SPDX-License-Identifier: MIT */
/*
 * grade.h - the grade of service: which share of such calls as one is lost because trunks are full, with some parts
 * failed. Private to core/engine.
 *
 * The traffic is that of the people of the plan (sources.h). Only exact figures count (load_exact.h): where it takes a
 * simulation to know, nothing is known.
 */
#ifndef LYNC_TOPO_ENGINE_GRADE_H
#define LYNC_TOPO_ENGINE_GRADE_H

#include "engine/load_exact.h"
#include "engine/sweep.h"

#define NO_SOURCE UINT32_MAX

struct grade {
	const struct sweep_request *request;
	struct load_sources sources;
	struct load_loss *loss; /* of each source, at the last question */
};

/* False when out of memory. Release it in any case. */
bool grade_open(struct grade *grade, const struct sweep_request *request);
void grade_release(struct grade *grade);

/* The source that makes calls from and to the same people, or NO_SOURCE. */
uint32_t grade_source(const struct grade *grade, const struct planned_call *call);

/*
 * What of its calls is lost, from 0 to 1, or NAN for not known. What has failed is sorted, and asked about as in a call.
 * False when out of memory.
 */
bool grade_loss(struct grade *grade, const struct faults *faults, uint32_t source, double *ret);

#endif
