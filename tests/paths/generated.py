#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two hundred generated deployments of 1 to 20 sites: calls between people, things and numbers picked by the seed take
the way that the oracle says.

usage: generated.py PROGRAM
"""
import random
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate"), str(HERE)]
import good
from calls import OUTSIDE, Asker, callees, callers, judge, site_of
from plan import Plan
from tool import Failures, Tool

COUNT = 100
CALLS = 40


def pick(plan, chance):
    """Calls of which each caller of the plan begins some: out, in, to neighbours and to anybody."""
    begin, end = callers(plan), callees(plan)
    place = {who: site_of(plan, who) for who in {*begin, *end}}
    asked = []
    while len(asked) < CALLS:
        caller = chance.choice(begin)
        near = [who for who in end if place[who] == place[caller]]
        asked += [(caller, chance.choice(OUTSIDE), None), (caller, chance.choice(near), None),
                  (chance.choice(OUTSIDE), chance.choice(end), None), (caller, chance.choice(end), None)]
    return asked


def main(program):
    failures = Failures("paths of generated deployments")
    decided = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asker = Asker(Tool(program), folder)
        for seed in range(COUNT):
            path = folder / f"seed{seed}.xml"
            path.write_text(good.generate(seed, 1 + seed % 20, plain=seed % 3 == 0))
            plan = Plan(path)
            asked = pick(plan, random.Random(seed))
            decided += judge(asker, path, plan, asked, failures, f"seed {seed}")
    failures.check(decided > COUNT * CALLS * 4 // 5, f"only {decided} calls that the documents decide")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
