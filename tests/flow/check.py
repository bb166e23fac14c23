#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What many calls come to at flow level is what the full engine says of each of them.

`simulate -q` prints the first line of every call and answers for it with the flow level of the engine, which makes a
call in full only when it has seen none like it. Without -q every call is made in full, and its first line stands among
its reasons. So the lines must be the same: for the samples and for generated deployments, with random calls, failures
of every kind at random times, and trunks and peers that have room for a few calls.

usage: check.py PROGRAM
"""
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from many_calls import Plan, scenario
from tool import ROOT, Failures, Tool

CALLS = 400
GENERATED = range(8)


def headlines(text):
    """Each call's first line and, after it, what was not as expected."""
    return [line for line in text.splitlines() if line.startswith((b"call ", b"  NOT AS EXPECTED:"))]


def outcome(line):
    return line.split(b": ", 2)[2].split(b",")[0].split(b" over ")[0].decode()


def judge(tool, folder, name, text, failures, seen):
    chance = random.Random(name)
    plan = Plan(text, chance)
    (folder / "plan.xml").write_bytes(plan.text())
    for broken in (0, 6):
        (folder / "scenario.xml").write_bytes(scenario(plan, CALLS, broken))
        command = ("simulate", "--scenario", "scenario.xml", "plan.xml")
        full, quiet = tool.run(*command, cwd=folder), tool.run(*command, "-q", cwd=folder)
        wanted, got = headlines(full.stdout), quiet.stdout.splitlines()
        failures.check(full.returncode in (0, 1) and full.returncode == quiet.returncode,
                       f"{name}: exit {full.returncode} and {quiet.returncode}: {full.stderr.decode()[:300]}")
        failures.check(len(got) >= CALLS, f"{name}: {len(got)} lines for {CALLS} calls")
        for expected, line in zip(wanted, got):
            failures.check(expected == line, f"{name}, {broken} failures:\n  full {expected}\n  flow {line}")
            if line.startswith(b"call "):
                seen[outcome(line)] += 1
        failures.check(len(wanted) == len(got), f"{name}: {len(wanted)} lines and {len(got)}")


def main(program):
    tool = Tool(program)
    failures = Failures("flow level")
    seen = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sorted((ROOT / "samples").glob("*.xml")):
            if not path.stem.endswith(("-bad", "scenario")):
                judge(tool, folder, path.stem, path.read_text(), failures, seen)
        for seed in GENERATED:
            judge(tool, folder, f"seed {seed}", good.generate(seed=seed, sites=5), failures, seen)
    for outcome_seen in ("connected", "failed", "no-route", "blocked"):
        failures.check(seen[outcome_seen] > 50, f"only {seen[outcome_seen]} calls were {outcome_seen}")
    print(dict(seen))
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
