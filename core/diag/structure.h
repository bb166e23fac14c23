/* SPDX-License-Identifier: MIT */
/*
 * structure.h - rules that no profile and no selection touches. Family DOC: faults of the document itself, found
 * while reading it; everything else silently leaves alone what one of these has already been said about. Family SUP:
 * the hygiene of suppressions (diag/suppression.h), told after everything else has run.
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
	DOC_TAKEN_FROM_ARCHIVE,
	DOC_SETTINGS_NOT_UNDERSTOOD,
	SUP_UNUSED,
	SUP_EXPIRED,
	SUP_WITHOUT_REASON,
	SUP_UNKNOWN_RULE,
	SUP_MALFORMED,
	STRUCTURE_COUNT,
};

const struct rule_info *structure_rule(enum structure_rule rule);

#endif
