# SPDX-License-Identifier: MIT
"""Scenarios by chance: calls of everybody in a deployment, failures of every kind, policies, and little room."""
from lxml import etree

from tool import NAMESPACE

PEERS = ("gateway", "sbc", "pbx")
# What can fail and how: language.md, section 5.
ANSWERING = ("server", "mediation-pool", "front-end-pool", "trunk", *PEERS)
SILENT_PARTS = ("vpn-router", "vpn-server", "tunnel", "connection", "wan-link", "site", "edge-pool")
MODES = ("crash", "silent", "refuse", "full", "options-only", "media-only", "drain", "slow")
POLICIES = (
    ("route-selection", ("ordered", "random", "round-robin")), ("pool-selection", ("random", "round-robin")),
    ("gateway-once", ("true", "false")), ("retry-codes", ("4xx 5xx 6xx", "503", "5xx")),
    ("retry-after-18x", ("true", "false")), ("timeout-retry", ("true", "false")),
    ("hold-down-s", ("0", "300")), ("options-interval-s", ("60", "7")), ("stop-failover-timer-on", ("100", "18x")),
    ("peer-retry", ("503", "timeout", "503 timeout")), ("failover-timer-at", ("front-end", "mediation-server")),
)


def tag(name):
    return f"{{{NAMESPACE}}}{name}"


class Plan:
    """A deployment whose trunks and peers carry few calls."""

    def __init__(self, text, chance):
        self.tree = etree.fromstring(text.encode())
        self.chance = chance
        for trunk in self.tree.iter(tag("trunk")):
            if chance.random() < 0.6:
                trunk.set("max-calls", str(chance.randrange(1, 4)))
        for peer in self.all(*PEERS):
            if chance.random() < 0.4:
                peer.set("channels", str(chance.randrange(1, 5)))
            if chance.random() < 0.3:
                peer.set("busy-response", chance.choice(("486", "503", "600")))

    def all(self, *kinds):
        return [e for kind in kinds for e in self.tree.iter(tag(kind)) if e.get("id")]

    def text(self):
        return etree.tostring(self.tree)

    def ids(self, *kinds):
        return [e.get("id") for e in self.all(*kinds)]

    def parties(self):
        remote = [e.get("id") + "/remote" for e in self.all("users") if int(e.get("remote", "0")) > 0]
        numbers = [e.get("numbers").split()[0].split("-")[0].split(";")[0] for e in self.all("users") if e.get("numbers")]
        return self.ids("users", "device"), remote, numbers

    def call(self, n, at, durations):
        inside, remote, numbers = self.parties()
        outside = ["+12065550123", "+14255551234", "+493055512345", "+12125550100", "+15555"]
        from_ = self.chance.choice(inside * 3 + remote + ["+12065550999"])
        to = self.chance.choice(inside + numbers + outside * 3)
        values = {"id": f"c{n}", "from": from_, "to": to, "at-s": at, "duration-s": self.chance.choice(durations)}
        if self.chance.random() < 0.2:
            values["answer-after-s"] = self.chance.choice((0, 12, 70))
        if self.chance.random() < 0.1:
            values["expect"] = self.chance.choice(("connected", "failed", "503"))
        if self.chance.random() < 0.05:
            values["expect-signalling"] = "pstn"
        return values

    def failure(self, span):
        answering, parts = self.ids(*ANSWERING), self.ids(*SILENT_PARTS)
        target = self.chance.choice(answering + parts)
        mode = self.chance.choice(MODES if target in answering else MODES[:2])
        start = self.chance.randrange(span)
        values = {"target": target, "mode": mode, "at-s": start}
        if self.chance.random() < 0.7:
            values["until-s"] = start + self.chance.randrange(1, span)
        if mode == "refuse":
            values["code"] = self.chance.choice((404, 486, 500, 503, 603))
        if mode == "slow":
            values["delay-ms"] = self.chance.choice((100, 5000, 15000))
        return values


def scenario(plan, calls, failures, durations=(0, 5, 40, 180)):
    root = etree.Element("scenario", nsmap={None: "urn:lync-topo:scenario:1"})
    span = calls * 2
    for name, values in POLICIES:
        if plan.chance.random() < 0.3:
            etree.SubElement(root, "policy", name=name, value=plan.chance.choice(values))
    for _ in range(failures):
        etree.SubElement(root, "fail", {k: str(v) for k, v in plan.failure(span).items()})
    few = [plan.call(0, 0, durations) for _ in range(30)]
    for n in range(calls):
        values = {**plan.chance.choice(few), "id": f"c{n}", "at-s": plan.chance.randrange(span)}
        etree.SubElement(root, "call", {k: str(v) for k, v in values.items()})
    etree.SubElement(root, "run", seed=str(plan.chance.randrange(1, 1000)))
    return etree.tostring(root)
