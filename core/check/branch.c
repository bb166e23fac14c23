/* SPDX-License-Identifier: MIT */
#include "check/branch.h"

bool is_branch(struct run *run, const struct element *site)
{
	return see_choice(run, site, A_KIND) == SITE_KIND_BRANCH;
}

static const struct element *first_child(struct run *run, const struct element *site, enum kind kind)
{
	struct walk children = see_children(run, site, BIT(kind));

	return walk_next(&children);
}

struct branch_boxes branch_boxes(struct run *run, const struct element *site)
{
	struct walk found = see_children(run, site, BIT(K_SURVIVABLE_BRANCH_APPLIANCE));
	struct branch_boxes boxes = {
		.front_end = first_child(run, site, K_FRONT_END_POOL),
		.mediation = first_child(run, site, K_MEDIATION_POOL),
	};
	const struct element *box;

	while ((box = walk_next(&found)) != NULL) {
		if (boxes.appliance == NULL)
			boxes.appliance = box;
		if (see_choice(run, box, A_KIND) == BRANCH_BOX_SBS)
			boxes.n_servers++;
		else
			boxes.n_appliances++;
	}
	return boxes;
}

bool branch_stands_alone(const struct branch_boxes *boxes)
{
	return boxes->appliance != NULL || (boxes->front_end != NULL && boxes->mediation != NULL);
}

enum tri branch_must_survive(struct run *run, const struct element *site, const struct branch_boxes *boxes)
{
	enum tri required = see_bool(run, site, A_SURVIVABILITY_REQUIRED);

	if (branch_stands_alone(boxes))
		return TRI_TRUE;
	if (required == TRI_UNKNOWN && site_voice_users(run, site).n == 0)
		return TRI_FALSE;
	return ask_bool(run, site, A_SURVIVABILITY_REQUIRED);
}

enum tri branch_wan_resilient(struct run *run, const struct element *site)
{
	struct walk links = see_referrers(run, site, K_WAN_LINK, A_BETWEEN);
	enum tri resilient = see_bool(run, site, A_WAN_RESILIENT);
	const struct element *link;
	uint32_t n_links = 0;
	uint32_t n_single = 0;

	while (resilient == TRI_UNKNOWN && (link = walk_next(&links)) != NULL) {
		enum tri own = see_bool(run, link, A_RESILIENT);

		n_links++;
		n_single += own == TRI_FALSE;
		if (own == TRI_TRUE)
			return TRI_TRUE;
	}
	if (resilient == TRI_UNKNOWN && n_links > 0 && n_single == n_links)
		return TRI_FALSE;
	return ask_bool(run, site, A_WAN_RESILIENT);
}
