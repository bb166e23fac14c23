/* SPDX-License-Identifier: MIT */
/*
 * config_language.h - the language of `.lync-topo.xml` as data: elements, attributes, types, documentation.
 *
 * config_language.def is the single source; all of it is static and read-only.
 */
#ifndef LYNC_TOPO_DIAG_CONFIG_LANGUAGE_H
#define LYNC_TOPO_DIAG_CONFIG_LANGUAGE_H

#include "base/str.h"

#include <stdbool.h>

#define CONFIG_NAMESPACE "urn:lync-topo:config:1"

enum config_element {
#define CONFIG_ELEMENT(element, name, parent, doc) CONFIG_##element,
#define CONFIG_ATTR(element, attribute, name, type, need, doc)
#include "diag/config_language.def"
#undef CONFIG_ATTR
#undef CONFIG_ELEMENT
	CONFIG_ELEMENT_COUNT,
	CONFIG_ROOT = CONFIG_ELEMENT_COUNT, /* no element: what the root stands in */
};

/* Attributes of elements: CONFIG_RULE_ID is id="" of <rule>. */
enum config_attr {
#define CONFIG_ELEMENT(element, name, parent, doc)
#define CONFIG_ATTR(element, attribute, name, type, need, doc) CONFIG_##element##_##attribute,
#include "diag/config_language.def"
#undef CONFIG_ATTR
#undef CONFIG_ELEMENT
	CONFIG_ATTR_COUNT,
};

enum config_type {
	CONFIG_TYPE_WORD,       /* one name */
	CONFIG_TYPE_WORDS,      /* names separated by blanks or commas */
	CONFIG_TYPE_NAME,       /* kebab-case */
	CONFIG_TYPE_VERSION,    /* 0.2.0 */
	CONFIG_TYPE_NUMBER,     /* 0, 12, 0.5 */
	CONFIG_TYPE_COUNT,      /* from 1 */
	CONFIG_TYPE_BOOL,       /* true, false */
	CONFIG_TYPE_SEVERITY,   /* error, warning, note, off */
	CONFIG_TYPE_GLOB,       /* pattern of a path or an id */
	CONFIG_TYPE_FILE,       /* a path that stays beneath the configuration's folder */
	CONFIG_TYPE_DATE,       /* 2027-01-31 */
	CONFIG_TYPE_URL,        /* http or https */
	CONFIG_TYPE_MESSAGE,    /* one line for people */
	CONFIG_TYPE_EXPRESSION, /* XPath */
	CONFIG_TYPE_COUNT_OF,
};

struct config_element_spec {
	const char *name;
	enum config_element parent;
	bool open; /* what it holds is not of this language */
	const char *doc;
};

struct config_attr_spec {
	const char *name;
	enum config_element element;
	enum config_type type;
	bool required;
	const char *doc;
};

struct config_type_spec {
	const char *name;      /* in the XSD and in docs/configuration.md */
	const char *describes; /* "true or false" */
	const char *base;      /* the type of XML Schema that it restricts */
	const char *facets;    /* how */
};

const struct config_element_spec *config_element_spec(enum config_element element);
const struct config_attr_spec *config_attr_spec(enum config_attr attr);
const struct config_type_spec *config_type_spec(enum config_type type);

/* CONFIG_ELEMENT_COUNT when no element of that name may stand there. */
enum config_element config_element_find(enum config_element parent, struct str name);

/* CONFIG_ATTR_COUNT when the element has no such attribute. */
enum config_attr config_attr_find(enum config_element element, struct str name);

/* The name of an element, or of an attribute, that was perhaps meant, or NULL. */
const char *config_suggest_element(enum config_element parent, struct str written);
const char *config_suggest_attr(enum config_element element, struct str written);

/* Whether the text, references replaced, is a value of the type. */
bool config_value_fits(enum config_type type, struct str text);

#endif
