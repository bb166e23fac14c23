/* SPDX-License-Identifier: MIT */
/*
 * new_file.h - files that people then go on writing themselves: written once, never over anything.
 */
#ifndef LYNC_TOPO_CLI_NEW_FILE_H
#define LYNC_TOPO_CLI_NEW_FILE_H

#include "command.h"

/* `what` is not overwritten: "a plan". */
enum exit_code new_file_write(const char *path, const char *text, const char *what);

#endif
