/* SPDX-License-Identifier: MIT */
/*
 * interrupt.h - SIGINT and SIGTERM where somebody wants to keep what is done so far.
 */
#ifndef LYNC_TOPO_BASE_INTERRUPT_H
#define LYNC_TOPO_BASE_INTERRUPT_H

#include <stdbool.h>

/* From now on the first of the two is only noted; one a second later does what it did before. Again: no change. */
void interrupt_note(void);

bool interrupt_came(void);

/* From now on both do again what they did before. */
void interrupt_restore(void);

#endif
