/* SPDX-License-Identifier: MIT */
/*
 * profiles.h - the profiles and the contradictions they decide, for people (profiles.def, conflicts.def).
 */
#ifndef LYNC_TOPO_CHECK_PROFILES_H
#define LYNC_TOPO_CHECK_PROFILES_H

#include "base/out.h"

/* docs/profiles.md */
void profiles_markdown(struct out *out);

#endif
