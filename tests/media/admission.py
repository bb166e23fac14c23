#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Call admission control: which calls pass, what becomes of the others, and that the result says why.

Of 2,000 kbit/s with 200 a session, 25 calls of 80 kbit/s pass, 20 of 97 (Microsoft's 92 with 5 of RTCP), 12 of 161.

usage: admission.py PROGRAM
"""
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import plans
from links import Asker, links
from tool import Failures, Tool

CAC = 'call-admission-control="true" media-encryption="none" '
SITES = CAC + 'media-bypass="site-and-region"'


def outcomes(result):
    return Counter((call["outcome"], call["sip"]) for call in result["calls"])


def checks(call):
    return [step["what"] for step in call["steps"] if step["what"].startswith("call admission control,")]


def check_totals(asker, failures):
    """People of the branch over the gateway of the centre: one leg crosses the WAN."""
    for model, room in (("wire", 25), ("microsoft", 20), ("microsoft-fec", 12)):
        for caller, callee in (("shop", plans.OUTSIDE), (plans.OUTSIDE, "shop")):
            result = asker.ask(plans.branch(CAC, gateway="centre"), plans.calls(30, caller, callee), "--bandwidth-model",
                               model, codes=(1,))
            failures.check(outcomes(result) == {("connected", 200): room, ("failed", 488): 30 - room},
                           f"{model}, from {caller}: {outcomes(result)}, not {room} of 30")
            failures.check(links(result)["wan"]["calls"] == room, f"{model}: {links(result)['wan']}")
    plan = plans.branch(CAC, gateway="centre", limits='audio-total-kbps="2000" audio-session-kbps="200"', branch_policy="",
                        wan='bandwidth-policy="thin"')
    failures.check(outcomes(asker.ask(plan, plans.calls(30, "shop"), codes=(1,)))[("connected", 200)] == 25,
                   "the policy of the WAN link counts as the network site's")
    failures.check(outcomes(asker.ask(plans.branch(gateway="centre"), plans.calls(30, "shop")))[("connected", 200)] == 30,
                   "without call admission control all pass")


def check_legs(asker, failures):
    """Without bypass both legs are checked, and both cross the WAN where people and gateway are at the branch."""
    result = asker.ask(plans.branch(CAC), plans.calls(13, "shop"), codes=(1,))
    failures.check(outcomes(result)[("connected", 200)] == 12, f"both legs cross: {outcomes(result)}")
    first = checks(result["calls"][0])
    failures.check(len(first) == 2 and "where 0 of 2000" in first[0] and "where 80 of 2000" in first[1], f"{first}")
    for caller, callee in (("shop", plans.OUTSIDE), (plans.OUTSIDE, "shop"), ("head", plans.OUTSIDE)):
        for gateway in ("branch", "centre"):
            call = asker.ask(plans.branch(CAC, gateway=gateway), plans.calls(1, caller, callee))["calls"][0]
            failures.check(len(checks(call)) == 2, f"{caller} to {callee} by the {gateway}: {checks(call)}")
    call = asker.ask(plans.branch(CAC, gateway="centre"), plans.calls(1, "head"))["calls"][0]
    failures.check(all("both are in network-site 'ns-c'" in text for text in checks(call)), f"{checks(call)}")


def check_bypass_first(asker, failures):
    """A call with bypass takes nothing (CAC001): 40 pass. With another bypass id the leg to the gateway is checked."""
    result = asker.ask(plans.branch(SITES), plans.calls(40, "shop"))
    failures.check(outcomes(result) == {("connected", 200): 40}, f"bypass: {outcomes(result)}")
    steps = [step["what"] for step in result["calls"][0]["steps"]]
    failures.check(checks(result["calls"][0]) == [steps[-1]] and "media bypass" in steps[-1], f"bypass: {steps}")
    result = asker.ask(plans.branch(SITES), plans.calls(30, "head"), codes=(1,))
    failures.check(outcomes(result)[("connected", 200)] == 25, f"other bypass id: {outcomes(result)}")
    failures.check("both are in" in checks(result["calls"][0])[0] and "ns-b" in checks(result["calls"][0])[1],
                   f"{checks(result['calls'][0])}")


def check_time(asker, failures):
    """What a call took is free at the moment it ends."""
    plan = plans.branch(CAC, gateway="centre", limits='audio-total-kbps="80" audio-session-kbps="80"')
    texts = [f'<call id="c{i}" from="shop" to="{plans.OUTSIDE}" at-s="{at}" duration-s="98"/>'
             for i, at in enumerate((0, 99.999, 100))]
    result = asker.ask(plan, plans.SCENARIO + "".join(texts) + "</scenario>", codes=(1,))
    failures.check([call["sip"] for call in result["calls"]] == [200, 488, 200],
                   f"one after the other: {[call['sip'] for call in result['calls']]}")


def check_session(asker, failures):
    """A session limit below G.711 leaves clients narrowband RTAudio, 30 bytes in 20 ms; a gateway has G.711 only."""
    limits = 'audio-total-kbps="2000" audio-session-kbps="60"'
    call = asker.ask(plans.branch(CAC, gateway="centre", limits=limits), plans.calls(1, "shop"))["calls"][0]
    hop = [(hop["codec"], hop["kbps"]) for hop in call["hops"] if (hop["from"], hop["to"]) == ("shop", "med")]
    failures.check(hop == [("rta-nb", (30 + 40) * 8 / 20)], f"narrow: {hop}")
    failures.check("the client speaks rta-nb" in checks(call)[0], f"{checks(call)}")
    result = asker.ask(plans.branch(CAC, limits=limits), plans.calls(1, "head"), codes=(1,))
    failures.check(outcomes(result) == {("failed", 488): 1}, f"to the gateway: {outcomes(result)}")
    failures.check(any("gives a session 60 kbit/s, and g711u needs 80" in text for text in checks(result["calls"][0])),
                   f"{result['calls'][0]['steps']}")
    for limits, room in (('audio-total-kbps="2000"', 20), ('audio-session-kbps="200"', 0)):
        result = asker.ask(plans.branch(CAC, gateway="centre", limits=limits), plans.calls(30, "shop"),
                           "--bandwidth-model", "microsoft", codes=(1,))
        failures.check(outcomes(result)[("connected", 200)] == room, f"{limits}: {outcomes(result)}, not {room}")


def check_intersite(asker, failures):
    """Between two network sites with a policy of their own only that one counts."""
    rest = '<bandwidth-policy id="direct" audio-total-kbps="160" audio-session-kbps="100"/>' \
           '<intersite-policy id="is" between="ns-b ns-c" bandwidth-policy="direct" direct-link="true"/>'
    result = asker.ask(plans.branch(CAC, gateway="centre", rest=rest), plans.calls(5, "shop"), codes=(1,))
    failures.check(outcomes(result)[("connected", 200)] == 2, f"intersite policy: {outcomes(result)}")
    failures.check("intersite-policy 'is'" in checks(result["calls"][0])[0], f"{checks(result['calls'][0])}")


NO_ROOM = 'audio-total-kbps="0" audio-session-kbps="100"'
EDGES = ('<edge-pool id="edge-c" fqdn="edge-c.example"/>', '<edge-pool id="edge-b" fqdn="edge-b.example"/>')
MAIL = '<unified-messaging id="um" fqdn="um.example"/>'


def check_internet(asker, failures):
    """By the Internet where both sites have an Edge pool; the policy may forbid it."""
    plan = plans.branch(CAC, gateway="centre", limits=NO_ROOM, extra=EDGES[0])
    failures.check(outcomes(asker.ask(plan, plans.calls(1, "shop"), codes=(1,))) == {("failed", 488): 1}, "one Edge only")
    plan = plan.replace('<users id="shop"', EDGES[1] + '<users id="shop"')
    for caller, callee, media in (("shop", plans.OUTSIDE, "shop edge-b edge-c med gw pstn"),
                                  (plans.OUTSIDE, "shop", "pstn gw med edge-c edge-b shop"),
                                  ("shop", "head", "shop edge-b edge-c head")):
        result = asker.ask(plan, plans.calls(3, caller, callee))
        call = result["calls"][-1]
        failures.check(call["media"] == media.split(), f"{caller} to {callee}: {call['media']}")
        failures.check(links(result)["wan"]["peakKbps"] == 0, f"{caller} to {callee}: {links(result)['wan']}")
    result = asker.ask(plan, plans.calls(1, "shop"), "--policy", "cac-reroute=pstn", codes=(1,))
    failures.check(outcomes(result) == {("failed", 488): 1}, f"not by policy: {outcomes(result)}")


def with_own_gateway(plan):
    """The branch has a gateway too, on which its numbers enter."""
    box = '<gateway id="gw-b" kind="pstn-gateway" fqdn="gw-b.example" ip="10.1.5.12">' \
          '<number-route pattern="^\\+1509\\d{7}$" to="t-b"/><number-route pattern="^\\+\\d+$" to="line-b"/></gateway>' \
          '<survivable-branch-appliance id="sba" fqdn="sba.example" tcp-port="5068" front-end-pool="fe">' \
          '<server id="sba1" ip="10.1.5.13"/></survivable-branch-appliance>'
    trunk = '<trunk id="t-b" mediation-pool="sba" peer="gw-b" transport="tcp" role="pstn" codecs="g711u"/>' \
            '<pstn-line id="line-b" ends-on="gw-b" kind="pri" numbers="+15095550100-0149"/>'
    return (plan.replace('<users id="shop"', box + '<users id="shop"')
            .replace('voice-policy="vp" front-end-pool="fe" subnet', 'voice-policy="vp" front-end-pool="sba" subnet')
            .replace('numbers="+14255550100-0149 +15095550100-0149"/>', 'numbers="+14255550100-0149"/>' + trunk)
            .replace('to="t"/>', 'to="t"/>').replace('^\\+1(425|509)55501', '^\\+142555501'))


def check_pstn(asker, failures):
    """Between people of two sites: out at one and in again at the other, if the voice policy lets it."""
    plan = with_own_gateway(plans.branch(CAC, gateway="centre", limits=NO_ROOM))
    call = asker.ask(plan, plans.calls(1, "head", "shop"))["calls"][0]
    failures.check(call["kind"] == "ev-to-ev" and call["outcome"] == "connected", f"{call['kind']}, {call['outcome']}")
    failures.check(call["signalling"] == "head fe med gw pstn gw-b sba shop".split(), f"{call['signalling']}")
    failures.check(call["media"] == "head med gw pstn gw-b sba shop".split(), f"{call['media']}")
    failures.check(len(checks(call)) == 5 and "refused" in checks(call)[0], f"{checks(call)}")
    failures.check("assuming voice-policy 'vp' lets refused calls go by the PSTN" in call["assumed"], f"{call['assumed']}")
    denied = plan.replace('<voice-policy id="vp"', '<voice-policy id="vp" pstn-reroute="false"')
    for options, text in (((), denied), (("--policy", "cac-reroute=voice-mail internet"), plan)):
        result = asker.ask(text, plans.calls(1, "head", "shop"), *options, codes=(1,))
        failures.check(outcomes(result) == {("failed", 488): 1}, f"{options}: {outcomes(result)}")


def check_voice_mail(asker, failures):
    """The last resort, never refused itself."""
    plan = plans.branch(CAC, gateway="centre", limits=NO_ROOM, extra=MAIL)
    asker_calls = (("head", "shop", "head um"), (plans.OUTSIDE, "+15095550100", "pstn gw med um"))
    for caller, callee, media in asker_calls:
        result = asker.ask(plan, plans.calls(1, caller, callee), codes=(1,))
        failures.check(outcomes(result) == {("failed", 488): 1}, f"nobody has voice mail: {outcomes(result)}")
        has = plan.replace('<users id="shop"', '<users id="shop" voice-mail="true"')
        call = asker.ask(has, plans.calls(1, caller, callee), "--policy", "cac-reroute=voice-mail")["calls"][0]
        failures.check(call["media"] == media.split(), f"{caller}: {call['media']}")
        failures.check(call["kind"].endswith("-to-ev") and any("never refused" in text for text in checks(call)),
                       f"{call['kind']}: {checks(call)}")


def check_next_trunk(asker, failures):
    """A refused leg to a far gateway leaves the next trunk of the route."""
    more = '<gateway id="gw2" kind="pstn-gateway" fqdn="gw2.example" ip="10.0.5.12"/>'
    rest = '<trunk id="t2" mediation-pool="med" peer="gw2" transport="tcp" role="pstn" codecs="g711u"/>' \
           '<pstn-line id="line2" ends-on="gw2" kind="pri"/>'
    plan = plans.branch(CAC, limits=NO_ROOM, extra=more, rest=rest).replace('trunks="t"', 'trunks="t t2"')
    call = asker.ask(plan, plans.calls(1, "head"), "--policy", "route-selection=ordered")["calls"][0]
    failures.check(call["trunk"] == "t2" and call["media"] == "head med gw2 pstn".split(), f"{call['trunk']}")
    failures.check("refused" in checks(call)[0], f"{checks(call)}")


def main():
    failures = Failures("call admission control")
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(Tool(sys.argv[1]), Path(folder))
        for check in (check_totals, check_legs, check_bypass_first, check_time, check_session, check_intersite,
                      check_internet, check_pstn, check_voice_mail, check_next_trunk):
            check(asker, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
