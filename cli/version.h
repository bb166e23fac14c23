/* SPDX-License-Identifier: MIT */
#ifndef LYNC_TOPO_CLI_VERSION_H
#define LYNC_TOPO_CLI_VERSION_H

/* The build passes the version of CMakeLists.txt, its day, which manual pages and packages
 * tell, and how it builds. */
#ifndef LYNC_TOPO_VERSION
#define LYNC_TOPO_VERSION "0.0.0"
#define LYNC_TOPO_DATE "1970-01-01"
#define LYNC_TOPO_BUILD "unknown"
#define LYNC_TOPO_COMPILER "unknown"
#endif

#endif
