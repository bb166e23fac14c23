<!-- SPDX-License-Identifier: MIT -->
The version, for people and for programs.

  $ lync-topo version
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
  built as (sanitized )?(Release|Debug|RelWithDebInfo) by (GNU|Clang) [0-9]+\.[0-9]+\.[0-9]+ (re)
  libxml2 [0-9]+\.[0-9]+\.[0-9]+ (re)
  cJSON [0-9]+\.[0-9]+\.[0-9]+ (re)
  PCRE2 [0-9]+\.[0-9]+ (re)
  graphviz [0-9]+\.[0-9]+\.[0-9]+ (re)
  libarchive [0-9]+\.[0-9]+\.[0-9]+ (re)
  $ lync-topo --version
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
  $ lync-topo version > a; lync-topo version -f text | cmp - a
  $ lync-topo version --format json
  \{"version":1,"tool":\{"name":"lync-topo","version":"[0-9.]+"\},"libraries":\{"libxml2":"[^"]+","cJSON":"[0-9.]+","PCRE2":"[0-9.]+","graphviz":"[0-9.]+","libarchive":"[0-9.]+"\}\} (re)

It is asked for beside anything else:

  $ lync-topo validate --version nosuch.xml
  lync-topo [0-9]+\.[0-9]+\.[0-9]+ (re)
