# SPDX-License-Identifier: MIT
"""The topology language as the peer knows it, written from the design of the language.

A row reads: element (parents): attributes. `*` marks what must be there. After a colon stands the type: `b`
yes or no, `n` whole number, `d` decimal, `h` host name, `a` address, `i` interface address, `p` prefix, `l`
ports, `q` protocols and ports, `c` country, `r` pattern, `e` numbers, `w` words; `{a|b}` one of a list,
`[a|b]` any of a list; `>` a reference, `>>` references, `>2` exactly two, `?` an id, address or prefix.
Nothing after the name is text.
"""
import re

import peer_values as values

PEER = """fqdn:h ip:a subnet:p tls-port:n tcp-port:n tls:b tcp:b certificate-trusted:b srtp:{none|supported|required}
 qualified:b media-bypass-supported:b media-bypass-listed:b multiple-early-dialogs:b max-early-dialogs:n rfc3960:b
 dns-load-balancing:b uniform-load-balancing:b accepts-any-mediation-server:b representative-media-ip:a media-ip:a
 channels:n cost:d busy-response:n busy-isup:n response-ms:n features:w required-features:w certified-countries:w
 dialing-format:{e164|local} existing:b accepts-plus:b supports-extensions:b translates:b routable:b default:b
 rtp-latching:b nat:b pidf-lo:b mtbf-h:d mttr-h:d"""
POOL = """fqdn:h front-end-pool:>front-end-pool edge-pool:>edge-pool load-balancing:{none|dns|hardware} tls-port:n
 tcp-port:n front-end-port:n audio-port-start:n audio-port-count:n dscp-audio:n uniform-config:b hyper-threading:b
 high-availability-required:b receive-side-scaling:b monitoring:b host-ipsec-media:b"""
VPN_END = """zone:{perimeter|internal|provider} external-ip:a internal-ip:a broadcast-to-vlan:b multicast-to-vlan:b
 restricted:b mtbf-h:d mttr-h:d"""
CODECS = "[g711a|g711u|g722|g723|g726|g729|gsm|ilbc|opus|rtaudio|siren]"
POOLS = "mediation-pool|survivable-branch-appliance"
TRUNK = f"""transport:{{tcp|tls|udp}} mediation-port:n peer-port:n connection:>connection|wan-link
 role:{{pstn|pbx|emergency}} codecs:{CODECS} max-calls:n"""
PROTECTED = f"front-end-pool|edge-pool|{POOLS}|server|interface|gateway|pbx|sbc|vpn-router|vpn-server|users"

ROWS = f"""
topology (): product:{{lync-2010|lync-2013|sfb-2015|sfb-2019|sfb-se}} media-bypass:{{off|always|site-and-region}}
 default-bypass-id:b media-encryption:{{require|support|none}} call-admission-control:b central-resilience-required:b
description (*):
include (topology): href*
site (topology): id* kind*:{{central|branch}} central-site:>site country:c size:{{small|mid|large}}
 deployment:{{sip-trunking|behind-pbx|in-front-of-pbx|voip-only}} survivability-required:b wan-resilient:b dns:b dhcp:b
 dhcp-option-120:b presence-required:b central-telephony:b
wan-link (topology): id* between*:>2site bandwidth-kbps:n delay-ms:d jitter-ms:d loss-percent:d constrained:b
 resilient:b qos:b bandwidth-policy:>bandwidth-policy
front-end-pool (site): id* fqdn:h edition:{{standard|enterprise}} backup-pool:>front-end-pool virtual:b os
 capacity-users:n failure-detection-s:n video-port-start:n video-port-count:n sharing-port-start:n
 sharing-port-count:n dscp-video:n dscp-sharing:n
edge-pool (site): id* fqdn:h
mediation-pool (site): id* placement*:{{stand-alone|collocated}} {POOL}
survivable-branch-appliance (site): id* kind:{{sba|sbs}} {POOL}
server (front-end-pool|edge-pool|{POOLS}): id* same-as:>server fqdn:h ip:i site:>site memory-gb:d mtbf-h:d mttr-h:d
interface (server): id* side*:{{internal|external}} ip:i
gateway (site): id* kind*:{{pstn-gateway|sbc|analog-gateway|elin-gateway}} {PEER}
rate (gateway|sbc): pattern*:r cost*:d
pbx (site): id* kind*:{{tdm|ip}} direct-sip-partner:b media-termination-point:b egress:{{own-line|gateway|lync}} {PEER}
provider (topology): id* country:c failover-procedure trunk-model:{{one-per-server|several-per-server}}
 required-trunks-per-server:n provisioned-addresses:w certified:b high-availability:b cross-central-site:b
 inbound-failover:b accepts-client-media:b internal-addresses-disclosed:b tls:b srtp:b dns-load-balancing:b
sbc (provider): id* location {PEER}
vpn-router (site|provider): id* {VPN_END}
vpn-server (site|provider): id* {VPN_END}
forward (vpn-router|vpn-server): to*:?
vlan (site): id* tag:n subnet:p members*:>>interface|vpn-router|vpn-server|gateway
firewall (topology|site|provider): id* protects*:>>{PROTECTED}
permit (firewall): protocol*:{{tcp|udp|esp|ah|gre|any}} ports:l from:? to:?
connection (topology): id* kind*:{{lan|mpls|private-line|vpn|internet}} site:>site provider:>provider bandwidth-kbps:n
 delay-ms:d jitter-ms:d loss-percent:d qos:b voice-priority:b shared:b isolated:b
tunnel (connection): id* enterprise-end:>vpn-router|vpn-server provider-end:>vpn-router|vpn-server vlan:>vlan
 encapsulation:{{gre|ipsec|other|none}} cipher requires-ports:q mtbf-h:d mttr-h:d
trunk (topology): id* mediation-pool*:>{POOLS} peer*:>gateway|sbc|pbx {TRUNK} isolated:b root:b
 termination-site:>site mtbf-h:d mttr-h:d
trunk-defaults (topology): {TRUNK}
trunk-config (topology): scope* srtp:{{required|optional|not-supported}} max-early-dialogs:n
 pstn-usages:>>pstn-usage network-site:>network-site alternate-bypass-id media-bypass:b concentrated-topology:b
 refer:b third-party-refer:b rtcp-active-calls:b rtcp-held-calls:b fast-failover:b rtp-latching:b session-timer:b
 remove-plus:b pidf-lo:b location-restriction:b
translate (trunk-config): pattern*:r replacement* on:{{called|calling}}
response-code (trunk-config): received*:n isup translated*:n priority:n
tie-line (topology): id* gateway*:>gateway pbx*:>pbx channels:n kind:{{pri|qsig|analog|sip}}
pstn-line (topology): id* ends-on*:>gateway|pbx provider:>provider channels:n kind:{{pri|bri|analog|sip}} numbers:e
number-route (gateway|sbc|pbx): pattern*:r to*:>trunk|tie-line|pstn-line|device|gateway
users (site): id* count*:n telephony*:{{enterprise-voice|pbx|both}} remote:n pbx:>pbx
 front-end-pool:>front-end-pool|survivable-branch-appliance
 numbers:e old-numbers:e client:{{lync-2013|lync-phone-edition|lync-2010|sfb|ocs-2007-r2|other}}
 voice-policy:>voice-policy dial-plan:>dial-plan load:{{light|moderate|heavy}} calls-per-hour:d mean-call-s:d subnet:p
 remote-call-control:b voice-mail:b common-requirements:b central-management:b dispersed:b vpn-media:b
 vpn-signalling:b
device (site): id* kind*:{{fax|analog|ip-phone|legacy}} attached-to:>any number:e location-registered:b
unified-messaging (site): id* fqdn:h pilot:e auto-attendant:b
pstn-usage (topology): id*
voice-route (topology): id* pattern:r trunks:>>trunk usages:>>pstn-usage priority suppress-caller-id:b
 alternate-caller-id
voice-policy (topology): id* usages:>>pstn-usage pstn-reroute:b scope
dial-plan (topology): id* simple-name scope external-prefix
normalize (dial-plan): pattern*:r replacement*
sample (dial-plan): dialled*
network-region (topology): id* central-site:>site connection:>connection
network-site (topology): id* region:>network-region bandwidth-policy:>bandwidth-policy site:>site provider:>provider
subnet (network-site): address*:p wireless:b
bandwidth-policy (topology): id* audio-total-kbps:n audio-session-kbps:n video-total-kbps:n video-session-kbps:n
intersite-policy (topology): id* between*:>2network-site bandwidth-policy*:>bandwidth-policy direct-link:b
emergency (topology): method*:{{sip-trunk|elin}} provider:>provider trunks:>>trunk sites:>>site numbers qualified:b
 dedicated:b ipsec:b confidential:b
"""


class Attribute:
    """What one attribute may hold."""

    def __init__(self, text):
        name, _, kind = text.partition(":")
        self.required = name.endswith("*")
        self.name = name.rstrip("*")
        self.type = kind[:1]
        self.choices = frozenset(kind[1:-1].split("|")) if self.type in ("{", "[") else None
        self.many = kind.startswith((">>", ">2"))
        self.exactly = 2 if kind.startswith(">2") else None
        self.kinds = frozenset(kind.lstrip(">2").split("|")) if self.type == ">" else None
        self.refers = self.type in (">", "?") or self.name == "scope"
        self.check = values.check_of(self.type, self.choices, self.name)


class Kind:
    """What one element may hold and where it may stand."""

    def __init__(self, name, parents, attributes):
        self.name = name
        self.parents = frozenset(parents.split("|"))
        self.attributes = {a.name: a for a in map(Attribute, attributes.split())}
        self.required = [a.name for a in self.attributes.values() if a.required]
        for plain in ("id", "name"):
            self.attributes.setdefault(plain, Attribute(plain))


def read_rows():
    joined = re.sub(r"\n ", " ", ROWS)
    rows = re.findall(r"^([a-z-]+) \(([^)]*)\): ?(.*)$", joined, re.M)
    return {name: Kind(name, parents, attributes) for name, parents, attributes in rows}


KINDS = read_rows()
