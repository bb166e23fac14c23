#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the shell cases of cases.json, and what needs more than a line of shell: files that change while they are
read, a program that is killed while it writes, many that write the same file.

usage: check.py PROGRAM [--sanitized]
"""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from tool import CLEAN, TESTS, Failures, Tool

REGEX = """<topology xmlns="urn:lync-topo:topology:1">
  <site id="s" kind="central"><front-end-pool id="f"/><mediation-pool id="m" placement="stand-alone"
    front-end-pool="f" tcp-port="5068"/><gateway id="g" kind="pstn-gateway" ip="10.0.0.9"/>
    <users id="u" count="9000" telephony="enterprise-voice" numbers="+14255550000-9999" voice-policy="p"/></site>
  <trunk id="t" mediation-pool="m" peer="g" transport="tcp"/>
  <pstn-usage id="us"/>
  <voice-route id="r" pattern="^(([0-9+]+)+)+x$" trunks="t" usages="us"/>
  <voice-policy id="p" usages="us"/>
</topology>
"""


def inputs(folder):
    """A clean deployment, one with thousands of findings, one with an exploding pattern."""
    (folder / "ok.xml").write_text(good.generate(seed=3, sites=4))
    many = subprocess.run([sys.executable, str(TESTS / "bench" / "generate.py"), "2000", "--defects", "0.5"],
                          capture_output=True, check=True).stdout
    (folder / "many.xml").write_bytes(many)
    (folder / "regex.xml").write_text(REGEX)
    return {"OK": folder / "ok.xml", "MANY": folder / "many.xml", "REGEX": folder / "regex.xml"}


def run_case(case, tool, names, failures):
    shell = case["shell"].replace("{{}}", "{}").replace("{T}", tool.path)
    for name, path in names.items():
        shell = shell.replace("{" + name + "}", str(path))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, env=CLEAN, timeout=120)
    printed = done.stdout + done.stderr
    failures.check(done.returncode in case["exit"],
                   f"{case['name']}: exit {done.returncode}, expected {case['exit']}: {printed[-300:]!r}")
    failures.check(b"AddressSanitizer" not in printed and b"runtime error" not in printed,
                   f"{case['name']}: {printed[-1500:]!r}")
    failures.check(not case.get("stderr") or done.stderr, f"{case['name']}: says nothing on standard error")


def changes_while_read(tool, ok, failures):
    """A file that grows or shrinks at the wrong moment gives a verdict or an error, never a signal."""
    text = ok.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        path.write_bytes(text)
        stop = threading.Event()

        def churn():
            chance = random.Random(1)
            while not stop.is_set():
                with open(path, "r+b") as file:
                    file.truncate(chance.randrange(len(text)))
                with open(path, "ab") as file:
                    file.write(text * 3)

        worker = threading.Thread(target=churn)
        worker.start()
        try:
            codes = {tool.run("validate", path).returncode for _ in range(60)}
        finally:
            stop.set()
            worker.join()
    failures.check(codes <= {0, 1, 3}, f"a file that changes while it is read: exit {sorted(codes)}")


def killed(tool, ok, failures, rounds):
    """Killed at any moment, the output is the whole old or the whole new file."""
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "o.json"
        tool.run("validate", ok, "-f", f"json={path}")
        whole = path.read_bytes()
        start = time.monotonic()
        tool.run("validate", ok, "-f", f"json={path}")
        usual = time.monotonic() - start
        for _ in range(rounds):
            path.write_bytes(b"old")
            process = subprocess.Popen([tool.path, "validate", str(ok), "-f", f"json={path}"], env=CLEAN,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * usual)
            process.kill()
            process.wait()
            failures.check(path.read_bytes() in (b"old", whole), "killed while writing: a mixed output file")
        tool.run("validate", ok, "-f", f"json={path}")
        failures.check(path.read_bytes() == whole, "after kills: the next run does not write the whole")


def interrupted(tool, failures):
    """SIGINT and SIGTERM while waiting for input: 130 or 143, and no output file half-written."""
    for number in (signal.SIGINT, signal.SIGTERM):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "o.json"
            process = subprocess.Popen([tool.path, "validate", "-", "-f", f"json={out}"], env=CLEAN,
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(1)
            process.send_signal(number)
            code = process.wait(timeout=60)
            failures.check(code == 128 + number, f"{number.name}: exit {code}")
            failures.check(os.listdir(folder) == [], f"{number.name}: left {os.listdir(folder)}")


def crowd(tool, ok, failures):
    """Many at once into one file: one whole output, nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "o.json"
        command = [tool.path, "validate", str(ok), "-f", f"json={path}"]
        processes = [subprocess.Popen(command, env=CLEAN) for _ in range(50)]
        codes = {p.wait() for p in processes}
        whole = tool.run("validate", "--format", "json", ok).stdout
        failures.check(codes == {0}, f"fifty at once: exit {codes}")
        failures.check(path.read_bytes() == whole, "fifty at once: not one whole output")
        failures.check(os.listdir(folder) == ["o.json"], f"fifty at once: left {os.listdir(folder)}")


def main(program, *flags):
    tool = Tool(program)
    sanitized = "--sanitized" in flags
    failures = Failures("files, pipes and limits")
    with tempfile.TemporaryDirectory() as folder:
        names = inputs(Path(folder))
        for case in json.loads((HERE / "cases.json").read_text())["cases"]:
            if case.get("root") == "skip" and os.geteuid() == 0 or case.get("sanitized") == "skip" and sanitized:
                continue
            run_case(case, tool, names, failures)
        changes_while_read(tool, names["OK"], failures)
        killed(tool, names["OK"], failures, 60 if sanitized else 200)
        interrupted(tool, failures)
        crowd(tool, names["OK"], failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
