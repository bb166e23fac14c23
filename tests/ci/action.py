# SPDX-License-Identifier: MIT
"""Runs the steps of a composite action as GitHub's runner does: bash with the runner's options, inputs from the action's
expressions, and files for what a step says to the job."""
import os
import re
import subprocess

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*inputs\.([a-z-]+)\s*\}\}")


class Action:
    def __init__(self, path):
        self.folder = path.parent
        self.text = yaml.safe_load(path.read_text())
        self.steps = self.text["runs"]["steps"]

    def environment(self, step, given):
        """The `env` of a step; every value there is one input, or this cannot run it."""
        defaults = {name: spec.get("default", "") for name, spec in self.text["inputs"].items()}
        return {name: EXPRESSION.fullmatch(value) and str({**defaults, **given}[EXPRESSION.fullmatch(value)[1]])
                for name, value in step.get("env", {}).items()}


class Job:
    """One job on a runner of its own: `folder` is what the runner keeps, `checkout` the repository."""

    def __init__(self, folder, checkout, program, variables=None):
        self.checkout = checkout
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        self.folder = folder
        folder.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin/lync-topo").symlink_to(program)
        for path in self.files.values():
            path.touch()
        self.variables = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
                          "RUNNER_TEMP": str(folder / "temp"), **(variables or {}),
                          **{name: str(path) for name, path in self.files.items()}}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.variables[name] = os.environ[name]
        (folder / "temp").mkdir()

    def shell(self, text, more=None):
        script = self.folder / "step.sh"
        script.write_text(text)
        return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=self.checkout,
                              env={**self.variables, **(more or {})}, capture_output=True, timeout=300)

    def act(self, action, given):
        """Runs the steps that are scripts, until one fails. The last one's result."""
        for step in action.steps:
            if "run" not in step:
                continue
            done = self.shell(step["run"], {"GITHUB_ACTION_PATH": str(action.folder), **action.environment(step, given)})
            if done.returncode != 0:
                break
        return done

    def outputs(self):
        return dict(line.split("=", 1) for line in self.files["GITHUB_OUTPUT"].read_text().splitlines())

    def summary(self):
        return self.files["GITHUB_STEP_SUMMARY"].read_text()
