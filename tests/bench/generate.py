#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""generate.py TRUNKS [--seed N] [--defects P] > plan.xml

A deployment in the topology language with about 8 elements and 900 bytes for each trunk: sites with pools,
servers and interfaces, VPN routers with forwards, VLANs, firewalls, gateways and users; providers with SBCs;
connections with tunnels; trunks, routes, usages and policies. A share P of the objects (default 0.01) carries
a defect. Nothing here knows the rules: a defect is a wrong value, a missing part or a reference gone astray.
"""
import argparse
import random
import sys

TRUNKS_PER_SITE = 4
SITES_PER_PROVIDER = 5


class Generator:
    def __init__(self, trunks, seed, defects, out):
        self.random = random.Random(seed)
        self.sites = max(1, trunks // TRUNKS_PER_SITE)
        self.defects = defects
        self.out = out
        self.lines = []

    def bad(self):
        return self.random.random() < self.defects

    def line(self, text):
        self.lines.append(text)
        if len(self.lines) > 20000:
            self.flush()

    def flush(self):
        self.out.write("\n".join(self.lines) + "\n")
        self.lines.clear()

    def private(self, i, host):
        return f"10.{(i >> 11) & 255}.{(i >> 3) & 255}.{((i & 7) << 5) + host}"

    def public(self, i):
        # 8.0.0.0/7 holds no special-purpose block
        return f"{8 + (i >> 22) % 2}.{(i >> 14) & 255}.{(i >> 6) & 255}.{1 + (i & 63) * 4}"

    def provider(self, p):
        i = f"p{p}"
        procedure = "" if self.bad() else ' failover-procedure="the second SBC answers on the same trunk group"'
        self.line(f'  <provider id="{i}" name="Provider {p}" certified="true" high-availability="true"{procedure}'
                  f' trunk-model="several-per-server" required-trunks-per-server="2" cross-central-site="true">')
        for k in (1, 2):
            self.line(f'    <sbc id="{i}-sbc{k}" fqdn="sbc{k}.provider{p}.example" ip="{self.public(4 * p + k)}"'
                      ' srtp="supported" certificate-trusted="true" max-early-dialogs="20"'
                      ' accepts-plus="true" routable="true"'
                      f' tcp-port="5060" location="{"Seattle" if k == 1 else "Denver"}" channels="120" cost="2"/>')
        self.line(f'    <vpn-router id="{i}-vpn" zone="provider"'
                  f' external-ip="{"192.168.7.7" if self.bad() else self.public(1000000 + p)}"/>')
        self.line("  </provider>")

    def site(self, s):
        i = f"s{s}"
        self.line(f'  <site id="{i}" name="Site {s}" kind="central" country="US" survivability-required="true">')
        self.line(f'    <front-end-pool id="{i}-fe" fqdn="fe{s}.contoso.com" edition="enterprise">')
        self.line(f'      <server id="{i}-fe1" fqdn="fe{s}a.contoso.com" ip="{self.private(s, 1)}"/>')
        self.line("    </front-end-pool>")
        placement = "collocated" if self.bad() else "stand-alone"
        self.line(f'    <mediation-pool id="{i}-med" fqdn="med{s}.contoso.com" placement="{placement}"'
                  f' front-end-pool="{i}-fe" load-balancing="dns" tcp-port="5068">')
        for k in (1, 2):
            self.line(f'      <server id="{i}-m{k}" fqdn="med{s}-{k}.contoso.com">')
            self.line(f'        <interface id="{i}-m{k}-in" side="internal" ip="{self.private(s, 2 + k)}/27"/>')
            self.line(f'        <interface id="{i}-m{k}-out" side="external" ip="{self.private(s, 8 + k)}/29"/>')
            self.line("      </server>")
        self.line("    </mediation-pool>")
        casts = ("true" if self.bad() else "false", "true" if self.bad() else "false")
        zone = "internal" if self.bad() else "perimeter"
        address = f"192.168.{s & 255}.1" if self.bad() else self.public(2000000 + s)
        self.line(f'    <vpn-router id="{i}-vpn" zone="{zone}" external-ip="{address}"'
                  f' internal-ip="{self.private(s, 8)}" broadcast-to-vlan="{casts[0]}"'
                  f' multicast-to-vlan="{casts[1]}" restricted="true">')
        stray = "10.0.0.0/8" if self.bad() else f"{i}-m2-out"
        self.line(f'      <forward to="{i}-m1-out"/>')
        self.line(f'      <forward to="{stray}"/>')
        self.line("    </vpn-router>")
        members = f"{i}-m1-out" + ("" if self.bad() else f" {i}-m2-out")
        self.line(f'    <vlan id="{i}-v1" tag="{1 + s % 4000}" subnet="{self.private(s, 8)}/29"'
                  f' members="{members} {i}-vpn"/>')
        self.line(f'    <vlan id="{i}-v2" tag="{2 + s % 4000}" members="{i}-vpn"/>')
        ports = "500" if self.bad() else "500 4500"
        self.line(f'    <firewall id="{i}-fw" protects="{i}-vpn">')
        self.line(f'      <permit protocol="udp" ports="{ports}"/>')
        self.line('      <permit protocol="esp"/>')
        self.line("    </firewall>")
        self.line(f'    <gateway id="{i}-gw" kind="pstn-gateway" fqdn="gw{s}.contoso.com" ip="{self.private(s, 20)}"'
                  ' srtp="supported" certificate-trusted="true" max-early-dialogs="20"'
                  ' accepts-plus="true" routable="true"'
                  f' channels="60" qualified="true" media-bypass-supported="false" cost="3" tls="true"/>')
        for k in (1, 2):
            first = 1425 * 10**7 + (2 * s + k) * 100
            self.line(f'    <users id="{i}-u{k}" name="Team {k} of site {s}" count="100"'
                      f' telephony="enterprise-voice" remote="0" remote-call-control="false" voice-mail="false"'
                      f' client="lync-2013" load="moderate" numbers="+{first}-{first % 10**4 + 99:04d}"'
                      f' voice-policy="{i}-vp"/>')
        self.line("  </site>")
        self.around(s)

    def around(self, s):
        i = f"s{s}"
        p = f"p{s // SITES_PER_PROVIDER}"
        self.line(f'  <connection id="{i}-c" kind="vpn" site="{i}" provider="{p}" bandwidth-kbps="20000" qos="true">')
        vlan = f"s{s - 1}-v2" if s and self.bad() else f"{i}-v2"
        self.line(f'    <tunnel id="{i}-tun" enterprise-end="{i}-vpn" provider-end="{p}-vpn" vlan="{vlan}"'
                  f' encapsulation="ipsec" cipher="aes-256-gcm"/>')
        self.line("  </connection>")
        first = "true" if s % SITES_PER_PROVIDER == 0 else "false"
        for k in (1, 2):
            peer = f"{p}-sbx{k}" if self.bad() else f"{p}-sbc{k}"
            port = 5060 if self.bad() else 5068
            self.line(f'  <trunk id="{i}-t{k}" mediation-pool="{i}-med" peer="{peer}" transport="tcp"'
                      f' mediation-port="{port}" peer-port="5060" connection="{i}-c" role="pstn"'
                      f' codecs="g711u g711a" max-calls="60" root="{first}"/>')
        for k in (3, 4):
            self.line(f'  <trunk id="{i}-t{k}" mediation-pool="{i}-med" peer="{i}-gw" transport="tls"'
                      f' peer-port="{5064 + k}" role="pstn" codecs="g711u g711a" max-calls="30"'
                      f' root="{"true" if k == 3 else "false"}"/>')
        self.line(f'  <pstn-usage id="{i}-pu"/>')
        trunks = f"{i}-t1" if self.bad() else f"{i}-t1 {i}-t2 {i}-t3"
        self.line(f'  <voice-route id="{i}-r1" pattern="^\\+1{200 + s % 800}\\d{{7}}$" trunks="{trunks}"'
                  f' usages="{i}-pu" priority="0"/>')
        self.line(f'  <voice-route id="{i}-r2" pattern="^\\+4{s % 10}\\d{{6,12}}$" trunks="{i}-t2 {i}-t4"'
                  f' usages="{i}-pu" priority="1"/>')
        self.line(f'  <voice-policy id="{i}-vp" scope="user" usages="{i}-pu"/>')

    def run(self):
        self.line('<?xml version="1.0" encoding="UTF-8"?>')
        self.line('<topology xmlns="urn:lync-topo:topology:1" name="generated" product="lync-2013" media-bypass="off">')
        for p in range((self.sites + SITES_PER_PROVIDER - 1) // SITES_PER_PROVIDER):
            self.provider(p)
        for s in range(self.sites):
            self.site(s)
        self.line('  <trunk-config scope="global" media-bypass="false"/>')
        self.line("</topology>")
        self.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trunks", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--defects", type=float, default=0.01)
    options = parser.parse_args()
    Generator(options.trunks, options.seed, options.defects, sys.stdout).run()


if __name__ == "__main__":
    main()
