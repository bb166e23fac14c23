# SPDX-License-Identifier: MIT
"""Rules of the deployment options of a site: OPT001 to OPT035 as far as the peer judges them."""
import peer_values as values
from peer_plan import POOLS

VOICE = ("enterprise-voice", "both")
CLIENTS = ("lync-2013", "lync-phone-edition", "sfb")  # the last one came with the later products
DECLARED = {"behind-pbx": "behind", "in-front-of-pbx": "front", "voip-only": "voip", "sip-trunking": "sip"}
INCREMENTAL = ("behind", "front", "both", "neither", "unknown")


def pools_of(plan, site):
    """Its own Mediation pools and appliances, else those of its central site."""
    own = site.of_kind(*POOLS)
    central = site.get("central-site")
    return own if own or central is None else central.of_kind(*POOLS)


def is_sip_line(line):
    box = line.get("ends-on")
    return line.get("kind") == "sip" and line.get("provider") is not None and box.get("kind") == "sbc"


def has_provider(plan, site):
    if any(plan.provider_of(t) for pool in pools_of(plan, site) for t in plan.trunks_of_pool.get(pool, ())):
        return True
    lines = plan.topology.index("pstn-line", "ends-on")
    return any(is_sip_line(line) for box in site.of_kind("gateway") for line in lines.get(box, ()))


class SiteView:
    """One site with what its option turns on."""

    def __init__(self, plan, site):
        self.site = site
        self.users = site.of_kind("users")
        self.voice = [u for u in self.users if u.get("telephony") in VOICE]
        named = [u.get("pbx") for u in self.users if u.get("pbx") is not None]
        self.pbxs = list(dict.fromkeys([*site.of_kind("pbx"), *named]))
        self.pools = pools_of(plan, site)
        ties = plan.topology.index("tie-line", "pbx")
        self.tied = dict.fromkeys(t.get("gateway") for x in self.pbxs for t in ties.get(x, ()) if t.get("gateway"))
        self.direct = [t for x in self.pbxs for t in plan.trunks_of_peer.get(x, ())]
        lines = plan.topology.index("pstn-line", "ends-on")
        self.on_pbx = [n for x in self.pbxs for n in lines.get(x, ())]
        here = [n for g in site.of_kind("gateway") for n in lines.get(g, ()) if not is_sip_line(n)]
        tied = [n for g in self.tied for n in lines.get(g, ()) if not is_sip_line(n)]
        self.on_gateway = list(dict.fromkeys([*tied, *here] if self.direct else tied))
        self.stray = [n for n in here if n not in self.on_gateway]
        self.to_provider = has_provider(plan, site)
        self.lines_described = plan.topology.described("pstn-line")
        self.option = self.derive()

    def derive(self):
        declared = DECLARED.get(self.site.get("deployment"))
        if declared not in (None, "sip"):
            return declared
        if not self.users:
            return None
        if not self.pbxs:
            return "voip" if self.voice else None
        if self.on_pbx and self.on_gateway:
            return "both"
        if self.on_pbx:
            return "behind"
        if self.on_gateway:
            return "front"
        if not self.lines_described:
            return "unknown" if self.voice else None
        return None if self.stray or self.to_provider else "neither"

    def certain(self, plan):
        if "deployment" in self.site.broken or any("pbx" in u.broken for u in self.users):
            return False
        lost = plan.topology.doubtful & {"pstn-line", "tie-line", "pbx", "users", "gateway"}
        boxes = any("ends-on" in n.broken for n in plan.topology.of("pstn-line"))
        ties = any({"pbx", "gateway"} & set(t.broken) for t in plan.topology.of("tie-line"))
        return not lost and not boxes and not ties


def declaration(plan, view):
    declared = view.site.get("deployment")
    if view.voice and declared is None and view.option is None and not view.to_provider:
        plan.report("OPT001", view.site)
    if declared == "sip-trunking" and not view.to_provider and not plan.lost_peers and not plan.lost_pools:
        plan.report("OPT001", view.site)
    if declared in ("behind-pbx", "in-front-of-pbx") and not view.pbxs:
        plan.report("OPT002", view.site)
    if declared == "voip-only" and view.pbxs:
        plan.report("OPT003", view.site)


def brings_calls(line, users):
    """Whether numbers of these people may enter on the line; they do where it names none."""
    numbers = line.get("numbers")
    here = [r for u in users for r in values.ranges(u.get("numbers"))]
    return numbers is None or not here or values.overlap(values.ranges(numbers), here)


def incremental(plan, view):
    site = view.site
    if view.on_pbx and view.on_gateway:
        plan.report("OPT011", site)
    elif view.pbxs and view.lines_described and not (view.on_pbx or view.on_gateway or view.stray or view.to_provider):
        plan.report("OPT011", site)
    sides = {u.get("telephony") for u in view.users}
    for users in view.users:
        if users.get("telephony") == "both":
            plan.report("OPT004", users)
        if users.get("telephony") in VOICE and users.get("dispersed") == "true":
            plan.report("OPT007", users)
        if users.get("telephony") in VOICE and "false" in (users.get("common-requirements"),
                                                           users.get("central-management")):
            plan.report("OPT006", site)
    if sides in ({"enterprise-voice"}, {"pbx"}):
        plan.report("OPT005", site)
    elsewhere = [n for n in (*view.on_gateway, *view.stray) if brings_calls(n, view.users)]
    if view.pbxs and view.option == "behind" and elsewhere:
        plan.report("OPT012", site)


def kept(old, new):
    """Whether those who had a number have it still, in the same order; new people may follow."""
    def each(text):
        return ((n, ext) for first, last, ext in values.ranges(text) for n in range(first, last + 1))
    return values.size(new) >= values.size(old) and all(a == b for a, b in zip(each(old), each(new)))


def front(plan, view):
    site = view.site
    plan.report("OPT010", site)
    if view.on_pbx:
        plan.report("OPT014", site)
    if any(u.get("telephony") == "pbx" for u in view.users):
        plan.report("OPT017", site)
    for device in site.of_kind("device"):
        to = device.get("attached-to")
        if device.get("kind") == "legacy" and "attached-to" not in device.broken and (to is None or to.kind != "pbx"):
            plan.report("OPT018", device)
    for users in view.users:
        old, new = users.get("old-numbers"), users.get("numbers")
        if users.get("telephony") in VOICE and None not in (old, new) and not kept(old, new):
            plan.report("OPT019", users)
    if plan.lost_peers or plan.lost_trunks or not view.pbxs:
        return
    for gateway in dict.fromkeys(n.get("ends-on") for n in (*view.on_gateway, *view.stray)):
        if gateway not in view.tied or not plan.trunks_of_peer.get(gateway):
            plan.report("OPT021", site)


def pbx_links(plan, view):
    for pbx in view.site.of_kind("pbx"):
        direct = plan.trunks_of_peer.get(pbx)
        lines = plan.topology.index("pstn-line", "ends-on")
        ties = [t for t in plan.topology.index("tie-line", "pbx").get(pbx, ()) if not lines.get(t.get("gateway"))]
        partner = pbx.get("direct-sip-partner")
        if direct and partner == "false":
            plan.report("OPT023", view.site)
        if direct and (pbx.get("kind") == "tdm" or pbx.get("media-bypass-supported") == "false"):
            plan.report("OPT026", view.site)
        if partner == "true" and ties:
            plan.report("OPT024", view.site)


def has_analog_gateway(site):
    return any(g.get("kind") == "analog-gateway" and g.get("qualified", "true") != "false"
               for g in site.of_kind("gateway"))


def voip_only(plan, view):
    site = view.site
    edges = [p.get("edge-pool") for p in view.pools if "edge-pool" not in p.broken]
    closed = not plan.topology.described("edge-pool") or None in edges
    closed = closed and not plan.topology.doubtful & {"edge-pool", *POOLS}
    analog = has_analog_gateway(site)
    for users in view.voice:
        if int(users.get("remote", "0")) > 0 and closed:
            plan.report("OPT030", site)
        if users.get("client") and users.get("client") not in CLIENTS and not analog:
            plan.report("OPT032", site)
        if users.get("remote-call-control") == "true":
            plan.report("OPT033", site)
        if users.get("voice-mail") == "true" and not plan.topology.described("unified-messaging"):
            plan.report("OPT034", site)
    for device in site.of_kind("device"):
        box = device.get("attached-to")
        served = box is not None and box.kind == "gateway" and box.get("qualified", "true") != "false"
        if device.get("kind") in ("fax", "analog") and not analog and not served:
            plan.report("OPT035", device)


def judge(plan):
    for site in plan.topology.of("site"):
        view = SiteView(plan, site)
        if not view.certain(plan):
            continue
        declaration(plan, view)
        if view.pbxs:
            pbx_links(plan, view)
        if view.option in INCREMENTAL:
            incremental(plan, view)
        if view.option == "front":
            front(plan, view)
        if view.voice and view.option == "voip":
            voip_only(plan, view)
