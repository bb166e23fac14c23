/* SPDX-License-Identifier: MIT */
#include "check/configs.h"

static void note_scopes(struct run *run)
{
	see_relation(run, K_TRUNK_CONFIG, A_SCOPE);
	see_relation(run, K_TRUNK, A_MEDIATION_POOL);
}

struct refs see_configured(struct run *run, const struct element *config)
{
	note_scopes(run);
	return configured_trunks(&run->plan->configured, config);
}

struct refs see_bypassing(struct run *run, const struct element *config)
{
	struct refs none = { .topo = run->topo };

	return see_bool(run, config, A_MEDIA_BYPASS) == TRI_TRUE ? see_configured(run, config) : none;
}

bool see_bypass(struct run *run, const struct element *trunk)
{
	const struct element *config = see_trunk_config(run, trunk);

	return config != NULL && see_bool(run, config, A_MEDIA_BYPASS) == TRI_TRUE;
}

const struct element *see_bypass_to(struct run *run, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_bypass(run, trunk))
			return trunk;
	return NULL;
}

const struct element *see_bypass_config(struct run *run)
{
	note_scopes(run);
	see_relation(run, K_TRUNK_CONFIG, A_MEDIA_BYPASS);
	return run->plan->configured.bypassing;
}

int see_bypass_mode(struct run *run, const struct element **ret_root)
{
	see_kind(run, K_TOPOLOGY);
	*ret_root = topo_root_with(run->topo, A_MEDIA_BYPASS);
	return see_choice(run, *ret_root, A_MEDIA_BYPASS);
}

const struct element *setting_place(
	struct run *run, const struct element *trunk, enum attr attr, enum attr *ret_attr)
{
	const struct element *config = see_trunk_config(run, trunk);

	*ret_attr = config != NULL ? if_written(run, config, attr) : A_NONE;
	return config != NULL ? config : trunk;
}

enum attr if_written(struct run *run, const struct element *e, enum attr attr)
{
	return see_written(run, e, attr) ? attr : A_NONE;
}
