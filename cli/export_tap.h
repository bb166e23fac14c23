/* SPDX-License-Identifier: MIT */
/*
 * export_tap.h - the place where a capture is taken, and which stretches of a call's path pass it.
 */
#ifndef LYNC_TOPO_CLI_EXPORT_TAP_H
#define LYNC_TOPO_CLI_EXPORT_TAP_H

#include "command.h"
#include "diag/calls.h"
#include "export_ids.h"
#include "model/trunks.h"

/* Without an element: between Mediation Servers and the peers of all trunks. */
struct tap {
	const struct topology *topo;
	const struct export_ids *ids;
	const struct element *element;
};

/* A part of a call's way: `hop` from `first` to `last`. */
struct way_part {
	const struct call *call;
	const char *const *hop;
	uint32_t first, last;
};

/* `id` NULL: no element. Wrong usage, said, unless packets of calls can pass it and the simulation says which. */
enum exit_code tap_find(
	struct tap *tap, const struct topology *topo, const struct export_ids *ids, const char *id);

/* The element of a hop, NULL for the PSTN; and whether it is of one of these kinds. */
const struct element *tap_element(const struct tap *tap, const char *hop);
bool tap_is_kind(const struct tap *tap, const char *hop, uint64_t kinds);

/* True for a place of the path that is the tap; `server` is that of the pool ("" for none, NULL for any). */
bool tap_is(const struct tap *tap, const char *hop, const char *server);

/* True if the part of a path passes the tap. A trunk is passed where the part is exactly its two ends. */
bool tap_passes(
	const struct tap *tap, const struct way_part *part, const struct element *trunk, const char *server);

/* The same for an attempt that is not on the call's path: by what the plan says about the trunk. */
bool tap_passes_trunk(const struct tap *tap, const struct element *trunk, const char *server);

/* What lies between two neighbours of a call's path, ids with blanks; "" for nothing. */
const char *tap_over(const struct call *call, const char *from, const char *to);

#endif
