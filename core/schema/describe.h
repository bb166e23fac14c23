/* SPDX-License-Identifier: MIT */
/*
 * describe.h - the languages in words, for pages of every form.
 */
#ifndef LYNC_TOPO_SCHEMA_DESCRIBE_H
#define LYNC_TOPO_SCHEMA_DESCRIBE_H

#include "base/roff.h"
#include "model/vocabulary.h"

struct described {
	const char *name;
	bool required;
	const char *doc;
	const char *type;
	const char *fallback; /* NULL: none */
};

/* What an attribute may hold: "whole number, 1 to 4094", the choices each in quotes. */
void describe_type(const struct attr_spec *spec, const char *quote, struct buf *buf);

/* An attribute as manual pages have it. */
void describe_attribute(struct roff *roff, const struct described *attribute);

/* The types that a page about the language explains. Static. */
const enum type *described_types(enum language language, size_t *ret_n);

/* What the topology language is, and what is concluded without being written: Markdown. */
extern const char *const language_about;
extern const char *const language_derived;

#endif
