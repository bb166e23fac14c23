# SPDX-License-Identifier: MIT
"""Facts that few deployments have, so that rules about them have something to judge in some of the generated ones."""


def configuration(site, scope, **settings):
    """A trunk configuration, at times with rules for what comes back and for the numbers that go out."""
    after = site.deployment.after
    if not site.maybe(0.2):
        after.leaf("trunk-config", scope=scope, **settings)
        return
    after.open("trunk-config", scope=scope, **settings)
    after.leaf("response-code", received=site.chance.choice([0, 486, 500]), isup=34, translated=503)
    # The narrower ones above the wider ones.
    after.leaf("translate", pattern=r"^\+(\d+);ext=\d+$", replacement="+$1")
    after.leaf("translate", pattern=r"^\+1206(\d{7})$", replacement="+1206$1")
    after.leaf("translate", pattern=r"^\+1(\d{10})$", replacement="+1$1")
    after.close("trunk-config")


def hidden_caller(site):
    """What a route says that shows another number in place of the caller's."""
    return {"suppress_caller_id": True, "alternate_caller_id": "+12065550100"} if site.maybe(0.2) else {}


def bound_to_place(site, names):
    """Location-based routing on the site's own trunks; what stands in for them is free."""
    if site.maybe(0.2):
        for name in names:
            configuration(site, f"trunk:{name}", srtp="optional", media_bypass=site.deployment.bypass,
                          location_restriction=True, network_site=f"{site.id}-ns")


def front_end_firewall(site):
    """Between the Front End pool and stand-alone Mediation Servers."""
    if site.maybe(0.2):
        top = site.deployment.top
        top.open("firewall", id=f"{site.id}-fe-fw", protects=f"{site.id}-fe")
        top.leaf("permit", protocol="tcp", ports="5060-5061 5070")
        top.leaf("permit", protocol="udp")
        top.close("firewall")


def open_to_clients(deployment):
    """A provider that takes media from clients, and what that means for its SBCs."""
    if not deployment.bypass or deployment.chance.random() < 0.5:
        return {}, {"media_bypass_supported": False}
    return ({"accepts_client_media": True, "internal_addresses_disclosed": True},
            {"media_bypass_supported": True, "media_bypass_listed": True, "nat": False})


def local_emergency(site):
    """Emergency calls leave by a gateway of the site that tells the location."""
    if not site.deployment.plain and site.maybe(0.3):
        site.deployment.after.leaf("emergency", method="elin", sites=site.id)


def own_trunk(site, provider_trunks):
    """A branch with a SIP trunk of its own, for it must survive alone."""
    after = site.deployment.after
    provider = site.chance.choice(site.deployment.providers)
    after.leaf("connection", id=f"{site.id}-pc", kind="private-line", site=site.id, provider=provider,
               bandwidth_kbps=20000, qos=True, isolated=True)
    trunks = provider_trunks(site, provider, f"{site.id}-pc", "p")
    after.leaf("voice-route", id=f"{site.id}-r4", pattern=r"^\+44\d{6,12}$", trunks=" ".join(trunks),
               usages=f"{site.id}-pu1", priority=0)


def through_lync(site, numbers, provider_trunks):
    """Calls that come in from the site's PBX may go out again, and those of its people find the way to it."""
    after = site.deployment.after
    provider = site.chance.choice(site.deployment.providers)
    after.leaf("connection", id=f"{site.id}-pc", kind="private-line", site=site.id, provider=provider,
               bandwidth_kbps=20000, qos=True, isolated=True)
    provider_trunks(site, provider, f"{site.id}-pc", "p")
    configuration(site, f"trunk:{site.id}-t1", srtp="optional", media_bypass=site.deployment.bypass,
                  pstn_usages=f"{site.id}-pu1", alternate_bypass_id="hairpin")
    after.leaf("voice-route", id=f"{site.id}-r0", pattern=numbers, trunks=f"{site.id}-t1", usages=f"{site.id}-pu1",
               priority=0)


def last_resort(site):
    """The trunks to a provider of a site whose PBX goes through Lync."""
    return [f"{site.id}-p1", f"{site.id}-p2"]


def with_extension(site, numbers):
    """One number more, behind which an extension is dialled: the people of the site are still one hundred."""
    if not site.maybe(0.3):
        return numbers
    first, _, last = numbers.partition("-")
    return f"{first}-{int(last) - 1:03d} {first[:-3]}900;ext=1{site.number % 100:02d}"


def two_ranges(site):
    """Numbers of a large branch, and the pattern that takes them."""
    first, _ = site.range(1000)
    second, _ = site.range(200)
    thousands = f"{first[1:9]}", f"{second[1:9]}"
    return f"{first} {second}", rf"^\+({thousands[0]}|{thousands[1]})\d{{3}}$"
