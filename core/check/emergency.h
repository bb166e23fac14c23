/* SPDX-License-Identifier: MIT */
/*
 * emergency.h - which trunks and sites an `emergency` element speaks of.
 */
#ifndef LYNC_TOPO_CHECK_EMERGENCY_H
#define LYNC_TOPO_CHECK_EMERGENCY_H

#include "check/sites.h"

/* The trunks it names; where it names none, those whose role is emergency. */
struct emergency_trunks {
	struct refs named;
	struct walk all;
	uint32_t at;
};

struct emergency_trunks emergency_trunks(struct run *run, const struct element *emergency);
const struct element *emergency_trunk_next(struct run *run, struct emergency_trunks *trunks);

/* The sites it names; where it names none, all. */
struct emergency_sites {
	struct refs named;
	struct walk all;
	uint32_t at;
};

struct emergency_sites emergency_sites(struct run *run, const struct element *emergency);
const struct element *emergency_site_next(struct emergency_sites *sites);

/* Its calls leave by a SIP trunk to a provider. */
bool emergency_by_trunk(struct run *run, const struct element *emergency);

/* What a trunk runs over, by its own word or that of trunk-defaults; NULL when not known. */
const struct element *emergency_line(struct run *run, const struct element *trunk);

/* Where the finding points: the trunks that it names. */
enum attr emergency_trunks_attribute(struct run *run, const struct element *emergency);

#endif
