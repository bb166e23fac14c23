/* SPDX-License-Identifier: MIT */
#include "diag/against.h"

#include "base/hash.h"
#include "base/mem.h"
#include "diag/pairing.h"

#include <stdlib.h>
#include <string.h>

void plans_add(struct plans *plans, const char *root, const char *name)
{
	if (mem_grow(&plans->plan, &plans->room, plans->n + 1, sizeof(*plans->plan)))
		plans->plan[plans->n++] = (struct named_plan){ root, name };
}

void plans_release(struct plans *plans)
{
	mem_free(plans->plan);
	*plans = (struct plans){ 0 };
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(((const struct named_plan *)left)->name, ((const struct named_plan *)right)->name);
}

static int compare_roots(const void *left, const void *right)
{
	return strcmp(((const struct named_plan *)left)->root, ((const struct named_plan *)right)->root);
}

static void sort_plans(struct plans *plans, int (*compare)(const void *, const void *))
{
	if (plans->n > 0)
		qsort(plans->plan, plans->n, sizeof(*plans->plan), compare);
}

void plans_match(struct plans *now, struct plans *before)
{
	uint32_t i = 0;
	uint32_t j = 0;

	sort_plans(now, compare_names);
	sort_plans(before, compare_names);
	while (i < now->n || j < before->n) {
		int order = 0;

		if (i == now->n || j == before->n)
			order = i < now->n ? -1 : 1;
		else
			order = strcmp(now->plan[i].name, before->plan[j].name);
		if (order < 0)
			now->plan[i].name = "";
		else if (order > 0)
			before->plan[j].name = "";
		i += order <= 0;
		j += order >= 0;
	}
	sort_plans(now, compare_roots);
	sort_plans(before, compare_roots);
}

const char *plans_name(const struct plans *plans, const char *root)
{
	const struct named_plan wanted = { root, "" };
	const struct named_plan *plan = plans->n > 0 ?
		bsearch(&wanted, plans->plan, plans->n, sizeof(*plans->plan), compare_roots) :
		NULL;

	return plan != NULL ? plan->name : "";
}

/* What waits for a partner: of several lists, one after the other. */
struct side {
	const struct plans *plans;
	struct identity *identity;
	uint32_t n, room;
};

static void add(struct side *side, const char *set, struct identity identity)
{
	identity.plan = plans_name(side->plans, set);
	if (mem_grow(&side->identity, &side->room, side->n + 1, sizeof(identity)))
		side->identity[side->n++] = identity;
}

static void add_findings(struct side *side, const struct finding *finding, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		add(side, finding[i].set,
			(struct identity){
				.rule = finding[i].rule->id,
				.fingerprint = finding[i].fingerprint,
				.path = finding[i].path,
				.n = i,
			});
}

static void add_unknowns(struct side *side, const struct findings *findings)
{
	for (uint32_t i = 0; i < findings->n_unknown; i++) {
		const struct unknown *unknown = &findings->unknown[i];
		uint64_t fingerprint = fingerprint_add(FINGERPRINT_START, unknown->of->element);

		for (uint32_t j = 0; j < unknown->n_needs; j++)
			fingerprint = fingerprint_add(fingerprint, unknown->needs[j]);
		add(side, unknown->of->set,
			(struct identity){
				.rule = unknown->rule->id,
				.fingerprint = fingerprint,
				.path = unknown->of->label,
				.n = i,
			});
	}
}

static void release_side(struct side *side)
{
	mem_free(side->identity);
	side->identity = NULL;
	side->n = side->room = 0;
}

/* Those that are known are dropped, but what nothing may hide stays. */
static void drop_known(struct against *against, struct findings *now, const struct side *known)
{
	for (uint32_t i = 0; i < known->n; i++) {
		struct finding *finding = &now->finding[known->identity[i].n];

		if (known->identity[i].partner == NULL || finding->fixed || finding->rule->unreadable)
			continue;
		finding->rule = NULL;
		against->n_known++;
	}
	findings_close_holes(now);
}

static void drop_known_unknowns(struct against *against, struct findings *now, const struct side *known)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < known->n; i++)
		if (known->identity[i].partner != NULL)
			now->unknown[known->identity[i].n].rule = NULL;
	for (uint32_t i = 0; i < now->n_unknown; i++)
		if (now->unknown[i].rule != NULL)
			now->unknown[kept++] = now->unknown[i];
	against->n_known_unknown = now->n_unknown - kept;
	now->n_unknown = kept;
}

static int compare_numbers(const void *left, const void *right)
{
	const struct finding *a = *(const struct finding *const *)left;
	const struct finding *b = *(const struct finding *const *)right;

	return (a > b) - (a < b);
}

/* What nobody finds any more, in the order of before. */
static void gather_fixed(struct against *against, const struct findings *before, const struct side *left)
{
	against->fixed = mem_alloc(((size_t)left->n + 1) * sizeof(*against->fixed));
	for (uint32_t i = 0; against->fixed != NULL && i < left->n; i++)
		if (left->identity[i].partner == NULL)
			against->fixed[against->n_fixed++] = &before->finding[left->identity[i].n];
	if (against->fixed != NULL && against->n_fixed > 0)
		qsort(against->fixed, against->n_fixed, sizeof(*against->fixed), compare_numbers);
}

/* Leaves those that have no partner yet. */
static void keep_alone(struct side *side)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < side->n; i++)
		if (side->identity[i].partner == NULL)
			side->identity[kept++] = side->identity[i];
	side->n = kept;
}

void against_subtract(struct against *ret, struct findings *now, const struct plans *plans_now,
	const struct findings *before, const struct plans *plans_before)
{
	struct side left = { .plans = plans_before };
	struct side right = { .plans = plans_now };

	add_findings(&left, before->finding, before->n_finding);
	add_findings(&right, now->finding, now->n_finding);
	pair_up(left.identity, left.n, right.identity, right.n);
	drop_known(ret, now, &right);
	keep_alone(&left);
	release_side(&right);
	/* What somebody said need not count is not gone. */
	add_findings(&right, now->suppressed, now->n_suppressed);
	add_findings(&right, now->baselined, now->n_baselined);
	pair_up(left.identity, left.n, right.identity, right.n);
	gather_fixed(ret, before, &left);
	release_side(&left);
	release_side(&right);

	add_unknowns(&left, before);
	add_unknowns(&right, now);
	pair_up(left.identity, left.n, right.identity, right.n);
	drop_known_unknowns(ret, now, &right);
	release_side(&left);
	release_side(&right);
}

void against_release(struct against *against)
{
	mem_free(against->fixed);
	*against = (struct against){ 0 };
}
