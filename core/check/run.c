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

/* Names of the elements of which nothing is described. */
static uint32_t kind_needs(uint64_t kinds, const char *needs[MOST_NEEDS])
{
	uint32_t n = 0;

	for (unsigned kind = 0; kind < KIND_COUNT && n < MOST_NEEDS; kind++)
		if (kinds & BIT(kind))
			needs[n++] = kind_name((enum kind)kind);
	return n;
}

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

/* Attributes of the same element that the same question covers, asked one after the other, are one entry. */
static uint32_t attribute_needs(
	struct run *run, uint32_t first, const struct question *question, const char *needs[MOST_NEEDS])
{
	uint32_t n = 0;

	for (uint32_t i = first; i < run->n_missing && n < MOST_NEEDS; i++) {
		const struct missing *missing = &run->missing[i];

		if (missing->element != run->missing[first].element || missing->attr == A_NONE ||
			(i > first && strcmp(question_of(run, missing)->id, question->id) != 0))
			break;
		needs[n++] = attr_name(missing->attr);
	}
	return n;
}

/* Adds the unknown that starts at the missing fact `first`; returns how many facts it covers. */
static uint32_t add_unknown(struct run *run, uint32_t first)
{
	const struct missing *missing = &run->missing[first];
	const struct element *e = missing->element != NULL ? missing->element : run->topo->element;
	struct arena *arena = &run->findings->arena;
	const struct question *question = question_of(run, missing);
	const char *id = missing->element != NULL ? describe_id(run->topo, e) : "";
	const char *needs[MOST_NEEDS];
	uint32_t n = missing->attr != A_NONE ? attribute_needs(run, first, question, needs) :
					       kind_needs(missing->kinds, needs);
	const char **kept = arena_alloc(arena, n * sizeof(*kept));
	struct unknown unknown = {
		.rule = &run->rule->info,
		.at = describe_place(run->topo, e, A_NONE),
		.element = arena_copy(arena, id, strlen(id)),
		.label = missing->element != NULL ? describe_label(run->topo, e, arena) : "the topology",
		.set = run->set,
		.needs = kept,
		.n_needs = n,
		.question = question,
	};

	if (kept != NULL) {
		memcpy(kept, needs, n * sizeof(*kept));
		findings_add_unknown(run->findings, &unknown);
	}
	return missing->attr != A_NONE ? n : 1;
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
