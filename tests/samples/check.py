#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the samples promise is what the program says.

A good sample is clean, and its notes are those that its head comment lists. A bad twin gives exactly the findings and
unknowns of its comment. The half-answered plan asks every party something. Skeletons, as init prints them, have no
fault and leave something to ask. The XSD accepts what the loader accepts.

A comment lists what comes out one a line, what stands after the dash is for people:
    finding: SEC009 warning on red-vpn - broadcasts pass into the VLAN
    unknown: HAV003 on fabrikam - one trunk for each server, or several?
A finding on an element without an id names the kind of the element: "on topology".

usage: check.py PROGRAM [--accept]

--accept takes lines out of the comments and puts others in, with the message for people: shorten it.
"""
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
from tool import ROOT, Failures, Tool

SAMPLES = ROOT / "samples"
GOOD = ("sip-trunk-vpn-router", "sip-trunk-vpn-server", "behind-pbx", "in-front-of-pbx", "voip-only",
        "certified-direct-sip", "two-sites-and-branch")
OPTIONS = ("sip-trunking", "behind-pbx", "in-front-of-pbx", "voip-only")
RULES_IN_TWINS = 45

LINE = re.compile(r"^ +(finding|unknown):(.*)$", re.MULTILINE)
ENTRY = re.compile(r" ([A-Z]+\d{3})(?: (error|warning|note))? on (\S+) - \S.*")

# Slips that an XSD can see, too.
SEEN_BY_XSD = {"DOC004", "DOC005", "DOC006", "DOC007"}
# Whom a plan can have questions for, and how many the half-answered one must have at least.
PARTIES = {"provider": 5, "router-vendor": 2, "gateway-vendor": 2, "pbx-vendor": 2, "own": 5}


def listed(path, failures):
    """What the first long comment of the sample promises: a count for each (what, rule, severity, element)."""
    promised = Counter()
    head = path.read_text().split("<topology", 1)[0]
    for what, rest in LINE.findall(head):
        entry = ENTRY.fullmatch(rest)
        if failures.check(entry and (what == "finding") == (entry[2] is not None),
                          f"{path.name}: cannot be read: {what}:{rest}"):
            promised[(what, entry[1], entry[2] or "", entry[3])] += 1
    return promised


def place(entry):
    """The id that an entry of the result is about, or else the kind of its element."""
    return entry["element"] or re.sub(r"\[[^]]*\]", "", entry.get("path", "topology")).rsplit("/", 1)[-1]


def found(result):
    got = Counter(("finding", f["rule"], f["severity"], place(f)) for f in result["findings"])
    got.update(("unknown", u["rule"], "", place(u)) for u in result["unknown"])
    return got


def compare(path, result, promised, failures):
    got = found(result)
    for entry, times in ((got - promised)).items():
        failures.check(False, f"{path.name}: not in its comment, {times} times: {' '.join(filter(None, entry))}")
    for entry, times in ((promised - got)).items():
        failures.check(False, f"{path.name}: promised, but not found, {times} times: {' '.join(filter(None, entry))}")
    failures.check(got == promised, f"{path.name}: its comment is not what validate finds")


def said(result, entry):
    """A line for the comment: what the result says of the entry."""
    what, rule, severity, element = entry
    rows = result["findings"] if what == "finding" else result["unknown"]
    row = next(r for r in rows if r["rule"] == rule and place(r) == element and r.get("severity", "") == severity)
    words = row["message"] if what == "finding" else row["question"]
    return f"    {what}: {rule} {severity + ' ' if severity else ''}on {element} - {words.replace('--', '-')}\n"


def accept(path, result, failures):
    got, promised = found(result), listed(path, failures)
    head, root, rest = path.read_text().partition("<topology")
    lines = head.splitlines(keepends=True)
    for entry in (promised - got).elements():
        at = max(i for i, line in enumerate(lines) if (m := LINE.match(line.rstrip("\n"))) and
                 (e := ENTRY.fullmatch(m[2])) and (m[1], e[1], e[2] or "", e[3]) == entry)
        del lines[at]
    for entry in sorted((got - promised).elements()):
        places = [i for i, line in enumerate(lines) if line.startswith(f"    {entry[0]}:")]
        places = places or [i for i, line in enumerate(lines) if LINE.match(line)]
        lines.insert(places[-1] + 1, said(result, entry))
    path.write_text("".join(lines) + root + rest)


def accepted(xsd, path):
    """Whether xmllint finds the file valid; anything but a verdict is an error of the test."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(xsd), str(path)], capture_output=True)
    if done.returncode not in (0, 3):
        raise AssertionError(f"xmllint: exit {done.returncode} for {path}: {done.stderr.decode()[-1000:]}")
    return done.returncode == 0


def check_good(tool, xsd, failures):
    for name in GOOD:
        path = SAMPLES / f"{name}.xml"
        result = tool.validate(path.name, cwd=SAMPLES, codes=(0, 1))
        for entry in result["findings"]:
            failures.check(entry["severity"] == "note", f"{path.name}: {entry['rule']} {entry['message']}")
        for entry in result["unknown"]:
            failures.check(False, f"{path.name}: unknown {entry['rule']} {entry['element']} {entry['needs']}")
        compare(path, result, listed(path, failures), failures)
        failures.check(result["summary"]["rules"]["passed"] >= 15, f"{path.name}: {result['summary']['rules']}")
        failures.check(accepted(xsd, path), f"{path.name}: refused by the XSD")


def check_twins(tool, xsd, failures):
    fired = set()
    for name in GOOD:
        path = SAMPLES / f"{name}-bad.xml"
        result = tool.validate(path.name, cwd=SAMPLES, codes=(0, 1))
        compare(path, result, listed(path, failures), failures)
        rules = {f["rule"] for f in result["findings"]}
        severities = {f["severity"] for f in result["findings"]}
        fired |= rules
        failures.check({"error", "warning"} <= severities, f"{path.name}: only {severities}")
        failures.check(any(f["rule"].startswith("DOC") and "did you mean" in f["message"]
                           for f in result["findings"]), f"{path.name}: no slip with a suggestion")
        failures.check(result["unknown"], f"{path.name}: nothing is unknown")
        if rules & SEEN_BY_XSD:
            failures.check(not accepted(xsd, path), f"{path.name}: accepted by the XSD, with {rules & SEEN_BY_XSD}")
        elif not any(rule.startswith("DOC") for rule in rules):
            failures.check(accepted(xsd, path), f"{path.name}: refused by the XSD")
    failures.check(len(fired) >= RULES_IN_TWINS, f"only {len(fired)} rules fire in the twins: {sorted(fired)}")


def check_half_answered(tool, xsd, failures):
    path = SAMPLES / "half-answered.xml"
    result = tool.validate(path.name, cwd=SAMPLES, codes=(0, 1))
    for entry in result["findings"]:
        failures.check(entry["severity"] == "note", f"{path.name}: {entry['rule']} {entry['message']}")
    promised = listed(path, failures)
    got = Counter({entry: times for entry, times in found(result).items() if entry[0] == "finding"})
    failures.check(got == promised, f"{path.name}: finds {sorted(got)}, promised {sorted(promised)}")
    done = tool.run("checklist", "--format", "json", path.name, cwd=SAMPLES)
    failures.check(done.returncode == 0, f"{path.name}: checklist answers {done.returncode}")
    asked = Counter(q["ask"] for q in json.loads(done.stdout)["questions"] if q["state"] == "open")
    for party, least in PARTIES.items():
        failures.check(asked[party] >= least, f"{path.name}: {asked[party]} questions for {party}, not {least}")
    failures.check(set(asked) == set(PARTIES), f"{path.name}: asks {sorted(asked)}")
    failures.check(accepted(xsd, path), f"{path.name}: refused by the XSD")


def check_skeletons(tool, xsd, folder, failures):
    for option in OPTIONS:
        path = SAMPLES / "skeletons" / f"{option}.xml"
        text = path.read_bytes()
        printed = tool.run("init", "--option", option)
        failures.check(printed.returncode == 0 and printed.stdout == text, f"init --option {option}: not {path.name}")
        plan = folder / f"{option}.xml"
        done = tool.run("init", "--option", option, "-o", plan)
        failures.check(done.returncode == 0 and plan.read_bytes() == text, f"init --option {option} -o: {done}")
        result = tool.validate(plan.name, cwd=folder, codes=(0, 1))
        for entry in result["findings"]:
            failures.check(entry["severity"] == "note", f"skeleton {option}: {entry['rule']} {entry['message']}")
        failures.check(len(result["unknown"]) >= 3, f"skeleton {option}: asks only {result['unknown']}")
        numbers = [int(n) for n in re.findall(r"<!-- Step (\d+)", text.decode())]
        failures.check(numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 5,
                       f"skeleton {option}: steps {numbers}")
        failures.check(accepted(xsd, path), f"skeleton {option}: refused by the XSD")


def check_readme(failures):
    text = (SAMPLES / "README.md").read_text()
    linked = set(re.findall(r"\]\(([^)#:]+)\)", text))
    present = {str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*.xml")
               if p.relative_to(SAMPLES).parts[0] != "ci"}  # tests/ci
    expected = {f"{name}{kind}.xml" for name in GOOD for kind in ("", "-bad")}
    expected |= {"half-answered.xml", "config/lync-topo-config.xml"} | {f"skeletons/{option}.xml" for option in OPTIONS}
    expected |= {f"topology-builder/{name}.xml" for name in ("litware", "litware-settings")}
    failures.check(present == expected, f"samples that are here and not checked, or the reverse: {present ^ expected}")
    for name in sorted(present - linked):
        failures.check(False, f"README.md does not name {name}")
    for name in sorted(linked):
        failures.check((SAMPLES / name).exists(), f"README.md names {name}, which is not there")
    for name in re.findall(r"samples/([\w.-]+\.xml)", text):
        failures.check((SAMPLES / name).exists(), f"README.md: no samples/{name} to try")


def check_commands(tool, folder, failures):
    """The commands to try, as they stand in README.md: 1 for a bad twin, else 0, and something to see."""
    (folder / "samples").symlink_to(SAMPLES)
    blocks = re.findall(r"^```\n(.*?)^```$", (SAMPLES / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("lync-topo ")]
    failures.check(len(lines) >= 5, f"README.md: commands to try: {lines}")
    for line in lines:
        words = line.split()[1:]
        done = tool.run(*words, cwd=folder)
        failures.check(done.returncode == (1 if "-bad.xml" in line else 0), f"{line}: {done}")
        written = folder / words[words.index("-o") + 1] if "-o" in words else None
        failures.check(written.stat().st_size if written else done.stdout, f"{line}: nothing came out")


def check_quickstart(failures):
    """Installing and building is for people to try; here: it can be called from anywhere and explains itself."""
    for option, code, stream in (("--help", 0, "stdout"), ("--no-such-option", 2, "stderr")):
        done = subprocess.run([SAMPLES / "quickstart.sh", option], cwd="/", capture_output=True, text=True)
        failures.check(done.returncode == code and "--no-install" in getattr(done, stream),
                       f"quickstart.sh {option}: {done}")


def main(program, *options):
    tool = Tool(program)
    failures = Failures("samples")
    for name in GOOD if "--accept" in options else ():
        for path in (SAMPLES / f"{name}.xml", SAMPLES / f"{name}-bad.xml"):
            accept(path, tool.validate(path.name, cwd=SAMPLES, codes=(0, 1)), failures)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        xsd = folder / "topology.xsd"
        xsd.write_bytes(tool.schema("topology"))
        check_good(tool, xsd, failures)
        check_twins(tool, xsd, failures)
        check_half_answered(tool, xsd, failures)
        check_skeletons(tool, xsd, folder, failures)
        check_readme(failures)
        check_quickstart(failures)
    with tempfile.TemporaryDirectory() as temporary:
        check_commands(tool, Path(temporary), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
