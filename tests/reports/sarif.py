#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""SARIF: valid under the standard's schema and under what code scanning asks for, the same findings as JSON, hashes of
lines as published, and nothing in it that a name could have written.

usage: sarif.py PROGRAM [FOLDER]      FOLDER: where tests/html/install.sh put the schema; without it nothing is held
                                      against that
"""
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft4Validator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import code_scanning
from tool import NAMESPACE, ROOT, Failures, Tool

SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
HEAD = f'<topology xmlns="{NAMESPACE}">'
# More people than numbers (DOC015, a warning at `count`), an element that there is not (an error).
FEW = '<users id="{0}" name="{1}" count="90" numbers="+14255550100-0109" telephony="pbx"/>'
LOST = '<trunk id="t" mediation-pool="nowhere" peer="nobody" transport="tcp"/>'
CONFIG = """\
<config xmlns="urn:lync-topo:config:1">
<rule id="X-ACME-001" select="//site" message="a [site](http://evil.example/) &lt;b&gt;"
      url="https://wiki.example/a?b=%20c"/>
<rule id="X-ACME-002" select="//site" message="m" url="https://wiki.example/a|b"/>
<rule id="MED001" severity="note"/>
</config>"""


class Case:
    """One run in a folder of its own, held against everything that holds for every file."""

    def __init__(self, program, schema, failures):
        self.tool = program
        self.validator = schema
        self.failures = failures
        self.known = set()

    def check(self, good, text):
        return self.failures.check(good, text)

    def run(self, what, *arguments, cwd=None, stdin=b"", codes=(0, 1)):
        done = self.tool.run("validate", "-f", "sarif", *arguments, cwd=cwd, stdin=stdin)
        self.errors = done.stderr.decode()
        assert done.stdout, f"{what}: exit {done.returncode}: {self.errors[-500:]}"
        self.check(done.returncode in codes, f"{what}: exit {done.returncode}: {self.errors[-500:]}")
        document = json.loads(done.stdout)
        self.hold(what, document)
        invocation = document["runs"][0]["invocations"][0]
        self.check(invocation["exitCode"] == done.returncode, f"{what}: exitCode {invocation['exitCode']}")
        self.check(invocation["executionSuccessful"] == (done.returncode < 2), f"{what}: executionSuccessful")
        return document

    def hold(self, what, document):
        if self.validator:
            for error in list(self.validator.iter_errors(self.news(document)))[:3]:
                self.check(False, f"{what}: {list(error.absolute_path)}: {error.message[:200]}")
        found = code_scanning.faults(document)
        self.check(not found, f"{what}: {found[:3]}")

    def news(self, document):
        """The file without the rules that other files had, too, which are most of it."""
        rules = document["runs"][0]["tool"]["driver"]["rules"]
        new = [rule for rule in rules if json.dumps(rule) not in self.known]
        self.known.update(map(json.dumps, new))
        driver = {**document["runs"][0]["tool"]["driver"], "rules": new}
        return {**document, "runs": [{**document["runs"][0], "tool": {"driver": driver}}]}

    def text(self, what, folder, text, *arguments, name="plan.xml", **more):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.run(what, *arguments, name, cwd=folder, **more)


def results(document):
    return document["runs"][0]["results"]


def notices(document, kind):
    invocation = document["runs"][0]["invocations"][0]
    return [n for n in invocation["toolExecutionNotifications"] + invocation["toolConfigurationNotifications"]
            if n["descriptor"]["id"] == kind]


def plain(message):
    """The program's message as one of SARIF, where nothing in it is hostile."""
    return message.replace("{", "{{").replace("}", "}}")


def check_oracles(case, document):
    """Every fault that code scanning refuses a file for is seen; the hash is the published one."""
    case.check(not code_scanning.hash_faults(), f"line hashes: {code_scanning.hash_faults()}")
    breaks = (
        lambda d: d["runs"][0].pop("results"),
        lambda d: d["runs"].append(d["runs"][0]),
        lambda d: results(d)[0].update(locations=[]),
        lambda d: results(d)[0]["message"].update(text=""),
        lambda d: results(d)[0]["partialFingerprints"].clear(),
        lambda d: results(d)[0].update(ruleIndex=0, ruleId="ZZZ999"),
        lambda d: d["runs"][0]["tool"]["driver"]["rules"][0].update(helpUri=""),
        lambda d: d["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"].update(text="x" * 1025),
        lambda d: results(d)[0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda d: results(d)[0]["locations"][0]["physicalLocation"]["region"].pop("endColumn"),
        lambda d: results(d)[0]["locations"][0]["physicalLocation"]["region"].update(snippet={}),
        lambda d: results(d)[0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.xml"),
        lambda d: results(d)[0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="../b.xml"),
    )
    for n, spoil in enumerate(breaks):
        spoiled = copy.deepcopy(document)
        spoil(spoiled)
        case.check(code_scanning.faults(spoiled), f"oracle: fault {n} is not seen")


def check_like_json(case):
    """The same findings, places, fingerprints and unknowns as the JSON result has."""
    for sample in sorted((ROOT / "samples").glob("*.xml")):
        name = f"samples/{sample.name}"
        document = case.run(name, name, cwd=ROOT)
        told = case.tool.validate(name, cwd=ROOT)
        expected = sorted(
            (f["rule"], f["severity"], f["file"], f["line"], f["column"], f["endLine"], f["endColumn"],
             f["fingerprint"], f["path"], len(f["related"]), f["element"]) for f in told["findings"])
        found = sorted(
            (r["ruleId"], r["level"], code_scanning.path_of(r["locations"][0]),
             *code_scanning.region_of(r["locations"][0]), r["partialFingerprints"]["lyncTopo/v1"],
             r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], len(r.get("relatedLocations", [])),
             r["properties"]["element"]) for r in results(document))
        case.check(found == expected, f"{name}: other findings than JSON")
        texts = {(f["fingerprint"], f["line"]): plain(f["message"]) for f in told["findings"]}
        for result in results(document):
            key = (result["partialFingerprints"]["lyncTopo/v1"], code_scanning.region_of(result["locations"][0])[0])
            case.check(result["message"]["text"].startswith(texts[key] + ". "), f"{name}: {result['message']}")
        case.check([n["associatedRule"]["id"] for n in notices(document, "unknown")] ==
                   [u["rule"] for u in told["unknown"]], f"{name}: other unknowns")
        levels = [r["level"] for r in results(document)]
        case.check(levels == sorted(levels, key=["error", "warning", "note"].index), f"{name}: not errors first")
        check_hashes(case, name, document, sample.read_bytes())
    return document


def check_hashes(case, what, document, data):
    hashes = code_scanning.line_hashes(data.decode())
    for result in results(document):
        line = code_scanning.region_of(result["locations"][0])[0]
        found = result["partialFingerprints"].get("primaryLocationLineHash")
        case.check(found == hashes[line], f"{what}:{line}: hash {found}, should be {hashes[line]}")


def check_rules(case, folder):
    """Every rule that is on is declared, whatever fired."""
    listed = {r["id"]: r for r in json.loads(case.tool.run("rules", "-f", "json").stdout)["rules"]}
    rules = case.text("rules", folder, HEAD + "</topology>")["runs"][0]["tool"]["driver"]["rules"]
    case.check({r["id"] for r in rules} == {i for i, r in listed.items() if r["enabled"]}, "rules: not all that are on")
    for rule in rules:
        row = listed[rule["id"]]
        case.check((rule["name"], rule["defaultConfiguration"]["level"]) == (row["name"], row["severity"]),
                   f"{rule['id']}: {rule['name']}, {rule['defaultConfiguration']}")
        case.check(rule["shortDescription"]["text"].lower() == row["title"].lower() + ".", f"{rule['id']}: title")
        case.check("helpUri" not in rule, f"{rule['id']}: helpUri")
    some = case.text("select", folder, HEAD + "</topology>", "--select", "MED")["runs"][0]["tool"]["driver"]["rules"]
    case.check({r["id"][:3] for r in some} == {"MED", "DOC", "SUP"}, "select: other rules")


def check_company(case, folder):
    """A company's rules are declared too; what cannot be a link is none, and its words are no Markdown."""
    (folder / ".lync-topo.xml").write_text(CONFIG)
    document = case.text("company", folder, HEAD + '<site id="s" kind="central"/></topology>')
    rules = {r["id"]: r for r in document["runs"][0]["tool"]["driver"]["rules"]}
    case.check(rules["X-ACME-001"].get("helpUri") == "https://wiki.example/a?b=%20c", "company: no helpUri")
    case.check("helpUri" not in rules["X-ACME-002"], "company: a helpUri that is none")
    case.check(rules["MED001"]["defaultConfiguration"]["level"] == "note", "company: severity of MED001")
    told = [r["message"]["text"] for r in results(document) if r["ruleId"] == "X-ACME-001"]
    case.check(len(told) == 1 and "a [site] (http://evil.example/) <b>" in told[0], f"company: {told}")
    told = [n["message"]["text"] for n in notices(document, "turned-off")]
    case.check(told[0] == "configuration .lync-topo.xml" and any("MED001" in t for t in told), f"company: {told}")
    (folder / ".lync-topo.xml").unlink()


def check_texts(case, folder):
    """Line ends, marks, tabs, long lines, characters beyond 16 bits: places as in JSON, hashes as published."""
    people = [FEW.format(f"u{n}", "\U0001d11e\t\u00e9" * n) for n in range(3)] * 2
    body = "\n".join([HEAD, '<site id="s" name="&#x9;\U0001f600" kind="central">', *people, "", "", "</site></topology>", ""])
    body = body.replace('id="u0"', 'id=""', 1)
    texts = {"lf": body, "crlf": body.replace("\n", "\r\n"), "mark": "\ufeff" + body, "one line": body.replace("\n", " "),
             "cr": body.replace("\n\n", "\r\n"), "indented": body.replace("\n", "\n\t    "),
             "mark and crlf": "\ufeff" + body.replace("\n", "\r\n")}
    for name, text in texts.items():
        document = case.text(name, folder, text)
        told = case.tool.validate("plan.xml", cwd=folder)["findings"]
        case.check(len(told) > 3 and sorted((f["line"], f["column"], f["endLine"], f["endColumn"]) for f in told) ==
                   sorted(code_scanning.region_of(r["locations"][0]) for r in results(document)), f"{name}: places")
        if name != "cr":
            check_hashes(case, name, document, text.encode())
    document = case.text("utf-16", folder, body.encode("utf-16"))
    case.check(len(results(document)) > 3 and not any(
        "primaryLocationLineHash" in r["partialFingerprints"] for r in results(document)), "utf-16: has line hashes")


def check_unreadable(case, folder):
    """What cannot be read is a located result like any other."""
    texts = {"empty": b"", "cut": HEAD.encode(), "zip": b"PK\x03\x04", "bytes": b"\xff\xfe\xff",
             "dtd": b"<!DOCTYPE a []><a/>", "not utf-8": HEAD.encode() + b"\xff</topology>"}
    for name, text in texts.items():
        document = case.text(name, folder, text, codes=(3,))
        case.check([r["level"] for r in results(document)] == ["error"], f"{name}: {results(document)}")
    document = case.run("missing", "no such.xml", cwd=folder, codes=(3,))
    case.check(code_scanning.path_of(results(document)[0]["locations"][0]) == "no such.xml", "missing: other path")
    document = case.run("standard input", "-", cwd=folder, stdin=b"<a", codes=(3,))
    case.check(code_scanning.path_of(results(document)[0]["locations"][0]) == "-", "standard input: other path")


def check_paths(case, folder):
    """Paths begin at the root of the repository, wherever the program runs and however a file is named."""
    deep = folder / "repo" / "plans #1" / "100%"
    deep.mkdir(parents=True)
    (folder / "repo" / ".git").mkdir()
    (folder / "repo" / "link").symlink_to("plans #1")
    name = "caf\u00e9:[a] b?.xml"
    (deep / name).write_text(HEAD + "<x/></topology>")
    right = f"plans #1/100%/{name}"
    for cwd, given in ((folder / "repo", right), (deep, name), (deep, f"../../{right}"), (deep, str(deep / name)),
                       (folder / "repo", f"./link/100%/{name}"), (folder, f"repo/{right}")):
        document = case.run(given, given, cwd=cwd)
        found = code_scanning.path_of(results(document)[0]["locations"][0])
        case.check(found == (right if cwd != folder else f"repo/{right}"), f"{given} from {cwd.name}: {found}")
    outside = code_scanning.path_of(results(case.run("outside", str(deep / name), cwd="/"))[0]["locations"][0])
    case.check(outside == str(deep / name)[1:], f"outside: {outside}")


def check_limit(case, folder):
    """At most so many, errors first, and the rest is not silence."""
    text = HEAD + '<site id="s" kind="central">' + "".join(FEW.format(f"u{n}", "") for n in range(20)) + LOST + \
        "</site></topology>"
    everything = results(case.text("all", folder, text))
    document = case.text("some", folder, text, "--limit", "results=4")
    case.check(results(document) == everything[:4] and everything[0]["level"] == "error", "some: other results")
    left = len(everything) - 4
    case.check(any(str(left) in n["message"]["text"] for n in notices(document, "left-out")), "some: no notice")
    case.check(f"of {len(everything)} findings" in case.errors, f"some: standard error {case.errors}")
    case.check(not notices(case.text("clean", folder, HEAD + "</topology>"), "left-out"), "clean: something left out")


def check_suppressed(case, folder):
    """Left out, unless somebody asks; told as turned off in any case, as is a baseline."""
    text = HEAD + '<site id="s" kind="central"><?lync-topo ignore="DOC015" reason="a \u201clab\u201d"?>' + \
        FEW.format("u1", "") + FEW.format("u2", "") + "</site></topology>"
    document = case.text("suppressed", folder, text)
    case.check([r["ruleId"] for r in results(document)].count("DOC015") == 1, "suppressed: is there")
    case.check(["a \u201clab\u201d" in n["message"]["text"] for n in notices(document, "turned-off")] == [True],
               "suppressed: not told")
    document = case.text("shown", folder, text, "--show-suppressed")
    shown = [r for r in results(document) if "suppressions" in r]
    case.check(len(shown) == 1 and shown[0]["suppressions"][0]["kind"] == "inSource" and
               shown[0]["suppressions"][0]["justification"] == "a \u201clab\u201d" and
               results(document)[-1] == shown[0], f"shown: {shown}")
    case.tool.run("baseline", "create", "known.txt", "plan.xml", cwd=folder)
    document = case.text("baseline", folder, text, "--baseline", "known.txt", codes=(0,))
    case.check(not results(document) and any(
        "baseline known.txt" in n["message"]["text"] for n in notices(document, "turned-off")), "baseline: not told")


def check_hostile(case, folder):
    """Names by chance: as many results, and none of them written by a name."""
    chance = random.Random(7)
    pieces = ["](1)", "[x](http://evil.example/)", "{0}", "}", "\\", "\\](2)", "&#10;::error::", "##[error]", "&#9;",
              "\u202e", "&lt;/script>", "\U0001d11e", "'", "&quot;", "\u2028", "a", "]", "[", "&#x7f;", "%0A", "`"]
    for n in range(25):
        name = "".join(chance.choices(pieces, k=chance.randint(1, 8)))
        document = case.text(f"name {name!r}", folder, HEAD + '<site id="s" kind="central">' +
                             FEW.format("u1", name) + FEW.format("u2", "quiet") + "</site></topology>")
        case.check([r["ruleId"] for r in results(document)].count("DOC015") == 2, f"{name!r}: other results")
        raw = case.tool.run("validate", "-f", "sarif", "plan.xml", cwd=folder).stdout.decode()
        case.check(not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u202e]|##\[|^\s*::|</", raw, re.MULTILINE), f"{name!r}: raw")
        for result in results(document):
            braces = re.sub(r"\{\{|\}\}", "", result["message"]["text"])
            case.check("{" not in braces and "}" not in braces, f"{name!r}: {result['message']}")


def main():
    failures = Failures("sarif")
    schema = None
    if len(sys.argv) > 2:
        schema = Draft4Validator(json.loads((Path(sys.argv[2]) / SCHEMA).read_text()))
    case = Case(Tool(sys.argv[1]), schema, failures)
    check_oracles(case, check_like_json(case))
    with tempfile.TemporaryDirectory() as folder:
        for n, check in enumerate((check_rules, check_company, check_texts, check_unreadable, check_paths, check_limit,
                                   check_suppressed, check_hostile)):
            place = Path(folder).resolve() / str(n)
            place.mkdir()
            check(case, place)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
