#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names, values, file names, reasons and company rules that would like to be commands, findings, tags, links, mentions or
cells: through every format and every command that prints them.

What reads the result back is somebody else's or told again from it: the runner's rule for lines (runner.py), libxml2 with
the schemas, a JSON parser, and GitHub's own Markdown parser (cmark-gfm).

usage: hostile.py PROGRAM
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import readers
import runner
from tool import Failures, Tool

FORMATS = ("text", "concise", "json", "sarif", "junit", "github", "gitlab", "checkstyle", "markdown")
SEED = 7
EXTENSIONS = ("-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist")

EVIL = [
    "::error::pwned", "::stop-commands::token", "\u00a0::warning file=x::pwned", "\u3000 ::set-output name=a::b",
    ":\ufe0f:error::pwned", "##[error]pwned", "#\u034f#[group]pwned", "##vso[task.complete result=Failed]x",
    "##teamcity[blockOpened name='x']", "a\n::error::pwned", "a\r::error::pwned", "a\r\n##[endgroup]", "%0A::error::pwned",
    "%25%0D%0A", "100%", "a,line=1,col=2", "a::b", "a=b", "\x1b[31mred", "\u009b2J", "\u202eltr\u2066", "\u200bzero\u00ad",
    "\u2028line\u2029", "</testcase></testsuite>", "]]>", "<!-- x", "<script>alert(1)</script>", "&lt;b&gt;&#10;",
    "'\"><img src=x onerror=alert(1)>", "</details>", "| cell | cell |", "a\\|b", "`code`", "``` fence", "a ``` `` ` b",
    "[x](https://evil.example)", "![x](https://evil.example/x.png)", "<https://evil.example>", "https://evil.example",
    "www.evil.example", "@everyone", "#1", "owner/repo#1", "0123456789abcdef0123456789abcdef01234567", "*bold* _em_ ~~s~~",
    "\\", "a\\", "plan.xml:1:1: error: forged [unknown-attribute]", "{{x}}", "$(id)", "${{ secrets.X }}", " ", "- [x] done",
]
TOKENS = ["::", "##[", "]", "%", "\n", "\r", ",", ":", "`", "|", "<", ">", "&", "\"", "'", "@", "[", "(", "\\", "\u00a0", "\u202e",
          "error", " ", "#", "\u034f", "\x85"]
# What no output may hold: C0 but for line ends and tabs, DEL, C1, and what reorders or hides text.
ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def evil_texts():
    dice = random.Random(SEED)
    return EVIL + ["".join(dice.choices(TOKENS, k=dice.randrange(1, 9))) for _ in range(60)]


def legal(text):
    """Without what XML 1.0 cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def attribute(text):
    return quoteattr(legal(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def document(texts):
    """Values that are quoted in messages, and names that people gave."""
    lines = []
    for n, text in enumerate(texts):
        reason = attribute(text + "!").replace("<", "&lt;")
        lines.append(f"  <site id='s{n}' name={attribute(text)} kind={attribute(text)}/>\n"
                     f"  <?lync-topo ignore='DOC006' reason={reason} until='2099-12-31'?>\n"
                     f"  <site id='q{n}' kind={attribute(text)}/>\n"
                     f"  <provider id='p{n}' name={attribute(text)}/>")
    return '<topology xmlns="urn:lync-topo:topology:1">\n' + "\n".join(lines) + "\n</topology>\n"


def prepare(folder, texts):
    """A document of all texts, files and a folder with evil names, and a configuration that says evil things."""
    (folder / "all.xml").write_text(document(texts))
    short = '<topology xmlns="urn:lync-topo:topology:1">\n  <site id="a" kind="b"/>\n</topology>\n'
    for text in texts:
        name = text.replace("/", "_")[:60]
        if name.strip(". "):
            (folder / f"{name}.xml").write_text(short)
    (folder / os.fsdecode(b"bad \xff\xc2 ::error::x.xml")).write_text(short)
    odd = folder / "::error::folder\n##[group]"
    odd.mkdir()
    (odd / "@team | `x`.xml").write_text(short.replace("<site", "<site <"))
    (folder / ".lync-topo.xml").write_text(
        '<config xmlns="urn:lync-topo:config:1">\n  <rule id="X-EVIL-001" name="evil" severity="error" select="//provider" '
        'message="::error::@team ##[x] %0A | `"/>\n'
        f'  <suppress rule="SEC" element={attribute("*")} reason={attribute("| @team `x`" + chr(10) + "::error::x")}/>\n</config>\n')


def printable(printed, what, failures):
    text = printed.decode(errors="replace")
    found = ACTIVE.search(text)
    failures.check(not found, f"{what}: prints {found and found.group()!r} in {found and text[found.start() - 30:][:60]!r}")
    failures.check("\ufffd" not in text or b"\xef\xbf\xbd" in printed, f"{what}: prints bad UTF-8")


def no_commands(printed, what, failures):
    for command in runner.commands(printed):
        failures.check(False, f"{what}: a line is the command {command.name!r} with {command.data[:60]!r}")
    failures.checks += 1


def check_github(printed, findings, failures):
    commands = runner.commands(printed)
    placed = [command for command in commands if "file" in command.properties]
    failures.check({c.name for c in commands} <= {"error", "warning", "notice"}, f"github: {[c.name for c in commands]}")
    failures.check(len(placed) == len(findings), f"github: {len(placed)} annotations of {len(findings)} findings")
    files = {finding["file"] for finding in findings}
    for command in placed:
        at = command.properties
        failures.check(set(at) == {"file", "line", "endLine", "col", "endColumn", "title"}, f"github: properties {at}")
        # What acts on terminals is shown by its number; line ends come back as they are.
        failures.check(at["file"] in files or re.search(r"\\[ux]", at["file"]), f"github: file {at['file']!r}")
    for line in runner.lines(printed):
        failures.check(line == "" or line.startswith("::") or line[0].isdigit() or line.startswith("no calls"),
                       f"github: a line {line[:80]!r}")


def check_xml(reports, findings, failures):
    listed = etree.fromstring(reports["checkstyle"]).findall("file/error")
    failures.check([e.get("message") for e in listed] == [legal(f["message"]) for f in findings],
                   "checkstyle: messages do not read back equal")
    failures.check([e.getparent().get("name") for e in listed] == [legal(f["file"]) for f in findings],
                   "checkstyle: names of files do not read back equal")
    for name in ("jenkins-junit-10.xsd", "windyroad-JUnit.xsd"):
        schema = etree.XMLSchema(etree.parse(str(HERE / "schemas" / name)))
        failures.check(schema.validate(etree.fromstring(reports["junit"])), f"{name}: {schema.error_log}")
    # One place at the start of each line, whatever the lines hold.
    lines = sum(len([line for line in (e.text or "").splitlines() if readers.PLACE.match(line)])
                for e in etree.fromstring(reports["junit"]).iter("failure", "error", "system-out"))
    failures.check(lines == len(findings), f"junit: {lines} lines of {len(findings)} findings")


def check_gitlab(text, findings, failures):
    entries = json.loads(text)
    failures.check([e["description"] for e in entries] == [f"{f['rule']}: {f['message']} [{f['name']}]" for f in findings],
                   "gitlab: descriptions do not read back equal")
    failures.check([e["location"]["path"] for e in entries] == [f["file"] for f in findings], "gitlab: paths")
    failures.check(len({e["fingerprint"] for e in entries}) == len(entries), "gitlab: a fingerprint twice")


def check_markdown(text, findings, failures):
    """Read by GitHub's parser: nothing but our own words outside code spans."""
    done = subprocess.run(["cmark-gfm", "--to", "xml", *EXTENSIONS], input=text, capture_output=True, check=True)
    page = etree.fromstring(done.stdout, etree.XMLParser(load_dtd=False, no_network=True))
    nodes = {etree.QName(node).localname for node in page.iter("{*}*")}
    failures.check(nodes <= {"document", "heading", "paragraph", "list", "item", "strong", "text", "code", "softbreak",
                             "table", "table_header", "table_row", "table_cell", "html_block", "code_block"},
                   f"markdown: {nodes}")
    cells = page.findall(".//{*}table_cell")
    failures.check(len(cells) == 14, f"markdown: {len(cells)} cells")
    for block in page.iter("{*}html_block"):
        failures.check(re.fullmatch(r"<details>\n<summary>[\w :]+</summary>\n|</details>\n", block.text),
                       f"markdown: HTML {block.text[:80]!r}")
    for node in page.iter("{*}text"):
        failures.check(re.fullmatch(r"[\w ,.:-]*", node.text or ""), f"markdown: text {node.text!r}")
    items = [item for item in page.iter("{*}item") if item.find(".//{*}strong") is not None]
    left = re.search(rb"\*\*(\d+) more findings", text)
    failures.check(len(items) + int(left.group(1) if left else 0) == len(findings), f"markdown: {len(items)} findings")


def check_formats(tool, folder, failures):
    result = json.loads(tool.run("validate", "-f", "json", ".", cwd=folder).stdout)
    findings = result["findings"]
    failures.check(len(findings) > 100 and result["suppressed"], f"only {len(findings)} findings")
    reports = {}
    for form in FORMATS:
        done = tool.run("validate", "-f", form, ".", cwd=folder)
        failures.check(done.returncode == 3, f"{form}: exit {done.returncode}: {done.stderr[-300:]}")
        reports[form] = done.stdout
        printable(done.stdout + done.stderr, form, failures)
        no_commands(done.stderr, f"{form} on standard error", failures)
        if form != "github":
            no_commands(done.stdout, form, failures)
    check_github(reports["github"], findings, failures)
    check_xml(reports, findings, failures)
    check_gitlab(reports["gitlab"], findings, failures)
    check_markdown(reports["markdown"], findings, failures)


def check_commands(tool, folder, texts, failures):
    """Everything else that prints names: no line of it is a command."""
    evil = "::error::x\n##[group]"
    runs = [("checklist", "--all", "all.xml"), ("checklist", "--format", "markdown", "all.xml"),
            ("checklist", "--format", "json", "all.xml"), ("render", "-f", "text", "all.xml"),
            ("render", "-f", "dot", "all.xml"), ("render", "-f", "mermaid", "all.xml"),
            ("render", "-f", "svg", "--view", "site:s1", "all.xml"), ("simulate", "--matrix", "all.xml"),
            ("config", "show", "."), ("baseline", "create", "known.txt", "all.xml"), ("baseline", "show", "known.txt"),
            ("validate", evil), ("validate", "--profile", evil, "all.xml"), ("validate", "--config", evil, "all.xml"),
            ("validate", "-f", f"json={evil}/x", "all.xml"), ("validate", "-f", evil, "all.xml"),
            ("validate", "--limit", evil, "all.xml"), ("validate", "--baseline", evil, "all.xml"), ("explain", evil),
            ("rules", "--format", evil), ("simulate", "--from", evil, "--to", evil, "all.xml"), (evil,),
            ("validate", "--stdin-name", evil, "-"), ("import", evil), ("schema", evil), ("init", "--option", evil)]
    runs += [("validate", "-q", "--exclude", text, "all.xml") for text in texts[:3] if text]
    for arguments in runs:
        done = tool.run(*arguments, cwd=folder, stdin=b"<a/>")
        what = " ".join(arguments)
        no_commands(done.stdout, what, failures)
        no_commands(done.stderr, what, failures)
        printable(done.stdout + done.stderr, what, failures)


def main(program):
    tool = Tool(program)
    failures = Failures("hostile names in reports")
    texts = evil_texts()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, texts)
        check_formats(tool, folder, failures)
        check_commands(tool, folder, texts, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
