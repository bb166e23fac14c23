/* SPDX-License-Identifier: MIT */
/*
 * results.h - what `simulate` found, written; `merge` puts the same together and writes it the same way.
 */
#ifndef LYNC_TOPO_CLI_RESULTS_H
#define LYNC_TOPO_CLI_RESULTS_H

#include "command.h"
#include "report/calls.h"

struct results {
	const struct calls *calls;
	const struct loads *loads; /* NULL: not asked for */
	const struct risks *risks; /* likewise */
	bool as_json;
	bool as_matrix; /* text: calls as a table */
	bool ladder;
};

/* Wrong usage, said, if there is no such format. NULL is text. */
enum exit_code results_read_format(const char *format, bool *ret_json);

void results_write(struct session *session, const struct results *results);

/* EXIT_FINDINGS when a service does not work with nothing failed. */
enum exit_code results_judge_risks(const struct risks *risks);

#endif
