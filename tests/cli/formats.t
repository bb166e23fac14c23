<!-- SPDX-License-Identifier: MIT -->
-f may be repeated: one format to standard output, the others into files.

  $ lync-topo --select MED -f concise -f json=result.json -f text=result.txt office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo --select MED -f text office.xml | cmp - result.txt
  $ lync-topo --select MED --format json office.xml | cmp - result.json

Files only:

  $ lync-topo --select MED -f concise=one.txt -f concise=two.txt office.xml; cmp one.txt two.txt && cat one.txt
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]

An output that is there is replaced, one that is an input is not:

  $ lync-topo --select CON001 -f concise=one.txt office.xml; cat one.txt
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  $ cp office.xml mine.xml; lync-topo --select MED -f json=mine.xml mine.xml; cmp mine.xml office.xml
  lync-topo: 'mine.xml' is an input and is not overwritten

JSON carries everything, whatever is shown to people:

  $ lync-topo --select MED,CON -q --min-severity error -f json office.xml
  {"version":1,"tool":{"name":"lync-topo","version":"*"},"inputs":["office.xml"], (glob)
  "findings":[
    {"rule":"MED001","name":"mediation-standalone","severity":"warning","attribute":"placement","message":"mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it","file":"office.xml","line":8,"column":45,"endLine":8,"endColumn":55,"element":"med-red","path":"/topology/site[@id='redmond']/mediation-pool[@id='med-red']","related":[{"message":"trunk 't1': leads to a provider","file":"office.xml","line":11,"column":49,"element":"t1"}],"help":"give the pool servers of its own (placement=\"stand-alone\"), or move the provider's trunks to a pool that has them","source":"Components and topologies for SIP trunking in Lync Server 2013","fingerprint":"9056c2ecb975f3ba"},
    {"rule":"CON001","name":"itsp-vpn","severity":"error","attribute":"","message":"connection 'vpn' is a VPN, but has no tunnel","file":"office.xml","line":10,"column":3,"endLine":10,"endColumn":14,"element":"vpn","path":"/topology/connection[@id='vpn']","related":[],"help":"add a tunnel with enterprise-end and provider-end to the connection, or change its kind","source":"Components and topologies for SIP trunking in Lync Server 2013","fingerprint":"5dfb1f355aba297a"},
    {"rule":"CON002","name":"vpn-qos-optional","severity":"note","attribute":"qos","message":"connection 'vpn' guarantees no quality of service, so voice competes with other traffic","file":"office.xml","line":10,"column":75,"endLine":10,"endColumn":80,"element":"vpn","path":"/topology/connection[@id='vpn']","related":[],"help":"ask the provider for a guarantee and set qos=\"true\", or accept the note","source":"Components and topologies for SIP trunking in Lync Server 2013","fingerprint":"74daf7f7e045e5dc"}
  ],
  "unknown":[],
  "suppressed":[],
  "turnedOff":{"configuration":null,"settings":[{"kind":"select","what":"","value":"MED,CON","usual":""}],"suppressions":[],"inlineNotHeld":0,"baseline":null,"against":null},
  "summary":{"error":1,"warning":1,"note":1,"unknown":0,"suppressed":0,"baselined":0,"rules":{"run":34,"passed":15,"fired":3,"not-applicable":16,"unknown":0},"simulated":{"calls":0,"sites":0,"of-sites":0,"sets-left-out":0}}}
  [1]

Of more findings than --limit findings= text prints the first, says so, and counts all; other formats print all:

  $ lync-topo --limit findings=1 slips.xml --select DOC
  slips.xml:3:28: error: kind of site 'redmond' is 'centrl', which is not one of central, branch (did you mean 'central'?) [bad-value]
       3 |   <site id="redmond" kind="centrl">
         |                            ^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  4 more findings are not printed; --limit findings=N prints more of them, --format json all

  1 file: 5 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown
  [1]
  $ lync-topo --limit findings=1 slips.xml --select DOC -f concise
  slips.xml:3:28: error: kind of site 'redmond' is 'centrl', which is not one of central, branch (did you mean 'central'?) [bad-value]
  slips.xml:4:5: error: element 'medation-pool' is not part of the language in site (did you mean 'mediation-pool'?) [unknown-element]
  slips.xml:5:42: error: front-end-pool 'fe-red' has no attribute 'editoin' in the language (did you mean 'edition'?) [unknown-attribute]
  slips.xml:6:49: error: ip of gateway 'gw1' is '10.0.0.300', which is not an address such as 10.1.2.3, without leading zeros, port or prefix [bad-value]
  slips.xml:9:39: error: usages of voice-policy 'everyone' names 'al', which no element has as its id (did you mean 'all'?) [unresolved-reference]
  [1]

Other limits are findings of their own:

  $ lync-topo --limit elements=3 office.xml -f concise
  office.xml:7:93: error: the limit 'elements' is exceeded here, and nothing beyond was read; --limit elements=N raises it [limit-exceeded]
  [3]
  $ lync-topo --limit depth=2 office.xml -f concise
  office.xml:4:5: error: the limit 'depth' is exceeded here, and nothing beyond was read; --limit depth=N raises it [limit-exceeded]
  [3]
