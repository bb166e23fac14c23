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
    [x] Q-P6   connection 'vpn': is quality of service guaranteed through the VPN?
                 qos = false

  ask your own organisation
    [ ] Q-O26  the topology: who telephones, and with what: which groups are there at which site?
                 users
    [ ] Q-O27  the topology: which routers or servers end the VPN on either side?
                 vpn-router vpn-server

  4 open, 1 closed
  $ lync-topo checklist --all -f markdown office.xml
  # Checklist

  ## Ask the provider

  - [ ] Q-H1 ` provider 'Fabrikam Telecom' `: does the provider support high availability, including failover? (`high-availability`)
  - [ ] Q-H3 ` provider 'Fabrikam Telecom' `: does the provider want one address and one trunk for each Mediation Server, or several trunks? (`trunk-model`)
  - [x] Q-P6 ` connection 'vpn' `: is quality of service guaranteed through the VPN? (`qos` = ` false `)

  ## Ask your own organisation

  - [ ] Q-O26 ` the topology `: who telephones, and with what: which groups are there at which site? (`users`)
  - [ ] Q-O27 ` the topology `: which routers or servers end the VPN on either side? (`vpn-router vpn-server`)
  $ lync-topo checklist --all -f json office.xml
  {"version":1,"questions":[
    {"id":"Q-H1","ask":"provider","question":"does the provider support high availability, including failover?","state":"open","element":"fabrikam","needs":["high-availability"],"value":null},
    {"id":"Q-H3","ask":"provider","question":"does the provider want one address and one trunk for each Mediation Server, or several trunks?","state":"open","element":"fabrikam","needs":["trunk-model"],"value":null},
    {"id":"Q-P6","ask":"provider","question":"is quality of service guaranteed through the VPN?","state":"closed","element":"vpn","needs":["qos"],"value":"false"},
    {"id":"Q-O26","ask":"own","question":"who telephones, and with what: which groups are there at which site?","state":"open","element":"","needs":["users"],"value":null},
    {"id":"Q-O27","ask":"own","question":"which routers or servers end the VPN on either side?","state":"open","element":"","needs":["vpn-router","vpn-server"],"value":null}
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
