#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What many calls come to at flow level is what the full engine says of each of them.

`simulate -q` prints the first line of every call and answers for it with the flow level of the engine, which makes a
call in full only when it has seen none like it. Without -q every call is made in full, and its first line stands among
its reasons. So the lines must be the same: for the samples and for generated deployments, with random calls, failures
of every kind at random times, and trunks and peers that have room for a few calls.

usage: check.py PROGRAM
"""
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from tool import NAMESPACE, ROOT, Failures, Tool

CALLS = 400
GENERATED = range(8)
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

    def call(self, n, at):
        inside, remote, numbers = self.parties()
        outside = ["+12065550123", "+14255551234", "+493055512345", "+12125550100", "+15555"]
        from_ = self.chance.choice(inside * 3 + remote + ["+12065550999"])
        to = self.chance.choice(inside + numbers + outside * 3)
        values = {"id": f"c{n}", "from": from_, "to": to, "at-s": at, "duration-s": self.chance.choice((0, 5, 40, 180))}
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


def scenario(plan, calls, failures):
    root = etree.Element("scenario", nsmap={None: "urn:lync-topo:scenario:1"})
    span = calls * 2
    for name, values in POLICIES:
        if plan.chance.random() < 0.3:
            etree.SubElement(root, "policy", name=name, value=plan.chance.choice(values))
    for _ in range(failures):
        etree.SubElement(root, "fail", {k: str(v) for k, v in plan.failure(span).items()})
    few = [plan.call(0, 0) for _ in range(30)]
    for n in range(calls):
        values = {**plan.chance.choice(few), "id": f"c{n}", "at-s": plan.chance.randrange(span)}
        etree.SubElement(root, "call", {k: str(v) for k, v in values.items()})
    etree.SubElement(root, "run", seed=str(plan.chance.randrange(1, 1000)))
    return etree.tostring(root)


def headlines(text):
    """Each call's first line and, after it, what was not as expected."""
    return [line for line in text.splitlines() if line.startswith((b"call ", b"  NOT AS EXPECTED:"))]


def outcome(line):
    return line.split(b": ", 2)[2].split(b",")[0].split(b" over ")[0].decode()


def judge(tool, folder, name, text, failures, seen):
    chance = random.Random(name)
    plan = Plan(text, chance)
    (folder / "plan.xml").write_bytes(plan.text())
    for broken in (0, 6):
        (folder / "scenario.xml").write_bytes(scenario(plan, CALLS, broken))
        command = ("simulate", "--scenario", "scenario.xml", "plan.xml")
        full, quiet = tool.run(*command, cwd=folder), tool.run(*command, "-q", cwd=folder)
        wanted, got = headlines(full.stdout), quiet.stdout.splitlines()
        failures.check(full.returncode in (0, 1) and full.returncode == quiet.returncode,
                       f"{name}: exit {full.returncode} and {quiet.returncode}: {full.stderr.decode()[:300]}")
        failures.check(len(got) >= CALLS, f"{name}: {len(got)} lines for {CALLS} calls")
        for expected, line in zip(wanted, got):
            failures.check(expected == line, f"{name}, {broken} failures:\n  full {expected}\n  flow {line}")
            if line.startswith(b"call "):
                seen[outcome(line)] += 1
        failures.check(len(wanted) == len(got), f"{name}: {len(wanted)} lines and {len(got)}")


def main(program):
    tool = Tool(program)
    failures = Failures("flow level")
    seen = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sorted((ROOT / "samples").glob("*.xml")):
            if not path.stem.endswith(("-bad", "scenario")):
                judge(tool, folder, path.stem, path.read_text(), failures, seen)
        for seed in GENERATED:
            judge(tool, folder, f"seed {seed}", good.generate(seed=seed, sites=5), failures, seen)
    for outcome_seen in ("connected", "failed", "no-route", "blocked"):
        failures.check(seen[outcome_seen] > 50, f"only {seen[outcome_seen]} calls were {outcome_seen}")
    print(dict(seen))
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
