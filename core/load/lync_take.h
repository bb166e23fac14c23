/* SPDX-License-Identifier: MIT */
/*
 * lync_take.h - places in the product's files (lync_grammar.def), and what is taken from an element at each.
 */
#ifndef LYNC_TOPO_LOAD_LYNC_TAKE_H
#define LYNC_TOPO_LOAD_LYNC_TAKE_H

#include "load/lync.h"
#include "load/xml.h"

enum place {
	PLACE_SKIPPED,
	PLACE_OUTSIDE,
	PLACE_TOPOLOGY,
	PLACE_BUILDER,
	PLACE_NEW_TOPOLOGY,
	PLACE_SITES,
	PLACE_CENTRAL_SITE,
	PLACE_REMOTE_SITES,
	PLACE_REMOTE_SITE,
	PLACE_SITE_NAME,
	PLACE_LOCATION,
	PLACE_CLUSTERS,
	PLACE_CLUSTER,
	PLACE_CLUSTER_ID,
	PLACE_MACHINES,
	PLACE_MACHINE,
	PLACE_INTERFACE,
	PLACE_SQL_INSTANCES,
	PLACE_SQL_INSTANCE,
	PLACE_SQL_ID,
	PLACE_SQL_CLUSTER_ID,
	PLACE_SERVICES,
	PLACE_SERVICE,
	PLACE_SERVICE_ID,
	PLACE_DEPENDS_ON,
	PLACE_DEPENDENCY,
	PLACE_DEPENDENCY_ID,
	PLACE_INSTALLED_ON,
	PLACE_INSTALLED_CLUSTER,
	PLACE_INSTALLED_SQL,
	PLACE_INSTALLED_SQL_CLUSTER,
	PLACE_PORTS,
	PLACE_PORT,
	PLACE_GATEWAY_SERVICE,
	PLACE_COUNT,
};

/*
 * How many topologies (<Topology> of Get-CsTopology -AsXml) a document holds, at any depth, as settings stores wrap them.
 * 0 for what is not well-formed.
 */
uint32_t lync_count_topologies(struct source *source, uint32_t declaration_end, struct deadline *deadline);

/* An element whose start tag was read. Elements belong to the newest one of the kind that contains them. */
void lync_take(struct lync *lync, enum place place, const struct xml_tag *tag);

/* Nothing is taken from this element but what a script was to replace in it. */
void lync_look_for_variables(struct lync *lync, const struct xml_tag *tag);

/* The end of such an element. */
void lync_leave(struct lync *lync, enum place place);

/* The text of the open site's Name, a piece at a time; `start` is where the text begins. */
void lync_take_name(struct lync *lync, struct str piece, uint32_t start);

#endif
