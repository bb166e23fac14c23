# SPDX-License-Identifier: MIT
"""A topology file as the oracle sees it: elements by id, whose a number is, who registers whom. Only what
docs/language.md says, read with lxml; nothing here knows the program under test."""
import re
from ipaddress import ip_network

from lxml import etree

NAMESPACE = "urn:lync-topo:topology:1"
FIRST_RANGE = re.compile(r"\+(\d+)(?:-(\d+))?(?:;ext=(\d+))?")


def local(element):
    return etree.QName(element).localname


def truth(element, name, absent=None):
    """True or False as written, `absent` where nothing is written."""
    return {None: absent, "true": True, "false": False}[element.get(name)]


def ranges(text):
    """The ranges (first, last, extension) of a `numbers` attribute."""
    found = []
    for word in (text or "").split():
        first, suffix, extension = FIRST_RANGE.fullmatch(word).groups()
        last = first[:-len(suffix)] + suffix if suffix else first
        found.append((int(first), int(last), extension))
    return found


def holds(text, number):
    digits, _, extension = number[1:].partition(";ext=")
    return any(first <= int(digits) <= last and (extension or None) == has for first, last, has in ranges(text))


def first_number(text):
    for first, _, extension in ranges(text):
        return f"+{first}" + (f";ext={extension}" if extension else "")
    return None


def takes(pattern, number):
    # Named groups as .NET writes them.
    return re.search(re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern), number, re.ASCII) is not None


def replaced(pattern, replacement, dialled):
    return re.sub(pattern, re.sub(r"\$(\d)", r"\\g<\1>", replacement), dialled, flags=re.ASCII)


class Plan:
    def __init__(self, path, media_bypass=None):
        """`media_bypass` overrides what the root says."""
        self.root = etree.parse(str(path)).getroot()
        if media_bypass:
            self.root.set("media-bypass", media_bypass)
        self.all = [e for e in self.root.iter() if isinstance(e.tag, str) and etree.QName(e).namespace == NAMESPACE]
        self.by_id = {e.get("id"): e for e in self.all if e.get("id")}
        self.defaults = next(iter(self.kind("trunk-defaults")), None)

    def kind(self, *names):
        return [e for e in self.all if local(e) in names]

    def get(self, name):
        return self.by_id.get(name)

    def where(self, kind, attribute, value):
        return [e for e in self.kind(kind) if e.get(attribute) == value]

    def site(self, element):
        while element is not None and local(element) != "site":
            element = element.getparent()
        return element

    # --- people and numbers ---

    def has_voice(self, users):
        return users.get("telephony") in ("enterprise-voice", "both")

    def owner(self, number):
        """Who has the number: users, device or unified-messaging; None if nobody in this plan."""
        for users in self.kind("users"):
            if holds(users.get("numbers"), number):
                return users
        for element in self.kind("device", "unified-messaging"):
            if number in (element.get("number"), element.get("pilot")):
                return element
        return None

    def number_of(self, element):
        if local(element) == "users":
            return first_number(element.get("numbers"))
        return element.get("number") or element.get("pilot")

    def registrar(self, element):
        """The pool or appliance that people and things of the element's site register with."""
        named = self.get(element.get("front-end-pool") or element.get("attached-to"))
        if named is not None and local(named) in ("front-end-pool", "survivable-branch-appliance"):
            return named.get("id")
        site = self.site(element)
        for place in (site, self.get(site.get("central-site") or "")):
            for kind in ("survivable-branch-appliance", "front-end-pool"):
                pools = [e for e in self.kind(kind) if place is not None and self.site(e) is place]
                if len(pools) == 1:
                    return pools[0].get("id")
        return None

    def on_ip(self, element):
        """Whether a number of the element is known to the Front End: a call to it stays on the IP network."""
        kind = local(element)
        if kind == "device":
            holder = self.get(element.get("attached-to") or "")
            return holder is not None and local(holder) in ("front-end-pool", "survivable-branch-appliance")
        return kind == "unified-messaging" or (kind == "users" and self.has_voice(element))

    def scoped(self, kind, element, attribute):
        """A voice policy or dial plan: the one named, else the site's, else the global one."""
        named = self.get(element.get(attribute) or "")
        if named is not None:
            return named
        scopes = [f"pool:{self.registrar(element)}"] if kind == "dial-plan" else []
        for scope in [*scopes, f"site:{self.site(element).get('id')}", "global"]:
            for found in self.where(kind, "scope", scope):
                return found
        return None

    def normalized(self, element, dialled):
        plan = self.scoped("dial-plan", element, "dial-plan")
        for rule in plan if plan is not None else ():
            if isinstance(rule.tag, str) and local(rule) == "normalize" and takes(rule.get("pattern"), dialled):
                return replaced(rule.get("pattern"), rule.get("replacement"), dialled)
        return None

    def emergency(self, element, number):
        """The `emergency` elements of the caller's site that take the number."""
        site = self.site(element).get("id")
        return [e for e in self.kind("emergency")
                if number.lstrip("+") in (e.get("numbers") or "911 112").split()
                and (e.get("sites") is None or site in e.get("sites").split())]

    # --- routing ---

    def routes(self, usages):
        """(route, trunks) for usages in their order, routes of each by priority."""
        order = {r: n for n, r in enumerate(self.kind("voice-route"))}
        for usage in usages:
            routes = [r for r in order if usage in (r.get("usages") or "").split()]
            for route in sorted(routes, key=lambda r: (int(r.get("priority", order[r])), order[r])):
                yield route, (route.get("trunks") or "").split()

    def first_route(self, usages, number):
        """The route that takes the number with nothing failed, and its trunks; (None, ())."""
        for route, trunks in self.routes(usages):
            if route.get("pattern") and takes(route.get("pattern"), number) and trunks:
                return route, trunks
        return None, ()

    # --- trunks ---

    def trunk_fact(self, trunk, name):
        value = trunk.get(name)
        return self.defaults.get(name) if value is None and self.defaults is not None else value

    def config(self, trunk):
        """The effective trunk configuration: trunk scope, else the pool's site, else global; None: defaults."""
        site = self.site(self.get(trunk.get("mediation-pool"))).get("id")
        for scope in (f"trunk:{trunk.get('id')}", f"site:{site}", "global"):
            for config in self.where("trunk-config", "scope", scope):
                return config
        return None

    def chains(self, trunk):
        """What lies between the Mediation Server and its peer, one list for each way that is open."""
        connection = self.get(self.trunk_fact(trunk, "connection") or "")
        if connection is None or local(connection) == "wan-link" or connection.get("kind") == "lan":
            return [[]]
        if connection.get("kind") == "vpn":
            return [[t.get("enterprise-end"), t.get("provider-end")] for t in connection
                    if isinstance(t.tag, str) and local(t) == "tunnel"] or [[]]
        return [[connection.get("id")]]

    # --- lines ---

    def line_numbers(self, line):
        """The `numbers` texts that enter over the line; where none are written, those of the site it stands in."""
        if line.get("numbers") is not None:
            return [line.get("numbers")]
        site = self.site(self.get(line.get("ends-on")))
        return [text for e in self.all if self.site(e) is site
                for text in (e.get("numbers") if local(e) == "users" else e.get("number"), e.get("pilot")) if text]

    def lines_for(self, number):
        return [line for line in self.kind("pstn-line")
                if any(holds(text, number) for text in self.line_numbers(line))]


def same_subnet(one, other):
    return ip_network(one, strict=False) == ip_network(other, strict=False)
