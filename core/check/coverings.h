/* SPDX-License-Identifier: MIT */
/*
 * coverings.h - which suppression covers which finding.
 */
#ifndef LYNC_TOPO_CHECK_COVERINGS_H
#define LYNC_TOPO_CHECK_COVERINGS_H

#include "check/suppress.h"

/*
 * Takes out what instructions suppress (findings_close_holes() is still to be called) and notes for each of them which
 * of its rules took something, or were not judged on something. False when out of memory.
 */
bool coverings_apply(struct suppressor *suppressor);

#endif
