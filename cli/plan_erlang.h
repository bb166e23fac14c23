/* SPDX-License-Identifier: MIT */
/*
 * plan_erlang.h - `plan erlang`: of circuits, traffic and blocking any two, and the third is the answer.
 */
#ifndef LYNC_TOPO_CLI_PLAN_ERLANG_H
#define LYNC_TOPO_CLI_PLAN_ERLANG_H

#include "command.h"

/* Values of its options as they were written; NULL where one was not given. */
struct erlang_words {
	const char *circuits, *offered, *blocking, *sources, *model, *format;
};

/* The share in "--blocking 0.01". Wrong usage is said. */
enum exit_code plan_read_blocking(const char *word, double *ret);

enum exit_code plan_erlang(struct session *session, const struct erlang_words *words);

#endif
