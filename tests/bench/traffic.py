#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Events a second of simulated traffic, beside other simulators of events in the same run.

usage: traffic.py PROGRAM [--circuits N] [--erlang A] [--arrivals N] [--runs N] [--seed N]

One group of circuits that fresh calls are offered to (M/M/c/c). The program gets it as a plan with one trunk and a
scenario, and reads, routes and reports; the others are bare event loops: ns-3 with each of its schedulers, SimPy, and a
heap in Python. Seconds of the processor of the whole process, the quickest of the runs; all take turns. An event is a
call that comes or one that ends. Blocking with a 95 % interval over 20 parts, which must hold Erlang's formula.

Debian packages: libns3-dev and g++, python3-simpy3. What is absent is named, and the rest is measured.
"""
import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEAN_S = 180
BATCHES = 20
STUDENT_19 = 2.093024  # two-sided 95 %, 19 degrees of freedom
SCHEDULERS = ("PriorityQueueScheduler", "CalendarScheduler", "MapScheduler", "HeapScheduler")
BEST_PEER, SIMPY_FACTOR = 1.0, 10.0  # goals: times the events a second of ns-3 at its best, and of SimPy

PLAN = """<topology xmlns="urn:lync-topo:topology:1" name="One group">
  <site id="redmond" kind="central">
    <front-end-pool id="fe"/>
    <mediation-pool id="med" placement="stand-alone" front-end-pool="fe"><server id="med1"/></mediation-pool>
    <gateway id="gw" kind="pstn-gateway"/>
    <users id="sales" count="1000" telephony="enterprise-voice" numbers="+14255550100-1099" voice-policy="everybody"/>
  </site>
  <pstn-line id="line" ends-on="gw"/>
  <trunk id="t1" mediation-pool="med" peer="gw" transport="tcp" max-calls="{circuits}"/>
  <pstn-usage id="all"/>
  <voice-route id="r1" pattern="^\\+1" trunks="t1" usages="all"/>
  <voice-policy id="everybody" usages="all"/>
</topology>
"""

SCENARIO = """<scenario xmlns="urn:lync-topo:scenario:1">
  <run seed="{seed}" warm-up-s="0" duration-s="{duration:.6f}" replications="1"/>
  <traffic id="busy" from="sales" to="+12065550123" calls-per-hour="{an_hour:.9f}" mean-call-s="{mean}"/>
</scenario>
"""


def erlang_b(circuits, erlang):
    inverse = 1.0
    for n in range(1, circuits + 1):
        inverse = 1 + n / erlang * inverse
    return 1 / inverse


def interval(lost, arrivals):
    parts = [n * len(lost) / arrivals for n in lost]
    half = STUDENT_19 * statistics.stdev(parts) / math.sqrt(len(parts))
    mean = statistics.mean(parts)
    return mean, mean - half, mean + half


def once(command):
    """(seconds of the processor, what it printed)"""
    before = os.times()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    after = os.times()
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()}")
    return after.children_user + after.children_system - before.children_user - before.children_system, done.stdout


def of_program(text, _):
    """(arrivals, lost, blocking, low, high)"""
    trunk = json.loads(text)["trunks"][0]
    return trunk["calls"], trunk["blocked"], trunk["blocking"], trunk["low"], trunk["high"]


def of_peer(text, arrivals):
    lost = [int(line) for line in text.split()]
    return arrivals, sum(lost), *interval(lost, arrivals)


def build_ns3(folder):
    if shutil.which("g++") is None:
        return None
    headers = list(Path("/usr/include").glob("ns3*"))
    program = folder / "peer_mmcc_ns3"
    if not headers:
        return None
    done = subprocess.run(["g++", "-O2", "-std=c++17", str(HERE / "peer_mmcc_ns3.cc"), "-o", str(program),
                           "-lns3-core"], check=False)
    return str(program) if done.returncode == 0 else None


def competitors(options, folder):
    """{name: (command, reader)}"""
    duration = options.arrivals / options.erlang * MEAN_S
    (folder / "plan.xml").write_text(PLAN.format(circuits=options.circuits))
    (folder / "load.xml").write_text(SCENARIO.format(seed=options.seed, duration=duration, mean=MEAN_S,
                                                     an_hour=options.erlang * 3600 / MEAN_S))
    figures = [str(options.circuits), str(options.erlang), str(options.arrivals), str(BATCHES), str(options.seed)]
    ours = [str(Path(options.program).resolve()), "simulate", "--traffic", "--scenario", str(folder / "load.xml"),
            "--format", "json", str(folder / "plan.xml")]
    commands = {"lync-topo": (ours, of_program)}
    ns3 = build_ns3(folder)
    if ns3 is None:
        print("ns-3 is not here (packages libns3-dev, g++)")
    else:
        commands |= {f"ns-3 {name}": ([ns3, *figures, f"ns3::{name}"], of_peer) for name in SCHEDULERS}
    if subprocess.run(["/usr/bin/python3", "-c", "import simpy"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("SimPy is not here (package python3-simpy3)")
    else:
        commands["SimPy"] = (["/usr/bin/python3", str(HERE / "peer_mmcc_simpy.py"), *figures], of_peer)
    commands["heap in Python"] = (["/usr/bin/python3", str(HERE / "peer_mmcc_heap.py"), *figures], of_peer)
    return commands


def measure(commands, options):
    """{name: (seconds, arrivals, lost, blocking, low, high)}"""
    taken = {}
    for _ in range(options.runs):
        for name, (command, read) in commands.items():
            seconds, text = once(command)
            if name not in taken or seconds < taken[name][0]:
                taken[name] = (seconds, *read(text, options.arrivals))
    return taken


def show(taken, exact):
    rates = {}
    print(f"{'':28} {'cpu s':>7} {'events/s':>10}  blocking (95 % interval); Erlang B {exact:.6f}")
    for name, (seconds, arrivals, lost, blocking, low, high) in taken.items():
        rates[name] = (2 * arrivals - lost) / seconds
        print(f"{name:28} {seconds:7.3f} {rates[name] / 1e6:8.2f} M  {blocking:.6f} ({low:.6f} to {high:.6f})"
              f"{'' if low <= exact <= high else '  does not hold it'}")
    return rates


def judge(taken, rates):
    """Whether all goals that could be measured are reached."""
    ours = rates["lync-topo"]
    goals = [("ns-3 at its best", max((rate for name, rate in rates.items() if name.startswith("ns-3")), default=None), BEST_PEER),
             ("SimPy", rates.get("SimPy"), SIMPY_FACTOR)]
    good = True
    for name, theirs, factor in goals:
        if theirs is not None:
            reached = ours >= factor * theirs
            good &= reached
            print(f"{name}: {ours / theirs:.1f} times its events a second, goal {factor:g}  {'reached' if reached else 'MISSED'}")
    low, high = taken["lync-topo"][4:6]
    for name, (*_, their_low, their_high) in taken.items():
        if their_high < low or their_low > high:
            print(f"{name}: its interval and ours have nothing in common")
            good = False
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--circuits", type=int, default=100)
    parser.add_argument("--erlang", type=float, default=90)
    parser.add_argument("--arrivals", type=int, default=1000000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        taken = measure(competitors(options, Path(name)), options)
    return 0 if judge(taken, show(taken, erlang_b(options.circuits, options.erlang))) else 1


if __name__ == "__main__":
    sys.exit(main())
