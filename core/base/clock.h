/* SPDX-License-Identifier: MIT */
/*
 * clock.h - the time limit of a run (`--limit seconds=N`), and how long something takes. The only clock in the
 * program: no result depends on it, except that a run which takes too long ends with DOC013 or is marked as partial.
 */
#ifndef LYNC_TOPO_BASE_CLOCK_H
#define LYNC_TOPO_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct deadline {
	int64_t end_ns; /* monotonic; 0: no limit */
	uint32_t asked; /* calls since the clock was last read */
	bool passed;
};

enum {
	DEADLINE_CALLS_PER_READING = 256,
};

struct deadline deadline_in(unsigned seconds);

/* Reads the clock. For deadline_passed(). */
bool deadline_read(struct deadline *deadline);

/* Monotonic, from any beginning. */
int64_t clock_now_ms(void);

/* Cheap enough for an inner loop: reads the clock only now and then. Once true, always true. */
static inline bool deadline_passed(struct deadline *deadline)
{
	return ++deadline->asked < DEADLINE_CALLS_PER_READING ? deadline->passed : deadline_read(deadline);
}

#endif
