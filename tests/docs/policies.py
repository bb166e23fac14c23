# SPDX-License-Identifier: MIT
"""The policies of the engine: as core/engine/policies.def defines them, and as docs/simulate.md lists them."""
import re

from tool import ROOT

PIECE = r'(?:"(?:[^"\\]|\\.)*"|[A-Z_]+)'
WORDS = re.compile(r'^#define (\w+_IN_WORDS) "([^"]+)"$', re.M)
MACRO = re.compile(rf'^POLICY\(\w+, "([a-z0-9-]+)", (\w+), "([^"]*)", ({PIECE}),\s*({PIECE})\)$', re.M)
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", re.M)


def defined():
    """(name, values in words, default, provenance) in the order of the file."""
    text = (ROOT / "core/engine/policies.def").read_text()
    words = dict(WORDS.findall(text))
    rows = [(name, words.get(values, values.strip('"')), default, provenance.strip('"'))
            for name, _, default, values, provenance in MACRO.findall(text)]
    if len(rows) != len(re.findall(r"^POLICY\(", text, re.M)):
        raise SystemExit("FAIL: core/engine/policies.def has a line that tests/docs/policies.py does not understand")
    return rows


def check(tool, document, failures):
    """The table equals the definition, and the program takes every default that it shows."""
    written = ROW.findall(document.section("policies"))
    rows = defined()
    for row in rows:
        failures.check(row in written, f"docs/simulate.md: the table of policies lacks {row}")
    failures.check([row[0] for row in written] == [row[0] for row in rows],
                   f"docs/simulate.md: policies {[row[0] for row in written]}")
    call = ("simulate", "-q", "--from", "developers", "--to", "+12065550123", ROOT / "samples/voip-only.xml")
    for name, _, default, _ in written:
        for value, code in ((default, 0), ("no such value", 2)):
            done = tool.run(*call, "--policy", f"{name}={value}")
            failures.check(done.returncode == code, f"--policy {name}={value}: exit {done.returncode}, not {code}")
