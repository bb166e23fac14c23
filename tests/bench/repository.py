#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long the gate takes on a repository of many deployments, beside xmllint on the same files.

usage: repository.py PROGRAM [--plans N] [--runs N]

Each of the deployments (tests/generate, one to three sites, 12 kB) is a document set of its own. Seconds of the clock and of
the processor, of the quickest run; all take turns. The goal is 500 deployments in half a second.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "generate")]
import good

GOAL = 0.5
PROCESSES = 'for file in *.xml; do "$0" "$@" "$file"; done'  # one start for each file


def make(folder, plans):
    for seed in range(plans):
        (folder / f"{seed:04}.xml").write_text(good.Deployment(seed, 1 + seed % 3, plain=False).text())
    for command in (("init", "-q"), ("add", "-A"),
                    ("-c", "user.name=Somebody", "-c", "user.email=somebody@contoso.example", "commit", "-q", "-m", "plans")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    # What a pull request changes: one file.
    path = folder / "0000.xml"
    path.write_text(path.read_text().replace('qos="true"', 'qos="false"'))


def once(command, folder):
    """(seconds of the clock, of the processor)"""
    before, start = os.times(), time.monotonic()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took, after = time.monotonic() - start, os.times()
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]}: exit {done.returncode}: {done.stderr.decode()}")
    return took, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.plans)
        files = sorted(path.name for path in folder.glob("*.xml"))
        commands = {
            "validate DIR": [program, "validate", "-f", "concise", "."],
            "validate --against git:HEAD DIR": [program, "validate", "-f", "github", "--against", "git:HEAD", "."],
            "xmllint --noout, all files": ["xmllint", "--noout", *files],
            "validate, a process a file": ["bash", "-c", PROCESSES, program, "validate", "-f", "concise"],
            "xmllint, a process a file": ["bash", "-c", PROCESSES, "xmllint", "--noout"],
        }
        taken = {name: [] for name in commands}
        for run in range(options.runs):
            for name, command in commands.items():
                if run == 0 or "a process" not in name:
                    taken[name].append(once(command, folder))
        size = sum((folder / file).stat().st_size for file in files)
    print(f"{options.plans} deployments, {size / 1e6:.1f} MB\n{'':34} {'clock s':>8} {'cpu s':>8}")
    for name, runs in taken.items():
        print(f"{name:34} {min(runs)[0]:8.3f} {min(cpu for _, cpu in runs):8.3f}")
    best = min(taken["validate DIR"])[0]
    print(f"goal: {GOAL} s  {'reached' if best <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
