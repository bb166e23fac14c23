#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""validate --against: only what is new counts, wherever it stands, as often as it is there, plan by plan.

What is new is worked out here from two runs without --against: the findings of either side by plan, rule and fingerprint,
as often as they are there, and those of now less those of before.

usage: against.py PROGRAM
"""
import json
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, ROOT, Failures, Tool

SAMPLES = ROOT / "samples"
CONFIG = '<config xmlns="urn:lync-topo:config:1" select="SEC DOC SUP">{}</config>'
USERS = '    <users id="{0}" count="{1}" numbers="+1425555{2:04}-{3:04}" telephony="pbx"/>\n'
GOOD, SHORT = 10, 90


def plan(*people, before=""):
    """A plan with groups of people (id, how many); those with fewer numbers than people are DOC015."""
    text = f'<topology xmlns="{NAMESPACE}">\n  <site id="s" kind="central">\n{before}'
    text += "".join(USERS.format(name, count, n * 100, n * 100 + 9) for n, (name, count) in enumerate(people))
    return text + "  </site>\n</topology>\n"


def key(finding):
    return finding["rule"], finding["fingerprint"]


def keys(findings):
    return Counter(key(finding) for finding in findings)


class Folder:
    """A folder of files, and runs of the program in it."""

    def __init__(self, tool, path):
        self.tool, self.path = tool, path

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def validate(self, *arguments, codes=(0, 1)):
        return self.tool.validate(*arguments, cwd=self.path, codes=codes)

    def new(self, before, *inputs, options=(), codes=(0, 1)):
        return self.validate(*options, "--against", before, *inputs, codes=codes)


def check_sides(folder, before, now, failures, what):
    """Two files, against what two runs without --against say of them."""
    old, new = (folder.validate(name, codes=(0, 1)) for name in (before, now))
    result = folder.new(before, now)
    expected = keys(new["findings"]) - keys(old["findings"])
    gone = keys(old["findings"]) - keys(new["findings"])
    failures.check(keys(result["findings"]) == expected, f"{what}: new {keys(result['findings'])}, not {expected}")
    fixed = keys(result["turnedOff"]["against"]["fixed"])
    failures.check(fixed == gone, f"{what}: fixed {fixed}, not {gone}")
    known = sum((keys(new["findings"]) & keys(old["findings"])).values())
    failures.check(result["turnedOff"]["against"]["known"] == known, f"{what}: {known} known")
    places = {(f["rule"], f["fingerprint"], f["file"], f["line"], f["column"]) for f in new["findings"]}
    for finding in result["findings"]:
        failures.check((*key(finding), finding["file"], finding["line"], finding["column"]) in places,
                       f"{what}: {finding['rule']} stands elsewhere than without --against")
    unknown = result["turnedOff"]["against"]["knownUnknown"] + len(result["unknown"])
    failures.check(unknown == len(new["unknown"]), f"{what}: {unknown} unknown in all, not {len(new['unknown'])}")
    worst = any(f["severity"] in ("error", "warning") for f in result["findings"])
    done = folder.tool.run("validate", "-q", "--against", before, now, cwd=folder.path)
    failures.check(done.returncode == int(worst), f"{what}: exit {done.returncode}")
    return sum(expected.values()), sum(gone.values())


def check_samples(folder, failures):
    new = fixed = 0
    for bad in sorted(SAMPLES.glob("*-bad.xml")):
        good = bad.name.replace("-bad", "")
        shutil.copy(bad, folder.path)
        shutil.copy(SAMPLES / good, folder.path)
        n, m = check_sides(folder, good, bad.name, failures, bad.name)
        new += n
        fixed += m
        n, m = check_sides(folder, bad.name, good, failures, good)
        new += n
        fixed += m
        folder.write("moved.xml", bad.read_text().replace(">\n", ">\n<!-- moved -->\n\n"))
        result = folder.new(bad.name, "moved.xml", codes=(0,))
        failures.check(not result["findings"] and not result["unknown"], f"{bad.name}: lines that move are not new")
    failures.check(new > 20 and fixed > 20, f"only {new} new and {fixed} fixed in all samples")


def rules(findings):
    return sorted((f["rule"], f["element"]) for f in findings)


def expect(folder, failures, what, result, new, fixed=()):
    failures.check(rules(result["findings"]) == sorted(new), f"{what}: new {rules(result['findings'])}")
    gone = rules(result["turnedOff"]["against"]["fixed"])
    failures.check(gone == sorted(fixed), f"{what}: fixed {gone}")


def check_plans(folder, failures):
    """Folders of plans: each has its own past, and one that has moved brings it along."""
    folder.write(".lync-topo.xml", CONFIG.format(""))
    folder.write("old/plans/a.xml", plan(("u1", SHORT)))
    folder.write("old/plans/b.xml", plan(("u1", GOOD)))
    folder.write("plans/a.xml", plan(("u1", GOOD)))
    folder.write("plans/b.xml", plan(("u1", SHORT)))
    result = folder.new("old", "plans", codes=(1,))
    expect(folder, failures, "what one plan mends another one breaks", result, [("DOC015", "u1")], [("DOC015", "u1")])
    failures.check(result["findings"][0]["file"] == "plans/b.xml", "the finding is one of b.xml")
    expect(folder, failures, "the same folder named itself", folder.new("old/plans", "plans"), [("DOC015", "u1")],
           [("DOC015", "u1")])
    expect(folder, failures, "one file of a folder", folder.new("old", "plans/b.xml"), [("DOC015", "u1")])
    expect(folder, failures, "a file by its name", folder.new("old/plans", "plans/b.xml"), [("DOC015", "u1")])
    expect(folder, failures, "a file that was mended", folder.new("old", "plans/a.xml"), [], [("DOC015", "u1")])
    expect(folder, failures, "an empty past", folder.new("nowhere", "plans"), [("DOC015", "u1")])
    (folder.path / "empty").mkdir()
    result = folder.new("empty", "plans")
    expect(folder, failures, "an empty folder", result, [("DOC015", "u1")])
    failures.check(result["turnedOff"]["against"]["exists"] is False, "an empty folder has no plans")
    folder.write("moved/c.xml", plan(("u1", SHORT)))
    folder.write("moved/b.xml", plan(("u1", GOOD)))
    expect(folder, failures, "a file with another name", folder.new("old/plans", "moved"), [])
    folder.write("more/a.xml", plan(("u1", SHORT)))
    folder.write("more/b.xml", plan(("u1", GOOD)))
    folder.write("more/new.xml", plan(("u1", SHORT)))
    expect(folder, failures, "a file more", folder.new("old/plans", "more"), [("DOC015", "u1")])
    folder.write("less/b.xml", plan(("u1", GOOD)))
    expect(folder, failures, "a file less", folder.new("old/plans", "less"), [], [("DOC015", "u1")])
    folder.write("in/top.xml", f'<topology xmlns="{NAMESPACE}"><include href="part.xml"/></topology>')
    folder.write("in/part.xml", plan(("u1", SHORT)))
    folder.write("out/top.xml", f'<topology xmlns="{NAMESPACE}"><include href="part.xml"/></topology>')
    folder.write("out/part.xml", plan(("u1", SHORT), ("u2", SHORT)))
    expect(folder, failures, "included files", folder.new("in", "out"), [("DOC015", "u2")])


def check_corners(folder, failures):
    twice = '    <device kind="fax" colour="grey"/>\n'
    folder.write(".lync-topo.xml", CONFIG.format(""))
    folder.write("old.xml", plan(("u1", GOOD), before=twice))
    folder.write("new.xml", plan(("u1", GOOD), before=twice * 2))
    check_sides(folder, "old.xml", "new.xml", failures, "one that is there twice")
    hush = '<?lync-topo ignore="DOC015" reason="a lab"?>\n'
    folder.write("old.xml", plan(("u1", SHORT)))
    folder.write("new.xml", plan(("u1", SHORT), before=hush))
    expect(folder, failures, "suppressed is not fixed", folder.new("old.xml", "new.xml", codes=(0,)), [])
    expect(folder, failures, "no longer suppressed is new", folder.new("new.xml", "old.xml", codes=(1,)),
           [("DOC015", "u1")])
    folder.tool.run("baseline", "create", "known.txt", "old.xml", cwd=folder.path)
    result = folder.new("old.xml", "old.xml", options=("--baseline", "known.txt"), codes=(0,))
    expect(folder, failures, "in the baseline is not fixed", result, [])
    folder.write("strict.xml", CONFIG.format('<rule id="DOC015" ignorable="false"/>'))
    result = folder.new("old.xml", "old.xml", options=("--config", "strict.xml"), codes=(1,))
    expect(folder, failures, "what nothing may hide", result, [("DOC015", "u1")])
    folder.write("off.xml", CONFIG.format('<override path="new/*" ignore="DOC015"/>'))
    folder.write("old/plan.xml", plan(("u1", SHORT)))
    folder.write("new/plan.xml", plan(("u1", SHORT)))
    result = folder.new("old", "new", options=("--config", "off.xml"), codes=(0,))
    expect(folder, failures, "patterns of the configuration speak of the old copy too", result, [])
    folder.write("broken.xml", "<topology")
    result = folder.new("broken.xml", "old.xml", codes=(1,))
    expect(folder, failures, "what was not readable before", result, [("DOC015", "u1")], [("DOC001", "")])
    failures.check(result["turnedOff"]["against"]["unreadable"] == 1, "one unreadable part")
    result = folder.new("old.xml", "broken.xml", codes=(3,))
    expect(folder, failures, "what is not readable today", result, [("DOC001", "")])
    result = folder.new("broken.xml", "broken.xml", codes=(3,))
    expect(folder, failures, "what never was readable", result, [("DOC001", "")])
    shutil.copy(SAMPLES / "half-answered.xml", folder.path)
    asks = ("validate", "--no-config", "--fail-on", "never", "--fail-on-unknown", "half-answered.xml")
    failures.check(folder.tool.run(*asks, cwd=folder.path).returncode == 1, "an open question fails where it is asked for")
    done = folder.tool.run(*asks, "--against", "half-answered.xml", cwd=folder.path)
    failures.check(done.returncode == 0, "one that was open before does not")
    done = folder.tool.run("validate", "--against", "old", "-", cwd=folder.path, stdin=plan().encode())
    failures.check(done.returncode == 2 and b"--stdin-name" in done.stderr, f"standard input without a name: {done}")
    done = folder.tool.run("validate", "-f", "json", "--against", "old", "--stdin-name", "new/plan.xml", "-",
                           cwd=folder.path, stdin=plan(("u1", SHORT), ("u2", SHORT)).encode())
    expect(folder, failures, "standard input with a name", json.loads(done.stdout), [("DOC015", "u2")])


def check_cases(folder, failures):
    """To a viewer of tests what is fixed passes; what is not shown any more is skipped."""
    folder.write("a.xml", plan(("u1", SHORT)))
    folder.write("b.xml", plan(("u1", GOOD)))
    done = folder.tool.run("validate", "-f", "junit", "--against", "a.xml", "b.xml", cwd=folder.path)
    cases = ET.fromstring(done.stdout).findall("testsuite/testcase[@classname='turned off or changed']")
    skipped = {case.get("name").split(" ")[0]: case.find("skipped") is not None for case in cases}
    failures.check(skipped == {"only": True, "fixed:": False}, f"junit: which cases are skipped: {skipped}")


def main():
    tool = Tool(sys.argv[1])
    failures = Failures("only what is new")
    for check in (check_samples, check_plans, check_corners, check_cases):
        with tempfile.TemporaryDirectory() as folder:
            check(Folder(tool, Path(folder)), failures)
    return failures.finish()


sys.exit(main())
