/* SPDX-License-Identifier: MIT */
/*
 * sizing.h - one sizing under way, and what its parts share. Private to core/plan.
 */
#ifndef LYNC_TOPO_PLAN_SIZING_H
#define LYNC_TOPO_PLAN_SIZING_H

#include "model/demand.h"
#include "model/walk.h"
#include "plan/plan.h"

/* People of a site, and those whose calls go over its trunks. */
struct tally {
	const struct element *carrier; /* the site over whose trunks its calls go; never NULL */
	uint32_t n_groups, n_known;    /* of its own with Enterprise Voice; of those with known traffic */
	uint32_t n_carried, n_carried_known; /* the same of all that it carries */
	int64_t people;                      /* its own */
	double erlang, carried;
	int64_t users[LOAD_HEAVY + 1]; /* that it carries, by load class */
	double channels;               /* of its own trunks together, once the site has its sizes */
	double admitted; /* calls by its trunks; unknown when one does not say or there is none */
};

struct sizing {
	const struct deployment *plan;
	const struct topology *topo;
	bool *moved; /* by number among the groups: counts as one with Enterprise Voice */
	double blocking;
	struct sizes *sizes;
	struct tally *tally; /* by number among the sites */
	bool used[FIGURE_COUNT];
	struct size_shortages *shortages; /* where they are noted; NULL: nowhere */
	bool rehearses; /* a second count, of groups that move: lists and gaps stay as they are */
};

/* Text in the arena of the result. */
const char *say(struct sizing *sizing, const char *format, ...) PRINTF_LIKE(2, 3);

/* "site 'x'", in that arena. */
const char *label_of(struct sizing *sizing, const struct element *e);

/* A figure's number, noted as one that counts; and the title of its page. */
double figure_of(struct sizing *sizing, enum figure figure);
const char *source_of(struct sizing *sizing, enum figure figure);

/* Notes a fact that is absent: an attribute, or an element of a kind named by hand. */
void lacks_fact(struct sizing *sizing, const struct element *e, const char *needs, const char *without);

/* Notes a figure of the plan that is not enough for what is needed; neither need be known. */
void lacks_room(struct sizing *sizing, const char *element, const char *what, double needed, double planned);

struct tally *tally_of(const struct sizing *sizing, const struct element *site);

/* Enterprise Voice, or about to have it. */
bool counts_as_voice(const struct sizing *sizing, const struct element *users);

/* The pools of a site that have trunks for calls to the PSTN or a PBX; those trunks of a pool. */
struct walk site_pools(const struct sizing *sizing, const struct element *site);
const struct element *next_carrying(const struct sizing *sizing, struct walk *pools);
bool is_for_people(const struct sizing *sizing, const struct element *trunk);
struct walk pool_trunks(const struct sizing *sizing, const struct element *pool);
const struct element *next_trunk(const struct sizing *sizing, struct walk *trunks);

/* Calls that the trunk admits at once: its own limit, else the channels of its peer. */
bool trunk_calls(const struct sizing *sizing, const struct element *trunk, int64_t *ret);

/* What one call takes, one way. */
struct call_kbps {
	double wire, planning, tunnel; /* planning with what the tunnel adds on the wire */
	bool assumed;                  /* no codec is listed: G.711 */
};

/* The most that a call over the trunk takes, in the thickest tunnel of the carrier (NULL: without one). */
struct call_kbps call_over(
	const struct sizing *sizing, const struct element *trunk, const struct element *carrier);

/* A call between a client and a Mediation Server. */
struct call_kbps call_of_client(void);

/* Channels for the traffic; SIZE_UNKNOWN when that takes more than can be counted. */
double channels_for(const struct sizing *sizing, double erlang);

/* Adds who of the group calls how often and how long; notes what is absent for that. */
void explain_group(struct sizing *sizing, const struct element *users, struct size_reasons *why);

/* Counts the people of all sites anew. */
void count_people(struct sizing *sizing);

/* The parts of a site's sizes, in this order: each builds on the ones before, and explains itself. */
void size_traffic(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_channels(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_trunks(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_servers(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_gateways(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_bandwidth(struct sizing *sizing, const struct element *site, struct site_sizes *ret);
void size_branch(struct sizing *sizing, const struct element *site, struct site_sizes *ret);

/* All of them. */
void size_site(struct sizing *sizing, const struct element *site, struct site_sizes *ret);

/* The lists, once all sites have their sizes. */
void list_links(struct sizing *sizing, struct size_links *ret);
void check_link(struct sizing *sizing, const struct size_link *link);
void list_openings(struct sizing *sizing);
void list_names(struct sizing *sizing);

/* Between a PBX and the Mediation Servers. */
void size_pbx(struct sizing *sizing, const struct element *pbx, struct size_pbx *ret);

/* What changes when groups move; last, for it leaves them moved. */
void make_stages(struct sizing *sizing, const struct plan_request *request);

#endif
