/* SPDX-License-Identifier: MIT */
/*
 * part.h - files of parts, version 1 (schemas/part.schema.json): written by `simulate --part`, read by `merge`.
 *
 * A file may be anybody's. What is read has the right form, and bounds; what the bytes of results mean is checked by
 * whoever unpacks them.
 */
#ifndef LYNC_TOPO_REPORT_PART_H
#define LYNC_TOPO_REPORT_PART_H

#include "base/out.h"
#include "diag/part.h"

void part_json(const struct part *part, struct out *out);

enum {
	PART_MOST_FAILED = 8, /* more parts than a sweep lets fail together */
};

/* Fills in *ret, which is empty; release it in any case. NULL, or why it is no such file; "" when out of memory. */
const char *part_read(struct str json, struct part *ret);

#endif
