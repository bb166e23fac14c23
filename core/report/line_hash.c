/* SPDX-License-Identifier: MIT */
#include "report/line_hash.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
	WINDOW = 100,
	FACTOR = 37,
	END_OF_FILE = 0xffff,
	BYTE_ORDER_MARK = 0xfeff,
};

/* The last units of a text and their hash. */
struct roll {
	uint64_t hash;
	uint64_t leaving; /* FACTOR to the power of WINDOW: what the oldest unit has been multiplied with */
	uint16_t unit[WINDOW];
	uint32_t line[WINDOW]; /* that begins with this unit, 0 for none */
	unsigned at;
	uint32_t lines; /* begun so far */
	bool is_start;  /* the next unit begins a line */
	bool was_return;

	void (*told)(void *context, uint32_t line, uint64_t hash);
	void *context;
};

static struct roll roll_begin(void (*told)(void *context, uint32_t line, uint64_t hash), void *context)
{
	struct roll roll = { .leaving = 1, .is_start = true, .told = told, .context = context };

	for (unsigned i = 0; i < WINDOW; i++)
		roll.leaving *= FACTOR;
	return roll;
}

/* The window is full for the line that began a window ago. */
static void tell_line(struct roll *roll)
{
	if (roll->line[roll->at] == 0)
		return;
	roll->told(roll->context, roll->line[roll->at], roll->hash);
	roll->line[roll->at] = 0;
}

static void push(struct roll *roll, uint16_t unit)
{
	roll->hash = FACTOR * roll->hash + unit - roll->leaving * roll->unit[roll->at];
	roll->unit[roll->at] = unit;
	roll->at = (roll->at + 1) % WINDOW;
}

static void add(struct roll *roll, uint16_t unit)
{
	bool follows_return = roll->was_return;

	roll->was_return = false;
	if (unit == ' ' || unit == '\t' || (unit == '\n' && follows_return))
		return;
	if (unit == '\r') {
		unit = '\n';
		roll->was_return = true;
	}
	tell_line(roll);
	if (roll->is_start)
		roll->line[roll->at] = ++roll->lines;
	roll->is_start = unit == '\n';
	push(roll, unit);
}

static void finish(struct roll *roll)
{
	add(roll, END_OF_FILE);
	for (unsigned i = 0; i < WINDOW; i++) {
		tell_line(roll);
		push(roll, 0);
	}
}

/* The source is valid UTF-8. */
static void roll_over(const struct source *source, struct roll *roll)
{
	size_t size;

	if (source->stored == STORED_WITH_MARK)
		add(roll, BYTE_ORDER_MARK);
	for (size_t i = 0; i < source->size; i += size) {
		uint32_t c = utf8_decode(source->text + i, source->size - i, &size);

		if (c > 0xffff) {
			add(roll, (uint16_t)(0xd7c0 + (c >> 10)));
			c = 0xdc00 + (c & 0x3ff);
		}
		add(roll, (uint16_t)c);
	}
	finish(roll);
}

/* The lines of one source that are wanted, and how often their hashes have been met. */
struct search {
	struct line_hash **wanted; /* ascending */
	uint32_t n;
	uint32_t next; /* the first one whose line has not come yet */
	struct {
		uint64_t hash;
		uint32_t met;
	} * seen; /* sorted */
	uint32_t n_seen;
};

static void take_hash(void *context, uint32_t line, uint64_t hash)
{
	struct search *search = context;

	for (; search->next < search->n && search->wanted[search->next]->line == line; search->next++) {
		search->wanted[search->next]->hash = hash;
		search->seen[search->n_seen++].hash = hash;
	}
}

static int compare_numbers(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static void take_ordinal(void *context, uint32_t line, uint64_t hash)
{
	struct search *search = context;
	uint32_t low = 0;
	uint32_t high = search->n_seen;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (search->seen[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < search->n_seen && search->seen[low].hash == hash)
		search->seen[low].met++;
	for (; search->next < search->n && search->wanted[search->next]->line == line; search->next++)
		search->wanted[search->next]->ordinal = search->seen[low].met;
}

/* Once for the hashes of the lines that are wanted, once more to count who else has them. */
static bool find_in_source(struct line_hash **wanted, uint32_t n)
{
	const struct source *source = wanted[0]->source;
	struct search search = { .wanted = wanted, .n = n };
	struct roll roll = roll_begin(take_hash, &search);

	if (source == NULL || source->stored == STORED_OTHERWISE ||
		utf8_check(source->text, source->size) < source->size)
		return true;
	search.seen = mem_zalloc(n * sizeof(*search.seen));
	if (search.seen == NULL)
		return false;
	roll_over(source, &roll);
	qsort(search.seen, search.n_seen, sizeof(*search.seen), compare_numbers);
	search.next = 0;
	roll = roll_begin(take_ordinal, &search);
	roll_over(source, &roll);
	mem_free(search.seen);
	return true;
}

static int compare_wanted(const void *left, const void *right)
{
	const struct line_hash *a = *(struct line_hash *const *)left;
	const struct line_hash *b = *(struct line_hash *const *)right;

	if (a->source != b->source)
		return (uintptr_t)a->source < (uintptr_t)b->source ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

bool line_hash_find(struct line_hash **wanted, uint32_t n)
{
	bool good = true;
	uint32_t end;

	qsort(wanted, n, sizeof(struct line_hash *), compare_wanted);
	for (uint32_t start = 0; start < n && good; start = end) {
		end = start + 1;
		while (end < n && wanted[end]->source == wanted[start]->source)
			end++;
		good = find_in_source(wanted + start, end - start);
	}
	return good;
}
