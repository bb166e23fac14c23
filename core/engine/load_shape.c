/* SPDX-License-Identifier: MIT */
#include "engine/load_shape.h"

#include "base/mem.h"
#include "engine/making.h"

/* As many calls as no trunk carries. */
#define FULL (UINT32_MAX / 2)

enum {
	LENGTH_OF_SETUP =
		1000, /* calls that are this many times as long as their set-up are not prolonged by it */
};

/* A round robin, and where it stands. */
struct wheel {
	struct load_wheel is;
	uint32_t place;
	uint32_t moved; /* on by the last call */
};

/* What became of a call. */
struct end {
	bool connected;
	const struct element *trunk, *peer; /* that it occupied, or NULL */
	const struct element *holder;       /* the policy of which it took a share, or NULL */
	int64_t units;
};

struct load_shapes {
	struct world world;
	struct faults faults;
	struct journal journal;
	uint32_t n_entry;   /* questions of the last call that mattered: they stand first in the journal */
	struct calls calls; /* where it was put together */

	/* Of the caller in question. */
	struct planned_call planned;
	struct arena *arena;
	const char *unknown;
	struct period known;
	struct load_try **try; /* trunks found so far that can be full */
	uint32_t n_try, room_try;
	struct wheel *wheel;
	uint32_t n_wheel, room_wheel;
	struct load_way *way;
	uint32_t n_way, room_way;
	uint32_t *asked; /* elements that calls asked about whether they are full */
	uint32_t n_asked, room_asked;
	bool *was_asked; /* by element */
	const struct element *holder;
	int64_t units;
	uint32_t calls_made;
};

struct load_shapes *load_shapes_open(const struct engine_request *request, const struct deployment *plan)
{
	struct load_shapes *shapes = mem_zalloc(sizeof(*shapes));

	if (shapes == NULL)
		return NULL;
	shapes->faults = *request->faults;
	shapes->world = (struct world){
		.topo = request->topo,
		.plan = plan,
		.policies = request->policies,
		.faults = &shapes->faults,
		.calls = &shapes->calls,
		.bandwidth = request->bandwidth,
		.journal = &shapes->journal,
	};
	shapes->faults.known = &shapes->known;
	shapes->was_asked = mem_zalloc(((size_t)request->topo->n_element + 1) * sizeof(bool));
	if (shapes->was_asked != NULL && world_open(&shapes->world))
		return shapes;
	load_shapes_close(shapes);
	return NULL;
}

void load_shapes_close(struct load_shapes *shapes)
{
	if (shapes == NULL)
		return;
	world_release(&shapes->world);
	journal_release(&shapes->journal);
	calls_release(&shapes->calls);
	mem_free(shapes->try);
	mem_free(shapes->wheel);
	mem_free(shapes->way);
	mem_free(shapes->asked);
	mem_free(shapes->was_asked);
	mem_free(shapes);
}

/* The first reason is the one that is told. */
static void give_up(struct load_shapes *shapes, const char *why)
{
	if (shapes->unknown == NULL)
		shapes->unknown = why;
}

/* The element that is full first. */
static uint32_t bound_of(const struct load_shapes *shapes, const struct load_try *try)
{
	return topo_index(shapes->world.topo, try->own <= try->channels ? try->trunk : try->peer);
}

static void set_full(struct load_shapes *shapes, bool full)
{
	for (uint32_t i = 0; i < shapes->n_try; i++)
		shapes->world.busy[bound_of(shapes, shapes->try[i])] = full ? FULL : 0;
}

/* NULL when out of memory. */
static struct wheel *wheel_of(struct load_shapes *shapes, const struct inquiry *inquiry)
{
	struct wheel *wheel;

	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		if (shapes->wheel[i].is.element == inquiry->element)
			return &shapes->wheel[i];
	if (!mem_grow(&shapes->wheel, &shapes->room_wheel, shapes->n_wheel + 1, sizeof(*shapes->wheel)))
		return NULL;
	wheel = &shapes->wheel[shapes->n_wheel++];
	*wheel = (struct wheel){ .is = { .element = inquiry->element, .n = inquiry->n } };
	return wheel;
}

/* How the last call moved round robins on. */
static bool note_wheels(struct load_shapes *shapes)
{
	bool is_first = shapes->calls_made == 0;

	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		shapes->wheel[i].moved = 0;
	for (uint32_t i = 0; i < shapes->journal.n; i++) {
		const struct inquiry *inquiry = &shapes->journal.entry[i].inquiry;
		struct wheel *wheel;

		if (inquiry->kind != INQUIRY_TURN && inquiry->kind != INQUIRY_BACK)
			continue;
		wheel = wheel_of(shapes, inquiry);
		if (wheel == NULL)
			return false;
		wheel->moved += inquiry->kind == INQUIRY_TURN ? 1 : UINT32_MAX; /* one back */
		wheel->is.is_unsteady |= inquiry->kind == INQUIRY_TURN && wheel->is.n != inquiry->n;
	}
	for (uint32_t i = 0; i < shapes->n_wheel; i++) {
		struct wheel *wheel = &shapes->wheel[i];

		wheel->is.is_unsteady |= !is_first && wheel->moved != wheel->is.step;
		wheel->is.step = is_first ? wheel->moved : wheel->is.step;
	}
	return true;
}

/* Also what turned out not to matter to this call. */
static bool note_asked(struct load_shapes *shapes)
{
	for (uint32_t i = 0; i < shapes->journal.n; i++) {
		const struct inquiry *inquiry = &shapes->journal.entry[i].inquiry;

		if (inquiry->kind != INQUIRY_FULL || shapes->was_asked[inquiry->element])
			continue;
		if (!mem_grow(
			    &shapes->asked, &shapes->room_asked, shapes->n_asked + 1, sizeof(*shapes->asked)))
			return false;
		shapes->asked[shapes->n_asked++] = inquiry->element;
		shapes->was_asked[inquiry->element] = true;
	}
	return true;
}

/* Questions that the shape has words for, and those that it has none for. */
static void note_questions(struct load_shapes *shapes)
{
	shapes->n_entry = journal_sort(&shapes->journal);
	for (uint32_t i = 0; i < shapes->n_entry; i++) {
		const struct inquiry *inquiry = &shapes->journal.entry[i].inquiry;

		if (inquiry->kind == INQUIRY_CHANCE)
			give_up(shapes, "calls choose by chance");
		if (inquiry->kind == INQUIRY_TURN)
			wheel_of(shapes, inquiry)->is.matters = true;
	}
}

static void note_occupation(struct load_shapes *shapes, const struct occupation *occupation, struct end *end)
{
	const struct element *element = shapes->world.topo->element;

	if (occupation->units == 0) {
		if (end->trunk != NULL)
			give_up(shapes, "a call occupies two trunks");
		end->trunk = &element[occupation->first];
		end->peer = &element[occupation->peer];
		return;
	}
	if (shapes->holder != NULL && shapes->holder != &element[occupation->first])
		give_up(shapes, "more than one bandwidth policy has a say");
	shapes->holder = end->holder = &element[occupation->first];
	end->units += occupation->units;
}

/* Makes a call and lets it end at once. False when out of memory. */
static bool make_call(struct load_shapes *shapes, struct end *ret)
{
	struct world *world = &shapes->world;
	struct made_call made;

	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		world->turn[shapes->wheel[i].is.element] = shapes->wheel[i].place;
	arena_clear(&shapes->calls.arena);
	world->n_use = 0;
	if (!making_call(world, &shapes->planned, false, &made) || shapes->journal.ran_out ||
		!note_wheels(shapes) || !note_asked(shapes))
		return false;
	shapes->calls_made++;
	note_questions(shapes);
	*ret = (struct end){ .connected = made.call.outcome == CALL_CONNECTED };
	for (uint32_t i = 0; i < world->n_occupied; i++)
		note_occupation(shapes, &world->occupied[i], ret);
	if (ret->connected && (made.strikes.n > 0 || made.most_duration != INT64_MAX))
		give_up(shapes, "failures end calls");
	if (ret->connected && made.call.setup > shapes->planned.duration / LENGTH_OF_SETUP)
		give_up(shapes, "calls take long to set up");
	world_begin_call(world, INT64_MAX);
	return true;
}

/* The limit that the last call, which it let pass, found at an element. */
static uint32_t limit_at(const struct load_shapes *shapes, const struct element *e)
{
	uint32_t least = LOAD_UNLIMITED;

	for (uint32_t i = 0; i < shapes->n_entry; i++) {
		const struct inquiry *inquiry = &shapes->journal.entry[i].inquiry;

		if (inquiry->kind == INQUIRY_FULL && inquiry->element == topo_index(shapes->world.topo, e) &&
			inquiry->n < least)
			least = inquiry->n;
	}
	return least;
}

/* NULL when out of memory. */
static struct load_try *try_of(struct load_shapes *shapes, const struct end *end)
{
	struct load_try *try = arena_alloc(shapes->arena, sizeof(*try));

	if (try == NULL)
		return NULL;
	*try = (struct load_try){
		.trunk = end->trunk,
		.peer = end->peer,
		.own = limit_at(shapes, end->trunk),
		.channels = limit_at(shapes, end->peer),
	};
	return try;
}

static bool is_unlimited(const struct load_try *try)
{
	return try->own == LOAD_UNLIMITED && try->channels == LOAD_UNLIMITED;
}

static bool add_try(struct load_shapes *shapes, struct load_try *try)
{
	if (shapes->n_try == LOAD_MOST_TRIES) {
		give_up(shapes, "calls try too many trunks");
		return true;
	}
	if (!mem_grow(&shapes->try, &shapes->room_try, shapes->n_try + 1, sizeof(*shapes->try)))
		return false;
	shapes->try[shapes->n_try++] = try;
	return true;
}

/*
 * Fills one trunk after the other until a call fails, or gets through whatever is full. *ret_last is an unlimited
 * trunk, or NULL. False when out of memory.
 */
static bool fill_up(struct load_shapes *shapes, bool *ret_gets_through, const struct load_try **ret_last)
{
	*ret_last = NULL;
	for (;;) {
		struct load_try *try = NULL;
		struct end end;

		set_full(shapes, true);
		if (!make_call(shapes, &end))
			return false;
		*ret_gets_through = end.connected;
		if (!end.connected || end.trunk == NULL || shapes->unknown != NULL)
			return true;
		try = try_of(shapes, &end);
		if (try == NULL)
			return false;
		*ret_last = is_unlimited(try) ?
		try : NULL
			;
		if (*ret_last != NULL)
			return true;
		if (!add_try(shapes, try))
			return false;
	}
}

static const struct load_try *try_at(const struct load_shapes *shapes, uint32_t element)
{
	for (uint32_t i = 0; i < shapes->n_try; i++)
		if (bound_of(shapes, shapes->try[i]) == element)
			return shapes->try[i];
	return NULL;
}

static bool is_among(const struct load_try *const *try, uint32_t n, const struct load_try *one)
{
	for (uint32_t i = 0; i < n; i++)
		if (try[i] == one)
			return true;
	return false;
}

/* The trunks that the last call found full, in order. False when out of memory. */
static bool list_full(struct load_shapes *shapes, struct load_way *way, const struct load_try *last)
{
	const struct load_try **list = arena_alloc(
		shapes->arena, ((size_t)shapes->n_entry + 1) * sizeof(const struct load_try *));

	way->try = list;
	for (uint32_t i = 0; list != NULL && i < shapes->n_entry; i++) {
		const struct journal_entry *entry = &shapes->journal.entry[i];
		const struct load_try *try;

		if (entry->inquiry.kind != INQUIRY_FULL || entry->answer == 0)
			continue;
		try = try_at(shapes, entry->inquiry.element);
		if (try == NULL)
			give_up(shapes, "some trunk carries no call at all");
		else if (is_among(list, way->n, try))
			give_up(shapes, "a call may try two trunks with the same channels");
		else
			list[way->n++] = try;
	}
	if (list != NULL && last != NULL)
		list[way->n++] = last;
	return list != NULL;
}

/* With nothing full a call goes where the way begins, or there is more to it. False when out of memory. */
static bool check_first(struct load_shapes *shapes, const struct load_way *way)
{
	struct end end;

	set_full(shapes, false);
	if (!make_call(shapes, &end))
		return false;
	if (way->n > 0 ? end.trunk != way->try[0]->trunk : end.connected != way->gets_through)
		give_up(shapes, "calls do not try trunks in an order");
	if (shapes->holder != NULL)
		shapes->units = end.units;
	return true;
}

/* False when out of memory. */
static bool find_way(struct load_shapes *shapes)
{
	struct load_way way = { .n = 0 };
	const struct load_try *last;

	if (!mem_grow(&shapes->way, &shapes->room_way, shapes->n_way + 1, sizeof(*shapes->way)) ||
		!fill_up(shapes, &way.gets_through, &last) || !list_full(shapes, &way, last))
		return false;
	/* One turn is like another in this. */
	if (shapes->n_way == 0 && !check_first(shapes, &way))
		return false;
	shapes->way[shapes->n_way++] = way;
	return true;
}

static uint32_t wheels_that_matter(const struct load_shapes *shapes)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		n += shapes->wheel[i].is.matters;
	return n;
}

/* The next call's turn. False when it is that of the first one again. */
static bool move_on(struct load_shapes *shapes)
{
	bool is_elsewhere = false;

	for (uint32_t i = 0; i < shapes->n_wheel; i++) {
		struct wheel *wheel = &shapes->wheel[i];

		if (!wheel->is.matters)
			continue;
		if (wheel->is.is_unsteady)
			give_up(shapes, "whose turn it is depends on what is full");
		wheel->place = (wheel->place + wheel->is.step) % wheel->is.n;
		is_elsewhere |= wheel->place > 0;
	}
	if (is_elsewhere && shapes->n_way == LOAD_MOST_PLACES)
		give_up(shapes, "round robins take too many calls to come round");
	return is_elsewhere && shapes->unknown == NULL;
}

/* Once round. When a wheel turns out to matter later than at the first place, what was found before is void. */
static bool go_round(struct load_shapes *shapes, bool *ret_again)
{
	uint32_t matter;

	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		shapes->wheel[i].place = 0;
	shapes->n_way = 0;
	if (!find_way(shapes))
		return false;
	matter = wheels_that_matter(shapes);
	while (shapes->unknown == NULL && move_on(shapes))
		if (!find_way(shapes))
			return false;
	*ret_again = shapes->unknown == NULL && wheels_that_matter(shapes) != matter;
	return true;
}

/* Whether a call is admitted when so much is taken. False when out of memory. */
static bool is_admitted(struct load_shapes *shapes, int64_t taken, bool *ret)
{
	int64_t *reserved = &shapes->world.reserved[topo_index(shapes->world.topo, shapes->holder)];
	struct end end;

	*reserved = taken;
	if (!make_call(shapes, &end))
		return false;
	*reserved = 0;
	*ret = end.connected && end.holder == shapes->holder;
	if (end.connected && end.holder == NULL)
		give_up(shapes, "calls that are not admitted go another way");
	return true;
}

/* The most that may be taken when a call is admitted, and what it takes itself: the capacity. */
static bool find_capacity(struct load_shapes *shapes, int64_t *ret)
{
	int64_t low = 0, high = shapes->units;
	bool admitted = true;

	while (admitted && high < INT64_MAX / 4) {
		if (!is_admitted(shapes, high, &admitted))
			return false;
		low = admitted ? high : low;
		high *= admitted ? 2 : 1;
	}
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (!is_admitted(shapes, middle, &admitted))
			return false;
		*(admitted ? &low : &high) = middle;
	}
	*ret = low + shapes->units;
	return true;
}

/* Call admission control is one limit; trunks are another, and both together have no shape. */
static bool find_admission(struct load_shapes *shapes, struct load_admission *ret)
{
	*ret = (struct load_admission){ .holder = shapes->holder, .units = shapes->units };
	if (shapes->holder == NULL || shapes->unknown != NULL)
		return true;
	if (shapes->n_way > 1 || shapes->n_try > 0 || shapes->units <= 0) {
		give_up(shapes, "both bandwidth policies and trunks limit the calls");
		return true;
	}
	return find_capacity(shapes, &ret->capacity);
}

static bool keep(struct load_shapes *shapes, struct load_shape *ret)
{
	struct load_way *way = arena_alloc(shapes->arena, ((size_t)shapes->n_way + 1) * sizeof(*way));
	struct load_wheel *wheel = arena_alloc(shapes->arena, ((size_t)shapes->n_wheel + 1) * sizeof(*wheel));
	uint32_t *asked = arena_alloc(shapes->arena, ((size_t)shapes->n_asked + 1) * sizeof(*asked));

	if (way == NULL || wheel == NULL || asked == NULL)
		return false;
	for (uint32_t i = 0; i < shapes->n_way; i++)
		way[i] = shapes->way[i];
	for (uint32_t i = 0; i < shapes->n_asked; i++)
		asked[i] = shapes->asked[i];
	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		wheel[i] = shapes->wheel[i].is;
	ret->unknown = shapes->unknown;
	ret->way = way;
	ret->n_way = shapes->n_way;
	ret->wheel = wheel;
	ret->n_wheel = shapes->n_wheel;
	ret->asked = asked;
	ret->n_asked = shapes->n_asked;
	ret->known = shapes->known;
	return true;
}

bool load_shape_find(struct load_shapes *shapes, const struct planned_call *planned, int64_t at,
	struct arena *arena, struct load_shape *ret)
{
	bool good, again;

	shapes->planned = *planned;
	shapes->planned.at = at;
	shapes->arena = arena;
	shapes->unknown = NULL;
	shapes->known = ALWAYS;
	shapes->holder = NULL;
	shapes->units = 0;
	shapes->calls_made = shapes->n_try = shapes->n_wheel = shapes->n_asked = 0;
	do
		good = go_round(shapes, &again);
	while (good && again);
	good = good && find_admission(shapes, &ret->admission) && keep(shapes, ret);
	set_full(shapes, false);
	for (uint32_t i = 0; i < shapes->n_wheel; i++)
		shapes->world.turn[shapes->wheel[i].is.element] = 0;
	for (uint32_t i = 0; i < shapes->n_asked; i++)
		shapes->was_asked[shapes->asked[i]] = false;
	return good;
}
