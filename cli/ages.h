/* SPDX-License-Identifier: MIT */
/*
 * ages.h - which of what is turned off the change itself has brought.
 *
 * The configuration and the baseline of the old side are read where today's are, and only to compare: both sides are
 * judged by today's. Suppressions in plans are those of the old side's plans. Entries are the same by what they say,
 * never by where they stand; of two that were one before, one is new.
 */
#ifndef LYNC_TOPO_CLI_AGES_H
#define LYNC_TOPO_CLI_AGES_H

#include "diag/turned_off.h"
#include "old_side.h"

/*
 * Fills in the ages in *off, which was gathered from `now`. Where the old side cannot be asked (it is a single file, or its
 * configuration cannot be read) they stay unknown. After old_side_check().
 */
void ages_find(struct turned_off *off, struct pipeline *now, struct old_side *old);

#endif
