/* SPDX-License-Identifier: MIT */
#include "engine/subscriber.h"

#include "model/deployment.h"

#include <stdio.h>
#include <string.h>

const char *subscriber_kind_name(enum subscriber_kind kind)
{
	static const char *const names[] = {
		[SUBSCRIBER_EV] = "ev",
		[SUBSCRIBER_REMOTE] = "remote",
		[SUBSCRIBER_PBX] = "pbx",
		[SUBSCRIBER_PSTN] = "pstn",
		[SUBSCRIBER_DEVICE] = "device",
		[SUBSCRIBER_UM] = "um",
		[SUBSCRIBER_EMERGENCY] = "emergency",
	};

	return names[kind];
}

/* The first number of a list, without an extension. */
static void first_number(struct str list, char number[NUMBER_TEXT_LENGTH])
{
	struct number_range range;

	number[0] = '\0';
	if (!number_range_next(&list, &range))
		return;
	range.has_extension = false;
	number_text(&range, range.first, number);
}

static enum subscriber_kind kind_of(const struct topology *topo, const struct element *e, bool remote)
{
	if (e->kind == K_DEVICE)
		return SUBSCRIBER_DEVICE;
	if (e->kind == K_UNIFIED_MESSAGING)
		return SUBSCRIBER_UM;
	if (!users_have_voice(topo, e))
		return SUBSCRIBER_PBX;
	return remote ? SUBSCRIBER_REMOTE : SUBSCRIBER_EV;
}

struct subscriber subscriber_of(
	const struct topology *topo, const struct element *e, bool remote, struct arena *arena)
{
	struct subscriber subscriber = {
		.kind = kind_of(topo, e, remote),
		.element = e,
		.hop = topo_id(topo, e),
	};
	enum attr attr = e->kind == K_USERS ? A_NUMBERS : e->kind == K_DEVICE ? A_NUMBER : A_PILOT;

	if (subscriber.kind == SUBSCRIBER_REMOTE)
		subscriber.hop = arena_printf(arena, "%s/remote", topo_id(topo, e));
	first_number(topo_text(topo, e, attr), subscriber.number);
	return subscriber;
}

struct subscriber subscriber_pstn(struct str number)
{
	struct subscriber subscriber = { .kind = SUBSCRIBER_PSTN, .hop = "pstn" };

	snprintf(subscriber.number, sizeof(subscriber.number), "%.*s", STR_ARG(number));
	return subscriber;
}

bool subscriber_parse(const struct topology *topo, const struct directory *directory, const char *text,
	struct arena *arena, struct subscriber *ret)
{
	static const char mark[] = "/remote";
	size_t length = strlen(text);
	bool remote = length > strlen(mark) && strcmp(text + length - strlen(mark), mark) == 0;
	struct number_range range;
	const struct element *e;

	if (number_range_parse(str_of(text), &range)) {
		*ret = subscriber_pstn(str_of(text));
		return range.first == range.last;
	}
	if (remote)
		length -= strlen(mark);
	e = directory_party(directory, topo, (struct str){ text, length });
	if (e == NULL)
		return false;
	*ret = subscriber_of(topo, e, remote, arena);
	return !remote || (e->kind == K_USERS && users_may_be_remote(topo, e));
}

struct subscriber subscriber_of_number(const struct topology *topo, const struct directory *directory,
	struct str number, struct arena *arena)
{
	const struct element *owner = directory_owner(directory, number);
	struct subscriber subscriber;

	if (owner == NULL)
		return subscriber_pstn(number);
	subscriber = subscriber_of(topo, owner, false, arena);
	snprintf(subscriber.number, sizeof(subscriber.number), "%.*s", STR_ARG(number));
	return subscriber;
}

static bool is_registrar(const struct element *e)
{
	return e != NULL && (e->kind == K_FRONT_END_POOL || e->kind == K_SURVIVABLE_BRANCH_APPLIANCE);
}

bool subscriber_is_lync(const struct topology *topo, const struct subscriber *subscriber)
{
	if (subscriber->kind == SUBSCRIBER_EV || subscriber->kind == SUBSCRIBER_REMOTE)
		return true;
	return subscriber->kind == SUBSCRIBER_DEVICE &&
		is_registrar(topo_ref(topo, subscriber->element, A_ATTACHED_TO));
}

/* The appliance before the pool; more than one of a kind leaves open which. */
static const struct element *registrar_of_site(
	const struct topology *topo, const struct element *site, bool *ret_assumed)
{
	static const enum kind kinds[] = { K_SURVIVABLE_BRANCH_APPLIANCE, K_FRONT_END_POOL };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct walk found = walk_children(topo, site, BIT(kinds[i]));
		const struct element *first = walk_next(&found);

		if (first == NULL)
			continue;
		*ret_assumed = walk_next(&found) != NULL;
		return first;
	}
	return NULL;
}

const struct element *subscriber_registrar(
	const struct topology *topo, const struct subscriber *subscriber, bool *ret_assumed)
{
	const struct element *site = site_of(topo, subscriber->element);
	const struct element *registrar;
	const struct element *central;

	*ret_assumed = false;
	if (subscriber->element->kind == K_DEVICE)
		return topo_ref(topo, subscriber->element, A_ATTACHED_TO);
	registrar = topo_ref(topo, subscriber->element, A_FRONT_END_POOL);
	if (registrar == NULL && site != NULL)
		registrar = registrar_of_site(topo, site, ret_assumed);
	if (registrar != NULL || site == NULL)
		return registrar;
	central = topo_ref(topo, site, A_CENTRAL_SITE);
	return central != NULL ? registrar_of_site(topo, central, ret_assumed) : NULL;
}

/* The Edge pool that a Mediation pool of the site names. */
static const struct element *edge_of_site(const struct topology *topo, const struct element *site)
{
	struct walk pools = walk_children(topo, site, MEDIATION_POOLS);
	struct walk edges = walk_children(topo, site, BIT(K_EDGE_POOL));
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		if (topo_ref(topo, pool, A_EDGE_POOL) != NULL)
			return topo_ref(topo, pool, A_EDGE_POOL);
	return walk_next(&edges);
}

const struct element *subscriber_edge(const struct topology *topo, const struct subscriber *subscriber)
{
	const struct element *site = site_of(topo, subscriber->element);
	const struct element *edge = site != NULL ? edge_of_site(topo, site) : NULL;
	const struct element *central = site != NULL ? topo_ref(topo, site, A_CENTRAL_SITE) : NULL;

	if (edge == NULL && central != NULL)
		edge = edge_of_site(topo, central);
	return edge != NULL || topo_count(topo, K_EDGE_POOL) == 0 ? edge : topo_nth(topo, K_EDGE_POOL, 0);
}

const struct element *subscriber_pbx(const struct topology *topo, const struct subscriber *subscriber)
{
	const struct element *site = site_of(topo, subscriber->element);
	const struct element *attached = topo_ref(topo, subscriber->element, A_ATTACHED_TO);
	const struct element *pbx = topo_ref(topo, subscriber->element, A_PBX);
	struct walk pbxs;

	if (attached != NULL && attached->kind == K_PBX)
		return attached;
	if (pbx != NULL || site == NULL)
		return pbx;
	pbxs = walk_children(topo, site, BIT(K_PBX));
	return walk_next(&pbxs);
}
