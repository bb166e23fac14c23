/* SPDX-License-Identifier: MIT */
/*
 * scenario.h - what the engine is asked, as plain values: calls, failures, traffic, policies, the run.
 *
 * A scenario file is loaded into a topology of its own, whose elements give every entry its position.
 * scenario_make() reads the entries, scenario_resolve() finds what they name in the deployment. Times are
 * nanoseconds, NEVER where the file gives none. Strings are terminated and belong to the scenario.
 *
 * An entry of which something was reported is `broken`: leave it alone.
 */
#ifndef LYNC_TOPO_MODEL_SCENARIO_H
#define LYNC_TOPO_MODEL_SCENARIO_H

#include "diag/calls.h"
#include "model/builder.h"

/* Who calls or is called. */
struct scenario_party {
	struct str text;   /* as written, "" when not given */
	struct str number; /* in E.164, "" unless it is one */
	struct str id;     /* "" unless it is one */
	bool remote;       /* a remote worker of the group */
	const struct element *
		element; /* users, device or (called) unified-messaging; NULL for a number and before resolving */
};

enum expectation {
	EXPECT_NOTHING,
	EXPECT_CONNECTED,
	EXPECT_FAILED,
	EXPECT_CODE,
};

struct scenario_call {
	const struct element *at;
	bool broken;
	struct str id;
	struct scenario_party from, to; /* `to` is empty when `dialled` is not */
	struct str dialled;
	int64_t start, duration, answer_after;
	enum expectation expect;
	int expect_code;              /* SIP status, for EXPECT_CODE */
	struct str expect_trunk;      /* id, "" for any */
	const struct str *signalling; /* hops expected */
	uint32_t n_signalling;        /* 0: any */
	const struct str *media;
	uint32_t n_media;
};

struct scenario_fail {
	const struct element *at;
	bool broken;
	const struct str *name;        /* of the targets, as written */
	const struct element **target; /* of the deployment, in the same order, once resolved */
	uint32_t n_target;
	int mode; /* FAIL_MODE_ */
	int64_t start;
	int64_t until;
	int code;      /* SIP status answered; 0: no answer (options-only) or not this mode */
	int isup;      /* cause sent with it, 0 for none */
	int64_t delay; /* of answers, for FAIL_MODE_SLOW */
};

struct scenario_traffic {
	const struct element *at;
	bool broken;
	struct str id;
	const struct str *name;      /* of the groups, as written */
	const struct element **from; /* users, once resolved */
	uint32_t n_from;
	struct str to;
	bool to_is_number; /* else a pattern, which compiles */
	bool has_calls_per_hour;
	double calls_per_hour; /* of all groups together */
	int64_t mean_call;
	int holding; /* HOLDING_ */
};

struct scenario_policy {
	const struct element *at;
	bool broken;
	struct str name, value;
};

struct scenario_run {
	const struct element *at; /* NULL: the file has no run element */
	bool broken;
	uint64_t seed;
	int64_t duration, warm_up;
	uint32_t replications; /* 0: not given */
};

struct scenario {
	const struct topology *file;
	const struct limits *limits;
	struct arena arena;
	struct scenario_call *call;
	uint32_t n_call;
	struct scenario_fail *fail;
	uint32_t n_fail;
	struct scenario_traffic *traffic;
	uint32_t n_traffic;
	struct scenario_policy *policy;
	uint32_t n_policy;
	struct scenario_run run;
};

/*
 * Reads the entries of the file that the builder has finished, which must outlive the scenario, and reports what in
 * one entry does not go together. Spoiled elements are left out.
 */
void scenario_make(struct builder *builder, struct scenario *ret);

/* The policies there are, as whoever has them says. */
struct policy_table {
	uint32_t n;
	const char *(*name)(uint32_t n);
	const char *(*values)(uint32_t n); /* what it takes, for messages */

	/* Whether the policy takes the value, which lives as long as the scenario; may note it in `context`. */
	bool (*set)(void *context, uint32_t n, const char *value);
	void *context;
};

/*
 * Finds in the deployment what the scenario names. Reports DOC009 for ids that no element has, DOC010 for wrong
 * kinds, DOC006 for modes that do not fit a target and for policies and values that there are not, and DOC013 when
 * `limits.faults` are not enough. False when anything was reported, or memory ran out.
 */
bool scenario_resolve(struct scenario *scenario, const struct topology *deployment,
	const struct policy_table *policies, struct findings *findings);

void scenario_release(struct scenario *scenario);

/* Whether a target of this kind can fail in this way. */
bool scenario_mode_fits(int mode, enum kind kind);

#endif
