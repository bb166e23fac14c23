#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""DOT, Mermaid and outline of every sample in every view, byte by byte: golden/SAMPLE.FORMAT. These formats are the
same on every machine. A view of the program that is new appears here by itself.

usage: golden.py PROGRAM [--accept]
"""
import difflib
import sys
from pathlib import Path

from plans import SAMPLES, views
from tool import Failures, Tool, complaints

GOLDEN = Path(__file__).resolve().parent / "golden"
FORMATS = ("dot", "mermaid", "text")


def render(tool, sample, form, failures):
    parts = []
    for view in views(tool, sample):
        # From its own folder: where the sample lies is nobody's business.
        done = tool.run("render", "--view", view, "-f", form, sample.name, cwd=sample.parent)
        failures.check(done.returncode == 0 and not complaints(done),
                       f"{sample.stem} {view} {form}: exit {done.returncode}: {done.stderr.decode()}")
        parts.append(f"=== {view}\n{done.stdout.decode()}")
    return "".join(parts)


def compare(path, text, failures):
    want = path.read_text() if path.exists() else ""
    diff = list(difflib.unified_diff(want.splitlines(), text.splitlines(), "expected", "printed", lineterm="", n=1))
    failures.check(not diff, f"{path.name} differs:\n" + "\n".join(diff[:20]))


def main(program, *arguments):
    tool = Tool(program)
    failures = Failures("drawings in words")
    wanted = set()
    for sample in SAMPLES:
        for form in FORMATS:
            path = GOLDEN / f"{sample.stem}.{form}"
            wanted.add(path)
            text = render(tool, sample, form, failures)
            if "--accept" in arguments:
                GOLDEN.mkdir(exist_ok=True)
                path.write_text(text)
            compare(path, text, failures)
    for path in set(GOLDEN.glob("*")) - wanted:
        failures.check(False, f"{path.name} belongs to no sample")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
