/* SPDX-License-Identifier: MIT */
/*
 * terminal_line.h - one line on the terminal for as long as something takes: each one is written over the last one.
 */
#ifndef LYNC_TOPO_CLI_TERMINAL_LINE_H
#define LYNC_TOPO_CLI_TERMINAL_LINE_H

#include "base/util.h"

#include <stdbool.h>

/* Whether standard error is a terminal: elsewhere nothing is shown. */
bool terminal_line_wanted(void);

void terminal_line_show(const char *format, ...) PRINTF_LIKE(1, 2);

/* Blanks it, if there is one. */
void terminal_line_hide(void);

#endif
