/* SPDX-License-Identifier: MIT */
#include "engine/call_changes.h"

#include "base/buf.h"
#include "base/mem.h"
#include "engine/engine.h"

#include <stdlib.h>
#include <string.h>

enum {
	APART_S = 1000, /* between calls: longer than any of them with all that it tries */
};

/* What is asked of both plans. */
struct questions {
	struct planned_call *call;
	uint32_t n;
	struct arena arena;
};

/* What one plan does. */
struct side {
	const struct topology *topo;
	struct calls calls;  /* nothing has failed */
	struct calls second; /* call by call: the trunk that it took has */
};

struct named_trunk {
	const char *id;
	const struct element *trunk;
};

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int compare_questions(const void *left, const void *right)
{
	const struct planned_call *a = left;
	const struct planned_call *b = right;
	int order = compare_texts(a->id, b->id);

	if (order == 0)
		order = compare_texts(a->from, b->from);
	if (order == 0)
		order = compare_texts(a->to, b->to);
	return order != 0 ? order : compare_texts(a->dialled, b->dialled);
}

/* Each call of either plan once, in the order of their names, far enough apart that none meets another one. */
static bool plan_questions(struct questions *questions, const struct topology *before,
	const struct topology *after, const struct limits *limits)
{
	uint32_t n_before = 0;
	uint32_t n_after = 0;
	uint32_t n = 0;
	struct planned_call *old = engine_matrix(
		before, limits->simulated_sites, &questions->arena, &n_before);
	struct planned_call *new = engine_matrix(after, limits->simulated_sites, &questions->arena, &n_after);

	if (old == NULL || new == NULL)
		return false;
	questions->call = arena_alloc(&questions->arena, (n_before + n_after + (size_t)1) * sizeof(*old));
	if (questions->call == NULL)
		return false;
	memcpy(questions->call, old, n_before * sizeof(*old));
	memcpy(questions->call + n_before, new, n_after * sizeof(*new));
	if (n_before + n_after > 0)
		qsort(questions->call, n_before + n_after, sizeof(*old), compare_questions);
	for (uint32_t i = 0; i < n_before + n_after; i++)
		if (n == 0 || compare_questions(&questions->call[i], &questions->call[n - 1]) != 0)
			questions->call[n++] = questions->call[i];
	for (uint32_t i = 0; i < n; i++)
		questions->call[i].at = (int64_t)i * APART_S * NANOSECONDS;
	questions->n = n;
	return true;
}

static int compare_trunks(const void *left, const void *right)
{
	return strcmp(((const struct named_trunk *)left)->id, ((const struct named_trunk *)right)->id);
}

static struct named_trunk *list_trunks(const struct topology *topo)
{
	uint32_t n = topo_count(topo, K_TRUNK);
	struct named_trunk *trunks = mem_alloc(((size_t)n + 1) * sizeof(*trunks));

	for (uint32_t i = 0; trunks != NULL && i < n; i++)
		trunks[i] = (struct named_trunk){ topo_id(topo, topo_nth(topo, K_TRUNK, i)),
			topo_nth(topo, K_TRUNK, i) };
	if (trunks != NULL && n > 0)
		qsort(trunks, n, sizeof(*trunks), compare_trunks);
	return trunks;
}

/* The trunk of each call fails around its time, and no other. */
static bool fail_trunks(const struct side *side, struct faults *ret)
{
	struct named_trunk *trunks = list_trunks(side->topo);
	uint32_t n = topo_count(side->topo, K_TRUNK);
	bool good = trunks != NULL;

	for (uint32_t i = 0; good && i < side->calls.n_call; i++) {
		const struct call *call = &side->calls.call[i];
		const struct named_trunk wanted = { .id = call->trunk };
		const struct named_trunk *found = n > 0 ?
			bsearch(&wanted, trunks, n, sizeof(*trunks), compare_trunks) :
			NULL;

		good = found == NULL ||
			faults_add(ret,
				&(struct fault){
					.target = found->trunk,
					.mode = FAULT_CRASH,
					.from = call->at,
					.until = call->at + (APART_S - 1) * NANOSECONDS,
					.isup = -1,
				});
	}
	mem_free(trunks);
	faults_sort(ret);
	return good;
}

static bool run(struct side *side, const struct questions *questions, const struct limits *limits,
	struct deadline *deadline)
{
	struct engine_policies policies = engine_policies_default();
	struct faults faults = { 0 };
	struct engine_request request = {
		.topo = side->topo,
		.call = questions->call,
		.n_call = questions->n,
		.faults = &faults,
		.policies = &policies,
		.seed = 1,
		.deadline = deadline,
		.most_tests = limits->number_tests,
		.brief = true,
	};
	/* Whose turn it is, is no difference. */
	bool good = engine_policies_set(&policies, POLICY_ROUTE_SELECTION, "ordered") &&
		engine_run(&request, &side->calls) && fail_trunks(side, &faults) &&
		engine_run(&request, &side->second);

	faults_release(&faults);
	return good;
}

static const char *join(struct arena *arena, const char *const *hops, uint32_t n)
{
	struct buf buf = { 0 };
	const char *text;

	for (uint32_t i = 0; i < n; i++)
		buf_printf(&buf, "%s%s", i > 0 ? " " : "", hops[i]);
	text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return text;
}

/* Where differences of one call go. */
struct telling {
	struct differences *ret;
	const struct call *before, *after;
	const char *to;
};

static void add(const struct telling *telling, const char *what, const char *before, const char *after,
	const char *words)
{
	const struct call *call = telling->after;
	struct arena *arena = &telling->ret->arena;

	/* The calls are gone when the differences are told: of them everything is copied. */
	differences_add_call(telling->ret,
		&(struct call_change){
			.call = arena_printf(arena, "%s", call->id),
			.from = arena_printf(arena, "%s", call->from),
			.to = arena_printf(arena, "%s", telling->to),
			.what = what,
			.before = arena_printf(arena, "%s", before),
			.after = arena_printf(arena, "%s", after),
			.words = arena_printf(
				arena, "%s: calls of %s to %s %s", call->id, call->from, telling->to, words),
		});
}

static void add_if_different(const struct telling *telling, const char *what, const char *before,
	const char *after, const char *words)
{
	if (strcmp(before, after) != 0)
		add(telling, what, before, after,
			arena_printf(&telling->ret->arena, "%s %s, and before %s", words,
				after[0] != '\0' ? after : "none", before[0] != '\0' ? before : "none"));
}

static void add_if_turned(const struct telling *telling, const char *what, bool before, bool after,
	const char *now, const char *no_longer)
{
	if (before != after)
		add(telling, what, before ? "true" : "false", after ? "true" : "false",
			after ? now : no_longer);
}

static void compare_ways(const struct telling *telling)
{
	struct arena *arena = &telling->ret->arena;
	const struct call *before = telling->before;
	const struct call *after = telling->after;

	add_if_different(telling, "trunk", before->trunk, after->trunk, "take trunk");
	add_if_different(telling, "signalling", join(arena, before->signalling, before->n_signalling),
		join(arena, after->signalling, after->n_signalling), "are signalled by way of");
	add_if_different(telling, "media", join(arena, before->media, before->n_media),
		join(arena, after->media, after->n_media), "have their media by way of");
	add_if_turned(telling, "bypass", before->bypass, after->bypass, "bypass the Mediation Server now",
		"no longer bypass the Mediation Server");
}

/* What becomes of the n-th call in both plans. */
static void compare_nth(const struct side *old, const struct side *new, uint32_t n, struct differences *ret)
{
	const struct telling telling = {
		.ret = ret,
		.before = &old->calls.call[n],
		.after = &new->calls.call[n],
		.to = new->calls.call[n].number[0] != '\0' ? new->calls.call[n].number :
							     new->calls.call[n].to,
	};
	bool had = old->second.call[n].outcome == CALL_CONNECTED;
	bool has = new->second.call[n].outcome == CALL_CONNECTED;

	if (telling.before->outcome != telling.after->outcome) {
		add_if_different(&telling, "outcome", call_outcome_name(telling.before->outcome),
			call_outcome_name(telling.after->outcome), "end as");
		return;
	}
	compare_ways(&telling);
	if (telling.before->trunk[0] != '\0' && telling.after->trunk[0] != '\0')
		add_if_turned(&telling, "second-path", had, has,
			"have a second path now, should their trunk fail",
			"lost their second path: they now have one trunk");
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

bool compare_calls(const struct topology *before, const struct topology *after, const struct limits *limits,
	struct deadline *deadline, struct differences *ret, uint32_t *ret_left_out)
{
	struct questions questions = { 0 };
	struct side old = { .topo = before };
	struct side new = { .topo = after };
	bool good = plan_questions(&questions, before, after, limits) &&
		run(&old, &questions, limits, deadline) && run(&new, &questions, limits, deadline);

	if (good) {
		uint32_t n = least(least(old.calls.n_call, old.second.n_call),
			least(new.calls.n_call, new.second.n_call));

		for (uint32_t i = 0; i < n; i++)
			compare_nth(&old, &new, i, ret);
		*ret_left_out = questions.n - n;
	}
	calls_release(&old.calls);
	calls_release(&old.second);
	calls_release(&new.calls);
	calls_release(&new.second);
	arena_release(&questions.arena);
	return good;
}
