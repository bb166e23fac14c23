# SPDX-License-Identifier: MIT
"""Rules of outbound calls: RTE001, RTE002, RTE015, RTE016, HAV011 and HAV013.

Numbers are judged by example: for each pattern the shortest number that it takes.
"""
import re
from collections import defaultdict

import peer_sites
import peer_values as values

try:
    from re import _parser as sre
except ImportError:
    import sre_parse as sre

VOICE = ("enterprise-voice", "both")
NONE = ()
USUAL_DIGITS = 10


def example(parsed):
    """A number that the parsed pattern takes, from the first choice everywhere; None if there is no telling."""
    text = ""
    for op, what in parsed:
        name = str(op)
        if name == "LITERAL":
            text += chr(what)
        elif name == "IN":
            text += one_of(what)
        elif name == "ANY":
            text += "2"
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            inner = example(what[2])
            text = None if inner is None else text + inner * times(what[0], what[1])
        elif name in ("SUBPATTERN", "BRANCH", "ATOMIC_GROUP"):
            inner = example(what[-1] if name == "SUBPATTERN" else what[1][0] if name == "BRANCH" else what)
            text = None if inner is None else text + inner
        elif name != "AT":
            return None
        if text is None:
            return None
    return text


def times(least, most):
    """As often as it takes for a number of usual length, where the pattern leaves the choice."""
    return max(least, min(int(most), USUAL_DIGITS))


def one_of(choices):
    for op, what in choices:
        name = str(op)
        if name == "LITERAL":
            return chr(what)
        if name == "RANGE":
            return chr(what[0])
        if name == "CATEGORY":
            return "2"
    return "2"


class Routing:
    """Which routes a policy offers for a number."""

    def __init__(self, plan):
        self.plan = plan
        topology = plan.topology
        self.routes = topology.of("voice-route")
        self.by_usage = topology.index("voice-route", "usages")
        self.compiled = {}
        self.examples = {}
        for route in self.routes:
            pattern = route.get("pattern")
            if pattern is not None and pattern not in self.compiled:
                self.compiled[pattern] = re.compile(pattern).search
                self.examples[pattern] = example(sre.parse(pattern))
        self.order = {r: (int(r.get("priority", "0")), n) for n, r in enumerate(self.routes)}
        self.policies = {}
        for policy in topology.of("voice-policy"):
            self.policies.setdefault(policy.get("scope", "user"), policy)
        # A route or usage that could not be read might be one more way out for anybody.
        self.lost = any("usages" in e.broken for e in topology.of("voice-route", "voice-policy")) or \
            bool(topology.doubtful & {"voice-route", "voice-policy", "pstn-usage", "trunk"})
        self.groups = [u for u in topology.of("users") if u.get("telephony") in VOICE]
        self.memo = {}

    def policy_of(self, users):
        """The group's own, its site's, or the global one; False where not known."""
        own = users.get("voice-policy")
        if own is not None or "voice-policy" in users.broken:
            return own if own is not None else False
        return self.policies.get(users.parent) or self.policies.get("global")

    def offered(self, policy):
        """Routes in the order in which they are tried."""
        found = self.memo.get(policy)
        if found is None:
            found = {}
            for usage in policy.get("usages", NONE):
                found.update(dict.fromkeys(sorted(self.by_usage.get(usage, NONE), key=self.order.get)))
            found = self.memo[policy] = list(found)
        return found

    def takes(self, route, number):
        pattern = route.get("pattern")
        return pattern is None or bool(self.compiled[pattern](number))

    def example_of(self, route):
        return self.examples.get(route.get("pattern"))

    def in_use(self):
        """{policy: groups it serves}"""
        table = defaultdict(list)
        for users in self.groups:
            policy = self.policy_of(users)
            if policy:
                table[policy].append(users)
        return table


def no_way_out(routing):
    """RTE001: a group without a policy, or a policy that leads nowhere or not to colleagues on the PBX."""
    plan = routing.plan
    colleagues = [r for u in plan.topology.of("users") if u.get("telephony") == "pbx"
                  for r in values.ranges(u.get("numbers"))]
    if plan.topology.described("voice-policy"):
        for users in routing.groups:
            if routing.policy_of(users) is None and not routing.lost:
                plan.report("RTE001", users)
    for policy in routing.in_use():
        ways = [r for r in routing.offered(policy) if r.get("trunks") or "trunks" in r.broken]
        if routing.lost:
            continue
        if not ways or any(unreached(routing, ways, numbers) for numbers in colleagues):
            plan.report("RTE001", policy)


def unreached(routing, ways, numbers):
    first, last, _ = numbers
    step = max(1, (last - first) // 1000)
    return any(not any(routing.takes(r, f"+{n}") for r in ways) for n in (*range(first, last, step), last))


def peers_for(routing, ways):
    """(known peers of the trunks, whether that is all of them)"""
    peers, known = {}, True
    for route in ways:
        known &= "trunks" not in route.broken
        for trunk in route.get("trunks", NONE):
            peer = trunk.get("peer")
            if peer is None:
                known = False
            else:
                peers[peer] = None
    return list(peers), known


def place(peer):
    """Where it stands: its site, or what the provider says of its SBC."""
    return peer.get("location") if peer.kind == "sbc" else peer.site()


def backups(routing):
    """RTE015 and RTE016, once for each policy in use and each example number of its routes."""
    for policy in routing.in_use():
        ways = routing.offered(policy)
        numbers = dict.fromkeys(routing.example_of(r) for r in ways if r.get("trunks"))
        for number in numbers:
            if number is None or routing.lost:
                continue
            peers, known = peers_for(routing, [r for r in ways if routing.takes(r, number)])
            if not known or not peers:
                continue
            places = {place(p) for p in peers}
            if len(peers) == 1:
                routing.plan.report("RTE015", policy)
            elif len(places) == 1 and None not in places:
                routing.plan.report("RTE016", policy)


def failover_timer(routing):
    """HAV013: the timer is on, and for some policy no other route for the number leads to another trunk."""
    policies_of = defaultdict(list)
    for policy in routing.plan.topology.of("voice-policy"):
        for route in routing.offered(policy):
            policies_of[route].append(policy)
    for route in routing.routes:
        trunks = set(route.get("trunks", NONE))
        if len(trunks) != 1 or "trunks" in route.broken or routing.lost:
            continue
        trunk = next(iter(trunks))
        if routing.plan.config_fact(trunk, "fast-failover", "true") != "true":
            continue
        policies = policies_of.get(route, NONE)
        if not policies or any(not next_trunk(routing, policy, route, trunk) for policy in policies):
            routing.plan.report("HAV013", route)


def next_trunk(routing, policy, route, trunk):
    ways = routing.offered(policy)
    number = routing.example_of(route)
    if number is None:
        return True
    return any("trunks" in r.broken or any(t is not trunk for t in r.get("trunks", NONE))
               for r in ways if routing.takes(r, number))


def single_trunk(routing):
    """HAV011: a SIP trunking site that must survive, and whose people have one trunk."""
    plan = routing.plan
    for site in plan.topology.of("site"):
        if site.get("survivability-required") != "true" or not peer_sites.has_provider(plan, site):
            continue
        for users in site.of_kind("users"):
            policy = routing.policy_of(users)
            if users.get("telephony") in VOICE and policy and not routing.lost:
                ways = routing.offered(policy)
                trunks = {t for r in ways for t in r.get("trunks", NONE)}
                if len(trunks) == 1 and not any("trunks" in r.broken for r in ways):
                    plan.report("HAV011", site)


def voice_numbers(elements):
    return [r for u in elements if u.kind == "users" and u.get("telephony") in VOICE
            for r in values.ranges(u.get("numbers"))]


def tied_without_routes(plan):
    """Gateways tied to a PBX that says nothing about numbers and has no other way to Lync."""
    ties = plan.topology.index("tie-line", "pbx")
    boxes = {}
    for site in plan.topology.of("site"):
        if not any(u.get("telephony") in VOICE for u in site.of_kind("users")):
            continue
        named = [u.get("pbx") for u in site.of_kind("users") if u.get("pbx") is not None]
        for pbx in (*site.of_kind("pbx"), *named):
            if pbx.of_kind("number-route") or plan.trunks_of_peer.get(pbx):
                continue
            boxes.update(dict.fromkeys(t.get("gateway") for t in ties.get(pbx, ()) if t.get("gateway")))
    return boxes


def inbound(plan):
    """RTE002: a gateway that is sent calls for Enterprise Voice users and has no trunk to pass them on."""
    receiving = {}
    everyone = voice_numbers(plan.topology.of("users"))
    for line in plan.topology.of("pstn-line"):
        box = line.get("ends-on")
        if box is None or box.kind != "gateway" or "numbers" in line.broken:
            continue
        if line.get("numbers") is not None:
            hit = values.overlap(values.ranges(line.get("numbers")), everyone)
        else:
            hit = any(u.get("telephony") in VOICE for u in box.site().of_kind("users"))
        if hit:
            receiving[box] = None
    receiving.update(tied_without_routes(plan))
    for route in plan.topology.of("number-route"):
        target = route.get("to")
        if route.parent.kind != "pbx" or target is None:
            continue
        gateway = target.get("gateway") if target.kind == "tie-line" else target if target.kind == "gateway" else None
        takes = re.compile(route.get("pattern")).search if route.get("pattern") is not None else None
        if gateway is not None and takes and any(takes(f"+{n}") for r in everyone for n in (r[0], r[1])):
            receiving[gateway] = None
    if plan.lost_peers or plan.lost_trunks:
        return
    for gateway in receiving:
        if not plan.trunks_of_peer.get(gateway):
            plan.report("RTE002", gateway)


def judge(plan):
    if plan.topology.described("voice-route"):
        routing = Routing(plan)
        no_way_out(routing)
        backups(routing)
        failover_timer(routing)
        single_trunk(routing)
    inbound(plan)
