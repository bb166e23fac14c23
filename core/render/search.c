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

int search_work(const void *wanted, struct buf *result)
{
	const struct place_search *search = wanted;
	struct verdict best = { .is_good = false };
	struct layout_tool tool;
	uint32_t in_vain = 0; /* ways since the best one */
	bool any = false;

	if (!layout_begin(&tool, search->way[0].engine))
		return SEARCH_NO_GRAPHVIZ;
	for (uint32_t i = 0; i < search->n && !is_enough(&best, in_vain); i++) {
		struct placement placement;
		struct verdict verdict;

		if (lay_out(&tool, &search->way[i], &placement)) {
			verdict = search->judge(&search->way[i], &placement);
			in_vain++;
			if (!any || verdict.cost < best.cost) {
				best = verdict;
				in_vain = 0;
				wire_put(result, &search->way[i], &placement);
				child_send(result);
			}
			any = true;
		}
		placement_release(&placement);
	}
	return any ? SEARCH_FOUND : SEARCH_LOST;
}
