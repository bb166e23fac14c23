/* SPDX-License-Identifier: MIT */
/*
 * configure.h - profile, selection and severities out of a configuration and the options of a run.
 *
 * Of two that speak about the same, the option counts before the configuration, and that before the profile.
 */
#ifndef LYNC_TOPO_CHECK_CONFIGURE_H
#define LYNC_TOPO_CHECK_CONFIGURE_H

#include "check/policy.h"
#include "check/select.h"
#include "diag/config.h"
#include "diag/finding.h"

/* --select or --ignore, as typed. */
struct rule_choice {
	const char *names;
	bool select;
};

struct setup {
	const struct config *config;      /* NULL: none */
	const struct rule_choice *choice; /* those that select first */
	uint32_t n_choice;
	struct policy policy; /* setup_policy() */
};

/*
 * Whether the configuration speaks of rules, profiles and thresholds that there are, says nothing twice, and turns
 * nothing off that it protects. False when *faults says what is wrong.
 */
bool configure_check(const struct config *config, struct config_faults *faults);

/* The profile (an option's, else the configuration's; PROFILE_COUNT: no option) with the configuration's thresholds. */
struct policy setup_policy(const struct config *config, enum profile profile);

/*
 * The rules that run because some file wants them. Of rules that were selected by an option, those that the profile
 * has off are added to *off. False with a message in *error (a name that there is not), or, without one, when out of
 * memory.
 */
bool setup_select(const struct setup *setup, struct selection *ret, struct buf *off, struct buf *error);

/* The same outside all overrides: what holds in a file that none of them names. */
bool setup_select_outside(
	const struct setup *setup, struct selection *ret, struct buf *off, struct buf *error);

/* The severity of a finding of the rule's lower grade, outside all overrides; never SEVERITY_NONE. */
enum severity setup_severity(const struct setup *setup, const struct rule_info *rule);

/*
 * Gives the findings, which are sorted, the severities of the configuration, and takes out findings and unknowns
 * in files where their rule is off. False when out of memory.
 */
bool setup_apply(const struct setup *setup, struct findings *findings);

/* A file as patterns see it: relative to the configuration's folder where it is beneath that. */
const char *config_path_of(const struct config *config, const struct source *source, struct arena *arena);

#endif
