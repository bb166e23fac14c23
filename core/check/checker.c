/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include "check/clients.h"

#include "base/mem.h"
#include "check/run.h"

#include <string.h>

enum {
	STRETCH = 1024, /* elements: what they say, and what that refers to, fits into a processor's cache */
};

/* What is to be done for a rule. */
struct duty {
	const struct rule *rule;
	bool is_wanted;       /* else it runs only because another rule waits for it */
	enum outcome outcome; /* so far */
	uint64_t *fired;      /* a bit for each element on which it has fired; NULL: no rule waits for it */
	const uint64_t *stopped; /* that of the rule it waits for, or NULL */
};

/* Elements that stand together in the document: by kind, a part of topology.by_kind. */
struct stretch {
	uint32_t first[KIND_COUNT], end[KIND_COUNT];
};

struct checker {
	const struct check_request *request;
	struct run *run;
	struct duty *duty; /* for each rule by number */
	uint32_t n_duty;
	bool late;
};

static bool is_enabled(const struct checker *checker, const struct rule *rule, uint32_t n)
{
	const struct check_request *request = checker->request;

	return request->enabled != NULL ? request->enabled[n] : policy_runs(request->policy, &rule->info);
}

static struct duty *duty_of(const struct checker *checker, const char *id)
{
	for (uint32_t i = 0; i < checker->n_duty; i++)
		if (strcmp(checker->duty[i].rule->info.id, id) == 0)
			return &checker->duty[i];
	return NULL;
}

/* Room for a bit an element, for every rule that another one names. */
static bool prepare_prerequisites(struct checker *checker)
{
	size_t words = checker->request->topo->n_element / 64 + 1;

	for (uint32_t i = 0; i < checker->n_duty; i++) {
		const struct duty *duty = &checker->duty[i];
		struct duty *awaited = NULL;

		if (duty->rule->after != NULL && duty->is_wanted)
			awaited = duty_of(checker, duty->rule->after);
		if (awaited == NULL)
			continue;
		if (awaited->fired == NULL)
			awaited->fired = mem_zalloc(words * sizeof(uint64_t));
		if (awaited->fired == NULL)
			return false;
		checker->duty[i].stopped = awaited->fired;
	}
	return true;
}

static bool prepare(struct checker *checker)
{
	uint32_t n = rule_count();

	checker->duty = mem_zalloc(n * sizeof(*checker->duty));
	if (checker->duty == NULL)
		return false;
	for (; checker->n_duty < n; checker->n_duty++) {
		const struct rule *rule = rule_nth(checker->n_duty);

		checker->duty[checker->n_duty] = (struct duty){
			.rule = rule,
			.is_wanted = is_enabled(checker, rule, checker->n_duty),
		};
	}
	return prepare_prerequisites(checker);
}

static void tell_outcomes(const struct checker *checker, enum outcome *outcomes)
{
	for (uint32_t i = 0; i < checker->n_duty; i++)
		if (checker->duty[i].is_wanted)
			outcomes[i] = worse(outcomes[i], checker->duty[i].outcome);
}

static void release(struct checker *checker)
{
	for (uint32_t i = 0; i < checker->n_duty; i++)
		mem_free(checker->duty[i].fired);
	mem_free(checker->duty);
}

static enum outcome judge(struct run *run, const struct duty *duty, uint32_t index)
{
	if (duty->stopped != NULL && duty->stopped[index / 64] & BIT(index % 64))
		return NOT_APPLICABLE;
	run->broken = false;
	run->n_missing = 0;
	run->n_related = 0;
	run->arguments = 0;
	arena_clear(&run->scratch);
	return duty->rule->judge(run, &run->topo->element[index]);
}

/* One rule on all its subjects in the stretch. */
static enum outcome judge_subjects(
	struct checker *checker, const struct duty *duty, const struct stretch *stretch)
{
	const struct topology *topo = checker->request->topo;
	enum outcome outcome = NOT_APPLICABLE;

	for (uint64_t kinds = duty->rule->subjects; kinds != 0; kinds &= kinds - 1) {
		unsigned kind = (unsigned)__builtin_ctzll(kinds);

		for (uint32_t i = stretch->first[kind]; i < stretch->end[kind]; i++) {
			outcome = worse(outcome, judge(checker->run, duty, topo->by_kind[i]));
			checker->late = checker->late || deadline_passed(checker->request->deadline);
			if (checker->late || mem_ran_out())
				return outcome;
		}
	}
	return outcome;
}

/* The rules that others wait for, or else those that are wanted and nobody waits for. */
static bool judge_stretch(struct checker *checker, const struct stretch *stretch, bool awaited)
{
	struct run *run = checker->run;

	for (uint32_t i = 0; i < checker->n_duty; i++) {
		struct duty *duty = &checker->duty[i];

		if (awaited ? duty->fired == NULL : !duty->is_wanted || duty->fired != NULL)
			continue;
		run->rule = duty->rule;
		run->fired = duty->fired;
		run->muted = !duty->is_wanted;
		duty->outcome = worse(duty->outcome, judge_subjects(checker, duty, stretch));
		if (checker->late || mem_ran_out())
			return false;
	}
	return true;
}

/* On to the elements before `limit`. */
static void stretch_advance(struct stretch *stretch, const struct topology *topo, uint32_t limit)
{
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		uint32_t at = stretch->end[kind];

		stretch->first[kind] = at;
		while (at < topo->kind_first[kind + 1] && topo->by_kind[at] < limit)
			at++;
		stretch->end[kind] = at;
	}
}

/* Stretch by stretch, for then the rules find in the cache what the one before has looked at. */
static bool judge_document(struct checker *checker, bool awaited)
{
	const struct topology *topo = checker->request->topo;
	struct stretch stretch;
	bool good = true;

	memcpy(stretch.end, topo->kind_first, sizeof(stretch.end));
	for (uint32_t from = 0; good && from < topo->n_element; from += STRETCH) {
		stretch_advance(&stretch, topo, from + STRETCH);
		good = judge_stretch(checker, &stretch, awaited);
	}
	return good;
}

/*
 * Prerequisites are judged whether or not they were selected: what stops a rule must not depend on that. They come
 * first, for they may fire on an element that stands later in the document.
 */
static bool run_rules(struct checker *checker)
{
	return judge_document(checker, true) && judge_document(checker, false);
}

bool check_wants_calls(const bool *enabled)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (rule_nth(i)->simulated && (enabled == NULL || enabled[i]))
			return true;
	return false;
}

bool check_wants_cuts(const bool *enabled)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (rule_nth(i)->swept && (enabled == NULL || enabled[i]))
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
	struct checker checker = { .request = request, .run = &run };
	struct checklist_start start = { findings->n_unknown, findings->n_answer };
	bool good = deployment_make(&plan, request->topo) && prepare(&checker) && run_rules(&checker);

	if (good && request->checklist != CHECKLIST_NONE)
		checklist_complete(request->topo, request->policy, request->checklist, start, findings);
	*ret_limit = checker.late ? "seconds" : run.ran_out_of_tests ? "number-tests" : NULL;
	tell_outcomes(&checker, outcomes);
	release(&checker);
	deployment_release(&plan);
	patterns_release(&run.patterns);
	clients_release(run.clients);
	arena_release(&run.scratch);
	mem_free(run.missing);
	return good;
}
