/* SPDX-License-Identifier: MIT */
#include "check/derived.h"

/* Broken ends of lines, as far as they can hide where the PSTN reaches a site. */
static void note_lines(struct run *run)
{
	if (run->sound)
		return;
	see_relation(run, K_PSTN_LINE, A_ENDS_ON);
	see_relation(run, K_PSTN_LINE, A_KIND);
	see_relation(run, K_PSTN_LINE, A_PROVIDER);
	see_relation(run, K_TIE_LINE, A_GATEWAY);
	see_relation(run, K_TIE_LINE, A_PBX);
	see_relation(run, K_GATEWAY, A_KIND);
	see_relation(run, K_PBX, A_NONE);
}

static void note_groups(struct run *run, const struct element *site)
{
	if (run->sound)
		return;
	run->broken |= (run->topo->doubtful_kinds & BIT(K_USERS)) != 0 ||
		site_facts(run->plan, site)->broken_groups;
}

static void note_trunks(struct run *run, const struct element *site)
{
	if (run->sound)
		return;
	see_relation(run, K_TRUNK, A_PEER);
	see_relation(run, K_TRUNK, A_MEDIATION_POOL);
	see_broken(run, site, A_CENTRAL_SITE);
	see_kind(run, K_MEDIATION_POOL);
	see_kind(run, K_SURVIVABLE_BRANCH_APPLIANCE);
	see_kind(run, K_PROVIDER);
	see_kind(run, K_SBC);
}

const struct site_facts *see_site(struct run *run, const struct element *site)
{
	note_lines(run);
	note_groups(run, site);
	note_trunks(run, site);
	return site_facts(run->plan, site);
}

/* What is there stays there, whatever else comes to light. */
enum {
	CERTAIN = SITE_SIP_TRUNKING | SITE_INCREMENTAL,
	RESTS_ON_ABSENCE = SITE_BEHIND_PBX | SITE_IN_FRONT_OF_PBX | SITE_VOIP_ONLY,
};

unsigned see_options(struct run *run, const struct element *site, unsigned options)
{
	const struct site_facts *facts = site_facts(run->plan, site);
	bool before = run->broken;

	if (run->sound)
		return facts->effective & options;
	see_broken(run, site, A_DEPLOYMENT);
	if (options & SITE_SIP_TRUNKING)
		note_trunks(run, site);
	if (facts->declared < 0 && options & SITE_DIRECT) {
		run->broken = false;
		see_broken(run, site, A_DEPLOYMENT);
		note_lines(run);
		note_groups(run, site);
		see_relation(run, K_TRUNK, A_PEER);
		if (run->broken)
			options &= CERTAIN;
		run->broken |= before;
	}
	return facts->effective & options;
}

const struct element *see_line_on(struct run *run, const struct element *box)
{
	const struct element *line = line_on(run->topo, box);

	see_relation(run, K_PSTN_LINE, A_KIND);
	see_relation(run, K_PSTN_LINE, A_PROVIDER);
	see_broken(run, box, A_KIND);
	if (line == NULL)
		see_relation(run, K_PSTN_LINE, A_ENDS_ON);
	return line;
}

const struct element *see_tie(struct run *run, const struct element *gateway, const struct element *pbx)
{
	const struct element *tie = tie_between(run->topo, gateway, pbx);

	if (tie == NULL) {
		see_relation(run, K_TIE_LINE, A_GATEWAY);
		see_relation(run, K_TIE_LINE, A_PBX);
	}
	return tie;
}

bool see_sip_trunk_line(struct run *run, const struct element *line)
{
	const struct element *box = see_ref(run, line, A_ENDS_ON);

	see_broken(run, line, A_KIND);
	see_broken(run, line, A_PROVIDER);
	if (box != NULL)
		see_broken(run, box, A_KIND);
	return line_is_sip_trunk(run->topo, line);
}

const struct element *see_provider(struct run *run, const struct element *trunk)
{
	see_broken(run, trunk, A_PEER);
	return trunk_provider(run->topo, trunk);
}

bool see_voice(struct run *run, const struct element *users)
{
	see_broken(run, users, A_TELEPHONY);
	return users_have_voice(run->topo, users);
}

const struct element *see_policy(struct run *run, const struct element *users)
{
	see_broken(run, users, A_VOICE_POLICY);
	if (!see_written(run, users, A_VOICE_POLICY))
		see_relation(run, K_VOICE_POLICY, A_SCOPE);
	return users_policy(run->plan, users);
}

uint32_t see_policy_users(struct run *run, const struct element *policy)
{
	uint32_t n = policy_voice_users(run->plan, policy);

	if (n == 0) {
		see_relation(run, K_USERS, A_VOICE_POLICY);
		see_relation(run, K_USERS, A_TELEPHONY);
		see_relation(run, K_VOICE_POLICY, A_SCOPE);
	}
	return n;
}

struct trunk_walk see_trunks_over(struct run *run, const struct element *connection)
{
	see_relation(run, K_TRUNK, A_CONNECTION);
	see_relation(run, K_TRUNK_DEFAULTS, A_CONNECTION);
	return trunks_over(run->topo, &run->plan->fallback, connection);
}

const struct element *see_trunk_config(struct run *run, const struct element *trunk)
{
	see_broken(run, trunk, A_MEDIATION_POOL);
	see_relation(run, K_TRUNK_CONFIG, A_SCOPE);
	return trunk_config(run->topo, &run->plan->fallback, trunk);
}

int see_transport(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_TRANSPORT);

	see_relation(run, K_TRUNK_DEFAULTS, A_TRANSPORT);
	return see_choice(run, holder, A_TRANSPORT);
}

int see_srtp(struct run *run, const struct element *trunk)
{
	const struct element *config;

	if (see_transport(run, trunk) == TRANSPORT_TLS) {
		config = see_trunk_config(run, trunk);
		if (config != NULL)
			see_broken(run, config, A_SRTP);
	}
	return trunk_srtp(run->topo, &run->plan->fallback, trunk);
}

bool see_any(struct run *run, enum kind kind)
{
	see_kind(run, kind);
	return topo_count(run->topo, kind) > 0;
}

bool is_first_root(struct run *run, const struct element *e)
{
	return topo_nth(run->topo, K_TOPOLOGY, 0) == e;
}

bool see_admission_control(struct run *run)
{
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;

	while ((root = walk_next(&roots)) != NULL)
		if (see_bool(run, root, A_CALL_ADMISSION_CONTROL) == TRI_TRUE)
			return true;
	return false;
}

bool see_bypass_by_site(struct run *run)
{
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;

	while ((root = walk_next(&roots)) != NULL)
		if (see_choice(run, root, A_MEDIA_BYPASS) == BYPASS_SITE_AND_REGION)
			return true;
	return false;
}
