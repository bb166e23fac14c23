#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small deployments and exactly what validate says of them, in every format: expected/CASE.FORMAT. And calls through a
sample, exactly as simulate tells them.

Beside that, every position in the JSON result is looked up in the source: a finding on an attribute must span that
attribute's value (an empty value: the closing quote), one on an element must span `<` and the element's name.

usage: check.py PROGRAM [--accept]
"""
import difflib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

EXPECTED = HERE / "expected"

# Case: what is named on the command line, and the exit code.
CASES = {
    "language-example": (["language-example.xml"], 0),
    "shapes": (["shapes.xml"], 1),
    "sets": (["sets"], 1),
    "cut": (["cut.xml"], 3),
    "missing": (["missing.xml"], 3),
}
FORMATS = {"text": ["-v"], "concise": [], "json": []}

# What simulate is asked: a scenario of calls that go well, fail over, are dropped and are not what was expected.
CALLS = {"calls.text": ["-v"], "calls.json": ["-f", "json"], "calls.ladder": ["-q", "--ladder"]}


def source_lines(name):
    """Lines as columns count them: code points, without byte order mark and carriage returns."""
    return (HERE / name).read_bytes().decode("utf-8-sig").replace("\r", "").split("\n")


def spanned(lines, finding):
    first, last = finding["line"] - 1, finding["endLine"] - 1
    if first == last:
        return lines[first][finding["column"] - 1:finding["endColumn"] - 1]
    return "\n".join([lines[first][finding["column"] - 1:], *lines[first + 1:last],
                      lines[last][:finding["endColumn"] - 1]])


def place_is_right(lines, finding):
    text = spanned(lines, finding)
    before = lines[finding["line"] - 1][:finding["column"] - 1]
    after = lines[finding["endLine"] - 1][finding["endColumn"] - 1:]
    attribute = finding["attribute"]
    if not attribute:
        kind = finding["path"].split("/")[-1].split("[")[0]
        return text.startswith("<") and text[1:].split(":")[-1] == kind and after[:1] in (" ", "\t", "/", ">", "")
    quote = before[-1:]
    if quote not in ("'", '"') or not before.endswith(f"{attribute}={quote}"):
        return False
    return text == quote if text in ("'", '"') else quote not in text and after[:1] == quote


def check_places(case, result, failures):
    for finding in result["findings"]:
        if finding["name"] in ("not-well-formed", "unreadable-input"):
            continue
        lines = source_lines(finding["file"])
        failures.check(place_is_right(lines, finding),
                       f"{case}: {finding['rule']} spans {spanned(lines, finding)!r}: {finding}")
        for related in finding["related"]:
            line = source_lines(related["file"])[related["line"] - 1]
            failures.check(line[related["column"] - 1] == "<" or line[related["column"] - 2] in "'\"",
                           f"{case}: {finding['rule']}: {related} is no place of an element or a value")
    for unknown in result["unknown"]:
        line = source_lines(unknown["file"])[unknown["line"] - 1]
        failures.check(line[unknown["column"] - 1] == "<", f"{case}: {unknown} is no place of an element")


def check_order(case, result, failures):
    keys = [(f["file"], f["line"], f["column"], f["rule"]) for f in result["findings"]]
    failures.check(keys == sorted(keys), f"{case}: findings are not sorted by file, position and rule")


def compare(name, printed, accept, failures):
    path = EXPECTED / name
    wanted = path.read_bytes() if path.exists() else b""
    if accept and wanted != printed:
        EXPECTED.mkdir(exist_ok=True)
        path.write_bytes(printed)
        print(f"{name}: accepted")
        wanted = printed
    difference = difflib.unified_diff(wanted.decode().split("\n"), printed.decode().split("\n"),
                                      f"{name} (expected)", f"{name} (printed)", lineterm="")
    failures.check(wanted == printed, f"{name}\n" + "\n".join(difference))


def without_version(printed, version):
    """The one part of a result that changes with each release."""
    return printed.replace(f'"version":"{version}"'.encode(), b'"version":"VERSION"', 1)


def check_example(result, failures):
    """What the language says of its own example."""
    failures.check(result["summary"]["error"] == result["summary"]["warning"] == 0,
                   f"the example of the language has errors or warnings: {result['findings']}")


def check_shapes(result, failures):
    """The document has to go on showing what it is for."""
    findings = result["findings"]
    lines = {name: (HERE / name).read_bytes() for name in result["inputs"]}
    shown = {
        "an attribute": any(f["attribute"] for f in findings),
        "an element": any(not f["attribute"] for f in findings),
        "a related element in another file": any(r["file"] != f["file"] for f in findings for r in f["related"]),
        "several lines": any(f["line"] < f["endLine"] for f in findings),
        "an element without an id": any(not f["path"].endswith("']") for f in findings),
        "a column behind 100": any(f["column"] > 100 for f in findings),
        "an included file": {f["file"] for f in findings} == {"shapes.xml", "shapes-crlf.xml"},
        "every severity": {f["severity"] for f in findings} == {"error", "warning", "note"},
        "two at one place": len({(f["file"], f["line"], f["column"]) for f in findings}) < len(findings),
        "CR LF": lines.get("shapes-crlf.xml", b"").count(b"\r\n") == lines.get("shapes-crlf.xml", b"").count(b"\n"),
        "tabs": b"\t<site\tid" in lines["shapes.xml"],
        "more than one byte": "Zürich 𝔘".encode() in lines["shapes.xml"],
    }
    for what, is_shown in shown.items():
        failures.check(is_shown, f"shapes.xml no longer shows {what}")


def check_calls(tool, accept, failures):
    for name, options in CALLS.items():
        done = tool.run("simulate", *options, "--scenario", "calls.xml", ROOT / "samples/voip-only.xml", cwd=HERE)
        failures.check(done.returncode == 1, f"{name}: exit {done.returncode}, expected 1")
        failures.check(done.stderr == b"", f"{name}: on standard error: {done.stderr.decode()}")
        compare(name, done.stdout, accept, failures)


def main(program, *arguments):
    tool = Tool(program)
    failures = Failures("golden files")
    accept = "--accept" in arguments
    version = json.loads(tool.run("version", "--format", "json").stdout)["tool"]["version"]
    for case, (inputs, code) in CASES.items():
        for form, options in FORMATS.items():
            done = tool.run("validate", "-f", form, *options, *inputs, cwd=HERE)
            failures.check(done.returncode == code, f"{case}.{form}: exit {done.returncode}, expected {code}")
            failures.check(done.stderr == b"", f"{case}.{form}: on standard error: {done.stderr.decode()}")
            compare(f"{case}.{form}", without_version(done.stdout, version), accept, failures)
        result = json.loads(done.stdout)
        check_places(case, result, failures)
        check_order(case, result, failures)
        if case == "language-example":
            check_example(result, failures)
        elif case == "shapes":
            check_shapes(result, failures)
    check_calls(tool, accept, failures)
    known = {f"{case}.{form}" for case in CASES for form in FORMATS} | CALLS.keys()
    for path in EXPECTED.iterdir():
        failures.check(path.name in known, f"expected/{path.name} belongs to no case")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
