/* SPDX-License-Identifier: MIT */
#include "check/questions.h"

static const struct row {
	struct question question;
	enum kind kind;
	enum attr attr;
	enum kind parent;
	uint64_t kinds;
} rows[] = {
#define QUESTION(number, who, element, attribute, within, words) \
	{ { number, ASK_##who, words }, K_##element, A_##attribute, K_##within, 0 },
#define QUESTION_KIND(number, who, elements, words) \
	{ { number, ASK_##who, words }, K_NONE, A_NONE, K_NONE, elements },
#include "check/questions.def"
#undef QUESTION_KIND
#undef QUESTION
};

/* Stands in for a missing row; a test sees to it that nobody ever meets it. */
static const struct question in_general = { "Q-O0", ASK_OWN, "what is the value of this attribute?" };

const struct question *question_for(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct element *parent = topo_parent(topo, e);

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct row *row = &rows[i];

		if (row->kind != (enum kind)e->kind || row->attr != attr)
			continue;
		if (row->parent == K_NONE || (parent != NULL && (enum kind)parent->kind == row->parent))
			return &row->question;
	}
	return &in_general;
}

const struct question *question_for_kinds(uint64_t kinds)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (kinds != 0 && rows[i].kinds == kinds)
			return &rows[i].question;
	return &in_general;
}
