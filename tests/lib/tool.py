# SPDX-License-Identifier: MIT
"""Running the program under test, and finding files of the project."""
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
NAMESPACE = "urn:lync-topo:topology:1"

# What may differ between machines must not reach the program by accident.
CLEAN = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"}
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LYNC_TOPO_WRAP"):
    if name in os.environ:
        CLEAN[name] = os.environ[name]


class Tool:
    """The program; `wrap` (from LYNC_TOPO_WRAP) is put before it, for valgrind."""

    def __init__(self, path):
        self.path = str(Path(path).resolve())
        self.wrap = os.environ.get("LYNC_TOPO_WRAP", "").split()

    def run(self, *arguments, cwd=None, stdin=b"", env=None, timeout=300):
        return subprocess.run(self.wrap + [self.path, *map(str, arguments)], cwd=cwd, input=stdin,
                              capture_output=True, timeout=timeout, env={**CLEAN, **(env or {})})

    def validate(self, *arguments, cwd=None, codes=(0, 1, 3)):
        """The JSON result; anything but a verdict is an error of the test."""
        done = self.run("validate", "--format", "json", *arguments, cwd=cwd)
        if done.returncode not in codes:
            raise AssertionError(f"exit {done.returncode} for {arguments}: {done.stderr.decode()[-2000:]}")
        return json.loads(done.stdout)

    def schema(self, name="topology"):
        return self.run("schema", name).stdout


def complaints(done):
    """Standard error without what is said of every plan that has errors."""
    return b"".join(line for line in done.stderr.splitlines(True) if b", and what that spoils is left out" not in line)


class Failures:
    """Collects what went wrong, so that one run shows all of it."""

    def __init__(self, what):
        self.what = what
        self.texts = []
        self.checks = 0

    def check(self, good, text):
        self.checks += 1
        if not good:
            self.texts.append(text)
        return good

    def finish(self):
        for text in self.texts[:200]:
            print("FAIL:", text)
        if len(self.texts) > 200:
            print(f"... and {len(self.texts) - 200} more")
        print(f"{self.what}: {self.checks} checks, {len(self.texts)} failed")
        if self.checks == 0:
            print("FAIL: nothing was checked")
        return 1 if self.texts or self.checks == 0 else 0
