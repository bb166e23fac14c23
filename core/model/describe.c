/* SPDX-License-Identifier: MIT */
#include "model/describe.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
	LABEL_CHARACTERS = 80,
};

/* What people call it, "" if nothing. */
static struct str own_name(const struct topology *topo, const struct element *e)
{
	struct str name = topo_text(topo, e, A_NAME);

	if (str_is_blank(name) && attr_spec(e->kind, A_FQDN) != NULL)
		name = topo_text(topo, e, A_FQDN);
	if (str_is_blank(name))
		name = str_of(topo_id(topo, e));
	return name;
}

const char *describe_label(const struct topology *topo, const struct element *e, struct arena *arena)
{
	struct str name = own_name(topo, e);
	size_t shown = utf8_prefix(name.text, name.length, LABEL_CHARACTERS);
	const struct element *parent = topo_parent(topo, e);

	if (name.length > 0)
		return arena_printf(arena, "%s '%.*s%s'", kind_name(e->kind), (int)shown, name.text,
			shown < name.length ? "..." : "");
	if (parent == NULL)
		return kind_name(e->kind);
	name = own_name(topo, parent);
	if (name.length == 0)
		return arena_printf(arena, "%s of the %s", kind_name(e->kind), kind_name(parent->kind));
	shown = utf8_prefix(name.text, name.length, LABEL_CHARACTERS);
	return arena_printf(arena, "%s of %s '%.*s%s'", kind_name(e->kind), kind_name(parent->kind),
		(int)shown, name.text, shown < name.length ? "..." : "");
}

const char *describe_path(const struct topology *topo, const struct element *e, struct arena *arena)
{
	const struct element *parent = topo_parent(topo, e);
	const char *above = parent != NULL ? describe_path(topo, parent, arena) : "";

	if (e->id != SYMBOL_NONE && parent != NULL)
		return arena_printf(arena, "%s/%s[@id='%s']", above, kind_name(e->kind), topo_id(topo, e));
	if (parent == NULL)
		return arena_printf(arena, "/%s", kind_name(e->kind));
	return arena_printf(arena, "%s/%s[%u]", above, kind_name(e->kind), (unsigned)e->ordinal);
}

const char *describe_id(const struct topology *topo, const struct element *e)
{
	while (e != NULL && e->id == SYMBOL_NONE)
		e = topo_parent(topo, e);
	return e != NULL ? topo_id(topo, e) : "";
}

/* Where the tag stands that holds the attribute: another file may have added it. */
static uint32_t tag_of(const struct topology *topo, const struct element *e, enum attr attr, uint16_t *file)
{
	for (uint32_t i = 0; i < topo->n_origin; i++) {
		const struct origin *origin = &topo->origin[i];

		if (origin->element == topo_index(topo, e) && origin->attr == attr) {
			*file = origin->file;
			return origin->start;
		}
	}
	*file = e->file;
	return e->start;
}

struct span describe_place(const struct topology *topo, const struct element *e, enum attr attr)
{
	uint16_t file;
	uint32_t start = tag_of(topo, e, attr, &file);

	if (attr == A_NONE)
		return source_tag_span(topo->source[file], start);
	return source_value_span(topo->source[file], start, attr_name(attr));
}

uint64_t describe_identity(const struct topology *topo, const struct element *e, uint64_t fingerprint)
{
	char place[16];

	if (e->id != SYMBOL_NONE)
		return fingerprint_add(fingerprint_add(fingerprint, kind_name(e->kind)), topo_id(topo, e));
	if (topo_parent(topo, e) == NULL)
		return fingerprint_add(fingerprint, kind_name(e->kind));
	snprintf(place, sizeof(place), "%u", (unsigned)e->ordinal);
	fingerprint = describe_identity(topo, topo_parent(topo, e), fingerprint);
	return fingerprint_add(fingerprint_add(fingerprint, kind_name(e->kind)), place);
}

struct finding describe_finding(const struct topology *topo, struct arena *arena,
	const struct rule_info *rule, const struct element *e, enum attr attr)
{
	bool written = attr != A_NONE && (topo_value(topo, e, attr) != NULL || attr == A_ID);
	uint64_t fingerprint = fingerprint_add(FINGERPRINT_START, rule->id);
	const char *id = describe_id(topo, e);

	return (struct finding){
		.rule = rule,
		.severity = rule->severity,
		.at = describe_place(topo, e, attr),
		.attribute = written ? attr_name(attr) : "",
		.message = "",
		.help = rule->fix,
		.element = arena_copy(arena, id, strlen(id)),
		.path = describe_path(topo, e, arena),
		.set = "",
		.fingerprint = fingerprint_add(describe_identity(topo, e, fingerprint), attr_name(attr)),
	};
}
