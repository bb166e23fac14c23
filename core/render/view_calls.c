/* SPDX-License-Identifier: MIT */
/* Which way signalling and media of calls go, over a dimmed map. */
#include "base/mem.h"
#include "render/map.h"

#include <string.h>

/* One of the two: what is drawn strong. */
enum path {
	PATH_SIGNALLING,
	PATH_MEDIA,
};

struct drawing {
	struct sketch *sketch;
	struct diagram *diagram;
	enum path path;
	uint32_t n_map; /* lines of the map, which stand before those of the paths */
};

static void dim(struct diagram *diagram)
{
	for (uint32_t i = 0; i < diagram->n_box; i++)
		diagram->box[i].thing.emphasis = EMPHASIS_DIMMED;
	for (uint32_t i = 0; i < diagram->n_line; i++) {
		diagram->line[i].thing.emphasis = EMPHASIS_DIMMED;
		diagram->line[i].thing.title = "";
		diagram->line[i].thing.n_text = 0;
		diagram->line[i].ends = ENDS_NONE;
	}
}

/* The box of a hop: its element's; the people outside for a remote worker; the PSTN where the other end is. */
static uint32_t box_of_hop(const struct drawing *drawing, const char *hop, const char *other)
{
	const struct topology *topo = drawing->sketch->topo;
	const char *slash = strchr(hop, '/');
	const struct element *e;

	if (strcmp(hop, "pstn") == 0)
		return map_pstn(drawing->sketch, topo_by_id(topo, other));
	if (slash != NULL) {
		e = topo_by_id(topo, arena_printf(&drawing->diagram->arena, "%.*s", (int)(slash - hop), hop));
		return e != NULL ? map_outside(drawing->sketch, e) : NO_BOX;
	}
	e = topo_by_id(topo, hop);
	return e != NULL ? sketch_box_of(drawing->sketch, e) : NO_BOX;
}

static void light(struct diagram *diagram, uint32_t box)
{
	if (box != NO_BOX)
		diagram->box[box].thing.emphasis = EMPHASIS_NORMAL;
}

/* A line of a path between the same two boxes with the same words, of this call or another one. */
static bool is_drawn(const struct drawing *drawing, uint32_t from, uint32_t to, const char *words)
{
	for (uint32_t i = drawing->n_map; i < drawing->diagram->n_line; i++) {
		const struct diagram_line *line = &drawing->diagram->line[i];
		bool same = (line->from == from && line->to == to) || (line->from == to && line->to == from);

		if (same && strcmp(line->thing.title, words) == 0)
			return true;
	}
	return false;
}

/* Voice mail stands among people. */
static unsigned order_of(const struct diagram_box *box)
{
	return box->figure == BOX_MAIL ? BOX_PEOPLE : box->figure;
}

/*
 * A call comes in from where others go out: the map says which way things flow, else the order of figures from people
 * to the PSTN.
 */
static bool runs_upwards(const struct drawing *drawing, uint32_t from, uint32_t to)
{
	const struct diagram *diagram = drawing->diagram;

	for (uint32_t i = 0; i < drawing->n_map; i++) {
		if (diagram->line[i].from == from && diagram->line[i].to == to)
			return false;
		if (diagram->line[i].from == to && diagram->line[i].to == from)
			return true;
	}
	return order_of(&diagram->box[from]) > order_of(&diagram->box[to]);
}

static void add_line(struct drawing *drawing, enum line_figure figure, uint32_t from, uint32_t to,
	const char *words, bool encrypted)
{
	uint32_t number;

	if (from == NO_BOX || to == NO_BOX || is_drawn(drawing, from, to, words))
		return;
	number = sketch_tie(drawing->sketch, figure, from, to);
	if (number == NO_BOX)
		return;
	drawing->diagram->line[number].thing.title = words;
	drawing->diagram->line[number].ends = figure == LINE_MEDIA ? ENDS_BOTH : ENDS_TO;
	drawing->diagram->line[number].encrypted = encrypted;
	drawing->diagram->line[number].is_upwards = runs_upwards(drawing, from, to);
	light(drawing->diagram, from);
	light(drawing->diagram, to);
}

static const char *words_of(const struct drawing *drawing, const struct call_hop *hop)
{
	struct arena *arena = &drawing->diagram->arena;

	/* A line without packets has no more to say than that it is one. */
	if (strcmp(drawing->path == PATH_SIGNALLING ? hop->sip : hop->media, "tdm") == 0)
		return "";
	if (drawing->path == PATH_SIGNALLING)
		return arena_printf(arena, "%s", hop->sip);
	return arena_printf(arena, "%s%s%s", hop->media, *hop->codec != '\0' ? " " : "", hop->codec);
}

static void draw_hops(struct drawing *drawing, const struct call *call)
{
	bool is_media = drawing->path == PATH_MEDIA;

	for (uint32_t i = 0; i < call->n_hop; i++) {
		const struct call_hop *hop = &call->hop[i];
		const char *runs = is_media ? hop->media : hop->sip;
		uint32_t from = box_of_hop(drawing, hop->from, hop->to);
		uint32_t to = box_of_hop(drawing, hop->to, hop->from);

		if (*runs == '\0')
			continue;
		add_line(drawing, is_media ? LINE_MEDIA : LINE_SIGNALLING, from, to, words_of(drawing, hop),
			strcmp(runs, is_media ? "srtp" : "tls") == 0);
	}
}

/* Attempts that failed, numbered: where each was going. */
static void draw_attempts(struct drawing *drawing, const struct call *call)
{
	const struct topology *topo = drawing->sketch->topo;

	for (uint32_t i = 0; i < call->n_attempt; i++) {
		const struct call_attempt *attempt = &call->attempt[i];
		const struct element *trunk = topo_by_id(topo, attempt->trunk);
		bool good = attempt->result >= 200 && attempt->result < 300;
		const char *words;

		if (trunk == NULL || good)
			continue;
		words = attempt->result > 0 ? arena_printf(&drawing->diagram->arena, "%u. %s: %d",
						      (unsigned)i + 1, attempt->trunk, attempt->result) :
					      arena_printf(&drawing->diagram->arena, "%u. %s: no answer",
						      (unsigned)i + 1, attempt->trunk);
		add_line(drawing, LINE_ATTEMPT,
			sketch_box_of(drawing->sketch, topo_ref(topo, trunk, A_MEDIATION_POOL)),
			sketch_box_of(drawing->sketch, topo_ref(topo, trunk, A_PEER)), words, false);
	}
}

static void describe(struct drawing *drawing, const struct calls *calls)
{
	const char *what = drawing->path == PATH_SIGNALLING ? "Signalling" : "Media";
	struct arena *arena = &drawing->diagram->arena;

	if (calls->n_call == 1)
		drawing->diagram->subtitle = arena_printf(arena, "%s of a call from %s to %s: %s", what,
			calls->call[0].from, calls->call[0].to, call_outcome_name(calls->call[0].outcome));
	else
		drawing->diagram->subtitle = arena_printf(
			arena, "%s of %u calls", what, (unsigned)calls->n_call);
}

/* Lines of the map between boxes that a path joins say nothing more. */
static void drop_covered(struct drawing *drawing)
{
	struct diagram *diagram = drawing->diagram;
	uint32_t n = 0;

	for (uint32_t i = 0; i < diagram->n_line; i++) {
		const struct diagram_line *line = &diagram->line[i];
		bool covered = false;

		for (uint32_t k = drawing->n_map; i < drawing->n_map && k < diagram->n_line; k++)
			covered |= (diagram->line[k].from == line->from && diagram->line[k].to == line->to) ||
				(diagram->line[k].from == line->to && diagram->line[k].to == line->from);
		if (!covered)
			diagram->line[n++] = *line;
	}
	diagram->n_line = n;
}

static void draw_path(const struct view_request *request, struct diagram *diagram, enum path path)
{
	struct sketch sketch;
	struct drawing drawing = { .sketch = &sketch, .diagram = diagram, .path = path };

	if (sketch_begin(&sketch, request, diagram)) {
		map_boxes(&sketch);
		map_lines(&sketch);
		dim(diagram);
		drawing.n_map = diagram->n_line;
		describe(&drawing, request->calls);
		for (uint32_t i = 0; i < request->calls->n_call; i++) {
			draw_hops(&drawing, &request->calls->call[i]);
			if (path == PATH_SIGNALLING)
				draw_attempts(&drawing, &request->calls->call[i]);
		}
		drop_covered(&drawing);
	}
	sketch_end(&sketch);
}

static void make_signalling(const struct view_request *request, struct diagram *diagram)
{
	draw_path(request, diagram, PATH_SIGNALLING);
}

static void make_media(const struct view_request *request, struct diagram *diagram)
{
	draw_path(request, diagram, PATH_MEDIA);
}

const struct view view_signalling = {
	.name = "signalling",
	.title = "which way signalling of calls goes, attempts included",
	.needs_calls = true,
	.make = make_signalling,
};

const struct view view_media = {
	.name = "media",
	.title = "which way media of calls goes",
	.needs_calls = true,
	.make = make_media,
};
