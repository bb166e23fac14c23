#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The XSD that editors get: it accepts what the loader accepts, and refuses what XML Schema can say is wrong.

Beyond it are ids that must be unique, references and what they may name, addresses that only look like one, and
what stands in other files.

usage: xsd.py PROGRAM
"""
import itertools
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / folder) for folder in ("lib", "generate", "mutations")]
import check as mutations
import document
import good
import vocabulary_table
from tool import NAMESPACE, ROOT, TESTS, Failures, Tool

# What a schema must see. The others (DOC008 to DOC010) are about ids, which may stand in another file.
SEEN = {"DOC004", "DOC005", "DOC006", "DOC007"}
# Values may be beyond it; these never are.
SURE = SEEN - {"DOC006"}
UNREADABLE = {"DOC001", "DOC002", "DOC003", "DOC012", "DOC013", "DOC014"}

SLIPS = ("drop", "misspell_attribute", "misspell_element", "misspell_value")

# Element, attribute and a value; whether the language has it there. Only what XML Schema can tell.
VALUES = [
    ("vlan", "tag", "1", True), ("vlan", "tag", "4094", True), ("vlan", "tag", "0", False),
    ("vlan", "tag", "4095", False), ("vlan", "tag", "+9", False), ("vlan", "tag", "", False),
    ("site", "kind", "central", True), ("site", "kind", "Central", False), ("site", "country", "US", True),
    ("site", "country", "us", False), ("site", "country", "USA", False), ("site", "dns", "true", True),
    ("site", "dns", "1", False), ("site", "dns", "TRUE", False), ("provider", "failover-procedure", "", True),
    ("sbc", "fqdn", "sbc_1.example", True), ("sbc", "fqdn", "a b", False), ("sbc", "ip", "2001:db8::1", True),
    ("sbc", "ip", "::", True), ("sbc", "ip", "10.0.0.x", False), ("interface", "ip", "10.0.0.1/24", True),
    ("interface", "ip", "2001:db8::ffff:192.0.2.1/128", True), ("interface", "ip", "ten", False),
    ("tunnel", "mtbf-h", "0.5", True), ("tunnel", "mtbf-h", "-1", False), ("tunnel", "mtbf-h", "1e3", False),
    ("tunnel", "requires-ports", "udp/500 udp/4500-4501 esp", True), ("tunnel", "requires-ports", "", True),
    ("tunnel", "requires-ports", "icmp", False), ("permit", "ports", "500 4500 49152-57500", True),
    ("permit", "ports", "all", False), ("permit", "from", "10.0.0.0/8", True), ("permit", "from", "a b", False),
    ("trunk", "codecs", "g711u g711a", True), ("trunk", "codecs", "", True), ("trunk", "codecs", "g711", False),
    ("users", "numbers", "+14255550100-0219 +14255550300;ext=17", True), ("users", "numbers", "4255550100", False),
    ("users", "numbers", "+04255550100", False), ("users", "count", "0", True), ("users", "count", "many", False),
    ("device", "number", "+14255550100", True), ("device", "number", "fax", False),
    ("trunk-config", "scope", "site:redmond", True), ("trunk-config", "scope", "everywhere", False),
    ("trunk-config", "scope", "pool:p", False), ("response-code", "isup", "-1", True),
    ("response-code", "isup", "-2", False), ("voice-route", "pattern", "^\\+1[2-9]\\d{9}$", True),
    ("voice-route", "pattern", "1" * 4096, True), ("voice-route", "pattern", "1" * 4097, False),
    ("voice-route", "trunks", "", True), ("include", "href", "", False),
    ("wan-link", "between", "a b", True), ("wan-link", "between", "a", False),
    ("wan-link", "between", "a b c", False), ("emergency", "numbers", "911 112", True),
]

# Where an element stands that does not stand in the root.
PARENTS = {"vlan": ["site"], "sbc": ["provider"], "interface": ["site", "front-end-pool", "server"],
           "tunnel": ["connection"], "permit": ["firewall"], "users": ["site"], "device": ["site"],
           "response-code": ["trunk-config"]}


class Schema:
    def __init__(self, text):
        self.schema = etree.XMLSchema(etree.fromstring(text))

    def complaint(self, tree):
        """What it says first, or None."""
        return None if self.schema.validate(tree) else self.schema.error_log[0].message

    def refuses(self, tree, attribute):
        """Whether it says something of the attribute; of whatever else is missing around it, nothing counts."""
        self.schema.validate(tree)
        return any(f"attribute '{attribute}'" in error.message for error in self.schema.error_log)


def check_xmllint(xsd, paths, failures):
    """People use it this way; one process for all."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(xsd), *map(str, paths)],
                          capture_output=True, text=True)
    failures.check(done.returncode == 0, f"xmllint: {done.stderr[-1500:]}")


def check_good(schema, failures):
    for seed in range(40):
        deployment = good.Deployment(seed, 1 + seed % 10, plain=seed % 3 == 0)
        complaint = schema.complaint(etree.fromstring(deployment.text().encode()))
        failures.check(complaint is None, f"good deployment {seed}: {complaint}")


def structural(findings):
    """{file name as given: rules} of what a schema must see too, or must not be asked about."""
    rules = defaultdict(set)
    for finding in findings:
        # Transport may also stand in trunk-defaults, which no content model can say.
        if finding["rule"] != "DOC007" or "no transport" not in finding["message"]:
            rules[finding["file"]].add(finding["rule"])
    return rules


def is_beyond(tree):
    """Not one of ours, or with an id that only the fifth edition of XML allows, which libxml2 does not know."""
    root = tree.getroot()
    return tree.docinfo.doctype or root.tag != f"{{{NAMESPACE}}}topology" or any(
        "\u200c" <= c <= "\u200d" or c > "\uffff" for name in document.ids(root) for c in name)


def check_fixtures(tool, schema, failures):
    """Documents of all tests: the schema refuses none that the loader takes."""
    paths = [p for folder in ("rules", "fuzz/corpus/load") for p in sorted((TESTS / folder).rglob("*.xml"))]
    rules = structural(tool.validate("--no-inline-suppressions", "rules", "fuzz/corpus/load", cwd=TESTS)["findings"])
    taken = refused = 0
    for path in paths:
        try:
            tree = document.parse(path)
        except etree.XMLSyntaxError:
            continue
        name = path.relative_to(TESTS).as_posix()
        if is_beyond(tree) or rules[name] & UNREADABLE:
            continue
        complaint = schema.complaint(tree)
        if not rules[name] & SEEN:
            taken += 1
            failures.check(complaint is None, f"{name}: the loader takes it, but {complaint}")
        elif rules[name] & SURE:
            refused += 1
            failures.check(complaint is not None, f"{name}: {sorted(rules[name])}, and the schema is silent")
    failures.check(taken > 300 and refused > 10, f"only {taken} documents without faults, {refused} with")


def check_mutations(tool, schema, elements, samples, failures):
    """Slips in the samples which a schema can see: it refuses every one that the loader refuses."""
    made = {}
    with tempfile.TemporaryDirectory() as temporary:
        for sample in samples:
            root = document.parse(sample).getroot()
            for kind, seed in itertools.product(SLIPS, range(25)):
                mutator = mutations.Mutator(root, elements, f"xsd {sample.name} {kind} {seed}")
                if getattr(mutator, kind)():
                    name = f"{sample.stem}-{kind}-{seed:02}.xml"
                    made[name] = kind
                    document.write(mutator.root, Path(temporary) / name)
        rules = structural(tool.validate(".", cwd=temporary)["findings"])
        seen = Counter()
        for name, kind in made.items():
            if rules.get(name, set()) & SEEN:
                seen[kind] += 1
                complaint = schema.complaint(document.parse(Path(temporary) / name))
                failures.check(complaint is not None, f"{name}: {sorted(rules[name])}, and the schema is silent")
    for kind in SLIPS:
        failures.check(seen[kind] >= 10 * len(samples), f"{kind}: only {seen[kind]} times")


def value_document(element, attribute, value):
    root = etree.Element(f"{{{NAMESPACE}}}topology", nsmap={None: NAMESPACE})
    parent = root
    for kind in PARENTS.get(element, ()):
        parent = etree.SubElement(parent, f"{{{NAMESPACE}}}{kind}")
    etree.SubElement(parent, f"{{{NAMESPACE}}}{element}").set(attribute, value)
    return root


def check_values(tool, schema, failures):
    """The loader and the schema think the same of a value. The loader reads each in a document of its own."""
    roots = [value_document(element, attribute, value) for element, attribute, value, _ in VALUES]
    with tempfile.TemporaryDirectory() as temporary:
        for number, root in enumerate(roots):
            document.write(root, Path(temporary) / f"{number:03}.xml")
        found = tool.validate(".", cwd=temporary)["findings"]
    refused = {(Path(f["file"]).stem, f["attribute"]) for f in found if f["rule"] == "DOC006"}
    for number, (element, attribute, value, is_good) in enumerate(VALUES):
        what = f"{element}/@{attribute}='{value[:40]}'"
        loader = (f"{number:03}", attribute) not in refused
        failures.check(loader == is_good, f"{what}: the loader {'takes' if loader else 'refuses'} it")
        taken = not schema.refuses(roots[number], attribute)
        failures.check(taken == is_good, f"{what}: the schema {'takes' if taken else 'refuses'} it")


def main(program):
    tool = Tool(program)
    failures = Failures("XSD")
    text = tool.schema()
    schema = Schema(text)
    elements = vocabulary_table.read(tool.run("schema", "topology", "--format", "markdown").stdout.decode())
    samples = [s for s in sorted((ROOT / "samples").glob("*.xml")) if not s.stem.endswith("-bad")]
    failures.check(samples, "there are no samples")
    with tempfile.TemporaryDirectory() as temporary:
        xsd = Path(temporary) / "lync-topo.xsd"
        xsd.write_bytes(text)
        check_xmllint(xsd, samples, failures)
    check_good(schema, failures)
    check_fixtures(tool, schema, failures)
    check_mutations(tool, schema, elements, samples, failures)
    check_values(tool, schema, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
