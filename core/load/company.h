/* SPDX-License-Identifier: MIT */
/*
 * company.h - the rules of a company's own: XPath expressions of the configuration, judged on a document set.
 */
#ifndef LYNC_TOPO_LOAD_COMPANY_H
#define LYNC_TOPO_LOAD_COMPANY_H

#include "base/limits.h"
#include "diag/config.h"
#include "diag/finding.h"
#include "model/topology.h"

/* Compiled rules of one configuration. */
struct company;

/*
 * Compiles the configuration's company rules, which must outlive the result. False with *faults, or when out of
 * memory; NULL without rules.
 */
bool company_make(const struct config *config, struct company **ret, struct config_faults *faults);
void company_release(struct company *company);

uint32_t company_count(const struct company *company);
const char *company_rule_id(const struct company *company, uint32_t n);

/* The tree that rules are judged on, made for one set. NULL when out of memory. */
struct company_tree;

struct company_tree *company_tree_open(const struct topology *topo);
void company_tree_close(struct company_tree *tree);

struct company_request {
	const struct company *company;
	const struct company_tree *tree;
	const char *set; /* the set's root file, for the findings */
	const struct limits *limits;
	struct findings *findings;
	struct config_faults *faults;
};

/*
 * Judges rule number n; *ret_fired counts its findings. False with a fault that names the rule when it takes more than
 * `limits.xpath_operations`, or when out of memory.
 */
bool company_judge(const struct company_request *request, uint32_t n, uint32_t *ret_fired);

#endif
