/* SPDX-License-Identifier: MIT */
#include "load/lync.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum {
	SHOWN_CHARACTERS = 80, /* of a name in a message */
};

/* The key as it is kept: the letter of its kind, then lower case. */
static struct str key_of(struct lync *lync, enum lync_key kind, struct str key)
{
	char *text = arena_alloc(&lync->arena, key.length + 1);

	if (text == NULL)
		return (struct str){ "", 0 };
	text[0] = (char)kind;
	for (size_t i = 0; i < key.length; i++)
		text[i + 1] = ascii_lower(key.text[i]);
	return (struct str){ text, key.length + 1 };
}

uint32_t lync_find(struct lync *lync, enum lync_key kind, struct str key)
{
	uint32_t symbol = symbols_find(&lync->keys, key_of(lync, kind, key));

	return symbol != SYMBOL_NONE ? symbols_element(&lync->keys, symbol) : LYNC_NOTHING;
}

bool lync_note(struct lync *lync, enum lync_key kind, struct str key, uint32_t number, uint32_t *ret_first)
{
	uint32_t symbol = symbols_intern(&lync->keys, key_of(lync, kind, key));

	if (symbol == SYMBOL_NONE)
		return true;
	*ret_first = symbols_element(&lync->keys, symbol);
	if (*ret_first != NO_ELEMENT)
		return false;
	symbols_define(&lync->keys, symbol, number);
	return true;
}

bool lync_has_variable(const struct lync_value *value)
{
	const char *dollar = value->text.length > 0 ? memchr(value->text.text, '$', value->text.length) :
						      NULL;
	size_t left = dollar != NULL ? value->text.length - (size_t)(dollar - value->text.text) : 0;

	return left > 1 && (strchr("{(_", dollar[1]) != NULL || ascii_is_alnum(dollar[1]));
}

bool lync_is_any_address(struct str ip)
{
	return str_is(ip, "0.0.0.0") || str_is(ip, "::");
}

void lync_fault(struct lync *lync, enum structure_rule rule, struct span at, const char *thing,
	const char *detail, const char *message)
{
	const struct rule_info *info = structure_rule(rule);
	struct builder *builder = lync->builder;
	struct finding finding = {
		.rule = info,
		.severity = info->severity,
		.at = at,
		.attribute = "",
		.message = message,
		.help = info->fix,
		.element = arena_copy(&builder->findings->arena, thing, strlen(thing)),
		.path = "",
		.set = "",
		.fingerprint = fingerprint_add(FINGERPRINT_START, info->id),
	};

	if (++builder->n_faults > builder->limits->faults)
		return;
	finding.fingerprint = fingerprint_add(fingerprint_add(finding.fingerprint, thing), detail);
	findings_add(builder->findings, &finding);
}

struct span lync_tag_span(struct lync *lync, struct lync_tag tag)
{
	return source_tag_span(lync->source, tag.start);
}

struct span lync_value_span(struct lync *lync, const struct lync_value *value, struct lync_tag tag)
{
	if (value->text.text == NULL)
		return lync_tag_span(lync, tag);
	return (struct span){ lync->source, value->start, value->end };
}

static int shown(struct str text)
{
	return (int)utf8_prefix(text.text, text.length, SHOWN_CHARACTERS);
}

const char *lync_quoted(struct lync *lync, struct str text)
{
	int n = shown(text);

	return LYNC_TELL(lync, "'%.*s%s'", n, text.text != NULL ? text.text : "",
		(size_t)n < text.length ? "..." : "");
}

const char *lync_service_label(struct lync *lync, uint32_t service)
{
	const struct lync_service *s = &lync->service[service];

	if (s->id.text.text != NULL && s->role_name.text.text != NULL && lync->is_builder_document)
		return arena_printf(&lync->builder->findings->arena, "%.*s service %.*s",
			shown(s->role_name.text), s->role_name.text.text, shown(s->id.text), s->id.text.text);
	return arena_printf(&lync->builder->findings->arena, "service %.*s", shown(s->key), s->key.text);
}

const char *lync_cluster_label(struct lync *lync, uint32_t cluster)
{
	struct str name = lync->cluster[cluster].fqdn.text;

	if (name.length == 0)
		name = lync->cluster[cluster].key;
	return arena_printf(&lync->builder->findings->arena, "cluster '%.*s'", shown(name), name.text);
}

void lync_release(struct lync *lync)
{
	mem_free(lync->site);
	mem_free(lync->cluster);
	mem_free(lync->machine);
	mem_free(lync->interface);
	mem_free(lync->sql);
	mem_free(lync->service);
	mem_free(lync->dependency);
	mem_free(lync->port);
	mem_free(lync->variable);
	symbols_release(&lync->keys);
	arena_release(&lync->arena);
}
