#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Suppressions: what they cover, and that nobody can turn something off unseen.

Random plans with random instructions are judged twice. What is found with --no-inline-suppressions is held, by lxml and
some lines of Python, against the instructions: the nearest one before an element or before one around it, that names the
rule, gives a reason and has not ended, takes the finding; one that takes nothing is SUP001. That must be what the program
says. The rest is the configuration, days, formats, several sets, and files that mean harm.

usage: check.py PROGRAM
"""
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, Failures, Tool

TODAY = "2026-06-15"
ROOT_OPEN = f'<topology xmlns="{NAMESPACE}">'
USERS = '<users id="{0}" count="{1}" numbers="+1425555{2:04}-{3:04}" telephony="pbx"/>'

# What a plan of ours can be found guilty of, and what an instruction may call it.
WORDS = {"DOC015": {"DOC015"}, "conflicting-facts": {"DOC015"}, "DOC016": {"DOC016"}, "confusable-ids": {"DOC016"},
         "doc": {"DOC015", "DOC016"}, "OPT": set(), "MED001": set()}
FREE = {"OPT", "MED001"}


class Plan:
    """A random plan: sites with people, some with too few numbers, some ids that look alike."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.number = 0
        self.lines = [ROOT_OPEN]
        for site in range(self.chance.randint(1, 4)):
            self.instructions("  ")
            self.lines.append(f'  <site id="site{site}" kind="central">')
            for _ in range(self.chance.randint(0, 4)):
                self.instructions("    ")
                self.users()
            if self.chance.random() < 0.2:
                self.instructions("    ")
            self.lines.append("  </site>")
        self.lines.append("</topology>")
        if self.chance.random() < 0.3:
            self.lines.insert(0, self.instruction())
        self.text = "\n".join(self.lines) + "\n"

    def users(self):
        name = f"u{self.number}"
        if self.number and self.chance.random() < 0.4:
            name = f"U{self.number - 1}"
        count = 10 if self.chance.random() < 0.5 else 90
        start = self.number * 100
        self.lines.append("    " + USERS.format(name, count, start, start + 9))
        self.number += 1

    def instruction(self):
        words = self.chance.sample(sorted(WORDS), self.chance.randint(1, 2))
        parts = [f'ignore="{" ".join(words)}"']
        if self.chance.random() < 0.85:
            parts.append('reason="because"')
        if self.chance.random() < 0.4:
            parts.append(f'until="{self.chance.choice(("2026-06-14", "2026-06-15", "2027-01-01"))}"')
        self.chance.shuffle(parts)
        return f"<?lync-topo {' '.join(parts)}?>"

    def instructions(self, indent):
        while self.chance.random() < 0.35:
            self.lines.append(indent + self.instruction())
            if self.chance.random() < 0.3:
                self.lines.append(indent + "<!-- a remark -->")


def parts_of(instruction):
    return dict(re.findall(r'(\w+)="([^"]*)"', instruction.text or ""))


def before(node):
    """The instructions of ours before a node, nearest first, up to the element before it."""
    node = node.getprevious()
    while node is not None and not isinstance(node.tag, str):
        if node.tag is etree.ProcessingInstruction and node.target == "lync-topo":
            yield node
        node = node.getprevious()


def holds(parts):
    return bool(parts.get("reason")) and parts.get("until", TODAY) >= TODAY


def expectation(text, findings):
    """(suppressed, findings left and about suppressions) as (rule, line) counted; from all findings without suppressions."""
    root = etree.fromstring(text.encode())
    used = {}
    suppressed, left = Counter(), Counter()
    for finding in findings:
        path = re.sub(r"/(?=\w)", "/t:", finding["path"])
        found = root.xpath(path, namespaces={"t": NAMESPACE})
        element = next(e for e in found if e.sourceline == finding["line"])
        taker = None
        while element is not None and taker is None:
            for instruction in before(element):
                parts = parts_of(instruction)
                words = {w for w in parts["ignore"].split() if finding["rule"] in WORDS[w]}
                if holds(parts) and words:
                    taker = instruction
                    used.setdefault(instruction.sourceline, set()).update(words)
                    break
            element = element.getparent()
        (left if taker is None else suppressed)[(finding["rule"], finding["line"])] += 1
    for instruction in root.xpath("//processing-instruction('lync-topo') | /processing-instruction('lync-topo')"):
        parts, line = parts_of(instruction), instruction.sourceline
        following = instruction.getnext()
        while following is not None and not isinstance(following.tag, str):
            following = following.getnext()
        if not parts.get("reason"):
            left[("SUP003", line)] += 1
        if parts.get("until", TODAY) < TODAY:
            left[("SUP002", line)] += 1
        # Families and rules that were unknown somewhere are nobody's to call unused.
        elif parts.get("reason") and (following is None or
                                      set(parts["ignore"].split()) - used.get(line, set()) - FREE):
            left[("SUP001", line)] += 1
    return suppressed, left


def counted(findings):
    return Counter((f["rule"], f["line"]) for f in findings)


def check_random(tool, folder, failures):
    """Every outcome must have been met, or the plans try too little."""
    met = Counter()
    for seed in range(150):
        plan = Plan(seed)
        (folder / "plan.xml").write_text(plan.text)
        arguments = ("--select", "SEC", "--today", TODAY, "plan.xml")
        every = tool.validate("--no-inline-suppressions", *arguments, cwd=folder)
        result = tool.validate(*arguments, cwd=folder)
        suppressed, left = expectation(plan.text, every["findings"])
        failures.check(counted(result["suppressed"]) == suppressed,
                       f"seed {seed}: suppressed {counted(result['suppressed'])}, expected {suppressed}\n{plan.text}")
        failures.check(counted(result["findings"]) == left,
                       f"seed {seed}: found {counted(result['findings'])}, expected {left}\n{plan.text}")
        failures.check(result["summary"]["suppressed"] == sum(suppressed.values()), f"seed {seed}: not counted")
        failures.check(sum(s["findings"] for s in result["turnedOff"]["suppressions"]) == sum(suppressed.values()),
                       f"seed {seed}: not every suppressed finding is somebody's")
        failures.check(every["turnedOff"]["inlineNotHeld"] == plan.text.count("<?lync-topo"), f"seed {seed}: held")
        met.update(rule for rule, _ in left.elements())
        met["suppressed"] += sum(suppressed.values())
    for what in ("SUP001", "SUP002", "SUP003", "DOC015", "DOC016", "suppressed"):
        failures.check(met[what] >= 20, f"only {met[what]} times {what}")


PEOPLE = USERS.format("u", 90, 0, 9)


def plan_with(instruction, inside=PEOPLE):
    return f'{ROOT_OPEN}\n<site id="s" kind="central">\n{instruction}\n{inside}\n</site>\n</topology>\n'


def check_days(tool, folder, failures):
    """The last day still counts; option before environment before clock."""
    (folder / "plan.xml").write_text(plan_with('<?lync-topo ignore="DOC015" reason="x" until="2027-01-31"?>'))
    for day, epoch, held in (("2027-01-31", None, True), ("2027-02-01", None, False), (None, "1801439999", True),
                             (None, "1801440000", False), ("2027-01-31", "1801440000", True),
                             ("2027-02-01", "1801439999", False)):
        done = tool.run("validate", "-f", "json", "--select", "SEC", *(["--today", day] if day else []), "plan.xml", cwd=folder,
                        env={"SOURCE_DATE_EPOCH": epoch} if epoch else {})
        rules = {f["rule"] for f in json.loads(done.stdout)["findings"]}
        failures.check(rules == (set() if held else {"DOC015", "SUP002"}), f"{day}, {epoch}: {rules}")
    for arguments, env in ((("--today", "2027-02-29"), {}), (("--today", "soon"), {}),
                           ((), {"SOURCE_DATE_EPOCH": "soon"}), ((), {"SOURCE_DATE_EPOCH": "-1"})):
        done = tool.run("validate", *arguments, "plan.xml", cwd=folder, env=env)
        failures.check(done.returncode == 2 and not done.stdout and done.stderr, f"{arguments}, {env}: {done}")


def check_formats(tool, folder, failures):
    """Whatever the format, who reviews it sees who turned what off, and why."""
    (folder / "plan.xml").write_text(plan_with('<?lync-topo ignore="DOC015" reason="people share" until="2099-01-31"?>'))
    (folder / ".lync-topo.xml").write_text(
        '<config xmlns="urn:lync-topo:config:1" profile="strict-deploy" ignore="OPT007">\n'
        '<threshold name="users-per-port-light" value="20"/>\n<rule id="HAV" severity="off"/>\n'
        '<rule id="MED001" severity="note"/>\n<rule id="SEC001" ignorable="false"/>\n'
        '<override path="plan.xml" ignore="CON"/>\n'
        '<suppress rule="RTE" path="plan.xml" reason="routes are elsewhere"/>\n</config>\n')
    (folder / "known.txt").write_text("# lync-topo baseline, version 1\nDOC016 0123456789abcdef /gone\n")
    told = ("plan.xml:3:1", "DOC015", "people share", "2099-01-31", ".lync-topo.xml", "strict-deploy", "OPT007",
            "users-per-port-light", "HAV", "MED001", "SEC001", "CON", "routes are elsewhere", "known.txt", "/gone")
    formats = tool.run("validate", "--help").stdout.decode().split("\nformats\n")[1].split("\n")[0].split(",")
    failures.check(len(formats) >= 3, f"formats: {formats}")
    for name in (name.strip() for name in formats):
        for quiet in ((), ("-q",)):
            done = tool.run("validate", *quiet, "-f", name, "--baseline", "known.txt", "plan.xml", cwd=folder)
            text = (done.stdout + done.stderr).decode()
            if name == "json":
                text = text.replace('"file":"plan.xml","line":3,"column":1', "plan.xml:3:1")
            missing = [word for word in told if word not in text]
            failures.check(not missing, f"{name} {quiet} does not tell {missing}:\n{text}")
        done = tool.run("validate", "-f", f"{name}=report", "--baseline", "known.txt", "plan.xml", cwd=folder)
        text = (folder / "report").read_text() + done.stderr.decode()
        failures.check("people share" in text, f"{name} into a file does not tell the reason")
    shown = tool.run("validate", "--show-suppressed", "plan.xml", cwd=folder).stdout.decode()
    failures.check("plan.xml:4:35: suppressed warning: users 'u' has 10 numbers for 90 people" in shown, shown)
    (folder / ".lync-topo.xml").unlink()


def check_central(tool, folder, failures):
    """Entries of the configuration: by rule, element and file; protected rules; what is wrong with an entry."""
    cases = [
        ('<suppress rule="DOC015" reason="x"/>', ["DOC015"], []),
        ('<suppress rule="conflicting-facts" element="u" reason="x"/>', ["DOC015"], []),
        ('<suppress rule="SEC DOC" element="?" path="lab/*" reason="x"/>', ["DOC015"], [("SUP001", 1)]),
        ('<suppress rule="DOC015" path="*/plan.xml" reason="x"/>', ["DOC015"], []),
        ('<suppress rule="DOC015" path="plan.xml" reason="x"/>', ["DOC015"], []),
        ('<suppress rule="DOC015" element="v" reason="x"/>', [], [("DOC015", 4)]),
        ('<suppress rule="DOC015" path="other/*" reason="x"/>', [], [("DOC015", 4)]),
        ('<suppress rule="DOC016" element="u" reason="x"/>', [], [("DOC015", 4), ("SUP001", 1)]),
        ('<suppress rule="DOC015"/>', [], [("DOC015", 4), ("SUP003", 1)]),
        ('<suppress rule="DOC015" reason="x" until="2020-01-31"/>', [], [("DOC015", 4), ("SUP002", 1)]),
        ('<suppress rule="DOC015 DOC0155" reason="x"/>', ["DOC015"], [("SUP004", 1)]),
        ('<suppress rule="DOC015" reason="x"/><rule id="DOC015" ignorable="false"/>', [],
         [("DOC015", 4), ("SUP004", 1)]),
        ('<suppress rule="DOC015" reason="x"/><override path="lab/*" ignore="DOC015"/>', [], []),
        ('<suppress rule="DOC015" reason="x"/><rule id="DOC015" severity="error"/>', ["DOC015"], []),
    ]
    (folder / "lab").mkdir()
    (folder / "lab/plan.xml").write_text(plan_with(""))
    for written, suppressed, left in cases:
        (folder / ".lync-topo.xml").write_text(f'<config xmlns="urn:lync-topo:config:1">{written}</config>')
        result = tool.validate("--select", "SEC", "--config", ".lync-topo.xml", "--today", TODAY, "lab/plan.xml", cwd=folder)
        failures.check([f["rule"] for f in result["suppressed"]] == suppressed and
                       sorted(counted(result["findings"]).elements()) == sorted(left),
                       f"{written}: {counted(result['suppressed'])}, {counted(result['findings'])}")
        for finding in result["findings"]:
            if finding["rule"].startswith("SUP"):
                failures.check(finding["file"] == ".lync-topo.xml", f"{written}: told in {finding['file']}")
    # An instruction comes before an entry, which is then left without anything to take.
    (folder / "lab/plan.xml").write_text(plan_with('<?lync-topo ignore="DOC015" reason="here"?>'))
    (folder / ".lync-topo.xml").write_text(
        '<config xmlns="urn:lync-topo:config:1"><suppress rule="DOC015" reason="there"/></config>')
    result = tool.validate("--select", "SEC", "--config", ".lync-topo.xml", "lab/plan.xml", cwd=folder)
    failures.check([f["suppression"]["reason"] for f in result["suppressed"]] == ["here"] and
                   counted(result["findings"]) == Counter([("SUP001", 1)]), f"both: {result['findings']}")
    (folder / ".lync-topo.xml").write_text(
        '<config xmlns="urn:lync-topo:config:1"><rule id="DOC015" ignorable="false"/></config>')
    result = tool.validate("--select", "SEC", "--config", ".lync-topo.xml", "lab/plan.xml", cwd=folder)
    failures.check(sorted(f["rule"] for f in result["findings"]) == ["DOC015", "SUP004"], f"protected: {result['findings']}")
    (folder / ".lync-topo.xml").unlink()


def check_sets(tool, folder, failures):
    """A file that two sets share is judged in both; what its suppression takes in one of them is not unused."""
    shared = folder / "sets"
    shared.mkdir()
    (shared / "common.xml").write_text(plan_with(
        '<?lync-topo ignore="DOC009" reason="x"?>', USERS.format("u", 10, 0, 9).replace("/>", ' voice-policy="p"/>')))
    (shared / "a.xml").write_text(f'{ROOT_OPEN}<include href="common.xml"/><voice-policy id="p" usages="x"/>'
                                  '<pstn-usage id="x"/></topology>')
    (shared / "b.xml").write_text(f'{ROOT_OPEN}<include href="common.xml"/></topology>')
    result = tool.validate("--select", "SEC", "sets", cwd=folder)
    off = result["turnedOff"]["suppressions"]
    failures.check([(s["state"], s["findings"]) for s in off] == [("holds", 1)], f"sets: {off}")
    failures.check([(f["rule"], f["set"]) for f in result["suppressed"]] == [("DOC009", "sets/b.xml")],
                   f"suppressed in sets: {result['suppressed']}")
    failures.check(not result["findings"], f"used in one of two sets: {result['findings']}")
    result = tool.validate("--select", "SEC", "sets/a.xml", cwd=folder)
    failures.check(counted(result["findings"]) == Counter([("SUP001", 3)]), f"unused: {result['findings']}")


def check_unreadable(tool, folder, failures):
    """What cannot be read cannot be suppressed, and nothing is called unused where not everything was judged."""
    text = plan_with('<?lync-topo ignore="DOC" reason="everything"?>\n<?lync-topo ignore="SEC" reason="x"?>')
    (folder / "cut.xml").write_text(text[:-12])
    done = tool.run("validate", "-f", "json", "cut.xml", cwd=folder)
    rules = [f["rule"] for f in json.loads(done.stdout)["findings"]]
    failures.check(done.returncode == 3 and "DOC001" in rules and "SUP001" not in rules, f"cut: {done.returncode} {rules}")
    (folder / "doctype.xml").write_text(f'<?lync-topo ignore="DOC003" reason="x"?>\n<!DOCTYPE topology>\n{text}')
    done = tool.run("validate", "-f", "json", "doctype.xml", cwd=folder)
    rules = [f["rule"] for f in json.loads(done.stdout)["findings"]]
    failures.check(done.returncode == 3 and rules == ["DOC003"], f"doctype: {done.returncode} {rules}")


def check_hostile(tool, folder, failures):
    """Many of them, long ones, ones that repeat: bounded, and a limit that is reached is told."""
    many = "".join(f'<?lync-topo ignore="DOC" reason="{n}"?>\n' for n in range(20000))
    cases = {
        "many": (plan_with(many), (), 1),
        "too-many": (plan_with(many), ("--limit", "suppressions=1000"), 3),
        "bad": (plan_with("<?lync-topo x?>\n" * 20000), ("--limit", "faults=1000"), 3),
        "names": (plan_with(f'<?lync-topo ignore="{"A " * 100000}" reason="x"?>'), (), 1),
        "reason": (plan_with(f'<?lync-topo ignore="DOC015" reason="{"long " * 100000}"?>'), (), 0),
        "deep": (plan_with("", '<?lync-topo ignore="DOC"  reason="x"?>'.join(["<x>"] * 150 + ["</x>"] * 150)), (), 1),
        "terminal": (plan_with('<?lync-topo ignore="DOC015" reason="&#x1b;[31m"?>'), (), 1),
        "bidi": (plan_with('<?lync-topo ignore="DOC015" reason="a \u202e b &#10;::error::x"?>'), (), 0),
    }
    for name, (text, arguments, code) in cases.items():
        (folder / "hostile.xml").write_text(text)
        began = time.monotonic()
        done = tool.run("validate", "--select", "SEC", *arguments, "hostile.xml", cwd=folder)
        took = time.monotonic() - began
        failures.check(done.returncode == code, f"{name}: exit {done.returncode}, not {code}: {done.stderr[-300:]}")
        failures.check(took < 20, f"{name}: {took:.1f} s")
        output = done.stdout + done.stderr
        failures.check(b"\x1b" not in output and "\u202e".encode() not in output and b"\n::error" not in output,
                       f"{name}: prints what acts on a terminal")


def main(program):
    tool = Tool(program)
    failures = Failures("suppressions")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for part in (check_random, check_days, check_formats, check_central, check_sets, check_unreadable,
                     check_hostile):
            part(tool, folder, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
