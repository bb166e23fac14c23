# SPDX-License-Identifier: MIT
"""Rules of SIP trunking over an IP VPN: SEC001 to SEC017, CON001 and CON002."""
import peer_values as values
from peer_model import Element
from peer_plan import address_of, inside

PORTLESS = ("esp", "ah", "gre")
NEEDS = {"ipsec": ("udp/500", "udp/4500", "esp"), "gre": ("gre",)}
# By what stands at our end: joined by a VLAN, no broadcast, no multicast, only to Mediation Servers.
END_RULES = {"vpn-router": ("SEC007", "SEC009", "SEC010", "SEC011"),
             "vpn-server": ("SEC012", "SEC013", "SEC014", "SEC015")}


def is_vpn(connection):
    return connection.get("kind") == "vpn" or connection.of_kind("tunnel")


def connections(plan):
    for connection in plan.topology.of("connection"):
        if not is_vpn(connection):
            continue
        trunks = plan.trunks_over.get(connection, ())
        complete = any(t.get("enterprise-end") or "enterprise-end" in t.broken for t in connection.of_kind("tunnel")
                       if t.get("provider-end") or "provider-end" in t.broken)
        if connection.get("kind") == "vpn" and not complete and "tunnel" not in plan.topology.doubtful:
            plan.report("CON001", connection)
        if connection.get("qos") == "false":
            plan.report("CON002", connection)
        for trunk in trunks:
            trunk_inside(plan, trunk)


def trunk_inside(plan, trunk):
    transport = plan.trunk_fact(trunk, "transport")
    if transport == "tls":
        plan.report("SEC001", trunk)
        if plan.srtp(trunk) in ("required", "optional"):
            plan.report("SEC002", trunk)
    if transport in ("tls", "udp"):
        plan.report("SEC003", trunk)


def needs_of(tunnel):
    """What the tunnel is made of, or None where nobody can say."""
    stated = tunnel.get("requires-ports")
    if stated is not None or "requires-ports" in tunnel.broken:
        return stated.split() if stated is not None else None
    encapsulation, cipher = tunnel.get("encapsulation"), tunnel.get("cipher")
    if encapsulation == "gre" and cipher not in (None, "none", ""):
        return [*NEEDS["gre"], *NEEDS["ipsec"]]
    return NEEDS.get(encapsulation)


def covers(permit, need):
    protocol, _, port = need.partition("/")
    if permit.get("protocol") not in ("any", protocol):
        return False
    if not port or permit.get("ports") is None:
        return True
    low, high = values.port_ranges(port)[0]
    return any(a <= low and high <= b for a, b in values.port_ranges(permit.get("ports")))


def may_match(permit, name, end):
    """Whether that side of a permit can be the end; what is not known can."""
    target = permit.get(name)
    if target is None or isinstance(target, Element):
        return target is None or target is end
    address = end.get("external-ip")
    return address is None or inside(target, address)


def lets_through(firewall, need, one, other):
    return any(covers(p, need) and may_match(p, "from", one) and may_match(p, "to", other)
               for p in firewall.of_kind("permit"))


def firewalls(plan, tunnel):
    needs, ends = needs_of(tunnel), (tunnel.get("enterprise-end"), tunnel.get("provider-end"))
    if needs is None or None in ends or plan.topology.doubtful & {"permit"}:
        return
    protecting = plan.topology.index("firewall", "protects")
    seen = dict.fromkeys(f for end in ends for f in protecting.get(end, ()))
    for firewall in seen:
        if not all(lets_through(firewall, need, *pair) for need in needs for pair in (ends, ends[::-1])):
            plan.report("SEC004", firewall)


def tunnels(plan):
    by_vlan = plan.topology.index("tunnel", "vlan")
    described = plan.topology.described("vlan")
    behind = {}
    for tunnel in plan.topology.of("tunnel"):
        firewalls(plan, tunnel)
        vlan = tunnel.get("vlan")
        if described and "vlan" not in tunnel.broken and (vlan is None or len(by_vlan[vlan]) > 1):
            plan.report("SEC006", tunnel)
        end = tunnel.get("enterprise-end")
        if end is not None:
            behind.setdefault(end, set()).update(plan.trunks_over.get(tunnel.parent, ()))
            if end.kind == "vpn-server" and tunnel.get("encapsulation", "gre") != "gre":
                plan.report("SEC016", tunnel)
        clear = any(plan.srtp(t) in ("none", "not-supported") for t in plan.trunks_over.get(tunnel.parent, ()))
        if tunnel.get("encapsulation") == "gre" and tunnel.get("cipher") in ("none", "") and clear:
            plan.report("SEC017", tunnel)
    public_addresses(plan)
    for end, trunks in behind.items():
        our_end(plan, end, trunks)


def public_addresses(plan):
    tunnels_of = plan.topology.index("tunnel", "enterprise-end", "provider-end")
    for end in tunnels_of:
        address = end.get("external-ip")
        if address is not None and not values.publicly_routable(address):
            plan.report("SEC005", end)


def our_end(plan, end, trunks):
    joined, broadcast, multicast, only = END_RULES[end.kind]
    if end.kind == "vpn-router" and end.get("zone", "perimeter") != "perimeter":
        plan.report("SEC008", end)
    if end.get("broadcast-to-vlan") == "true":
        plan.report(broadcast, end)
    if end.get("multicast-to-vlan") == "true":
        plan.report(multicast, end)
    pools = dict.fromkeys(t.get("mediation-pool") for t in trunks if t.get("mediation-pool") is not None)
    if pools and end.get("restricted") == "false":
        plan.report(only, end)
    if pools and not any("mediation-pool" in t.broken for t in trunks):
        forwards(plan, end, pools, only)
    if plan.vlans_known:
        for pool in pools:
            vlans(plan, end, pool, joined)


def external_interfaces(plan, pool):
    return [i for server in plan.servers(pool) for i in plan.outer_interfaces(server)]


def vlans(plan, end, pool, rule):
    """The inner VLANs of our end: one must hold each server's external interface, and nobody else's."""
    servers = plan.servers(pool)
    if not servers:
        return
    outer = plan.topology.index("tunnel", "vlan")
    inner = [v for v in plan.topology.index("vlan", "members").get(end, ()) if not outer.get(v)]
    members = {m for v in inner for m in v.get("members")}
    if any(not any(i in members for i in plan.outer_interfaces(s)) for s in servers):
        plan.report(rule, end)
    if end.kind != "vpn-router":
        return
    own = {i for s in servers for i in s.of_kind("interface")}
    outside = set(external_interfaces(plan, pool))
    for vlan in inner:
        inside_it = set(vlan.get("members"))
        if inside_it & outside and inside_it - own - {end}:
            plan.report(rule, end)


def forwards(plan, end, pools, rule):
    """Every destination must be an external interface of a Mediation Server behind the tunnel."""
    servers = [s for pool in pools for s in plan.servers(pool)]
    interfaces = {i for pool in pools for i in external_interfaces(plan, pool)}
    interfaces.update(s for s in servers if not s.of_kind("interface"))  # one address for everything
    unsaid = any(i.get("ip") is None for i in interfaces)
    addresses = {values.network(address_of(i)).network_address for i in interfaces if i.get("ip")}
    for forward in end.of_kind("forward"):
        target = forward.get("to")
        if target is None:
            continue
        if isinstance(target, Element):
            stray = target not in interfaces and target not in servers
        else:
            net = values.network(target)
            stray = net.num_addresses > 1024 or any(a not in addresses for a in net)
            if unsaid and net.num_addresses <= len(interfaces):
                continue
        if stray:
            plan.report(rule, end)


def judge(plan):
    connections(plan)
    tunnels(plan)
