/* SPDX-License-Identifier: MIT */
/* One call of every kind that a site can make or receive. */
#include "engine/engine.h"
#include "engine/outsider.h"
#include "engine/subscriber.h"

enum {
	MOST_CALLS_OF_SITE = 40,
};

struct matrix {
	const struct topology *topo;
	struct arena *arena;
	struct outsiders outsiders;
	struct planned_call *call;
	uint32_t n, room;
	const struct element *site;
	uint32_t number; /* of the site */
};

static void add(
	struct matrix *matrix, const char *from, const char *to, const char *dialled, const char *kind)
{
	if (from == NULL || (to == NULL && dialled == NULL) || matrix->n == matrix->room)
		return;
	matrix->call[matrix->n++] = (struct planned_call){
		.id = arena_printf(matrix->arena, "%s/%s", topo_id(matrix->topo, matrix->site), kind),
		.kind = kind,
		.site = topo_id(matrix->topo, matrix->site),
		.site_number = matrix->number,
		.from = from,
		.to = to,
		.dialled = dialled,
		.duration = 180 * NANOSECONDS,
		.answer_after = 2 * NANOSECONDS,
		.expect_signalling = str_of(""),
		.expect_media = str_of(""),
	};
}

/* The first group of the site on one side, or NULL. */
static const struct element *group(const struct matrix *matrix, bool voice, const struct element *but)
{
	struct walk groups = walk_children(matrix->topo, matrix->site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (users_have_voice(matrix->topo, users) == voice && users != but)
			return users;
	return NULL;
}

static const char *remote_of(const struct matrix *matrix, const struct element *users)
{
	int64_t remote;

	if (users == NULL || !topo_int(matrix->topo, users, A_REMOTE, &remote) || remote == 0)
		return NULL;
	return arena_printf(matrix->arena, "%s/remote", topo_id(matrix->topo, users));
}

/* The first number of somebody, to be called from outside; NULL without one. */
static const char *number_of(const struct matrix *matrix, const struct element *e)
{
	struct subscriber subscriber;

	if (e == NULL)
		return NULL;
	subscriber = subscriber_of(matrix->topo, e, false, matrix->arena);
	return subscriber.number[0] != '\0' ? arena_printf(matrix->arena, "%s", subscriber.number) : NULL;
}

static const char *id_of(const struct matrix *matrix, const struct element *e)
{
	return e != NULL ? topo_id(matrix->topo, e) : NULL;
}

static const char *emergency_number(const struct matrix *matrix)
{
	struct str numbers;
	struct str first;

	if (topo_count(matrix->topo, K_EMERGENCY) == 0)
		return NULL;
	numbers = topo_text(matrix->topo, topo_nth(matrix->topo, K_EMERGENCY, 0), A_NUMBERS);
	return str_next_token(&numbers, &first) ? arena_copy(matrix->arena, first.text, first.length) : NULL;
}

static const struct element *first_child(const struct matrix *matrix, enum kind kind)
{
	struct walk children = walk_children(matrix->topo, matrix->site, BIT(kind));

	return walk_next(&children);
}

static void add_site(struct matrix *matrix)
{
	const struct element *voice = group(matrix, true, NULL);
	const struct element *other = group(matrix, true, voice);
	const struct element *pbx = group(matrix, false, NULL);
	const struct element *device = first_child(matrix, K_DEVICE);
	const char *remote = remote_of(matrix, voice);
	const char *um = topo_count(matrix->topo, K_UNIFIED_MESSAGING) > 0 ?
		topo_id(matrix->topo, topo_nth(matrix->topo, K_UNIFIED_MESSAGING, 0)) :
		NULL;
	const char *ev = id_of(matrix, voice);
	const char *phone = id_of(matrix, pbx);
	const char *outside = outsider_for(&matrix->outsiders, voice, matrix->arena);
	const struct element *colleague = other != NULL ? other : voice;
	const char *number = number_of(matrix, colleague);

	add(matrix, ev, outside, NULL, "ev-to-pstn");
	add(matrix, outside, number_of(matrix, voice), NULL, "pstn-to-ev");
	add(matrix, ev, number != NULL ? number : id_of(matrix, colleague), NULL, "ev-to-ev");
	add(matrix, remote, outside, NULL, "remote-to-pstn");
	add(matrix, outside, remote, NULL, "pstn-to-remote");
	add(matrix, ev, remote, NULL, "ev-to-remote");
	add(matrix, remote, ev, NULL, "remote-to-ev");
	add(matrix, ev, phone, NULL, "ev-to-pbx");
	add(matrix, phone, ev, NULL, "pbx-to-ev");
	add(matrix, remote, phone, NULL, "remote-to-pbx");
	add(matrix, phone, remote, NULL, "pbx-to-remote");
	add(matrix, phone, phone, NULL, "pbx-to-pbx");
	add(matrix, phone, phone != NULL ? outside : NULL, NULL, "pbx-to-pstn");
	add(matrix, outside, number_of(matrix, pbx), NULL, "pstn-to-pbx");
	add(matrix, id_of(matrix, device), outside, NULL, "device-to-pstn");
	add(matrix, outside, number_of(matrix, device), NULL, "pstn-to-device");
	add(matrix, ev, um, NULL, "ev-to-um");
	add(matrix, ev, NULL, emergency_number(matrix), "ev-to-emergency");
}

struct planned_call *engine_matrix(
	const struct topology *topo, uint32_t most_sites, struct arena *arena, uint32_t *ret_n)
{
	uint32_t n_sites = topo_count(topo, K_SITE) < most_sites ? topo_count(topo, K_SITE) : most_sites;
	struct matrix matrix = { .topo = topo, .arena = arena, .room = n_sites * MOST_CALLS_OF_SITE };
	bool good = outsiders_open(&matrix.outsiders, topo);

	matrix.call = good ? arena_alloc(arena, (matrix.room + 1) * sizeof(*matrix.call)) : NULL;
	for (; matrix.call != NULL && matrix.number < n_sites; matrix.number++) {
		matrix.site = topo_nth(topo, K_SITE, matrix.number);
		add_site(&matrix);
	}
	outsiders_release(&matrix.outsiders);
	*ret_n = matrix.n;
	return matrix.call;
}
