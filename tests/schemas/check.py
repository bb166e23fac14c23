#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what the program prints as JSON against schemas/*.schema.json.

Real results: the inputs of the golden files, every sample and every rule fixture, and the samples as a folder. Then
some results are changed at every place (a member lost, one too many, another type, a word that is not in the list),
and the schema must refuse each of them: one that accepts anything would pass the first half.

usage: check.py PROGRAM
"""
import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, TESTS, Failures, Tool

NAMES = ("validate", "checklist", "rules", "version")
OPTIONAL = {"set"}
WORDS = {"severity": "fatal", "ask": "nobody", "state": "ajar", "family": "", "rule": "MED1", "name": "Not a name",
         "fingerprint": "xyz", "id": "m1", "version": "one", "path": "topology"}


class Schemas:
    def __init__(self, failures):
        self.failures = failures
        self.validators = {}
        for name in NAMES:
            schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
            Draft202012Validator.check_schema(schema)
            self.validators[name] = Draft202012Validator(schema)

    def accepts(self, name, result, what):
        for error in self.validators[name].iter_errors(result):
            place = "/".join(map(str, error.absolute_path))
            self.failures.check(False, f"{what}: {name}: {place}: {error.message[:300]}")
        self.failures.checks += 1

    def refuses(self, name, result, what):
        self.failures.check(not self.validators[name].is_valid(result), f"{name}: accepts a result with {what}")


def inputs():
    yield from sorted((TESTS / "golden").glob("*.xml"))
    yield from sorted((ROOT / "samples").glob("*.xml"))
    yield from sorted((ROOT / "samples" / "skeletons").glob("*.xml"))
    yield from sorted((TESTS / "rules").glob("*/*.xml"))
    yield TESTS / "golden" / "sets"
    yield TESTS / "golden" / "no-such-file.xml"


def check_counts(result, what, failures):
    """What a schema cannot say: the summary counts what is listed."""
    summary = result["summary"]
    for severity in ("error", "warning", "note"):
        listed = sum(f["severity"] == severity for f in result["findings"])
        failures.check(summary[severity] == listed, f"{what}: {summary[severity]} {severity}s, but {listed} listed")
    failures.check(summary["unknown"] == len(result["unknown"]), f"{what}: unknowns are not those listed")
    rules = summary["rules"]
    failures.check(rules["run"] == sum(rules[o] for o in ("passed", "fired", "not-applicable", "unknown")),
                   f"{what}: outcomes do not add up: {rules}")
    for part in ("findings", "unknown"):
        lines = [json.dumps(entry, sort_keys=True) for entry in result[part]]
        failures.check(len(lines) == len(set(lines)), f"{what}: the same entry twice in {part}")
    for entry in result["findings"] + result["unknown"]:
        failures.check(entry["file"] in result["inputs"], f"{what}: {entry['file']} is not among the inputs")


def check_real(tool, schemas, failures):
    for path in inputs():
        what = str(path.relative_to(ROOT))
        result = tool.validate(what, cwd=ROOT)
        schemas.accepts("validate", result, what)
        check_counts(result, what, failures)
    result = tool.validate("--limit", "findings=1", "samples", cwd=ROOT)
    schemas.accepts("validate", result, "samples")
    check_counts(result, "samples", failures)
    failures.check(all("set" in f for f in result["findings"]), "samples: a finding without its set")
    for path in sorted((ROOT / "samples").glob("*.xml")):
        done = tool.run("checklist", "--all", "--format", "json", path)
        schemas.accepts("checklist", json.loads(done.stdout), path.name)
    for profile in ("default", "strict-deploy", "2013-03", "supported-only"):
        done = tool.run("rules", "--format", "json", "--profile", profile)
        schemas.accepts("rules", json.loads(done.stdout), profile)
    schemas.accepts("version", json.loads(tool.run("version", "--format", "json").stdout), "version")


def wrong_values(key, value):
    """Values that may not stand where this one stands."""
    if isinstance(value, bool) or value is None:
        return [0, "true", []]
    if isinstance(value, int):
        return [-1, 1.5, str(value), None]
    if isinstance(value, str):
        return [0, None, [], *([WORDS[key]] if key in WORDS else [])]
    return ["", None, [] if isinstance(value, dict) else {}]


def changes(result, node, place=()):
    """Every changed copy of a result, each with a description."""
    def changed(act):
        other = copy.deepcopy(result)
        at = other
        for step in place:
            at = at[step]
        act(at)
        return other

    where = "/".join(map(str, place)) or "the root"
    if isinstance(node, dict):
        yield f"one member too many in {where}", changed(lambda at: at.update(extra=1))
        for key in node.keys() - OPTIONAL:
            yield f"{where} without {key}", changed(lambda at, k=key: at.pop(k))
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        for wrong in wrong_values(key, value):
            yield f"{where}/{key} = {wrong!r}", changed(lambda at, k=key, w=wrong: at.__setitem__(k, w))
        if isinstance(value, (dict, list)):
            yield from changes(result, value, (*place, key))


def few(result, *lists):
    """A result with the first entries of its long lists, and one that has related elements."""
    for name in lists:
        related = [e for e in result[name] if e.get("related")]
        result[name] = result[name][:2] + [e for e in related[:1] if e not in result[name][:2]]
    return result


def check_strict(tool, schemas, failures):
    golden = TESTS / "golden"
    shapes = few(tool.validate("shapes.xml", cwd=golden), "findings", "unknown")
    failures.check(any(f["related"] for f in shapes["findings"]), "no finding with a related element to change")
    sets = few(tool.validate("sets", cwd=golden), "findings", "unknown")
    checklist = tool.run("checklist", "--all", "--format", "json", "language-example.xml", cwd=golden)
    rules = tool.run("rules", "--format", "json")
    version = tool.run("version", "--format", "json")
    results = [("validate", shapes), ("validate", sets), ("checklist", few(json.loads(checklist.stdout), "questions")),
               ("rules", few(json.loads(rules.stdout), "rules")), ("version", json.loads(version.stdout))]
    for name, result in results:
        schemas.accepts(name, result, "a shortened result")
        for what, other in changes(result, result):
            schemas.refuses(name, other, what)
    for state, value in (("open", "x"), ("closed", None)):
        other = json.loads(checklist.stdout)
        other["questions"][0].update(state=state, value=value)
        schemas.refuses("checklist", other, f"a question that is {state} with the value {value!r}")


def main(program):
    tool = Tool(program)
    failures = Failures("JSON results and their schemas")
    schemas = Schemas(failures)
    for name in NAMES:
        committed = (ROOT / "schemas" / f"{name}.schema.json").read_bytes()
        failures.check(tool.run("schema", name).stdout == committed,
                       f"`schema {name}` does not print schemas/{name}.schema.json")
    check_real(tool, schemas, failures)
    check_strict(tool, schemas, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
