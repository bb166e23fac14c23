/* SPDX-License-Identifier: MIT */
/*
 * resolve.h - references, once the whole document set is read.
 */
#ifndef LYNC_TOPO_MODEL_RESOLVE_H
#define LYNC_TOPO_MODEL_RESOLVE_H

#include "model/builder.h"

/* Puts elements in the place of symbols; reports what leads nowhere or to the wrong kind. */
void resolve_references(struct builder *builder);

#endif
