#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A build with LYNC_TOPO_MPI under mpirun: for any number of ranks the bytes of the plain build, one verdict, and an end
whatever a rank meets.

usage: mpi.py PROGRAM
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import CLEAN, ROOT, Failures, Tool

PLAN = ROOT / "samples" / "two-sites-and-branch.xml"
BUILD = ROOT / "build" / "mpi"
SWEEP = ("simulate", "--sweep", "2", "--availability")
NEEDED = ("mpicc", "mpirun")


def build():
    for command in (["cmake", "--preset", "mpi"], ["cmake", "--build", BUILD, "--target", "lync-topo"]):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            sys.exit(f"{command[:2]} failed:\n{done.stdout.decode()[-3000:]}")
    return BUILD / "cli" / "lync-topo"


def mpirun(program, ranks, *arguments, timeout=120):
    command = ["mpirun", "--oversubscribe", "--allow-run-as-root", "--quiet", "-n", str(ranks), program, *arguments]
    return subprocess.run(list(map(str, command)), env=CLEAN, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)


def same_for_any_ranks(program, tool, failures):
    for work in (SWEEP, ("simulate", "--traffic", "--sweep", "1"), (*SWEEP, "--part", "2/3")):
        whole = tool.run(*work, "-f", "json", PLAN).stdout
        for ranks in (1, 2, 3):
            done = mpirun(program, ranks, *work, "-f", "json", PLAN)
            failures.check((done.returncode, done.stdout) == (0, whole) and len(whole) > 1000,
                           f"{work} by {ranks} ranks: {done.returncode} {done.stderr[-500:]}")
    alone = subprocess.run([program, *SWEEP, PLAN], env=CLEAN, capture_output=True)
    failures.check(alone.stdout == tool.run(*SWEEP, PLAN).stdout, "without mpirun: another result")


def one_speaks_for_all(program, tool, failures):
    missing = mpirun(program, 3, *SWEEP, "no-such-plan.xml")
    failures.check(missing.returncode == 3 and missing.stderr.count(b"no such file") == 1, f"no plan: {missing.stderr}")
    text = mpirun(program, 3, "version")
    failures.check(text.stdout.count(b"lync-topo") == tool.run("version").stdout.count(b"lync-topo"), "version of each rank")


def is_stopped_by_the_clock(program, failures):
    large = subprocess.run([sys.executable, HERE.parent / "generate" / "good.py", "--seed", "5", "--sites", "12"],
                           capture_output=True, check=True).stdout
    with tempfile.NamedTemporaryFile(suffix=".xml") as plan:
        plan.write(large)
        plan.flush()
        done = mpirun(program, 3, "simulate", "--sweep", "8", "--limit", "trials=4000000000", "--limit", "seconds=1",
                      "-f", "json", plan.name)
    failures.check(done.returncode == 3 and json.loads(done.stdout).get("partial") is True,
                   f"a time limit: {done.returncode} {done.stderr[-300:]}")


def main(path):
    failures = Failures("ranks of MPI")
    for name in NEEDED:
        if not failures.check(shutil.which(name), f"there is no {name}: install libopenmpi-dev and openmpi-bin"):
            return failures.finish()
    program = build()
    tool = Tool(path)
    same_for_any_ranks(program, tool, failures)
    one_speaks_for_all(program, tool, failures)
    is_stopped_by_the_clock(program, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
