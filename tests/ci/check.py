#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The gate where people use it: action.yml, .pre-commit-hooks.yaml and the files under samples/ci, run as they are on the
sample repository and its pull requests.

A bad pull request is annotated on the attribute values that it changes, and nowhere else; a good one passes; one that
changes comments is annotated with nothing; one that turns a rule off says so. Which values change is told by reading both
sides of the patch here, not by the program.

usage: check.py PROGRAM NPM [--accept]

NPM is where tests/html/install.sh put its packages.

--accept writes samples/ci/expected; read the difference.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "reports-ci"), str(HERE)]
import runner
from action import Action, Job
from tool import ROOT, Failures

SAMPLE = ROOT / "samples/ci"
REQUESTS = {"bad": 1, "good": 0, "comment": 0, "rule-off": 0}
INPUTS = {"paths": "plans", "baseline": "known-findings.txt"}
# What changes when a rule is added, and says nothing about the gate.
COUNTS = (re.compile(r"^\d+ rules: .*", re.M), re.compile(r"(?<= and )\d+(?= unknown that)"))
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
COMMENT = re.compile(r"<!--.*?-->", re.S)
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.M)


class Repository:
    """The sample repository with a commit of it on main, and a pull request on top."""

    def __init__(self, path):
        self.path = path
        shutil.copytree(SAMPLE / "repository", path)
        self.git("init", "-q", "-b", "main")
        for name, value in (("user.name", "Somebody"), ("user.email", "somebody@contoso.example")):
            self.git("config", name, value)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "plans")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.base = self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.path, check=True, capture_output=True).stdout.decode()

    def open(self, request):
        self.git("checkout", "-q", "-B", "request", self.base)
        self.git("apply", str(SAMPLE / f"pull-requests/{request}.patch"))
        self.git("commit", "-q", "-a", "-m", request)

    def changed_files(self):
        return self.git("diff", "--name-only", self.base).split()

    def changed_lines(self, name):
        hunks = HUNK.findall(self.git("diff", "-U0", self.base, "--", name))
        return {line for first, n in hunks for line in range(int(first), int(first) + int(n or 1))}

    def changed_values(self, name):
        """{(line, column, end column)} of the attributes that have another value; elements and attributes are the same."""
        before = attributes(self.git("show", f"{self.base}:{name}"))
        today = attributes((self.path / name).read_text())
        if [entry[0] for entry in before] != [entry[0] for entry in today]:
            raise AssertionError(f"{name}: the patch changes more than values")
        return {place for (_, value, place), (_, old, _) in zip(today, before) if value != old}


def attributes(text):
    """[(name, value, (line, column, end column))] of a document without CDATA, instructions or values over lines."""
    text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [(m[1], m[2], (number, m.start(2) + 1, m.end(2) + 1)) for m in ATTRIBUTE.finditer(line)]
    return found


def annotations(printed):
    """{file: {(line, column, end column)}} of commands that have a place, all commands, and whether each is on one line."""
    commands = runner.commands(printed)
    places = {}
    for at in (command.properties for command in commands if "file" in command.properties):
        assert at["line"] == at["endLine"], at
        places.setdefault(at["file"], set()).add((int(at["line"]), int(at["col"]), int(at["endColumn"])))
    return places, commands


def code_scanning(path):
    """The results of a SARIF file, a line each."""
    lines = []
    for result in json.loads(Path(path).read_text())["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        at = place["region"]
        lines.append(f"{result['level']} {result['ruleId']} {place['artifactLocation']['uri']}:{at['startLine']}:"
                     f"{at['startColumn']}-{at['endLine']}:{at['endColumn']}\n")
    return "".join(lines)


def without_counts(text):
    for pattern in COUNTS:
        text = pattern.sub("N", text)
    return text


def compare(request, job, done, accept, failures):
    """What samples/ci/expected shows is what came out."""
    folder = SAMPLE / "expected" / request
    shown = {"annotations.txt": done.stdout.decode(), "summary.md": job.summary(),
             "code-scanning.txt": code_scanning(job.outputs()["sarif"]), "exit-code.txt": f"{done.returncode}\n"}
    if accept:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in shown.items():
            (folder / name).write_text(text)
    failures.check({path.name for path in folder.iterdir()} == set(shown), f"{request}: files of {folder}")
    for name, text in shown.items():
        failures.check(without_counts((folder / name).read_text()) == without_counts(text),
                       f"{request}: {name} is not what is expected")


# What a reviewer of `rule-off` has to see: where, and what.
RULE_OFF = (".lync-topo.xml", "severity QOS003: off instead of warning")


def check_annotations(request, repository, printed, failures):
    places, commands = annotations(printed)
    if request == "bad":
        values = {name: repository.changed_values(name) for name in repository.changed_files()}
        failures.check(all(values.values()), f"{request}: changes {values}")
    elif request == "rule-off":
        name, what = RULE_OFF
        values = {name: {place for attribute, value, place in attributes((repository.path / name).read_text())
                         if (attribute, value) == ("severity", "off")}}
        told = [command for command in commands if command.data.endswith(what)]
        failures.check(len(commands) == len(told) == len(values[name]) == 1 and told[0].name == "notice",
                       f"{request}: nobody sees what is off: {[command.data for command in commands]}")
    else:
        values = {}
    failures.check(places == values, f"{request}: annotated {places}, instead of {values}")
    failures.check(len(commands) == len([c for c in commands if "file" in c.properties]),
                   f"{request}: annotations without a place: {[command.data for command in commands]}")
    for name, annotated in places.items():
        failures.check({line for line, _, _ in annotated} <= repository.changed_lines(name),
                       f"{request}: {name} is annotated on lines that are not changed")


def check_requests(program, folder, accept, failures):
    action = Action(ROOT / "action.yml")
    repository = Repository(folder / "repository")
    for request, expected in REQUESTS.items():
        repository.open(request)
        job = Job(folder / request, repository.path, program, {"GITHUB_BASE_REF": "main"})
        done = job.act(action, INPUTS)
        if not failures.check(done.returncode == expected, f"{request}: exit {done.returncode}: {done.stderr.decode()}"):
            continue
        failures.check(job.outputs()["exit-code"] == str(expected), f"{request}: outputs {job.outputs()}")
        check_annotations(request, repository, done.stdout, failures)
        compare(request, job, done, accept, failures)


def check_inputs(program, folder, failures):
    """Every input reaches the program as one argument, whatever it holds."""
    action = Action(ROOT / "action.yml")
    repository = Repository(folder / "inputs")
    odd = "$(touch broken);`touch broken`\"'; touch broken #"
    for number, (given, code, said) in enumerate((
            ({}, 0, b"no such"),
            ({"baseline": ""}, 1, b""),
            ({"baseline": "", "fail-on": "error"}, 0, b""),
            ({"baseline": "", "fail-on": "never", "profile": "strict-deploy"}, 0, b""),
            ({"profile": odd}, 2, b"profile"),
            ({"fail-on": odd}, 2, b"severity"),
            ({"config": odd}, 2, b"configuration"),
            ({"baseline": odd}, 2, b"baseline"),
            ({"against": odd}, 0, b"everything is new"),
            ({"against": "git:no-such-branch"}, 3, b"no-such-branch"),
            ({"paths": odd}, 3, b"touch broken"),
            ({"paths": "plans/lab.xml\n\n  \nplans\n"}, 0, b""),
            ({"paths": "--no-such-option"}, 3, b"--no-such-option"),
            ({"paths": "\n"}, 2, b"input"))):
        job = Job(folder / f"inputs-{number}", repository.path, program)
        done = job.act(action, {**INPUTS, **given})
        printed = done.stdout + done.stderr
        failures.check(done.returncode == code, f"inputs {given}: exit {done.returncode}: {printed.decode()}")
        failures.check(number == 0 or said in printed, f"inputs {given}: not said: {said}: {printed.decode()}")
        failures.check(not list(folder.rglob("broken")), f"inputs {given}: something of it was run")


def check_action(npm, failures):
    """No expression stands in a script, and what is not ours is named by a version."""
    action = Action(ROOT / "action.yml")
    for step in action.steps:
        failures.check("${{" not in step.get("run", ""), f"action.yml: {step['name']}: an expression in a script")
        failures.check("run" in step or re.fullmatch(r"[\w-]+/[\w/-]+@(v\d+|[0-9a-f]{40})", step["uses"]),
                       f"action.yml: {step['name']}: {step.get('uses')}")
        failures.check(all(value for value in action.environment(step, {})), f"action.yml: {step['name']}: env")
    validators = ((npm / "node_modules/.bin/action-validator", ROOT / "action.yml"),
                  (npm / "node_modules/.bin/action-validator", SAMPLE / "repository/.github/workflows/voice-plans.yml"),
                  ("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
                  ("pre-commit", "validate-config", SAMPLE / "repository/.pre-commit-config.yaml"))
    for command in validators:
        done = subprocess.run(command, capture_output=True)
        failures.check(done.returncode == 0, f"{command}: {(done.stdout + done.stderr).decode()}")


def check_documents(failures):
    """docs/ci.md shows the files of the sample, but for their comments at the top."""
    text = (ROOT / "docs/ci.md").read_text()
    for name in ("repository/.github/workflows/voice-plans.yml", "repository/.gitlab-ci.yml",
                 "repository/.pre-commit-config.yaml", "problem-matcher.json"):
        shown = re.sub(r"\A(#.*\n)+", "", (SAMPLE / name).read_text())
        failures.check(shown in text, f"docs/ci.md does not show {name}")
    tests = (SAMPLE / "ctest/CMakeLists.txt").read_text()
    failures.check(tests[tests.index("enable_testing"):] in text, "docs/ci.md does not show the tests of CTest")


def hooks():
    return yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def check_gitlab(program, folder, failures):
    """The job of the template, its lines one after the other until one fails, on merge requests and on main."""
    repository = Repository(folder / "gitlab")
    template = yaml.safe_load((repository.path / ".gitlab-ci.yml").read_text())["voice-plans"]
    for request, expected in (*REQUESTS.items(), (None, 0)):
        variables = dict(template["variables"])
        if request:
            repository.open(request)
            variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = repository.base
        else:
            repository.git("checkout", "-q", "main")
        job = Job(folder / f"gitlab-{request}", repository.path, program, variables)
        done = job.shell("\n".join(template["script"]))
        failures.check(done.returncode == expected, f"gitlab {request}: exit {done.returncode}: {done.stderr.decode()}")
        files = [repository.path / name for name in
                 (*template["artifacts"]["paths"], *template["artifacts"]["reports"].values())]
        failures.check(all(path.is_file() for path in files), f"gitlab {request}: not all of {files}")
        quality = json.loads((repository.path / template["artifacts"]["reports"]["codequality"]).read_text())
        values = {(name, line) for name in repository.changed_files() if request == "bad"
                  for line, _, _ in repository.changed_values(name)}
        failures.check({(e["location"]["path"], e["location"]["lines"]["begin"]) for e in quality} == values,
                       f"gitlab {request}: {quality}")
        for path in files:
            path.unlink()


def check_matcher(program, folder, failures):
    """Another regular expression engine reads each line of `concise` as GitHub's would."""
    repository = Repository(folder / "matcher")
    repository.open("bad")
    pattern, = json.loads((SAMPLE / "problem-matcher.json").read_text())["problemMatcher"][0]["pattern"]
    done = subprocess.run([program, "validate", "-f", f"json={folder / 'matcher.json'}", "-f", "concise", "plans"],
                          cwd=repository.path, capture_output=True)
    matches = [re.search(pattern["regexp"], line) for line in done.stdout.decode().splitlines()]
    if not failures.check(len(matches) > 10 and all(matches), f"matcher: {done.stdout.decode()}"):
        return
    read = [tuple(match[pattern[key]] for key in ("file", "line", "column", "severity", "message", "code"))
            for match in matches]
    findings = json.loads((folder / "matcher.json").read_text())["findings"]
    told = [(f["file"], str(f["line"]), str(f["column"]), f["severity"], f["message"], f["name"]) for f in findings]
    failures.check(read == told, f"matcher: {read} instead of {told}")


def check_ctest(program, folder, failures):
    repository = Repository(folder / "ctest")
    build = folder / "ctest-build"
    subprocess.run(["cmake", "-S", SAMPLE / "ctest", "-B", build, f"-DLYNC_TOPO={program}",
                    f"-DREPOSITORY={repository.path}"], check=True, capture_output=True)
    for request in ("good", "bad"):
        repository.open(request)
        done = subprocess.run(["ctest", "--test-dir", build], capture_output=True)
        failed = re.findall(r"^\s+\d+ - (\w+) \(Failed\)", done.stdout.decode(), re.M)
        failures.check(failed == (["guidance"] if request == "bad" else []), f"ctest {request}: {done.stdout.decode()}")


def check_pre_commit(program, folder, failures):
    """pre-commit itself runs the hooks, from a repository that holds nothing but them."""
    hook_repository, repository = folder / "hooks", Repository(folder / "pre-commit")
    hook_repository.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hook_repository)
    for command in ("init -q", "add -A", "-c user.name=S -c user.email=s@contoso.example commit -q -m hooks", "tag v0.1.0"):
        subprocess.run(["git", *command.split()], cwd=hook_repository, check=True, capture_output=True)
    config = repository.path / ".pre-commit-config.yaml"
    text = yaml.safe_load(config.read_text())
    failures.check([hook["id"] for hook in text["repos"][0]["hooks"]] == [hook["id"] for hook in hooks()],
                   f"pre-commit: hooks {text}")
    text["repos"][0]["repo"] = str(hook_repository)
    for request in ("good", "bad"):
        repository.open(request)
        config.write_text(yaml.safe_dump(text))
        job = Job(folder / f"pre-commit-{request}", repository.path, program, {"PRE_COMMIT_HOME": str(folder / "cache")})
        done = job.shell("pre-commit run --all-files")
        failures.check(re.findall(r"\.\.(Passed|Failed)$", done.stdout.decode(), re.M) ==
                       ["Failed" if request == "bad" else "Passed", "Passed"],
                       f"pre-commit {request}: {done.stdout.decode()}{done.stderr.decode()}")


def main():
    program = str(Path(sys.argv[1]).resolve())
    failures = Failures("ci")
    check_action(Path(sys.argv[2]), failures)
    check_documents(failures)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_requests(program, folder, "--accept" in sys.argv[3:], failures)
        check_inputs(program, folder, failures)
        check_gitlab(program, folder, failures)
        check_matcher(program, folder, failures)
        check_ctest(program, folder, failures)
        check_pre_commit(program, folder, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
