/* SPDX-License-Identifier: MIT */
/*
 * faults.h - what fails, when, and how (docs/scenario.md).
 */
#ifndef LYNC_TOPO_ENGINE_FAULTS_H
#define LYNC_TOPO_ENGINE_FAULTS_H

#include "model/topology.h"

enum fault_mode {
	FAULT_CRASH,        /* connections are refused at once */
	FAULT_REFUSE,       /* INVITE is answered with a code */
	FAULT_SILENT,       /* nothing answers */
	FAULT_FULL,         /* no free channel */
	FAULT_OPTIONS_ONLY, /* OPTIONS are answered, INVITE is not, or with a code */
	FAULT_MEDIA_ONLY,   /* signalling works, media does not pass */
	FAULT_DRAIN,        /* what is up stays, what is new gets 503 */
	FAULT_SLOW,         /* 100 at once, every other answer late */
	FAULT_MODE_COUNT,
};

struct fault {
	const struct element *target;
	enum fault_mode mode;
	int64_t from, until; /* until: INT64_MAX for good */
	int code;            /* 0: the mode's own */
	int isup;            /* -1: none */
	int64_t delay;       /* of slow */
};

struct faults {
	struct fault *fault;
	uint32_t n, room;
};

void faults_release(struct faults *faults);

/* False when out of memory. */
bool faults_add(struct faults *faults, const struct fault *fault);

/* "crash" ..., and back: FAULT_MODE_COUNT for no mode. */
const char *fault_mode_name(enum fault_mode mode);
enum fault_mode fault_mode_find(struct str name);

/* Before the first question: puts faults of one target together. Later ones come after earlier ones. */
void faults_sort(struct faults *faults);

/* True if what fails is the element (or NULL: nothing) or something that it is part of, whatever the time. */
bool fault_strikes(const struct fault *fault, const struct topology *topo, const struct element *e);

/* What holds for the element at the time: its own fault, else that of what it is part of; NULL for none. */
const struct fault *faults_of(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at);

/* Nothing passes: it has crashed or is silent. For links and boxes on the way. */
bool faults_cut(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at);

#endif
