/* SPDX-License-Identifier: MIT */
/*
 * describe.h - elements in words, places and fingerprints, for everyone who has something to say about one.
 *
 * Strings are put into the arena given; "" when out of memory.
 */
#ifndef LYNC_TOPO_MODEL_DESCRIBE_H
#define LYNC_TOPO_MODEL_DESCRIBE_H

#include "diag/finding.h"
#include "model/topology.h"

/* "trunk 't1'": the kind and the element's name, else its host name, else its id, shortened if very long. */
const char *describe_label(const struct topology *topo, const struct element *e, struct arena *arena);

/* "/topology/site[@id='redmond']/vpn-router[@id='red-vpn']/forward[2]" */
const char *describe_path(const struct topology *topo, const struct element *e, struct arena *arena);

/* The element's own id, else its nearest ancestor's, else "". */
const char *describe_id(const struct topology *topo, const struct element *e);

/*
 * What an attribute says, or its documented default, as one would write it: "stand-alone", "true", "us-chi us-stl".
 * "" when nothing is known.
 */
const char *describe_value(
	const struct topology *topo, const struct element *e, enum attr attr, struct arena *arena);

/* The value of the attribute; the element where the attribute is A_NONE or not written. */
struct span describe_place(const struct topology *topo, const struct element *e, enum attr attr);

/*
 * The start of a finding about an element: everything but message, help, related elements and the rule's
 * arguments, which the caller adds (fingerprint_add for the arguments).
 */
struct finding describe_finding(const struct topology *topo, struct arena *arena,
	const struct rule_info *rule, const struct element *e, enum attr attr);

/* Adds the identity of an element to a fingerprint; never its position. */
uint64_t describe_identity(const struct topology *topo, const struct element *e, uint64_t fingerprint);

#endif
