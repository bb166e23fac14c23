/* SPDX-License-Identifier: MIT */
/*
 * config_version.h - required-version against the program's own.
 */
#ifndef LYNC_TOPO_LOAD_CONFIG_VERSION_H
#define LYNC_TOPO_LOAD_CONFIG_VERSION_H

#include <stdbool.h>

/* Of versions such as "0.2" and "0.1.7": by the numbers between the dots, absent ones 0. */
bool config_version_is_older(const char *version, const char *required);

#endif
