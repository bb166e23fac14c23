#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`plan` beside a count of its own from the XML, on the samples, on generated deployments and on the documents' own
examples; its JSON beside its schema; and words that it must refuse.

usage: sizes.py PROGRAM
"""
import csv
import json
import math
import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

from jsonschema import Draft202012Validator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import NAMESPACE, ROOT, Failures, Tool

CALLS = {"light": 1, "moderate": 2, "heavy": 4}
PER_PORT = {"light": 15, "moderate": 10, "heavy": 5}

# People and load of "Direct SIP connections" and "Estimating voice usage and traffic": ports, gateways of 960.
EXAMPLES = ((20, "light", 2, 1), (100, "moderate", 10, 1), (10000, "moderate", 1000, 2), (47000, "heavy", 9400, 10))

WRONG = (
    ("--blocking", "0"), ("--blocking", "1"), ("--blocking", "x"), ("--format", "yaml"), ("--move", "nobody"),
    ("--move", "red"), ("--move", "u,u"), ("--move", "u,"), ("--move", ""), ("--move", "later", "--move", "later"), ("--circuits", "23"), ("--model", "engset"),
)


def circuits(offered, blocking):
    """The least, by the recurrence of Erlang B in exact or floating numbers."""
    n, share = 0, Fraction(1) if isinstance(offered, Fraction) else 1.0
    while share > blocking:
        n += 1
        share = offered * share / (n + offered * share)
    return n


def tag(name):
    return f"{{{NAMESPACE}}}{name}"


class Oracle:
    """What the XML says, read without the program."""

    def __init__(self, text):
        self.root = ET.fromstring(text)
        self.sites = {site.get("id"): site for site in self.root.iter(tag("site"))}
        self.pools = {}
        for name, site in self.sites.items():
            for kind in ("mediation-pool", "survivable-branch-appliance"):
                for pool in site.findall(tag(kind)):
                    self.pools[pool.get("id")] = (name, pool)

    def groups(self, site):
        return [u for u in self.sites[site].findall(tag("users")) if u.get("telephony") in ("enterprise-voice", "both")]

    @staticmethod
    def calls(users):
        written = users.get("calls-per-hour")
        return Fraction(written) if written else Fraction(CALLS[users.get("load")]) if users.get("load") else None

    def erlang(self, site):
        known = [u for u in self.groups(site) if self.calls(u) is not None]
        return sum((int(u.get("count")) * self.calls(u) * Fraction(u.get("mean-call-s", "180")) / 3600 for u in known),
                   Fraction(0))

    def carrier(self, site):
        if any(home == site for home, _ in self.pools.values()):
            return site
        central = self.sites[site].get("central-site")
        return central if any(home == central for home, _ in self.pools.values()) else site

    def carried(self, site):
        return [other for other in self.sites if self.carrier(other) == site]

    def ports(self, site):
        people = dict.fromkeys(PER_PORT, 0)
        for users in (u for other in self.carried(site) for u in self.groups(other) if self.calls(u) is not None):
            calls = self.calls(users)
            people["light" if calls <= 1 else "moderate" if calls <= 2 else "heavy"] += int(users.get("count"))
        return sum(math.ceil(people[load] / PER_PORT[load]) for load in people)


class Planner:
    def __init__(self, program, failures):
        self.tool, self.failures = Tool(program), failures
        self.schema = Draft202012Validator(json.loads((ROOT / "schemas" / "plan.schema.json").read_text()))

    def plan(self, text, *options):
        done = self.tool.run("plan", "-f", "json", *options, "-", stdin=text.encode())
        if not self.failures.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr.decode()}"):
            return None
        result = json.loads(done.stdout)
        for error in self.schema.iter_errors(result):
            self.failures.check(False, f"{options}: {error.json_path}: {error.message}")
        return result

    def same(self, found, wanted, what):
        self.failures.check(found == wanted, f"{what}: {found}, not {wanted}")


def topology(body, **root):
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in root.items())
    return f'<topology xmlns="{NAMESPACE}"{attributes}>{body}</topology>'


def check_sites(planner, text, what, blocking=Fraction(1, 100)):
    """Traffic, channels, servers and ports of every site by the oracle."""
    oracle = Oracle(text)
    result = planner.plan(text, *(() if blocking == Fraction(1, 100) else ("--blocking", float(blocking))))
    planner.same([site["site"] for site in result["sites"]], list(oracle.sites), f"{what}: sites")
    for site in result["sites"]:
        name, at = site["site"], f"{what}, {site['site']}"
        own = oracle.erlang(name)
        planner.failures.check(site["erlang"] is None or abs(Fraction(site["erlang"]) - own) <= own / 10**12,
                               f"{at}: {site['erlang']} Erlang, not {float(own)}")
        planner.same(site["carriedBy"], oracle.carrier(name), f"{at}: carrier")
        if oracle.carrier(name) != name:
            planner.same((site["channels"], site["mediationServers"], site["gateways"]), (0, 0, 0), at)
            continue
        carried = sum((oracle.erlang(other) for other in oracle.carried(name)), Fraction(0))
        wanted = circuits(float(carried), float(blocking)) if carried else 0
        if site["channels"] is None:
            planner.failures.check(carried == 0 and not site["complete"], f"{at}: channels are known")
            continue
        planner.same(site["channels"], wanted, f"{at}: channels")
        if site["gatewayPorts"]:
            planner.same(site["gatewayPorts"], oracle.ports(name), f"{at}: gateway ports")
            planner.same(site["gateways"], math.ceil(oracle.ports(name) / 960), f"{at}: gateways")
        planner.failures.check(site["mediationServers"] <= site["mediationServersOneLost"], f"{at}: one lost")
    return result


def check_examples(planner):
    """The documents' own numbers of gateway ports."""
    for people, load, ports, gateways in EXAMPLES:
        text = topology(f'<site id="red" kind="central"><users id="u" count="{people}" '
                        f'telephony="enterprise-voice" load="{load}"/></site>')
        site = check_sites(planner, text, f"{people} {load}")["sites"][0]
        planner.same((site["gatewayPorts"], site["gateways"]), (ports, gateways), f"{people} {load}: ports, gateways")
        planner.same(site["trunks"], None, f"{people} {load}: trunks, though none is planned")


def pool(attributes, people="10000", more="", **root):
    """One site, 10,000 moderate people unless said, one trunk of 60 calls to a gateway."""
    return topology(f'<site id="red" kind="central"><front-end-pool id="fe"/>'
                    f'<mediation-pool id="med" front-end-pool="fe" tcp-port="5068" {attributes}/>'
                    f'<gateway id="gw" kind="pstn-gateway"/>'
                    f'<users id="u" count="{people}" telephony="enterprise-voice" load="moderate"/>'
                    f'<users id="later" count="500" telephony="pbx" load="heavy"/></site>'
                    f'<trunk id="t" mediation-pool="med" peer="gw" transport="tcp" max-calls="60"/>{more}', **root)


def check_servers(planner):
    """1,000 Erlang on servers of every kind."""
    channels = circuits(1000.0, 0.01)
    bypass = {"media_bypass": "always", "more": '<trunk-config scope="global" media-bypass="true"/>'}
    for attributes, each, root in (('placement="stand-alone" hyper-threading="true"', 1500, {}),
                                   ('placement="stand-alone" hyper-threading="false"', 1100, {}),
                                   ('placement="stand-alone"', 1100, {}),
                                   ('placement="collocated"', 150, {}),
                                   ('placement="collocated"', 150, bypass),
                                   ('placement="collocated" high-availability-required="true"', 150, bypass)):
        result = planner.plan(pool(attributes, **root))
        site = result["sites"][0]
        relayed = math.ceil(channels * 35 / 100) if root else channels
        servers = math.ceil(relayed / each)
        planner.same((site["channels"], site["trunks"]), (channels, math.ceil(channels / 60)), attributes)
        planner.same(site["relayedCalls"], relayed, f"{attributes}: relayed")
        planner.same(site["mediationServers"], servers + ("required" in attributes), attributes)
        planner.same(site["mediationServersOneLost"], servers + 1, f"{attributes}: one lost")
        planner.same(site["mediaPorts"], 7 * math.ceil(relayed / servers), f"{attributes}: media ports")
        planner.same(site["bandwidthKbps"], channels * 97, f"{attributes}: bandwidth")
        planner.same([c["servers"] for c in result["servers"]],
                     [math.ceil(relayed / n) for n in (1500, 1100, 150)], f"{attributes}: by kind")
        planner.same(any(g["needs"] == "hyper-threading" for g in result["unknown"]),
                     attributes == 'placement="stand-alone"', f"{attributes}: whether hyper-threading is asked for")
    planner.failures.check("are enough for 1192 calls" in site["why"], "the calls of the default media ports")


def check_link(planner):
    """100 trunk calls: 9,700 kbps for planning, 7,200 by the formula; on the wire with the bytes of the tunnel."""
    tunnels = {"": 80.0, 'encapsulation="gre" cipher="none"': 89.6, 'encapsulation="ipsec" cipher="aes-256-gcm"': 102.4,
               'encapsulation="ipsec" cipher="aes-128-cbc-sha1"': 105.6,
               'encapsulation="gre" cipher="aes-128-cbc-sha1"': 118.4}
    for tunnel, kbps in tunnels.items():
        inside = f'<tunnel id="tun" enterprise-end="vr" provider-end="pr" {tunnel}/>' if tunnel else ""
        text = topology(
            '<provider id="p"><sbc id="sbc" tcp-port="5060"/><vpn-router id="pr"/></provider>'
            '<site id="red" kind="central"><mediation-pool id="med" placement="stand-alone" tcp-port="5068"/>'
            '<vpn-router id="vr"/><users id="u" count="100000" telephony="enterprise-voice" load="heavy"/></site>'
            f'<connection id="c" kind="vpn" site="red" provider="p" bandwidth-kbps="9000">{inside}</connection>'
            '<trunk id="t" mediation-pool="med" peer="sbc" transport="tcp" max-calls="100" connection="c" '
            'codecs="g711u"/>')
        result = planner.plan(text)
        link = result["links"][0]
        planner.same((link["link"], link["calls"], link["capacityKbps"]), ("c", 100, 9000), tunnel)
        planner.same((link["planningKbps"], link["formulaKbps"]), (9700, 7200), f"{tunnel}: planning and formula")
        planner.failures.check(abs(link["wireKbps"] - 100 * kbps) < 1e-6, f"{tunnel}: {link['wireKbps']} on the wire")
        planner.failures.check(abs(link["planningTunnelKbps"] - 9700 - 100 * (kbps - 80)) < 1e-6,
                               f"{tunnel}: {link['planningTunnelKbps']} with the tunnel")
        planner.same(result["sites"][0]["gateways"], 0, "a site with trunks to a provider alone: gateways")
        rows = {(o["from"], o["to"], o["protocol"], o["ports"]) for o in result["firewall"]}
        wanted = {("med", "sbc", "tcp", "5060"), ("sbc", "med", "tcp", "5068"), ("sbc", "med", "udp", "49152-57499")}
        if "ipsec" in tunnel:
            wanted |= {(a, b, protocol, ports) for a, b in (("vr", "pr"), ("pr", "vr"))
                       for protocol, ports in (("udp", "500"), ("udp", "4500"), ("esp", ""))}
        planner.failures.check(wanted <= rows, f"{tunnel}: openings are missing: {wanted - rows}")


def check_branches(planner):
    """The forms of "Plan for Enterprise Voice resiliency" by people."""
    for people, attributes, form in ((24, "", "none"), (25, "", "sba"), (1000, "", "sba"), (1001, "", "sbs"),
                                     (2000, 'wan-resilient="false"', "sbs"), (2001, "", "central"),
                                     (100, 'presence-required="true"', "central"),
                                     (500, 'survivability-required="false"', "none")):
        text = topology('<site id="hq" kind="central"><mediation-pool id="med" placement="collocated"/></site>'
                        f'<site id="b" kind="branch" central-site="hq" {attributes}>'
                        f'<users id="u" count="{people}" telephony="enterprise-voice" load="light"/></site>'
                        '<wan-link id="w" between="hq b" bandwidth-kbps="2000"/>')
        result = check_sites(planner, text, f"branch of {people} {attributes}")
        planner.same(result["sites"][1]["branchForm"], form, f"branch of {people} {attributes}")
        planner.same(result["sites"][0]["branchForm"], None, "a central site")
        calls = circuits(people / 20, 0.01)
        planner.same([(k["link"], k["calls"], k["planningKbps"]) for k in result["links"]],
                     [("w", calls, calls * 97)], f"branch of {people}: its WAN link")


def network(links, *branches, more=""):
    """A central site with one trunk of 20 calls to a gateway, branches with 200 people each, and WAN links "a-b"."""
    people = '<users id="u-{0}" count="200" telephony="enterprise-voice" load="light"/>'
    return topology('<site id="hq" kind="central"><mediation-pool id="med" placement="collocated" tcp-port="5068"/></site>'
                    + "".join(f'<site id="{b}" kind="branch" central-site="hq">{people.format(b)}</site>' for b in branches)
                    + "".join(f'<wan-link id="{link}" between="{link.replace("-", " ")}"/>' for link in links) + more)


def check_ways(planner):
    """Calls take the fewest WAN links; where there are several such ways, each is counted and the question is asked."""
    each = circuits(10.0, 0.01)
    gateway = ('<site id="far" kind="central"><gateway id="gw" kind="pstn-gateway"/></site>'
               '<trunk id="t" mediation-pool="med" peer="gw" transport="tcp" max-calls="20"/>')
    for what, text, wanted, asks in (
            ("a chain", network(("hq-a", "a-b"), "a", "b"), {"hq-a": 2 * each, "a-b": each}, []),
            ("a way that is longer", network(("hq-a", "a-b", "hq-b"), "b", "a"), {"hq-a": each, "hq-b": each}, []),
            ("a diamond", network(("hq-a", "hq-b", "a-c", "b-c"), "c", more='<site id="a" kind="central"/>'
             '<site id="b" kind="central"/>'), dict.fromkeys(("hq-a", "hq-b", "a-c", "b-c"), each), ["c"]),
            ("no way", network(("hq-a",), "a", "b"), {"hq-a": each}, ["b"]),
            ("five behind one", network(("hq-a", "a-b", "a-c", "a-d", "a-e"), "a", "b", "c", "d", "e"),
             {"hq-a": 5 * each, **dict.fromkeys(("a-b", "a-c", "a-d", "a-e"), each)}, []),
            ("a trunk that crosses", network(("hq-a", "a-far"), "a", more=gateway), {"hq-a": each + min(each, 20),
             "a-far": min(each, 20)}, [])):
        result = planner.plan(text)
        planner.same({k["link"]: k["calls"] for k in result["links"]}, wanted, what)
        about = [gap["element"] for gap in result["unknown"] if "way" in gap["without"] or "way" in gap["needs"]]
        planner.same(about, asks, f"{what}: what is asked")
        if len(wanted) == 5:
            why = result["links"][0]["why"]
            planner.failures.check(f", {2 * each} of people at 2 more sites" in why, f"{what}: {why}")


def check_move(planner):
    """500 heavy people more: what they would be had they been there before."""
    before = pool('placement="stand-alone" hyper-threading="true"', people="100")
    moved = planner.plan(before, "--move", "later")["move"]
    after = planner.plan(before.replace('telephony="pbx"', 'telephony="enterprise-voice"'))
    planner.same(moved["before"], planner.plan(before)["sites"][0], "before the move")
    planner.same(moved["after"], after["sites"][0], "after the move")
    planner.same(moved["after"]["erlang"], 110.0, "traffic after the move")


def moved_by_hand(text, *groups):
    root = ET.fromstring(text)
    for users in root.iter(tag("users")):
        if users.get("id") in groups:
            users.set("telephony", "enterprise-voice")
    return ET.tostring(root, encoding="unicode")


def check_stages(planner):
    """After each stage the plan is the one in which the groups have moved; what was enough is told when it is not."""
    text = (ROOT / "samples" / "behind-pbx.xml").read_text()
    result = planner.plan(text, "--move", "production", "--move", "warehouse")
    first, second = result["stages"]
    planner.same((first["users"], second["users"]), (["production"], ["warehouse"]), "stages: groups")
    for stage, groups in ((first, ("production",)), (second, ("production", "warehouse"))):
        after = planner.plan(moved_by_hand(text, *groups))
        planner.same(stage["sites"][-1]["after"], after["sites"][0], f"{groups}: the site")
    planner.same(second["sites"][-1]["before"], first["sites"][-1]["after"], "stages: one begins where one ends")
    planner.same(planner.plan(text)["stages"], [], "nobody moves: stages")
    # 80 people of 1 call of 150 s, 50 of 1 of 120 s; the lines end on the PBX, so all of Lync's traffic passes it.
    for stage, left, passing in ((first, 50 / 30, 14.5 + 80 / 24), (second, 0, 14.5 + 80 / 24 + 50 / 30)):
        pbx = stage["pbxs"][0]["after"]
        planner.failures.check(abs(pbx["erlangLeft"] - left) < 1e-9 and abs(pbx["erlangPassing"] - passing) < 1e-9 and
                               pbx["channels"] == circuits(passing, 0.01) and pbx["plannedChannels"] == 60,
                               f"stages: the PBX: {pbx}")
    together = planner.plan(text, "--move", "warehouse,production")
    planner.same(together["stages"][0]["sites"][0]["after"], second["sites"][0]["after"], "both at once")
    planner.same((together["move"], result["move"]), (None, None), "several groups: move")


def check_pbx_in_front(planner):
    """Lines on the gateway: those who are left on the PBX pass, fewer with each stage."""
    text = (ROOT / "samples" / "in-front-of-pbx.xml").read_text()
    pbx = planner.plan(text, "--move", "logistics")["stages"][0]["pbxs"][0]
    users = ET.fromstring(text).find(f".//{tag('users')}[@id='logistics']")
    before = int(users.get("count")) * Oracle.calls(users) * int(users.get("mean-call-s", "180")) / 3600
    planner.failures.check(abs(pbx["before"]["erlangPassing"] - before) < 1e-9, f"in front: before: {pbx['before']}")
    planner.same((pbx["after"]["erlangPassing"], pbx["after"]["channels"]), (0, 0), "in front: afterwards")


def check_shortages(planner):
    """A trunk of 60 calls: enough for 100 people and for 10 more, not for 500 with heavy load, whom a gateway serves
    at 5 a port."""
    few = '<users id="few" count="10" telephony="pbx" load="light"/></site>'
    text = pool('placement="stand-alone" hyper-threading="true"', people="100").replace("</site>", few)
    result = planner.plan(text, "--move", "few", "--move", "later")
    planner.same((result["shortages"], result["firstShort"]), ([], 2), "a trunk that is enough until stage 2")
    short = {(s["element"], s["what"]): (s["needed"], s["planned"], s["new"]) for s in result["stages"][1]["shortages"]}
    planner.same(short, {("red", "calls that its trunks admit"): (circuits(110.5, 0.01), 60, True),
                         ("red", "gateway ports, which its trunks admit"): (10 + 1 + 100, 60, True)}, "stage 2")
    result = planner.plan(pool('placement="collocated"', people="1000"), "--move", "later")
    planner.same((result["shortages"][0]["needed"], result["firstShort"]), (circuits(100.0, 0.01), None),
                 "what was too little before is not new")
    planner.failures.check(all(not s["new"] for s in result["stages"][0]["shortages"]), "new, but known")
    text = pool('placement="collocated" audio-port-count="70" high-availability-required="true"', people="100")
    text = text.replace('<front-end-pool id="fe"/>', '<front-end-pool id="fe"><server id="fe1"/></front-end-pool>')
    short = {(s["element"], s["what"]): (s["needed"], s["planned"]) for s in planner.plan(text)["shortages"]}
    channels = circuits(10.0, 0.01)
    planner.same(short, {("med", "Mediation Servers"): (2, 1), ("med", "audio ports of a server"): (7 * channels, 70)},
                 "one server where one may be lost, and few ports")


def check_absent(planner):
    """What nobody says is said to be so."""
    site = '<site id="red" kind="central"><users id="u" count="10" telephony="enterprise-voice"/>{}</site>'
    result = planner.plan(topology(site.format("")))
    planner.same((result["sites"][0]["erlang"], result["sites"][0]["channels"]), (None, None), "no load")
    planner.failures.check(any(gap["element"] == "u" for gap in result["unknown"]), "no load, and nothing is asked")
    more = '<users id="v" count="10" telephony="enterprise-voice" load="heavy"/>'
    result = planner.plan(topology(site.format(more)))
    planner.same((result["sites"][0]["erlang"], result["sites"][0]["complete"]), (2, False), "one load of two")
    planner.same(planner.plan(topology(""))["sites"], [], "no site")


def check_lists(planner):
    """Clients of a branch reach the servers that carry their calls; names that nobody can derive are asked for."""
    result = planner.plan((ROOT / "samples" / "behind-pbx.xml").read_text())
    rows = {(o["from"], o["to"], o["protocol"], o["ports"]) for o in result["firewall"]}
    wanted = {("portland", "med-tac", "udp", "49152-57499"), ("med-tac", "portland", "udp", "1024-65535"),
              ("portland", "fe-tac", "tcp", "5061")}
    planner.failures.check(wanted <= rows, f"a branch: openings are missing: {wanted - rows}")
    asked = {(gap["element"], gap["needs"]) for gap in result["unknown"]}
    planner.failures.check({("fe-tac", "the SIP domains of its people"), ("edge-tac", "the names of its services outside")}
                           <= asked, f"names: {asked}")
    balanced = pool('placement="stand-alone" fqdn="med.example" load-balancing="hardware"')
    planner.failures.check(("med", "the address of its load balancer") in
                           {(gap["element"], gap["needs"]) for gap in planner.plan(balanced)["unknown"]}, "a balancer")


def check_formats(planner):
    text = (ROOT / "samples" / "sip-trunk-vpn-router.xml").read_bytes()
    for name in ("text", "csv", "markdown"):
        done = planner.tool.run("plan", "-f", name, "-", stdin=text)
        printed = done.stdout.decode()
        planner.failures.check(done.returncode == 0, f"{name}: exit {done.returncode}: {done.stderr}")
        for part in ("redmond", "49152-57499", "Sites", "Firewall openings", "Names", "Figures", "blocking"):
            planner.failures.check(part in printed, f"{name}: {part} is missing")
    check_csv(planner, text)


def check_csv(planner, text):
    """Every opening and every site of the JSON result, cell by cell."""
    done = planner.tool.run("plan", "-f", "csv", "-", stdin=text)
    rows = list(csv.reader(done.stdout.decode().splitlines()))
    planner.same(rows[0], ["table", "row", "column", "value"], "csv: head")
    cells = {(table, int(row), column): value for table, row, column, value in rows[1:]}
    planner.same(len(cells), len(rows) - 1, "csv: cells, each once")
    result = planner.plan(text.decode())
    for number, opening in enumerate(result["firewall"], 1):
        planner.same({key: cells.get(("Firewall openings", number, key)) for key in opening}, opening, "csv: opening")
    for number, site in enumerate(result["sites"], 1):
        planner.same((cells["Sites", number, "site"], cells["Sites", number, "channels"]),
                     (site["site"], str(site["channels"])), "csv: site")


def main(program):
    failures = Failures("plan")
    planner = Planner(program, failures)
    for path in sorted((ROOT / "samples").glob("*.xml")):
        check_sites(planner, path.read_text(), path.name)
        check_sites(planner, path.read_text(), path.name, Fraction(1, 1000))
    for seed in range(8):
        done = subprocess.run([sys.executable, ROOT / "tests/generate/good.py", "--seed", str(seed), "--sites", "12"],
                              capture_output=True, check=True, text=True)
        check_sites(planner, done.stdout, f"generated {seed}")
    check_examples(planner)
    check_servers(planner)
    check_link(planner)
    check_branches(planner)
    check_ways(planner)
    check_move(planner)
    check_stages(planner)
    check_pbx_in_front(planner)
    check_shortages(planner)
    check_absent(planner)
    check_lists(planner)
    check_formats(planner)
    for words in WRONG:
        done = planner.tool.run("plan", *words, "-", stdin=pool('placement="collocated"').encode())
        failures.check(done.returncode == 2 and done.stdout == b"", f"{words}: exit {done.returncode}, {done.stderr}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
