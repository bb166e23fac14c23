/* SPDX-License-Identifier: MIT */
#include "diag/pairing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int compare_keys(const struct identity *a, const struct identity *b)
{
	int order = strcmp(a->rule, b->rule);

	if (order == 0)
		order = (a->fingerprint > b->fingerprint) - (a->fingerprint < b->fingerprint);
	return order != 0 ? order : strcmp(a->plan, b->plan);
}

static int compare_identities(const void *left, const void *right)
{
	const struct identity *a = left;
	const struct identity *b = right;
	int order = compare_keys(a, b);

	if (order == 0)
		order = strcmp(a->path, b->path);
	return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static void sort(struct identity *identities, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		identities[i].partner = NULL;
	if (n > 0)
		qsort(identities, n, sizeof(*identities), compare_identities);
}

/* Both are sorted the same way: what is equal meets. `paths`: whether the paths must be equal too. */
static void meet(struct identity *left, uint32_t n_left, struct identity *right, uint32_t n_right, bool paths)
{
	uint32_t i = 0;
	uint32_t j = 0;

	while (i < n_left && j < n_right) {
		int order = compare_keys(&left[i], &right[j]);

		if (order == 0 && paths)
			order = strcmp(left[i].path, right[j].path);
		if (left[i].partner != NULL || order < 0) {
			i++;
		} else if (right[j].partner != NULL || order > 0) {
			j++;
		} else {
			left[i].partner = &right[j];
			right[j].partner = &left[i];
			i++;
			j++;
		}
	}
}

void pair_up(struct identity *left, uint32_t n_left, struct identity *right, uint32_t n_right)
{
	sort(left, n_left);
	sort(right, n_right);
	meet(left, n_left, right, n_right, true);
	meet(left, n_left, right, n_right, false);
}
