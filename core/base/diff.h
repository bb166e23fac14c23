/* SPDX-License-Identifier: MIT */
/*
 * diff.h - two texts compared line by line, as a unified diff (POSIX diff -u) that patch(1) applies.
 *
 * The differences are the fewest for texts that differ a little (E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986, in linear space). Where very much differs there may be some more than need be, so that time stays in
 * proportion to the lines.
 */
#ifndef LYNC_TOPO_BASE_DIFF_H
#define LYNC_TOPO_BASE_DIFF_H

#include "base/buf.h"

/*
 * Appends the diff, nothing when the texts are equal. The names are printed as they are. A text's last line may lack
 * its line end. False when out of memory.
 */
bool diff_unified(struct str old_text, struct str new_text, const char *old_name, const char *new_name,
	struct buf *ret);

#endif
