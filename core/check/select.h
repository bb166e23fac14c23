/* SPDX-License-Identifier: MIT */
/*
 * select.h - which rules run (--select, --ignore): by id, name or family.
 */
#ifndef LYNC_TOPO_CHECK_SELECT_H
#define LYNC_TOPO_CHECK_SELECT_H

#include "base/buf.h"
#include "check/policy.h"
#include "check/rule.h"
#include "diag/config.h"
#include "diag/structure.h"

struct selection {
	const struct config *config; /* whose rules of the company there are; NULL: none */
	bool *rule;                  /* by number */
	bool *named;                 /* selected by its own id or name, not by its family */
	bool *company;               /* likewise */
	uint32_t n_company;
	bool structural[STRUCTURE_COUNT]; /* faults of the document that are shown */
	bool documents;                   /* some of them were selected, by id, name or family */
	bool narrowed;                    /* the first --select has left only what it names */
};

/* Everything is on. The configuration must outlive the selection. False when out of memory. */
bool selection_init(struct selection *selection, const struct config *config);
void selection_release(struct selection *selection);

/*
 * Applies a list of names separated by commas. Selecting first turns all rules off that are not named; faults
 * of the document stay on unless ignored, and those that make an input unreadable cannot be ignored; nor can what
 * the configuration protects (ignorable="false"), which stays on also when others are selected. False with a message in *error when a name is unknown or may not be ignored.
 */
bool selection_apply(struct selection *selection, const char *names, bool select, struct buf *error);

/*
 * Turns off what the policy's profile has off, whatever was selected. Rules that had been selected by
 * their own id or name and are off now are added to *off, separated by commas.
 */
void selection_follow(struct selection *selection, const struct policy *policy, struct buf *off);

/* True if it leaves anything to look for: a rule, or faults of the document if those were asked for. */
bool selection_any(const struct selection *selection);

/* A rule's id or name, or that of a fault of the document, that is nearest to what was typed; or NULL. */
const char *rule_suggest(const struct config *config, const char *typed);

/* The description of any rule, structural and company ones included; NULL when there is none. */
const struct rule_info *rule_info_find(const struct config *config, const char *name);

/* True if the word is the rule's id, its name or its family; case is ignored. */
bool rule_is_called(const struct rule_info *info, struct str word);

/* Where it says whether a rule is on. */
bool *selection_place(struct selection *selection, const struct rule_info *info);

#endif
