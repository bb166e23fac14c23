/* SPDX-License-Identifier: MIT */
/*
 * shape.h - what a text attribute may look like where the vocabulary says LIKE(shape).
 */
#ifndef LYNC_TOPO_MODEL_SHAPE_H
#define LYNC_TOPO_MODEL_SHAPE_H

#include "model/vocabulary.h"

bool shape_check(enum shape shape, struct str text);

/* "seconds": the type's name in docs and in the XSD. */
const char *shape_name(enum shape shape);

/* What would have been right: "a number of seconds such as 2 or 0.5, ...". */
const char *shape_describe(enum shape shape);

/* A regular expression of XML Schema, and the type that it restricts. */
const char *shape_pattern(enum shape shape);
const char *shape_base(enum shape shape);

/* The word that was perhaps meant, or NULL. */
const char *shape_suggest(enum shape shape, struct str text);

/* A time, without any rounding. False when the text has not that shape. */
bool shape_nanoseconds(enum shape shape, struct str text, int64_t *ret);

/* Who calls or is called: a number, or an id with or without "/remote". */
struct party_name {
	struct str number; /* "" for an id */
	struct str id;     /* "" for a number */
	bool remote;
};

bool party_parse(struct str text, struct party_name *ret);

/* A number in E.164, an extension allowed. */
bool shape_is_number(struct str text);

#endif
