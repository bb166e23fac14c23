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

	/* Both by faults_sort(). */
	int64_t furthest; /* the latest `until` of the same target's faults up to this one */
	uint32_t order;   /* in which they were added */
};

/* From `from` until `until`, or for ever where that is INT64_MAX. */
struct period {
	int64_t from, until;
};

#define ALWAYS ((struct period){ INT64_MIN, INT64_MAX })

/*
 * Elements whose faults a call asked about, in the order of the first question. Nothing else of what may fail has a say
 * in what becomes of the call.
 */
struct read_set {
	const struct element *first; /* of the topology */
	bool *is_in;                 /* by place in the topology */
	uint32_t *element;           /* places; room for all of them */
	uint32_t n;
	const uint32_t *now; /* the stage of the call (journal.h) at the time of a question */
	uint32_t *stage;     /* by place: the least one at which it was asked about */
};

struct faults {
	struct fault *fault;
	uint32_t n, room;
	struct read_set *
		asked; /* NULL, or notes every question; then nothing may be taken for granted where n is 0 */
	bool on_links; /* some target is a wan-link */
	struct period *known; /* NULL, or narrowed by each answer to when the answer holds */
};

void faults_release(struct faults *faults);

/* Whether faults have to be asked about at all. */
static inline bool faults_matter(const struct faults *faults)
{
	return faults->n > 0 || faults->asked != NULL;
}

/* False when out of memory. */
bool faults_add(struct faults *faults, const struct fault *fault);

/* "crash" ..., and back: FAULT_MODE_COUNT for no mode. */
const char *fault_mode_name(enum fault_mode mode);
enum fault_mode fault_mode_find(struct str name);

/*
 * Before the first question: puts faults of one target together, by the time at which they begin, at equal times as
 * they were added.
 */
void faults_sort(struct faults *faults);

/* The faults of this element itself, by the time at which they begin; *ret_n of them. */
const struct fault *faults_on(const struct faults *faults, const struct element *e, uint32_t *ret_n);

/*
 * What holds for the element at the time: its own fault, else that of what it is part of; NULL for none. Of several
 * at once the one that began first. Logarithmic in the number of faults.
 */
const struct fault *faults_of(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at);

/* Nothing passes: it has crashed or is silent. For links and boxes on the way. */
bool faults_cut(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at);

/* True when the time has come; another answer to take into account in `known`. */
bool faults_reached(const struct faults *faults, int64_t time, int64_t at);

#endif
