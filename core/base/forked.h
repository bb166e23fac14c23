/* SPDX-License-Identifier: MIT */
/*
 * forked.h - work in a forked process, which sends bytes back through a pipe.
 *
 * The process does not hear of interrupts: whoever started it decides. It ends when its parent does, runs nobody's exit
 * handlers and leaves temporary files alone.
 */
#ifndef LYNC_TOPO_BASE_FORKED_H
#define LYNC_TOPO_BASE_FORKED_H

#include "base/buf.h"

#include <stdbool.h>
#include <sys/types.h>

struct forked {
	pid_t pid;
	int from; /* what it sends; closed at forked_end() */
};

/* In the new process: sends by forked_send(to, ...). What it returns, 0 to 125, is the status of the process. */
typedef int forked_work(void *context, int to);

/* False when the system has no process for us; then there is nothing to end. */
bool forked_start(struct forked *forked, forked_work *work, void *context);

/* All of it; false when nobody reads any more. */
bool forked_send(int to, struct str bytes);

/* Waits until something was sent, and appends it. False at the end, or when out of memory: see the buffer. */
bool forked_hear(const struct forked *forked, struct buf *ret);

/* Waits for its end, having killed it if `at_once`. Its status, as waitpid() has it. */
int forked_end(struct forked *forked, bool at_once);

#endif
