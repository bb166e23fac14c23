/* SPDX-License-Identifier: MIT */
/* TLS and SRTP on trunks: what is asked for, what becomes of it, and whether the far end and the clients agree. */
#include "check/configs.h"
#include "check/sites.h"
#include "check/vpn.h"
#include "model/bypass.h"

static enum outcome judge_ignored_srtp(struct run *run, const struct element *trunk)
{
	int transport = see_transport(run, trunk);
	const struct element *config = see_trunk_config(run, trunk);
	const char *mode;
	int asked;

	if (config == NULL || !see_written(run, config, A_SRTP) || transport < 0)
		return NOT_APPLICABLE;
	asked = see_choice(run, config, A_SRTP);
	if (transport != TRANSPORT_TCP || asked < 0 || asked == SRTP_NOT_SUPPORTED)
		return PASS;
	mode = choice_list(CHOICES_SRTP)->names[asked];
	relate(run, config, A_SRTP, "the trunk configuration in effect asks for SRTP");
	if (vpn_of_trunk(run, trunk) != NULL)
		return lacks(run, trunk, if_written(run, trunk, A_TRANSPORT),
			"%s uses TCP, so its SRTP mode '%s' counts as not supported; its media is protected by the VPN alone",
			label(run, trunk), mode);
	return lacks_gravely(run, trunk, if_written(run, trunk, A_TRANSPORT),
		"%s uses TCP, so its SRTP mode '%s' counts as not supported and media goes unencrypted",
		label(run, trunk), mode);
}

static enum outcome judge_plain_signalling(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_CONNECTION);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *connection;
	int transport = see_transport(run, trunk);

	if (peer == NULL || transport < 0)
		return NOT_APPLICABLE;
	if (transport != TRANSPORT_TCP || vpn_of_trunk(run, trunk) != NULL)
		return PASS;
	connection = see_ref(run, holder, A_CONNECTION);
	if (peer->kind == K_SBC && connection == NULL && !see_any(run, K_CONNECTION)) {
		ask_text(run, trunk, A_CONNECTION);
		return unknown(run);
	}
	if (connection != NULL && connection->kind == K_CONNECTION &&
		see_choice(run, connection, A_KIND) == CONNECTION_KIND_INTERNET)
		return NOT_APPLICABLE; /* CON011 */
	return lacks(run, trunk, if_written(run, trunk, A_TRANSPORT),
		"%s uses TCP; TLS to %s is strongly recommended", label(run, trunk), label(run, peer));
}

static enum outcome judge_certificate(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	enum tri trusted;

	if (peer == NULL || see_transport(run, trunk) != TRANSPORT_TLS)
		return NOT_APPLICABLE;
	trusted = ask_bool(run, peer, A_CERTIFICATE_TRUSTED);
	if (trusted != TRI_FALSE)
		return trusted == TRI_TRUE ? PASS : unknown(run);
	relate(run, peer, A_CERTIFICATE_TRUSTED, "has no certificate that the Mediation Servers trust");
	return fires(run, trunk, A_PEER,
		"%s uses TLS on both sides, but the Mediation Servers trust no certificate of %s",
		label(run, trunk), label(run, peer));
}

static enum outcome judge_qualified(struct run *run, const struct element *peer)
{
	enum tri qualified = see_bool(run, peer, A_QUALIFIED);
	enum tri tls = see_bool(run, peer, A_TLS);

	if (peer->kind == K_GATEWAY && direct_trunk(run, peer) != NULL) {
		qualified = ask_bool(run, peer, A_QUALIFIED);
		if (qualified == TRI_TRUE)
			tls = ask_bool(run, peer, A_TLS);
	} else if (qualified == TRI_UNKNOWN || tls == TRI_UNKNOWN) {
		return NOT_APPLICABLE;
	}
	if (qualified == TRI_FALSE)
		return NOT_APPLICABLE;
	if (tls == TRI_TRUE)
		return PASS;
	if (qualified == TRI_UNKNOWN || tls == TRI_UNKNOWN)
		return unknown(run);
	return fires(run, peer, A_TLS,
		"%s is said to be qualified and to have no TLS, which every qualified gateway has",
		label(run, peer));
}

/* What the far end does about SRTP; an absent answer is noted. */
static int ask_peer_srtp(struct run *run, const struct element *peer)
{
	int srtp;

	see_broken(run, peer, A_SRTP);
	if (peer->kind == K_SBC)
		see_broken(run, topo_parent(run->topo, peer), A_SRTP);
	srtp = peer_srtp(run->topo, peer);
	if (srtp < 0 || see_written(run, peer, A_SRTP))
		ask_choice(run, peer, A_SRTP);
	return srtp;
}

/* Where SRTP of the trunk would be changed: at its transport, as TCP forces it off, else at the setting. */
static const struct element *srtp_place(struct run *run, const struct element *trunk, enum attr *ret_attr)
{
	if (see_transport(run, trunk) != TRANSPORT_TCP)
		return setting_place(run, trunk, A_SRTP, ret_attr);
	*ret_attr = if_written(run, trunk, A_TRANSPORT);
	return trunk;
}

static enum outcome judge_peer_srtp(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	int ours = see_srtp(run, trunk);
	const struct element *at;
	enum attr attr;
	int theirs;

	if (peer == NULL || ours < 0)
		return NOT_APPLICABLE;
	theirs = ask_peer_srtp(run, peer);
	if (ours == SRTP_OPTIONAL)
		return PASS;
	if (theirs < 0)
		return unknown(run);
	if (theirs != (ours == SRTP_REQUIRED ? PEER_SRTP_NONE : PEER_SRTP_REQUIRED))
		return PASS;
	at = srtp_place(run, trunk, &attr);
	relate(run, peer, if_written(run, peer, A_SRTP),
		ours == SRTP_REQUIRED ? "does no SRTP" : "requires SRTP");
	if (at != trunk)
		relate(run, trunk, A_NONE, "the trunk");
	return lacks(run, at, attr,
		ours == SRTP_REQUIRED ? "%s requires SRTP, which %s does not do: media cannot be set up" :
					"%s has no SRTP, which %s requires: media cannot be set up",
		label(run, trunk), label(run, peer));
}

/* The sentence about a clash around the trunk's name, and the setting to change. */
static const struct {
	const char *before, *after;
	enum attr attr;
} clashes[] = {
	[SRTP_TRUNK_LACKS] = { "clients require SRTP, which ", " does not have", A_SRTP },
	[SRTP_PEER_LACKS] = { "clients require SRTP, which the peer of ", " does not do", A_MEDIA_BYPASS },
	[SRTP_TRUNK_REQUIRES] = { "", " requires SRTP, which clients do not use", A_SRTP },
	[SRTP_PEER_REQUIRES] = { "the peer of ", " requires SRTP, which clients do not use", A_MEDIA_BYPASS },
};

static enum outcome judge_client_srtp(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *root = topo_root_with(run->topo, A_MEDIA_ENCRYPTION);
	int clients = see_choice(run, root, A_MEDIA_ENCRYPTION);
	int ours = see_srtp(run, trunk);
	const struct element *at;
	enum srtp_clash clash;
	enum attr attr;

	if (peer == NULL || ours < 0 || clients < 0 || !see_bypass(run, trunk))
		return NOT_APPLICABLE;
	if (clients == ENCRYPTION_SUPPORT)
		return PASS;
	clash = srtp_clash(clients, ours, ask_peer_srtp(run, peer));
	if (clash == SRTP_NO_CLASH)
		return peer_srtp(run->topo, peer) < 0 ? unknown(run) : PASS;
	at = clashes[clash].attr == A_SRTP ? srtp_place(run, trunk, &attr) :
					     setting_place(run, trunk, A_MEDIA_BYPASS, &attr);
	relate(run, root, A_MEDIA_ENCRYPTION, "media encryption of clients: %s",
		choice_list(CHOICES_ENCRYPTION)->names[clients]);
	relate(run, peer, if_written(run, peer, A_SRTP), "the peer");
	if (at != trunk)
		relate(run, trunk, A_NONE, "the trunk");
	return lacks(run, at, attr, "%s%s%s: its calls cannot bypass the Mediation Server",
		clashes[clash].before, label(run, trunk), clashes[clash].after);
}

static const struct rule trunk_security_rules[] = {
	{
		.info = {
			.id = "TRK007",
			.name = "srtp-needs-tls",
			.severity = SEVERITY_NOTE,
			.grave = SEVERITY_WARNING,
			.grave_when = "the trunk does not run inside a VPN",
			.options = OPTIONS_ALL,
			.title = "SRTP that is asked for needs TLS",
			.meaning = "the SRTP mode counts only with TLS; over TCP the product sets it to not supported without a word, so a plan that asks for encrypted media does not get it. The default, required, is nobody's wish and is not held against a TCP trunk",
			.fix = "use transport=\"tls\", or say srtp=\"not-supported\" in the trunk's configuration",
			.bad = "<trunk id=\"t1\" transport=\"tcp\" .../> <trunk-config scope=\"trunk:t1\" srtp=\"required\"/>",
			.good = "<trunk id=\"t1\" transport=\"tls\" .../> <trunk-config scope=\"trunk:t1\" srtp=\"required\"/>",
			.conflict = "X5: the cmdlet reference gives required as the default mode, another page says that media to a gateway is plain by default; SRTP in effect is worked out from the transport",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_TCFG },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_ignored_srtp,
	},
	{
		.info = {
			.id = "TRK008",
			.name = "tls-strongly-recommended",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT | OPTION_MPLS | OPTION_PRIV,
			.title = "trunks use TLS where no VPN protects them",
			.meaning = "TCP leaves signalling, and with it media, readable; the pages strongly recommend a peer that does TLS. Inside a VPN TLS is not needed (SEC001), and over the open Internet its absence is CON011",
			.fix = "use transport=\"tls\", with a host name and a certificate for the peer",
			.bad = "<trunk id=\"t1\" peer=\"gw\" transport=\"tcp\" .../>",
			.good = "<trunk id=\"t1\" peer=\"gw\" transport=\"tls\" .../>",
			.pages = { PAGE_GWDEF, PAGE_ENC13 },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_CONNECTION },
		.judge = judge_plain_signalling,
	},
	{
		.info = {
			.id = "TRK009",
			.name = "mtls-certificate",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a TLS peer has a certificate that the Mediation Servers trust",
			.meaning = "TLS between Mediation Server and peer is mutual: each side shows a certificate, and the peer's must come from an authority that the Mediation Servers trust",
			.fix = "give the peer a certificate of a trusted authority, then say certificate-trusted=\"true\"",
			.bad = "<gateway id=\"gw\" certificate-trusted=\"false\" .../> <trunk peer=\"gw\" transport=\"tls\" .../>",
			.good = "<gateway id=\"gw\" certificate-trusted=\"true\" .../> <trunk peer=\"gw\" transport=\"tls\" .../>",
			.pages = { PAGE_ENC13 },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_CERTIFICATE_TRUSTED },
		.judge = judge_certificate,
	},
	{
		.info = {
			.id = "TRK010",
			.name = "qualified-gateway-tls",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a qualified gateway does TLS",
			.meaning = "every gateway on the list of qualified products supports TLS, so one that is said to be qualified and to have none is described wrongly",
			.fix = "look the product up on the list and at its maker, and correct qualified or tls",
			.bad = "<gateway id=\"gw\" qualified=\"true\" tls=\"false\" .../>",
			.good = "<gateway id=\"gw\" qualified=\"true\" tls=\"true\" .../>",
			.pages = { PAGE_MED13 },
		},
		.subjects = PEERS,
		.needs = { A_QUALIFIED, A_TLS },
		.judge = judge_qualified,
	},
	{
		.info = {
			.id = "TRK011",
			.name = "srtp-matches-peer",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "trunk and peer agree on SRTP",
			.meaning = "where one side insists on SRTP and the other does not do it, no media can be set up. What counts is the mode in effect: with TCP there is no SRTP, and with TLS it is required unless the configuration says otherwise",
			.fix = "set srtp of the trunk's configuration to what the peer does; optional fits every peer",
			.bad = "<gateway id=\"gw\" srtp=\"none\" .../> <trunk peer=\"gw\" transport=\"tls\" .../>",
			.good = "<gateway id=\"gw\" srtp=\"none\" .../> <trunk peer=\"gw\" transport=\"tls\" .../> <trunk-config scope=\"global\" srtp=\"optional\"/>",
			.pages = { PAGE_TCFG, PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_SRTP },
		.judge = judge_peer_srtp,
	},
	{
		.info = {
			.id = "TRK012",
			.name = "srtp-matches-clients",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "for media bypass, clients and trunk agree on SRTP",
			.meaning = "a call that bypasses the Mediation Server has its media between client and peer, so the trunk's SRTP mode must be compatible with the encryption level of clients, which is required unless set otherwise. That a trunk without SRTP does not suit clients that require it, nor one that requires it clients that have none, follows from what the modes mean",
			.fix = "set srtp of the trunk's configuration, the trunk's transport or media-encryption of the topology so that they fit, or turn media bypass off for the trunk",
			.bad = "<topology media-encryption=\"require\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" srtp=\"not-supported\"/>",
			.good = "<topology media-encryption=\"require\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" srtp=\"required\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_PS_MEDIA_CONFIGURATION },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_SRTP },
		.judge = judge_client_srtp,
	},
};

const struct rule_group rule_group_trunk_security = RULE_GROUP(trunk_security_rules);
