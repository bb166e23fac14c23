#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The catalogue of rules: ids and names as they have always been, each a rule or left out for a reason, texts complete and
in one style, examples in the language.

usage: texts.py PROGRAM
"""
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
import vocabulary_table
from tool import ROOT, Failures, Tool

SEVERITIES = {"error", "warning", "note"}
OPTIONS = {"VPN", "MPLS", "PRIV", "TLS", "BEH", "FRT", "VOIP", "CERT"}

# Words that keep their capital at the start of a line.
NAMES = {"Topology", "Enterprise", "Lync", "Exchange", "Mediation", "Front", "Microsoft", "Direct"}

# Elements and attributes that the examples of these rules have wrong on purpose.
FAULTY = {"DOC001", "DOC002", "DOC003", "DOC004", "DOC005", "DOC006"}

TAG = re.compile(r'<([a-z][a-z-]*)((?:\s+[a-z][a-z0-9-]*="[^"]*")*)\s*(?:\.\.\.)?\s*/?>')


def sections(text):
    """What `explain` prints, as {heading: text}; the lines of a paragraph are joined."""
    blocks = text.rstrip("\n").split("\n\n")
    first = blocks[0].split("\n", 1)
    found = {"id": first[0], "title": first[1]}
    for block in blocks[1:]:
        heading, *lines = block.split("\n")
        found[heading] = "\n".join(line.strip() for line in lines)
    return found


def examples(markdown):
    """{id: (bad, good)} as docs/rules.md has them, not wrapped."""
    found = {}
    for part in re.split(r"^## (?=[A-Z]{3}\d{3} )", markdown, flags=re.MULTILINE)[1:]:
        blocks = re.findall(r"^(Bad|Good):\n\n```xml\n(.*?)\n```$", part, re.MULTILINE | re.DOTALL)
        found[part[:6]] = dict(blocks)
    return found


def not_made(coverage):
    """{id: (name, reason)} of what docs/coverage.md says was not made at all."""
    table = coverage.split("\n## Not made, and why\n", 1)[1]
    rows = re.findall(r"^\| (\w+) `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    return {rule: (name, why) for rule, name, _, what, why in rows if what == "all of it"}


def check_catalogue(rules, coverage, failures):
    """Every row of the guidance is a rule, or has a reason why there is none."""
    listed = [line.split() for line in (HERE / "catalogue.txt").read_text().splitlines() if line[0] != "#"]
    names = {rule["id"]: rule["name"] for rule in rules}
    without = not_made(coverage)
    failures.check(len(listed) > 250, f"only {len(listed)} rows in tests/lint/catalogue.txt")
    for rule, name in listed:
        made = rule not in without
        failures.check(made or rule not in names, f"{rule} {name}: a rule, and in docs/coverage.md one that was not made")
        failures.check((names.get(rule) if made else without[rule][0]) == name,
                       f"{rule} {name}: the program says {names.get(rule)}, and docs/coverage.md not why")
    for rule in sorted(without.keys() - {rule for rule, _ in listed}):
        failures.check(False, f"{rule}: not made, and no row of the guidance")
    for rule in sorted(names.keys() - {rule for rule, _ in listed}):
        failures.check(False, f"{rule} {names[rule]} is new: add it to tests/lint/catalogue.txt")
    for what, values in (("id", [r["id"] for r in rules]), ("name", [r["name"] for r in rules]),
                         ("title", [r["title"] for r in rules])):
        twice = {value for value in values if values.count(value) > 1}
        failures.check(not twice, f"not the only one of its {what}: {sorted(twice)}")


def check_row(rule, failures):
    what = rule["id"]
    failures.check(re.fullmatch(r"[A-Z]{3}\d{3}", what), f"{what}: not like MED001")
    failures.check(rule["family"] == what[:3], f"{what}: family {rule['family']}")
    failures.check(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule["name"]), f"{what}: name {rule['name']}")
    failures.check(rule["severity"] in SEVERITIES, f"{what}: severity {rule['severity']}")
    failures.check(set(rule["options"]) <= OPTIONS | {"all"} and rule["options"], f"{what}: {rule['options']}")
    failures.check(rule["source"], f"{what}: no source")


def check_style(what, text, failures):
    """Lower case but for names, no final stop, no blanks at the ends or twice."""
    first = re.match(r"[A-Za-z]*", text).group()
    lower = first[:1].islower() or first in NAMES or first[1:] != first[1:].lower() or not first
    failures.check(text, f"{what}: no text")
    failures.check(lower or re.match(r"X\d+: ", text), f"{what}: begins with a capital: {text[:60]}")
    failures.check(not text.endswith((".", "!", ",", ";", ":")), f"{what}: ends with '{text[-1:]}': ...{text[-60:]}")
    failures.check(text == text.strip() and "  " not in text, f"{what}: blanks: {text[:60]}")
    failures.check("—" not in text and "…" not in text, f"{what}: a dash or dots that some terminals lack")


def check_texts(rule, explained, failures):
    what = rule["id"]
    failures.check(explained["id"] == f"{what} {rule['name']}", f"{what}: explain says {explained['id']}")
    failures.check(explained["title"].replace("\n", " ") == rule["title"], f"{what}: explain has another title")
    failures.check(len(rule["title"]) <= 100, f"{what}: a title of {len(rule['title'])} characters")
    check_style(f"{what} title", rule["title"], failures)
    for heading in ("why", "what to do"):
        check_style(f"{what} {heading}", explained.get(heading, "").replace("\n", " "), failures)
    if "where documents disagree" in explained:
        check_style(f"{what} conflict", explained["where documents disagree"].replace("\n", " "), failures)
    for heading in ("bad", "good"):
        failures.check(explained.get(heading), f"{what}: no {heading} example")
    source = explained.get("source", "")
    failures.check(rule["source"] in source, f"{what}: explain does not name {rule['source']}")
    if rule["needs"]:
        failures.check(explained.get("unknown without", "").split() == rule["needs"], f"{what}: needs")


def check_value(what, row, value, failures):
    if row.choices and "..." not in value:
        words = value.split() if row.is_set else [value]
        failures.check(set(words) <= set(row.choices), f"{what}: '{value}' is none of {row.choices}")
    if row.value == "boolean":
        failures.check(value in ("true", "false"), f"{what}: '{value}' is neither true nor false")


def check_example(what, text, elements, failures):
    """Every tag of a sketch is of the language, with attributes that it has and values that they may have."""
    tags = re.findall(r"<[a-z]", text)
    parsed = TAG.findall(text)
    failures.check(len(tags) == len(parsed), f"{what}: {len(tags)} tags, of which {len(parsed)} can be read: {text}")
    for element, attributes in parsed:
        if not failures.check(element in elements, f"{what}: there is no element {element}"):
            continue
        for name, value in re.findall(r'([a-z][a-z0-9-]*)="([^"]*)"', attributes):
            row = elements[element].get(name)
            if name != "xmlns" and failures.check(row, f"{what}: {element} has no attribute {name}"):
                check_value(f"{what}: {element}/@{name}", row, value, failures)
    for element in set(re.findall(r"</([a-z-]+)>", text)):
        failures.check(element in elements, f"{what}: there is no element {element}")


def check_questions(failures):
    """Lower case, a question, one kind of number; two texts of one number ask about different attributes."""
    text = (ROOT / "core/check/questions.def").read_text()
    rows = re.findall(r'^QUESTION(?:_KIND)?\("([^"]*)", (\w+), (.*), "([^"]*)"\)$', text, re.MULTILINE)
    failures.check(len(rows) == len(re.findall(r"^QUESTION(?:_KIND)?\(\"", text, re.MULTILINE)) > 20,
                   f"only {len(rows)} questions can be read")
    letters = {"PROVIDER": "HP", "ROUTER_VENDOR": "R", "GATEWAY_VENDOR": "X", "PBX_VENDOR": "X", "OWN": "O"}
    for number, ask, _, question in rows:
        failures.check(re.fullmatch(r"Q-[HPRXO]\d+", number), f"{number}: not like Q-H1")
        failures.check(number[2:3] in letters[ask], f"{number}: asks {ask}")
        failures.check(question.endswith("?"), f"{number}: no question: {question}")
        check_style(number, question[:-1], failures)
    facts = [row[1:3] for row in rows]
    failures.check(len(facts) == len(set(facts)), "two questions about the same fact")


def main(program):
    tool = Tool(program)
    failures = Failures("texts")
    rules = json.loads(tool.run("rules", "--format", "json").stdout)["rules"]
    elements = vocabulary_table.read(tool.run("schema", "topology", "--format", "markdown").stdout.decode())
    sketches = examples(tool.run("rules", "--format", "markdown").stdout.decode())
    failures.check(len(rules) > 80 and elements, f"only {len(rules)} rules")
    check_catalogue(rules, tool.run("rules", "--coverage").stdout.decode(), failures)
    for rule in rules:
        check_row(rule, failures)
        explained = tool.run("explain", rule["id"])
        failures.check(explained.returncode == 0, f"explain {rule['id']}: exit {explained.returncode}")
        check_texts(rule, sections(explained.stdout.decode()), failures)
        for which in ("Bad", "Good"):
            if rule["id"] not in FAULTY or which == "Good":
                check_example(f"{rule['id']} {which}", sketches[rule["id"]].get(which, ""), elements, failures)
    check_questions(failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
