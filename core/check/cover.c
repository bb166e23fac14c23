/* SPDX-License-Identifier: MIT */
#include "check/cover.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "check/config_rules.h"
#include "check/rule.h"
#include "check/select.h"

#include <stdarg.h>
#include <string.h>

enum {
	MOST_NAMES = 64,       /* in one suppression: one that needs more is meant to hide, not to except */
	SHOWN_CHARACTERS = 60, /* of a name in a message */
};

struct cover *cover_add(struct suppressor *suppressor)
{
	size_t words = suppressor->rules.n / 64 + 1;
	struct cover *cover = arena_alloc(&suppressor->arena, sizeof(*cover));
	uint64_t *bits = arena_alloc(&suppressor->arena, 3 * words * sizeof(*bits));
	struct suppression *suppression = arena_alloc(&suppressor->findings->arena, sizeof(*suppression));

	if (cover == NULL || bits == NULL || suppression == NULL ||
		!mem_grow(&suppressor->cover, &suppressor->room_cover, suppressor->n_cover + 1,
			sizeof(struct cover *)))
		return NULL;
	memset(bits, 0, 3 * words * sizeof(*bits));
	*suppression = (struct suppression){ .rules = "", .reason = "", .until = "", .covers = "" };
	*cover = (struct cover){
		.suppression = suppression,
		.rules = bits,
		.used = bits + words,
		.excused = bits + 2 * words,
		.element_glob = "",
		.path_glob = "",
		.element = "",
		.path = "",
		.set = "",
	};
	suppressor->cover[suppressor->n_cover++] = cover;
	return cover;
}

void cover_fault(struct suppressor *suppressor, struct cover *cover, enum structure_rule rule, struct span at,
	const char *attribute, const char *argument, const char *format, ...)
{
	struct arena *arena = &suppressor->findings->arena;
	struct cover_fault *fault;
	va_list arguments;

	if (suppressor->n_faults++ > suppressor->limits->faults)
		return;
	fault = arena_alloc(arena, sizeof(*fault));
	if (fault == NULL)
		return;
	va_start(arguments, format);
	*fault = (struct cover_fault){
		.next = cover->fault,
		.rule = structure_rule(rule),
		.at = at,
		.attribute = attribute,
		.argument = argument,
		.message = arena_vprintf(arena, format, arguments),
	};
	va_end(arguments);
	cover->fault = fault;
}

static bool may_be_suppressed(const struct suppressor *suppressor, uint32_t number)
{
	const struct rule_info *info = suppressor->rules.info[number];

	return !info->unreadable && !info->hygiene && !config_protects(suppressor->config, info, NULL);
}

/* A name of a rule that there is, but none that may be suppressed. */
static void refuse_name(struct suppressor *suppressor, struct cover *cover, const struct cover_word *word,
	const struct rule_info *info)
{
	const char *why = "the configuration says ignorable=\"false\"";

	if (info->unreadable)
		why = "what cannot be read cannot be judged";
	else if (info->hygiene)
		why = "it is about suppressions";
	cover_fault(suppressor, cover, SUP_UNKNOWN_RULE, word->at, "ignore", word->text,
		"%s (%s) cannot be suppressed: %s", info->id, info->name, why);
}

static void complain_unknown(
	struct suppressor *suppressor, struct cover *cover, const struct cover_word *word)
{
	const char *meant = rule_suggest(suppressor->config, word->text);
	size_t shown = utf8_prefix(word->text, strlen(word->text), SHOWN_CHARACTERS);

	cover_fault(suppressor, cover, SUP_UNKNOWN_RULE, word->at, "ignore", word->text,
		meant != NULL ? "there is no rule or family '%.*s' (did you mean '%s'?)" :
				"there is no rule or family '%.*s'",
		(int)shown, word->text, meant);
}

/* The rules that a name means; one that means only such as may not be suppressed is a fault. */
static void read_name(struct suppressor *suppressor, struct cover *cover, struct cover_word *word)
{
	const struct rule_info *refused = NULL;

	for (uint32_t i = 0; i < suppressor->rules.n; i++) {
		if (!rule_is_called(suppressor->rules.info[i], str_of(word->text)))
			continue;
		if (!may_be_suppressed(suppressor, i)) {
			refused = suppressor->rules.info[i];
			continue;
		}
		cover_set(cover->rules, i);
		word->known = true;
	}
	if (!word->known && refused != NULL)
		refuse_name(suppressor, cover, word, refused);
	else if (!word->known)
		complain_unknown(suppressor, cover, word);
}

/* Takes the next name off the list. */
static bool next_name(struct str *list, struct str *ret)
{
	size_t length = 0;

	while (list->length > 0 && (ascii_is_space(*list->text) || *list->text == ','))
		*list = (struct str){ list->text + 1, list->length - 1 };
	while (length < list->length && !ascii_is_space(list->text[length]) && list->text[length] != ',')
		length++;
	*ret = (struct str){ list->text, length };
	*list = (struct str){ list->text + length, list->length - length };
	return length > 0;
}

static uint32_t count_names(const char *list)
{
	struct str rest = str_of(list);
	struct str name;
	uint32_t n = 0;

	while (next_name(&rest, &name))
		n++;
	return n;
}

void cover_read_names(
	struct suppressor *suppressor, struct cover *cover, const char *list, struct span at, bool exact)
{
	struct arena *arena = &suppressor->findings->arena;
	uint32_t n = count_names(list);
	struct str rest = str_of(list);
	struct str name;
	bool any = false;

	if (n > MOST_NAMES)
		cover_fault(suppressor, cover, SUP_MALFORMED, at, "ignore", "names",
			"a suppression of %u names: %d are the most, and it does not hold", (unsigned)n,
			MOST_NAMES);
	else if (n == 0)
		cover_fault(suppressor, cover, SUP_MALFORMED, at, "ignore", "names",
			"a suppression that names no rule");
	cover->word = n <= MOST_NAMES ? arena_alloc(&suppressor->arena, n * sizeof(*cover->word)) : NULL;
	while (cover->word != NULL && next_name(&rest, &name)) {
		struct cover_word *word = &cover->word[cover->n_word++];
		uint32_t from = at.start + (uint32_t)(name.text - list);

		*word = (struct cover_word){
			.text = arena_copy(arena, name.text, name.length),
			.at = exact ? (struct span){ at.source, from, from + (uint32_t)name.length } : at,
		};
		read_name(suppressor, cover, word);
		any |= word->known;
	}
	if (!any)
		cover->suppression->state = SUPPRESSION_VOID;
}

void cover_check_reason(struct suppressor *suppressor, struct cover *cover, struct span at, bool given)
{
	if (!str_is_blank(str_of(cover->suppression->reason)))
		return;
	cover->suppression->state = SUPPRESSION_VOID;
	cover_fault(suppressor, cover, SUP_WITHOUT_REASON, at, given ? "reason" : "", "",
		"a suppression without a reason does not hold");
}

void cover_read_until(struct suppressor *suppressor, struct cover *cover, struct span at)
{
	struct suppression *suppression = cover->suppression;
	uint32_t day;

	if (!date_parse(str_of(suppression->until), &day)) {
		suppression->state = SUPPRESSION_VOID;
		cover_fault(suppressor, cover, SUP_MALFORMED, at, "until", "until",
			"'%.*s' is no day of the calendar: until is YYYY-MM-DD",
			(int)utf8_prefix(suppression->until, strlen(suppression->until), SHOWN_CHARACTERS),
			suppression->until);
	} else if (day < suppressor->today) {
		if (suppression->state == SUPPRESSION_HOLDS)
			suppression->state = SUPPRESSION_EXPIRED;
		cover_fault(suppressor, cover, SUP_EXPIRED, at, "until", "until",
			"this suppression held until %s, and today is %04u-%02u-%02u", suppression->until,
			(unsigned)(suppressor->today / 10000), (unsigned)(suppressor->today / 100 % 100),
			(unsigned)(suppressor->today % 100));
	}
}
