<!-- SPDX-License-Identifier: MIT -->
Exit codes: what CI relies on.

0: nothing at or above --fail-on.

  $ lync-topo -f concise --select MED stand-alone.xml; echo $?
  0

1: findings.

  $ lync-topo -q --select CON001 --min-severity error office.xml > /dev/null
  [1]

2: wrong usage; what was asked for is not begun, so no output file appears.

  $ lync-topo -f json=early.json --fail-on fatal office.xml
  lync-topo: 'fatal' is no severity: there are error, warning, note and never
  [2]
  $ test ! -e early.json

3: an input cannot be read; findings do not hide that, and it is exit 3 in other commands, too.

  $ lync-topo -q --select MED nosuch.xml > /dev/null
  [3]
  $ mkdir both && cp office.xml both && echo '<topology xmlns="urn:lync-topo:topology:1">' > both/cut.xml
  $ lync-topo -f concise --select MED both
  both/cut.xml:2:1: error: the file ends inside an element: an end tag is missing [not-well-formed]
  both/office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [3]
  $ lync-topo checklist nosuch.xml > /dev/null 2>&1
  [3]
  $ lync-topo render nosuch.xml > /dev/null 2>&1
  [3]

4: an output cannot be written; this is graver than findings and than inputs.

  $ lync-topo --select MED stand-alone.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo --select MED office.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo nosuch.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo --select MED -f json=nowhere/result.json office.xml
  lync-topo: 'nowhere/result.json' cannot be written* (glob)
  [4]
  $ lync-topo --select MED -f json=/dev/full office.xml
  lync-topo: '/dev/full' cannot be written: it is not a regular file
  [4]
  $ lync-topo --select MED -f json=nowhere/result.json nosuch.xml
  lync-topo: 'nowhere/result.json' cannot be written* (glob)
  [4]
  $ lync-topo rules > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo rules -f json > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo explain MED001 > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo checklist office.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo schema > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo version > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo help > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo init --option voip-only > /dev/full
  lync-topo: standard output cannot be written
  [4]
  $ lync-topo render -f svg office.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]

Standard output carries the result only; what else there is to say goes to standard error:

  $ lync-topo validate --fail-on fatal office.xml 2>/dev/null
  [2]
  $ lync-topo checklist nosuch.xml 2>/dev/null
  [3]
  $ lync-topo render nosuch.xml 2>/dev/null
  [3]
  $ lync-topo -v -f concise --select MED office.xml 2>/dev/null
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -q --select MED stand-alone.xml 2>&1
