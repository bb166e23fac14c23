#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The configuration `.lync-topo.xml`: where it is looked for, what counts before what, what is refused and where, rules of
a company's own (lxml evaluates the same XPath as a second opinion), and hostile files.

usage: check.py PROGRAM
"""
import json
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import quoteattr

from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, ROOT, Failures, Tool

SPACE = "urn:lync-topo:config:1"
PLAN = ROOT / "samples" / "sip-trunk-vpn-router-bad.xml"
SAMPLES = [path for path in sorted((ROOT / "samples").glob("*.xml")) if not path.stem.endswith("-bad")]


def config(inside="", attributes=""):
    return f'<config xmlns="{SPACE}" {attributes}>\n{inside}\n</config>\n'


def company(select, message="m", more=""):
    return config(f'<rule id="X-T-1" select={quoteattr(select)} message={quoteattr(message)} {more}/>', 'select="X-T"')


class Bench:
    """A folder with a plan, and the program run in it."""

    def __init__(self, tool, folder, failures):
        self.tool = tool
        self.folder = Path(folder)
        self.failures = failures
        self.xsd = etree.XMLSchema(etree.parse(str(ROOT / "schemas" / "lync-topo-config.xsd")))
        self.count = 0

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments, env=None, cwd=None, stdin=b""):
        return self.tool.run(*arguments, cwd=cwd or self.folder, env=env, stdin=stdin)

    def findings(self, text, plan="plan.xml", *arguments):
        """Rule, severity, line and column of every finding under the configuration."""
        self.write("this.xml", text)
        done = self.run("validate", "-f", "json", "--config", "this.xml", *arguments, plan)
        if done.returncode not in (0, 1):
            self.failures.check(False, f"exit {done.returncode}: {done.stderr.decode()}: {text}")
            return []
        return json.loads(done.stdout)["findings"]

    def rules(self, *arguments, **more):
        done = self.run("validate", "-f", "json", *arguments, **more)
        if done.returncode not in (0, 1):
            self.failures.check(False, f"{arguments}: exit {done.returncode}: {done.stderr.decode()}")
            return set()
        return {finding["rule"] for finding in json.loads(done.stdout)["findings"]}


def check_lookup(bench):
    check = bench.failures.check
    top = bench.folder / "lookup"
    sec = config('<rule id="X-FOUND-1" select="/" message="found"/>')
    shutil.copy(PLAN, bench.write("lookup/a/b/plan.xml", ""))
    bench.write("lookup/.lync-topo.xml", sec)

    def found(*arguments, **more):
        return "X-FOUND-1" in bench.rules(*arguments, **more)

    check(not found("b/plan.xml", cwd=top / "a"), "found above the working directory without a repository")
    check(found("a/b/plan.xml", cwd=top), "not found in the working directory")
    (top / ".git").mkdir()
    check(found("b/plan.xml", cwd=top / "a"), "not found at the top of the repository")
    check(found(top / "a/b/plan.xml", cwd="/"), "not found from the input's folder")
    check(found("-", cwd=top / "a", stdin=PLAN.read_bytes()), "not found for standard input")
    check(found("b", cwd=top / "a"), "not found for a directory")
    check(not found("--no-config", "a/b/plan.xml", cwd=top), "--no-config does not hold")
    check(not found("a/b/plan.xml", cwd=top, env={"HOME": str(top)}), "found in the home directory")
    link = bench.folder / "home-link"
    link.symlink_to(top)
    check(not found("a/b/plan.xml", cwd=top, env={"HOME": str(link)}), "found in a home directory behind a link")
    bench.write("lookup/a/.lync-topo.xml", config())
    check(not found("a/b/plan.xml", cwd=top), "the nearest one does not count")
    (top / "a" / ".git").write_text("gitdir: elsewhere\n")
    (top / "a" / ".lync-topo.xml").unlink()
    check(not found("a/b/plan.xml", cwd=top), "found beyond the repository")


def check_precedence(bench):
    check = bench.failures.check

    def severities(text, *arguments):
        return {finding["rule"]: finding["severity"] for finding in bench.findings(text, "plan.xml", *arguments)}

    plain = severities(config())
    assert {"SEC005", "SEC003", "CON002", "HAV002", "DOC005"} <= set(plain), plain
    check(severities(config('<rule id="SEC" severity="note"/><rule id="SEC005" severity="warning"/>'))["SEC005"] ==
          "warning", "a family counts before a rule")
    both = severities(config('<rule id="SEC005" severity="warning"/><rule id="SEC" severity="note"/>'))
    check(both["SEC005"] == "warning" and both["SEC003"] == "note", "the order of entries counts")
    check(severities(config('<rule id="unknown-attribute" severity="note"/>'))["DOC005"] == "note", "DOC005 stays")
    check("SEC005" not in severities(config('<rule id="sec005" severity="off"/>')), "off does not hold")
    check("SEC005" in severities(config('<rule id="sec005" severity="off"/>'), "--select", "SEC005"),
          "an option does not count before the configuration")
    check(set(severities(config(attributes='select="SEC005, CON"'))) == {"SEC005", "CON002", "DOC005"}, "select")
    check(set(severities(config(attributes='select="SEC005"'), "--select", "CON002")) == {"CON002", "DOC005"},
          "--select does not replace the selection")
    check({"SEC005", "CON002"}.isdisjoint(severities(config(attributes='ignore="SEC005"'), "--ignore", "CON002")),
          "--ignore replaces what the configuration ignores")
    protected = config('<rule id="SEC005" ignorable="false"/>')
    check("SEC005" in severities(protected, "--select", "CON002"), "a protected rule was selected away")
    check("SEC005" in severities(protected, "--ignore", "SEC"), "a protected rule was ignored by family")
    bench.write("this.xml", protected)
    done = bench.run("validate", "--config", "this.xml", "--ignore", "SEC005", "plan.xml")
    check(done.returncode == 2 and b"this.xml:2" in done.stderr, f"a protected rule was ignored: {done}")
    settings = json.loads(bench.run("config", "show", "-f", "json", "--config", "this.xml", "--profile",
                                    "strict-deploy").stdout)["settings"]
    check([s["origin"] for s in settings if s["name"] == "profile"] == ["option"], "the profile's origin")


def check_overrides(bench):
    check = bench.failures.check
    shutil.copy(PLAN, bench.write("lab/plan.xml", ""))
    text = config('<rule id="CON002" severity="off"/>\n<override path="lab/*" ignore="SEC">'
                  '<rule id="HAV002" severity="error"/><rule id="CON002" severity="warning"/></override>')
    outside = {f["rule"]: f["severity"] for f in bench.findings(text)}
    inside = {f["rule"]: f["severity"] for f in bench.findings(text, "lab/plan.xml")}
    check(outside.get("HAV002") == "warning" and "CON002" not in outside and "SEC005" in outside, f"outside: {outside}")
    check(inside.get("HAV002") == "error" and inside.get("CON002") == "warning" and "SEC005" not in inside,
          f"inside: {inside}")
    both = bench.findings(text, "plan.xml", "lab/plan.xml", "--one-set")
    check(both != [], "nothing is found in both")


# Inside of the configuration (from line 2 on), line and column of the fault, a word of the message, whether XML Schema can
# say it, too.
REFUSED = [
    ('<treshold name="a" value="1"/>', "2:1", "'threshold'", True),
    ('<threshold name="users-per-port-ligth" value="1"/>', "2:18", "'users-per-port-light'", False),
    ('<threshold name="users-per-port-light" value="0"/>', "2:47", "from 1 to 1000", False),
    ('<threshold name="users-per-port-light" value="1.5"/>', "2:47", "whole number", False),
    ('<threshold name="users-per-port-light" value="-1"/>', "2:47", "a number", True),
    ('<threshold value="1"/>', "2:1", "'name'", True),
    ('<rule id="SEC05" severity="off"/>', "2:11", "'SEC0", False),
    ('<rule id="SEC005" severity="of"/>', "2:29", "warning, note or off", True),
    ('<rule id="SEC005" serverity="off"/>', "2:30", "'severity'", True),
    ('<rule id="SEC005"/>', "2:1", "says nothing", False),
    ('<rule id="SEC005" severity="off" ignorable="false"/>', "2:45", "off", False),
    ('<rule id="SEC" ignorable="false"/><rule id="SEC005" severity="off"/>', "2:45", "must not be ignored", False),
    ('<rule id="SEC005" severity="off"/>\n<rule id="sec005" severity="note"/>', "3:11", "line 2", False),
    ('<rule id="DOC001" severity="off"/>', "2:11", "cannot be read", False),
    ('<rule id="SEC005" message="m" severity="off"/>', "2:28", "company", False),
    ('<rule id="SEC005" severity="off"><good/></rule>', "2:34", "company", False),
    ('<rule id="X-A-1" message="m"/>', "2:1", "no select", False),
    ('<rule id="X-A-1" select="//trunk"/>', "2:1", "no message", False),
    ('<rule id="X-" select="//trunk" message="m"/>', "2:11", "X-ACME-001", False),
    ('<rule id="X-A-1" name="med001" select="/" message="m"/>', "2:24", "MED001", False),
    ('<rule id="X-A-1" name="Big" select="/" message="m"/>', "2:24", "small letters", True),
    ('<rule id="X-A-1" select="/" message="m" url="javascript:alert(1)"/>', "2:46", "https", True),
    ('<rule id="X-A-1" select="/" message="m"/>\n<rule id="X-a-1" select="/" message="m"/>', "3:11", "line 2", False),
    ('<rule id="X-A-1" select="/" message="m"><bad/></rule>', "2:41", "empty", False),
    ('<rule id="X-A-1" select="/" message="m"><bad findings="0">x</bad></rule>', "2:56", "from 1", True),
    ('<override ignore="SEC"/>', "2:1", "'path'", True),
    ('<override path="a" ignore="SECX"/>', "2:28", "no rule or family", False),
    ('<override path="a"><rule id="SEC005"/></override>', "2:20", "'severity'", True),
    ('<suppress rule="SEC005" until="2027-02-30"/>', "2:32", "calendar", True),
    ('<suppress rule=" "/>', "2:17", "names", True),
    ('some text', "1:1", "text", True),
    ('<x xmlns="urn:else"/>', "2:1", "namespace", True),
    ('<rule id="X-A-1" select="//trunks" message="m"/>', "2:28", "'trunk'", False),
    ('<rule id="X-A-1" select="//trunk[@trnsport]" message="m"/>', "2:35", "'transport'", False),
    ('<rule id="X-A-1" select="//trunk[" message="m"/>', "2:26", "XPath", False),
    ('<rule id="X-A-1" select="count(//trunk)" message="m"/>', "2:26", "elements or attributes", False),
    ('<rule id="X-A-1" select="//trunk[$a]" message="m"/>', "2:34", "variable", False),
    ('<rule id="X-A-1" select="//trunk[foo()]" message="m"/>', "2:34", "function", False),
    ('<rule id="X-A-1" select="//trunk[document(\'/etc/passwd\')]" message="m"/>', "2:34", "function", False),
    ('<rule id="X-A-1" select="//t:trunk" message="m"/>', "2:28", "prefix", False),
    ('<rule id="X-A-1" select="/" message="a {@id"/>', "2:40", "brace", False),
    ('<rule id="X-A-1" select="/" message="a } b"/>', "2:40", "brace", False),
    ('<rule id="X-A-1" select="/" message="{@ide}"/>', "2:40", "attribute", False),
]
ROOT_REFUSED = [
    ('profile="strikt"', "profile", False), ('profil="x"', "'profile'", True), ('select="SECX"', "no rule", False),
    ('ignore="DOC001"', "cannot be ignored", False), ('required-version="99.0"', "99.0", False),
    ('required-version="1"', "a version", True), ('xml:lang="en"', "attribute", True),
]


def check_refusals(bench):
    check = bench.failures.check
    for inside, place, words, by_schema in REFUSED:
        text = config(inside)
        bench.write("bad.xml", text)
        done = bench.run("validate", "--config", "bad.xml", "plan.xml")
        first = done.stderr.decode().splitlines()[0] if done.stderr else ""
        check(done.returncode == 2 and not done.stdout, f"{inside}: exit {done.returncode}")
        check(first.startswith(f"bad.xml:{place}: error: ") and words in done.stderr.decode(),
              f"{inside}: {place} {words}: {done.stderr.decode()}")
        accepted = bench.xsd.validate(etree.fromstring(text.encode()))
        check(accepted != by_schema, f"{inside}: the XSD {'accepts' if accepted else 'refuses'} it")
    for attributes, words, by_schema in ROOT_REFUSED:
        text = config(attributes=attributes)
        bench.write("bad.xml", text)
        done = bench.run("validate", "--config", "bad.xml", "plan.xml")
        check(done.returncode == 2 and words in done.stderr.decode() and b"bad.xml:1:" in done.stderr,
              f"{attributes}: {done.stderr.decode()}")
        accepted = bench.xsd.validate(etree.fromstring(text.encode()))
        check(accepted != by_schema, f"{attributes}: the XSD {'accepts' if accepted else 'refuses'} it")
    bench.write("bad.xml", config('<nonsense/>', 'required-version="99.0" x="y"'))
    done = bench.run("validate", "--config", "bad.xml", "plan.xml")
    check(done.stderr.count(b"\n") == 1, f"an old program complains of what it does not know: {done.stderr.decode()}")
    for arguments in (("--config", "missing.xml"), ("--config", "."), ("--config", "plan.xml")):
        done = bench.run("validate", *arguments, "plan.xml")
        check(done.returncode == 2, f"{arguments}: exit {done.returncode}")
    done = bench.run("validate", "plan.xml", env={"LYNC_TOPO_CONFIG": "missing.xml"})
    check(done.returncode == 2, f"LYNC_TOPO_CONFIG names nothing: exit {done.returncode}")


XPATHS = ["//trunk", "//trunk/@peer", "//*[@name]", "//trunk[@transport='tcp']/@transport", "/topology/site/*",
          "//server[count(interface) > 1]", "//sbc | //gateway", "//trunk[position() mod 2 = 1]", "//@id", "/topology",
          "//vlan[contains(@members, '-out')]", "//users[@count * 2 div 2 - 1 > 40]", "//*[not(@id)]", "//*[@* = 'tcp']",
          "//trunk[@mediation-pool = //mediation-pool/@id]", "//site/descendant::server[last()]", "//firewall/permit[2]"]


def expected_matches(path, expression):
    """What lxml selects, without namespaces: path and attribute of each."""
    tree = etree.parse(str(path), etree.XMLParser(remove_comments=True, remove_pis=True))
    for element in tree.iter(f"{{{NAMESPACE}}}*"):
        element.tag = etree.QName(element).localname
    for description in tree.findall(".//description"):
        description.text = None
    found = []
    for match in tree.xpath(expression):
        attribute = match.attrname if isinstance(match, etree._ElementUnicodeResult) else ""
        element = match.getparent() if attribute else match
        found.append((element.tag, element.get("id") or "", attribute))
    return sorted(found)


def offset(lines, line, column):
    return lines[line - 1][column - 1:]


def check_company(bench):
    check = bench.failures.check
    for path in SAMPLES:
        lines = path.read_text().splitlines()
        for expression in XPATHS:
            findings = [f for f in bench.findings(company(expression), path) if f["rule"] == "X-T-1"]
            got = []
            for finding in findings:
                tag = re.split(r"\[", finding["path"].rsplit("/", 1)[1])[0]
                own = re.search(r"@id='([^']*)'\]$", finding["path"])
                got.append((tag, own.group(1) if own else "", finding["attribute"]))
                there = offset(lines, finding["line"], finding["column"])
                if finding["attribute"]:
                    before = lines[finding["line"] - 1][:finding["column"] - 1]
                    check(re.search(rf"\b{finding['attribute']}\s*=\s*[\"']$", before) or there[:1] in "\"'",
                          f"{path.name}: {expression}: {finding['line']}:{finding['column']}: {there[:30]}")
                else:
                    check(there.startswith("<" + tag), f"{path.name}: {expression}: {there[:30]}")
            check(sorted(got) == expected_matches(path, expression), f"{path.name}: {expression}: {len(got)} matches, "
                  f"lxml finds {len(expected_matches(path, expression))}")
    plan = ROOT / "samples" / "sip-trunk-vpn-router.xml"
    message = "{{@id}} {@id} {count(//trunk)} {id(@mediation-pool)/@placement} {'}'} {1 = 1} {string(../@name)}"
    texts = {f["message"] for f in bench.findings(company("//trunk[1]", message), plan)}
    tree = etree.parse(str(plan))
    name = {"t": NAMESPACE}
    trunk = tree.find(".//t:trunk", name)
    pool = tree.find(f".//t:mediation-pool[@id='{trunk.get('mediation-pool')}']", name)
    wanted = f"{{@id}} {trunk.get('id')} {len(tree.findall('.//t:trunk', name))} {pool.get('placement')} }} true " \
             f"{tree.getroot().get('name')}"
    check(wanted in texts, f"a message: {texts}, not {wanted}")
    long = bench.findings(company("/", "{concat('" + "é" * 900 + "', 'x')}"), plan)
    check([len(f["message"]) for f in long if f["rule"] == "X-T-1"] == [203], "a long value is not cut")


# Rules over what other programs wrote, and where they point: at what the group of the pattern matches in the text.
IMPORTED = [
    ("//site", r"(<)(?:CentralSite|RemoteSite)\b"),
    ("//@ip", r'\bIPAddress="(?!0\.0\.0\.0")([^"]+)"'),
    ("//trunk/@transport", r'<Port [^>]*\bProtocol="(T[^"]+)"[^>]*\bConfiguredFqdn='),
    ("//trunk[@transport = 'tls']/@transport", r'<Port [^>]*\bProtocol="(Tls)"[^>]*\bConfiguredFqdn='),
]


def check_imported(bench):
    """The product's own files, as they are, after letters of several bytes and as UTF-16."""
    check = bench.failures.check
    bench.write("this.xml", config("".join(f'<rule id="X-T-{n}" select={quoteattr(xpath)} message="{{.}}"/>'
                                           for n, (xpath, _) in enumerate(IMPORTED)), 'select="X-T"'))
    for path in sorted((ROOT / "tests" / "import").glob("0*")):
        text = path.read_text(encoding="utf-8-sig")
        shifted = re.sub(r"<(CentralSite|NetInterface|Port)\b", "<!-- \u00e9\U0001d11e --><\\1", text)
        wide = text.replace('encoding="utf-8"', 'encoding="utf-16"')
        for what, content, encoding in (("", text, "utf-8"), ("shifted ", shifted, "utf-8"), ("wide ", wide, "utf-16")):
            bench.write("plan.tbxml", content.encode(encoding))
            got = [(f["rule"], f["line"], f["column"], f["message"].lower())
                   for f in json.loads(bench.run("validate", "-f", "json", "--config", "this.xml", "plan.tbxml").stdout)
                   ["findings"]]
            wanted = [(f"X-T-{n}", number, match.start(1) + 1, match[1].lower().replace("<", ""))
                      for n, (_, pattern) in enumerate(IMPORTED)
                      for number, line in enumerate(content.splitlines(), 1) for match in re.finditer(pattern, line)]
            check(sorted(got) == sorted(wanted) and len({rule for rule, *_ in got}) >= 3,
                  f"{what}{path.name}: {sorted(set(got) ^ set(wanted))}")
    bench.write("plan.tbxml", text)
    bench.write("more.xml", f'<topology xmlns="{NAMESPACE}">\n  <extend ref="gw01.branch.litware.example" channels="30"/>\n'
                            '</topology>')
    got = [(f["file"], f["line"], f["column"]) for f in
           bench.findings(company("//gateway[@fqdn]/@channels[. = 30]"), "plan.tbxml", "more.xml")]
    check(got == [("more.xml", 2, 55)], f"what a native file adds: {got}")


def check_formats(bench):
    check = bench.failures.check
    text = company("//trunk[1]", "trunk {@id}\x85\u202e", 'name="own-rule" url="https://example.com/r" severity="error"')
    bench.write("this.xml", text)
    schema = Draft202012Validator(json.loads((ROOT / "schemas" / "validate.schema.json").read_text()))
    result = bench.run("validate", "-f", "json", "--config", "this.xml", "plan.xml")
    parsed = json.loads(result.stdout)
    errors = [e.message for e in schema.iter_errors(parsed)]
    check(not errors, f"JSON Schema: {errors[:3]}")
    own = [f for f in parsed["findings"] if f["rule"] == "X-T-1"]
    check(own and own[0]["source"] == "https://example.com/r" and own[0]["severity"] == "error", f"{own}")
    check(parsed["summary"]["rules"]["run"] == 1 and parsed["summary"]["rules"]["fired"] == 1, parsed["summary"])
    for format in ("text", "concise", "github", "gitlab", "sarif", "junit", "checkstyle", "markdown", "html"):
        done = bench.run("validate", "-f", format, "--config", "this.xml", "plan.xml")
        if done.returncode == 2 and b"there is no format" in done.stderr:
            continue
        output = done.stdout.decode()
        check(done.returncode == 1 and ("own-rule" in output or "X-T-1" in output), f"{format}: {output[:300]}")
        check("\x85" not in output and "\u202e" not in output, f"{format}: control characters of a message")
    for word in ("X-T-1", "own-rule", "X-T", "x-t-1"):
        left = bench.rules("--config", "this.xml", "--ignore", word, "plan.xml")
        check("X-T-1" not in left, f"--ignore {word}: {left}")
    done = bench.run("explain", "own-rule", "--config", "this.xml")
    check(done.returncode == 0 and b"//trunk[1]" in done.stdout and b"\xe2\x80\xae" not in done.stdout, f"explain: {done}")
    done = bench.run("explain", "MED001", "--config", "missing.xml")
    check(done.returncode == 0, "a broken configuration hides our own rules")


def check_examples(bench):
    check = bench.failures.check
    rule = '<rule id="X-T-1" select="//trunk[@transport=\'udp\']" message="udp {@id}">%s</rule>'
    bench.write("good-one.xml", f'<topology xmlns="{NAMESPACE}"><trunk id="a" transport="tcp"/></topology>')
    bench.write("outside.xml", "")
    cases = [
        ('<bad><trunk id="a" transport="udp"/></bad><good><trunk id="a" transport="tcp"/></good>', 0, ""),
        ('<bad findings="2"><trunk id="a" transport="udp"/><trunk id="b" transport="udp"/></bad>', 0, "no good"),
        (f'<bad><topology xmlns="{NAMESPACE}"><trunk id="a" transport="udp"/></topology></bad>', 0, ""),
        ('<good file="good-one.xml"/>', 0, "no bad"),
        ('<bad><trunk id="a" transport="tcp"/></bad>', 1, "silent"),
        ('<good><trunk id="a" transport="udp"/></good>', 1, "udp a"),
        ('<bad findings="3"><trunk id="a" transport="udp"/></bad>', 1, "1 times instead of 3"),
        ('<bad><trunk id="a" trnsport="udp"/></bad>', 1, "trnsport"),
        ('<good file="missing.xml"/>', 1, "no such file"),
        ('<good file="../outside.xml"/>', 1, "cannot be read"),
        ('<good><![CDATA[<!DOCTYPE x><topology/>]]></good>', 1, "no piece of a topology"),
    ]
    for examples, code, words in cases:
        bench.write("this.xml", config(rule % examples))
        done = bench.run("config", "test", "--config", "this.xml")
        check(done.returncode == code and words in done.stdout.decode(), f"{examples}: {done}")
    bench.write("this.xml", (bench.folder / "this.xml").read_text().replace("file=", "fiel="))
    done = bench.run("config", "test", "--no-config")
    check(done.returncode == 2, f"config test without configuration: {done}")


def check_show_and_init(bench):
    check = bench.failures.check
    schema = Draft202012Validator(json.loads((ROOT / "schemas" / "config.schema.json").read_text()))
    done = bench.run("config", "init", "-o", "new.xml")
    check(done.returncode == 0, f"config init: {done}")
    check(bench.xsd.validate(etree.parse(str(bench.folder / "new.xml"))), "the skeleton is refused by the XSD")
    check(bench.run("config", "init", "-o", "new.xml").returncode == 2, "config init overwrites")
    check(bench.run("config", "test", "--config", "new.xml").returncode == 0, "the skeleton's examples disagree")
    check(bench.rules("--config", "new.xml", "plan.xml") == bench.rules("--no-config", "plan.xml"),
          "the skeleton changes something")
    taken = re.sub(r"<!-- (<(?:rule|threshold|override|suppress).*?>) -->", r"\1",
                   (bench.folder / "new.xml").read_text(), flags=re.DOTALL)
    check(taken.count("<!--") < 9 and len(re.findall("<override", taken)) == 1, "the skeleton's comments are not found")
    bench.write("taken.xml", taken)
    done = bench.run("config", "show", "-f", "json", "--config", "taken.xml")
    check(done.returncode == 0, f"what the skeleton offers is refused: {done.stderr.decode()}")
    result = json.loads(done.stdout)
    errors = [e.message for e in schema.iter_errors(result)]
    check(not errors, f"JSON Schema of config show: {errors[:3]}")
    broken = json.loads(done.stdout)
    broken["settings"][0]["origin"] = "hearsay"
    check(not schema.is_valid(broken), "the schema accepts any origin")
    lines = taken.splitlines()
    for setting in result["settings"]:
        if "line" in setting and setting["kind"] not in ("company-rule", "suppression"):
            there = offset(lines, setting["line"], setting["column"])
            value = "false" if "must not be ignored" in setting["detail"] else setting["value"]
            check(there.startswith((value, "off")), f"{setting}: {there[:40]}")
    kinds = {setting["kind"] for setting in result["settings"]}
    check(kinds == {"setting", "threshold", "company-rule", "rule", "override", "suppression", "limit"}, f"{kinds}")
    origins = {setting["origin"] for setting in result["settings"]}
    check(origins >= {"default", "configuration", "option"}, f"{origins}")
    done = bench.run("config", "show", "-f", "json", env={"LYNC_TOPO_CONFIG": "taken.xml", "LYNC_TOPO_FORMAT": "json"})
    origin = {s["name"]: s["origin"] for s in json.loads(done.stdout)["settings"]}
    check(origin["configuration"] == origin["format"] == "environment", f"{origin['configuration']}")


def big_plan(n):
    trunks = "".join(f'<trunk id="t{i}" mediation-pool="m" peer="g" transport="tcp"/>' for i in range(n))
    return (f'<topology xmlns="{NAMESPACE}"><site id="s" kind="central"><mediation-pool id="m" placement="stand-alone"/>'
            f'<gateway id="g" kind="pstn-gateway"/></site>{trunks}</topology>')


# Expressions that take very long; on the plan of check_hostile each must end as a configuration error that names the rule.
BOMBS = ["//*[count(//*[count(//*)>0])>0]", "//*[//*[//*[//*='x']]]", "//*[sum(//*[count(preceding::*) > 1]) > 1]",
         "(//*|//*|//*|//*)[//*|//*][//*|//*]"]


def check_hostile(bench):
    check = bench.failures.check
    bench.write("big.xml", big_plan(3000))
    for bomb in BOMBS:
        bench.write("this.xml", company(bomb))
        start = time.monotonic()
        done = bench.run("validate", "--config", "this.xml", "--limit", "xpath-seconds=1", "big.xml")
        took = time.monotonic() - start
        check(done.returncode == 2 and b"X-T-1" in done.stderr, f"{bomb}: exit {done.returncode} {done.stderr[:300]}")
        check(took < 100, f"{bomb}: {took:.1f} s")
    bench.write("this.xml", company("//trunk", "{count(//*[count(//*) > 0])}"))
    done = bench.run("validate", "--config", "this.xml", "big.xml")
    check(done.returncode == 2 and b"X-T-1" in done.stderr, f"a bomb in a message: {done.returncode}")
    refused = {
        "a DOCTYPE": f'<!DOCTYPE config [<!ENTITY x SYSTEM "file:///etc/passwd">]>{config()}',
        "an entity": config("&x;"),
        "XInclude": config('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
        "Latin-1": b'<?xml version="1.0" encoding="ISO-8859-1"?><config xmlns="urn:lync-topo:config:1"/>',
        "a NUL": config().encode() + b"\0",
        "nothing": "",
        "half": config()[:30],
        "2 MB": config("<!-- " + "x" * (2 << 20) + " -->"),
        "a long expression": company("//trunk[" + " or ".join(["@id"] * 2000) + "]"),
        "a deep expression": company("//trunk" + "[" * 40 + "1" + "]" * 40),
        "deep elements": config('<rule id="X-T-1" select="/" message="m"><bad>' + "<a>" * 300 + "</a>" * 300 +
                                "</bad></rule>"),
        "many attributes": f'<config xmlns="{SPACE}" ' + " ".join(f'a{i}=""' for i in range(400)) + "/>",
        "many faults": config("<a/>" * 5000),
        "many braces": company("/", "{1}" * 100),
    }
    for what, text in refused.items():
        bench.write("this.xml", text)
        done = bench.run("validate", "--config", "this.xml", "plan.xml")
        check(done.returncode == 2 and b"root:" not in done.stderr, f"{what}: exit {done.returncode} {done.stderr[:200]}")
        check(len(done.stderr) < 20000, f"{what}: {len(done.stderr)} bytes of complaint")
    stars = config(f'<override path="{"*a" * 400}b" ignore="SEC"/>')
    start = time.monotonic()
    bench.findings(stars)
    check(time.monotonic() - start < 30, "a pattern of many stars takes long")


def main(program):
    failures = Failures("configuration")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Tool(program), os.path.realpath(folder), failures)
        shutil.copy(PLAN, bench.folder / "plan.xml")
        for part in (check_lookup, check_precedence, check_overrides, check_refusals, check_company, check_imported,
                     check_formats, check_examples, check_show_and_init, check_hostile):
            start = time.monotonic()
            part(bench)
            print(f"{part.__name__}: {time.monotonic() - start:.1f} s")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
