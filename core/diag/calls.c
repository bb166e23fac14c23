/* SPDX-License-Identifier: MIT */
#include "diag/calls.h"

#include "base/mem.h"

const char *call_outcome_name(enum call_outcome outcome)
{
	switch (outcome) {
	case CALL_CONNECTED:
		return "connected";
	case CALL_FAILED:
		return "failed";
	case CALL_NO_ROUTE:
		return "no-route";
	case CALL_NO_SUCH_PARTY:
		return "no-such-party";
	case CALL_BLOCKED:
		return "blocked";
	}
	return "";
}

void calls_release(struct calls *calls)
{
	arena_release(&calls->arena);
	mem_free(calls->call);
	mem_free(calls->link);
	mem_free(calls->policy);
	*calls = (struct calls){ 0 };
}

void calls_add(struct calls *calls, const struct call *call)
{
	if (mem_grow(&calls->call, &calls->room_call, calls->n_call + 1, sizeof(*calls->call)))
		calls->call[calls->n_call++] = *call;
}

void calls_add_link(struct calls *calls, const struct call_link *link)
{
	if (mem_grow(&calls->link, &calls->room_link, calls->n_link + 1, sizeof(*calls->link)))
		calls->link[calls->n_link++] = *link;
}

void calls_add_policy(struct calls *calls, const struct call_policy *policy)
{
	if (mem_grow(&calls->policy, &calls->room_policy, calls->n_policy + 1, sizeof(*calls->policy)))
		calls->policy[calls->n_policy++] = *policy;
}
