#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The page of `validate -f html`, read by another program's HTML parser (lxml) and held against the JSON result: all of
it is there, its excerpts mark the value, its policy lets nothing in but its own style, and no name becomes markup.

usage: page.py PROGRAM
"""
import base64
import hashlib
import random
import re
import sys
import tempfile
from pathlib import Path

from lxml import html

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "render")]
from contrast import contrast
from tool import NAMESPACE, ROOT, Failures, Tool

TAGS = set("html head meta title style body header main footer section article h1 h2 h3 h4 p ul li code pre span mark b a "
           "div table caption thead tbody tr th td".split())
GROUNDS = {"text": ("page", "panel"), "subtle": ("page", "panel"), "link": ("page",), "error": ("page",),
           "warning": ("page",), "note": ("page",), "on-mark": ("mark",)}
HEAD = f'<topology xmlns="{NAMESPACE}">'
FEW = '<users id="u1" name="{0}" count="90" numbers="+14255550100-0109" telephony="pbx"/>'


def words(element):
    return " ".join(element.text_content().split())


def check_frame(page, where, failures):
    style = page.xpath("//style")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style[0].text.encode()).digest()).decode() if style else ""
    failures.check(len(style) == 1 and policy == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
                                                  "form-action 'none'"], f"{where}: policy {policy}")
    failures.check(not re.search(r"url\(|@import|expression", style[0].text), f"{where}: style loads something")
    ids = page.xpath("//@id")
    failures.check(len(ids) == len(set(ids)), f"{where}: ids twice")
    for element in page.iter():
        failures.check(element.tag in TAGS, f"{where}: <{element.tag}>")
        allowed = {"a": {"href"}, "th": {"scope"}, "html": {"lang"}, "meta": {"charset", "http-equiv", "content", "name"}}
        failures.check(set(element.keys()) <= allowed.get(element.tag, set()) | {"id", "class"},
                       f"{where}: <{element.tag} {element.keys()}>")
    for target in page.xpath("//@href"):
        failures.check(target[:1] == "#" and target[1:] in ids, f"{where}: link to {target}")
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4")]
    failures.check(levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])) and
                   page.xpath("//@lang") == ["en"], f"{where}: headings {levels}")
    failures.check(all(row.xpath("./th/@scope") for row in page.xpath("//thead/tr")), f"{where}: a table without heads")


def check_content(page, result, where, failures):
    shown = sorted((words(a.find("h4")), words(a.find("p/code"))) for a in page.iter("article"))
    expected = sorted((f"{f['severity']} {' '.join(f['message'].split())}", f"{f['file']}:{f['line']}:{f['column']}")
                      for f in result["findings"])
    failures.check(shown == expected, f"{where}: other findings: {[x for x in shown if x not in expected][:2]}")
    severities = [words(a.find("h4/b")) for a in page.iter("article")]
    failures.check(severities == sorted(severities, key=["error", "warning", "note"].index), f"{where}: not gravest first")
    counts = [int(td.text) for td in page.xpath("//section[@id='summary']//td")]
    told = result["summary"]
    failures.check(counts == [told[n] for n in ("error", "warning", "note", "unknown", "suppressed", "baselined")] +
                   [told["rules"][n] for n in ("run", "passed", "fired", "not-applicable", "unknown")],
                   f"{where}: counts {counts}")
    questions = {words(row[2]) for row in page.xpath("//section[@id='unknown']//tbody/tr")}
    failures.check(questions == {u["question"] for u in result["unknown"]}, f"{where}: other questions")
    rules = {h.get("id") for h in page.xpath("//section[@id='rules']/h3")}
    failures.check(rules == {f"rule-{f['rule']}" for f in result["findings"]}, f"{where}: other rules")


def check_marks(page, result, text, where, failures):
    """Each excerpt marks what the finding spans, as far as its line goes."""
    lines = text.split("\n")
    marks = sorted((int(pre.find("span").text.split()[0]), pre.find("mark").text_content()) for pre in page.iter("pre"))
    expected = sorted((f["line"], lines[f["line"] - 1][f["column"] - 1:f["endColumn"] - 1
                                                       if f["endLine"] == f["line"] else None].rstrip("\r"))
                      for f in result["findings"])
    failures.check(marks == expected, f"{where}: marks {[m for m in marks if m not in expected][:3]}")


def check_colours(style, failures):
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part))
                   for part in style.split("@media screen and (prefers-color-scheme: dark)"))
    for name, scheme in (("light", light), ("dark", dark)):
        for text, grounds in GROUNDS.items():
            for ground in grounds:
                found = contrast(int(scheme[text][1:], 16), int(scheme[ground][1:], 16))
                failures.check(found >= 4.5, f"{name}: {text} on {ground} has a contrast of {found:.2f}")


def read(tool, failures, where, *arguments, cwd=None):
    done = tool.run("validate", "-f", "html", *arguments, cwd=cwd)
    page = html.document_fromstring(done.stdout.decode())
    check_frame(page, where, failures)
    return page


def check_hostile(tool, folder, failures):
    """Names by chance are text, whatever they hold."""
    chance = random.Random(3)
    pieces = ["&lt;script>alert(1)&lt;/script>", "&lt;/style>", "&quot; onclick=&quot;x", "&amp;amp;", "&lt;!--", "'", "`",
              "\u202e", "\U0001d11e", "&#10;", "]]>", "&lt;base href=//evil.example>", "\u2028", "{{", "&#x7f;", "a"]
    for _ in range(20):
        name = "".join(chance.choices(pieces, k=chance.randint(1, 6)))
        (folder / "plan.xml").write_text(HEAD + '<site id="s" kind="central">' + FEW.format(name) + "</site></topology>")
        page = read(tool, failures, repr(name), "plan.xml", cwd=folder)
        failures.check(len(page.xpath("//article")) == len(tool.validate("plan.xml", cwd=folder)["findings"]),
                       f"{name!r}: other findings")
        failures.check(not re.search("[\u202e\u2028\x7f]", page.text_content()), f"{name!r}: it acts")


def check_told(tool, folder, failures):
    """What is suppressed, set otherwise or left out stands there."""
    (folder / "plan.xml").write_text(HEAD + '<site id="s" kind="central"><?lync-topo ignore="DOC015" reason="a &lt;lab&gt;"?>'
                                     + FEW.format("x")
                                     + FEW.format("x").replace("u1", "u2") + FEW.format("x").replace("u1", "u3")
                                     + "</site></topology>")
    page = read(tool, failures, "suppressed", "--show-suppressed", "--limit", "findings=1", "plan.xml", cwd=folder)
    told = [words(e) for e in page.xpath("//section[@id='turned-off']//li")]
    failures.check(len(told) == 1 and "DOC015" in told[0] and "a <lab>" in told[0], f"suppressed: {told}")
    rows = [words(e) for e in page.xpath("//section[@id='suppressed']//tbody/tr")]
    failures.check(len(rows) == 1 and "conflicting-facts" in rows[0] and "a <lab>" in rows[0], f"suppressed: {rows}")
    left = len(tool.validate("plan.xml", cwd=folder)["findings"]) - 1
    failures.check(f"{left} more are not on this page" in words(page.xpath("//section[@id='findings']")[0]),
                   "suppressed: what is left out is not told")
    page = read(tool, failures, "hidden", "plan.xml", cwd=folder)
    failures.check(not page.xpath("//section[@id='suppressed']"), "hidden: it is shown")
    page = read(tool, failures, "missing", "no such.xml", cwd=folder)
    failures.check(len(page.xpath("//article")) == 1, "missing: no finding")


def main():
    failures = Failures("page")
    tool = Tool(sys.argv[1])
    for sample in sorted((ROOT / "samples").glob("*.xml")):
        name = f"samples/{sample.name}"
        page = read(tool, failures, name, name, cwd=ROOT)
        result = tool.validate(name, cwd=ROOT)
        check_content(page, result, name, failures)
        check_marks(page, result, sample.read_bytes().decode(), name, failures)
    check_colours(page.xpath("//style")[0].text, failures)
    with tempfile.TemporaryDirectory() as folder:
        check_hostile(tool, Path(folder), failures)
        check_told(tool, Path(folder), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
