/* SPDX-License-Identifier: MIT */
/*
 * configuration.h - the configuration that a command follows: --config, LYNC_TOPO_CONFIG, or the one that is found.
 */
#ifndef LYNC_TOPO_CLI_CONFIGURATION_H
#define LYNC_TOPO_CLI_CONFIGURATION_H

#include "command.h"
#include "diag/config.h"
#include "load/company.h"

enum {
	/* Numbers of the options, above those of commands. */
	OPT_CONFIG = 120,
	OPT_NO_CONFIG,
};

#define CONFIG_OPTIONS \
	{ OPT_CONFIG, '\0', "config", "FILE", \
		"this configuration instead of the .lync-topo.xml that is found" }, \
	{ \
		OPT_NO_CONFIG, '\0', "no-config", NULL, "no configuration at all" \
	}

enum config_how {
	CONFIG_NONE,           /* there is none */
	CONFIG_BY_OPTION,      /* --config */
	CONFIG_BY_ENVIRONMENT, /* LYNC_TOPO_CONFIG */
	CONFIG_FOUND,          /* beside the input or above it */
};

struct configuration {
	struct config config; /* all zero without one */
	enum config_how how;
	struct company *company; /* its rules of the company's own; NULL: none */
	struct arena arena;
};

/*
 * Finds, reads and checks; `input` is the first input, NULL or "-" for the working directory. Other than EXIT_CLEAN:
 * every fault was said. The struct must stay where it is until configuration_end().
 */
enum exit_code configuration_begin(
	struct configuration *configuration, const struct parsed *parsed, const char *input);

void configuration_end(struct configuration *configuration);

/* The configuration, or NULL when there is none. */
const struct config *configuration_of(const struct configuration *configuration);

/*
 * Judges the company rules that are enabled (by number) on a set; what each said goes to `fired`, which counts its
 * findings over all sets. Other than EXIT_CLEAN: said. The process ends here, with the rule named and EXIT_USAGE, when
 * a rule takes more processor time than the limits allow.
 */
enum exit_code configuration_judge(const struct configuration *configuration, const struct topology *topo,
	const char *set, const bool *enabled, const struct limits *limits, struct findings *findings,
	uint32_t *fired);

/* Every fault on standard error, as FILE:LINE:COLUMN: error: what. Returns EXIT_USAGE. */
enum exit_code configuration_complain(const struct config_faults *faults);

#endif
