/* SPDX-License-Identifier: MIT */
#include "engine/draft.h"

#include "model/describe.h"

#include <stdarg.h>
#include <string.h>

enum {
	NOT_FOUND = 404,
};

bool draft_make_room(struct arena *arena, void *array, uint32_t *room, uint32_t n, size_t size)
{
	void **list = array;
	uint32_t wanted = *room > 0 ? *room * 2 : 8;
	void *larger;

	if (n < *room)
		return true;
	larger = arena_alloc(arena, wanted * size);
	if (larger == NULL)
		return false;
	if (n > 0)
		memcpy(larger, *list, n * size);
	*list = larger;
	*room = wanted;
	return true;
}

void draft_step(struct draft *draft, const char *source, const char *format, ...)
{
	va_list arguments;

	if (draft->world->is_terse)
		return;
	if (!draft_make_room(
		    draft->arena, &draft->step, &draft->room_step, draft->n_step, sizeof(*draft->step)))
		return;
	va_start(arguments, format);
	draft->step[draft->n_step++] = (struct call_step){
		.what = arena_vprintf(draft->arena, format, arguments),
		.source = source,
	};
	va_end(arguments);
}

void draft_leg(struct draft *draft, const struct call_leg *leg)
{
	if (draft_make_room(draft->arena, &draft->leg, &draft->room_leg, draft->n_leg, sizeof(*draft->leg)))
		draft->leg[draft->n_leg++] = *leg;
}

void draft_assume(struct draft *draft, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = arena_vprintf(draft->arena, format, arguments);
	va_end(arguments);
	for (uint32_t i = 0; i < draft->n_assumed; i++)
		if (strcmp(draft->assumed[i], text) == 0)
			return;
	if (draft_make_room(draft->arena, &draft->assumed, &draft->room_assumed, draft->n_assumed,
		    sizeof(*draft->assumed)))
		draft->assumed[draft->n_assumed++] = text;
}

PRINTF_LIKE(4, 0)
static void end(struct draft *draft, int status, enum call_gap gap, const char *format, va_list arguments)
{
	if (draft->nowhere != NULL)
		return;
	draft->nowhere = arena_vprintf(draft->arena, format, arguments);
	draft->nowhere_status = status;
	draft->gap = gap;
	draft_step(draft, "", "%s", draft->nowhere);
}

void draft_end(struct draft *draft, int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	end(draft, status, CALL_GAP_NONE, format, arguments);
	va_end(arguments);
}

void draft_lack(struct draft *draft, enum call_gap gap, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	end(draft, NOT_FOUND, gap, format, arguments);
	va_end(arguments);
}

void draft_stop(struct draft *draft, const struct fault *fault, int status, const char *format, ...)
{
	va_list arguments;

	if (draft->nowhere != NULL)
		return;
	va_start(arguments, format);
	end(draft, status, CALL_GAP_NONE, format, arguments);
	va_end(arguments);
	draft->stopped_by = fault;
}

const char *draft_label(struct draft *draft, const struct element *e)
{
	return draft->world->is_terse ? topo_id(draft->world->topo, e) :
					describe_label(draft->world->topo, e, draft->arena);
}

const char *draft_words(struct draft *draft, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = arena_vprintf(draft->arena, format, arguments);
	va_end(arguments);
	return text;
}

bool path_add(
	struct path *path, const char *hop, const struct element *e, enum stretch stretch, const char *over)
{
	if (path->n == MOST_NODES)
		return false;
	path->node[path->n++] = (struct node){ hop, e, over, stretch, NULL };
	return true;
}

struct tail *draft_add_tail(struct draft *draft)
{
	if (!draft_make_room(&draft->world->scratch, &draft->tail, &draft->room_tail, draft->n_tail,
		    sizeof(*draft->tail)))
		return NULL;
	draft->tail[draft->n_tail] = (struct tail){ .why = "" };
	return &draft->tail[draft->n_tail++];
}

struct entry_try *draft_add_entry_try(struct draft *draft)
{
	if (!draft_make_room(draft->arena, &draft->entry_try, &draft->room_entry_try, draft->n_entry_try,
		    sizeof(*draft->entry_try)))
		return NULL;
	return &draft->entry_try[draft->n_entry_try++];
}

void draft_add_entry_found(struct draft *draft, const struct element *trunk, enum trunk_finding finding)
{
	if (draft_make_room(draft->arena, &draft->entry_found, &draft->room_entry_found, draft->n_entry_found,
		    sizeof(*draft->entry_found)))
		draft->entry_found[draft->n_entry_found++] = (struct trunk_found){ trunk, finding };
}
