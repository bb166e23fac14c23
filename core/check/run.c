/* SPDX-License-Identifier: MIT */
#include "check/run.h"

#include "base/hash.h"
#include "base/mem.h"
#include "check/questions.h"
#include "model/describe.h"
#include "model/value.h"

#include <stdarg.h>
#include <string.h>

const char *label(struct run *run, const struct element *e)
{
	return describe_label(run->topo, e, &run->scratch);
}

const char *words(struct run *run, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = arena_vprintf(&run->scratch, format, arguments);
	va_end(arguments);
	return text;
}

void argue(struct run *run, const char *argument)
{
	run->arguments += fingerprint_add(FINGERPRINT_START, argument);
}

static void tell_related(struct run *run, const struct element *e, enum attr attr, const char *format,
	va_list arguments) PRINTF_LIKE(4, 0);

static void tell_related(
	struct run *run, const struct element *e, enum attr attr, const char *format, va_list arguments)
{
	struct arena *arena = &run->findings->arena;
	const char *id = describe_id(run->topo, e);

	if (run->n_related == RUN_MOST_RELATED)
		return;
	run->related[run->n_related++] = (struct related){
		.at = describe_place(run->topo, e, attr),
		.element = arena_copy(arena, id, strlen(id)),
		.message = arena_vprintf(arena, format, arguments),
	};
}

void witness(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_related(run, e, attr, format, arguments);
	va_end(arguments);
}

void relate(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	va_list arguments;

	run->arguments += describe_identity(run->topo, e, FINGERPRINT_START);
	va_start(arguments, format);
	tell_related(run, e, attr, format, arguments);
	va_end(arguments);
}

/* What belongs to one finding is used up by it. */
static void forget_details(struct run *run)
{
	run->n_related = 0;
	run->arguments = 0;
}

static const struct related *keep_related(struct run *run)
{
	struct related *kept;

	if (run->n_related == 0)
		return NULL;
	kept = arena_alloc(&run->findings->arena, run->n_related * sizeof(*kept));
	if (kept != NULL)
		memcpy(kept, run->related, run->n_related * sizeof(*kept));
	return kept;
}

PRINTF_LIKE(5, 0)
static enum outcome report(struct run *run, const struct element *e, enum attr attr, bool grave,
	const char *format, va_list arguments)
{
	struct arena *arena = &run->findings->arena;
	struct finding finding = describe_finding(run->topo, arena, &run->rule->info, e, attr);

	finding.severity = policy_severity(run->policy, &run->rule->info, grave);
	finding.message = arena_vprintf(arena, format, arguments);
	finding.related = keep_related(run);
	finding.n_related = finding.related != NULL ? run->n_related : 0;
	finding.set = run->set;
	finding.fingerprint = fingerprint_add_number(finding.fingerprint, run->arguments);
	if (!run->muted)
		findings_add(run->findings, &finding);
	if (run->fired != NULL)
		run->fired[topo_index(run->topo, e) / 64] |= BIT(topo_index(run->topo, e) % 64);
	forget_details(run);
	return FIRES;
}

enum outcome fires(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	enum outcome outcome;
	va_list arguments;

	va_start(arguments, format);
	outcome = report(run, e, attr, false, format, arguments);
	va_end(arguments);
	return outcome;
}

enum outcome fires_gravely(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	enum outcome outcome;
	va_list arguments;

	va_start(arguments, format);
	outcome = report(run, e, attr, true, format, arguments);
	va_end(arguments);
	return outcome;
}

/*
 * Something that may be there, but could not be read: nothing can be said. That is no pass, and no question
 * either, for the fault has been reported.
 */
static enum outcome stay_silent(struct run *run)
{
	forget_details(run);
	return UNKNOWN;
}

enum outcome lacks(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	enum outcome outcome;
	va_list arguments;

	if (run->broken)
		return stay_silent(run);
	va_start(arguments, format);
	outcome = report(run, e, attr, false, format, arguments);
	va_end(arguments);
	return outcome;
}

enum outcome lacks_gravely(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
{
	enum outcome outcome;
	va_list arguments;

	if (run->broken)
		return stay_silent(run);
	va_start(arguments, format);
	outcome = report(run, e, attr, true, format, arguments);
	va_end(arguments);
	return outcome;
}

enum {
	MOST_NEEDS = 16, /* attributes that one question covers */
};

/* A rule asks one element after the other for the same facts: what was asked before is mostly right. */
static const struct question *question_of(struct run *run, const struct missing *missing)
{
	struct asked_fact *asked = &run->asked[missing->attr % RUN_ASKED];
	const struct element *parent;
	enum kind within;

	if (missing->attr == A_NONE || missing->element == NULL)
		return question_for_kinds(missing->kinds);
	parent = topo_parent(run->topo, missing->element);
	within = parent != NULL ? (enum kind)parent->kind : K_NONE;
	if (asked->question == NULL || asked->attr != missing->attr || asked->parent != within ||
		asked->kind != (enum kind)missing->element->kind)
		*asked = (struct asked_fact){
			.attr = missing->attr,
			.kind = (enum kind)missing->element->kind,
			.parent = within,
			.question = question_for(run->topo, missing->element, missing->attr),
		};
	return asked->question;
}

/* How many facts from `first` on are one entry: attributes of one element that the same question covers. */
static uint32_t asked_together(struct run *run, uint32_t first, const struct question *question)
{
	uint32_t i = first + 1;

	for (; i < run->n_missing && i - first < MOST_NEEDS; i++) {
		const struct missing *missing = &run->missing[i];

		if (missing->element != run->missing[first].element || missing->attr == A_NONE ||
			strcmp(question_of(run, missing)->id, question->id) != 0)
			break;
	}
	return i - first;
}

/* Names of n attributes; NULL when out of memory. */
static const char *const *attribute_needs(struct run *run, const struct missing *missing, uint32_t n)
{
	const char **needs;

	if (n == 1)
		return attr_name_alone(missing->attr);
	needs = arena_alloc(&run->findings->arena, n * sizeof(*needs));
	for (uint32_t i = 0; needs != NULL && i < n; i++)
		needs[i] = attr_name(missing[i].attr);
	return needs;
}

/* Names of the elements of which nothing is described. */
static const char *const *kind_needs(struct run *run, uint64_t kinds, uint32_t n)
{
	const char **needs = arena_alloc(&run->findings->arena, n * sizeof(*needs));

	for (uint32_t i = 0; needs != NULL && i < n; i++, kinds &= kinds - 1)
		needs[i] = kind_name((enum kind)__builtin_ctzll(kinds));
	return needs;
}

static uint32_t count_kinds(uint64_t kinds)
{
	uint32_t n = (uint32_t)__builtin_popcountll(kinds);

	return n < MOST_NEEDS ? n : MOST_NEEDS;
}

/* NULL for the document set as a whole. */
static struct topic *describe_topic(struct run *run, const struct element *e)
{
	struct arena *arena = &run->findings->arena;
	const char *id = e != NULL ? describe_id(run->topo, e) : "";
	struct topic *topic = arena_alloc(arena, sizeof(*topic));

	if (topic != NULL)
		*topic = (struct topic){
			.at = describe_place(run->topo, e != NULL ? e : run->topo->element, A_NONE),
			.element = arena_copy(arena, id, strlen(id)),
			.label = e != NULL ? describe_label(run->topo, e, arena) : "the topology",
			.set = run->set,
		};
	return topic;
}

/* Many rules do not know something of the same element: it is described once. */
static const struct topic *topic_of(struct run *run, const struct element *e)
{
	struct known_topic *known = &run->topic[(e != NULL ? topo_index(run->topo, e) : 0) % RUN_TOPICS];

	if (known->topic == NULL || known->element != e)
		*known = (struct known_topic){ e, describe_topic(run, e) };
	return known->topic;
}

/* Adds the unknown that starts at the missing fact `first`; returns how many facts it covers. */
static uint32_t add_unknown(struct run *run, uint32_t first)
{
	const struct missing *missing = &run->missing[first];
	bool is_attribute = missing->attr != A_NONE;
	const struct question *question = question_of(run, missing);
	uint32_t n = is_attribute ? asked_together(run, first, question) : count_kinds(missing->kinds);
	struct unknown unknown = {
		.rule = &run->rule->info,
		.of = topic_of(run, missing->element),
		.needs = is_attribute ? attribute_needs(run, missing, n) : kind_needs(run, missing->kinds, n),
		.n_needs = n,
		.question = question,
	};

	if (unknown.of != NULL && unknown.needs != NULL)
		findings_add_unknown(run->findings, &unknown);
	return is_attribute ? n : 1;
}

enum outcome unknown(struct run *run)
{
	forget_details(run);
	if (run->broken)
		return stay_silent(run);
	for (uint32_t i = 0; i < run->n_missing && !run->muted;)
		i += add_unknown(run, i);
	run->n_missing = 0;
	return UNKNOWN;
}

void forget_missing(struct run *run)
{
	run->n_missing = 0;
}

enum outcome worse(enum outcome a, enum outcome b)
{
	return a > b ? a : b;
}
