/* SPDX-License-Identifier: MIT */
/*
 * company_tree.h - a topology as a tree of libxml2, for XPath: the elements of all files of the set under one root,
 * without namespaces, with the attributes that are written. It is made from the model, so that imported formats look the
 * same. Nodes know what they stand for; id() finds elements by their ids.
 */
#ifndef LYNC_TOPO_LOAD_COMPANY_TREE_H
#define LYNC_TOPO_LOAD_COMPANY_TREE_H

#include "model/topology.h"

#include <libxml/tree.h>

/* NULL when out of memory. Spoiled elements and the texts of descriptions are left out. Free it with xmlFreeDoc(). */
xmlDoc *company_tree_make(const struct topology *topo);

/* What a node of the tree stands for; false for one that is neither element nor attribute. */
bool company_tree_place(const xmlNode *node, const struct element **ret_element, enum attr *ret_attr);

#endif
