/* SPDX-License-Identifier: MIT */
/*
 * identity.h - numbers for the names of graphs, nodes and edges, in the order in which they are read.
 *
 * cgraph numbers by address unless it is told otherwise, and lays subgraphs out in the order of their numbers:
 * the same diagram would then look different from run to run.
 */
#ifndef LYNC_TOPO_RENDER_IDENTITY_H
#define LYNC_TOPO_RENDER_IDENTITY_H

#include "base/arena.h"
#include "model/symbols.h"

#include <graphviz/cgraph.h>

/* Names so far. Zeroed before use; must outlive the graph. */
struct identity {
	struct symbols symbols;
	struct arena arena;
	char **text; /* by symbol: what cgraph was given stays where it is */
	uint32_t room_text;
	IDTYPE n_anonymous;
};

/* For agread(), which keeps it. */
Agiddisc_t *identity_discipline(void);

/* The identity that graphs opened from now on use. */
void identity_use(struct identity *identity);

void identity_release(struct identity *identity);

#endif
