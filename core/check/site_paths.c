/* SPDX-License-Identifier: MIT */
#include "check/site_paths.h"

#include <string.h>

enum {
	MOST_HOPS_IN_WORDS = 16,
};

static uint32_t number_of(const struct run *run, const struct element *site)
{
	return (uint32_t)(site_facts(run->plan, site) - run->plan->site);
}

bool site_cuts_begin(struct run *run, const struct element *site, struct site_cuts *ret)
{
	const struct site_calls *calls = run->calls;
	uint32_t number = number_of(run, site);

	if (calls == NULL || number >= calls->n_cut_sites)
		return false;
	*ret = (struct site_cuts){ calls->cut + calls->first_cut[number],
		calls->cut + calls->first_cut[number + 1] };
	return true;
}

bool site_paths_begin(struct run *run, const struct element *site, struct site_paths *ret)
{
	const struct site_calls *calls = run->calls;
	uint32_t number = number_of(run, site);

	if (calls == NULL || number >= calls->n_sites)
		return false;
	*ret = (struct site_paths){ calls->call + calls->first[number],
		calls->call + calls->first[number + 1] };
	return true;
}

const struct site_call *site_paths_next(struct site_paths *paths)
{
	return paths->at < paths->end ? paths->at++ : NULL;
}

const struct element *path_element(struct run *run, uint32_t hop_element)
{
	return hop_element != NO_HOP_ELEMENT ? &run->topo->element[hop_element] : NULL;
}

static const struct element *first_of(struct run *run, const uint32_t *hop, uint32_t n, uint64_t kinds)
{
	for (uint32_t i = 0; i < n; i++)
		if (hop[i] != NO_HOP_ELEMENT && kinds & BIT(path_element(run, hop[i])->kind))
			return path_element(run, hop[i]);
	return NULL;
}

const struct element *media_through(struct run *run, const struct call *call, uint64_t kinds)
{
	return first_of(run, call->media_at, call->n_media, kinds);
}

const struct element *path_through(struct run *run, const struct call *call, uint64_t kinds)
{
	const struct element *found = first_of(run, call->signalling_at, call->n_signalling, kinds);

	return found != NULL ? found : media_through(run, call, kinds);
}

bool path_leaves(const struct call *call)
{
	for (uint32_t i = 0; i < call->n_signalling; i++)
		if (call->signalling_at[i] == NO_HOP_ELEMENT)
			return true;
	for (uint32_t i = 0; i < call->n_media; i++)
		if (call->media_at[i] == NO_HOP_ELEMENT)
			return true;
	return false;
}

bool call_is_internal(const struct site_call *call)
{
	return strcmp(call->kind, "ev-to-ev") == 0 || strcmp(call->kind, "ev-to-remote") == 0 ||
		strcmp(call->kind, "remote-to-ev") == 0;
}

const char *path_words(struct run *run, const char *const *hop, uint32_t n)
{
	const char *text = "";

	for (uint32_t i = 0; i < n && i < MOST_HOPS_IN_WORDS; i++)
		text = words(run, "%s%s%s", text, i > 0 ? " -> " : "", hop[i]);
	return n > MOST_HOPS_IN_WORDS ? words(run, "%s -> ...", text) : text;
}

void path_relate(struct run *run, const struct call *call)
{
	for (uint32_t i = 0; i < call->n_signalling; i++)
		if (call->signalling_at[i] != NO_HOP_ELEMENT)
			witness(run, path_element(run, call->signalling_at[i]), A_NONE,
				"%s: stop %u of %u on the way of the %s call",
				label(run, path_element(run, call->signalling_at[i])), i + 1,
				call->n_signalling, call->kind);
}

void call_kinds_add(struct run *run, struct call_kinds *kinds, const struct site_call *call)
{
	argue(run, call->kind);
	if (kinds->first == NULL) {
		kinds->first = call;
		kinds->others = "";
		return;
	}
	kinds->others = words(
		run, "%s%s%s", kinds->others, *kinds->others != '\0' ? ", " : "; likewise ", call->kind);
}
