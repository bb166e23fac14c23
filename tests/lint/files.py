#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What must not stand in a file: paths of somebody's machine, leftovers, and what .editorconfig does not want.

usage: files.py
"""
import fnmatch
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import tree
from tool import ROOT, Failures

# Written in two parts, so that this file is not its own finding.
MACHINE_PATHS = r"(?<![\w.<-])/(?:ho" r"me|wo" r"rk|ro" r"ot|Us" r"ers)/\w"
TEMPORARY = r"(?<![\w.])/t" r"mp/\w"
LEFTOVERS = r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"

# Users of the program read these; a test may name a temporary folder.
SHIPPED = ("core/", "cli/", "docs/", "samples/", "schemas/", "README.md", "CHANGELOG.md")

# What tests feed to the program may be indented as it likes.
DATA = (".xml", ".json", ".txt")

# Odd bytes on purpose.
ODD = ("tests/hostile/xml/", "tests/fuzz/corpus/")


def alternatives(pattern):
    """The plain glob patterns of one with {a,b}."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if not match:
        return [pattern]
    return [p for part in match.group(1).split(",")
            for p in alternatives(pattern[:match.start()] + part + pattern[match.end():])]


class EditorConfig:
    """The sections of .editorconfig in their order: (patterns, settings)."""

    def __init__(self, text):
        self.sections = []
        for line in text.splitlines():
            heading = re.fullmatch(r"\[(.+)\]", line.strip())
            setting = re.fullmatch(r"\s*([a-z_]+)\s*=\s*(\S+)\s*", line)
            if heading:
                self.sections.append((alternatives(heading.group(1)), {}))
            elif setting and self.sections:
                self.sections[-1][1][setting.group(1)] = setting.group(2)

    def settings(self, name):
        """Of one file; a later section wins, a pattern without / is matched against the last part."""
        found = {}
        for patterns, settings in self.sections:
            for pattern in patterns:
                subject = name if "/" in pattern else name.rsplit("/", 1)[-1]
                if fnmatch.fnmatchcase(subject, pattern.replace("**", "*").lstrip("/")):
                    found.update(settings)
        return found


def without_code(name, lines):
    """Code in a document is written as its own language is."""
    inside = False
    for line in lines:
        if name.endswith(".md") and line.startswith("```"):
            inside = not inside
        yield "" if inside else line


def check_settings(name, data, settings, failures):
    if settings.get("charset") == "utf-8":
        try:
            data.decode()
        except UnicodeDecodeError as error:
            failures.check(False, f"{name}: no UTF-8: {error}")
        failures.check(not data.startswith(b"\xef\xbb\xbf"), f"{name}: begins with a byte order mark")
    if settings.get("end_of_line") == "lf":
        failures.check(b"\r" not in data, f"{name}: has a carriage return")
    if settings.get("insert_final_newline") == "true" and data:
        failures.check(data.endswith(b"\n") and not data.endswith(b"\n\n"), f"{name}: must end with one line end")
    lines = data.decode(errors="replace").split("\n")
    if settings.get("trim_trailing_whitespace") == "true":
        ends = [n for n, line in enumerate(lines, 1) if line != line.rstrip()]
        failures.check(not ends, f"{name}: blanks at the end of lines {ends[:5]}")
    wrong = {"tab": r" {8}", "space": r" *\t"}.get(settings.get("indent_style"))
    if wrong and not (name.startswith("tests/") and name.endswith(DATA)):
        indents = [n for n, line in enumerate(without_code(name, lines), 1) if re.match(wrong, line)]
        failures.check(not indents, f"{name}: not indented by {settings['indent_style']}: lines {indents[:5]}")


def check_words(name, text, failures):
    searched = [("a path of a machine", MACHINE_PATHS), ("a leftover", LEFTOVERS)]
    if name.startswith(SHIPPED):
        searched.append(("a temporary path", TEMPORARY))
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in searched:
            match = re.search(pattern, line)
            failures.check(not match, f"{name}:{number}: {what}: {match and match.group()}")


def main():
    failures = Failures("files")
    config = EditorConfig((ROOT / ".editorconfig").read_text())
    failures.check(len(config.sections) > 2, ".editorconfig says nothing")
    paths = [p for p in tree.files() if not tree.name(p).startswith(ODD) and p.suffix != ".gitignore"]
    failures.check(len(paths) > 300, f"only {len(paths)} files")
    for path in paths:
        name = tree.name(path)
        data = path.read_bytes()
        check_settings(name, data, config.settings(name), failures)
        check_words(name, data.decode(errors="replace"), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
