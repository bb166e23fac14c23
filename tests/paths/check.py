#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The way calls take through the samples is the documented one.

First the oracle is held against rows.json, the tables by hand. Then the program: every row, failures included; every
caller to every callee of every good sample, with media bypass as it stands and off, compared with the oracle; one call
by options and one by scenario file say the same; expectations in a scenario decide the exit code; round robin.

usage: check.py PROGRAM
"""
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
from calls import OUTSIDE, Asker, every_call, judge
from oracle import disagreements, options, plan_file, rows
from plan import Plan
from tool import Failures, Tool

PLANS = ("sip-trunk-vpn-router", "sip-trunk-vpn-server", "behind-pbx", "in-front-of-pbx", "voip-only",
         "certified-direct-sip", "two-sites-and-branch", "pbx-on-sip-trunk", "internet-and-phones",
         "constrained-branch", "front-with-lync-egress", "bypass-to-provider")

# Kinds that must have been asked for at least once, so that no sample loses one in silence.
KINDS = {"ev-to-pstn", "pstn-to-ev", "ev-to-ev", "ev-to-pbx", "pbx-to-ev", "pstn-to-pbx", "pbx-to-pstn", "pbx-to-pbx",
         "remote-to-pstn", "pstn-to-remote", "remote-to-pbx", "pbx-to-remote", "remote-to-ev", "ev-to-remote",
         "device-to-pstn", "pstn-to-device", "ev-to-device", "ev-to-um", "remote-to-um", "ev-to-emergency"}


def plan_path(name, folder, bypass):
    """The file itself, or a copy whose root says media-bypass=off."""
    if bypass != "off":
        return plan_file(name)
    path = folder / f"{name}-off.xml"
    Plan(plan_file(name), "off").root.getroottree().write(str(path), encoding="UTF-8", xml_declaration=True)
    return path


# --- rows.json ---

def check_tried(call, row, problem):
    got = [(a["trunk"], a["result"]) for a in call["attempts"]]
    wanted = [word.split("=") for word in row["tried"].split()]
    problem(len(got) == len(wanted) and all(t == w[0] and (w[1] == "*" or str(r) == w[1])
                                            for (t, r), w in zip(got, wanted)), f"tried {got}, not {row['tried']}")
    if "gave-up-ms" in row and got:
        first = call["attempts"][0]
        problem(first["endMs"] - first["startMs"] == row["gave-up-ms"], f"gave up after {first}")


def check_row(asker, folder, row, failures):
    """One row of the tables, by a scenario of one call."""
    name = f"rows: {row['plan']}: {row['row']}"
    asked = {"id": "c", "from_": row["from"], "to": row.get("to"), "dialled": row.get("dialled"), "at_s": row.get("at")}
    _, result = asker.play(plan_path(row["plan"], folder, row.get("bypass")), [asked], row.get("fail", ()))
    call = result["calls"][0]

    def problem(good, text):
        failures.check(good, f"{name}: {text}")

    for field in ("kind", "outcome", "sip", "trunk"):
        problem(field not in row or call[field] == row[field], f"{field} {call[field]!r}, not {row.get(field)!r}")
    problem("bypassed" not in row or call["bypass"] == row["bypassed"], f"bypass {call['bypass']}")
    for field in ("signalling", "media"):
        problem(field not in row or call[field] in options(row[field]),
                f"{field} {' '.join(call[field])}, not {row.get(field)}")
    if "tried" in row:
        check_tried(call, row, problem)
    if "server" in row:
        last = call["attempts"][-1]["server"] if call["attempts"] else None
        problem(last == row["server"], f"last server {last}, not {row['server']}")


# --- samples ---

def check_samples(asker, folder, failures):
    kinds = Counter()
    decided = 0
    for name in PLANS:
        for bypass in ("as it stands", "off"):
            path = plan_path(name, folder, bypass)
            plan = Plan(path)
            asked = every_call(plan)
            decided += judge(asker, path, plan, asked, failures, f"{name}, bypass {bypass}")
            kinds.update(call["kind"] for call in asker.batch(path, asked) if call)
    failures.check(decided > 1500, f"only {decided} calls that the documents decide")
    failures.check(set(kinds) >= KINDS, f"no call of kind {sorted(KINDS - set(kinds))}")


def check_options(asker, failures):
    """--from, --to and --fail say what a scenario file says."""
    path = plan_file("sip-trunk-vpn-router")
    out = OUTSIDE[0]
    for caller, to, target in (("sales", out, None), (out, "sales", None), ("sales/remote", out, None),
                               ("sales", out, "fab-sbc-sea@refuse:503"), ("sales", out, "fab-sbc-sea@silent"),
                               ("sales", "engineering", "med1")):
        given, _, mode = (target or "").partition("@")
        mode, _, code = mode.partition(":")
        fails = [{"target": given, "mode": mode or None, "code": code or None}] if target else []
        _, by_options = asker.simulate(path, "--from", caller, "--to", to, *(["--fail", target] if target else []))
        _, by_file = asker.play(path, [{"id": "c", "from_": caller, "to": to}], fails)
        pair = [{k: v for k, v in r["calls"][0].items() if k != "id"} for r in (by_options, by_file)]
        failures.check(pair[0] == pair[1], f"options: {caller} to {to} failing {target}: {pair[0]}\n  file: {pair[1]}")


def check_expectations(asker, failures):
    """Exit 0 when a scenario gets what it expects, else 1."""
    path = plan_file("voip-only")
    call = {"id": "c", "from_": "developers", "to": OUTSIDE[0]}
    right = {"expect": "connected", "expect_trunk": "t-aus-1", "expect_media": "developers gw-aus-1 pstn",
             "expect_signalling": "developers fe-aus med-aus gw-aus-1 pstn"}
    wrong = {"expect": "486", "expect_trunk": "t-aus-2", "expect_media": "developers med-aus gw-aus-1 pstn",
             "expect_signalling": "developers fe-aus gw-aus-1 pstn"}
    code, _ = asker.play(path, [{**call, **right}])
    failures.check(code == 0, f"expectations that are met: exit {code}")
    for name, value in wrong.items():
        code, _ = asker.play(path, [{**call, **right, name: value}])
        failures.check(code == 1, f"{name}={value} is not met: exit {code}")
    code, _ = asker.play(path, [{**call, "expect": "503"}],
                         [{"target": "gw-aus-1 gw-aus-2 fab-sbc-dal fab-sbc-hou", "mode": "refuse", "code": "503"}])
    failures.check(code == 0, f"a failure that is expected: exit {code}")


def check_round_robin(asker, failures):
    """It starts with the first trunk listed and moves on by one with each call that reaches the route."""
    path = plan_file("sip-trunk-vpn-router")
    calls = [{"id": f"c{n}", "from_": "sales", "to": OUTSIDE[0], "at_s": n * 1000} for n in range(5)]
    for policies, wanted in (({}, ["t-sea", "t-den"] * 2 + ["t-sea"]), ({"route-selection": "ordered"}, ["t-sea"] * 5)):
        _, result = asker.play(path, calls, policies=policies)
        got = [call["trunk"] for call in sorted(result["calls"], key=lambda c: c["id"])]
        failures.check(got == wanted, f"route selection {policies}: {got}, not {wanted}")


def main(program):
    failures = Failures("paths")
    for row in rows():
        for wrong in disagreements(row) if not row.get("fail") else ():
            failures.check(False, f"oracle: {row['plan']}: {row['row']}: {wrong}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asker = Asker(Tool(program), folder)
        for row in rows():
            check_row(asker, folder, row, failures)
        check_samples(asker, folder, failures)
        check_options(asker, failures)
        check_expectations(asker, failures)
        check_round_robin(asker, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
