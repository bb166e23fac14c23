#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--against git:REVISION: the files of a commit, read without a checkout, from repositories that nobody trusts.

Repositories are made here. What a commit holds is told by copies of its files, which the program reads as a directory;
whatever a hostile repository would like to run leaves a file behind when it runs, and nothing may.

usage: git.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, Failures, Tool

USERS = '    <users id="{0}" count="90" numbers="+1425555{1:02}00-{1:02}09" telephony="pbx"/>\n'
GIT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
for role in ("AUTHOR", "COMMITTER"):
    GIT |= {f"GIT_{role}_NAME": "Somebody", f"GIT_{role}_EMAIL": "somebody@contoso.example",
            f"GIT_{role}_DATE": "2026-01-01T00:00:00Z"}


def plan(*people):
    """Each of these people is one finding, DOC015."""
    text = "".join(USERS.format(name, n) for n, name in enumerate(people))
    return f'<topology xmlns="{NAMESPACE}">\n  <site id="s" kind="central">\n{text}  </site>\n</topology>\n'


def including(name):
    return f'<topology xmlns="{NAMESPACE}"><include href="{name}"/></topology>\n'


class Repository:
    def __init__(self, path, tool):
        self.path, self.tool = path, tool
        path.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments, **more):
        done = subprocess.run(["git", *arguments], cwd=self.path, env={**GIT, **more}, capture_output=True)
        if done.returncode != 0:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode()

    def write(self, files):
        for name, text in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, files=None):
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "plans")
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *arguments, cwd=".", env=None, stdin=b""):
        return self.tool.run("validate", "--no-config", "--select", "DOC", *arguments, cwd=self.path / cwd, env=env,
                             stdin=stdin)

    def result(self, *arguments, cwd=".", env=None, stdin=b""):
        """(new, fixed), each the elements of findings."""
        done = self.run("-f", "json", *arguments, cwd=cwd, env=env, stdin=stdin)
        if done.returncode not in (0, 1):
            raise AssertionError(f"exit {done.returncode} for {arguments}: {done.stderr.decode()}")
        result = json.loads(done.stdout)
        new = sorted(f["element"] for f in result["findings"])
        fixed = sorted(f["element"] for f in result["turnedOff"]["against"]["fixed"])
        assert done.returncode == int(bool(new)), f"exit {done.returncode} with {new}"
        return new, fixed


def check_history(tool, folder, failures):
    repo = Repository(folder / "history", tool)
    first = repo.commit({"plans/a.xml": plan("u1"), "plans/b.xml": including("parts/c.xml"),
                         "plans/parts/c.xml": plan("v1"), "readme.xml": "<readme/>"})
    repo.write({"plans/a.xml": plan("u1", "u2"), "plans/parts/c.xml": plan()})
    expected = (["u2"], ["v1"])

    def expect(what, found, wanted=expected):
        failures.check(found == wanted, f"{what}: new and fixed are {found}, not {wanted}")

    expect("HEAD", repo.result("--against", "git:HEAD", "plans"))
    expect("a branch", repo.result("--against", "git:main", "plans/"))
    expect("a short name", repo.result("--against", f"git:{first[:8]}", "."))
    expect("below the top", repo.result("--against", "git:HEAD", ".", cwd="plans"))
    expect("by a way around", repo.result("--against", "git:HEAD", "../plans", cwd="plans"))
    expect("from the root on", repo.result("--against", "git:HEAD", repo.path / "plans"))
    expect("elsewhere", repo.result("--against", "git:HEAD", "history/plans", cwd=".."))
    expect("one file", repo.result("--against", "git:HEAD", "plans/a.xml"), (["u2"], []))
    expect("files named together", repo.result("--against", "git:HEAD", "plans/a.xml", "plans/parts/c.xml"), (["u2"], []))
    expect("a file that includes", repo.result("--against", "git:HEAD", "plans/b.xml"), ([], ["v1"]))
    expect("standard input", repo.result("--against", "git:HEAD", "--stdin-name", "plans/a.xml", "-",
                                         stdin=plan("u1", "u3").encode()), (["u3"], []))
    wrong = {"GIT_DIR": "/nonexistent", "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "/nonexistent"}
    expect("in a hook", repo.result("--against", "git:HEAD", "plans", env=wrong))

    repo.git("mv", "plans/a.xml", "plans/renamed.xml")
    repo.write({"plans/renamed.xml": plan("u2", "u1")})
    expect("a renamed file", repo.result("--against", "git:HEAD", "plans"))
    second = repo.commit({"plans/new.xml": plan("u1")})
    expect("a file more", repo.result("--against", f"git:{first}", "plans"), (["u1", "u2"], ["v1"]))
    expect("nothing changed", repo.result("--against", f"git:{second}", "plans"), ([], []))
    (repo.path / "plans/new.xml").unlink()
    expect("a file less", repo.result("--against", "git:HEAD", "plans"), ([], ["u1"]))
    expect("a folder that was not there", repo.result("--against", "git:HEAD", "later", cwd=make(repo, "later")), (["u1"], []))

    repo.git("checkout", "-q", "-f", first)
    third = repo.commit({"plans/a.xml": plan("u1", "u9")})
    expect("another branch", repo.result("--against", "git:main", "plans"), (["u9", "v1"], ["u1", "u2"]))
    expect("where both begin", repo.result("--against", "git:main...", "plans"), (["u9"], []))
    expect("the same in full", repo.result("--against", f"git:main...{third}", "plans"), (["u9"], []))


def make(repo, name):
    repo.write({f"{name}/plan.xml": plan("u1")})
    return "."


def check_links(tool, folder, failures):
    """Links are followed inside the commit and lead nowhere else."""
    repo = Repository(folder / "links", tool)
    (folder / "outside.xml").write_text(plan("u1", "u2"))
    repo.write({"real/plan.xml": plan("u1"), "real/part.xml": plan("v1"), "linked/top.xml": including("part.xml")})
    os.symlink("plan.xml", repo.path / "real/same.xml")
    os.symlink("real", repo.path / "current")
    os.symlink("../../outside.xml", repo.path / "real/out.xml")
    os.symlink("round.xml", repo.path / "real/round.xml")
    os.symlink("../real/part.xml", repo.path / "linked/part.xml")
    repo.commit()
    repo.write({"real/plan.xml": plan("u1", "u2")})
    for name in ("real/plan.xml", "real/same.xml", "current/plan.xml", "current/same.xml"):
        found = repo.result("--against", "git:HEAD", name)
        failures.check(found == (["u2"], []), f"{name}: {found}")
    (repo.path / "real/out.xml").unlink()
    (repo.path / "real/round.xml").unlink()
    for name in ("out.xml", "round.xml"):
        repo.write({f"real/{name}": plan("u1", "u2")})
        found = repo.result("--against", "git:HEAD", f"real/{name}")
        failures.check(found == (["u1", "u2"], []), f"a link that leads out or round: {name}: {found}")
    # Today's file system refuses it, and so does the commit: nothing is new.
    failures.check(repo.run("linked/top.xml").returncode == 1, "an include leads out of its folder by a link")
    found = repo.result("--against", "git:HEAD", "linked/top.xml")
    failures.check(found == ([], []), f"an include that leads out of its folder by a link: {found}")


def check_refusals(tool, folder, failures):
    repo = Repository(folder / "refusals", tool)
    repo.commit({"plan.xml": plan("u1")})
    repo.commit({"plan.xml": plan("u1", "u2")})

    def refuse(what, words, *arguments, **more):
        done = repo.run("-f", "json", *arguments, **more)
        text = done.stderr.decode()
        failures.check(done.returncode == 3 and not done.stdout and all(word in text for word in words),
                       f"{what}: exit {done.returncode}, {text}")

    refuse("no such revision", ["no such commit"], "--against", "git:nowhere", "plan.xml")
    refuse("too far back", ["no such commit"], "--against", "git:HEAD~7", "plan.xml")
    refuse("not a commit", ["no such commit"], "--against", "git:HEAD:plan.xml", "plan.xml")
    for revision in ("", "-h", "--help", "--upload-pack=x", "a\nb", "HEAD\n", "x" * 2000):
        refuse(f"'{revision[:20]}'", ["no name of a revision"], "--against", f"git:{revision}", "plan.xml")
    refuse("an option behind the dots", [], "--against", "git:HEAD...--all", "plan.xml")
    refuse("no git", ["git cannot be started"], "--against", "git:HEAD", "plan.xml", env={"PATH": "/nonexistent"})
    (folder / "plain").mkdir()
    (folder / "plain/plan.xml").write_text(plan())
    refuse("no repository", ["not a git repository"], "--against", "git:HEAD", folder / "plain/plan.xml")

    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", folder / "shallow")
    repo.path = folder / "shallow"
    refuse("a shallow clone", ["shallow clone", "fetch-depth: 0"], "--against", "git:HEAD~1", "plan.xml")
    failures.check(repo.result("--against", "git:HEAD", "plan.xml") == ([], []), "what a shallow clone has is read")

    # A clone that has only a part, and would fetch the rest by running something.
    repo.path = folder / "refusals"
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.path}", folder / "partial")
    repo.path = folder / "partial"
    repo.git("config", "remote.origin.uploadpack", f"touch {folder}/ran;git-upload-pack")
    repo.git("config", "protocol.file.allow", "always")
    refuse("a partial clone", ["cannot be read"], "--against", "git:HEAD~1", "plan.xml")
    failures.check(not (folder / "ran").exists(), "a partial clone fetches nothing")

    # An object that is not what its name says.
    repo.path = folder / "refusals"
    blob = repo.git("rev-parse", "HEAD~1:plan.xml").strip()
    path = repo.path / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.write_bytes(b"no such thing")
    refuse("a damaged repository", ["cannot be read"], "--against", "git:HEAD~1", "plan.xml")


HOSTILE = """
[core]
    fsmonitor = "touch RAN-fsmonitor"
    sshCommand = "touch RAN-ssh"
    gitProxy = "touch RAN-proxy"
    pager = "touch RAN-pager; cat"
    editor = "touch RAN-editor"
    hooksPath = HOOKS
    attributesFile = ATTRIBUTES
    alternateRefsCommand = "touch RAN-refs"
    askPass = "touch RAN-askpass"
[alias]
    cat-file = "!touch RAN-alias"
    rev-parse = "!touch RAN-alias"
    merge-base = "!touch RAN-alias"
[pager]
    cat-file = "touch RAN-pager; cat"
    rev-parse = "touch RAN-pager; cat"
[diff]
    external = "touch RAN-diff"
[diff "evil"]
    textconv = "touch RAN-textconv; cat"
    command = "touch RAN-diff"
[filter "evil"]
    smudge = "touch RAN-smudge; cat"
    clean = "touch RAN-clean; cat"
    process = "touch RAN-process"
    required = true
[credential]
    helper = "!touch RAN-credential"
[gc]
    auto = 1
[gpg]
    program = "touch RAN-gpg"
"""


def check_hostile(tool, folder, failures):
    repo = Repository(folder / "hostile", tool)
    repo.commit({"plan.xml": plan("u1"), ".gitattributes": "* filter=evil diff=evil\n"})
    repo.commit({"plan.xml": plan("u1", "u2")})
    hooks, ran = folder / "hooks", folder / "ran"
    hooks.mkdir()
    ran.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ran}/hook\n")
        (hooks / name).chmod(0o755)
    (folder / "attributes").write_text("* filter=evil diff=evil\n")
    text = HOSTILE.replace("RAN", f"{ran}/").replace("HOOKS", str(hooks))
    with open(repo.path / ".git/config", "a") as config:
        config.write(text.replace("ATTRIBUTES", str(folder / "attributes")))
    before = snapshot(repo.path)
    for revision in ("HEAD", "HEAD~1", "HEAD~1...HEAD", "main@{0}", "nowhere"):
        repo.run("--against", f"git:{revision}", "plan.xml")
        repo.run("--against", f"git:{revision}", ".")
    failures.check(repo.result("--against", "git:HEAD~1", "plan.xml") == (["u2"], []), "what is hostile is read as well")
    failures.check(not list(ran.iterdir()), f"the repository made something run: {list(ran.iterdir())}")
    failures.check(snapshot(repo.path) == before, "a file of the repository changed")
    # The traps work: plain git runs into them.
    subprocess.run(["git", "status"], cwd=repo.path, env=GIT, capture_output=True)
    failures.check(list(ran.iterdir()), "no trap closes for plain git: nothing was tested")

    # A repository kept as plain files in a folder of the plans is none.
    nested = Repository(folder / "nested", tool)
    nested.commit({"inner/plan.xml": plan("u1")})
    subprocess.run(["git", "init", "-q", "--bare", nested.path / "inner"], env=GIT, check=True)
    done = nested.run("--against", "git:HEAD", "inner/plan.xml")
    failures.check(done.returncode == 3, f"a bare repository among the plans: exit {done.returncode}")


def check_names(tool, folder, failures):
    """Names in a commit are text."""
    repo = Repository(folder / "names", tool)
    names = ["a b.xml", "-x.xml", "*.xml", "ä.xml", 'q"\'.xml', ":(top)a.xml", "$(touch x).xml"]
    repo.commit({f"plans/{name}": plan("u1") for name in names})
    for n, name in enumerate(names):
        repo.write({f"plans/{name}": plan("u1", f"n{n}")})
        found = repo.result("--against", "git:HEAD", "--", f"plans/{name}")
        failures.check(found == ([f"n{n}"], []), f"{name}: {found}")
    found = repo.result("--against", "git:HEAD", "plans")
    failures.check(found == ([f"n{n}" for n in range(len(names))], []), f"all of them: {found}")


def snapshot(path):
    return {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in path.rglob("*")}


def main():
    tool = Tool(sys.argv[1])
    failures = Failures("commits")
    for check in (check_history, check_links, check_refusals, check_hostile, check_names):
        with tempfile.TemporaryDirectory() as folder:
            check(tool, Path(folder).resolve(), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
