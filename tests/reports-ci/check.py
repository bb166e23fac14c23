#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The formats that pipelines read, held against schemas that others wrote, against each other, and against what services
do with them: the same findings everywhere, what is turned off visible everywhere, unreadable inputs located everywhere.

usage: check.py PROGRAM [--accept]
"""
import difflib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import readers
import runner
from tool import ROOT, TESTS, Failures, Tool

FORMATS = ("json", "junit", "github", "gitlab", "checkstyle", "markdown")
SCHEMAS = HERE / "schemas"
EXPECTED = HERE / "expected"

# A few rules, so that what is expected does not change with the catalogue.
SELECT = "MED001,MED008,TRK008,PRT002,HAV001,HAV002"
GOLDEN = ("junit", "github", "gitlab", "checkstyle", "markdown")

SHOWN = 10  # annotations of each kind and step
MOST_BYTES = 1000000  # of a page


class Reports:
    """One run that writes every format into files."""

    def __init__(self, tool, folder, *arguments, cwd, codes=(0, 1, 3)):
        names = [name for name in (*FORMATS, "sarif") if name in tool.formats]
        targets = [f"-f{name}={folder / name}" for name in names]
        self.done = tool.run("validate", "-f", "concise", *targets, *arguments, cwd=cwd)
        if self.done.returncode not in codes:
            raise AssertionError(f"exit {self.done.returncode} for {arguments}: {self.done.stderr.decode()[-2000:]}")
        self.text = {name: (folder / name).read_bytes() for name in names}
        self.result = json.loads(self.text["json"])
        self.rules = {f["name"]: f["rule"] for f in self.result["findings"]}

    def found(self):
        """What each format says it found."""
        found = {"concise": readers.of_lines(self.done.stdout.decode(), self.rules)}
        for name, text in self.text.items():
            read = getattr(readers, f"of_{name}")
            found[name] = read(text, self.rules) if name in ("junit", "markdown") else read(text)
        return found


class Schemas:
    def __init__(self):
        self.xsd = {name: etree.XMLSchema(etree.parse(str(SCHEMAS / name)))
                    for name in ("jenkins-junit-10.xsd", "windyroad-JUnit.xsd", "checkstyle.xsd")}
        self.gitlab = Draft202012Validator(json.loads((SCHEMAS / "gitlab-codequality.schema.json").read_text()))

    def check(self, reports, what, failures):
        for name, schema in self.xsd.items():
            text = reports.text["checkstyle" if name.startswith("checkstyle") else "junit"]
            failures.check(schema.validate(etree.fromstring(text)), f"{what}: {name}: {schema.error_log}")
        errors = [error.message for error in self.gitlab.iter_errors(json.loads(reports.text["gitlab"]))]
        failures.check(not errors, f"{what}: gitlab: {errors[:3]}")


def check_junit_counts(text, what, failures):
    """The attributes count what is there, and a suite never holds only skipped cases."""
    root = etree.fromstring(text)
    failures.check(len(root) > 0, f"{what}: junit has no suite")
    for number, suite in enumerate(root):
        counted = {"tests": suite.findall("testcase"), "failures": suite.findall("testcase/failure"),
                   "errors": suite.findall("testcase/error"), "skipped": suite.findall("testcase/skipped")}
        for name, elements in counted.items():
            failures.check(int(suite.get(name)) == len(elements), f"{what}: junit: {name} of suite {number}")
        failures.check(int(suite.get("id")) == number, f"{what}: junit: ids of suites")
        names = [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")]
        failures.check(len(names) == len(set(names)), f"{what}: junit: a case twice in {suite.get('name')}")
        if suite.get("name") != "turned off or changed":
            failures.check(len(counted["tests"]) > len(counted["skipped"]), f"{what}: junit: only skipped cases")


def check_github(reports, what, failures):
    """Every command is ours and says what the JSON result says; the gravest come first; columns only in one line."""
    commands = runner.commands(reports.text["github"])
    kinds = [command.name for command in commands]
    failures.check(set(kinds) <= {"error", "warning", "notice"}, f"{what}: github: commands {set(kinds)}")
    failures.check(kinds == sorted(kinds, key=("error", "warning", "notice").index), f"{what}: github: not gravest first")
    by_place = {}
    for finding in reports.result["findings"]:
        by_place.setdefault((finding["rule"], finding["file"], finding["line"], finding["column"]), []).append(finding)
    for command in commands:
        at = command.properties
        if "file" not in at:
            failures.check(at.get("title") in ("lync-topo", "turned off or changed"), f"{what}: github: {at}")
            continue
        failures.check(set(at) == {"file", "line", "endLine", "col", "endColumn", "title"}, f"{what}: github: {at}")
        for finding in by_place[(at["title"].split()[0], at["file"], int(at["line"]), int(at["col"]))]:
            failures.check((finding["endLine"], finding["endColumn"]) == (int(at["endLine"]), int(at["endColumn"])),
                           f"{what}: github: ends at {at}, not as {finding}")
        messages = [f["message"] for f in reports.result["findings"]]
        failures.check(command.data in messages, f"{what}: github: {command.data!r} is no message")
    last = runner.lines(reports.text["github"])
    failures.check(any("error" in line and "unknown" in line for line in last[-4:]), f"{what}: github: no total at the end")


def check_same(reports, what, failures):
    found = reports.found()
    wanted = found.pop("json")
    spread = {f["line"] != f["endLine"] for f in reports.result["findings"]}
    for name, places in found.items():
        expected = wanted
        if name == "gitlab" or (name == "github" and True in spread):
            expected, places = ([(*place[:3], 0) for place in some] for some in (wanted, places))
        failures.check(sorted(places) == sorted(expected), f"{what}: {name} has {sorted(places)}, json {expected}")
    fingerprints = [entry["fingerprint"] for entry in json.loads(reports.text["gitlab"])]
    failures.check(len(fingerprints) == len(set(fingerprints)), f"{what}: gitlab: a fingerprint twice")
    firsts = {f["fingerprint"] for f in reports.result["findings"]}
    failures.check(firsts <= set(fingerprints), f"{what}: gitlab: fingerprints are others than those of json")


def check_reports(tool, schemas, failures):
    """Inputs of every kind: with faults and without, sets that share ids, cut off, absent, and every sample."""
    cases = [("plan.xml", HERE, ["plan.xml"]), ("sets", TESTS / "golden", ["sets"]),
             ("shapes", TESTS / "golden", ["shapes.xml"]), ("cut", TESTS / "golden", ["cut.xml"]),
             ("missing", TESTS / "golden", ["missing.xml"]), ("samples", ROOT, ["samples"])]
    with tempfile.TemporaryDirectory() as name:
        for what, cwd, arguments in cases:
            copy = Path(name) / what
            shutil.copytree(cwd if cwd != ROOT else ROOT / "samples", copy / ("samples" if cwd == ROOT else "."))
            (copy / "out").mkdir()
            reports = Reports(tool, copy / "out", *arguments, cwd=copy)
            check_same(reports, what, failures)
            schemas.check(reports, what, failures)
            check_junit_counts(reports.text["junit"], what, failures)
            if all(f["line"] == f["endLine"] for f in reports.result["findings"]):
                check_github(reports, what, failures)
            if what in ("cut", "missing"):
                failures.check(reports.done.returncode == 3, f"{what}: exit {reports.done.returncode}")
                failures.check(reports.result["findings"] and b"<error " in reports.text["junit"],
                               f"{what}: no located finding")


def check_several_lines(tool, failures):
    """A region of several lines has no columns, or the runner drops the annotation's place."""
    done = tool.run("validate", "-f", "github", "shapes.xml", cwd=TESTS / "golden")
    spread = [c for c in runner.commands(done.stdout) if c.properties.get("line") != c.properties.get("endLine")]
    failures.check(spread, "no finding spans lines")
    for command in spread:
        failures.check("col" not in command.properties and "endColumn" not in command.properties,
                       f"columns over several lines: {command.properties}")


POLICY = """<config xmlns="urn:lync-topo:config:1" profile="strict-deploy">
  <rule id="PRT002" severity="error"/>
  <suppress rule="MED001" reason="accepted by the voice team"/>
</config>
"""


def check_turned_off(tool, failures):
    """Whatever somebody turns off stands in the report, or, where a format has no place, on standard error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "plan.xml", folder)
        tool.run("baseline", "create", "--no-config", "known.txt", "plan.xml", cwd=folder)
        (folder / ".lync-topo.xml").write_text(POLICY)
        for form in (*FORMATS, "text", "concise"):
            done = tool.run("validate", "-f", form, "--baseline", "known.txt", "plan.xml", cwd=folder)
            printed = (done.stdout + done.stderr).decode()
            for word in (".lync-topo.xml", "strict-deploy", "accepted by the voice team", "TRK008",
                         "moves to TLS with the new certificate", "known.txt"):
                failures.check(word in printed, f"{form} does not show {word!r}")
        notices = runner.commands(tool.run("validate", "-f", "github", "plan.xml", cwd=folder).stdout)
        told = [c.data for c in notices if c.properties.get("title") == "turned off or changed"]
        failures.check(any("moves to TLS" in data for data in told), f"notices tell {told}")


def check_stable(tool, failures):
    """Code Quality fingerprints do not change when lines move."""
    text = (HERE / "plan.xml").read_text()
    moved = text.replace("  <provider", "\n\n  <!-- moved -->\n  <provider", 1)
    with tempfile.TemporaryDirectory() as name:
        marks = []
        for text in (text, moved):
            (Path(name) / "plan.xml").write_text(text)
            done = tool.run("validate", "-f", "gitlab", "plan.xml", cwd=name)
            marks.append({entry["fingerprint"] for entry in json.loads(done.stdout)})
    failures.check(marks[0] == marks[1] and marks[0], f"fingerprints change: {marks[0] ^ marks[1]}")


def check_threshold(tool, failures):
    """A failure of JUnit is what fails the run."""
    for level, count in (("error", 1), ("warning", 3), ("note", 4), ("never", 0)):
        done = tool.run("validate", "-f", "junit", "--fail-on", level, "--select", SELECT, "plan.xml", cwd=HERE)
        failed = etree.fromstring(done.stdout).findall(".//failure")
        failures.check(len(failed) == count, f"--fail-on {level}: {len(failed)} failures")
        failures.check((done.returncode == 1) == (count > 0), f"--fail-on {level}: exit {done.returncode}")


def check_clean(tool, schemas, failures):
    """A plan with nothing to say about: no entry in any format, and a case of JUnit that passes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.xml").write_text('<topology xmlns="urn:lync-topo:topology:1" name="empty"/>\n')
        reports = Reports(tool, folder, "--select", "TRK008", "plan.xml", cwd=folder, codes=(0,))
    schemas.check(reports, "clean", failures)
    check_junit_counts(reports.text["junit"], "clean", failures)
    failures.check(json.loads(reports.text["gitlab"]) == [], "clean: gitlab")
    failures.check(b"<file name=\"plan.xml\">" in reports.text["checkstyle"], "clean: checkstyle does not name the file")
    failures.check(not runner.commands(reports.text["github"]), "clean: github")
    failures.check(b"<failure" not in reports.text["junit"], "clean: junit")


def many(errors, notes):
    """A plan with so many attributes that are not understood, and ports that are worth a note."""
    trunks = "".join(f'<trunk id="n{i}" mediation-pool="m" peer="s" transport="tcp" connection="c"/>\n' for i in range(notes))
    sites = "".join(f'<site id="s{i}" kind="no-kind-{i}"/>\n' for i in range(errors))
    return ('<topology xmlns="urn:lync-topo:topology:1"><provider id="p"><sbc id="s" tcp-port="5060" fqdn="s.example"/>'
            '</provider><site id="x" kind="central"><mediation-pool id="m"/></site>'
            f'<connection id="c" kind="mpls" site="x" provider="p"/>\n{sites}{trunks}</topology>\n')


def check_limits(tool, failures):
    """What GitHub does not show is counted: the runner keeps the first ten of each kind."""
    for errors, notes in ((3, 2), (10, 0), (25, 4), (4, 25), (30, 30)):
        done = tool.run("validate", "-f", "github", "--select", "PRT002", "-", stdin=many(errors, notes).encode())
        commands = runner.commands(done.stdout)
        shown, left = {"error": 0, "warning": 0, "notice": 0}, 0
        said = None
        for command in commands:
            total = command.properties.get("title") == "lync-topo"
            if total:
                said = int(command.data.split()[0])
            if shown[command.name] < SHOWN:
                shown[command.name] += 1
            else:
                left += 1
                failures.check(not total, f"{errors} errors, {notes} notes: the total itself is not shown")
        failures.check((said or 0) == left, f"{errors} errors, {notes} notes: {left} not shown, {said} said")


def check_page_size(tool, failures):
    """A page is cut between entries, and says how many are left out."""
    plan = many(9000, 0).encode()
    page = tool.run("validate", "-f", "markdown", "--select", "PRT002", "-", stdin=plan).stdout
    there = json.loads(tool.run("validate", "-f", "json", "--select", "PRT002", "-", stdin=plan).stdout)["summary"]["error"]
    listed = page.count(b"\n- **error**")
    failures.check(len(page) < MOST_BYTES, f"a page of {len(page)} bytes")
    failures.check(0 < listed < there and f"**{there - listed} more findings are".encode() in page,
                   f"{listed} findings of {there} listed, the rest not counted")


def check_whole(tool, failures):
    """A report is there whole or not at all, and no other file is left."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.xml").write_text("old")
        (folder / "taken").mkdir()
        done = tool.run("validate", "-f", f"gitlab={folder / 'new.json'}", "-f", f"junit={folder / 'taken'}",
                        "plan.xml", cwd=HERE)
        failures.check(done.returncode == 4, f"a folder in the way: exit {done.returncode}")
        failures.check(sorted(p.name for p in folder.iterdir()) == ["new.json", "old.xml", "taken"],
                       f"left: {sorted(p.name for p in folder.iterdir())}")


def check_golden(tool, accept, failures):
    """Away from any repository: paths of the reports begin where it does."""
    version = json.loads(tool.run("version", "--format", "json").stdout)["tool"]["version"].encode()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "plan.xml", folder)
        printed = {form: tool.run("validate", "-f", form, "--select", SELECT, "plan.xml", cwd=folder).stdout
                   for form in GOLDEN}
    for form, text in printed.items():
        text = text.replace(b'name="lync-topo" value="' + version, b'name="lync-topo" value="VERSION')
        path = EXPECTED / f"plan.{form}"
        if accept:
            EXPECTED.mkdir(exist_ok=True)
            path.write_bytes(text)
        wanted = path.read_bytes() if path.exists() else b""
        difference = difflib.unified_diff(wanted.decode().split("\n"), text.decode().split("\n"), lineterm="")
        failures.check(wanted == text, f"plan.{form}\n" + "\n".join(difference))


def main(program, *arguments):
    tool = Tool(program)
    # Another format may be there or not; the error that names them all is the list.
    tool.formats = tool.run("validate", "-f", "none").stderr.decode().replace(",", " ").split()
    failures = Failures("reports for pipelines")
    schemas = Schemas()
    check_reports(tool, schemas, failures)
    check_several_lines(tool, failures)
    check_turned_off(tool, failures)
    check_stable(tool, failures)
    check_threshold(tool, failures)
    check_clean(tool, schemas, failures)
    check_limits(tool, failures)
    check_page_size(tool, failures)
    check_whole(tool, failures)
    check_golden(tool, "--accept" in arguments, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
