# SPDX-License-Identifier: MIT
"""The examples of a document: are they commands of the program, and do they print what is written?"""
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

from tool import CLEAN, ROOT

# Where a command may begin: a line, a pipe, a list of commands, a key of a pipeline's YAML.
COMMAND = re.compile(r"(?:^|[|;&] |\$ |- |(?:run|script|command): )(lync-topo(?: [^|;&>\n]*)?)", re.M)
SHELL = {"sh", "console", "yaml", "dockerfile"}


def command_of(program_help, words):
    """The command that the words call, or None for a word that is neither a command nor a path."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] not in ("-", "--"):
        at += 2 if words[at] in ("-C", "--directory", "--color") else 1
    if at == len(words) or words[at] in program_help.commands:
        return words[at] if at < len(words) else "validate"
    return "validate" if re.search(r"[./@A-Z-]", words[at]) else None


def check_usage(program_help, place, line, failures):
    """Every command in the line, and every option of it, exists."""
    for text in COMMAND.findall(line.strip()):
        words = shlex.split(text)[1:]
        command = command_of(program_help, words)
        if not failures.check(command is not None, f"{place}: there is no command in '{text}'"):
            continue
        rows = program_help.options[command] | program_help.globals
        for word in words:
            if word == "--":
                break
            if word.startswith("--"):
                known = word[2:].split("=")[0] in {name for _, name, _ in rows}
            else:
                known = not word.startswith("-") or word == "-" or word[1] in {letter for letter, _, _ in rows}
            failures.check(known, f"{place}: there is no option {word} in '{text}'")


def matches(expected, got):
    """A line of three dots stands for one or more lines."""
    lines = [r"(?:.*\n)+?" if line == "..." else re.escape(line) + r"\n" for line in expected.splitlines()]
    return re.fullmatch("".join(lines), got) is not None


def refreshed(expected, got):
    """What is written, with the words of what is printed: as many lines between dots as before, where they fit
    best."""
    lines, parts, at = got.splitlines(), [[]], 0
    for line in expected.splitlines():
        if line == "...":
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return got
    for number, part in enumerate(parts):
        choices = range(at + (number > 0), len(lines) - len(part) + 1)
        if number == 0:
            choices = [0]
        elif number == len(parts) - 1:
            choices = [len(lines) - len(part)]
        best = max(choices, key=lambda start: SequenceMatcher(None, part, lines[start:start + len(part)]).ratio())
        parts[number] = lines[best:best + len(part)]
        at = best + len(part)
    blank = len(got) - len(got.rstrip("\n"))
    return "\n...\n".join("\n".join(part) for part in parts).strip("\n") + "\n" * blank


def steps(block):
    """(command, expected output) of a console block."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


class Scratch:
    """A folder to run in: a copy of the samples, the document's files, and the program on the path. A document
    that brings no plan.xml or plans/ of its own gets a good one."""

    def __init__(self, folder, tool, document):
        self.folder = Path(folder) / "work"
        self.folder.mkdir()
        shutil.copytree(ROOT / "samples", self.folder / "samples")
        own = {name.split("/")[0] for name, _ in document.files()}
        for name in ("plan.xml", "plans/contoso.xml"):
            if name.split("/")[0] not in own:
                (self.folder / name).parent.mkdir(exist_ok=True)
                shutil.copy(ROOT / "samples/sip-trunk-vpn-router.xml", self.folder / name)
        for name, text in document.files():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        binary = Path(folder) / "bin" / "lync-topo"
        binary.parent.mkdir()
        binary.write_text(f'#!/bin/sh\nexec {shlex.join([*tool.wrap, tool.path])} "$@"\n')
        binary.chmod(0o755)
        self.env = {**CLEAN, "PATH": f"{binary.parent}{os.pathsep}{CLEAN['PATH']}"}

    def run(self, command):
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
        return done.returncode, done.stdout.decode()


def run_console(scratch, document, block, failures):
    code, told = 0, True
    for command, expected in steps(block):
        if command == "echo $?":
            failures.check(expected.strip() == str(code), f"{document.name}: exit {code}, shown {expected.strip()}")
            told = True
            continue
        failures.check(told, f"{document.name}: exit {code} is not shown before '{command}'")
        code, got = scratch.run(command)
        told = code == 0
        if not matches(expected, got) and failures.accepts:
            new = refreshed(expected, got)
            document.path.write_text(document.path.read_text().replace(
                f"$ {command}\n{expected}", f"$ {command}\n{new}"))
            continue
        failures.check(matches(expected, got), f"{document.name}: '{command}' prints\n{got}instead of\n{expected}")
    failures.check(told, f"{document.name}: exit {code} is not shown after '{block.splitlines()[0]}'")


def run_shell(scratch, document, block, failures):
    for line in block.replace("\\\n", "").splitlines():
        if line.startswith("lync-topo"):
            code, got = scratch.run(line)
            failures.check(code in (0, 1), f"{document.name}: '{line}' exits {code}:\n{got}")


def check(tool, program_help, document, failures):
    for span in document.spans():
        if span.startswith("lync-topo "):
            check_usage(program_help, document.name, span, failures)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Scratch(temporary, tool, document)
        for _, language, block in document.blocks():
            if language in SHELL:
                for line in block.replace("\\\n", "").splitlines():
                    check_usage(program_help, document.name, line, failures)
            if language == "console":
                run_console(scratch, document, block, failures)
            elif language == "sh":
                run_shell(scratch, document, block, failures)
