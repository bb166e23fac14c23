/* SPDX-License-Identifier: MIT */
/*
 * exports.h - simulated calls for other programs: a packet capture, and scenarios for SIPp.
 */
#ifndef LYNC_TOPO_CLI_EXPORTS_H
#define LYNC_TOPO_CLI_EXPORTS_H

#include "command.h"
#include "engine/engine.h"

/* Wrong usage, said, unless the id is that of a trunk. */
enum exit_code export_check_tap(const struct topology *topo, const char *tap);

/*
 * Writes the link of a trunk (tap: its id, NULL: the first trunk that a call used) as a capture. Other than
 * EXIT_CLEAN: said.
 */
enum exit_code export_capture(const struct topology *topo, const struct calls *calls, const char *tap,
	uint64_t seed, const char *path);

/* Writes the calls that went over a trunk as pairs of scenarios; `planned`: what was asked of the engine. */
enum exit_code export_sipp(const struct topology *topo, const struct calls *calls,
	const struct planned_call *planned, const char *folder);

/* A port of the plan where it says one that is possible. */
uint16_t export_port(bool known, int64_t port, uint16_t fallback);

#endif
