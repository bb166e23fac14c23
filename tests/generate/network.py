# SPDX-License-Identifier: MIT
"""The network configuration of a generated deployment."""


def single(deployment, address):
    """Addresses repeat in very large deployments; a subnet is mapped once."""
    is_new = address not in deployment.subnets
    deployment.subnets.add(address)
    return is_new


def write(deployment):
    """The network configuration as call admission control wants it, whether that is on or not."""
    after = deployment.after
    central = [site.id for site, is_central, _ in deployment.networks if is_central]
    regions = {}
    after.leaf("network-region", id="net-main", central_site=central[0])
    for provider, lines in deployment.clouds.items():
        after.leaf("network-region", id=f"net-{provider}", central_site=central[-1], connection=lines[0][0])
        regions.update((site, f"net-{provider}") for _, site in lines)
    after.leaf("bandwidth-policy", id="net-zero", audio_total_kbps=0, video_total_kbps=0)
    after.leaf("bandwidth-policy", id="net-trunk", audio_total_kbps=deployment.chance.choice([2000, 20000]),
               audio_session_kbps=deployment.chance.choice([None, 100, 200]))
    for site, _, edges in deployment.networks:
        after.open("network-site", id=f"{site.id}-ns", region=regions.get(site.id, "net-main"), site=site.id)
        for address in (f"{site.network}.0/24", f"172.20.{site.number % 250}.0/24", f"{site.gateways}.0/24"):
            if single(deployment, address):
                after.leaf("subnet", address=address)
        for address in edges:
            after.leaf("subnet", address=f"{address}/32")
        after.close("network-site")
    for number, provider in enumerate(deployment.providers):
        after.open("network-site", id=f"{provider}-ns", region="net-main", provider=provider, bandwidth_policy="net-zero")
        for k in (1, 2):
            after.leaf("subnet", address=f"8.9.{number % 250}.{k}/32")
        after.close("network-site")
        if not any(other == provider for _, other in deployment.ways):
            after.leaf("intersite-policy", id=f"{provider}-ip", between=f"{deployment.networks[0][0].id}-ns {provider}-ns",
                       bandwidth_policy="net-trunk", direct_link=True)
    for site, provider in deployment.ways:
        after.leaf("intersite-policy", id=f"{site}-{provider}-ip", between=f"{site}-ns {provider}-ns",
                   bandwidth_policy="net-trunk", direct_link=True)


def join(deployment, sites):
    """Links that are not scarce, from the first site to each other: media bypass wants a way between all."""
    for site in sites:
        if site is not sites[0]:
            deployment.after.leaf("wan-link", id=f"{site.id}-hub", between=f"{sites[0].id} {site.id}", qos=True,
                                  bandwidth_kbps=100000, constrained=False, resilient=True)
