<!-- SPDX-License-Identifier: MIT -->
A rule in full, by id or name.

  $ lync-topo explain MED001
  MED001 mediation-standalone
  a trunk to a provider should end on stand-alone Mediation Servers

  severity
    warning; error in the profile strict-deploy

  deployment options
    VPN MPLS PRIV TLS

  why
    for SIP trunking, stand-alone Mediation Servers are strongly recommended: a
    Front End Server has other work to do, and provider trunks bring media that
    cannot bypass it

  what to do
    give the pool servers of its own (placement="stand-alone"), or move the
    provider's trunks to a pool that has them

  where documents disagree
    X1: the planning page strongly recommends, the deployment pages order a
    separate server for a provider's SBC, and the Mediation Server pages allow
    collocation under two conditions; a warning by default, an error under the
    profile strict-deploy

  bad
    <mediation-pool id="med" placement="collocated" front-end-pool="fe"/>
    <trunk id="t1" mediation-pool="med" peer="provider-sbc" transport="tcp"/>

  good
    <mediation-pool id="med" placement="stand-alone" front-end-pool="fe"> ...
    </mediation-pool>
    <trunk id="t1" mediation-pool="med" peer="provider-sbc" transport="tcp"/>

  source
    Components and topologies for SIP trunking in Lync Server 2013 (Skype/SfbServer/sfbs2019/components-and-topologies-for-sip-trunking.md)
    Deploy a Mediation Server in Topology Builder (Skype/SfbServer/deploy/deploy-enterprise-voice/deploy-a-mediation-server.md)
    Deploying Mediation Servers and defining peers in Lync Server 2013 (Lync/LyncServer/lync-server-2013-deploying-mediation-servers-and-defining-peers.md)
    Mediation Server component in Skype for Business Server (Skype/SfbServer/plan-your-deployment/enterprise-voice-solution/mediation-server.md)
  $ lync-topo explain mediation-standalone > a; lync-topo explain MED001 | cmp - a
  $ lync-topo explain med001 | cmp - a

One that can be unknown, one with two grades, and a fault of the document:

  $ lync-topo explain HAV001
  HAV001 itsp-ha-unknown
  whether the provider supports high availability must be known

  severity
    note

  deployment options
    VPN MPLS PRIV TLS

  why
    the page tells to ask the provider whether it supports high availability,
    including failover; until somebody has, nobody knows what happens when the
    trunk is lost

  what to do
    ask the provider, and write high-availability="true" or "false"

  unknown without
    high-availability

  bad
    <provider id="fabrikam"> ... </provider>

  good
    <provider id="fabrikam" high-availability="true" failover-procedure="...">
    ... </provider>

  source
    Components and topologies for SIP trunking in Lync Server 2013 (Skype/SfbServer/sfbs2019/components-and-topologies-for-sip-trunking.md)
  $ lync-topo explain OPT033 | head -6
  OPT033 voiponly-rcc
  remote call control is unavailable

  severity
    error

  [0]
  $ lync-topo explain unresolved-reference
  DOC009 unresolved-reference
  a reference names an id that no element has

  severity
    error

  why
    the plan refers to something that is nowhere in the document set

  what to do
    correct the id, or add the element or the file that holds it

  bad
    <voice-policy id="p" usages="al"/> <pstn-usage id="all"/>

  good
    <voice-policy id="p" usages="all"/> <pstn-usage id="all"/>

  source
    The lync-topo topology language (docs/language.md)

Several at once, an empty line between them:

  $ lync-topo explain CON001 DOC001 | grep -c '^why$'
  2

Rules that are not there:

  $ lync-topo explain MED0O1
  lync-topo: there is no rule 'MED0O1' (did you mean 'MED001'?)
  [2]
  $ lync-topo explain mediation-standalon
  lync-topo: there is no rule 'mediation-standalon' (did you mean 'mediation-standalone'?)
  [2]
  $ lync-topo explain flavour
  lync-topo: there is no rule 'flavour'; lync-topo rules lists them
  [2]
  $ lync-topo explain MED
  lync-topo: there is no rule 'MED'; lync-topo rules lists them
  [2]

Every rule that is listed can be explained, with all its parts:

  $ for r in $(lync-topo rules | sed -n '2,$s/^\([A-Z][A-Z]*[0-9][0-9][0-9]\) .*/\1/p'); do
  >   lync-topo explain $r > page || echo "$r: no page"
  >   for part in severity why 'what to do' bad good source; do grep -qx "$part" page || echo "$r: no $part"; done
  > done
