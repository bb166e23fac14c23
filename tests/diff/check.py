#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""diff: what changed between two plans, what that means for calls, and nothing that is no difference.

Samples are edited in one place each, and what must be told is written here by hand. Samples are also written again in
another order and layout, which must be no difference, and every comparison is held against its mirror image.

usage: check.py PROGRAM
"""
import json
import random
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, ROOT, Failures, Tool

SAMPLES = ROOT / "samples"
ROUTER = "sip-trunk-vpn-router.xml"
# The order of these means something: the first that fits wins.
ORDERED = {"number-route", "normalize", "translate", "response-code"}
MIRROR = {"added": "removed", "removed": "added", "changed": "changed"}


class Diff:
    def __init__(self, tool, folder, failures):
        self.tool, self.folder, self.failures = tool, folder, failures
        schema = json.loads(tool.run("schema", "diff").stdout)
        Draft202012Validator.check_schema(schema)
        self.validator = Draft202012Validator(schema)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def result(self, before, after):
        done = self.tool.run("diff", "--exit-code", "-f", "json", before, after, cwd=self.folder)
        if done.returncode not in (0, 1):
            raise AssertionError(f"exit {done.returncode}: {done.stderr.decode()}")
        result = json.loads(done.stdout)
        for error in self.validator.iter_errors(result):
            self.failures.check(False, f"{before} {after}: {list(error.absolute_path)}: {error.message[:200]}")
        any_difference = bool(result["elements"] or result["calls"] or any(result["findings"].values()))
        self.failures.check(done.returncode == int(any_difference), f"{before} {after}: exit {done.returncode}")
        return result


def elements(result):
    return {(e["change"], e["element"], e["attribute"], e["old"], e["new"]) for e in result["elements"]}


def calls(result):
    return {(c["call"], c["what"], c["old"], c["new"]) for c in result["calls"]}


def shuffle(node, dice):
    """Children of one element in another order, where order means nothing; the first group of a site stays first."""
    children = [child for child in node if isinstance(child.tag, str)]
    for child in children:
        shuffle(child, dice)
    fixed = [c for c in children if etree.QName(c).localname in ORDERED | {"users", "device", "description"}]
    free = [c for c in children if c not in fixed]
    dice.shuffle(free)
    # Sites are numbered, trunks listed: what the engine makes of their order is another matter.
    sites = iter([c for c in children if etree.QName(c).localname == "site"])
    free = [next(sites) if etree.QName(c).localname == "site" else c for c in free]
    for child in list(node):
        node.remove(child)
    node.extend(fixed + free)
    node.text = node.tail = None
    attributes = list(node.attrib.items())
    dice.shuffle(attributes)
    node.attrib.clear()
    for name, value in attributes:
        node.set(name, value)


def check_nothing(diff):
    for n, sample in enumerate(sorted(SAMPLES.glob("*.xml"))):
        tree = etree.parse(str(sample))
        # Findings of faults name what comes first.
        if "-bad" not in sample.name:
            shuffle(tree.getroot(), random.Random(n))
        diff.write("same.xml", etree.tostring(tree, pretty_print=True).decode())
        for other in (sample, "same.xml"):
            result = diff.result(sample, other)
            # Over which line a call comes in, and so what it hangs on, is one of what comes first.
            findings = {side: [f for f in result["findings"][side] if f["rule"] != "HAV030"] for side in ("new", "fixed")}
            told = (elements(result), calls(result), findings)
            diff.failures.check(told == (set(), set(), {"new": [], "fixed": []}), f"{sample.name} {other}: {told}")


def check_mirror(diff):
    for bad in sorted(SAMPLES.glob("*-bad.xml")):
        good = SAMPLES / bad.name.replace("-bad", "")
        there, back = diff.result(good, bad), diff.result(bad, good)
        turned = {(MIRROR[c], e, a, new, old) for c, e, a, old, new in elements(back)}
        diff.failures.check(elements(there) == turned, f"{bad.name}: {elements(there) ^ turned}")
        diff.failures.check(there["elements"], f"{bad.name}: nothing changed")
        turned = {(c, w, new, old) for c, w, old, new in calls(back)}
        diff.failures.check(calls(there) == turned, f"{bad.name}: calls {calls(there) ^ turned}")
        keys = [sorted(f["fingerprint"] for f in side) for side in (there["findings"]["new"], back["findings"]["fixed"])]
        diff.failures.check(keys[0] == keys[1], f"{bad.name}: new there is not gone back")


def check_edits(diff):
    text = (SAMPLES / ROUTER).read_text()
    diff.write("before.xml", text)

    def edit(what, old, new, wanted, wanted_calls=None, count=1):
        diff.failures.check(text.count(old) >= 1, f"{what}: the sample has no '{old}'")
        result = diff.result("before.xml", diff.write("after.xml", text.replace(old, new, count)))
        diff.failures.check(elements(result) == wanted, f"{what}: {elements(result)}")
        if wanted_calls is not None:
            diff.failures.check(calls(result) == wanted_calls, f"{what}: {calls(result)}")
        return " ".join(e["words"] for e in result["elements"] + result["calls"])

    words = edit("all routes lose a trunk", 'trunks="t-sea t-den"', 'trunks="t-sea"',
                 {("changed", route, "trunks", "t-sea t-den", "t-sea")
                  for route in ("rt-emergency", "rt-national", "rt-world")},
                 {(f"redmond/{kind}", "second-path", "true", "false")
                  for kind in ("ev-to-pstn", "remote-to-pstn", "device-to-pstn")}, 9)
    diff.failures.check("lost their second path" in words and "lost trunk 't-den'" in words, f"said as: {words}")
    words = edit("a VLAN opens", 'members="med1-out med2-out', 'members="med1-out edge1-in med2-out',
                 {("changed", "vlan-trunk", "members", "med1-out med2-out red-vpn", "med1-out edge1-in med2-out red-vpn")},
                 set())
    diff.failures.check("opened to 'edge1-in'" in words, f"said as: {words}")
    edit("a default that is written", "<topology ", '<topology default-bypass-id="false" ', set(), set())
    edit("an attribute of the plan", "<topology ", '<topology call-admission-control="true" ',
         {("changed", "", "call-admission-control", "false", "true")})
    edit("a new element", "</topology>", '<pstn-usage id="more"/></topology>', {("added", "more", "", None, None)}, set())
    result = diff.result("before.xml", diff.write("after.xml", text.replace("t-den", "t-other")))
    alone = {(e["change"], e["element"], e["renamed"]) for e in result["elements"] if e["change"] != "changed"}
    diff.failures.check(alone == {("removed", "t-den", "t-other"), ("added", "t-other", "t-den")}, f"renamed: {alone}")


def small(*parts):
    return f'<topology xmlns="{NAMESPACE}"><site id="s" kind="central">{"".join(parts)}</site><site id="t" kind="central"/></topology>'


def check_small(diff):
    """Elements without an id, in any order, and those that move."""
    rule, other = '<permit protocol="udp" ports="500"/>', '<permit protocol="esp"/>'
    gateway = '<gateway id="g" kind="sbc" fqdn="g.example"/>'
    wall = '<firewall id="f" protects="g">{}</firewall>'

    def expect(what, before, after, wanted):
        result = diff.result(diff.write("a.xml", before), diff.write("b.xml", after))
        told = {(e["change"], e["path"].split("/")[-1].split("[")[0], e["attribute"], e["old"], e["new"])
                for e in result["elements"]}
        diff.failures.check(told == wanted and len(result["elements"]) == len(wanted), f"{what}: {result['elements']}")

    expect("in another order", small(gateway, wall.format(rule + other)), small(wall.format(other + rule), gateway), set())
    expect("one more", small(gateway, wall.format(rule)), small(gateway, wall.format(other + rule)),
           {("added", "permit", "", None, None)})
    expect("twice instead of once", small(gateway, wall.format(rule)), small(gateway, wall.format(rule + rule)),
           {("added", "permit", "", None, None)})
    expect("another port", small(gateway, wall.format(rule + other)),
           small(gateway, wall.format(other + rule.replace("500", "4500"))),
           {("changed", "permit", "ports", "500", "4500")})
    expect("with all that is in it", small(gateway, wall.format(rule + other)), small(gateway),
           {("removed", "firewall", "", None, None)})
    moved = small().replace('<site id="t" kind="central"/>', f'<site id="t" kind="central">{gateway}</site>')
    expect("to another site", small(gateway), moved,
           {("changed", "gateway", "(place)", "/topology/site[@id='s']", "/topology/site[@id='t']")})
    routes = [f'<number-route pattern="^\\+{n}" to="x"/>' for n in (1, 2)]
    box = '<gateway id="g" kind="sbc">{}{}</gateway><device id="x" kind="fax"/>'
    expect("what is tried first", small(box.format(*routes)), small(box.format(*reversed(routes))),
           {("changed", "gateway", "(order)", None, None)})
    config = '<trunk-config scope="{}" refer="{}"/></topology>'
    before = small().replace("</topology>", config.format("global", "true"))
    after = small().replace("</topology>", config.format("site:s", "false").replace("</topology>", "") +
                            config.format("global", "true"))
    expect("known by its scope", before, after, {("added", "trunk-config", "", None, None)})


def check_folders(diff):
    for side in ("old", "new"):
        (diff.folder / side).mkdir()
    diff.write("old/a.xml", small('<gateway id="g" kind="sbc"/>'))
    diff.write("new/a.xml", small('<gateway id="g" kind="pstn-gateway"/>'))
    diff.write("old/gone.xml", small())
    diff.write("new/whole.xml", small().replace("</topology>", '<include href="part.xml"/></topology>'))
    diff.write("new/part.xml", f'<topology xmlns="{NAMESPACE}"><pstn-usage id="u"/></topology>')
    found = {(e[0], e[1]) for e in elements(diff.result("old", "new"))}
    wanted = {("changed", "g"), ("removed", "s"), ("removed", "t"), ("added", "s"), ("added", "t"), ("added", "u")}
    diff.failures.check(found == wanted, f"folders: {found}")
    split = diff.write("one.xml", small().replace("</topology>", '<pstn-usage id="u"/></topology>'))
    diff.failures.check(not diff.result(split, "new/whole.xml")["elements"], "how a plan is split into files")


def check_words(diff):
    nasty = small('<gateway id="g" kind="sbc" name="|*x*&#10;&lt;b>"/>')
    diff.write("a.xml", small())
    diff.write("b.xml", nasty)
    for form in ("text", "markdown"):
        done = diff.tool.run("diff", "--format", form, "a.xml", "b.xml", cwd=diff.folder)
        text = done.stdout.decode()
        diff.failures.check(done.returncode == 0 and "is new" in text and "\n<" not in text, f"{form}: {text}")
    for code, *words in ((2, "a.xml"), (2, "a.xml", "b.xml", "c.xml"), (2, "-f", "yaml", "a.xml", "b.xml"),
                         (3, "missing.xml", "b.xml"), (3, "a.xml", "missing.xml"), (3, "git:HEAD", "a.xml"),
                         (0, "a.xml", "b.xml"), (1, "--exit-code", "a.xml", "b.xml"), (0, "--exit-code", "a.xml", "a.xml")):
        done = diff.tool.run("diff", *words, cwd=diff.folder)
        diff.failures.check(done.returncode == code, f"{words}: exit {done.returncode}: {done.stderr.decode()}")


def main():
    tool = Tool(sys.argv[1])
    failures = Failures("differences")
    for check in (check_nothing, check_mirror, check_edits, check_small, check_folders, check_words):
        with tempfile.TemporaryDirectory() as folder:
            check(Diff(tool, Path(folder), failures))
    return failures.finish()


sys.exit(main())
