/* SPDX-License-Identifier: MIT */
#include "engine/decision.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum {
	FIRST_SLOTS = 256,
	CONSTANTS = 2,
};

/* Behind every variable. */
static const uint32_t no_variable = UINT32_MAX;

static uint32_t mix(uint32_t a, uint32_t b, uint32_t c)
{
	const uint32_t words[] = { a, b, c };

	return hash_seeded((const char *)words, sizeof(words));
}

static uint32_t slot_of(const struct decision *decision, struct decision_node node)
{
	uint32_t at = mix(node.variable, node.works, node.fails) & (decision->n_slot - 1);

	while (decision->slot[at] > 0 &&
		memcmp(&decision->node[decision->slot[at]], &node, sizeof(node)) != 0)
		at = (at + 1) & (decision->n_slot - 1);
	return at;
}

static bool make_slots(struct decision *decision, uint32_t n)
{
	uint32_t *slot = mem_zalloc(n * sizeof(*slot));

	if (slot == NULL)
		return false;
	mem_free(decision->slot);
	decision->slot = slot;
	decision->n_slot = n;
	for (uint32_t i = CONSTANTS; i < decision->n; i++)
		decision->slot[slot_of(decision, decision->node[i])] = i;
	return true;
}

bool decision_open(struct decision *decision)
{
	*decision = (struct decision){ .n = 0 };
	if (!mem_grow(&decision->node, &decision->room, CONSTANTS, sizeof(*decision->node)) ||
		!make_slots(decision, FIRST_SLOTS))
		return false;
	decision->n = CONSTANTS;
	for (uint32_t i = 0; i < CONSTANTS; i++)
		decision->node[i] = (struct decision_node){ no_variable, i, i };
	return true;
}

void decision_release(struct decision *decision)
{
	mem_free(decision->node);
	mem_free(decision->slot);
	*decision = (struct decision){ .n = 0 };
}

/* The node, made if there is none like it. */
static uint32_t node_of(struct decision *decision, uint32_t variable, uint32_t works, uint32_t fails)
{
	const struct decision_node node = { variable, works, fails };
	uint32_t at;

	if (works == fails)
		return works;
	if ((decision->n + 1 > decision->n_slot / 2 && !make_slots(decision, decision->n_slot * 2)) ||
		!mem_grow(&decision->node, &decision->room, decision->n + 1, sizeof(*decision->node)))
		return DECISION_FALSE;
	at = slot_of(decision, node);
	if (decision->slot[at] == 0) {
		decision->node[decision->n] = node;
		decision->slot[at] = decision->n++;
	}
	return decision->slot[at];
}

uint32_t decision_all(struct decision *decision, const uint32_t *variable, uint32_t n, bool works)
{
	uint32_t node = DECISION_TRUE;

	while (n-- > 0)
		node = works ? node_of(decision, variable[n], node, DECISION_FALSE) :
			       node_of(decision, variable[n], DECISION_FALSE, node);
	return node;
}

/* Results of one joining: pairs of nodes that were met before. A pair that falls on another's place replaces it. */
struct met {
	uint32_t a, b, result;
};

enum {
	MET = 1 << 12,
};

struct joining {
	struct decision *decision;
	uint32_t strong; /* the constant that decides whatever the other one is */
	struct met met[MET];
};

static uint32_t join(struct joining *joining, uint32_t a, uint32_t b)
{
	struct met *met = &joining->met[mix(a, b, 0) & (MET - 1)];
	struct decision_node left, right;
	uint32_t variable, works, fails;

	if (a == joining->strong || b == joining->strong || mem_ran_out())
		return joining->strong;
	if (a < CONSTANTS || a == b)
		return b;
	if (b < CONSTANTS)
		return a;
	if (met->a == a && met->b == b)
		return met->result;
	left = joining->decision->node[a];
	right = joining->decision->node[b];
	variable = left.variable < right.variable ? left.variable : right.variable;
	works = join(joining, left.variable == variable ? left.works : a,
		right.variable == variable ? right.works : b);
	fails = join(joining, left.variable == variable ? left.fails : a,
		right.variable == variable ? right.fails : b);
	*met = (struct met){ a, b, node_of(joining->decision, variable, works, fails) };
	return met->result;
}

static uint32_t join_all(struct decision *decision, uint32_t strong, uint32_t a, uint32_t b)
{
	struct joining *joining = mem_zalloc(sizeof(*joining));
	uint32_t node = DECISION_FALSE;

	if (joining != NULL) {
		joining->decision = decision;
		joining->strong = strong;
		node = join(joining, a, b);
	}
	mem_free(joining);
	return mem_ran_out() ? DECISION_FALSE : node;
}

uint32_t decision_or(struct decision *decision, uint32_t a, uint32_t b)
{
	return join_all(decision, DECISION_TRUE, a, b);
}

uint32_t decision_and(struct decision *decision, uint32_t a, uint32_t b)
{
	return join_all(decision, DECISION_FALSE, a, b);
}

double decision_fails(const struct decision *decision, uint32_t node, const double *works, double *scratch)
{
	scratch[DECISION_FALSE] = 1;
	scratch[DECISION_TRUE] = 0;
	for (uint32_t i = CONSTANTS; i <= node; i++) {
		const struct decision_node *at = &decision->node[i];
		double share = works[at->variable];

		scratch[i] = share * scratch[at->works] + (1 - share) * scratch[at->fails];
	}
	return scratch[node];
}
