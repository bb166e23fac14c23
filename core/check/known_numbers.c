/* SPDX-License-Identifier: MIT */
#include "check/known_numbers.h"

#include "check/outbound.h"
#include "model/numbers.h"

#include <string.h>

enum {
	MOST_LOOKED_AT = 1000, /* elements of a kind: in large documents many have no number */
};

static bool make_room(struct run *run, struct known_numbers *numbers)
{
	uint32_t room = numbers->room * 2 + 16;
	struct str *more;

	if (numbers->n < numbers->room)
		return true;
	more = arena_alloc(&run->scratch, room * sizeof(*more));
	if (more == NULL)
		return false;
	if (numbers->n > 0)
		memcpy(more, numbers->at, numbers->n * sizeof(*more));
	numbers->at = more;
	numbers->room = room;
	return true;
}

void known_numbers_add(struct run *run, struct known_numbers *numbers, struct str number)
{
	if (number.length > 0 && make_room(run, numbers))
		numbers->at[numbers->n++] = (struct str){
			arena_copy(&run->scratch, number.text, number.length),
			number.length,
		};
}

static void add_ranges(struct run *run, struct known_numbers *numbers, struct str list)
{
	char text[NUMBER_TEXT_LENGTH];
	struct number_range range;

	while (numbers->n < KNOWN_NUMBERS_MOST && number_range_next(&list, &range)) {
		number_text(&range, range.first, text);
		known_numbers_add(run, numbers, str_of(text));
		if (range.last == range.first)
			continue;
		number_text(&range, range.last, text);
		known_numbers_add(run, numbers, str_of(text));
	}
}

struct str normalised(struct run *run, const struct element *dial_plan, struct str dialled)
{
	struct walk rules = see_children(run, dial_plan, BIT(K_NORMALIZE));
	const struct element *rule;
	struct str result;

	if (str_starts(dialled, "+"))
		return dialled;
	while ((rule = walk_next(&rules)) != NULL) {
		const struct pattern *pattern = patterns_get(&run->patterns, see_text(run, rule, A_PATTERN));

		if (pattern == NULL || !takes_number(run, pattern, dialled))
			continue;
		if (pattern_replace(&run->patterns, pattern, dialled, see_text(run, rule, A_REPLACEMENT),
			    &run->scratch, &result) == MATCH_YES)
			return result;
		run->broken = true;
	}
	return dialled;
}

struct known_numbers known_numbers_make(struct run *run)
{
	static const struct {
		enum kind kind;
		enum attr attr;
	} holders[] = {
		{ K_USERS, A_NUMBERS },
		{ K_DEVICE, A_NUMBER },
		{ K_UNIFIED_MESSAGING, A_PILOT },
		{ K_SAMPLE, A_DIALLED },
	};
	struct known_numbers numbers = { 0 };
	bool broken = run->broken; /* a broken dial plan makes a number fewer, no doubt about the others */

	for (size_t i = 0; i < ARRAY_LEN(holders); i++) {
		struct walk holder = walk_kind(run->topo, holders[i].kind);
		const struct element *e;

		for (uint32_t seen = 0; seen < MOST_LOOKED_AT && numbers.n < KNOWN_NUMBERS_MOST &&
			(e = walk_next(&holder)) != NULL;
			seen++) {
			struct str text = topo_text(run->topo, e, holders[i].attr);

			if (e->kind == K_USERS)
				add_ranges(run, &numbers, text);
			else if (e->kind == K_SAMPLE)
				known_numbers_add(
					run, &numbers, normalised(run, topo_parent(run->topo, e), text));
			else
				known_numbers_add(run, &numbers, text);
		}
	}
	run->broken = broken;
	return numbers;
}

void known_numbers_add_examples(struct run *run, struct known_numbers *numbers, const struct pattern *pattern)
{
	char text[PATTERN_EXAMPLE_LENGTH];

	if (pattern == NULL)
		return;
	for (unsigned i = 0; i < PATTERN_EXAMPLES; i++)
		if (pattern_example_nth(&run->patterns, pattern, i, text))
			known_numbers_add(run, numbers, str_of(text));
}
