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
	faults->fault[faults->n++] = *fault;
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
	return (a->from > b->from) - (a->from < b->from);
}

void faults_sort(struct faults *faults)
{
	if (faults->n > 1)
		qsort(faults->fault, faults->n, sizeof(*faults->fault), compare_faults);
}

/* The first fault of the element, or the place where it would stand. */
static uint32_t first_of(const struct faults *faults, const struct element *e)
{
	uint32_t low = 0;
	uint32_t high = faults->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (faults->fault[middle].target < e)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool fault_strikes(const struct fault *fault, const struct topology *topo, const struct element *e)
{
	for (; e != NULL; e = topo_parent(topo, e))
		if (e == fault->target)
			return true;
	return false;
}

const struct fault *faults_of(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at)
{
	for (; e != NULL && faults->n > 0; e = topo_parent(topo, e))
		for (uint32_t i = first_of(faults, e); i < faults->n && faults->fault[i].target == e; i++)
			if (faults->fault[i].from <= at && at < faults->fault[i].until)
				return &faults->fault[i];
	return NULL;
}

bool faults_cut(const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at)
{
	const struct fault *fault = faults_of(faults, topo, e, at);

	return fault != NULL && (fault->mode == FAULT_CRASH || fault->mode == FAULT_SILENT);
}
