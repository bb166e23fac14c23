/* SPDX-License-Identifier: MIT */
#include "render/placement.h"

#include "base/mem.h"
#include "render/search.h"
#include "render/wire.h"

#include <string.h>
#include <sys/mman.h>
#include <time.h>

const char *place_status_text(enum place_status status)
{
	switch (status) {
	case PLACE_OK:
		return "";
	case PLACE_NO_GRAPHVIZ:
		return "graphviz (libgvc, libcgraph) is not installed";
	case PLACE_LOST:
		return "graphviz lost something in the layout of this deployment";
	case PLACE_TOO_LONG:
		return "the layout of this deployment takes too much time or memory";
	case PLACE_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

static void *zeroed(struct arena *arena, size_t size)
{
	void *memory = arena_alloc(arena, size);

	if (memory != NULL)
		memset(memory, 0, size);
	return memory;
}

bool placement_begin(struct placement *placement, const struct place_request *request)
{
	struct arena *arena = &placement->arena;

	placement->area = zeroed(arena, (request->n_area + 1) * sizeof(*placement->area));
	placement->name = zeroed(arena, (request->n_area + 1) * sizeof(*placement->name));
	placement->box = zeroed(arena, (request->n_box + 1) * sizeof(*placement->box));
	placement->line = zeroed(arena, (request->n_line + 1) * sizeof(*placement->line));
	return placement->area != NULL && placement->name != NULL && placement->box != NULL &&
		placement->line != NULL;
}

void placement_release(struct placement *placement)
{
	arena_release(&placement->arena);
	*placement = (struct placement){ 0 };
}

static enum place_status status_of(enum child_status ended, int code)
{
	switch (ended) {
	case CHILD_OK:
		return PLACE_OK;
	case CHILD_TOO_LONG:
	case CHILD_TOO_MUCH:
		return PLACE_TOO_LONG;
	case CHILD_NO_MEMORY:
		return PLACE_NO_MEMORY;
	case CHILD_FAILED:
		break;
	}
	return code == SEARCH_NO_GRAPHVIZ ? PLACE_NO_GRAPHVIZ : PLACE_LOST;
}

static bool has_crashed(enum child_status ended, int code)
{
	return ended == CHILD_FAILED && code != SEARCH_NO_GRAPHVIZ && code != SEARCH_LOST;
}

static unsigned seconds_now(void)
{
	struct timespec time = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (unsigned)time.tv_sec;
}

/* One process after the other, as long as they crash, there are ways left, and time. */
static enum child_status run_all(struct place_search *search, struct buf *received, int *ret_code)
{
	struct patience left = *search->patience;
	enum child_status ended;

	do {
		unsigned start = seconds_now();
		unsigned passed;

		ended = child_run(search_work, search, &left, received, ret_code);
		passed = seconds_now() - start;
		left.seconds -= passed < left.seconds ? passed : left.seconds;
	} while (has_crashed(ended, *ret_code) && search->progress->n_begun < search->n && left.seconds > 0);
	return ended;
}

static enum child_status run_with_progress(
	const struct place_search *wanted, struct buf *received, int *ret_code)
{
	struct place_search search = *wanted;
	enum child_status ended;

	search.progress = mmap(
		NULL, sizeof(*search.progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (search.progress == MAP_FAILED)
		return CHILD_NO_MEMORY;
	ended = run_all(&search, received, ret_code);
	munmap(search.progress, sizeof(*search.progress));
	return ended;
}

enum place_status placement_find(const struct place_search *search, struct placement *ret)
{
	struct buf received = { 0 };
	int code = 0;
	enum child_status ended = run_with_progress(search, &received, &code);
	enum place_status status = status_of(ended, code);

	*ret = (struct placement){ 0 };
	/* What a process without memory found depends on when it ran out: it does not count. */
	if (ended != CHILD_TOO_MUCH && ended != CHILD_NO_MEMORY &&
		(status == PLACE_OK || received.length > 0)) {
		enum place_status taken = wire_take_last(buf_str(&received), &search->way[0], ret);

		if (status == PLACE_OK || taken != PLACE_LOST)
			status = taken;
	}
	buf_release(&received);
	return mem_ran_out() ? PLACE_NO_MEMORY : status;
}
