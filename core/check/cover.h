/* SPDX-License-Identifier: MIT */
/*
 * cover.h - one suppression while findings are held against it: the rules it names, as bits, and where it holds.
 */
#ifndef LYNC_TOPO_CHECK_COVER_H
#define LYNC_TOPO_CHECK_COVER_H

#include "base/util.h"
#include "check/suppress.h"

/* A name in the list of a suppression. */
struct cover_word {
	const char *text;
	struct span at;
	bool known; /* it names rules that may be suppressed */
};

/* A fault of the suppression, told once however many sets it was read for. */
struct cover_fault {
	struct cover_fault *next;
	const struct rule_info *rule;
	struct span at;
	const char *attribute;
	const char *argument; /* tells it from others of the rule in the same suppression */
	const char *message;
};

struct cover {
	struct suppression *suppression; /* in the arena of the findings */
	struct cover_word *word;
	uint32_t n_word;
	uint64_t *rules;   /* a bit for each rule that it names */
	uint64_t *used;    /* for each of which it took a finding */
	uint64_t *excused; /* for each that was not judged on something that it covers */
	struct source *source;
	uint32_t start, end;                  /* what an instruction covers; equal: nothing */
	const char *element_glob, *path_glob; /* of a central one, "" any */
	bool doubtful;
	bool met; /* of a central one: something was read that it speaks of */
	struct cover_fault *fault;

	/* For findings about it. */
	const char *element;
	const char *path;
	const char *set;
	uint64_t identity; /* of what it covers, where it is said */
};

/* A new one, all zero but for its bits and its suppression. NULL when out of memory. */
struct cover *cover_add(struct suppressor *suppressor);

/*
 * The names of a list, separated by blanks or commas, become bits; those that are none, faults. `at`: where the list
 * is written; `exact`: as it is, so that a name in it has a place.
 */
void cover_read_names(
	struct suppressor *suppressor, struct cover *cover, const char *list, struct span at, bool exact);

/* Asks for a reason; `at`: where to miss it, the value if it is `given`. */
void cover_check_reason(struct suppressor *suppressor, struct cover *cover, struct span at, bool given);

/* Holds it against the calendar. `at`: the value. */
void cover_read_until(struct suppressor *suppressor, struct cover *cover, struct span at);

void cover_fault(struct suppressor *suppressor, struct cover *cover, enum structure_rule rule, struct span at,
	const char *attribute, const char *argument, const char *format, ...) PRINTF_LIKE(7, 8);

static inline bool cover_has(const uint64_t *bits, uint32_t n)
{
	return bits[n / 64] & BIT(n % 64);
}

static inline void cover_set(uint64_t *bits, uint32_t n)
{
	bits[n / 64] |= BIT(n % 64);
}

#endif
