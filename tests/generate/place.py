# SPDX-License-Identifier: MIT
"""One site of a generated deployment."""


class Site:
    """One site: its name, its share of the numbers and of the addresses, and how many lines it needs."""

    def __init__(self, deployment, number):
        self.deployment = deployment
        self.chance = deployment.chance
        self.number = number
        self.id = f"s{number}"
        self.hosts = 10
        # Beside other documents a plain deployment keeps out of the addresses that everybody uses in examples.
        self.network = f"10.{number // 200 + (100 if deployment.plain else 0)}.{number % 200}"
        self.gateways = f"172.{22 if deployment.plain else 21}.{number % 250}"
        self.gateway_hosts = 10
        self.front_ends = 0
        self.edges = []  # external addresses of its Edge Servers
        self.groups = 0
        self.places = {"WA": "Seattle", "CO": "Denver"}

    def ip(self):
        self.hosts += 1
        return f"{self.network}.{self.hosts}"

    def gateway_ip(self):
        """Gateways stand in a subnet of their own."""
        self.gateway_hosts += 1
        return f"{self.gateways}.{self.gateway_hosts}"

    def public(self):
        self.deployment.publics += 1
        n = self.deployment.publics
        return f"8.{n // 250 // 250 % 250}.{n // 250 % 250}.{n % 250 + 1}"

    def range(self, size):
        """A range of numbers of its own, and the pattern that takes exactly it."""
        first = 12060000000 + self.number * 10000 + self.groups * 1000
        self.groups += 1
        last = first + size - 1
        return f"+{first}-{last % 1000:03d}", f"^\\+{first // 1000}\\d{{3}}$"

    def maybe(self, share=0.5):
        return self.chance.random() < share
