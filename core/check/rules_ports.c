/* SPDX-License-Identifier: MIT */
/* Ports on which servers and peers listen, and firewalls between them. */
#include "check/crossing.h"
#include "model/figures.h"

#include <inttypes.h>

/* A port other than the documented one is legal; somebody must remember it in firewalls. */
static enum outcome judge_listening(
	struct run *run, const struct element *pool, enum attr attr, enum figure documented, const char *whom)
{
	int64_t expected = figure_whole(documented);
	int64_t port;

	if (!see_int(run, pool, attr, &port))
		return NOT_APPLICABLE;
	if (port == expected)
		return PASS;
	return fires(run, pool, attr,
		"%s listens for %s on port %" PRId64 " instead of %" PRId64
		" (%s): firewalls and peers must know",
		label(run, pool), whom, port, expected, figure_source(documented));
}

static enum outcome judge_pool_ports(struct run *run, const struct element *pool)
{
	enum outcome tls = judge_listening(run, pool, A_TLS_PORT, FIGURE_MEDIATION_TLS_PORT, "TLS peers");
	enum outcome tcp = judge_listening(run, pool, A_TCP_PORT, FIGURE_MEDIATION_TCP_PORT, "TCP peers");
	enum outcome front_end = judge_listening(
		run, pool, A_FRONT_END_PORT, FIGURE_MEDIATION_FRONT_END_PORT, "Front End Servers");

	return worse(tls, worse(tcp, front_end));
}

static enum outcome judge_peer_port(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	int transport = see_transport(run, trunk);
	int64_t expected;
	int64_t port;

	if (peer == NULL || transport < 0 || transport == TRANSPORT_UDP ||
		!trunk_peer_port(run->topo, &run->plan->fallback, trunk, &port))
		return NOT_APPLICABLE;
	expected = peer_default_port(run->topo, peer, transport);
	if (port == expected)
		return PASS;
	return fires(run, trunk, see_written(run, trunk, A_PEER_PORT) ? A_PEER_PORT : A_NONE,
		"%s reaches %s at port %" PRId64 " instead of %" PRId64 " for %s (%s): firewalls must know",
		label(run, trunk), label(run, peer), port, expected,
		choice_list(CHOICES_TRANSPORT)->names[transport], figure_source(FIGURE_PEER_TLS_PORT));
}

/* Traffic that must be able to begin in one direction. */
struct flow {
	const struct crossing_end *from, *to;
	struct protocol_ports wanted;
	const char *what;
};

/* What the firewall keeps from passing, and whether more may be kept. */
struct kept {
	const char *text;
	bool maybe_more;
};

static struct kept kept_by(struct run *run, const struct element *firewall, const struct flow *flow, size_t n)
{
	struct kept kept = { .text = "" };

	for (size_t i = 0; i < n; i++) {
		enum tri permitted = crossing_permitted(
			run, firewall, &flow[i].wanted, flow[i].from, flow[i].to);
		char text[32];

		kept.maybe_more |= permitted == TRI_UNKNOWN;
		if (permitted != TRI_FALSE)
			continue;
		protocol_ports_text(&flow[i].wanted, text, sizeof(text));
		kept.text = words(
			run, "%s%s%s (%s)", kept.text, *kept.text != '\0' ? ", " : "", text, flow[i].what);
	}
	return kept;
}

/* Every firewall between the two ends lets everything pass. */
static enum outcome judge_flows(struct run *run, const struct elements *firewalls,
	const struct crossing_end *a, const struct crossing_end *b, const struct flow *flow, size_t n,
	const struct element *about)
{
	enum outcome outcome = firewalls->n > 0 ? PASS : NOT_APPLICABLE;

	for (uint32_t i = 0; i < firewalls->n; i++) {
		struct kept kept;

		forget_missing(run);
		kept = kept_by(run, firewalls->at[i], flow, n);
		if (*kept.text != '\0') {
			relate(run, about, A_NONE, "traffic of this must pass");
			argue(run, kept.text);
			outcome = worse(outcome,
				lacks(run, firewalls->at[i], A_NONE,
					"%s does not let %s pass between %s and %s",
					label(run, firewalls->at[i]), kept.text, label(run, a->whole),
					label(run, b->whole)));
		} else if (kept.maybe_more) {
			outcome = worse(outcome, unknown(run));
		}
	}
	return outcome;
}

static struct port_range single_port(int64_t port)
{
	return (struct port_range){ (unsigned)port, (unsigned)port };
}

static bool audio_range(struct run *run, const struct element *pool, struct port_range *ret)
{
	int64_t start;
	int64_t count;

	return see_int(run, pool, A_AUDIO_PORT_START, &start) &&
		see_int(run, pool, A_AUDIO_PORT_COUNT, &count) && port_range_of(start, count, ret);
}

static enum outcome judge_trunk_firewalls(struct run *run, const struct element *trunk)
{
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
	const struct element *peer = see_ref(run, trunk, A_PEER);
	struct crossing_end servers;
	struct crossing_end box;
	struct elements firewalls;
	struct flow flow[3];
	size_t n = 0;
	int64_t port;
	struct port_range audio;

	if (pool == NULL || peer == NULL)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_FIREWALL)))
		return unknown(run);
	servers = crossing_of_pool(run, pool, SIDE_EXTERNAL);
	box = crossing_of_peer(run, peer);
	firewalls = crossing_firewalls(run, &servers, &box);
	if (firewalls.n == 0)
		return NOT_APPLICABLE;
	if (trunk_peer_port(run->topo, &run->plan->fallback, trunk, &port))
		flow[n++] = (struct flow){ &servers, &box, { PROTOCOL_TCP, single_port(port) },
			"to the peer" };
	if (trunk_mediation_port(run->topo, &run->plan->fallback, trunk, &port))
		flow[n++] = (struct flow){ &box, &servers, { PROTOCOL_TCP, single_port(port) },
			"to the Mediation Server" };
	if (audio_range(run, pool, &audio))
		flow[n++] = (struct flow){ &box, &servers, { PROTOCOL_UDP, audio },
			"media to the Mediation Server" };
	return judge_flows(run, &firewalls, &servers, &box, flow, n, trunk);
}

static enum outcome judge_front_end_firewalls(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	struct crossing_end mediation;
	struct crossing_end registrar;
	struct elements firewalls;
	struct flow flow[2];
	int64_t port;

	if (see_choice(run, pool, A_PLACEMENT) != PLACEMENT_STAND_ALONE || front_end == NULL ||
		!see_int(run, pool, A_FRONT_END_PORT, &port))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_FIREWALL)))
		return unknown(run);
	mediation = crossing_of_pool(run, pool, SIDE_INTERNAL);
	registrar = crossing_of_pool(run, front_end, SIDE_INTERNAL);
	firewalls = crossing_firewalls(run, &mediation, &registrar);
	flow[0] = (struct flow){ &registrar, &mediation, { PROTOCOL_TCP, single_port(port) },
		"to the Mediation Server" };
	flow[1] = (struct flow){ &mediation, &registrar,
		{ PROTOCOL_TCP, single_port(figure_whole(FIGURE_SIP_TLS_PORT)) }, "to the Front End Server" };
	return judge_flows(run, &firewalls, &mediation, &registrar, flow, ARRAY_LEN(flow), pool);
}

/* "Port and protocol requirements for servers": on which a Front End Server listens. */
static const struct port_range front_end_ports[] = {
	{ 5060, 5065 },
	{ 5071, 5073 },
	{ 5075, 5076 },
	{ 5080, 5080 },
	{ 5086, 5087 },
};

static const enum attr listeners[] = { A_TLS_PORT, A_TCP_PORT, A_FRONT_END_PORT };

/* A Front End Server runs on the same box: the pool is collocated, an appliance, or a server has that role too. */
static bool shares_front_end(struct run *run, const struct element *pool)
{
	struct walk servers = see_children(run, pool, BIT(K_SERVER));
	const struct element *server;

	if (pool->kind == K_SURVIVABLE_BRANCH_APPLIANCE ||
		see_choice(run, pool, A_PLACEMENT) == PLACEMENT_COLLOCATED)
		return true;
	while ((server = walk_next(&servers)) != NULL) {
		const struct element *box = see_ref(run, server, A_SAME_AS);

		if (box != NULL && topo_parent(run->topo, box)->kind == K_FRONT_END_POOL)
			return true;
	}
	return false;
}

static enum outcome judge_front_end_collision(struct run *run, const struct element *pool, enum attr attr)
{
	int64_t port;

	if (!see_int(run, pool, attr, &port))
		return NOT_APPLICABLE;
	for (size_t i = 0; i < ARRAY_LEN(front_end_ports); i++)
		if (port >= front_end_ports[i].first && port <= front_end_ports[i].last)
			return fires(run, pool, attr,
				"%s of %s is %" PRId64
				", on which the Front End Server of the same box listens (%s)",
				attr_name(attr), label(run, pool), port, figure_source(FIGURE_SIP_TLS_PORT));
	return PASS;
}

static enum outcome judge_collision(struct run *run, const struct element *pool)
{
	bool shared = shares_front_end(run, pool);
	enum outcome outcome = PASS;

	for (size_t i = 0; i < ARRAY_LEN(listeners); i++) {
		int64_t port;
		int64_t other;

		if (shared)
			outcome = worse(outcome, judge_front_end_collision(run, pool, listeners[i]));
		if (!see_int(run, pool, listeners[i], &port))
			continue;
		for (size_t k = 0; k < i; k++) {
			/* The one that somebody wrote can be changed. */
			enum attr at = see_written(run, pool, listeners[i]) ? listeners[i] : listeners[k];

			if (!see_int(run, pool, listeners[k], &other) || other != port)
				continue;
			argue(run, attr_name(listeners[k]));
			outcome = fires(run, pool, at, "%s of %s and its %s are both %" PRId64,
				attr_name(listeners[i]), label(run, pool), attr_name(listeners[k]), port);
		}
	}
	return outcome;
}

static enum outcome judge_ipsec(struct run *run, const struct element *pool)
{
	enum tri covered = ask_bool(run, pool, A_HOST_IPSEC_MEDIA);

	if (covered != TRI_TRUE)
		return covered == TRI_FALSE ? PASS : unknown(run);
	return fires(run, pool, A_HOST_IPSEC_MEDIA,
		"IPsec of the hosts covers the media ports of %s, which delays the set-up of media",
		label(run, pool));
}

static enum outcome judge_media_range(struct run *run, const struct element *pool)
{
	unsigned first = (unsigned)figure_whole(FIGURE_AUDIO_PORT_START);
	unsigned last = (unsigned)figure_whole(FIGURE_AUDIO_PORT_LAST);
	struct port_range audio;

	if (!audio_range(run, pool, &audio))
		return NOT_APPLICABLE;
	if (audio.first >= first && audio.last <= last)
		return PASS;
	return fires(run, pool,
		audio.first < first || audio.first > last ? A_AUDIO_PORT_START : A_AUDIO_PORT_COUNT,
		"media of %s uses ports %u-%u, not within the documented %u-%u: firewalls and QoS policies must know",
		label(run, pool), audio.first, audio.last, first, last);
}

static const struct rule port_rules[] = {
	{
		.info = {
			.id = "PRT001",
			.name = "ms-listen-ports",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "Mediation Servers listen on 5067 for TLS, 5068 for TCP, 5070 for Front End Servers",
			.meaning = "other ports are legal; whoever sets up firewalls and peers by the documents has to be told",
			.fix = "leave the port out, or see that firewalls and peers use it",
			.bad = "<mediation-pool tls-port=\"6067\" .../>",
			.good = "<mediation-pool tls-port=\"5067\" .../>",
			.conflict = "X14: one page says that TCP is off by default, another that 5068 is created with a gateway; 5068 is what is expected where TCP is on",
			.pages = { PAGE_PORTS, PAGE_PS_MEDIATION_SERVER },
		},
		.subjects = MEDIATION_POOLS,
		.judge = judge_pool_ports,
	},
	{
		.info = {
			.id = "PRT002",
			.name = "peer-port-default",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "peers listen on 5067 for TLS and 5066 for TCP, beside appliances on 5082 and 5081",
			.meaning = "other ports are legal, and providers often have others; the lists of firewalls have to follow them",
			.fix = "leave the port out, or see that firewalls let it pass",
			.bad = "<trunk transport=\"tcp\" peer-port=\"5060\" .../>",
			.good = "<trunk transport=\"tcp\" peer-port=\"5066\" .../>",
			.conflict = "X11: the page about gateways gives 5066 and 5067, and 5081 and 5082 for survivable branch appliances; the list of ports speaks of 5081 and 5082 on collocated servers and of 5066 for an emergency gateway; the page about gateways counts",
			.pages = { PAGE_GWDEF, PAGE_TRKDEF, PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_peer_port,
	},
	{
		.info = {
			.id = "PRT003",
			.name = "firewall-trunk-ports",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "firewalls let the ports of a trunk and its media pass",
			.meaning = "between Mediation Server and peer the port of either side must be reachable from the other, and the audio ports of the Mediation Server from the peer; where a firewall keeps one of them, calls cannot be set up or have no media",
			.fix = "add a permit for what is missing",
			.bad = "<firewall id=\"f\" protects=\"gw\"> <permit protocol=\"tcp\" ports=\"5067\"/> </firewall>",
			.good = "<firewall id=\"f\" protects=\"gw\"> <permit protocol=\"tcp\" ports=\"5067\"/> <permit protocol=\"udp\" ports=\"49152-57500\"/> </firewall>",
			.pages = { PAGE_PORTS },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_IP },
		.judge = judge_trunk_firewalls,
	},
	{
		.info = {
			.id = "PRT004",
			.name = "firewall-fe-ms",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "firewalls let signalling between Front End and Mediation Servers pass",
			.meaning = "Front End Servers reach Mediation Servers at 5070, and Mediation Servers reach Front End Servers at 5061; without either there are no calls",
			.fix = "add a permit for what is missing",
			.bad = "<firewall id=\"f\" protects=\"med\"> <permit protocol=\"tcp\" ports=\"5070\"/> </firewall>",
			.good = "<firewall id=\"f\" protects=\"med\"> <permit protocol=\"tcp\" ports=\"5070 5061\"/> </firewall>",
			.pages = { PAGE_PORTS },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_IP },
		.judge = judge_front_end_firewalls,
	},
	{
		.info = {
			.id = "PRT005",
			.name = "port-collision",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "no two services of a box listen on one port",
			.meaning = "the second service cannot start; beside a Front End Server the ports 5060-5065, 5071-5073, 5075, 5076, 5080, 5086 and 5087 are taken too",
			.fix = "choose another port, best the documented one",
			.bad = "<mediation-pool tls-port=\"5070\" .../>",
			.good = "<mediation-pool tls-port=\"5067\" .../>",
			.pages = { PAGE_PORTS },
		},
		.subjects = MEDIATION_POOLS,
		.judge = judge_collision,
	},
	{
		.info = {
			.id = "PRT006",
			.name = "ipsec-media",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "IPsec of the hosts leaves media ports out",
			.meaning = "IPsec between hosts negotiates for every new port, which delays media, so it must be disabled over media ranges",
			.fix = "exclude the media ports from the IPsec policy of the servers",
			.bad = "<mediation-pool host-ipsec-media=\"true\" .../>",
			.good = "<mediation-pool host-ipsec-media=\"false\" .../>",
			.conflict = "X15: the page about ports disables IPsec over media, the one about emergency calls requires it over the public Internet; this rule speaks of hosts in the LAN, not of a tunnel between sites",
			.pages = { PAGE_PORTS },
		},
		.subjects = MEDIATION_POOLS,
		.needs = { A_HOST_IPSEC_MEDIA },
		.judge = judge_ipsec,
	},
	{
		.info = {
			.id = "PRT007",
			.name = "media-range",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "media of Mediation Servers uses ports 49152-57500",
			.meaning = "other ranges are legal; 60000-64000, often quoted, stands in no page, and 60000 is only an example of the cmdlet reference",
			.fix = "leave audio-port-start and audio-port-count out, or see that firewalls and QoS policies use the range",
			.bad = "<mediation-pool audio-port-start=\"60000\" audio-port-count=\"4000\" .../>",
			.good = "<mediation-pool audio-port-start=\"49152\" audio-port-count=\"8348\" .../>",
			.conflict = "X12: one page prints 49152-57500, another a start of 49152 and a count of 8348, which end at 57499; both are accepted",
			.pages = { PAGE_QOS, PAGE_PORTS },
		},
		.subjects = MEDIATION_POOLS,
		.judge = judge_media_range,
	},
};

const struct rule_group rule_group_ports = RULE_GROUP(port_rules);
