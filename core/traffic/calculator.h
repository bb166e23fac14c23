/* SPDX-License-Identifier: MIT */
/*
 * calculator.h - of circuits, traffic and blocking two are given and the third is the answer: `plan erlang`.
 */
#ifndef LYNC_TOPO_TRAFFIC_CALCULATOR_H
#define LYNC_TOPO_TRAFFIC_CALCULATOR_H

#include <stdbool.h>
#include <stdint.h>

enum {
	CALCULATOR_MOST_CIRCUITS = 10000000,
};

enum traffic_model {
	MODEL_ERLANG_B, /* lost calls, very many sources */
	MODEL_ERLANG_C, /* calls that wait, very many sources */
	MODEL_ENGSET,   /* lost calls, so many sources */
};

enum traffic_quantity {
	QUANTITY_CIRCUITS, /* sought: the least whole number that keeps the blocking */
	QUANTITY_OFFERED,  /* sought: the greatest traffic that keeps it */
	QUANTITY_BLOCKING,
};

struct group_figures {
	enum traffic_model model;
	enum traffic_quantity sought;
	uint32_t sources;  /* of MODEL_ENGSET */
	uint32_t circuits; /* at most CALCULATOR_MOST_CIRCUITS */
	double offered;    /* Erlang, >= 0; MODEL_ENGSET: of one idle source */
	double blocking;   /* 0 to 1, a target between them; share of calls lost, MODEL_ERLANG_C: that wait */

	/* Answers beside the one sought. `blocking` becomes what is true of the answer, which a target seldom is. */
	double carried;         /* Erlang; where calls wait for ever, all circuits */
	double time_congestion; /* of MODEL_ENGSET */
};

/* False when it takes more circuits than the limit above: only what was given is filled in then. */
bool calculate(struct group_figures *figures);

/* "erlang-b" */
const char *traffic_model_name(enum traffic_model model);

/* "circuits" */
const char *traffic_quantity_name(enum traffic_quantity quantity);

#endif
