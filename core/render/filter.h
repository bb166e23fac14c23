/* SPDX-License-Identifier: MIT */
/*
 * filter.h - less of a diagram: what people name, what lies around one thing, or an overview.
 *
 * What is left out is said in a note of the diagram: a picture never shows less in silence.
 */
#ifndef LYNC_TOPO_RENDER_FILTER_H
#define LYNC_TOPO_RENDER_FILTER_H

#include "render/diagram.h"

enum collapse {
	COLLAPSE_NOTHING,
	COLLAPSE_POOLS, /* pools without their servers */
	COLLAPSE_SITES, /* each site and provider one box, lines between them counted */
	COLLAPSE_COUNT,
};

/* "sites", "pools", and back: COLLAPSE_COUNT for neither. */
enum collapse collapse_find(const char *name);

struct filter {
	/* Patterns of shells (*, ?, []) for ids and titles; boxes and areas count. */
	const char *const *include;
	uint32_t n_include;
	const char *const *exclude;
	uint32_t n_exclude;
	const char *focus; /* id of a box, area or line, or NULL */
	unsigned depth;    /* lines that may lie between it and what is drawn */
	enum collapse collapse;
};

enum filter_status {
	FILTER_OK,
	FILTER_NO_FOCUS, /* the diagram holds nothing of this id */
	FILTER_NO_MEMORY,
};

enum filter_status diagram_filter(struct diagram *diagram, const struct filter *filter);

#endif
