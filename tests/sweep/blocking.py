#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`simulate --sweep --blocking` beside Erlang's formula: people who may use several gateways lose what the channels that
are left lose, so least sets and availability can be summed up here.

usage: blocking.py PROGRAM
"""
import json
import sys
import tempfile
from itertools import combinations, product
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
from tool import Failures, Tool

ERLANG = 9
UP, DOWN = 1000, 24  # hours
HEAD = """<topology xmlns="urn:lync-topo:topology:1" name="gateways"><site id="s" kind="central"><front-end-pool id="fe"/>
<mediation-pool id="med" placement="stand-alone" front-end-pool="fe"/>
<users id="sales" count="300" telephony="enterprise-voice" numbers="+14255550100-0399" voice-policy="all" {calls}/>"""


def plan(channels, routes, calls='calls-per-hour="0.6" mean-call-s="180"'):
    text = [HEAD.format(calls=calls)]
    text += [f'<gateway id="gw{n}" kind="pstn-gateway" channels="{c}" mtbf-h="{UP}" mttr-h="{DOWN}"/>'
             for n, c in enumerate(channels)]
    text.append("</site>")
    text += [f'<pstn-line id="line{n}" ends-on="gw{n}"/><trunk id="t{n}" mediation-pool="med" peer="gw{n}" transport="tls"/>'
             for n, _ in enumerate(channels)]
    text += [f'<pstn-usage id="u{n}"/><voice-route id="r{n}" pattern="^\\+" trunks="{trunks}" usages="u{n}" priority="{n}"/>'
             for n, trunks in enumerate(routes)]
    text.append(f'<voice-policy id="all" usages="{" ".join(f"u{n}" for n, _ in enumerate(routes))}"/></topology>')
    return "\n".join(text)


def erlang_b(circuits, erlang):
    blocking = 1.0
    for n in range(1, circuits + 1):
        blocking = erlang * blocking / (n + erlang * blocking)
    return blocking


def loss(channels, failed):
    """Of calls out, when these parts have failed."""
    if {"fe", "med"} & failed:
        return 1.0
    return erlang_b(sum(c for n, c in enumerate(channels) if not {f"gw{n}", f"t{n}"} & failed), ERLANG)


def least_sets(channels, target):
    parts = ["fe", "med"] + [f"{kind}{n}" for n, _ in enumerate(channels) for kind in ("gw", "t")]
    found = []
    for size in (1, 2):
        for chosen in map(frozenset, combinations(parts, size)):
            if loss(channels, chosen) > target and not any(less <= chosen for less in found):
                found.append(chosen)
    return set(found)


def availability(channels, target):
    share = UP / (UP + DOWN)
    total = 0.0
    for state in product((True, False), repeat=len(channels)):
        failed = {f"gw{n}" for n, works in enumerate(state) if not works}
        if loss(channels, failed) <= target:
            total += share**sum(state) * (1 - share)**(len(state) - sum(state))
    return total


def ask(tool, folder, text, target, *options):
    (folder / "plan.xml").write_text(text)
    return tool.run("simulate", "--sweep", "2", "--availability", "--blocking", f"{target:.7f}", "--policy", "incoming-percent=0",
                    *options, "plan.xml", cwd=folder)


def check_plan(tool, folder, channels, routes, target, failures):
    name = f"{channels} {routes} {target}"
    done = ask(tool, folder, plan(channels, routes), target, "-f", "json")
    failures.check(done.returncode in (0, 1) and not done.stderr, f"{name}: exit {done.returncode}, {done.stderr.decode()}")
    result = json.loads(done.stdout)
    ours = [entry for entry in result["services"] if entry["service"] == "ev-to-pstn@blocking"]
    works = loss(channels, frozenset()) <= target
    failures.check([entry["works"] for entry in ours] == [works], f"{name}: {ours}, works: {works}")
    failures.check(done.returncode == (0 if works else 1), f"{name}: exit {done.returncode}")
    found = {frozenset(cut["targets"]) for cut in result["spof"] + result["cuts"] if cut["service"] == "ev-to-pstn@blocking"}
    wanted = least_sets(channels, target) if works else set()
    failures.check(found == wanted, f"{name}: {sorted(map(sorted, found))}, not {sorted(map(sorted, wanted))}")
    shares = [entry["value"] for entry in result["availability"] if entry["service"] == "ev-to-pstn@blocking"]
    failures.check(not works or abs(shares[0] - availability(channels, target)) < 1e-12, f"{name}: {shares}")
    return len(found)


def main(program):
    failures = Failures("blocking after failures")
    tool = Tool(program)
    seen = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for channels in ((12, 16), (16, 16), (8, 8, 8), (20, 4, 6)):
            together = " ".join(f"t{n}" for n, _ in enumerate(channels))
            for routes in ((together,), tuple(together.split())):
                for target in (0.05, 0.02, 0.000001):
                    seen += check_plan(tool, folder, channels, routes, target, failures)
        failures.check(seen > 50, f"only {seen} least sets in all")
        silent = ask(tool, folder, plan((12, 16), ("t0 t1",), ""), 0.01)
        failures.check(silent.returncode == 0 and b"exactly for no service" in silent.stderr, f"nobody's traffic: {silent}")
        full = ask(tool, folder, plan((4, 4), ("t0 t1",)), 0.01)
        failures.check(full.returncode == 1 and b"full trunks cost more calls" in full.stdout, f"too full: {full}")
        lonely = tool.run("simulate", "--blocking", "0.01", "plan.xml", cwd=folder)
        failures.check(lonely.returncode == 2, f"--blocking without a sweep: {lonely}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
