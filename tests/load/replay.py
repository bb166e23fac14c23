# SPDX-License-Identifier: MIT
"""The same traffic once more, in a plain event loop: draws by Philox4x32-10 from the definition, calls on trunks in
order or in turn. What it counts must be what the program counts, call for call."""
import heapq
import math
from collections import Counter

MASK = 0xFFFFFFFF
NS = 10**9
FNV_START, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3


def philox(counter, key):
    """Salmon, Moraes, Dror, Shaw 2011: ten rounds."""
    (a, b, c, d), (left, right) = counter, key
    for _ in range(10):
        first, third = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (third >> 32) ^ b ^ left, third & MASK, (first >> 32) ^ d ^ right, first & MASK
        left, right = (left + 0x9E3779B9) & MASK, (right + 0xBB67AE85) & MASK
    return a, b, c, d


def fingerprint(text, number):
    """64-bit FNV-1a of the text with its zero byte, then of the number as 16 hexadecimal digits."""
    value = FNV_START
    for part in (text, f"{number:016x}"):
        for byte in part.encode() + b"\0":
            value = (value ^ byte) * FNV_PRIME & 0xFFFFFFFFFFFFFFFF
    return value


def draw(seed, name, number):
    words = philox((number & MASK, number >> 32, name & MASK, name >> 32), (seed & MASK, seed >> 32))
    return words[1] << 32 | words[0], words[3] << 32 | words[2]


def exponential(word):
    return -math.log(((word >> 11) + 1) * 2.0**-53)


def nanoseconds(seconds):
    return int(seconds * NS + 0.5)


class Stream:
    """Calls of one traffic element, from `people` who do not call twice at once, or from anybody."""

    def __init__(self, seed, name, replication, per_hour, mean, people=0):
        self.seed, self.name, self.mean, self.people = seed, fingerprint(name, replication), mean, people
        self.rate = per_hour / 3600
        if people:
            each = self.rate * mean / people
            self.rate = people * (each / (1 - each) / mean)
        self.until = Counter()

    def calls(self, number_of_stream, end):
        """Time of each call until the end, its stream, length, and who it is."""
        at, number = 0, 0
        while True:
            gap, length = draw(self.seed, self.name, 2 * number)
            at += nanoseconds(exponential(gap) / self.rate)
            if at >= end:
                return
            person = (draw(self.seed, self.name, 2 * number + 1)[0] >> 32) * self.people >> 32 if self.people else None
            yield at, number_of_stream, nanoseconds(self.mean * exponential(length)), person
            number += 1


def replay(streams, circuits, warm_up, duration, order):
    """Counts by stream and trunk; order(n) says which trunks the n-th call tries one after the other."""
    end = warm_up + duration // 20 * 20
    arrivals = heapq.merge(*(stream.calls(number, end) for number, stream in enumerate(streams)), key=lambda call: call[0])
    busy, up, counts, taken = [0] * len(circuits), [], Counter(), 0
    for at, number, length, person in arrivals:
        while up and up[0][0] <= at:
            busy[heapq.heappop(up)[1]] -= 1
        stream = streams[number]
        if person is not None and stream.until[person] > at:
            continue
        watched = at >= warm_up
        counts["calls", number] += watched
        for trunk in order(taken):
            counts["tried", trunk] += watched
            if busy[trunk] < circuits[trunk]:
                busy[trunk] += 1
                heapq.heappush(up, (at + length, trunk))
                counts["held", trunk] += max(0, min(at + length, end) - max(at, warm_up))
                if person is not None:
                    stream.until[person] = at + length
                break
            counts["full", trunk] += watched
        else:
            counts["lost", number] += watched
        taken += 1
    return counts
