/* SPDX-License-Identifier: MIT */
/*
 * Elements lie inside each other or apart, so what instructions cover does too: one pass over findings and instructions,
 * both by place, holds on a stack what covers the present place. Each level knows for every rule the nearest instruction
 * that names it, so that a finding costs one look, however many instructions there are.
 */
#include "check/coverings.h"

#include "base/mem.h"
#include "check/cover.h"
#include "check/rule.h"

#include <stdlib.h>
#include <string.h>

/* Something with a place that an instruction may cover. */
struct mark {
	const struct source *source;
	uint32_t start;
	uint32_t rule;
	uint32_t finding; /* its number; NO_FINDING for what is unknown */
};

#define NO_FINDING UINT32_MAX

struct pass {
	struct suppressor *suppressor;
	struct mark *mark;
	uint32_t n_mark;
	struct cover **inside; /* instructions that hold, by what they cover */
	uint32_t n_inside;
	uint32_t *follower; /* for each rule, pairs of it and a rule that it stops (struct rule: after) */
	uint32_t n_follower;

	/* The stack: for each level where it ends, and for every rule an instruction or NULL. */
	uint32_t *end;
	uint32_t room_end;
	struct cover **nearest;
	uint32_t room_nearest;
	uint32_t depth;
};

static int compare_sources(const struct source *a, const struct source *b)
{
	return ((uintptr_t)a > (uintptr_t)b) - ((uintptr_t)a < (uintptr_t)b);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_marks(const void *left, const void *right)
{
	const struct mark *a = left;
	const struct mark *b = right;
	int order = compare_sources(a->source, b->source);

	return order != 0 ? order : compare_numbers(a->start, b->start);
}

/* What is around comes before what is inside; of two before one element, the one that stands first. */
static int compare_inside(const void *left, const void *right)
{
	const struct cover *a = *(const struct cover *const *)left;
	const struct cover *b = *(const struct cover *const *)right;
	int order = compare_sources(a->source, b->source);

	if (order == 0)
		order = compare_numbers(a->start, b->start);
	if (order == 0)
		order = compare_numbers(b->end, a->end);
	return order != 0 ? order : compare_numbers(a->suppression->at.start, b->suppression->at.start);
}

/* A finding on an attribute that another file added is covered where its element stands. */
static const struct span *place_of(const struct finding *finding)
{
	return finding->owner.source != NULL ? &finding->owner : &finding->at;
}

static void add_mark(struct pass *pass, const struct span *at, const struct rule_info *rule, uint32_t finding)
{
	uint32_t number = rule_table_number(&pass->suppressor->rules, rule);

	if (at->source != NULL && number < pass->suppressor->rules.n)
		pass->mark[pass->n_mark++] = (struct mark){ at->source, at->start, number, finding };
}

static bool gather_marks(struct pass *pass)
{
	const struct findings *findings = pass->suppressor->findings;

	pass->mark = mem_alloc(((size_t)findings->n_finding + findings->n_unknown) * sizeof(*pass->mark));
	if (pass->mark == NULL)
		return false;
	for (uint32_t i = 0; i < findings->n_finding; i++)
		add_mark(pass, place_of(&findings->finding[i]), findings->finding[i].rule, i);
	for (uint32_t i = 0; i < findings->n_unknown; i++)
		add_mark(pass, &findings->unknown[i].of->at, findings->unknown[i].rule, NO_FINDING);
	qsort(pass->mark, pass->n_mark, sizeof(*pass->mark), compare_marks);
	return true;
}

static bool gather_inside(struct pass *pass)
{
	const struct suppressor *suppressor = pass->suppressor;

	pass->inside = mem_alloc(suppressor->n_cover * sizeof(*pass->inside));
	if (pass->inside == NULL)
		return false;
	for (uint32_t i = suppressor->n_central; i < suppressor->n_cover; i++)
		if (suppressor->cover[i]->suppression->state == SUPPRESSION_HOLDS)
			pass->inside[pass->n_inside++] = suppressor->cover[i];
	qsort(pass->inside, pass->n_inside, sizeof(*pass->inside), compare_inside);
	return true;
}

static bool gather_followers(struct pass *pass)
{
	pass->follower = mem_alloc((size_t)rule_count() * 2 * sizeof(*pass->follower));
	if (pass->follower == NULL)
		return false;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const char *after = rule_nth(i)->after;

		if (after == NULL)
			continue;
		pass->follower[2 * (size_t)pass->n_follower] = rule_table_number(
			&pass->suppressor->rules, &rule_find(after)->info);
		pass->follower[2 * (size_t)pass->n_follower + 1] = i;
		pass->n_follower++;
	}
	return true;
}

static struct cover **level(const struct pass *pass, uint32_t n)
{
	return pass->nearest + (size_t)n * pass->suppressor->rules.n;
}

/* What covers the same as the level on top joins it; anything else makes a level of its own. */
static bool open_cover(struct pass *pass, struct cover *cover)
{
	uint32_t n_rules = pass->suppressor->rules.n;
	bool same = pass->depth > 0 && pass->end[pass->depth - 1] == cover->end;

	if (!same) {
		if (!mem_grow(&pass->end, &pass->room_end, pass->depth + 1, sizeof(*pass->end)) ||
			!mem_grow(&pass->nearest, &pass->room_nearest, (pass->depth + 1) * n_rules,
				sizeof(struct cover *)))
			return false;
		if (pass->depth > 0)
			memcpy(level(pass, pass->depth), level(pass, pass->depth - 1),
				n_rules * sizeof(struct cover *));
		else
			memset(level(pass, 0), 0, n_rules * sizeof(struct cover *));
		pass->end[pass->depth++] = cover->end;
	}
	for (uint32_t i = 0; i < n_rules; i++)
		if (cover_has(cover->rules, i))
			level(pass, pass->depth - 1)[i] = cover;
	return true;
}

static void take(struct pass *pass, struct cover *cover, const struct mark *mark)
{
	cover_set(cover->used, mark->rule);
	cover->suppression->count++;
	findings_suppress(pass->suppressor->findings, mark->finding, cover->suppression);
}

/* A rule that was unknown here, or stopped by one that fired, may fire when that is mended. */
static void excuse(struct pass *pass, uint32_t rule)
{
	struct cover *cover = level(pass, pass->depth - 1)[rule];

	if (cover != NULL)
		cover_set(cover->excused, rule);
}

static void meet(struct pass *pass, const struct mark *mark)
{
	struct cover *cover = level(pass, pass->depth - 1)[mark->rule];

	if (mark->finding == NO_FINDING) {
		excuse(pass, mark->rule);
		return;
	}
	for (uint32_t i = 0; i < pass->n_follower; i++)
		if (pass->follower[2 * (size_t)i] == mark->rule)
			excuse(pass, pass->follower[2 * (size_t)i + 1]);
	if (cover != NULL)
		take(pass, cover, mark);
}

static bool run(struct pass *pass)
{
	const struct source *source = NULL;
	uint32_t next = 0;

	for (uint32_t i = 0; i < pass->n_mark; i++) {
		const struct mark *mark = &pass->mark[i];

		if (mark->source != source)
			pass->depth = 0;
		source = mark->source;
		for (; next < pass->n_inside; next++) {
			struct cover *cover = pass->inside[next];
			int order = compare_sources(cover->source, source);

			if (order > 0 || (order == 0 && cover->start > mark->start))
				break;
			while (order == 0 && pass->depth > 0 && pass->end[pass->depth - 1] <= cover->start)
				pass->depth--;
			if (order == 0 && cover->end > mark->start && !open_cover(pass, cover))
				return false;
		}
		while (pass->depth > 0 && pass->end[pass->depth - 1] <= mark->start)
			pass->depth--;
		if (pass->depth > 0)
			meet(pass, mark);
	}
	return true;
}

bool coverings_apply(struct suppressor *suppressor)
{
	struct pass pass = { .suppressor = suppressor };
	bool good = gather_marks(&pass) && gather_inside(&pass) && gather_followers(&pass) && run(&pass);

	mem_free(pass.mark);
	mem_free(pass.inside);
	mem_free(pass.follower);
	mem_free(pass.end);
	mem_free(pass.nearest);
	return good;
}
