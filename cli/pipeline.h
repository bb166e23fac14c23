/* SPDX-License-Identifier: MIT */
/*
 * pipeline.h - what commands that read topologies have in common: options, inputs, reading, checking.
 */
#ifndef LYNC_TOPO_CLI_PIPELINE_H
#define LYNC_TOPO_CLI_PIPELINE_H

#include "check/checker.h"
#include "check/configure.h"
#include "check/suppress.h"
#include "configuration.h"
#include "load/inputs.h"
#include "load/set.h"
#include "report/report.h"

enum {
	/* Numbers of the shared options; a command's own ones stay below. */
	OPT_STDIN_NAME = 100,
	OPT_EXCLUDE,
	OPT_ONE_SET,
	OPT_LIMIT,
	OPT_PROFILE,
	OPT_SELECT,
	OPT_IGNORE,
	OPT_NO_INLINE,
	OPT_TODAY,
};

/* Rows for the options of a command that reads inputs, and of one that also runs rules. */
#define INPUT_OPTIONS \
	{ OPT_STDIN_NAME, '\0', "stdin-name", "NAME", "how standard input (-) is called in results" }, \
		{ OPT_EXCLUDE, '\0', "exclude", "GLOB", \
			"leave out matching names when walking a directory" }, \
		{ OPT_ONE_SET, '\0', "one-set", NULL, "read everything as one document set" }, \
	{ \
		OPT_LIMIT, '\0', "limit", "NAME=VALUE", "change a limit, such as input-mb=512" \
	}
#define RULE_OPTIONS \
	{ OPT_PROFILE, '\0', "profile", "NAME", "default, strict-deploy, 2013-03 or supported-only" }, \
		{ OPT_SELECT, '\0', "select", "RULES", \
			"only these: ids, names or families, separated by commas" }, \
		{ OPT_IGNORE, '\0', "ignore", "RULES", "all but these" }, CONFIG_OPTIONS

/* Rows of a command whose findings may be suppressed. */
#define SUPPRESSION_OPTIONS \
	{ OPT_NO_INLINE, '\0', "no-inline-suppressions", NULL, "suppressions in the inputs do not hold" }, \
	{ \
		OPT_TODAY, '\0', "today", "YYYY-MM-DD", "the day on which suppressions are to hold" \
	}

struct pipeline {
	struct limits limits;
	struct configuration configuration;
	struct setup setup;         /* what configuration and options make of the rules */
	struct selection selection; /* rules that run, in some file at least */
	enum outcome *outcomes;     /* by rule number */
	uint32_t *fired;            /* findings of each company rule */
	enum exit_code
		refused; /* other than EXIT_CLEAN: a company rule could not be judged, which was said */
	enum checklist checklist;
	struct library library;
	struct suppressor suppressor;
	bool *ran; /* of each rule of suppressor.rules: whether it ran on everything */
	struct inputs inputs;
	bool unreadable;            /* some input could not be read: exit 3 */
	bool judged;                /* rules were run on some set */
	struct document_set **kept; /* sets in the order of inputs, where they are kept */
	uint32_t n_kept;
	struct simulated simulated;

	const char **word; /* inputs as named, after @FILE is replaced */
	uint32_t n_word, room_word;

	/* Private. */
	struct store *store; /* what inputs are read from, NULL: the file system */
	bool again;          /* a second run of the same options */
	bool keeps;
	uint32_t room_kept;
	struct arena arena;
	const char **exclude;
	uint32_t n_exclude;
	struct rule_choice *choice;
};

/*
 * Reads the options, for a run that `judges` the configuration too, and finds the document sets. Other than
 * EXIT_CLEAN: said, and the run ends with it. The pipeline must stay where it is.
 */
enum exit_code pipeline_begin(
	struct pipeline *pipeline, const struct session *session, const struct parsed *parsed, bool judges);

/* Inputs that are not the words of the command line. */
struct other_inputs {
	const char *const *word; /* may be none at all */
	uint32_t n_word;
	const char *config_of;           /* the input whose configuration holds */
	bool keeps;                      /* sets are there until pipeline_end() */
	struct store *store;             /* where they are, NULL: in the file system */
	const struct stand_in *stand_in; /* which of the first run's inputs they stand for */
	uint32_t n_stand_in;
};

/*
 * As pipeline_begin() for a run that judges, one of two with the same options: what is to be said of them is left to the
 * other one, and inputs that hold no topology are no fault. The other inputs are borrowed.
 */
enum exit_code pipeline_begin_other(struct pipeline *pipeline, const struct session *session,
	const struct parsed *parsed, const struct other_inputs *other);

/*
 * A run as pipeline_begin(), for who wants the files themselves, not what they say together: each file of our languages, whatever includes
 * it. No configuration, no rules.
 */
enum exit_code pipeline_begin_files(
	struct pipeline *pipeline, const struct session *session, const struct parsed *parsed);

/* Only the options and the configuration, as for a run on the input (NULL: the working directory). */
enum exit_code pipeline_configure(struct pipeline *pipeline, const struct parsed *parsed, const char *input);

/* Reads and checks every set; findings are in pipeline->library.findings, sorted. */
enum exit_code pipeline_check(struct pipeline *pipeline);

/* Reads the one set that a command wants; any other number of sets is wrong usage. */
enum exit_code pipeline_read_one(struct pipeline *pipeline, struct document_set *ret);

/*
 * Runs the rules on the set that pipeline_read_one() returned; findings as after pipeline_check(). EXIT_INPUT when a
 * limit was reached.
 */
enum exit_code pipeline_judge(struct pipeline *pipeline, const struct document_set *set);

/* Wrong usage, said, if what is to be written would land on a file that was read. */
enum exit_code pipeline_protect(const struct pipeline *pipeline, const char *path);

/* Findings at or above the severity that make commands fail that do not report them: printed to standard error. */
void pipeline_print_faults(const struct pipeline *pipeline);

void pipeline_end(struct pipeline *pipeline);

#endif
