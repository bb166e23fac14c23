/* SPDX-License-Identifier: MIT */
#include "model/describe.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/choices.h"
#include "model/value.h"

#include <inttypes.h>
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

/* Moves into the arena what was written; an empty text when there was no memory for it. */
static const char *keep(struct buf *buf, struct arena *arena)
{
	const char *text = buf_failed(buf) ? "" : arena_copy(arena, buf_text(buf), buf->length);

	buf_release(buf);
	return text;
}

const char *describe_label(const struct topology *topo, const struct element *e, struct arena *arena)
{
	struct str name = own_name(topo, e);
	const struct element *parent = topo_parent(topo, e);
	bool of_parent = name.length == 0 && parent != NULL;
	struct str piece[6] = { str_of(kind_name(e->kind)) };
	size_t n = 1;

	if (of_parent) {
		name = own_name(topo, parent);
		piece[n++] = str_of(name.length == 0 ? " of the " : " of ");
		piece[n++] = str_of(kind_name(parent->kind));
	}
	if (name.length > 0) {
		/* Quoted, and shortened where it is long. */
		size_t shown = utf8_prefix(name.text, name.length, LABEL_CHARACTERS);

		piece[n++] = str_of(" '");
		piece[n++] = (struct str){ name.text, shown };
		piece[n++] = str_of(shown < name.length ? "...'" : "'");
	}
	return arena_join(arena, piece, n);
}

static void put_path(const struct topology *topo, const struct element *e, struct buf *buf)
{
	const struct element *parent = topo_parent(topo, e);

	if (parent != NULL)
		put_path(topo, parent, buf);
	buf_putc(buf, '/');
	buf_puts(buf, kind_name(e->kind));
	if (parent != NULL && e->id == SYMBOL_NONE) {
		buf_printf(buf, "[%u]", (unsigned)e->ordinal);
	} else if (parent != NULL) {
		buf_puts(buf, "[@id='");
		buf_puts(buf, topo_id(topo, e));
		buf_puts(buf, "']");
	}
}

const char *describe_path(const struct topology *topo, const struct element *e, struct arena *arena)
{
	struct buf buf = { 0 };

	put_path(topo, e, &buf);
	return keep(&buf, arena);
}

const char *describe_id(const struct topology *topo, const struct element *e)
{
	while (e != NULL && e->id == SYMBOL_NONE)
		e = topo_parent(topo, e);
	return e != NULL ? topo_id(topo, e) : "";
}

struct span describe_place(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct origin *origin = attr != A_NONE ? topo_origin(topo, e, attr) : NULL;

	if (attr == A_NONE)
		return source_tag_span(topo->source[e->file], e->start);
	if (origin != NULL)
		return (struct span){ topo->source[origin->file], origin->start, origin->end };
	return source_value_span(topo->source[e->file], e->start, attr_name(attr));
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

/* The names of the choices whose bits are set. */
static const char *choices_text(const struct attr_spec *spec, uint32_t set, struct arena *arena)
{
	const struct choice_list *list = choice_list(spec->choices);
	const char *text = "";

	for (unsigned i = 0; i < list->count; i++)
		if (set & BIT(i))
			text = arena_printf(arena, "%s%s%s", text, *text != '\0' ? " " : "", list->names[i]);
	return text;
}

static const char *number_value_text(const struct attr_spec *spec, uint32_t number, struct arena *arena)
{
	switch (spec->type) {
	case TYPE_BOOL:
		return number != 0 ? "true" : "false";
	case TYPE_CHOICE:
		return choice_list(spec->choices)->names[number];
	case TYPE_CHOICE_SET:
		return choices_text(spec, number, arena);
	default:
		return arena_printf(arena, "%" PRId32, (int32_t)number);
	}
}

static const char *refs_text(struct refs refs, struct arena *arena)
{
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < refs.n; i++)
		buf_printf(&buf, "%s%s", i > 0 ? " " : "", topo_id(refs.topo, refs_nth(refs, i)));
	return keep(&buf, arena);
}

static const char *scope_text(
	const struct topology *topo, const struct element *e, enum attr attr, struct arena *arena)
{
	const struct element *named = topo_ref(topo, e, attr);

	switch (topo_scope(topo, e, attr)) {
	case SCOPE_GLOBAL:
		return "global";
	case SCOPE_USER:
		return "user";
	case SCOPE_SITE:
		return arena_printf(arena, "site:%s", topo_id(topo, named));
	case SCOPE_TRUNK:
		return arena_printf(arena, "trunk:%s", topo_id(topo, named));
	case SCOPE_POOL:
		return arena_printf(arena, "pool:%s", topo_id(topo, named));
	default:
		return "";
	}
}

const char *describe_value(
	const struct topology *topo, const struct element *e, enum attr attr, struct arena *arena)
{
	const struct attr_spec *spec = attr_spec(e->kind, attr);
	const struct element *named = topo_ref(topo, e, attr);
	struct str text;
	uint32_t number;

	if (spec == NULL)
		return "";
	if (value_is_number(spec->type))
		return state_is_known(topo_number(topo, e, attr, &number)) ?
			number_value_text(spec, number, arena) :
			"";
	if (spec->type == TYPE_REFS)
		return refs_text(topo_refs(topo, e, attr), arena);
	if (spec->type == TYPE_SCOPE)
		return scope_text(topo, e, attr, arena);
	text = named != NULL ? str_of(topo_id(topo, named)) : topo_text(topo, e, attr);
	return arena_copy(arena, text.text, text.length);
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
		.owner = { topo->source[e->file], e->start, e->start },
		.fingerprint = fingerprint_add(describe_identity(topo, e, fingerprint), attr_name(attr)),
	};
}
