/* SPDX-License-Identifier: MIT */
/* The line to the provider. */
#include "check/vpn.h"

static bool is_complete(struct run *run, const struct element *tunnel)
{
	bool enterprise = see_ref(run, tunnel, A_ENTERPRISE_END) != NULL;
	bool provider = see_ref(run, tunnel, A_PROVIDER_END) != NULL;

	return enterprise && provider;
}

/* A trunk to a provider runs over something: a plan that describes no connection does not say over what. */
static enum outcome judge_trunk_line(struct run *run, const struct element *trunk)
{
	if (see_provider(run, trunk) == NULL || ask_kinds(run, BIT(K_CONNECTION)))
		return NOT_APPLICABLE;
	return unknown(run);
}

static enum outcome judge_vpn(struct run *run, const struct element *e)
{
	struct walk tunnels;
	const struct element *tunnel;
	const struct element *half = NULL;

	if (e->kind == K_TRUNK)
		return judge_trunk_line(run, e);
	if (see_choice(run, e, A_KIND) != CONNECTION_KIND_VPN)
		return NOT_APPLICABLE;
	tunnels = see_children(run, e, BIT(K_TUNNEL));
	while ((tunnel = walk_next(&tunnels)) != NULL) {
		if (is_complete(run, tunnel))
			return PASS;
		half = tunnel;
	}
	if (half == NULL)
		return lacks(run, e, A_NONE, "%s is a VPN, but has no tunnel", label(run, e));
	witness(run, half, A_NONE, "this tunnel has no %s",
		see_written(run, half, A_ENTERPRISE_END) ? "provider-end" : "enterprise-end");
	return lacks(run, e, A_NONE, "%s is a VPN, but no tunnel of it has both ends", label(run, e));
}

static enum outcome judge_vpn_qos(struct run *run, const struct element *connection)
{
	enum tri qos;

	if (!is_vpn(run, connection))
		return NOT_APPLICABLE;
	qos = ask_bool(run, connection, A_QOS);
	if (qos == TRI_UNKNOWN)
		return unknown(run);
	if (qos == TRI_TRUE)
		return PASS;
	return fires(run, connection, A_QOS,
		"%s guarantees no quality of service, so voice competes with other traffic",
		label(run, connection));
}

static const struct rule connection_rules[] = {
	{
		.info = {
			.id = "CON001",
			.name = "itsp-vpn",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VPN,
			.title = "a VPN to a provider needs a tunnel with both ends",
			.meaning = "in the SIP trunking topology an IP VPN joins the company and the provider; a plan that says so and does not describe both ends cannot be built or checked",
			.fix = "add a tunnel with enterprise-end and provider-end to the connection, or change its kind",
			.bad = "<connection id=\"c\" kind=\"vpn\" site=\"redmond\" provider=\"fabrikam\"/>",
			.good = "<connection id=\"c\" kind=\"vpn\" site=\"redmond\" provider=\"fabrikam\">\n"
				"  <tunnel id=\"tun1\" enterprise-end=\"red-vpn\" provider-end=\"fab-vpn\"/>\n"
				"</connection>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_CONNECTION) | BIT(K_TRUNK),
		.judge = judge_vpn,
	},
	{
		.info = {
			.id = "CON002",
			.name = "vpn-qos-optional",
			.severity = SEVERITY_NOTE,
			.options = OPTION_VPN,
			.title = "the VPN gives no quality of service guarantee",
			.meaning = "the VPN may also guarantee quality of service; the page calls that optional, but without it voice shares the line with everything else",
			.fix = "ask the provider for a guarantee and set qos=\"true\", or accept the note",
			.bad = "<connection id=\"c\" kind=\"vpn\" qos=\"false\"> ... </connection>",
			.good = "<connection id=\"c\" kind=\"vpn\" qos=\"true\"> ... </connection>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_CONNECTION),
		.needs = { A_QOS },
		.judge = judge_vpn_qos,
	},
};

const struct rule_group rule_group_connection = RULE_GROUP(connection_rules);
