/* SPDX-License-Identifier: MIT */
#include "render/identity.h"

#include "base/mem.h"

#include <string.h>

/* cgraph asks for the state when it opens a graph, and passes nothing of ours along. */
static struct identity *in_use;

void identity_use(struct identity *identity)
{
	in_use = identity;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is Agiddisc_t of cgraph.h */
static void *open_state(Agraph_t *graph, Agdisc_t *discipline)
{
	(void)graph;
	(void)discipline;
	return in_use;
}

static bool keep_text(struct identity *identity, uint32_t symbol, const char *name)
{
	uint32_t before = identity->room_text;
	char *copy;

	if (symbol < before && identity->text[symbol] != NULL)
		return true;
	if (!mem_grow(&identity->text, &identity->room_text, symbol + 1, sizeof(*identity->text)))
		return false;
	memset(identity->text + before, 0, (identity->room_text - before) * sizeof(*identity->text));
	copy = arena_alloc(&identity->arena, strlen(name) + 1);
	if (copy != NULL)
		memcpy(copy, name, strlen(name) + 1);
	identity->text[symbol] = copy;
	return copy != NULL;
}

/* Even numbers for names, odd ones for what has none; 0 for a name that is not known. */
static long map(void *state, int kind, char *name, IDTYPE *ret, int create)
{
	struct identity *identity = state;
	uint32_t symbol;

	(void)kind;
	if (name == NULL) {
		*ret = identity->n_anonymous++ * 2 + 1;
		return 1;
	}
	symbol = create ? symbols_intern(&identity->symbols, str_of(name)) :
			  symbols_find(&identity->symbols, str_of(name));
	if (create && (symbol == SYMBOL_NONE || !keep_text(identity, symbol, name)))
		return 0;
	*ret = (IDTYPE)symbol * 2;
	return 1;
}

static long allocate(void *state, int kind, IDTYPE id)
{
	(void)state;
	(void)kind;
	(void)id;
	return 0;
}

static void forget(void *state, int kind, IDTYPE id)
{
	(void)state;
	(void)kind;
	(void)id;
}

static char *print(void *state, int kind, IDTYPE id)
{
	const struct identity *identity = state;
	IDTYPE symbol = id / 2;

	(void)kind;
	return id % 2 == 0 && symbol < identity->room_text ? identity->text[symbol] : NULL;
}

static void close_state(void *state)
{
	(void)state;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): as above */
static void register_object(void *state, int kind, void *object)
{
	(void)state;
	(void)kind;
	(void)object;
}

Agiddisc_t *identity_discipline(void)
{
	static Agiddisc_t discipline = { open_state, map, allocate, forget, print, close_state,
		register_object };

	return &discipline;
}

void identity_release(struct identity *identity)
{
	symbols_release(&identity->symbols);
	arena_release(&identity->arena);
	mem_free(identity->text);
	*identity = (struct identity){ 0 };
}
