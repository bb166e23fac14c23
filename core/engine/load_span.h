/* SPDX-License-Identifier: MIT */
/*
 * load_span.h - shapes of calls (load_shape.h) over a span of time, and whether two are the same. Private to
 * core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_SPAN_H
#define LYNC_TOPO_ENGINE_LOAD_SPAN_H

#include "engine/load_shape.h"

/*
 * As load_shape_find(), of calls that begin in the span. It is unknown when failures, or what monitoring knows of them,
 * make it another one meanwhile.
 */
bool load_shape_over(struct load_shapes *shapes, const struct planned_call *planned, struct period span,
	struct arena *arena, struct load_shape *ret);

/* The same round robins, moved on alike. */
bool load_same_wheels(const struct load_shape *a, const struct load_shape *b);

bool load_same_admission(const struct load_admission *a, const struct load_admission *b);

#endif
