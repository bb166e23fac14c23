/* SPDX-License-Identifier: MIT */
#include "render/placement.h"

#include "base/mem.h"
#include "render/search.h"
#include "render/wire.h"

#include <string.h>

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

enum place_status placement_find(const struct place_search *search, struct placement *ret)
{
	struct buf received = { 0 };
	int code = 0;
	enum child_status ended = child_run(search_work, search, search->patience, &received, &code);
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
