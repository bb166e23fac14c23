#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Contrast of every text and stroke in inks.def on what it may stand on, in both themes, by the formula of WCAG 2.1
(relative luminance): text 4.5:1, strokes that carry meaning 3:1.

usage: contrast.py
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from tool import ROOT, Failures

RENDER = ROOT / "core" / "render"
TEXT, STROKE = 4.5, 3.0

# What is pale on purpose: the map under a path, and the frame of the legend.
PALE = ("DIMMED", "LEGEND", "GROUP")


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in ((colour >> shift & 255) / 255 for shift in (16, 8, 0))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rows(name, macro):
    found = re.findall(rf"^{macro}\((.*)\)$", (RENDER / name).read_text(), re.MULTILINE)
    return [[cell.strip() for cell in row.split(",")] for row in found]


def read_inks():
    """{name: (fill, stroke) in light, (fill, stroke) in dark}; None where there is none."""
    def colour(cell):
        return None if cell == "-1" else int(cell, 16)

    return {row[0]: ((colour(row[2]), colour(row[3])), (colour(row[4]), colour(row[5])))
            for row in rows("inks.def", "INK")}


def pairs(inks):
    """(front ink, 0: fill 1: stroke, ground ink, least contrast)."""
    areas = {row[1] for row in rows("figures.def", "AREA")} | {"PAGE", "LEGEND"}
    boxes = {row[2] for row in rows("figures.def", "BOX")}
    lines = {row[1] for row in rows("figures.def", "LINE")}
    for ground in areas | boxes:
        yield from ((text, 0, ground, TEXT) for text in ("TEXT", "SUBTLE"))
    for ground in ("ERROR", "WARNING", "NOTE"):
        yield "ON_MARK", 0, ground, TEXT
        yield ground, 0, "PAGE", TEXT
        yield ground, 0, "SITE", TEXT  # beside the diagram of a page
    for ground in ("DIMMED", "PAGE"):
        yield "DIMMED_TEXT", 0, ground, TEXT
    for ink in boxes | lines | {"STRONG"}:
        yield from ((ink, 1, ground, STROKE) for ground in areas)
    for ink in areas:
        if inks[ink][0][1] is not None:
            yield ink, 1, "PAGE", STROKE


def main():
    failures = Failures("contrast")
    inks = read_inks()
    for front, part, ground, least in pairs(inks):
        if front in PALE:
            continue
        for theme, name in enumerate(("light", "dark")):
            one, other = inks[front][theme][part], inks[ground][theme][0]
            if failures.check(one is not None and other is not None, f"{front} on {ground}: no colour in {name}"):
                got = contrast(one, other)
                failures.check(got >= least, f"{front} on {ground}, {name}: {got:.2f}:1, at least {least}:1")
    failures.check(abs(contrast(0xffffff, 0) - 21) < 1e-9 and abs(contrast(0x767676, 0xffffff) - 4.54) < 0.01,
                   "the formula is not WCAG's")
    failures.check(failures.checks > 400, f"only {failures.checks} checks")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
