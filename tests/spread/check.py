#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Long runs: the same bytes for any number of processes, parts that merge to the whole, what a terminal shows, and what
an interrupt or a time limit leaves.

usage: check.py PROGRAM
"""
import base64
import json
import os
import pty
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from jsonschema import Draft202012Validator
from tool import CLEAN, ROOT, Failures, Tool

PLAN = ROOT / "samples" / "two-sites-and-branch.xml"
WORK = ("simulate", "--sweep", "2", "--availability")
# So many sets that nobody waits for all of them.
LARGE = subprocess.run([sys.executable, HERE.parent / "generate" / "good.py", "--seed", "5", "--sites", "12"],
                       capture_output=True, check=True).stdout


def long_run(folder):
    path = folder / "large.xml"
    path.write_bytes(LARGE)
    return ("simulate", "--sweep", "8", "--availability", "--limit", "trials=4000000000", "-f", "json", str(path))


def same_for_any_jobs(tool, failures):
    for work in (WORK, ("simulate", "--traffic", "--seed", "7")):
        for form in ("text", "json"):
            one = tool.run(*work, "-f", form, "--jobs", "1", PLAN)
            failures.check(one.returncode == 0 and len(one.stdout) > 1000, f"{work}: {one.stderr}")
            for jobs in ("2", "3", "8", None):
                done = tool.run(*work, "-f", form, *(("--jobs", jobs) if jobs else ()), PLAN)
                failures.check(done.stdout == one.stdout and done.stderr == b"",
                               f"{work} --jobs {jobs}: another result as {form}")
    for jobs in ("0", "-1", "x", "1025", ""):
        failures.check(tool.run(*WORK, f"--jobs={jobs}", PLAN).returncode == 2, f"--jobs {jobs} is taken")


def write_parts(tool, folder, n, *options):
    paths = []
    for k in range(1, n + 1):
        done = tool.run(*WORK, *options, "--part", f"{k}/{n}", "--jobs", str(1 + k % 2), PLAN)
        paths.append(folder / f"{n}-{k}-{len(options)}.json")
        paths[-1].write_bytes(done.stdout)
        assert done.returncode == 0 and done.stderr == b"", done.stderr
    return paths


def parts_merge(tool, folder, failures):
    schema = Draft202012Validator(json.loads((ROOT / "schemas/part.schema.json").read_text()))
    chance = random.Random(1)
    for form in ("text", "json"):
        whole = tool.run(*WORK, "-f", form, PLAN).stdout
        for n in (1, 2, 5, 40):
            paths = write_parts(tool, folder, n, "-f", form)
            for path in paths[:3]:
                problem = next(schema.iter_errors(json.loads(path.read_text())), None)
                failures.check(problem is None, f"part of {n}: {problem}")
            chance.shuffle(paths)
            for options in ((), ("-f", form)):
                merged = tool.run("merge", *options, *paths)
                failures.check((merged.returncode, merged.stdout) == (0, whole), f"{n} parts, {form}: {merged.stderr}")
        other = "json" if form == "text" else "text"
        merged = tool.run("merge", "-f", other, *paths)
        failures.check(merged.stdout == tool.run(*WORK, "-f", other, PLAN).stdout, f"{form} merged as {other}")


def is_refused(tool, failures, code, says, *arguments):
    done = tool.run("merge", *arguments)
    failures.check(done.returncode == code and says in done.stderr.decode() and done.stdout == b"",
                   f"merge: {done.returncode}, {done.stderr}, not {code} and '{says}'")


def parts_that_do_not_fit(tool, folder, failures):
    first, second = write_parts(tool, folder, 2, "--seed=1")
    is_refused(tool, failures, 2, "no parts")
    is_refused(tool, failures, 2, "part 2 of 2 is missing", first)
    is_refused(tool, failures, 2, "part 1 of 2 is missing", second)
    is_refused(tool, failures, 2, "are both part 1 of 2", first, second, first)
    is_refused(tool, failures, 2, "different runs", first, write_parts(tool, folder, 2, "--seed", "2")[1])
    is_refused(tool, failures, 2, "different runs", first, *write_parts(tool, folder, 3, "--seed=1", "-q", "-q"))
    is_refused(tool, failures, 2, "no format 'xml'", "-f", "xml", first, second)
    as_json = write_parts(tool, folder, 2, "--seed=1", "--format=json")[1]
    is_refused(tool, failures, 2, "different formats", first, as_json)
    changed = folder / "plan.xml"
    changed.write_bytes(PLAN.read_bytes() + b"<!-- -->\n")
    done = tool.run(*WORK, "--seed=1", "--part", "2/2", changed)
    (folder / "changed.json").write_bytes(done.stdout)
    is_refused(tool, failures, 2, "different runs", first, folder / "changed.json")
    for word in ("0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "", "-1/2", "1/1000001"):
        done = tool.run(*WORK, f"--part={word}", PLAN)
        failures.check((done.returncode, done.stdout) == (2, b""), f"--part {word}: {done.returncode}")
    for options in (("--matrix",), ("--from", "sales", "--to", "+12065550123"), ("--ladder",), ("--sipp", folder / "s")):
        done = tool.run(*WORK, "--part", "1/2", *options, PLAN)
        failures.check((done.returncode, done.stdout) == (2, b""), f"--part with {options}")
    failures.check(tool.run("simulate", "--matrix", "--part", "1/2", PLAN).returncode == 2, "--part of a matrix")


def hostile_parts(tool, folder, failures):
    """Shortened, changed in every way, and made by hand: never a crash, never a result that is not one."""
    path, = write_parts(tool, folder, 1, "-v")
    good = json.loads(path.read_text())
    whole = path.read_bytes()
    bad = folder / "bad.json"

    def merge_is(data, codes, what):
        bad.write_bytes(data)
        done = tool.run("merge", bad)
        failures.check(done.returncode in codes and (done.returncode < 2 or done.stdout == b""),
                       f"{what}: {done.returncode} {done.stderr[-300:]}")

    for data in (b"", b"{}", b"[]", b"null", b"[" * 100000, b'{"part":' * 5000, b"\0", b"\xff\xfe{", whole[:-40]):
        merge_is(data, {3}, f"{data[:20]}")
    for key, value in (("number", 2), ("number", 0), ("of", 4294967296), ("of", -1), ("number", 0.5), ("mostFailed", 9),
                       ("bandwidthModel", 'x",'), ("policies", {}), ("request", None), ("policies", [{}])):
        merge_is(json.dumps({**good, "part": {**good["part"], key: value}}).encode(), {2, 3}, f"{key} {value}")
    for results in (7, [7], ["="], ["A==="], ["AAB="], ["AA=A"], ["/////w=="], good["sweep"] + ["AA"], [None]):
        merge_is(json.dumps({**good, "sweep": results}).encode(), {3}, f"results {str(results)[:60]}")
    merge_is(json.dumps({**good, "version": 2}).encode(), {3}, "another version")
    chance = random.Random(3)
    for i in range(60):
        results = list(good["sweep"])
        at = chance.randrange(len(results))
        data = bytearray(base64.b64decode(results[at]))
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        results[at] = base64.b64encode(bytes(data[:chance.choice((len(data), len(data) // 2))])).decode()
        bad.write_text(json.dumps({**good, "sweep": results}))
        done = tool.run("merge", "-f", "json", bad)
        failures.check(done.returncode in (0, 1, 3), f"changed {i}: {done.returncode}")
        if done.returncode < 2:
            json.loads(done.stdout)


class OnTerminal:
    """The program with standard error on a terminal of its own."""

    def __init__(self, tool, *arguments):
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen([tool.path, *arguments], env=CLEAN, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        self.shown = b""

    def hear(self, seconds):
        if select.select([self.ours], [], [], seconds)[0]:
            try:
                self.shown += os.read(self.ours, 65536)
            except OSError:  # nobody is on the other side any more
                return False
        return True

    def wait_for(self, text, seconds=60):
        end = time.monotonic() + seconds
        while text not in self.shown and time.monotonic() < end and self.hear(1):
            pass
        return text in self.shown

    def finish(self):
        out = self.process.communicate(timeout=60)[0]
        while self.hear(0.1) and self.process.poll() is None:
            pass
        while select.select([self.ours], [], [], 0)[0] and self.hear(0):
            pass
        os.close(self.ours)
        return self.process.returncode, out


def check_partial(out, what, failures):
    result = json.loads(out)
    schema = json.loads((ROOT / "schemas/simulate.schema.json").read_text())
    problem = next(Draft202012Validator(schema).iter_errors(result), None)
    failures.check(problem is None, f"{what}: {problem}")
    failures.check(result.get("partial") is True, f"{what}: is not marked as partial")
    failures.check(any(service["partial"] for service in result["services"]), f"{what}: no service is")


def interrupted_on_a_terminal(tool, endless, failures):
    for number, jobs in ((signal.SIGINT, "2"), (signal.SIGTERM, "1"), (signal.SIGINT, "1")):
        what = f"{number.name} with {jobs} jobs"
        run = OnTerminal(tool, *endless, "--jobs", jobs)
        failures.check(run.wait_for(b" done"), f"{what}: shows no progress: {run.shown}")
        run.process.send_signal(number)
        began = time.monotonic()
        code, out = run.finish()
        failures.check(code == 130, f"{what}: exit {code}")
        failures.check(time.monotonic() - began < 30, f"{what}: was not heard")
        check_partial(out, what, failures)
        line = run.shown.replace(b"\r\n", b"\n").split(b"\n")[0]
        kept = line.rsplit(b"\r", 1)[-1]
        failures.check(kept == b"lync-topo: interrupted: the result is partial", f"{what}: leaves {line[-200:]}")
        pieces = line.split(b"\r")
        failures.check(pieces[-2].strip() == b"", f"{what}: progress is not erased: {pieces[-3:]}")


def quiet_and_finished_runs_show_nothing(tool, endless, failures):
    run = OnTerminal(tool, *WORK, str(PLAN))
    code, out = run.finish()
    failures.check(code == 0 and out and run.shown.strip() == b"", f"a short run shows {run.shown}")
    run = OnTerminal(tool, *endless, "-q", "--limit", "seconds=1")
    code, out = run.finish()
    failures.check(code == 3 and b"done" not in run.shown, f"-q: {code}, shows {run.shown}")
    check_partial(out, "a time limit", failures)
    failures.check(b"--limit seconds=1" in run.shown, f"a time limit: {run.shown}")


def text_says_partial(tool, endless, failures):
    done = tool.run(*[word for word in endless if word not in ("-f", "json")], "--limit", "seconds=1")
    failures.check(done.returncode == 3 and b"partial: stopped after " in done.stdout
                   and done.stdout.endswith(b"\npartial: stopped before everything was looked at\n"),
                   f"a time limit in text: {done.returncode} {done.stdout[-300:]}")
    failures.check(b"done" not in done.stderr, "progress without a terminal")
    done = tool.run(*endless, "--limit", "seconds=1", "--part", "1/2")
    failures.check((done.returncode, done.stdout) == (3, b""), f"a part that is not complete: {done.returncode}")


def killed_workers_are_told_of(tool, endless, failures):
    process = subprocess.Popen([tool.path, *endless, "--jobs", "2"], env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    children = []
    end = time.monotonic() + 60
    while len(children) < 2 and time.monotonic() < end:
        time.sleep(0.05)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    failures.check((process.returncode, out) == (4, b"") and b"ended before its time" in err,
                   f"a worker was killed: {process.returncode} {err}")
    time.sleep(0.2)
    failures.check(not Path(f"/proc/{children[1]}").exists(), "the other worker goes on")


def main(program):
    tool = Tool(program)
    failures = Failures("long runs")
    same_for_any_jobs(tool, failures)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts_merge(tool, folder, failures)
        parts_that_do_not_fit(tool, folder, failures)
        hostile_parts(tool, folder, failures)
        endless = long_run(folder)
        interrupted_on_a_terminal(tool, endless, failures)
        quiet_and_finished_runs_show_nothing(tool, endless, failures)
        text_says_partial(tool, endless, failures)
        killed_workers_are_told_of(tool, endless, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
