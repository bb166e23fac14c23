#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""sweep.py PROGRAM [--runs N] [--sites 31] [--nodes 100000]

How long failures take that are tried one after the other, by the processor's time of one process, less the time to load
the same file, which `render --format text` of one site takes. Beside it the articulation points that igraph finds in the
graph of the same deployment, as the program draws it: they say which nodes cut the graph, and nothing of calls.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "generate"), str(HERE.parent / "lib"), str(HERE.parent / "sweep")]
import check
import good
from xml.etree import ElementTree

ELEMENTS_PER_TRUNK = 8


def cpu_of(command):
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def measured(program, plan, site, words, runs):
    """Medians: of the command, and of loading."""
    loading, whole = [], []
    for _ in range(runs):
        loading.append(cpu_of([program, "render", "--view", f"site:{site}", "-f", "text", plan]))
        whole.append(cpu_of([program, *words, plan]))
    return statistics.median(whole), statistics.median(loading)


def articulation(program, plan, runs):
    import igraph
    dot = subprocess.run([program, "render", "-f", "dot", plan], capture_output=True, text=True, check=True).stdout
    edges = re.findall(r'^ +"([^"]+)" -> "([^"]+)"', dot, re.M)
    graph = igraph.Graph.TupleList(edges)
    taken = []
    for _ in range(runs):
        start = time.process_time()
        points = graph.articulation_points()
        taken.append(time.process_time() - start)
    return statistics.median(taken), graph.vcount(), graph.ecount(), len(points)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sites", type=int, default=31)
    parser.add_argument("--nodes", type=int, default=100000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        plan = Path(name) / "sites.xml"
        plan.write_text(good.generate(seed=3, sites=options.sites))
        parts = len(check.parts_of(ElementTree.parse(plan).getroot()))
        for most in (1, 2, 3):
            whole, loading = measured(options.program, plan, "s0",
                                      ["simulate", "--jobs", "1", "--sweep", str(most)], options.runs)
            print(f"N-{most}, {parts} parts, all levels of all services: {whole - loading:.3f} s")
        plan = Path(name) / "large.xml"
        with open(plan, "w", encoding="utf-8") as out:
            subprocess.run(["/usr/bin/python3", str(HERE / "generate.py"), str(options.nodes // ELEMENTS_PER_TRUNK),
                            "--defects", "0"], stdout=out, check=True)
        structure, loading = measured(options.program, plan, "s0", [
            "render", "--view", "failover", "-f", "text", "--limit", "simulated-sites=1"], options.runs)
        calls, _ = measured(options.program, plan, "s0",
                            ["simulate", "--jobs", "1", "--sweep", "1"], options.runs)
        print(f"large: loading {loading:.3f} s, structure of all sites {structure - loading:.3f} s, "
              f"each single failure on calls {calls - loading:.3f} s")
        taken, nodes, edges, points = articulation(options.program, plan, options.runs)
        print(f"igraph: {taken:.3f} s for {points} articulation points of {nodes} nodes and {edges} edges; "
              f"structure {(structure - loading) / taken:.2f}, calls {(calls - loading) / taken:.1f} times that")


if __name__ == "__main__":
    main()
