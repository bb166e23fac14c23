/* SPDX-License-Identifier: MIT */
#include "model/topology.h"

#include "base/mem.h"
#include "base/number.h"
#include "model/value.h"

#include <string.h>

void topology_release(struct topology *topo)
{
	mem_free(topo->source);
	mem_free(topo->element);
	mem_free(topo->value);
	mem_free(topo->link);
	mem_free(topo->decoded);
	mem_free(topo->remark);
	mem_free(topo->origin);
	mem_free(topo->member_origin);
	mem_free(topo->by_kind);
	mem_free(topo->referrer_first);
	mem_free(topo->referrer);
	mem_free(topo->referrer_key);
	symbols_release(&topo->symbols);
	arena_release(&topo->arena);
	*topo = (struct topology){ 0 };
}

static const struct element *at_index(const struct topology *topo, uint32_t index)
{
	return index < topo->n_element ? &topo->element[index] : NULL;
}

const struct element *topo_parent(const struct topology *topo, const struct element *e)
{
	return at_index(topo, e->parent);
}

const struct element *topo_within(const struct topology *topo, const struct element *e, uint64_t kinds)
{
	while (e != NULL && !(kinds & BIT(e->kind)))
		e = topo_parent(topo, e);
	return e;
}

const char *topo_id(const struct topology *topo, const struct element *e)
{
	return symbols_text(&topo->symbols, e->id);
}

const struct element *topo_root_with(const struct topology *topo, enum attr attr)
{
	for (uint32_t i = 0; i < topo_count(topo, K_TOPOLOGY); i++)
		if (topo_value(topo, topo_nth(topo, K_TOPOLOGY, i), attr) != NULL)
			return topo_nth(topo, K_TOPOLOGY, i);
	return topo_nth(topo, K_TOPOLOGY, 0);
}

const struct element *topo_by_id(const struct topology *topo, const char *id)
{
	for (uint32_t i = 0; i < topo->n_element; i++)
		if (topo->element[i].id != SYMBOL_NONE && !(topo->element[i].flags & ELEMENT_SPOILED) &&
			strcmp(topo_id(topo, &topo->element[i]), id) == 0)
			return &topo->element[i];
	return NULL;
}

/* Looks from `first` up to `last`, where they stand by element. */
static const struct origin *find_origin(
	const struct topology *topo, uint32_t first, uint32_t last, uint32_t element, enum attr attr)
{
	uint32_t end = last;

	while (first < last) {
		uint32_t middle = first + (last - first) / 2;

		if (topo->origin[middle].element < element)
			first = middle + 1;
		else
			last = middle;
	}
	for (; first < end && topo->origin[first].element == element; first++)
		if (topo->origin[first].attr == attr)
			return &topo->origin[first];
	return NULL;
}

const struct origin *topo_origin(const struct topology *topo, const struct element *e, enum attr attr)
{
	uint32_t element = topo_index(topo, e);
	const struct origin *origin = find_origin(topo, 0, topo->n_sorted_origins, element, attr);

	/* While elements are extended, what that adds stands behind the others, in the same order. */
	if (origin == NULL)
		origin = find_origin(topo, topo->n_sorted_origins, topo->n_origin, element, attr);
	return origin;
}

const struct member_origin *topo_member_origin(const struct topology *topo, uint32_t link)
{
	uint32_t first = 0;
	uint32_t last = topo->n_member_origin;

	while (first < last) {
		uint32_t middle = first + (last - first) / 2;

		if (topo->member_origin[middle].link < link)
			first = middle + 1;
		else
			last = middle;
	}
	if (first == topo->n_member_origin || topo->member_origin[first].link != link)
		return NULL;
	return &topo->member_origin[first];
}

/* The state of an attribute that is not written. */
static enum state state_of_default(const struct element *e, const struct attr_spec *spec, uint32_t *ret)
{
	if (spec == NULL)
		return STATE_ABSENT;
	if (spec->required)
		return spec->attr == A_ID && e->id != SYMBOL_NONE ? STATE_KNOWN : STATE_BROKEN;
	if (spec->fallback == NULL)
		return STATE_ABSENT;
	/* Asked for often, and the vocabulary writes its own defaults in one way only. */
	if (spec->type == TYPE_BOOL)
		*ret = spec->fallback[0] == 't';
	else if (value_is_number(spec->type))
		value_parse_number(spec, str_of(spec->fallback), ret);
	return STATE_DEFAULT;
}

enum state topo_number(const struct topology *topo, const struct element *e, enum attr attr, uint32_t *ret)
{
	const struct value *value = topo_value(topo, e, attr);

	*ret = 0;
	if (value == NULL)
		return state_of_default(e, attr_spec(e->kind, attr), ret);
	*ret = value->value;
	return value->flags & VALUE_BROKEN ? STATE_BROKEN : STATE_KNOWN;
}

enum state topo_state(const struct topology *topo, const struct element *e, enum attr attr)
{
	uint32_t number;

	return topo_number(topo, e, attr, &number);
}

enum tri topo_bool(const struct topology *topo, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(topo_number(topo, e, attr, &number)) ? tri_of(number) : TRI_UNKNOWN;
}

int topo_choice(const struct topology *topo, const struct element *e, enum attr attr)
{
	uint32_t number;

	return state_is_known(topo_number(topo, e, attr, &number)) ? (int)number : -1;
}

bool topo_int(const struct topology *topo, const struct element *e, enum attr attr, int64_t *ret)
{
	uint32_t number;

	if (!state_is_known(topo_number(topo, e, attr, &number)))
		return false;
	*ret = (int32_t)number;
	return true;
}

bool topo_choice_set(const struct topology *topo, const struct element *e, enum attr attr, uint32_t *ret)
{
	return state_is_known(topo_number(topo, e, attr, ret));
}

/* The value as it stands in the source; the byte before it is its quote. */
static struct str text_of(const struct topology *topo, const struct element *e, const struct value *value)
{
	const struct source *source;
	const char *text;
	const char *end;

	if (value->flags & VALUE_DECODED)
		return topo->decoded[value->value];
	source = topo->source[e->file];
	text = source->text + value->value;
	end = memchr(text, text[-1], source->size - value->value);
	return (struct str){ text, end != NULL ? (size_t)(end - text) : 0 };
}

struct str topo_text(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);
	const struct attr_spec *spec = attr_spec(e->kind, attr);

	if (value == NULL)
		return str_of(spec != NULL ? spec->fallback : NULL);
	if (value->flags & (VALUE_BROKEN | VALUE_ELEMENT) || !value_is_text(spec->type) ||
		spec->type == TYPE_SCOPE)
		return str_of(NULL);
	return text_of(topo, e, value);
}

bool topo_decimal(const struct topology *topo, const struct element *e, enum attr attr, double *ret)
{
	return number_parse_decimal(topo_text(topo, e, attr), ret);
}

bool topo_address(const struct topology *topo, const struct element *e, enum attr attr, struct address *ret)
{
	return address_parse_prefix(topo_text(topo, e, attr), ret);
}

const struct element *topo_ref(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);

	if (value == NULL || value->flags & VALUE_BROKEN || !(value->flags & VALUE_ELEMENT))
		return NULL;
	return at_index(topo, value->value);
}

struct refs topo_refs(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);
	struct refs refs = { .topo = topo };

	if (value == NULL)
		return refs;
	/* A broken list still holds what was found. */
	refs.n = topo->link[value->value];
	refs.index = topo->link + value->value + 1;
	return refs;
}

const struct element *refs_nth(struct refs refs, uint32_t n)
{
	return &refs.topo->element[refs.index[n]];
}

bool refs_hold(struct refs refs, const struct element *e)
{
	for (uint32_t i = 0; i < refs.n; i++)
		if (refs_nth(refs, i) == e)
			return true;
	return false;
}

unsigned topo_scope(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);
	const struct attr_spec *spec = attr_spec(e->kind, attr);
	const struct element *named = topo_ref(topo, e, attr);

	if (value == NULL)
		return spec != NULL && spec->fallback != NULL ?
			value_scope_form(str_of(spec->fallback), NULL) :
			0;
	if (value->flags & VALUE_BROKEN)
		return 0;
	if (named == NULL)
		return value->value;
	return named->kind == K_SITE ? SCOPE_SITE : named->kind == K_TRUNK ? SCOPE_TRUNK : SCOPE_POOL;
}
