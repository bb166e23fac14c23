/* SPDX-License-Identifier: MIT */
/*
 * config.h - `.lync-topo.xml`: finding it, and reading it with the refusals of a topology.
 */
#ifndef LYNC_TOPO_LOAD_CONFIG_H
#define LYNC_TOPO_LOAD_CONFIG_H

#include "base/limits.h"
#include "base/store.h"
#include "diag/config.h"

#define CONFIG_FILE_NAME ".lync-topo.xml"

enum {
	CONFIG_MOST_BYTES = 1 << 20,
};

/*
 * The configuration that holds for an input, as a path to print and to open, in the arena; NULL when there is none.
 *
 * Looked for from the folder of the input (NULL: from the working directory) upward to the first folder that holds
 * `.git`; where no folder does, only in the working directory. Never taken from the home directory, which is no
 * part of what is checked.
 */
const char *config_find(const char *input, struct arena *arena);

/*
 * Reads a configuration into *ret, which must stay where it is: places point into it. `version` is that of the
 * program, for required-version. False when something was wrong (*faults says what) or memory ran out; *ret is
 * then to be released all the same.
 */
bool config_read(struct store *store, const char *path, const char *version, struct config *ret,
	struct config_faults *faults);

#endif
