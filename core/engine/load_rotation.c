/* SPDX-License-Identifier: MIT */
#include "engine/load_rotation.h"

#include "base/mem.h"

/* A round robin, by its element. */
struct mark {
	bool matters;     /* to some calls */
	uint32_t set;     /* another round robin of its set, or itself */
	uint32_t n, step; /* as the first calls that move it on do */
	uint32_t size;    /* of the set, at its first one */
	uint32_t number;  /* of the rotation, likewise; 0: none yet */
	bool is_irregular;
};

struct marks {
	struct mark *at;
	uint32_t n_rotation;
};

static uint32_t first_of(const struct marks *marks, uint32_t element)
{
	while (marks->at[element].set != element)
		element = marks->at[element].set;
	return element;
}

/* Whether these calls move on a round robin that matters to somebody. */
static bool counts(const struct marks *marks, const struct load_wheel *wheel)
{
	return marks->at[wheel->element].matters && (wheel->is_unsteady || wheel->step % wheel->n > 0);
}

static void mark_wheels(struct marks *marks, const struct load_shape *shape)
{
	for (uint32_t i = 0; i < shape->n_wheel; i++) {
		const struct load_wheel *wheel = &shape->wheel[i];
		struct mark *mark = &marks->at[wheel->element];

		mark->matters |= wheel->matters;
		mark->set = wheel->element;
		mark->size = 1;
	}
}

/* Round robins that the same calls move on belong together. */
static void join_wheels(struct marks *marks, const struct load_shape *shape)
{
	uint32_t set = UINT32_MAX;

	for (uint32_t i = 0; i < shape->n_wheel; i++) {
		const struct load_wheel *wheel = &shape->wheel[i];
		uint32_t first = first_of(marks, wheel->element);

		if (!counts(marks, wheel))
			continue;
		if (set != UINT32_MAX && first != set) {
			marks->at[first].set = set;
			marks->at[set].size += marks->at[first].size;
		}
		set = set == UINT32_MAX ? first : set;
	}
}

static void check_wheels(struct marks *marks, const struct load_shape *shape)
{
	uint32_t moved = 0, set = UINT32_MAX;

	for (uint32_t i = 0; i < shape->n_wheel; i++) {
		const struct load_wheel *wheel = &shape->wheel[i];
		struct mark *mark = &marks->at[wheel->element];

		if (!counts(marks, wheel))
			continue;
		set = first_of(marks, wheel->element);
		moved++;
		if (mark->n == 0) {
			mark->n = wheel->n;
			mark->step = wheel->step;
		}
		marks->at[set].is_irregular |= wheel->is_unsteady || mark->n != wheel->n ||
			mark->step != wheel->step;
	}
	if (set != UINT32_MAX)
		marks->at[set].is_irregular |= moved < marks->at[set].size;
}

static struct load_rotation rotation_of(struct marks *marks, const struct load_shape *shape)
{
	for (uint32_t i = 0; i < shape->n_wheel; i++) {
		struct mark *set = &marks->at[first_of(marks, shape->wheel[i].element)];

		if (!counts(marks, &shape->wheel[i]))
			continue;
		if (set->number == 0)
			set->number = ++marks->n_rotation;
		return (struct load_rotation){ set->number, set->is_irregular };
	}
	return (struct load_rotation){ .number = 0 };
}

bool load_rotations(const struct topology *topo, const struct load_shape *const *shape, uint32_t n,
	struct load_rotation *ret)
{
	struct marks marks = { .at = mem_zalloc(((size_t)topo->n_element + 1) * sizeof(*marks.at)) };

	if (marks.at == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++)
		mark_wheels(&marks, shape[i]);
	for (uint32_t i = 0; i < n; i++)
		join_wheels(&marks, shape[i]);
	for (uint32_t i = 0; i < n; i++)
		check_wheels(&marks, shape[i]);
	for (uint32_t i = 0; i < n; i++)
		ret[i] = rotation_of(&marks, shape[i]);
	mem_free(marks.at);
	return true;
}
