/* SPDX-License-Identifier: MIT */
/*
 * calls.h - simulated calls for people and for programs: `simulate` as text, JSON and matrix.
 *
 * All three know calls only as diag/calls.h brings them, and escape what came from the input. Same calls, same
 * bytes.
 */
#ifndef LYNC_TOPO_REPORT_CALLS_H
#define LYNC_TOPO_REPORT_CALLS_H

#include "base/out.h"
#include "diag/calls.h"
#include "diag/loads.h"
#include "diag/risks.h"

struct calls_report {
	const struct calls *calls;
	const struct loads *loads; /* NULL: no traffic was offered */
	const struct risks *risks; /* NULL: not asked for */
	bool colour;
	bool quiet;   /* text: headlines and what was expected otherwise, nothing else */
	bool verbose; /* text: policies that have their default too */
	bool ladder;  /* text: each call is followed by its ladder; JSON: with messages */
};

/* Each call with its way, what was tried and why; links; policies; how many calls came out how. */
void calls_text(const struct calls_report *report, struct out *out);

/* The result as JSON, version 1; schemas/simulate.schema.json describes it. */
void calls_json(const struct calls_report *report, struct out *out);

/* A table with a row for each call, named by its site (without one, its id) and kind; then what was assumed. */
void calls_matrix(const struct calls_report *report, struct out *out);

#endif
