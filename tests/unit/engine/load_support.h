/* SPDX-License-Identifier: MIT */
/*
 * load_support.h - for unit tests: a group that telephones over one trunk with eight circuits, and traffic from it.
 */
#ifndef LYNC_TOPO_TESTS_LOAD_SUPPORT_H
#define LYNC_TOPO_TESTS_LOAD_SUPPORT_H

#include "support.h"
#include "topology_support.h"

#include "engine/load_run.h"

#define ONE_TRUNK \
	"<site id='s' kind='central'><front-end-pool id='fe'/>" \
	"<mediation-pool id='med' placement='stand-alone' front-end-pool='fe'/>" \
	"<gateway id='gw' kind='pstn-gateway' channels='8'/>" \
	"<users id='sales' count='30' telephony='enterprise-voice' numbers='+14255550100-0129'" \
	" voice-policy='vp'/></site><pstn-line id='pri' ends-on='gw' kind='pri'/>" \
	"<trunk id='t1' mediation-pool='med' peer='gw' transport='tls'/><pstn-usage id='u'/>" \
	"<voice-route id='r' pattern='^\\+1' usages='u' priority='1' trunks='t1'/>" \
	"<voice-policy id='vp' usages='u'/>"

/* What is offered to it. */
struct offered {
	struct plan *plan;
	const struct element *from;
	struct planned_traffic traffic;
	struct engine_policies policies;
	struct faults faults;
	struct load_sources sources;
	struct load_request request;
};

/* So many calls an hour of so many seconds; nothing of the run is said. */
static inline struct offered *offer(double calls_per_hour, int64_t seconds)
{
	struct offered *offered = plan_memory(sizeof(*offered));

	offered->plan = plan_load(ONE_TRUNK);
	offered->from = topo_by_id(&offered->plan->topo, "sales");
	offered->traffic = (struct planned_traffic){
		.id = "busy",
		.from = &offered->from,
		.n_from = 1,
		.to = str_of("+12065550123"),
		.to_is_number = true,
		.calls_per_hour = calls_per_hour,
		.mean_call = seconds * NANOSECONDS,
	};
	offered->policies = engine_policies_default();
	assert_true(sources_make(
		&offered->plan->topo, &offered->traffic, 1, &offered->policies, &offered->sources));
	offered->request = (struct load_request){
		.topo = &offered->plan->topo,
		.sources = &offered->sources,
		.faults = &offered->faults,
		.policies = &offered->policies,
		.seed = 1,
		.duration = NEVER,
		.warm_up = NEVER,
	};
	return offered;
}

static inline void offered_release(struct offered *offered)
{
	sources_release(&offered->sources);
	faults_release(&offered->faults);
	plan_free(offered->plan);
	free(offered);
}

#endif
