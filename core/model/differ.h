/* SPDX-License-Identifier: MIT */
/*
 * differ.h - one difference between two plans in words and values.
 */
#ifndef LYNC_TOPO_MODEL_DIFFER_H
#define LYNC_TOPO_MODEL_DIFFER_H

#include "diag/difference.h"
#include "model/topology.h"

/* An element that only one side has, the newer or the older one; `twin`: the id of one that says the same, or NULL. */
void differ_alone(const struct topology *topo, const struct element *e, bool newer, const char *twin,
	struct differences *ret);

/* It stands elsewhere. */
void differ_place(const struct topology *old, const struct element *before, const struct topology *new,
	const struct element *after, struct differences *ret);

/* Attributes that are not the same. */
void differ_attributes(const struct topology *old, const struct element *before, const struct topology *new,
	const struct element *after, struct differences *ret);

/* It holds the same, but another one comes first. */
void differ_order(const struct topology *topo, const struct element *e, struct differences *ret);

/* The same of the plans themselves, whichever of their documents says it. */
void differ_roots(const struct topology *old, const struct topology *new, struct differences *ret);

#endif
