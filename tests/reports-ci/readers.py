# SPDX-License-Identifier: MIT
"""Findings read back from each format, as a reader of that format would: (rule, file, line, column), column 0 where the
format has none."""
import json
import re

from lxml import etree

import runner

PLACE = re.compile(r"^(.*):(\d+):(\d+): (error|warning|note): .* \[([a-z0-9-]+)\]$")


def of_json(text):
    return [(f["rule"], f["file"], f["line"], f["column"]) for f in json.loads(text)["findings"]]


def of_sarif(text):
    found = []
    for result in json.loads(text)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        found.append((result["ruleId"], place["artifactLocation"]["uri"], region["startLine"], region["startColumn"]))
    return found


def of_checkstyle(text):
    return [(e.get("source").removeprefix("lync-topo."), e.getparent().get("name"), int(e.get("line")),
             int(e.get("column"))) for e in etree.fromstring(text).iter("error")]


def of_gitlab(text):
    """Without columns, which GitLab does not read."""
    return [(e["check_name"], e["location"]["path"], e["location"]["lines"]["begin"], 0) for e in json.loads(text)]


def of_github(text):
    found = []
    for command in runner.commands(text):
        at = command.properties
        if "file" in at:
            found.append((at["title"].split()[0], at["file"], int(at["line"]), int(at.get("col", 0))))
    return found


def of_lines(text, rules):
    """Lines as compilers write them; `rules` gives the id for a name."""
    matches = [PLACE.match(line) for line in text.splitlines()]
    return [(rules[m.group(5)], m.group(1), int(m.group(2)), int(m.group(3))) for m in matches if m]


def of_junit(text, rules):
    """What fails, and what a suite tells although it does not fail."""
    found = []
    for element in etree.fromstring(text).iter("failure", "error", "system-out"):
        found += of_lines(element.text or "", rules)
    return found


def of_markdown(text, rules):
    """From the places and names in code spans."""
    items = re.findall(rb"^- \*\*(?:error|warning|note)\*\* ` (.+?):(\d+):(\d+) ` .* ` ([A-Z]+[0-9]+) ` ` [a-z0-9-]+ `$",
                       text, re.M)
    return [(rule.decode(), file.decode(), int(line), int(column)) for file, line, column, rule in items]
