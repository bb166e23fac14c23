/* SPDX-License-Identifier: MIT */
/*
 * directory.h - whose number is it: groups, devices, voice mail pilots and the lines of the PSTN by number.
 *
 * Made once for a topology; a question is logarithmic in the number of ranges.
 */
#ifndef LYNC_TOPO_ENGINE_DIRECTORY_H
#define LYNC_TOPO_ENGINE_DIRECTORY_H

#include "model/topology.h"

struct directory_entry {
	uint64_t first, last;
	uint64_t furthest; /* the largest `last` up to this entry */
	const struct element *owner;
};

struct directory {
	struct directory_entry *entry; /* people and devices */
	uint32_t n, room;
	struct directory_entry *line; /* pstn-lines that list their numbers */
	uint32_t n_line, room_line;
	const struct element **party; /* users, devices and voice mail by id */
	uint32_t n_party;
};

/* False when out of memory; release it in any case. */
bool directory_make(struct directory *directory, const struct topology *topo);
void directory_release(struct directory *directory);

/* The users, device or unified-messaging of an E.164 number ("+14255550100"), or NULL. */
const struct element *directory_owner(const struct directory *directory, struct str number);

/* The users, device or unified-messaging of this id, or NULL. */
const struct element *directory_party(
	const struct directory *directory, const struct topology *topo, struct str id);

/* The pstn-line that says that the number enters there, or NULL. */
const struct element *directory_line(const struct directory *directory, struct str number);

#endif
