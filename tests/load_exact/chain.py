# SPDX-License-Identifier: MIT
"""Markov chains of a few trunks by elimination: what exact means, without anything of the program.

A stream is a dictionary: `offered` (Erlang), `routes` (lists of trunks), `retry` (whether a call goes on after a full
trunk), `turns` (whether the trunks of a route take turns, else the first one is always the first). Every call moves the
turn of each of its routes on by one. `room` says how many calls a thing has room for, `holds` what a call over a trunk
takes room of. With `people` the stream is of so many who each offer `offered` while they are not on the telephone; all
circuits are theirs then.
"""


def order(stream, wheels):
    """Trunks in the order in which a call tries them."""
    trunks = []
    for route in stream["routes"]:
        first = wheels[tuple(route)] if stream.get("turns", True) else 0
        trunks += [t for t in route[first:] + route[:first] if t not in trunks]
    trunks = [t for t in trunks if t not in stream.get("dead", ())]
    return trunks if stream.get("retry", True) else trunks[:1]


class Chain:
    def __init__(self, room, streams, holds=None):
        self.room, self.streams = room, streams
        self.holds = holds or {}
        self.trunks = sorted({t for s in streams for r in s["routes"] for t in r})
        self.routes = sorted({tuple(r) for s in streams for r in s["routes"]})

    def free(self, busy, trunk):
        taken = {}
        for t, n in zip(self.trunks, busy):
            for thing in self.holds.get(t, (t,)):
                taken[thing] = taken.get(thing, 0) + n
        return all(thing not in self.room or taken[thing] < self.room[thing] for thing in self.holds.get(trunk, (trunk,)))

    def call(self, state, stream):
        """Where a call leads: the state after it, trunks that it found full, and the one that took it or None."""
        busy, places = state
        wheels = dict(zip(self.routes, places))
        full, taken = [], None
        for trunk in order(stream, wheels):
            if self.free(busy, trunk):
                taken = trunk
                break
            full.append(trunk)
        for route in stream["routes"]:
            if stream.get("turns", True):
                wheels[tuple(route)] = (wheels[tuple(route)] + 1) % len(route)
        if taken is not None and self.is_counted(taken):
            busy = tuple(n + (t == taken) for t, n in zip(self.trunks, busy))
        return (busy, tuple(wheels[r] for r in self.routes)), full, taken

    def is_counted(self, trunk):
        return any(thing in self.room for thing in self.holds.get(trunk, (trunk,)))

    def rate(self, state, stream):
        people = stream.get("people")
        return stream["offered"] * (people - sum(state[0]) if people else 1)

    def ways(self, state):
        for stream in self.streams:
            yield self.call(state, stream)[0], self.rate(state, stream)
        busy, places = state
        for i, n in enumerate(busy):
            if n:
                yield (busy[:i] + (n - 1,) + busy[i + 1:], places), n

    def solve(self):
        """Shares of time by state: Grassmann, Taksar and Heyman's elimination, in which nothing is subtracted."""
        start = (tuple(0 for _ in self.trunks), tuple(0 for _ in self.routes))
        number, todo = {start: 0}, [start]
        rates = {}
        while todo:
            state = todo.pop()
            for to, rate in self.ways(state):
                if to not in number:
                    number[to] = len(number)
                    todo.append(to)
                if to != state and rate > 0:
                    key = number[state], number[to]
                    rates[key] = rates.get(key, 0) + rate
        n = len(number)
        matrix = [[rates.get((i, j), 0.0) for j in range(n)] for i in range(n)]
        for k in range(n - 1, 0, -1):
            out = sum(matrix[k][:k])
            for i in range(k):
                if matrix[i][k]:
                    matrix[i][k] /= out
                    for j in range(k):
                        matrix[i][j] += matrix[i][k] * matrix[k][j]
        share = [1.0]
        for k in range(1, n):
            share.append(sum(share[i] * matrix[i][k] for i in range(k)))
        total = sum(share)
        return {state: share[at] / total for state, at in number.items()}

    def answers(self):
        """(blocking by trunk, loss by stream)"""
        tried, full, calls, lost = {}, {}, {}, {}
        for state, share in self.solve().items():
            for at, stream in enumerate(self.streams):
                rate = share * self.rate(state, stream)
                _, passed, taken = self.call(state, stream)
                calls[at] = calls.get(at, 0) + rate
                lost[at] = lost.get(at, 0) + rate * (taken is None)
                for trunk in passed + [taken] * (taken is not None):
                    tried[trunk] = tried.get(trunk, 0) + rate
                    full[trunk] = full.get(trunk, 0) + rate * (trunk in passed)
        return {t: full[t] / tried[t] for t in tried}, [lost[i] / calls[i] for i in range(len(self.streams))]
