/* SPDX-License-Identifier: MIT */
/*
 * pairing.h - which findings of one run are those of another: the same rule says the same of the same element.
 */
#ifndef LYNC_TOPO_DIAG_PAIRING_H
#define LYNC_TOPO_DIAG_PAIRING_H

#include <stdint.h>

/* What a finding is known by. Strings are borrowed. */
struct identity {
	const char *plan; /* of several plans the one that it is about, "" where that does not matter */
	const char *rule; /* its id */
	uint64_t fingerprint;
	const char *path;
	uint32_t n; /* the caller's number of it */
	const struct identity *partner;
};

/*
 * Gives identities of the one side partners of the other: first those with equal paths, then the others of the same
 * plan, rule and fingerprint, since an element without an id has its place for a path. Each is the partner of one. Both
 * arrays are sorted for it. O(n log n).
 */
void pair_up(struct identity *left, uint32_t n_left, struct identity *right, uint32_t n_right);

#endif
