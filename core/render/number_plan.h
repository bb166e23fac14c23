/* SPDX-License-Identifier: MIT */
/*
 * number_plan.h - the telephone numbers of a deployment from the lowest to the highest: who has them, which enter on
 * a line of the PSTN, where nobody has them or two do. Private to core/render.
 *
 * Numbers are cut into pieces: within one the same people have all numbers, and lines bring all of them or none.
 * Pieces that touch form a block; a long row of them is cut into several, as a picture of it would be a tower.
 */
#ifndef LYNC_TOPO_RENDER_NUMBER_PLAN_H
#define LYNC_TOPO_RENDER_NUMBER_PLAN_H

#include "model/numbers.h"
#include "model/topology.h"

/* Numbers that somebody has (a group, a device, voice mail) or that enter on a line. */
struct number_claim {
	struct number_range range;
	const struct element *who;
	bool is_entry;
	bool is_twice;   /* another claim has the same number with the same extension */
	uint32_t active; /* while the pieces are made */
};

enum {
	MOST_PIECES_OF_A_BLOCK = 24,
	MOST_OWNERS = 8, /* listed for each piece; n_owner counts all */
};

struct number_piece {
	uint64_t first, last;
	const struct element *owner[MOST_OWNERS];
	uint32_t n_owner;
	bool is_clash; /* two have one number; people behind the extensions of one number do not clash */
	bool is_entry; /* a line brings the numbers */
	uint32_t block;
};

struct number_plan {
	const struct topology *topo;
	struct number_claim *claim; /* by first number */
	uint32_t n_claim, room_claim;
	struct number_piece *piece;
	uint32_t n_piece, room_piece;
	uint32_t n_block;
};

/* n log n in the ranges. False when out of memory; release it in any case. */
bool number_plan_make(struct number_plan *plan, const struct topology *topo);
void number_plan_release(struct number_plan *plan);

/* "+14255550100-0189", a single number without the second part. */
const char *number_plan_text(uint64_t first, uint64_t last, struct arena *arena);

#endif
