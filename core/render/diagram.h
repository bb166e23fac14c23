/* SPDX-License-Identifier: MIT */
/*
 * diagram.h - a deployment as boxes and lines, before anyone decides how they look.
 *
 * Nodes stand in clusters (sites and providers); lines join nodes. Everything is in document order, so that the
 * same topology gives the same diagram.
 */
#ifndef LYNC_TOPO_RENDER_DIAGRAM_H
#define LYNC_TOPO_RENDER_DIAGRAM_H

#include "base/arena.h"
#include "model/topology.h"

enum node_shape {
	NODE_POOL,
	NODE_BOX,    /* gateway, SBC, PBX */
	NODE_ROUTER, /* VPN router or server */
	NODE_PEOPLE, /* users, devices */
	NODE_CLOUD,  /* the PSTN */
};

enum line_style {
	LINE_SIGNALLING, /* a trunk */
	LINE_TUNNEL,
	LINE_TIE,  /* between gateway and PBX */
	LINE_PSTN, /* a carrier's line */
	LINE_WAN,
	LINE_BELONGS, /* next hop, registrar */
};

struct diagram_node {
	const char *id; /* of the topology; ".pstn" for the PSTN, which no element can be called */
	const char *kind;
	const char *label;
	const char *detail; /* further lines, separated by '\n', "" if none */
	enum node_shape shape;
	uint32_t cluster; /* place + 1, 0: outside */
};

struct diagram_cluster {
	const char *id;
	const char *label;
};

struct diagram_line {
	const char *id; /* "" if none */
	const char *from, *to;
	const char *label;
	enum line_style style;
};

struct diagram {
	struct arena arena;
	const char *title;
	struct diagram_cluster *cluster;
	uint32_t n_cluster, room_cluster;
	struct diagram_node *node;
	uint32_t n_node, room_node;
	struct diagram_line *line;
	uint32_t n_line, room_line;
};

/* The whole deployment. Out of memory: mem_ran_out(). */
struct diagram diagram_make(const struct topology *topo);
void diagram_release(struct diagram *diagram);

#endif
