/* SPDX-License-Identifier: MIT */
/*
 * watchdog.h - an end for work inside a library that cannot be told to stop: XPath that takes quadratic time in one
 * of its steps. When the processor time is used up the process says why and ends. Nothing is open for writing then.
 */
#ifndef LYNC_TOPO_CLI_WATCHDOG_H
#define LYNC_TOPO_CLI_WATCHDOG_H

#include "command.h"

/* From now on at most so many seconds of processor time. The message, a line with its end, must live on. */
void watchdog_start(unsigned seconds, const char *message, enum exit_code code);

void watchdog_stop(void);

#endif
