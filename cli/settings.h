/* SPDX-License-Identifier: MIT */
/*
 * settings.h - every value that is in effect, with its origin, for `config show`.
 */
#ifndef LYNC_TOPO_CLI_SETTINGS_H
#define LYNC_TOPO_CLI_SETTINGS_H

#include "check/configure.h"
#include "configuration.h"
#include "report/settings.h"

struct settings_request {
	const struct parsed *parsed;
	const struct configuration *configuration;
	const struct setup *setup;
	const struct limits *limits;
};

/* The list, its strings in the arena or static; freed with mem_free(ret->setting). False when out of memory. */
bool settings_collect(
	const struct settings_request *request, struct arena *arena, struct effective_values *ret);

#endif
