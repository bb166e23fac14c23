# SPDX-License-Identifier: MIT
"""Rules of trunks, their pools and their providers: TRK001 to TRK006, MED001, HAV002 to HAV004 and BYP001."""
from collections import defaultdict


def roots(plan):
    """Every peer has one root trunk; a trunk whose peer is unresolved may be the root of any."""
    may_be_root = plan.lost_trunks or any(t.get("root") != "false" for t in plan.lost_peers)
    for trunks in plan.trunks_of_peer.values():
        marked = [t for t in trunks if t.get("root") == "true"]
        if len(marked) > 1:
            for trunk in marked:
                plan.report("TRK001", trunk)
        elif not may_be_root and all(t.get("root") == "false" for t in trunks):
            for trunk in trunks:
                plan.report("TRK001", trunk)


def twins(plan):
    names, tuples = defaultdict(list), defaultdict(list)
    for trunk in plan.trunks:
        if trunk.get("name") is not None:
            names[trunk.get("name")].append(trunk)
        key = (trunk.get("mediation-pool"), plan.mediation_port(trunk), trunk.get("peer"), plan.peer_port(trunk))
        if None not in key:
            tuples[key].append(trunk)
    for rule, table in (("TRK002", names), ("TRK003", tuples)):
        for same in table.values():
            for trunk in same if len(same) > 1 else ():
                plan.report(rule, trunk)


def ports(plan):
    for trunk in plan.trunks:
        pool, peer = trunk.get("mediation-pool"), trunk.get("peer")
        transport = plan.trunk_fact(trunk, "transport")
        if pool is not None and transport is not None:
            listening = plan.pool_port(pool, transport)
            if transport == "tcp" and listening is None and "tcp-port" not in pool.broken:
                plan.report("TRK006", trunk)
            port = plan.trunk_fact(trunk, "mediation-port")
            off = transport == "tcp" and listening is None
            if port is not None and not off and f"{transport}-port" not in pool.broken:
                if listening is None or int(port) != int(listening):
                    plan.report("TRK004", trunk)
        if transport == "tls" and peer is not None and peer.get("ip") and not peer.get("fqdn"):
            if "fqdn" not in peer.broken:
                plan.report("TRK005", trunk)


def provider_pools(plan):
    """{provider: {pool: its trunks to that provider}}"""
    table = defaultdict(lambda: defaultdict(list))
    for trunk in plan.trunks:
        provider, pool = plan.provider_of(trunk), trunk.get("mediation-pool")
        if provider is not None and pool is not None:
            table[provider][pool].append(trunk)
    return table


def served_providers(plan, pools_of):
    """Providers of a SIP trunk: by a trunk to an SBC of theirs, or by a SIP line to our own SBC."""
    served = dict.fromkeys(pools_of)
    for trunk in plan.trunks:
        if plan.provider_of(trunk) is not None:
            served[plan.provider_of(trunk)] = None
    for line in plan.topology.of("pstn-line"):
        box, provider = line.get("ends-on"), line.get("provider")
        if box is not None and provider is not None and line.get("kind") == "sip" and box.get("kind") == "sbc":
            served[provider] = None
    return served


def providers(plan):
    pools_of = provider_pools(plan)
    central = sum(s.get("kind") == "central" for s in plan.topology.of("site"))
    for provider in served_providers(plan, pools_of):
        procedure = provider.get("failover-procedure", "")
        if provider.get("high-availability") == "true" and not procedure.strip():
            plan.report("HAV002", provider)
        if central > 1 and provider.get("cross-central-site") == "false":
            plan.report("HAV004", provider)
        for pool, trunks in pools_of.get(provider, {}).items():
            trunk_model(plan, provider, pool, len(trunks))
    for pool in plan.topology.of("mediation-pool"):
        to_provider = any(plan.provider_of(t) for t in plan.trunks_of_pool.get(pool, ()))
        if to_provider and pool.get("placement") == "collocated":
            plan.report("MED001", pool)


def trunk_model(plan, provider, pool, count):
    """One trunk and address a server, or several; a trunk with an unresolved end may be one more."""
    if provider.get("trunk-model") == "one-per-server":
        addresses = max((sum(i.get("side") == "external" for i in s.of_kind("interface"))
                         for s in plan.servers(pool)), default=0)
        if count > 1 or addresses > 1:
            plan.report("HAV003", provider)
    elif provider.get("trunk-model") == "several-per-server":
        possible = count + len(plan.lost_pools)
        possible += sum(t.get("mediation-pool") is pool for t in plan.lost_peers)
        wanted = provider.get("required-trunks-per-server")
        if wanted is not None and possible < int(wanted) and not plan.lost_trunks:
            plan.report("HAV003", provider)


def bypass(plan):
    """Media bypass is recommended where the box at the far end supports it; SIP trunks to providers aside."""
    able = [t for t in plan.trunks if t.get("peer") is not None and t.get("peer").kind in ("gateway", "pbx")
            and t.get("peer").get("media-bypass-supported") == "true"]
    if not able:
        return
    topology = plan.topology.of("topology")[0]
    if topology.get("media-bypass", "off") == "off" and "media-bypass" not in topology.broken:
        plan.report("BYP001", topology)
    to_change = {}
    for trunk in able:
        if plan.config_fact(trunk, "media-bypass", "false") == "false":
            to_change[plan.config(trunk) or trunk] = None
    for element in to_change:
        plan.report("BYP001", element)


def judge(plan):
    roots(plan)
    twins(plan)
    ports(plan)
    providers(plan)
    bypass(plan)
