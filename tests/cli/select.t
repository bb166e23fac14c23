<!-- SPDX-License-Identifier: MIT -->
--select and --ignore take ids, names and families, in any case, separated by commas; both may be repeated, and what
is ignored stays ignored.

  $ lync-topo -f concise --select MED001 office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select mediation-standalone office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select med office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select Med001,con001 office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  [1]
  $ lync-topo -f concise --select MED --select CON office.xml
  office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
  [1]
  $ lync-topo -f concise --select CON --ignore vpn-qos-optional office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  [1]
  $ lync-topo -f concise --ignore vpn-qos-optional --select CON office.xml
  office.xml:10:3: error: connection 'vpn' is a VPN, but has no tunnel [itsp-vpn]
  [1]
  $ lync-topo -f concise --ignore MED001 --ignore CON001 office.xml
  office.xml:10:75: note: connection 'vpn' guarantees no quality of service, so voice competes with other traffic [vpn-qos-optional]
  office.xml:11:3: note: trunk 't1' reaches sbc 'sbc1' at port 5060 instead of 5066 for tcp (Define a gateway in Topology Builder): firewalls must know [peer-port-default]

The summary counts what was run:

  $ lync-topo --select MED,CON --ignore CON002 --min-severity error office.xml | tail -1
  33 rules: 15 passed, 2 fired, 16 not applicable, 0 unknown

What a rule that was left out would ask is no open question:

  $ lync-topo checklist --select HAV001,HAV002 office.xml
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability

  1 open, 0 closed
  $ lync-topo checklist --ignore HAV,OPT,SEC office.xml
  ask the provider
    [ ] Q-P30  sbc 'sbc1': does the SBC want numbers in E.164, or as one dials them locally?
                 dialing-format

  ask your own organisation
    [ ] Q-O23  the topology: which firewalls are there, and what do they permit?
                 firewall
    [ ] Q-O78  mediation-pool 'med-red': does IPsec of the hosts cover the media ports of this pool?
                 host-ipsec-media
    [ ] Q-O79  front-end-pool 'fe-red': which ports do video and application sharing use on this pool?
                 video-port-start video-port-count sharing-port-start sharing-port-count

  4 open, 0 closed

Document faults are found whatever is selected, and can be ignored where the file can still be read:

  $ lync-topo -f concise --select MED slips.xml
  slips.xml:3:28: error: kind of site 'redmond' is 'centrl', which is not one of central, branch (did you mean 'central'?) [bad-value]
  slips.xml:4:5: error: element 'medation-pool' is not part of the language in site (did you mean 'mediation-pool'?) [unknown-element]
  slips.xml:5:42: error: front-end-pool 'fe-red' has no attribute 'editoin' in the language (did you mean 'edition'?) [unknown-attribute]
  slips.xml:6:49: error: ip of gateway 'gw1' is '10.0.0.300', which is not an address such as 10.1.2.3, without leading zeros, port or prefix [bad-value]
  slips.xml:9:39: error: usages of voice-policy 'everyone' names 'al', which no element has as its id (did you mean 'all'?) [unresolved-reference]
  [1]
  $ lync-topo -f concise --ignore DOC slips.xml
  $ lync-topo -f concise --select MED --ignore unknown-element,DOC005,DOC006 slips.xml
  slips.xml:9:39: error: usages of voice-policy 'everyone' names 'al', which no element has as its id (did you mean 'all'?) [unresolved-reference]
  [1]
