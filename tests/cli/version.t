<!-- SPDX-License-Identifier: MIT -->
The version, for people and for programs.

  $ lync-topo version
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
  $ lync-topo --version
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
  $ lync-topo version -f text
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
  $ lync-topo version --format json
  \{"version":1,"tool":\{"name":"lync-topo","version":"[0-9.]+"\},"libraries":\{"libxml2":"[^"]+","cJSON":"[0-9.]+"\}\} (re)

It is asked for beside anything else:

  $ lync-topo validate --version nosuch.xml
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
