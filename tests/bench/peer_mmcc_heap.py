#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A group of circuits that fresh calls are offered to, as an event loop by hand: a heap of times.

usage: peer_mmcc_heap.py CIRCUITS ERLANG ARRIVALS BATCHES SEED

Prints the calls lost in each batch, one number a line. The unit of time is the mean holding time.
"""
import heapq
import random
import sys


def run(circuits, erlang, arrivals, batches, seed):
    dice = random.Random(seed)
    lost = [0] * batches
    ends = []
    now = 0.0
    for n in range(arrivals):
        now += dice.expovariate(erlang)
        while ends and ends[0] <= now:
            heapq.heappop(ends)
        if len(ends) < circuits:
            heapq.heappush(ends, now + dice.expovariate(1.0))
        else:
            lost[n * batches // arrivals] += 1
    return lost


if __name__ == "__main__":
    print(*run(int(sys.argv[1]), float(sys.argv[2]), *map(int, sys.argv[3:6])), sep="\n")
