/* SPDX-License-Identifier: MIT */
/*
 * topology.h - one document set as everyone after the loader sees it: read-only.
 *
 * Elements stand in document order in one array, each followed by what it contains; attributes stand beside
 * them as typed values. model/builder.h is the only writer. After that nobody changes anything: rules,
 * engine and diagrams get `const struct topology *`.
 *
 * Absent means unknown. Getters say so and apply a product default only where the vocabulary documents one.
 * A value that was written but could not be understood (a reference that leads nowhere, say) is neither
 * known nor absent: getters treat it as unknown, and topo_state() tells the difference.
 */
#ifndef LYNC_TOPO_MODEL_TOPOLOGY_H
#define LYNC_TOPO_MODEL_TOPOLOGY_H

#include "base/address.h"
#include "base/arena.h"
#include "diag/source.h"
#include "model/symbols.h"
#include "model/vocabulary.h"

enum tri {
	TRI_UNKNOWN = -1,
	TRI_FALSE = 0,
	TRI_TRUE = 1,
};

enum state {
	STATE_ABSENT,  /* not written, no documented default */
	STATE_BROKEN,  /* written, but a document fault was reported; or required and missing */
	STATE_KNOWN,   /* written and understood */
	STATE_DEFAULT, /* not written, the documented product default holds */
};

static inline enum tri tri_of(bool value)
{
	return value ? TRI_TRUE : TRI_FALSE;
}

static inline bool state_is_known(enum state state)
{
	return state == STATE_KNOWN || state == STATE_DEFAULT;
}

enum value_flag {
	VALUE_BROKEN = 1 << 0,
	VALUE_DECODED = 1 << 1, /* the text differs from the source: number in `decoded` */
	VALUE_ELEMENT =
		1 << 2, /* a reference, or a target or scope that is one: an element (a symbol at first) */
	VALUE_LIST = 1 << 3,    /* references: a place in `link` */
	VALUE_OF_SITE = 1 << 4, /* a scope that says what it names: "site:x", "trunk:x", "pool:x" */
	VALUE_OF_TRUNK = 1 << 5,
	VALUE_OF_POOL = 1 << 6,
};

/*
 * What the number in a value is follows from the attribute's type: a number, an element, a list's place in
 * `link`, or the text's offset in the source. A scope that is no element is its enum scope_form. There are
 * several of these for each element: they are packed to six bytes. An id is not kept as a value.
 */
struct value {
	uint16_t attr : 9;  /* enum attr */
	uint16_t flags : 7; /* enum value_flag */
	uint32_t value;
} __attribute__((packed));

enum element_flag {
	ELEMENT_SPOILED =
		1 << 0, /* a second element with an id that is taken, or part of one: rules skip it */
	ELEMENT_STAND_IN = 1 << 1, /* gives way to an element that says what it is (builder_stand_in()) */
	ELEMENT_BROKEN = 1 << 2,   /* one of its attributes at least is STATE_BROKEN */
	ELEMENT_INHERITED = ELEMENT_SPOILED | ELEMENT_STAND_IN, /* what holds of all inside, too */
};

struct element {
	uint16_t file; /* number of its source */
	uint8_t kind;  /* enum kind */
	uint8_t n_values;
	uint32_t flags : 8;    /* enum element_flag */
	uint32_t ordinal : 24; /* among its parent's children of its kind, from 1 */
	uint32_t start;        /* of its start tag, the '<' */
	uint32_t end;          /* one past the whole element */
	uint32_t parent;       /* element, NO_ELEMENT for a root */
	uint32_t next;         /* the element after the last one inside */
	uint32_t values;       /* its first value */
	uint32_t id;           /* symbol */
	uint32_t written;      /* attr_mark() of each value, and perhaps of one that is gone */
	uint32_t place; /* among those of its kind, as topo_nth() counts; of no meaning for a spoiled one */
};

/* Attributes share few marks: one that is not there is mostly known by its mark, without a look at the values. */
static inline uint32_t attr_mark(unsigned attr)
{
	return UINT32_C(1) << attr % 32;
}

/* A comment or processing instruction, for whoever writes the document again or reads instructions in it. */
struct remark {
	uint16_t file;
	bool is_instruction;
	uint32_t before; /* the element it stands before */
	uint32_t start, end;
	uint32_t covers_end; /* where what follows ends, in a file of another vocabulary; else 0 */
};

/* Where the value of an attribute stands when that is not under its name in the element's own tag. */
struct origin {
	uint32_t element;
	uint16_t attr : 15;
	uint16_t is_assumed : 1; /* the file does not say it: another one may say otherwise */
	uint16_t file;
	uint32_t start, end;
};

/* Where a member of a list of references stands, in a file that writes each by itself. */
struct member_origin {
	uint32_t link; /* its place in topology.link */
	uint32_t start, end;
};

struct topology {
	struct source **source;
	uint32_t n_source, room_source;
	struct element *element;
	uint32_t n_element, room_element;
	struct value *value;
	uint32_t n_value, room_value;
	uint32_t *link; /* lists of elements: a count, then the elements */
	uint32_t n_link, room_link;
	struct str *decoded;
	uint32_t n_decoded, room_decoded;
	struct remark *remark;
	uint32_t n_remark, room_remark;
	struct origin *origin;
	uint32_t n_origin, room_origin;
	uint32_t n_sorted_origins; /* the first ones, by element */
	struct member_origin *member_origin;
	uint32_t n_member_origin, room_member_origin;
	struct symbols symbols;
	struct arena arena;

	/* Made once after loading (model/relations.h). */
	uint32_t kind_first[KIND_COUNT + 1]; /* places in by_kind */
	uint32_t *by_kind;
	uint32_t *referrer_first; /* for each element, places in referrer */
	uint32_t *referrer;       /* elements that refer to it: by kind, then in document order */
	uint16_t *referrer_key;   /* of which kind it is, and by which attribute it refers: referrer_key() */
	uint64_t doubtful_kinds;  /* kinds of which some element could not be read */
	uint64_t doubtful_refs
		[ATTR_COUNT]; /* by attribute, A_NONE for any: kinds of which one has it broken */
};

_Static_assert(ATTR_COUNT <= 1 << 10, "a kind and an attribute fit into 16 bits");

static inline uint16_t referrer_key(unsigned kind, unsigned attr)
{
	return (uint16_t)(kind << 10 | attr);
}

/* Frees everything but the sources, which belong to the document set. */
void topology_release(struct topology *topo);

static inline uint32_t topo_index(const struct topology *topo, const struct element *e)
{
	return (uint32_t)(e - topo->element);
}

/* NULL for a root. */
const struct element *topo_parent(const struct topology *topo, const struct element *e);

/* The element itself or its nearest ancestor of one of these kinds, or NULL. */
const struct element *topo_within(const struct topology *topo, const struct element *e, uint64_t kinds);

/* The number of elements of a kind, spoiled ones left out, and the n-th of them in document order. */
static inline uint32_t topo_count(const struct topology *topo, enum kind kind)
{
	return topo->kind_first[kind + 1] - topo->kind_first[kind];
}

static inline const struct element *topo_nth(const struct topology *topo, enum kind kind, uint32_t n)
{
	return &topo->element[topo->by_kind[topo->kind_first[kind] + n]];
}

/* "" when the element has none. */
const char *topo_id(const struct topology *topo, const struct element *e);

/* The root that states the attribute, else the first one: where it holds, and where it would be changed. */
const struct element *topo_root_with(const struct topology *topo, enum attr attr);

/* Looks at every element: for what people type, not for loops. NULL if no element has the id. */
const struct element *topo_by_id(const struct topology *topo, const char *id);

/* NULL when the attribute is not written. */
static inline const struct value *topo_value(
	const struct topology *topo, const struct element *e, enum attr attr)
{
	if (!(e->written & attr_mark(attr)))
		return NULL;
	for (uint32_t i = e->values; i < e->values + e->n_values; i++)
		if (topo->value[i].attr == attr)
			return &topo->value[i];
	return NULL;
}

/* Where the value stands, if not under the attribute's name in the element's tag; or NULL. */
const struct origin *topo_origin(const struct topology *topo, const struct element *e, enum attr attr);

/* NULL where all of the list stands together. */
const struct member_origin *topo_member_origin(const struct topology *topo, uint32_t link);

enum state topo_state(const struct topology *topo, const struct element *e, enum attr attr);

/* The same, and for a type that is kept as a number (bool, int, choice) the value or its default. */
enum state topo_number(const struct topology *topo, const struct element *e, enum attr attr, uint32_t *ret);

/* Typed getters. Each answers for an absent or broken value as said; a documented default counts as known. */
enum tri topo_bool(const struct topology *topo, const struct element *e, enum attr attr);
int topo_choice(const struct topology *topo, const struct element *e, enum attr attr);             /* -1 */
bool topo_int(const struct topology *topo, const struct element *e, enum attr attr, int64_t *ret); /* false */
bool topo_decimal(const struct topology *topo, const struct element *e, enum attr attr, double *ret);
bool topo_address(const struct topology *topo, const struct element *e, enum attr attr, struct address *ret);

/* The text as decoded from the source, or the default; { "", 0 } when there is none. */
struct str topo_text(const struct topology *topo, const struct element *e, enum attr attr);

/* NULL unless the reference (or target, or scope) leads to an element. */
const struct element *topo_ref(const struct topology *topo, const struct element *e, enum attr attr);

/* Elements of a list, those that were found. */
struct refs {
	const struct topology *topo;
	const uint32_t *index;
	uint32_t n;
};

struct refs topo_refs(const struct topology *topo, const struct element *e, enum attr attr);
const struct element *refs_nth(struct refs refs, uint32_t n);
bool refs_hold(struct refs refs, const struct element *e);

/* A set of choices as bits; false when absent or broken. */
bool topo_choice_set(const struct topology *topo, const struct element *e, enum attr attr, uint32_t *ret);

/* The form of a scope (enum scope_form), 0 when absent or broken. */
unsigned topo_scope(const struct topology *topo, const struct element *e, enum attr attr);

#endif
