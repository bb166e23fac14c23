/* SPDX-License-Identifier: MIT */
/*
 * limits.h - how much a stranger's input may cost (`--limit NAME=VALUE`).
 *
 * A limit that is reached is a finding (DOC013) that names it; nothing is cut off in silence.
 */
#ifndef LYNC_TOPO_BASE_LIMITS_H
#define LYNC_TOPO_BASE_LIMITS_H

#include "base/str.h"

/* X(field, name, default, most, what it limits) */
#define LIMITS(X) \
	X(input_mb, "input-mb", 256, 2047, "megabytes of one file") \
	X(total_mb, "total-mb", 1024, 1048576, "megabytes of all files together") \
	X(files, "files", 10000, 65535, "files of one document set") \
	X(elements, "elements", 4000000, 16777215, "elements of one document set") \
	X(attributes, "attributes", 256, 65535, "attributes of one element") \
	X(namespaces, "namespaces", 16, 65535, "namespace declarations of one element") \
	X(depth, "depth", 200, 250, "levels of elements inside each other") \
	X(archive_ratio, "archive-ratio", 1000, 1000000, "bytes unpacked for one byte of an archive") \
	X(faults, "faults", 100000, 100000000, "document faults (family DOC) listed for one document set") \
	X(suppressions, "suppressions", 100000, 10000000, \
		"suppressions (instructions in documents) of one run") \
	X(baseline_mb, "baseline-mb", 64, 2047, "megabytes of a baseline") \
	X(number_tests, "number-tests", 2000000, 1000000000, \
		"numbers tried against patterns by one rule run") \
	X(simulated_sites, "simulated-sites", 1000, 16777215, \
		"sites of which validate simulates calls, the first ones of a document set") \
	X(xpath_operations, "xpath-operations", 20000000, 4000000000, \
		"steps that one rule of a configuration may take on one document set") \
	X(xpath_seconds, "xpath-seconds", 5, 86400, \
		"seconds of processor time that one rule of a configuration may take on one document set") \
	X(trials, "trials", 1000000, 4000000000, \
		"sets of failed parts that are tried for one service (simulate --sweep, --availability)") \
	X(results, "results", 5000, 1000000000, "results in a SARIF file, the gravest first") \
	X(findings, "findings", 1000, 1000000000, "findings printed as text, in table and list formats all") \
	X(seconds, "seconds", 60, 1000000, \
		"seconds that reading and checking may take; where it is given, also a long run of simulate")

struct limits {
#define LIMIT_FIELD(field, name, value, most, doc) unsigned field;
	LIMITS(LIMIT_FIELD)
#undef LIMIT_FIELD
};

extern const struct limits default_limits;

/* Sets one limit from "NAME=VALUE". False when there is no such limit or the value is no number in range. */
bool limits_set(struct limits *limits, const char *assignment);

#endif
