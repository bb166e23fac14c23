/* SPDX-License-Identifier: MIT */
/*
 * git.h - git as a process that answers questions, and that nobody's repository makes do anything else.
 */
#ifndef LYNC_TOPO_LOAD_GIT_H
#define LYNC_TOPO_LOAD_GIT_H

#include "base/process.h"

enum {
	GIT_MOST_ARGUMENTS = 8,
};

/* Starts `git ARGUMENTS` (NULL at the end) in a folder. False when it cannot be started, with errno. */
bool git_start(struct process *process, const char *folder, const char *const *arguments);

#endif
