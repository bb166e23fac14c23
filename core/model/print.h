/* SPDX-License-Identifier: MIT */
/*
 * print.h - a topology as a document of our own language: one file, whatever it was read from.
 */
#ifndef LYNC_TOPO_MODEL_PRINT_H
#define LYNC_TOPO_MODEL_PRINT_H

#include "base/out.h"
#include "model/topology.h"

/*
 * Elements in document order, attributes in the order of the vocabulary, only what was written; values that were not
 * understood, descriptions and comments are left out, and what <include> and <extend> brought stands where it
 * belongs. A value that was assumed has a comment. `note` is a comment at the beginning, lines of text without "--"; NULL
 * for none.
 */
void print_topology(const struct topology *topo, const char *note, struct out *out);

#endif
