/* SPDX-License-Identifier: MIT */
/*
 * random.h - chances that are the same on every machine, with any compiler, in any order.
 *
 * There is no state: what the n-th draw of a stream says is computed from its numbers alone, by Philox4x32-10
 * (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: Parallel random numbers: as easy as 1, 2, 3; SC 2011). Logarithms
 * are made of IEEE operations that round in one way only, so not even the last digit differs.
 */
#ifndef LYNC_TOPO_BASE_RANDOM_H
#define LYNC_TOPO_BASE_RANDOM_H

#include <stdint.h>

/* Philox4x32-10: the four words of a counter under a key. */
void random_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret[4]);

/* A stream of draws. Other seeds and other names give independent ones. */
struct random_stream {
	uint64_t seed, name;
};

/* Two words of 64 bits. */
struct random_pair {
	uint64_t a, b;
};

/* Draw number n of a stream: the counter is n and the name, the key the seed, low words first. */
struct random_pair random_draw(struct random_stream stream, uint64_t n);

/* From a word: more than 0, at most 1, in steps of 2^-53. */
double random_uniform(uint64_t word);

/* From a word: by the exponential distribution with mean 1, at most 53 ln 2. Within 2 units of the last digit. */
double random_exponential(uint64_t word);

#endif
