#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What calls need on links, and what people will hear.

The expected figures are sums by hand: 160 bytes of G.711 every 20 ms with RTP 12, UDP 8 and IP 20 are 200 bytes or
80 kbit/s; GRE (RFC 2784) with its IP header adds 24; ESP in tunnel mode with AES-CBC and HMAC-SHA1-96 around that makes
296 of it. Microsoft plans 92 and 5 of RTCP, with error correction 156 and 5.

usage: links.py PROGRAM
"""
import json
import math
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import plans
from tool import Failures, Tool

TUNNELS = {
    'encapsulation="none"': 1840.0,
    'encapsulation="gre"': 2060.8,
    'encapsulation="gre" cipher="aes-128-cbc-sha1"': 2723.2,
}


class Asker:
    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder

    def ask(self, plan, scenario, *options, codes=(0,)):
        (self.folder / "plan.xml").write_text(plan)
        (self.folder / "scenario.xml").write_text(scenario)
        done = self.tool.run("simulate", "-f", "json", "--scenario", self.folder / "scenario.xml", *options,
                             self.folder / "plan.xml")
        if done.returncode not in codes:
            raise AssertionError(f"exit {done.returncode}: {done.stderr.decode()}{done.stdout.decode()[:3000]}")
        return json.loads(done.stdout)


def links(result):
    return {link["link"]: link for link in result["links"]}


def check_tunnels(asker, failures):
    """23 calls over a VPN: the tunnel, its connection and the outer VLAN carry the overhead, the rest does not."""
    for tunnel, wire in TUNNELS.items():
        found = links(asker.ask(plans.vpn(tunnel), plans.calls(23)))
        failures.check(list(found) == ["inside", "outside", "internet", "tun", "t"], f"{tunnel}: links {list(found)}")
        for link, kbps in {"tun": wire, "internet": wire, "outside": wire, "inside": 1840.0, "t": 1840.0}.items():
            wanted = {"link": link, "calls": 23, "peakKbps": kbps, "meanKbps": kbps, "planningKbps": 23 * 97.0}
            failures.check(found.get(link) == wanted, f"{tunnel}: {found.get(link)}, not {wanted}")


def check_models(asker, failures):
    for model, each, planned in (("wire", 80.0, 97.0), ("microsoft", 97.0, 97.0), ("microsoft-fec", 161.0, 161.0)):
        result = asker.ask(plans.vpn('encapsulation="gre"'), plans.calls(10), "--bandwidth-model", model)
        trunk = links(result)["t"]
        failures.check(result["bandwidthModel"] == model, f"the report names {result['bandwidthModel']}, not {model}")
        failures.check((trunk["peakKbps"], trunk["planningKbps"]) == (10 * each, 10 * planned), f"{model}: {trunk}")
        hop = [hop["kbps"] for hop in result["calls"][0]["hops"] if hop["to"] == "near"]
        failures.check(hop == [each], f"{model}: a stretch of {hop}")
    done = asker.tool.run("simulate", "--bandwidth-model", "wired", "--from", "sales", "--to", plans.OUTSIDE, asker.folder / "plan.xml")
    failures.check(done.returncode == 2 and b"wire, microsoft or microsoft-fec" in done.stderr, done.stderr.decode())


def check_branch(asker, failures):
    """Client and gateway at the branch: without bypass media cross the WAN twice, with bypass not at all."""
    on = 'media-bypass="site-and-region" media-encryption="none"'
    for name, root, trunk, kbps in (("off", 'media-encryption="none"', "true", 3680.0), ("on", on, "true", 0.0),
                                    ("off for the trunk", on, "false", 3680.0)):
        for who, to in (("shop", plans.OUTSIDE), (plans.OUTSIDE, "shop")):
            wan = links(asker.ask(plans.branch(root, trunk), plans.calls(23, who, to)))["wan"]
            wanted = (23 if kbps else 0, kbps, kbps, 46 * 97.0 if kbps else 0)
            got = (wan["calls"], wan["peakKbps"], wan["meanKbps"], wan["planningKbps"])
            failures.check(got == wanted, f"bypass {name}, from {who}: {got}, not {wanted}")
    plan = plans.branch(on, gateway="centre", wan='bandwidth-policy="thin"', branch_policy="")
    wan = links(asker.ask(plan, plans.calls(23, "shop")))["wan"]
    failures.check(wan["peakKbps"] == 1840.0, f"bypass ids differ: {wan}")


def check_time(asker, failures):
    """Two calls of 100 s that overlap for 50 s, and one that begins when the first ends."""
    scenario = plans.SCENARIO + "".join(
        f'<call id="c{i}" from="sales" to="{plans.OUTSIDE}" at-s="{at}" duration-s="100" answer-after-s="0"/>'
        for i, at in enumerate((0, 50, 100))) + "</scenario>"
    trunk = links(asker.ask(plans.vpn('encapsulation="gre"'), scenario))["t"]
    failures.check((trunk["calls"], trunk["peakKbps"], trunk["meanKbps"]) == (2, 160.0, 80.0 * 300 / 200), f"{trunk}")


def planners_rating(delay, loss):
    """Cole and Rosenbluth with packet loss concealment; MOS by G.107 annex B."""
    rating = 93.2 - 0.024 * delay - 0.11 * max(0.0, delay - 177.3) - 95 * loss / (loss + 25.1)
    return rating, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating)


def check_quality(asker, failures):
    """20 ms of packet, 40 of jitter buffer or twice the jitter, the links' delay and rate, 20 where media are relayed."""
    for figures, passes, packet in (('delay-ms="30" jitter-ms="5" loss-percent="0.5" bandwidth-kbps="20000"', 1, 210),
                                    ('delay-ms="95" jitter-ms="30" loss-percent="2"', 1, 210)):
        call = asker.ask(plans.vpn('encapsulation="gre"', figures), plans.calls(1))["calls"][0]
        given = dict(item.split("=") for item in figures.replace('"', "").split())
        jitter, loss = float(given["jitter-ms"]), float(given["loss-percent"])
        parts = {"packetisation": 20, "jitter-buffer": max(40.0, 2 * jitter),
                 "serialisation": packet * 8 / float(given["bandwidth-kbps"]) if "bandwidth-kbps" in given else 0,
                 "propagation": float(given["delay-ms"]) * passes, "transcoding": 20}
        delay = sum(parts.values())
        rating, mos = planners_rating(delay, loss)
        quality = call["quality"]
        failures.check({p["part"]: p["ms"] for p in quality["parts"]} == parts, f"{figures}: {quality['parts']}")
        for name, value in (("delayMs", delay), ("jitterMs", jitter), ("lossPercent", loss), ("rating", rating),
                            ("mos", mos)):
            failures.check(math.isclose(quality[name], value, abs_tol=1e-9), f"{figures}: {name} {quality[name]}, not {value}")
        failures.check(quality["estimate"] is True, f"{quality}")


def check_quality_on_wan(asker, failures):
    """Two passes of one link, independent losses; without figures no estimate; RTAudio has no rating."""
    wan = 'delay-ms="15" jitter-ms="4" loss-percent="1"'
    root = 'media-encryption="none"'
    quality = asker.ask(plans.branch(root, wan=wan), plans.calls(1, "shop"))["calls"][0]["quality"]
    delay = {p["part"]: p["ms"] for p in quality["parts"]}["propagation"]
    failures.check((delay, quality["jitterMs"]) == (30, 8), f"two passes: {quality}")
    failures.check(math.isclose(quality["lossPercent"], 1.99), f"two passes: {quality}")
    failures.check(asker.ask(plans.branch(root), plans.calls(1, "shop"))["calls"][0]["quality"] is None, "no figures")
    call = asker.ask(plans.branch(root, wan='delay-ms="15"'), plans.calls(1, "shop"))["calls"][0]
    failures.check({"assuming wan-link 'wan' has no jitter", "assuming wan-link 'wan' has no loss"} <= set(call["assumed"]),
                   f"{call['assumed']}")
    quality = asker.ask(plans.branch(root, wan=wan), plans.calls(1, "shop", "head"))["calls"][0]["quality"]
    failures.check(quality["rating"] is None and quality["delayMs"] > 75 and quality["parts"][4]["ms"] == 0, f"{quality}")


def main():
    failures = Failures("media on links")
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(Tool(sys.argv[1]), Path(folder))
        for check in (check_tunnels, check_models, check_branch, check_time, check_quality, check_quality_on_wan):
            check(asker, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
