/* SPDX-License-Identifier: MIT */
/* Step 9 of media bypass: whether client and peer can exchange media. */
#include "engine/bypass_decision.h"
#include "model/media_way.h"

#define PEER_SOURCE "Plan for media bypass; Deploy media bypass"
#define MTP_SOURCE "Components and topologies for call admission control; New-CsTrunkConfiguration"
#define TUNNEL_SOURCE "Components and topologies for SIP trunking"
#define FIREWALL_SOURCE "New-CsTrunkConfiguration, EnableBypass"
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

/* The isolation that VPN trunks are to have keeps clients' media out (guidance about the VLAN of the tunnel). */
static bool tunnels_let_through(struct bypass_decision *decision)
{
	const struct element *users = decision->question->users;
	const struct element *end = trunk_isolating_end(decision->plan, decision->question->trunk, users);

	if (end != NULL)
		bypass_note(decision, TUNNEL_SOURCE,
			"%s lets nothing out of the tunnel to the clients of %s: no bypass",
			bypass_name(decision, end), bypass_name(decision, users));
	return end == NULL;
}

static bool firewalls_let_through(struct bypass_decision *decision)
{
	const struct element *users = decision->question->users;
	const struct element *firewall = media_blocking_firewall(decision->topo, users, decision->peer);

	if (firewall != NULL)
		bypass_note(decision, FIREWALL_SOURCE,
			"%s lets no media pass between clients of %s and %s: no bypass",
			bypass_name(decision, firewall), bypass_name(decision, users),
			bypass_name(decision, decision->peer));
	return firewall == NULL;
}

/* What does not fit, as the rest of a sentence; NULL where nothing clashes. */
static const char *const clashes[] = {
	[SRTP_NO_CLASH] = NULL,
	[SRTP_TRUNK_LACKS] = "clients require SRTP, which the trunk does not have",
	[SRTP_PEER_LACKS] = "clients require SRTP, which the peer does not have",
	[SRTP_TRUNK_REQUIRES] = "the trunk requires SRTP, which clients do not use",
	[SRTP_PEER_REQUIRES] = "the peer requires SRTP, which clients do not use",
};

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
	const struct element *root = topo_root_with(decision->topo, A_MEDIA_ENCRYPTION);
	const struct element *trunk = decision->question->trunk;
	int clients = topo_choice(decision->topo, root, A_MEDIA_ENCRYPTION);
	int srtp = trunk_srtp(decision->topo, &decision->plan->fallback, trunk);
	const char *reason;

	if (!peer_takes_media(decision) || !tunnels_let_through(decision) || !firewalls_let_through(decision))
		return BYPASS_VERDICT_NO;
	reason = clashes[srtp_clash(clients, srtp, peer_srtp(decision->topo, decision->peer))];
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
