/* SPDX-License-Identifier: MIT */
/*
 * export_ids.h - elements by the ids that calls name them by, for exports of many calls.
 */
#ifndef LYNC_TOPO_CLI_EXPORT_IDS_H
#define LYNC_TOPO_CLI_EXPORT_IDS_H

#include "model/topology.h"

struct export_id {
	const char *id;
	const struct element *element;
};

struct export_ids {
	struct export_id *id; /* sorted */
	uint32_t n;
};

/* False when out of memory. Release it in any case. */
bool export_ids_make(struct export_ids *ids, const struct topology *topo);
void export_ids_release(struct export_ids *ids);

/* NULL if there is none. Of "sales/remote" the part before the stroke counts. */
const struct element *export_ids_find(const struct export_ids *ids, struct str id);

#endif
