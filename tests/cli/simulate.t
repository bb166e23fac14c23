<!-- SPDX-License-Identifier: MIT -->
simulate: calls through a deployment.

What is asked for must be complete and known; nothing is simulated otherwise.

  $ lync-topo simulate --from sales --to +12065550123
  lync-topo: no input; name a topology file, a directory, or - for standard input
  [2]
  $ lync-topo simulate calls.xml
  lync-topo: no call: name one by --from and --to, a --scenario, or --matrix; or ask for --traffic, --sweep or --availability
  [2]
  $ lync-topo simulate --from sales calls.xml
  lync-topo: a call needs both --from and --to
  [2]
  $ lync-topo simulate --to sales calls.xml
  lync-topo: a call needs both --from and --to
  [2]
  $ lync-topo simulate --from sale --to +12065550123 calls.xml
  lync-topo: --from 'sale' is nobody here (did you mean 'sales'?)
  [2]
  $ lync-topo simulate --from sales --to nobody calls.xml
  lync-topo: --to 'nobody' is nobody here: name a group, GROUP/remote, a device, or a number with +
  [2]
  $ lync-topo simulate --from sales --to fe calls.xml
  lync-topo: --to 'fe' is nobody here: name a group, GROUP/remote, a device, or a number with +
  [2]
  $ lync-topo simulate --matrix -f xml calls.xml
  lync-topo: there is no format 'xml'; there are text and json
  [2]
  $ lync-topo simulate --matrix --seed one calls.xml
  lync-topo: --seed takes a whole number, not 'one'
  [2]
  $ lync-topo simulate --matrix --policy route-choice=ordered calls.xml
  lync-topo: --policy 'route-choice=ordered': there is no such policy; docs/simulate.md lists them
  [2]
  $ lync-topo simulate --matrix --policy route-selection calls.xml
  lync-topo: --policy takes NAME=VALUE, and 'route-selection' has no '='
  [2]
  $ lync-topo simulate --matrix --policy route-selection=sorted calls.xml
  lync-topo: --policy route-selection takes round-robin, ordered or random
  [2]
  $ lync-topo simulate --matrix --policy retry-codes=200 calls.xml
  lync-topo: --policy retry-codes takes 5xx, or status codes from 300 to 699 separated by blanks
  [2]
  $ lync-topo simulate --matrix --fail gw3 calls.xml
  lync-topo: --fail: no element has the id 'gw3' (did you mean 'gw1'?)
  [2]
  $ lync-topo simulate --matrix --fail gw1@broken calls.xml
  lync-topo: --fail: 'gw1' (gateway) cannot fail as 'broken'
  [2]
  $ lync-topo simulate --matrix --fail gw1@refuse:200 calls.xml
  lync-topo: --fail: '200' is no status from 300 to 699
  [2]
  $ lync-topo simulate --matrix --fail redmond@refuse calls.xml
  lync-topo: --fail: 'redmond' (site) cannot fail as 'refuse'
  [2]
  $ lync-topo simulate --matrix --fail sales calls.xml
  lync-topo: --fail: 'sales' (users) cannot fail as 'crash'
  [2]
  $ lync-topo simulate --sweep 9 calls.xml
  lync-topo: --sweep takes the number of parts that fail together, 1 to 8, not '9'
  [2]
  $ mkdir two && cp calls.xml office.xml two
  $ lync-topo simulate --matrix two
  lync-topo:   two/calls.xml
  lync-topo:   two/office.xml
  lync-topo: these are 2 document sets, but this command takes one; --one-set joins them
  [2]

A call that is connected, with each hop and each decision.

  $ lync-topo simulate --from sales --to +12065550123 calls.xml
  call c1: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
    kind        ev-to-pstn
    number      +12065550123
    time        begins at 0.000 s, last message 182.300 s later
    signalling  sales -> fe -> med -> gw1 -> pstn
    media       sales -> gw1 -> pstn   (media bypass)
    stretches
      stretch       over  SIP  media  codec  kbit/s, one way
      sales -> fe         tls
      fe -> med           tls
      med -> gw1          tls
      gw1 -> pstn   pri1  tdm  tdm
      sales -> gw1             srtp   g711u               84
    attempts
      trunk  route  server  result  from s   to s
      t1     all    med1    200 OK   0.000  2.300
    why
       1. users 'sales' has voice-policy 'staff' [outbound voice routing]
       2. pstn-usage 'national': voice-route 'all' takes +12065550123 [outbound voice routing]
       3. pstn-usage 'phones': none of its routes takes +12065550123 [outbound voice routing]
       4. media bypass is on for the deployment, mode 'always' [Plan for media bypass; New-CsNetworkMediaBypassConfiguration, Enabled]
       5. media bypass is on for trunk 't1' [New-CsTrunkConfiguration, EnableBypass]
       6. trunk 't1' ends media at a well-known point [New-CsTrunkConfiguration, ConcentratedTopology]
       7. calls over trunk 't1' are transferred by REFER [New-CsTrunkConfiguration, EnableReferSupport]
       8. clients of users 'sales' ('lync-2013') are inside and know bypass [Plan for media bypass]
       9. mode 'always': all subnets have one bypass id [Plan for media bypass, media bypass modes]
      10. gateway 'gw1' accepts media from clients [Plan for media bypass; Deploy media bypass]
      11. encryption fits: media runs directly between clients of users 'sales' and gateway 'gw1' [New-CsTrunkConfiguration, SRTPMode]
    the plan does not say
      assuming gateway 'gw1' accepts media from clients

  policies, where documents leave it open
    19 at their defaults (-v lists them)

  1 call: 1 connected

Digits as people dial them, and less of the output.

  $ lync-topo simulate -q --from sales --to 95559876 calls.xml
  call c1: sales calls 95559876: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ lync-topo simulate --from sales --to 95559876 calls.xml | grep dial-plan
       1. dial-plan 'dp' makes +14255559876 of 95559876 [dial plans and normalization rules]

Refused with 503: the next trunk. Refused with 486: nobody else is tried, and the call has failed.

  $ lync-topo simulate --from sales --to +12065550123 --fail gw1@refuse:503 calls.xml | sed -n '/attempts/,/^  why/p'
    attempts
      trunk  route  server  result                   from s   to s
      t1     all    med1    503 Service Unavailable   0.000  0.300
      t2     all    med2    200 OK                    0.300  2.800
    why
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@refuse:503 calls.xml
  call c1: sales calls +12065550123: connected over trunk t2 of route all, ringing after 0.800 s, set up after 2.800 s
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@refuse:486 calls.xml
  call c1: sales calls +12065550123: failed, 486 Busy Here, after 1 attempt
  [1]

Refused connections move on at once.

  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1 calls.xml
  call c1: sales calls +12065550123: connected over trunk t2 of route all, ringing after 0.500 s, set up after 2.500 s
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1 --fail gw2 calls.xml
  call c1: sales calls +12065550123: failed, 503 Service Unavailable, after 2 attempts
  [1]

Silence: the failover timer of 10 s. With nobody left the call is dropped.

  $ lync-topo simulate --from sales --to +12065550123 --fail gw1@silent calls.xml | sed -n '/attempts/,/^  why/p'
    attempts
      trunk  route  server  result     from s    to s  why
      t1     all    med1    no answer   0.000  10.000  failover timer of 10 s
      t2     all    med2    200 OK     10.000  12.500
    why
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@silent --fail t2@silent calls.xml
  call c1: sales calls +12065550123: failed, 504 Server Time-out, after 2 attempts
  [1]

Every trunk full: blocked, which is not the same as failed.

  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@full --fail gw2@full calls.xml
  call c1: sales calls +12065550123: blocked, 503 Service Unavailable, after 2 attempts
  [1]

Nobody takes the number.

  $ lync-topo simulate --from sales --to +442079460123 calls.xml
  call c1: sales calls +442079460123: no-route, 404 Not Found
    kind        ev-to-pstn
    number      +442079460123
    time        begins at 0.000 s
    signalling  sales -> fe
    media       none
    stretches
      stretch      SIP
      sales -> fe  tls
    why
       1. users 'sales' has voice-policy 'staff' [outbound voice routing]
       2. pstn-usage 'national': none of its routes takes +442079460123 [outbound voice routing]
       3. pstn-usage 'phones': none of its routes takes +442079460123 [outbound voice routing]
       4. no route with a trunk takes +442079460123

  policies, where documents leave it open
    19 at their defaults (-v lists them)

  1 call: 1 no-route
  [1]

Somebody outside comes in through the Edge pool, and media never bypass the Mediation Server.

  $ lync-topo simulate --from sales/remote --to +12065550123 calls.xml | grep -E '^call|signalling|media  |outside'
  call c1: sales/remote calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
    signalling  sales/remote -> edge -> fe -> med -> gw1 -> pstn
    media       sales/remote -> edge -> med -> gw1 -> pstn
      stretch               over  SIP  media  codec  kbit/s, one way
       8. somebody of users 'sales' is outside, and calls through the Edge use the Mediation Server: no bypass [New-CsNetworkMediaBypassConfiguration; Mediation Server component]
  $ lync-topo simulate -q --from sales/remote --to +12065550123 --fail edge calls.xml
  call c1: sales/remote calls +12065550123: failed, 408 Request Timeout
  [1]

To a telephone on the PBX, from it, and past Lync.

  $ lync-topo simulate --from sales --to workshop calls.xml | grep -E '^call|signalling|media  |tie'
  call c1: sales calls workshop: connected over trunk t2 of route pbx-phones, ringing after 0.500 s, set up after 2.500 s
    signalling  sales -> fe -> med -> gw2 -> pbx -> workshop
    media       sales -> med -> gw2 -> pbx -> workshop
      stretch          over  SIP  media  codec  kbit/s, one way
      gw2 -> pbx       tie   tdm  tdm
       4. gateway 'gw2' sends +14255550200 to tie-line 'tie'
  $ lync-topo simulate --from workshop --to sales calls.xml | grep -E '^call|signalling|media  |tie'
  call c1: workshop calls sales: connected over trunk t2, ringing after 0.000 s, set up after 2.000 s
    signalling  workshop -> pbx -> gw2 -> med -> fe -> sales
    media       workshop -> pbx -> gw2 -> med -> sales
      stretch          over  SIP  media  codec  kbit/s, one way
      pbx -> gw2       tie   tdm  tdm
  $ lync-topo simulate --from +12065550123 --to +14255550201 calls.xml | grep -E '^call|signalling|media  |tie'
  call c1: +12065550123 calls +14255550201: connected, ringing after 0.000 s, set up after 2.000 s
    signalling  pstn -> gw2 -> pbx -> workshop
    media       pstn -> gw2 -> pbx -> workshop
      gw2 -> pbx       tie   tdm  tdm
       2. gateway 'gw2' sends +14255550201 to tie-line 'tie'

From the PSTN to somebody with Enterprise Voice.

  $ lync-topo simulate --from +12065550123 --to +14255550101 calls.xml | grep -E '^call|signalling|media  '
  call c1: +12065550123 calls +14255550101: connected over trunk t1, ringing after 0.000 s, set up after 2.000 s
    signalling  pstn -> gw1 -> med -> fe -> sales
    media       pstn -> gw1 -> sales   (media bypass)
      stretch       over  SIP  media  codec  kbit/s, one way

The ladder: one line a message.

  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@refuse --ladder calls.xml
  call c1: sales calls +12065550123: connected over trunk t2 of route all, ringing after 0.800 s, set up after 2.800 s
    messages
    seconds  sales                  fe                            med                           gw1  gw2
      0.000    |------ INVITE ------>|                             |                             |    |
      0.000    |<---- 100 Trying ----|                             |                             |    |
      0.000    |                     |---------- INVITE ---------->|                             |    |
      0.000    |                     |<-------- 100 Trying --------|                             |    |
      0.000    |                     |                             |---------- INVITE ---------->|    |
      0.000    |                     |                             |<-------- 100 Trying --------|    |
      0.300    |                     |                             |<- 503 Service Unavailable --|    |
      0.300    |                     |                             |----------- ACK ------------>|    |
      0.300    |                     |<- 503 Service Unavailable --|                             |    |
      0.300    |                     |----------- ACK ------------>|                             |    |
      0.300    |                     |---------- INVITE ---------->|                             |    |
      0.300    |                     |<-------- 100 Trying --------|                             |    |
      0.300    |                     |                             |------------ INVITE ------------->|
      0.300    |                     |                             |<---------- 100 Trying -----------|
      0.800    |                     |                             |<---------- 180 Ringing ----------|
      0.800    |                     |<------- 180 Ringing --------|                             |    |
      0.800    |<--- 180 Ringing ----|                             |                             |    |
      2.800    |                     |                             |<-------- 200 OK (INVITE) --------|
      2.800    |                     |                             |-------------- ACK -------------->|
      2.800    |                     |<----- 200 OK (INVITE) ------|                             |    |
      2.800    |<- 200 OK (INVITE) --|                             |                             |    |
      2.800    |------- ACK -------->|                             |                             |    |
      2.800    |                     |----------- ACK ------------>|                             |    |
    182.800    |------- BYE -------->|                             |                             |    |
    182.800    |                     |----------- BYE ------------>|                             |    |
    182.800    |                     |<------- 200 OK (BYE) -------|                             |    |
    182.800    |                     |                             |-------------- BYE -------------->|
    182.800    |<--- 200 OK (BYE) ---|                             |                             |    |
    182.800    |                     |                             |<--------- 200 OK (BYE) ----------|
    no message begins or ends at pstn

Over UDP requests are sent again (RFC 3261, 17.1.1.2: after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s), until timer B of 32 s.

  $ sed 's/transport="tls"/transport="udp"/; s/srtp="required"/srtp="not-supported" fast-failover="false"/' calls.xml > udp.xml
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@silent --ladder udp.xml | sed -n '/lost/p'
      0.000    |                     |                         |- INVITE -x |        |  lost
      0.500    |                     |                         |- INVITE -x |        |  sent again, lost
      1.500    |                     |                         |- INVITE -x |        |  sent again, lost
      3.500    |                     |                         |- INVITE -x |        |  sent again, lost
      7.500    |                     |                         |- INVITE -x |        |  sent again, lost
     15.500    |                     |                         |- INVITE -x |        |  sent again, lost
     31.500    |                     |                         |- INVITE -x |        |  sent again, lost
  $ lync-topo simulate --from sales --to +12065550123 --fail gw1@silent udp.xml | sed -n '/attempts/,/^  why/p'
    attempts
      trunk  route  server  result     from s    to s  why
      t1     all    med1    no answer   0.000  32.000  no answer until timer B of 32 s
      t2     all    med2    200 OK     32.000  34.500
    why
  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@silent --policy timeout-retry=false udp.xml
  call c1: sales calls +12065550123: failed, 408 Request Timeout, after 1 attempt
  [1]

What takes a service away, and how often.

  $ lync-topo simulate --sweep 2 calls.xml | head -n 4
  redmond
    ev-to-pstn  (sales calls +12065550123)
      single points of failure: fe
      fails when these 2 fail together: med1 + med2 (all of med), gw1 + gw2 (all of redmond), gw1 + t2, gw2 + t1, t1 + t2
  $ lync-topo simulate --sweep 1 --limit trials=1 calls.xml | head -n 3
  redmond
    ev-to-pstn  (sales calls +12065550123)
      partial: after 1 trials the limit was reached (--limit trials=N)

One call of every kind; a table, and its calls as JSON.

  $ lync-topo simulate --matrix calls.xml
  site     kind            from          to            outcome    trunk  bypass  signalling                                                   media
  redmond  ev-to-pstn      sales         +12065550123  connected  t1     yes     sales -> fe -> med -> gw1 -> pstn                            sales -> gw1 -> pstn
  redmond  pstn-to-ev      +12065550123  +14255550100  connected  t1     yes     pstn -> gw1 -> med -> fe -> sales                            pstn -> gw1 -> sales
  redmond  ev-to-ev        sales         +14255550100  connected         no      sales -> fe -> sales                                         sales -> sales
  redmond  remote-to-pstn  sales/remote  +12065550123  connected  t2     no      sales/remote -> edge -> fe -> med -> gw2 -> pstn             sales/remote -> edge -> med -> gw2 -> pstn
  redmond  pstn-to-remote  +12065550123  sales/remote  connected  t1     no      pstn -> gw1 -> med -> fe -> edge -> sales/remote             pstn -> gw1 -> med -> edge -> sales/remote
  redmond  ev-to-remote    sales         sales/remote  connected         no      sales -> fe -> edge -> sales/remote                          sales -> edge -> sales/remote
  redmond  remote-to-ev    sales/remote  sales         connected         no      sales/remote -> edge -> fe -> sales                          sales/remote -> edge -> sales
  redmond  ev-to-pbx       sales         workshop      connected  t2     no      sales -> fe -> med -> gw2 -> pbx -> workshop                 sales -> med -> gw2 -> pbx -> workshop
  redmond  pbx-to-ev       workshop      sales         connected  t2     no      workshop -> pbx -> gw2 -> med -> fe -> sales                 workshop -> pbx -> gw2 -> med -> sales
  redmond  remote-to-pbx   sales/remote  workshop      connected  t2     no      sales/remote -> edge -> fe -> med -> gw2 -> pbx -> workshop  sales/remote -> edge -> med -> gw2 -> pbx -> workshop
  redmond  pbx-to-remote   workshop      sales/remote  connected  t2     no      workshop -> pbx -> gw2 -> med -> fe -> edge -> sales/remote  workshop -> pbx -> gw2 -> med -> edge -> sales/remote
  redmond  pbx-to-pbx      workshop      workshop      connected         no      workshop -> pbx -> workshop                                  workshop -> pbx -> workshop
  redmond  pbx-to-pstn     workshop      +12065550123  connected         no      workshop -> pbx -> gw2 -> pstn                               workshop -> pbx -> gw2 -> pstn
  redmond  pstn-to-pbx     +12065550123  +14255550200  connected         no      pstn -> gw2 -> pbx -> workshop                               pstn -> gw2 -> pbx -> workshop

  the plan does not say
    assuming gateway 'gw1' accepts media from clients

  14 calls: 14 connected
  $ lync-topo simulate --matrix --fail pbx calls.xml | tail -n 1
  14 calls: 7 connected, 7 failed
  $ lync-topo simulate --matrix --fail pbx calls.xml > /dev/null
  [1]
  $ lync-topo simulate --matrix -f json calls.xml | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["calls"]))'
  14
  $ lync-topo simulate --matrix --ladder -q calls.xml | grep -c '^call '
  14
  $ lync-topo simulate -q --matrix --from sales --to +12065550123 calls.xml | head -n 2
  site or call  kind            from          to            outcome    trunk  bypass  signalling                                                   media
  c1            ev-to-pstn      sales         +12065550123  connected  t1     yes     sales -> fe -> med -> gw1 -> pstn                            sales -> gw1 -> pstn

A scenario whose expectations are met: exit 0, failed calls or not.

  $ cat > met.xml <<END
  > <scenario xmlns="urn:lync-topo:scenario:1">
  >   <call id="before" from="sales" to="+12065550123" expect="connected" expect-trunk="t1"
  >         expect-signalling="sales fe med gw1 pstn" expect-media="sales gw1 pstn"/>
  >   <call id="while" from="sales" dialled="95559876" at-s="70" expect="408"/>
  >   <call id="after" from="sales" to="+12065550123" at-s="300" duration-s="1.5" expect="connected"/>
  >   <fail target="fe" at-s="60" until-s="200"/>
  >   <policy name="route-selection" value="ordered"/>
  >   <run seed="3"/>
  > </scenario>
  > END
  $ lync-topo simulate -q --scenario met.xml calls.xml
  call before: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  call while: sales calls 95559876: failed, 408 Request Timeout
  call after: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ lync-topo simulate --scenario met.xml calls.xml | tail -n 6

  policies, where documents leave it open
    route-selection = ordered, changed [the default: practitioners (Lync Server 2010 Unleashed; no Microsoft page says how a route with several trunks chooses)]
    18 at their defaults (-v lists them)

  3 calls: 2 connected, 1 failed

No two calls of a run have one id. The call by options takes one that is free.

  $ sed 's/id="while"/id="c1"/; s/id="after"/id="c3"/' met.xml > names.xml
  $ lync-topo simulate -q --from sales --to +12065550123 --scenario names.xml calls.xml | cut -d ' ' -f 2
  c2:
  before:
  c1:
  c3:
  $ lync-topo simulate -q --scenario met.xml --scenario names.xml calls.xml
  lync-topo: two scenarios have a call or traffic 'before'; name one of them otherwise
  [2]

A remote worker of a group that has none is nobody.

  $ sed 's/remote="[0-9]*"/remote="0"/' calls.xml > inside.xml
  $ lync-topo simulate -q --from sales/remote --to +12065550123 inside.xml
  lync-topo: --from 'sales/remote' is nobody here: name a group, GROUP/remote, a device, or a number with +
  [2]
  $ sed 's/from="sales" to/from="sales\/remote" to/' met.xml > outside.xml
  $ lync-topo simulate -q --scenario outside.xml inside.xml
  outside.xml:2:27: error: from of call 'before' is a remote worker of 'sales', but nobody of that group can be one [bad-value]
  outside.xml:5:26: error: from of call 'after' is a remote worker of 'sales', but nobody of that group can be one [bad-value]
  [1]

Expectations that are not met: exit 1, with the difference.

  $ sed 's/"408"/"503"/; s/"t1"/"t2"/; s/gw1 pstn/gw2 pstn/g' met.xml > unmet.xml
  $ lync-topo simulate -q --scenario unmet.xml calls.xml
  call before: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
    NOT AS EXPECTED: expected trunk t2, but it is t1
    NOT AS EXPECTED: expected signalling sales fe med gw2 pstn, but it is sales fe med gw1 pstn
    NOT AS EXPECTED: expected media sales gw2 pstn, but it is sales gw1 pstn
  call while: sales calls 95559876: failed, 408 Request Timeout
    NOT AS EXPECTED: expected 503, but the call is failed (408)
  call after: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  [1]
  $ lync-topo simulate --scenario unmet.xml calls.xml | tail -n 1
  3 calls: 2 connected, 1 failed; 4 expectations not met

A scenario that names what is not there is reported with its place. One that cannot be read is exit 3.

  $ sed 's/target="fe"/target="fee"/; s/route-selection/route-choice/' met.xml > wrong.xml
  $ lync-topo simulate -q --scenario wrong.xml calls.xml
  wrong.xml:6:17: error: target of fail of the scenario names 'fee', which no element of the deployment has as its id (did you mean 'fe'?) [unresolved-reference]
  wrong.xml:7:17: error: the engine has no such policy 'route-choice' [bad-value]
  [1]
  $ lync-topo simulate -q --scenario nowhere.xml calls.xml
  nowhere.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
  $ lync-topo simulate -q --scenario calls.xml calls.xml
  calls.xml:3:1: error: a scenario is wanted, with the root 'scenario' in the namespace urn:lync-topo:scenario:1, but the file is a topology [not-a-topology]
  [3]
  $ lync-topo simulate -q --scenario met.xml met.xml
  met.xml:1:1: error: the file is a scenario, not a topology [not-a-topology]
  [3]
  $ lync-topo simulate -q --scenario met.xml nowhere.xml
  nowhere.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]

A plan or a scenario may come from standard input.

  $ lync-topo simulate -q --from sales --to +12065550123 - < calls.xml
  call c1: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ lync-topo simulate -q --scenario - calls.xml < met.xml | head -n 1
  call before: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s

JSON, with and without messages.

  $ lync-topo simulate -f json --from sales --to +12065550123 --fail gw1@silent calls.xml > call.json
  $ python3 -c 'import json; c = json.load(open("call.json"))["calls"][0]; print(c["kind"], c["outcome"], c["sip"], c["trunk"], c["setupMs"], c["ringMs"], [(a["trunk"], a["result"], a["startMs"], a["endMs"]) for a in c["attempts"]], "messages" in c)'
  ev-to-pstn connected 200 t2 12500 10500 [('t1', 0, 0, 10000), ('t2', 200, 10000, 12500)] False
  $ lync-topo simulate -f json --ladder --from sales --to +12065550123 calls.xml > call.json
  $ python3 -c 'import json; c = json.load(open("call.json"))["calls"][0]; print([m["text"] for m in c["messages"] if m["from"] == "med" or m["to"] == "med"])'
  ['INVITE', '100 Trying', 'INVITE', '100 Trying', '180 Ringing', '180 Ringing', '200 OK (INVITE)', 'ACK', '200 OK (INVITE)', 'ACK', 'BYE', '200 OK (BYE)', 'BYE', '200 OK (BYE)']
  $ lync-topo simulate -f json --from sales --to +442079460123 calls.xml > call.json
  [1]
  $ python3 -c 'import json; c = json.load(open("call.json"))["calls"][0]; print(c["outcome"], c["sip"], c["setupMs"], c["ringMs"], c["attempts"])'
  no-route 404 None None []

Policies: 486 may be made to move on, and the choice of the first trunk may be left to chance. One seed, one choice.

  $ lync-topo simulate -q --from sales --to +12065550123 --fail gw1@refuse:486 --policy 'retry-codes=486 5xx' calls.xml
  call c1: sales calls +12065550123: connected over trunk t2 of route all, ringing after 0.800 s, set up after 2.800 s
  $ lync-topo simulate --from sales --to +12065550123 --fail gw1@refuse:486 --policy 'retry-codes=486 5xx' calls.xml | sed -n '/^policies/,/^$/{/./p}'
  policies, where documents leave it open
    retry-codes = 486 5xx, changed [the default: 503: New-CsSipResponseCodeTranslationRule; the other 5xx: practitioners (2011, 2013)]
    18 at their defaults (-v lists them)
  $ for seed in 1 2 3 4 5 6 7 8; do lync-topo simulate -f json --from sales --to +12065550123 --policy route-selection=random --seed $seed calls.xml > $seed.json; done
  $ grep -ho '"trunk":"t[12]","atMs"' [1-8].json | sort -u
  "trunk":"t1","atMs"
  "trunk":"t2","atMs"
  $ lync-topo simulate -f json --from sales --to +12065550123 --policy route-selection=random --seed 5 calls.xml | cmp - 5.json
  $ lync-topo simulate -v --from sales --to +12065550123 calls.xml | sed -n '/^policies/,/^$/{/./p}'
  policies, where documents leave it open
    route-selection = round-robin [practitioners (Lync Server 2010 Unleashed; no Microsoft page says how a route with several trunks chooses)]
    pool-selection = round-robin [m-n-trunk: servers of a pool are equally likely; round robin is a choice of ours]
    gateway-once = false [OCS 2007 R2 tries a gateway once a call; with M:N trunks the trunk is the unit]
    retry-codes = 5xx [503: New-CsSipResponseCodeTranslationRule; the other 5xx: practitioners (2011, 2013)]
    retry-after-18x = false [our choice, against ringing twice; Teams Direct Routing says so of itself]
    stop-failover-timer-on = 18x [practitioner (voipnorm): a gateway that sends only 100 was given up]
    failover-timer-at = front-end [KB2565378: the timer of 10 s is one of the outbound routing components, which run on the Front End]
    timeout-retry = true [our choice: a transaction timeout counts as 5xx, and the Mediation Server says 504; else 408]
    options-interval-s = 60 [practitioner (lyncman, 2013)]
    options-timeout-s = 32 [RFC 3261, timer F]
    options-down-after = 5 [practitioner (lyncman, 2013): event 25061 after five misses]
    options-up-after = 1 [practitioner (lyncman, 2013)]
    hold-down-s = 0 [optimistic; practitioners saw 600 to 900 s before a gateway was used again]
    peer-retry = 503 timeout [our choice: what makes a peer try the next server of a pool; a refused connection counts as 503]
    bypass-mismatch = relay [the pages are silent on encryption that does not fit between client and peer]
    cac-reroute = internet pstn voice-mail [call admission control pages, in this order]
    pbx-to-pstn-path = lync [the pages are silent where egress is absent]
    sources = unlimited [our choice: calls come as from very many people; people: who is on the telephone does not call (Engset)]
    incoming-percent = 50 [our choice: the user model counts calls to and from the PSTN together]

The later of two values counts, wherever it stands.

  $ lync-topo simulate --scenario met.xml --policy route-selection=random calls.xml | grep 'route-selection ='
    route-selection = random, changed [the default: practitioners (Lync Server 2010 Unleashed; no Microsoft page says how a route with several trunks chooses)]
  $ lync-topo simulate --policy route-selection=random --scenario met.xml calls.xml | grep 'route-selection ='
    route-selection = ordered, changed [the default: practitioners (Lync Server 2010 Unleashed; no Microsoft page says how a route with several trunks chooses)]

Captures and SIPp scenarios.

  $ lync-topo simulate -q --from sales/remote --to +12065550123 --pcap call.pcap calls.xml
  lync-topo: the plan has no address of med, so the capture says 192.0.2.1
  lync-topo: the plan has no address of gw1, so the capture says 192.0.2.2
  call c1: sales/remote calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ od -A n -t x4 -N 4 call.pcap | tr -d ' '
  a1b23c4d
  $ lync-topo simulate -q --from sales --to sales/remote --pcap none.pcap calls.xml
  lync-topo: no call went over a trunk, so there is nothing to capture
  [2]
  $ test ! -e none.pcap
  $ lync-topo simulate -q --from sales --to +12065550123 --tap all --pcap none.pcap calls.xml
  lync-topo: --tap: voice-route 'all' is no place that packets of calls pass; name a trunk, VLAN, tunnel, connection, WAN link or box
  [2]
  $ test ! -e none.pcap
  $ lync-topo simulate -q --from sales --to +12065550123 --pcap nowhere/call.pcap calls.xml
  lync-topo: the plan has no address of med, so the capture says 192.0.2.1
  lync-topo: the plan has no address of gw1, so the capture says 192.0.2.2
  lync-topo: the plan has no address of sales, so the capture says 192.0.2.3
  lync-topo: 'nowhere/call.pcap' cannot be written: No such file or directory
  [4]
  $ lync-topo simulate -q --from sales --to +12065550123 --sipp sipp calls.xml
  call c1: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ ls sipp
  README.md
  uac.xml
  uas.xml
  $ lync-topo simulate -q --from sales --to +12065550123 --sipp . calls.xml
  call c1: sales calls +12065550123: connected over trunk t1 of route all, ringing after 0.300 s, set up after 2.300 s
  $ ls *.xml
  branch.xml
  calls.xml
  inside.xml
  met.xml
  names.xml
  odd-names.xml
  office.xml
  outside.xml
  slips.xml
  stand-alone.xml
  uac.xml
  uas.xml
  udp.xml
  unmet.xml
  whole.xml
  wrong.xml

A plan with errors is simulated without what they spoil, which is said: the line has no place in a site.

  $ cat > spoiled.xml <<'TEXT'
  > <topology xmlns="urn:lync-topo:topology:1" name="A line in the wrong place">
  >   <site id="redmond" kind="central">
  >     <front-end-pool id="fe"/>
  >     <mediation-pool id="med" placement="stand-alone" front-end-pool="fe"/>
  >     <gateway id="gw" kind="pstn-gateway"/>
  >     <users id="sales" count="20" telephony="enterprise-voice" voice-policy="all" numbers="+14255550100-0119"/>
  >     <pstn-line id="line" ends-on="gw"/>
  >   </site>
  >   <trunk id="t1" mediation-pool="med" peer="gw" transport="tls"/>
  >   <pstn-usage id="anywhere"/>
  >   <voice-route id="r1" pattern="^\+" trunks="t1" usages="anywhere"/>
  >   <voice-policy id="all" usages="anywhere"/>
  > </topology>
  > TEXT
  $ lync-topo simulate -q --from sales --to +12065550123 spoiled.xml
  lync-topo: the plan has 1 error, and what that spoils is left out; see lync-topo validate
  call c1: sales calls +12065550123: failed, 404 Not Found, after 1 attempt
  [1]

Output that cannot be written.

  $ lync-topo simulate --from sales --to +12065550123 calls.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]
