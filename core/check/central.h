/* SPDX-License-Identifier: MIT */
/*
 * central.h - suppressions in the configuration: by rule, id of the element and file.
 */
#ifndef LYNC_TOPO_CHECK_CENTRAL_H
#define LYNC_TOPO_CHECK_CENTRAL_H

#include "check/suppress.h"

/* The entries of the configuration. Before those of any document set. */
void central_collect(struct suppressor *suppressor);

/*
 * Notes which entries speak of something in the document set: a run on one plan says nothing about entries for others,
 * and does not call them unused.
 */
void central_meet(struct suppressor *suppressor, const struct topology *topo);

/*
 * Of what no instruction took, each finding is taken by the first entry that covers it. Holes in the findings are closed
 * afterwards. False when the deadline passed.
 */
bool central_apply(struct suppressor *suppressor);

/* Whether a pattern of the configuration matches the file. */
bool central_matches_path(struct suppressor *suppressor, const char *pattern, const struct source *source);

#endif
