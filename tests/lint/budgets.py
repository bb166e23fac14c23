#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long functions and files are, and how long they may be.

A function counts from the first line of its head to its closing brace. The formatter puts both braces of a body,
and nothing else, into the first column, which is how bodies are found.

usage: budgets.py
"""
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import tree
from tool import Failures

FUNCTION_MEDIAN = 16
FUNCTION_MOST = 80
FILE_MEDIAN = 200
FILE_MOST = 600
HEADER_MOST = 250


def head_start(lines, brace):
    """The line where the head of the body at `brace` begins: just below a blank line, comment, brace or macro."""
    start = brace
    while start > 0 and lines[start - 1] and not lines[start - 1].startswith(("}", "#")) \
            and not lines[start - 1].endswith((";", "*/", "\\")):
        start -= 1
    return start


def functions(path):
    """(length, name) of every function of a file."""
    lines = path.read_text().splitlines()
    at = 0
    while at < len(lines):
        if lines[at] == "{":
            end = lines.index("}", at)
            start = head_start(lines, at)
            yield end - start + 1, f"{tree.name(path)}:{start + 1}"
            at = end
        at += 1


def show(what, sizes):
    ordered = sorted(sizes)
    tenth = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
    print(f"{what:22} {len(ordered):5}   median {statistics.median(ordered):5g}   p90 {tenth:4}   most {ordered[-1]:4}")
    return statistics.median(ordered)


def check_functions(what, paths, failures):
    found = [f for path in paths for f in functions(path)]
    if not failures.check(found, f"no functions in {what}"):
        return
    median = show(f"functions of {what}", [length for length, _ in found])
    failures.check(median <= FUNCTION_MEDIAN, f"functions of {what}: median {median}, at most {FUNCTION_MEDIAN}")
    for length, name in found:
        failures.check(length <= FUNCTION_MOST, f"{name}: a function of {length} lines, at most {FUNCTION_MOST}")


def check_files(what, paths, most, failures):
    sizes = {path: len(path.read_text().splitlines()) for path in paths}
    if not failures.check(sizes, f"no files in {what}"):
        return
    median = show(f"files of {what}", sizes.values())
    failures.check(median <= FILE_MEDIAN, f"files of {what}: median {median}, at most {FILE_MEDIAN}")
    for path, size in sizes.items():
        failures.check(size <= most, f"{tree.name(path)}: {size} lines, at most {most}")


def main():
    failures = Failures("budgets")
    program = tree.c_files("core", "cli")
    tests = tree.c_files("tests")
    scripts = [p for p in tree.files("tests") if p.suffix in (".py", ".sh")]
    check_functions("core and cli", program, failures)
    check_functions("tests", tests, failures)
    check_files("core and cli, .c", [p for p in program if p.suffix == ".c"], FILE_MOST, failures)
    check_files("core and cli, .h", [p for p in program if p.suffix == ".h"], HEADER_MOST, failures)
    check_files("tests, .c and .h", tests, FILE_MOST, failures)
    check_files("tests, scripts", scripts, FILE_MOST, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
