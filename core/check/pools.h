/* SPDX-License-Identifier: MIT */
/*
 * pools.h - what several rules about Mediation Server pools and their peers need to find out.
 */
#ifndef LYNC_TOPO_CHECK_POOLS_H
#define LYNC_TOPO_CHECK_POOLS_H

#include "check/derived.h"

/*
 * Servers that the pool runs on: its own, or those of the Front End pool it is collocated with. False when none is
 * described, which is noted as missing.
 */
bool pool_servers(struct run *run, const struct element *pool, uint32_t *ret);

/* A fact of a peer; an SBC that does not say has its provider's. */
enum tri peer_bool(struct run *run, const struct element *peer, enum attr attr);

/* Whether the peer spreads calls over the servers of a pool, by DNS or by other means. */
enum tri peer_spreads(struct run *run, const struct element *peer);

/* Notes the facts of the two functions above as missing where they are absent. */
void ask_peer(struct run *run, const struct element *peer, enum attr attr);
void ask_peer_spreads(struct run *run, const struct element *peer);

enum tri tri_and(enum tri a, enum tri b);
enum tri tri_or(enum tri a, enum tri b);
enum tri tri_not(enum tri a);

/* The most calls of all trunks of the pool; false when one does not say, which is noted as missing. */
bool pool_most_calls(struct run *run, const struct element *pool, int64_t *ret);

#endif
