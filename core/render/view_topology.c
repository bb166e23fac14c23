/* SPDX-License-Identifier: MIT */
#include "render/map.h"

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct sketch sketch;

	if (sketch_begin(&sketch, request, diagram)) {
		diagram->subtitle = "Topology";
		map_boxes(&sketch);
		map_lines(&sketch);
	}
	sketch_end(&sketch);
}

const struct view view_topology = {
	.name = "topology",
	.title = "sites, pools, gateways, PBXs, providers and the trunks between them",
	.make = make,
};
