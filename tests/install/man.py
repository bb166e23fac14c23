#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The manual pages: two formatters find nothing wrong with them, and show what --help, explain and the documents say.

usage: man.py PROGRAM
"""
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

PAGES = ROOT / "docs/man"
SECTIONS = {
    "lync-topo.1": ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES",
                    "EXAMPLES", "SEE ALSO"],
    "lync-topo-config.5": ["NAME", "SYNOPSIS", "DESCRIPTION", "ELEMENTS", "EXAMPLES", "SEE ALSO"],
    "lync-topo-language.5": ["NAME", "SYNOPSIS", "DESCRIPTION", "VALUES", "ELEMENTS", "EXAMPLES", "SEE ALSO"],
    "lync-topo-scenario.5": ["NAME", "SYNOPSIS", "DESCRIPTION", "VALUES", "ELEMENTS", "EXAMPLES", "SEE ALSO"],
    "lync-topo-rules.7": ["NAME", "SYNOPSIS", "DESCRIPTION", "RULES", "SEE ALSO"],
}
# Where a formatter draws characters by overstriking: x, backspace, x.
OVERSTRUCK = re.compile(r".\x08")
WIDE = "900"


def run(*command, stdin=None):
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANROFFOPT": "-c"})


def by_mandoc(path):
    return OVERSTRUCK.sub("", run("mandoc", "-Tutf8", "-O", f"width={WIDE}", str(path)).stdout)


def by_groff(path):
    return OVERSTRUCK.sub("", run("groff", "-man", "-Tutf8", "-P-cbou", f"-rLL={WIDE}n", str(path)).stdout)


def words(text):
    return re.sub(r"\s+", " ", text)


def check_form(path, failures):
    lint = run("mandoc", "-Tlint", str(path))
    failures.check(lint.returncode == 0 and not lint.stdout, f"{path.name}: mandoc says {lint.stdout[:500]}")
    warned = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path))
    failures.check(warned.returncode == 0 and not warned.stderr, f"{path.name}: groff says {warned.stderr[:500]}")
    name = run("lexgrog", str(path)).stdout
    failures.check(f'"{path.stem} - ' in name, f"{path.name}: whatis finds {name}")
    sections = re.findall(r"^([A-Z][A-Z ]+)$", by_mandoc(path), re.M)
    failures.check(sections == SECTIONS[path.name], f"{path.name}: its sections are {sections}")


def check_same(path, failures):
    """Both formatters show the same words: no escape is known to one of them only. Heads and feet differ."""
    left, right = (words(shown).split(" ")[8:-8] for shown in (by_mandoc(path), by_groff(path)))
    different = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), None)
    if different is not None:
        failures.check(False, f"{path.name}: mandoc shows {left[different - 3:different + 5]}, "
                              f"groff {right[different - 3:different + 5]}")
    failures.check(len(left) > 100, f"{path.name}: {len(left)} words")


def section(text, title):
    found = re.search(rf"^{title}\n((?:.+\n)*)", text, re.M)
    return found.group(1) if found else ""


def check_commands(tool, failures):
    """Every command, option, help text and example of --help."""
    shown = by_mandoc(PAGES / "lync-topo.1")
    plain = words(shown)
    top = tool.run("--help").stdout.decode()
    commands = re.findall(r"^  ([a-z]+) +(\S.*)", section(top, "commands"), re.M)
    failures.check(len(commands) > 10, f"commands: {commands}")
    for command, summary in commands:
        text = tool.run(command, "--help").stdout.decode()
        options = re.sub(r"\n {30}(?=\S)", " ", section(text, "options"))
        for option, told in re.findall(r"^  ((?:-\w, |    )--\S+(?: [^ ]+)?) +(\S.*)", options, re.M):
            failures.check(words(f"{option.strip()} {told}") in plain, f"lync-topo(1): {command} lacks '{option} {told}'")
        failures.check(f"{command} {summary}" in plain, f"lync-topo(1) lacks {command}")
        for line in section(text, "examples").splitlines():
            failures.check(re.search(rf"^ +{re.escape(line.strip())}$", shown, re.M),
                           f"lync-topo(1): {command} lacks the example {line}")


def check_tables(failures):
    """Exit statuses and variables are those of docs/cli.md."""
    plain = by_mandoc(PAGES / "lync-topo.1")
    cli = (ROOT / "docs/cli.md").read_text()
    for title, heading, row in (("EXIT STATUS", "Exit codes", r"^\| (\d+) \|"),
                                ("ENVIRONMENT", "Environment", r"^\| `(\w+)` \|")):
        here = re.findall(r"^ {5,7}([A-Z0-9_]+)(?: |$)", plain.partition(f"\n{title}\n")[2].partition("\n\n\n")[0]
                          .partition("\nFILES")[0].partition("\nENVIRONMENT")[0], re.M)
        there = re.findall(row, cli.partition(f"\n## {heading}\n")[2].partition("\n## ")[0], re.M)
        failures.check(here and here == there, f"lync-topo(1): {title} has {here}, docs/cli.md {there}")


def check_rules(tool, failures):
    """Every rule, with what docs/rules.md says of why and of what to do."""
    plain = words(by_mandoc(PAGES / "lync-topo-rules.7"))
    markdown = tool.run("rules", "--format", "markdown").stdout.decode()
    rules = re.findall(r"^## (\S+) `(\S+)`\n\n(.+?)\n.*?\*\*Why\.\*\* (.+?)\.\n\n?\*\*What to do\.\*\* (.+?)\.\n",
                       markdown, re.M | re.S)
    failures.check(len(rules) == markdown.count("\n## ") > 200, f"{len(rules)} rules can be read")
    for rule, name, title, why, fix in rules:
        failures.check(f" {rule} {name} {words(title)} Severity " in plain, f"lync-topo-rules(7): {rule}: {title}")
        for text in (why, fix):
            failures.check(words(text)[1:] in plain, f"lync-topo-rules(7): {rule} lacks '{text}'")


def check_language(tool, failures):
    """Every element and attribute with its words, as docs/language.md and the configuration's XSD have them."""
    for name, command in (("language", "topology"), ("scenario", "scenario")):
        plain = words(by_mandoc(PAGES / f"lync-topo-{name}.5"))
        markdown = tool.run("schema", command, "--format", "markdown").stdout.decode()
        rows = re.findall(r"^\| `([a-z0-9-]+)`( \*)? \| .*? \| .*? \| (.*) \|$", markdown, re.M)
        failures.check(len(rows) > 10, f"{command}: {len(rows)} attributes can be read")
        for attribute, required, told in rows:
            wanted = f" {attribute}{' (required)' if required else ''} {words(told)} ["
            failures.check(wanted in plain, f"lync-topo-{name}(5) lacks{wanted}")
    plain = words(by_mandoc(PAGES / "lync-topo-config.5"))
    for told in re.findall(r"<xs:documentation>(.*?)</xs:documentation>", tool.run("schema", "config").stdout.decode()):
        told = told.replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")
        failures.check(words(told) in plain, f"lync-topo-config(5) lacks '{told}'")


def example(page):
    """What people copy from the page: the lines of its example without their indent."""
    text = by_mandoc(PAGES / page).partition("\nEXAMPLES\n")[2].partition("\nSEE ALSO")[0]
    return textwrap.dedent(text).strip("\n") + "\n"


def check_examples(tool, failures):
    """What is copied from a page is the file it came from, quotes and hyphens as they were, and is valid."""
    for page, command in (("lync-topo-config.5", ("config", "init")),
                          ("lync-topo-language.5", ("init", "--option", "voip-only"))):
        wanted = tool.run(*command).stdout.decode()
        failures.check(example(page) == wanted, f"{page}: the example is not what {' '.join(command)} prints")
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(example("lync-topo-scenario.5"))
        file.flush()
        done = run("xmllint", "--noout", "--schema", str(ROOT / "schemas/lync-topo-scenario.xsd"), file.name)
    failures.check(done.returncode == 0, f"lync-topo-scenario(5): the example is not valid: {done.stderr}")


def main(program):
    tool = Tool(program)
    failures = Failures("manual pages")
    failures.check({p.name for p in PAGES.iterdir()} == set(SECTIONS), "docs/man holds other pages than these")
    for name in SECTIONS:
        check_form(PAGES / name, failures)
        check_same(PAGES / name, failures)
    check_commands(tool, failures)
    check_tables(failures)
    check_rules(tool, failures)
    check_language(tool, failures)
    check_examples(tool, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
