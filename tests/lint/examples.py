#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of the rules, made whole and run: the bad one fires, the good one does not.

An example is a sketch. It is laid over a frame, a small deployment in examples/: what the sketch names or refers to
takes the place of an element of the frame of that kind, or is added where it may stand, with what it must have.

usage: examples.py PROGRAM [RULE]...
"""
import json
import re
import sys
import tempfile
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import document
import texts
import vocabulary_table
from tool import NAMESPACE, Failures, Tool

OURS = f"{{{NAMESPACE}}}"

# Good ones that say in words what must be there besides: a frame that has it.
GOOD_FRAMES = {"HAV003": "two-trunks"}

# The good one is still remarked upon, but no error any more.
GRADED = {"OPT017"}

# The frame of a rule, where it is not the one of its deployment options.
FRAMES = {"CON001": "no-tunnel", "CON010": "no-tunnel", "CON012": "no-tunnel", "CON013": "no-tunnel",
          "MED002": "people", "MED013": "backup", "MED015": "bare",
          "SEC012": "server", "SEC013": "server", "SEC014": "server", "SEC015": "server",
          "SEC016": "server", "HAV004": "server", "HAV011": "survivable", "OPT002": "bare",
          "OPT003": "bare", "OPT005": "behind", "OPT016": "costs", "OPT017": "front-no-tie-line",
          "OPT021": "front-no-trunk", "OPT022": "front-load", "OPT023": "bare", "OPT024": "behind", "RTE001": "voip",
          "RTE002": "front-no-trunk", "RTE015": "survivable", "RTE016": "backup",
          "OPT025": "calls-pbx", "OPT031": "calls", "BYP002": "calls", "RTE040": "calls-pbx", "BRN004": "bare",
          "BRN008": "branch", "BRN009": "branch", "BRN010": "branch", "EMR005": "branch", "EMR006": "branch",
          "EMR007": "branch", "EMR009": "branch", "EMR010": "branch", "LBR002": "branch",
          "HAV030": "two-tunnels", "HAV010": "small", "HAV012": "small", "HAV014": "small", "HAV016": "pairs", "HAV017": "pairs",
          "HAV018": "pairs", "HAV019": "pairs", "HAV020": "survivable", "GWY001": "gateways", "GWY002": "small",
          "GWY003": "small", "CAP001": "small", "CAP002": "small", "CAP003": "small", "CAP004": "small",
          "CAP005": "bare", "CAP006": "small", "PRT002": "small", "PRT003": "small", "PRT004": "small",
          "QOS003": "pairs", "QOS004": "pairs",
          "RTE010": "small", "RTE012": "small", "RTE013": "small", "RTE017": "branch", "RTE026": "small",
          "CAC013": "small",
          "ITR002": "inter-trunk", "ITR003": "inter-trunk"}
BY_OPTION = (("VPN", "router"), ("FRT", "front"), ("BEH", "behind"))

# What they say holds for every deployment, so no plan can make them fire: the checklist speaks of it.
NEVER_FIRES = {"CAC014"}

# Faults of a document that show in a piece of one: laid down as they are.
FAULTS = ("DOC004", "DOC005", "DOC006", "DOC007", "DOC008", "DOC009", "DOC010", "DOC011", "DOC015", "DOC016")

# What an element must have, where nothing else suggests a value.
USUAL = {("site", "kind"): "central", ("gateway", "kind"): "pstn-gateway", ("pbx", "kind"): "tdm",
         ("users", "count"): "10", ("users", "telephony"): "enterprise-voice",
         ("mediation-pool", "placement"): "stand-alone", ("connection", "kind"): "lan"}

# What is not required, but without which there is nothing to judge.
EXPECTED = {"trunk": {"transport": "tcp"}, "voice-route": {"pattern": "^\\+"}}

# Ids that the sketches use for one kind only, where a reference may name several.
USUAL_IDS = {"x": "pbx", "pbx": "pbx", "gw": "gateway", "sbc": "sbc", "sba": "survivable-branch-appliance",
             "sbs": "survivable-branch-appliance", "red-vpn": "vpn-router", "vs": "vpn-server", "vpn-server": "vpn-server"}


class Language:
    def __init__(self, markdown):
        self.elements = vocabulary_table.read(markdown)
        rows = re.findall(r"### `([a-z-]+)`\n\n.*\n\nStands in: (.*)\.", markdown)
        self.parents = {name: re.split(r", | or ", parents) for name, parents in rows}

    def references(self, e):
        """(kinds, ids) of what an element refers to."""
        rows = self.elements.get(document.local(e), {})
        found = [(rows[n].targets, v.split()) for n, v in e.attrib.items() if n in rows and rows[n].is_reference]
        scope = re.fullmatch(r"(site|trunk):(.+)", e.get("scope", ""))
        return found + ([([scope.group(1)], [scope.group(2)])] if scope else [])


def parse_sketch(text):
    """Its elements; dots and words between them are left out."""
    text = re.sub(r"\s*\.\.\.\s*(?=/?>)", "", text)
    root = etree.fromstring(f'<s xmlns="{NAMESPACE}">{text}</s>'.encode(), etree.XMLParser(recover=True))
    for e in root.iter():
        e.tail = None
        e.text = None
    return list(root)


class Whole:
    """A frame with a sketch laid over it."""

    def __init__(self, language, frame, sketch, as_it_is=False):
        self.language = language
        self.root = document.parse(HERE / "examples" / f"{frame}.xml").getroot()
        self.claimed = []
        self.laid = []
        if as_it_is:
            for e in sketch:
                self.holder(document.local(e)).append(e)
            return
        for e in sketch:
            self.claim_ids(e)
        for e in sketch:
            self.lay(e, None)
        self.complete()

    def ours(self):
        return [e for e in self.root.iter() if document.is_ours(e)]

    def claim_ids(self, sketched):
        """Elements of the frame get the ids by which the sketch knows them."""
        for e in sketched.iter("*"):
            if e.get("id"):
                self.claim([document.local(e)], e.get("id"))
        for e in sketched.iter("*"):
            for kinds, names in self.language.references(e):
                for name in names:
                    self.claim([USUAL_IDS[name]] if USUAL_IDS.get(name) in kinds else kinds, name)

    def claim(self, kinds, name):
        if name in document.ids(self.root):
            taken = next(e for e in self.ours() if e.get("id") == name)
            self.claimed.append(taken)
            return
        free = [e for kind in kinds for e in self.ours() if document.local(e) == kind and e not in self.claimed]
        if free:
            self.claimed.append(free[0])
            old = free[0].get("id")
            for e in self.ours():
                for attribute, value in e.attrib.items():
                    if attribute != "name":
                        e.set(attribute, " ".join(name if word == old else word for word in value.split(" ")))

    def holder(self, kind):
        parents = self.language.parents.get(kind, ["topology"])
        if "topology" in parents:
            return self.root
        found = [e for parent in parents for e in self.ours() if document.local(e) == parent]
        return found[0] if found else etree.SubElement(self.holder(parents[0]), OURS + parents[0])

    def lay(self, sketched, parent):
        kind = document.local(sketched)
        same = [e for e in self.ours() if document.local(e) == kind and e not in self.laid
                and e.get("id") == sketched.get("id", e.get("id"))]
        if kind == "topology":
            target = self.root
        elif same and (parent is None or sketched.get("id")):
            target = same[0]
        else:
            target = etree.SubElement(self.holder(kind) if parent is None else parent, OURS + kind)
        self.laid.append(target)
        for attribute, value in sketched.attrib.items():
            target.set(attribute, value)
        for child in sketched:
            self.lay(child, None if kind == "topology" else target)

    def complete(self):
        """Required attributes and elements that are referred to, until nothing is missing."""
        for number in range(100):
            todo = [(e, row) for e in self.ours() for row in self.language.elements[document.local(e)].values()
                    if e.get(row.name) is None and row.required]
            known = set(document.ids(self.root))
            lost = [(kinds[0], name) for e in self.ours() for kinds, names in self.language.references(e)
                    for name in names if name not in known]
            if todo:
                self.give(*todo[0], number)
            elif lost:
                kind, name = lost[0]
                etree.SubElement(self.holder(kind), OURS + kind, id=name)
            else:
                break
        for e in self.ours():
            for attribute, value in EXPECTED.get(document.local(e), {}).items():
                e.set(attribute, e.get(attribute, value))

    def give(self, e, row, number):
        candidates = [o.get("id") for kind in row.targets for o in self.ours() if document.local(o) == kind]
        usual = USUAL.get((document.local(e), row.name))
        if row.name == "id":
            e.set("id", f"made-{number}")
        elif row.is_reference:
            e.set(row.name, candidates[0] if candidates else f"made-{number}")
        else:
            e.set(row.name, usual or (row.choices[0] if row.choices else "1"))


def frame_of(rule):
    if rule["id"] in FRAMES:
        return FRAMES[rule["id"]]
    return next((frame for option, frame in BY_OPTION if option in rule["options"] and rule["options"] != ["all"]),
                "voip")


def outcome(tool, rule, path):
    """What the rule says of the file, and what is wrong with the file itself."""
    result = tool.validate("--select", rule["id"], "--profile", rule["profile"], path)
    strangers = [f["message"] for f in result["findings"] if f["rule"].startswith("DOC")]
    severities = {f["severity"] for f in result["findings"] if f["rule"] == rule["id"]}
    totals = result["summary"]["rules"]
    said = "unknown" if totals["unknown"] else "silent"
    if severities and not (rule["id"] in GRADED and severities == {"note"}):
        said = "fires"
    return said, strangers


def check_example(tool, language, rule, text, frame, path):
    whole = Whole(language, frame, parse_sketch(text))
    document.write(whole.root, path)
    said, strangers = outcome(tool, rule, path)
    return said, strangers, etree.tostring(whole.root).decode()


def check_rule(tool, language, rule, sketches, folder, failures):
    bad, good = sketches["Bad"], sketches["Good"]
    frame = frame_of(rule)
    if good.startswith("the same with"):
        good = bad + good
    # What nobody has asked yet is never called a fault.
    wanted = "unknown" if rule["id"] == "HAV001" else "fires"
    for which, text, used in (("bad", bad, frame), ("good", good, GOOD_FRAMES.get(rule["id"], frame))):
        path = folder / f"{rule['id']}-{which}.xml"
        said, strangers, whole = check_example(tool, language, rule, text, used, path)
        right = said == wanted if which == "bad" else said in ("silent", "unknown") and said != wanted
        failures.check(right, f"{rule['id']}, {which} example: {said}\n{whole}")
        failures.check(not strangers, f"{rule['id']}, {which} example: {strangers}\n{whole}")


def check_fault(tool, language, rule, sketches, folder, failures):
    """One of family DOC: the piece alone decides."""
    for which in ("Bad", "Good"):
        whole = Whole(language, "document", parse_sketch(sketches[which]), as_it_is=True)
        path = folder / f"{rule['id']}-{which}.xml"
        document.write(whole.root, path)
        fires = rule["id"] in {f["rule"] for f in tool.validate(path)["findings"]}
        failures.check(fires == (which == "Bad"), f"{rule['id']}, {which} example: {'fires' if fires else 'silent'}\n"
                       + etree.tostring(whole.root).decode())


def all_rules(tool):
    """Every rule with the first profile that has it on."""
    rules = {}
    for profile in ("default", "strict-deploy", "2013-03", "supported-only"):
        printed = tool.run("rules", "--format", "json", "--profile", profile).stdout
        for rule in json.loads(printed)["rules"]:
            if rule["enabled"]:
                rules.setdefault(rule["id"], dict(rule, profile=profile))
    return list(rules.values())


def main(program, *names):
    tool = Tool(program)
    failures = Failures("examples")
    rules = all_rules(tool)
    language = Language(tool.run("schema", "topology", "--format", "markdown").stdout.decode())
    sketches = texts.examples(tool.run("rules", "--format", "markdown").stdout.decode())
    with tempfile.TemporaryDirectory() as folder:
        for rule in rules:
            if rule["id"] in NEVER_FIRES or names and rule["id"] not in names:
                continue
            if rule["id"] in FAULTS:
                check_fault(tool, language, rule, sketches[rule["id"]], Path(folder), failures)
            # Instructions are held against fixtures and an oracle of their own (tests/suppression).
            elif rule["family"] not in ("DOC", "SUP") and not rule["oracle"]:
                check_rule(tool, language, rule, sketches[rule["id"]], Path(folder), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
