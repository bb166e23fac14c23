/* SPDX-License-Identifier: MIT */
#include "render/diagram.h"

#include "base/mem.h"

#include <string.h>

static void release_thing(struct diagram_thing *thing)
{
	mem_free(thing->text);
	mem_free(thing->fact);
	mem_free(thing->mark);
}

void diagram_release(struct diagram *diagram)
{
	for (uint32_t i = 0; i < diagram->n_area; i++)
		release_thing(&diagram->area[i].thing);
	for (uint32_t i = 0; i < diagram->n_box; i++)
		release_thing(&diagram->box[i].thing);
	for (uint32_t i = 0; i < diagram->n_line; i++)
		release_thing(&diagram->line[i].thing);
	mem_free(diagram->area);
	mem_free(diagram->box);
	mem_free(diagram->line);
	mem_free(diagram->note);
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

void diagram_add_text(struct diagram *diagram, struct diagram_thing *thing, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (mem_grow(&thing->text, &thing->room_text, thing->n_text + 1, sizeof(*thing->text)))
		thing->text[thing->n_text++] = arena_vprintf(&diagram->arena, format, arguments);
	va_end(arguments);
}

void diagram_add_fact(
	struct diagram *diagram, struct diagram_thing *thing, const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (mem_grow(&thing->fact, &thing->room_fact, thing->n_fact + 1, sizeof(*thing->fact)))
		thing->fact[thing->n_fact++] = (struct diagram_fact){
			.name = name,
			.value = arena_vprintf(&diagram->arena, format, arguments),
		};
	va_end(arguments);
}

void diagram_add_mark(struct diagram *diagram, struct diagram_thing *thing, const struct diagram_mark *mark)
{
	(void)diagram;
	if (mem_grow(&thing->mark, &thing->room_mark, thing->n_mark + 1, sizeof(*mark)))
		thing->mark[thing->n_mark++] = *mark;
}

void diagram_add_note(struct diagram *diagram, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (mem_grow(&diagram->note, &diagram->room_note, diagram->n_note + 1, sizeof(*diagram->note)))
		diagram->note[diagram->n_note++] = arena_vprintf(&diagram->arena, format, arguments);
	va_end(arguments);
}

uint32_t diagram_find_box(const struct diagram *diagram, const char *id)
{
	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (strcmp(diagram->box[i].thing.id, id) == 0)
			return i;
	return NO_BOX;
}
