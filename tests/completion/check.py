#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Completion in bash, zsh and fish: lines are typed on a terminal, the tabulator key is pressed, and the command that
then runs is asked for its arguments.

usage: check.py PROGRAM
"""
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

TIMEOUT = 20

# What is typed before the key, and the arguments after it. All three shells must agree.
CASES = [
    ("valid", ["validate"]),
    ("compl", ["completion"]),
    ("-q valid", ["-q", "validate"]),
    ("-C plans valid", ["-C", "plans", "validate"]),
    ("validate --fail-on wa", ["validate", "--fail-on", "warning"]),
    ("validate --fail-on=wa", ["validate", "--fail-on=warning"]),
    ("validate --stat", ["validate", "--statistics"]),
    ("validate -f conc", ["validate", "-f", "concise"]),
    ("validate -f json=res", ["validate", "-f", "json=result.json"]),
    ("validate --profile strict", ["validate", "--profile", "strict-deploy"]),
    ("validate --select mediation-stand", ["validate", "--select", "mediation-standalone"]),
    ("validate --select SEC,mediation-stand", ["validate", "--select", "SEC,mediation-standalone"]),
    ("validate --limit input", ["validate", "--limit", "input-mb="]),
    ("validate --config compa", ["validate", "--config", "company.xml"]),
    ("validate --color al", ["validate", "--color", "always"]),
    ("validate re", ["validate", "result.json"]),
    ("validate -q re", ["validate", "-q", "result.json"]),
    ("explain vpn-public-a", ["explain", "vpn-public-address"]),
    ("explain MED001 vpn-public-a", ["explain", "MED001", "vpn-public-address"]),
    ("render --view per", ["render", "--view", "perimeter"]),
    ("render --view sit", ["render", "--view", "site:"]),
    ("render --format merm", ["render", "--format", "mermaid"]),
    ("render --theme=da", ["render", "--theme=dark"]),
    ("simulate --policy route-sel", ["simulate", "--policy", "route-selection="]),
    ("simulate --sipp pl", ["simulate", "--sipp", "plans"]),
    ("config sh", ["config", "show"]),
    ("config -f js", ["config", "-f", "json"]),
    ("config show re", ["config", "show", "result.json"]),
    ("schema --format mark", ["schema", "--format", "markdown"]),
    ("schema scen", ["schema", "scenario"]),
    ("help simul", ["help", "simulate"]),
    ("completion fi", ["completion", "fish"]),
    ("init --option voip", ["init", "--option", "voip-only"]),
    ("result.json --stat", ["result.json", "--statistics"]),
]

# How each shell is started, told our script, and given a command that shows its arguments.
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], """
bind 'set bell-style none'
source {script}
lync-topo() {{ printf 'ARGS'; printf '<%s>' "$@"; echo; }}
PS1='' PS2=''
"""),
    "zsh": (["zsh", "-f", "-i"], """
unsetopt BEEP LIST_BEEP PROMPT_SP
fpath=({folder} $fpath)
autoload -U compinit
compinit -u -D
lync-topo() {{ printf 'ARGS'; printf '<%s>' "$@"; echo; }}
PS1='' PS2=''
"""),
    "fish": (["fish", "--no-config", "-i"], """
function fish_prompt; end
source {script}
function lync-topo; printf ARGS; printf '<%s>' $argv; echo; end
"""),
}
SCRIPTS = {"bash": "lync-topo", "zsh": "_lync-topo", "fish": "lync-topo.fish"}


class Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, command, folder):
        self.text = ""
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TERM": "dumb",
                                             "LC_ALL": "C.UTF-8", "COLUMNS": "400"})

    def type(self, text):
        os.write(self.file, text.encode())

    def wait(self, pattern):
        """The first match of the pattern in what was shown since the last call, or None."""
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text[found.end():]
                return found
            if select.select([self.file], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self.file, 65536).decode(errors="replace")
                except OSError:
                    break
        return None

    def close(self):
        os.close(self.file)
        os.waitpid(self.process, 0)


def check_shell(shell, folder, failures):
    command, setup = SHELLS[shell]
    terminal = Terminal(command, folder / "work")
    for line in setup.format(script=folder / SCRIPTS[shell], folder=folder).strip().splitlines():
        terminal.type(line + "\n")
    terminal.type("lync-topo ready\n")
    if not failures.check(terminal.wait("ARGS<ready>"), f"{shell} does not come up: {terminal.text[-500:]}"):
        terminal.close()
        return
    for typed, wanted in CASES:
        terminal.type(f"lync-topo {typed}\t\n")
        found = terminal.wait(r"ARGS((?:<[^>\r\n]*>)+)\r?\n")
        # zsh takes the slash behind a folder away again.
        got = [word.rstrip("/") for word in re.findall("<([^>]*)>", found.group(1))] if found else None
        failures.check(got == wanted, f"{shell}: '{typed}' becomes {got}, not {wanted}")
    terminal.close()


def candidates(folder, line):
    """All that bash offers for a line, one a line."""
    script = (f"source {folder}/lync-topo; COMP_LINE=$1 COMP_POINT=${{#1}}; _lync_topo; "
              "printf '%s\\n' \"${COMPREPLY[@]}\"")
    done = subprocess.run(["bash", "--norc", "-c", script, "bash", line], cwd=folder / "work", capture_output=True,
                          text=True, timeout=TIMEOUT)
    return done.stdout.split()


def check_values(tool, folder, failures):
    """Every option of --help is offered, and the program takes every value that is."""
    top = tool.run("--help").stdout.decode()
    commands = re.findall(r"^  ([a-z]+) +\S", top.partition("\ncommands\n")[2].partition("\n\n")[0], re.M)
    wanted = set(commands) | {p.name for p in (folder / "work").iterdir()}
    failures.check(set(candidates(folder, "lync-topo ")) == wanted, "not every command is offered")
    for command in commands:
        told = tool.run(command, "--help").stdout.decode().partition("\noptions\n")[2]
        options = dict(re.findall(r"^  (?:-\w, |    )(--[a-z-]+)(?: ([A-Z]\S*)(?=\s))?", told, re.M))
        offered = set(candidates(folder, f"lync-topo {command} --"))
        if told:
            failures.check(set(options) == offered, f"{command}: offered and told: {sorted(offered ^ set(options))}")
        for option in sorted(o for o, takes in options.items() if takes):
            listed = [word for word in candidates(folder, f"lync-topo {command} {option} ")
                      if not word.endswith(("=", ":")) and not (folder / "work" / word).exists()]
            if not listed or option in ("--select", "--ignore"):
                continue
            refused = [word for word in listed if complains(tool, folder, command, option, word)]
            failures.check(not refused, f"{command} {option}: offered, but refused: {refused}")
            failures.check(complains(tool, folder, command, option, "nonsense"), f"{command} {option}: takes anything")


# What a command has to be told besides an option before it looks at that. There is no such input.
REST = {"plan": ["erlang", "--circuits", "1", "--offered", "1"], "diff": ["a.xml", "b.xml"],
        "baseline": ["create", "new.txt", "nosuch.xml"], "config": ["show"],
        "simulate": ["--matrix", ROOT / "samples/voip-only.xml"],
        "help": [], "init": [], "rules": [], "version": [], "completion": []}


def complains(tool, folder, command, option, word):
    """Whether the program complains of the value."""
    rests = [REST.get(command, ["nosuch.xml"])]
    if (command, option) == ("baseline", "--format"):
        rests = [["show", "nosuch.txt"]]
    if command == "schema":
        rests = [[first] for first in candidates(folder, "lync-topo schema ")]
    done = [tool.run(command, option, word, *rest, cwd=folder / "work") for rest in rests]
    return all(d.returncode == 2 and (command == "schema" or
                                      re.search(rf"'{word}'|^lync-topo: {option} is", d.stderr.decode())) for d in done)


def main(program):
    tool = Tool(program)
    failures = Failures("completion")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "work/plans").mkdir(parents=True)
        for file in ("result.json", "company.xml"):
            (folder / "work" / file).write_text("")
        for shell, script in SCRIPTS.items():
            done = tool.run("completion", shell)
            failures.check(done.returncode == 0 and not done.stderr, f"completion {shell}: {done.stderr.decode()}")
            (folder / script).write_bytes(done.stdout)
            check_shell(shell, folder, failures)
        check_values(tool, folder, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
