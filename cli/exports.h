/* SPDX-License-Identifier: MIT */
/*
 * exports.h - simulated calls for other programs: a packet capture, and scenarios for SIPp.
 */
#ifndef LYNC_TOPO_CLI_EXPORTS_H
#define LYNC_TOPO_CLI_EXPORTS_H

#include "command.h"
#include "engine/engine.h"
#include "export_ids.h"

/* Wrong usage, said, unless the id is that of a place where packets of calls pass. */
enum exit_code export_check_tap(const struct topology *topo, const char *tap);

/*
 * Writes what passes a place (tap: an id, NULL: between Mediation Servers and the peers of trunks) as a capture. The
 * calls must have their messages. Other than EXIT_CLEAN: said.
 */
enum exit_code export_capture(const struct topology *topo, const struct calls *calls,
	const struct faults *faults, const char *tap, uint64_t seed, const char *path);

/*
 * Writes the calls that went over a trunk as pairs of scenarios; `planned`: what was asked of the engine. The calls
 * must have their messages.
 */
enum exit_code export_sipp(const struct topology *topo, const struct calls *calls,
	const struct planned_call *planned, const char *folder);

/* The number that a call comes from as its trunk sees it, in the arena or borrowed; NULL where the plan has none. */
const char *export_caller(const struct topology *topo, const struct export_ids *ids, const struct call *call,
	struct arena *arena);

/* A port of the plan where it says one that is possible. */
uint16_t export_port(bool known, int64_t port, uint16_t fallback);

#endif
