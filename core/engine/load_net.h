/* SPDX-License-Identifier: MIT */
/*
 * load_net.h - a plan and its traffic as the theory of traffic sees them: groups of circuits, streams of calls that try
 * them, and which of these have to do with each other.
 *
 * What the engine's answers (load_shape.h) cannot be put in these words for is left out and marked, with everything
 * that it may touch. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_NET_H
#define LYNC_TOPO_ENGINE_LOAD_NET_H

#include "engine/load_shape.h"
#include "traffic/markov.h"

/* Calls of one caller to one number. */
struct net_part {
	struct planned_call call; /* the length is the mean one */
	double offered;           /* Erlang; of a finite source that of one idle person */
	uint32_t people;          /* of a finite source; 0: unlimited */
	bool constant;            /* all calls are of one length */
	uint32_t stream;          /* answer: place in the streams of the net, or NET_NONE */
};

#define NET_NONE UINT32_MAX

/* Circuits that are taken one by one. */
struct net_group {
	const struct element *bound; /* the trunk or peer that has them; NULL: calls that no trunk carries */
	const struct element *trunk; /* the one trunk that leads there, or NULL when there are several */
	uint32_t circuits;           /* or MARKOV_UNLIMITED */
	bool is_open;                /* other calls may occupy them too, of which less is known */
};

/* Calls that cannot be told apart: of one shape. */
struct net_stream {
	const struct markov_way *way; /* of places in the groups of the net */
	uint32_t n_way;
	uint32_t rotation; /* as in markov.h */
	bool is_irregular; /* whose turn it is depends on calls of other shapes in ways that no rotation has */
	double offered;    /* as in net_part */
	uint32_t people;   /* 0: unlimited */
	int64_t mean;      /* length */
	bool is_exponential; /* all calls have that mean, and lengths by chance */
	struct load_admission admission;
};

struct load_net {
	struct arena arena;
	struct net_group *group;
	uint32_t n_group, room_group;
	struct net_stream *stream;
	uint32_t n_stream, room_stream;
	uint32_t *group_of; /* by element of the topology: of a trunk, or bound at a peer; or NET_NONE */

	/* Sets of streams that have nothing to do with each other: those of set c are member[first[c]] to first[c + 1]. */
	uint32_t *member, *first;
	uint32_t n_component;
	const char *unknown; /* why the first part that has no stream has none, or NULL */
};

/* Of calls that begin in a span of time, which are alike all the while or have no stream. False when out of memory; release it in any case. */
bool load_net_make(struct load_net *net, const struct engine_request *request, const struct deployment *plan,
	struct net_part *parts, uint32_t n_parts, struct period span);

void load_net_release(struct load_net *net);

#endif
