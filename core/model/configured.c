/* SPDX-License-Identifier: MIT */
#include "model/configured.h"

#include "base/mem.h"

/* first[config] moves on as trunks are noted; it ends where the next one's begin. */
static void note_trunks(
	struct configured *configured, const struct topology *topo, const struct trunk_fallback *fallback)
{
	struct walk trunks = walk_kind(topo, K_TRUNK);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *config = trunk_config(topo, fallback, trunk);

		if (config != NULL)
			configured->trunk[configured->first[config->place]++] = topo_index(topo, trunk);
	}
}

static void count_trunks(uint32_t *count, const struct topology *topo, const struct trunk_fallback *fallback)
{
	struct walk trunks = walk_kind(topo, K_TRUNK);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *config = trunk_config(topo, fallback, trunk);

		if (config != NULL)
			count[config->place]++;
	}
}

static const struct element *find_bypassing(const struct configured *configured, const struct topology *topo)
{
	struct walk configs = walk_kind(topo, K_TRUNK_CONFIG);
	const struct element *config;

	while ((config = walk_next(&configs)) != NULL)
		if (topo_bool(topo, config, A_MEDIA_BYPASS) == TRI_TRUE &&
			configured_trunks(configured, config).n > 0)
			return config;
	return NULL;
}

bool configured_make(
	struct configured *configured, const struct topology *topo, const struct trunk_fallback *fallback)
{
	uint32_t n = topo_count(topo, K_TRUNK_CONFIG);

	/* In front of the counts stands the start of the first. */
	*configured = (struct configured){ .topo = topo };
	configured->first = mem_zalloc(((size_t)n + 2) * sizeof(*configured->first));
	configured->trunk = mem_alloc((size_t)topo_count(topo, K_TRUNK) * sizeof(*configured->trunk));
	if (configured->first == NULL || configured->trunk == NULL)
		return false;
	if (n == 0)
		return true;
	count_trunks(configured->first + 2, topo, fallback);
	for (uint32_t i = 2; i <= n + 1; i++)
		configured->first[i] += configured->first[i - 1];
	configured->first++;
	note_trunks(configured, topo, fallback);
	configured->first--;
	configured->bypassing = find_bypassing(configured, topo);
	return true;
}

void configured_release(struct configured *configured)
{
	mem_free(configured->first);
	mem_free(configured->trunk);
	*configured = (struct configured){ 0 };
}

struct refs configured_trunks(const struct configured *configured, const struct element *config)
{
	uint32_t first = configured->first[config->place];
	uint32_t end = configured->first[config->place + 1];

	return (struct refs){ configured->topo, configured->trunk + first, end - first };
}
