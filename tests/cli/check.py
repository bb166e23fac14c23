#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the transcripts of this folder and shows where the program answers otherwise.

A transcript is prose with commands and what they print, indented by two blanks:

      $ lync-topo explain nonsense
      lync-topo: there is no rule 'nonsense'; lync-topo rules lists them
      [2]

`  > ` continues a command. Standard output and standard error stand as they come; `[N]` is an exit code other than
0. A line that ends in ` (glob)` may hold * and ?, one that ends in ` (re)` is a regular expression, and one that
ends in ` (esc)` has its control characters, bidi controls and backslashes written as escapes. ` (no-eol)` marks
a last line without a line end. Empty lines inside an output are empty lines of it.

The commands of a file run in one /bin/sh, in a fresh folder that holds a copy of plans/, with lync-topo in PATH
and nothing else of the caller's environment.

usage: check.py PROGRAM [--accept] [FILE.t...]
"""
import difflib
import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import CLEAN, Failures, Tool

SALT = "end-of-output-7d1f"
TIMEOUT = 300


class Step:
    """A command and what it should print; `first` and `last` are its lines in the file."""

    def __init__(self, number, command):
        self.number = number
        self.command = [command]
        self.expected = []
        self.first = self.last = number + 1


def read_steps(lines):
    steps = []
    blank = 0
    for number, line in enumerate(lines):
        step = steps[-1] if steps else None
        if line.startswith("  $ "):
            steps.append(Step(number, line[4:]))
        elif step and line.startswith("  > ") and not step.expected and blank == 0:
            step.command.append(line[4:])
            step.first = step.last = number + 1
        elif step and step.last + blank == number and line.startswith("  "):
            step.expected += [""] * blank + [line[2:]]
            step.last = number + 1
        elif line.startswith("  "):
            raise SystemExit(f"line {number + 1}: output without a command: {line}")
        blank = blank + 1 if line == "" else 0
    return steps


def is_plain(character):
    return character >= " " and unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def shown(line):
    """A line of output as it stands in a transcript."""
    text = line.decode("utf-8", "surrogateescape")
    needs = not all(is_plain(c) for c in text) or re.search(r" \((glob|re|esc|no-eol)\)$", text)
    if text != text.rstrip(" ") or text.startswith(("$ ", "> ")) or needs:
        text = text.replace("\\", "\\\\")
        escaped = [c if is_plain(c) else f"\\x{ord(c) & 0xff:02x}" if ord(c) < 0x100 or 0xdc80 <= ord(c) < 0xdd00
                   else f"\\u{{{ord(c):x}}}" for c in text]
        if text.startswith(("$", ">")):
            escaped[0] = f"\\x{ord(text[0]):02x}"
        return "".join(escaped) + " (esc)"
    return text


def printed_lines(output, code):
    lines = output.split(b"\n")
    open_end = lines.pop() if lines[-1] else None
    if open_end is None:
        lines.pop()
    result = [shown(line) for line in lines]
    if open_end is not None:
        result.append(shown(open_end) + " (no-eol)")
    # An empty last line would be taken for the end of the output.
    if code != 0 or result and result[-1] == "":
        result.append(f"[{code}]")
    return result


def matches(wanted, got):
    if wanted.endswith(" (glob)"):
        return fnmatch.fnmatchcase(got, wanted[:-7].replace("[", "[[]"))
    if wanted.endswith(" (re)"):
        return re.fullmatch(wanted[:-5], got) is not None
    return wanted == got


def merge(wanted, got):
    """What the transcript should say: patterns that still hold are kept."""
    if len(wanted) == len(got) and all(map(matches, wanted, got)):
        return wanted
    merged = list(got)
    pairs = difflib.SequenceMatcher(a=[w if not w.endswith((" (glob)", " (re)")) else "" for w in wanted], b=got,
                                    autojunk=False)
    for _, a_start, a_end, b_start, b_end in pairs.get_opcodes():
        for w, at in zip(wanted[a_start:a_end], range(b_start, b_end)):
            if matches(w, got[at]):
                merged[at] = w
    return merged


def script(steps):
    lines = ["exec 2>&1"]
    for number, step in enumerate(steps):
        lines += ["\n".join(step.command), f"printf '\\n{SALT} %s %s\\n' {number} $?"]
    return "\n".join(lines) + "\n"


def prepare(folder, tool):
    """A folder to work in beside one with the program; returns the environment."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "lync-topo"
    if tool.wrap:
        program.write_text(f'#!/bin/sh\nexec {shlex.join(tool.wrap + [tool.path])} "$@"\n')
        program.chmod(0o755)
    else:
        program.symlink_to(tool.path)
    shutil.copytree(HERE / "plans", folder / "work")
    return {**CLEAN, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}


def run(steps, tool):
    """What each step printed, None for those that were not reached."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = prepare(folder, tool)
        (folder / "script").write_text(script(steps))
        done = subprocess.run(["/bin/sh", str(folder / "script")], cwd=folder / "work", env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=TIMEOUT)
    results = [None] * len(steps)
    rest = done.stdout
    for number in range(len(steps)):
        head, found, rest = rest.partition(f"\n{SALT} {number} ".encode())
        if not found:
            results[number] = printed_lines(head, done.returncode) + ["(the shell ended here)"]
            break
        code, _, rest = rest.partition(b"\n")
        results[number] = printed_lines(head, int(code))
    return results


def check_file(path, tool, accept, failures):
    lines = path.read_text().split("\n")
    steps = read_steps(lines)
    failures.check(steps, f"{path.name}: no command in it")
    results = run(steps, tool)
    printed = [merge(step.expected, got if got is not None else ["(not reached)"])
               for step, got in zip(steps, results)]
    wanted_text, got_text = [], []
    at = 0
    for step, merged in zip(steps, printed):
        failures.checks += 1
        wanted_text += lines[at:step.last]
        got_text += lines[at:step.first] + ["  " + line if line else "" for line in merged]
        at = step.last
    wanted_text += lines[at:]
    got_text += lines[at:]
    if wanted_text == got_text:
        return
    if accept:
        path.write_text("\n".join(got_text))
        print(f"{path.name}: accepted")
        return
    difference = difflib.unified_diff(wanted_text, got_text, f"{path.name} (expected)", f"{path.name} (printed)",
                                      lineterm="")
    failures.check(False, f"{path.name}\n" + "\n".join(difference))


def main(program, *arguments):
    tool = Tool(program)
    failures = Failures("command line")
    accept = "--accept" in arguments
    names = [Path(a).name for a in arguments if a != "--accept"]
    for path in sorted(HERE.glob("*.t")):
        if not names or path.name in names:
            check_file(path, tool, accept, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
