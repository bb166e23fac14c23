#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Settings that Export-Clixml wrote, beside a deployment: what is read of them.

The exports are synthetic, made here from the documentation of the cmdlets and of PowerShell. The oracle is the same
deployment with the same facts in our own language, written by hand: `import` must make one topology of either.

usage: clixml.py PROGRAM
"""
import re
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import ROOT, Failures, Tool

PLAN = HERE / "01-standalone-mediation.tbxml"
SAMPLE = ROOT / "samples/topology-builder"
SPACE = "http://schemas.microsoft.com/powershell/2004/04"
VOICE = "Microsoft.Rtc.Management.WritableConfig.Policy.Voice."
TRUNK = "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.TrunkConfiguration"


class Choice(str):
    """A value of an enumeration: PowerShell writes it as an object with its word and its number."""


def value(name, what):
    """A property, or a member of a list where it has no name."""
    n = f" N={quoteattr(name)}" if name else ""
    if what is None:
        return f"<Nil{n} />"
    if isinstance(what, bool):
        return f"<B{n}>{str(what).lower()}</B>"
    if isinstance(what, int):
        return f"<I32{n}>{what}</I32>"
    if isinstance(what, Choice):
        return f"<Obj{n}><TN><T>System.Enum</T></TN><ToString>{what}</ToString><I32>1</I32></Obj>"
    if isinstance(what, list):
        return f"<Obj{n}><LST>{''.join(value(None, w) for w in what)}</LST></Obj>"
    if isinstance(what, dict):
        return f"<Obj{n}><Props>{''.join(value(k, v) for k, v in what.items())}</Props></Obj>"
    return f"<S{n}>{escape(what)}</S>"


def obj(kind, properties, group="Props"):
    inside = "".join(value(name, what) for name, what in properties.items())
    types = f"<TN><T>{kind}</T><T>System.Object</T></TN>" if kind else ""
    return f"<Obj>{types}<ToString>x</ToString><{group}>{inside}</{group}></Obj>"


def export(*objects):
    return f'<Objs Version="1.1.0.1" xmlns="{SPACE}">{"".join(objects)}</Objs>'


TRUNKS = [
    (TRUNK, {"Identity": "Global", "SRTPMode": Choice("Optional"), "MaxEarlyDialogs": 20, "EnableBypass": False,
             "ConcentratedTopology": True, "EnableReferSupport": True, "Enable3pccRefer": False,
             "EnableFastFailoverTimer": True, "EnableRTPLatching": False, "EnableSessionTimer": False,
             "RTCPActiveCalls": True, "RTCPCallsOnHold": True, "RemovePlusFromUri": False,
             "EnablePIDFLOSupport": False, "EnableLocationRestriction": False, "NetworkSiteID": None,
             "PstnUsages": [], "Description": "text"}),
    (TRUNK, {"Identity": "Site:Springfield", "SRTPMode": Choice("Required"), "EnableBypass": True,
             "NetworkSiteID": "Springfield Net"}),
    (TRUNK, {"Identity": "Service:PstnGateway:GW01.litware.example", "SRTPMode": Choice("NotSupported"),
             "PstnUsages": ["Local"],
             "OutboundTranslationRulesList": [{"Pattern": r"^\+1(\d+)$", "Translation": "$1", "Name": "no prefix"},
                                              {"Pattern": r"^\+(\d+)$", "Translation": "011$1", "Description": None}],
             "OutboundCallingNumberTranslationRulesList": [{"Pattern": r"^\+(\d+)$", "Translation": "$1"}],
             "SipResponseCodeTranslationRulesList": [
                 {"ReceivedResponseCode": 503, "ReceivedISUPCauseValue": 34, "TranslatedResponseCode": 480},
                 {"ReceivedResponseCode": 486, "ReceivedISUPCauseValue": None, "TranslatedResponseCode": 603}]}),
]
ROUTES = [
    (VOICE + "Route", {"Identity": "Local Route", "Priority": 0, "Description": "", "NumberPattern": r"^\+1217\d{7}$",
                       "PstnUsages": ["Local"], "PstnGatewayList": ["PstnGateway:gw01.litware.example"],
                       "Name": "Local Route", "SuppressCallerId": True, "AlternateCallerId": "+12175550199"}),
    (VOICE + "Route", {"Identity": "all", "Priority": 1, "NumberPattern": r"^\+",
                       "PstnUsages": ["Local", "Long Distance"], "AlternateCallerId": None, "SuppressCallerId": False,
                       "PstnGatewayList": ["PstnGateway:gw02.litware.example", "PstnGateway:gw01.litware.example"]}),
    (VOICE + "Route", {"Identity": "nowhere", "NumberPattern": "^9", "PstnUsages": [], "PstnGatewayList": []}),
]
POLICIES = [
    (VOICE + "VoicePolicy", {"Identity": "Global", "PstnUsages": ["Local"], "AllowPSTNReRouting": True}),
    (VOICE + "VoicePolicy", {"Identity": "Site:Springfield", "PstnUsages": [], "AllowPSTNReRouting": False}),
    (VOICE + "VoicePolicy", {"Identity": "Tag:Managers", "PstnUsages": ["Long Distance", "Local"],
                             "AllowPSTNReRouting": True}),
]
USAGES = [(VOICE + "PstnUsages", {"Identity": "Global", "Usage": ["Long Distance", "Internal"]})]
ALL = TRUNKS + ROUTES + POLICIES + USAGES

# The same by hand, in the order in which the export tells it: a usage stands before what names it first.
NATIVE = r"""<topology xmlns="urn:lync-topo:topology:1">
<trunk-config scope="global" srtp="optional" max-early-dialogs="20" media-bypass="false" concentrated-topology="true"
 refer="true" third-party-refer="false" fast-failover="true" rtp-latching="false" session-timer="false"
 rtcp-active-calls="true" rtcp-held-calls="true" remove-plus="false" pidf-lo="false" location-restriction="false"/>
<trunk-config scope="site:Springfield" srtp="required" media-bypass="true" network-site="Springfield-Net"/>
<pstn-usage id="usage-Local"/>
<trunk-config scope="trunk:trunk-gw01.litware.example" srtp="not-supported" pstn-usages="usage-Local">
<translate pattern="^\+1(\d+)$" replacement="$1"/><translate pattern="^\+(\d+)$" replacement="011$1"/>
<translate pattern="^\+(\d+)$" replacement="$1" on="calling"/>
<response-code received="503" isup="34" translated="480"/><response-code received="486" translated="603"/>
</trunk-config>
<voice-route id="route-Local-Route" priority="0" pattern="^\+1217\d{7}$" usages="usage-Local"
 trunks="trunk-gw01.litware.example" suppress-caller-id="true" alternate-caller-id="+12175550199"/>
<pstn-usage id="usage-Long-Distance"/>
<voice-route id="route-all" priority="1" pattern="^\+" usages="usage-Local usage-Long-Distance"
 suppress-caller-id="false" trunks="trunk-gw02.litware.example trunk-gw01.litware.example"/>
<voice-route id="route-nowhere" pattern="^9" usages="" trunks=""/>
<voice-policy id="policy-Global" scope="global" usages="usage-Local" pstn-reroute="true"/>
<voice-policy id="policy-Site-Springfield" scope="site:Springfield" usages="" pstn-reroute="false"/>
<voice-policy id="policy-Managers" scope="user" usages="usage-Long-Distance usage-Local" pstn-reroute="true"/>
<pstn-usage id="usage-Internal"/>
</topology>"""
NETWORK = '<topology xmlns="urn:lync-topo:topology:1"><network-site id="Springfield-Net"/></topology>'

# Objects without a type, as Select-Object makes them from another machine's: their properties tell what they are.
BARE = [
    ({"NumberPattern": "^1", "Identity": "r"}, '<voice-route id="route-r" pattern="^1"/>'),
    ({"Identity": "Global", "ConcentratedTopology": "True"}, '<trunk-config scope="global" concentrated-topology="true"/>'),
    ({"Identity": "p", "PstnUsages": [], "AllowPSTNReRouting": False},
     '<voice-policy id="policy-p" scope="user" usages="" pstn-reroute="false"/>'),
    ({"Usage": ["u"]}, '<pstn-usage id="usage-u"/>'),
]

# Properties, and what is found: rule, and what the place it points at begins with.
FAULTS = [
    (VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "PstnGatewayList": ["PstnGateway:gone.litware.example"]},
     [("DOC009", "PstnGateway:gone")]),
    (VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "PstnUsages": ["a", "b"], "PstnGatewayList": [
        "PstnGateway:gw01.litware.example", "PstnGateway:gone.litware.example", "PstnGateway:gw02.litware.example",
        "PstnGateway:lost.litware.example"]}, [("DOC009", "PstnGateway:gone"), ("DOC009", "PstnGateway:lost")]),
    (VOICE + "Route", {"Identity": "r", "NumberPattern": "^1("}, [("RTE019", "^1(")]),
    (VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "Priority": -1}, [("DOC006", "-1")]),
    (VOICE + "Route", {"NumberPattern": "^1"}, [("DOC007", "<Obj")]),
    (TRUNK, {"Identity": "Site:Nowhere"}, [("DOC009", "Site:Nowhere")]),
    (TRUNK, {"Identity": "Pool:x"}, [("DOC006", "Pool:x")]),
    (TRUNK, {"Identity": "Global", "SRTPMode": Choice("Sometimes")}, [("DOC006", "Sometimes")]),
    (TRUNK, {"Identity": "Global", "MaxEarlyDialogs": "many"}, [("DOC006", "many")]),
    (TRUNK, {"Identity": "Global", "NetworkSiteID": "Elsewhere"}, [("DOC009", "Elsewhere")]),
    (TRUNK, {"Identity": "Global", "OutboundTranslationRulesList": [{"Translation": "1"}]}, [("DOC007", "<Obj")]),
]


def write(folder, name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def imported(tool, *paths):
    done = tool.run("import", *paths)
    assert done.returncode == 0, (done.returncode, done.stderr.decode())
    return done.stdout.decode()


def forms():
    """The same settings in the ways in which PowerShell may write them."""
    plain = [obj(*o) for o in ALL]
    text = export(*plain)
    yield "objects one after another", text
    yield "added properties", export(*[obj(*o, group="MS") for o in ALL])
    yield "an array", export(f"<Obj><TN><T>System.Object[]</T></TN><LST>{''.join(plain)}</LST></Obj>")
    yield "arrays in an object", export(value(None, {"a": 0}).replace('<I32 N="a">0</I32>', "".join(
        f'<Obj N="{n}"><LST>{"".join(obj(*o) for o in part)}</LST></Obj>'
        for n, part in (("t", TRUNKS), ("r", ROUTES), ("p", POLICIES), ("u", USAGES)))))
    yield "a dictionary", export("<Obj><DCT>" + "".join(
        f'<En><S N="Key">{n}</S>{o.replace("<Obj>", "<Obj N=" + chr(34) + "Value" + chr(34) + ">", 1)}</En>'
        for n, o in enumerate(plain)) + "</DCT></Obj>")
    yield "read and written again", text.replace("<T>Microsoft", "<T>Deserialized.Microsoft")
    yield "other integers", re.sub(r"I32", "U16", text)
    yield "escapes", text.replace("Local", "_x004C_oca_x006C_").replace("^", "_x005E_")
    yield "types written once", text.replace(f"<TN><T>{TRUNK}</T><T>System.Object</T></TN>",
                                             '<TNRef RefId="9" />').replace(
        "<Objs ", "<Objs ", 1).replace('<TNRef RefId="9" />', f'<TN RefId="9"><T>{TRUNK}</T></TN>', 1)
    yield "a list written once", text.replace(
        '<Obj N="PstnUsages"><LST><S>Local</S></LST></Obj>', '<Obj N="PstnUsages" RefId="7"><LST><S>Local</S></LST></Obj>',
        1).replace('<Obj N="PstnUsages"><LST><S>Local</S></LST></Obj>', '<Ref N="PstnUsages" RefId="7" />')
    yield "a prefix", re.sub(r"<(/?)(\w)", r"<\1p:\2", text).replace("xmlns=", "xmlns:p=")
    yield "on several lines", text.replace("><", ">\r\n  <")


def check_forms(tool, folder, failures):
    expected = imported(tool, PLAN, write(folder, "native.xml", NATIVE), write(folder, "net.xml", NETWORK))
    for rule, word in (("voice-route", 3), ("voice-policy", 3), ("trunk-config", 3), ("pstn-usage", 3)):
        failures.check(len(re.findall(f"<{rule} ", expected)) == word, f"the oracle has not {word} {rule}")
    for what, text in forms():
        for encoding in ("utf-8", "utf-16") if what.startswith("objects") else ("utf-8",):
            got = imported(tool, PLAN, write(folder, "native.xml", text, encoding), folder / "net.xml")
            failures.check(got == expected, f"{what}, {encoding}: another model\n{got[-2500:]}")
    (folder / "native.xml").unlink()
    parts = [write(folder, f"{n}.xml", export(*[obj(*o) for o in part]))
             for n, part in (("a", TRUNKS), ("b", ROUTES), ("c", POLICIES), ("d", USAGES))]
    failures.check(imported(tool, PLAN, *parts, folder / "net.xml") ==
                   imported(tool, PLAN, write(folder, "native.xml", NATIVE), folder / "net.xml"),
                   "one file for each cmdlet: another model")


def check_bare(tool, folder, failures):
    for properties, native in BARE:
        bare = imported(tool, write(folder, "bare.xml", export(obj("", properties))))
        text = f'<topology xmlns="urn:lync-topo:topology:1">{native}</topology>'
        failures.check(bare == imported(tool, write(folder, "bare.xml", text)), f"{properties}: {bare}")


def document_faults(result, before=()):
    return [f for f in result["findings"] if (f["rule"].startswith("DOC") or f["rule"] == "RTE019")
            and f["fingerprint"] not in before]


def check_faults(tool, folder, failures):
    for kind, properties, expected in FAULTS:
        text = export(obj(kind, properties)).replace("><", ">\n<")
        found = document_faults(tool.validate(PLAN, write(folder, "faults.xml", text)))
        lines = text.split("\n")
        got = [(f["rule"], lines[f["line"] - 1][f["column"] - 1:]) for f in found]
        failures.check(len(got) == len(expected) and all(
            g[0] == e[0] and g[1].startswith(e[1]) for g, e in zip(got, expected)),
            f"{properties}: {[(f['rule'], f['message']) for f in found]} {got}")


def check_beside(tool, folder, failures):
    """A usage may be written in another file too, whichever is read first."""
    route = obj(VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "PstnUsages": ["Local"],
                                  "PstnGatewayList": ["PstnGateway:gw01.litware.example"]})
    own = '<topology xmlns="urn:lync-topo:topology:1"><pstn-usage id="usage-Local"/></topology>'
    for first, second in (("a.xml", "b.xml"), ("b.xml", "a.xml")):
        paths = write(folder, first, export(route)), write(folder, second, own)
        failures.check(not document_faults(tool.validate(PLAN, *paths)), f"a usage in two files, {first} the export")
        failures.check(imported(tool, PLAN, *paths).count("<pstn-usage ") == 1, "a usage in two files: not one")
    twice = write(folder, "a.xml", export(route, route))
    failures.check([f["rule"] for f in document_faults(tool.validate(PLAN, twice))] == ["DOC008"], "a route twice")


def check_confused(tool, folder, failures):
    """Usages whose names become the same id, in one file and in two: said once for each name."""
    def route(identity, *usages):
        return obj(VOICE + "Route", {"Identity": identity, "NumberPattern": "^1", "PstnUsages": list(usages),
                                     "PstnGatewayList": ["PstnGateway:gw01.litware.example"]})
    for files in ([export(route("r", "Long Distance", "Long-Distance"), route("s", "Long-Distance"))],
                  [export(route("r", "Long Distance")), export(route("s", "Long-Distance", "Long-Distance"))]):
        paths = [write(folder, f"{n}.xml", text) for n, text in enumerate(files)]
        found = document_faults(tool.validate(PLAN, *paths))
        failures.check([f["rule"] for f in found] == ["DOC008"] and "'Long Distance'" in found[0]["message"],
                       f"usages of one id in {len(files)} files: {found}")


def check_unknown(tool, folder, failures):
    plain = obj(VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "Odd": 1})
    again = obj(VOICE + "Route", {"Identity": "s", "NumberPattern": "^1", "Odd": 1, "Even": {"Deep": 1}, "odd": 2})
    plan = obj(VOICE + "LocationProfile", {"Identity": "Global", "NormalizationRules": [{"Pattern": "1"}]})
    flat = obj(TRUNK, {"Identity": "Global", "OutboundTranslationRulesList": ["Description=;Pattern=^1"]})
    many = obj(TRUNK, {"Identity": "Global", **{f"P{n}": n for n in range(50)}})
    for objects, words in (
            ([plain], ["1 property was not understood: Odd"]),
            ([plain, again], ["4 properties", "Odd (2 times), Even, odd"]),
            ([plan, plain], ["1 property", "1 object is none of the settings that are read: LocationProfile"]),
            ([flat], ["1 property was not understood: OutboundTranslationRulesList"]),
            ([many], ["50 properties", "P29 and 20 other names"])):
        text = export(*objects).replace("><", ">\n<")
        notes = [f for f in tool.validate(write(folder, "unknown.xml", text))["findings"] if f["rule"] == "DOC019"]
        failures.check(len(notes) == 1 and all(w in notes[0]["message"] for w in words),
                       f"{words}: {[n['message'] for n in notes]}")
    shown = tool.run("validate", write(folder, "unknown.xml", export(plain)))
    failures.check(b"Odd" not in shown.stdout and b"1 note" in shown.stdout, f"without -v: {shown.stdout.decode()}")
    failures.check(b"Odd" in tool.run("validate", "-v", folder / "unknown.xml").stdout, "-v does not list it")
    known = write(folder, "unknown.xml", export(*[obj(*o) for o in ALL]))
    failures.check(not [f for f in tool.validate(known)["findings"] if f["rule"] == "DOC019"], "nothing is unknown")


def check_escapes(tool, folder, failures):
    for written, meant in (("_x0041_", "A"), ("_xD83D__xDE00_", "\U0001F600"), ("_x005F_x0041_", "_x0041_"),
                           ("_x00e9_", "\u00e9"), ("_x0000_", "\uFFFD"), ("_xD83D_", "\uFFFD"), ("_x004_", "_x004_"),
                           ("_xFFFE_", "\uFFFD"), ("_x", "_x"), ("_x0041", "_x0041"), ("a_x0042_c", "aBc")):
        text = export(obj(VOICE + "Route", {"Identity": "r", "NumberPattern": "^1", "AlternateCallerId": written}))
        got = imported(tool, write(folder, "escapes.xml", text))
        failures.check(f'alternate-caller-id="{meant}"' in got, f"{written}: {got}")


def check_wrong(tool, folder, failures):
    rules = lambda text: [f["rule"] for f in tool.validate(write(folder, "wrong.xml", text))["findings"]]
    process = obj("System.Diagnostics.Process", {"Name": "a", "Id": 4})
    failures.check(rules(export(process)) == ["DOC002"], "objects of another kind")
    failures.check(rules(export()) == [], "an export of nothing")
    failures.check(rules(export("<S>text</S>")) == ["DOC002"], "an exported text")
    failures.check(rules(export(plain := obj(*ROUTES[0]))[:-9]) == ["DOC001"], "a truncated export")
    failures.check(rules("<!DOCTYPE Objs>" + export(plain)) == ["DOC003"], "a DOCTYPE")
    failures.check(rules(export("<Obj><LST>" * 150 + "</LST></Obj>" * 150)) == ["DOC013"], "depth")
    # References to one long list cost what they would if it were written out each time.
    usages = "".join(f"<S>u{n}</S>" for n in range(300))
    lists = f'<Obj N="PstnUsages" RefId="1"><LST>{usages}</LST></Obj>'
    routes = [obj("", {"Identity": f"r{n}", "NumberPattern": "1"}).replace(
        "</Props>", ('<Ref N="PstnUsages" RefId="1" />' if n else lists) + "</Props>") for n in range(40)]
    done = tool.run("validate", "--limit", "elements=5000", "--format", "json", write(folder, "wrong.xml", export(*routes)))
    failures.check(done.returncode == 3 and b"DOC013" in done.stdout, f"references to a long list: {done.returncode}")
    for ref in ('<Ref RefId="5" N="PstnUsages" />', '<Obj RefId="5" N="PstnUsages"><LST><Ref RefId="5" /></LST></Obj>',
                "<Ref />", '<Obj RefId="5"><TNRef RefId="5" /></Obj>'):
        text = export(obj("", {"Identity": "r", "NumberPattern": "1"}).replace("</Props>", ref + "</Props>"))
        done = tool.run("validate", write(folder, "wrong.xml", text))
        failures.check(done.returncode in (0, 1), f"{ref}: exit {done.returncode}")
    for size in range(60, len(export(*map(lambda o: obj(*o), ALL))) - 10, 397):
        write(folder, "wrong.xml", export(*map(lambda o: obj(*o), ALL))[:size])
        failures.check(tool.run("validate", folder / "wrong.xml").returncode == 3, f"cut off at {size}")


def check_walk(tool, folder, failures):
    """Settings are no plan of their own: a walk leaves them alone, but an include leads to them."""
    (folder / "walk").mkdir()
    (folder / "walk/plan.tbxml").write_bytes(PLAN.read_bytes())
    text = export(*[obj(*o) for o in ROUTES])
    write(folder, "walk/utf8.xml", text)
    write(folder, "walk/utf16.xml", text, "utf-16")
    result = tool.validate("walk", cwd=folder)
    failures.check(result["inputs"] == ["walk/plan.tbxml"], f"a walk reads {result['inputs']}")
    write(folder, "walk/own.xml", '<topology xmlns="urn:lync-topo:topology:1"><include href="plan.tbxml"/>'
                                  '<include href="utf16.xml"/></topology>')
    result = tool.validate("walk", cwd=folder)
    failures.check(sorted(result["inputs"]) == ["walk/own.xml", "walk/plan.tbxml", "walk/utf16.xml"]
                   and not document_faults(result), f"included settings: {result['inputs']} {result['findings']}")


def check_sample(tool, folder, failures):
    found = document_faults(tool.validate(SAMPLE / "litware.tbxml", SAMPLE / "litware-settings.xml"))
    failures.check([f["rule"] for f in found] == ["DOC019"], f"the sample: {[f['message'] for f in found]}")


def main(program):
    tool = Tool(program)
    failures = Failures("clixml")
    with tempfile.TemporaryDirectory() as temporary:
        for check in (check_forms, check_bare, check_faults, check_beside, check_confused, check_unknown, check_escapes,
                      check_wrong, check_walk, check_sample):
            check(tool, Path(temporary), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
