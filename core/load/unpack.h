/* SPDX-License-Identifier: MIT */
/*
 * unpack.h - the one topology of an archive, as a text.
 */
#ifndef LYNC_TOPO_LOAD_UNPACK_H
#define LYNC_TOPO_LOAD_UNPACK_H

#include "base/clock.h"
#include "load/encoding.h"
#include "model/builder.h"

struct unpacked {
	struct text text;
	const char *member; /* its name, in the arena; not to be trusted */
	uint32_t n_others;  /* members that were left alone */
};

/*
 * Finds it. False when there is none, or several, or the archive is refused: said at `source`. The archive stays the
 * caller's; ret->text.memory becomes his.
 */
bool unpack_topology(struct builder *builder, struct source *source, const struct file_bytes *archive,
	struct deadline *deadline, struct arena *arena, struct unpacked *ret);

#endif
