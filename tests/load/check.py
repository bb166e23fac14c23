#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Offered traffic: what the simulation counts and what its intervals say, against formulas, differential equations, a
replay of the same calls in a plain event loop, and the statistics of 200 seeds.

usage: check.py PROGRAM [--sparsely]
--sparsely leaves out what needs many calls.
"""
import json
import sys
import tempfile
from math import sqrt
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "media"), str(HERE)]
import plans
from oracles import Group, engset_calls, erlang_b, renewal_loss
from replay import NS, Stream, exponential, draw, fingerprint, replay
from tool import Failures, Tool

SEEDS = range(1, 201)
HEAD = '<topology xmlns="urn:lync-topo:topology:1" name="traffic">'
USERS = ('<users id="sales" count="30" telephony="enterprise-voice" numbers="+14255550100-0199" voice-policy="vp" {}/>'
         '<users id="shop" count="60" telephony="enterprise-voice" numbers="+14255550300-0399" voice-policy="vp" {}/>')


def plan(*circuits, routes=None, users=("", ""), limit="channels"):
    """Gateways g1, g2 ... with so many circuits and a trunk each; one route, or routes as lists of trunks."""
    routes = routes or [[f"t{n + 1}" for n in range(len(circuits))]]
    gateways = trunks = lines = voice = ""
    for n, size in enumerate(circuits, 1):
        own = {"channels": ("", f' channels="{size}"'), "max-calls": (f' max-calls="{size}"', "")}[limit]
        gateways += f'<gateway id="g{n}" kind="pstn-gateway"{own[1]}/>'
        trunks += f'<trunk id="t{n}" mediation-pool="med" peer="g{n}" transport="tls"{own[0]}/>'
        lines += f'<pstn-line id="pri{n}" ends-on="g{n}" kind="pri"' + (
            ' numbers="+14255550100-0199"/>' if n == 1 else ' numbers="+14255550900"/>')
    for n, route in enumerate(routes):
        voice += (f'<pstn-usage id="u{n}"/><voice-route id="r{n}" pattern="^\\+1" usages="u{n}" priority="{n + 1}" '
                  f'trunks="{" ".join(route)}"/>')
    usages = " ".join(f"u{n}" for n in range(len(routes)))
    return (HEAD + '<site id="s" kind="central"><front-end-pool id="fe"/>'
            '<mediation-pool id="med" placement="stand-alone" front-end-pool="fe"/>' + gateways + USERS.format(*users) +
            "</site>" + lines + trunks + voice + f'<voice-policy id="vp" usages="{usages}"/></topology>')


def traffic(per_hour, mean, name="busy", who="sales", more=""):
    return (f'<traffic id="{name}" from="{who}" to="+12065550123" calls-per-hour="{per_hour}" '
            f'mean-call-s="{mean}"{more}/>')


def run_of(duration, replications=1, warm_up=1800, seed=1):
    return (f'<run seed="{seed}" duration-s="{duration}" replications="{replications}" warm-up-s="{warm_up}"/>')


class Asker:
    """The program, a folder and the scenario's frame."""

    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder

    def raw(self, plan_text, entries, *options):
        (self.folder / "plan.xml").write_text(plan_text)
        (self.folder / "s.xml").write_text(f'<scenario xmlns="urn:lync-topo:scenario:1">{entries}</scenario>')
        done = self.tool.run("simulate", "--format", "json", "--scenario", "s.xml", *options, "plan.xml", cwd=self.folder)
        if done.returncode != 0:
            raise AssertionError(f"exit {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def ask(self, *arguments):
        result = json.loads(self.raw(*arguments))
        return {t["group"]: t for t in result["trunks"]}, {s["stream"]: s for s in result["streams"]}, result


def holds(entry, value):
    return entry["low"] <= value <= entry["high"]


def near(value, wanted, relative):
    return abs(value - wanted) <= relative * wanted


def check_coverage(asker, failures):
    """P9: the interval of 95 % holds Erlang's value in 90 to 99 % of 200 seeds, and the mean of all is not beside it."""
    exact = erlang_b(23, 18)
    plan_text, entries = plan(23), traffic(360, 180) + run_of(300000)
    found = [asker.ask(plan_text, entries, "--seed", str(seed))[0]["t1"] for seed in SEEDS]
    held = sum(holds(trunk, exact) for trunk in found) / len(found)
    failures.check(abs(exact - 0.0487265889382419) < 1e-15, f"the oracle itself: {exact}")
    failures.check(0.90 <= held <= 0.99, f"{held:.1%} of the intervals hold {exact}")
    values = [trunk["blocking"] for trunk in found]
    mean = sum(values) / len(values)
    error = sqrt(sum((v - mean)**2 for v in values) / (len(values) - 1) / len(values))
    failures.check(abs(mean - exact) < 3 * error, f"the mean of {len(values)} seeds is {mean}, {error} from {exact}")
    print(f"coverage {held:.1%}, mean {mean:.6f} +- {error:.6f}, exact {exact:.6f}")


def check_hunting(asker, failures):
    """P10: what the first trunk does not take meets the second one, whose calls are no longer Poisson."""
    trunks, streams, _ = asker.ask(plan(23, 23, routes=[["t1"], ["t2"]]), traffic(720, 180) + run_of(2000000))
    failures.check(near(trunks["t1"]["carried"], 21.66425192, 0.004), f"{trunks['t1']}")
    failures.check(near(trunks["t2"]["carried"], 13.71798184, 0.01), f"{trunks['t2']}")
    failures.check(near(trunks["t2"]["offered"], 14.3357480766, 0.01), f"{trunks['t2']}")
    failures.check(holds(trunks["t1"], erlang_b(23, 36)), f"{trunks['t1']}")
    failures.check(holds(trunks["t2"], 0.0430927103), f"{trunks['t2']}")
    failures.check(not holds(trunks["t2"], 0.0092155), f"overflow is not Poisson: {trunks['t2']}")
    failures.check(holds(streams["busy"], 0.0171601733), f"{streams['busy']}")
    failures.check(near(streams["busy"]["carried"], 36 - 0.617766238763, 0.004), f"{streams['busy']}")


def check_formulas(asker, failures):
    """Cases with a closed form."""
    long = run_of(1000000)

    def stream(plan_text, entries, wanted, what, *options):
        found = asker.ask(plan_text, entries, *options)[1]["busy"]
        failures.check(holds(found, wanted) and found["high"] - found["low"] < 0.35 * wanted, f"{what}: {wanted}, {found}")

    stream(plan(23), traffic(360, 180, more=' holding="constant"') + long, erlang_b(23, 18), "constant lengths")
    stream(plan(23, limit="max-calls"), traffic(360, 180) + long, erlang_b(23, 18), "the limit of a trunk")
    stream(plan(1), traffic(20, 180) + long, erlang_b(1, 1), "one circuit")
    stream(plan(12, 12), traffic(360, 180) + long, erlang_b(24, 18), "in turn, the other one where the first is full")
    gap = 2 * 360 / 3600 * 180 / 2
    stream(plan(12, 12), traffic(360, 180) + long, renewal_loss(12, lambda j: (gap / (gap + j))**2),
           "in turn, without another try", "--policy", "retry-codes=504")
    each = 300 / 3600 * 180 / 30
    stream(plan(18), traffic(300, 180) + long, engset_calls(18, 30, each / (1 - each)), "30 people", "--policy",
           "sources=people")
    stream(plan(24), traffic(180, 180) + traffic(180, 180, "other", "shop") + long, erlang_b(24, 18), "two streams")


def check_both_ways(asker, failures):
    """Calls out and in share the circuits; without a scenario's traffic they come from the figures of the groups."""
    text = plan(23, users=('calls-per-hour="12" mean-call-s="180"', ""))
    trunks, streams, result = asker.ask(text, run_of(1000000), "--traffic")
    failures.check(sorted(streams) == ["sales", "sales/incoming"], f"{sorted(streams)}")
    for found in (trunks["t1"], *streams.values()):
        failures.check(holds(found, erlang_b(23, 18)), f"out and in: {found}")
    failures.check(streams["sales"]["offered"] == 9 == streams["sales/incoming"]["offered"], f"{streams}")
    failures.check(any("shop is left out" in text for text in result["traffic"]["warnings"]), f"{result['traffic']}")
    trunks, streams, _ = asker.ask(text, run_of(1000000), "--traffic", "--policy", "incoming-percent=25")
    failures.check(near(streams["sales"]["offered"], 13.5, 1e-12), f"{streams}")
    failures.check(holds(trunks["t1"], erlang_b(23, 18)), f"{trunks}")


def check_admission(asker, failures):
    """2,000 kbit/s are 25 calls: bandwidth is a group of circuits like any other."""
    text = plans.branch('call-admission-control="true" media-encryption="none" ', gateway="centre")
    entries = traffic(400, 180, who="shop").replace("+12065550123", plans.OUTSIDE) + run_of(100000)
    found = asker.ask(text, entries)[1]["busy"]
    failures.check(holds(found, erlang_b(25, 20)), f"admission: {found}, not {erlang_b(25, 20)}")


def check_failure(asker, failures):
    """A trunk that fails for a while in the busy hour: loss and load by the equations of the states, replication by
    replication. A drained one keeps its calls, a crashed one loses them."""
    for mode in ("drain", "crash"):
        group = Group(23, 0.1, 180)
        group.run(3600)
        lost, busy = 0.0, 0.0
        for seconds, open_ in ((1200, True), (600, False), (1800, True)):
            if not open_ and mode == "crash":
                group.state = [1.0] + [0.0] * 23
            part = group.run(seconds, open_)
            lost, busy = lost + part[0] * seconds / 3600, busy + part[1] * seconds / 3600
        entries = traffic(360, 180) + f'<fail target="t1" mode="{mode}" at-s="4800" until-s="5400"/>'
        found = [asker.ask(plan(23), entries + run_of(3600, 100, 3600, seed)) for seed in range(1, 11)]
        failures.check(all(result["traffic"]["units"] == 100 for _, _, result in found), f"{found[0][2]['traffic']}")
        losses = [streams["busy"] for _, streams, _ in found]
        failures.check(sum(holds(loss, lost) for loss in losses) >= 8, f"{mode}: {lost}, {losses}")
        mean = sum(loss["loss"] for loss in losses) / 10
        error = sum(loss["high"] - loss["low"] for loss in losses) / 10 / 2 / 1.98 / sqrt(10)
        failures.check(abs(mean - lost) < 3 * error < 0.005, f"{mode}: {mean} +- {error}, not {lost}")
        carried = sum(trunks["t1"]["carried"] for trunks, _, _ in found) / 10
        failures.check(near(carried, busy, 0.005), f"{mode}: {busy}, {carried}")
        print(f"{mode}: {lost:.5f} by the equations, {mean:.5f} +- {error:.5f}")


def check_replay(asker, failures):
    """Call for call what a plain event loop makes of the same draws."""
    pair = [["t1"], ["t2"]]
    cases = (
        ("in order", pair, (0, 0), lambda n: (0, 1), ()),
        ("in turn", None, (0, 0), lambda n: ((0, 1), (1, 0))[n % 2], ()),
        ("people", pair, (30, 60), lambda n: (0, 1), ("--policy", "sources=people")),
    )
    warm_up, duration = 1000 * NS, 20000 * NS
    for what, routes, people, order, options in cases:
        entries = traffic(300, 150, "one") + traffic(420, 100, "two", "shop") + run_of(20000, 2, 1000, seed=77)
        trunks, streams, _ = asker.ask(plan(10, 8, routes=routes), entries, *options)
        total = {}
        for replication in range(2):
            pair_of = [Stream(77, "one", replication, 300, 150, people[0]), Stream(77, "two", replication, 420, 100, people[1])]
            for key, value in replay(pair_of, (10, 8), warm_up, duration, order).items():
                total[key] = total.get(key, 0) + value
        for number, name in enumerate(("one", "two")):
            found = (streams[name]["calls"], streams[name]["lost"])
            failures.check(found == (total["calls", number], total["lost", number]),
                           f"{what}, {name}: {found}, not {total['calls', number], total['lost', number]}")
        for number, name in enumerate(("t1", "t2")):
            found = (trunks[name]["calls"], trunks[name]["blocked"])
            failures.check(found == (total["tried", number], total["full", number]),
                           f"{what}, {name}: {found}, not {total['tried', number], total['full', number]}")
            failures.check(near(trunks[name]["carried"], total["held", number] / 2 / duration, 1e-6),
                           f"{what}, {name}: {trunks[name]['carried']} {total['held', number] / 2 / duration}")


def check_draws(failures):
    """The gaps that the replay has in common with the program: exponential by Kolmogorov and Smirnov, mean and variance,
    and no word has to do with the next."""
    name = fingerprint("busy", 0)
    pairs = [draw(1, name, 2 * n) for n in range(20000)]
    gaps = sorted(exponential(pair[0]) for pair in pairs)
    count = len(gaps)
    distance = max(max((n + 1) / count - level, level - n / count)
                   for n, level in enumerate(1 - 2.718281828459045**-gap for gap in gaps))
    failures.check(distance < 1.63 / sqrt(count), f"the distance of gaps from the exponential distribution is {distance}")
    mean = sum(gaps) / count
    variance = sum((gap - mean)**2 for gap in gaps) / (count - 1)
    failures.check(abs(mean - 1) < 4 / sqrt(count) and abs(variance - 1) < 4 * sqrt(8 / count), f"{mean} {variance}")
    products = [(exponential(a) - 1) * (exponential(b) - 1) for a, b in pairs]
    failures.check(abs(sum(products)) < 4 * sqrt(count), f"gaps and lengths go together: {sum(products)}")


def check_chances(asker, failures):
    """The same seed gives the same bytes, another one others; another plan, and other traffic beside it, meet the same
    calls."""
    entries = traffic(360, 180) + run_of(20000, 3)
    first = asker.raw(plan(23), entries)
    failures.check(first == asker.raw(plan(23), entries), "the same seed gives other bytes")
    failures.check(first != asker.raw(plan(23), entries, "--seed", "2"), "another seed gives the same bytes")
    one = asker.ask(plan(23), entries)[1]["busy"]
    more = asker.ask(plan(26), entries)[1]["busy"]
    beside = asker.ask(plan(23), traffic(30, 60, "other", "shop") + entries)[1]["busy"]
    failures.check(one["calls"] == more["calls"] == beside["calls"] and more["lost"] < one["lost"] < beside["lost"],
                   f"{one} {more} {beside}")


def check_poor_input(asker, failures):
    """What makes no sense gets an answer all the same."""
    def warned(entries, words, *options, text=plan(23)):
        trunks, streams, result = asker.ask(text, entries, *options)
        failures.check(any(words in warning for warning in result["traffic"]["warnings"]),
                       f"nothing like '{words}': {result['traffic']['warnings']}")
        return trunks, streams

    _, streams = warned(traffic(0, 180) + run_of(1000), "busy offers no calls")
    failures.check((streams["busy"]["calls"], streams["busy"]["low"], streams["busy"]["high"]) == (0, 0, 1), f"{streams}")
    warned(traffic(100, 0) + run_of(100000), "last no time")
    warned(traffic(360, 180) + run_of(1000), "too short for an interval")
    warned(traffic(999999999999, 180) + run_of(1000), "more than 10000000 calls would be up")
    warned(traffic(1000, 180) + run_of(100000), "30 people cannot have 50 calls", "--policy", "sources=people")
    warned(traffic(100, 100).replace("+12065550123", "^(?=a)b") + run_of(1000), "no number was found")
    trunks, streams = warned(run_of(1000), "nobody says how often", "--traffic")
    failures.check(not streams, f"{streams}")
    bare = HEAD + '<site id="s" kind="central">' + USERS.format("", "") + "</site></topology>"
    trunks, streams, _ = asker.ask(bare.replace(' voice-policy="vp"', ""), traffic(360, 180) + run_of(10000))
    failures.check(not trunks and streams["busy"]["loss"] == 1 and streams["busy"]["low"] > 0.8, f"no trunk: {streams}")
    trunks, streams, _ = asker.ask(plan(0), traffic(360, 180) + run_of(10000))
    failures.check(trunks["t1"]["blocking"] == 1 and trunks["t1"]["circuits"] == 0, f"no circuit: {trunks}")
    quiet = asker.ask(plan(23), traffic(10, 60) + run_of(100000))[0]["t1"]
    failures.check(quiet["low"] == quiet["blocking"] == 0 < quiet["high"] < 0.02, f"none of {quiet['calls']} lost: {quiet}")


def main(program, sparsely=None):
    failures = Failures("offered traffic")
    with tempfile.TemporaryDirectory() as name:
        asker = Asker(Tool(program), Path(name))
        check_replay(asker, failures)
        check_admission(asker, failures)
        check_chances(asker, failures)
        check_poor_input(asker, failures)
        if sparsely is None:
            check_coverage(asker, failures)
            check_hunting(asker, failures)
            check_formulas(asker, failures)
            check_both_ways(asker, failures)
            check_failure(asker, failures)
            check_draws(failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
