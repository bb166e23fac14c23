#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""PNG and PDF, as their specifications say it: PNG's chunks, checksums and size, pixels of the colours that a drawing has,
and the page of a PDF. Twice the same bytes, and no time in them.

usage: pictures.py PROGRAM
"""
import re
import struct
import sys
import zlib
from collections import Counter

from drawing import Drawing
from plans import SAMPLES
from tool import Failures, Tool

SCALE = 2  # dots for a point


def chunks(png):
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        crc, = struct.unpack(">I", png[at + 8 + length:at + 12 + length])
        yield kind, body, zlib.crc32(kind + body) == crc
        at += 12 + length


def unfilter(kind, line, above, step):
    """PNG (RFC 2083) section 6, one row."""
    out = bytearray(line)
    for i, byte in enumerate(line):
        left = out[i - step] if i >= step else 0
        up = above[i]
        corner = above[i - step] if i >= step else 0
        if kind == 4:
            guess = min((left, up, corner), key=lambda v: abs(left + up - corner - v))
        else:
            guess = (0, left, up, (left + up) // 2)[kind]
        out[i] = (byte + guess) & 255
    return out


def colours(data, width, height, step):
    """How often each colour occurs, in the first rows and a few more: what is unfiltered needs the rows above it."""
    row = 1 + width * step
    above = bytearray(width * step)
    found = Counter()
    for y in range(min(height, 500)):
        line = data[y * row:(y + 1) * row]
        above = unfilter(line[0], line[1:], above, step)
        if y % 4 == 0:
            found.update(bytes(above[i:i + 3]) for i in range(0, len(above), step))
    return found


def check_png(png, drawing, dark, what, failures):
    if not failures.check(png.startswith(b"\x89PNG\r\n\x1a\n"), f"{what}: no PNG"):
        return
    parts = list(chunks(png))
    failures.check(all(good for _, _, good in parts), f"{what}: a checksum is wrong")
    failures.check(not {k for k, _, _ in parts} & {b"tIME", b"tEXt", b"iTXt", b"zTXt"}, f"{what}: says more than pixels")
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    failures.check(depth == 8 and kind in (2, 6), f"{what}: depth {depth}, colour type {kind}")
    for have, want in ((width, drawing.width), (height, drawing.height)):
        failures.check(abs(have - SCALE * want) <= 2, f"{what}: {have} pixels for {want} points")
    data = zlib.decompress(b"".join(body for k, body, _ in parts if k == b"IDAT"))
    found = colours(data, width, height, 4 if kind == 6 else 3)
    page, ink = (b"\x14\x18\x1d", b"\xe8\xeb\xef") if dark else (b"\xff\xff\xff", b"\x16\x19\x1d")
    failures.check(found[page] > 0.05 * found.total(), f"{what}: the page has not its colour")
    failures.check(found[ink] > 50, f"{what}: no text in {ink.hex()}")
    failures.check(len(found) > 20, f"{what}: {len(found)} colours")


def check_pdf(pdf, drawing, what, failures):
    failures.check(pdf.startswith(b"%PDF-1.") and pdf.rstrip().endswith(b"%%EOF"), f"{what}: no PDF")
    box = re.search(rb"/MediaBox \[ 0 0 (\d+)[.\d]* (\d+)", pdf)
    if failures.check(box, f"{what}: no page"):
        for have, want in zip(box.groups(), (drawing.width, drawing.height)):
            failures.check(abs(int(have) - want) <= 2, f"{what}: a page of {have} for {want}")
    begins = [m.end() for m in re.finditer(rb"/FlateDecode[^<>]*>>\s*stream\r?\n", pdf)]
    pages = [zlib.decompressobj().decompress(pdf[at:]) for at in begins]
    failures.check(any(page.count(b" Tf") > 5 and page.count(b" c") > 5 for page in pages), f"{what}: an empty page")
    failures.check(b"Date" not in pdf, f"{what}: has a date in it")
    failures.check(any(b"/FontFile" in page for page in [pdf, *pages]), f"{what}: fonts are not in it")


def main(program):
    tool = Tool(program)
    failures = Failures("pictures")
    for number, sample in enumerate(SAMPLES):
        theme = "dark" if number % 2 else "light"
        make = lambda form: tool.run("render", "--theme", theme, "-f", form, sample).stdout
        drawing = Drawing(make("svg"))
        what = f"{sample.stem} {theme}"
        for form in ("png", "pdf"):
            first = make(form)
            if number < 2:
                failures.check(first == make(form), f"{what}: {form} differs the second time")
            if form == "pdf":
                check_pdf(first, drawing, what, failures)
            elif number < 6:
                check_png(first, drawing, theme == "dark", what, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
