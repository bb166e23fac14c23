# SPDX-License-Identifier: MIT
"""What rules ask about a topology again and again: derived facts, computed once.

An answer of None is "not known". Where a reference could not be resolved it may have meant anything of its kind;
a finding counts only if it holds whatever was meant.
"""
import peer_values as values

POOLS = ("mediation-pool", "survivable-branch-appliance")
PEERS = ("gateway", "sbc", "pbx")
# Ports of a peer that does not say; those in front of a branch appliance have their own.
PEER_PORTS = {"tls": ("tls-port", "5067", "5082"), "tcp": ("tcp-port", "5066", "5081")}


class Plan:
    def __init__(self, topology):
        self.topology = topology
        self.findings = []
        defaults = topology.of("trunk-defaults")
        self.defaults = defaults[0] if defaults else None
        self.trunks = topology.of("trunk")
        self.trunks_of_pool = topology.index("trunk", "mediation-pool")
        self.trunks_of_peer = topology.index("trunk", "peer")
        self.lost_peers = [t for t in self.trunks if "peer" in t.broken]
        self.lost_pools = [t for t in self.trunks if "mediation-pool" in t.broken]
        self.lost_trunks = "trunk" in topology.doubtful
        self.configs = {}
        self.lost_configs = "trunk-config" in topology.doubtful
        for config in topology.of("trunk-config"):
            self.lost_configs |= "scope" in config.broken
            self.configs.setdefault(config.get("scope"), config)
        self.trunks_over = self.over_connections()
        vlans = topology.of("vlan")
        self.vlans_known = bool(vlans) and not any("members" in v.broken for v in vlans) and \
            not topology.doubtful & {"vlan", "interface", "server"}

    def report(self, rule, element):
        self.findings.append((rule, element.id or ""))

    def trunk_fact(self, trunk, name):
        """Its own value, else that of trunk-defaults; None also for one that could not be read."""
        value = trunk.at.get(name)
        if value is None and name not in trunk.broken and self.defaults is not None:
            value = self.defaults.at.get(name)
        return value

    def over_connections(self):
        table = {}
        for trunk in self.trunks:
            connection = self.trunk_fact(trunk, "connection")
            if connection is not None:
                table.setdefault(connection, []).append(trunk)
        return table

    def config(self, trunk):
        """The effective trunk configuration: an element, None for product defaults, False where not known."""
        pool = trunk.get("mediation-pool")
        for scope in (trunk, pool.site() if pool is not None else None, "global"):
            config = self.configs.get(scope) if scope is not None else None
            if config is not None:
                return config
            if self.lost_configs or scope is None:
                return False
        return None

    def config_fact(self, trunk, name, default):
        config = self.config(trunk)
        if config is False or config is not None and name in config.broken:
            return None
        return default if config is None else config.get(name, default)

    def srtp(self, trunk):
        """none, required, optional or not-supported; TCP turns it off whatever is configured."""
        transport = self.trunk_fact(trunk, "transport")
        if transport == "tcp":
            return "none"
        return self.config_fact(trunk, "srtp", "required") if transport else None

    def servers(self, pool):
        own = pool.of_kind("server")
        front_end = pool.get("front-end-pool")
        if own or pool.get("placement") != "collocated" or front_end is None:
            return own
        return front_end.of_kind("server")

    def outer_interfaces(self, server):
        """What of it faces the provider: its external interfaces, or all where none is called so."""
        own = server.of_kind("interface")
        return [i for i in own if i.get("side") == "external"] or own

    def provider_of(self, trunk):
        peer = trunk.get("peer")
        return peer.parent if peer is not None and peer.kind == "sbc" else None

    def peer_port(self, trunk):
        own = self.trunk_fact(trunk, "peer-port")
        peer = trunk.get("peer")
        transport = self.trunk_fact(trunk, "transport")
        if own is not None or peer is None or transport not in PEER_PORTS:
            return own
        name, plain, branch = PEER_PORTS[transport]
        if name in peer.broken:
            return None
        pools = [t.get("mediation-pool") for t in self.trunks_of_peer[peer]]
        at_branch = all(p is not None and p.kind == "survivable-branch-appliance" for p in pools)
        return peer.get(name, branch if at_branch and peer.kind == "gateway" else plain)

    def pool_port(self, pool, transport):
        """None: it does not listen for that transport."""
        if transport == "tls":
            return pool.get("tls-port", "5067")
        return pool.get("tcp-port") if transport == "tcp" else None

    def mediation_port(self, trunk):
        own = self.trunk_fact(trunk, "mediation-port")
        pool = trunk.get("mediation-pool")
        if own is not None or pool is None:
            return own
        return self.pool_port(pool, self.trunk_fact(trunk, "transport"))


def address_of(interface):
    text = interface.get("ip")
    return text.partition("/")[0] if text else None


def inside(outer, text):
    """Whether a prefix, or an address, holds the address."""
    net = values.network(outer)
    other = values.network(text.partition("/")[0])
    return net.version == other.version and other.subnet_of(net)
