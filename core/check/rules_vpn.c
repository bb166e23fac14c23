/* SPDX-License-Identifier: MIT */
/* What runs through a VPN to the provider, and the tunnels themselves. */
#include "check/firewalls.h"
#include "check/vpn.h"
#include "model/tunnels.h"

/* The trunk's own attribute, or the element when trunk-defaults states it. */
static enum attr own(struct run *run, const struct element *trunk, enum attr attr)
{
	return see_written(run, trunk, attr) ? attr : A_NONE;
}

static enum outcome judge_tls(struct run *run, const struct element *trunk)
{
	int transport = see_transport(run, trunk);

	if (vpn_of_trunk(run, trunk) == NULL || transport < 0)
		return NOT_APPLICABLE;
	if (transport != TRANSPORT_TLS)
		return PASS;
	return fires(run, trunk, own(run, trunk, A_TRANSPORT),
		"%s uses TLS inside a VPN, where it is allowed but not needed", label(run, trunk));
}

static enum outcome judge_srtp(struct run *run, const struct element *trunk)
{
	int srtp = see_srtp(run, trunk);
	const struct element *config = see_trunk_config(run, trunk);

	if (vpn_of_trunk(run, trunk) == NULL || srtp < 0)
		return NOT_APPLICABLE;
	if (srtp == SRTP_NOT_SUPPORTED)
		return PASS;
	if (config != NULL)
		relate(run, config, A_SRTP, "the trunk configuration in effect");
	return lacks(run, trunk, own(run, trunk, A_TRANSPORT),
		"%s encrypts media (SRTP %s) inside a VPN, where it is allowed but not needed",
		label(run, trunk), choice_list(CHOICES_SRTP)->names[srtp]);
}

static enum outcome judge_plain(struct run *run, const struct element *trunk)
{
	int transport = see_transport(run, trunk);

	if (vpn_of_trunk(run, trunk) == NULL || transport < 0)
		return NOT_APPLICABLE;
	if (transport == TRANSPORT_TCP)
		return PASS;
	if (transport == TRANSPORT_UDP)
		return fires_gravely(run, trunk, own(run, trunk, A_TRANSPORT),
			"%s uses UDP for SIP, but Mediation Servers speak only TCP and TLS",
			label(run, trunk));
	return fires(run, trunk, own(run, trunk, A_TRANSPORT),
		"%s departs from the reference topology, which is plain TCP and RTP inside the VPN",
		label(run, trunk));
}

/* What must pass between the ends of a tunnel: as stated, else by the encapsulation. */
static struct str wanted_ports(struct run *run, const struct element *tunnel)
{
	int encapsulation;

	if (see_written(run, tunnel, A_REQUIRES_PORTS))
		return see_text(run, tunnel, A_REQUIRES_PORTS);
	encapsulation = ask_choice(run, tunnel, A_ENCAPSULATION);
	if (encapsulation != ENCAPSULATION_IPSEC && encapsulation != ENCAPSULATION_GRE)
		return ask_text(run, tunnel, A_REQUIRES_PORTS);
	see_broken(run, tunnel, A_CIPHER);
	return tunnel_required_ports(run->topo, tunnel);
}

/* What a firewall keeps from passing for sure, and whether more may be kept. */
struct blocked {
	const char *text; /* "" for nothing */
	bool maybe_more;
};

static void add_blocked(struct run *run, struct blocked *blocked, const struct protocol_ports *wanted,
	enum tri outwards, enum tri inwards)
{
	char text[32];

	if (outwards != TRI_FALSE && inwards != TRI_FALSE) {
		blocked->maybe_more |= outwards == TRI_UNKNOWN || inwards == TRI_UNKNOWN;
		return;
	}
	protocol_ports_text(wanted, text, sizeof(text));
	blocked->text = words(run, "%s%s%s%s", blocked->text, *blocked->text != '\0' ? ", " : "", text,
		outwards != TRI_FALSE        ? " from the provider" :
			inwards != TRI_FALSE ? " to the provider" :
					       "");
}

static enum outcome judge_firewall_tunnel(
	struct run *run, const struct element *firewall, const struct element *tunnel)
{
	const struct element *enterprise = see_ref(run, tunnel, A_ENTERPRISE_END);
	const struct element *provider = see_ref(run, tunnel, A_PROVIDER_END);
	struct str list = wanted_ports(run, tunnel);
	struct blocked blocked = { .text = "" };
	struct protocol_ports wanted;
	struct str token;

	if (enterprise == NULL || provider == NULL)
		return NOT_APPLICABLE;
	if (list.text == NULL)
		return unknown(run);
	while (str_next_token(&list, &token))
		if (protocol_ports_parse(token, &wanted))
			add_blocked(run, &blocked, &wanted,
				firewall_permits(run, firewall, &wanted, enterprise, provider),
				firewall_permits(run, firewall, &wanted, provider, enterprise));
	if (*blocked.text == '\0')
		return blocked.maybe_more ? unknown(run) : PASS;
	relate(run, tunnel, A_NONE, "the ends of this tunnel must reach each other");
	argue(run, blocked.text);
	return lacks(run, firewall, A_NONE, "%s does not let %s pass between the ends of %s",
		label(run, firewall), blocked.text, label(run, tunnel));
}

static enum outcome judge_firewall(struct run *run, const struct element *e)
{
	struct refs protected;
	struct elements tunnels = { 0 };
	enum outcome outcome = NOT_APPLICABLE;

	if (e->kind == K_TUNNEL)
		return ask_kinds(run, BIT(K_FIREWALL)) ? NOT_APPLICABLE : unknown(run);
	protected = see_refs(run, e, A_PROTECTS);
	for (uint32_t i = 0; i < protected.n; i++) {
		struct walk ending = see_referrers(run, refs_nth(protected, i), K_TUNNEL, A_NONE);
		const struct element *tunnel;

		while ((tunnel = walk_next(&ending)) != NULL)
			elements_add(run, &tunnels, tunnel);
	}
	for (uint32_t i = 0; i < tunnels.n; i++)
		outcome = worse(outcome, judge_firewall_tunnel(run, e, tunnels.at[i]));
	return outcome;
}

static enum outcome judge_own_vlan(struct run *run, const struct element *tunnel)
{
	const struct element *vlan;
	struct elements others = { 0 };
	struct walk sharing;
	const struct element *other;

	if (!ask_kinds(run, BIT(K_VLAN)))
		return unknown(run);
	vlan = see_ref(run, tunnel, A_VLAN);
	if (vlan == NULL)
		return lacks(run, tunnel, A_NONE, "%s has no VLAN of its own", label(run, tunnel));
	sharing = see_referrers(run, vlan, K_TUNNEL, A_VLAN);
	while ((other = walk_next(&sharing)) != NULL)
		if (other != tunnel)
			elements_add(run, &others, other);
	if (others.n == 0)
		return PASS;
	elements_relate(run, &others, A_VLAN, "uses the same VLAN");
	return fires(run, tunnel, A_VLAN, "%s shares %s with %s", label(run, tunnel), label(run, vlan),
		elements_label(run, &others));
}

static enum outcome judge_gre(struct run *run, const struct element *tunnel)
{
	const struct element *end = see_ref(run, tunnel, A_ENTERPRISE_END);
	int encapsulation;

	if (end == NULL || end->kind != K_VPN_SERVER)
		return NOT_APPLICABLE;
	encapsulation = ask_choice(run, tunnel, A_ENCAPSULATION);
	if (encapsulation < 0)
		return unknown(run);
	if (encapsulation == ENCAPSULATION_GRE)
		return PASS;
	return fires(run, tunnel, A_ENCAPSULATION,
		"%s ends on a VPN server, but its encapsulation is %s, not gre", label(run, tunnel),
		choice_list(CHOICES_ENCAPSULATION)->names[encapsulation]);
}

/* A trunk through the tunnel whose media is not encrypted; *ret_any tells whether there is any trunk. */
static const struct element *plain_trunk(struct run *run, const struct element *tunnel, bool *ret_any)
{
	struct trunk_walk trunks = see_trunks_over(run, topo_parent(run->topo, tunnel));
	const struct element *trunk;

	*ret_any = false;
	while ((trunk = trunk_walk_next(&trunks)) != NULL) {
		*ret_any = true;
		if (see_srtp(run, trunk) == SRTP_NOT_SUPPORTED)
			return trunk;
	}
	return NULL;
}

static enum outcome judge_gre_cipher(struct run *run, const struct element *tunnel)
{
	const struct element *trunk;
	struct str cipher;
	bool any;

	if (see_choice(run, tunnel, A_ENCAPSULATION) != ENCAPSULATION_GRE)
		return NOT_APPLICABLE;
	trunk = plain_trunk(run, tunnel, &any);
	if (trunk == NULL)
		return any ? PASS : NOT_APPLICABLE;
	cipher = ask_text(run, tunnel, A_CIPHER);
	if (cipher.text == NULL)
		return unknown(run);
	if (!str_is_blank(cipher) && !str_is(cipher, "none"))
		return PASS;
	/* Any one trunk will do as a witness; which one is no argument of the finding. */
	return fires(run, tunnel, A_CIPHER,
		"%s uses GRE without a cipher: calls of %s cross the network in the clear",
		label(run, tunnel), label(run, trunk));
}

static const struct rule vpn_rules[] = {
	{
		.info = {
			.id = "SEC001",
			.name = "vpn-tls-not-needed",
			.severity = SEVERITY_NOTE,
			.options = OPTION_VPN,
			.title = "TLS is not needed inside the VPN",
			.meaning = "because the VPN is private already, SIP inside it needs no TLS; using it is a free choice that costs certificates on both sides",
			.fix = "nothing is wrong; transport=\"tcp\" would save the certificates",
			.bad = "<trunk id=\"t1\" connection=\"vpn\" transport=\"tls\" .../>",
			.good = "<trunk id=\"t1\" connection=\"vpn\" transport=\"tcp\" .../>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_tls,
	},
	{
		.info = {
			.id = "SEC002",
			.name = "vpn-srtp-not-needed",
			.severity = SEVERITY_NOTE,
			.options = OPTION_VPN,
			.title = "SRTP is not needed inside the VPN",
			.meaning = "because the VPN is private already, media inside it needs no SRTP; using it is a free choice",
			.fix = "nothing is wrong; srtp=\"not-supported\" in the trunk configuration would match the reference topology",
			.bad = "<trunk id=\"t1\" connection=\"vpn\" transport=\"tls\" .../>\n<trunk-config scope=\"trunk:t1\" srtp=\"required\"/>",
			.good = "<trunk id=\"t1\" connection=\"vpn\" transport=\"tls\" .../>\n<trunk-config scope=\"trunk:t1\" srtp=\"not-supported\"/>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_srtp,
	},
	{
		.info = {
			.id = "SEC003",
			.name = "vpn-plain-profile",
			.severity = SEVERITY_NOTE,
			.grave = SEVERITY_ERROR,
			.grave_when = "the transport is UDP, which a Mediation Server does not speak",
			.options = OPTION_VPN,
			.title = "the reference topology is plain TCP and RTP inside the VPN",
			.meaning = "the page describes plain TCP for SIP and plain RTP over UDP for media, tunnelled; TLS or SRTP instead is stronger, never wrong, and should be a deliberate choice",
			.fix = "for TLS nothing is wrong; for UDP choose transport=\"tcp\" or \"tls\"",
			.bad = "<trunk id=\"t1\" connection=\"vpn\" transport=\"udp\" .../>",
			.good = "<trunk id=\"t1\" connection=\"vpn\" transport=\"tcp\" .../>",
			.pages = { PAGE_SEED_A, PAGE_MED13 },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_plain,
	},
	{
		.info = {
			.id = "SEC004",
			.name = "vpn-firewall-open",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VPN,
			.title = "every firewall between the VPN routers must let them talk",
			.meaning = "all firewalls between the VPN routers need open ports for what the tunnel is made of, in both directions, or the tunnel never comes up",
			.fix = "add permit elements for what the message names, without from and to or one for each direction",
			.bad = "<firewall id=\"fw\" protects=\"red-vpn\"> <permit protocol=\"udp\" ports=\"500\"/> </firewall>",
			.good = "<firewall id=\"fw\" protects=\"red-vpn\"> <permit protocol=\"udp\" ports=\"500 4500\"/> <permit protocol=\"esp\"/> </firewall>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_FIREWALL) | BIT(K_TUNNEL),
		.needs = { A_ENCAPSULATION, A_REQUIRES_PORTS, A_EXTERNAL_IP },
		.judge = judge_firewall,
	},
	{
		.info = {
			.id = "SEC006",
			.name = "vpn-vlan-per-connection",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "one VLAN for each connection between the two VPN routers",
			.meaning = "for security each connection between the two VPN routers should have a VLAN of its own, so that what is in one cannot reach the other",
			.fix = "define a vlan for the tunnel and name it in vlan=\"\"",
			.bad = "<tunnel id=\"tun1\" vlan=\"v1\" .../> <tunnel id=\"tun2\" vlan=\"v1\" .../>",
			.good = "<tunnel id=\"tun1\" vlan=\"v1\" .../> <tunnel id=\"tun2\" vlan=\"v2\" .../>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_TUNNEL),
		.needs = { A_VLAN },
		.judge = judge_own_vlan,
	},
	{
		.info = {
			.id = "SEC016",
			.name = "vpnserver-gre",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "with a VPN server the tunnel should use GRE",
			.meaning = "the page recommends encrypting the VPN by means of generic routing encapsulation when a VPN server ends it; GRE itself encrypts nothing, see SEC017",
			.fix = "set encapsulation=\"gre\" with a cipher, or note why the tunnel differs",
			.bad = "<tunnel id=\"tun1\" enterprise-end=\"vpn-server\" encapsulation=\"ipsec\" .../>",
			.good = "<tunnel id=\"tun1\" enterprise-end=\"vpn-server\" encapsulation=\"gre\" cipher=\"aes-256-cbc-sha256\" .../>",
			.conflict = "X10: the page calls GRE an encryption, which it is not; this rule follows the page, SEC017 adds what is missing",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_TUNNEL),
		.needs = { A_ENCAPSULATION },
		.judge = judge_gre,
	},
	{
		.info = {
			.id = "SEC017",
			.name = "gre-is-not-encryption",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN,
			.title = "GRE wraps packets, it does not encrypt them",
			.meaning = "a tunnel that uses GRE and no cipher carries SIP and RTP readable for everyone on the way; this is engineering, not a Microsoft statement",
			.fix = "name the cipher that protects the tunnel, such as cipher=\"aes-256-gcm\", or use TLS and SRTP on its trunks",
			.bad = "<tunnel id=\"tun1\" encapsulation=\"gre\" cipher=\"none\" .../>",
			.good = "<tunnel id=\"tun1\" encapsulation=\"gre\" cipher=\"aes-256-gcm\" .../>",
			.conflict = "X10: the page asks to encrypt by GRE; GRE (RFC 2784) has no encryption",
			.pages = { PAGE_ENGINEERING, PAGE_SEED_A },
		},
		.subjects = BIT(K_TUNNEL),
		.needs = { A_CIPHER },
		.judge = judge_gre_cipher,
	},
};

const struct rule_group rule_group_vpn = RULE_GROUP(vpn_rules);
