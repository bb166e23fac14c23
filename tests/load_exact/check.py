#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `simulate` calls exact is exact: beside published digits and chains that know nothing of the program.

Each case is a small deployment, how its calls choose trunks in the words of chain.py, and which values a theory must
know, must not know, or may. What is exact must equal the chain; what nobody can know must be null.

usage: check.py PROGRAM
"""
import json
import math
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "lib")]
from chain import Chain
from tool import Failures, Tool

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RUN = '<run duration-s="2000" warm-up-s="100" replications="2"/>'
SECONDS = 100


def deployment(trunks, routes, groups, peers):
    """Trunks are {id: (peer, attributes)}, peers {id: attributes}, routes {id: (trunks, usage)}, groups {id: usages}."""
    usages = sorted({usage for _, usage in routes.values()})
    return "".join([
        HEAD, '<topology xmlns="urn:lync-topo:topology:1" name="Load"><site id="s" kind="central">',
        '<front-end-pool id="fe"><server id="fe1"/></front-end-pool>',
        '<mediation-pool id="med" placement="stand-alone" front-end-pool="fe"><server id="med1"/></mediation-pool>',
        *(f'<gateway id="{p}" kind="pstn-gateway" fqdn="{p}.example" {more}/>' for p, more in peers.items()),
        *(f'<users id="{g}" count="4" telephony="enterprise-voice" remote="0" voice-policy="p-{g}"/>' for g in groups),
        '</site>',
        *(f'<pstn-line id="l-{p}" ends-on="{p}" kind="pri"/>' for p in peers),
        *(f'<trunk id="{t}" mediation-pool="med" peer="{p}" transport="tls" {more}/>' for t, (p, more) in trunks.items()),
        *(f'<pstn-usage id="{u}"/>' for u in usages),
        *(f'<voice-policy id="p-{g}" usages="{u}"/>' for g, u in groups.items()),
        *(f'<voice-route id="{r}" pattern="^\\+1" trunks="{t}" usages="{u}" priority="{at}"/>'
          for at, (r, (t, u)) in enumerate(routes.items())),
        '</topology>\n'])


def traffic(group, offered, more=""):
    return f'<traffic id="{group}" from="{group}" to="+12065550123" calls-per-hour="{offered * 3600 / SECONDS!r}" ' \
           f'mean-call-s="{SECONDS}" {more}/>'


class Asker:
    def __init__(self, program, folder):
        self.tool, self.folder = Tool(program), folder

    def ask(self, plan, scenario):
        (self.folder / "plan.xml").write_text(plan)
        (self.folder / "load.xml").write_text(f'{HEAD}<scenario xmlns="urn:lync-topo:scenario:1">{scenario}</scenario>')
        result = self.tool.run("simulate", "--scenario", "load.xml", "--format", "json", "plan.xml", cwd=self.folder)
        if result.returncode != 0:
            raise SystemExit(f"exit {result.returncode}: {result.stderr.decode()}")
        return json.loads(result.stdout)


def own(**circuits):
    """Each trunk with a gateway of its own that has so many channels; None: any number."""
    trunks = {t: (f"g-{t}", "") for t in circuits}
    return trunks, {f"g-{t}": f'channels="{n}"' if n is not None else "" for t, n in circuits.items()}


def with_answer(peers, code):
    return {p: f'{more} busy-response="{code}"' for p, more in peers.items()}


def cases():
    """name, plan, scenario, chain or None, what is known: trunks, streams (None: perhaps)"""
    ab, peers_ab = own(a=3, b=2)
    abc, peers_abc = own(a=2, b=3, c=2)
    hunt = {"r1": ("a", "x"), "r2": ("b", "y")}
    turn = {"r1": ("a b", "x")}
    both = {"u": "x y"}

    yield ("one trunk", deployment(*own(a=3)[:1], {"r1": ("a", "x")}, {"u": "x"}, own(a=3)[1]), traffic("u", 2.5),
           Chain({"a": 3}, [{"offered": 2.5, "routes": [["a"]]}]), True, [True])
    yield ("hunting", deployment(ab, hunt, both, peers_ab), traffic("u", 4),
           Chain({"a": 3, "b": 2}, [{"offered": 4, "routes": [["a"], ["b"]]}]), True, [True])
    yield ("in turn", deployment(ab, turn, {"u": "x"}, peers_ab), traffic("u", 4),
           Chain({"a": 3, "b": 2}, [{"offered": 4, "routes": [["a", "b"]]}]), True, [True])
    yield ("in turn, once", deployment(ab, turn, {"u": "x"}, with_answer(peers_ab, 486)), traffic("u", 4),
           Chain({"a": 3, "b": 2}, [{"offered": 4, "routes": [["a", "b"]], "retry": False}]), True, [True])
    yield ("two share an overflow", deployment(abc, {"r1": ("a", "x"), "r2": ("b", "y"), "r3": ("c", "z")},
                                               {"u": "x z", "v": "y z"}, peers_abc), traffic("u", 2) + traffic("v", 3),
           Chain({"a": 2, "b": 3, "c": 2}, [{"offered": 2, "routes": [["a"], ["c"]]},
                                            {"offered": 3, "routes": [["b"], ["c"]]}]), True, [True, True])
    yield ("two take turns together", deployment(ab, turn, {"u": "x", "v": "x"}, with_answer(peers_ab, 600)),
           traffic("u", 1) + traffic("v", 3),
           Chain({"a": 3, "b": 2}, [{"offered": 1, "routes": [["a", "b"]], "retry": False},
                                    {"offered": 3, "routes": [["a", "b"]], "retry": False}]), True, [True, True])
    four, peers = own(a=2, b=1, c=1, d=2, e=1)
    yield ("two turns that go together", deployment(four, {"r1": ("a b", "x"), "r2": ("c d e", "y")}, both, peers),
           traffic("u", 5),
           Chain({"a": 2, "b": 1, "c": 1, "d": 2, "e": 1}, [{"offered": 5, "routes": [["a", "b"], ["c", "d", "e"]]}]),
           True, [True])
    yield ("turns of which only some move on", deployment(four, {"r1": ("a b", "x"), "r2": ("c d e", "y")},
                                                          {"u": "x", "v": "x y"}, peers), traffic("u", 2) + traffic("v", 2),
           Chain({"a": 2, "b": 1, "c": 1, "d": 2, "e": 1}, [{"offered": 2, "routes": [["a", "b"]]},
                                                            {"offered": 2, "routes": [["a", "b"], ["c", "d", "e"]]}]),
           False, [True, False])
    shared = {"a": ("g", ""), "b": ("g", "")}
    yield ("trunks that share channels", deployment(shared, hunt, {"u": "x", "v": "y"}, {"g": 'channels="4"'}),
           traffic("u", 1) + traffic("v", 2),
           Chain({"g": 4}, [{"offered": 1, "routes": [["a"]]}, {"offered": 2, "routes": [["b"]]}],
                 {"a": ("g",), "b": ("g",)}), True, [True, True])
    yield ("a call that may try the same channels twice", deployment(shared, hunt, both, {"g": 'channels="4"'}),
           traffic("u", 3), None, False, [False])
    narrow = {"a": ("g", 'max-calls="3"'), "b": ("g", 'max-calls="2"')}
    yield ("limits of trunks within those of their peer", deployment(narrow, turn, {"u": "x"}, {"g": 'channels="5"'}),
           traffic("u", 4), Chain({"a": 3, "b": 2}, [{"offered": 4, "routes": [["a", "b"]]}]), True, [True])
    yield ("limits of trunks and their peer", deployment(narrow, hunt, {"u": "x", "v": "y"}, {"g": 'channels="4"'}),
           traffic("u", 2) + traffic("v", 2), None, False, [False, False])
    some, peers = own(a=3, b=None)
    yield ("room without end", deployment(some, turn, {"u": "x"}, peers), traffic("u", 4),
           Chain({"a": 3}, [{"offered": 4, "routes": [["a", "b"]]}]), True, [True])
    yield ("one of three has failed", deployment(abc, {"r1": ("a b c", "x")}, {"u": "x"}, peers_abc),
           traffic("u", 4) + '<fail target="g-b" mode="crash"/>',
           Chain({"a": 2, "c": 2}, [{"offered": 4, "routes": [["a", "b", "c"]], "dead": ["b"]}]), None, [True])
    yield ("a failure that comes", deployment(ab, hunt, both, peers_ab),
           traffic("u", 4) + '<fail target="a" at-s="1000"/>', None, False, [False])
    yield ("a failure that went", deployment(ab, hunt, both, peers_ab),
           traffic("u", 4) + '<fail target="a" at-s="0" until-s="1000"/>', None, False, [False])
    yield ("by chance", deployment(ab, turn, {"u": "x"}, peers_ab),
           '<policy name="route-selection" value="random"/>' + traffic("u", 4), None, False, [False])
    yield ("calls of one length", deployment(ab, turn, {"u": "x"}, peers_ab), traffic("u", 4, 'holding="constant"'),
           Chain({"a": 3, "b": 2}, [{"offered": 4, "routes": [["a", "b"]]}]), False, [True])
    people = '<policy name="sources" value="people"/>'
    yield ("four people", deployment(*own(a=2)[:1], {"r1": ("a", "x")}, {"u": "x"}, own(a=2)[1]), people + traffic("u", 3),
           Chain({"a": 2}, [{"offered": 3.0, "people": 4, "routes": [["a"]]}]), True, [True])
    yield ("four people and two trunks", deployment(*own(a=1, b=2)[:1], turn, {"u": "x"}, own(a=1, b=2)[1]),
           people + traffic("u", 3),
           Chain({"a": 1, "b": 2}, [{"offered": 3.0, "people": 4, "routes": [["a", "b"]]}]), None, [True])
    yield ("as many circuits as people", deployment(*own(a=4)[:1], {"r1": ("a", "x")}, {"u": "x"}, own(a=4)[1]),
           people + traffic("u", 3), Chain({"a": 4}, [{"offered": 3.0, "people": 4, "routes": [["a"]]}]), True, [True])
    yield ("no trunk at all", deployment({}, {}, {"u": ""}, {}).replace(' usages=""', ""), traffic("u", 1),
           None, True, [True])


def judge(name, row, known, wanted, failures):
    exact = row["exact"]
    if known is not None:
        failures.check((exact is not None) == known, f"{name}: exact is {exact}, method {row['method']}")
    failures.check((row["method"] == "simulation") == (exact is None), f"{name}: {row['method']} and {exact}")
    if exact is not None and wanted is not None:
        failures.check(math.isclose(exact, wanted, rel_tol=1e-9, abs_tol=1e-15), f"{name}: {exact}, the chain says {wanted}")


def check_cases(asker, failures):
    for name, plan, scenario, chain, trunks, streams in cases():
        result = asker.ask(plan, scenario + RUN)
        blocking, loss = chain.answers() if chain is not None else ({}, [None] * len(streams))
        for row in result["trunks"]:
            judge(f"{name}, trunk {row['group']}", row, trunks, blocking.get(row["group"]), failures)
        failures.check(len(result["streams"]) == len(streams), f"{name}: {len(result['streams'])} streams")
        for row, known, wanted in zip(result["streams"], streams, loss):
            judge(f"{name}, stream {row['stream']}", row, known, wanted, failures)


def check_published(asker, failures):
    """B(23, 18), and 36 erlang that hunt over 23 and 23: what overflows, taken for fresh calls, is 4.7 times too little."""
    one, peers = own(a=23)
    result = asker.ask(deployment(one, {"r1": ("a", "x")}, {"u": "x"}, peers), traffic("u", 18) + RUN)
    failures.check(math.isclose(result["trunks"][0]["exact"], 0.0487265889382419, rel_tol=1e-12),
                   f"B(23, 18) is {result['trunks'][0]}")
    failures.check(result["trunks"][0]["method"] == "erlang-b", f"method {result['trunks'][0]['method']}")
    two, peers = own(a=23, b=23)
    result = asker.ask(deployment(two, {"r1": ("a", "x"), "r2": ("b", "y")}, {"u": "x y"}, peers), traffic("u", 36) + RUN)
    for row, wanted in zip(result["trunks"] + result["streams"], (14.3357480766 / 36, 0.0430927103, 0.0171601732989596)):
        failures.check(math.isclose(row["exact"], wanted, rel_tol=2e-9), f"36 erlang on 23 and 23: {row}, not {wanted}")
    warned = [text for text in result["traffic"]["warnings"] if "4.7 times too little" in text]
    failures.check(len(warned) == 1 and "b " in warned[0], f"nobody warns of fresh traffic: {result['traffic']['warnings']}")


def main(program):
    failures = Failures("exact load")
    with tempfile.TemporaryDirectory() as name:
        asker = Asker(program, Path(name))
        check_published(asker, failures)
        check_cases(asker, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
