/* SPDX-License-Identifier: MIT */
/*
 * serving.h - which registrar, Edge pool and PBX serve a group of people or a device (docs/language.md, `users`).
 */
#ifndef LYNC_TOPO_MODEL_SERVING_H
#define LYNC_TOPO_MODEL_SERVING_H

#include "model/walk.h"

/*
 * The Front End pool or branch appliance with which they register, or NULL: the one named, else the only one of the
 * site, else of its central site. *ret_assumed when one of several was taken for granted. Of a device what it is
 * attached to.
 */
const struct element *serving_registrar(
	const struct topology *topo, const struct element *who, bool *ret_assumed);

/* The Edge pool that lets people of this group in from outside, or NULL. */
const struct element *serving_edge(const struct topology *topo, const struct element *who);

/* The PBX of somebody on a PBX: the one named, else the first of the site; or NULL. */
const struct element *serving_pbx(const struct topology *topo, const struct element *who);

#endif
