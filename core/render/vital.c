/* SPDX-License-Identifier: MIT */
#include "render/vital.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_NAMED = 2, /* sites in the text of a thing */
	MOST_CUTS = 9,  /* in the notes */
	MOST_JOINT = 3, /* cuts in the text of a thing */
};

/* A part that a site needs, or that is in a cut, and the drawn thing that shows it. */
struct stake {
	uint32_t thing; /* of a box its number, of a line the number behind all boxes */
	uint32_t of;    /* the site, or the number of the cut */
	uint32_t part;
	uint32_t service; /* of risks, or NO_SERVICE: by structure */
};

#define NO_SERVICE UINT32_MAX

/* Cuts of the same parts are one, with all that they stop. */
struct joint {
	const struct risk_cut *cut;
	uint32_t at; /* of the first one, among the cuts */
};

struct vital {
	struct sketch *sketch;
	const struct risks *risks;
	struct symbols ids; /* of all elements */
	uint32_t *line;     /* by element: its line plus 1 */
	struct stake *stake;
	uint32_t n_stake, room_stake;
	struct joint *joint;
	uint32_t n_joint;
};

static bool read_ids(struct vital *vital)
{
	const struct topology *topo = vital->sketch->topo;

	for (uint32_t i = 0; i < topo->n_element; i++) {
		const struct element *e = &topo->element[i];
		uint32_t symbol;

		if (e->id == SYMBOL_NONE || e->flags & ELEMENT_SPOILED)
			continue;
		symbol = symbols_intern(&vital->ids, str_of(topo_id(topo, e)));
		if (symbol == SYMBOL_NONE)
			return false;
		symbols_define(&vital->ids, symbol, i);
	}
	return !mem_ran_out();
}

/* The number of the element with the id, or NO_ELEMENT. */
static uint32_t element_of(const struct vital *vital, const char *id)
{
	uint32_t symbol = symbols_find(&vital->ids, str_of(id));

	return symbol != SYMBOL_NONE ? symbols_element(&vital->ids, symbol) : NO_ELEMENT;
}

static bool find_lines(struct vital *vital)
{
	const struct diagram *diagram = vital->sketch->diagram;

	vital->line = mem_zalloc((vital->sketch->topo->n_element + 1) * sizeof(*vital->line));
	for (uint32_t i = 0; vital->line != NULL && i < diagram->n_line; i++) {
		uint32_t e = element_of(vital, diagram->line[i].thing.id);

		if (e != NO_ELEMENT && vital->line[e] == 0)
			vital->line[e] = i + 1;
	}
	return vital->line != NULL;
}

/* The box or line of the part, or of what it stands in. NO_BOX if none of these is drawn. */
static uint32_t thing_of(const struct vital *vital, const struct element *part)
{
	const struct sketch *sketch = vital->sketch;

	for (; part != NULL; part = topo_parent(sketch->topo, part)) {
		uint32_t line = vital->line[topo_index(sketch->topo, part)];

		if (sketch_box_of(sketch, part) != NO_BOX)
			return sketch_box_of(sketch, part);
		if (line > 0)
			return sketch->diagram->n_box + line - 1;
	}
	return NO_BOX;
}

static struct diagram_thing *thing_at(const struct vital *vital, uint32_t thing)
{
	struct diagram *diagram = vital->sketch->diagram;

	return thing < diagram->n_box ? &diagram->box[thing].thing :
					&diagram->line[thing - diagram->n_box].thing;
}

static bool add_stake(struct vital *vital, uint32_t part, uint32_t of, uint32_t service)
{
	uint32_t thing = thing_of(vital, &vital->sketch->topo->element[part]);

	if (thing == NO_BOX)
		return true;
	if (!mem_grow(&vital->stake, &vital->room_stake, vital->n_stake + 1, sizeof(*vital->stake)))
		return false;
	vital->stake[vital->n_stake++] = (struct stake){ thing, of, part, service };
	return true;
}

static bool collect(struct vital *vital, const struct lifelines *lifelines)
{
	const struct risks *risks = vital->risks;
	bool good = true;

	for (uint32_t i = 0; good && i < lifelines->n; i++)
		good = add_stake(vital, lifelines->lifeline[i].part, lifelines->lifeline[i].site, NO_SERVICE);
	for (uint32_t i = 0; good && risks != NULL && i < risks->n_cut; i++)
		if (risks->cut[i].n_target == 1)
			good = add_stake(vital, element_of(vital, risks->cut[i].target[0]),
				element_of(vital, risks->service[risks->cut[i].service].site),
				risks->cut[i].service);
	return good;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_stakes(const void *left, const void *right)
{
	const struct stake *a = left;
	const struct stake *b = right;

	if (a->thing != b->thing)
		return compare_numbers(a->thing, b->thing);
	if (a->of != b->of)
		return compare_numbers(a->of, b->of);
	return a->part != b->part ? compare_numbers(a->part, b->part) :
				    compare_numbers(a->service, b->service);
}

/* What the failure of one part stops at one site, where that was tried. */
static void tell_stops(const struct vital *vital, const struct stake *stake, uint32_t n)
{
	const struct topology *topo = vital->sketch->topo;
	struct diagram *diagram = vital->sketch->diagram;
	const char *services = "";

	for (uint32_t i = 0; i < n && stake[i].service != NO_SERVICE; i++)
		services = arena_printf(&diagram->arena, "%s%s%s", services, i > 0 ? ", " : "",
			vital->risks->service[stake[i].service].service);
	if (*services != '\0')
		diagram_add_fact(diagram, thing_at(vital, stake->thing), "single point of failure",
			"without %s no %s of %s", topo_id(topo, &topo->element[stake->part]), services,
			topo_id(topo, &topo->element[stake->of]));
}

/* All stakes of one thing and one site. */
static void tell_site(const struct vital *vital, const struct stake *stake, uint32_t n)
{
	const struct topology *topo = vital->sketch->topo;

	diagram_add_fact(vital->sketch->diagram, thing_at(vital, stake->thing), "needed by", "%s",
		topo_id(topo, &topo->element[stake->of]));
	for (uint32_t first = 0, last; first < n; first = last) {
		for (last = first + 1; last < n && stake[last].part == stake[first].part;)
			last++;
		tell_stops(vital, stake + first, last - first);
	}
}

/* A thing that some site needs. */
static void mark_single(const struct vital *vital, const struct stake *stake, uint32_t n)
{
	struct sketch *sketch = vital->sketch;
	struct diagram_thing *thing = thing_at(vital, stake->thing);
	const char *title[MOST_NAMED];
	uint32_t n_site = 0;

	thing->emphasis = EMPHASIS_STRONG;
	for (uint32_t first = 0, last; first < n; first = last, n_site++) {
		for (last = first + 1; last < n && stake[last].of == stake[first].of;)
			last++;
		tell_site(vital, stake + first, last - first);
		if (n_site < MOST_NAMED)
			title[n_site] = sketch_title(sketch, &sketch->topo->element[stake[first].of]);
	}
	if (n_site > MOST_NAMED)
		diagram_add_text(sketch->diagram, thing, "needed by %" PRIu32 " sites", n_site);
	for (uint32_t i = 0; i < n_site && n_site <= MOST_NAMED; i++)
		diagram_add_text(sketch->diagram, thing, "needed by %s", title[i]);
}

/* Calls `mark` for each thing with all its stakes, of which none are left then. */
static void mark_things(
	struct vital *vital, void (*mark)(const struct vital *vital, const struct stake *stake, uint32_t n))
{
	if (vital->n_stake > 1)
		qsort(vital->stake, vital->n_stake, sizeof(*vital->stake), compare_stakes);
	for (uint32_t first = 0, last; first < vital->n_stake; first = last) {
		for (last = first + 1;
			last < vital->n_stake && vital->stake[last].thing == vital->stake[first].thing;)
			last++;
		mark(vital, vital->stake + first, last - first);
	}
	vital->n_stake = 0;
}

static int compare_targets(const struct risk_cut *a, const struct risk_cut *b)
{
	int order = compare_numbers(a->n_target, b->n_target);

	for (uint32_t i = 0; order == 0 && i < a->n_target; i++)
		order = strcmp(a->target[i], b->target[i]);
	return order;
}

static int compare_joints(const void *left, const void *right)
{
	const struct joint *a = left;
	const struct joint *b = right;
	int order = compare_targets(a->cut, b->cut);

	return order != 0 ? order : compare_numbers(a->at, b->at);
}

static int compare_places(const void *left, const void *right)
{
	return compare_numbers(((const struct joint *)left)->at, ((const struct joint *)right)->at);
}

/* Of the cuts of several parts, each set once, in the order of the sweep, as numbers 1, 2 ... False: out of memory. */
static bool number_joints(struct vital *vital)
{
	const struct risks *risks = vital->risks;
	uint32_t n = 0;

	vital->joint = mem_alloc((risks->n_cut + 1) * sizeof(*vital->joint));
	for (uint32_t i = 0; vital->joint != NULL && i < risks->n_cut; i++)
		if (risks->cut[i].n_target > 1)
			vital->joint[n++] = (struct joint){ &risks->cut[i], i };
	if (vital->joint == NULL)
		return false;
	if (n > 1)
		qsort(vital->joint, n, sizeof(*vital->joint), compare_joints);
	for (uint32_t i = 0; i < n; i++)
		if (i == 0 || compare_targets(vital->joint[i].cut, vital->joint[i - 1].cut) != 0)
			vital->joint[vital->n_joint++] = vital->joint[i];
	if (vital->n_joint > 1)
		qsort(vital->joint, vital->n_joint, sizeof(*vital->joint), compare_places);
	return true;
}

/* "a + b" */
static const char *targets_text(struct arena *arena, const struct risk_cut *cut)
{
	const char *text = cut->target[0];

	for (uint32_t i = 1; i < cut->n_target; i++)
		text = arena_printf(arena, "%s + %s", text, cut->target[i]);
	return text;
}

/* What they stop together: "redmond loses ev-to-pstn", "redmond loses ev-to-pstn and 5 more", "3 sites lose ...". */
static const char *stopped_text(const struct vital *vital, struct arena *arena, const struct risk_cut *cut)
{
	const struct risks *risks = vital->risks;
	const struct risk_service *first = &risks->service[cut->service];
	const char *site = first->site;
	uint32_t n_site = 1;
	uint32_t n_more = 0;

	for (uint32_t i = 0; i < risks->n_cut; i++) {
		const struct risk_service *service = &risks->service[risks->cut[i].service];

		if (service == first || compare_targets(&risks->cut[i], cut) != 0)
			continue;
		n_more++;
		n_site += strcmp(service->site, site) != 0;
		site = service->site;
	}
	return arena_printf(arena, "%s %s%s",
		n_site > 1 ? arena_printf(arena, "%" PRIu32 " sites lose", n_site) :
			     arena_printf(arena, "%s loses", first->site),
		first->service, n_more > 0 ? arena_printf(arena, " and %" PRIu32 " more", n_more) : "");
}

static void note_joints(struct vital *vital)
{
	struct diagram *diagram = vital->sketch->diagram;

	for (uint32_t i = 0; i < vital->n_joint && i < MOST_CUTS; i++)
		diagram_add_note(diagram, "Cut %" PRIu32 ": without %s, %s.", i + 1,
			targets_text(&diagram->arena, vital->joint[i].cut),
			stopped_text(vital, &diagram->arena, vital->joint[i].cut));
	if (vital->n_joint > MOST_CUTS)
		diagram_add_note(diagram, "%" PRIu32 " more: simulate --sweep lists them.",
			vital->n_joint - MOST_CUTS);
}

/* A thing that is in cuts. */
static void mark_joint(const struct vital *vital, const struct stake *stake, uint32_t n)
{
	struct sketch *sketch = vital->sketch;
	struct diagram_thing *thing = thing_at(vital, stake->thing);
	const char *text = "";
	uint32_t told = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && stake[i].of == stake[i - 1].of)
			continue;
		if (++told <= MOST_JOINT)
			text = arena_printf(&sketch->diagram->arena, "%s%s%" PRIu32, text,
				told > 1 ? ", " : "", stake[i].of);
	}
	if (thing->emphasis == EMPHASIS_NORMAL)
		thing->emphasis = EMPHASIS_JOINT;
	if (told > MOST_JOINT)
		diagram_add_text(
			sketch->diagram, thing, "cuts %s and %" PRIu32 " more", text, told - MOST_JOINT);
	else
		diagram_add_text(sketch->diagram, thing, "cut%s %s", told > 1 ? "s" : "", text);
}

static bool collect_joints(struct vital *vital)
{
	bool good = true;

	for (uint32_t i = 0; good && i < vital->n_joint; i++)
		for (uint32_t k = 0; good && k < vital->joint[i].cut->n_target; k++)
			good = add_stake(
				vital, element_of(vital, vital->joint[i].cut->target[k]), i + 1, NO_SERVICE);
	return good;
}

/* What the marks do not say. */
static void note_limits(const struct vital *vital)
{
	const struct risks *risks = vital->risks;
	struct diagram *diagram = vital->sketch->diagram;
	uint32_t n_sites = topo_count(vital->sketch->topo, K_SITE);
	uint32_t n_partial = 0;
	uint32_t n_broken = 0;
	const struct risk_service *broken = NULL;

	for (uint32_t i = risks->n_service; i-- > 0;) {
		n_partial += risks->service[i].is_partial;
		if (risks->service[i].works)
			continue;
		n_broken++;
		broken = &risks->service[i];
	}
	if (n_broken > 0)
		diagram_add_note(diagram,
			"%s of %s and %" PRIu32
			" more do not work even without a failure: simulate --matrix says why.",
			broken->service, broken->site, n_broken - 1);
	if (n_partial > 0)
		diagram_add_note(diagram,
			"Of %" PRIu32 " services not all failures were tried: a limit was reached.",
			n_partial);
	if (risks->n_sites < n_sites)
		diagram_add_note(diagram,
			"Failures were tried for the first %" PRIu32 " of %" PRIu32 " sites.", risks->n_sites,
			n_sites);
}

void vital_mark(struct sketch *sketch, const struct lifelines *lifelines, const struct risks *risks)
{
	struct vital vital = { .sketch = sketch, .risks = risks };

	if (read_ids(&vital) && find_lines(&vital) && collect(&vital, lifelines))
		mark_things(&vital, mark_single);
	if (risks != NULL && vital.line != NULL && number_joints(&vital) && collect_joints(&vital)) {
		mark_things(&vital, mark_joint);
		note_joints(&vital);
		note_limits(&vital);
	}
	symbols_release(&vital.ids);
	mem_free(vital.line);
	mem_free(vital.stake);
	mem_free(vital.joint);
}
