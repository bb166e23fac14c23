#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Same input, same bytes: whatever the locale, the time zone, the working directory, the home directory, the umask,
the size of the stack, where the loader puts things, in what order a folder lists its files or a command line names
them. With other programs, built by another compiler or without optimisation, their outputs must be the same too.

usage: check.py PROGRAM [OTHER_PROGRAM...]
"""
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from many_calls import Plan, scenario
from tool import ROOT, TESTS, Failures, Tool

REPEATS = 5

# What is printed for one document set, and for a folder of several.
FOR_ONE = (
    ("validate", "-v", "-f", "text"), ("validate", "-f", "concise"), ("validate", "-f", "json"),
    ("checklist", "--all"), ("checklist", "--all", "-f", "markdown"), ("checklist", "--all", "-f", "json"),
    ("render", "-f", "dot"), ("render", "-f", "svg"), ("render", "-f", "html", "--findings"),
    ("render", "-f", "mermaid", "--view", "perimeter"), ("render", "-f", "text", "--view", "failover"),
    ("simulate", "--matrix"), ("simulate", "--matrix", "-f", "json", "--ladder"), ("plan",), ("plan", "-f", "json"),
)
FOR_MANY = FOR_ONE[:6]
# With scenarios by chance, whose calls are short: a capture holds every packet.
SIMULATED = (
    (), ("-f", "json"), ("--ladder",), ("-q",), ("-q", "--seed", "7", "--policy", "route-selection=random"),
    ("-q", "--pcap", "out.pcap"),
)
SCENARIOS = 3
ALONE = (
    ("rules",), ("rules", "-f", "json"), ("rules", "-f", "markdown"), ("rules", "--coverage"), ("explain", "MED001"),
    ("schema",), ("schema", "topology", "-f", "markdown"), ("schema", "rules"), ("help",), ("help", "validate"),
    ("init", "--option", "sip-trunking"), ("version", "-f", "json"),
)


def tree(folder, order):
    """A folder of deployments, its files made in the order given."""
    files = {f"plans/{p.name}": p.read_bytes() for p in sorted((ROOT / "samples").glob("*.xml"))}
    for name in ("language-example.xml", "shapes.xml", "shapes-crlf.xml"):
        files[f"plans/{name}"] = (TESTS / "golden" / name).read_bytes()
    files["plans/deep/generated.xml"] = good.generate(seed=11, sites=6).encode()
    for n in range(SCENARIOS):
        plan = Plan(good.generate(seed=20 + n, sites=4), random.Random(n))
        files[f"calls/plan{n}.xml"] = plan.text()
        files[f"calls/scenario{n}.xml"] = scenario(plan, calls=40, failures=5, durations=(0, 1, 2))
    for name in order(sorted(files)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    return sorted(files)


def jobs(files):
    """Every command line that is tried, relative to the folder of the tree."""
    chosen = ("plans/sip-trunk-vpn-router.xml", "plans/voip-only-bad.xml", "plans/language-example.xml",
              "plans/shapes.xml", "plans/half-answered.xml", "plans/deep/generated.xml")
    for name in chosen:
        if name not in files:
            raise SystemExit(f"{name} is gone: name another sample")
        yield from ((*command, name) for command in FOR_ONE)
    yield from ((*command, "plans") for command in FOR_MANY)
    for n in range(SCENARIOS):
        yield from (("simulate", *command, "--scenario", f"calls/scenario{n}.xml", f"calls/plan{n}.xml")
                    for command in SIMULATED)
    yield from ALONE


def outcome(tool, command, cwd, **how):
    """What it printed, and what it wrote into a file."""
    done = tool.run(*command, cwd=cwd, **how)
    written = Path(cwd) / "out.pcap"
    out = done.stdout
    if written.exists():
        out += written.read_bytes()
        written.unlink()
    return done.returncode, out, done.stderr


class Reference:
    """What each command prints when nothing is special."""

    def __init__(self, tool, folder, files, failures):
        self.tool = tool
        self.folder = folder
        self.failures = failures
        self.jobs = list(jobs(files))
        self.printed = {job: outcome(tool, job, cwd=folder) for job in self.jobs}
        for job, (code, out, _) in self.printed.items():
            failures.check(code in (0, 1) and (out or "concise" in job), f"{job}: exit {code}, {len(out)} bytes")

    def same(self, what, tool=None, cwd=None, some=None, **how):
        tool = tool or self.tool
        for job in self.jobs:
            if some is None or some(job):
                got = outcome(tool, job, cwd=cwd or self.folder, **how)
                self.failures.check(got == self.printed[job], f"{what}: {' '.join(job)} prints something else")


def locales():
    """Of those that matter, the installed ones: other decimal points, other upper and lower case."""
    installed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
    names = {name.lower().replace("-", ""): name for name in installed}
    return [names[n] for n in ("c", "c.utf8", "de_de.utf8", "de_de", "tr_tr.utf8", "tr_tr.iso88599") if n in names]


def check_environment(reference):
    for name in locales():
        reference.same(f"LC_ALL={name}", env={"LC_ALL": name})
        reference.same(f"LANG={name}", env={"LC_ALL": "", "LANG": name}, some=lambda job: job[0] == "validate")
    for zone in ("Pacific/Kiritimati", "America/St_Johns", ":/nonexistent"):
        reference.same(f"TZ={zone}", env={"TZ": zone})
    special = {"HOME": str(reference.folder), "USER": "nobody", "TERM": "xterm-256color", "COLUMNS": "20",
               "LINES": "5", "XDG_CONFIG_HOME": str(reference.folder), "SOURCE_DATE_EPOCH": "1",
               "MALLOC_PERTURB_": "85"}
    reference.same("another environment", env=special)


def check_folders(reference, temporary):
    """Two copies of the tree under other names, one of them much longer, with the files made in other orders."""
    def shuffled(names):
        return random.Random(5).sample(names, len(names))

    for name, order in (("a", reversed), ("a folder with a much longer name ü", shuffled)):
        other = temporary / name
        other.mkdir()
        tree(other, order)
        reference.same(f"in the folder '{name}'", cwd=other)
        shutil.rmtree(other)


def check_limits(reference):
    if reference.tool.wrap:
        return
    old_mask = os.umask(0o077)
    reference.same("umask 077", some=lambda job: job[0] == "validate")
    os.umask(old_mask)
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    for size in (1 << 20, 64 << 20):
        if hard == resource.RLIM_INFINITY or size <= hard:
            resource.setrlimit(resource.RLIMIT_STACK, (size, hard))
            reference.same(f"a stack of {size >> 20} MB")
    resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def check_layout(reference):
    """Without address space randomisation; where the system does not allow that, nothing is to be seen."""
    fixed = Tool(reference.tool.path)
    fixed.wrap = ["setarch", platform.machine(), "-R", *fixed.wrap]
    if shutil.which("setarch") and fixed.run("version").returncode == 0:
        reference.same("without address space randomisation", tool=fixed)
    for n in range(REPEATS):
        reference.same(f"run {n + 2}", some=lambda job: job[0] in ("validate", "checklist", "render"))


def check_order(tool, folder, failures):
    """Files of one set and folders in another order: the set is the same, and so is what is said of it."""
    whole = ["plans/shapes-crlf.xml", "plans/shapes.xml"]
    for command in FOR_ONE:
        results = {outcome(tool, (*command, *order), cwd=folder) for order in (whole, whole[::-1], whole * 2)}
        failures.check(len(results) == 1, f"{' '.join(command)}: the order in which files are named shows")
    sets = [folder / "one", folder / "two"]
    for path, name in zip(sets, ("shapes", "voip-only-bad")):
        path.mkdir()
        for part in (folder / "plans").glob(f"{name}*.xml"):
            shutil.copy(part, path)
    for command in FOR_MANY:
        results = {outcome(tool, (*command, *order), cwd=folder) for order in (("one", "two"), ("two", "one"))}
        failures.check(len(results) == 1, f"{' '.join(command)}: the order in which folders are named shows")
    for path in sets:
        shutil.rmtree(path)


def check_standard_input(tool, folder, failures):
    """From standard input the same as from the file, when it is called by the same name."""
    for name in ("plans/voip-only-bad.xml", "plans/language-example.xml"):
        text = (folder / name).read_bytes()
        for command in FOR_ONE:
            piped = outcome(tool, (*command, "--stdin-name", name, "-"), cwd=folder, stdin=text)
            failures.check(piped == outcome(tool, (*command, name), cwd=folder),
                           f"{' '.join(command)} {name}: standard input shows")


def main(program, *others):
    tool = Tool(program)
    failures = Failures("determinism")
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        folder = temporary / "tree"
        folder.mkdir()
        reference = Reference(tool, folder, tree(folder, list), failures)
        check_environment(reference)
        check_folders(reference, temporary)
        check_limits(reference)
        check_layout(reference)
        check_order(tool, folder, failures)
        check_standard_input(tool, folder, failures)
        for other in others:
            reference.same(f"built as {other}", tool=Tool(other))
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
