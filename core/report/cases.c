/* SPDX-License-Identifier: MIT */
#include "report/cases.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare_rules(const struct rule_info *a, const struct rule_info *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a->id, b->id);
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;
	int order = strcmp(a->file, b->file);

	if (order == 0)
		order = compare_rules(a->rule, b->rule);
	if (order == 0)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static const char *file_of(const struct span *at)
{
	return at->source != NULL ? at->source->path : "";
}

static bool fails_run(const struct report *report, const struct finding *finding)
{
	return report->fail_on != SEVERITY_NONE && finding->severity >= report->fail_on;
}

static enum case_kind kind_of(const struct report *report, const struct finding *finding)
{
	if (finding->rule->unreadable)
		return IS_UNREADABLE;
	return fails_run(report, finding) ? FAILS : TOLD;
}

static void add(
	struct cases *cases, const char *file, const struct rule_info *rule, enum case_kind kind, uint32_t n)
{
	cases->entry[cases->n++] = (struct entry){ .file = file, .rule = rule, .kind = kind, .n = n };
}

struct cases cases_collect(const struct report *report)
{
	const struct findings *findings = report->findings;
	size_t room = (size_t)report->n_inputs + findings->n_finding + findings->n_suppressed +
		findings->n_unknown;
	struct cases cases = { .entry = mem_alloc((room + 1) * sizeof(*cases.entry)) };

	if (cases.entry == NULL)
		return cases;
	for (uint32_t i = 0; i < report->n_inputs; i++)
		add(&cases, report->inputs[i], NULL, IS_FILE, i);
	for (uint32_t i = 0; i < findings->n_finding; i++)
		add(&cases, file_of(&findings->finding[i].at), findings->finding[i].rule,
			kind_of(report, &findings->finding[i]), i);
	for (uint32_t i = 0; i < findings->n_suppressed; i++)
		add(&cases, file_of(&findings->suppressed[i].at), findings->suppressed[i].rule, SUPPRESSED,
			i);
	for (uint32_t i = 0; i < findings->n_unknown; i++)
		add(&cases, file_of(&findings->unknown[i].of->at), findings->unknown[i].rule, IS_UNKNOWN, i);
	qsort(cases.entry, cases.n, sizeof(*cases.entry), compare_entries);
	return cases;
}

void cases_release(struct cases *cases)
{
	mem_free(cases->entry);
	*cases = (struct cases){ 0 };
}

struct entry_run cases_run(const struct entry *first, const struct entry *end, bool by_rule)
{
	struct entry_run run = { first, 1 };

	while (first + run.n < end && strcmp(first[run.n].file, first->file) == 0 &&
		(!by_rule || first[run.n].rule == first->rule))
		run.n++;
	return run;
}
