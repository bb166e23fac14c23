# SPDX-License-Identifier: MIT
"""What is drawn in these tests: every sample in every view that the program has."""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from document import is_ours, local, parse
from tool import ROOT

SAMPLES = sorted((ROOT / "samples").glob("*.xml"))


def is_good(sample):
    return not sample.stem.endswith("-bad")


def elements(sample, kind):
    """Ids of the elements of a kind."""
    return [e.get("id") for e in parse(sample).getroot().iter() if is_ours(e) and local(e) == kind and e.get("id")]


def views(tool, sample):
    """From the program's own list; a view of one site, once for every site."""
    told = tool.run("render", "--view", "none-such", sample).stderr.decode()
    names = re.search(r"there are (.*)", told).group(1).split(", ")
    for name in names:
        if name.endswith(":ID"):
            yield from (f"{name[:-2]}{site}" for site in elements(sample, "site"))
        else:
            yield name


def drawings(tool):
    for sample in SAMPLES:
        for view in views(tool, sample):
            yield sample, view
