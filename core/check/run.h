/* SPDX-License-Identifier: MIT */
/*
 * run.h - what a rule works with: how it asks for facts and how it answers.
 *
 * Asking (ask_*) is for facts that the rule cannot do without: an absent one is noted, and `return unknown(run)`
 * turns what was noted into questions. Seeing (see_*) is for facts whose absence means something else.
 *
 * A written value that the document check has complained about is treated as absent by both, but then nothing
 * may be concluded from absence: lacks() and unknown() stay silent. fires() is for what was seen with
 * certainty, lacks() for what was looked for and not found.
 */
#ifndef LYNC_TOPO_CHECK_RUN_H
#define LYNC_TOPO_CHECK_RUN_H

#include "base/clock.h"
#include "base/limits.h"
#include "check/policy.h"
#include "check/rule.h"
#include "diag/finding.h"
#include "diag/site_calls.h"
#include "model/deployment.h"
#include "model/pattern.h"
#include "model/walk.h"

enum {
	RUN_MOST_RELATED = 8, /* related elements of one finding; the message counts the rest */
	RUN_ASKED = 256,      /* questions that are kept at hand */
	RUN_TOPICS = 1024,    /* elements of which it is kept at hand what they are called */
};

struct clients;

/* An attribute of an element, children of an element, or all elements of some kinds. */
struct missing {
	const struct element *element; /* NULL: of the whole document set */
	enum attr attr;                /* A_NONE: elements of these kinds */
	uint64_t kinds;
};

/* What was asked for an attribute of elements of a kind, inside elements of a kind. */
struct asked_fact {
	enum attr attr;
	enum kind kind, parent;
	const struct question *question; /* NULL: nothing yet */
};

/* An element that something was unknown of, as the findings call it. */
struct known_topic {
	const struct element *element;
	const struct topic *topic; /* NULL: nothing yet */
};

/* State of a run, and of the judgement under way. Rules read topo, plan, policy and patterns. */
struct run {
	const struct topology *topo;
	const struct deployment *plan;
	const struct policy *policy;
	struct patterns patterns;
	uint64_t number_tests_left;
	bool ran_out_of_tests;          /* the limit number-tests was reached */
	bool sound;                     /* nothing of the document is broken: there is no doubt to look for */
	const struct site_calls *calls; /* simulated; NULL: none were made */

	struct clients *clients; /* made when they are first asked for (check/clients.h) */

	/* Private to run.c. */
	struct findings *findings;
	const char *set;
	bool collects_answers;
	const struct rule *rule;
	bool broken; /* something that was looked at is broken */
	bool muted;  /* the rule runs only because another one waits for it: nobody selected it */
	struct missing *missing;
	uint32_t n_missing, room_missing;
	struct asked_fact asked[RUN_ASKED];   /* the last times, by attribute */
	struct known_topic topic[RUN_TOPICS]; /* the last ones, by element */
	struct related related[RUN_MOST_RELATED];
	uint32_t n_related;
	uint64_t arguments; /* sum of the hashes of the rule's arguments so far: their order means nothing */
	struct arena scratch;
	uint64_t *fired; /* a bit for each element on which the rule at hand has fired; NULL: nobody asks */
};

/* Facts: what is absent is noted as missing. */
enum tri ask_bool(struct run *run, const struct element *e, enum attr attr);
int ask_choice(struct run *run, const struct element *e, enum attr attr);             /* -1 */
bool ask_int(struct run *run, const struct element *e, enum attr attr, int64_t *ret); /* false */
bool ask_decimal(struct run *run, const struct element *e, enum attr attr, double *ret);
bool ask_address(struct run *run, const struct element *e, enum attr attr, struct address *ret);

/* { NULL, 0 } when absent; a text that is written and empty has a pointer. */
struct str ask_text(struct run *run, const struct element *e, enum attr attr);

/* True if the document set describes any element of these kinds; else notes that as missing. */
bool ask_kinds(struct run *run, uint64_t kinds);

/* True if the element has a child of these kinds; else notes that as missing. */
bool ask_children(struct run *run, const struct element *e, uint64_t kinds);

/* The same without noting: absent is an answer. */
enum tri see_bool(struct run *run, const struct element *e, enum attr attr);
int see_choice(struct run *run, const struct element *e, enum attr attr);
bool see_int(struct run *run, const struct element *e, enum attr attr, int64_t *ret);
bool see_address(struct run *run, const struct element *e, enum attr attr, struct address *ret);
const struct element *see_ref(struct run *run, const struct element *e, enum attr attr);
struct refs see_refs(struct run *run, const struct element *e, enum attr attr);
struct str see_text(struct run *run, const struct element *e, enum attr attr);
bool see_written(struct run *run, const struct element *e, enum attr attr);

/* Only notes a broken value: for what the model derives from it. */
void see_broken(struct run *run, const struct element *e, enum attr attr);

/* Walks that know when an element of the kind may exist and could not be read. */
struct walk see_kind(struct run *run, enum kind kind);
struct walk see_children(struct run *run, const struct element *parent, uint64_t kinds);
struct walk see_referrers(struct run *run, const struct element *to, enum kind kind, enum attr attr);

/* For what the model derives from such references: notes if any element of the kind has a broken one. */
void see_relation(struct run *run, enum kind kind, enum attr attr);

/* "trunk 't1'"; valid until the judgement ends. */
const char *label(struct run *run, const struct element *e);

/* A string of the judgement's own. */
const char *words(struct run *run, const char *format, ...) PRINTF_LIKE(2, 3);

/* Before fires() or lacks(): another element that has a part in it. Its identity is an argument of the rule. */
void relate(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);

/*
 * The same for an element whose identity is no argument: a witness in whose place another one might stand, or one that
 * is told apart by its order alone and named by argue().
 */
void witness(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* Before fires() or lacks(): a value that tells this finding from others of the rule at the same element. */
void argue(struct run *run, const char *argument);

/* Verdicts: to be returned. The message is about the element, or the value of its attribute. */
enum outcome fires(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);
enum outcome fires_gravely(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);
enum outcome lacks(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);
enum outcome lacks_gravely(struct run *run, const struct element *e, enum attr attr, const char *format, ...)
	PRINTF_LIKE(4, 5);
enum outcome unknown(struct run *run);

/* Facts noted as missing so far turned out not to matter. */
void forget_missing(struct run *run);

/* Of two verdicts about one element, the one that counts. */
enum outcome worse(enum outcome a, enum outcome b);

#endif
