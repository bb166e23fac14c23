/* SPDX-License-Identifier: MIT */
#include "engine/journal.h"

#include "base/mem.h"

void journal_begin(struct journal *journal)
{
	if (journal == NULL)
		return;
	journal->n = 0;
	journal->draws = 0;
	journal->stage = 0;
	journal->reached = UINT32_MAX;
	journal->ran_out = false;
}

void journal_release(struct journal *journal)
{
	mem_free(journal->entry);
	*journal = (struct journal){ 0 };
}

void journal_stage(struct journal *journal, uint32_t stage)
{
	if (journal != NULL)
		journal->stage = stage;
}

void journal_reached(struct journal *journal, uint32_t stage)
{
	if (journal != NULL)
		journal->reached = stage;
}

static uint32_t turns_before(const struct journal *journal, uint32_t element)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < journal->n; i++)
		n += journal->entry[i].inquiry.kind == INQUIRY_TURN &&
			journal->entry[i].inquiry.element == element;
	return n;
}

void journal_note(struct journal *journal, struct inquiry inquiry, uint32_t answer, bool matters)
{
	if (journal == NULL)
		return;
	if (!mem_grow(&journal->entry, &journal->room, journal->n + 1, sizeof(*journal->entry))) {
		journal->ran_out = true;
		return;
	}
	if (inquiry.kind == INQUIRY_TURN)
		inquiry.before = turns_before(journal, inquiry.element);
	else if (inquiry.kind == INQUIRY_CHANCE)
		inquiry.before = journal->draws++;
	journal->entry[journal->n++] = (struct journal_entry){ inquiry, answer, journal->stage, matters };
}

void journal_turn_back(struct journal *journal, uint32_t element)
{
	journal_note(journal, (struct inquiry){ .kind = INQUIRY_BACK, .element = element }, 0, false);
}

void journal_chance_back(struct journal *journal)
{
	if (journal != NULL)
		journal->draws--;
}

static bool does_matter(const struct journal *journal, const struct journal_entry *entry)
{
	return entry->matters && entry->stage <= journal->reached;
}

/* There are few: insertion keeps those of a stage in order. */
uint32_t journal_sort(struct journal *journal)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < journal->n; i++) {
		struct journal_entry entry = journal->entry[i];
		uint32_t at = i;

		if (!does_matter(journal, &entry))
			continue;
		for (; at > n; at--)
			journal->entry[at] = journal->entry[at - 1];
		for (; at > 0 && journal->entry[at - 1].stage > entry.stage; at--)
			journal->entry[at] = journal->entry[at - 1];
		journal->entry[at] = entry;
		n++;
	}
	return n;
}
