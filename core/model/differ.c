/* SPDX-License-Identifier: MIT */
#include "model/differ.h"

#include "base/buf.h"
#include "model/describe.h"

#include <stdio.h>
#include <string.h>

/* One attribute on both sides. */
struct sides {
	const struct topology *old, *new;
	const struct element *before, *after;
	enum attr attr;
};

/* Sentences for what people have a word for; "%s" are label, old and new value. */
static const struct {
	enum kind kind;
	enum attr attr;
	const char *words;
} phrases[] = {
	{ K_TRUNK, A_PEER, "%s moved: it led to '%s' and leads to '%s'" },
	{ K_TRUNK, A_MEDIATION_POOL, "%s moved from mediation-pool '%s' to '%s'" },
	{ K_TRUNK, A_CONNECTION, "%s moved from connection '%s' to '%s'" },
	{ K_TRUNK, A_TRANSPORT, "%s spoke %s and speaks %s" },
	{ K_CONNECTION, A_KIND, "%s was of kind %s and is of kind %s" },
	{ K_USERS, A_VOICE_POLICY, "%s had voice-policy '%s' and has '%s'" },
	{ K_USERS, A_FRONT_END_POOL, "%s moved from pool '%s' to '%s'" },
	{ K_MEDIATION_POOL, A_FRONT_END_POOL, "%s moved from front-end-pool '%s' to '%s'" },
	{ K_MEDIATION_POOL, A_PLACEMENT, "%s was %s and is %s" },
	{ K_VOICE_ROUTE, A_PATTERN, "%s took numbers like %s and takes numbers like %s" },
};

/* How members of a list come and go. */
static const struct {
	enum attr attr;
	const char *gained, *lost;
} lists[] = {
	{ A_MEMBERS, "opened to", "closed to" },
	{ A_TRUNKS, "gained trunk", "lost trunk" },
	{ A_USAGES, "gained usage", "lost usage" },
	{ A_CODECS, "gained codec", "lost codec" },
};

static bool holds(struct str list, struct str word)
{
	struct str token;

	while (str_next_token(&list, &token))
		if (str_equal(token, word))
			return true;
	return false;
}

/* ", WORDS 'x' and 'y'" of what one list has and the other one has not. */
static void append_members(struct buf *buf, struct str list, struct str other, const char *words)
{
	struct str token;
	bool any = false;

	while (str_next_token(&list, &token)) {
		if (holds(other, token))
			continue;
		buf_printf(buf, "%s '%.*s'", any ? " and" : words, STR_ARG(token));
		any = true;
	}
}

static bool append_list(struct buf *buf, enum attr attr, const char *old, const char *new)
{
	size_t before = buf->length;

	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		char gained[40];
		char lost[40];

		if (lists[i].attr != attr)
			continue;
		snprintf(gained, sizeof(gained), " %s", lists[i].gained);
		append_members(buf, str_of(new), str_of(old), gained);
		snprintf(lost, sizeof(lost), "%s %s", buf->length > before ? "," : "", lists[i].lost);
		append_members(buf, str_of(old), str_of(new), lost);
	}
	return buf->length > before;
}

static const char *phrase_for(const struct element *e, enum attr attr)
{
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (phrases[i].kind == (enum kind)e->kind && phrases[i].attr == attr)
			return phrases[i].words;
	return NULL;
}

/* A phrase has its three places in order. */
static void append_phrase(struct buf *buf, const char *phrase, const char *const values[3])
{
	const char *at = phrase;

	for (int i = 0; i < 3; i++) {
		const char *place = strstr(at, "%s");

		if (place == NULL)
			break;
		buf_put(buf, at, (size_t)(place - at));
		buf_puts(buf, values[i]);
		at = place + 2;
	}
	buf_puts(buf, at);
}

static const char *words_of(const struct sides *sides, const char *old, const char *new, struct arena *arena)
{
	const char *label = describe_label(sides->new, sides->after, arena);
	const char *phrase = phrase_for(sides->after, sides->attr);
	struct buf buf = { 0 };
	const char *words;

	if (old != NULL && new != NULL && phrase != NULL) {
		append_phrase(&buf, phrase, (const char *const[3]){ label, old, new });
	} else {
		buf_puts(&buf, label);
		if (!append_list(&buf, sides->attr, old != NULL ? old : "", new != NULL ? new : "")) {
			buf_printf(&buf, ": %s ", attr_name(sides->attr));
			if (old == NULL)
				buf_printf(&buf, "is %s now, and was not known", new);
			else if (new == NULL)
				buf_printf(&buf, "was %s, and is not known now", old);
			else
				buf_printf(&buf, "was %s and is %s", old, new);
		}
	}
	words = arena_copy(arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return words;
}

/* NULL for what nobody knows: not written without a default, or not understood. */
static const char *value_of(
	const struct topology *topo, const struct element *e, enum attr attr, struct arena *arena)
{
	return state_is_known(topo_state(topo, e, attr)) ? describe_value(topo, e, attr, arena) : NULL;
}

static bool are_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void differ_attribute(const struct sides *sides, struct differences *ret)
{
	struct arena *arena = &ret->arena;
	const char *old = value_of(sides->old, sides->before, sides->attr, arena);
	const char *new = value_of(sides->new, sides->after, sides->attr, arena);

	if (are_equal(old, new))
		return;
	differences_add_element(ret,
		&(struct element_change){
			.change = CHANGE_CHANGED,
			.element = describe_id(sides->new, sides->after),
			.path = describe_path(sides->new, sides->after, arena),
			.attribute = attr_name(sides->attr),
			.before = old,
			.after = new,
			.words = words_of(sides, old, new, arena),
		});
}

void differ_attributes(const struct topology *old, const struct element *before, const struct topology *new,
	const struct element *after, struct differences *ret)
{
	struct sides sides = { old, new, before, after, A_NONE };

	for (uint32_t i = before->values; i < before->values + before->n_values; i++) {
		sides.attr = (enum attr)old->value[i].attr;
		differ_attribute(&sides, ret);
	}
	for (uint32_t i = after->values; i < after->values + after->n_values; i++) {
		sides.attr = (enum attr) new->value[i].attr;
		if (topo_value(old, before, sides.attr) == NULL)
			differ_attribute(&sides, ret);
	}
}

/* Every attribute that some root states, once. */
void differ_roots(const struct topology *old, const struct topology *new, struct differences *ret)
{
	bool seen[ATTR_COUNT] = { false };
	const struct topology *const both[] = { old, new };

	if (topo_count(old, K_TOPOLOGY) == 0 || topo_count(new, K_TOPOLOGY) == 0)
		return;
	for (size_t side = 0; side < ARRAY_LEN(both); side++)
		for (uint32_t n = 0; n < topo_count(both[side], K_TOPOLOGY); n++) {
			const struct element *root = topo_nth(both[side], K_TOPOLOGY, n);

			for (uint32_t i = root->values; i < root->values + root->n_values; i++)
				seen[both[side]->value[i].attr] = true;
		}
	for (unsigned attr = 0; attr < ATTR_COUNT; attr++)
		if (seen[attr])
			differ_attribute(&(struct sides){ old, new, topo_root_with(old, (enum attr)attr),
						 topo_root_with(new, (enum attr)attr), (enum attr)attr },
				ret);
}

void differ_place(const struct topology *old, const struct element *before, const struct topology *new,
	const struct element *after, struct differences *ret)
{
	struct arena *arena = &ret->arena;
	const char *from = describe_path(old, topo_parent(old, before), arena);
	const char *to = describe_path(new, topo_parent(new, after), arena);

	differences_add_element(ret,
		&(struct element_change){
			.change = CHANGE_CHANGED,
			.element = describe_id(new, after),
			.path = describe_path(new, after, arena),
			.attribute = "(place)",
			.before = from,
			.after = to,
			.words = arena_printf(arena, "%s moved from %s to %s",
				describe_label(new, after, arena),
				describe_label(old, topo_parent(old, before), arena),
				describe_label(new, topo_parent(new, after), arena)),
		});
}

void differ_order(const struct topology *topo, const struct element *e, struct differences *ret)
{
	struct arena *arena = &ret->arena;

	differences_add_element(ret,
		&(struct element_change){
			.change = CHANGE_CHANGED,
			.element = describe_id(topo, e),
			.path = describe_path(topo, e, arena),
			.attribute = "(order)",
			.words = arena_printf(arena, "%s tries what it holds in another order",
				describe_label(topo, e, arena)),
		});
}

void differ_alone(const struct topology *topo, const struct element *e, bool newer, const char *twin,
	struct differences *ret)
{
	struct arena *arena = &ret->arena;
	const char *label = describe_label(topo, e, arena);
	const char *what = newer ? "is new" : "is gone";

	if (twin != NULL)
		what = arena_printf(arena,
			newer ? "was '%s': only the id is another one" :
				"is '%s' now: only the id is another one",
			twin);
	differences_add_element(ret,
		&(struct element_change){
			.change = newer ? CHANGE_ADDED : CHANGE_REMOVED,
			.element = describe_id(topo, e),
			.path = describe_path(topo, e, arena),
			.attribute = "",
			.renamed = twin,
			.words = arena_printf(arena, "%s %s", label, what),
		});
}
