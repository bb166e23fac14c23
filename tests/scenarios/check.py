#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scenario files, as people and editors meet them.

- The XSD accepts every file in good/ and refuses those in bad/ that have a fault of structure or of a closed value.
- Nobody takes a scenario for a topology: named, it is refused; in a folder, it is passed over.
- `simulate` says of each file in bad/ what its comments expect ("expect: RULE LINE:COLUMN beginning of the message"),
  and nothing is wrong with those in good/. tests/unit/load/test_scenario.c holds the same against the library.

usage: check.py PROGRAM
"""
import re
import shutil
import sys
import tempfile
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
from tool import Failures, Tool

# What stands in another file, or in another attribute, is beyond XML Schema 1.0; ids are beyond ours.
BEYOND = {"together.xml", "names.xml"}
# Read by nobody: the reader of XML or of documents refuses them first.
UNREADABLE = {"dtd.xml", "not-well-formed.xml"}
REFUSED = UNREADABLE | {"not-a-scenario.xml", "no-namespace.xml"}
EXPECTED = re.compile(r"expect: DOC\d+ (\d+:\d+)(?: (?!-->)(.*?))?(?: -->)?$", re.M)


def check_schema(tool, failures):
    schema = etree.XMLSchema(etree.fromstring(tool.schema("scenario")))
    for path in sorted(HERE.glob("good/*.xml")):
        good = schema.validate(etree.parse(str(path)))
        failures.check(good, f"{path.name}: the XSD refuses it: {schema.error_log}")
    for path in sorted(HERE.glob("bad/*.xml")):
        if path.name in UNREADABLE:
            continue
        good = schema.validate(etree.parse(str(path)))
        failures.check(good == (path.name in BEYOND), f"{path.name}: the XSD says {good}")


def complained_lines(schema, text):
    schema.validate(etree.fromstring(text.encode()))
    return {error.line for error in schema.error_log}


def check_each_fault(tool, failures):
    """Line by line: what is expected of the loader in values.xml, the XSD sees too."""
    schema = etree.XMLSchema(etree.fromstring(tool.schema("scenario")))
    text = (HERE / "bad/values.xml").read_text()
    expected = {int(line) for line in re.findall(r"^expect: \w+ (\d+):", text, re.M)}
    found = complained_lines(schema, text)
    failures.check(expected, "values.xml expects nothing")
    failures.check(found == expected, f"values.xml: the XSD complains in lines {sorted(found)}, not {sorted(expected)}")


def check_no_topology(tool, failures):
    for path in sorted(HERE.glob("good/*.xml")):
        result = tool.validate(path, codes=(3,))
        rules = [finding["rule"] for finding in result["findings"]]
        failures.check(rules == ["DOC002"], f"{path.name}: validate says {rules}")
        failures.check("a scenario, not a topology" in result["findings"][0]["message"],
                       f"{path.name}: {result['findings'][0]['message']}")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "good/everything.xml", folder)
        done = tool.run("validate", folder)
        failures.check(done.returncode == 2 and b"no topology" in done.stderr,
                       f"a folder with a scenario alone: exit {done.returncode}, {done.stderr.decode()}")
        shutil.copy(HERE / "deployment.xml", folder)
        result = tool.validate(folder)
        failures.check(not [f for f in result["findings"] if f["rule"].startswith("DOC")],
                       "a scenario beside a topology is passed over in a folder")
        failures.check([Path(path).name for path in result["inputs"]] == ["deployment.xml"],
                       f"read were {result['inputs']}")


def check_simulate(tool, failures):
    for path in sorted(HERE.glob("*/*.xml")):
        done = tool.run("simulate", "--scenario", f"{path.parent.name}/{path.name}", "deployment.xml", cwd=HERE)
        told = [line for line in done.stderr.decode().splitlines() if line.startswith(f"{path.parent.name}/")]
        if path.parent.name == "good":
            # Nothing to ask is wrong usage, not a fault of the file.
            codes = (2,) if path.name == "empty.xml" else (0, 1)
            failures.check(not told and done.returncode in codes, f"{path.name}: exit {done.returncode}, {told}")
            continue
        code = 3 if path.name in REFUSED else 1
        failures.check(done.returncode == code, f"{path.name}: exit {done.returncode}, not {code}")
        wanted = EXPECTED.findall(path.read_text())
        for place, message in wanted:
            failures.check(any(line.startswith(f"bad/{path.name}:{place}: ") and message in line for line in told),
                           f"{path.name}: simulate does not say at {place} '{message}'")
        failures.check(wanted and len(told) == len(wanted), f"{path.name}: {len(told)} lines, expected {len(wanted)}")


def main(program):
    tool = Tool(program)
    failures = Failures("scenario files")
    check_schema(tool, failures)
    check_each_fault(tool, failures)
    check_no_topology(tool, failures)
    check_simulate(tool, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
