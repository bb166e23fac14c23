#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every hostile document and holds the answer against cases.json.

Expected is an exit code, what may and may not be printed, time, memory, and what may not be opened or called
(watched with strace where it is installed). Each case runs through validate in every format, through the other
commands that read a topology, and through standard input.

usage: check.py PROGRAM [--sanitized]
"""
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
import large
from tool import CLEAN, TESTS, Failures, Tool

FOLDER = TESTS / "hostile"
NEVER = [b"root:x:0:0", b"AddressSanitizer", b"runtime error:", b"Segmentation fault", b"\x1b", b"\x9b"]
FORMATS = ("text", "concise", "json")
OTHERS = (("render", "--format", "dot"), ("checklist",))


def prepare(case, folder):
    """The file where the case is read: a large one is made, and both kinds are what they were."""
    path = folder / case["file"]
    stem = path.stem
    data = large.RECIPES[stem]().encode() if stem in large.RECIPES else (FOLDER / "xml" / case["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != case["sha256"]:
        raise AssertionError(f"{case['file']} is not what it was")
    path.write_bytes(data)
    return path


def codes(case):
    return {{"usage": 2, "ok": 0}.get(e, 3) for e in case["expect"]}


def check_run(case, what, done, seconds, failures, slack):
    name = f"{case['file']} {what}"
    printed = done.stdout + done.stderr
    failures.check(done.returncode in codes(case), f"{name}: exit {done.returncode}, {printed[-300:]!r}")
    for text in NEVER:
        failures.check(text not in printed, f"{name}: prints {text!r}")
    failures.check(seconds <= case["max_seconds"] * slack, f"{name}: took {seconds:.1f} s")
    if "max_output_bytes" in case:
        failures.check(len(printed) <= case["max_output_bytes"], f"{name}: prints {len(printed)} bytes")
    return printed


def check_rules(case, tool, path, failures):
    """The structural rule that says why: exactly one finding, of an expected kind."""
    result = tool.validate(path)
    rules = [f["rule"] for f in result["findings"]]
    failures.check(len(rules) == 1, f"{case['file']}: findings {rules}")
    for expected in case["expect"]:
        if expected == "input-error:not-a-topology" and rules == ["DOC002"]:
            return
        if expected == "input-error" and rules and rules[0] in (
                "DOC001", "DOC002", "DOC003", "DOC012", "DOC013", "DOC014"):
            return
    failures.check(False, f"{case['file']}: {rules}, expected {case['expect']}")


def check_calls(case, tool, path, failures):
    if "no_open" not in case and "no_syscalls" not in case or not shutil.which("strace"):
        return
    log = path.with_suffix(".strace")
    env = {**CLEAN, "ASAN_OPTIONS": CLEAN.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
    subprocess.run(["strace", "-f", "-o", str(log), tool.path, "validate", str(path)], capture_output=True, env=env)
    text = log.read_text(errors="replace")
    failures.check("execve" in text, f"{case['file']}: nothing was traced")
    for call in case.get("no_syscalls", ()):
        failures.check(not re.search(rf"\b{call}\(", text), f"{case['file']}: calls {call}")
    for name in case.get("no_open", ()):
        opened = re.search(rf'\bopen(at)?\([^)]*{re.escape(name)}"', text)
        failures.check(not opened, f"{case['file']}: opens {name}")


def check_case(case, tool, folder, failures, slack):
    path = prepare(case, folder)
    words = [w.lower().encode() for w in case.get("must_contain", ())]
    for arguments in [("validate", "--format", f) for f in FORMATS] + list(OTHERS):
        start = time.monotonic()
        done = tool.run(*arguments, path)
        seconds = time.monotonic() - start
        printed = check_run(case, " ".join(arguments), done, seconds, failures, slack).lower()
        if arguments[0] == "validate":
            for word in words:
                failures.check(word in printed, f"{case['file']} {arguments}: does not say {word!r}")
    done = tool.run("validate", "-", stdin=path.read_bytes())
    check_run(case, "on standard input", done, 0, failures, slack)
    check_rules(case, tool, path, failures)
    check_calls(case, tool, path, failures)


def main(program, *flags):
    tool = Tool(program)
    sanitized = "--sanitized" in flags or bool(tool.wrap)
    failures = Failures("hostile documents")
    cases = json.loads((FOLDER / "cases.json").read_text())["cases"]
    with tempfile.TemporaryDirectory() as folder:
        for helper in ("evil.dtd",):
            shutil.copy(FOLDER / "xml" / helper, folder)
        for case in cases:
            check_case(case, tool, Path(folder), failures, 20 if sanitized else 1)
    if not sanitized:
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        failures.check(peak <= max(c["max_rss_mb"] for c in cases), f"peak memory of all runs {peak:.0f} MB")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
