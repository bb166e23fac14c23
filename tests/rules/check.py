#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds every rule against its fixtures, as they are and in disguise.

Each folder here is named after a rule and holds small deployments and a file `expect`:

    # file            outcome         element   place  attribute
    bad.xml           warning         med-red   9:21   placement
    ok.xml            passes
    other.xml         not-applicable
    absent.xml        unknown         fabrikam  high-availability
    broken.xml        undecided
    other.xml         off

`off` means that the profile has the rule off. `undecided` is unknown without a question: no call was simulated, because the document has a fault. An outcome of error, warning or note is a finding of that severity: its element, line and column, and the
attribute it points at (`-` for none). Several lines for one file are several findings; nothing else may be
found. `unknown` names the element (`-` for none) and the facts it needs, joined by commas. A line `FILE alone
REASON` keeps a file out of the disguises: every other one is read again with all ids renamed, with siblings
shuffled, and as part of a large deployment without faults, and must give the same findings, shuffled with the same
fingerprints. A line `FILE arguments WORDS` reads the file with these arguments, and only so: it has no disguises
either. What a fixture includes stands in the folder `parts`; a file that is named and not there is read all the same.

usage: check.py PROGRAM [--plainly] [RULE]...

--plainly leaves the disguises out, and every second fixture.
"""
import copy
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "generate"))
import document
import good
from tool import TESTS, Failures, Tool

RULES = TESTS / "rules"
SEVERITIES = ("error", "warning", "note")

SAMPLES = TESTS.parent / "samples"
SHUFFLES = 3  # of each file, for its fingerprints

# What these say depends on the order of elements, and nothing else could tell.
ORDERLY = {
    "confusable-ids": "the later of two ids that look alike is named",
    "sbc-ip-provisioning": "one finding for a pool and a provider, at the first trunk between them",
}

# Rows of the catalogue that only ask a question or state a fact: they answer unknown, or are silent.
QUESTIONS = {"itsp-ha-unknown", "bps-single-pool"}


class Fixture:
    def __init__(self, path):
        self.path = path
        self.findings = []  # (severity, element, line, column, attribute)
        self.unknown = []   # (element, needs)
        self.outcome = None
        self.alone = False
        self.arguments = []

    def key(self):
        """What stays the same in disguise."""
        return sorted((f[0], f[1], f[4]) for f in self.findings), sorted(self.unknown)


def read_expectations(folder):
    fixtures = {}
    for line in (folder / "expect").read_text().splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        fixture = fixtures.setdefault(words[0], Fixture(folder / words[0]))
        if words[1] == "alone":
            fixture.alone = True
        elif words[1] == "arguments":
            fixture.alone = True
            fixture.arguments = words[2:]
        elif words[1] in SEVERITIES:
            line_number, column = words[3].split(":")
            element, attribute = (w if w != "-" else "" for w in (words[2], words[4]))
            fixture.findings.append((words[1], element, int(line_number), int(column), attribute))
            fixture.outcome = "fired"
        elif words[1] == "unknown":
            fixture.unknown.append((words[2] if words[2] != "-" else "", words[3]))
            fixture.outcome = fixture.outcome or "unknown"
        else:
            fixture.outcome = {"passes": "passed", "not-applicable": "not-applicable", "undecided": "unknown",
                               "off": "off"}[words[1]]
    return fixtures


def found(result, rule, file=None):
    findings = [(f["severity"], f["element"], f["line"], f["column"], f.get("attribute", ""))
                for f in result["findings"] if f["name"] == rule and file in (None, f.get("set", f["file"]))]
    unknown = [(u["element"], ",".join(sorted(u["needs"])))
               for u in result["unknown"] if u["name"] == rule and file in (None, u.get("set", u["file"]))]
    return findings, unknown


def check_plain(tool, rule, family, fixture, failures):
    name = f"{rule}/{fixture.path.name}"
    # A suppression is unused only where its rules run: those of one family, which find nothing in these fixtures.
    select = ["--select", "SEC" if family == "SUP" else rule]
    result = tool.validate(*select, *fixture.arguments, fixture.path)
    findings, unknown = found(result, rule)
    # What is suppressed there is no matter of a rule about suppressions.
    strangers = [f["name"] for f in result["findings"]
                 if f["name"] != rule and (family != "SUP" or f["rule"].startswith(("SUP", "DOC")))]
    failures.check(sorted(findings) == sorted(fixture.findings),
                   f"{name}: found {sorted(findings)}, expected {sorted(fixture.findings)}")
    failures.check(sorted(unknown) == sorted(fixture.unknown),
                   f"{name}: unknown {sorted(unknown)}, expected {sorted(fixture.unknown)}")
    failures.check(not strangers, f"{name}: also found {strangers}")
    if family not in ("DOC", "SUP"):
        totals = result["summary"]["rules"]
        outcome = next((o for o in ("fired", "unknown", "passed", "not-applicable") if totals[o]), "off")
        failures.check(outcome == fixture.outcome, f"{name}: {outcome}, expected {fixture.outcome}")


def disguise(vocabulary, fixture, folder, number):
    """Writes the three variants; yields (path, names) where names maps ids back."""
    try:
        root = document.parse(fixture.path).getroot()
    except document.etree.XMLSyntaxError:
        return
    back = {}

    def renamed(old):
        new = f"n{number}-{len(back)}"
        for known, name in back.items():
            if name == old:
                return known
        back[new] = old
        return new

    other = copy.deepcopy(root)
    document.rename(other, vocabulary, renamed)
    document.write(other, folder / f"{number}-renamed.xml")
    yield folder / f"{number}-renamed.xml", back
    other = copy.deepcopy(root)
    document.shuffle(other, number)
    document.write(other, folder / f"{number}-shuffled.xml")
    yield folder / f"{number}-shuffled.xml", {}
    other = copy.deepcopy(root)
    include = document.etree.Element(f"{{{document.NAMESPACE}}}include", href="large.xml")
    other.append(include)
    document.write(other, folder / f"{number}-embedded.xml")
    yield folder / f"{number}-embedded.xml", {}


def check_disguises(tool, cases, failures):
    """All variants of all fixtures in one folder, read by one process."""
    vocabulary = document.Vocabulary(tool.schema())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "large.xml").write_text(good.generate(seed=7, sites=20, plain=True))
        wanted = []
        for number, (rule, fixture) in enumerate(cases):
            for path, back in disguise(vocabulary, fixture, folder, number):
                wanted.append((rule, fixture, path.name, back))
        result = tool.validate("--limit", "seconds=600", ".", cwd=folder)
        by_file = defaultdict(lambda: {"findings": [], "unknown": []})
        for part in ("findings", "unknown"):
            for entry in result[part]:
                by_file[entry.get("set", entry["file"]).removeprefix("./")][part].append(entry)
        for rule, fixture, name, back in wanted:
            findings, unknown = found(by_file[name], rule)
            key = (sorted((f[0], back.get(f[1], f[1]), f[4]) for f in findings),
                   sorted((back.get(u[0], u[0]), u[1]) for u in unknown))
            failures.check(key == fixture.key(),
                           f"{rule}/{fixture.path.name} as {name}: {key}, expected {fixture.key()}")


def check_fingerprints(tool, files, rules, failures):
    """They do not depend on the order of elements. Those without an id keep theirs: nothing else tells them apart."""
    exempt = set(ORDERLY) | {rule["name"] for rule in rules if rule["simulated"]}  # one call, of the first who may make it
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number, path in enumerate(files):
            root = document.parse(path).getroot()
            for seed in range(SHUFFLES + 1):
                other = copy.deepcopy(root)
                document.shuffle(other, seed, nameless=False)
                document.write(other if seed else root, folder / f"{number}-{seed}.xml")
        result = tool.validate("--limit", "seconds=600", ".", cwd=folder)
        told = defaultdict(set)
        for finding in result["findings"]:
            if finding["name"] not in exempt and not finding["rule"].startswith("SUP"):
                told[finding.get("set", finding["file"]).removeprefix("./")].add((finding["rule"], finding["fingerprint"]))
        for number, path in enumerate(files):
            for seed in range(1, SHUFFLES + 1):
                differing = told[f"{number}-0.xml"] ^ told[f"{number}-{seed}.xml"]
                failures.check(not differing, f"{path.parent.name}/{path.name}: in another order {sorted(differing)}")
        failures.check(any(told.values()), "no findings to shuffle")


def check_coverage(rules, folders, failures):
    """Every rule has what it needs: one that fires, one that is silent, one that is unknown if it can be."""
    for rule in rules:
        fixtures = folders.get(rule["name"])
        if not failures.check(fixtures is not None, f"{rule['name']}: no fixtures"):
            continue
        outcomes = {f.outcome for f in fixtures.values()}
        if not rule.get("oracle") and rule["name"] not in QUESTIONS:
            failures.check("fired" in outcomes, f"{rule['name']}: no fixture on which it fires")
        silent = outcomes & {"passed", "not-applicable"}
        failures.check(silent, f"{rule['name']}: no fixture on which it is silent")
        if rule.get("needs"):
            failures.check("unknown" in outcomes, f"{rule['name']}: no fixture on which it is unknown")
    for name in folders:
        failures.check(any(name == r["name"] for r in rules), f"tests/rules/{name}: there is no such rule")


def main(program, *names):
    import json
    plainly = "--plainly" in names
    names = [name for name in names if name != "--plainly"]
    tool = Tool(program)
    failures = Failures("rules")
    rules = json.loads(tool.run("rules", "--format", "json").stdout)["rules"]
    families = {r["name"]: r["family"] for r in rules}
    folders = {f.name: read_expectations(f) for f in sorted(RULES.iterdir())
               if f.is_dir() and (f / "expect").exists() and (not names or f.name in names)}
    cases = []
    for rule, fixtures in folders.items():
        listed = {f.path.name for f in fixtures.values()}
        for path in sorted((RULES / rule).glob("*.xml")):
            failures.check(path.name in listed, f"{rule}/{path.name}: not in {rule}/expect")
        # What rules do with memory is much the same in every second fixture; the whole list takes a sanitizer minutes.
        for fixture in list(fixtures.values())[::2 if plainly else 1]:
            check_plain(tool, rule, families.get(rule), fixture, failures)
            if not fixture.alone and not plainly:
                cases.append((rule, fixture))
    if not names:
        check_coverage(rules, folders, failures)
    check_disguises(tool, cases, failures)
    # Faults of documents are told where they stand.
    files = [fixture.path for rule, fixture in cases if fixture.findings and families.get(rule) not in ("DOC", "SUP")]
    check_fingerprints(tool, files + sorted(SAMPLES.glob("*-bad.xml")), rules, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
