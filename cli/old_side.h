/* SPDX-License-Identifier: MIT */
/*
 * old_side.h - the plans as they were before: found, judged by today's configuration, and taken off what is found now.
 *
 * `--against` names a file, which is the whole old side; a folder, beneath which each input has its counterpart; or
 * git:REVISION, the same inputs as they are in that commit.
 */
#ifndef LYNC_TOPO_CLI_OLD_SIDE_H
#define LYNC_TOPO_CLI_OLD_SIDE_H

#include "diag/against.h"
#include "diag/config.h"
#include "load/commit.h"
#include "pipeline.h"

struct old_side {
	struct against against;
	bool keeps; /* to be set before: its sets are there until old_side_release() */
	bool itself; /* likewise: a folder is what is compared, not something that has a counterpart of each input */
	struct pipeline pipeline;
	struct config config; /* of its own, to compare with; nothing was judged by it */

	/* Private. */
	struct plans today, before;
	struct arena arena;
	const char **word; /* what each input of today was: NULL where it was not there */
	uint32_t n_word;
	struct stand_in *stand_in;
	uint32_t n_stand_in;
	struct commit *commit; /* NULL: the old side is in the file system */
};

/*
 * After pipeline_check() and known_apply() of `now`, whose findings lose what is not new. Other than EXIT_CLEAN: said.
 * old_side_release() in any case, after the reports.
 */
enum exit_code old_side_check(struct old_side *old, struct pipeline *now, const struct session *session,
	const struct parsed *parsed, const char *what);

/* Of the sets that were kept, the one that was what this set of `now` is; NULL where there was none. */
const struct document_set *old_side_counterpart(
	const struct old_side *old, const struct pipeline *now, const struct document_set *set);

/* Whether some set of now has this one for its counterpart. */
bool old_side_lives_on(
	const struct old_side *old, const struct pipeline *now, const struct document_set *set);

/* Where the old side is read from. */
struct store *old_side_store(const struct old_side *old);

/*
 * What the old side calls a file of today, to be asked for in its store; it need not be there. NULL: the old side does not
 * say, as it is a file or a folder that has none. Lives as long as the old side.
 */
const char *old_side_name(struct old_side *old, const struct pipeline *now, const char *path);

void old_side_release(struct old_side *old);

#endif
