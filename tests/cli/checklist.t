<!-- SPDX-License-Identifier: MIT -->
What nobody has answered yet, grouped by whom to ask. Several rules that need one fact ask once.

  $ lync-topo checklist office.xml
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability
    [ ] Q-H2   provider 'Fabrikam Telecom': what is the procedure for setting up the provider's high availability?
                 failover-procedure
    [ ] Q-H3   provider 'Fabrikam Telecom': does the provider want one address and one trunk for each Mediation Server, or several trunks?
                 trunk-model
    [ ] Q-H4   provider 'Fabrikam Telecom': can the provider connect to and from another central site?
                 cross-central-site
    [ ] Q-P2   provider 'Fabrikam Telecom': does the provider's SBC take media directly from clients?
                 accepts-client-media
    [ ] Q-P2   provider 'Fabrikam Telecom': may the provider see internal addresses of clients?
                 internal-addresses-disclosed
    [ ] Q-P2   sbc 'sbc1': does the SBC stand on the list of products tested for media bypass?
                 media-bypass-listed
    [ ] Q-P2   sbc 'sbc1': does the SBC support media bypass?
                 media-bypass-supported
    [ ] Q-P2   sbc 'sbc1': does address translation lie between clients and the SBC?
                 nat
    [ ] Q-P2   sbc 'sbc1': does the SBC do RTP latching?
                 rtp-latching
    [ ] Q-P3   provider 'Fabrikam Telecom': does the provider's SBC spread calls over a pool of Mediation Servers by DNS?
                 dns-load-balancing
    [ ] Q-P3   provider 'Fabrikam Telecom': which addresses of Mediation Servers has the provider provisioned, each as a trunk?
                 provisioned-addresses
    [ ] Q-P3   sbc 'sbc1': does the SBC spread calls over the servers of a pool by DNS?
                 dns-load-balancing
    [ ] Q-P9   provider 'Fabrikam Telecom': does the provider redirect incoming calls to another site when one is lost?
                 inbound-failover
    [ ] Q-P10  sbc 'sbc1': at which address does the SBC take media?
                 media-ip
    [ ] Q-P12  provider 'Fabrikam Telecom': in which country does the provider's trunk end?
                 country
    [ ] Q-P20  sbc 'sbc1': with which SIP code does the SBC answer when no circuit is free?
                 busy-response
    [ ] Q-P21  sbc 'sbc1': how long does the SBC take for its first answer to a call?
                 response-ms
    [ ] Q-P30  sbc 'sbc1': does the SBC want numbers in E.164, or as one dials them locally?
                 dialing-format

  ask your own organisation
    [ ] Q-O3   site 'redmond': are all fax machines and analog devices of this site listed?
                 devices-listed
    [ ] Q-O9   site 'redmond': must telephony at this site survive the loss of a trunk?
                 survivability-required
    [ ] Q-O10  site 'redmond': does the law here let calls go round the toll of the PSTN by the company's network?
                 toll-bypass-allowed
    [ ] Q-O23  the topology: which firewalls are there, and what do they permit?
                 firewall
    [ ] Q-O26  the topology: who telephones, and with what: which groups are there at which site?
                 users
    [ ] Q-O27  the topology: which routers or servers end the VPN on either side?
                 vpn-router vpn-server
    [ ] Q-O78  mediation-pool 'med-red': does IPsec of the hosts cover the media ports of this pool?
                 host-ipsec-media
    [ ] Q-O79  front-end-pool 'fe-red': which ports do video and application sharing use on this pool?
                 video-port-start video-port-count sharing-port-start sharing-port-count

  27 open, 0 closed
  $ lync-topo checklist -f markdown office.xml
  # Checklist

  ## Ask the provider

  - [ ] Q-H1 ` provider 'Fabrikam Telecom' `: does the provider support high availability, including failover? (`high-availability`)
  - [ ] Q-H2 ` provider 'Fabrikam Telecom' `: what is the procedure for setting up the provider's high availability? (`failover-procedure`)
  - [ ] Q-H3 ` provider 'Fabrikam Telecom' `: does the provider want one address and one trunk for each Mediation Server, or several trunks? (`trunk-model`)
  - [ ] Q-H4 ` provider 'Fabrikam Telecom' `: can the provider connect to and from another central site? (`cross-central-site`)
  - [ ] Q-P2 ` provider 'Fabrikam Telecom' `: does the provider's SBC take media directly from clients? (`accepts-client-media`)
  - [ ] Q-P2 ` provider 'Fabrikam Telecom' `: may the provider see internal addresses of clients? (`internal-addresses-disclosed`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC stand on the list of products tested for media bypass? (`media-bypass-listed`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC support media bypass? (`media-bypass-supported`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does address translation lie between clients and the SBC? (`nat`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC do RTP latching? (`rtp-latching`)
  - [ ] Q-P3 ` provider 'Fabrikam Telecom' `: does the provider's SBC spread calls over a pool of Mediation Servers by DNS? (`dns-load-balancing`)
  - [ ] Q-P3 ` provider 'Fabrikam Telecom' `: which addresses of Mediation Servers has the provider provisioned, each as a trunk? (`provisioned-addresses`)
  - [ ] Q-P3 ` sbc 'sbc1' `: does the SBC spread calls over the servers of a pool by DNS? (`dns-load-balancing`)
  - [ ] Q-P9 ` provider 'Fabrikam Telecom' `: does the provider redirect incoming calls to another site when one is lost? (`inbound-failover`)
  - [ ] Q-P10 ` sbc 'sbc1' `: at which address does the SBC take media? (`media-ip`)
  - [ ] Q-P12 ` provider 'Fabrikam Telecom' `: in which country does the provider's trunk end? (`country`)
  - [ ] Q-P20 ` sbc 'sbc1' `: with which SIP code does the SBC answer when no circuit is free? (`busy-response`)
  - [ ] Q-P21 ` sbc 'sbc1' `: how long does the SBC take for its first answer to a call? (`response-ms`)
  - [ ] Q-P30 ` sbc 'sbc1' `: does the SBC want numbers in E.164, or as one dials them locally? (`dialing-format`)

  ## Ask your own organisation

  - [ ] Q-O3 ` site 'redmond' `: are all fax machines and analog devices of this site listed? (`devices-listed`)
  - [ ] Q-O9 ` site 'redmond' `: must telephony at this site survive the loss of a trunk? (`survivability-required`)
  - [ ] Q-O10 ` site 'redmond' `: does the law here let calls go round the toll of the PSTN by the company's network? (`toll-bypass-allowed`)
  - [ ] Q-O23 ` the topology `: which firewalls are there, and what do they permit? (`firewall`)
  - [ ] Q-O26 ` the topology `: who telephones, and with what: which groups are there at which site? (`users`)
  - [ ] Q-O27 ` the topology `: which routers or servers end the VPN on either side? (`vpn-router vpn-server`)
  - [ ] Q-O78 ` mediation-pool 'med-red' `: does IPsec of the hosts cover the media ports of this pool? (`host-ipsec-media`)
  - [ ] Q-O79 ` front-end-pool 'fe-red' `: which ports do video and application sharing use on this pool? (`video-port-start video-port-count sharing-port-start sharing-port-count`)
  $ lync-topo checklist --format json office.xml
  {"version":1,"questions":[
    {"id":"Q-H1","ask":"provider","question":"does the provider support high availability, including failover?","state":"open","element":"fabrikam","needs":["high-availability"],"value":null},
    {"id":"Q-H2","ask":"provider","question":"what is the procedure for setting up the provider's high availability?","state":"open","element":"fabrikam","needs":["failover-procedure"],"value":null},
    {"id":"Q-H3","ask":"provider","question":"does the provider want one address and one trunk for each Mediation Server, or several trunks?","state":"open","element":"fabrikam","needs":["trunk-model"],"value":null},
    {"id":"Q-H4","ask":"provider","question":"can the provider connect to and from another central site?","state":"open","element":"fabrikam","needs":["cross-central-site"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the provider's SBC take media directly from clients?","state":"open","element":"fabrikam","needs":["accepts-client-media"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"may the provider see internal addresses of clients?","state":"open","element":"fabrikam","needs":["internal-addresses-disclosed"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC stand on the list of products tested for media bypass?","state":"open","element":"sbc1","needs":["media-bypass-listed"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC support media bypass?","state":"open","element":"sbc1","needs":["media-bypass-supported"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does address translation lie between clients and the SBC?","state":"open","element":"sbc1","needs":["nat"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC do RTP latching?","state":"open","element":"sbc1","needs":["rtp-latching"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"does the provider's SBC spread calls over a pool of Mediation Servers by DNS?","state":"open","element":"fabrikam","needs":["dns-load-balancing"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"which addresses of Mediation Servers has the provider provisioned, each as a trunk?","state":"open","element":"fabrikam","needs":["provisioned-addresses"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"does the SBC spread calls over the servers of a pool by DNS?","state":"open","element":"sbc1","needs":["dns-load-balancing"],"value":null},
    {"id":"Q-P9","ask":"provider","question":"does the provider redirect incoming calls to another site when one is lost?","state":"open","element":"fabrikam","needs":["inbound-failover"],"value":null},
    {"id":"Q-P10","ask":"provider","question":"at which address does the SBC take media?","state":"open","element":"sbc1","needs":["media-ip"],"value":null},
    {"id":"Q-P12","ask":"provider","question":"in which country does the provider's trunk end?","state":"open","element":"fabrikam","needs":["country"],"value":null},
    {"id":"Q-P20","ask":"provider","question":"with which SIP code does the SBC answer when no circuit is free?","state":"open","element":"sbc1","needs":["busy-response"],"value":null},
    {"id":"Q-P21","ask":"provider","question":"how long does the SBC take for its first answer to a call?","state":"open","element":"sbc1","needs":["response-ms"],"value":null},
    {"id":"Q-P30","ask":"provider","question":"does the SBC want numbers in E.164, or as one dials them locally?","state":"open","element":"sbc1","needs":["dialing-format"],"value":null},
    {"id":"Q-O3","ask":"own","question":"are all fax machines and analog devices of this site listed?","state":"open","element":"redmond","needs":["devices-listed"],"value":null},
    {"id":"Q-O9","ask":"own","question":"must telephony at this site survive the loss of a trunk?","state":"open","element":"redmond","needs":["survivability-required"],"value":null},
    {"id":"Q-O10","ask":"own","question":"does the law here let calls go round the toll of the PSTN by the company's network?","state":"open","element":"redmond","needs":["toll-bypass-allowed"],"value":null},
    {"id":"Q-O23","ask":"own","question":"which firewalls are there, and what do they permit?","state":"open","element":"","needs":["firewall"],"value":null},
    {"id":"Q-O26","ask":"own","question":"who telephones, and with what: which groups are there at which site?","state":"open","element":"","needs":["users"],"value":null},
    {"id":"Q-O27","ask":"own","question":"which routers or servers end the VPN on either side?","state":"open","element":"","needs":["vpn-router","vpn-server"],"value":null},
    {"id":"Q-O78","ask":"own","question":"does IPsec of the hosts cover the media ports of this pool?","state":"open","element":"med-red","needs":["host-ipsec-media"],"value":null},
    {"id":"Q-O79","ask":"own","question":"which ports do video and application sharing use on this pool?","state":"open","element":"fe-red","needs":["video-port-start","video-port-count","sharing-port-start","sharing-port-count"],"value":null}
  ]}

--all lists the closed questions too, with their answers:

  $ lync-topo checklist --all office.xml
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability
    [ ] Q-H2   provider 'Fabrikam Telecom': what is the procedure for setting up the provider's high availability?
                 failover-procedure
    [ ] Q-H3   provider 'Fabrikam Telecom': does the provider want one address and one trunk for each Mediation Server, or several trunks?
                 trunk-model
    [ ] Q-H4   provider 'Fabrikam Telecom': can the provider connect to and from another central site?
                 cross-central-site
    [x] Q-P1   provider 'Fabrikam Telecom': is the provider certified, and for which product?
                 certified = true
    [ ] Q-P2   provider 'Fabrikam Telecom': does the provider's SBC take media directly from clients?
                 accepts-client-media
    [ ] Q-P2   provider 'Fabrikam Telecom': may the provider see internal addresses of clients?
                 internal-addresses-disclosed
    [ ] Q-P2   sbc 'sbc1': does the SBC stand on the list of products tested for media bypass?
                 media-bypass-listed
    [ ] Q-P2   sbc 'sbc1': does the SBC support media bypass?
                 media-bypass-supported
    [ ] Q-P2   sbc 'sbc1': does address translation lie between clients and the SBC?
                 nat
    [ ] Q-P2   sbc 'sbc1': does the SBC do RTP latching?
                 rtp-latching
    [ ] Q-P3   provider 'Fabrikam Telecom': does the provider's SBC spread calls over a pool of Mediation Servers by DNS?
                 dns-load-balancing
    [ ] Q-P3   provider 'Fabrikam Telecom': which addresses of Mediation Servers has the provider provisioned, each as a trunk?
                 provisioned-addresses
    [x] Q-P3   sbc 'sbc1': does the SBC take calls from every server of a pool?
                 accepts-any-mediation-server = true
    [ ] Q-P3   sbc 'sbc1': does the SBC spread calls over the servers of a pool by DNS?
                 dns-load-balancing
    [x] Q-P3   sbc 'sbc1': does the SBC spread calls evenly over the servers of a pool by other means?
                 uniform-load-balancing = true
    [x] Q-P4   sbc 'sbc1': does the provider's SBC do SRTP, or even require it?
                 srtp = none
    [x] Q-P5   sbc 'sbc1': how many forked answers to one INVITE (early dialogs) can the SBC take?
                 max-early-dialogs = 20
    [x] Q-P6   connection 'vpn': is quality of service guaranteed through the VPN?
                 qos = false
    [x] Q-P7   connection 'vpn': which bandwidth does the line have, one way?
                 bandwidth-kbps = 10000
    [ ] Q-P8   the topology: how many channels does the line have, and are more needed once all calls arrive at the gateway?
                 channels
    [ ] Q-P9   provider 'Fabrikam Telecom': does the provider redirect incoming calls to another site when one is lost?
                 inbound-failover
    [x] Q-P10  sbc 'sbc1': at which address does the SBC take signalling?
                 ip = 192.0.2.10
    [ ] Q-P10  sbc 'sbc1': at which address does the SBC take media?
                 media-ip
    [ ] Q-P11  the topology: is the provider qualified to route emergency calls by location?
                 qualified
    [ ] Q-P12  provider 'Fabrikam Telecom': in which country does the provider's trunk end?
                 country
    [ ] Q-P13  the topology: how does the tunnel wrap packets: GRE, IPsec or another way?
                 encapsulation
    [x] Q-P20  sbc 'sbc1': does the SBC take numbers with a leading +?
                 accepts-plus = true
    [ ] Q-P20  sbc 'sbc1': with which SIP code does the SBC answer when no circuit is free?
                 busy-response
    [ ] Q-P21  sbc 'sbc1': how long does the SBC take for its first answer to a call?
                 response-ms
    [ ] Q-P30  sbc 'sbc1': does the SBC want numbers in E.164, or as one dials them locally?
                 dialing-format

  ask the maker of the router
    [ ] Q-R1   the topology: how is a VLAN set up on this router?
                 vlan-procedure
    [ ] Q-R2   the topology: can the router keep broadcasts out of the VLAN, and is it set to?
                 broadcast-to-vlan
    [ ] Q-R3   the topology: does GRE on this device come with encryption, and with which cipher?
                 cipher
    [ ] Q-R4   the topology: does the connection survive the loss of one VPN router, by a second tunnel for example?
                 resilient

  ask the maker of the gateway
    [ ] Q-X3   the topology: which features does the existing gateway have?
                 features
    [ ] Q-X4   the topology: with which SIP code does the gateway answer when no circuit is free?
                 busy-response
    [ ] Q-X5   the topology: for which countries is the gateway certified?
                 certified-countries
    [ ] Q-X7   the topology: do outside calls of Enterprise Voice users leave through the PBX or by lines of the gateway?
                 number-route

  ask the maker of the PBX
    [ ] Q-X1   the topology: is the maker of the PBX a certified Direct SIP partner for this version?
                 direct-sip-partner
    [ ] Q-X2   the topology: does the PBX support media bypass?
                 media-bypass-supported
    [ ] Q-X6   the topology: where do outside calls of the PBX's telephones leave: over its own line, a gateway, or Lync?
                 egress

  ask your own organisation
    [x] Q-O0   front-end-pool 'fe-red': what is the value of this attribute?
                 audio-port-count = 8348
    [x] Q-O0   front-end-pool 'fe-red': what is the value of this attribute?
                 audio-port-start = 49152
    [x] Q-O0   mediation-pool 'med-red': what is the value of this attribute?
                 audio-port-count = 8348
    [x] Q-O0   mediation-pool 'med-red': what is the value of this attribute?
                 audio-port-start = 49152
    [ ] Q-O1   the topology: do the people of this group need the same things?
                 common-requirements
    [ ] Q-O2   the topology: which numbers did these people have before?
                 old-numbers
    [ ] Q-O3   site 'redmond': are all fax machines and analog devices of this site listed?
                 devices-listed
    [ ] Q-O4   the topology: do these people want voice mail?
                 voice-mail
    [ ] Q-O5   the topology: how many of these people work outside the network?
                 remote
    [x] Q-O6   site 'redmond': is the site small, of middle size or large?
                 size = small
    [ ] Q-O7   the topology: which subnet do clients of these people compute from their address and mask?
                 subnet
    [ ] Q-O8   the topology: which central site's pool runs the Bandwidth Policy Service of this region?
                 central-site
    [ ] Q-O9   site 'redmond': must telephony at this site survive the loss of a trunk?
                 survivability-required
    [ ] Q-O10  site 'redmond': does the law here let calls go round the toll of the PSTN by the company's network?
                 toll-bypass-allowed
    [ ] Q-O11  the topology: which document counts for trunks over the Internet, where they disagree (X2)?
                 profile
    [ ] Q-O23  the topology: which firewalls are there, and what do they permit?
                 firewall
    [ ] Q-O26  the topology: who telephones, and with what: which groups are there at which site?
                 users
    [ ] Q-O27  the topology: which routers or servers end the VPN on either side?
                 vpn-router vpn-server
    [x] Q-O37  mediation-pool 'med-red': are all servers of the pool configured alike?
                 uniform-config = true
    [x] Q-O38  mediation-pool 'med-red': does a monitoring store record the media quality of the pool?
                 monitoring = true
    [ ] Q-O78  mediation-pool 'med-red': does IPsec of the hosts cover the media ports of this pool?
                 host-ipsec-media
    [ ] Q-O79  front-end-pool 'fe-red': which ports do video and application sharing use on this pool?
                 video-port-start video-port-count sharing-port-start sharing-port-count

  48 open, 16 closed
  $ lync-topo checklist --all -f markdown office.xml
  # Checklist

  ## Ask the provider

  - [ ] Q-H1 ` provider 'Fabrikam Telecom' `: does the provider support high availability, including failover? (`high-availability`)
  - [ ] Q-H2 ` provider 'Fabrikam Telecom' `: what is the procedure for setting up the provider's high availability? (`failover-procedure`)
  - [ ] Q-H3 ` provider 'Fabrikam Telecom' `: does the provider want one address and one trunk for each Mediation Server, or several trunks? (`trunk-model`)
  - [ ] Q-H4 ` provider 'Fabrikam Telecom' `: can the provider connect to and from another central site? (`cross-central-site`)
  - [x] Q-P1 ` provider 'Fabrikam Telecom' `: is the provider certified, and for which product? (`certified` = ` true `)
  - [ ] Q-P2 ` provider 'Fabrikam Telecom' `: does the provider's SBC take media directly from clients? (`accepts-client-media`)
  - [ ] Q-P2 ` provider 'Fabrikam Telecom' `: may the provider see internal addresses of clients? (`internal-addresses-disclosed`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC stand on the list of products tested for media bypass? (`media-bypass-listed`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC support media bypass? (`media-bypass-supported`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does address translation lie between clients and the SBC? (`nat`)
  - [ ] Q-P2 ` sbc 'sbc1' `: does the SBC do RTP latching? (`rtp-latching`)
  - [ ] Q-P3 ` provider 'Fabrikam Telecom' `: does the provider's SBC spread calls over a pool of Mediation Servers by DNS? (`dns-load-balancing`)
  - [ ] Q-P3 ` provider 'Fabrikam Telecom' `: which addresses of Mediation Servers has the provider provisioned, each as a trunk? (`provisioned-addresses`)
  - [x] Q-P3 ` sbc 'sbc1' `: does the SBC take calls from every server of a pool? (`accepts-any-mediation-server` = ` true `)
  - [ ] Q-P3 ` sbc 'sbc1' `: does the SBC spread calls over the servers of a pool by DNS? (`dns-load-balancing`)
  - [x] Q-P3 ` sbc 'sbc1' `: does the SBC spread calls evenly over the servers of a pool by other means? (`uniform-load-balancing` = ` true `)
  - [x] Q-P4 ` sbc 'sbc1' `: does the provider's SBC do SRTP, or even require it? (`srtp` = ` none `)
  - [x] Q-P5 ` sbc 'sbc1' `: how many forked answers to one INVITE (early dialogs) can the SBC take? (`max-early-dialogs` = ` 20 `)
  - [x] Q-P6 ` connection 'vpn' `: is quality of service guaranteed through the VPN? (`qos` = ` false `)
  - [x] Q-P7 ` connection 'vpn' `: which bandwidth does the line have, one way? (`bandwidth-kbps` = ` 10000 `)
  - [ ] Q-P8 ` the topology `: how many channels does the line have, and are more needed once all calls arrive at the gateway? (`channels`)
  - [ ] Q-P9 ` provider 'Fabrikam Telecom' `: does the provider redirect incoming calls to another site when one is lost? (`inbound-failover`)
  - [x] Q-P10 ` sbc 'sbc1' `: at which address does the SBC take signalling? (`ip` = ` 192.0.2.10 `)
  - [ ] Q-P10 ` sbc 'sbc1' `: at which address does the SBC take media? (`media-ip`)
  - [ ] Q-P11 ` the topology `: is the provider qualified to route emergency calls by location? (`qualified`)
  - [ ] Q-P12 ` provider 'Fabrikam Telecom' `: in which country does the provider's trunk end? (`country`)
  - [ ] Q-P13 ` the topology `: how does the tunnel wrap packets: GRE, IPsec or another way? (`encapsulation`)
  - [x] Q-P20 ` sbc 'sbc1' `: does the SBC take numbers with a leading +? (`accepts-plus` = ` true `)
  - [ ] Q-P20 ` sbc 'sbc1' `: with which SIP code does the SBC answer when no circuit is free? (`busy-response`)
  - [ ] Q-P21 ` sbc 'sbc1' `: how long does the SBC take for its first answer to a call? (`response-ms`)
  - [ ] Q-P30 ` sbc 'sbc1' `: does the SBC want numbers in E.164, or as one dials them locally? (`dialing-format`)

  ## Ask the maker of the router

  - [ ] Q-R1 ` the topology `: how is a VLAN set up on this router? (`vlan-procedure`)
  - [ ] Q-R2 ` the topology `: can the router keep broadcasts out of the VLAN, and is it set to? (`broadcast-to-vlan`)
  - [ ] Q-R3 ` the topology `: does GRE on this device come with encryption, and with which cipher? (`cipher`)
  - [ ] Q-R4 ` the topology `: does the connection survive the loss of one VPN router, by a second tunnel for example? (`resilient`)

  ## Ask the maker of the gateway

  - [ ] Q-X3 ` the topology `: which features does the existing gateway have? (`features`)
  - [ ] Q-X4 ` the topology `: with which SIP code does the gateway answer when no circuit is free? (`busy-response`)
  - [ ] Q-X5 ` the topology `: for which countries is the gateway certified? (`certified-countries`)
  - [ ] Q-X7 ` the topology `: do outside calls of Enterprise Voice users leave through the PBX or by lines of the gateway? (`number-route`)

  ## Ask the maker of the PBX

  - [ ] Q-X1 ` the topology `: is the maker of the PBX a certified Direct SIP partner for this version? (`direct-sip-partner`)
  - [ ] Q-X2 ` the topology `: does the PBX support media bypass? (`media-bypass-supported`)
  - [ ] Q-X6 ` the topology `: where do outside calls of the PBX's telephones leave: over its own line, a gateway, or Lync? (`egress`)

  ## Ask your own organisation

  - [x] Q-O0 ` front-end-pool 'fe-red' `: what is the value of this attribute? (`audio-port-count` = ` 8348 `)
  - [x] Q-O0 ` front-end-pool 'fe-red' `: what is the value of this attribute? (`audio-port-start` = ` 49152 `)
  - [x] Q-O0 ` mediation-pool 'med-red' `: what is the value of this attribute? (`audio-port-count` = ` 8348 `)
  - [x] Q-O0 ` mediation-pool 'med-red' `: what is the value of this attribute? (`audio-port-start` = ` 49152 `)
  - [ ] Q-O1 ` the topology `: do the people of this group need the same things? (`common-requirements`)
  - [ ] Q-O2 ` the topology `: which numbers did these people have before? (`old-numbers`)
  - [ ] Q-O3 ` site 'redmond' `: are all fax machines and analog devices of this site listed? (`devices-listed`)
  - [ ] Q-O4 ` the topology `: do these people want voice mail? (`voice-mail`)
  - [ ] Q-O5 ` the topology `: how many of these people work outside the network? (`remote`)
  - [x] Q-O6 ` site 'redmond' `: is the site small, of middle size or large? (`size` = ` small `)
  - [ ] Q-O7 ` the topology `: which subnet do clients of these people compute from their address and mask? (`subnet`)
  - [ ] Q-O8 ` the topology `: which central site's pool runs the Bandwidth Policy Service of this region? (`central-site`)
  - [ ] Q-O9 ` site 'redmond' `: must telephony at this site survive the loss of a trunk? (`survivability-required`)
  - [ ] Q-O10 ` site 'redmond' `: does the law here let calls go round the toll of the PSTN by the company's network? (`toll-bypass-allowed`)
  - [ ] Q-O11 ` the topology `: which document counts for trunks over the Internet, where they disagree (X2)? (`profile`)
  - [ ] Q-O23 ` the topology `: which firewalls are there, and what do they permit? (`firewall`)
  - [ ] Q-O26 ` the topology `: who telephones, and with what: which groups are there at which site? (`users`)
  - [ ] Q-O27 ` the topology `: which routers or servers end the VPN on either side? (`vpn-router vpn-server`)
  - [x] Q-O37 ` mediation-pool 'med-red' `: are all servers of the pool configured alike? (`uniform-config` = ` true `)
  - [x] Q-O38 ` mediation-pool 'med-red' `: does a monitoring store record the media quality of the pool? (`monitoring` = ` true `)
  - [ ] Q-O78 ` mediation-pool 'med-red' `: does IPsec of the hosts cover the media ports of this pool? (`host-ipsec-media`)
  - [ ] Q-O79 ` front-end-pool 'fe-red' `: which ports do video and application sharing use on this pool? (`video-port-start video-port-count sharing-port-start sharing-port-count`)
  $ lync-topo checklist --all -f json office.xml
  {"version":1,"questions":[
    {"id":"Q-H1","ask":"provider","question":"does the provider support high availability, including failover?","state":"open","element":"fabrikam","needs":["high-availability"],"value":null},
    {"id":"Q-H2","ask":"provider","question":"what is the procedure for setting up the provider's high availability?","state":"open","element":"fabrikam","needs":["failover-procedure"],"value":null},
    {"id":"Q-H3","ask":"provider","question":"does the provider want one address and one trunk for each Mediation Server, or several trunks?","state":"open","element":"fabrikam","needs":["trunk-model"],"value":null},
    {"id":"Q-H4","ask":"provider","question":"can the provider connect to and from another central site?","state":"open","element":"fabrikam","needs":["cross-central-site"],"value":null},
    {"id":"Q-P1","ask":"provider","question":"is the provider certified, and for which product?","state":"closed","element":"fabrikam","needs":["certified"],"value":"true"},
    {"id":"Q-P2","ask":"provider","question":"does the provider's SBC take media directly from clients?","state":"open","element":"fabrikam","needs":["accepts-client-media"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"may the provider see internal addresses of clients?","state":"open","element":"fabrikam","needs":["internal-addresses-disclosed"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC stand on the list of products tested for media bypass?","state":"open","element":"sbc1","needs":["media-bypass-listed"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC support media bypass?","state":"open","element":"sbc1","needs":["media-bypass-supported"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does address translation lie between clients and the SBC?","state":"open","element":"sbc1","needs":["nat"],"value":null},
    {"id":"Q-P2","ask":"provider","question":"does the SBC do RTP latching?","state":"open","element":"sbc1","needs":["rtp-latching"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"does the provider's SBC spread calls over a pool of Mediation Servers by DNS?","state":"open","element":"fabrikam","needs":["dns-load-balancing"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"which addresses of Mediation Servers has the provider provisioned, each as a trunk?","state":"open","element":"fabrikam","needs":["provisioned-addresses"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"does the SBC take calls from every server of a pool?","state":"closed","element":"sbc1","needs":["accepts-any-mediation-server"],"value":"true"},
    {"id":"Q-P3","ask":"provider","question":"does the SBC spread calls over the servers of a pool by DNS?","state":"open","element":"sbc1","needs":["dns-load-balancing"],"value":null},
    {"id":"Q-P3","ask":"provider","question":"does the SBC spread calls evenly over the servers of a pool by other means?","state":"closed","element":"sbc1","needs":["uniform-load-balancing"],"value":"true"},
    {"id":"Q-P4","ask":"provider","question":"does the provider's SBC do SRTP, or even require it?","state":"closed","element":"sbc1","needs":["srtp"],"value":"none"},
    {"id":"Q-P5","ask":"provider","question":"how many forked answers to one INVITE (early dialogs) can the SBC take?","state":"closed","element":"sbc1","needs":["max-early-dialogs"],"value":"20"},
    {"id":"Q-P6","ask":"provider","question":"is quality of service guaranteed through the VPN?","state":"closed","element":"vpn","needs":["qos"],"value":"false"},
    {"id":"Q-P7","ask":"provider","question":"which bandwidth does the line have, one way?","state":"closed","element":"vpn","needs":["bandwidth-kbps"],"value":"10000"},
    {"id":"Q-P8","ask":"provider","question":"how many channels does the line have, and are more needed once all calls arrive at the gateway?","state":"open","element":"","needs":["channels"],"value":null},
    {"id":"Q-P9","ask":"provider","question":"does the provider redirect incoming calls to another site when one is lost?","state":"open","element":"fabrikam","needs":["inbound-failover"],"value":null},
    {"id":"Q-P10","ask":"provider","question":"at which address does the SBC take signalling?","state":"closed","element":"sbc1","needs":["ip"],"value":"192.0.2.10"},
    {"id":"Q-P10","ask":"provider","question":"at which address does the SBC take media?","state":"open","element":"sbc1","needs":["media-ip"],"value":null},
    {"id":"Q-P11","ask":"provider","question":"is the provider qualified to route emergency calls by location?","state":"open","element":"","needs":["qualified"],"value":null},
    {"id":"Q-P12","ask":"provider","question":"in which country does the provider's trunk end?","state":"open","element":"fabrikam","needs":["country"],"value":null},
    {"id":"Q-P13","ask":"provider","question":"how does the tunnel wrap packets: GRE, IPsec or another way?","state":"open","element":"","needs":["encapsulation"],"value":null},
    {"id":"Q-P20","ask":"provider","question":"does the SBC take numbers with a leading +?","state":"closed","element":"sbc1","needs":["accepts-plus"],"value":"true"},
    {"id":"Q-P20","ask":"provider","question":"with which SIP code does the SBC answer when no circuit is free?","state":"open","element":"sbc1","needs":["busy-response"],"value":null},
    {"id":"Q-P21","ask":"provider","question":"how long does the SBC take for its first answer to a call?","state":"open","element":"sbc1","needs":["response-ms"],"value":null},
    {"id":"Q-P30","ask":"provider","question":"does the SBC want numbers in E.164, or as one dials them locally?","state":"open","element":"sbc1","needs":["dialing-format"],"value":null},
    {"id":"Q-R1","ask":"router-vendor","question":"how is a VLAN set up on this router?","state":"open","element":"","needs":["vlan-procedure"],"value":null},
    {"id":"Q-R2","ask":"router-vendor","question":"can the router keep broadcasts out of the VLAN, and is it set to?","state":"open","element":"","needs":["broadcast-to-vlan"],"value":null},
    {"id":"Q-R3","ask":"router-vendor","question":"does GRE on this device come with encryption, and with which cipher?","state":"open","element":"","needs":["cipher"],"value":null},
    {"id":"Q-R4","ask":"router-vendor","question":"does the connection survive the loss of one VPN router, by a second tunnel for example?","state":"open","element":"","needs":["resilient"],"value":null},
    {"id":"Q-X3","ask":"gateway-vendor","question":"which features does the existing gateway have?","state":"open","element":"","needs":["features"],"value":null},
    {"id":"Q-X4","ask":"gateway-vendor","question":"with which SIP code does the gateway answer when no circuit is free?","state":"open","element":"","needs":["busy-response"],"value":null},
    {"id":"Q-X5","ask":"gateway-vendor","question":"for which countries is the gateway certified?","state":"open","element":"","needs":["certified-countries"],"value":null},
    {"id":"Q-X7","ask":"gateway-vendor","question":"do outside calls of Enterprise Voice users leave through the PBX or by lines of the gateway?","state":"open","element":"","needs":["number-route"],"value":null},
    {"id":"Q-X1","ask":"pbx-vendor","question":"is the maker of the PBX a certified Direct SIP partner for this version?","state":"open","element":"","needs":["direct-sip-partner"],"value":null},
    {"id":"Q-X2","ask":"pbx-vendor","question":"does the PBX support media bypass?","state":"open","element":"","needs":["media-bypass-supported"],"value":null},
    {"id":"Q-X6","ask":"pbx-vendor","question":"where do outside calls of the PBX's telephones leave: over its own line, a gateway, or Lync?","state":"open","element":"","needs":["egress"],"value":null},
    {"id":"Q-O0","ask":"own","question":"what is the value of this attribute?","state":"closed","element":"fe-red","needs":["audio-port-count"],"value":"8348"},
    {"id":"Q-O0","ask":"own","question":"what is the value of this attribute?","state":"closed","element":"fe-red","needs":["audio-port-start"],"value":"49152"},
    {"id":"Q-O0","ask":"own","question":"what is the value of this attribute?","state":"closed","element":"med-red","needs":["audio-port-count"],"value":"8348"},
    {"id":"Q-O0","ask":"own","question":"what is the value of this attribute?","state":"closed","element":"med-red","needs":["audio-port-start"],"value":"49152"},
    {"id":"Q-O1","ask":"own","question":"do the people of this group need the same things?","state":"open","element":"","needs":["common-requirements"],"value":null},
    {"id":"Q-O2","ask":"own","question":"which numbers did these people have before?","state":"open","element":"","needs":["old-numbers"],"value":null},
    {"id":"Q-O3","ask":"own","question":"are all fax machines and analog devices of this site listed?","state":"open","element":"redmond","needs":["devices-listed"],"value":null},
    {"id":"Q-O4","ask":"own","question":"do these people want voice mail?","state":"open","element":"","needs":["voice-mail"],"value":null},
    {"id":"Q-O5","ask":"own","question":"how many of these people work outside the network?","state":"open","element":"","needs":["remote"],"value":null},
    {"id":"Q-O6","ask":"own","question":"is the site small, of middle size or large?","state":"closed","element":"redmond","needs":["size"],"value":"small"},
    {"id":"Q-O7","ask":"own","question":"which subnet do clients of these people compute from their address and mask?","state":"open","element":"","needs":["subnet"],"value":null},
    {"id":"Q-O8","ask":"own","question":"which central site's pool runs the Bandwidth Policy Service of this region?","state":"open","element":"","needs":["central-site"],"value":null},
    {"id":"Q-O9","ask":"own","question":"must telephony at this site survive the loss of a trunk?","state":"open","element":"redmond","needs":["survivability-required"],"value":null},
    {"id":"Q-O10","ask":"own","question":"does the law here let calls go round the toll of the PSTN by the company's network?","state":"open","element":"redmond","needs":["toll-bypass-allowed"],"value":null},
    {"id":"Q-O11","ask":"own","question":"which document counts for trunks over the Internet, where they disagree (X2)?","state":"open","element":"","needs":["profile"],"value":null},
    {"id":"Q-O23","ask":"own","question":"which firewalls are there, and what do they permit?","state":"open","element":"","needs":["firewall"],"value":null},
    {"id":"Q-O26","ask":"own","question":"who telephones, and with what: which groups are there at which site?","state":"open","element":"","needs":["users"],"value":null},
    {"id":"Q-O27","ask":"own","question":"which routers or servers end the VPN on either side?","state":"open","element":"","needs":["vpn-router","vpn-server"],"value":null},
    {"id":"Q-O37","ask":"own","question":"are all servers of the pool configured alike?","state":"closed","element":"med-red","needs":["uniform-config"],"value":"true"},
    {"id":"Q-O38","ask":"own","question":"does a monitoring store record the media quality of the pool?","state":"closed","element":"med-red","needs":["monitoring"],"value":"true"},
    {"id":"Q-O78","ask":"own","question":"does IPsec of the hosts cover the media ports of this pool?","state":"open","element":"med-red","needs":["host-ipsec-media"],"value":null},
    {"id":"Q-O79","ask":"own","question":"which ports do video and application sharing use on this pool?","state":"open","element":"fe-red","needs":["video-port-start","video-port-count","sharing-port-start","sharing-port-count"],"value":null}
  ]}

Nothing open:

  $ lync-topo checklist --select MED stand-alone.xml
  0 open, 0 closed
  $ lync-topo checklist --select MED -f markdown stand-alone.xml
  # Checklist

  Nothing is open.
  $ lync-topo checklist --select MED -f json stand-alone.xml
  {"version":1,"questions":[]}

It answers 0 whatever it found, unless an input cannot be read:

  $ lync-topo checklist slips.xml > /dev/null
  $ lync-topo checklist nosuch.xml
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]

An answer closes the question:

  $ sed 's/name="Fabrikam Telecom"/& high-availability="false"/' office.xml > asked.xml
  $ lync-topo checklist --select HAV001,HAV002 asked.xml
  0 open, 0 closed
  $ lync-topo checklist --all --select HAV001,HAV002 asked.xml
  ask the provider
    [x] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability = false

  0 open, 1 closed
