/* SPDX-License-Identifier: MIT */
#include "check/suppress.h"

#include "base/hash.h"
#include "base/mem.h"
#include "check/central.h"
#include "check/cover.h"
#include "check/coverings.h"
#include "check/rule.h"
#include "check/select.h"

#include <stdlib.h>
#include <string.h>

bool suppress_init(struct suppressor *suppressor, struct findings *findings, const struct config *config,
	const struct limits *limits, struct deadline *deadline, uint32_t today)
{
	*suppressor = (struct suppressor){
		.today = today,
		.limits = limits,
		.deadline = deadline,
		.config = config,
		.findings = findings,
	};
	if (!rule_table_init(&suppressor->rules, config))
		return false;
	central_collect(suppressor);
	return !mem_ran_out();
}

void suppress_release(struct suppressor *suppressor)
{
	rule_table_release(&suppressor->rules);
	mem_free(suppressor->cover);
	arena_release(&suppressor->arena);
	*suppressor = (struct suppressor){ 0 };
}

static int compare_places(const struct cover *a, const struct cover *b)
{
	const struct span *left = &a->suppression->at;
	const struct span *right = &b->suppression->at;
	int order = strcmp(left->source->path, right->source->path);

	return order != 0 ? order : (left->start > right->start) - (left->start < right->start);
}

static int compare_covers(const void *left, const void *right)
{
	return compare_places(*(struct cover *const *)left, *(struct cover *const *)right);
}

/* What was found out about the same instruction in another set counts too. */
static void join(struct suppressor *suppressor, struct cover *kept, struct cover *other)
{
	kept->doubtful |= other->doubtful;
	kept->suppression->count += other->suppression->count;
	for (uint32_t i = 0; i < suppressor->rules.n / 64 + 1; i++) {
		kept->used[i] |= other->used[i];
		kept->excused[i] |= other->excused[i];
	}
	*other->suppression = *kept->suppression;
}

/* A file that several sets share is read for each of them, and each time its instructions are. */
static void join_sets(struct suppressor *suppressor)
{
	uint32_t kept = 0;

	qsort(suppressor->cover, suppressor->n_cover, sizeof(struct cover *), compare_covers);
	for (uint32_t i = 0; i < suppressor->n_cover; i++) {
		if (kept > 0 && compare_places(suppressor->cover[kept - 1], suppressor->cover[i]) == 0)
			join(suppressor, suppressor->cover[kept - 1], suppressor->cover[i]);
		else
			suppressor->cover[kept++] = suppressor->cover[i];
	}
	suppressor->n_cover = kept;
}

static void add_finding(
	struct suppressor *suppressor, const struct cover *cover, const struct cover_fault *fault)
{
	struct finding finding = {
		.rule = fault->rule,
		.severity = fault->rule->severity,
		.at = fault->at,
		.attribute = fault->attribute,
		.message = fault->message,
		.help = fault->rule->fix,
		.element = cover->element,
		.path = cover->path,
		.set = cover->set,
		.fingerprint = fingerprint_add(cover->identity, fault->rule->id),
	};

	finding.fingerprint = fingerprint_add(finding.fingerprint, cover->suppression->rules);
	finding.fingerprint = fingerprint_add(finding.fingerprint, fault->argument);
	findings_add(suppressor->findings, &finding);
}

/* True if every rule that the name means ran and none found anything: of others nobody knows. */
static bool is_unused(const struct suppressor *suppressor, const struct cover *cover,
	const struct cover_word *word, const bool *ran)
{
	bool any = false;

	if (!word->known)
		return false;
	for (uint32_t i = 0; i < suppressor->rules.n; i++) {
		if (!rule_is_called(suppressor->rules.info[i], str_of(word->text)) ||
			!cover_has(cover->rules, i))
			continue;
		if (!ran[i] || cover_has(cover->used, i) || cover_has(cover->excused, i))
			return false;
		any = true;
	}
	return any;
}

static void report_unused(struct suppressor *suppressor, struct cover *cover, const bool *ran)
{
	struct buf names = { 0 };
	struct span at = { 0 };

	for (uint32_t i = 0; i < cover->n_word; i++) {
		if (!is_unused(suppressor, cover, &cover->word[i], ran))
			continue;
		if (names.length == 0)
			at = cover->word[i].at;
		buf_printf(&names, "%s%s", names.length > 0 ? ", " : "", cover->word[i].text);
	}
	if (names.length > 0)
		cover_fault(suppressor, cover, SUP_UNUSED, at, "ignore", "",
			"this suppression of %s suppresses nothing in %s", buf_text(&names),
			cover->suppression->covers);
	buf_release(&names);
}

/* An override that has rules off where the suppression is. */
static bool is_off_there(
	struct suppressor *suppressor, const struct cover *cover, const struct config_override *override)
{
	bool off = override->select.text != NULL || override->ignore.text != NULL;

	for (uint32_t i = 0; i < override->n_rule && !off; i++)
		off = override->rule[i].severity.text != NULL && override->rule[i].level == SEVERITY_NONE;
	return off &&
		(cover->suppression->central ||
			central_matches_path(suppressor, override->path.text, cover->source));
}

/* Not everything that it covers was judged. */
static bool is_doubtful(struct suppressor *suppressor, const struct cover *cover)
{
	const struct config *config = suppressor->config;
	bool central = cover->suppression->central;
	bool doubtful = cover->doubtful || (central && (suppressor->doubtful || !cover->met));

	for (uint32_t i = 0; config != NULL && i < config->n_override && !doubtful; i++)
		doubtful = is_off_there(suppressor, cover, &config->override[i]);
	return doubtful;
}

/* Faults of one suppression, and whether it has become superfluous. */
static void report(struct suppressor *suppressor, struct cover *cover, const bool *ran)
{
	const struct suppression *suppression = cover->suppression;

	if (suppression->state == SUPPRESSION_HOLDS && suppression->covers[0] == '\0')
		cover_fault(suppressor, cover, SUP_UNUSED, suppression->at, "", "nothing",
			"this suppression stands before no element, so it suppresses nothing");
	else if (suppression->state == SUPPRESSION_HOLDS && !is_doubtful(suppressor, cover))
		report_unused(suppressor, cover, ran);
	for (const struct cover_fault *fault = cover->fault; fault != NULL; fault = fault->next)
		add_finding(suppressor, cover, fault);
}

bool suppress_apply(struct suppressor *suppressor, const bool *ran)
{
	bool in_time;

	if (suppressor->n_cover == 0)
		return true;
	in_time = coverings_apply(suppressor) && central_apply(suppressor);
	findings_close_holes(suppressor->findings);
	join_sets(suppressor);
	for (uint32_t i = 0; i < suppressor->n_cover && in_time && !mem_ran_out(); i++)
		report(suppressor, suppressor->cover[i], ran);
	return in_time;
}

const struct suppression *const *suppress_list(struct suppressor *suppressor, uint32_t *ret_n)
{
	const struct suppression **list = arena_alloc(
		&suppressor->findings->arena, (suppressor->n_cover + 1) * sizeof(*list));

	*ret_n = list != NULL ? suppressor->n_cover : 0;
	for (uint32_t i = 0; i < *ret_n; i++)
		list[i] = suppressor->cover[i]->suppression;
	return list;
}
