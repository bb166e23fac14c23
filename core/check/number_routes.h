/* SPDX-License-Identifier: MIT */
/*
 * number_routes.h - where gateways and PBXs send called numbers, by their number-route children.
 */
#ifndef LYNC_TOPO_CHECK_NUMBER_ROUTES_H
#define LYNC_TOPO_CHECK_NUMBER_ROUTES_H

#include "check/run.h"
#include "model/numbers.h"

/* Where the numbers of a group should go from a box. */
struct direction {
	const struct element *box;
	const struct element *users;

	/* Whether a call that the box sends to this target goes where it should. */
	bool (*leads_right)(struct run *run, const struct direction *direction, const struct element *target);

	bool rest_leads_right; /* so do numbers that no route takes: a PBX's egress */
};

/*
 * Tries every number of the group: PASS when the first route that matches always leads right, FIRES with the
 * first number that goes astray in `bad`, UNKNOWN when the group's numbers are not written or the document set
 * describes no number-route at all (noted as missing), NOT_APPLICABLE when it cannot be told: a pattern is
 * broken, or the limit on tries is reached. Where the lines of the box list the numbers that enter there, only
 * those are tried. Extensions are no part of what a pattern sees.
 */
enum outcome judge_numbers(struct run *run, const struct direction *direction, char bad[NUMBER_TEXT_LENGTH]);

/* True if any number of the list is also a number of the group (extensions count as their main number). */
bool numbers_overlap(struct str list, struct str other);

#endif
