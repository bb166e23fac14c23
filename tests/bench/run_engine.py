#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""run_engine.py PROGRAM DRIVER [--trunks N] [--seed N]

Measures the engine on a generated deployment: DRIVER (engine_bench.c) for what happens inside, PROGRAM for a capture
from the reading to the file. Prints a table and, for each goal, what was reached. README.md explains the figures.
"""
import argparse
import mmap
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"
TRUNKS = 1250  # some 10,000 elements
CAPTURED_CALLS = 40
CAPTURED_S = 600
GOALS = (
    ("one call in a run of its own", "at most", 5.0, "ms"),
    ("flow level, 1,000,000 calls", "at most", 1.0, "s"),
    ("SIP messages, TCP", "at least", 2e6, "a second"),
    ("SIP messages, UDP", "at least", 2e6, "a second"),
    ("capture, packets", "at least", 1e6, "a second"),
)


def cpu_of(command):
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode


def count_packets(path):
    """Records of a pcap file: 24 bytes, then 16 bytes and the packet for each."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at, packets = 24, 0
        while at < len(data):
            at += 16 + struct.unpack_from("<I", data, at + 8)[0]
            packets += 1
    return packets


def caller_and_number(plan):
    """A group whose voice policy leads to a route with a plain pattern, and a number that the route takes."""
    text = plan.read_text()
    group, policy = re.search(r'<users id="([^"]+)"[^>]*voice-policy="([^"]+)"', text).groups()
    usage = re.search(rf'<voice-policy id="{policy}"[^>]*usages="([^" ]+)', text).group(1)
    prefix, digits = re.search(rf'<voice-route [^>]*pattern="\^\\(\+\d+)\\d{{(\d+)[^>]*usages="{usage}"', text).groups()
    return group, prefix + "5" * int(digits)


def measure_capture(program, plan, folder):
    group, number = caller_and_number(plan)
    scenario, capture = folder / "calls.xml", folder / "calls.pcap"
    calls = "".join(f'<call id="c{n}" from="{group}" to="{number}" at-s="{n}" duration-s="{CAPTURED_S}"/>'
                    for n in range(CAPTURED_CALLS))
    scenario.write_text(f'<scenario xmlns="urn:lync-topo:scenario:1">{calls}</scenario>')
    command = [program, "simulate", "-q", "--scenario", str(scenario)]
    without, _ = cpu_of([*command, str(plan)])
    cpu, code = cpu_of([*command, "--pcap", str(capture), str(plan)])
    if code not in (0, 1) or not capture.exists():
        raise SystemExit(f"no capture was written: exit {code}")
    packets = count_packets(capture)
    return [("capture, packets", packets / max(cpu - without, 1e-3), "a second"),
            ("  packets written", packets, "packets")]


def measure_driver(driver, plan):
    done = subprocess.run([driver, str(plan)], capture_output=True, text=True, check=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return [(name, float(value), unit) for name, value, unit in rows]


def print_goals(figures):
    missed = 0
    print("\n| goal | reached |\n|---|---|")
    for name, sense, bound, unit in GOALS:
        value = figures[name]
        good = value <= bound if sense == "at most" else value >= bound
        missed += not good
        print(f"| {name}: {sense} {bound:,.6g} {unit} | {value:,.6g}{'' if good else ', MISSED'} |")
    return missed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("driver")
    parser.add_argument("--trunks", type=int, default=TRUNKS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.xml"
        with open(plan, "w", encoding="utf-8") as out:
            subprocess.run([PYTHON, str(HERE / "generate.py"), str(options.trunks), "--seed", str(options.seed),
                            "--defects", "0"], stdout=out, check=True)
        rows = measure_driver(options.driver, plan) + measure_capture(options.program, plan, folder)
    print("| figure | value | unit |\n|---|---|---|")
    for figure, value, unit in rows:
        print(f"| {figure} | {value:,.6g} | {unit} |")
    return 1 if print_goals({figure: value for figure, value, _ in rows}) else 0


if __name__ == "__main__":
    sys.exit(main())
