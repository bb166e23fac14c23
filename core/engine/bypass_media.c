/* SPDX-License-Identifier: MIT */
/* Step 9 of media bypass: whether client and peer can exchange media. */
#include "engine/bypass_decision.h"

#define PEER_SOURCE "Plan for media bypass; Deploy media bypass"
#define MTP_SOURCE "Components and topologies for call admission control; New-CsTrunkConfiguration"
#define TUNNEL_SOURCE "Components and topologies for SIP trunking"
#define SRTP_SOURCE "New-CsTrunkConfiguration, SRTPMode"

static bool gateway_takes_media(struct bypass_decision *decision)
{
	const char *name = bypass_name(decision, decision->peer);
	enum tri supported = topo_bool(decision->topo, decision->peer, A_MEDIA_BYPASS_SUPPORTED);

	if (supported == TRI_UNKNOWN)
		bypass_assume(decision, "assuming %s accepts media from clients", name);
	bypass_note(decision, PEER_SOURCE,
		supported == TRI_FALSE ? "%s does not support media bypass: no bypass" :
					 "%s accepts media from clients",
		name);
	return supported != TRI_FALSE;
}

static bool pbx_takes_media(struct bypass_decision *decision)
{
	const char *name = bypass_name(decision, decision->peer);
	enum tri point = topo_bool(decision->topo, decision->peer, A_MEDIA_TERMINATION_POINT);

	if (point == TRI_TRUE)
		return gateway_takes_media(decision);
	if (point == TRI_UNKNOWN)
		bypass_assume(decision, "assuming %s has no media termination point", name);
	bypass_note(decision, MTP_SOURCE, "%s has no media termination point for clients: no bypass", name);
	return false;
}

/* Of the box itself, which is nearer, else of its provider. */
static enum tri sbc_accepts(const struct bypass_decision *decision, const struct element *provider)
{
	enum tri supported = topo_bool(decision->topo, decision->peer, A_MEDIA_BYPASS_SUPPORTED);
	enum tri accepts = topo_bool(decision->topo, provider, A_ACCEPTS_CLIENT_MEDIA);

	if (supported == TRI_FALSE || accepts == TRI_FALSE)
		return TRI_FALSE;
	return supported == TRI_TRUE || accepts == TRI_TRUE ? TRI_TRUE : TRI_UNKNOWN;
}

static bool sbc_takes_media(struct bypass_decision *decision)
{
	const struct element *provider = topo_parent(decision->topo, decision->peer);
	const char *name = bypass_name(decision, decision->peer);
	enum tri disclosed = topo_bool(decision->topo, provider, A_INTERNAL_ADDRESSES_DISCLOSED);
	enum tri accepts = sbc_accepts(decision, provider);

	if (accepts == TRI_UNKNOWN)
		bypass_assume(decision, "assuming %s does not accept media from clients", name);
	if (accepts != TRI_TRUE) {
		bypass_note(decision, PEER_SOURCE, "%s takes media from the Mediation Server only: no bypass",
			name);
		return false;
	}
	if (disclosed == TRI_FALSE) {
		bypass_note(decision, PEER_SOURCE,
			"%s may not know internal addresses, which bypass reveals: no bypass",
			bypass_name(decision, provider));
		return false;
	}
	if (disclosed == TRI_UNKNOWN)
		bypass_assume(
			decision, "assuming %s may know internal addresses", bypass_name(decision, provider));
	bypass_note(decision, PEER_SOURCE, "%s accepts media from clients", name);
	return true;
}

static bool peer_takes_media(struct bypass_decision *decision)
{
	if (decision->peer == NULL) {
		bypass_note(decision, PEER_SOURCE, "the peer of %s is not known: no bypass",
			bypass_name(decision, decision->question->trunk));
		return false;
	}
	switch (decision->peer->kind) {
	case K_SBC:
		return sbc_takes_media(decision);
	case K_PBX:
		return pbx_takes_media(decision);
	default:
		return gateway_takes_media(decision);
	}
}

/* The forward leads to the clients: to the group, its site, or a network that its subnet is part of. */
static bool leads_to_clients(const struct bypass_decision *decision, const struct element *forward)
{
	const struct element *users = decision->question->users;
	const struct element *target = topo_ref(decision->topo, forward, A_TO);
	struct address clients;
	struct address prefix;

	if (target != NULL && (target == users || target == topo_parent(decision->topo, users)))
		return true;
	if (!topo_address(decision->topo, users, A_SUBNET, &clients))
		return false;
	if (target != NULL && target->kind == K_VLAN)
		return topo_address(decision->topo, target, A_SUBNET, &prefix) &&
			address_contains(&prefix, &clients);
	return target == NULL && topo_address(decision->topo, forward, A_TO, &prefix) &&
		address_contains(&prefix, &clients);
}

/* Traffic out of the tunnel reaches the clients, or nobody says that it does not. */
static bool end_lets_through(const struct bypass_decision *decision, const struct element *end)
{
	struct walk forwards = walk_children(decision->topo, end, BIT(K_FORWARD));
	enum tri restricted = topo_bool(decision->topo, end, A_RESTRICTED);
	const struct element *forward;
	bool any = false;

	while ((forward = walk_next(&forwards)) != NULL) {
		any = true;
		if (leads_to_clients(decision, forward))
			return true;
	}
	return restricted == TRI_FALSE || (restricted == TRI_UNKNOWN && !any);
}

/* The isolation that VPN trunks are to have keeps clients' media out (guidance about the VLAN of the tunnel). */
static bool tunnels_let_through(struct bypass_decision *decision)
{
	const struct element *trunk = decision->question->trunk;
	const struct element *holder = trunk_holder(
		decision->topo, &decision->plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = topo_ref(decision->topo, holder, A_CONNECTION);
	const struct element *tunnel;
	struct walk tunnels;

	if (connection == NULL)
		return true;
	tunnels = walk_children(decision->topo, connection, BIT(K_TUNNEL));
	while ((tunnel = walk_next(&tunnels)) != NULL) {
		const struct element *end = topo_ref(decision->topo, tunnel, A_ENTERPRISE_END);

		if (end == NULL || end_lets_through(decision, end))
			continue;
		bypass_note(decision, TUNNEL_SOURCE,
			"%s lets nothing out of the tunnel to the clients of %s: no bypass",
			bypass_name(decision, end), bypass_name(decision, decision->question->users));
		return false;
	}
	return true;
}

/* PEER_SRTP_NONE ..., or -1. */
static int peer_srtp(const struct bypass_decision *decision)
{
	int srtp = topo_choice(decision->topo, decision->peer, A_SRTP);
	const struct element *provider = topo_parent(decision->topo, decision->peer);

	if (srtp < 0 && provider->kind == K_PROVIDER &&
		topo_bool(decision->topo, provider, A_SRTP) == TRI_FALSE)
		return PEER_SRTP_NONE;
	return srtp;
}

/* What does not fit, as the rest of a sentence, or NULL. */
static const char *clash(const struct bypass_decision *decision, int clients, int trunk)
{
	if (clients == ENCRYPTION_REQUIRE && trunk == SRTP_NOT_SUPPORTED)
		return "clients require SRTP, which the trunk does not have";
	if (clients == ENCRYPTION_REQUIRE && peer_srtp(decision) == PEER_SRTP_NONE)
		return "clients require SRTP, which the peer does not have";
	if (clients == ENCRYPTION_NONE && trunk == SRTP_REQUIRED)
		return "the trunk requires SRTP, which clients do not use";
	if (clients == ENCRYPTION_NONE && peer_srtp(decision) == PEER_SRTP_REQUIRED)
		return "the peer requires SRTP, which clients do not use";
	return NULL;
}

/* By policy: the documents do not say what becomes of such a call. */
static enum bypass_verdict judge_clash(struct bypass_decision *decision, const char *reason)
{
	bool fails = engine_policy_is(decision->policies, POLICY_BYPASS_MISMATCH, "fail");

	bypass_note(decision, fails ? "policy bypass-mismatch=fail" : "policy bypass-mismatch=relay",
		fails ? "%s: the call has no media" : "%s: no bypass, the Mediation Server relays media",
		reason);
	return fails ? BYPASS_VERDICT_FAILS : BYPASS_VERDICT_NO;
}

enum bypass_verdict bypass_media_fits(struct bypass_decision *decision)
{
	const struct element *root = bypass_root(decision, A_MEDIA_ENCRYPTION);
	const struct element *trunk = decision->question->trunk;
	int clients = topo_choice(decision->topo, root, A_MEDIA_ENCRYPTION);
	int srtp = trunk_srtp(decision->topo, &decision->plan->fallback, trunk);
	const char *reason;

	if (!peer_takes_media(decision) || !tunnels_let_through(decision))
		return BYPASS_VERDICT_NO;
	reason = clash(decision, clients, srtp);
	if (reason != NULL)
		return judge_clash(decision, reason);
	if (clients < 0 || (srtp < 0 && clients != ENCRYPTION_SUPPORT)) {
		bypass_note(decision, SRTP_SOURCE,
			"whether clients and %s agree on SRTP is not known: no bypass",
			bypass_name(decision, trunk));
		return BYPASS_VERDICT_NO;
	}
	bypass_note(decision, SRTP_SOURCE,
		"encryption fits: media runs directly between clients of %s and %s",
		bypass_name(decision, decision->question->users), bypass_name(decision, decision->peer));
	return BYPASS_VERDICT_YES;
}
