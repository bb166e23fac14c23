/* SPDX-License-Identifier: MIT */
/*
 * lync_ids.h - what imported elements are called: ids from the names that people know, the same in either format
 * and after every change that leaves the name alone. docs/from-topology-builder.md states the rule.
 *
 * All results live in the reading's arena, or in the one that is given. Letters that an id cannot hold become '-', host
 * names lower case.
 */
#ifndef LYNC_TOPO_LOAD_LYNC_IDS_H
#define LYNC_TOPO_LOAD_LYNC_IDS_H

#include "load/lync.h"

/* The rule behind all others: the prefix and the name, which gets '_' in front where an id may not begin so. */
const char *lync_id_of_name(struct arena *arena, const char *prefix, struct str name, bool is_host);

/* The site's name, else "site-" and its SiteId. */
const char *lync_id_of_site(struct lync *lync, uint32_t site);

/* Front End, Edge, stand-alone Mediation pools, branch appliances, gateways: the host name. A Mediation pool that
   shares its machines with a Front End pool: "mediation-" and the host name. */
const char *lync_id_of_pool(struct lync *lync, const struct lync_cluster *cluster, enum kind kind);

/* The machine's host name; "server-" and the pool's where the machine has no name of its own. */
const char *lync_id_of_server(
	struct lync *lync, const struct lync_cluster *cluster, const struct lync_machine *machine);

/* The server's id and the side; "-2" and so on for further interfaces of a side. */
const char *lync_id_of_part(
	struct lync *lync, const char *server, const char *side, const struct lync_interface *interface);

/* "trunk-" and the trunk's name. */
const char *lync_id_of_trunk(struct arena *arena, struct str name);

/* A Mediation Server that shares its machines with a Registrar. */
bool lync_is_collocated(const struct lync_cluster *cluster);

/* Registrar and Mediation Server without user services, at a branch. */
bool lync_is_branch_appliance(const struct lync *lync, const struct lync_cluster *cluster);

#endif
