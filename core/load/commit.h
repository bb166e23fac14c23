/* SPDX-License-Identifier: MIT */
/*
 * commit.h - the files of a commit, read out of a git repository without a checkout.
 *
 * Whoever made the repository does not say what is run: git is asked for raw objects only, so no filter, text conversion,
 * hook, alias, pager or editor of its configuration is reached; it may not fetch what is missing, waits for no terminal,
 * takes no lock, and is stopped when the time is over. The work tree and the index are neither read nor changed. Names in
 * a commit are text that is compared, never a path that is opened. Symbolic links are followed inside the commit.
 */
#ifndef LYNC_TOPO_LOAD_COMMIT_H
#define LYNC_TOPO_LOAD_COMMIT_H

#include "base/buf.h"
#include "base/store.h"

#include <stdbool.h>

struct commit;

/*
 * Opens a revision as git names one, or A...B, the best common ancestor of A and B (either may be empty: HEAD), of the
 * repository that `folder` is in. False with what is wrong in *error. Everything that git does for it takes `seconds` at
 * most. commit_close() in any case.
 */
bool commit_open(
	struct commit **ret, const char *revision, const char *folder, unsigned seconds, struct buf *error);

/* Its files; paths are those of the work tree. */
struct store *commit_store(struct commit *commit);

/* What kept a file from being read that is there; NULL: nothing did. */
const char *commit_fault(const struct commit *commit);

void commit_close(struct commit *commit);

#endif
