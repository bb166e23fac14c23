#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which way a call goes, by the general laws of the guidance only: an oracle for tests, which shares nothing with the
engine but the documents.

The laws: signalling of whoever is on Enterprise Voice passes Front End and Mediation Server, whatever media does; the
Mediation Server ends media on both sides unless media bypass takes it out; a remote worker comes through the Edge and
never bypasses; a box does with a number what its number-routes say; a number that the Front End knows stays on IP;
routing is dial plan, voice policy, usages in order, routes by priority, and with nothing failed the first trunk.
Where documents leave several ways open, all of them are acceptable.

usage: oracle.py --self-test              rows.json must be what the oracle says
       oracle.py FILE FROM TO [--bypass-off]    what is acceptable for one call
"""
import argparse
import json
import sys
from collections import namedtuple
from itertools import product
from pathlib import Path

from bypass import NO, bypass
from plan import Plan, local, takes, truth

HERE = Path(__file__).resolve().parent
DEPTH = 6  # boxes that hand a call on to each other; more is a loop

# A stretch of the way: hops of signalling and of media, the trunks it takes, and what its end is ("pstn", an id).
Way = namedtuple("Way", "signalling media trunks end bypass", defaults=([], [], [], None, False))
Callee = namedtuple("Callee", "kind id element remote number")
Verdict = namedtuple("Verdict", "kinds outcomes ways open")


class Open(Exception):
    """The documents do not say what becomes of the call."""


def before(hops, way, media=None, trunks=()):
    """The same way, with more in front of it."""
    return way._replace(signalling=[*hops, *way.signalling], media=[*(hops if media is None else media), *way.media],
                        trunks=[*trunks, *way.trunks])


def without_repeats(hops):
    """A box with two roles is one hop: the appliance that is both registrar and Mediation Server."""
    return [hop for n, hop in enumerate(hops) if n == 0 or hop != hops[n - 1]]


class Oracle:
    def __init__(self, plan):
        self.plan = plan

    # --- who ---

    def callee(self, caller, to=None, dialled=None):
        """The party that was called. `caller` is an element, or None for somebody on the PSTN."""
        if dialled is not None:
            to = self.plan.normalized(caller, dialled)
            if to is None:
                raise Open("no dial plan rule takes the digits")
        name, _, remote = to.partition("/")
        element = self.plan.get(name)
        number = to
        if element is not None:
            number = self.plan.number_of(element)
            if number is None:
                raise Open(f"{name} has no number")
        else:
            element = self.plan.owner(to)
        if element is None:
            voice = caller is not None and self.voice(caller)
            emergency = voice and (self.plan.emergency(caller, number) or number in ("+911", "+112", "911", "112"))
            return Callee("emergency" if emergency else "pstn", "pstn", None, False, number)
        kind = {"device": "device", "unified-messaging": "um"}.get(local(element))
        if kind is None:
            kind = "remote" if remote else "ev" if self.plan.has_voice(element) else "pbx"
        return Callee(kind, to if remote else element.get("id"), element, bool(remote), number)

    def voice(self, element):
        return local(element) != "unified-messaging" and self.plan.on_ip(element)

    def edges(self, users, pool=None):
        """Edge pools a remote worker may come in by: the Mediation pool's, that of the registrar's site, any."""
        home = self.plan.get(self.plan.registrar(users))
        found = [self.plan.get(pool).get("edge-pool")] if pool else []
        found += [e.get("id") for e in self.plan.kind("edge-pool") if self.plan.site(e) is self.plan.site(home)]
        found = found or [e.get("id") for e in self.plan.kind("edge-pool")]
        return sorted({e for e in found if e})

    # --- the Lync side ---

    def arrive(self, callee, pool=None, first=None):
        """From a Mediation pool, or from a Front End `first`, to somebody whom the Front End knows."""
        home = self.plan.registrar(callee.element)
        if callee.kind == "um":  # not registered anywhere: the Front End that has the call sends it there
            home = first or self.plan.get(pool).get("front-end-pool") or home
        if home is None:
            raise Open("no registrar")
        starts = [[first]] if first else [[]]
        if pool:
            following = self.plan.get(pool).get("front-end-pool")
            if home in (pool, following) or not following:
                starts = [[pool]]
            else:  # the Mediation Server's next hop may or may not be seen before the callee's own pool
                starts = [[pool], [pool, following]]
        for start in starts:
            signalling = without_repeats([*start, home])
            if not callee.remote:
                yield Way([*signalling, callee.id], [callee.id], [], callee.id)
                continue
            for edge in self.edges(callee.element, pool):
                yield Way([*signalling, edge, callee.id], [edge, callee.id], [], callee.id)

    def from_trunk(self, trunk, callee, depth):
        """Into a Mediation Server: the hops between its peer and it stand in front."""
        pool = trunk.get("mediation-pool")
        for chain in self.plan.chains(trunk):
            back = chain[::-1]
            if callee.element is None or not self.plan.on_ip(callee.element):
                yield from self.joined(trunk, back, callee, depth)
                continue
            answers = NO
            if callee.kind == "ev":
                answers = bypass(self.plan, callee.element, callee.remote, trunk)
            elif callee.kind != "remote":
                answers = {True, False} if self.plan.root.get("media-bypass", "off") != "off" else NO
            for way, answer in product(self.arrive(callee, pool), answers):
                yield before(back, way, back if answer else [*back, pool], [trunk.get("id")])._replace(bypass=answer)

    def joined(self, trunk, back, callee, depth):
        """Inter-trunk routing: usages of the trunk a call came by choose the trunk it leaves by."""
        config = self.plan.config(trunk)
        usages = (config.get("pstn-usages") or "").split() if config is not None else []
        pool = trunk.get("mediation-pool")
        front = self.plan.get(pool).get("front-end-pool")
        for way in self.leave(usages, callee, depth):
            hops = [*back, pool, front] if front else [*back, pool]
            # Where two pools meet, documents show one Mediation Server in the media path; both end it.
            for media in ([*back, pool], back):
                yield before(hops, way._replace(media=without_repeats([*media, *way.media])), [], [trunk.get("id")])

    def leave(self, usages, callee, depth, users=None, remote=False):
        """Outbound routing: from the Mediation Server on. No route: no way at all."""
        route, trunks = self.plan.first_route(usages, callee.number)
        if route is None:
            return
        trunk = self.plan.get(trunks[0])
        if callee.kind == "emergency" and users is not None:
            own = [t for e in self.plan.emergency(users, callee.number) for t in (e.get("trunks") or "").split()]
            if own and trunk.get("id") not in own:
                trunk = self.plan.get(own[0])
        peer = self.plan.get(trunk.get("peer"))
        answers = bypass(self.plan, users, remote, trunk) if users is not None and local(users) == "users" else NO
        for chain, answer in product(self.plan.chains(trunk), answers):
            for way in self.box(peer, callee, depth, arrived=trunk):
                signalling = [trunk.get("mediation-pool"), *chain]
                media = chain if answer else signalling
                if local(peer) == "pbx" and truth(peer, "media-termination-point") is False and way.end != "pstn":
                    way = way._replace(media=way.media[1:])  # no termination point: media goes to the phone itself
                yield before(signalling, way, media, [trunk.get("id")])._replace(bypass=answer)

    def out_of_lync(self, caller, hops, media, callee):
        """A caller whom a Front End knows; `hops` and `media` lead up to and with that Front End."""
        if callee.element is not None and self.plan.on_ip(callee.element):
            for way in self.arrive(callee, first=hops[-1]):
                for direct in ([media, way.media], [media[:1], way.media[-1:]]) if len(media) > 1 and callee.remote \
                        else ([media, way.media],):
                    yield way._replace(signalling=[*hops[:-1], *way.signalling], media=without_edges(*direct))
            return
        policy = self.plan.scoped("voice-policy", caller, "voice-policy")
        if policy is None and local(caller) == "device":
            raise Open("nothing gives a device a voice policy")
        usages = (policy.get("usages") or "").split() if policy is not None else []
        for way in self.leave(usages, callee, 0, caller, len(media) > 1):
            yield before(hops, way, media)

    # --- boxes ---

    def box(self, box, callee, depth, arrived=None, from_pstn=False):
        """What gateway, SBC or PBX does with the number; the way starts with the box."""
        if depth > DEPTH:
            return
        if local(box) == "pbx":
            ways = self.pbx(box, callee, depth, from_pstn)
        else:
            ways = self.gateway(box, callee, depth, arrived, from_pstn)
        for way in ways:
            yield before([box.get("id")], way)

    def routed(self, box, callee):
        """The target of the first number-route that takes the number, or None."""
        for route in box:
            if isinstance(route.tag, str) and local(route) == "number-route" and \
                    takes(route.get("pattern"), callee.number):
                return self.plan.get(route.get("to"))
        return None

    def pbx(self, box, callee, depth, from_pstn):
        own = callee.element is not None and (callee.element.get("pbx") == box.get("id") and callee.kind == "pbx"
                                              or callee.element.get("attached-to") == box.get("id"))
        if own:
            yield Way([callee.id], [callee.id], [], callee.id)
            return
        target = self.routed(box, callee)
        if target is None:
            lines = self.plan.where("pstn-line", "ends-on", box.get("id"))
            ties = self.plan.where("tie-line", "pbx", box.get("id"))
            trunks = self.plan.where("trunk", "peer", box.get("id"))
            known = callee.element is not None and self.plan.on_ip(callee.element)
            targets = {"own-line": lines, "gateway": ties, "lync": trunks}.get(box.get("egress"))
            if targets is None or (known and trunks):
                targets = (trunks or ties) if known else [*lines, *ties, *trunks]
        else:
            targets = [target]
        yield from self.onward(box, targets, callee, depth, from_pstn)

    def gateway(self, box, callee, depth, arrived, from_pstn):
        target = self.routed(box, callee)
        if target is not None:
            yield from self.onward(box, [target], callee, depth, from_pstn)
            return
        element = callee.element
        if element is not None and element.get("attached-to") == box.get("id"):
            targets = [element]
        elif element is not None and self.plan.on_ip(element) and arrived is None:
            targets = self.plan.where("trunk", "peer", box.get("id"))
        elif element is not None and callee.kind == "pbx" and self.plan.where("tie-line", "gateway", box.get("id")):
            targets = self.plan.where("tie-line", "gateway", box.get("id"))
        elif local(box) == "sbc" and arrived is not None:
            yield from self.to_pstn(callee, depth, from_pstn)
            return
        else:
            targets = self.plan.where("pstn-line", "ends-on", box.get("id"))
        if not targets:
            raise Open(f"nothing says what {box.get('id')} does with {callee.number}")
        yield from self.onward(box, targets, callee, depth, from_pstn)

    def onward(self, box, targets, callee, depth, from_pstn):
        for target in targets:
            kind = local(target)
            if kind == "trunk":
                yield from self.from_trunk(target, callee, depth + 1)
            elif kind == "tie-line":
                other = target.get("gateway") if local(box) == "pbx" else target.get("pbx")
                yield from self.box(self.plan.get(other), callee, depth + 1, from_pstn=from_pstn)
            elif kind == "pstn-line":
                yield from self.to_pstn(callee, depth, from_pstn)
            elif kind == "device":
                if callee.id == target.get("id"):
                    yield Way([callee.id], [callee.id], [], callee.id)
            else:
                yield from self.box(target, callee, depth + 1, from_pstn=from_pstn)

    def to_pstn(self, callee, depth, from_pstn):
        if from_pstn:
            return  # in by one line and out by another: no call that anybody planned
        yield Way(["pstn"], ["pstn"], [], "pstn")
        if callee.element is not None:  # the PSTN brings it back; how that is shown is open
            for way in self.in_from_pstn(callee, depth + 1):
                yield before(["pstn"], way)

    # --- callers ---

    def in_from_pstn(self, callee, depth=0):
        boxes = [self.plan.get(line.get("ends-on")) for line in self.plan.lines_for(callee.number)]
        sbcs = self.plan.kind("sbc")
        if not boxes:
            boxes = [s for s in sbcs if self.routed(s, callee) is not None]
        if not boxes and callee.element is not None:
            home = self.plan.registrar(callee.element)
            # What a branch has of its own brings its own numbers, not those of the pool that stands behind it.
            pools = {home} | {p.get("id") for p in self.plan.kind("mediation-pool") if p.get("front-end-pool") == home}
            serving = {t.get("peer") for t in self.plan.kind("trunk") if t.get("mediation-pool") in pools}
            boxes = [s for s in sbcs if s.get("id") in serving]
        for box in boxes:
            yield from self.box(box, callee, depth, from_pstn=True)

    def from_device(self, element, callee):
        holder = self.plan.get(element.get("attached-to") or "")
        if holder is None:
            raise Open("attached to nothing")
        if self.voice(element):
            yield from self.out_of_lync(element, [element.get("id"), holder.get("id")], [element.get("id")], callee)
            return
        if local(holder) != "pbx" and self.routed(holder, callee) is None:
            raise Open("whether a device's call passes the Mediation Server is silent")
        for way in self.box(holder, callee, 0):
            yield before([element.get("id")], way)

    def from_users(self, users, remote, callee):
        name = users.get("id")
        if not self.plan.has_voice(users):
            pbx = self.plan.get(users.get("pbx"))
            for way in self.box(pbx, callee, 0):
                direct = way.trunks and self.plan.get(way.trunks[0]).get("peer") == pbx.get("id")
                if direct and truth(pbx, "media-termination-point") is False:
                    way = way._replace(media=way.media[1:])
                yield before([name], way)
            return
        home = self.plan.registrar(users)
        if not remote:
            yield from self.out_of_lync(users, [name, home], [name], callee)
            return
        policy = self.plan.scoped("voice-policy", users, "voice-policy")
        _, trunks = self.plan.first_route((policy.get("usages") or "").split() if policy is not None else [],
                                          callee.number)
        pool = self.plan.get(trunks[0]).get("mediation-pool") if trunks else None
        for edge in self.edges(users, pool):
            far = f"{name}/remote"
            yield from self.out_of_lync(users, [far, edge, home], [far, edge], callee)

    def judge(self, caller, to=None, dialled=None):
        """The verdict on a call, as `simulate` would be asked for it."""
        name, _, remote = caller.partition("/")
        element = self.plan.get(name)
        kind = "pstn" if element is None else "device" if local(element) == "device" else \
            "remote" if remote else "ev" if self.plan.has_voice(element) else "pbx"
        if to is not None and self.plan.get(to.partition("/")[0]) is None and not to.startswith("+"):
            to, dialled = None, to
        try:
            callee = self.callee(element, to, dialled)
        except Open as why:
            return Verdict(None, None, [], str(why))
        kinds = {f"{kind}-to-{callee.kind}"}
        if callee.kind == "emergency" and not self.plan.emergency(element, callee.number):
            kinds.add(f"{kind}-to-pstn")  # nothing in the plan calls the number an emergency number
        try:
            if element is None:
                ways = [before(["pstn"], way) for way in self.in_from_pstn(callee)]
            elif kind == "device":
                ways = list(self.from_device(element, callee))
            else:
                ways = list(self.from_users(element, bool(remote), callee))
        except Open as why:
            return Verdict(kinds, None, [], str(why))
        ways = [w._replace(signalling=without_repeats_between(w.signalling)) for w in ways if w.end]
        if not ways:
            outcomes = {"failed", "no-route", "no-such-party"}
            if callee.kind == "pstn":
                kinds = None  # nobody has the number: what it would have been is open
        else:
            outcomes = {"connected"}
        if callee.element is not None and any(w.end == "pstn" for w in ways):
            kinds.add(f"{kind}-to-pstn")
        if element is not None and any("pstn" in w.signalling[:-1] for w in ways):
            outcomes |= {"failed", "no-route", "no-such-party"}  # two calls over the PSTN are more than one plan says
        return Verdict(kinds, outcomes, ways, None)


def without_repeats_between(hops):
    """Repeats of the ends stay: a group may call itself."""
    return [hops[0], *without_repeats(hops[1:-1]), hops[-1]]


def without_edges(first, last):
    """Media between two people: an Edge pool that serves both of them may stand once or twice."""
    return [*first, *last[1:]] if len(first) > 1 and len(last) > 1 and first[-1] == last[0] else [*first, *last]


# --- rows.json ---

def options(words):
    """Hop lists of a row: one string, or several where the documents accept several."""
    return [w.split() for w in ([words] if isinstance(words, str) else words)]


def plan_file(name):
    own = HERE / "plans" / f"{name}.xml"
    return own if own.exists() else HERE.parents[1] / "samples" / f"{name}.xml"


def rows():
    return json.loads((HERE / "rows.json").read_text())["rows"]


def disagreements(row):
    """Where the hand-written row is not what the oracle says."""
    plan = Plan(plan_file(row["plan"]), "off" if row.get("bypass") == "off" else None)
    said = Oracle(plan).judge(row["from"], row.get("to"), row.get("dialled"))
    if said.open:
        return [f"open: {said.open}"]
    wrong = []
    if said.kinds is not None and row["kind"] not in said.kinds:
        wrong.append(f"kind {row['kind']}, oracle {sorted(said.kinds)}")
    if row["outcome"] not in said.outcomes:
        wrong.append(f"outcome {row['outcome']}, oracle {sorted(said.outcomes)}")
    for name in ("signalling", "media"):
        mine = [getattr(way, name) for way in said.ways]
        for hops in options(row.get(name, [])):
            if hops not in mine:
                wrong.append(f"{name} {hops}, oracle {mine}")
        for hops in mine:
            if name in row and hops not in options(row[name]):
                wrong.append(f"{name}: oracle also takes {hops}")
    if "trunk" in row and not any(way.trunks[-1:] == [row["trunk"]] for way in said.ways):
        wrong.append(f"trunk {row['trunk']}, oracle {[way.trunks for way in said.ways]}")
    if "bypassed" in row and not any(way.bypass == row["bypassed"] for way in said.ways):
        wrong.append(f"bypass {row['bypassed']}, oracle {[way.bypass for way in said.ways]}")
    return wrong


def broken(words):
    """The hop lists without their second hop: what must be seen as wrong."""
    return [" ".join([hops[0], *hops[2:]]) for hops in options(words)]


def self_test():
    judged = 0
    failed = 0
    for row in rows():
        if row.get("fail"):
            continue  # the laws speak of nothing failed; these rows are for the program
        judged += 1
        if "signalling" in row and not disagreements({**row, "signalling": broken(row["signalling"])}):
            failed += 1
            print(f"{row['plan']}: {row['row']}: a hop may be missing and nobody sees it")
        for wrong in disagreements(row):
            failed += 1
            print(f"{row['plan']}: {row['row']} ({row['from']} to {row.get('to') or row['dialled']}): {wrong}")
    print(f"oracle: {judged} rows, {failed} disagreements")
    return 1 if failed or not judged else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--bypass-off", action="store_true")
    parser.add_argument("call", nargs="*")
    asked = parser.parse_args()
    if asked.self_test:
        return self_test()
    if len(asked.call) != 3:
        parser.error("FILE FROM TO")
    path, caller, to = asked.call
    said = Oracle(Plan(path, "off" if asked.bypass_off else None)).judge(caller, to)
    print("kind", sorted(said.kinds or ()), "outcome", sorted(said.outcomes or ()), said.open or "")
    for way in said.ways:
        print("  signalling", *way.signalling, "\n  media", *way.media, "\n  trunks", *way.trunks, "bypass", way.bypass)
    return 0


if __name__ == "__main__":
    sys.exit(main())
