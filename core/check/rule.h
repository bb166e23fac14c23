/* SPDX-License-Identifier: MIT */
/*
 * rule.h - what a rule is. To add one, read docs/extending.md: one function and one row, in one file.
 */
#ifndef LYNC_TOPO_CHECK_RULE_H
#define LYNC_TOPO_CHECK_RULE_H

#include "diag/rule_info.h"
#include "model/topology.h"

struct run;

/* What a rule says of one element; of several, the highest counts for the rule. */
enum outcome {
	NOT_APPLICABLE,
	PASS,
	UNKNOWN, /* a fact is absent */
	FIRES,
};

enum {
	RULE_MOST_NEEDS = 4,
};

struct rule {
	struct rule_info info;
	uint64_t subjects; /* the kinds of element that it judges, one at a time */
	bool simulated;    /* it judges simulated calls (check/site_paths.h) */
	bool swept;        /* and what the failure of a part does to them */
	bool oracle;       /* it holds the simulation to the documents: no plan can make it fire */
	const char
		*after; /* id of a rule that stops this one where it has fired on the same element, or NULL */
	enum attr needs
		[RULE_MOST_NEEDS]; /* facts without which it is unknown, for the documents; A_NONE ends */
	enum outcome (*judge)(struct run *run, const struct element *e);
};

struct rule_group {
	const struct rule *rules;
	uint32_t n;
};

/* In the .c file of a group: const struct rule_group rule_group_x = RULE_GROUP(x_rules); */
#define RULE_GROUP(array) \
	{ \
		(array), ARRAY_LEN(array) \
	}

/* All rules in the order of groups.def. */
uint32_t rule_count(void);
const struct rule *rule_nth(uint32_t n);

/* The number of the rule that has this very description, or rule_count() if none of ours has. */
uint32_t rule_number(const struct rule_info *info);

/* By id or name, case ignored; NULL when there is none. Structural rules (DOC) are not among these. */
const struct rule *rule_find(const char *name);

#endif
