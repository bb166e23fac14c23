/* SPDX-License-Identifier: MIT */
/*
 * instruction.h - what stands in a processing instruction: pseudo-attributes, name="value", as in
 * <?xml-stylesheet?> (Associating Style Sheets with XML documents 1.0, section 4).
 *
 * White space stands before each, single or double quotes around a value; inside, '<' may not stand, and '&' only as
 * one of the five entities of XML or a character reference. Anything else is a fault: an instruction that two readers
 * could understand differently must not turn anything off.
 */
#ifndef LYNC_TOPO_DIAG_INSTRUCTION_H
#define LYNC_TOPO_DIAG_INSTRUCTION_H

#include "base/arena.h"
#include "base/str.h"

struct pseudo_attribute {
	struct str name;
	struct str written; /* the value between its quotes, references not replaced */
};

enum instruction_step {
	INSTRUCTION_ATTRIBUTE,
	INSTRUCTION_END,
	INSTRUCTION_FAULT,
};

/*
 * Walks the text between target and "?>". Begin with *at = 0. INSTRUCTION_FAULT: *ret_fault says what is wrong, lower
 * case, and *at is where.
 */
enum instruction_step instruction_next(
	struct str text, size_t *at, struct pseudo_attribute *ret, const char **ret_fault);

/* The value with its references replaced, terminated; NULL when one of them is none that XML allows. */
const char *instruction_value(struct arena *arena, struct str written);

#endif
