/* SPDX-License-Identifier: MIT */
/*
 * relations.h - who is of which kind and who refers to whom, indexed once for everybody.
 *
 * Fills by_kind and referrer of a topology whose references are resolved. Spoiled elements are left out.
 */
#ifndef LYNC_TOPO_MODEL_RELATIONS_H
#define LYNC_TOPO_MODEL_RELATIONS_H

#include "model/topology.h"

/* Notes that the element's attribute could not be read: what refers by it is no longer all that does. */
void relations_doubt(struct topology *topo, const struct element *e, enum attr attr);

/* Linear in elements and references. Out of memory: mem_ran_out(), and the topology must not be used. */
void relations_make(struct topology *topo);

#endif
