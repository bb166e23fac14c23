#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Baselines: what is known does not count, what is new does, and nothing but --grow makes a baseline larger.

What a baseline must hold is taken from the findings that the program tells without one: a line for each, RULE FINGERPRINT
PATH, sorted. Then plans are changed in ways that move or mend findings, and every change must show as just that.

usage: check.py PROGRAM
"""
import json
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, ROOT, Failures, Tool

HEADER = "# lync-topo baseline, version 1"
USERS = '    <users id="{0}" count="{1}" numbers="+1425555{2:04}-{3:04}" telephony="pbx"/>\n'


# Rules about telephony have nothing to say here, whatever rules there will be.
POLICY = '<config xmlns="urn:lync-topo:config:1" select="SEC">{}</config>'


def plan(people, before=""):
    """people: (id, enough numbers); those without enough are DOC015."""
    text = f'{before}<topology xmlns="{NAMESPACE}">\n  <site id="s" kind="central">\n'
    for n, (name, enough) in enumerate(people):
        text += USERS.format(name, 10 if enough else 90, n * 100, n * 100 + 9)
    return text + "  </site>\n</topology>\n"


def entries(path):
    return [line for line in path.read_text().splitlines() if line and not line.startswith("#")]


def as_entries(findings):
    return sorted(f"{f['rule']} {f['path']} {f['fingerprint']}" for f in findings)


def known_entries(path):
    parts = (line.split(" ", 2) for line in entries(path))
    return [f"{rule} {place} {fingerprint}" for rule, fingerprint, place in parts]


def run(tool, folder, code, *arguments, env=None):
    done = tool.run(*arguments, cwd=folder, env=env)
    if done.returncode != code:
        raise AssertionError(f"exit {done.returncode}, not {code}, for {arguments}: {done.stderr.decode()[-1000:]}")
    return done


def check_samples(tool, folder, failures):
    """Everything that is found, in the order of rule and path; then nothing counts, wherever lines are."""
    (folder / ".lync-topo.xml").unlink()
    total = 0
    for source in [*sorted((ROOT / "tests/golden").glob("shapes.xml")), *sorted((ROOT / "tests/rules").glob("*/bad*.xml"))]:
        text = source.read_text()
        (folder / "plan.xml").write_text(text)
        (folder / "known.txt").unlink(missing_ok=True)
        done = tool.run("validate", "-f", "json", "plan.xml", cwd=folder)
        if done.returncode == 3 or "<include" in text:
            continue
        findings = json.loads(done.stdout)["findings"]
        run(tool, folder, 0, "baseline", "create", "known.txt", "plan.xml")
        failures.check(known_entries(folder / "known.txt") == as_entries(findings),
                       f"{source}: {known_entries(folder / 'known.txt')}, not {as_entries(findings)}")
        (folder / "plan.xml").write_text(text.replace(">\n", ">\n\n   \n"))
        result = tool.validate("--fail-on", "note", "--baseline", "known.txt", "plan.xml", cwd=folder, codes=(0,))
        failures.check(not result["findings"] and result["summary"]["baselined"] == len(findings),
                       f"{source}: with other line numbers {result['findings']}")
        failures.check(not result["turnedOff"]["baseline"]["stale"], f"{source}: stale {result['turnedOff']}")
        total += len(findings)
    failures.check(total > 20, f"only {total} findings in all")


def check_changes(tool, folder, failures):
    """Random plans before and after: by set arithmetic on ids, what is known, new and stale."""
    met = Counter()
    for seed in range(40):
        chance = random.Random(seed)
        names = [f"u{n}" for n in range(chance.randint(1, 8))]
        before = {name: chance.random() < 0.5 for name in names}
        after = {name: chance.random() < 0.5 for name in names if chance.random() < 0.8}
        after.update({f"v{n}": chance.random() < 0.5 for n in range(chance.randint(0, 2))})
        (folder / "plan.xml").write_text(plan(before.items()))
        (folder / "known.txt").unlink(missing_ok=True)
        run(tool, folder, 0, "baseline", "create", "known.txt", "plan.xml")
        people = list(after.items())
        chance.shuffle(people)
        (folder / "plan.xml").write_text(plan(people))
        old = {name for name, enough in before.items() if not enough}
        now = {name for name, enough in after.items() if not enough}
        result = tool.validate("--baseline", "known.txt", "plan.xml", cwd=folder)
        baseline = result["turnedOff"]["baseline"]
        failures.check({f["element"] for f in result["findings"]} == now - old, f"seed {seed}: new {result['findings']}")
        failures.check(result["summary"]["baselined"] == baseline["known"] == len(now & old), f"seed {seed}: known")
        failures.check({e["path"].split("'")[-2] for e in baseline["stale"]} == old - now, f"seed {seed}: stale")
        untouched = (folder / "known.txt").read_bytes()
        shown = json.loads(run(tool, folder, 0, "baseline", "show", "-f", "json", "known.txt", "plan.xml").stdout)
        failures.check({e["path"].split("'")[-2]: e["state"] for e in shown["entries"]} ==
                       {name: "known" if name in now else "stale" for name in old}, f"seed {seed}: shown {shown}")
        failures.check((folder / "known.txt").read_bytes() == untouched, f"seed {seed}: looking has changed it")
        action = chance.choice(("prune", "update", "grow"))
        if action == "prune":
            run(tool, folder, 0, "baseline", "prune", "known.txt", "plan.xml")
        elif action == "update":
            run(tool, folder, 1 if now - old else 0, "baseline", "update", "known.txt", "plan.xml")
        else:
            run(tool, folder, 0, "baseline", "update", "--grow", "known.txt", "plan.xml")
        wanted = now if action == "grow" else now & old
        failures.check({line.split("'")[-2] for line in entries(folder / "known.txt")} == wanted,
                       f"seed {seed}: after {action} {entries(folder / 'known.txt')}, expected {wanted}")
        failures.check(known_entries(folder / "known.txt") == sorted(known_entries(folder / "known.txt")),
                       f"seed {seed}: not sorted")
        met.update({action: 1, "new": bool(now - old), "stale": bool(old - now), "known": bool(now & old)})
    for what in ("prune", "update", "grow", "new", "stale", "known"):
        failures.check(met[what] >= 5, f"only {met[what]} times {what}")


def check_counts(tool, folder, failures):
    """The same finding in two sets is two; a baseline of one lets the second through."""
    sets = folder / "sets"
    sets.mkdir()
    (sets / "a.xml").write_text(plan([("u", False)]))
    run(tool, folder, 0, "baseline", "create", "one.txt", "sets")
    (sets / "b.xml").write_text(plan([("u", False)]))
    result = tool.validate("--baseline", "one.txt", "sets", cwd=folder, codes=(1,))
    failures.check(len(result["findings"]) == 1 and result["summary"]["baselined"] == 1, f"two sets: {result['summary']}")
    run(tool, folder, 0, "baseline", "create", "two.txt", "sets")
    failures.check(len(entries(folder / "two.txt")) == 2 and len(set(entries(folder / "two.txt"))) == 1, "not twice")
    run(tool, folder, 0, "validate", "--baseline", "two.txt", "sets")


def check_selection(tool, folder, failures):
    """Entries of rules that did not run are neither stale nor lost; suppressed findings are not written."""
    (folder / "plan.xml").write_text(plan([("u", False), ("U", True)]))
    (folder / "known.txt").unlink(missing_ok=True)
    run(tool, folder, 0, "baseline", "create", "known.txt", "plan.xml")
    whole = entries(folder / "known.txt")
    failures.check({line[:6] for line in whole} == {"DOC015", "DOC016"}, f"created: {whole}")
    (folder / "plan.xml").write_text(plan([("u", True), ("V", True)]))
    result = tool.validate("--ignore", "DOC015", "--baseline", "known.txt", "plan.xml", cwd=folder)
    failures.check([e["rule"] for e in result["turnedOff"]["baseline"]["stale"]] == ["DOC016"], "stale though ignored")
    run(tool, folder, 0, "baseline", "prune", "--ignore", "DOC015", "known.txt", "plan.xml")
    failures.check(entries(folder / "known.txt") == [line for line in whole if line.startswith("DOC015")], "lost")
    (folder / "plan.xml").write_text(plan([("u", False)]).replace(
        "    <users", '<?lync-topo ignore="DOC015" reason="x"?>    <users'))
    run(tool, folder, 0, "baseline", "create", "none.txt", "plan.xml")
    failures.check(entries(folder / "none.txt") == [], "a suppressed finding is written")
    (folder / "plan.xml").write_text(plan([("u", False)]))
    (folder / ".lync-topo.xml").write_text(POLICY.format('<rule id="DOC015" ignorable="false"/>'))
    run(tool, folder, 0, "baseline", "create", "fixed.txt", "plan.xml")
    failures.check(entries(folder / "fixed.txt") == [], "a protected finding is written")
    run(tool, folder, 1, "validate", "--baseline", "known.txt", "plan.xml")
    (folder / ".lync-topo.xml").write_text(POLICY.format(""))
    run(tool, folder, 0, "validate", "--baseline", "known.txt", "plan.xml")


def check_path(tool, folder, failures):
    """An entry that names another element than the one whose finding it takes does not go unseen."""
    (folder / "plan.xml").write_text(plan([("u", False)]))
    (folder / "known.txt").unlink(missing_ok=True)
    run(tool, folder, 0, "baseline", "create", "known.txt", "plan.xml")
    honest = (folder / "known.txt").read_text()
    (folder / "known.txt").write_text(honest.replace("site[@id='s']", "site[@id='lab']"))
    done = run(tool, folder, 0, "validate", "--baseline", "known.txt", "plan.xml")
    failures.check(b"moved: DOC015 /topology/site[@id='lab']/users[@id='u'] is now /topology/site[@id='s']/users[@id='u']"
                   in done.stdout, f"a wrong path is not told: {done.stdout.decode()}")
    run(tool, folder, 0, "baseline", "update", "known.txt", "plan.xml")
    failures.check((folder / "known.txt").read_text() == honest, "update does not write the path anew")


def check_usage(tool, folder, failures):
    (folder / "plan.xml").write_text(plan([("u", False)]))
    (folder / "bad.xml").write_text("<topology")
    known = folder / "known.txt"
    known.write_text(f"{HEADER}\n")
    before = known.read_bytes()
    for arguments, code in ((("baseline",), 2), (("baseline", "make", "f", "plan.xml"), 2), (("baseline", "create"), 2),
                            (("baseline", "create", "new.txt"), 2), (("baseline", "create", "known.txt", "plan.xml"), 2),
                            (("baseline", "prune", "--grow", "known.txt", "plan.xml"), 2),
                            (("baseline", "prune", "no-such-file", "plan.xml"), 2),
                            (("baseline", "update", "--grow", "known.txt", "bad.xml"), 3),
                            (("baseline", "create", "new.txt", "bad.xml"), 3),
                            (("baseline", "create", "plan.xml", "plan.xml"), 2),
                            (("baseline", "show", "-f", "xml", "known.txt"), 2), (("baseline", "show", "plan.xml"), 2),
                            (("validate", "--baseline", "no-such-file", "plan.xml"), 2),
                            (("validate", "--baseline", ".", "plan.xml"), 2),
                            (("baseline", "create", "no-such-folder/new.txt", "plan.xml"), 4)):
        done = tool.run(*arguments, cwd=folder)
        failures.check(done.returncode == code and done.stderr, f"{arguments}: exit {done.returncode}, not {code}")
    failures.check(known.read_bytes() == before and not (folder / "new.txt").exists(), "written after a refusal")
    failures.check((folder / "plan.xml").read_text() == plan([("u", False)]), "an input was overwritten")
    failures.check(not [name for name in os.listdir(folder) if name.startswith(".") and name != ".lync-topo.xml"],
                   f"left behind: {os.listdir(folder)}")


def check_hostile(tool, folder, failures):
    (folder / "plan.xml").write_text(plan([("u", False)]))
    known = folder / "hostile.txt"
    chance = random.Random(1)
    line = "DOC015 0123456789abcdef /x\n"
    cases = {
        "binary": (chance.randbytes(100000), 2), "zeros": (bytes(100000), 2), "empty": (b"", 2),
        "bom": (b"\xef\xbb\xbf" + HEADER.encode() + b"\n", 2), "json": (b"{}", 2),
        "conflict": (f"{HEADER}\n<<<<<<< ours\n{line}=======\n>>>>>>> theirs\n".encode(), 2),
        "many": (f"{HEADER}\n{line * 500000}".encode(), 1),
        "many-rules": ((HEADER + "\n" + "".join(f"X-R{n} {n:016x} /{n}\n" for n in range(300000))).encode(), 1),
        "long": (f"{HEADER}\nDOC015 0123456789abcdef /{'x' * 5000000}\n".encode(), 1),
        "large": (b"#" * (3 << 20), 2),
        "terminal": (f"{HEADER}\nDOC015 0123456789abcdef /\x1b[31m\u202e\n".encode(), 1),
    }
    for name, (content, code) in cases.items():
        known.write_bytes(content)
        limit = ("--limit", "baseline-mb=2") if name == "large" else ()
        done = tool.run("validate", *limit, "--baseline", "hostile.txt", "plan.xml", cwd=folder)
        failures.check(done.returncode == code, f"{name}: exit {done.returncode}, not {code}: {done.stderr[-300:]}")
        failures.check(b"\x1b" not in done.stdout + done.stderr and "\u202e".encode() not in done.stdout + done.stderr,
                       f"{name}: prints what acts on a terminal")


def main(program):
    tool = Tool(program)
    failures = Failures("baselines")
    for part in (check_samples, check_changes, check_counts, check_selection, check_path, check_usage, check_hostile):
        with tempfile.TemporaryDirectory() as temporary:
            (Path(temporary) / ".lync-topo.xml").write_text(POLICY.format(""))
            part(tool, Path(temporary), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
