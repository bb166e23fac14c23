#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""good.py [--seed N] [--sites N] [--plain]

Prints a deployment that follows the guidance: every deployment option, chosen by the seed, with the variations
that the guidance allows. Nobody may find an error or a warning in it. With --plain nothing in it is of global
scope and the root says nothing, so that it can stand beside any other document of a set.
"""
import argparse
import random
import sys

import network
import variations
from dialling import dial_plan
from pairs import Pairs, in_service
from place import Site
from writer import Writer, attributes


class Deployment:
    def __init__(self, seed, sites, plain):
        self.chance = random.Random(seed)
        self.plain = plain
        self.top = Writer()    # providers and sites
        self.after = Writer()  # everything that refers to them
        self.publics = 0
        self.central = []
        self.exits = []        # (site, gateway) whose lines others may use as a second way
        self.waiting = []      # (site, trunks): routes that still need that second way
        self.roots = set()     # peers that have their root trunk
        self.joined = {}       # the trunk of a pool and a peer
        self.mode = "off" if plain else self.chance.choice(["off", "off", "always", "site-and-region"])
        self.bypass = self.mode != "off"
        self.admission = self.mode != "always" and not plain and self.chance.random() < 0.5
        self.clouds = {}       # for each provider, the MPLS lines to it: (line, site)
        self.ways = []         # (site, provider) with a SIP trunk between them
        self.subnets = set()
        self.open = set()      # providers that take media from clients
        self.networks = []     # (site, central, external addresses of Edge Servers): the network configuration
        documented = plain or self.chance.random() < 0.5
        self.ports = {"tcp": 5066, "tls": 5067} if documented else {"tcp": 5060, "tls": 5061}  # of providers' SBCs
        self.providers = [self.provider(i) for i in range(1 + sites // 8)]
        self.options = self.choose(sites)
        if all(option in TO_PROVIDERS for option in self.options):  # no trunk would bypass
            self.mode, self.bypass = "off", False
        self.pairs = Pairs(self.chance, [n for n, option in enumerate(self.options) if option is not branch])
        for number, option in enumerate(self.options):
            option(Site(self, number))
        for site, trunks in self.waiting:
            far = second_way(site)
            routes(site, trunks or far, far if trunks else variations.last_resort(site))
        network.write(self)
        self.pairs.write(self.after)
        if not plain:
            self.around()

    def choose(self, sites):
        """An option for each site: all of them in turn, in an order of this deployment's own."""
        options = [o for o in OPTIONS if o is not behind_certified or self.bypass]
        self.chance.shuffle(options)
        chosen = [options[number % len(options)] for number in range(sites)]
        for number, option in enumerate(chosen):
            if option is branch and voip_only not in chosen[:number]:
                chosen[number] = voip_only
        return chosen

    def has_exit_beside(self, number):
        return any(o in WITH_LINES for n, o in enumerate(self.options) if n != number)

    # --- what sites share ---

    def provider(self, number):
        name = f"p{number}"
        terms, box = variations.open_to_clients(self)
        if terms:
            self.open.add(name)
        self.top.open("provider", id=name, name=f"Provider {number}", country="US", certified=True,
                      high_availability=True, failover_procedure="the second SBC answers on the same group",
                      trunk_model="several-per-server", required_trunks_per_server=2, cross_central_site=True,
                      inbound_failover=True, srtp=False, dns_load_balancing=True, **terms)
        for k, place in ((1, "Seattle"), (2, "Denver")):
            self.top.leaf("sbc", id=f"{name}-sbc{k}", fqdn=f"sbc{k}.{name}.example", ip=f"8.9.{number % 250}.{k}",
                          tcp_port=self.ports["tcp"], tls_port=self.ports["tls"], location=place, channels=500, cost=4,
                          media_ip=f"8.9.{number % 250}.{k}",
                          accepts_any_mediation_server=True, uniform_load_balancing=True,
                          **box, **self.understood())
        self.top.leaf("vpn-router", id=f"{name}-vpn", zone="provider", external_ip=f"8.10.{number % 250}.1")
        self.top.leaf("vpn-server", id=f"{name}-srv", zone="provider", external_ip=f"8.10.{number % 250}.2")
        self.top.open("firewall", id=f"{name}-fw", protects=f"{name}-sbc1 {name}-sbc2")
        self.top.leaf("permit", protocol="tcp", ports="5060-5061 5066-5068")
        self.top.leaf("permit", protocol="udp", ports="49152-57500")
        self.top.close("firewall")
        self.top.close("provider")
        return name

    def another_provider(self):
        self.providers.append(self.provider(len(self.providers)))
        return self.providers[-1]

    def understood(self):
        """What a box at the far end of a trunk does with numbers, certificates and forked answers."""
        return {"dialing_format": "e164", "supports_extensions": True, "translates": False, "accepts_plus": True,
                "routable": True, "certificate_trusted": True, "max_early_dialogs": 20, "busy_response": 503,
                "response_ms": self.chance.choice([50, 800, 9000])}

    def around(self):
        """What is of global scope."""
        if self.chance.random() < 0.5:
            self.after.leaf("trunk-defaults", role="pstn")
        self.after.leaf("trunk-config", scope="global", srtp="optional", media_bypass=self.bypass)
        if self.bypass:
            network.join(self, [site for site, _, _ in self.networks if self.options[site.number] is not branch])

    def root(self):
        if self.plain:
            return ""
        return attributes(name="generated", product=self.chance.choice(["lync-2013", "sfb-2015", "sfb-2019"]),
                          media_bypass=self.mode,
                          call_admission_control=True if self.admission else None,
                          media_encryption="support" if self.bypass else None,
                          default_bypass_id=True if self.mode == "site-and-region" and not self.admission else None,
                          central_resilience_required=len(self.pairs.next) > 1 and self.chance.random() < 0.3)

    def text(self):
        return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>',
                          f'<topology xmlns="urn:lync-topo:topology:1"{self.root()}>',
                          *self.top.lines, *self.after.lines, "</topology>", ""])


# --- parts of a site ---

def open_site(site, kind="central", **more):
    more = {"survivability_required": True if site.maybe(0.3) else None, **more}
    site.deployment.networks.append((site, kind == "central", site.edges))
    site.deployment.top.open("site", id=site.id, name=f"Site {site.number}", kind=kind, country="US", **more)


def close_site(site):
    site.deployment.top.close("site")


def front_end(site):
    top = site.deployment.top
    pairs = site.deployment.pairs
    site.front_ends = 1 if pairs.edition == "standard" else site.chance.randint(1, 3)
    top.open("front-end-pool", id=f"{site.id}-fe", fqdn=f"fe.{site.id}.contoso.com", **pairs.kind,
             backup_pool=pairs.backup(site.number), video_port_start=57501, video_port_count=8034,
             sharing_port_start=40803, sharing_port_count=8349, dscp_video=34, dscp_sharing=24)
    for k in range(site.front_ends):
        top.leaf("server", id=f"{site.id}-fe{k}", fqdn=f"fe{k}.{site.id}.contoso.com", ip=site.ip())
    top.close("front-end-pool")
    return f"{site.id}-fe"


def edge(site):
    top = site.deployment.top
    top.open("edge-pool", id=f"{site.id}-edge", fqdn=f"edge.{site.id}.contoso.com")
    for k in range(1, site.chance.randint(2, 3)):
        site.edges.append(site.public())
        top.open("server", id=f"{site.id}-edge{k}", fqdn=f"edge{k}.{site.id}.contoso.com")
        top.leaf("interface", id=f"{site.id}-edge{k}-in", side="internal", ip=site.ip() + "/24")
        top.leaf("interface", id=f"{site.id}-edge{k}-out", side="external", ip=site.edges[-1] + "/27")
        top.close("server")
    top.close("edge-pool")
    return f"{site.id}-edge"


def mediation(site, servers=None, **more):
    """A stand-alone pool; returns its id and the ids of its outer interfaces."""
    top = site.deployment.top
    servers = servers or site.chance.randint(1, 3)
    outer = []
    top.open("mediation-pool", id=f"{site.id}-med", fqdn=f"med.{site.id}.contoso.com", placement="stand-alone",
             front_end_pool=f"{site.id}-fe", load_balancing="dns" if servers > 1 else "none", tcp_port=5068,
             **in_service(site, servers), **more)
    for k in range(servers):
        top.open("server", id=f"{site.id}-m{k}", fqdn=f"m{k}.{site.id}.contoso.com",
                 memory_gb=site.chance.choice([16, 32]))
        top.leaf("interface", id=f"{site.id}-m{k}-in", side="internal", ip=site.ip() + "/24")
        top.leaf("interface", id=f"{site.id}-m{k}-out", side="external",
                 ip=f"172.20.{site.number % 250}.{10 + k}/24")
        top.close("server")
        outer.append(f"{site.id}-m{k}-out")
    top.close("mediation-pool")
    return f"{site.id}-med", outer


def collocated(site, **more):
    site.deployment.top.leaf("mediation-pool", id=f"{site.id}-med", fqdn=f"fe.{site.id}.contoso.com",
                             placement="collocated", front_end_pool=f"{site.id}-fe", tcp_port=5068,
                             load_balancing="dns" if site.front_ends > 1 else None,
                             uniform_config=True, **in_service(site, site.front_ends), **more)
    return f"{site.id}-med"


def mediation_of_either_kind(site, **more):
    """Collocated where no trunk to a provider can end on it."""
    if site.deployment.has_exit_beside(site.number) and site.maybe():
        collocated(site, **more)
    else:
        mediation(site, **more)


def voice_users(site, name, numbers, remote=0, **more):
    site.deployment.top.leaf("users", id=f"{site.id}-{name}", name=f"{name} of site {site.number}",
                             telephony="enterprise-voice", remote=remote, numbers=numbers,
                             client=site.chance.choice(["lync-2013", "lync-phone-edition"]), subnet=f"{site.network}.0/24",
                             voice_policy=f"{site.id}-vp", dial_plan=dial_plan(site), remote_call_control=False,
                             vpn_media=False if remote else None, vpn_signalling=False if remote else None,
                             **{"count": 100, "load": site.chance.choice(["light", "moderate", "heavy"]),
                                "voice_mail": False, **more})


def pbx_users(site, name, numbers, pbx):
    site.deployment.top.leaf("users", id=f"{site.id}-{name}", name=f"{name} of site {site.number}", count=100,
                             telephony="pbx", pbx=pbx, numbers=numbers, load="light", remote=0)


def routes(site, trunks, second=()):
    """A policy whose first usage leads to the site's own trunks, and its second to what stands in for them."""
    after = site.deployment.after
    usages = [f"{site.id}-pu1", f"{site.id}-pu2"][:2 if second else 1]
    for usage in usages:
        after.leaf("pstn-usage", id=usage)
    after.leaf("voice-route", id=f"{site.id}-r1", pattern=r"^\+1\d{10}$", trunks=" ".join(trunks), usages=usages[0],
               priority=0, **variations.hidden_caller(site))
    after.leaf("voice-route", id=f"{site.id}-r2", pattern=r"^\+?\d{3,15}$", trunks=" ".join(trunks),
               usages=usages[0], priority=1)
    if second:
        after.leaf("voice-route", id=f"{site.id}-r3", pattern=r"^\+?\d{3,15}$", trunks=" ".join(second),
                   usages=usages[1], priority=2)
    after.leaf("voice-policy", id=f"{site.id}-vp", scope="user", usages=" ".join(usages), pstn_reroute=site.maybe())


def trunk(site, name, peer, port=None, transport="tcp", pool=None, **more):
    roots = site.deployment.roots
    more["root"] = peer not in roots
    roots.add(peer)
    site.deployment.after.leaf("trunk", id=f"{site.id}-{name}", name=f"{site.id}-{name}",
                               mediation_pool=pool or f"{site.id}-med", peer=peer, transport=transport,
                               peer_port=port, codecs="g711u g711a", max_calls=50,
                               mediation_port={"tcp": 5068, "tls": 5067}[transport] if site.maybe(0.3) else None,
                               **more)
    site.deployment.joined[pool or f"{site.id}-med", peer] = f"{site.id}-{name}"
    return f"{site.id}-{name}"


def trunk_config(site, **more):
    """A configuration of the site's own where nothing global may be written."""
    if site.deployment.plain:
        variations.configuration(site, f"site:{site.id}", srtp="optional", media_bypass=False, **more)


def provider_trunks(site, provider, connection, name="t", vpn=False):
    """Trunks to both places of the provider, with TLS unless they run inside a VPN."""
    site.deployment.ways.append((site.id, provider))
    trunks = [trunk(site, f"{name}{k}", f"{provider}-sbc{k}", site.deployment.ports["tcp" if vpn else "tls"],
                    "tcp" if vpn else "tls",
                    connection=connection, role="pstn", termination_site=site.id) for k in (1, 2)]
    bypass = site.deployment.bypass and not vpn and provider in site.deployment.open
    for scope in trunks:
        variations.configuration(site, f"trunk:{scope}", srtp="not-supported" if vpn else "optional",
                                 media_bypass=bypass)
    return trunks


def second_way(site):
    """A trunk to the lines of another site, or else trunks to a provider: what ends here must not be all."""
    others = [gateway for home, gateway in site.deployment.exits if home != site.id]
    if others:
        far = site.chance.choice(others)
        return [site.deployment.joined.get((f"{site.id}-med", far)) or
                trunk(site, "far", far, transport="tls", role="pstn")]
    provider = site.chance.choice(site.deployment.providers)
    site.deployment.clouds.setdefault(provider, []).append((f"{site.id}-far-c", site.id))
    site.deployment.after.leaf("connection", id=f"{site.id}-far-c", kind="mpls", site=site.id, provider=provider,
                               bandwidth_kbps=20000, qos=True, voice_priority=True,
                               isolated=True)
    return provider_trunks(site, provider, f"{site.id}-far-c", "far")


def lines(site, numbers):
    """Lines on both gateways of the site, which others may then use too, and trunks to them."""
    for k in (1, 2):
        site.deployment.after.leaf("pstn-line", id=f"{site.id}-line{k}", ends_on=f"{site.id}-gw{k}", kind="pri",
                                   channels=60, numbers=numbers)
        trunk(site, f"t{k}", f"{site.id}-gw{k}", transport="tls", role="pstn")
        site.deployment.exits.append((site.id, f"{site.id}-gw{k}"))
    variations.bound_to_place(site, [f"{site.id}-t1", f"{site.id}-t2"])
    site.deployment.waiting.append((site, [f"{site.id}-t1", f"{site.id}-t2"]))


# --- deployment options ---

def vpn(site, server):
    """A SIP trunk through a VPN whose enterprise end is a router or a server: for a small site."""
    deployment = site.deployment
    top = deployment.top
    provider = site.chance.choice(deployment.providers)
    open_site(site, size="small")
    front_end(site)
    _, outer = mediation(site, site.chance.randint(1, 3))
    end = f"{site.id}-vpn"
    kind = "vpn-server" if server else "vpn-router"
    top.open(kind, id=end, zone="perimeter", external_ip=site.public(), internal_ip=f"172.20.{site.number % 250}.1",
             broadcast_to_vlan=False, multicast_to_vlan=False, restricted=True)
    for target in outer:
        top.leaf("forward", to=target)
    top.close(kind)
    top.leaf("vlan", id=f"{site.id}-v1", tag=1 + site.number % 2000, members=" ".join([*outer, end]))
    top.leaf("vlan", id=f"{site.id}-v2", tag=2001 + site.number % 2000, members=end)
    top.open("firewall", id=f"{site.id}-fw", protects=end)
    cipher = site.chance.choice(["aes-128-gcm", "aes-256-gcm", "aes-256-cbc-sha256"])
    if server:
        top.leaf("permit", protocol="gre")
    top.leaf("permit", protocol="udp", ports="500 4500")
    top.leaf("permit", protocol="esp")
    top.close("firewall")
    numbers, _ = site.range(100)
    voice_users(site, "staff", numbers)
    close_site(site)
    deployment.after.open("connection", id=f"{site.id}-c", kind="vpn", site=site.id, provider=provider,
                          bandwidth_kbps=20000, qos=True)
    deployment.after.leaf("tunnel", id=f"{site.id}-tun", enterprise_end=end,
                          provider_end=f"{provider}-{'srv' if server else 'vpn'}", vlan=f"{site.id}-v2",
                          encapsulation="gre" if server else "ipsec", cipher=cipher)
    deployment.after.close("connection")
    routes(site, provider_trunks(site, provider, f"{site.id}-c", vpn=True))


def vpn_router(site):
    vpn(site, False)


def vpn_server(site):
    vpn(site, True)


def leased(site):
    """A SIP trunk over MPLS or a private line; emergency calls may have trunks of their own."""
    provider = site.chance.choice(site.deployment.providers)
    rescue = None if site.deployment.plain or site.maybe(0.7) else site.deployment.another_provider()
    open_site(site, size=site.chance.choice(["small", "mid", "large", None]))
    front_end(site)
    variations.front_end_firewall(site)
    mediation(site, site.chance.randint(2, 3) if rescue else None)
    numbers, _ = site.range(100)
    voice_users(site, "staff", variations.with_extension(site, numbers))
    if rescue and site.maybe():
        analog(site)
    close_site(site)
    kind = site.chance.choice(["mpls", "private-line"])
    if kind == "mpls":
        site.deployment.clouds.setdefault(provider, []).append((f"{site.id}-c", site.id))
    site.deployment.after.leaf("connection", id=f"{site.id}-c", kind=kind,
                               site=site.id, provider=provider, bandwidth_kbps=20000, qos=True, voice_priority=True,
                               isolated=True)
    routes(site, provider_trunks(site, provider, f"{site.id}-c"))
    if rescue:
        emergency(site, rescue)


def emergency(site, provider):
    """Two trunks to a provider of emergency services, over a line for nothing else."""
    after = site.deployment.after
    site.deployment.ways.append((site.id, provider))
    after.leaf("connection", id=f"{site.id}-ec", kind="private-line",
               site=site.id, provider=provider, bandwidth_kbps=20000, qos=True, voice_priority=True, shared=False)
    trunks = [trunk(site, f"e{k}", f"{provider}-sbc{k}", site.deployment.ports["tls"], transport="tls",
                    connection=f"{site.id}-ec", role="emergency") for k in (1, 2)]
    for name in trunks:
        after.leaf("trunk-config", scope=f"trunk:{name}", srtp="optional", media_bypass=False, pidf_lo=True)
    after.leaf("voice-route", id=f"{site.id}-r0", pattern=r"^\+?(911|112)$", trunks=" ".join(trunks),
               usages=f"{site.id}-pu1", priority=0)
    after.leaf("emergency", method="sip-trunk", provider=provider, trunks=" ".join(trunks), qualified=True,
               sites=site.id, dedicated=True, ipsec=True, confidential=site.maybe())


def gateway(site, name="gw", kind="pstn-gateway", supported=None, number_routes=(), **more):
    top = site.deployment.top
    bypass = site.deployment.bypass if supported is None else supported
    address = site.gateway_ip()
    by_dns = site.maybe()
    top.open("gateway", id=f"{site.id}-{name}", kind=kind, fqdn=f"{name}.{site.id}.contoso.com", ip=address,
             subnet=f"{site.gateways}.0/24", accepts_any_mediation_server=True,
             dns_load_balancing=by_dns, uniform_load_balancing=None if by_dns else True,
             media_ip=address, srtp="supported", tls=True, tls_port=5067, qualified=True, nat=False,
             channels=120, cost=3, certified_countries="US CA",
             media_bypass_supported=bypass, media_bypass_listed=bypass,
             **{"existing": False, **more}, **site.deployment.understood())
    for pattern, to in number_routes:
        top.leaf("number-route", pattern=pattern, to=to)
    top.close("gateway")
    return f"{site.id}-{name}"


def analog(site):
    """A small gateway for a fax machine."""
    gateway(site, "ag", kind="analog-gateway", supported=False)
    site.deployment.top.leaf("device", id=f"{site.id}-fax", kind="fax", attached_to=f"{site.id}-ag",
                             location_registered=True)
    trunk(site, "t3", f"{site.id}-ag", transport="tls", role="pstn")
    site.deployment.after.leaf("trunk-config", scope=f"trunk:{site.id}-t3", srtp="optional", media_bypass=False)


def behind(site, certified):
    """The PBX keeps the lines; voice users are reached through a gateway, or directly if it is certified."""
    top, after = site.deployment.top, site.deployment.after
    voice, voice_pattern = site.range(100)
    old, old_pattern = site.range(100)
    pbx = f"{site.id}-pbx"
    through = certified and site.maybe(0.4)  # outside calls of the PBX, too, leave through Lync
    open_site(site, deployment="behind-pbx" if site.maybe() else None)
    front_end(site)
    (mediation if through else mediation_of_either_kind)(site)
    trunks = [f"{site.id}-t1"]
    if not certified:
        trunks.append(f"{site.id}-t2")
        for k in (1, 2):
            gateway(site, f"gw{k}", default=k == 1,
                    number_routes=[(voice_pattern, f"{site.id}-t{k}"), (r"^\+\d+$", f"{site.id}-tie{k}")])
    address = site.ip()
    top.open("pbx", id=pbx, kind="ip" if certified else "tdm", direct_sip_partner=certified,
             egress="lync" if through else "own-line",
             **({"media_bypass_supported": True, "media_bypass_listed": True, "media_termination_point": True,
                 "ip": address, "channels": 60,
                 "media_ip": address, "srtp": "supported", "multiple_early_dialogs": True, "rfc3960": True,
                 "dns_load_balancing": True, "accepts_any_mediation_server": True, **site.deployment.understood(),
                 "fqdn": f"pbx.{site.id}.contoso.com", "tls_port": 5067, "tls": True} if certified else {}))
    for k in range(len(trunks)):
        top.leaf("number-route", pattern=voice_pattern, to=f"{site.id}-t1" if certified else f"{site.id}-tie{k + 1}")
    top.leaf("number-route", pattern=r"^\+\d+$", to=f"{site.id}-{'t1' if through else 'line'}")
    top.close("pbx")
    voice_users(site, "moved", voice, common_requirements=True, central_management=True, dispersed=False,
                old_numbers=None)
    pbx_users(site, "stayed", old, pbx)
    close_site(site)
    after.leaf("pstn-line", id=f"{site.id}-line", ends_on=pbx, kind="pri", channels=60)
    if certified:
        trunk(site, "t1", pbx, transport="tls", role="pbx")
    else:
        for k in (1, 2):
            after.leaf("tie-line", id=f"{site.id}-tie{k}", gateway=f"{site.id}-gw{k}", pbx=pbx, kind="qsig",
                       channels=60)
            trunk(site, f"t{k}", f"{site.id}-gw{k}", transport="tls", role="pbx")
    if through:
        variations.through_lync(site, old_pattern, provider_trunks)
        trunks = []
    site.deployment.waiting.append((site, trunks))
    trunk_config(site)


def behind_tdm(site):
    behind(site, False)


def behind_certified(site):
    behind(site, True)


def in_front(site):
    """The gateways take all lines and split calls between Lync and the PBX."""
    top, after = site.deployment.top, site.deployment.after
    voice, voice_pattern = site.range(100)
    old, old_pattern = site.range(100)
    pbx = f"{site.id}-pbx"
    open_site(site, deployment="in-front-of-pbx")
    front_end(site)
    mediation_of_either_kind(site)
    before = {"existing": True, "features": "t38 qsig", "required_features": "t38"} if site.maybe(0.3) else {}
    for k in (1, 2):
        gateway(site, f"gw{k}", **before,
                number_routes=[(voice_pattern, f"{site.id}-t{k}"), (old_pattern, f"{site.id}-tie{k}"),
                               (r"^\+\d+$", f"{site.id}-line{k}")])
    top.open("pbx", id=pbx, kind="tdm", egress="gateway", direct_sip_partner=False)
    for k in (1, 2):
        top.leaf("number-route", pattern=r"^\+\d+$", to=f"{site.id}-tie{k}")
    top.close("pbx")
    voice_users(site, "moved", voice, common_requirements=True, central_management=True, dispersed=False,
                old_numbers=voice)
    pbx_users(site, "stayed", old, pbx)
    if site.maybe():
        top.leaf("device", id=f"{site.id}-fax", kind="legacy", attached_to=pbx)
    close_site(site)
    for k in (1, 2):
        after.leaf("tie-line", id=f"{site.id}-tie{k}", gateway=f"{site.id}-gw{k}", pbx=pbx, kind="pri", channels=60)
    lines(site, f"{voice} {old}")
    trunk_config(site)


def voip_only(site):
    """No PBX at all; remote workers, voice mail and a small analog gateway as it comes."""
    top = site.deployment.top
    voice, voice_pattern = site.range(100)
    open_site(site, deployment="voip-only" if site.maybe() else None)
    front_end(site)
    remote = site.maybe()
    edge_pool = edge(site) if remote else None
    mediation_of_either_kind(site, edge_pool=edge_pool)
    for k in (1, 2):
        gateway(site, f"gw{k}", number_routes=[(voice_pattern, f"{site.id}-t{k}"), (r"^\+\d+$", f"{site.id}-line{k}")])
    mail = site.maybe()
    if mail:
        top.leaf("unified-messaging", id=f"{site.id}-um", fqdn=f"um.{site.id}.contoso.com",
                 pilot=f"+1425{site.number:03d}9999", auto_attendant=True)
    if site.maybe():
        analog(site)
    voice_users(site, "staff", voice, remote=20 if remote else 0, voice_mail=mail)
    close_site(site)
    lines(site, voice)
    trunk_config(site)
    variations.local_emergency(site)
    site.deployment.central.append(site.id)


def own_sbc(site):
    """A SIP trunk that ends on session border controllers of the enterprise's own."""
    after = site.deployment.after
    voice, voice_pattern = site.range(100)
    provider = site.chance.choice(site.deployment.providers)
    open_site(site)
    front_end(site)
    mediation(site)
    for k in (1, 2):
        gateway(site, f"gw{k}", kind="sbc",
                number_routes=[(voice_pattern, f"{site.id}-t{k}"), (r"^\+\d+$", f"{site.id}-line{k}")])
    voice_users(site, "staff", voice)
    close_site(site)
    for k in (1, 2):
        after.leaf("pstn-line", id=f"{site.id}-line{k}", ends_on=f"{site.id}-gw{k}", kind="sip", channels=60,
                   provider=provider, numbers=voice)
        trunk(site, f"t{k}", f"{site.id}-gw{k}", transport="tls", role="pstn")
    site.deployment.waiting.append((site, [f"{site.id}-t1", f"{site.id}-t2"]))
    trunk_config(site)


def branch(site):
    """A branch with an appliance or a server and gateways of its own, whose last resort is the central site's pool."""
    top, after = site.deployment.top, site.deployment.after
    large, alone = site.maybe(0.2), site.maybe(0.3)
    voice, voice_pattern = variations.two_ranges(site) if large else site.range(100)
    home = site.chance.choice(site.deployment.central)
    dns = site.maybe()
    open_site(site, kind="branch", central_site=home, deployment="voip-only", wan_resilient=False, dns=dns,
              dhcp=True, dhcp_option_120=not dns or site.maybe(), presence_required=False,
              **{"survivability_required": True} if alone else {})
    top.open("survivable-branch-appliance", id=f"{site.id}-med", kind="sbs" if large else "sba",
             fqdn=f"sba.{site.id}.contoso.com",
             front_end_pool=f"{home}-fe", tcp_port=5068, dscp_audio=46, host_ipsec_media=False)
    top.leaf("server", id=f"{site.id}-sba1", fqdn=f"sba1.{site.id}.contoso.com", ip=site.ip())
    top.close("survivable-branch-appliance")
    for k in (1, 2):
        gateway(site, f"gw{k}", number_routes=[(voice_pattern, f"{site.id}-t{k}"), (voice_pattern, f"{site.id}-c{k}"),
                                               (r"^\+\d+$", f"{site.id}-line{k}")])
    voice_users(site, "staff", voice, **{"count": 1200, "load": "light"} if large else {})
    close_site(site)
    after.leaf("wan-link", id=f"{site.id}-wan", between=f"{home} {site.id}", bandwidth_kbps=10000, qos=True,
               constrained=False, resilient=False)
    lines(site, voice)
    for k in (1, 2):
        trunk(site, f"c{k}", f"{site.id}-gw{k}", transport="tls", role="pstn", pool=f"{home}-med")
    if alone:
        variations.own_trunk(site, provider_trunks)
    trunk_config(site)


OPTIONS = (vpn_router, vpn_server, leased, behind_tdm, behind_certified, in_front, voip_only, own_sbc, branch)
TO_PROVIDERS = (vpn_router, vpn_server, leased)  # whose trunks all lead to providers
WITH_LINES = (in_front, voip_only, branch)  # whose gateways have lines that others may use too


def generate(seed, sites, plain=False):
    return Deployment(seed, sites, plain).text()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sites", type=int, default=9)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    sys.stdout.write(generate(options.seed, options.sites, options.plain))


if __name__ == "__main__":
    main()
