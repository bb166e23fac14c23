/* SPDX-License-Identifier: MIT */
/*
 * value.h - what texts are values of which type.
 */
#ifndef LYNC_TOPO_MODEL_VALUE_H
#define LYNC_TOPO_MODEL_VALUE_H

#include "base/buf.h"
#include "model/vocabulary.h"

enum {
	VALUE_MOST_ID = 1024,      /* bytes of an id, reference or name */
	VALUE_MOST_PATTERN = 4096, /* bytes of a pattern */
};

/* The type is kept as its text, and read again by whoever needs it. */
bool value_is_text(enum type type);

/* Types that are one number: bool, int, choice, set of choices (a bit each). */
bool value_is_number(enum type type);
bool value_parse_number(const struct attr_spec *spec, struct str text, uint32_t *ret);

/* Types that are kept as text. */
bool value_check_text(enum type type, struct str text);

/* xs:NCName. */
bool value_is_ncname(struct str text);

/* enum scope_form of "global", "site:ID" ..., and the id; 0 for anything else. ret_id may be NULL. */
unsigned value_scope_form(struct str text, struct str *ret_id);

/* What would have been right: "true or false", "a whole number from 1 to 4094", "one of tcp, tls, udp". */
void value_describe(const struct attr_spec *spec, struct buf *buf);

/* The choice that was perhaps meant, or NULL. */
const char *value_suggest(const struct attr_spec *spec, struct str text);

/* The type's name in docs, and the XSD's. */
const char *type_name(enum type type);

#endif
