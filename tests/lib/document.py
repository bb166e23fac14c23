# SPDX-License-Identifier: MIT
"""Topology documents as trees: what may be changed in one without changing what it means."""
import random

from lxml import etree

from tool import NAMESPACE

SCHEMA = "{http://www.w3.org/2001/XMLSchema}"

# Children whose order has a meaning: they keep it when siblings are shuffled.
ORDERED = {"number-route", "translate", "response-code", "normalize", "voice-route", "description"}


class Vocabulary:
    """Which attributes hold ids, read from the XSD that the program prints."""

    def __init__(self, xsd):
        self.attributes = {}
        for kind in etree.fromstring(xsd).iter(SCHEMA + "complexType"):
            rows = {row.get("name"): row for row in kind.iter(SCHEMA + "attribute")}
            self.attributes[kind.get("name")] = rows

    def kinds(self):
        return set(self.attributes)

    def holds_ids(self, kind, attribute):
        row = self.attributes.get(kind, {}).get(attribute)
        return row is not None and row.get("type") in ("id", "ids", "two-ids", "target")

    def is_scope(self, kind, attribute):
        return attribute == "scope" and attribute in self.attributes.get(kind, {})


def local(element):
    return etree.QName(element).localname


def is_ours(element):
    return isinstance(element.tag, str) and etree.QName(element).namespace == NAMESPACE


def parse(path):
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def ids(root):
    return [e.get("id") for e in root.iter() if is_ours(e) and e.get("id")]


def rename(root, vocabulary, new_name):
    """Gives every id the name new_name(old), everywhere."""
    known = set(ids(root))
    for e in root.iter():
        if not is_ours(e):
            continue
        for name, value in e.attrib.items():
            if vocabulary.holds_ids(local(e), name):
                e.set(name, " ".join(new_name(t) if t in known else t for t in value.split()))
            elif vocabulary.is_scope(local(e), name) and ":" in value:
                form, target = value.split(":", 1)
                e.set(name, form + ":" + (new_name(target) if target in known else target))


def shuffle(root, seed, nameless=True):
    """Puts siblings into another order, except where order has a meaning; on request only those that have an id."""
    chance = random.Random(seed)
    for parent in [e for e in root.iter() if is_ours(e)]:
        children = [c for c in parent if is_ours(c)]
        free = [c for c in children if local(c) not in ORDERED and (nameless or c.get("id"))]
        moved = set(free)
        chance.shuffle(free)
        places = iter(free)
        wanted = [next(places) if c in moved else c for c in children]
        for child in list(parent):
            parent.remove(child)
        for child in wanted:
            parent.append(child)


def write(root, path):
    etree.ElementTree(root).write(str(path), encoding="UTF-8", xml_declaration=True)
