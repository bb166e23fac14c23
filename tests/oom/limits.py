#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every limit at small values: what runs out must end in a located DOC013 and exit 3, never in a signal, and never
in a verdict that rests on half of the work; or, for calls that rules want made, in a count of what was left out.
With room enough the result is the usual one.

usage: limits.py PROGRAM [--sparsely] [FILE...]     --sparsely tries a value out of four
"""
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, TESTS, Failures, Tool

# Rules about simulated calls, as the catalogue marks them.
ABOUT_CALLS = {"OPT025", "OPT031", "BYP002", "BYP019", "CAC001", "CAC006", "RTE040", "HAV030"}

# Limit: values to try. The last one must be enough for every file here.
LIMITS = {
    "number-tests": (*range(1, 40), *range(40, 400, 12), 100000),
    "elements": (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 100000),
    "attributes": (1, 2, 3, 5, 8, 13, 60),
    "namespaces": (1, 16),
    "depth": (1, 2, 3, 4, 5, 30),
    "files": (1, 50),
    "faults": (1, 2, 3, 5, 8, 1000),
}


def faults(result):
    return [f for f in result["findings"] if f["rule"] == "DOC013"]


def is_said(result, usual):
    """Calls of a site are made whole or not at all: the summary counts the sites, and only what rules say about calls
    may be missing."""
    simulated = result["summary"]["simulated"]
    missing = {f["rule"] for f in usual["findings"]} - {f["rule"] for f in result["findings"]}
    return simulated["sites"] < simulated["of-sites"] and missing <= ABOUT_CALLS


def check_value(tool, path, limit, value, usual, failures):
    """One run; returns whether the limit was reached."""
    what = f"{path.name} with {limit}={value}"
    done = tool.run("validate", "-f", "json", "--limit", f"{limit}={value}", path)
    if not failures.check(done.returncode in (0, 1, 3), f"{what}: exit {done.returncode}"):
        return True
    result = json.loads(done.stdout)
    reached = faults(result)
    for fault in reached:
        failures.check(f"'{limit}'" in fault["message"] and f"--limit {limit}=" in fault["message"],
                       f"{what}: DOC013 does not name the limit: {fault['message']}")
    if reached:
        failures.check(done.returncode == 3, f"{what}: exit {done.returncode} with a DOC013")
    else:
        failures.check(result == usual or is_said(result, usual), f"{what}: another result, but no DOC013")
    found, known = ({(f["rule"], f["element"]) for f in r["findings"]} for r in (result, usual))
    strange = found - known
    failures.check({rule for rule, _ in strange} <= {"DOC013"}, f"{what}: found only where work is cut off: {strange}")
    return bool(reached)


def some_of(values):
    return (*values[:-1:4], values[-1])


def main(program, *names):
    sparsely = "--sparsely" in names
    names = [name for name in names if name != "--sparsely"]
    tool = Tool(program)
    failures = Failures("limits")
    paths = [Path(name) for name in names] or [
        *sorted((ROOT / "samples").glob("*.xml")), TESTS / "golden" / "shapes.xml"]
    seen = set()
    for path in paths:
        usual = tool.validate(path)
        for limit, all_values in LIMITS.items():
            values = some_of(all_values) if sparsely else all_values
            reached = [check_value(tool, path, limit, value, usual, failures) for value in values]
            failures.check(not reached[-1], f"{path.name}: {limit}={values[-1]} is not enough")
            if any(reached):
                seen.add(limit)
    if not names:
        failures.check(seen >= set(LIMITS) - {"namespaces"}, f"limits never reached: {set(LIMITS) - seen}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
