#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files that the program prints are committed as it prints them, and the coverage of the pages is complete.

usage: in_step.py PROGRAM [--accept]

--accept writes the files instead of comparing them.
"""
import difflib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "fuzz")]
import make_dict
from tool import ROOT, Failures, Tool

PRINTED = {
    "schemas/lync-topo.xsd": ("schema", "topology"),
    "schemas/lync-topo-scenario.xsd": ("schema", "scenario"),
    "schemas/lync-topo-config.xsd": ("schema", "config"),
    "docs/language.md": ("schema", "topology", "--format", "markdown"),
    "docs/rules.md": ("rules", "--format", "markdown"),
    "docs/coverage.md": ("rules", "--coverage"),
    "docs/profiles.md": ("rules", "--profiles"),
    "docs/figures.md": ("rules", "--figures"),
    "docs/man/lync-topo.1": ("help", "--format", "man"),
    "docs/man/lync-topo-language.5": ("schema", "topology", "--format", "man"),
    "docs/man/lync-topo-scenario.5": ("schema", "scenario", "--format", "man"),
    "docs/man/lync-topo-config.5": ("schema", "config", "--format", "man"),
    "docs/man/lync-topo-rules.7": ("rules", "--format", "man"),
}

# Pages whose last part is printed: from this heading on.
PRINTED_PARTS = {
    "docs/scenario.md": ("## Reference\n", ("schema", "scenario", "--format", "markdown")),
}

# Sentences of the two founding pages: A is the one on SIP trunking, B the one on Direct SIP.
SENTENCES = [f"A{n}" for n in range(1, 25)] + [f"B{n}" for n in range(1, 42)]
FOUNDING_PAGES = ("Components and topologies for SIP trunking in Lync Server 2013",
                  "Direct SIP deployment options in Lync Server 2013")

# A rule that was not made at all.
LEFT_OUT = re.compile(r"^\| ([A-Z]{3}\d{3}) `([a-z0-9-]+)` \| .+? \| all of it \|", re.MULTILINE)


def printed(tool, arguments):
    done = tool.run(*arguments)
    if done.returncode != 0 or done.stderr:
        raise SystemExit(f"FAIL: {' '.join(arguments)}: exit {done.returncode}, {done.stderr.decode()}")
    return done.stdout.decode()


def generated(tool):
    """{path: text} of everything that must be in step."""
    texts = {path: printed(tool, arguments) for path, arguments in PRINTED.items()}
    for path, (heading, arguments) in PRINTED_PARTS.items():
        text = printed(tool, arguments)
        if not text.startswith(heading):
            raise SystemExit(f"FAIL: {' '.join(arguments)} does not begin with {heading}")
        texts[path] = (ROOT / path).read_text().split(heading)[0] + text
    texts["tests/fuzz/topology.dict"] = "\n".join(make_dict.dictionary(tool.path)) + "\n"
    return texts


def compare(texts, failures):
    for path, text in texts.items():
        file = ROOT / path
        committed = file.read_text() if file.exists() else ""
        difference = list(difflib.unified_diff(committed.splitlines(), text.splitlines(), path, "printed", n=1,
                                               lineterm=""))
        failures.check(committed == text, f"{path} is not what the program prints; tests/lint/in_step.py PROGRAM "
                       "--accept writes it\n" + "\n".join(difference[:20]))


def accept(texts):
    for path, text in texts.items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
            print("written:", path)
    return 0


def check_page(title, rows, names, failures):
    """Every statement has a rule, a figure or a reason. The rules named."""
    named = set()
    for number, statement, cell, remark in rows:
        where = f"{title}, {number}"
        pairs = re.findall(r"\b([A-Z]{3}\d{3})\b `([a-z0-9-]*)`", cell)
        failures.check("`" in cell or not cell.strip(), f"{where}: nothing can be read in '{cell}'")
        failures.check(cell.strip() or remark.strip(), f"{where}: neither a rule nor a figure nor a reason")
        failures.check(statement.endswith((".", "?")), f"{where}: '{statement}' is no sentence")
        failures.check(not remark.endswith("."), f"{where}: the remark '{remark}'")
        for rule, name in pairs:
            failures.check(names.get(rule) == name, f"{where}: {rule} `{name}`: the rule is {names.get(rule)}")
            named.add(rule)
    return named


def check_coverage(text, rules, failures):
    """Each page has its statements, one of each rule whose main source it is; every rule named exists."""
    made, _, left_out = text.partition("\n## Not made, and why\n")
    names = {rule["id"]: rule["name"] for rule in rules}
    absent = dict(LEFT_OUT.findall(left_out))
    named = {}
    numbers = []
    for section in made.split("\n### ")[1:]:
        title = section.partition("\n")[0]
        rows = re.findall(r"^\| ([AB]?\d+) \| (.+?) \| (.*?) \| (.*) \|$", section, re.MULTILINE)
        failures.check(len(rows) == section.count("\n| ") - 1 > 0, f"{title}: {len(rows)} rows can be read")
        named[title] = check_page(title, rows, names | absent, failures)
        numbers += [row[0] for row in rows] if title in FOUNDING_PAGES else []
    failures.check(numbers == SENTENCES, f"sentences: {numbers}")
    for word in set(re.findall(r"\b[A-Z]{3}\d{3}\b", made)):
        failures.check(word in names | absent, f"the coverage names {word}, which does not exist")
    check_left_out(left_out, names, failures)
    for rule in rules:
        failures.check(rule["family"] in ("DOC", "SUP") or rule["id"] in named.get(rule["source"], ()),
                       f"{rule['id']} comes from '{rule['source']}', but no statement there names it")


def check_left_out(text, names, failures):
    """A rule that was left out is none that exists; of one that exists a part was left out. Each has a reason."""
    rows = re.findall(r"^\| ([A-Z]{3}\d{3}) `([a-z0-9-]+)` \| (.+?) \| (.*?) \| (.*) \|$", text, re.MULTILINE)
    failures.check(len(rows) == text.count("\n| ") - 1 > 0, f"{len(rows)} rows of what was not made can be read")
    for rule, name, _, what, why in rows:
        failures.check((what == "all of it") == (rule not in names), f"{rule}: left out is '{what}'")
        failures.check(rule not in names or names[rule] == name, f"{rule} is not called {name}")
        failures.check(why.strip() and not why.endswith("."), f"{rule}: the reason '{why}'")


def check_mentions(texts, rules, failures):
    """Other generated pages speak of no rule that does not exist."""
    names = {rule["id"] for rule in rules} | dict(LEFT_OUT.findall(texts["docs/coverage.md"])).keys()
    families = "|".join(sorted({rule["family"] for rule in rules}))
    for path, text in texts.items():
        strangers = set(re.findall(rf"\b(?:{families})\d{{3}}\b", text)) - names
        failures.check(not strangers, f"{path} names {sorted(strangers)}, which do not exist")
    for rule in rules:
        failures.check(f"## {rule['id']} `{rule['name']}`" in texts["docs/rules.md"],
                       f"docs/rules.md has no section on {rule['id']}")


def main(program, *flags):
    tool = Tool(program)
    texts = generated(tool)
    if "--accept" in flags:
        return accept(texts)
    failures = Failures("in step")
    rules = json.loads(tool.run("rules", "--format", "json").stdout)["rules"]
    compare(texts, failures)
    check_coverage(texts["docs/coverage.md"], rules, failures)
    check_mentions(texts, rules, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
