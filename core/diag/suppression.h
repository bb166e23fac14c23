/* SPDX-License-Identifier: MIT */
/*
 * suppression.h - somebody's decision that findings of some rules do not count at some place: a processing instruction
 * in a document, or an entry of the configuration. As reports tell of it; what it covers, check/suppress.h decides.
 *
 * Strings belong to the arena of the findings and hold whatever the input held.
 */
#ifndef LYNC_TOPO_DIAG_SUPPRESSION_H
#define LYNC_TOPO_DIAG_SUPPRESSION_H

#include "diag/source.h"

enum suppression_state {
	SUPPRESSION_HOLDS,
	SUPPRESSION_EXPIRED, /* its last day is over */
	SUPPRESSION_VOID,    /* malformed, without a reason, or without a rule that there is */
};

/* "holds", "expired", "void" */
const char *suppression_state_name(enum suppression_state state);

struct suppression {
	struct span at;     /* the instruction; the entry's start tag */
	bool central;       /* an entry of the configuration */
	const char *rules;  /* as written: ids, names, families */
	const char *reason; /* "" if none */
	const char *until;  /* the last day on which it holds, as written; "" for ever */
	const char *covers; /* "site 'redmond' and what is in it"; "" nothing */
	enum suppression_state state;
	uint32_t count; /* findings that it suppresses */
};

#endif
