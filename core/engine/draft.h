/* SPDX-License-Identifier: MIT */
/*
 * draft.h - a call while it is worked out: its path as nodes, the reasons so far, what was assumed. Private to
 * core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_DRAFT_H
#define LYNC_TOPO_ENGINE_DRAFT_H

#include "engine/subscriber.h"
#include "engine/world.h"

/* What runs between a node and the one before it. */
enum stretch {
	STRETCH_NONE,   /* the first node */
	STRETCH_CLIENT, /* client, Edge, Front End */
	STRETCH_CORE,   /* Front End and Mediation Server */
	STRETCH_TRUNK,  /* Mediation Server to peer, routers and lines included */
	STRETCH_LINE,   /* tie line, PSTN line, telephone line */
	STRETCH_PUBLIC, /* between a provider's border and the PSTN */
};

struct node {
	const char *hop;
	const struct element *element; /* NULL for the PSTN */
	const char *over;              /* ids of what lies between, "" for nothing */
	enum stretch stretch;
	const struct element *trunk; /* of STRETCH_TRUNK */
};

enum {
	MOST_NODES = 64, /* of a path: more is a loop */
};

struct path {
	struct node node[MOST_NODES];
	uint32_t n;
};

/* One trunk to try, and where it leads. */
struct tail {
	const struct element *route, *trunk;
	struct path path; /* from the Mediation Server pool, which is its first node */
	int status;       /* what the far end answers besides 200, 0: it would answer */
	const char *why;  /* of that status */
	bool unreachable; /* nothing of the peer is reached: silence */
	bool is_cut_off;  /* nothing of the Mediation Server is */
	bool ends_there;  /* the last box does not know where to send the number */
};

/* A leg that call admission control refused, and that goes by the Internet instead: from Edge to Edge. */
struct detour {
	const struct element *from, *to;
	const struct element *near, *far; /* Edge pools on the side of `from` and of `to` */
};

enum {
	MOST_DETOURS = 2,
};

/* A server of a Mediation Server pool. */
struct server_turn {
	const char *id;            /* "" where the pool describes none */
	const struct fault *fault; /* what fails there, or NULL */
};

/* A server that a peer tries, in this order. */
struct entry_try {
	const struct element *trunk, *pool;
	struct server_turn server;
	bool passes; /* it takes calls */
};

struct draft {
	struct world *world;
	struct arena *arena;
	struct subscriber caller, callee;
	struct str number; /* the called one, E.164; empty if a party without a number was named */
	struct path head;  /* from the caller up to where trunks are tried, or to the callee */
	struct tail *tail;
	uint32_t n_tail, room_tail;
	const struct element *entry; /* the trunk over which an inbound call reached Lync first, or NULL */
	struct entry_try *entry_try; /* servers that it tries; the first one that passes has the head */
	uint32_t n_entry_try, room_entry_try;
	struct trunk_found *entry_found; /* trunks over which it came in, or might have had they been free */
	uint32_t n_entry_found, room_entry_found;
	const struct fault *stopped_by; /* of the last box of the head: calls end there; NULL */
	struct detour detour[MOST_DETOURS];
	uint32_t n_detour;
	const struct path *onward; /* in from the PSTN again, for a call rerouted over it; NULL: none */
	bool is_deposit;           /* voice mail takes the call instead of the callee */
	const char *client_codec;  /* that a bandwidth policy leaves to clients; NULL: the usual one */
	bool all_down;             /* trunks were found, but marked down */
	bool arrived;              /* the head ends at the callee */
	const char *nowhere;       /* why the call ends on the way, NULL if it does not */
	int nowhere_status;        /* what the caller sees then */
	bool is_blocked;           /* it ends for want of a free channel */
	enum call_gap gap;         /* what of the plan is absent then */
	struct call_leg *leg;
	uint32_t n_leg, room_leg;
	struct call_step *step;
	uint32_t n_step, room_step;
	const char **assumed;
	uint32_t n_assumed, room_assumed;
};

/* Adds a reason; `source` is static. */
void draft_step(struct draft *draft, const char *source, const char *format, ...) PRINTF_LIKE(3, 4);

/* Adds a leg that call admission control has looked at. */
void draft_leg(struct draft *draft, const struct call_leg *leg);

/* Adds "assuming ..." once. */
void draft_assume(struct draft *draft, const char *format, ...) PRINTF_LIKE(2, 3);

/* Ends the call here, if it has not ended already. */
void draft_end(struct draft *draft, int status, const char *format, ...) PRINTF_LIKE(3, 4);

/* The same for want of something in the plan: 404. */
void draft_lack(struct draft *draft, enum call_gap gap, const char *format, ...) PRINTF_LIKE(3, 4);

/* Ends the call at the box that the head has just reached, because of a fault of it. */
void draft_stop(struct draft *draft, const struct fault *fault, int status, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* "gateway 'gw1'" */
const char *draft_label(struct draft *draft, const struct element *e);

/* False beyond MOST_NODES. */
bool path_add(
	struct path *path, const char *hop, const struct element *e, enum stretch stretch, const char *over);

/* A copy of the text in the arena of the results. */
const char *draft_words(struct draft *draft, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * Makes room for one more in a list of `n` that lives in an arena; `array` is the address of the pointer to it. Room
 * doubles, what was there is left behind. False when out of memory.
 */
bool draft_make_room(struct arena *arena, void *array, uint32_t *room, uint32_t n, size_t size);

/* Room for another tail, or NULL when out of memory. Tails live in the scratch of the world. */
struct tail *draft_add_tail(struct draft *draft);
struct entry_try *draft_add_entry_try(struct draft *draft);

/* Notes what an inbound call found of a trunk. */
void draft_add_entry_found(struct draft *draft, const struct element *trunk, enum trunk_finding finding);

#endif
