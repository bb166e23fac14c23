/* SPDX-License-Identifier: MIT */
/*
 * expression_words.h - a look at an XPath expression before libxml2 sees it.
 *
 * XPath takes any name and then simply finds nothing, so that a misspelt element would make a rule that never
 * fires: names that the topology language does not have are refused, and so are functions and variables that there
 * are not, and prefixes, since the tree has no namespaces. Nesting is bounded. What else is wrong libxml2 finds.
 */
#ifndef LYNC_TOPO_LOAD_EXPRESSION_WORDS_H
#define LYNC_TOPO_LOAD_EXPRESSION_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

struct expression_fault {
	const char *message; /* static or in the arena given; completes "this XPath ..." */
	uint32_t offset;     /* in the expression */
};

/* False with *fault. */
bool expression_check_words(struct str text, struct arena *arena, struct expression_fault *fault);

#endif
