/* SPDX-License-Identifier: MIT */
#include "engine/outage.h"

#include "engine/servers.h"
#include "model/figures.h"
#include "model/walk.h"

#include <string.h>

static const struct element *cause_of(const struct fault *fault)
{
	return fault != NULL && fault->mode == FAULT_MEDIA_ONLY ? fault->target : NULL;
}

static const struct element *cause_at(const struct draft *draft, const struct element *e)
{
	const struct world *world = draft->world;

	return e != NULL ? cause_of(faults_of(world->faults, world->topo, e, world->now)) : NULL;
}

/* The server of the Mediation Server pool that has the call; NULL where the plan describes none. */
static const struct element *server_of(
	const struct draft *draft, const struct trial *trial, const struct element *pool)
{
	const struct topology *topo = draft->world->topo;
	struct walk servers = walk_children(topo, pool_host(topo, pool), BIT(K_SERVER));
	const struct element *server;
	const char *id = NULL;

	if (trial->used != NULL && trial->used->path.node[0].element == pool)
		id = trial->server;
	for (uint32_t i = 0; id == NULL && i < draft->n_entry_try; i++)
		if (draft->entry_try[i].passes && draft->entry_try[i].pool == pool)
			id = draft->entry_try[i].server.id;
	while ((server = walk_next(&servers)) != NULL && id != NULL)
		if (strcmp(topo_id(topo, server), id) == 0)
			return server;
	return NULL;
}

static const struct element *cause_at_node(
	struct draft *draft, const struct trial *trial, const struct node *node)
{
	const struct element *cause = cause_at(draft, node->trunk);
	const struct element *e = node->element;

	if (cause != NULL || e == NULL)
		return cause;
	if (e->kind == K_EDGE_POOL)
		return cause_of(servers_fault(draft, e));
	cause = cause_at(draft, e);
	if (cause == NULL && BIT(e->kind) & MEDIATION_POOLS)
		cause = cause_at(draft, server_of(draft, trial, e));
	return cause;
}

const struct element *outage_of_media(
	struct draft *draft, const struct trial *trial, const struct path *media, uint32_t first)
{
	const struct world *world = draft->world;
	const struct element *cause = NULL;

	for (uint32_t i = 0; cause == NULL && i < media->n; i++)
		cause = cause_at_node(draft, trial, &media->node[i]);
	for (uint32_t i = first; cause == NULL && i < world->n_use; i++)
		if (world->use[i].times > 0)
			cause = cause_at(draft, world->use[i].link);
	return cause;
}

/* The Mediation Server ends a call whose RTCP stays away. */
static bool is_supervised(struct draft *draft, const struct element *trunk)
{
	const struct topology *topo = draft->world->topo;
	const struct element *config = trunk_config(topo, &draft->world->plan->fallback, trunk);

	return trunk_setting(topo, config, A_RTCP_ACTIVE_CALLS) == TRI_TRUE;
}

int64_t outage_noticed(struct draft *draft, const struct element *trunk, const struct element *cause)
{
	const char *source = trunk != NULL ? "New-CsTrunkConfiguration" : "";

	if (trunk == NULL)
		draft_step(draft, source,
			"media does not pass %s, and nobody notices: no Mediation Server watches over it",
			draft_label(draft, cause));
	else if (!is_supervised(draft, trunk))
		draft_step(draft, source,
			"media does not pass %s, and nobody notices: RTCP supervision is off",
			draft_label(draft, cause));
	else
		draft_step(draft, source, "media does not pass %s: RTCP supervision ends the call after %d s",
			draft_label(draft, cause), (int)figure_whole(FIGURE_RTCP_SILENCE_S));
	return trunk != NULL && is_supervised(draft, trunk) ?
		figure_whole(FIGURE_RTCP_SILENCE_S) * NANOSECONDS :
		INT64_MAX;
}
