# SPDX-License-Identifier: MIT
"""Central sites of a generated deployment that stand in for each other: each Front End pool has its backup at the next."""


class Pairs:
    """A ring over the central sites; one alone has no backup. All pools are alike, as pairs must be."""

    def __init__(self, chance, central):
        self.next = {number: central[(place + 1) % len(central)] for place, number in enumerate(central)
                     if len(central) > 1}
        self.edition = chance.choice(["standard", "enterprise"])
        self.kind = {"edition": self.edition, "virtual": chance.random() < 0.5,
                     "os": chance.choice(["Windows Server 2008 R2", "Windows Server 2012"]), "capacity_users": 5000,
                     "failure_detection_s": chance.choice([None, 30, 300, 86400])}

    def backup(self, number):
        return f"s{self.next[number]}-fe" if number in self.next else None

    def write(self, after):
        """A resilient WAN link beside each pair."""
        links = {tuple(sorted(pair)) for pair in self.next.items()}
        for one, other in sorted(links):
            after.leaf("wan-link", id=f"s{one}-s{other}-wan", between=f"s{one} s{other}", bandwidth_kbps=100000,
                       qos=True, constrained=False, resilient=True)


def in_service(site, servers):
    """What the servers of a pool are and do; one that must survive has a second server, and so has its Edge pool."""
    return {"high_availability_required": servers > 1 and len(site.edges) != 1 and site.maybe(), "dscp_audio": 46,
            "hyper_threading": site.maybe(), "host_ipsec_media": False, "receive_side_scaling": True, "monitoring": True}
