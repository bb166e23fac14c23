/* SPDX-License-Identifier: MIT */
#ifndef LYNC_TOPO_CLI_VERSION_H
#define LYNC_TOPO_CLI_VERSION_H

/* The build passes the version of CMakeLists.txt, and its day, which manual pages and packages tell. */
#ifndef LYNC_TOPO_VERSION
#define LYNC_TOPO_VERSION "0.0.0"
#define LYNC_TOPO_DATE "1970-01-01"
#define LYNC_TOPO_BUILD "unknown"
#endif

#endif
