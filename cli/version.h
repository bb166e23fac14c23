/* SPDX-License-Identifier: MIT */
#ifndef LYNC_TOPO_CLI_VERSION_H
#define LYNC_TOPO_CLI_VERSION_H

/* The build passes the version of CMakeLists.txt. */
#ifndef LYNC_TOPO_VERSION
#define LYNC_TOPO_VERSION "0.0.0"
#endif

#endif
