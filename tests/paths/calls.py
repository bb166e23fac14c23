# SPDX-License-Identifier: MIT
"""Asking the program for calls, and holding what it says against the oracle."""
import json
from xml.sax.saxutils import quoteattr

from oracle import Oracle
from plan import first_number, local

NAMESPACE = "urn:lync-topo:scenario:1"
OUTCOMES = {"connected", "failed", "no-route", "no-such-party", "blocked"}
APART_S = 100  # between calls of a batch, so that none meets another
OUTSIDE = ("+12125550000", "+442079460123")  # nobody's in any plan here
IN_ORDER = {"route-selection": "ordered"}


def element(kind, **values):
    written = "".join(f" {name.rstrip('_').replace('_', '-')}={quoteattr(str(value))}"
                      for name, value in values.items() if value is not None)
    return f"  <{kind}{written}/>"


def scenario(calls, fails=(), policies=None):
    """The text of a scenario file; calls and fails are dictionaries of attributes."""
    lines = [element("policy", name=name, value=value) for name, value in (policies or {}).items()]
    lines += [element("fail", **fail) for fail in fails]
    lines += [element("call", **call) for call in calls]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f'<scenario xmlns="{NAMESPACE}">', *lines,
                      "</scenario>", ""])


class Asker:
    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder
        self.files = 0

    def simulate(self, *arguments):
        """(exit code, JSON result); anything but a verdict is an error of the test."""
        done = self.tool.run("simulate", "--format", "json", *arguments)
        if done.returncode not in (0, 1):
            raise AssertionError(f"exit {done.returncode} for simulate {' '.join(map(str, arguments))}: "
                                 f"{done.stderr.decode()[-1500:]}")
        return done.returncode, json.loads(done.stdout)

    def play(self, plan_path, calls, fails=(), policies=None):
        self.files += 1
        path = self.folder / f"scenario{self.files}.xml"
        path.write_text(scenario(calls, fails, policies))
        return self.simulate(plan_path, "--scenario", path)

    def batch(self, plan_path, asked):
        """Results of (from, to, dialled) in their order, each alone and with the first trunk of its route."""
        calls = [{"id": f"c{n}", "from_": caller, "to": to, "dialled": dialled, "at_s": n * APART_S, "duration_s": 10}
                 for n, (caller, to, dialled) in enumerate(asked)]
        _, result = self.play(plan_path, calls, policies=IN_ORDER)
        by_id = {call["id"]: call for call in result["calls"]}
        return [by_id.get(call["id"]) for call in calls]


def callers(plan):
    """Ids of everybody who can call."""
    found = []
    for users in plan.kind("users"):
        found.append(users.get("id"))
        if int(users.get("remote") or 0) > 0:
            found.append(f"{users.get('id')}/remote")
    return found + [device.get("id") for device in plan.kind("device")]


def callees(plan):
    """Who can be called: the same by id, and voice mail by its number."""
    return callers(plan) + [mail.get("pilot") for mail in plan.kind("unified-messaging") if mail.get("pilot")]


def numbers(plan):
    """One number of everybody who has one."""
    found = [first_number(users.get("numbers")) for users in plan.kind("users")]
    return [number for number in found + [device.get("number") for device in plan.kind("device")] if number]


def site_of(plan, party):
    """The site of somebody, by id or number; None for the PSTN."""
    element = plan.get(party.partition("/")[0])
    element = plan.owner(party) if element is None and party.startswith("+") else element
    site = plan.site(element)
    return None if site is None else site.get("id")


def every_call(plan):
    """Every caller to every callee, by id and by number, outside numbers, emergency and what dial plans list."""
    to = [*callees(plan), *numbers(plan)]
    asked = [(caller, callee, None) for caller in callers(plan) for callee in [*to, *OUTSIDE]]
    asked += [(OUTSIDE[0], callee, None) for callee in to]
    for users in plan.kind("users"):
        dial_plan = plan.scoped("dial-plan", users, "dial-plan") if plan.has_voice(users) else None
        samples = [e.get("dialled") for e in dial_plan if isinstance(e.tag, str) and local(e) == "sample"] \
            if dial_plan is not None else []
        asked += [(users.get("id"), None, dialled) for dialled in samples]
    return asked


def differences(call, said):
    """What is wrong with a call of the program, in words; an empty list if the oracle accepts it."""
    if call is None:
        return ["no result for the call"]
    if call["outcome"] not in OUTCOMES:
        return [f"outcome {call['outcome']}"]
    if said.open:
        return []
    wrong = []
    if said.kinds is not None and call["kind"] not in said.kinds:
        wrong.append(f"kind {call['kind']}, not {' or '.join(sorted(said.kinds))}")
    if call["outcome"] not in said.outcomes:
        wrong.append(f"outcome {call['outcome']} {call['sip']}, not {' or '.join(sorted(said.outcomes))}")
    if call["outcome"] != "connected" or wrong:
        return wrong
    if call["sip"] != 200:
        wrong.append(f"connected with {call['sip']}")
    got = (call["signalling"], call["media"], call["trunk"], call["bypass"])
    ways = [(w.signalling, w.media, w.trunks[-1] if w.trunks else "", w.bypass) for w in said.ways]
    if got not in ways:
        wrong.append(f"goes {show(got)}\n      not {' or '.join(sorted({show(w) for w in ways}))}")
    return wrong + stretches(call)


def stretches(call):
    """`hops` has the stretches of signalling and of media between neighbours, and no others. What a provider speaks
    behind its SBC nobody knows, so a stretch to the PSTN may be without protocol."""
    wrong = []
    listed = {(hop["from"], hop["to"]) for hop in call["hops"]}
    for path, field in ((call["signalling"], "sip"), (call["media"], "media")):
        wanted = set(zip(path, path[1:]))
        got = {(hop["from"], hop["to"]) for hop in call["hops"] if hop[field]}
        missing = {pair for pair in wanted - got if "pstn" not in pair or pair not in listed}
        if missing or got - wanted:
            wrong.append(f"hops with {field}: too many {sorted(got - wanted)}, missing {sorted(missing)}")
    return wrong


def show(way):
    signalling, media, trunk, bypassed = way
    return f"[{' '.join(signalling)}] media [{' '.join(media)}] trunk {trunk or '-'}{' bypass' if bypassed else ''}"


def judge(asker, plan_path, plan, asked, failures, where):
    """Plays the calls and compares each with the oracle; how many the documents decide."""
    oracle = Oracle(plan)
    decided = 0
    for (caller, to, dialled), call in zip(asked, asker.batch(plan_path, asked)):
        said = oracle.judge(caller, to, dialled)
        decided += not said.open
        wrong = differences(call, said)
        failures.check(not wrong, f"{where}: {caller} to {to or dialled}: {'; '.join(wrong)}")
    return decided
