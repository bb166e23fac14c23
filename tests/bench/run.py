#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""run.py PROGRAM [options]: measures lync-topo beside xmllint and a script on lxml, on generated deployments.

usage: run.py PROGRAM [--sizes 100,1000] [--runs N] [--instructions-up-to N] [--keep DIR] [--strict]
       run.py PROGRAM --check [--sizes 100,1000 | FILE...]

Prints a table for each size, then the goals with what was reached, then whether program and peer find the same.
With --check only the last. README.md beside this file explains the figures.
"""
import argparse
import contextlib
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import measure

PYTHON = "/usr/bin/python3"
OURS, XMLLINT, PEER = "lync-topo", "xmllint", "lxml peer"
MIB = 1024 * 1024
# Everything is judged and printed, a line for each finding; files beyond 100,000 trunks need the caps lifted.
VALIDATE = ["validate", "--format", "concise", "--quiet", "--exit-zero", "--limit", "seconds=1000000"]
LIFTED = [word for limit in ("input-mb=2047", "elements=16777215", "faults=100000000", "number-tests=1000000000")
          for word in ("--limit", limit)]
BEYOND = 100000


def commands(program, path, size, missing):
    """{tool: (command, exit codes that mean it ran to its end)}"""
    lifted = LIFTED if size > BEYOND else []
    table = {OURS: ([program, *VALIDATE, *lifted, str(path)], (0,))}
    if XMLLINT not in missing:
        huge = ["--huge"] if size > BEYOND else []
        table[XMLLINT] = (["xmllint", "--noout", *huge, str(path)], (0,))
    if "lxml" not in missing:
        table[PEER] = ([PYTHON, str(HERE / "peer.py"), str(path)], (0,))
    return table


class Row:
    """What one tool took for one size."""

    def __init__(self, cpu, kib, runs):
        self.cpu = cpu
        self.kib = kib
        self.runs = runs
        self.total = None
        self.inside = None


class Size:
    def __init__(self, trunks, path):
        self.trunks = trunks
        self.path = path
        self.bytes = path.stat().st_size
        self.rows = {}


def generate(trunks, folder, options):
    path = Path(folder) / f"{trunks}.xml"
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run([PYTHON, str(HERE / "generate.py"), str(trunks), "--seed", str(options.seed),
                        "--defects", str(options.defects)], stdout=out, check=True)
    return Size(trunks, path)


def take(size, options, missing):
    table = commands(options.program, size.path, size.trunks, missing)
    for name, figures in measure.interleaved(table, options.runs).items():
        size.rows[name] = Row(*figures)
    for name, (command, _) in table.items():
        limit = options.peer_instructions_up_to if name == PEER else options.instructions_up_to
        if "valgrind" in missing or size.trunks > limit:
            continue
        size.rows[name].total = measure.instructions(command, False)
        if name != PEER:
            size.rows[name].inside = measure.instructions(command, True)


def growth(smaller, larger, name):
    """By which power of the number of trunks the instructions grow, or None."""
    if smaller is None or name not in smaller.rows or name not in larger.rows:
        return None
    old, new = smaller.rows[name], larger.rows[name]
    pair = (old.inside, new.inside) if new.inside else (old.total, new.total)
    return math.log(pair[1] / pair[0]) / math.log(larger.trunks / smaller.trunks) if None not in pair else None


def shown(value, form, scale=1.0):
    return "-" if value is None else format(value / scale, form)


def ratio(value, base):
    return value / base if value is not None and base else None


def print_size(size, before, floor):
    print(f"\n{size.trunks:,} trunks, {size.bytes / MIB:.2f} MiB")
    print(f"  {'':<10} {'cpu s':>9} {'runs':>4} {'x xmllint':>9} {'peak MiB':>9} {'x file':>7} "
          f"{'instr. M':>10} {'x xmllint':>9} {'in main M':>10} {'x xmllint':>9} {'growth':>7}")
    base = size.rows.get(XMLLINT)
    for name, row in size.rows.items():
        low = row.kib <= floor * 1.05
        peak = ("<" if low else "") + f"{row.kib / 1024:.1f}"
        times = "-" if low else f"{row.kib * 1024 / size.bytes:.2f}"
        print(f"  {name:<10} {row.cpu:>9.3f} {row.runs:>4} {shown(ratio(row.cpu, base and base.cpu), '.2f'):>9} "
              f"{peak:>9} {times:>7} {shown(row.total, '.2f', 1e6):>10} "
              f"{shown(ratio(row.total, base and base.total), '.2f'):>9} {shown(row.inside, '.2f', 1e6):>10} "
              f"{shown(ratio(row.inside, base and base.inside), '.2f'):>9} "
              f"{shown(growth(before, size, name), '.3f'):>7}")


def goals(sizes):
    """(goal, what was reached or None, whether that is enough)"""
    by_trunks = {s.trunks: s for s in sizes}
    large, small = by_trunks.get(100000), by_trunks.get(100)
    reached = {"cpu": None, "growth": None, "memory": None, "small": None}
    if large is not None:
        ours = large.rows[OURS]
        reached["memory"] = ours.kib * 1024 / large.bytes
        reached["cpu"] = ratio(ours.cpu, large.rows[XMLLINT].cpu) if XMLLINT in large.rows else None
        reached["growth"] = growth(by_trunks.get(10000), large, OURS)
    if small is not None and XMLLINT in small.rows:
        reached["small"] = ratio(small.rows[OURS].inside, small.rows[XMLLINT].inside)
    return [
        ("100,000 trunks: cpu time of xmllint --noout, times", reached["cpu"], 0.8),
        ("10,000 to 100,000 trunks: growth exponent of instructions", reached["growth"], 1.05),
        ("100,000 trunks: peak memory, times the file", reached["memory"], 2.0),
        ("100 trunks: instructions in main of xmllint --noout, times", reached["small"], 1.0),
    ]


def print_goals(sizes):
    print("\ngoals")
    missed = 0
    for text, value, most in goals(sizes):
        verdict = "not measured" if value is None else "reached" if value <= most else "MISSED"
        missed += verdict == "MISSED"
        print(f"  {text}: at most {most:.2f}; {shown(value, '.3f')}  {verdict}")
    return missed


def program_findings(program, path, trunks):
    """Counter of (rule, element): of structural findings the rule alone, for they may stand anywhere."""
    lifted = LIFTED if trunks > BEYOND else []
    result = subprocess.run([program, "validate", "--format", "json", "--exit-zero", *lifted, str(path)],
                            stdout=subprocess.PIPE, check=False)
    found = json.loads(result.stdout)["findings"]
    return Counter((f["rule"], "" if f["rule"].startswith("DOC") else f["element"]) for f in found)


def peer_findings(path):
    command = [PYTHON, str(HERE / "peer.py"), "--findings", str(path)]
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    answer = json.loads(result.stdout)
    found = Counter(map(tuple, answer["findings"]))
    found.update({(rule, ""): n for rule, n in answer["rules"].items() if rule.startswith("DOC")})
    return found, answer["not-compared"]


def compare(program, path, trunks=0):
    """Prints where program and peer differ; whether they do."""
    found, skipped = peer_findings(path)
    ours = program_findings(program, path, trunks)
    ours = Counter({key: n for key, n in ours.items() if key[0] not in skipped})
    found = Counter({key: n for key, n in found.items() if key[0] not in skipped})
    if ours == found:
        rules = Counter(key[0] for key in ours.elements())
        print(f"  {path.name}: the same {sum(ours.values())} findings of {len(rules)} rules, on the same elements")
        return False
    print(f"  {path.name}: {sum((ours & found).values())} findings the same, others not:")
    for who, surplus in (("lync-topo", ours - found), ("the peer", found - ours)):
        for rule, n in sorted(Counter(key[0] for key in surplus.elements()).items()):
            elements = sorted({key[1] for key in surplus if key[0] == rule})
            print(f"    {rule}: {n} by {who} only, such as on {', '.join(elements[:5]) or 'the document'}")
    return True


def check(options, files, missing):
    print("\nfindings of program and peer")
    if "lxml" in missing:
        print("  not compared: lxml is absent")
        return 0
    differing = sum(compare(options.program, path, trunks) for path, trunks in files)
    _, skipped = peer_findings(files[0][0])
    print("  not compared: " + "; ".join(f"{rule} ({why})" for rule, why in skipped.items()))
    return differing


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built lync-topo")
    parser.add_argument("files", nargs="*", type=Path, help="with --check: compare on these")
    parser.add_argument("--check", action="store_true", help="only compare what program and peer find")
    parser.add_argument("--sizes", default=None, help="numbers of trunks (100,1000,10000,100000; --check up to 10000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each tool; the median counts")
    parser.add_argument("--instructions-up-to", type=int, default=10000, metavar="TRUNKS")
    parser.add_argument("--peer-instructions-up-to", type=int, default=1000, metavar="TRUNKS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--defects", type=float, default=0.01, help="share of objects with a defect")
    parser.add_argument("--keep", metavar="DIR", help="keep the generated files there")
    parser.add_argument("--strict", action="store_true", help="exit 1 for a missed goal or differing findings")
    options = parser.parse_intermixed_args()
    default = "100,1000,10000" if options.check else "100,1000,10000,100000"
    options.sizes = [int(s) for s in (options.sizes or default).split(",")]
    if options.files and not options.check:
        parser.error("files are for --check")
    return options


def bench(options, folder, missing):
    floor = measure.floor_kib()
    print(f"median of {options.runs} runs; peaks below {floor / 1024:.0f} MiB cannot be told apart")
    sizes = []
    for trunks in sorted(options.sizes):
        size = generate(trunks, folder, options)
        take(size, options, missing)
        print_size(size, sizes[-1] if sizes else None, floor)
        sys.stdout.flush()
        sizes.append(size)
    missed = print_goals(sizes)
    return missed + check(options, [(s.path, s.trunks) for s in sizes], missing)


def main():
    options = arguments()
    missing = measure.absent()
    for tool, effect in missing.items():
        print(f"{tool} is absent: {effect}")
    keep = options.keep
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
    with contextlib.nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="lync-topo-bench-") as folder:
        if not options.check:
            bad = bench(options, folder, missing)
        else:
            files = [(path, 0) for path in options.files]
            files = files or [(generate(n, folder, options).path, n) for n in options.sizes]
            bad = check(options, files, missing)
    sys.exit(1 if options.strict and bad else 0)


if __name__ == "__main__":
    main()
