/* SPDX-License-Identifier: MIT */
/*
 * child.h - work that may hang, crash or take all memory, in a process of its own.
 */
#ifndef LYNC_TOPO_RENDER_CHILD_H
#define LYNC_TOPO_RENDER_CHILD_H

#include "base/buf.h"

#include <stdbool.h>

enum child_status {
	CHILD_OK,
	CHILD_FAILED,    /* the work said so, or the process crashed */
	CHILD_TOO_LONG,  /* it was stopped, as its time was over */
	CHILD_TOO_MUCH,  /* it found no memory */
	CHILD_NO_MEMORY, /* here there is none */
};

/* How long to wait, and what to tell meanwhile. */
struct patience {
	unsigned seconds;
	void (*waiting)(unsigned
			seconds); /* called once a second with those that have passed; NULL: nobody listens */
};

/* Appends its result to `result`; the status is the process's, 0 for success, below 100. */
typedef int child_work(const void *request, struct buf *result);

/* For the work: sends what stands in `result` so far, and empties it. That much arrives, whatever happens next. */
void child_send(struct buf *result);

/*
 * Runs the work in a forked process with limits on processor time and memory, and collects its result. It has no
 * standard input or output and its standard error goes nowhere. *ret_code is what the work returned. Where it did not
 * end well, `result` holds what it sent before.
 */
enum child_status child_run(child_work *work, const void *request, const struct patience *patience,
	struct buf *result, int *ret_code);

#endif
