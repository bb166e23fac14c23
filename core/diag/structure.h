/* SPDX-License-Identifier: MIT */
/*
 * structure.h - the rules of family DOC: faults of the document itself, found while reading it.
 *
 * Everything else silently leaves alone what one of these has already been said about.
 */
#ifndef LYNC_TOPO_DIAG_STRUCTURE_H
#define LYNC_TOPO_DIAG_STRUCTURE_H

#include "diag/rule_info.h"

enum structure_rule {
	DOC_NOT_WELL_FORMED,
	DOC_NOT_A_TOPOLOGY,
	DOC_DTD_REFUSED,
	DOC_UNKNOWN_ELEMENT,
	DOC_UNKNOWN_ATTRIBUTE,
	DOC_BAD_VALUE,
	DOC_MISSING_ATTRIBUTE,
	DOC_DUPLICATE_ID,
	DOC_UNRESOLVED_REFERENCE,
	DOC_WRONG_KIND_OF_REFERENCE,
	DOC_INCLUDE_REFUSED,
	DOC_UNREADABLE_INPUT,
	DOC_LIMIT_EXCEEDED,
	DOC_BAD_ENCODING,
	DOC_CONFLICTING_FACTS,
	DOC_CONFUSABLE_IDS,
	DOC_NO_MEDIATION_SERVER,
	DOC_COUNT,
};

const struct rule_info *structure_rule(enum structure_rule rule);

#endif
