/* SPDX-License-Identifier: MIT */
/* How rules see the model: the ask_ and see_ functions of run.h. */
#include "check/run.h"

#include "base/mem.h"
#include "check/questions.h"
#include "model/describe.h"

#include <string.h>

enum {
	LOOK_BACK = 64, /* facts asked again within one judgement are noted once */
};

static void note_missing(struct run *run, const struct element *e, enum attr attr, uint64_t kinds)
{
	uint32_t first = run->n_missing > LOOK_BACK ? run->n_missing - LOOK_BACK : 0;

	for (uint32_t i = first; i < run->n_missing; i++)
		if (run->missing[i].element == e && run->missing[i].attr == attr &&
			run->missing[i].kinds == kinds)
			return;
	if (mem_grow(&run->missing, &run->room_missing, run->n_missing + 1, sizeof(*run->missing)))
		run->missing[run->n_missing++] = (struct missing){ e, attr, kinds };
}

static void note_answer(struct run *run, const struct element *e, enum attr attr)
{
	const struct question *question;
	struct arena *arena = &run->findings->arena;
	struct answer answer;

	if (!run->collects_answers)
		return;
	question = question_for(run->topo, e, attr);
	answer = (struct answer){
		.question = question,
		.element = describe_id(run->topo, e),
		.label = describe_label(run->topo, e, arena),
		.needs = attr_name(attr),
		.value = describe_value(run->topo, e, attr, arena),
	};
	answer.element = arena_copy(arena, answer.element, strlen(answer.element));
	findings_add_answer(run->findings, &answer);
}

/* Looks at a fact; one that was written and is broken is noted. */
static enum state see(struct run *run, const struct element *e, enum attr attr, uint32_t *ret)
{
	enum state state = topo_number(run->topo, e, attr, ret);

	run->broken |= state == STATE_BROKEN;
	return state;
}

void see_broken(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t number;

	if (e->flags & ELEMENT_BROKEN)
		see(run, e, attr, &number);
}

/* Looks at a fact that is needed: one that is known is an answer, one that is absent is missing. */
static enum state ask(struct run *run, const struct element *e, enum attr attr, uint32_t *ret)
{
	enum state state = see(run, e, attr, ret);

	if (state == STATE_ABSENT)
		note_missing(run, e, attr, 0);
	else if (run->collects_answers && state_is_known(state))
		note_answer(run, e, attr);
	return state;
}

enum tri ask_bool(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(ask(run, e, attr, &number)) ? tri_of(number) : TRI_UNKNOWN;
}

int ask_choice(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(ask(run, e, attr, &number)) ? (int)number : -1;
}

bool ask_int(struct run *run, const struct element *e, enum attr attr, int64_t *ret)
{
	uint32_t number;

	if (!state_is_known(ask(run, e, attr, &number)))
		return false;
	*ret = (int32_t)number;
	return true;
}

bool ask_decimal(struct run *run, const struct element *e, enum attr attr, double *ret)
{
	uint32_t unused;

	return state_is_known(ask(run, e, attr, &unused)) && topo_decimal(run->topo, e, attr, ret);
}

bool ask_address(struct run *run, const struct element *e, enum attr attr, struct address *ret)
{
	uint32_t unused;

	return state_is_known(ask(run, e, attr, &unused)) && topo_address(run->topo, e, attr, ret);
}

/* An empty text has a pointer when it is written, and none when it is not. */
static struct str text_or_null(struct run *run, const struct element *e, enum attr attr)
{
	struct str text = topo_text(run->topo, e, attr);

	if (text.length == 0 && topo_state(run->topo, e, attr) != STATE_KNOWN)
		text.text = NULL;
	return text;
}

struct str ask_text(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t unused;

	ask(run, e, attr, &unused);
	return text_or_null(run, e, attr);
}

bool ask_kinds(struct run *run, uint64_t kinds)
{
	run->broken |= (run->topo->doubtful_kinds & kinds) != 0;
	for (uint64_t left = kinds; left != 0; left &= left - 1)
		if (topo_count(run->topo, (enum kind)__builtin_ctzll(left)) > 0)
			return true;
	note_missing(run, NULL, A_NONE, kinds);
	return false;
}

bool ask_children(struct run *run, const struct element *e, uint64_t kinds)
{
	struct walk children = see_children(run, e, kinds);

	if (walk_next(&children) != NULL)
		return true;
	note_missing(run, e, A_NONE, kinds);
	return false;
}

enum tri see_bool(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(see(run, e, attr, &number)) ? tri_of(number) : TRI_UNKNOWN;
}

int see_choice(struct run *run, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(see(run, e, attr, &number)) ? (int)number : -1;
}

bool see_int(struct run *run, const struct element *e, enum attr attr, int64_t *ret)
{
	uint32_t number;

	if (!state_is_known(see(run, e, attr, &number)))
		return false;
	*ret = (int32_t)number;
	return true;
}

bool see_address(struct run *run, const struct element *e, enum attr attr, struct address *ret)
{
	bool value = topo_address(run->topo, e, attr, ret);

	if (!value)
		see_broken(run, e, attr);
	return value;
}

const struct element *see_ref(struct run *run, const struct element *e, enum attr attr)
{
	const struct element *value = topo_ref(run->topo, e, attr);

	if (value == NULL)
		see_broken(run, e, attr);
	return value;
}

struct refs see_refs(struct run *run, const struct element *e, enum attr attr)
{
	see_broken(run, e, attr);
	return topo_refs(run->topo, e, attr);
}

struct str see_text(struct run *run, const struct element *e, enum attr attr)
{
	struct str text = text_or_null(run, e, attr);

	if (text.length == 0)
		see_broken(run, e, attr);
	return text;
}

bool see_written(struct run *run, const struct element *e, enum attr attr)
{
	see_broken(run, e, attr);
	return topo_value(run->topo, e, attr) != NULL;
}

struct walk see_kind(struct run *run, enum kind kind)
{
	run->broken |= (run->topo->doubtful_kinds & BIT(kind)) != 0;
	return walk_kind(run->topo, kind);
}

struct walk see_children(struct run *run, const struct element *parent, uint64_t kinds)
{
	run->broken |= (run->topo->doubtful_kinds & kinds) != 0;
	return walk_children(run->topo, parent, kinds);
}

void see_relation(struct run *run, enum kind kind, enum attr attr)
{
	run->broken |= ((run->topo->doubtful_kinds | run->topo->doubtful_refs[attr]) & BIT(kind)) != 0;
}

struct walk see_referrers(struct run *run, const struct element *to, enum kind kind, enum attr attr)
{
	see_relation(run, kind, attr);
	return walk_referrers(run->topo, to, kind, attr);
}
