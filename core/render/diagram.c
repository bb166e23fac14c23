/* SPDX-License-Identifier: MIT */
#include "render/diagram.h"

#include "base/mem.h"

#include <string.h>

void diagram_release(struct diagram *diagram)
{
	mem_free(diagram->area);
	mem_free(diagram->box);
	mem_free(diagram->line);
	arena_release(&diagram->arena);
	*diagram = (struct diagram){ 0 };
}

uint32_t diagram_add_area(struct diagram *diagram, const struct diagram_area *area)
{
	if (!mem_grow(&diagram->area, &diagram->room_area, diagram->n_area + 1, sizeof(*area)))
		return 0;
	diagram->area[diagram->n_area++] = *area;
	return diagram->n_area;
}

uint32_t diagram_add_box(struct diagram *diagram, const struct diagram_box *box)
{
	if (!mem_grow(&diagram->box, &diagram->room_box, diagram->n_box + 1, sizeof(*box)))
		return NO_BOX;
	diagram->box[diagram->n_box] = *box;
	return diagram->n_box++;
}

uint32_t diagram_add_line(struct diagram *diagram, const struct diagram_line *line)
{
	if (line->from == NO_BOX || line->to == NO_BOX)
		return NO_BOX;
	if (!mem_grow(&diagram->line, &diagram->room_line, diagram->n_line + 1, sizeof(*line)))
		return NO_BOX;
	diagram->line[diagram->n_line] = *line;
	return diagram->n_line++;
}

/* Room for one more of `n` things of `size` bytes in an array of the arena; false when out of memory. */
static bool grow(struct diagram *diagram, void *array, uint32_t n, uint32_t *room, size_t size)
{
	uint32_t wanted = n < 4 ? 4 : n * 2;
	void *old;
	void *larger;

	if (n < *room)
		return true;
	larger = arena_alloc(&diagram->arena, wanted * size);
	if (larger == NULL)
		return false;
	memcpy(&old, array, sizeof(old));
	if (n > 0)
		memcpy(larger, old, n * size);
	memcpy(array, &larger, sizeof(larger));
	*room = wanted;
	return true;
}

void diagram_add_text(struct diagram *diagram, struct diagram_thing *thing, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (grow(diagram, &thing->text, thing->n_text, &thing->room_text, sizeof(*thing->text)))
		thing->text[thing->n_text++] = arena_vprintf(&diagram->arena, format, arguments);
	va_end(arguments);
}

void diagram_add_fact(
	struct diagram *diagram, struct diagram_thing *thing, const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (grow(diagram, &thing->fact, thing->n_fact, &thing->room_fact, sizeof(*thing->fact)))
		thing->fact[thing->n_fact++] = (struct diagram_fact){
			.name = name,
			.value = arena_vprintf(&diagram->arena, format, arguments),
		};
	va_end(arguments);
}

void diagram_add_mark(struct diagram *diagram, struct diagram_thing *thing, const struct diagram_mark *mark)
{
	if (grow(diagram, &thing->mark, thing->n_mark, &thing->room_mark, sizeof(*mark)))
		thing->mark[thing->n_mark++] = *mark;
}

void diagram_add_note(struct diagram *diagram, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (grow(diagram, &diagram->note, diagram->n_note, &diagram->room_note, sizeof(*diagram->note)))
		diagram->note[diagram->n_note++] = arena_vprintf(&diagram->arena, format, arguments);
	va_end(arguments);
}

const char *diagram_emphasis(const struct diagram *diagram, enum emphasis emphasis)
{
	switch (emphasis) {
	case EMPHASIS_DIMMED:
		return diagram->dimmed != NULL ? diagram->dimmed : "not on this path";
	case EMPHASIS_STRONG:
		return diagram->strong != NULL ? diagram->strong : "single point of failure";
	case EMPHASIS_JOINT:
		return "fails calls together with others";
	default:
		return "";
	}
}

uint32_t diagram_find_box(const struct diagram *diagram, const char *id)
{
	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (strcmp(diagram->box[i].thing.id, id) == 0)
			return i;
	return NO_BOX;
}
