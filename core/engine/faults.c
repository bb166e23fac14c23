/* SPDX-License-Identifier: MIT */
#include "engine/faults.h"

#include "base/mem.h"

#include <stdlib.h>

static const char *const mode_names[FAULT_MODE_COUNT] = {
	[FAULT_CRASH] = "crash",
	[FAULT_REFUSE] = "refuse",
	[FAULT_SILENT] = "silent",
	[FAULT_FULL] = "full",
	[FAULT_OPTIONS_ONLY] = "options-only",
	[FAULT_MEDIA_ONLY] = "media-only",
	[FAULT_DRAIN] = "drain",
	[FAULT_SLOW] = "slow",
};

void faults_release(struct faults *faults)
{
	mem_free(faults->fault);
	*faults = (struct faults){ 0 };
}

bool faults_add(struct faults *faults, const struct fault *fault)
{
	if (!mem_grow(&faults->fault, &faults->room, faults->n + 1, sizeof(*faults->fault)))
		return false;
	faults->fault[faults->n] = *fault;
	faults->fault[faults->n].order = faults->n;
	faults->n++;
	return true;
}

const char *fault_mode_name(enum fault_mode mode)
{
	return mode_names[mode];
}

enum fault_mode fault_mode_find(struct str name)
{
	enum fault_mode mode = 0;

	while (mode < FAULT_MODE_COUNT && !str_is(name, mode_names[mode]))
		mode++;
	return mode;
}

static int compare_faults(const void *left, const void *right)
{
	const struct fault *a = left;
	const struct fault *b = right;

	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

void faults_sort(struct faults *faults)
{
	struct fault *fault = faults->fault;

	if (faults->n > 1)
		qsort(fault, faults->n, sizeof(*fault), compare_faults);
	for (uint32_t i = 0; i < faults->n; i++) {
		fault[i].furthest = fault[i].until;
		if (i > 0 && fault[i - 1].target == fault[i].target &&
			fault[i - 1].furthest > fault[i].furthest)
			fault[i].furthest = fault[i - 1].furthest;
		faults->on_links |= fault[i].target->kind == K_WAN_LINK;
	}
}

/* How many faults stand before those of the element, or with `behind` before what follows them. */
static uint32_t count_before(const struct faults *faults, const struct element *e, bool behind)
{
	uint32_t low = 0;
	uint32_t high = faults->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (faults->fault[middle].target < e || (behind && faults->fault[middle].target == e))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void note_asked(struct read_set *asked, const struct element *e)
{
	uint32_t at = (uint32_t)(e - asked->first);

	if (!asked->is_in[at]) {
		asked->is_in[at] = true;
		asked->stage[at] = *asked->now;
		asked->element[asked->n++] = at;
	} else if (*asked->now < asked->stage[at]) {
		asked->stage[at] = *asked->now;
	}
}

const struct fault *faults_on(const struct faults *faults, const struct element *e, uint32_t *ret_n)
{
	uint32_t first = count_before(faults, e, false);

	if (faults->asked != NULL)
		note_asked(faults->asked, e);
	*ret_n = 0;
	if (first == faults->n || faults->fault[first].target != e)
		return NULL;
	*ret_n = count_before(faults, e, true) - first;
	return &faults->fault[first];
}

static void narrow(const struct faults *faults, int64_t from, int64_t until)
{
	struct period *known = faults->known;

	if (known == NULL)
		return;
	known->from = from > known->from ? from : known->from;
	known->until = until < known->until ? until : known->until;
}

/* The first of them that has not ended yet is the one that holds, if it has begun. */
static const struct fault *first_now(
	const struct faults *faults, const struct fault *fault, uint32_t n, int64_t at)
{
	uint32_t low = 0;
	uint32_t high = n;
	int64_t ended;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (fault[middle].furthest <= at)
			low = middle + 1;
		else
			high = middle;
	}
	ended = low > 0 ? fault[low - 1].furthest : INT64_MIN;
	if (low == n || fault[low].from > at) {
		narrow(faults, ended, low < n ? fault[low].from : INT64_MAX);
		return NULL;
	}
	narrow(faults, fault[low].from > ended ? fault[low].from : ended, fault[low].until);
	return &fault[low];
}

const struct fault *faults_of(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at)
{
	for (; e != NULL && faults_matter(faults); e = topo_parent(topo, e)) {
		uint32_t n;
		const struct fault *fault = faults_on(faults, e, &n);
		const struct fault *now = n > 0 ? first_now(faults, fault, n, at) : NULL;

		if (now != NULL)
			return now;
	}
	return NULL;
}

bool faults_cut(const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at)
{
	const struct fault *fault = faults_of(faults, topo, e, at);

	return fault != NULL && (fault->mode == FAULT_CRASH || fault->mode == FAULT_SILENT);
}

bool faults_reached(const struct faults *faults, int64_t time, int64_t at)
{
	if (at < time) {
		narrow(faults, INT64_MIN, time);
		return false;
	}
	narrow(faults, time, INT64_MAX);
	return true;
}
