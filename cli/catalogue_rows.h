/* SPDX-License-Identifier: MIT */
/*
 * catalogue_rows.h - rules as rows of the catalogue: joins what check knows of a rule with what reports print.
 */
#ifndef LYNC_TOPO_CLI_CATALOGUE_ROWS_H
#define LYNC_TOPO_CLI_CATALOGUE_ROWS_H

#include "base/arena.h"
#include "check/policy.h"
#include "report/catalogue.h"

/* Strings of the row are static or in the arena. */
struct catalogue_row catalogue_row_of(
	const struct rule_info *info, enum profile profile, struct arena *arena);

/* All rules, those about the document last; the rows are in the arena. */
struct catalogue catalogue_of_all(enum profile profile, struct arena *arena);

#endif
