#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is wrong, hostile or very much ends quickly, with a stated result.

Boxes that send a call in a circle, numbers that nothing takes, patterns that explode, 100,000 failures at once and one
after the other, 100,000 calls. What must come out follows from the plan; how long it may take is a minute, a hundred
times what it takes.

usage: bad.py PROGRAM
"""
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib")]
from tool import Failures, Tool

MANY = 100000
SOME = 20000
SECONDS = 60

PLAN = r"""<topology xmlns="urn:lync-topo:topology:1" name="Contoso">
  <site id="red" kind="central" country="US">
    <front-end-pool id="fe" fqdn="fe.contoso.com"/>
    <mediation-pool id="med" placement="stand-alone" front-end-pool="fe" tcp-port="5068"/>
    <gateway id="gw" kind="pstn-gateway" fqdn="gw.contoso.com">
      <number-route pattern="^\+1206" to="tie"/>
      <number-route pattern="^(\+?(\d+)+)+[^\d+]$" to="tie"/>
      <number-route pattern="^\+1425" to="line"/>
    </gateway>
    <pbx id="pbx" kind="tdm">
      <number-route pattern="^\+1206" to="gw"/>
    </pbx>
    <users id="sales" count="10" telephony="enterprise-voice" numbers="+14255550100-0109" voice-policy="vp"/>
    <users id="old" count="10" telephony="pbx" pbx="pbx" numbers="+14255550200-0209"/>
  </site>
  <tie-line id="tie" gateway="gw" pbx="pbx" kind="pri"/>
  <pstn-line id="line" ends-on="gw" kind="pri" numbers="+14255550100-0199"/>
  <trunk id="t1" mediation-pool="med" peer="gw" transport="tls"/>
  <pstn-usage id="all"/>
  <voice-route id="explodes" pattern="^(\+?(\d+)+)+[^\d+]$" trunks="t1" usages="all" priority="0"/>
  <voice-route id="loops" pattern="^\+1206" trunks="t1" usages="all" priority="1"/>
  <voice-route id="works" pattern="^\+1425" trunks="t1" usages="all" priority="2"/>
  <voice-policy id="vp" usages="all"/>
</topology>
"""


# The same without what takes each call long.
SIMPLE = "\n".join(line for line in PLAN.splitlines() if "(\\d+)+" not in line)


class Bench:
    def __init__(self, tool, folder, failures):
        self.tool = tool
        self.folder = folder
        self.failures = failures
        (folder / "plan.xml").write_text(PLAN)
        (folder / "simple.xml").write_text(SIMPLE)

    def call(self, from_, to):
        done = self.tool.run("simulate", "--from", from_, "--to", to, "-f", "json", "plan.xml", cwd=self.folder,
                             timeout=SECONDS)
        self.failures.check(done.returncode in (0, 1), f"{from_} to {to}: exit {done.returncode}")
        return json.loads(done.stdout)["calls"][0]

    def headlines(self, body):
        (self.folder / "scenario.xml").write_text(f'<scenario xmlns="urn:lync-topo:scenario:1">{body}</scenario>')
        done = self.tool.run("simulate", "-q", "--scenario", "scenario.xml", "simple.xml", cwd=self.folder,
                             timeout=SECONDS)
        self.failures.check(done.returncode in (0, 1), f"exit {done.returncode}: {done.stderr[:300]}")
        return done.stdout.decode().splitlines()


def check_loops(bench, failures):
    for from_ in ("sales", "old"):
        call = bench.call(from_, "+12065550123")
        failures.check((call["outcome"], call["sip"]) == ("failed", 482), f"{from_}: {call['outcome']} {call['sip']}")
        failures.check("circle" in json.dumps(call), f"{from_}: nobody says that the call went in a circle")


def check_numbers(bench, failures):
    for number in ("+493055512345", "+1", "+999999999999999", "911"):
        call = bench.call("sales", number)
        failures.check((call["outcome"], call["sip"]) == ("no-route", 404),
                       f"{number}: {call['outcome']} {call['sip']}")


def check_patterns(bench, failures):
    call = bench.call("sales", "+14255551234567")
    failures.check((call["outcome"], call["route"]) == ("connected", "works"), f"{call['outcome']} by {call['route']}")
    failures.check("explodes' is too costly to try" in json.dumps(call), "nobody says that a pattern is too costly")


def fails(target, mode, start, until=None):
    end = f' until-s="{until}"' if until is not None else ""
    return f'<fail target="{target}" mode="{mode}" at-s="{start}"{end}/>'


def call(n, at):
    return f'<call id="c{n}" from="sales" to="+14255551234" at-s="{at}" duration-s="0"/>'


def check_failures_at_once(bench, failures):
    lines = bench.headlines(fails("t1", "crash", 0) * MANY + call(1, 1))
    failures.check(len(lines) == 1 and ": failed, 503 " in lines[0], f"{MANY} failures at once: {lines[:3]}")


def check_failures_in_turn(bench, failures):
    """Each of them for two seconds, between two OPTIONS, so that only calls in these seconds fail."""
    body = "".join(fails("t1", "crash", 10 * n + 3, 10 * n + 5) for n in range(MANY))
    body += "".join(call(2 * n, 10 * n + 4) + call(2 * n + 1, 10 * n + 7) for n in range(SOME // 2))
    lines = bench.headlines(body)
    failures.check(len(lines) == SOME, f"{len(lines)} lines for {SOME} calls")
    for n, line in enumerate(lines):
        failures.check((": failed, 503 " if n % 2 == 0 else ": connected ") in line, f"failures in turn: {line}")


def check_many_calls(bench, failures):
    lines = bench.headlines("".join(call(n, n) for n in range(MANY)))
    connected = sum(": connected over trunk t1 of route works" in line for line in lines)
    failures.check(len(lines) == connected == MANY, f"{len(lines)} calls, {connected} connected")


def main(program):
    failures = Failures("bad input of simulate")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Tool(program), Path(name), failures)
        for check in (check_loops, check_numbers, check_patterns, check_failures_at_once, check_failures_in_turn,
                      check_many_calls):
            check(bench, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
