/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.h - our languages as data: elements, attributes, types, defaults, documentation.
 *
 * vocabulary.def is the single source; this header makes enums and constant tables of it. All of it is static
 * and read-only.
 */
#ifndef LYNC_TOPO_MODEL_VOCABULARY_H
#define LYNC_TOPO_MODEL_VOCABULARY_H

#include "base/str.h"
#include "base/util.h"
#include "model/choices.h"

/* Elements: K_TRUNK is <trunk>. K_NONE is no element. */
enum kind {
#define ELEMENT(kind, name, id, parents, doc) K_##kind,
#define ATTR(kind, attribute, type, need, detail, fallback, doc)
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
	KIND_COUNT,
	K_NONE = KIND_COUNT,
};
_Static_assert(KIND_COUNT <= 64, "sets of kinds are 64-bit");

/* Sets of kinds that are always meant together. */
#define VPN_ENDS (BIT(K_VPN_ROUTER) | BIT(K_VPN_SERVER))
#define PEERS (BIT(K_GATEWAY) | BIT(K_SBC) | BIT(K_PBX))
#define MEDIATION_POOLS (BIT(K_MEDIATION_POOL) | BIT(K_SURVIVABLE_BRANCH_APPLIANCE))
#define POOLS (MEDIATION_POOLS | BIT(K_FRONT_END_POOL) | BIT(K_EDGE_POOL))
#define PLACES \
	(BIT(K_INTERFACE) | BIT(K_SERVER) | POOLS | PEERS | VPN_ENDS | BIT(K_USERS) | BIT(K_SITE) | \
		BIT(K_PROVIDER) | BIT(K_VLAN) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING))
/* What another file may add to by <extend>. */
#define EXTENDED \
	((BIT(K_SCENARIO) - 1) & ~(BIT(K_TOPOLOGY) | BIT(K_DESCRIPTION) | BIT(K_INCLUDE) | BIT(K_EXTEND)))
/* What a scenario may let fail: what answers SIP, what calls cross, and sites. */
#define ANSWERING (BIT(K_SERVER) | POOLS | BIT(K_TRUNK) | PEERS)
#define CROSSED (VPN_ENDS | BIT(K_TUNNEL) | BIT(K_CONNECTION) | BIT(K_WAN_LINK))
#define FAILING (ANSWERING | CROSSED | BIT(K_SITE))

enum language {
	LANGUAGE_TOPOLOGY,
	LANGUAGE_SCENARIO,
	LANGUAGE_COUNT,
};

struct language_spec {
	const char *name;  /* "topology" */
	const char *space; /* its namespace */
	enum kind root;
};

/* Static. */
const struct language_spec *language_spec(enum language language);

/* Every element of a language, its root included. */
uint64_t language_kinds(enum language language);

/* Attribute names: A_PEER is peer="". A_NONE means the element itself. */
enum attr {
	A_NONE,
#define ATTRIBUTE(suffix, name) A_##suffix,
#include "model/attributes.def"
#undef ATTRIBUTE
	ATTR_COUNT,
};

enum type {
	TYPE_ID,                /* xs:NCName, unique in the document set */
	TYPE_TEXT,              /* anything */
	TYPE_HOST,              /* host name */
	TYPE_BOOL,              /* true, false */
	TYPE_INT,               /* whole number in a range */
	TYPE_DECIMAL,           /* 0, 12, 0.5 */
	TYPE_CHOICE,            /* one of a closed list */
	TYPE_CHOICE_SET,        /* some of a closed list, separated by blanks */
	TYPE_REF,               /* an id */
	TYPE_REFS,              /* ids, order kept */
	TYPE_TARGET,            /* an id, an address or a prefix */
	TYPE_SCOPE,             /* global, user, site:ID ... */
	TYPE_ADDRESS,           /* IPv4 or IPv6 address */
	TYPE_ADDRESSES,         /* several */
	TYPE_INTERFACE_ADDRESS, /* address, prefix length allowed */
	TYPE_PREFIX,            /* address/length */
	TYPE_PORTS,             /* 500 4500 49152-57500 */
	TYPE_PROTOCOL_PORTS,    /* udp/500 esp */
	TYPE_COUNTRY,           /* US */
	TYPE_COUNTRIES,         /* US CA */
	TYPE_TOKENS,            /* free words */
	TYPE_NUMBER,            /* +14255550100 */
	TYPE_NUMBERS,           /* ranges of numbers */
	TYPE_DIALLED,           /* digits as dialled */
	TYPE_PATTERN,           /* regular expression */
	TYPE_HREF,              /* relative path */
	TYPE_COUNT,
};

/* Forms of a scope, a set. */
enum scope_form {
	SCOPE_GLOBAL = 1 << 0,
	SCOPE_USER = 1 << 1,
	SCOPE_SITE = 1 << 2,
	SCOPE_TRUNK = 1 << 3,
	SCOPE_POOL = 1 << 4,
};

/* What a TYPE_TEXT may look like: model/shape.h. */
enum shape {
	SHAPE_NONE,         /* anything */
	SHAPE_SECONDS,      /* 180, 0.5 */
	SHAPE_MILLISECONDS, /* 20, 0.125 */
	SHAPE_PARTY,        /* +14255550100, users-id, users-id/remote */
	SHAPE_OUTCOME,      /* connected, failed, 486 */
	SHAPE_HOPS,         /* ids of hops */
	SHAPE_COUNT,
};

struct element_spec {
	const char *name;
	bool id_required;
	uint64_t parents; /* kinds it may stand in */
	const char *doc;
};

struct attr_spec {
	uint16_t attr; /* enum attr */
	uint8_t kind;
	uint8_t type;
	bool required;
	uint8_t choices;       /* enum choices, for TYPE_CHOICE and TYPE_CHOICE_SET */
	uint8_t forms;         /* enum scope_form, for TYPE_SCOPE */
	uint8_t target_parent; /* what a reference names must stand in this kind; K_NONE: anywhere */
	uint8_t count;         /* exactly so many references; 0: any number */
	uint8_t shape;         /* enum shape, for TYPE_TEXT */
	bool in_deployment;    /* a scenario's reference: what it names stands in the topology */
	uint64_t targets;      /* kinds that a reference may name */
	int32_t least, most;   /* for TYPE_INT */
	const char *fallback;  /* documented product default as written, NULL: absent means unknown */
	const char *doc;
};

extern const struct element_spec element_specs[KIND_COUNT];

/* The rows of an element's attributes, id and name first. */
const struct attr_spec *attr_specs_of(enum kind kind, unsigned *count);

const char *kind_name(enum kind kind);
const char *attr_name(enum attr attr); /* "" for A_NONE */

/* A list of one: the attribute's name. Static. */
const char *const *attr_name_alone(enum attr attr);

/* K_NONE when there is no such element. */
enum kind kind_find(struct str name);

/* All rows, and the number of each attribute's row plus 1 (0: the element has no such attribute). */
extern const struct attr_spec attr_specs[];
extern const uint16_t attr_rows[KIND_COUNT][ATTR_COUNT];

/* The row of an attribute of an element, or NULL if the element has no such attribute. */
static inline const struct attr_spec *attr_spec(enum kind kind, enum attr attr)
{
	unsigned row = attr_rows[kind][attr];

	return row != 0 ? &attr_specs[row - 1] : NULL;
}

const struct attr_spec *attr_spec_find(enum kind kind, struct str name);

/* Everything that may stand in an element of this kind. */
uint64_t kind_children(enum kind parent);

/* True if an element of this kind may stand in one of that kind. */
bool kind_may_stand_in(enum kind kind, enum kind parent);

/* "gateway, sbc or pbx" into text. */
void kinds_text(uint64_t kinds, char *text, size_t room);

#endif
