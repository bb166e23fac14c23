/* SPDX-License-Identifier: MIT */
#include "model/vocabulary.h"

#include <stdio.h>
#include <string.h>

/* One name for every row, so that the tables below can refer to it: ROW_TRUNK_PEER. */
enum row {
#define ELEMENT(kind, name, id, parents, doc) ROW_##kind##_ID, ROW_##kind##_NAME,
#define ATTR(kind, attribute, type, need, detail, fallback, doc) ROW_##kind##_##attribute,
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
	ROW_COUNT,
};

#define MAY 0
#define MUST 1
#define NAMED 2
#define REQUIRED true
#define OPTIONAL false
#define PLAIN .target_parent = K_NONE
#define TO(kinds) .targets = (kinds), .target_parent = K_NONE
#define TO_UNDER(kinds, parent) .targets = (kinds), .target_parent = (parent)
#define PAIR(kinds) .targets = (kinds), .target_parent = K_NONE, .count = 2
#define OF(list) .choices = CHOICES_##list, .target_parent = K_NONE
#define RANGE(from, to) .least = (from), .most = (to), .target_parent = K_NONE
#define IN_DEPLOYMENT(kinds) .targets = (kinds), .target_parent = K_NONE, .in_deployment = true
#define LIKE(some) .shape = SHAPE_##some, .target_parent = K_NONE
#define FORMS(some, kinds) .forms = (some), .targets = (kinds), .target_parent = K_NONE

/* clang-format off */
const struct attr_spec attr_specs[] = {
#define ELEMENT(element, name, id, within, about)                                                 \
	{ .kind = K_##element, .attr = A_ID, .type = TYPE_ID, .required = (id) == MUST, PLAIN,    \
		.doc = "unique in the document set" },                                            \
	{ .kind = K_##element, .attr = A_NAME, .type = TYPE_TEXT, .required = (id) == NAMED, PLAIN, \
		.doc = (id) == NAMED ? "which one" : "name for people" },
#define ATTR(element, attribute, form, need, detail, given, about)                                \
	{ .kind = K_##element, .attr = A_##attribute, .type = TYPE_##form, .required = need, detail, \
		.fallback = given, .doc = about },
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
};

const uint16_t attr_rows[KIND_COUNT][ATTR_COUNT] = {
#define ELEMENT(kind, name, id, parents, doc)                                                     \
	[K_##kind][A_ID] = ROW_##kind##_ID + 1, [K_##kind][A_NAME] = ROW_##kind##_NAME + 1,
#define ATTR(kind, attribute, type, need, detail, fallback, doc)                                  \
	[K_##kind][A_##attribute] = ROW_##kind##_##attribute + 1,
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
};

/* The first row of each element, and one past the last: the next element's first. */
static const uint16_t first_row[KIND_COUNT + 1] = {
#define ELEMENT(kind, name, id, parents, doc) [K_##kind] = ROW_##kind##_ID,
#define ATTR(kind, attribute, type, need, detail, fallback, doc)
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
	[KIND_COUNT] = ROW_COUNT,
};

const struct element_spec element_specs[KIND_COUNT] = {
#define ELEMENT(kind, written, id, within, about)                                                 \
	[K_##kind] = { .name = written, .id_required = (id) == MUST, .parents = within, .doc = about },
#define ATTR(kind, attribute, type, need, detail, fallback, doc)
#include "model/vocabulary.def"
#undef ATTR
#undef ELEMENT
};

static const char *const attr_names[ATTR_COUNT] = {
	[A_NONE] = "",
#define ATTRIBUTE(suffix, name) [A_##suffix] = name,
#include "model/attributes.def"
#undef ATTRIBUTE
};
/* clang-format on */

static const struct language_spec languages[LANGUAGE_COUNT] = {
	[LANGUAGE_TOPOLOGY] = { "topology", "urn:lync-topo:topology:1", K_TOPOLOGY },
	[LANGUAGE_SCENARIO] = { "scenario", "urn:lync-topo:scenario:1", K_SCENARIO },
};

const struct language_spec *language_spec(enum language language)
{
	return &languages[language];
}

uint64_t language_kinds(enum language language)
{
	uint64_t topology = BIT(K_SCENARIO) - 1;

	return language == LANGUAGE_TOPOLOGY ? topology :
					       ((BIT(KIND_COUNT) - 1) & ~topology) | BIT(K_DESCRIPTION);
}

const struct attr_spec *attr_specs_of(enum kind kind, unsigned *count)
{
	*count = first_row[kind + 1] - first_row[kind];
	return &attr_specs[first_row[kind]];
}

const char *kind_name(enum kind kind)
{
	return kind < KIND_COUNT ? element_specs[kind].name : "";
}

const char *attr_name(enum attr attr)
{
	return attr_names[attr];
}

const char *const *attr_name_alone(enum attr attr)
{
	return &attr_names[attr];
}

enum kind kind_find(struct str name)
{
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		if (str_is(name, element_specs[kind].name))
			return (enum kind)kind;
	return K_NONE;
}

const struct attr_spec *attr_spec_find(enum kind kind, struct str name)
{
	unsigned count;
	const struct attr_spec *specs = attr_specs_of(kind, &count);

	for (unsigned i = 0; i < count; i++)
		if (str_is(name, attr_names[specs[i].attr]))
			return &specs[i];
	return NULL;
}

bool kind_may_stand_in(enum kind kind, enum kind parent)
{
	/* In <extend> stands what may stand in the element that it names. */
	uint64_t places = parent == K_EXTEND ? EXTENDED : BIT(parent);

	return (element_specs[kind].parents & places) != 0;
}

uint64_t kind_children(enum kind parent)
{
	uint64_t children = 0;

	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		if (kind_may_stand_in((enum kind)kind, parent))
			children |= BIT(kind);
	return children;
}

void kinds_text(uint64_t kinds, char *text, size_t room)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned kind = 0; kind < KIND_COUNT && used < room; kind++) {
		const char *joint = used == 0 ? "" : kinds & ~(BIT(kind + 1) - 1) ? ", " : " or ";

		if (kinds & BIT(kind))
			used += (size_t)snprintf(
				text + used, room - used, "%s%s", joint, element_specs[kind].name);
	}
}
