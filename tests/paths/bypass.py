# SPDX-License-Identifier: MIT
"""Media bypass: may media of a call between somebody inside and the peer of a trunk leave out the Mediation Server?
The documented steps of Plan for media bypass, New-CsTrunkConfiguration and New-CsNetworkMediaBypassConfiguration.

Where a document is silent or a fact is absent the answer is both, unless docs/language.md says what is assumed.
"""
from ipaddress import ip_address, ip_network

from plan import local, same_subnet, truth

YES, NO, OPEN = {True}, {False}, {True, False}
OLD_CLIENTS = ("ocs-2007-r2",)


def peer_takes_media(plan, peer):
    kind = local(peer)
    if kind == "sbc":
        provider = peer.getparent()
        return YES if truth(provider, "accepts-client-media", False) and \
            truth(provider, "internal-addresses-disclosed", False) else NO
    if truth(peer, "media-bypass-supported") is False or truth(peer, "media-termination-point") is False:
        return NO
    if kind == "pbx" and truth(peer, "media-termination-point") is None:
        return OPEN
    return OPEN if truth(peer, "media-bypass-listed") is False else YES


def encryption_fits(plan, trunk, peer, config):
    """Clients that insist on SRTP and a trunk without it do not fit; what then happens is silent, so it is relayed."""
    wanted = plan.root.get("media-encryption", "require")
    offered = config.get("srtp", "required") if config is not None else "required"
    if plan.trunk_fact(trunk, "transport") != "tls" or peer.get("srtp") == "none":
        offered = "not-supported"
    if wanted == "require" and offered == "not-supported":
        return NO
    if wanted == "none" and (offered == "required" or peer.get("srtp") == "required"):
        return NO
    return YES


def isolated(plan, trunk):
    """A VPN end that reaches the Mediation Servers only leaves clients no way into the tunnel."""
    ends = [plan.get(end) for chain in plan.chains(trunk) for end in chain]
    return any(end is not None and truth(end, "restricted") for end in ends)


def holds(plan, named, thing, addresses):
    """A side of a permit: absent is any, an id the thing or what it stands in, else a prefix."""
    if named is None:
        return True
    if plan.get(named) is not None:
        return any(e.get("id") == named for e in [thing, *thing.iterancestors()])
    known = [a for a in addresses if a]
    return not known or ip_network(known[0], strict=False).subnet_of(ip_network(named, strict=False))


def firewalls_pass(plan, users, peer):
    """Media is UDP on high ports; what a firewall does not permit in one direction or the other does not pass."""
    sides = ((users, [users.get("subnet")]), (peer, [peer.get("media-ip"), peer.get("ip"), peer.get("subnet")]))
    for firewall in plan.kind("firewall"):
        if not {users.get("id"), peer.get("id")} & set(firewall.get("protects").split()):
            continue
        permits = [p for p in firewall if isinstance(p.tag, str) and p.get("protocol") in ("udp", "any")]
        permits = [p for p in permits if p.get("ports") is None or
                   any("-" in r and int(r.split("-")[1]) > 1024 for r in p.get("ports").split())]
        if not any(holds(plan, p.get("from"), *one) and holds(plan, p.get("to"), *other)
                   for p in permits for one, other in (sides, sides[::-1])):
            return NO
    return YES


def network_site(plan, prefix=None, address=None):
    """(network-site, certain): the one whose subnet is the prefix, or else holds the address."""
    for site in plan.kind("network-site"):
        for subnet in site:
            if not isinstance(subnet.tag, str) or local(subnet) != "subnet":
                continue
            if prefix and same_subnet(prefix, subnet.get("address")):
                return site, True
            if not prefix and address and ip_address(address) in ip_network(subnet.get("address"), strict=False):
                return site, False
    return None, prefix is not None


def bypass_id(plan, site):
    """A site without a bandwidth policy has its region's; one with a policy has its own."""
    if site is None:
        return "default" if truth(plan.root, "default-bypass-id", False) else None
    return site.get("id") if site.get("bandwidth-policy") else "region " + site.get("region", "")


def ids_match(plan, users, peer):
    client, sure = network_site(plan, users.get("subnet"))
    address = peer.get("representative-media-ip") or peer.get("media-ip") or peer.get("ip")
    inside = peer.get("subnet") and (not address or ip_address(address.partition("/")[0])
                                     in ip_network(peer.get("subnet"), strict=False))
    far, certain = network_site(plan, peer.get("subnet") if inside else None, address)
    if not sure or not certain:
        return OPEN
    one, other = bypass_id(plan, client), bypass_id(plan, far)
    return YES if one is not None and one == other else NO


def bypass(plan, users, is_remote, trunk):
    """The answers that are acceptable, for a group of users."""
    peer = plan.get(trunk.get("peer"))
    config = plan.config(trunk)
    mode = plan.root.get("media-bypass", "off")
    said = (lambda name, absent: truth(config, name, absent) if config is not None else absent)
    refer = said("refer", True) or said("third-party-refer", False)
    guarded = said("rtcp-active-calls", True) or said("rtcp-held-calls", True)
    if mode == "off" or not said("media-bypass", False) or not said("concentrated-topology", True):
        return NO
    if (not refer and guarded) or is_remote or users.get("client") in OLD_CLIENTS or isolated(plan, trunk):
        return NO
    steps = [peer_takes_media(plan, peer), encryption_fits(plan, trunk, peer, config),
             firewalls_pass(plan, users, peer)]
    if mode == "always":
        steps.append(NO if truth(plan.root, "call-admission-control", False) else YES)
    else:
        steps.append(ids_match(plan, users, peer))
    if NO in steps:
        return NO
    return OPEN if OPEN in steps or users.get("client") == "other" else YES
