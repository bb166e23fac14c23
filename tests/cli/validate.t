<!-- SPDX-License-Identifier: MIT -->
What validate prints and how it ends. office.xml has one error, one warning, one note, and a provider of whom
nothing is known.

  $ lync-topo validate --select MED,CON,HAV001 office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
       8 |     <mediation-pool id="med-red" placement="collocated" front-end-pool="fe-red" tcp-port="5068" uniform-...
         |                                             ^^^^^^^^^^
           see: office.xml:11:49: trunk 't1': leads to a provider
           why: for SIP trunking, stand-alone Mediation Servers are strongly recommended: a Front End Server has other work to do, and provider trunks bring media that cannot bypass it
           help: give the pool servers of its own (placement="stand-alone"), or move the provider's trunks to a pool that has them
           rule: MED001, lync-topo explain mediation-standalone

  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
      10 |   <connection id="vpn" kind="vpn" site="redmond" provider="fabr...
         |   ^^^^^^^^^^^
           why: in the SIP trunking topology an IP VPN joins the company and the provider; a plan that says so and does not describe both ends cannot be built or checked
           help: add a tunnel with enterprise-end and provider-end to the connection, or change its kind
           rule: CON001, lync-topo explain itsp-vpn

  not known yet, so that 1 rule cannot be judged; lync-topo checklist asks for it:
    office.xml:3:3: provider 'Fabrikam Telecom': high-availability (HAV001)

  1 file: 1 error, 1 warning, 1 note (shown with -v), 1 unknown; 0 suppressed, 0 baselined
  35 rules: 15 passed, 3 fired, 16 not applicable, 1 unknown
  [1]

A bare path means validate; options may stand before and after:

  $ lync-topo -f concise --select MED001 office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo --select MED001 office.xml --format=concise
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo validate --select MED001 -fconcise ./office.xml
  ./office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo --color never -q validate -f concise --select MED001 office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -C . validate -f concise --select MED001 -- office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]

Notes with -v or --min-severity note; they are counted in any case. Machine formats carry all.

  $ lync-topo --select CON002 -q office.xml
  $ lync-topo --select CON002 -q -v office.xml
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
      10 | ...id="vpn" kind="vpn" site="redmond" provider="fabrikam" qos="false" bandwidth-kbps="10000"/>
         |                                                                ^^^^^
           why: the VPN may also guarantee quality of service; the page calls that optional, but without it voice shares the line with everything else
           help: ask the provider for a guarantee and set qos="true", or accept the note
           rule: CON002, lync-topo explain vpn-qos-optional

  [0]
  $ lync-topo --select CON002 -q --min-severity note office.xml
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
      10 | ...id="vpn" kind="vpn" site="redmond" provider="fabrikam" qos="false" bandwidth-kbps="10000"/>
         |                                                                ^^^^^
           why: the VPN may also guarantee quality of service; the page calls that optional, but without it voice shares the line with everything else
           help: ask the provider for a guarantee and set qos="true", or accept the note
           rule: CON002, lync-topo explain vpn-qos-optional

  [0]
  $ lync-topo --select MED,CON --min-severity error office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
      10 |   <connection id="vpn" kind="vpn" site="redmond" provider="fabr...
         |   ^^^^^^^^^^^
           why: in the SIP trunking topology an IP VPN joins the company and the provider; a plan that says so and does not describe both ends cannot be built or checked
           help: add a tunnel with enterprise-end and provider-end to the connection, or change its kind
           rule: CON001, lync-topo explain itsp-vpn

  1 file: 1 error, 1 warning, 1 note (shown with -v), 0 unknown; 0 suppressed, 0 baselined
  34 rules: 15 passed, 3 fired, 16 not applicable, 0 unknown
  [1]
  $ lync-topo --select CON002 -f concise office.xml
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
  $ lync-topo --select CON,MED --min-severity error -f concise office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
  [1]

-q leaves the summary and the unknowns out:

  $ lync-topo -q --select HAV001 office.xml
  $ lync-topo --select HAV office.xml
  not known yet, so that 6 rules cannot be judged; lync-topo checklist asks for it:
    office.xml:3:3: provider 'Fabrikam Telecom': high-availability (HAV001, HAV002)
    office.xml:3:3: provider 'Fabrikam Telecom': trunk-model (HAV003)
    office.xml:4:5: sbc 'sbc1': busy-response (HAV014)
    office.xml:4:5: sbc 'sbc1': response-ms (HAV012)
    office.xml:6:3: site 'redmond': survivability-required (HAV020)

  1 file: 0 errors, 0 warnings, 0 notes, 6 unknown; 0 suppressed, 0 baselined
  18 rules: 1 passed, 0 fired, 11 not applicable, 6 unknown

How often each rule fired:

  $ lync-topo --statistics --select MED,CON --min-severity error office.xml | tail -6
         1  CON001 itsp-vpn
         1  CON002 vpn-qos-optional
         1  MED001 mediation-standalone

  1 file: 1 error, 1 warning, 1 note (shown with -v), 0 unknown; 0 suppressed, 0 baselined
  34 rules: 15 passed, 3 fired, 16 not applicable, 0 unknown

One of a kind is singular in every line:

  $ lync-topo --select MED stand-alone.xml
  1 file: 0 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  19 rules: 8 passed, 0 fired, 11 not applicable, 0 unknown

--fail-on decides the exit code, and is inclusive:

  $ lync-topo -q --min-severity error --select MED001 --fail-on warning office.xml
  [1]
  $ lync-topo -q --min-severity error --select MED001 --fail-on error office.xml
  $ lync-topo -q --min-severity error --select CON002 office.xml
  $ lync-topo -q --min-severity error --select CON002 --fail-on note office.xml
  [1]
  $ lync-topo -q --min-severity error --select MED001,CON002 --fail-on never office.xml
  $ lync-topo -f concise --select CON001 --fail-on error office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  [1]
  $ lync-topo -f concise --select CON001 --fail-on never office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  $ lync-topo -f concise --select CON001 --exit-zero office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]

What is unknown fails only where asked for:

  $ lync-topo -q --select HAV001 --fail-on note office.xml
  $ lync-topo -q --select HAV001 --fail-on-unknown office.xml
  [1]
  $ lync-topo -q --select HAV001 --fail-on-unknown --fail-on never office.xml
  [1]

Profiles change severities:

  $ lync-topo -f concise --select MED --profile strict-deploy office.xml
  lync-topo: 0 suppressed, 0 baselined; turned off or changed:
  lync-topo:   profile strict-deploy instead of default (command line)
  office.xml:8:45: error: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select MED --profile default --fail-on error office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]

-C goes there first:

  $ mkdir deep && cp office.xml deep/plan.xml
  $ lync-topo -C deep -f concise --select MED plan.xml
  plan.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo validate --directory=deep -f concise=result.txt --select MED plan.xml; cat deep/result.txt
  plan.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]

Variables of the environment: a format unless one is named.

  $ LYNC_TOPO_FORMAT=concise lync-topo --select MED office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ LYNC_TOPO_FORMAT=json lync-topo -f concise --select MED office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ LYNC_TOPO_FORMAT= lync-topo -q --select MED --min-severity error office.xml
  [1]
  $ LYNC_TOPO_FORMAT=yaml lync-topo --select MED office.xml
  lync-topo: there is no format 'yaml'; there are text, concise, json, sarif, junit, github, gitlab, checkstyle, markdown, html
  [2]
