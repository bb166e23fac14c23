#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long `render` takes, beside the `dot` program on the same graph (its DOT output).

usage: render.py PROGRAM [--runs N] [--nodes 1000,10000]

For each size: the whole deployment, the overview (--collapse sites), one site and other views. "text s" is the same view as
an outline: reading the file and finding out what to draw, without layout and drawing. `dot` gets half a minute.
"""
import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BOXES_PER_TRUNK = 1.65
DOT_SECONDS = 30


def timed(command):
    """Seconds of the clock, or None when it took too long or failed."""
    start = time.monotonic()
    try:
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=DOT_SECONDS,
                                check=False)
    except subprocess.TimeoutExpired:
        return None
    return time.monotonic() - start if result.returncode == 0 else None


def paired(program, options, plan, folder, runs):
    """Medians of both, taking turns; dot draws what the program gives it."""
    dot_file = folder / "plan.dot"
    subprocess.run([program, "render", "-f", "dot", *options, plan, "-o", dot_file], check=True)
    ours, outline, theirs = [], [], []
    for _ in range(runs):
        ours.append(timed([program, "render", *options, plan, "-o", folder / "plan.svg"]))
        outline.append(timed([program, "render", *options, plan, "-o", folder / "plan.text"]))
        if None not in theirs:
            theirs.append(timed(["dot", "-Tsvg", dot_file, "-o", folder / "dot.svg"]))
    text = dot_file.read_text()
    return statistics.median(ours), statistics.median(outline), \
        None if None in theirs else statistics.median(theirs), len(re.findall(r" shape=", text)), text.count(" -> ")


def report(name, ours, outline, theirs, boxes, lines):
    ratio = f"{ours / theirs:8.2f}" if theirs else f"  over {DOT_SECONDS} s"
    print(f"{name:24} {boxes:7} {lines:7} {ours:9.3f} {outline:9.3f} {theirs or float('nan'):9.3f} {ratio}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--nodes", default="1000,10000")
    parser.add_argument("--views", default="perimeter,voice,numbers,failover")
    options = parser.parse_args()
    print(f"{'view':24} {'boxes':>7} {'lines':>7} {'render s':>9} {'text s':>9} {'dot s':>9}    ratio")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for nodes in (int(n) for n in options.nodes.split(",")):
            plan = folder / f"{nodes}.xml"
            trunks = str(max(1, round(nodes / BOXES_PER_TRUNK)))
            with open(plan, "wb") as file:
                subprocess.run([sys.executable, HERE / "generate.py", trunks, "--defects", "0"], stdout=file,
                               check=True)
            site = re.search(r'<site id="([^"]*)"', plan.read_text()).group(1)
            for title, arguments in (("whole", []), ("overview", ["--collapse", "sites"]),
                                     ("one site", ["--view", f"site:{site}"]),
                                     *((view, ["--view", view]) for view in options.views.split(","))):
                report(f"{nodes}, {title}", *paired(options.program, arguments, plan, folder, options.runs))


if __name__ == "__main__":
    main()
