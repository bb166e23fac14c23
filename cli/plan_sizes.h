/* SPDX-License-Identifier: MIT */
/*
 * plan_sizes.h - `plan INPUT...`: what a deployment has to hold.
 */
#ifndef LYNC_TOPO_CLI_PLAN_SIZES_H
#define LYNC_TOPO_CLI_PLAN_SIZES_H

#include "command.h"

/* Values of its options as they were written; NULL where one was not given. */
struct sizes_words {
	const char *blocking, *format;
	int move; /* the id of --move, which may be given more than once */
};

enum exit_code plan_sizes_of_inputs(
	struct session *session, const struct parsed *parsed, const struct sizes_words *words);

#endif
