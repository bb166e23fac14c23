/* SPDX-License-Identifier: MIT */
#include "model/trunks.h"

#include "base/number.h"
#include "model/figures.h"

struct trunk_fallback trunk_fallback_of(const struct topology *topo)
{
	struct walk defaults = walk_kind(topo, K_TRUNK_DEFAULTS);
	struct walk configs = walk_kind(topo, K_TRUNK_CONFIG);
	struct trunk_fallback fallback = { .defaults = walk_next(&defaults) };
	const struct element *config;

	while ((config = walk_next(&configs)) != NULL) {
		if (topo_ref(topo, config, A_SCOPE) != NULL)
			fallback.has_narrow = true;
		else if (fallback.global == NULL && topo_scope(topo, config, A_SCOPE) == SCOPE_GLOBAL)
			fallback.global = config;
	}
	return fallback;
}

const struct element *trunk_holder(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, enum attr attr)
{
	if (topo_value(topo, trunk, attr) != NULL || fallback->defaults == NULL)
		return trunk;
	return topo_value(topo, fallback->defaults, attr) != NULL ? fallback->defaults : trunk;
}

static const struct element *config_of_scope(const struct topology *topo, const struct element *scope)
{
	struct walk configs = walk_referrers(topo, scope, K_TRUNK_CONFIG, A_SCOPE);

	return walk_next(&configs);
}

const struct element *trunk_config(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk)
{
	const struct element *config;
	const struct element *pool;
	const struct element *site;

	if (!fallback->has_narrow)
		return fallback->global;
	config = config_of_scope(topo, trunk);
	pool = topo_ref(topo, trunk, A_MEDIATION_POOL);
	site = pool != NULL ? topo_within(topo, pool, BIT(K_SITE)) : NULL;
	if (config == NULL && site != NULL)
		config = config_of_scope(topo, site);
	return config != NULL ? config : fallback->global;
}

enum tri trunk_setting(const struct topology *topo, const struct element *config, enum attr attr)
{
	if (config != NULL)
		return topo_bool(topo, config, attr);
	return str_is(str_of(attr_spec(K_TRUNK_CONFIG, attr)->fallback), "true") ? TRI_TRUE : TRI_FALSE;
}

bool trunk_setting_int(
	const struct topology *topo, const struct element *config, enum attr attr, int64_t *ret)
{
	uint64_t number;

	if (config != NULL)
		return topo_int(topo, config, attr, ret);
	if (!number_parse_whole(str_of(attr_spec(K_TRUNK_CONFIG, attr)->fallback), INT32_MAX, &number))
		return false;
	*ret = (int64_t)number;
	return true;
}

int trunk_transport(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk)
{
	return topo_choice(topo, trunk_holder(topo, fallback, trunk, A_TRANSPORT), A_TRANSPORT);
}

int trunk_srtp(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk)
{
	int transport = trunk_transport(topo, fallback, trunk);
	const struct element *config;

	if (transport != TRANSPORT_TLS)
		return transport < 0 ? -1 : SRTP_NOT_SUPPORTED;
	config = trunk_config(topo, fallback, trunk);
	return config != NULL ? topo_choice(topo, config, A_SRTP) : SRTP_REQUIRED;
}

const char *trunk_codec(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk)
{
	uint32_t set;

	if (!topo_choice_set(topo, trunk_holder(topo, fallback, trunk, A_CODECS), A_CODECS, &set) || set == 0)
		return NULL;
	/* G.711 is what Mediation Servers offer first (RFC 3551 payload types 0 and 8). */
	if (set & BIT(CODEC_G711U))
		return "g711u";
	if (set & BIT(CODEC_G711A))
		return "g711a";
	return choice_list(CHOICES_CODEC)->names[__builtin_ctz(set)];
}

static bool takes_response(
	const struct topology *topo, const struct element *rule, int64_t status, int64_t isup)
{
	int64_t received = 0;
	int64_t cause = -1;

	topo_int(topo, rule, A_RECEIVED, &received);
	topo_int(topo, rule, A_ISUP, &cause);
	if (received == 0)
		return cause > 0 && cause == isup;
	return received == status && (cause < 0 || cause == isup);
}

const struct element *response_rule_for(
	const struct topology *topo, const struct element *config, int64_t status, int64_t isup)
{
	const struct element *best = NULL;
	int64_t best_priority = INT64_MAX;
	struct walk rules;
	const struct element *rule;

	if (config == NULL)
		return NULL;
	rules = walk_children(topo, config, BIT(K_RESPONSE_CODE));
	while ((rule = walk_next(&rules)) != NULL) {
		int64_t priority = INT64_MAX - 1;

		topo_int(topo, rule, A_PRIORITY, &priority);
		if (takes_response(topo, rule, status, isup) && priority < best_priority) {
			best = rule;
			best_priority = priority;
		}
	}
	return best;
}

static enum attr port_attribute(int transport)
{
	switch (transport) {
	case TRANSPORT_TLS:
		return A_TLS_PORT;
	case TRANSPORT_TCP:
		return A_TCP_PORT;
	default:
		return A_NONE;
	}
}

bool pool_port(const struct topology *topo, const struct element *pool, int transport, int64_t *ret)
{
	enum attr attr = port_attribute(transport);

	return attr != A_NONE && topo_int(topo, pool, attr, ret);
}

/* All its trunks, and at least one, end on survivable branch appliances. */
static bool serves_branches_only(const struct topology *topo, const struct element *peer)
{
	struct walk trunks = walk_referrers(topo, peer, K_TRUNK, A_PEER);
	const struct element *trunk;
	bool any = false;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);

		if (pool == NULL || pool->kind != K_SURVIVABLE_BRANCH_APPLIANCE)
			return false;
		any = true;
	}
	return any;
}

int64_t peer_default_port(const struct topology *topo, const struct element *peer, int transport)
{
	bool branch = serves_branches_only(topo, peer);

	switch (transport) {
	case TRANSPORT_TLS:
		return figure_whole(branch ? FIGURE_BRANCH_PEER_TLS_PORT : FIGURE_PEER_TLS_PORT);
	case TRANSPORT_TCP:
		return figure_whole(branch ? FIGURE_BRANCH_PEER_TCP_PORT : FIGURE_PEER_TCP_PORT);
	default:
		return 0;
	}
}

bool peer_port(const struct topology *topo, const struct element *peer, int transport, int64_t *ret)
{
	enum attr attr = port_attribute(transport);

	if (attr == A_NONE)
		return false;
	if (topo_value(topo, peer, attr) != NULL)
		return topo_int(topo, peer, attr, ret);
	*ret = peer_default_port(topo, peer, transport);
	return true;
}

bool trunk_mediation_port(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, int64_t *ret)
{
	const struct element *holder = trunk_holder(topo, fallback, trunk, A_MEDIATION_PORT);
	const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);

	if (topo_value(topo, holder, A_MEDIATION_PORT) != NULL)
		return topo_int(topo, holder, A_MEDIATION_PORT, ret);
	return pool != NULL && pool_port(topo, pool, trunk_transport(topo, fallback, trunk), ret);
}

bool trunk_peer_port(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, int64_t *ret)
{
	const struct element *holder = trunk_holder(topo, fallback, trunk, A_PEER_PORT);
	const struct element *peer = topo_ref(topo, trunk, A_PEER);

	if (topo_value(topo, holder, A_PEER_PORT) != NULL)
		return topo_int(topo, holder, A_PEER_PORT, ret);
	return peer != NULL && peer_port(topo, peer, trunk_transport(topo, fallback, trunk), ret);
}

struct trunk_walk trunks_over(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *connection)
{
	return (struct trunk_walk){
		.own = walk_referrers(topo, connection, K_TRUNK, A_CONNECTION),
		.all = walk_kind(topo, K_TRUNK),
		.inherited = fallback->defaults != NULL &&
			topo_ref(topo, fallback->defaults, A_CONNECTION) == connection,
	};
}

const struct element *trunk_walk_next(struct trunk_walk *walk)
{
	const struct element *trunk = walk_next(&walk->own);

	if (trunk != NULL || !walk->inherited)
		return trunk;
	do
		trunk = walk_next(&walk->all);
	while (trunk != NULL && topo_value(walk->all.topo, trunk, A_CONNECTION) != NULL);
	return trunk;
}
