#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`simulate --sweep` and `--availability` beside brute force: every set of failed parts is tried by itself with --fail,
parts and minimal sets are found here, and probabilities are summed over all states. A row of seven parts has a closed
form.

usage: check.py PROGRAM
"""
import json
import random
import sys
import tempfile
from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from tool import NAMESPACE, ROOT, Failures, Tool

BOXES = {"server", "gateway", "sbc", "pbx", "vpn-router", "vpn-server", "tunnel", "trunk", "wan-link"}
POOLS = {"front-end-pool", "edge-pool", "mediation-pool", "survivable-branch-appliance"}
NEAR = 1e-12


def local(element):
    return element.tag.replace(f"{{{NAMESPACE}}}", "")


def parts_of(root):
    """What fails by itself, in the order of the plan."""
    parts, with_servers = [], {}
    for element in root.iter():
        if local(element) in POOLS:
            with_servers[element.get("id")] = any(local(child) == "server" for child in element)
    for element in root.iter():
        kind = local(element)
        if kind in POOLS:
            host = element.get("front-end-pool") if element.get("placement") == "collocated" else None
            alone = not with_servers[element.get("id")] and not (host and with_servers.get(host))
        elif kind == "connection":
            alone = not any(local(child) == "tunnel" for child in element)
        else:
            alone = kind in BOXES
        if alone and not element.get("same-as"):
            parts.append(element.get("id"))
    return parts


def plain(transport, secure):
    return transport not in ("", "tdm", secure)


def levels(call):
    """What of a call is told apart: it connects, all its hops are encrypted, it bypasses the Mediation Server."""
    connects = call["outcome"] == "connected"
    encrypted = not any(plain(hop["sip"], "tls") or plain(hop["media"], "srtp") for hop in call["hops"])
    return {call["id"]: connects, f"{call['id']}@encrypted": connects and encrypted,
            f"{call['id']}@bypass": connects and call["bypass"]}


class Plan:
    def __init__(self, tool, path):
        self.tool, self.path = tool, path
        self.root = ElementTree.parse(path).getroot()
        self.parts = parts_of(self.root)
        self.runs = {}

    def connects(self, failed):
        """Which services of the matrix work when these parts have failed."""
        if failed not in self.runs:
            words = [word for part in failed for word in ("--fail", part)]
            done = self.tool.run("simulate", "--matrix", "-f", "json", *words, self.path)
            self.runs[failed] = {}
            for call in json.loads(done.stdout)["calls"]:
                self.runs[failed].update(levels(call))
        return self.runs[failed]

    def swept(self, *options):
        done = self.tool.run("simulate", "-f", "json", *options, self.path)
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)


def brute_cuts(plan, most):
    """The least sets that stop each call that works otherwise."""
    works = [call for call, good in plan.connects(()).items() if good]
    cuts = {call: set() for call in works}
    for size in range(1, most + 1):
        for failed in combinations(plan.parts, size):
            connects = plan.connects(failed)
            for call in works:
                inside = any(set(cut) <= set(failed) for cut in cuts[call])
                if not connects[call] and not inside:
                    cuts[call].add(failed)
    return cuts


def check_cuts(plan, most, failures):
    result = plan.swept("--sweep", str(most))
    found = {}
    for entry in result["spof"] + result["cuts"]:
        service = f"{entry['site']}/{entry['service']}"
        found.setdefault(service, set()).add(tuple(sorted(entry["targets"], key=plan.parts.index)))
    for call, cuts in brute_cuts(plan, most).items():
        failures.check(found.get(call, set()) == cuts,
                       f"{plan.path.name}: {call}: {sorted(found.get(call, set()) ^ cuts)} differ")
    failures.check({f"{s['site']}/{s['service']}" for s in result["services"] if s["works"]} ==
                   {service for service, good in plan.connects(()).items() if good}, f"{plan.path.name}: services")
    failures.check(all(len(entry["targets"]) == 1 for entry in result["spof"]), "spof: not single")
    failures.check(not any(entry["partial"] for entry in result["services"]), f"{plan.path.name}: partial")


def check_availability(plan, failures):
    """The sum over all states of the parts that ever fail."""
    share = {}
    for element in plan.root.iter():
        if element.get("mtbf-h"):
            mtbf, mttr = float(element.get("mtbf-h")), float(element.get("mttr-h"))
            share[element.get("id")] = mtbf / (mtbf + mttr)
    mortal = [part for part in plan.parts if part in share]
    calls = plan.connects(())
    works = dict.fromkeys((call for call, good in calls.items() if good), 0.0)
    for state in product((True, False), repeat=len(mortal)):
        weight = 1.0
        for part, alive in zip(mortal, state):
            weight *= share[part] if alive else 1 - share[part]
        connects = plan.connects(tuple(part for part, alive in zip(mortal, state) if not alive))
        for call in works:
            works[call] += weight * connects[call]
    found = {f"{a['site']}/{a['service']}": a for a in plan.swept("--availability")["availability"]}
    for call, value in works.items():
        entry = found[call]
        failures.check(abs(entry["value"] - value) < NEAR, f"{plan.path.name}: {call}: {entry['value']}, not {value}")
        failures.check(entry["low"] <= entry["value"] + NEAR and entry["value"] <= entry["high"] + NEAR,
                       f"{plan.path.name}: {call}: outside its bounds {entry}")
        failures.check(abs(entry["minutesPerYear"] - (1 - value) * 525600) < 1e-6, f"{call}: minutes {entry}")


def check_series(tool, failures):
    plan = Plan(tool, HERE / "series.xml")
    result = plan.swept("--sweep", "2", "--availability")
    out = [e for e in result["spof"] if e["service"] == "ev-to-pstn"]
    failures.check([e["targets"] for e in out] == [["sbc"], ["vpn-p"], ["fe1"], ["ms1"], ["vpn-e"], ["wan"], ["t"]],
                   f"series: {out}")
    failures.check(not [e for e in result["cuts"] if e["service"] == "ev-to-pstn"], "series: pairs")
    entry = next(a for a in result["availability"] if a["service"] == "ev-to-pstn")
    failures.check(abs(entry["value"] - 0.9962421860399) < 1e-13, f"series: {entry}")
    failures.check(abs(entry["minutesPerYear"] - 1975.107017) < 1e-6, f"series: {entry}")
    failures.check(entry["weakest"] == "wan", f"series: {entry}")
    check_availability(plan, failures)


def mortal_copy(path, folder, chance, most):
    """The plan with mtbf-h and mttr-h at some parts, chosen by chance."""
    tree = ElementTree.parse(path)
    able = [e for e in tree.getroot().iter() if local(e) in BOXES - {"wan-link"} and not e.get("same-as")]
    for element in tree.getroot().iter():
        for name in ("mtbf-h", "mttr-h"):
            element.attrib.pop(name, None)
    for element in chance.sample(able, min(most, len(able))):
        element.set("mtbf-h", str(chance.randrange(50, 5000)))
        element.set("mttr-h", str(chance.randrange(1, 50)))
    copy = folder / f"mortal-{path.name}"
    ElementTree.register_namespace("", NAMESPACE)
    tree.write(copy, encoding="utf-8", xml_declaration=True)
    return copy


def main(program):
    failures = Failures("sweep")
    tool, chance = Tool(program), random.Random(7)
    check_series(tool, failures)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = [ROOT / "samples" / f"{s}.xml" for s in ("sip-trunk-vpn-router", "behind-pbx", "certified-direct-sip")]
        for seed in range(6):
            path = folder / f"generated-{seed}.xml"
            path.write_text(good.generate(seed=seed, sites=1))
            plans.append(path)
        for path in plans:
            check_cuts(Plan(tool, path), 2, failures)
            check_availability(Plan(tool, mortal_copy(path, folder, chance, 7)), failures)
    for words in (("--sweep", "0"), ("--sweep", "9"), ("--sweep", "x")):
        failures.check(tool.run("simulate", *words, HERE / "series.xml").returncode == 2, f"{words} are taken")
    dead = tool.run("simulate", "--sweep", "1", "--fail", "sbc", HERE / "series.xml")
    failures.check(dead.returncode == 1 and b"does not work, with nothing failed" in dead.stdout,
                   f"a service that does not work is not told of: {dead.returncode} {dead.stdout}")
    limited = tool.run("simulate", "--sweep", "2", "--limit", "trials=3", "-f", "json", HERE / "series.xml")
    failures.check(any(s["partial"] for s in json.loads(limited.stdout)["services"]), "a limit that is not told of")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
