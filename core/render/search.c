/* SPDX-License-Identifier: MIT */
#include "render/search.h"

#include "base/mem.h"
#include "render/child.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/wire.h"

static bool lay_out_parts(
	const struct layout_tool *tool, const struct parts *parts, struct placement *placements)
{
	for (uint32_t i = 0; i < parts->n; i++)
		if (!layout_make(tool, &parts->request[i], &placements[i]))
			return false;
	return true;
}

static bool lay_out(
	const struct layout_tool *tool, const struct place_request *request, struct placement *ret)
{
	struct placement *placements = NULL;
	struct parts parts;
	bool good;

	*ret = (struct placement){ 0 };
	if (parts_make(&parts, request))
		placements = mem_zalloc((parts.n + 1) * sizeof(*placements));
	good = placements != NULL && lay_out_parts(tool, &parts, placements) &&
		parts_join(&parts, request, placements, ret);
	for (uint32_t i = 0; placements != NULL && i < parts.n; i++)
		placement_release(&placements[i]);
	mem_free(placements);
	parts_release(&parts);
	return good;
}

enum {
	MOST_IN_VAIN = 6,
};

static bool is_enough(const struct verdict *best, uint32_t in_vain)
{
	return best->is_good || (best->is_fair && in_vain >= MOST_IN_VAIN);
}

/* Sends the layout if it is the best so far. */
static void compare(const struct place_search *search, const struct place_request *way,
	struct placement *placement, struct buf *result)
{
	struct search_progress *progress = search->progress;
	struct verdict verdict = search->judge(way, placement);

	progress->in_vain++;
	if (progress->any && verdict.cost >= progress->best.cost)
		return;
	wire_put(result, way, placement);
	child_send(result);
	progress->best = verdict;
	progress->in_vain = 0;
	progress->any = true;
}

int search_work(const void *wanted, struct buf *result)
{
	const struct place_search *search = wanted;
	struct search_progress *progress = search->progress;
	struct layout_tool tool;

	if (!layout_begin(&tool, search->way[0].engine))
		return SEARCH_NO_GRAPHVIZ;
	while (progress->n_begun < search->n && !is_enough(&progress->best, progress->in_vain)) {
		const struct place_request *way = &search->way[progress->n_begun++];
		struct placement placement;

		if (lay_out(&tool, way, &placement))
			compare(search, way, &placement, result);
		placement_release(&placement);
	}
	return progress->any ? SEARCH_FOUND : SEARCH_LOST;
}
