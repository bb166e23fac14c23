#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds README.md, CHANGELOG.md and docs/*.md against the program and the tree.

- docs/cli.md names every command, option, profile and limit of the program, and no other.
- docs/simulate.md lists the policies of core/engine/policies.def, word by word.
- Links lead to a file and, with #anchor, to a heading of it. Paths and rule ids in code spans exist.
- Commands in code spans, code blocks and `--help` use commands and options that exist.
- Examples run, in a scratch folder that holds a copy of samples/ and, for each document, its own files:

      <!-- file: NAME -->      the code block that follows is written to NAME
      ```console               `$ COMMAND`, then exactly what it prints; a line `...` stands for any lines;
                               a command that does not exit 0 is followed by `$ echo $?`
      ```sh                    each line that starts with `lync-topo` exits 0 or 1

usage: check.py PROGRAM [--accept]

--accept writes what the examples print into the documents instead of comparing it; read the difference.
"""
import json
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import examples
import policies
from markdown import Document, slug
from tool import ROOT, Failures, Tool

GENERATED = ("language.md", "coverage.md", "rules.md")
SHARED = ("options-for-inputs", "options-for-rules", "options-for-suppressions")
HELP_OPTION = re.compile(r"^  (?:-(\w), |    )--([a-z-]+)(?: (\S+))?(?:  .*)?$")
DOCS_OPTION = re.compile(r"^\| (?:`-(\w)`, )?`--([a-z-]+)(?: ([^`]+))?` \|")
LIMIT_ROW = re.compile(r"^\| `([a-z-]+)` \| ([0-9,]+) \| ([0-9,]+) \| (.*) \|$")
LIMIT_MACRO = re.compile(r'X\(\w+, "([a-z-]+)", (\d+), (\d+),[\s\\]*"([^"]+)"\)')
RULE_ID = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")
TREE_PATH = re.compile(r"^(?:core|cli|tests|docs|schemas|samples)/[\w./-]*$")


class Help:
    """What `--help` says: for each command its usage line, options and examples."""

    def __init__(self, tool):
        top = tool.run("--help").stdout.decode()
        self.commands = re.findall(r"^  ([a-z]+) +\S", section(top, "commands"), re.M)
        self.globals = options_of(section(top, "global options"))
        self.usage, self.options, self.examples, self.text = {}, {}, {"": section(top, "examples")}, {}
        for command in self.commands:
            text = tool.run(command, "--help").stdout.decode()
            self.usage[command] = re.search(r"^usage: (.*)$", text, re.M).group(1)
            self.options[command] = options_of(section(text, "options"))
            self.examples[command] = section(text, "examples")
            self.text[command] = text


def section(text, title):
    found = re.search(rf"^{title}\n((?:.+\n)*)", text, re.M)
    return found.group(1) if found else ""


def options_of(text):
    rows = (HELP_OPTION.match(line) for line in text.splitlines())
    return {(row.group(1), row.group(2), row.group(3)) for row in rows if row}


def documented_options(document, anchor):
    rows = (DOCS_OPTION.match(line) for line in document.section(anchor).splitlines())
    return {(row.group(1), row.group(2), row.group(3)) for row in rows if row}


def check_options(cli, program_help, failures):
    """Each command has a section; its table and the shared tables it links to are its options."""
    sections = [a for a in cli.anchors if f"\n### {a}\n" in cli.text]
    extra = set(sections) - set(program_help.commands) - set(SHARED)
    failures.check(not extra, f"docs/cli.md has sections for commands that do not exist: {sorted(extra)}")
    failures.check(documented_options(cli, "global-options") == program_help.globals,
                   f"docs/cli.md: global options differ from {sorted(map(str, program_help.globals))}")
    for command in program_help.commands:
        text = cli.section(command)
        if not failures.check(text, f"docs/cli.md has no section for {command}"):
            continue
        options = documented_options(cli, command)
        for shared in SHARED:
            if f"(#{shared})" in text:
                options |= documented_options(cli, shared)
        wanted = program_help.options[command]
        failures.check(options == wanted, f"docs/cli.md: {command}: only there {sorted(map(str, options - wanted))}, "
                                          f"only in --help {sorted(map(str, wanted - options))}")
        failures.check(f"\n{program_help.usage[command]}\n" in text,
                       f"docs/cli.md: {command} lacks the line '{program_help.usage[command]}'")


def check_profiles(tool, cli, program_help, failures):
    written = re.findall(r"^\| `([\w-]+)` \|", cli.section("profiles"), re.M)
    told = re.search(r"--profile NAME +(.*)", program_help.text["validate"]).group(1)
    failures.check(written == re.split(r", | or ", told), f"docs/cli.md: profiles {written}, but help says {told}")
    for name in written:
        failures.check(tool.run("rules", "--profile", name).returncode == 0, f"there is no profile {name}")


def check_limits(tool, cli, failures):
    """The table equals core/base/limits.h, and the program takes what the table says and no more."""
    rows = [LIMIT_ROW.match(line) for line in cli.section("limits").splitlines()]
    written = [(r.group(1), int(r.group(2).replace(",", "")), int(r.group(3).replace(",", "")), r.group(4))
               for r in rows if r]
    header = (ROOT / "core/base/limits.h").read_text()
    defined = [(name, int(value), int(most), text) for name, value, most, text in LIMIT_MACRO.findall(header)]
    failures.check(defined and written == defined, f"docs/cli.md: limits {written}, but limits.h has {defined}")
    sample = ROOT / "samples/sip-trunk-vpn-router.xml"
    for name, _, most, _ in written:
        for value, code in ((most, 0), (most + 1, 2), (0, 2)):
            done = tool.run("validate", "--exit-zero", "--limit", f"{name}={value}", sample)
            failures.check(done.returncode == code, f"--limit {name}={value}: exit {done.returncode}, not {code}")


def check_links(documents, failures):
    for document in documents:
        for target in document.links():
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (document.path.parent / path).resolve() if path else document.path
            if not failures.check(file.exists(), f"{document.name}: link to {target}: no such file"):
                continue
            if anchor:
                there = Document(file).anchors
                failures.check(anchor in there, f"{document.name}: link to {target}: no such heading")


def check_names(tool, documents, failures):
    """Paths of the tree and rule ids."""
    known = {rule["id"] for rule in json.loads(tool.run("rules", "--format", "json").stdout)["rules"]}
    for document in documents:
        for span in document.spans():
            if TREE_PATH.match(span) and not re.search("[A-Z]{3}", span):
                failures.check((ROOT / span).exists(), f"{document.name}: there is no {span}")
        for name in RULE_ID.findall(document.prose):
            failures.check(name in known or name.startswith("RFC"), f"{document.name}: there is no rule {name}")


def check_problem_matcher(tool, documents, failures):
    """The regular expression offered to a build service finds every error and warning of `concise`."""
    matchers = [json.loads(text) for document in documents for name, text in document.files() if "matcher" in name]
    if not failures.check(len(matchers) == 1, f"{len(matchers)} problem matchers in the documents"):
        return
    pattern = matchers[0]["problemMatcher"][0]["pattern"][0]
    expression = re.compile(pattern["regexp"])
    keys = ("file", "line", "column", "severity", "message", "code")
    names = ("file", "line", "column", "severity", "message", "name")
    with tempfile.TemporaryDirectory() as temporary:
        plan = Path(temporary) / "plan.xml"
        plan.write_text('<topology xmlns="urn:lync-topo:topology:1"><site id="a"/>'
                        '<site id="A" kind="central"/></topology>')
        findings = tool.validate("plan.xml", cwd=temporary)["findings"]
        lines = tool.run("validate", "-f", "concise", "plan.xml", cwd=temporary).stdout.decode().splitlines()
    failures.check({f["severity"] for f in findings} == {"error", "warning"}, f"made {findings}")
    for finding, line in zip(findings, lines, strict=True):
        found = expression.search(line)
        got = tuple(found.group(pattern[key]) for key in keys) if found else None
        failures.check(got == tuple(str(finding[name]) for name in names), f"problem matcher: {got} in '{line}'")


def main(program, *options):
    tool = Tool(program)
    failures = Failures("documents")
    failures.accepts = "--accept" in options
    names = ["README.md", "CHANGELOG.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
    documents = [Document(ROOT / name) for name in names]
    written = [d for d in documents if d.path.name not in GENERATED]
    program_help = Help(tool)
    cli = Document(ROOT / "docs/cli.md")

    check_options(cli, program_help, failures)
    check_profiles(tool, cli, program_help, failures)
    check_limits(tool, cli, failures)
    policies.check(tool, Document(ROOT / "docs/simulate.md"), failures)
    check_links(documents, failures)
    check_names(tool, written, failures)
    check_problem_matcher(tool, written, failures)
    for command, text in program_help.examples.items():
        for line in text.splitlines():
            examples.check_usage(program_help, f"{command} --help", line, failures)
    for document in written:
        examples.check(tool, program_help, document, failures)
    failures.check(slug("`a` B, c-d: e") == "a-b-c-d-e", "slug() is not what GitHub makes of a heading")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
