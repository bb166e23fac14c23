/* SPDX-License-Identifier: MIT */
/*
 * figures.h - the numbers that the documents give, each once with its unit and source (figures.def).
 *
 * Rules, engine and planning take their numbers from here, so that what is counted with and what docs/figures.md
 * prints are the same. A number that is the documented default of an attribute stands in vocabulary.def and is read
 * from there.
 */
#ifndef LYNC_TOPO_MODEL_FIGURES_H
#define LYNC_TOPO_MODEL_FIGURES_H

#include "diag/page.h"
#include "model/vocabulary.h"

#include <stdint.h>

enum figure {
#define FIGURE_GROUP(key, heading, remark)
#define FIGURE(key, group, name, value, unit, state, page, other, says) FIGURE_##key,
#define FIGURE_DEFAULT(key, group, name, kind, attr, unit, page, other, says) FIGURE_##key,
#include "model/figures.def"
#undef FIGURE_GROUP
#undef FIGURE
#undef FIGURE_DEFAULT
	FIGURE_COUNT,
};

enum figure_group {
#define FIGURE_GROUP(key, heading, remark) FIGURE_GROUP_##key,
#define FIGURE(key, group, name, value, unit, state, page, other, says)
#define FIGURE_DEFAULT(key, group, name, kind, attr, unit, page, other, says)
#include "model/figures.def"
#undef FIGURE_GROUP
#undef FIGURE
#undef FIGURE_DEFAULT
	FIGURE_GROUP_COUNT,
};

enum figure_state {
	FIGURE_STATE_PRINTED,  /* as the page has it */
	FIGURE_STATE_REASONED, /* follows from printed numbers */
	FIGURE_STATE_DEFAULT,  /* printed; the documented default of an attribute */
};

/* Strings are static; names are unique. */
struct figure_info {
	const char *name;
	enum figure_group group;
	const char *unit; /* "kbps", "calls", "TCP port" */
	enum figure_state state;
	enum page page, other; /* PAGE_NONE for no second one */
	const char *says;
	enum kind kind; /* the element and attribute whose default it is; A_NONE: of none */
	enum attr attr;
};

const struct figure_info *figure_info(enum figure figure);

/* "Ports", and what stands below that heading ("" for nothing). */
const char *figure_group_heading(enum figure_group group);
const char *figure_group_remark(enum figure_group group);

double figure_value(enum figure figure);

/* Of a figure that is a whole number. */
int64_t figure_whole(enum figure figure);

/* The title of its page, for messages: "Capacity planning for ...". */
const char *figure_source(enum figure figure);

#endif
