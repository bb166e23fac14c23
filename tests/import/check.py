#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The product's own files: what is read from them, what is found broken, and what `import` makes of them.

The deployments here are synthetic. Each is also read as UTF-16, with other prefixes, in another order and as the other
format (convert.py): the same model must come out. What is broken is made from them by one edit each, and must be
found where it is, under its rule, and nothing else.

usage: check.py PROGRAM
"""
import re
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import convert
from lxml import etree
from tool import NAMESPACE, ROOT, Failures, Tool

BUILDER = ["01-standalone-mediation.tbxml", "02-collocated-mediation.tbxml", "03-branch-site-sba.tbxml"]
TOPOLOGY = "01-standalone-mediation.xml"
GATEWAY = '<ServiceId SiteId="1" RoleName="PstnGateway" Instance="1" />'
TYPE = "Microsoft.Rtc.Management.Deploy.Internal.ServiceRoles.PstnGatewayService"

# What is broken: file, what to replace (the n-th time it occurs, from 1), by what, and the findings: rule, and what the
# place they point at begins with.
BROKEN = [
    (TOPOLOGY, '<ClusterId SiteId="1" Number="4" />', 2, '<ClusterId SiteId="1" Number="44" />',
     [("DOC009", "<ClusterId"), ]),
    (TOPOLOGY, '<ClusterId SiteId="1" Number="4" />', 1, '<ClusterId SiteId="1" Number="3" />',
     [("DOC008", '3" />'), ("DOC009", "<ClusterId")]),
    (TOPOLOGY, '<ClusterId SiteId="1" Number="4" />', 1, '<ClusterId SiteId="7" Number="4" />',
     [("DOC009", '4" />'), ("DOC009", "<ClusterId")]),
    (TOPOLOGY, 'RoleName="PstnGateway" Instance="2"', 1, 'RoleName="PstnGateway" Instance="1"', [("DOC008", '1" />')]),
    (TOPOLOGY, '<ServiceId SiteId="1" RoleName="MediationServer" Instance="1" />', 2,
     '<ServiceId SiteId="1" RoleName="MediationServer" Instance="9" />', [("DOC009", "<ServiceId")]),
    (TOPOLOGY, '<ServiceId SiteId="1" RoleName="MediationServer" Instance="1" />', 2,
     '<ServiceId SiteId="1" RoleName="Registrar" Instance="1" />', [("DOC010", "<ServiceId")]),
    (TOPOLOGY, 'MediationServerPort="5068"', 1, 'MediationServerPort="5099"', [("TRK004", '5099"')]),
    (TOPOLOGY, 'MediationServerPort="5068"', 1, 'MediationServerPort="70000"', [("DOC006", '70000"')]),
    (TOPOLOGY, 'Port="5066" Protocol="Tcp"', 1, 'Port="5066" Protocol="Tls"', [("TRK004", '5068"')]),
    (TOPOLOGY, 'Port="5066" Protocol="Tcp"', 1, 'Port="0" Protocol="Tcp"', [("DOC006", '0" Protocol')]),
    (TOPOLOGY, 'Port="5062" Protocol="Mtls"', 1, 'Port="65536" Protocol="Mtls"', [("DOC006", '65536" Protocol')]),
    (TOPOLOGY, 'Range="8348"', 1, 'Range="20000"', [("DOC006", '20000"')]),
    (TOPOLOGY, 'Fqdn="med02.litware.example"', 1, 'Fqdn="MED01.litware.example"',
     [("DOC008", "MED01")]),
    (TOPOLOGY, 'Fqdn="gw02.litware.example"', 1, 'Fqdn="gw01.litware.example"', [("DOC008", "gw01")]),
    (TOPOLOGY, 'IPAddress="10.20.0.12"', 1, 'IPAddress="10.20.0.11"', [("DOC015", "10.20.0.11")]),
    (TOPOLOGY, "<Cluster RequiresReplication", 1, '<Cluster xmlns="urn:elsewhere" RequiresReplication',
     [("DOC004", "<Cluster")]),
    (TOPOLOGY, '<Ports xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008">', 1, "<Ports>",
     [("DOC004", "<Ports>")]),
    (TOPOLOGY, '<ClusterId SiteId="1" Number="4" />', 2,
     '<ClusterId SiteId="1" Number="4" /><ClusterId SiteId="1" Number="1" />', [("DOC015", "<ClusterId")]),
    (TOPOLOGY, 'Port="5066" Protocol="Tcp"', 1, 'Protocol="Tcp"', [("DOC007", "<Port ")]),
    (TOPOLOGY, 'Range="8348" />', 1, 'Range="8348" /><Port Usage="AudioCommunication" Port="60000" Range="100" />',
     [("DOC015", '60000"')]),
    (TOPOLOGY, 'Range="8348"', 1, 'Range="many"', [("DOC006", 'many"')]),
    (TOPOLOGY, 'Fqdn="gw01.litware.example"', 1, 'Fqdn="MED01.litware.example"', [("DOC008", "MED01")]),
    (TOPOLOGY, 'Fqdn="medpool01.litware.example"', 1, 'Fqdn="GW01.litware.example"', [("DOC008", "gw01")]),
    (TOPOLOGY, "</SqlInstances>", 1, '<SqlInstance><SqlInstanceId Name="rtc"><ClusterId SiteId="1" Number="1"/>'
     '</SqlInstanceId></SqlInstance></SqlInstances>', [("DOC008", 'rtc')]),
    (BUILDER[0], ' xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.WritableTopology.2008"', 1, "",
     [("DOC004", "<PartialTopology")]),
    (TOPOLOGY, "<Name>Springfield</Name>", 1, '<Name xmlns="">Springfield</Name>', [("DOC004", "<Name")]),
    (TOPOLOGY, "med01.litware.example", 1, "$med1", [("DOC006", "$med1")]),
    (TOPOLOGY, 'DefaultDomain="litware.example"', 1, 'DefaultDomain="$(domain)"', [("DOC006", "$(domain)")]),
    (TOPOLOGY, 'MediationServerPort="5068"', 1, 'MediationServerPort="${port}"', [("DOC006", "${port}")]),
    (TOPOLOGY, 'Port="5068" Protocol="Tcp"', 1, 'Port="5069" Range="10" Protocol="Tcp"', [("TRK004", '5068"')]),
    (TOPOLOGY, 'Port="5068" Protocol="Tcp"', 1, 'Port="65530" Range="10" Protocol="Tcp"',
     [("DOC006", '10" Protocol'), ("TRK004", '5068"')]),
    (TOPOLOGY, "gw01.litware.example", 0, "${gateway}", [("DOC006", "${gateway}")]),
    ("01-standalone-mediation.tbxml", 'RoleName="MediationServer" RoleVersion="1" InstalledOn="2c716a6c-191d-5788-8f6a-306ebc810d81"', 1,
     'RoleName="MediationServer" RoleVersion="1" InstalledOn="e1840e26-f670-59b3-a6be-d61d3a667085"',
     [("DOC010", "e1840e26")]),
    ("01-standalone-mediation.tbxml", 'InstalledOn="2c716a6c-191d-5788-8f6a-306ebc810d81"', 1, "",
     [("DOC007", "<Service")]),
    ("01-standalone-mediation.tbxml", 'InstalledOn="2c716a6c-191d-5788-8f6a-306ebc810d81"', 1, 'InstalledOn="nothing"',
     [("DOC009", "nothing")]),
]

# What looks wrong and is right: nothing new may be found. Edits of the first format's sample, one after the other.
CUSTOMARY = {"PRT001"}  # another port than the customary one is told of
TCP_PORT = 'Port="5068" Protocol="Tcp"'
NORMAL = [
    [('CountryCode="US"', 'CountryCode="USA"')],
    [('CountryCode="US"', 'CountryCode="United States"')],
    [('CountryCode="US"', 'CountryCode="UK"')],
    [('MediationServerPort="5068"', 'MediationServerPort="5075"'), (TCP_PORT, f'{TCP_PORT} Range="8"')],
    [('MediationServerPort="5067"', 'MediationServerPort="5079"'),
     (TCP_PORT, 'Port="5079" Protocol="Mtls"/><Port Usage="SipClient" Port="5068" Protocol="Tcp"')],
    [(TCP_PORT, f'{TCP_PORT} Range="1"')],
    [('Range="8348" />', 'Range="8348" /><Port Usage="AudioCommunication" Port="49152" Range="8348" />')],
    [('ShareName="LyncShare"', 'ShareName="share$"')],
    [("<InternalDomains ", '<x:Island xmlns:x="urn:elsewhere" cost="$amount"/><InternalDomains ')],
    [("<Sites>", "<!-- <Sites> --><?other thing?><Sites>")],
]

PAIR = [ROOT / "samples/topology-builder/litware.tbxml", ROOT / "samples/topology-builder/litware.xml"]

# A second file beside the first format's sample: what it holds, and what is said of it.
BESIDE = [
    ('<extend ref="Springfield" size="small" country="US"/>', []),
    ('<extend ref="gw01.litware.example" channels="30"/>', []),
    ('<extend ref="gw01.litware.example" colour="red"/>', [("DOC005", "red")]),
    ('<extend ref="gw01.litware.example" channels="many"/>', [("DOC006", "many")]),
    ('<extend ref="gw01.litware.example" fqdn="gw9.litware.example"/>', [("DOC015", "gw9")]),
    ('<extend ref="gw01.litware.example" kind="sbc"/>', []),
    ('<extend ref="gw01.litware.example" kind="sbc"/><extend ref="gw01.litware.example" kind="elin-gateway"/>',
     [("DOC015", "elin-gateway")]),
    ('<extend ref="nobody" channels="1"/>', [("DOC009", "nobody")]),
    ('<extend ref="gw01.litware.example"><rate pattern="^\\+" cost="1"/></extend>', []),
    ('<extend ref="gw01.litware.example"><interface id="i" side="internal"/></extend>', [("DOC004", "<interface")]),
    ('<extend ref="nobody"><rate pattern="^\\+" cost="1"/></extend>', [("DOC009", "nobody")]),
    ('<extend ref="Springfield"><pbx id="p" kind="ip"/></extend><extend ref="p"><number-route pattern="1" to="t"/>'
     '</extend>', [("DOC010", 'p">')]),
    ('<provider id="f"><sbc id="gw01.litware.example"/></provider>', []),
    ('<provider id="f"><sbc id="gw01.litware.example" ip="192.0.2.10"/></provider>', []),
    ('<provider id="f"><sbc id="gw01.litware.example" ip="192.0.2.11"/></provider>', [("DOC015", "192.0.2.11")]),
]

# What is no topology: text, and what the message says.
WRONG = [
    ("Identity      : Site:Redmond\nName   : Redmond\n", "DOC001", "console"),
    ("", "DOC001", "empty"),
    ("<CsMgmtLog/>", "DOC002", "CsMgmtLog"),
    ('<!DOCTYPE a><Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008"/>', "DOC003", "DOCTYPE"),
    ("<Topology/>", "DOC002", "namespace"),
]


def read(name):
    return (HERE / name).read_text("utf-8-sig")


def edit(text, old, number, new):
    """Replaces the number-th occurrence, or all with 0."""
    if number == 0:
        return text.replace(old, new)
    places = [m.start() for m in re.finditer(re.escape(old), text)]
    at = places[number - 1]
    return text[:at] + new + text[at + len(old):]


def imported(tool, text, folder, encoding="utf-8"):
    path = folder / "file.xml"
    path.write_bytes(text.encode(encoding))
    done = tool.run("import", path)
    assert done.returncode == 0 and not done.stderr, (done.returncode, done.stderr)
    return done.stdout.decode()


def with_prefixes(text):
    """The same document with a prefix on every name of the topology's namespace."""
    text = re.sub(r"<(/?)([A-Z]\w*)", r"<\1p:\2", text)
    text = text.replace("xmlns=", "xmlns:p=")
    return text


def shuffled(text):
    """Sites, clusters, SQL instances and services in another order."""
    parts = [re.search(rf"  <{name}>.*?  </{name}>\n", text, re.S).group(0)
             for name in ("Sites", "Clusters", "SqlInstances", "Services")]
    rest = text.index(parts[0])
    return text[:rest] + "".join(reversed(parts)) + "</Topology>\n"


def check_forms(tool, folder, failures):
    for name in BUILDER:
        text = read(name)
        model = imported(tool, text, folder)
        for encoding in ("utf-8-sig", "utf-16"):
            failures.check(imported(tool, text, folder, encoding) == model, f"{name} as {encoding} is another model")
        other = imported(tool, convert.topology_of(text), folder)
        # Get-CsTopology does not tell to which central site a branch belongs, as far as is known.
        failures.check(re.sub(r' central-site="[^"]*"', "", model) == other, f"{name} converted is another model")
    text = read(TOPOLOGY)
    model = imported(tool, text, folder)
    for what, form in (("the other format", read(BUILDER[0])), ("prefixes", with_prefixes(text)),
                       ("another order", shuffled(text))):
        failures.check(imported(tool, form, folder) == model, f"{what} gives another model")


def findings_of(result):
    """What stays the same wherever it stands."""
    return sorted((f["rule"], f["element"], f["message"], f["fingerprint"]) for f in result["findings"]), \
        sorted((u["rule"], u["element"], tuple(u["needs"])) for u in result["unknown"])


def check_round_trip(tool, folder, failures):
    for name in [*BUILDER, TOPOLOGY]:
        original = tool.validate(HERE / name)
        failures.check(not [f for f in original["findings"] if f["rule"].startswith("DOC")],
                       f"{name}: {original['findings']}")
        (folder / "back.xml").write_text(imported(tool, read(name), folder))
        failures.check(findings_of(tool.validate(folder / "back.xml")) == findings_of(original),
                       f"{name}: validate says other things of the import")
        again = tool.run("import", folder / "back.xml").stdout.decode()
        failures.check(re.sub(r" *<!-- kind.*\n", "", (folder / "back.xml").read_text()) == again,
                       f"{name}: the import imported is another")


def check_broken(tool, folder, failures):
    for name, old, number, new, expected in BROKEN:
        text = edit(read(name), old, number, new)
        (folder / name).write_text(text)
        lines = text.split("\n")
        before = {f["fingerprint"] for f in tool.validate(HERE / name)["findings"]}
        found = [f for f in tool.validate(folder / name)["findings"] if f["fingerprint"] not in before
                 and (f["rule"].startswith("DOC") or f["rule"] in {rule for rule, _ in expected})]
        got = sorted((f["rule"], lines[f["line"] - 1][f["column"] - 1:]) for f in found)
        wanted = sorted(expected)
        same = len(got) == len(wanted) and all(g[0] == w[0] and g[1].startswith(w[1]) for g, w in zip(got, wanted))
        failures.check(same, f"{name} with {new!r}: {[(r, t[:40]) for r, t in got]} {[f['message'] for f in found]}")


def check_normal(tool, folder, failures):
    known = findings_of(tool.validate(HERE / TOPOLOGY))[0]
    for edits in NORMAL:
        text = read(TOPOLOGY)
        for old, new in edits:
            failures.check(old in text, f"{old} is not in {TOPOLOGY}")
            text = text.replace(old, new, 1)
        (folder / "normal.xml").write_text(text)
        original = tool.validate(folder / "normal.xml")
        new = [f for f in findings_of(original)[0] if f not in known and f[0] not in CUSTOMARY]
        failures.check(not new, f"with {edits}: {new}")
        (folder / "back.xml").write_text(imported(tool, text, folder))
        failures.check(findings_of(tool.validate(folder / "back.xml")) == findings_of(original),
                       f"with {edits}: validate says other things of the import")


def check_instructions(tool, folder, failures):
    """Instructions of ours cover what follows them there, too."""
    text = read(TOPOLOGY)
    at = {"root": "<Topology", "trunk": re.search(f'<Service [^>]*{re.escape(TYPE)}"', text).group(0), "other": "<Sites>"}
    reported = [f for f in tool.validate(HERE / TOPOLOGY)["findings"] if f["rule"] == "TRK008"]
    failures.check(len(reported) == 1, f"TRK008 in {TOPOLOGY}: {reported}")
    for where, before in at.items():
        instruction = '<?lync-topo ignore="TRK008" reason="a lab"?><!-- and more -->'
        (folder / "instruction.xml").write_text(text.replace(before, instruction + before, 1))
        found = [f["rule"] for f in tool.validate(folder / "instruction.xml")["findings"] if not f.get("suppressed")]
        wanted = {"TRK008", "SUP001"} if where == "other" else set()
        failures.check({"TRK008", "SUP001"} & set(found) == wanted, f"an instruction before {where}: {found}")


def check_beside(tool, folder, failures):
    (folder / "real.tbxml").write_text(read(BUILDER[0]))
    # Files are read in the order of their names: both must come to the same.
    for name in ("after.xml", "zebra.xml"):
        for content, expected in BESIDE:
            text = f'<topology xmlns="urn:lync-topo:topology:1">{content}</topology>'
            (folder / name).write_text(text)
            found = [f for f in tool.validate("real.tbxml", name, cwd=folder)["findings"]
                     if f["rule"].startswith("DOC")]
            got = sorted((f["rule"], text[f["column"] - 1:]) for f in found if f["file"] == name)
            same = len(got) == len(found) == len(expected) and all(
                g[0] == w[0] and g[1].startswith(w[1]) for g, w in zip(got, sorted(expected)))
            failures.check(same, f"{name} {content}: {[(f['rule'], f['file'], f['message']) for f in found]}")


def check_pair(tool, folder, failures):
    alone, both = tool.validate(PAIR[0]), tool.validate(*PAIR)
    failures.check(not [f for f in both["findings"] if f["severity"] != "note"], f"the pair: {both['findings']}")
    failures.check(both["summary"]["rules"]["passed"] > alone["summary"]["rules"]["passed"] + 20,
                   f"the second file adds little: {both['summary']} after {alone['summary']}")
    done = tool.run("import", *PAIR)
    (folder / "pair.xml").write_bytes(done.stdout)
    failures.check(findings_of(tool.validate(folder / "pair.xml")) == findings_of(both),
                   "validate says other things of the imported pair")
    schema = etree.XMLSchema(etree.fromstring(tool.schema()))
    for path in (PAIR[1], folder / "pair.xml"):
        failures.check(schema.validate(etree.parse(str(path))), f"{path.name}: {schema.error_log}")


def zipped(folder, members, compression=zipfile.ZIP_DEFLATED):
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def wrapped(text):
    """As a settings store keeps a topology: one item among others, at some depth."""
    body = text[text.index("<Topology"):]
    return ('<DocItemSet xmlns="urn:schema:Microsoft.Rtc.Management.Xds.AppLayer.2008"><DocItem Name="urn:xds:x"><Data>'
            f'<AnchoredXml xmlns="urn:schema:Microsoft.Rtc.Management.ScopeFramework.2008"><Dictionary><Item><Value>{body}'
            '</Value></Item></Dictionary></AnchoredXml></Data></DocItem></DocItemSet>')


def check_archives(tool, folder, failures):
    text = read(TOPOLOGY)
    model = imported(tool, text, folder)
    other = ("other.xml", "<DocItemSet><DocItem/></DocItemSet>")
    for what, data in (("as it is", text), ("UTF-16", text.encode("utf-16")), ("wrapped", wrapped(text))):
        path = zipped(folder, [other, ("a/folder/", ""), ("DocItemSet.xml", data), ("blob.bin", bytes(range(256)))])
        result = tool.validate(path)
        notes = [f["message"] for f in result["findings"] if f["rule"] == "DOC018"]
        failures.check(len(notes) == 1 and "2 others" in notes[0], f"archive, {what}: {result['findings']}")
        failures.check(result["inputs"] == [f"{path}:DocItemSet.xml"], f"archive, {what}: {result['inputs']}")
        failures.check(tool.run("import", path).stdout.decode() == model, f"archive, {what}: another model")
    (folder / "wrapped.xml").write_text(wrapped(text))
    failures.check(tool.run("import", folder / "wrapped.xml").stdout.decode() == model, "wrapped: another model")
    refused = {
        "none": ([other], "DOC002", "none of the 1 members"),
        "two members": ([("a.xml", text), ("b.xml", text)], "DOC002", "'a.xml', 'b.xml'"),
        "two in one": ([("a.xml", f"<a>{text[text.index('<Topology'):] * 2}</a>")], "DOC002", "several"),
        "a DOCTYPE": ([("a.xml", "<!DOCTYPE a>" + text)], "DOC002", "none"),
        "a bomb": ([("a.xml", b"<a>" + b" " * 30_000_000 + b"</a>")], "DOC013", "archive-ratio"),
    }
    for what, (members, rule, word) in refused.items():
        result = tool.validate(zipped(folder, members))
        failures.check([f["rule"] for f in result["findings"]] == [rule] and word in result["findings"][0]["message"],
                       f"archive with {what}: {result['findings']}")
    whole = zipped(folder, [("a.xml", text)]).read_bytes()
    for size in range(5, len(whole) - 1, 97):
        (folder / "cut.zip").write_bytes(whole[:size])
        done = tool.run("validate", folder / "cut.zip")
        # What was packed may be complete although the archive's list of members is not.
        failures.check(done.returncode in (0, 1, 3), f"archive cut at {size}: exit {done.returncode}")
    before = sorted(p.name for p in folder.iterdir())
    tool.run("validate", zipped(folder, [("../../outside.xml", text)]))
    failures.check(sorted(p.name for p in folder.iterdir()) == before, "reading an archive wrote files")
    failures.check(tool.run("simulate", PAIR[0], "--scenario", folder / "export.zip").returncode == 3,
                   "an archive as a scenario")


def check_wrong(tool, folder, failures):
    for text, rule, word in WRONG:
        (folder / "wrong.xml").write_text(text)
        result = tool.validate(folder / "wrong.xml")
        failures.check([f["rule"] for f in result["findings"]] == [rule] and word in result["findings"][0]["message"],
                       f"{text[:40]!r}: {[(f['rule'], f['message']) for f in result['findings']]}")
    text = read(TOPOLOGY)
    for size in range(200, len(text) - 20, 997):
        (folder / "cut.xml").write_text(text[:size])
        done = tool.run("validate", folder / "cut.xml")
        failures.check(done.returncode == 3, f"cut off at {size}: exit {done.returncode}")
    (folder / "none.xml").write_text('<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008"/>')
    result = tool.validate(folder / "none.xml")
    failures.check([f["rule"] for f in result["findings"]] == ["DOC017"], f"no Mediation Server: {result['findings']}")
    (folder / "back.xml").write_bytes(tool.run("import", folder / "none.xml").stdout)
    failures.check(findings_of(tool.validate(folder / "back.xml")) == findings_of(result), "no Mediation Server: imported")
    pool = f'<topology xmlns="{NAMESPACE}"><site id="hq" kind="central"><mediation-pool id="m"/></site></topology>'
    (folder / "pool.xml").write_text(pool)
    both = tool.validate(folder / "none.xml", folder / "pool.xml")
    failures.check("DOC017" not in {f["rule"] for f in both["findings"]}, "a Mediation Server beside one that has none")


def main(program):
    tool = Tool(program)
    failures = Failures("import")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        check_forms(tool, folder, failures)
        check_round_trip(tool, folder, failures)
        check_broken(tool, folder, failures)
        check_normal(tool, folder, failures)
        check_instructions(tool, folder, failures)
        check_beside(tool, folder, failures)
        check_pair(tool, folder, failures)
        check_archives(tool, folder, failures)
        check_wrong(tool, folder, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
