# SPDX-License-Identifier: MIT
"""Reads a topology through lxml into plain objects, with the structural findings on the way."""
import unicodedata
from collections import Counter, defaultdict

from lxml import etree

import peer_values as values
from peer_vocabulary import KINDS, PROTECTED

NAMESPACE = "{urn:lync-topo:topology:1}"
SCOPES = {"trunk-config": ("site", "trunk"), "voice-policy": ("site",), "dial-plan": ("site", "pool")}
ADDRESSED = frozenset(PROTECTED.split("|"))  # what traffic may come from or go to
ENDS = {"enterprise-end": "site", "provider-end": "provider"}  # where a tunnel's ends must stand
SCOPE_KINDS = {"site": ("site",), "trunk": ("trunk",),
               "pool": ("front-end-pool", "mediation-pool", "survivable-branch-appliance")}
# Letters of other alphabets that look like Latin ones.
ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d"
    "\u0432\u043a\u043c\u043d\u0442\u03bf\u03b1\u03bd\u03c1\u03b9\u03ba\u03c5\u03c7\u03c4\u03b7",
    "aeopcyxijsdqw" "bkmhtoavpikuxtn")


class Element:
    """One element: its values, references already resolved, and which attributes could not be read."""
    __slots__ = ("kind", "id", "at", "parent", "children", "broken")

    def __init__(self, kind, parent):
        self.kind = kind
        self.id = None
        self.at = {}
        self.parent = parent
        self.children = []
        self.broken = ()

    def get(self, name, default=None):
        return self.at.get(name, default)

    def spoil(self, name):
        self.at.pop(name, None)
        self.broken = (*self.broken, name)

    def of_kind(self, *kinds):
        return [child for child in self.children if child.kind in kinds]

    def site(self):
        node = self
        while node is not None and node.kind != "site":
            node = node.parent
        return node


class Topology:
    """All elements, by kind and by id."""

    def __init__(self):
        self.found = Counter()
        self.by_kind = defaultdict(list)
        self.by_id = {}
        self.doubtful = set()  # kinds of which some element could not be read
        self.lost_ids = set()  # of elements that were not looked at
        self.referring = []    # (element, attribute, its row)
        self.target_memo = {}

    def of(self, *kinds):
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], [])
        return [e for kind in kinds for e in self.by_kind.get(kind, ())]

    def described(self, *kinds):
        return any(self.by_kind.get(kind) for kind in kinds)

    def index(self, kind, *names):
        """{target: [elements of the kind that refer to it]} by a reference attribute, memoised."""
        key = (kind, *names)
        table = self.target_memo.get(key)
        if table is None:
            table = self.target_memo[key] = defaultdict(list)
            for element in self.of(kind):
                for name in names:
                    target = element.get(name)
                    for one in target if isinstance(target, list) else (target,):
                        if isinstance(one, Element):
                            table[one].append(element)
        return table


class Reader:
    """Target of lxml's parser: events in, elements out, no tree."""

    def __init__(self):
        self.topology = Topology()
        self.stack = []
        self.skipped = 0

    def start(self, tag, attributes):
        if self.skipped:
            self.skipped += 1
            self.topology.lost_ids.add(attributes.get("id"))
            return
        row = KINDS.get(tag[len(NAMESPACE):]) if tag.startswith(NAMESPACE) else None
        parent = self.stack[-1] if self.stack else None
        if row is None or not self.stands_right(row, parent):
            self.refuse(tag)
            self.topology.lost_ids.add(attributes.get("id"))
            return
        element = Element(row.name, parent)
        self.stack.append(element)
        self.read(element, row, attributes)

    @staticmethod
    def stands_right(row, parent):
        if parent is None:
            return row.name == "topology"
        if row.name == "description":
            return not parent.children
        return parent.kind in row.parents

    def refuse(self, tag):
        self.skipped = 1
        if self.stack and (tag.startswith(NAMESPACE) or tag[0] != "{"):
            self.topology.found["DOC004"] += 1
        elif not self.stack:
            self.topology.found["DOC002"] += 1

    def read(self, element, row, attributes):
        topology = self.topology
        at = element.at
        misspelt, n_referring = False, len(topology.referring)
        for name, text in attributes.items():
            spec = row.attributes.get(name)
            if spec is None:
                if name[0] != "{":
                    topology.found["DOC005"] += 1
                    misspelt = True
                continue
            at[name] = text
            if spec.refers:
                topology.referring.append((element, name, spec))
            elif spec.check is not None and not spec.check(text):
                topology.found["DOC006"] += 1
                element.spoil(name)
        counts = self.name_it(element)
        for name in row.required:
            if name not in at and name not in element.broken:
                topology.found["DOC007"] += not misspelt
                element.spoil(name)
                counts = counts and name != "id"
        if counts:
            topology.by_kind[row.name].append(element)
            if element.parent is not None:
                element.parent.children.append(element)
        else:  # nothing else is said of it
            topology.doubtful.add(row.name)
            del topology.referring[n_referring:]

    def name_it(self, element):
        element.id = element.at.get("id")
        if element.id is None:
            return "id" not in element.broken
        first = self.topology.by_id.setdefault(element.id, element)
        if first is not element:
            self.topology.found["DOC008"] += 1
            return False
        return True

    def end(self, _):
        if self.skipped:
            self.skipped -= 1
        else:
            self.stack.pop()

    def data(self, _):
        pass

    def comment(self, _):
        pass

    def close(self):
        return self.topology


def resolve(topology):
    for element, name, spec in topology.referring:
        text = element.at.get(name)
        if text is None:
            continue
        if name == "scope":
            resolve_scope(topology, element, text)
        elif spec.type == "?":
            resolve_target(topology, element, name, text)
        else:
            resolve_ids(topology, element, name, spec)
    topology.referring.clear()


def resolve_scope(topology, element, text):
    kind, colon, name = text.partition(":")
    plain = ("global",) if element.kind == "trunk-config" else ("global", "user")
    if not colon and text in plain:
        return
    if kind not in SCOPES[element.kind] or not name:
        topology.found["DOC006"] += 1
    else:
        target = topology.by_id.get(name)
        if target is not None and target.kind in SCOPE_KINDS[kind]:
            element.at["scope"] = target
            return
        topology.found["DOC009" if target is None else "DOC010"] += 1
    element.spoil("scope")


def resolve_target(topology, element, name, text):
    if values.is_interface(text):
        return
    if not values.NCNAME.fullmatch(text):
        topology.found["DOC006"] += 1
        element.spoil(name)
        return
    target = topology.by_id.get(text)
    if target is None:
        topology.found["DOC009"] += text not in topology.lost_ids
        element.spoil(name)
    elif target.kind not in ADDRESSED:
        topology.found["DOC010"] += 1
        element.spoil(name)
    else:
        element.at[name] = target


def fits(spec, target):
    if spec.name in ENDS:
        return target.kind in spec.kinds and target.parent.kind == ENDS[spec.name]
    return target.kind in spec.kinds or "any" in spec.kinds


def resolve_ids(topology, element, name, spec):
    targets = []
    broken = False
    words = element.at[name].split()
    if spec.exactly and len(words) != spec.exactly or not spec.many and len(words) != 1:
        topology.found["DOC006"] += 1
        element.spoil(name)
        return
    for word in words:
        target = topology.by_id.get(word)
        if target is None:
            topology.found["DOC009"] += word not in topology.lost_ids
            broken = True
        elif not fits(spec, target):
            topology.found["DOC010"] += 1
            broken = True
        else:
            targets.append(target)
    if not broken:
        element.at[name] = targets if spec.many else targets[0]
        return
    element.spoil(name)
    if targets:  # what is known of a list stays, marked as not all of it
        element.at[name] = targets


def skeleton(text):
    """What is left of an id when case, composition, invisible characters and alphabets are taken away."""
    folded = unicodedata.normalize("NFC", text.casefold()).translate(ALIKE)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def check_whole(topology):
    """Findings that need the whole document: facts twice, and ids that look alike."""
    alike = defaultdict(list)
    for name in topology.by_id:
        alike[name.casefold() if name.isascii() else skeleton(name)].append(name)
    topology.found["DOC016"] += sum(len(names) - 1 for names in alike.values())
    for users in topology.of("users"):
        count, numbers = users.get("count"), users.get("numbers")
        if count is not None and numbers is not None and values.size(numbers) < int(count):
            topology.found["DOC015"] += 1
    defaults = topology.of("trunk-defaults")
    topology.found["DOC015"] += max(0, len(defaults) - 1)
    if not any("transport" in d.at or "transport" in d.broken for d in defaults):
        silent = [t for t in topology.of("trunk") if "transport" not in t.at and "transport" not in t.broken]
        topology.found["DOC007"] += len(silent)
    for emergency in topology.of("emergency"):
        for trunk in emergency.get("trunks", ()):
            if trunk.get("role", "emergency") != "emergency":
                topology.found["DOC015"] += 1


def read(path):
    parser = etree.XMLParser(target=Reader(), resolve_entities=False, no_network=True, huge_tree=True)
    topology = etree.parse(path, parser)
    resolve(topology)
    check_whole(topology)
    return topology
