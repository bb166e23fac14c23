/* SPDX-License-Identifier: MIT */
#include "check/questions.h"

static const struct question_row rows[] = {
#define QUESTION(number, who, element, attribute, within, words) \
	{ { number, ASK_##who, words }, K_##element, A_##attribute, K_##within, 0, K_NONE, K_NONE, false },
#define QUESTION_KIND(number, who, elements, words) \
	{ { number, ASK_##who, words }, K_NONE, A_NONE, K_NONE, elements, K_NONE, K_NONE, false },
#define QUESTION_CHILD(number, who, element, inner, other, words) \
	{ { number, ASK_##who, words }, K_##element, A_NONE, K_NONE, 0, K_##inner, K_##other, false },
#define QUESTION_PROFILE(number, who, element, words) \
	{ { number, ASK_##who, words }, K_##element, A_NONE, K_NONE, 0, K_NONE, K_NONE, true },
#include "check/questions.def"
#undef QUESTION_PROFILE
#undef QUESTION_CHILD
#undef QUESTION_KIND
#undef QUESTION
};

/* Stands in for a missing row; a test sees to it that nobody ever meets it. */
static const struct question in_general = { "Q-O0", ASK_OWN, "what is the value of this attribute?" };

const struct question_row *question_row_nth(unsigned n)
{
	return n < ARRAY_LEN(rows) ? &rows[n] : NULL;
}

bool question_is_for(const struct topology *topo, const struct question_row *row, const struct element *e)
{
	const struct element *parent = topo_parent(topo, e);

	return row->kind == (enum kind)e->kind &&
		(row->parent == K_NONE || (parent != NULL && (enum kind)parent->kind == row->parent));
}

const struct question *question_for(const struct topology *topo, const struct element *e, enum attr attr)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].attr == attr && question_is_for(topo, &rows[i], e))
			return &rows[i].question;
	return &in_general;
}

const struct question *question_for_kinds(uint64_t kinds)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (kinds != 0 && rows[i].kinds == kinds)
			return &rows[i].question;
	return &in_general;
}
