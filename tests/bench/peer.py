#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""peer.py [--findings] FILE

The rules of lync-topo in Python on lxml, written from the catalogue and not from the program: a yardstick for
its speed, and a second opinion on what it finds. Prints, as JSON, how often each rule fires; with --findings
also the element of each finding.
"""
import argparse
import gc
import json
import sys
from collections import Counter
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent))
import peer_model
import peer_routes
import peer_sites
import peer_trunks
import peer_vpn
from peer_plan import Plan

# Rules that the peer does not judge, and why.
NOT_COMPARED = {
    "OPT013": "the routing of numbers inside a PBX",
    "OPT015": "the routing of numbers inside a gateway",
    "OPT016": "the cost of every destination",
    "OPT020": "the capacity of an existing gateway",
    "OPT022": "the channels that a site needs",
    "DOC001": "the text of an ill-formed file",
    "DOC003": "a document type declaration",
    "DOC011": "includes: the peer reads one file",
    "DOC012": "files that cannot be read",
    "DOC013": "limits",
    "DOC014": "encodings",
}


def judge(path):
    """(how often each structural finding occurs, [(rule, id of the element)] of all others)"""
    try:
        topology = peer_model.read(path)
    except etree.XMLSyntaxError:
        return {"DOC001": 1}, []
    if not topology.of("topology"):
        return topology.found, []
    plan = Plan(topology)
    for part in (peer_vpn, peer_trunks, peer_routes, peer_sites):
        part.judge(plan)
    return topology.found, plan.findings


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--findings", action="store_true", help="name the element of each finding")
    options = parser.parse_args()
    gc.disable()  # nothing here is thrown away before the end, and looking for it is slow
    structural, findings = judge(options.file)
    rules = Counter(rule for rule, _ in findings)
    rules.update({rule: n for rule, n in structural.items() if n})
    result = {"rules": dict(sorted(rules.items())), "not-compared": NOT_COMPARED}
    if options.findings:
        result["findings"] = sorted(findings)
    json.dump(result, sys.stdout)
    print()


if __name__ == "__main__":
    main()
