#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the HTML report holds, read by another program's HTML parser (lxml) and held against the JSON results.

For every sample: one style, one script and one policy that names their hashes (hashlib's), nothing from elsewhere,
every link leads somewhere, every finding and every open question is there, every element is where expat finds it.

usage: check.py PROGRAM
"""
import base64
import hashlib
import json
import sys
import xml.parsers.expat
from pathlib import Path

from lxml import html

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

LOADS = ("src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href")


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def check_policy(page, where, failures):
    policies = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    failures.check(len(policies) == 1, f"{where}: {len(policies)} policies")
    rules = dict((rule.split() or [""])[0:1] + [rule.split()[1:]] for rule in policies[0].split(";"))
    failures.check(rules.get("default-src") == ["'none'"], f"{where}: default-src is {rules.get('default-src')}")
    failures.check("unsafe" not in policies[0] and "*" not in policies[0], f"{where}: {policies[0]}")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        expected = [digest(element.text) for element in page.iter(tag)]
        failures.check(rules[rule] == expected, f"{where}: {rule} is {rules[rule]}, not {expected}")
    failures.check(len(list(page.iter("script"))) == 1, f"{where}: not one script")
    failures.check(not page.xpath("//@style"), f"{where}: style attributes, which the policy forbids")


def check_links(page, where, failures):
    ids = page.xpath("//@id")
    failures.check(len(ids) == len(set(ids)), f"{where}: ids twice: {[i for i in ids if ids.count(i) > 1][:5]}")
    for element in page.iter():
        for name, value in element.items():
            failures.check(name not in LOADS, f"{where}: <{element.tag} {name}={value!r}>")
            failures.check(not name.startswith("on"), f"{where}: <{element.tag} {name}>")
            if name == "href":
                failures.check(value[:1] == "#" and value[1:] in ids, f"{where}: link to {value!r}")
    failures.check(not list(page.iter("link", "img", "iframe", "object", "base", "form", "image", "use")),
                   f"{where}: an element that loads")


def words(element):
    return " ".join(element.text_content().split())


def check_findings(page, result, where, failures):
    rows = page.xpath("//section[@id='findings']//tbody/tr")
    failures.check(len(rows) == len(result["findings"]), f"{where}: {len(rows)} rows")
    for row, finding in zip(rows, result["findings"]):
        cells = [words(cell) for cell in row]
        place = f"{finding['file']}:{finding['line']}:{finding['column']}"
        failures.check(cells[0] == finding["severity"] == row.get("data-severity"), f"{where}: {cells}")
        failures.check(" ".join(finding["message"].split()) in cells[2], f"{where}: {cells[2]} for {finding}")
        failures.check(cells[3] == f"{finding['name']} {finding['rule']}", f"{where}: {cells[3]} for {finding}")
        failures.check(cells[4] == place, f"{where}: {cells[4]}, not {place}")


def check_questions(page, checklist, where, failures):
    items = [words(li) for li in page.xpath("//section[@id='checklist']//li")]
    asked = [q for q in checklist["questions"] if q["state"] == "open"]
    failures.check(len(items) == len(asked), f"{where}: {len(items)} questions, not {len(asked)}")
    for item, question in zip(items, asked):
        good = question["question"] in item and item.endswith(question["id"])
        failures.check(good, f"{where}: {item} for {question}")


def places(plan):
    """Line and column of the start tag of every element with an id, as expat counts."""
    found = {}
    parser = xml.parsers.expat.ParserCreate()

    def start(_, attributes):
        if "id" in attributes:
            found.setdefault(attributes["id"], f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}")

    parser.StartElementHandler = start
    parser.Parse(plan.read_bytes(), True)
    return found


def check_elements(page, plan, where, failures):
    told = {article.get("id")[len("about-"):]: article for article in page.iter("article")}
    found = 0
    for name, place in places(plan).items():
        if name not in told:
            continue
        found += 1
        said = words(told[name].xpath(".//*[@class='place']")[0])
        failures.check(said == f"{plan.name}:{place}", f"{where}: {name} stands at {said}, not {place}")
    drawn = {a.get("href")[len("#about-"):] for a in page.xpath("//*[local-name()='svg']//a")}
    failures.check(found > 5 and drawn == set(told), f"{where}: {found} elements, {drawn ^ set(told)}")


def check_page(tool, plan, failures):
    where = plan.name
    done = tool.run("render", "-f", "html", plan.name, cwd=plan.parent)
    failures.check(done.returncode == 0, f"{where}: exit {done.returncode} {done.stderr.decode()}")
    page = html.document_fromstring(done.stdout.decode())
    check_policy(page, where, failures)
    check_links(page, where, failures)
    check_findings(page, tool.validate(plan.name, cwd=plan.parent), where, failures)
    checklist = json.loads(tool.run("checklist", "-f", "json", plan.name, cwd=plan.parent).stdout)
    check_questions(page, checklist, where, failures)
    check_elements(page, plan, where, failures)
    badges = page.xpath("//*[local-name()='svg']//*[contains(@class, 'i-on-mark')]")
    failures.check(not badges, f"{where}: badges that nobody asked for")


def main(program):
    tool = Tool(program)
    failures = Failures("HTML report")
    plans = sorted((ROOT / "samples").glob("*.xml")) + [HERE / "markup.xml"]
    failures.check(len(plans) > 10, f"only {len(plans)} plans")
    for plan in plans:
        check_page(tool, plan, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
