/* SPDX-License-Identifier: MIT */
/*
 * configured.h - which trunks have which trunk configuration in effect, sorted out once.
 */
#ifndef LYNC_TOPO_MODEL_CONFIGURED_H
#define LYNC_TOPO_MODEL_CONFIGURED_H

#include "model/trunks.h"

struct configured {
	const struct topology *topo;
	uint32_t *first; /* by number among the trunk-configs, places in trunk; one more than there are */
	uint32_t *trunk; /* elements */
	const struct element *bypassing; /* one in effect that turns media bypass on; NULL if none does */
};

/* Linear in the trunks. False when out of memory; release it in any case. */
bool configured_make(
	struct configured *configured, const struct topology *topo, const struct trunk_fallback *fallback);
void configured_release(struct configured *configured);

/* The trunks for which this trunk-config is the one in effect (trunk_config()), in document order. */
struct refs configured_trunks(const struct configured *configured, const struct element *config);

#endif
