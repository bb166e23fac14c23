/* SPDX-License-Identifier: MIT */
/*
 * config.h - a company's policy as written in one `.lync-topo.xml`: plain data, every value with its place.
 *
 * core/load reads it (load/config.h), core/check gives it effect, the command line shows it. Nothing here is
 * resolved: rules are named by the words in the file, globs and dates are text. What the reader has checked
 * already is said at each field. Everything lives as long as the `struct config`; strings are terminated and hold
 * whatever the file held.
 */
#ifndef LYNC_TOPO_DIAG_CONFIG_H
#define LYNC_TOPO_DIAG_CONFIG_H

#include "base/arena.h"
#include "diag/rule_info.h"
#include "diag/source.h"

/* An attribute's value as written, references replaced. */
struct config_value {
	const char *text; /* NULL: the attribute is not written */
	struct span at;   /* the value without its quotes */
};

/* <rule id="MED001" severity="error" ignorable="false"/>: what holds for one of our rules, or a family of them. */
struct config_rule {
	struct span at; /* the element's tag */
	struct config_value rule;
	struct config_value severity;
	enum severity level; /* of severity, if that is written; SEVERITY_NONE is "off" */
	struct config_value ignorable;
	bool is_ignorable; /* false: neither instruction, baseline nor selection may hide it; true when absent */
};

/* <override path="lab-*" ignore="SEC"> <rule .../> </override>: what differs for findings in some files. */
struct config_override {
	struct span at;
	struct config_value path; /* glob, against the path relative to config.folder; never empty */
	struct config_value select;
	struct config_value ignore;
	const struct config_rule *rule;
	uint32_t n_rule;
};

/* <suppress rule="SEC005" element="red-vpn" path="lab-*" reason="..." until="2027-01-31"/> */
struct config_suppression {
	struct span at;
	struct config_value rule;    /* ids, names or families separated by blanks; never absent or empty */
	struct config_value element; /* glob, against ids; absent: any element */
	struct config_value path;    /* glob, as of an override; absent: any file */
	struct config_value reason;  /* may be absent: that is a finding, not a fault of the configuration */
	struct config_value until;   /* absent, or a day of the calendar as YYYY-MM-DD */
};

/* <threshold name="users-per-port-light" value="15"/> */
struct config_threshold {
	struct span at;
	struct config_value name;
	struct config_value value;
};

/* <good> or <bad> in a company rule: a piece of a topology for which the rule must be silent, or fire. */
struct config_example {
	struct span at;
	bool is_good;
	struct config_value file; /* relative to config.folder; absent: the text inside */
	struct str text;          /* between the tags, as written */
	struct config_value findings;
	unsigned n_findings; /* of a bad one, if `findings` is written; else any number but 0 */
};

/* A rule of the company's own: <rule id="X-..." select="XPath" message="..."/> */
struct company_rule {
	struct span at;
	struct rule_info info; /* what reports show; .severity as written or warning */
	struct config_value id, name, select, message, severity, url;
	struct config_value ignorable;
	bool is_ignorable;
	const struct config_example *example;
	uint32_t n_example;
};

struct config {
	struct source source; /* path as printed: relative to the working directory where that is possible */
	const char *folder;   /* of the file, absolute and without symbolic links: globs start here */

	struct config_value required_version; /* "0.2.0": an older program refuses the file */
	struct config_value profile;
	struct config_value select; /* names separated by blanks or commas, as of --select and --ignore */
	struct config_value ignore;
	const struct config_threshold *threshold;
	uint32_t n_threshold;
	const struct config_rule *rule;
	uint32_t n_rule;
	const struct company_rule *company;
	uint32_t n_company;
	const struct config_override *override;
	uint32_t n_override;
	const struct config_suppression *suppression;
	uint32_t n_suppression;

	struct arena arena; /* everything above */
	char *memory;       /* of the source's text, freed with mem_free() */
};

/* What is wrong with a configuration: exit 2. */
struct config_fault {
	struct span at; /* in the configuration; no source: of the whole, and the message names the file */
	const char *message; /* lower case, without a final stop */
};

enum {
	CONFIG_MOST_FAULTS = 50, /* listed; reading stops there */
};

struct config_faults {
	struct config_fault *fault;
	uint32_t n, room;
	struct arena arena;
};

/* Adds a fault; returns false for `return config_complain(...)`. */
bool config_complain(struct config_faults *faults, struct span at, const char *format, ...) PRINTF_LIKE(3, 4);

void config_faults_release(struct config_faults *faults);

/* Frees what the configuration holds. */
void config_release(struct config *config);

#endif
