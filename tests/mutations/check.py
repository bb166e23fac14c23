#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breaks every clean sample in a hundred seeded ways and demands one complaint, at the right place.

A mutation drops, misspells, swaps, duplicates or retargets something. Each must give the structural finding that
fits it, on the element that was changed, and beside the notes of the sample nothing else: what a slip hides is
never reported as a fault of the plan.

usage: check.py PROGRAM
"""
import copy
import random
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
import document
import vocabulary_table
from tool import ROOT, Failures, Tool

COUNT = 100


class Mutator:
    """One damaged copy of a document: `expected` is the (rule, element) of each finding that must come."""

    def __init__(self, root, elements, seed):
        self.root = copy.deepcopy(root)
        self.elements = elements
        self.chance = random.Random(seed)
        self.all = [e for e in self.root.iter() if document.is_ours(e)]
        self.kinds = {e.get("id"): document.local(e) for e in self.all if e.get("id")}
        self.expected = []

    def pick(self, wanted):
        """A random (element, attribute row) for which wanted() holds, or None."""
        places = [(e, self.elements[document.local(e)][name]) for e in self.all for name in e.attrib
                  if name in self.elements[document.local(e)] and wanted(e, self.elements[document.local(e)][name])]
        return self.chance.choice(places) if places else (None, None)

    def expect(self, rule, e):
        while e is not None and not e.get("id"):
            e = e.getparent()
        self.expected.append((rule, e.get("id") if e is not None else ""))

    def misspell(self, word):
        """A slip of the finger: a letter twice, or one missing, or two exchanged."""
        at = self.chance.randrange(len(word) - 1)
        slips = [word[:at] + word[at] + word[at:], word[:at] + word[at + 1:],
                 word[:at] + word[at + 1] + word[at] + word[at + 2:]]
        return self.chance.choice([s for s in slips if s != word])

    # Each mutation returns whether it could be done.

    def drop(self):
        e, row = self.pick(lambda e, row: row.required and row.name != "id")
        if e is None:
            return False
        del e.attrib[row.name]
        self.expect("DOC007", e)
        return True

    def misspell_attribute(self):
        e, row = self.pick(lambda e, row: row.name != "id" and len(row.name) > 3)
        name = self.misspell(row.name)
        if name in self.elements[document.local(e)] or not name.replace("-", "").isalnum() or name[0] == "-":
            return False
        e.set(name, e.attrib.pop(row.name))
        self.expect("DOC005", e)
        return True

    def misspell_element(self):
        e = self.chance.choice([e for e in self.all if e.getparent() is not None])
        name = self.misspell(document.local(e))
        if name in self.elements or name[0] == "-":
            return False
        e.tag = f"{{{document.NAMESPACE}}}{name}"
        self.expect("DOC004", e.getparent())
        return True

    def misspell_value(self):
        e, row = self.pick(lambda e, row: row.choices or row.value.startswith(("boolean", "whole", "decimal")))
        words = e.get(row.name).split()
        if not words:
            return False
        at = self.chance.randrange(len(words))
        a_word = len(words[at]) > 2 and not words[at].replace(".", "").isdigit()
        words[at] = self.misspell(words[at]) if a_word else words[at] + "x"
        if words[at] in row.choices:
            return False
        e.set(row.name, " ".join(words))
        self.expect("DOC006", e)
        return True

    def misspell_reference(self):
        e, row = self.pick(lambda e, row: row.is_reference)
        words = e.get(row.name).split()
        if not words:
            return False
        at = self.chance.randrange(len(words))
        words[at] = self.misspell(words[at]) if len(words[at]) > 1 else words[at] + "x"
        if words[at] in self.kinds or words[at][0] in "-.0123456789":
            return False
        e.set(row.name, " ".join(words))
        self.expect("DOC009", e)
        return True

    def swap(self):
        """Two references of one element exchange their values; each then names a wrong kind."""
        e, row = self.pick(lambda e, row: row.is_reference and not row.is_list)
        others = [r for name, r in self.elements[document.local(e)].items()
                  if r.is_reference and not r.is_list and name in e.attrib and not set(r.targets) & set(row.targets)]
        if not others:
            return False
        other = self.chance.choice(others)
        e.attrib[row.name], e.attrib[other.name] = e.attrib[other.name], e.attrib[row.name]
        self.expect("DOC010", e)
        self.expect("DOC010", e)
        return True

    def duplicate(self):
        e = self.chance.choice([e for e in self.all if e.get("id") and e.getparent() is not None])
        twin = copy.deepcopy(e)
        e.addnext(twin)
        for part in twin.iter():
            if document.is_ours(part) and part.get("id"):
                self.expect("DOC008", part)
        return True

    def retarget(self):
        e, row = self.pick(lambda e, row: row.is_reference)
        words = e.get(row.name).split()
        strangers = [i for i, kind in self.kinds.items() if kind not in row.targets]
        if not words or not strangers:
            return False
        words[self.chance.randrange(len(words))] = self.chance.choice(strangers)
        e.set(row.name, " ".join(words))
        self.expect("DOC010", e)
        return True

    def mutate(self):
        kinds = [self.drop, self.misspell_attribute, self.misspell_element, self.misspell_value,
                 self.misspell_reference, self.swap, self.duplicate, self.retarget]
        while not (kind := self.chance.choice(kinds))():
            pass
        return kind.__name__


def check_sample(tool, sample, elements, failures, done):
    root = document.parse(sample).getroot()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        mutators = {}
        for seed in range(COUNT):
            mutator = Mutator(root, elements, f"{sample.name} {seed}")
            name = f"{seed:03}-{mutator.mutate()}.xml"
            document.write(mutator.root, folder / name)
            mutators[name] = mutator
            done[name[4:-4]] += 1
        result = tool.validate(".", cwd=folder)
        found = defaultdict(list)
        for finding in result["findings"]:
            if finding["severity"] != "note":
                found[finding["file"]].append(finding)
        for name, mutator in mutators.items():
            got = sorted((f["rule"], f["element"]) for f in found[name])
            failures.check(got == sorted(mutator.expected),
                           f"{sample.name} {name}: {got}, expected {sorted(mutator.expected)}; "
                           + "; ".join(f"{f['line']}: {f['message']}" for f in found[name])[:500])


def main(program):
    tool = Tool(program)
    failures = Failures("mutations")
    elements = vocabulary_table.read(tool.run("schema", "topology", "--format", "markdown").stdout.decode())
    samples = [s for s in sorted((ROOT / "samples").glob("*.xml")) if not s.stem.endswith("-bad")]
    done = Counter()
    for sample in samples:
        check_sample(tool, sample, elements, failures, done)
    for kind in ("drop", "misspell_attribute", "misspell_element", "misspell_value", "misspell_reference", "swap",
                 "duplicate", "retarget"):
        failures.check(done[kind] >= 5 * len(samples), f"{kind}: only {done[kind]} times")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
