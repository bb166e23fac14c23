/* SPDX-License-Identifier: MIT */
/*
 * finding.h - what loading and checking found out, as it travels to the reports.
 *
 * Strings belong to the arena of the `struct findings` they were added to and hold whatever the input held:
 * every report escapes them for its own place.
 */
#ifndef LYNC_TOPO_DIAG_FINDING_H
#define LYNC_TOPO_DIAG_FINDING_H

#include "base/arena.h"
#include "diag/question.h"
#include "diag/rule_info.h"
#include "diag/source.h"
#include "diag/suppression.h"

/* Another element that has a part in a finding. */
struct related {
	struct span at;
	const char *element; /* id, "" if none */
	const char *message;
};

struct finding {
	const struct rule_info *rule;
	enum severity severity;
	struct span at;
	const char *attribute; /* the attribute that `at` is the value of, "" for an element */
	const char *message;   /* what is wrong with which element */
	const char *help;      /* what to do; the rule's own advice unless the case is special */
	const char *element;   /* its id, else the nearest ancestor's, else "" */
	const char *path;      /* exact */
	const char *set;       /* the set's root file */
	const struct related *related;
	uint32_t n_related;
	uint64_t fingerprint; /* of rule, element identity and the rule's arguments, never of a position */
	struct span
		owner; /* the tag of the element it is about, where `at` may be in another file; or nowhere */
	const struct suppression *suppression; /* of a suppressed finding: by what */
	bool fixed; /* neither instruction nor baseline may hide it (ignorable="false") */
};

/* An element of which facts are absent; what many rules do not know of it shares one of these. */
struct topic {
	struct span at;
	const char *element; /* its id, else the nearest ancestor's, else "" */
	const char *label;   /* as people call it: "provider 'Fabrikam Telecom'" */
	const char *set;     /* the set's root file */
};

/* A rule that cannot be judged, because facts of one element are absent. */
struct unknown {
	const struct rule_info *rule;
	const struct topic *of;
	const char *const *needs; /* attributes, or the names of elements that are not described at all */
	uint32_t n_needs;
	const struct question *question;
};

/* A fact that a rule asked for and found. */
struct answer {
	const struct question *question;
	const char *element;
	const char *label;
	const char *needs;
	const char *value;
};

struct findings {
	struct arena arena;
	struct finding *finding;
	uint32_t n_finding, room_finding;
	struct finding *suppressed; /* do not count: somebody said so */
	uint32_t n_suppressed, room_suppressed;
	struct finding *baselined; /* do not count: known before */
	uint32_t n_baselined, room_baselined;
	struct unknown *unknown;
	uint32_t n_unknown, room_unknown;
	struct answer *answer;
	uint32_t n_answer, room_answer;
};

void findings_release(struct findings *findings);

/* Copies the struct, not its strings. Lost when out of memory, which mem_ran_out() remembers. */
void findings_add(struct findings *findings, const struct finding *finding);
void findings_add_unknown(struct findings *findings, const struct unknown *unknown);
void findings_add_answer(struct findings *findings, const struct answer *answer);

/* Move finding n out of the findings that count; the hole is closed by findings_close_holes(). */
void findings_suppress(struct findings *findings, uint32_t n, const struct suppression *by);
void findings_baseline(struct findings *findings, uint32_t n);
void findings_close_holes(struct findings *findings);

/* By file name, position, rule: the order of every report. Equal findings are kept once. */
void findings_sort(struct findings *findings);

#endif
