#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what the program prints as JSON against schemas/*.schema.json.

Real results: the inputs of the golden files, every sample and every rule fixture, the samples as a folder, calls of
every kind through every sample, and what is not the same in good and bad samples. Then some results are changed at every place (a member lost, one too many, another type, a word that is not in the list),
and the schema must refuse each of them: one that accepts anything would pass the first half.

usage: check.py PROGRAM
"""
import copy
import json
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft202012Validator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, TESTS, Failures, Tool

NAMES = ("validate", "checklist", "baseline", "rules", "simulate", "version", "diff")
OPTIONAL = {"set", "messages", "graphviz", "libarchive"}
PATHS = {"configuration"}  # null, or a path
TEXTS = {"old", "new", "renamed"}  # null, or any text
NULLABLE = {"ringMs", "configuration", "baseline"} | TEXTS
WORDS = {"severity": "fatal", "ask": "nobody", "state": "ajar", "family": "", "rule": "MED1", "name": "Not a name",
         "fingerprint": "xyz", "id": "m1", "version": "one", "path": "topology"}
# In simulated calls an id is whatever the scenario says, and `sip` and `media` are words where they are texts.
CALL_WORDS = {"id": "", "kind": "ev-to-nobody", "outcome": "fine", "sip": "sctp", "media": "text", "what": "",
              "name": "Not a name", "value": "", "text": ""}
FAILURES = ((), ("--fail", "gw-aus-1@refuse:503"), ("--fail", "gw-aus-1@silent"), ("--fail", "austin"),
            ("--fail", "t-aus-1@full", "--fail", "t-aus-2@full", "--fail", "t-dal@full", "--fail", "t-hou@full"))


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


def simulated(tool, sample, *arguments):
    done = tool.run("simulate", "--format", "json", *arguments, ROOT / "samples" / sample)
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit {done.returncode} for {arguments}: {done.stderr.decode()[-2000:]}")
    return json.loads(done.stdout)


def differences(tool, before, after):
    return json.loads(tool.run("diff", "--format", "json", before, after, cwd=ROOT / "samples").stdout)


def check_call(call, what, failures):
    """What a schema cannot say: the parts of a call agree with each other."""
    what = f"{what}: call {call['id']}"
    failures.check(call["signalling"][:1] == call["media"][:1] or not call["media"], f"{what}: media begin elsewhere")
    ways = {(hop["from"], hop["to"]) for hop in call["hops"]}
    for part in ("signalling", "media"):
        pairs = set(zip(call[part], call[part][1:]))
        failures.check(pairs <= ways, f"{what}: {part} goes {pairs - ways}, which is no hop")
    times = [attempt[key] for attempt in call["attempts"] for key in ("startMs", "endMs")]
    failures.check(times == sorted(times), f"{what}: attempts overlap: {times}")
    sent = [message["atMs"] for message in call.get("messages", [])]
    failures.check(sent == sorted(sent), f"{what}: messages are not in the order of time")
    failures.check(not sent or sent[-1] == call["endMs"], f"{what}: the last message is not the end")
    if call["outcome"] != "connected":
        failures.check(call["trunk"] == call["route"] == "", f"{what}: {call['outcome']}, but over {call['trunk']}")
    elif call["attempts"]:
        failures.check(call["attempts"][-1]["trunk"] == call["trunk"], f"{what}: the last attempt is another trunk's")
        failures.check(call["ringMs"] <= call["setupMs"] <= call["endMs"], f"{what}: times go back")


def check_calls(tool, schemas, failures):
    for path in sorted((ROOT / "samples").glob("*.xml")):
        for more in ((), ("--ladder",)):
            result = simulated(tool, path.name, "--matrix", *more)
            schemas.accepts("simulate", result, path.name)
            for call in result["calls"]:
                failures.check(("messages" in call) == bool(more), f"{path.name}: messages without --ladder, or not with")
                check_call(call, path.name, failures)
    result = simulated(tool, "two-sites-and-branch.xml", "--sweep", "2", "--availability")
    schemas.accepts("simulate", result, "a sweep")
    failures.check(result["spof"] and result["cuts"] and result["availability"] and result["services"], "an empty sweep")
    schemas.accepts("simulate", {**result, "partial": True}, "a sweep that was stopped")
    schemas.refuses("simulate", {**result, "partial": "yes"}, "a sweep that is partial in another way")
    outcomes = set()
    for more in FAILURES:
        result = simulated(tool, "voip-only.xml", "--matrix", "--ladder", *more)
        schemas.accepts("simulate", result, f"voip-only.xml {more}")
        outcomes |= {call["outcome"] for call in result["calls"]}
        for call in result["calls"]:
            check_call(call, f"voip-only.xml {more}", failures)
    failures.check({"connected", "failed", "blocked"} <= outcomes, f"calls came to nothing but {outcomes}")


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
    for bad in sorted((ROOT / "samples").glob("*-bad.xml")):
        schemas.accepts("diff", differences(tool, bad.name.replace("-bad", ""), bad.name), bad.name)


def is_measure(key):
    """Milliseconds and kbit/s need not be whole."""
    return isinstance(key, str) and key.lower().endswith(("ms", "kbps"))


def wrong_values(key, value, words):
    """Values that may not stand where this one stands."""
    if value is None and is_measure(key):
        return [-1, "true", []]
    if value is None and key in PATHS:
        return [0, "", []]
    if value is None and key in TEXTS:
        return [0, []]
    if isinstance(value, bool) or value is None:
        return [0, "true", []]
    if isinstance(value, (int, float)):
        return [-1, str(value), *([] if is_measure(key) else [1.5]), *([] if key in NULLABLE else [None])]
    if isinstance(value, str):
        return [0, [], *([] if key in NULLABLE else [None]), *([words[key]] if key in words else [])]
    return ["", *([] if key in NULLABLE else [None]), [] if isinstance(value, dict) else {}]


def changes(result, node, words=WORDS, place=()):
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
        for wrong in wrong_values(key, value, words):
            yield f"{where}/{key} = {wrong!r}", changed(lambda at, k=key, w=wrong: at.__setitem__(k, w))
        if isinstance(value, (dict, list)):
            yield from changes(result, value, words, (*place, key))


def few(result, *lists):
    """A result with the first entries of its long lists, and one that has related elements."""
    for name in lists:
        related = [e for e in result[name] if e.get("related")]
        result[name] = result[name][:2] + [e for e in related[:1] if e not in result[name][:2]]
    return result


LAB = """<topology xmlns="urn:lync-topo:topology:1">
  <site id="lab" kind="central">
    <?lync-topo ignore="DOC015" reason="testers share telephones" until="2099-12-31"?>
    <users id="testers" count="200" numbers="+14255550100-0149" telephony="pbx"/>
    <users id="others" count="200" numbers="+14255550200-0249" telephony="pbx"/>
    <users id="more" count="200" numbers="+14255550300-0349" telephony="pbx"/>
  </site>
</topology>
"""
POLICY = """<config xmlns="urn:lync-topo:config:1" profile="strict-deploy">
  <override path="other/*" ignore="CON"/>
  <suppress rule="DOC015" element="more" reason="they share, too"/>
</config>
"""


def suppressed(tool, folder, failures):
    """A plan with suppressions, a configuration, and a baseline of which one line is stale and one is of another path."""
    (folder / ".lync-topo.xml").write_text(POLICY)
    (folder / "lab.xml").write_text(LAB)
    tool.run("-C", folder, "baseline", "create", "known.txt", "lab.xml")
    known = (folder / "known.txt").read_text().splitlines()
    entry = known[-1].replace("site[@id='lab']", "site[@id='old']")
    (folder / "known.txt").write_text("\n".join([*known[:-1], entry, entry]) + "\n")
    result = tool.validate("--baseline", "known.txt", "lab.xml", cwd=folder)
    shown = json.loads(tool.run("baseline", "show", "-f", "json", "known.txt", "lab.xml", cwd=folder).stdout)
    off = result["turnedOff"]
    failures.check(len(result["suppressed"]) == 2 and off["suppressions"] and off["settings"]
                   and off["baseline"]["stale"] and off["baseline"]["moved"], f"not everything is turned off: {off}")
    return [("validate", few(result, "unknown")), ("baseline", shown)]


def few_calls(tool):
    """Shortened results: a call over the second trunk with its messages, one that no route takes, one that is blocked."""
    for to, more in (("+12065550123", ("--ladder", "--fail", "gw-aus-1@silent")), ("+999", ()),
                     ("+12065550123", FAILURES[-1])):
        result = simulated(tool, "voip-only.xml", "--from", "developers", "--to", to, *more)
        for call in result["calls"]:
            call["steps"] = call["steps"][:1]
            call["hops"] = call["hops"][-2:]
            if "messages" in call:
                call["messages"] = call["messages"][:1] + [m for m in call["messages"] if m["lost"]][:1]
        result["policies"] = result["policies"][:1]
        yield result


def few_differences(tool, folder, failures):
    """A shortened result with something of each kind: what is new, gone and changed, findings, calls."""
    before = (ROOT / "samples" / "sip-trunk-vpn-router.xml").read_text()
    after = before.replace('trunks="t-sea t-den"', 'trunks="t-sea"').replace('certified="true"', 'certified="false"', 1)
    after = after.replace("</topology>", '<pstn-usage id="more"/></topology>')
    (folder / "after.xml").write_text(after)
    result = few(differences(tool, "sip-trunk-vpn-router.xml", folder / "after.xml"), "calls")
    result["elements"] = list({change["change"]: change for change in result["elements"]}.values())
    result["findings"]["new"] = result["findings"]["new"][:1]
    failures.check(len(result["elements"]) == 2 and result["findings"]["new"] and result["calls"],
                   f"diff: too little to change in the result: {result}")
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
    with tempfile.TemporaryDirectory() as folder:
        results += suppressed(tool, Path(folder), failures)
        results.append(("diff", few_differences(tool, Path(folder), failures)))
    for name, result in results:
        schemas.accepts(name, result, "a shortened result")
        for what, other in changes(result, result):
            schemas.refuses(name, other, what)
    for result in few_calls(tool):
        schemas.accepts("simulate", result, "a shortened result")
        for what, other in changes(result, result, CALL_WORDS):
            schemas.refuses("simulate", other, what)
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
    check_calls(tool, schemas, failures)
    check_strict(tool, schemas, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
