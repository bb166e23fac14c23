/* SPDX-License-Identifier: MIT */
/*
 * builder.h - the only writer of a topology.
 *
 * A loader opens elements, adds their attributes, says that the start tag is complete, and closes them, in
 * document order, file after file; builder_finish() then resolves references and makes the topology what
 * topology.h promises. Faults of the document go to `findings` as they are found; a faulty value is kept as
 * broken, so that no rule judges it, and everything else goes on.
 *
 * Out of memory: functions do nothing more and mem_ran_out() is true.
 */
#ifndef LYNC_TOPO_MODEL_BUILDER_H
#define LYNC_TOPO_MODEL_BUILDER_H

#include "base/limits.h"
#include "diag/finding.h"
#include "diag/structure.h"
#include "model/topology.h"

enum {
	BUILDER_DEPTH = 256,
};

/* How many children of each kind an open element has so far. */
struct child_count {
	uint32_t owner;
	uint32_t of_kind[KIND_COUNT];
};

/* A value that was not understood. Told of when the tag is complete: messages call elements by their names. */
struct bad_value {
	struct bad_value *next;
	const struct attr_spec *spec;
	struct str text;
};

/* "In this element of another file that attribute has this value." */
struct extension {
	struct extension *next;
	uint32_t element; /* the <extend> */
	uint16_t file;
	const char *name;
	struct str text;
	uint32_t start, end;
};

struct builder {
	struct topology *topo;
	struct findings *findings;
	const struct limits *limits;
	uint32_t n_faults;
	bool incomplete; /* a file of the set could not be read: what seems missing may stand there */
	uint16_t file;   /* the current source's number */
	bool has_stand_ins;
	struct extension *extension, **extension_end; /* attributes of <extend>, applied at the end */
	unsigned n_required;              /* required attributes that the current element has so far */
	struct bad_value *bad, **bad_end; /* of the current element */
	uint8_t required[KIND_COUNT];     /* how many each kind must have */
	unsigned depth;
	uint32_t open[BUILDER_DEPTH];
	struct child_count child[BUILDER_DEPTH];
};

void builder_init(struct builder *builder, struct topology *topo, struct findings *findings,
	const struct limits *limits);

/* Elements that follow stand in this source, which must outlive the topology. */
void builder_start_file(struct builder *builder, struct source *source);

/* The open element, or NULL between roots. Valid until the next builder_open(). */
const struct element *builder_current(const struct builder *builder);

/* `start` is the offset of '<', `tag_end` one past the '>' of the start tag. False when out of memory. */
bool builder_open(struct builder *builder, enum kind kind, uint32_t start, uint32_t tag_end);

/* An attribute that will be added soon: see symbols_expect(). */
void builder_expect(struct builder *builder, const struct attr_spec *spec, struct str text);

/*
 * An attribute of the current element. `offset` is where its text starts in the source, or UINT32_MAX when the
 * text is not there as it is (references replaced, say); it is copied then.
 */
void builder_add(struct builder *builder, const struct attr_spec *spec, struct str text, uint32_t offset);

/*
 * An attribute of the current element whose value the current file writes elsewhere, or in other words: `text` in
 * ours, and the piece of the file that says so. Unknown attributes are ignored.
 */
void builder_add_from(struct builder *builder, enum attr attr, struct str text, uint32_t start, uint32_t end);

/*
 * The same for `n` references, one or more, of which the file writes each by itself: `member` tells where, in the order of
 * `text`. Their links are filled in.
 */
void builder_add_members_from(
	struct builder *builder, enum attr attr, struct str text, struct member_origin *member, uint32_t n);

/* The same for a value that the file does not give, but the language wants: <extend> may put another in its stead. */
void builder_assume(struct builder *builder, enum attr attr, struct str text, uint32_t start, uint32_t end);

/*
 * Of the current element, before its id is added, only the name is certain: a peer of trunks that another file may
 * write as the SBC, PBX or gateway that it is, under the same id; or a PSTN usage that another file may write too. That
 * one then takes its place and its facts.
 */
void builder_stand_in(struct builder *builder);

/* Gives a stand-in's value to the element that took its place. For model/extend.c. */
void builder_take_over(struct builder *builder, uint32_t from, const struct value *value, uint32_t to);

/*
 * An attribute of the current element, an <extend>, that is meant for the element it names: understood when everything
 * is read. `at` is where the value stands.
 */
void builder_add_extension(struct builder *builder, const char *name, struct str text, struct span at);

/* An attribute that was meant but misspelt: counts as written and broken. */
void builder_add_broken(struct builder *builder, enum attr attr);

/* Reports values of the current element that were not understood. builder_complete_tag() does it. */
void builder_tell_bad_values(struct builder *builder);

/* Call after the last attribute: reports required ones that are missing. */
void builder_complete_tag(struct builder *builder);

/* Gives an element that is closed another attribute. For model/extend.c. */
void builder_extend(struct builder *builder, uint32_t element, const struct attr_spec *spec,
	const struct extension *extension);

/* `end` is one past the element's last byte. */
void builder_close(struct builder *builder, uint32_t end);

/* An element of one of these kinds was written, but could not be understood; its id may be referred to. */
void builder_doubt_kinds(struct builder *builder, uint64_t kinds);
void builder_doubt_id(struct builder *builder, struct str id);

void builder_add_remark(struct builder *builder, bool is_instruction, uint32_t start, uint32_t end);

/*
 * Of remarks that were added, from `first` to before `last`: the element before which they stand ends at `end`. For
 * files whose elements are no elements of the topology, so that instructions cover pieces of the file.
 */
void builder_cover(struct builder *builder, uint32_t first, uint32_t last, uint32_t end);

/* Resolves, compares, indexes. The topology is read-only from here on. */
void builder_finish(struct builder *builder);

/*
 * Reports a fault of an element or attribute of the topology. `argument` (NULL for none) tells this fault from
 * others of the same rule at the same element. Returns the finding for more detail, or NULL when the list of
 * faults is full or memory is.
 */
struct finding *builder_fault(struct builder *builder, enum structure_rule rule, const struct element *e,
	enum attr attr, const char *argument, const char *format, ...) PRINTF_LIKE(6, 7);

/* Adds a related element to a finding that builder_fault() returned; NULL is accepted. */
void builder_relate(struct builder *builder, struct finding *finding, const struct element *e, enum attr attr,
	const char *format, ...) PRINTF_LIKE(5, 6);

#endif
