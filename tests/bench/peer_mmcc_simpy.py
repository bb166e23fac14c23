#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same as peer_mmcc_heap.py in SimPy (Debian package python3-simpy3): one process a call that gets a circuit."""
import random
import sys

import simpy


class Group:
    def __init__(self, circuits, erlang, arrivals, batches, seed):
        self.free, self.erlang = circuits, erlang
        self.arrivals, self.lost = arrivals, [0] * batches
        self.dice = random.Random(seed)
        self.clock = simpy.Environment()

    def hold(self):
        yield self.clock.timeout(self.dice.expovariate(1.0))
        self.free += 1

    def arrive(self):
        for n in range(self.arrivals):
            yield self.clock.timeout(self.dice.expovariate(self.erlang))
            if self.free > 0:
                self.free -= 1
                self.clock.process(self.hold())
            else:
                self.lost[n * len(self.lost) // self.arrivals] += 1

    def run(self):
        self.clock.process(self.arrive())
        self.clock.run()
        return self.lost


if __name__ == "__main__":
    print(*Group(int(sys.argv[1]), float(sys.argv[2]), *map(int, sys.argv[3:6])).run(), sep="\n")
