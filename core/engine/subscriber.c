/* SPDX-License-Identifier: MIT */
#include "engine/subscriber.h"

#include "model/deployment.h"
#include "model/serving.h"

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

const struct element *subscriber_registrar(
	const struct topology *topo, const struct subscriber *subscriber, bool *ret_assumed)
{
	return serving_registrar(topo, subscriber->element, ret_assumed);
}

const struct element *subscriber_edge(const struct topology *topo, const struct subscriber *subscriber)
{
	return serving_edge(topo, subscriber->element);
}

const struct element *subscriber_pbx(const struct topology *topo, const struct subscriber *subscriber)
{
	return serving_pbx(topo, subscriber->element);
}
