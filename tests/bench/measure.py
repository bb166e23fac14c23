# SPDX-License-Identifier: MIT
"""Runs a program and tells what it took: time of the processor, memory, instructions."""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# What a process does between the dynamic loader and its end: main, and what it left to do at exit. The symbol is
# one of the C library, so it is there for stripped programs too.
INSIDE_MAIN = "__libc_start_main*"
LONG_S = 20.0  # a tool that has used this much is not run again


class Sample:
    def __init__(self, cpu, kib, code):
        self.cpu = cpu
        self.kib = kib
        self.code = code


def once(command):
    """One run, its output thrown away."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Sample(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode)


def interleaved(commands, runs):
    """{name: (median cpu seconds, greatest peak in KiB, number of runs)}; all take turns, so that a busy moment
    of the machine meets all of them."""
    samples = {name: [] for name in commands}
    spent = dict.fromkeys(commands, 0.0)
    for _ in range(runs):
        for name, (command, good) in commands.items():
            if spent[name] > LONG_S:
                continue
            start = time.monotonic()
            sample = once(command)
            spent[name] += time.monotonic() - start
            if sample.code not in good:
                sys.exit(f"{' '.join(command)}: exit code {sample.code}")
            samples[name].append(sample)
    return {name: (statistics.median(s.cpu for s in taken), max(s.kib for s in taken), len(taken))
            for name, taken in samples.items()}


def floor_kib():
    """The kernel counts what this process held when it made another: no peak below can be seen."""
    return once(["true"]).kib


def instructions(command, inside_main):
    """Instructions counted by callgrind, of everything or from the C library's start of main on."""
    with tempfile.TemporaryDirectory() as folder:
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
        if inside_main:
            valgrind.append(f"--toggle-collect={INSIDE_MAIN}")
        # Symbols are looked up by the loader, before main, in all programs alike.
        environment = {**os.environ, "LD_BIND_NOW": "1"}
        result = subprocess.run([*valgrind, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, env=environment, text=True, errors="replace", check=False)
    found = re.search(r"Collected : (\d+)", result.stderr)
    return int(found.group(1)) if found and int(found.group(1)) else None


def absent():
    """{tool: what is not measured without it}"""
    missing = {}
    if shutil.which("xmllint") is None:
        missing["xmllint"] = "no ratios (package libxml2-utils)"
    if shutil.which("valgrind") is None:
        missing["valgrind"] = "no instructions (package valgrind)"
    probe = ["/usr/bin/python3", "-c", "import lxml.etree"]
    if not os.path.exists(probe[0]) or once(probe).code != 0:
        missing["lxml"] = "no peer and no comparison of findings (package python3-lxml)"
    return missing
