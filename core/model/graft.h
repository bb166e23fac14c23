/* SPDX-License-Identifier: MIT */
/*
 * graft.h - the children of <extend ref="...">: they belong to the element that it names.
 */
#ifndef LYNC_TOPO_MODEL_GRAFT_H
#define LYNC_TOPO_MODEL_GRAFT_H

#include "model/builder.h"

/*
 * Moves the children of every <extend> behind the own children of the element that it names, so that elements stand in
 * their places again. One that may not stand there is DOC004 and stays away from rules. To be called once, when all is
 * read and nothing resolved; linear.
 */
void graft_children(struct builder *builder);

#endif
