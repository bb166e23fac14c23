<!-- SPDX-License-Identifier: MIT -->
What nobody has answered yet, grouped by whom to ask. Several rules that need one fact ask once.

  $ lync-topo checklist office.xml
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability
    [ ] Q-H3   provider 'Fabrikam Telecom': does the provider want one address and one trunk for each Mediation Server, or several trunks?
                 trunk-model

  ask your own organisation
    [ ] Q-O26  the topology: who telephones, and with what: which groups are there at which site?
                 users
    [ ] Q-O27  the topology: which routers or servers end the VPN on either side?
                 vpn-router vpn-server

  4 open, 0 closed
  $ lync-topo checklist -f markdown office.xml
  # Checklist

  ## Ask the provider

  - [ ] Q-H1 ` provider 'Fabrikam Telecom' `: does the provider support high availability, including failover? (`high-availability`)
  - [ ] Q-H3 ` provider 'Fabrikam Telecom' `: does the provider want one address and one trunk for each Mediation Server, or several trunks? (`trunk-model`)

  ## Ask your own organisation

  - [ ] Q-O26 ` the topology `: who telephones, and with what: which groups are there at which site? (`users`)
  - [ ] Q-O27 ` the topology `: which routers or servers end the VPN on either side? (`vpn-router vpn-server`)
  $ lync-topo checklist --format json office.xml
  {"version":1,"questions":[
    {"id":"Q-H1","ask":"provider","question":"does the provider support high availability, including failover?","state":"open","element":"fabrikam","needs":["high-availability"],"value":null},
    {"id":"Q-H3","ask":"provider","question":"does the provider want one address and one trunk for each Mediation Server, or several trunks?","state":"open","element":"fabrikam","needs":["trunk-model"],"value":null},
    {"id":"Q-O26","ask":"own","question":"who telephones, and with what: which groups are there at which site?","state":"open","element":"","needs":["users"],"value":null},
    {"id":"Q-O27","ask":"own","question":"which routers or servers end the VPN on either side?","state":"open","element":"","needs":["vpn-router","vpn-server"],"value":null}
  ]}

--all lists the closed questions too, with their answers:

  $ lync-topo checklist --all office.xml
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability
    [ ] Q-H3   provider 'Fabrikam Telecom': does the provider want one address and one trunk for each Mediation Server, or several trunks?
                 trunk-model
    [x] Q-P1   provider 'Fabrikam Telecom': is the provider certified, and for which product?
                 certified = true
    [x] Q-P4   sbc 'sbc1': does the provider's SBC do SRTP, or even require it?
                 srtp = none
    [x] Q-P5   sbc 'sbc1': how many forked answers to one INVITE (early dialogs) can the SBC take?
                 max-early-dialogs = 20
    [x] Q-P6   connection 'vpn': is quality of service guaranteed through the VPN?
                 qos = false
    [x] Q-P7   connection 'vpn': which bandwidth does the line have, one way?
                 bandwidth-kbps = 10000
    [x] Q-P20  sbc 'sbc1': does the SBC take numbers with a leading +?
                 accepts-plus = true

  ask your own organisation
    [x] Q-O6   site 'redmond': is the site small, of middle size or large?
                 size = small
    [ ] Q-O26  the topology: who telephones, and with what: which groups are there at which site?
                 users
    [ ] Q-O27  the topology: which routers or servers end the VPN on either side?
                 vpn-router vpn-server
    [x] Q-O37  mediation-pool 'med-red': are all servers of the pool configured alike?
                 uniform-config = true
    [x] Q-O38  mediation-pool 'med-red': does a monitoring store record the media quality of the pool?
                 monitoring = true

  4 open, 9 closed
  $ lync-topo checklist --all -f markdown office.xml
  # Checklist

  ## Ask the provider

  - [ ] Q-H1 ` provider 'Fabrikam Telecom' `: does the provider support high availability, including failover? (`high-availability`)
  - [ ] Q-H3 ` provider 'Fabrikam Telecom' `: does the provider want one address and one trunk for each Mediation Server, or several trunks? (`trunk-model`)
  - [x] Q-P1 ` provider 'Fabrikam Telecom' `: is the provider certified, and for which product? (`certified` = ` true `)
  - [x] Q-P4 ` sbc 'sbc1' `: does the provider's SBC do SRTP, or even require it? (`srtp` = ` none `)
  - [x] Q-P5 ` sbc 'sbc1' `: how many forked answers to one INVITE (early dialogs) can the SBC take? (`max-early-dialogs` = ` 20 `)
  - [x] Q-P6 ` connection 'vpn' `: is quality of service guaranteed through the VPN? (`qos` = ` false `)
  - [x] Q-P7 ` connection 'vpn' `: which bandwidth does the line have, one way? (`bandwidth-kbps` = ` 10000 `)
  - [x] Q-P20 ` sbc 'sbc1' `: does the SBC take numbers with a leading +? (`accepts-plus` = ` true `)

  ## Ask your own organisation

  - [x] Q-O6 ` site 'redmond' `: is the site small, of middle size or large? (`size` = ` small `)
  - [ ] Q-O26 ` the topology `: who telephones, and with what: which groups are there at which site? (`users`)
  - [ ] Q-O27 ` the topology `: which routers or servers end the VPN on either side? (`vpn-router vpn-server`)
  - [x] Q-O37 ` mediation-pool 'med-red' `: are all servers of the pool configured alike? (`uniform-config` = ` true `)
  - [x] Q-O38 ` mediation-pool 'med-red' `: does a monitoring store record the media quality of the pool? (`monitoring` = ` true `)
  $ lync-topo checklist --all -f json office.xml
  {"version":1,"questions":[
    {"id":"Q-H1","ask":"provider","question":"does the provider support high availability, including failover?","state":"open","element":"fabrikam","needs":["high-availability"],"value":null},
    {"id":"Q-H3","ask":"provider","question":"does the provider want one address and one trunk for each Mediation Server, or several trunks?","state":"open","element":"fabrikam","needs":["trunk-model"],"value":null},
    {"id":"Q-P1","ask":"provider","question":"is the provider certified, and for which product?","state":"closed","element":"fabrikam","needs":["certified"],"value":"true"},
    {"id":"Q-P4","ask":"provider","question":"does the provider's SBC do SRTP, or even require it?","state":"closed","element":"sbc1","needs":["srtp"],"value":"none"},
    {"id":"Q-P5","ask":"provider","question":"how many forked answers to one INVITE (early dialogs) can the SBC take?","state":"closed","element":"sbc1","needs":["max-early-dialogs"],"value":"20"},
    {"id":"Q-P6","ask":"provider","question":"is quality of service guaranteed through the VPN?","state":"closed","element":"vpn","needs":["qos"],"value":"false"},
    {"id":"Q-P7","ask":"provider","question":"which bandwidth does the line have, one way?","state":"closed","element":"vpn","needs":["bandwidth-kbps"],"value":"10000"},
    {"id":"Q-P20","ask":"provider","question":"does the SBC take numbers with a leading +?","state":"closed","element":"sbc1","needs":["accepts-plus"],"value":"true"},
    {"id":"Q-O6","ask":"own","question":"is the site small, of middle size or large?","state":"closed","element":"redmond","needs":["size"],"value":"small"},
    {"id":"Q-O26","ask":"own","question":"who telephones, and with what: which groups are there at which site?","state":"open","element":"","needs":["users"],"value":null},
    {"id":"Q-O27","ask":"own","question":"which routers or servers end the VPN on either side?","state":"open","element":"","needs":["vpn-router","vpn-server"],"value":null},
    {"id":"Q-O37","ask":"own","question":"are all servers of the pool configured alike?","state":"closed","element":"med-red","needs":["uniform-config"],"value":"true"},
    {"id":"Q-O38","ask":"own","question":"does a monitoring store record the media quality of the pool?","state":"closed","element":"med-red","needs":["monitoring"],"value":"true"}
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
