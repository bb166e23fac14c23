/* SPDX-License-Identifier: MIT */
/*
 * extend.h - <extend ref="..." ...>: what one file adds to an element of another, which cannot say it itself.
 */
#ifndef LYNC_TOPO_MODEL_EXTEND_H
#define LYNC_TOPO_MODEL_EXTEND_H

#include "model/builder.h"

/* The element that an <extend> names, NO_ELEMENT while nothing has that id. */
uint32_t extend_target(const struct builder *builder, uint32_t extend);

/*
 * Gives the attributes of every <extend> to the element that it names. One that the element has already is a
 * contradiction (DOC015) unless it says the same or the other file only assumed it. What stood in for an element
 * (builder_stand_in()) gives it the facts that it does not say itself. Before references are resolved.
 */
void extend_elements(struct builder *builder);

#endif
