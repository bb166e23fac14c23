/* SPDX-License-Identifier: MIT */
/*
 * distance.h - how far two words are apart, for "did you mean".
 */
#ifndef LYNC_TOPO_BASE_DISTANCE_H
#define LYNC_TOPO_BASE_DISTANCE_H

#include "base/str.h"

/*
 * Edits (insert, delete, replace, swap neighbours; case is ignored) that turn a into b, or `most` + 1 when
 * more than `most` are needed. Words of more than 64 bytes are never close.
 */
unsigned edit_distance(struct str a, struct str b, unsigned most);

/* The edits that still count as a slip for a word of this length. */
unsigned edit_tolerance(size_t length);

/* The word of a list that is nearest to what was written, within the tolerance, or NULL. */
const char *nearest_word(const char *const *words, size_t count, struct str written);

#endif
