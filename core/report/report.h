/* SPDX-License-Identifier: MIT */
/*
 * report.h - the result of a run as every report format gets it, and what a format is.
 *
 * A report knows findings and rules, not how they came about. To add a format, read docs/extending.md.
 */
#ifndef LYNC_TOPO_REPORT_REPORT_H
#define LYNC_TOPO_REPORT_REPORT_H

#include "base/out.h"
#include "diag/finding.h"
#include "diag/turned_off.h"

struct rule_counts {
	unsigned run, passed, fired, not_applicable, unknown;
};

/* What was simulated for the rules that judge calls, over all sets. */
struct simulated {
	uint64_t calls;
	uint64_t sites;    /* of which calls were made */
	uint64_t of_sites; /* that there are in sets of which calls were to be made */
	uint32_t left_out; /* sets of which no call was made, because their documents have faults */
};

struct summary {
	unsigned error, warning, note, unknown, suppressed, baselined;
	struct rule_counts rules;
	struct simulated simulated;
};

/* A rule that is on, in some file at least. */
struct enabled_rule {
	const struct rule_info *info;
	enum severity severity; /* of its lower grade: profile and configuration count */
	bool passed;            /* wherever it ran it applied, knew enough and found nothing */
};

/* A file that findings, suppressions or settings may stand in. */
struct named_file {
	const char *path; /* as everywhere else */
	const char
		*uploaded; /* as services know it that keep the repository; report_uploaded_path() finds it */
};

struct report {
	const char *version; /* of the program */
	const char *const *inputs;
	uint32_t n_inputs;
	uint32_t n_sets;
	const struct findings *findings; /* sorted */
	struct summary summary;
	const struct turned_off *turned_off;
	const struct enabled_rule *rule; /* each once, those that judge elements first; catalogue order */
	uint32_t n_rule;
	const struct named_file *file; /* sorted by path */
	uint32_t n_file;
	enum severity fail_on; /* from here on a finding fails the run; SEVERITY_NONE: none does */
	int exit_code;         /* of the run, if all reports can be written */
	uint32_t most_results; /* carried by formats that have .limited */

	/* How people want to read it; machine formats carry everything. */
	enum severity least; /* shown as text */
	uint32_t most;       /* findings printed as text */
	bool colour;
	bool quiet;      /* findings only */
	bool verbose;    /* what was simulated, too */
	bool statistics; /* how often each rule fired */
	bool show_suppressed;
};

struct report_format {
	const char *name;
	const char *title; /* for help and errors */
	bool for_people;   /* may have colour */
	bool lines_only; /* has no place for what is turned off: the command line tells it on standard error */
	bool limited; /* carries report->most_results at most, gravest first; the command line tells of the rest */
	void (*write)(const struct report *report, struct out *out);
};

/* NULL when there is no such format. */
const struct report_format *report_format_find(const char *name);

/* "text, concise, json" */
const char *report_format_names(void);

/*
 * The file's path from the root of the repository that the program works in (without one, from the working folder):
 * no "." and "..", no symbolic link. A file that is not in there, standard input, and what is no file keep the path
 * that they have.
 */
const char *report_uploaded_path(const struct report *report, const char *path);

#endif
