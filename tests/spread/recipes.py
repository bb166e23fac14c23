#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The recipes under samples/cluster, run as their schedulers would run them, with the variables set by hand: what they
write merges to what one run prints.

usage: recipes.py PROGRAM
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import CLEAN, ROOT, Failures, Tool

RECIPES = ROOT / "samples" / "cluster"
PLAN = ROOT / "samples" / "sip-trunk-vpn-router.xml"
PARTS = 3


def run(command, folder, failures, codes=(0,), **variables):
    env = {**CLEAN, "PATH": f"{folder}/bin:{CLEAN['PATH']}", **variables}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True)
    failures.check(done.returncode in codes, f"{command[0]}: {done.returncode} {done.stderr}")
    return done


def slurm(folder, whole, failures):
    for number in range(PARTS):
        run([RECIPES / "slurm-array.sh", PLAN], folder, failures, SLURM_ARRAY_TASK_ID=str(10 + number),
            SLURM_ARRAY_TASK_MIN="10", SLURM_ARRAY_TASK_COUNT=str(PARTS), SLURM_CPUS_PER_TASK="2")
        last = number == PARTS - 1
        run([RECIPES / "slurm-merge.sh"], folder, failures, codes=(0,) if last else (2,))
        failures.check((folder / "result.json").exists() == last, f"a result of {number + 1} parts")
    failures.check((folder / "result.json").read_bytes() == whole, "slurm: another result")
    names = sorted(os.listdir(folder / "parts"))
    failures.check(names == ["1.json", "2.json", "3.json"], f"slurm leaves {names}")


def slurm_mpi(folder, whole, failures):
    (folder / "bin/srun").write_text('#!/bin/sh\n[ "$1" = --mpi=pmix ] && shift && exec "$@"\n')
    (folder / "bin/srun").chmod(0o755)
    run([RECIPES / "slurm-mpi.sh", PLAN], folder, failures, RESULT="mpi.json")
    failures.check((folder / "mpi.json").read_bytes() == whole, "srun: another result")


def kubernetes(folder, whole, failures):
    job = yaml.safe_load((RECIPES / "kubernetes-job.yaml").read_text())
    spec = job["spec"]
    container = spec["template"]["spec"]["containers"][0]
    variables = {entry["name"]: entry["value"] for entry in container["env"]}
    failures.check((job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed"), "no Indexed Job")
    failures.check(variables["PARTS"] == str(spec["completions"]), "more pods than parts, or fewer")
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    volumes = {volume["name"] for volume in spec["template"]["spec"]["volumes"]}
    failures.check(set(mounts) == volumes, f"mounts {mounts} of {volumes}")
    failures.check(variables["PLAN"].startswith(mounts["plan"]) and variables["FOLDER"] == mounts["parts"], "paths elsewhere")
    (folder / "pods").mkdir()
    for index in range(PARTS):
        run([*container["command"], *container["args"]], folder, failures, JOB_COMPLETION_INDEX=str(index),
            PARTS=str(PARTS), PLAN=str(PLAN), FOLDER=str(folder / "pods"))
    files = sorted((folder / "pods").iterdir())
    merged = run(["lync-topo", "merge", *files], folder, failures)
    failures.check(len(files) == PARTS and merged.stdout == whole, "kubernetes: another result")


def main(program):
    tool = Tool(program)
    failures = Failures("recipes")
    whole = tool.run("simulate", "--sweep", "2", "--availability", "--format", "json", PLAN).stdout
    for script in RECIPES.glob("*.sh"):
        done = subprocess.run(["bash", "-n", script], capture_output=True)
        failures.check(done.returncode == 0 and os.access(script, os.X_OK), f"{script.name}: {done.stderr}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bin").mkdir()
        (folder / "bin/lync-topo").symlink_to(tool.path)
        slurm(folder, whole, failures)
        slurm_mpi(folder, whole, failures)
        kubernetes(folder, whole, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
