/* SPDX-License-Identifier: MIT */
/*
 * consistency.h - facts that several elements state together: missing in all of them, or contradictory.
 */
#ifndef LYNC_TOPO_MODEL_CONSISTENCY_H
#define LYNC_TOPO_MODEL_CONSISTENCY_H

#include "model/builder.h"

/*
 * DOC007 for trunks without any transport, DOC015 for facts that contradict each other, DOC017 for a deployment that
 * has no Mediation Server.
 */
void consistency_report(struct builder *builder);

#endif
