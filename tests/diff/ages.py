#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--against and what is turned off: each change of a configuration, of suppressions and of a baseline is told as new, what
was so before is not, whether the old side is a commit, a folder or a file.

usage: ages.py PROGRAM
"""
import re
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
from git import Repository, plan
from tool import Failures, Tool

CONFIG = """<config xmlns="urn:lync-topo:config:1"{0}>
{1}
</config>
"""
RULES = """  <rule id="MED001" severity="error"/>
  <rule id="SEC005" ignorable="false"/>
  <threshold name="users-per-port-light" value="20"/>
  <suppress rule="DOC015" element="u9" reason="known"/>"""
INSTRUCTION = '<?lync-topo ignore="DOC015" reason="{}"?>'
BASELINE = "# lync-topo baseline, version 1\nDOC015 0123456789abcdef /a\n"


def instructed(*people):
    """A plan in which the first of these is suppressed."""
    return plan(*people).replace("    <users", "    " + INSTRUCTION.format("a reason") + "\n    <users", 1)


BEFORE = {".lync-topo.xml": CONFIG.format("", RULES), "plans/a.xml": instructed("u1", "u2"), "plans/b.xml": plan("u9"),
          "known.txt": BASELINE}

# What a change writes, and what is then told as new, without places.
CHANGES = (
    ("nothing", {}, []),
    ("comments and places", {".lync-topo.xml": CONFIG.format("", "<!-- why -->\n\n" + RULES),
                             "plans/a.xml": "<!-- why -->\n" + BEFORE["plans/a.xml"]}, []),
    ("a rule off", {".lync-topo.xml": CONFIG.format("", RULES + '<rule id="TRK008" severity="off"/>')},
     ["new: severity TRK008: off instead of warning"]),
    ("a selection", {".lync-topo.xml": CONFIG.format(' ignore="SEC"', RULES)}, ["new: ignore SEC"]),
    ("another value", {".lync-topo.xml": CONFIG.format("", RULES.replace('"20"', '"15"'))},
     ["new: threshold users-per-port-light: 15 instead of 15", "no longer: threshold users-per-port-light: 20 instead of 15"]),
    ("what was stricter", {".lync-topo.xml": CONFIG.format("", RULES.replace('<rule id="SEC005" ignorable="false"/>', ""))},
     ["no longer: not-ignorable SEC005: false instead of true"]),
    ("another reason", {"plans/a.xml": BEFORE["plans/a.xml"].replace("a reason", "another")},
     ["new: suppressed DOC015 in users 'u1', 1 finding: another"]),
    ("a copy", {"plans/c.xml": BEFORE["plans/a.xml"]}, ["new: suppressed DOC015 in users 'u1', 1 finding: a reason"]),
    ("an entry of the configuration",
     {".lync-topo.xml": CONFIG.format("", RULES + '<suppress rule="DOC015" element="u2" reason="because"/>')},
     ["new: suppressed DOC015 in elements 'u2' of files '*', 1 finding: because"]),
    ("an entry of the baseline", {"known.txt": BASELINE + "DOC015 0123456789abcdee /b\n"},
     ["new: baseline known.txt: 0 findings known before, 1 added to it, 2 stale entries, "
      "which lync-topo baseline prune removes"]),
    ("the same entry twice", {"known.txt": BASELINE + "DOC015 0123456789abcdef /a\n"},
     ["new: baseline known.txt: 0 findings known before, 1 added to it, 2 stale entries, "
      "which lync-topo baseline prune removes"]),
)


def told(done):
    """What is told as new, without places, from standard error; and the commands on standard output."""
    lines = [line.removeprefix("lync-topo:").strip() for line in done.stderr.decode().splitlines()]
    news = [re.sub(r"^(new|no longer): [^ ]+:\d+:\d+: ", r"\1: ", line) for line in lines
            if line.startswith(("new: ", "no longer: "))]
    return news, [line for line in done.stdout.decode().splitlines() if "title=turned off" in line]


def check_changes(tool, folder, failures):
    repo = Repository(folder / "changes", tool)
    base = repo.commit(BEFORE)
    shutil.copytree(repo.path, folder / "before", ignore=shutil.ignore_patterns(".git"))
    for what, files, expected in CHANGES:
        repo.git("checkout", "-q", "-f", base)
        repo.git("clean", "-q", "-f", "-d")
        repo.write(files)
        for against in (f"git:{base}", folder / "before"):
            done = tool.run("validate", "-f", "github", "--baseline", "known.txt", "--select", "DOC", "--against", against,
                            "plans", cwd=repo.path)
            news, commands = told(done)
            failures.check(news == expected, f"{what}: told as new {news}, not {expected}; {done.stderr.decode()}")
            failures.check(len(commands) == len(expected), f"{what}: commands {commands}")
            placed = [line for line in commands if line.startswith("::notice file=")]
            failures.check(len(placed) == sum("baseline" not in line and line.startswith("new") for line in expected),
                           f"{what}: placed {placed}")


def check_unknown(tool, folder, failures):
    """Where the old side says nothing, everything is told, and nothing as new."""
    repo = Repository(folder / "unknown", tool)
    base = repo.commit({**BEFORE, ".lync-topo.xml": "<config"})
    repo.write(BEFORE)
    (folder / "file.xml").write_text(BEFORE["plans/a.xml"])
    for what, against in (("a broken configuration", f"git:{base}"), ("a file", folder / "file.xml")):
        news, commands = told(tool.run("validate", "-f", "github", "--against", against, "plans/a.xml", cwd=repo.path))
        failures.check(news == [] and len(commands) == 5, f"{what}: told as new {news}, commands {commands}")


def check_first(tool, folder, failures):
    """A configuration and a baseline that were not there are new as a whole."""
    repo = Repository(folder / "first", tool)
    base = repo.commit({"plans/a.xml": BEFORE["plans/a.xml"]})
    repo.write(BEFORE)
    done = tool.run("validate", "-f", "github", "--baseline", "known.txt", "--against", f"git:{base}", "plans/a.xml",
                    cwd=repo.path)
    news, _ = told(done)
    failures.check([line.split()[1] for line in news] == ["configuration", "threshold", "severity", "not-ignorable",
                                                      "suppressed", "baseline"],
                   f"a first configuration: {news}")


def main(program):
    failures = Failures("what a change turns off")
    tool = Tool(program)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_changes(tool, folder, failures)
        check_unknown(tool, folder, failures)
        check_first(tool, folder, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
