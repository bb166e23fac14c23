/* SPDX-License-Identifier: MIT */
/* What simulated calls do: one of each kind that a site has. */
#include "check/site_paths.h"

#include <string.h>

/* A call that should stay on the IP network and does not: how it leaves, or NULL. */
static const char *leaves_by(struct run *run, const struct call *call)
{
	const struct element *pbx = path_through(run, call, BIT(K_PBX));

	if (pbx != NULL)
		return label(run, pbx);
	return path_leaves(call) ? "the PSTN" : NULL;
}

/* OPT025: a number that belongs to somebody on a PBX as well leads there. */
static enum outcome judge_internal(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (run->sound && !site_is(run, site, SITE_DIRECT))
		return NOT_APPLICABLE;
	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (!call_is_internal(call) || call->call->outcome != CALL_CONNECTED)
			continue;
		outcome = PASS;
		if (leaves_by(run, call->call) != NULL)
			call_kinds_add(run, &kinds, call);
	}
	if (kinds.first == NULL)
		return outcome;
	path_relate(run, kinds.first->call);
	return fires(run, site, A_NONE,
		"a call between people with Enterprise Voice, %s of %s to %s, goes by way of %s: %s%s",
		kinds.first->kind, kinds.first->call->from, kinds.first->call->to,
		leaves_by(run, kinds.first->call),
		path_words(run, kinds.first->call->signalling, kinds.first->call->n_signalling),
		kinds.others);
}

/* OPT031 */
static enum outcome judge_all_ip(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (run->sound && !site_is(run, site, SITE_VOIP_ONLY))
		return NOT_APPLICABLE;
	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (call->call->outcome != CALL_CONNECTED)
			continue;
		outcome = PASS;
		if (path_through(run, call->call, BIT(K_PBX)) != NULL ||
			(call_is_internal(call) && path_leaves(call->call)))
			call_kinds_add(run, &kinds, call);
	}
	if (kinds.first == NULL)
		return outcome;
	path_relate(run, kinds.first->call);
	return fires(run, site, deployment_attribute(run, site),
		"%s is VoIP-only, but a call of kind %s goes by way of %s: %s%s", label(run, site),
		kinds.first->kind, leaves_by(run, kinds.first->call),
		path_words(run, kinds.first->call->signalling, kinds.first->call->n_signalling),
		kinds.others);
}

/* The trunk over which a call passes, by its id; of a short list, that of the Mediation pool on the path. */
static const struct element *trunk_of(struct run *run, const struct call *call)
{
	const struct element *pool = path_through(run, call, MEDIATION_POOLS);
	struct walk trunks;
	const struct element *trunk;

	if (pool == NULL)
		return NULL;
	trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	while ((trunk = walk_next(&trunks)) != NULL)
		if (strcmp(topo_id(run->topo, trunk), call->trunk) == 0)
			return trunk;
	return NULL;
}

/* Why media bypass is off for calls over the trunk, NULL if it is on. */
static const char *bypass_is_off(struct run *run, const struct element *trunk)
{
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;
	int mode = BYPASS_OFF;

	while ((root = walk_next(&roots)) != NULL)
		if (see_written(run, root, A_MEDIA_BYPASS))
			mode = see_choice(run, root, A_MEDIA_BYPASS);
	if (mode == BYPASS_OFF)
		return "media bypass is off for the whole deployment";
	if (trunk_setting(run->topo, see_trunk_config(run, trunk), A_MEDIA_BYPASS) == TRI_TRUE)
		return NULL;
	return words(run, "media bypass is off for %s", label(run, trunk));
}

static bool has_remote_worker(const struct call *call)
{
	return strncmp(call->kind, "remote-to-", 10) == 0 || strstr(call->kind, "-to-remote") != NULL;
}

/* A call that connected over a trunk to a gateway or PBX. */
static bool leads_to_own_box(struct run *run, const struct site_call *call)
{
	const struct element *trunk = trunk_of(run, call->call);
	const struct element *peer = trunk != NULL ? see_ref(run, trunk, A_PEER) : NULL;

	return call->call->outcome == CALL_CONNECTED && peer != NULL &&
		(peer->kind == K_GATEWAY || peer->kind == K_PBX);
}

/* BYP002 */
static enum outcome judge_relayed(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (run->sound && !site_is(run, site, SITE_DIRECT))
		return NOT_APPLICABLE;
	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (has_remote_worker(call->call) || !leads_to_own_box(run, call))
			continue;
		outcome = PASS;
		if (bypass_is_off(run, trunk_of(run, call->call)) != NULL &&
			media_through(run, call->call, MEDIATION_POOLS) != NULL)
			call_kinds_add(run, &kinds, call);
	}
	if (kinds.first == NULL)
		return outcome;
	path_relate(run, kinds.first->call);
	return fires(run, site, A_NONE, "media of a call of kind %s run through %s, because %s: %s%s",
		kinds.first->kind, label(run, media_through(run, kinds.first->call, MEDIATION_POOLS)),
		bypass_is_off(run, trunk_of(run, kinds.first->call)),
		path_words(run, kinds.first->call->media, kinds.first->call->n_media), kinds.others);
}

/* The finding of a site about media of its calls, the first one with its way; without one the outcome so far. */
static enum outcome tell_media(struct run *run, const struct element *site, const struct call_kinds *kinds,
	enum outcome outcome, const char *of_what, const char *what)
{
	if (kinds->first == NULL)
		return outcome;
	path_relate(run, kinds->first->call);
	return fires(run, site, A_NONE, "%s of kind %s %s: %s%s", of_what, kinds->first->kind, what,
		path_words(run, kinds->first->call->media, kinds->first->call->n_media), kinds->others);
}

/* BYP019: an oracle. */
static enum outcome judge_outside(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (!has_remote_worker(call->call) || call->call->trunk[0] == '\0')
			continue;
		outcome = PASS;
		if (call->call->bypass)
			call_kinds_add(run, &kinds, call);
	}
	return tell_media(run, site, &kinds, outcome, "media of a call",
		"leave out the Mediation Server, though one of the two is outside");
}

/* Bandwidth policies of which legs of the call took a share. */
static uint32_t reserved_by(const struct call *call)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < call->n_leg; i++)
		n += call->leg[i].n_reserved;
	return n;
}

/* CAC001: an oracle. */
static enum outcome judge_reservation(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (!call->call->bypass || call->call->n_leg == 0 ||
			media_through(run, call->call, MEDIATION_POOLS) != NULL)
			continue;
		outcome = PASS;
		if (reserved_by(call->call) > 0)
			call_kinds_add(run, &kinds, call);
	}
	return tell_media(run, site, &kinds, outcome, "a call",
		"takes bandwidth of a policy, though its media bypass the Mediation Server");
}

/* Legs that call admission control looks at: those to telephones of a PBX that ends no media come after the answer. */
static uint32_t count_checks(const struct call *call)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < call->n_leg; i++)
		n += call->leg[i].kind == CALL_LEG_CHECKED || call->leg[i].kind == CALL_LEG_LATE;
	return n;
}

/* CAC006: an oracle. */
static enum outcome judge_checks(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (run->sound && !site_is(run, site, SITE_DIRECT))
		return NOT_APPLICABLE;
	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		if (call->call->bypass || reserved_by(call->call) == 0 || !leads_to_own_box(run, call))
			continue;
		outcome = PASS;
		if (count_checks(call->call) != 2)
			call_kinds_add(run, &kinds, call);
	}
	if (kinds.first == NULL)
		return outcome;
	path_relate(run, kinds.first->call);
	return fires(run, site, A_NONE,
		"call admission control looks at %u legs of a call of kind %s, and not at the two on either side of the Mediation Server: %s%s",
		count_checks(kinds.first->call), kinds.first->kind,
		path_words(run, kinds.first->call->media, kinds.first->call->n_media), kinds.others);
}

static const struct element *end_of_path(struct run *run, const struct call *call)
{
	return call->n_signalling > 0 ? path_element(run, call->signalling_at[call->n_signalling - 1]) : NULL;
}

static bool has_routes(struct run *run, const struct element *box)
{
	struct walk routes;

	if (box == NULL)
		return false;
	routes = see_children(run, box, BIT(K_NUMBER_ROUTE));
	return walk_next(&routes) != NULL;
}

/* A box that does not know the way: by its routes, or for want of a line where lines are described. */
static enum outcome judge_forward(struct run *run, const struct site_call *call)
{
	const struct element *box = end_of_path(run, call->call);

	if (has_routes(run, box))
		return FIRES;
	/* A gateway without a trunk is RTE002's. */
	if (strncmp(call->kind, "pstn-to-", 8) == 0)
		return NOT_APPLICABLE;
	return ask_kinds(run, BIT(K_PSTN_LINE)) ? FIRES : UNKNOWN;
}

/*
 * No document says by which way an analog telephone gets out, past the Mediation Server or not: only routes of its own
 * box are held against it.
 */
static bool is_open(struct run *run, const struct site_call *call)
{
	const struct element *box = path_through(run, call->call, BIT(K_GATEWAY));

	return strcmp(call->kind, "device-to-pstn") == 0 &&
		(!has_routes(run, box) || call->call->gap == CALL_GAP_BETWEEN);
}

/* From one trunk to another: no document says where calls of a PBX leave that says nothing itself. */
static enum outcome judge_between(struct run *run, const struct site_call *call)
{
	const struct element *pbx = path_through(run, call->call, BIT(K_PBX));

	if (pbx == NULL || strcmp(call->kind, "pbx-to-pstn") != 0 || has_routes(run, pbx))
		return FIRES;
	return ask_choice(run, pbx, A_EGRESS) >= 0 ? FIRES : UNKNOWN;
}

/* FIRES: shown not to get through. UNKNOWN: for want of a fact, noted. NOT_APPLICABLE: other rules judge that. */
static enum outcome judge_call(struct run *run, const struct site_call *call)
{
	if (call->call->outcome == CALL_CONNECTED)
		return PASS;
	if (is_open(run, call))
		return NOT_APPLICABLE;
	switch (call->call->gap) {
	case CALL_GAP_NONE:
		return FIRES;
	case CALL_GAP_BETWEEN:
		return judge_between(run, call);
	case CALL_GAP_ROUTE:
		/* RTE001 judges routes; calls for help have no second chance. */
		return strcmp(call->kind, "ev-to-emergency") == 0 && ask_kinds(run, BIT(K_VOICE_ROUTE)) ?
			FIRES :
			NOT_APPLICABLE;
	case CALL_GAP_ENTRY:
		return ask_kinds(run, BIT(K_PSTN_LINE)) ? FIRES : UNKNOWN;
	case CALL_GAP_EDGE:
		return ask_kinds(run, BIT(K_EDGE_POOL)) ? FIRES : UNKNOWN;
	case CALL_GAP_REGISTRAR:
	case CALL_GAP_POOL:
		return ask_kinds(run, BIT(K_FRONT_END_POOL)) ? FIRES : UNKNOWN;
	case CALL_GAP_TELEPHONE:
		return ask_kinds(run, BIT(K_PBX)) ? FIRES : UNKNOWN;
	case CALL_GAP_FORWARD:
		return judge_forward(run, call);
	}
	return NOT_APPLICABLE;
}

/* Why the call ended: the last thing that was decided, or what the last attempt came to. */
static const char *why_not(struct run *run, const struct call *call)
{
	if (call->gap == CALL_GAP_FORWARD && end_of_path(run, call) != NULL)
		return words(run, "%s does not know where to send %s", label(run, end_of_path(run, call)),
			call->number);
	if (call->n_attempt > 0 && call->attempt[call->n_attempt - 1].why[0] != '\0')
		return call->attempt[call->n_attempt - 1].why;
	return call->n_step > 0 ? call->step[call->n_step - 1].what : call_outcome_name(call->outcome);
}

/* RTE040 */
static enum outcome judge_arrival(struct run *run, const struct element *site)
{
	enum outcome outcome = NOT_APPLICABLE;
	struct call_kinds kinds = { 0 };
	const struct site_call *call;
	struct site_paths paths;

	if (!site_paths_begin(run, site, &paths))
		return UNKNOWN;
	while ((call = site_paths_next(&paths)) != NULL) {
		enum outcome one = judge_call(run, call);

		outcome = worse(outcome, one);
		if (one == FIRES)
			call_kinds_add(run, &kinds, call);
	}
	if (kinds.first == NULL)
		return outcome == UNKNOWN ? unknown(run) : outcome;
	path_relate(run, kinds.first->call);
	return lacks(run, site, A_NONE,
		"a call of kind %s, %s to %s, does not get through: %s; it comes as far as %s%s",
		kinds.first->kind, kinds.first->call->from, kinds.first->call->to,
		why_not(run, kinds.first->call),
		path_words(run, kinds.first->call->signalling, kinds.first->call->n_signalling),
		kinds.others);
}

static const struct rule calls_rules[] = {
	{
		.info = {
			.id = "OPT025",
			.name = "ev-over-ip",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_DIRECT,
			.title = "calls between Enterprise Voice users stay on the IP network",
			.meaning = "users who are enabled for Enterprise Voice, remote workers included, talk to each other across the IP network; a simulated call between two of them that leaves by way of a PBX or the PSTN shows a fault of routing, such as a number that people on a PBX have as well",
			.fix = "give each number to one group only, and follow the path that the finding shows: lync-topo simulate --matrix prints it with the reasons",
			.bad = "<users id=\"sales\" telephony=\"enterprise-voice\" numbers=\"+14255550100-0149\" .../> <users id=\"office\" telephony=\"pbx\" numbers=\"+14255550100-0199\" .../>",
			.good = "<users id=\"sales\" telephony=\"enterprise-voice\" numbers=\"+14255550100-0149\" .../> <users id=\"office\" telephony=\"pbx\" numbers=\"+14255550150-0199\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.judge = judge_internal,
	},
	{
		.info = {
			.id = "OPT031",
			.name = "voiponly-all-ip",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VOIP,
			.title = "all calls are routed over the IP network",
			.meaning = "in a VoIP-only deployment all calls are routed over the IP network, and those to the PSTN leave it at the appropriate gateway; a simulated call of the site that passes a PBX breaks that",
			.fix = "send the call over a trunk to a gateway or a provider, or do not call the site VoIP-only",
			.bad = "<site id=\"s\" deployment=\"voip-only\" .../> <pbx id=\"x\" .../> <trunk id=\"t1\" peer=\"x\" .../> <pstn-line id=\"l\" ends-on=\"x\"/>",
			.good = "<site id=\"s\" deployment=\"voip-only\" .../> <trunk id=\"t1\" peer=\"gw1\" .../> <pstn-line id=\"l\" ends-on=\"gw1\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.judge = judge_all_ip,
	},
	{
		.info = {
			.id = "BYP002",
			.name = "nobypass-media-via-mediation",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_DIRECT,
			.title = "without media bypass, media runs through the Mediation Server",
			.meaning = "if media bypass is disabled, the media path is routed through the Mediation Server, whose capacity then counts, and a call between a client and a gateway of one branch may cross the WAN twice",
			.fix = "nothing is wrong; where the peer supports it, media-bypass of the topology and of the trunk-config keeps media off the Mediation Server",
			.bad = "<topology media-bypass=\"off\" ...>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.judge = judge_relayed,
	},
	{
		.info = {
			.id = "BYP019",
			.name = "external-no-bypass",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "calls of people outside use the Mediation Server",
			.meaning = "media bypass for people outside the network is not supported: their calls over a trunk pass the Edge and the Mediation Server; this holds the simulation to the documents, and a plan cannot break it",
			.fix = "nothing in the plan: if it fires, the simulation is wrong, so please report it",
			.bad = "media of sales/remote that go to the gateway directly",
			.good = "sales/remote -> edge -> med -> gw -> pstn",
			.pages = { PAGE_PS_MEDIA_BYPASS, PAGE_MED13 },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.oracle = true,
		.judge = judge_outside,
	},
	{
		.info = {
			.id = "CAC001",
			.name = "cac-not-on-bypass",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "call admission control is not used on calls that bypass",
			.meaning = "media bypass is asked first, and call admission control only for a call that does not bypass: bypass is for links where bandwidth is no question. This holds the simulation to the documents, and a plan cannot break it",
			.fix = "nothing in the plan: if it fires, the simulation is wrong, so please report it",
			.bad = "a call whose media go from client to gateway, and that reserves bandwidth of a policy",
			.good = "the same call without a reservation",
			.pages = { PAGE_BYP, PAGE_DBYP },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.oracle = true,
		.judge = judge_reservation,
	},
	{
		.info = {
			.id = "CAC006",
			.name = "cac-two-checks",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_DIRECT,
			.title = "a call that does not bypass is checked on both sides of the Mediation Server",
			.meaning = "client and Mediation Server are one leg, Mediation Server and gateway another, and call admission control looks at each by itself; behind a PBX without a media termination point the second comes after the answer. This holds the simulation to the documents, and a plan cannot break it",
			.fix = "nothing in the plan: if it fires, the simulation is wrong, so please report it",
			.bad = "a call over a WAN link that call admission control checks once",
			.good = "the same call, checked from client to Mediation Server and from there to the gateway",
			.pages = { PAGE_CACTOP },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.oracle = true,
		.judge = judge_checks,
	},
	{
		.info = {
			.id = "RTE040",
			.name = "every-kind-connects",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "one call of every kind that a site has gets through",
			.meaning = "a simulated call of each kind, with nothing failed, ends at the callee; one that ends elsewhere will not work in the deployment either: a box has no route for the number, boxes send the call in a circle, or what comes over one trunk may not leave over another. This rule is our own: the pages describe the paths, and the simulation walks them",
			.fix = "look at where the call ends, which the finding shows; lync-topo simulate --matrix prints every call of the site with the reasons",
			.bad = "<pbx id=\"x\" egress=\"lync\" .../> <trunk id=\"t2\" peer=\"x\" .../>",
			.good = "<pbx id=\"x\" egress=\"lync\" .../> <trunk id=\"t2\" peer=\"x\" .../> <trunk-config scope=\"trunk:t2\" pstn-usages=\"u\"/>",
			.pages = { PAGE_ENGINEERING, PAGE_OVR },
		},
		.subjects = BIT(K_SITE),
		.simulated = true,
		.needs = { A_EGRESS },
		.judge = judge_arrival,
	},
};

const struct rule_group rule_group_calls = RULE_GROUP(calls_rules);
