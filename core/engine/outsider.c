/* SPDX-License-Identifier: MIT */
#include "engine/outsider.h"

/* Fictional subscribers of the North American plan (555-0100 to 555-0199) and of Ofcom's for drama. */
static const char *const strangers[] = { "+12065550123", "+13035550123", "+441632960123", "+12125550187" };

enum {
	MOST_TESTS = 1000000, /* numbers tried in search of one that routes take */
};

bool outsiders_open(struct outsiders *outsiders, const struct topology *topo)
{
	*outsiders = (struct outsiders){ .topo = topo };
	return deployment_make(&outsiders->plan, topo) && directory_make(&outsiders->directory, topo);
}

void outsiders_release(struct outsiders *outsiders)
{
	patterns_release(&outsiders->patterns);
	directory_release(&outsiders->directory);
	deployment_release(&outsiders->plan);
}

static bool is_nobodys(const struct outsiders *outsiders, const char *number)
{
	return directory_owner(&outsiders->directory, str_of(number)) == NULL;
}

static const char *first_stranger(const struct outsiders *outsiders)
{
	for (size_t i = 0; i < ARRAY_LEN(strangers); i++)
		if (is_nobodys(outsiders, strangers[i]))
			return strangers[i];
	return strangers[0];
}

/* The stranger with the lowest place, below `best`, whom the route takes; else `best`. */
static size_t taken_by(struct outsiders *outsiders, const struct pattern *pattern, size_t best)
{
	for (size_t i = 0; i < best; i++)
		if (is_nobodys(outsiders, strangers[i]) &&
			pattern_match(&outsiders->patterns, pattern, str_of(strangers[i])) == MATCH_YES)
			return i;
	return best;
}

const char *outsider_for(struct outsiders *outsiders, const struct element *users, struct arena *arena)
{
	const struct element *policy = users != NULL ? users_policy(&outsiders->plan, users) : NULL;
	struct refs usages = { .n = 0 };
	char example[PATTERN_EXAMPLE_LENGTH] = "";
	size_t best = ARRAY_LEN(strangers);

	if (policy != NULL)
		usages = topo_refs(outsiders->topo, policy, A_USAGES);
	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = walk_referrers(
			outsiders->topo, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while (best > 0 && outsiders->patterns.n_tests < MOST_TESTS &&
			(route = walk_next(&routes)) != NULL) {
			const struct pattern *pattern = patterns_get(
				&outsiders->patterns, topo_text(outsiders->topo, route, A_PATTERN));

			if (pattern == NULL || topo_refs(outsiders->topo, route, A_TRUNKS).n == 0)
				continue;
			best = taken_by(outsiders, pattern, best);
			if (best == ARRAY_LEN(strangers) && example[0] == '\0' &&
				pattern_example(&outsiders->patterns, pattern, example) &&
				!is_nobodys(outsiders, example))
				example[0] = '\0';
		}
	}
	if (best < ARRAY_LEN(strangers))
		return strangers[best];
	return example[0] == '+' ? arena_printf(arena, "%s", example) : first_stranger(outsiders);
}
