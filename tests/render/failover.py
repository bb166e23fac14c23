#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The marks of the view failover beside what `simulate --sweep` finds, which is held against brute force by itself: every
single point of failure of a call with the PSTN or for help is marked and every cut numbered, and no cut that is none.

usage: failover.py PROGRAM
"""
import json
import re
import sys

from plans import SAMPLES
from tool import Failures, Tool

TOLD = 9  # cuts that notes list


def leads_outside(entry):
    return "@" not in entry["service"] and ("pstn" in entry["service"] or "emergency" in entry["service"])


def rows(outline):
    """Lines of the outline that stand for a box or a line: their words, and the text."""
    lines = outline.split("\nElements")[1].splitlines()[1:]
    return [(set(re.findall(r"[\w-]+", line)), line) for line in lines if line.strip()]


def check(tool, sample, failures):
    swept = tool.run("simulate", "--sweep", "2", "-f", "json", sample)
    result = json.loads(swept.stdout)
    single = {e["targets"][0] for e in result["spof"] if leads_outside(e)}
    cuts = {tuple(e["targets"]) for e in result["cuts"] if leads_outside(e)}
    done = tool.run("render", "--view", "failover", "--sweep", "2", "-f", "text", sample)
    outline = done.stdout.decode()
    failures.check(done.returncode == 0, f"{sample.stem}: exit {done.returncode} {done.stderr}")
    for part in single:
        shown = [line for words, line in rows(outline) if part in words]
        failures.check(not shown or any("single point of failure" in line and "needed by" in line for line in shown),
                       f"{sample.stem}: {part} is not marked in {shown}")
    for part in {part for cut in cuts for part in cut}:
        shown = [line for words, line in rows(outline) if part in words]
        failures.check(not shown or any(re.search(", cuts? \\d", line) for line in shown),
                       f"{sample.stem}: {part} is in no cut of {shown}")
    told = re.findall(r"^Cut \d+: without (.*), (?:\S+ loses|\d+ sites lose) ", outline, re.M)
    failures.check({tuple(cut.split(" + ")) for cut in told} <= cuts and len(told) == min(len(cuts), TOLD),
                   f"{sample.stem}: told {told} of {sorted(cuts)}")
    more = re.search(r"^(\d+) more: simulate --sweep", outline, re.M)
    failures.check(len(told) + (int(more.group(1)) if more else 0) == len(cuts), f"{sample.stem}: {more} more")
    numbers = {int(n) for line in outline.splitlines() for group in re.findall(r", cuts? ([\d, ]+)", line)
               for n in re.findall(r"\d+", group)}
    failures.check(not numbers or (min(numbers) >= 1 and max(numbers) <= len(cuts)), f"{sample.stem}: {numbers}")
    return len(single), len(cuts)


def main(program):
    tool, failures = Tool(program), Failures("failover")
    found = [check(tool, sample, failures) for sample in SAMPLES]
    failures.check(sum(n for n, _ in found) > 20 and max(n for _, n in found) > TOLD, f"too little to look at: {found}")
    partial = tool.run("render", "--view", "failover", "--limit", "simulated-sites=1", "-f", "text",
                       next(s for s in SAMPLES if s.stem == "two-sites-and-branch"))
    failures.check(b"Failures were tried for the first 1 of 3 sites." in partial.stdout, "a limit that is not told of")
    limited = tool.run("render", "--view", "failover", "--limit", "trials=1", "-f", "text", SAMPLES[0])
    failures.check(b"not all failures were tried" in limited.stdout, "a limit of trials that is not told of")
    other = tool.run("render", "--view", "topology", "--sweep", "2", "-f", "text", SAMPLES[0])
    failures.check(other.returncode == 2 and b"--sweep" in other.stderr, "--sweep without the view failover")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
