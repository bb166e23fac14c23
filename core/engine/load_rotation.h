/* SPDX-License-Identifier: MIT */
/*
 * load_rotation.h - whose calls take turns with whose: from round robins of the engine to rotations of the theory
 * (markov.h). Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_ROTATION_H
#define LYNC_TOPO_ENGINE_LOAD_ROTATION_H

#include "engine/load_shape.h"

/* Of the calls of one shape. */
struct load_rotation {
	uint32_t number;   /* those of one number take turns together; 0: nobody's turn matters */
	bool is_irregular; /* they do not all move on the same round robins by the same steps */
};

/*
 * The rotation of each of n shapes of a topology, into ret[n]. False when out of memory.
 */
bool load_rotations(const struct topology *topo, const struct load_shape *const *shape, uint32_t n,
	struct load_rotation *ret);

#endif
