# SPDX-License-Identifier: MIT
"""Blocking by formulas and by differential equations, from the books, for the tests of traffic."""
from math import comb, prod


def erlang_b(circuits, offered):
    blocking = 1.0
    for n in range(1, circuits + 1):
        blocking = offered * blocking / (n + offered * blocking)
    return blocking


def engset_calls(circuits, people, idle_offered):
    """The share of calls lost: states as an arriving call finds them are those of one person fewer."""
    weights = [comb(people - 1, n) * idle_offered**n for n in range(circuits + 1)]
    return weights[-1] / sum(weights)


def renewal_loss(circuits, transform):
    """Takacs: calls that come at the times of a renewal process; transform(j) of the gap at j over the mean length."""
    factor = [(1 - transform(j)) / transform(j) for j in range(1, circuits + 1)]
    return 1 / sum(comb(circuits, k) * prod(factor[:k]) for k in range(circuits + 1))


class Group:
    """The probabilities of how many of a group's circuits are busy, in time, by Kolmogorov's equations."""

    def __init__(self, circuits, per_second, mean):
        self.circuits, self.rate, self.mean = circuits, per_second, mean
        self.state = [1.0] + [0.0] * circuits

    def step(self, state, open_):
        rate = self.rate if open_ else 0.0
        flow = [rate * state[n] - (n + 1) / self.mean * state[n + 1] for n in range(self.circuits)]
        return [(flow[n - 1] if n > 0 else 0.0) - (flow[n] if n < self.circuits else 0.0)
                for n in range(self.circuits + 1)]

    def run(self, seconds, open_=True, steps_a_second=0.5):
        """Runge and Kutta's fourth order. Returns the time-average of lost calls a call, and of busy circuits."""
        count = max(1, int(seconds * steps_a_second))
        h = seconds / count
        lost = busy = 0.0
        for _ in range(count):
            before = self.state
            k1 = self.step(before, open_)
            k2 = self.step([p + h / 2 * k for p, k in zip(before, k1)], open_)
            k3 = self.step([p + h / 2 * k for p, k in zip(before, k2)], open_)
            k4 = self.step([p + h * k for p, k in zip(before, k3)], open_)
            self.state = [p + h / 6 * (a + 2 * b + 2 * c + d) for p, a, b, c, d in zip(before, k1, k2, k3, k4)]
            middle = [(p + q) / 2 for p, q in zip(before, self.state)]
            lost += h * (middle[-1] if open_ else 1.0)
            busy += h * sum(n * p for n, p in enumerate(middle))
        return lost / seconds, busy / seconds
