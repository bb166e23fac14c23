/* SPDX-License-Identifier: MIT */
/*
 * deployment.h - what follows from a topology and is never written: which deployment option a site is, which
 * PBXs and Mediation Server pools serve it, which voice policy a group has.
 *
 * Derivation as documented in docs/language.md, "Derived": by where the lines of the PSTN end.
 */
#ifndef LYNC_TOPO_MODEL_DEPLOYMENT_H
#define LYNC_TOPO_MODEL_DEPLOYMENT_H

#include "model/configured.h"
#include "model/number_index.h"
#include "model/subnets.h"
#include "model/topology.h"
#include "model/trunks.h"

enum site_option {
	SITE_SIP_TRUNKING = 1 << 0,
	SITE_BEHIND_PBX = 1 << 1,
	SITE_IN_FRONT_OF_PBX = 1 << 2,
	SITE_VOIP_ONLY = 1 << 3,
	SITE_INCREMENTAL = 1 << 4, /* a PBX and Enterprise Voice: behind, in front, or not resolved */
	SITE_DIRECT = SITE_BEHIND_PBX | SITE_IN_FRONT_OF_PBX | SITE_VOIP_ONLY | SITE_INCREMENTAL,
};

/* A piece of deployment.list: elements. */
struct piece {
	uint32_t first, n;
};

struct site_facts {
	unsigned derived;   /* enum site_option */
	unsigned effective; /* what the site declares, else what is derived */
	int declared;       /* DEPLOYMENT_..., -1 if nothing */
	bool has_enterprise_voice;
	bool has_pbx_users;
	bool broken_groups;   /* of some group it cannot be read how it telephones, or with which PBX */
	bool line_on_pbx;     /* a PSTN line ends on a PBX that serves it */
	bool line_on_gateway; /* a PSTN line ends on a gateway of it, or on one tied to its PBX */
	struct piece pbxs;    /* that serve it: stand in it, or a group of it names them */
	struct piece pools;   /* Mediation Server pools and appliances that serve it */
	double peak_calls;    /* of its groups with Enterprise Voice in the busy hour, those that are known */
	double served_calls;  /* the same with branches that its pools serve */
	bool peak_unknown;    /* the load of some group of it, or of such a branch, is not known */
	uint32_t n_carrying;  /* pools of its own that have trunks */
};

/* Facts about one pool, from its trunks. */
struct pool_facts {
	bool has_trunk;
	bool has_provider_trunk;
};

struct deployment {
	const struct topology *topo;
	struct trunk_fallback fallback;
	const struct element *global_policy;
	struct site_facts *site; /* by number among the sites */
	struct pool_facts *pool; /* by number among mediation-pools, then appliances */
	uint32_t *
		voice_users; /* groups with Enterprise Voice that have the policy, by number among policies */
	struct piece pbx_users;            /* groups whose telephony is the PBX alone */
	struct number_index voice_numbers; /* of all groups with Enterprise Voice */
	struct configured configured;      /* trunks by the configuration in effect */
	struct subnet_index subnets;       /* of all network sites */
	bool has_provider_trunk;           /* some trunk leads to a provider */
	uint32_t n_central_sites;
	uint32_t *list;
	uint32_t n_list, room_list;
	uint32_t *seen_by; /* for each PBX by number, the last site (plus 1) whose list it joined */
};

/* Linear in the topology. False when out of memory; release it in any case. */
bool deployment_make(struct deployment *deployment, const struct topology *topo);
void deployment_release(struct deployment *deployment);

const struct site_facts *site_facts(const struct deployment *deployment, const struct element *site);

/* Of a Mediation Server pool or an appliance. */
const struct pool_facts *pool_facts(const struct deployment *deployment, const struct element *pool);

const struct element *piece_nth(const struct deployment *deployment, struct piece piece, uint32_t n);

/* The site that an element stands in, or NULL. */
const struct element *site_of(const struct topology *topo, const struct element *e);

/* Enterprise Voice, entirely or besides the PBX. */
bool users_have_voice(const struct topology *topo, const struct element *users);

/* False if nobody of the group can be a remote worker: it has no Enterprise Voice, or says that it has none. */
bool users_may_be_remote(const struct topology *topo, const struct element *users);

/* The group's own voice policy, else its site's, else the global one; NULL if there is none. */
const struct element *users_policy(const struct deployment *deployment, const struct element *users);

/* How many groups with Enterprise Voice have this policy. */
uint32_t policy_voice_users(const struct deployment *deployment, const struct element *policy);

/* The element whose servers the pool runs on: itself, or the Front End pool that it is collocated with. */
const struct element *pool_host(const struct topology *topo, const struct element *pool);

/* A line of kind sip that a provider brings to a session border controller of the company: SIP trunking too. */
bool line_is_sip_trunk(const struct topology *topo, const struct element *line);

/* A PSTN line that ends on the box and is not SIP trunking; NULL if none. */
const struct element *line_on(const struct topology *topo, const struct element *box);

/* A tie line between the two (pbx NULL: any PBX), or NULL. */
const struct element *tie_between(
	const struct topology *topo, const struct element *gateway, const struct element *pbx);

/* A trunk from a Mediation Server to the peer, or NULL. */
const struct element *trunk_to(const struct topology *topo, const struct element *peer);

/* The provider of an SBC that is the trunk's peer, or NULL. */
const struct element *trunk_provider(const struct topology *topo, const struct element *trunk);

#endif
