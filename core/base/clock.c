/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <time.h>

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_now_ms(void)
{
	return now_ns() / 1000000;
}

struct deadline deadline_in(unsigned seconds)
{
	return (struct deadline){ .end_ns = now_ns() + (int64_t)seconds * 1000000000 };
}

bool deadline_read(struct deadline *deadline)
{
	deadline->asked = 0;
	if (deadline->end_ns != 0 && !deadline->passed)
		deadline->passed = now_ns() >= deadline->end_ns;
	return deadline->passed;
}
