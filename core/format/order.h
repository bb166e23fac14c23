/* SPDX-License-Identifier: MIT */
/*
 * order.h - in which order attributes are written: that of the vocabularies.
 */
#ifndef LYNC_TOPO_FORMAT_ORDER_H
#define LYNC_TOPO_FORMAT_ORDER_H

#include "base/str.h"

/*
 * Attributes with a lower number stand first; those with equal numbers keep the order in which they were written.
 * Namespaces come first, then what the element's vocabulary knows, "id" and "name" before the rest, then everything
 * else. `element` has no prefix, `attribute` the one that it has. Elements of the languages and of configurations
 * that share a name share their attributes' order.
 */
unsigned order_of_attribute(struct str element, struct str attribute);

#endif
