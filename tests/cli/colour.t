<!-- SPDX-License-Identifier: MIT -->
Colour only on a terminal unless told otherwise, and it repeats what a word says.

  $ lync-topo --color always --select MED,CON -v office.xml
  \x1b[1moffice.xml:8:45: \x1b[1;33mwarning:\x1b[0m mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it \x1b[2m[mediation-standalone]\x1b[0m (esc)
       8 |     <mediation-pool id="med-red" placement="collocated" front-end-pool="fe-red" tcp-port="5068" uniform-...
         |                                             \x1b[1;33m^^^^^^^^^^\x1b[0m (esc)
           \x1b[1msee:\x1b[0m office.xml:11:49: trunk 't1': leads to a provider (esc)
           \x1b[1mwhy:\x1b[0m for SIP trunking, stand-alone Mediation Servers are strongly recommended: a Front End Server has other work to do, and provider trunks bring media that cannot bypass it (esc)
           \x1b[1mhelp:\x1b[0m give the pool servers of its own (placement="stand-alone"), or move the provider's trunks to a pool that has them (esc)
           \x1b[1mrule:\x1b[0m MED001, lync-topo explain mediation-standalone (esc)

  \x1b[1moffice.xml:10:3: \x1b[1;31merror:\x1b[0m connection 'vpn' is a VPN, but has no tunnel \x1b[2m[itsp-vpn]\x1b[0m (esc)
      10 |   <connection id="vpn" kind="vpn" site="redmond" provider="fabr...
         |   \x1b[1;31m^^^^^^^^^^^\x1b[0m (esc)
           \x1b[1mwhy:\x1b[0m in the SIP trunking topology an IP VPN joins the company and the provider; a plan that says so and does not describe both ends cannot be built or checked (esc)
           \x1b[1mhelp:\x1b[0m add a tunnel with enterprise-end and provider-end to the connection, or change its kind (esc)
           \x1b[1mrule:\x1b[0m CON001, lync-topo explain itsp-vpn (esc)

  \x1b[1moffice.xml:10:75: \x1b[1;36mnote:\x1b[0m connection 'vpn' guarantees no quality of service, so voice competes with other traffic \x1b[2m[vpn-qos-optional]\x1b[0m (esc)
      10 | ...id="vpn" kind="vpn" site="redmond" provider="fabrikam" qos="false" bandwidth-kbps="10000"/>
         |                                                                \x1b[1;36m^^^^^\x1b[0m (esc)
           \x1b[1mwhy:\x1b[0m the VPN may also guarantee quality of service; the page calls that optional, but without it voice shares the line with everything else (esc)
           \x1b[1mhelp:\x1b[0m ask the provider for a guarantee and set qos="true", or accept the note (esc)
           \x1b[1mrule:\x1b[0m CON002, lync-topo explain vpn-qos-optional (esc)

  1 file: 1 error, 1 warning, 1 note, 0 unknown; 0 suppressed, 0 baselined
  34 rules: 15 passed, 3 fired, 16 not applicable, 0 unknown
  [1]
  $ lync-topo --color=always --select MED,CON -v office.xml | sed 's/\x1b\[[0-9;]*m//g' > without
  $ lync-topo --color never --select MED,CON -v office.xml | cmp - without
  $ lync-topo --color auto --select MED,CON -v office.xml | cmp - without
  $ lync-topo --select MED,CON -v office.xml | cmp - without
  $ script -qec 'lync-topo -v --select MED,CON office.xml' /dev/null | tr -d '\r' > terminal
  $ lync-topo --color always -v --select MED,CON office.xml | cmp - terminal

NO_COLOR switches it off on a terminal, unless it is empty; an option is stronger:

  $ NO_COLOR=1 script -qec 'lync-topo -v --select MED,CON office.xml' /dev/null | tr -d '\r' | cmp - without
  $ NO_COLOR= script -qec 'lync-topo -v --select MED,CON office.xml' /dev/null | tr -d '\r' | cmp - terminal
  $ NO_COLOR=1 lync-topo --color always -v --select MED,CON office.xml | cmp - terminal
  $ script -qec 'lync-topo --color never -v --select MED,CON office.xml' /dev/null | tr -d '\r' | cmp - without

Nor does a dumb format or a file get any:

  $ lync-topo --color always --select MED -f concise office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo --color always --select MED,CON -v -f text=result office.xml; cmp result without
