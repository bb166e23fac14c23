/* SPDX-License-Identifier: MIT */
#include "check/unique.h"

#include <stdlib.h>

static int compare_keys(const void *left, const void *right)
{
	const struct unique_key *a = left;
	const struct unique_key *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	return (a->e > b->e) - (a->e < b->e);
}

static bool same_key(const struct unique_key *a, const struct unique_key *b)
{
	return a->first == b->first && a->second == b->second;
}

static uint32_t collect_keys(struct run *run, enum kind kind, unique_make *make, struct unique_key *keys)
{
	struct walk elements = see_kind(run, kind);
	struct symbols names = { 0 };
	uint32_t n = 0;

	while ((keys[n].e = walk_next(&elements)) != NULL)
		n += make(run, &names, &keys[n]);
	symbols_release(&names);
	return n;
}

enum outcome judge_unique(struct run *run, enum kind kind, unique_make *make, unique_report *report)
{
	size_t room = (size_t)topo_count(run->topo, kind) + 1;
	struct unique_key *keys = arena_alloc(&run->scratch, room * sizeof(*keys));
	uint32_t n = keys != NULL ? collect_keys(run, kind, make, keys) : 0;
	enum outcome outcome = n > 0 ? PASS : NOT_APPLICABLE;

	if (n > 0)
		qsort(keys, n, sizeof(*keys), compare_keys);
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && same_key(&keys[i - 1], &keys[i]))
			outcome = report(run, keys[i].e, keys[i - 1].e);
		else if (i + 1 < n && same_key(&keys[i], &keys[i + 1]))
			outcome = report(run, keys[i].e, keys[i + 1].e);
	}
	return outcome;
}

bool unique_name(struct run *run, struct symbols *names, struct unique_key *key, enum attr attr)
{
	struct str name = see_text(run, key->e, attr);
	char *folded;

	if (str_is_blank(name))
		return false;
	folded = arena_alloc(&run->scratch, name.length);
	if (folded == NULL)
		return false;
	for (size_t i = 0; i < name.length; i++)
		folded[i] = ascii_lower(name.text[i]);
	key->first = symbols_intern(names, (struct str){ folded, name.length });
	key->second = 0;
	return true;
}
