/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include "base/mem.h"
#include "check/run.h"

#include <string.h>

/* Elements on which each prerequisite has fired; NULL for rules that nobody waits for. */
struct checker {
	const struct check_request *request;
	struct run *run;
	uint64_t **fired;
	uint32_t n_rules;
	bool late;
};

static uint32_t number_of(const char *id)
{
	uint32_t n = 0;

	while (n < rule_count() && strcmp(rule_nth(n)->info.id, id) != 0)
		n++;
	return n;
}

static bool is_enabled(const struct checker *checker, uint32_t n)
{
	const struct check_request *request = checker->request;

	return request->enabled != NULL ? request->enabled[n] :
					  policy_runs(request->policy, &rule_nth(n)->info);
}

/* Room for a bit an element, for every rule that another one names. */
static bool prepare_prerequisites(struct checker *checker)
{
	size_t words = checker->request->topo->n_element / 64 + 1;

	checker->fired = mem_zalloc(checker->n_rules * sizeof(*checker->fired));
	if (checker->fired == NULL)
		return false;
	for (uint32_t i = 0; i < checker->n_rules; i++) {
		const char *after = rule_nth(i)->after;
		uint32_t n = after != NULL && is_enabled(checker, i) ? number_of(after) : checker->n_rules;

		if (n == checker->n_rules || checker->fired[n] != NULL)
			continue;
		checker->fired[n] = mem_zalloc(words * sizeof(uint64_t));
		if (checker->fired[n] == NULL)
			return false;
	}
	return true;
}

static void release(struct checker *checker)
{
	for (uint32_t i = 0; checker->fired != NULL && i < checker->n_rules; i++)
		mem_free(checker->fired[i]);
	mem_free(checker->fired);
}

static enum outcome judge(
	struct checker *checker, const struct rule *rule, const uint64_t *stopped, const struct element *e)
{
	struct run *run = checker->run;
	uint32_t index = topo_index(run->topo, e);

	if (stopped != NULL && stopped[index / 64] & BIT(index % 64))
		return NOT_APPLICABLE;
	run->broken = false;
	run->n_missing = 0;
	run->n_related = 0;
	run->arguments = 0;
	arena_clear(&run->scratch);
	return rule->judge(run, e);
}

static enum outcome judge_all(struct checker *checker, uint32_t n)
{
	const struct rule *rule = rule_nth(n);
	const uint64_t *stopped = rule->after != NULL ? checker->fired[number_of(rule->after)] : NULL;
	enum outcome outcome = NOT_APPLICABLE;

	checker->run->rule = rule;
	checker->run->fired = checker->fired[n];
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		struct walk subjects;
		const struct element *e;

		if (!(rule->subjects & BIT(kind)))
			continue;
		subjects = walk_kind(checker->request->topo, (enum kind)kind);
		while ((e = walk_next(&subjects)) != NULL) {
			outcome = worse(outcome, judge(checker, rule, stopped, e));
			checker->late = checker->late || deadline_passed(checker->request->deadline);
			if (checker->late || mem_ran_out())
				return outcome;
		}
	}
	return outcome;
}

/* Prerequisites are judged whether or not they were selected: what stops a rule must not depend on that. */
static bool run_rules(struct checker *checker, enum outcome *outcomes)
{
	for (uint32_t i = 0; i < checker->n_rules; i++) {
		enum outcome outcome;

		if (!is_enabled(checker, i) && checker->fired[i] == NULL)
			continue;
		checker->run->muted = !is_enabled(checker, i);
		outcome = judge_all(checker, i);
		if (is_enabled(checker, i))
			outcomes[i] = worse(outcomes[i], outcome);
		if (checker->late || mem_ran_out())
			return false;
	}
	return true;
}

bool check_wants_calls(const bool *enabled)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (rule_nth(i)->simulated && (enabled == NULL || enabled[i]))
			return true;
	return false;
}

bool check_trusts(const struct topology *topo)
{
	return topo->doubtful_kinds == 0 && topo->doubtful_refs[A_NONE] == 0;
}

bool check_topology(const struct check_request *request, struct findings *findings, enum outcome *outcomes,
	const char **ret_limit)
{
	struct deployment plan;
	struct run run = {
		.topo = request->topo,
		.plan = &plan,
		.policy = request->policy,
		.sound = check_trusts(request->topo),
		.calls = request->calls,
		.number_tests_left = request->limits->number_tests,
		.findings = findings,
		.set = request->set,
		.collects_answers = request->checklist != CHECKLIST_NONE,
	};
	struct checker checker = { .request = request, .run = &run, .n_rules = rule_count() };
	struct checklist_start start = { findings->n_unknown, findings->n_answer };
	bool good = deployment_make(&plan, request->topo) && prepare_prerequisites(&checker) &&
		run_rules(&checker, outcomes);

	if (good && request->checklist != CHECKLIST_NONE)
		checklist_complete(request->topo, request->policy, request->checklist, start, findings);
	*ret_limit = checker.late ? "seconds" : run.ran_out_of_tests ? "number-tests" : NULL;
	release(&checker);
	deployment_release(&plan);
	patterns_release(&run.patterns);
	arena_release(&run.scratch);
	mem_free(run.missing);
	return good;
}
