/* SPDX-License-Identifier: MIT */
/*
 * sizes.h - what a plan has to hold, as it travels from core/plan to the reports: traffic, channels, servers,
 * gateways and bandwidth, firewall openings and names.
 *
 * Strings belong to the arena of the `struct sizes`, or live as long as the topology; they hold whatever the input
 * held, so every report escapes them. Bandwidth is one way. A number that nobody can tell is negative (SIZE_UNKNOWN);
 * what is missing for it stands among the gaps.
 */
#ifndef LYNC_TOPO_DIAG_SIZES_H
#define LYNC_TOPO_DIAG_SIZES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define SIZE_UNKNOWN (-1.0)

/* Sentences, each with the source of its figures. */
struct size_reasons {
	const char **text;
	uint32_t n, room;
};

/* Of one site, or of all of them together. */
struct site_sizes {
	const char *site; /* id; "" for all together */
	const char *
		carried_by; /* the site over whose trunks its calls go; its own id where it has some or none serve it */
	double erlang;   /* of its own people in the busy hour */
	double carried;  /* over its trunks: its own people's and those of sites that it carries */
	bool complete;   /* false: some group's traffic is not known, so the numbers are the least */
	double channels; /* calls up at once for the blocking target */
	double trunks;   /* of the size of those planned */
	double mediation_servers;
	double servers_one_lost; /* so many carry the calls when one of each pool is lost */
	double relayed;          /* calls that Mediation Servers relay */
	double gateway_ports, gateways;
	double media_ports; /* each server needs */
	double bandwidth_kbps;
	const char *
		branch_form; /* "sba", "sbs", "central", "none"; "" for a central site and where that is not known */
	struct size_reasons why;
};

/* Servers for the relayed calls of a site by their kind. */
struct server_choice {
	const char *site;
	const char *kind; /* "stand-alone, hyper-threading" */
	double calls;     /* that one relays */
	double servers, one_lost;
	const char *source; /* of the calls */
};

/* A connection or WAN link with the calls of the busy hour on it. */
struct size_link {
	const char *link;
	double calls;
	double wire_kbps;     /* with the headers of its tunnels */
	double planning_kbps; /* the planning figure, without tunnels */
	double tunnel_kbps;   /* the same with what the tunnels add */
	double formula_kbps;  /* by the formula for SIP trunks */
	double capacity_kbps;
	const char *why;
};

struct size_links {
	struct size_link *link;
	uint32_t n, room;
};

/* Something that a firewall on the way must let pass; replies are not listed. */
struct size_opening {
	const char *from, *to; /* ids; "internet" for anywhere outside */
	const char *protocol;  /* "tcp", "udp", "esp", "gre", "ah" */
	const char *ports;     /* "5068", "49152-57499", "" where the protocol has none or nobody knows */
	const char *why;
};

struct size_name {
	const char *name, *type, *value; /* "A", an address; "" where the address is not known */
	const char *why;
};

struct size_figure {
	const char *name;
	double value;
	const char *unit, *source;
};

/* A fact that is absent, and what cannot be told without it. */
struct size_gap {
	const char *element, *needs, *without;
};

/* A figure of the plan that is less than what is needed. */
struct size_shortage {
	const char *element, *what;
	double needed, planned;
	bool is_new; /* it was enough before the stage */
};

struct size_shortages {
	struct size_shortage *entry;
	uint32_t n, room;
};

struct size_change {
	struct site_sizes before, after;
};

/* A PBX and what passes between it and the Mediation Servers, over tie lines and trunks of its own. */
struct size_pbx {
	const char *pbx;
	double left;     /* Erlang to and from the PSTN of the people who are on it alone */
	double passing;  /* Erlang to and from the PSTN that pass between the two */
	double channels; /* for those */
	double planned;
	const char *why;
};

struct size_pbx_change {
	struct size_pbx before, after;
};

/* Groups that move to Enterprise Voice together, after those of the stages before. */
struct size_stage {
	const char *users; /* ids, commas between them */
	uint32_t n_users;
	double erlang;            /* that leaves PBXs */
	struct size_change *site; /* of the groups, and, the last one of a group, those that carry them */
	uint32_t n_site, room_site;
	struct size_links links;     /* with other calls than before, as they are afterwards */
	struct size_pbx_change *pbx; /* of the groups */
	uint32_t n_pbx, room_pbx;
	struct size_shortages shortages; /* of these sites, links and PBXs, afterwards */
	struct size_reasons notes;
};

struct sizes {
	struct arena arena;
	double blocking;
	struct site_sizes *site;
	uint32_t n_site, room_site;
	struct site_sizes total;
	struct server_choice *choice;
	uint32_t n_choice, room_choice;
	struct size_links links;
	struct size_opening *opening;
	uint32_t n_opening, room_opening;
	struct size_name *name;
	uint32_t n_name, room_name;
	struct size_figure *figure;
	uint32_t n_figure, room_figure;
	struct size_gap *gap;
	uint32_t n_gap, room_gap;
	struct size_shortages shortages; /* of the plan as it is */
	struct size_stage *stage;
	uint32_t n_stage, room_stage;
};

void sizes_release(struct sizes *sizes);

/* Copy the struct, not what it points to. Lost when out of memory, which mem_ran_out() remembers. */
struct site_sizes *sizes_add_site(struct sizes *sizes, const struct site_sizes *site); /* or NULL */
void sizes_add_choice(struct sizes *sizes, const struct server_choice *choice);
void sizes_add_opening(struct sizes *sizes, const struct size_opening *opening);
void sizes_add_name(struct sizes *sizes, const struct size_name *name);
void sizes_add_figure(struct sizes *sizes, const struct size_figure *figure);
void sizes_add_gap(struct sizes *sizes, const struct size_gap *gap);
struct size_stage *sizes_add_stage(struct sizes *sizes); /* or NULL */

/* Into a list of these sizes; says whether stages before did without. */
void sizes_add_shortage(
	struct sizes *sizes, struct size_shortages *shortages, const struct size_shortage *shortage);

/* The site that carries the group that moves, if one group alone moves; or NULL. */
const struct size_change *sizes_single_move(const struct sizes *sizes);

/* The first stage after which a figure is not enough that was so before, from 1; 0: none. */
uint32_t sizes_first_short(const struct sizes *sizes);

void size_reasons_add(struct size_reasons *reasons, const char *text);
void size_links_add(struct size_links *links, const struct size_link *link);

#endif
