/* SPDX-License-Identifier: MIT */
/*
 * decision.h - binary decision diagrams (R. E. Bryant, 1986): a function of parts that work or do not, in which nothing
 * is said twice, so that its probability is exact and takes one look at each node. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_DECISION_H
#define LYNC_TOPO_ENGINE_DECISION_H

#include <stdbool.h>
#include <stdint.h>

enum {
	DECISION_FALSE = 0,
	DECISION_TRUE = 1,
};

struct decision_node {
	uint32_t variable;
	uint32_t works, fails; /* nodes: what is left when the part does, or does not */
};

struct decision {
	struct decision_node *node; /* those of a node come before it; the first two are the constants */
	uint32_t n, room;
	uint32_t *slot; /* a table of nodes */
	uint32_t n_slot;
};

/* False when out of memory. Release it in any case. */
bool decision_open(struct decision *decision);
void decision_release(struct decision *decision);

/*
 * All of these variables, ascending, are true, or with `works` false none is. DECISION_FALSE when out of memory, which
 * mem_ran_out() remembers.
 */
uint32_t decision_all(struct decision *decision, const uint32_t *variable, uint32_t n, bool works);

/* One of the two is true, or both are. Likewise. */
uint32_t decision_or(struct decision *decision, uint32_t a, uint32_t b);
uint32_t decision_and(struct decision *decision, uint32_t a, uint32_t b);

/*
 * The probability that the function of this node is false, where variable v is true with probability works[v]. Of two
 * numbers that add to 1 it is the small one, and keeps its digits. `scratch` has room for a number for each node.
 */
double decision_fails(const struct decision *decision, uint32_t node, const double *works, double *scratch);

#endif
