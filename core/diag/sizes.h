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

/* What a group costs when it moves to Enterprise Voice. */
struct size_move {
	const char *users;
	struct site_sizes before, after; /* of the site that carries it */
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
	struct size_move *move; /* NULL: nobody moves */
};

void sizes_release(struct sizes *sizes);

/* Copy the struct, not what it points to. Lost when out of memory, which mem_ran_out() remembers. */
struct site_sizes *sizes_add_site(struct sizes *sizes, const struct site_sizes *site); /* or NULL */
void sizes_add_choice(struct sizes *sizes, const struct server_choice *choice);
void sizes_add_opening(struct sizes *sizes, const struct size_opening *opening);
void sizes_add_name(struct sizes *sizes, const struct size_name *name);
void sizes_add_figure(struct sizes *sizes, const struct size_figure *figure);
void sizes_add_gap(struct sizes *sizes, const struct size_gap *gap);
void size_reasons_add(struct size_reasons *reasons, const char *text);
void size_links_add(struct size_links *links, const struct size_link *link);

#endif
