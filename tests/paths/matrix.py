#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""simulate --matrix has one call of each kind that each site has, and each of them goes the documented way.

A site has a kind if the oracle connects a call of it between people and things of that site, or between them and the
PSTN. Judged on the samples and on some generated deployments.

usage: matrix.py PROGRAM
"""
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate"), str(HERE)]
import good
from calls import OUTSIDE, Asker, callees, callers, differences, site_of
from check import PLANS
from oracle import Oracle, plan_file
from plan import Plan
from tool import Failures, Tool

# The kinds that docs/cli.md names, and a remote worker's call to a colleague.
WANTED = {"ev-to-ev", "ev-to-pstn", "pstn-to-ev", "remote-to-pstn", "pstn-to-remote", "ev-to-pbx", "pbx-to-ev",
          "remote-to-pbx", "pbx-to-remote", "pbx-to-pbx", "pbx-to-pstn", "pstn-to-pbx", "device-to-pstn",
          "pstn-to-device", "ev-to-um", "remote-to-ev"}
GENERATED = 20


def kinds_of_sites(plan):
    """(site, kind) of all that every site has."""
    oracle = Oracle(plan)
    found = set()
    begin = [(who, site_of(plan, who)) for who in callers(plan)]
    end = [(who, site_of(plan, who)) for who in callees(plan)]
    pairs = [(one, other, site) for one, site in begin for other, there in end if site == there]
    pairs += [(who, OUTSIDE[0], site) for who, site in begin]
    pairs += [(OUTSIDE[0], who, site) for who, site in end]
    for caller, callee, site in pairs:
        said = oracle.judge(caller, callee)
        if not said.open and said.outcomes == {"connected"} and len(said.kinds) == 1:
            found |= {(site, kind) for kind in said.kinds if kind in WANTED}
    return found


def check_matrix(asker, path, failures, where):
    plan = Plan(path)
    oracle = Oracle(plan)
    _, result = asker.simulate(path, "--matrix", "--policy", "route-selection=ordered")
    ids = Counter(call["id"] for call in result["calls"])
    failures.check(max(ids.values(), default=0) <= 1, f"{where}: ids stand twice: {ids.most_common(2)}")
    has = set()
    for call in result["calls"]:
        site = site_of(plan, call["from"]) or site_of(plan, call["to"])
        has.add((site, call["kind"]))
        for wrong in differences(call, oracle.judge(call["from"], call["to"])):
            failures.check(False, f"{where}: {call['from']} to {call['to']}: {wrong}")
    wanted = kinds_of_sites(plan)
    for site, kind in sorted(wanted - has):
        failures.check(False, f"{where}: no {kind} for site {site}")
    failures.check(wanted, f"{where}: no site has any kind")


def main(program):
    failures = Failures("matrix")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asker = Asker(Tool(program), folder)
        for name in PLANS:
            check_matrix(asker, plan_file(name), failures, name)
        for seed in range(GENERATED):
            path = folder / f"seed{seed}.xml"
            path.write_text(good.generate(seed, 1 + seed % 12))
            check_matrix(asker, path, failures, f"seed {seed}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
