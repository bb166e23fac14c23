/* SPDX-License-Identifier: MIT */
/* Lines to a provider of every kind, and what their trunks carry. */
#include "check/derived.h"
#include "check/thresholds.h"
#include "model/figures.h"

static enum outcome judge_superfluous_vpn(struct run *run, const struct element *connection)
{
	struct walk tunnels = see_children(run, connection, BIT(K_TUNNEL));
	const struct element *tunnel = walk_next(&tunnels);
	int kind = see_choice(run, connection, A_KIND);

	if (kind != CONNECTION_KIND_MPLS && kind != CONNECTION_KIND_PRIVATE_LINE)
		return NOT_APPLICABLE;
	if (tunnel == NULL)
		return PASS;
	relate(run, tunnel, A_NONE, "the tunnel");
	return fires(run, connection, A_KIND, "%s has a VPN, which this kind of line does not need",
		label(run, connection));
}

static enum outcome judge_voice_priority(struct run *run, const struct element *connection)
{
	enum tri priority;

	if (see_choice(run, connection, A_KIND) != CONNECTION_KIND_MPLS)
		return NOT_APPLICABLE;
	priority = ask_bool(run, connection, A_VOICE_PRIORITY);
	if (priority == TRI_UNKNOWN)
		return unknown(run);
	if (priority == TRI_TRUE)
		return PASS;
	return fires(run, connection, A_VOICE_PRIORITY,
		"voice has no priority on %s, so other traffic can disturb it", label(run, connection));
}

/* It joins a site to a provider: it says so, or a trunk over it leads to one. */
static bool leads_to_provider(struct run *run, const struct element *connection)
{
	struct trunk_walk trunks = see_trunks_over(run, connection);
	const struct element *trunk;

	if (see_ref(run, connection, A_PROVIDER) != NULL)
		return true;
	while ((trunk = trunk_walk_next(&trunks)) != NULL)
		if (see_provider(run, trunk) != NULL)
			return true;
	return false;
}

static enum outcome judge_kind(struct run *run, const struct element *connection)
{
	int kind = see_choice(run, connection, A_KIND);

	if (kind < 0 || !leads_to_provider(run, connection))
		return NOT_APPLICABLE;
	if (kind != CONNECTION_KIND_LAN)
		return PASS;
	return fires(run, connection, A_KIND,
		"%s leads to a provider, but a local network is no supported line for a SIP trunk",
		label(run, connection));
}

static const struct element *holder_of(struct run *run, const struct element *trunk, enum attr attr)
{
	return trunk_holder(run->topo, &run->plan->fallback, trunk, attr);
}

/* Of a set of codecs those that a SIP trunk does not support, in words. */
static const char *other_codecs(struct run *run, uint32_t codecs)
{
	const char *text = "";

	for (unsigned codec = 0; codec < CODEC_COUNT; codec++)
		if (codecs & BIT(codec) && codec != CODEC_G711A && codec != CODEC_G711U)
			text = words(run, "%s%s%s", text, text[0] != '\0' ? ", " : "",
				choice_list(CHOICES_CODEC)->names[codec]);
	return text;
}

static enum outcome judge_codecs(struct run *run, const struct element *trunk)
{
	const struct element *holder = holder_of(run, trunk, A_CODECS);
	enum attr attr = holder == trunk ? A_CODECS : A_NONE;
	uint32_t codecs = 0;
	const char *others;

	if (see_provider(run, trunk) == NULL)
		return NOT_APPLICABLE;
	if (!see_written(run, holder, A_CODECS)) {
		ask_text(run, trunk, A_CODECS);
		return unknown(run);
	}
	if (!topo_choice_set(run->topo, holder, A_CODECS, &codecs))
		return NOT_APPLICABLE;
	others = other_codecs(run, codecs);
	if (codecs != 0 && others[0] == '\0')
		return PASS;
	if (holder != trunk)
		relate(run, holder, A_CODECS, "the codecs of trunks that do not say");
	if (codecs == 0)
		return fires(run, trunk, attr, "%s offers no codec, but a SIP trunk needs G.711",
			label(run, trunk));
	return fires(run, trunk, attr, "%s offers %s, but a SIP trunk supports G.711 only", label(run, trunk),
		others);
}

/* Calls that may be up at once over the line; false when a trunk does not say how many, which is noted. */
static bool calls_over(
	struct run *run, const struct element *connection, int64_t *ret_calls, unsigned *ret_trunks)
{
	struct trunk_walk trunks = see_trunks_over(run, connection);
	const struct element *trunk;
	bool known = true;

	*ret_calls = 0;
	*ret_trunks = 0;
	while ((trunk = trunk_walk_next(&trunks)) != NULL) {
		const struct element *holder = holder_of(run, trunk, A_MAX_CALLS);
		int64_t calls;

		++*ret_trunks;
		if (see_int(run, holder, A_MAX_CALLS, &calls) || ask_int(run, trunk, A_MAX_CALLS, &calls))
			*ret_calls += calls;
		else
			known = false;
	}
	return known;
}

static enum outcome judge_bandwidth(struct run *run, const struct element *connection)
{
	unsigned call_kbps = run->policy->call_kbps;
	bool known;
	int64_t bandwidth;
	int64_t calls;
	int64_t needed;
	unsigned n;

	if (!leads_to_provider(run, connection))
		return NOT_APPLICABLE;
	known = calls_over(run, connection, &calls, &n);
	if (n == 0)
		return NOT_APPLICABLE;
	needed = calls * call_kbps;
	if (!ask_int(run, connection, A_BANDWIDTH_KBPS, &bandwidth) || (!known && bandwidth >= needed))
		return unknown(run);
	if (bandwidth >= needed)
		return PASS;
	return fires(run, connection, A_BANDWIDTH_KBPS,
		"%s has %lld kbps, but its %u %s may carry %lld calls at once, which need %lld kbps of %u each (%s): %lld are missing; by the formula of the page on SIP trunking they need %lld",
		label(run, connection), (long long)bandwidth, n, n == 1 ? "trunk" : "trunks",
		(long long)calls, (long long)needed, call_kbps, threshold_source(run->policy, "call-kbps"),
		(long long)(needed - bandwidth), (long long)(calls * figure_whole(FIGURE_TRUNK_FORMULA)));
}

/* A line that leaves the local network. */
static bool leaves_network(struct run *run, const struct element *connection)
{
	return see_choice(run, connection, A_KIND) == CONNECTION_KIND_INTERNET ||
		see_ref(run, connection, A_PROVIDER) != NULL;
}

static enum outcome judge_side(struct run *run, const struct element *trunk)
{
	const struct element *holder = holder_of(run, trunk, A_CONNECTION);
	const struct element *connection = see_ref(run, holder, A_CONNECTION);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	bool is_lan;

	if (peer == NULL || connection == NULL || connection->kind != K_CONNECTION)
		return NOT_APPLICABLE;
	is_lan = see_choice(run, connection, A_KIND) == CONNECTION_KIND_LAN;
	if (peer->kind == K_SBC ? !is_lan : is_lan || !leaves_network(run, connection))
		return PASS;
	relate(run, connection, A_KIND, "the line it runs over");
	if (peer->kind == K_SBC)
		return fires(run, trunk, holder == trunk ? A_CONNECTION : A_NONE,
			"%s is a SIP trunk to a provider, but %s does not leave the local network",
			label(run, trunk), label(run, connection));
	return fires(run, trunk, holder == trunk ? A_CONNECTION : A_NONE,
		"%s is a Direct SIP link to %s, but %s leaves the local network", label(run, trunk),
		label(run, peer), label(run, connection));
}

static const struct rule line_rules[] = {
	{
		.info = {
			.id = "CON013",
			.name = "mpls-vpn-superfluous",
			.severity = SEVERITY_NOTE,
			.options = OPTION_MPLS | OPTION_PRIV,
			.title = "MPLS and private lines need no VPN",
			.meaning = "the provider's own network, or a line of one's own, keeps calls apart from others already",
			.fix = "nothing is wrong; leaving the tunnel out makes the plan simpler",
			.bad = "<connection id=\"c\" kind=\"mpls\"> <tunnel id=\"tun1\" enterprise-end=\"red-vpn\" provider-end=\"fab-vpn\"/> </connection>",
			.good = "<connection id=\"c\" kind=\"mpls\"/>",
			.pages = { PAGE_IMPL13, PAGE_SUP13 },
		},
		.subjects = BIT(K_CONNECTION),
		.judge = judge_superfluous_vpn,
	},
	{
		.info = {
			.id = "CON014",
			.name = "mpls-voice-priority",
			.severity = SEVERITY_WARNING,
			.options = OPTION_MPLS,
			.title = "voice has priority on MPLS",
			.meaning = "an MPLS network carries other IP traffic too, and that can disturb calls unless voice goes first",
			.fix = "have the carrier give voice priority, and set voice-priority=\"true\"",
			.bad = "<connection id=\"c\" kind=\"mpls\" voice-priority=\"false\"/>",
			.good = "<connection id=\"c\" kind=\"mpls\" voice-priority=\"true\"/>",
			.pages = { PAGE_IMPL13 },
		},
		.subjects = BIT(K_CONNECTION),
		.needs = { A_VOICE_PRIORITY },
		.judge = judge_voice_priority,
	},
	{
		.info = {
			.id = "CON016",
			.name = "connection-kind-supported",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "a SIP trunk runs over MPLS, a private line or the Internet",
			.meaning = "these are the lines to a provider that are supported; a provider that stands in the company's own network is none",
			.fix = "correct the kind of the connection; a box of the company's own is a gateway or a pbx of a site",
			.bad = "<connection id=\"c\" kind=\"lan\" site=\"redmond\" provider=\"fabrikam\"/>",
			.good = "<connection id=\"c\" kind=\"private-line\" site=\"redmond\" provider=\"fabrikam\"/>",
			.pages = { PAGE_IMPL13 },
		},
		.subjects = BIT(K_CONNECTION),
		.judge = judge_kind,
	},
	{
		.info = {
			.id = "CON018",
			.name = "trunk-codec-g711",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "a SIP trunk carries G.711 and nothing else",
			.meaning = "between Mediation Server and provider only G.711 is supported, A-law or mu-law; the provider must offer one of them",
			.fix = "offer g711a, g711u or both in codecs, and nothing else",
			.bad = "<trunk id=\"t1\" codecs=\"g711u g729\"/>",
			.good = "<trunk id=\"t1\" codecs=\"g711u\"/>",
			.conflict = "X18: the page on SIP trunking supports only G.711, that on call admission control speaks of RTAudio on the client's leg of the same call; this rule speaks of the trunk",
			.pages = { PAGE_IMPL13, PAGE_SUP13 },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_CODECS },
		.judge = judge_codecs,
	},
	{
		.info = {
			.id = "CON019",
			.name = "trunk-bandwidth",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "the line can carry as many calls as its trunks allow",
			.meaning = "the bandwidth of the line must suffice for the peak number of calls: the most calls of all trunks over it, times what a G.711 call needs one way; tunnels add to that, and no page says how much",
			.fix = "order more bandwidth, or lower max-calls of the trunks",
			.bad = "<connection id=\"c\" kind=\"mpls\" provider=\"fabrikam\" bandwidth-kbps=\"2000\"/> <trunk id=\"t1\" connection=\"c\" max-calls=\"60\"/>",
			.good = "<connection id=\"c\" kind=\"mpls\" provider=\"fabrikam\" bandwidth-kbps=\"20000\"/> <trunk id=\"t1\" connection=\"c\" max-calls=\"60\"/>",
			.conflict = "X13: the page on SIP trunking counts 64 kbps and a header in units that do not fit, the pages on bandwidth 97 kbps for a call; 97 count unless the threshold call-kbps says otherwise, and the message has the other result too",
			.pages = { PAGE_IMPL13, PAGE_BW13 },
		},
		.subjects = BIT(K_CONNECTION),
		.needs = { A_BANDWIDTH_KBPS, A_MAX_CALLS },
		.judge = judge_bandwidth,
	},
	{
		.info = {
			.id = "CON020",
			.name = "sip-trunk-vs-direct",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a SIP trunk leaves the local network, a Direct SIP link does not",
			.meaning = "a trunk to a provider crosses the border of the company's network, a link to a gateway or PBX stays inside; a plan that says otherwise is judged, protected and sized as the wrong one of the two",
			.fix = "correct the connection of the trunk, or describe its peer as what it is: an sbc of the provider, or a gateway or pbx of a site",
			.bad = "<connection id=\"c\" kind=\"vpn\" provider=\"fabrikam\"/> <gateway id=\"gw\"/> <trunk id=\"t1\" peer=\"gw\" connection=\"c\"/>",
			.good = "<connection id=\"c\" kind=\"lan\"/> <gateway id=\"gw\"/> <trunk id=\"t1\" peer=\"gw\" connection=\"c\"/>",
			.pages = { PAGE_DSIP13, PAGE_SIP },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_side,
	},
};

const struct rule_group rule_group_line = RULE_GROUP(line_rules);
