<!-- SPDX-License-Identifier: MIT -->
Faults of the document, each at its place and with what was probably meant; the rest is still checked.

  $ lync-topo -q --select DOC slips.xml
  slips.xml:3:28: error: kind of site 'redmond' is 'centrl', which is not one of central, branch (did you mean 'central'?) [bad-value]
       3 |   <site id="redmond" kind="centrl">
         |                            ^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  slips.xml:4:5: error: element 'medation-pool' is not part of the language in site (did you mean 'mediation-pool'?) [unknown-element]
       4 |     <medation-pool id="med-red" placement="stand-alone"/>
         |     ^^^^^^^^^^^^^^
           why: what is not understood is not checked; nothing in such an element was looked at
           help: correct the name or move the element; docs/language.md lists what stands where
           rule: DOC004, lync-topo explain unknown-element

  slips.xml:5:42: error: front-end-pool 'fe-red' has no attribute 'editoin' in the language (did you mean 'edition'?) [unknown-attribute]
       5 |     <front-end-pool id="fe-red" editoin="standard"/>
         |                                          ^^^^^^^^
           why: what is not understood is not checked
           help: correct the name; docs/language.md lists the attributes of every element
           rule: DOC005, lync-topo explain unknown-attribute

  slips.xml:6:49: error: ip of gateway 'gw1' is '10.0.0.300', which is not an address such as 10.1.2.3, without leading zeros, port or prefix [bad-value]
       6 |     <gateway id="gw1" kind="analog-gateway" ip="10.0.0.300"/>
         |                                                 ^^^^^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  slips.xml:9:39: error: usages of voice-policy 'everyone' names 'al', which no element has as its id (did you mean 'all'?) [unresolved-reference]
       9 |   <voice-policy id="everyone" usages="al"/>
         |                                       ^^
           why: the plan refers to something that is nowhere in the document set
           help: correct the id, or add the element or the file that holds it
           rule: DOC009, lync-topo explain unresolved-reference

  [1]
  $ lync-topo -f concise slips.xml | grep -v '^slips.xml:[0-9:]* error:' | wc -l
  0

What cannot be read is located too, in every format, and is exit 3:

  $ lync-topo --select MED,CON nosuch.xml
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
           why: what cannot be read cannot be judged
           help: correct the name or the permissions
           rule: DOC012, lync-topo explain unreadable-input

  1 file: 1 error, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown
  [3]
  $ lync-topo -f concise nosuch.xml office.xml
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
  $ echo '<topology xmlns="urn:lync-topo:topology:1"><site></topology>' > cut.xml; lync-topo -f concise cut.xml
  cut.xml:1:44: error: site of the topology has no id (unique in the document set) [missing-attribute]
  cut.xml:1:44: error: site of the topology has no kind (central or branch) [missing-attribute]
  cut.xml:1:61: error: an end tag does not match its start tag [not-well-formed]
  [3]
  $ echo '<!DOCTYPE topology><topology xmlns="urn:lync-topo:topology:1"/>' > dtd.xml; lync-topo -f concise dtd.xml
  dtd.xml:1:1: error: the file has a DOCTYPE, which is not read [dtd-refused]
  [3]
  $ echo '<topology/>' > bare.xml; lync-topo -f concise bare.xml
  bare.xml:1:1: error: the file is a topology without its namespace: write xmlns="urn:lync-topo:topology:1" [not-a-topology]
  [3]
  $ printf '<?xml version="1.0" encoding="ISO-8859-1"?><a/>' > latin.xml; lync-topo -f concise latin.xml
  latin.xml:1:31: error: the declared encoding is not UTF-8, and the file has no byte order mark of UTF-16 [bad-encoding]
  [3]

No exit code hides that:

  $ lync-topo -q --exit-zero nosuch.xml 2>/dev/null | head -1; lync-topo --exit-zero --fail-on never nosuch.xml > /dev/null
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
