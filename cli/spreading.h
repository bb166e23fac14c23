/* SPDX-License-Identifier: MIT */
/*
 * spreading.h - work that may take long: how many processes share it, what the terminal shows meanwhile, and how it is
 * stopped early, by an interrupt or by `--limit seconds=N`.
 */
#ifndef LYNC_TOPO_CLI_SPREADING_H
#define LYNC_TOPO_CLI_SPREADING_H

#include "base/clock.h"
#include "base/spread.h"
#include "simulation.h"

struct spreading {
	struct spread spread;

	/* Private. */
	struct deadline deadline;
	unsigned seconds; /* that the user allows, 0: any number */
	int64_t began;
	bool shows;
	bool late;
	enum spread_status status;
};

/* Reads the options. Must stay where it is. */
enum exit_code spreading_read(struct spreading *spreading, const struct session *session,
	const struct pipeline *pipeline, const struct parsed *parsed);

/* Just before the work. From now on interrupts are noted: spreading_end() in any case. */
void spreading_begin(struct spreading *spreading);

/* The work has come to this end: what makes a result impossible is said. Other than EXIT_CLEAN: there is none. */
enum exit_code spreading_judge(struct spreading *spreading, enum spread_status status);

/* When the result is written: says if it is partial, and why. */
enum exit_code spreading_end(struct spreading *spreading);

#endif
