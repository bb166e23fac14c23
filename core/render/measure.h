/* SPDX-License-Identifier: MIT */
/*
 * measure.h - how much room text takes, the same on every machine.
 *
 * Widths are those of Helvetica and the fonts made to its measure (Arial, Liberation Sans), which diagrams ask for
 * first. Characters outside ASCII count as wide as the widest they are likely to be.
 */
#ifndef LYNC_TOPO_RENDER_MEASURE_H
#define LYNC_TOPO_RENDER_MEASURE_H

#include "base/arena.h"
#include "base/str.h"

enum weight {
	WEIGHT_NORMAL,
	WEIGHT_BOLD,
};

#define LINE_HEIGHT 1.28 /* of the size of the font */

/* Points. */
double measure_width(struct str text, double size, enum weight weight);

/*
 * Breaks text into lines of at most `width` points where it can: at blanks, else after '-', '.', ',', '/' or '_',
 * else anywhere. Beyond `most` lines the last one ends with an ellipsis. Lines are copies in the arena. Returns how
 * many; 0 for an empty text or when out of memory.
 */
uint32_t measure_wrap(struct arena *arena, struct str text, double size, enum weight weight, double width,
	const char **lines, uint32_t most);

#endif
