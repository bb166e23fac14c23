#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What failures of boxes, pools and ways do to a call, by the words of docs/scenario.md and RFC 3261.

A row is a sample, the call, what fails and what must come of it: the status, each attempt as `trunk/server=result@ms`
(the time at which it begins), the end of the call if it says so, and messages that must or must not pass. `crash`: the
connection is refused at once; `silent`: a timer decides, 10 s where a Front End counts, else timer B of 32 s; `drain`,
`full`, `refuse`: the answer comes at once; `slow`: late; `media-only`: RTCP supervision ends the call 30 s after the
answer, where a Mediation Server watches.

usage: failures.py PROGRAM
"""
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
from tool import ROOT, Failures, Tool

VOIP, VPN, SITES = "voip-only", "sip-trunk-vpn-router", "two-sites-and-branch"
OUT = ("developers", "+12065550123")
IN = ("+12065550123", "developers")
AWAY = ("developers/remote", "+12065550123")
VPN_OUT, VPN_IN = ("sales", "+12125550000"), ("+12125550000", "sales")
SITES_IN = ("+12125550000", "management")
SHOP = ("shop", "+12125550000")
FIRST = "t-aus-1/med-aus-1=200@0"

# sample, call, failures, status, attempts ("" for none), more
ROWS = [
    # Mediation Servers, outbound: the Front End passes over what has crashed, and hears of the rest.
    (VOIP, OUT, ["med-aus-1"], 200, "t-aus-1/med-aus-2=200@0", {}),
    (VOIP, OUT, ["med-aus-1@drain"], 200, "t-aus-1/med-aus-1=503@0 t-aus-1/med-aus-2=200@0", {}),
    (VOIP, OUT, ["med-aus-1@full"], 200, "t-aus-1/med-aus-1=503@0 t-aus-1/med-aus-2=200@0", {}),
    (VOIP, OUT, ["med-aus-1@refuse:500"], 200, "t-aus-1/med-aus-1=500@0 t-aus-1/med-aus-2=200@0", {}),
    (VOIP, OUT, ["med-aus-1@refuse:486"], 486, "t-aus-1/med-aus-1=486@0", {}),
    (VOIP, OUT, ["med-aus-1@silent"], 200, "t-aus-1/med-aus-1=0@0 t-aus-1/med-aus-2=200@10000", {}),
    (VOIP, OUT, ["med-aus-1@options-only"], 200, "t-aus-1/med-aus-1=0@0 t-aus-1/med-aus-2=200@10000", {}),
    (VOIP, OUT, ["med-aus-1@slow:4000"], 200, FIRST, {"setup": 600 + 2000 + 4000}),
    (VOIP, OUT, ["med-aus@drain", "fab-sbc-dal@silent", "fab-sbc-hou@silent"], 503,
     "t-aus-1/med-aus-1=503@0 t-aus-2/med-aus-2=503@0 t-dal/med-aus-1=503@0 t-hou/med-aus-2=503@0", {}),
    # Front End and Edge: the whole pool, or one server of it.
    (VOIP, OUT, ["fe-aus"], 408, "", {"ladder": ["connect refused"], "silent": ["INVITE"]}),
    (VOIP, OUT, ["fe-aus@drain"], 503, "", {"ladder": ["INVITE", "503 Service Unavailable", "ACK"]}),
    (VOIP, OUT, ["fe-aus@refuse:480"], 480, "", {"ladder": ["INVITE", "480 Temporarily Unavailable", "ACK"]}),
    (VOIP, OUT, ["fe-aus-1@drain"], 200, FIRST, {}),
    (VOIP, OUT, ["fe-aus-1 fe-aus-2@full"], 503, "", {}),
    (VOIP, OUT, ["fe-aus@slow:1000"], 200, FIRST, {"setup": 600 + 2000 + 1000}),
    (VOIP, AWAY, ["edge-aus@refuse:500"], 500, "", {}),
    (VOIP, AWAY, ["edge-aus"], 408, "", {}),
    (VOIP, AWAY, ["edge-aus-1@silent"], 200, FIRST, {}),
    # Inbound: the gateway tries the next server itself (policy peer-retry), and waits for timer B.
    (VOIP, IN, ["med-aus-1"], 200, "t-aus-2/med-aus-1=0@0 t-aus-2/med-aus-2=200@0", {}),
    (VOIP, IN, ["med-aus-1@drain"], 200, "t-aus-2/med-aus-1=503@0 t-aus-2/med-aus-2=200@0", {}),
    (VOIP, IN, ["med-aus-1@silent"], 200, "t-aus-2/med-aus-1=0@0 t-aus-2/med-aus-2=200@32000", {}),
    (VOIP, IN, ["med-aus-1@refuse:500"], 500, "t-aus-2/med-aus-1=500@0", {}),
    (VOIP, IN, ["med-aus-1@silent"], 408, "t-aus-2/med-aus-1=0@0", {"policy": "peer-retry=503"}),
    (VOIP, IN, ["med-aus-1@drain"], 503, "t-aus-2/med-aus-1=503@0", {"policy": "peer-retry=timeout"}),
    (VOIP, IN, ["med-aus"], 503, "t-aus-2/=0@0", {}),
    (VOIP, IN, ["fe-aus"], 503, "t-aus-2/med-aus-1=503@0 t-aus-2/med-aus-2=503@0", {}),
    (VPN, VPN_IN, ["red-vpn"], 408, "t-sea/med1=0@0", {}),
    (SITES, SITES_IN, ["med-bos"], 200, "t-bos-nyc/=0@0 t-atl-nyc/med-atl-1=200@0", {}),
    (SITES, SITES_IN, ["t-bos-nyc@drain"], 200, "t-bos-nyc/med-bos-1=503@0 t-atl-nyc/med-atl-1=200@0", {}),
    # A branch appliance: Front End and Mediation Server in one box.
    (SITES, SHOP, ["gw-sav-1@refuse:503"], 200, "t-sav-1/*=503@0 t-sav-2/*=200@*", {}),
    (SITES, SHOP, ["sba-sav@refuse:500"], 500, "", {}),
    # Media on every part of the way.
    (VPN, VPN_OUT, ["red-vpn@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 30000}),
    (VPN, VPN_OUT, ["tun-sea@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 30000}),
    (VPN, VPN_OUT, ["to-fabrikam@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 30000}),
    (VPN, VPN_OUT, ["med1@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 30000}),
    (VPN, VPN_OUT, ["med2@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 180000}),
    (VPN, VPN_OUT, ["fab-sbc-sea@media-only"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 30000}),
    (VOIP, OUT, ["med-aus@media-only"], 200, FIRST, {"end": 600 + 2000 + 180000}),  # media bypass
    (VOIP, AWAY, ["med-aus@media-only"], 200, FIRST, {"end": 600 + 2000 + 30000}),
    (VOIP, AWAY, ["edge-aus@media-only"], 200, FIRST, {"end": 600 + 2000 + 30000}),
    (SITES, ("shop", "management"), ["wan-bos-atl@media-only"], 200, "", {"end": 2000 + 180000, "step": "nobody notices"}),
    (SITES, ("shop", "management"), ["wan-atl-sav"], 408, "", {"silent": ["200 OK (INVITE)"]}),
    # While the call is up; one tunnel takes over from the other.
    (VPN, VPN_OUT, ["red-vpn@crash+60"], 200, "t-sea/med1=200@0", {"end": 60000 + 30000}),
    (VPN, VPN_OUT, ["tun-sea@crash+60"], 200, "t-sea/med1=200@0", {"end": 400 + 2000 + 180000}),
    (VPN, VPN_OUT, ["tun-sea tun-den@crash+60"], 200, "t-sea/med1=200@0", {"end": 60000 + 30000}),
]


def fail_element(text):
    targets, _, mode = text.partition("@")
    mode, _, at = mode.partition("+")
    mode, _, value = mode.partition(":")
    more = f' mode="{mode}"' if mode else ""
    more += f' at-s="{at}"' if at else ""
    if value:
        more += f' delay-ms="{value}"' if mode == "slow" else f' code="{value}"'
    return f'<fail target="{targets}"{more}/>'


def play(tool, folder, row):
    sample, (caller, callee), fails, _, _, more = row
    scenario = folder / "scenario.xml"
    scenario.write_text('<scenario xmlns="urn:lync-topo:scenario:1">'
                        f'<call id="c" from="{caller}" to="{callee}" answer-after-s="2" duration-s="180"/>'
                        + "".join(map(fail_element, fails)) + "</scenario>")
    options = ["--policy", more["policy"]] if "policy" in more else []
    done = tool.run("simulate", "-f", "json", "--ladder", "--scenario", scenario, *options,
                    ROOT / "samples" / f"{sample}.xml")
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit {done.returncode} for {row}: {done.stderr.decode()[-2000:]}")
    return json.loads(done.stdout)["calls"][0]


def matches(attempt, wanted):
    text = [attempt["trunk"] + "/" + attempt["server"], str(attempt["result"]), f"{attempt['startMs']:g}"]
    place, _, rest = wanted.partition("=")
    result, _, start = rest.partition("@")
    parts = [place, result, start]
    if place.endswith("/*"):
        text[0] = attempt["trunk"] + "/*"
    return all(want in ("*", got) for want, got in zip(parts, text))


def check_row(tool, folder, row, failures):
    _, _, _, status, attempts, more = row
    call = play(tool, folder, row)
    name = f"{row[:3]}"
    failures.check(call["sip"] == status, f"{name}: {call['sip']}, not {status}")
    wanted = attempts.split()
    got = [f"{a['trunk']}/{a['server']}={a['result']}@{a['startMs']:g}" for a in call["attempts"]]
    failures.check(len(got) == len(wanted) and all(map(matches, call["attempts"], wanted)),
                   f"{name}: attempts {' '.join(got)}, not {attempts}")
    texts = [message["text"] for message in call["messages"]]
    if "setup" in more:
        failures.check(call["setupMs"] == more["setup"], f"{name}: set up after {call['setupMs']}")
    if "end" in more:
        failures.check(abs(call["endMs"] - more["end"]) < 100, f"{name}: ends at {call['endMs']}, not {more['end']}")
    if "ladder" in more:
        failures.check([text for text in texts if text != "100 Trying"] == more["ladder"], f"{name}: messages {texts}")
    for text in more.get("silent", ()):
        failures.check(text not in texts, f"{name}: {text} passes")
    if "step" in more:
        failures.check(any(more["step"] in step["what"] for step in call["steps"]), f"{name}: no step {more['step']}")


def main(program):
    tool = Tool(program)
    failures = Failures("failures")
    with tempfile.TemporaryDirectory() as folder:
        for row in ROWS:
            check_row(tool, Path(folder), row, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
