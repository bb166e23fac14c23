/* SPDX-License-Identifier: MIT */
/* Front End pools that stand in for each other, and what their loss means for telephony. */
#include "check/elements.h"
#include "model/figures.h"
#include "model/serving.h"

#include <inttypes.h>
#include <stdlib.h>

/* With one central site nothing can stand in for it, unless somebody says that it must. */
static enum tri wants_central_resilience(struct run *run)
{
	const struct element *root = topo_root_with(run->topo, A_CENTRAL_RESILIENCE_REQUIRED);

	if (run->plan->n_central_sites < 2 && !see_written(run, root, A_CENTRAL_RESILIENCE_REQUIRED))
		return TRI_FALSE;
	return ask_bool(run, root, A_CENTRAL_RESILIENCE_REQUIRED);
}

static bool is_central(struct run *run, const struct element *site)
{
	return site != NULL && see_choice(run, site, A_KIND) == SITE_KIND_CENTRAL;
}

static enum outcome judge_backup(struct run *run, const struct element *pool)
{
	const struct element *site = site_of(run->topo, pool);
	const struct element *backup = see_ref(run, pool, A_BACKUP_POOL);
	enum tri wanted;

	if (!is_central(run, site))
		return NOT_APPLICABLE;
	if (backup != NULL && site_of(run->topo, backup) != site &&
		is_central(run, site_of(run->topo, backup)))
		return PASS;
	wanted = wants_central_resilience(run);
	if (wanted != TRI_TRUE)
		return wanted == TRI_FALSE ? NOT_APPLICABLE : unknown(run);
	if (backup == NULL)
		return lacks(run, pool, A_NONE,
			"%s has no backup pool, though central sites must stand in for each other",
			label(run, pool));
	relate(run, backup, A_NONE, "the backup pool");
	return lacks(run, pool, A_BACKUP_POOL,
		"the backup of %s, %s, is not at another central site: what takes down %s takes both",
		label(run, pool), label(run, backup), label(run, site));
}

/* What both pools of a pair say, and whether that is the same; an absent value is noted as missing. */
static enum tri same_choice(struct run *run, const struct element *a, const struct element *b, enum attr attr)
{
	int one = ask_choice(run, a, attr);
	int other = ask_choice(run, b, attr);

	return one < 0 || other < 0 ? TRI_UNKNOWN : tri_of(one == other);
}

static enum tri same_bool(struct run *run, const struct element *a, const struct element *b, enum attr attr)
{
	enum tri one = ask_bool(run, a, attr);
	enum tri other = ask_bool(run, b, attr);

	return one == TRI_UNKNOWN || other == TRI_UNKNOWN ? TRI_UNKNOWN : tri_of(one == other);
}

static enum tri same_text(struct run *run, const struct element *a, const struct element *b, enum attr attr)
{
	struct str one = ask_text(run, a, attr);
	struct str other = ask_text(run, b, attr);

	return one.text == NULL || other.text == NULL ? TRI_UNKNOWN :
							tri_of(ascii_compare_nocase(one, other) == 0);
}

static enum outcome judge_alike(struct run *run, const struct element *pool)
{
	const struct element *backup = see_ref(run, pool, A_BACKUP_POOL);
	enum tri edition;
	enum tri virtual;
	enum tri os;

	if (backup == NULL)
		return NOT_APPLICABLE;
	edition = same_choice(run, pool, backup, A_EDITION);
	virtual = same_bool(run, pool, backup, A_VIRTUAL);
	os = same_text(run, pool, backup, A_OS);
	if (edition == TRI_FALSE || virtual == TRI_FALSE || os == TRI_FALSE) {
		relate(run, backup, A_NONE, "the backup pool");
		return fires(run, pool, A_BACKUP_POOL, "%s and its backup, %s, differ in%s%s%s",
			label(run, pool), label(run, backup), edition == TRI_FALSE ? " edition" : "",
			virtual != TRI_FALSE         ? "" :
				edition == TRI_FALSE ? ", in being virtual or not" :
						       " being virtual or not",
			os != TRI_FALSE                                      ? "" :
				edition == TRI_FALSE || virtual == TRI_FALSE ? ", in the operating system" :
									       " the operating system");
	}
	return edition == TRI_TRUE && virtual == TRI_TRUE && os == TRI_TRUE ? PASS : unknown(run);
}

/* The two sites that something joins, in document order. */
struct joint {
	const struct element *first, *second;
	const struct element *by; /* the pool that has its backup there, or the WAN link */
};

static struct joint joint_of(const struct element *a, const struct element *b, const struct element *by)
{
	return a < b ? (struct joint){ a, b, by } : (struct joint){ b, a, by };
}

static int compare_joints(const void *left, const void *right)
{
	const struct joint *a = left;
	const struct joint *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	return (a->by > b->by) - (a->by < b->by);
}

static bool same_sites(const struct joint *a, const struct joint *b)
{
	return a->first == b->first && a->second == b->second;
}

struct joints {
	struct joint *at;
	uint32_t n;
};

/* Pools whose backup stands at another site. */
static struct joints joints_of_pools(struct run *run)
{
	struct walk pools = see_kind(run, K_FRONT_END_POOL);
	struct joints joints = { 0 };
	const struct element *pool;

	joints.at = arena_alloc(&run->scratch, topo_count(run->topo, K_FRONT_END_POOL) * sizeof(*joints.at));
	while (joints.at != NULL && (pool = walk_next(&pools)) != NULL) {
		const struct element *backup = see_ref(run, pool, A_BACKUP_POOL);
		const struct element *here = site_of(run->topo, pool);
		const struct element *there = backup != NULL ? site_of(run->topo, backup) : NULL;

		if (here != NULL && there != NULL && here != there)
			joints.at[joints.n++] = joint_of(here, there, pool);
	}
	if (joints.n > 0)
		qsort(joints.at, joints.n, sizeof(*joints.at), compare_joints);
	return joints;
}

static struct joints joints_of_links(struct run *run)
{
	struct walk links = see_kind(run, K_WAN_LINK);
	struct joints joints = { 0 };
	const struct element *link;

	joints.at = arena_alloc(&run->scratch, topo_count(run->topo, K_WAN_LINK) * sizeof(*joints.at));
	while (joints.at != NULL && (link = walk_next(&links)) != NULL) {
		struct refs between = see_refs(run, link, A_BETWEEN);

		if (between.n == 2)
			joints.at[joints.n++] = joint_of(refs_nth(between, 0), refs_nth(between, 1), link);
	}
	if (joints.n > 0)
		qsort(joints.at, joints.n, sizeof(*joints.at), compare_joints);
	return joints;
}

/* Sites that WAN links of some kind join: the first of each group, found by following `up`. */
struct groups {
	uint32_t *up;
};

static uint32_t group_of(struct groups *groups, uint32_t site)
{
	while (groups->up[site] != site) {
		groups->up[site] = groups->up[groups->up[site]];
		site = groups->up[site];
	}
	return site;
}

/* Groups over resilient links; with `maybe` also over those that do not say. Two links between the same sites count. */
static bool make_groups(struct run *run, const struct joints *links, bool maybe, struct groups *ret)
{
	uint32_t n = topo_count(run->topo, K_SITE);

	ret->up = arena_alloc(&run->scratch, n * sizeof(*ret->up));
	for (uint32_t i = 0; ret->up != NULL && i < n; i++)
		ret->up[i] = i;
	for (uint32_t i = 0; ret->up != NULL && i < links->n; i++) {
		enum tri resilient = see_bool(run, links->at[i].by, A_RESILIENT);
		bool twice = (i > 0 && same_sites(&links->at[i - 1], &links->at[i])) ||
			(i + 1 < links->n && same_sites(&links->at[i], &links->at[i + 1]));

		if (twice || resilient == TRI_TRUE || (maybe && resilient == TRI_UNKNOWN))
			ret->up[group_of(ret, links->at[i].first->place)] = group_of(
				ret, links->at[i].second->place);
	}
	return ret->up != NULL;
}

static bool together(struct groups *groups, const struct joint *joint)
{
	return group_of(groups, joint->first->place) == group_of(groups, joint->second->place);
}

/* The link between just these two sites, or NULL. */
static const struct element *direct_link(const struct joints *links, const struct joint *joint)
{
	uint32_t low = 0;
	uint32_t high = links->n;
	struct joint key = { joint->first, joint->second, NULL };

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_joints(&links->at[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < links->n && same_sites(&links->at[low], joint) ? links->at[low].by : NULL;
}

static void ask_resilient(struct run *run, const struct joints *links, const struct element *direct)
{
	if (direct != NULL)
		ask_bool(run, direct, A_RESILIENT);
	for (uint32_t i = 0; direct == NULL && i < links->n; i++)
		ask_bool(run, links->at[i].by, A_RESILIENT);
}

static enum outcome weak_link(struct run *run, const struct joint *joint, const struct element *direct)
{
	const char *sites = words(run, "%s and %s", label(run, joint->first), label(run, joint->second));

	if (direct != NULL)
		return lacks(run, direct, A_RESILIENT,
			"%s joins %s, where pools stand in for each other, and is not resilient",
			label(run, direct), sites);
	return lacks(run, joint->by, A_BACKUP_POOL,
		"%s has its backup at another site, but no resilient WAN links join %s",
		label(run, joint->by), sites);
}

static enum outcome judge_links(struct run *run, const struct joints *pools, const struct joints *links)
{
	enum outcome outcome = PASS;
	struct groups sure;
	struct groups maybe;

	if (!make_groups(run, links, false, &sure) || !make_groups(run, links, true, &maybe))
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < pools->n; i++) {
		const struct joint *joint = &pools->at[i];
		const struct element *direct = direct_link(links, joint);

		if ((i > 0 && direct != NULL && same_sites(joint, joint - 1)) || together(&sure, joint))
			continue;
		forget_missing(run);
		if (together(&maybe, joint)) {
			ask_resilient(run, links, direct);
			outcome = worse(outcome, unknown(run));
		} else {
			outcome = worse(outcome, weak_link(run, joint, direct));
		}
	}
	return outcome;
}

static enum outcome judge_wan(struct run *run, const struct element *root)
{
	struct joints pools;
	struct joints links;

	if (topo_nth(run->topo, K_TOPOLOGY, 0) != root)
		return NOT_APPLICABLE;
	pools = joints_of_pools(run);
	if (pools.n == 0)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_WAN_LINK)))
		return unknown(run);
	links = joints_of_links(run);
	return judge_links(run, &pools, &links);
}

/* People of one Front End pool. */
struct homed {
	int64_t people;
	int64_t worst;                 /* of the pools that it may have to stand in for, the largest */
	const struct element *partner; /* that one */
	bool uncertain; /* perhaps more: groups do not say with which pool of a site they register */
};

static const struct element *pool_of_group(struct run *run, const struct element *users,
	const struct element **site, const struct element **usual, bool *assumed)
{
	const struct element *named = see_ref(run, users, A_FRONT_END_POOL);

	if (named != NULL) {
		*assumed = false;
		return named;
	}
	/* What holds for one group of a site holds for all others that name no pool. */
	if (*site != site_of(run->topo, users)) {
		*site = site_of(run->topo, users);
		*usual = serving_registrar(run->topo, users, assumed);
	}
	return *usual;
}

static void doubt_pools(struct run *run, struct homed *homed, const struct element *site)
{
	struct walk pools = see_children(run, site, BIT(K_FRONT_END_POOL));
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		homed[pool->place].uncertain = true;
}

static void count_people(struct run *run, struct homed *homed)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *site = NULL;
	const struct element *usual = NULL;
	const struct element *users;
	bool usual_assumed = false;

	while ((users = walk_next(&groups)) != NULL) {
		bool assumed = usual_assumed;
		const struct element *pool;
		int64_t count;

		if (!see_voice(run, users) && !see_written(run, users, A_FRONT_END_POOL))
			continue;
		pool = pool_of_group(run, users, &site, &usual, &assumed);
		if (!see_written(run, users, A_FRONT_END_POOL))
			usual_assumed = assumed;
		if (pool == NULL || pool->kind != K_FRONT_END_POOL || !see_int(run, users, A_COUNT, &count))
			continue;
		if (assumed)
			doubt_pools(run, homed, site_of(run->topo, pool));
		else
			homed[pool->place].people += count;
	}
}

/* The groups that leave open with which pool of the site they register. */
static void ask_registrars(struct run *run, const struct element *site)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		bool assumed;
		const struct element *pool = serving_registrar(run->topo, users, &assumed);

		if (assumed && see_voice(run, users) && site_of(run->topo, pool) == site)
			ask_text(run, users, A_FRONT_END_POOL);
	}
}

static void pair(struct homed *homed, const struct element *pool, const struct element *partner)
{
	struct homed *own = &homed[pool->place];
	const struct homed *other = &homed[partner->place];

	if (own->partner == NULL || other->people > own->worst) {
		own->partner = partner;
		own->worst = other->people;
	}
}

static enum outcome judge_room(struct run *run, const struct element *pool, const struct homed *all)
{
	const struct homed *homed = &all[pool->place];
	bool partner_uncertain;
	int64_t capacity;

	if (homed->partner == NULL)
		return NOT_APPLICABLE;
	if (!ask_int(run, pool, A_CAPACITY_USERS, &capacity))
		return unknown(run);
	if (homed->people + homed->worst > capacity) {
		relate(run, homed->partner, A_NONE, "the other pool of the pair");
		return fires(run, pool, A_CAPACITY_USERS,
			"%s carries %" PRId64 " users, but has %" PRId64 " of its own and %" PRId64
			" of %s to take over: %" PRId64 " too many",
			label(run, pool), capacity, homed->people, homed->worst, label(run, homed->partner),
			homed->people + homed->worst - capacity);
	}
	partner_uncertain = all[homed->partner->place].uncertain;
	if (homed->uncertain)
		ask_registrars(run, site_of(run->topo, pool));
	if (partner_uncertain)
		ask_registrars(run, site_of(run->topo, homed->partner));
	return homed->uncertain || partner_uncertain ? unknown(run) : PASS;
}

static enum outcome judge_capacity(struct run *run, const struct element *root)
{
	uint32_t n = topo_count(run->topo, K_FRONT_END_POOL);
	struct homed *homed;
	enum outcome outcome = NOT_APPLICABLE;

	if (topo_nth(run->topo, K_TOPOLOGY, 0) != root || n == 0)
		return NOT_APPLICABLE;
	homed = arena_alloc(&run->scratch, n * sizeof(*homed));
	if (homed == NULL)
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < n; i++)
		homed[i] = (struct homed){ 0 };
	count_people(run, homed);
	for (uint32_t i = 0; i < n; i++) {
		const struct element *pool = topo_nth(run->topo, K_FRONT_END_POOL, i);
		const struct element *backup = see_ref(run, pool, A_BACKUP_POOL);

		if (backup == NULL || backup == pool)
			continue;
		pair(homed, pool, backup);
		pair(homed, backup, pool);
	}
	for (uint32_t i = 0; i < n; i++) {
		forget_missing(run);
		outcome = worse(outcome, judge_room(run, topo_nth(run->topo, K_FRONT_END_POOL, i), homed));
	}
	return outcome;
}

static enum outcome judge_interval(struct run *run, const struct element *pool)
{
	int64_t least = figure_whole(FIGURE_FAILURE_DETECTION_LEAST_S);
	int64_t most = figure_whole(FIGURE_FAILURE_DETECTION_MOST_S);
	int64_t seconds;

	if (!see_int(run, pool, A_FAILURE_DETECTION_S, &seconds))
		return NOT_APPLICABLE;
	if (seconds >= least && seconds <= most)
		return PASS;
	return fires(run, pool, A_FAILURE_DETECTION_S,
		"%s counts as lost after %" PRId64 " s; from %" PRId64 " to %" PRId64 " s can be set (%s)",
		label(run, pool), seconds, least, most, figure_source(FIGURE_FAILURE_DETECTION_LEAST_S));
}

static enum outcome judge_pairing(struct run *run, const struct element *pool)
{
	if (see_choice(run, pool, A_PLACEMENT) != PLACEMENT_STAND_ALONE ||
		wants_central_resilience(run) != TRI_TRUE)
		return NOT_APPLICABLE;
	return fires(run, pool, A_NONE,
		"%s has no partner to stand in for it: pool pairing is described for Front End pools only, so calls "
		"to the PSTN survive its loss by routes over trunks of other pools",
		label(run, pool));
}

static const struct rule pool_rules[] = {
	{
		.info = {
			.id = "HAV016",
			.name = "backup-registrar",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a Front End pool that must survive has a backup at another central site",
			.meaning = "where central sites must stand in for each other, every pool at one needs a backup Registrar at another, to which its users move when it is lost",
			.fix = "name a pool at another central site in backup-pool",
			.bad = "<topology central-resilience-required=\"true\" .../> <front-end-pool id=\"fe1\" .../>",
			.good = "<topology central-resilience-required=\"true\" .../> <front-end-pool id=\"fe1\" backup-pool=\"fe2\" .../> <front-end-pool id=\"fe2\" backup-pool=\"fe1\" .../>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_FRONT_END_POOL),
		.needs = { A_CENTRAL_RESILIENCE_REQUIRED },
		.judge = judge_backup,
	},
	{
		.info = {
			.id = "HAV017",
			.name = "wan-between-backup",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a resilient WAN joins a pool and its backup",
			.meaning = "the pool and its backup exchange data all the time, and a WAN that fails together with the pool leaves its users without either; resilient links through other sites count, and so do two links between the same sites",
			.fix = "make the link resilient, add a second one, or choose a backup at a site that is joined better",
			.bad = "<wan-link between=\"seattle denver\" resilient=\"false\" .../> <front-end-pool id=\"fe-seattle\" backup-pool=\"fe-denver\" .../>",
			.good = "<wan-link between=\"seattle denver\" resilient=\"true\" .../> <front-end-pool id=\"fe-seattle\" backup-pool=\"fe-denver\" .../>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_RESILIENT },
		.judge = judge_wan,
	},
	{
		.info = {
			.id = "HAV018",
			.name = "pool-pair-type",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "the two pools of a pair are alike",
			.meaning = "only pools of the same edition, both virtual or both physical, and with the same operating system may be paired; Topology Builder does not stop other pairs",
			.fix = "pair the pool with one like it",
			.bad = "<front-end-pool id=\"fe1\" edition=\"enterprise\" backup-pool=\"fe2\" .../> <front-end-pool id=\"fe2\" edition=\"standard\" .../>",
			.good = "<front-end-pool id=\"fe1\" edition=\"enterprise\" backup-pool=\"fe2\" .../> <front-end-pool id=\"fe2\" edition=\"enterprise\" .../>",
			.pages = { PAGE_PAIR13 },
		},
		.subjects = BIT(K_FRONT_END_POOL),
		.needs = { A_EDITION, A_VIRTUAL, A_OS },
		.judge = judge_alike,
	},
	{
		.info = {
			.id = "HAV019",
			.name = "pair-capacity",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "either pool of a pair carries the users of both",
			.meaning = "when one pool is lost, all of its users move to the other; counted are the people with Enterprise Voice of the groups that register with a pool, and groups that name it. A pool that backs up several must carry the largest besides its own",
			.fix = "give the pool more servers, or home fewer people on the two",
			.bad = "<front-end-pool id=\"fe1\" backup-pool=\"fe2\" capacity-users=\"5000\" .../> with 3000 people on each",
			.good = "<front-end-pool id=\"fe1\" backup-pool=\"fe2\" capacity-users=\"6000\" .../> with 3000 people on each",
			.pages = { PAGE_PAIR13 },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_CAPACITY_USERS },
		.judge = judge_capacity,
	},
	{
		.info = {
			.id = "HAV021",
			.name = "failover-interval",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the failure detection interval lies between 30 seconds and 24 hours",
			.meaning = "after this time without its pool users move to the backup; 300 seconds unless set, and no value outside the range can be set",
			.fix = "set failure-detection-s to a value from 30 to 86400, or leave it out",
			.bad = "<front-end-pool failure-detection-s=\"10\" .../>",
			.good = "<front-end-pool failure-detection-s=\"300\" .../>",
			.conflict = "X16: the cmdlet page prints the upper bound as 84,400 seconds and as 24 hours, which are 86,400; up to 86,400 is accepted",
			.pages = { PAGE_PS_REGISTRAR, PAGE_RES },
		},
		.subjects = BIT(K_FRONT_END_POOL),
		.judge = judge_interval,
	},
	{
		.info = {
			.id = "HAV022",
			.name = "mediation-not-paired",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "stand-alone Mediation pools are not paired",
			.meaning = "the pages on pool pairing speak of Front End pools; nothing was found about pairing stand-alone Mediation pools, so where central sites must stand in for each other, calls to the PSTN need routes over trunks of pools at other sites",
			.fix = "nothing is wrong; see that the routes of every policy lead over trunks of more than one pool",
			.bad = "<topology central-resilience-required=\"true\" .../> <mediation-pool placement=\"stand-alone\" .../>",
			.good = "<topology central-resilience-required=\"true\" .../> <mediation-pool placement=\"collocated\" .../>",
			.pages = { PAGE_PAIR13, PAGE_RES },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_pairing,
	},
};

const struct rule_group rule_group_pools = RULE_GROUP(pool_rules);
