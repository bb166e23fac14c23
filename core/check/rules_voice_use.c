/* SPDX-License-Identifier: MIT */
/* Whose calls leave where: branches with a way of their own, and gateways that other sites use. */
#include "check/outbound.h"
#include "check/sites.h"

#include <stdlib.h>
#include <string.h>

/* A branch has telephony of its own: an appliance, a pool or a gateway with a trunk. */
static bool has_own_exit(struct run *run, const struct element *site)
{
	struct walk boxes = see_children(run, site, MEDIATION_POOLS | BIT(K_GATEWAY));
	const struct element *box;

	while ((box = walk_next(&boxes)) != NULL)
		if (box->kind != K_GATEWAY || direct_trunk(run, box) != NULL)
			return true;
	return false;
}

static bool is_branch_group(struct run *run, const struct element *users, const struct element *policy)
{
	const struct element *site = site_of(run->topo, users);

	return site != NULL && see_choice(run, site, A_KIND) == SITE_KIND_BRANCH &&
		see_bool(run, site, A_CENTRAL_TELEPHONY) != TRI_TRUE && see_voice(run, users) &&
		see_policy(run, users) == policy && has_own_exit(run, site);
}

static const struct element *branch_group_of(
	struct run *run, struct walk groups, const struct element *policy)
{
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (is_branch_group(run, users, policy))
			return users;
	return NULL;
}

/* A group of a branch that has the policy: by name, by its site, or because it is the global one. */
static const struct element *branch_group(struct run *run, const struct element *policy)
{
	const struct element *site = see_ref(run, policy, A_SCOPE);
	const struct element *users = branch_group_of(
		run, see_referrers(run, policy, K_USERS, A_VOICE_POLICY), policy);

	if (users != NULL)
		return users;
	if (site != NULL)
		return branch_group_of(run, see_children(run, site, BIT(K_USERS)), policy);
	return policy == run->plan->global_policy ? branch_group_of(run, see_kind(run, K_USERS), policy) :
						    NULL;
}

enum where {
	LEADS_HOME = 1 << 0, /* to a peer at the branch */
	LEADS_AWAY = 1 << 1,
};

/* Where the routes of a usage lead, as seen from the branch. */
static unsigned usage_leads(struct run *run, const struct element *usage, const struct element *branch)
{
	struct walk routes = see_referrers(run, usage, K_VOICE_ROUTE, A_USAGES);
	const struct element *route;
	unsigned leads = 0;

	while (leads != (LEADS_HOME | LEADS_AWAY) && (route = walk_next(&routes)) != NULL) {
		struct refs trunks = see_refs(run, route, A_TRUNKS);

		for (uint32_t i = 0; i < trunks.n; i++) {
			const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);

			if (peer != NULL)
				leads |= site_of(run->topo, peer) == branch ? LEADS_HOME : LEADS_AWAY;
		}
	}
	return leads;
}

static enum outcome judge_branch_policy(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	const struct element *users = usages.n > 0 ? branch_group(run, policy) : NULL;
	const struct element *branch = users != NULL ? site_of(run->topo, users) : NULL;
	bool mixed = false;

	if (branch == NULL)
		return NOT_APPLICABLE;
	witness(run, users, A_NONE, "people of the branch who have this policy");
	if (usages.n < 2)
		return lacks(run, policy, A_USAGES,
			"%s is for %s, a branch with telephony of its own, and has one usage: a second one should lead to the central site",
			label(run, policy), label(run, branch));
	for (uint32_t i = 0; i < usages.n; i++) {
		unsigned leads = usage_leads(run, refs_nth(usages, i), branch);

		if (leads == LEADS_AWAY)
			return PASS;
		mixed |= leads == (LEADS_HOME | LEADS_AWAY);
	}
	if (!mixed)
		return PASS; /* nothing leads away: other rules speak of that */
	return lacks(run, policy, A_USAGES,
		"the ways of %s out of %s are in the usage that leads to the branch's own gateway, and not in a second one",
		label(run, policy), label(run, branch));
}

/* What the people of one site who have one policy need. */
struct need {
	uint32_t policy, site;
	int64_t channels;
};

struct needs {
	struct need *at;
	uint32_t n;
	bool *unknown; /* by policy's place among all elements: some load is not known */
};

static int compare_needs(const void *left, const void *right)
{
	const struct need *a = left;
	const struct need *b = right;

	if (a->policy != b->policy)
		return a->policy < b->policy ? -1 : 1;
	return (a->site > b->site) - (a->site < b->site);
}

/* Adds up what stands twice: each pair of policy and site is there once then. */
static void needs_merge(struct needs *needs)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < needs->n; i++)
		if (n > 0 && compare_needs(&needs->at[n - 1], &needs->at[i]) == 0)
			needs->at[n - 1].channels += needs->at[i].channels;
		else
			needs->at[n++] = needs->at[i];
	needs->n = n;
}

static bool needs_make(struct run *run, struct needs *ret)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	*ret = (struct needs){
		.at = arena_alloc(&run->scratch, topo_count(run->topo, K_USERS) * sizeof(*ret->at)),
		.unknown = arena_alloc(&run->scratch, run->topo->n_element * sizeof(*ret->unknown)),
	};
	if (ret->at == NULL || ret->unknown == NULL)
		return false;
	memset(ret->unknown, 0, run->topo->n_element * sizeof(*ret->unknown));
	while ((users = walk_next(&groups)) != NULL) {
		const struct element *policy = see_policy(run, users);
		const struct element *site = site_of(run->topo, users);
		struct need *need = &ret->at[ret->n];

		if (policy == NULL || site == NULL || !see_voice(run, users))
			continue;
		*need = (struct need){ topo_index(run->topo, policy), topo_index(run->topo, site), 0 };
		if (!group_required_channels(run, users, &need->channels))
			ret->unknown[need->policy] = true;
		ret->n++;
	}
	if (ret->n > 0)
		qsort(ret->at, ret->n, sizeof(*ret->at), compare_needs);
	needs_merge(ret);
	return true;
}

/* What the people of one policy need. */
struct policy_need {
	uint32_t policy;
	const struct need *first;
	uint32_t n;
	int64_t channels;
	bool unknown;
};

static struct policy_need policy_need(const struct needs *needs, uint32_t first)
{
	struct policy_need need = { needs->at[first].policy, &needs->at[first], 0, 0,
		needs->unknown[needs->at[first].policy] };

	for (uint32_t i = first; i < needs->n && needs->at[i].policy == need.policy; i++, need.n++)
		need.channels += needs->at[i].channels;
	return need;
}

/* Channels that people of other sites need; false if all who have the policy are of this site. */
static bool foreign_need(const struct policy_need *need, uint32_t site, int64_t *ret)
{
	const struct need wanted = { need->policy, site, 0 };
	const struct need *own = bsearch(&wanted, need->first, need->n, sizeof(wanted), compare_needs);

	*ret = need->channels - (own != NULL ? own->channels : 0);
	return need->n > (own != NULL);
}

/* Whether a route of an earlier usage takes a number. */
struct earlier_usage {
	uint32_t before;
	bool found;
};

static bool is_of_earlier_usage(struct run *run, const struct outbound_route *route, void *context)
{
	struct earlier_usage *earlier = context;

	(void)run;
	earlier->found = route->usage < earlier->before;
	return !earlier->found;
}

/* Calls take this route first, not only when another one fails: no earlier usage takes an example of its numbers. */
static bool is_first_choice(struct run *run, const struct outbound *outbound, uint32_t n)
{
	struct earlier_usage earlier = { .before = outbound->route[n].usage };
	char number[PATTERN_EXAMPLE_LENGTH];

	if (earlier.before == 0)
		return true;
	if (!outbound_example(run, outbound, n, number))
		return false;
	outbound_visit_places(run, outbound, str_of(number), is_of_earlier_usage, &earlier);
	return !earlier.found;
}

/* For each gateway by its place: what other sites need of it, and one of their policies. */
struct sharing {
	int64_t *foreign;
	uint32_t *policy;
	uint32_t *counted; /* the last policy (plus 1) that was counted */
};

static bool sharing_make(struct run *run, struct sharing *ret)
{
	size_t n = run->topo->n_element;

	*ret = (struct sharing){
		.foreign = arena_alloc(&run->scratch, n * sizeof(*ret->foreign)),
		.policy = arena_alloc(&run->scratch, n * sizeof(*ret->policy)),
		.counted = arena_alloc(&run->scratch, n * sizeof(*ret->counted)),
	};
	if (ret->foreign == NULL || ret->policy == NULL || ret->counted == NULL)
		return false;
	memset(ret->foreign, 0, n * sizeof(*ret->foreign));
	memset(ret->policy, 0, n * sizeof(*ret->policy));
	memset(ret->counted, 0, n * sizeof(*ret->counted));
	return true;
}

/* Counts a route of the policy against the gateways of other sites that it leads to. */
static void count_gateways(
	struct run *run, struct sharing *sharing, const struct policy_need *need, const struct element *route)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);
		uint32_t place;
		int64_t channels;

		if (peer == NULL || peer->kind != K_GATEWAY)
			continue;
		place = topo_index(run->topo, peer);
		if (sharing->counted[place] == need->policy + 1)
			continue;
		sharing->counted[place] = need->policy + 1;
		if (!foreign_need(need, topo_index(run->topo, site_of(run->topo, peer)), &channels))
			continue;
		sharing->foreign[place] += channels;
		sharing->policy[place] = need->policy + 1;
	}
}

static void count_policy(struct run *run, struct sharing *sharing, const struct needs *needs, uint32_t first)
{
	struct policy_need need = policy_need(needs, first);
	const struct element *policy = &run->topo->element[need.policy];
	struct outbound outbound = outbound_make(run, policy);

	for (uint32_t i = 0; i < outbound.n; i++)
		if (is_first_choice(run, &outbound, i))
			count_gateways(run, sharing, &need, outbound.route[i].route);
	outbound_release(&outbound);
}

/* Channels of all gateways of the site that have a trunk; false if some are not known. */
static bool site_channels(struct run *run, const struct element *site, int64_t *ret)
{
	struct walk gateways = see_children(run, site, BIT(K_GATEWAY));
	const struct element *gateway;
	bool known = true;

	*ret = 0;
	while ((gateway = walk_next(&gateways)) != NULL) {
		int64_t channels = 0;

		if (direct_trunk(run, gateway) == NULL)
			continue;
		known &= ask_int(run, gateway, A_CHANNELS, &channels);
		*ret += channels;
	}
	return known;
}

static enum outcome judge_shared(struct run *run, const struct sharing *sharing, const struct needs *needs,
	const struct element *gateway)
{
	const struct element *site = site_of(run->topo, gateway);
	uint32_t place = topo_index(run->topo, gateway);
	uint32_t policy = sharing->policy[place];
	int64_t channels;
	int64_t own;
	bool known;

	if (policy == 0)
		return NOT_APPLICABLE;
	forget_missing(run);
	known = site_required_channels(run, site, &own);
	known &= site_channels(run, site, &channels);
	if (!known)
		return unknown(run);
	if (needs->unknown[policy - 1])
		return NOT_APPLICABLE; /* whose load is not known is asked for where it is needed at home */
	if (channels >= own + sharing->foreign[place])
		return PASS;
	witness(run, &run->topo->element[policy - 1], A_USAGES, "people of other sites have this policy");
	return lacks(run, gateway, A_CHANNELS,
		"the gateways of %s have %lld channels; its own people need %lld in the busy hour, and routes lead people of other sites here who need up to %lld: full gateways push calls to the next route",
		label(run, site), (long long)channels, (long long)own, (long long)sharing->foreign[place]);
}

static enum outcome judge_shared_load(struct run *run, const struct element *root)
{
	struct walk gateways = see_kind(run, K_GATEWAY);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *gateway;
	struct sharing sharing;
	struct needs needs;

	if (!is_first_root(run, root) || !needs_make(run, &needs) || !sharing_make(run, &sharing))
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < needs.n; i++)
		if (i == 0 || needs.at[i].policy != needs.at[i - 1].policy)
			count_policy(run, &sharing, &needs, i);
	while ((gateway = walk_next(&gateways)) != NULL)
		outcome = worse(outcome, judge_shared(run, &sharing, &needs, gateway));
	return outcome;
}

static const struct rule voice_use_rules[] = {
	{
		.info = {
			.id = "RTE017",
			.name = "branch-two-usages",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "people of a branch have a usage for the branch and one for the central site",
			.meaning = "the first usage leads to the gateway of the branch, the second one to that of the central site: an appliance tries all routes of the first before the second. A branch whose telephony comes from another site on purpose is left out",
			.fix = "give the policy a second usage, whose routes lead to the central site only",
			.bad = "<voice-policy id=\"vp-branch\" usages=\"branch\"/>",
			.good = "<voice-policy id=\"vp-branch\" usages=\"branch central\"/>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_VOICE_POLICY),
		.judge = judge_branch_policy,
	},
	{
		.info = {
			.id = "RTE026",
			.name = "routes-shared-load",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "a gateway that other sites use has room for their calls",
			.meaning = "least-cost routes bring calls of other sites to a gateway; when it is full, calls go to the next route, which costs more. Counted are the channels of all gateways of the site, what its own people need in the busy hour, and at the most what those of other sites need whose first choice some route here is",
			.fix = "plan more channels, or lead fewer sites here",
			.bad = "<site id=\"a\"> <gateway id=\"gw\" channels=\"10\" .../> <users id=\"ua\" count=\"100\" load=\"moderate\" .../> </site> <site id=\"b\"> <users id=\"ub\" count=\"50\" load=\"moderate\" voice-policy=\"vp\" .../> </site> <voice-policy id=\"vp\" usages=\"us\"/> <voice-route id=\"r\" usages=\"us\" trunks=\"t1\" .../>",
			.good = "<site id=\"a\"> <gateway id=\"gw\" channels=\"15\" .../> <users id=\"ua\" count=\"100\" load=\"moderate\" .../> </site> <site id=\"b\"> <users id=\"ub\" count=\"50\" load=\"moderate\" voice-policy=\"vp\" .../> </site> <voice-policy id=\"vp\" usages=\"us\"/> <voice-route id=\"r\" usages=\"us\" trunks=\"t1\" .../>",
			.pages = { PAGE_OVR },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_CHANNELS, A_LOAD },
		.judge = judge_shared_load,
	},
};

const struct rule_group rule_group_voice_use = RULE_GROUP(voice_use_rules);
