/* SPDX-License-Identifier: MIT */
/*
 * process.h - another program that answers what it is asked, through pipes and with a time limit.
 *
 * No shell is involved: the program is looked for along PATH and gets its arguments as they are. What it writes to its
 * standard error is kept aside, to be quoted when it fails.
 */
#ifndef LYNC_TOPO_BASE_PROCESS_H
#define LYNC_TOPO_BASE_PROCESS_H

#include "base/buf.h"
#include "base/clock.h"

#include <stdbool.h>
#include <sys/types.h>

struct process {
	pid_t pid;
	int to, from;     /* its standard input and output */
	int complaints;   /* its standard error */
	struct buf heard; /* what it wrote and nobody took yet */
	size_t taken;     /* of it */
};

/*
 * Starts the program argv[0] in an environment of its own ("NAME=VALUE", NULL at the end). False when it cannot be
 * started, with errno. process_end() in any case, once.
 */
bool process_start(struct process *process, const char *const *argv, const char *const *environment);

bool process_tell(struct process *process, const char *text);

/* No more is told. */
void process_close(struct process *process);

/* The next line without its end, or what is left; false at the end, when the time is over, or on any failure. */
bool process_read_line(struct process *process, struct deadline *deadline, struct str *ret);

/* The next bytes, to `into` (NULL: nowhere); false when there are fewer. Lines that were read are gone then. */
bool process_read(struct process *process, struct deadline *deadline, char *into, size_t size);

/* The first line of its complaints, "" if there is none; what is behind them is left out. */
void process_complaint(const struct process *process, struct buf *ret);

/* Stops it if it still runs. */
void process_end(struct process *process);

#endif
