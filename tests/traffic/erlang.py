#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`plan erlang` beside the sums that define the formulas, in exact fractions; its inverses beside the definitions of
least and greatest; its JSON beside its schema; and words that it must refuse.

usage: erlang.py PROGRAM
"""
import json
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from math import comb
from pathlib import Path

from jsonschema import Draft202012Validator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

NEAR = Fraction(1, 10**12)

WRONG = (
    ("--circuits", "23"), ("--circuits", "23", "--offered", "18", "--blocking", "0.01"), (),
    ("--circuits", "-1", "--offered", "18"), ("--circuits", "2.5", "--offered", "18"),
    ("--circuits", "23", "--offered", "-3"), ("--circuits", "23", "--offered", "nan"),
    ("--circuits", "23", "--blocking", "1"), ("--circuits", "23", "--blocking", "0"),
    ("--offered", "18", "--blocking", "1 %"), ("--circuits", "99999999999", "--offered", "18"),
    ("--circuits", "23", "--offered", "18", "--model", "erlang-d"),
    ("--circuits", "23", "--offered", "18", "--model", "engset"),
    ("--circuits", "23", "--offered", "18", "--model", "erlang-b", "--sources", "100"),
    ("--offered", "90000000", "--blocking", "0.01"),
)


def erlang_b(circuits, offered):
    """A^c/c! over the sum of A^k/k!, k up to c."""
    term = total = Fraction(1)
    for k in range(1, circuits + 1):
        term *= offered / k
        total += term
    return term / total if offered else Fraction(0)


def erlang_c(circuits, offered):
    if offered >= circuits:
        return Fraction(1)
    term = total = Fraction(1)
    for k in range(1, circuits):
        term *= offered / k
        total += term
    waits = term * offered / circuits * circuits / (circuits - offered)
    return waits / (total + waits)


def engset(sources, circuits, each):
    """The time congestion: all circuits busy."""
    terms = [comb(sources, k) * each**k for k in range(circuits + 1)]
    return terms[-1] / sum(terms)


def erlang_b_of_many(circuits, offered):
    """By the terms of the sum from the last one back, A^c/c! being 1, with fifty digits: no recurrence of inverses."""
    getcontext().prec = 50
    term = total = Decimal(1)
    for k in range(circuits, 0, -1):
        term = term * k / offered
        total += term
        if term < total * Decimal(10) ** -45:
            break
    return 1 / total


class Calculator:
    def __init__(self, program, failures):
        self.tool, self.failures = Tool(program), failures
        self.schema = Draft202012Validator(json.loads((ROOT / "schemas" / "plan-erlang.schema.json").read_text()))

    def answer(self, **given):
        words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
        done = self.tool.run("plan", "erlang", "-f", "json", *words)
        self.failures.check(done.returncode == 0, f"{words}: exit {done.returncode}: {done.stderr}")
        result = json.loads(done.stdout)
        self.failures.check(self.schema.is_valid(result), f"{words}: not as the schema wants: {result}")
        return result

    def near(self, found, exact, what):
        self.failures.check(abs(Fraction(found) - exact) <= NEAR * exact, f"{what}: {found}, not {float(exact)!r}")


def check_erlang(calculator, chance):
    circuits, offered = chance.randrange(1, 120), Fraction(chance.randrange(1, 12000), 100)
    what = f"{circuits} circuits, {float(offered)} E"
    result = calculator.answer(circuits=circuits, offered=float(offered))
    exact = erlang_b(circuits, offered)
    calculator.near(result["blocking"], exact, what)
    calculator.near(result["carried"], offered * (1 - exact), f"{what}: carried")
    result = calculator.answer(circuits=circuits, offered=float(offered), model="erlang-c")
    calculator.near(result["waiting"], erlang_c(circuits, offered), f"{what}: waiting")


def check_engset(calculator, chance):
    sources = chance.randrange(2, 150)
    circuits, each = chance.randrange(1, sources), Fraction(chance.randrange(1, 300), 100)
    what = f"{sources} sources, {circuits} circuits, {float(each)} E each"
    result = calculator.answer(sources=sources, circuits=circuits, offered=float(each))
    calculator.near(result["callCongestion"], engset(sources - 1, circuits, each), what)
    calculator.near(result["timeCongestion"], engset(sources, circuits, each), f"{what}: time")
    calculator.failures.check(result["blocking"] == result["callCongestion"], f"{what}: blocking is something else")


def check_inverses(calculator, chance):
    target = Fraction(chance.choice((1, 5, 10, 20, 50)), 1000)
    offered = Fraction(chance.randrange(1, 9000), 100)
    what = f"{float(offered)} E at {float(target)}"
    least = calculator.answer(offered=float(offered), blocking=float(target))["circuits"]
    calculator.failures.check(erlang_b(least, offered) <= target < erlang_b(least - 1, offered),
                              f"{what}: {least} circuits are not the least")
    most = Fraction(calculator.answer(circuits=least, blocking=float(target))["offered"])
    calculator.failures.check(erlang_b(least, most * (1 - NEAR)) <= target <= erlang_b(least, most * (1 + NEAR)),
                              f"{what}: {float(most)} E is not the greatest load of {least} circuits")


def check_million(calculator):
    for offered in (980000, 999000, 1000000, 1002500):
        found = calculator.answer(circuits=1000000, offered=offered)["blocking"]
        exact = Fraction(erlang_b_of_many(1000000, offered))
        calculator.near(found, exact, f"a million circuits, {offered} E")


def main(program):
    failures = Failures("plan erlang")
    calculator = Calculator(program, failures)
    chance = random.Random(1917)
    for _ in range(60):
        check_erlang(calculator, chance)
        check_engset(calculator, chance)
        check_inverses(calculator, chance)
    for words in WRONG:
        done = calculator.tool.run("plan", "erlang", *words)
        failures.check(done.returncode == 2 and done.stdout == b"" and done.stderr.count(b"\n") == 1,
                       f"{words}: exit {done.returncode}, {done.stderr}")
    check_million(calculator)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
