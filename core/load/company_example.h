/* SPDX-License-Identifier: MIT */
/*
 * company_example.h - the examples beside a company rule, tried on it: `config test`.
 */
#ifndef LYNC_TOPO_LOAD_COMPANY_EXAMPLE_H
#define LYNC_TOPO_LOAD_COMPANY_EXAMPLE_H

#include "load/company.h"

/*
 * Tries rule number n on one of its examples. The example is a topology, or what may stand in one: references that lead
 * nowhere and required attributes that are missing are forgiven, any other fault of the document is not. *ret_wrong
 * is what disagrees with the example, in the arena, or NULL. False when the rule itself cannot be judged (*faults) or
 * memory ran out.
 */
bool company_try(const struct company *company, const struct config *config, uint32_t n,
	const struct config_example *example, const struct limits *limits, struct config_faults *faults,
	struct arena *arena, const char **ret_wrong);

#endif
