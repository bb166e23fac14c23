# SPDX-License-Identifier: MIT
"""A Topology Builder document as Get-CsTopology -AsXml would print the deployment: the two formats' keys and nesting are
all that differs. Made from the description of the formats, not from the program."""
from collections import Counter

from lxml import etree

BASE = "urn:schema:Microsoft.Rtc.Management.Deploy."
T, W, R = (f"{{{BASE}{name}.2008}}" for name in ("Topology", "WritableTopology", "ServiceRoles"))


def copy(element, tag, *without, **more):
    attributes = {k: v for k, v in element.attrib.items() if k not in without}
    return etree.Element(tag, {**attributes, **more})


class Converter:
    def __init__(self, document):
        self.partial = document.find(f".//{W}PartialTopology")
        self.root = etree.Element(f"{T}Topology", nsmap={None: T[1:-1]})
        self.parts = {name: etree.SubElement(self.root, T + name)
                      for name in ("Sites", "Clusters", "SqlInstances", "Services")}
        self.cluster, self.sql, self.service = {}, {}, {}
        self.numbers = Counter()

    def sites(self):
        for tag in ("CentralSite", "RemoteSite"):
            for site in self.partial.iter(W + tag):
                new = copy(site, T + tag)
                new.extend(etree.fromstring(etree.tostring(part)) for part in site
                           if part.tag in (f"{T}Name", f"{T}Location"))
                self.parts["Sites"].append(new)
                for cluster in site.findall(f"{W}Clusters/{W}Cluster"):
                    self.add_cluster(cluster, site.get("SiteId"))

    def add_cluster(self, cluster, site):
        self.numbers[site] += 1
        key = {"SiteId": site, "Number": str(self.numbers[site])}
        self.cluster[cluster.get("UniqueId")] = key
        new = copy(cluster, f"{T}Cluster", "UniqueId", "IsSingleMachineOnly")
        new.append(etree.Element(f"{T}ClusterId", key))
        for number, machine in enumerate(cluster.iter(f"{W}Machine"), 1):
            name = machine.get("Fqdn", cluster.get("Fqdn"))
            other = copy(machine, f"{T}Machine", OrdinalInCluster=str(number), Fqdn=name)
            other.extend(etree.fromstring(etree.tostring(interface)) for interface in machine)
            new.append(other)
        self.parts["Clusters"].append(new)
        for instance in cluster.iter(f"{W}SqlInstance"):
            self.sql[instance.get("UniqueId")] = (instance.get("Name"), key)
            etree.SubElement(self.parts["SqlInstances"], f"{T}SqlInstance").append(self.sql_id(instance.get("UniqueId")))

    def sql_id(self, key):
        name, cluster = self.sql[key]
        new = etree.Element(f"{T}SqlInstanceId", Name=name)
        new.append(etree.Element(f"{T}ClusterId", cluster))
        return new

    def services(self):
        services = self.partial.findall(f"{W}Services/{W}Service")
        instances = Counter()
        for service in services:
            place = service.get("InstalledOn")
            site = (self.cluster.get(place) or self.sql[place][1])["SiteId"]
            role = service.get("RoleName")
            instances[site, role] += 1
            self.service[service.get("UniqueId")] = {"SiteId": site, "RoleName": role,
                                                     "Instance": str(instances[site, role])}
        for service in services:
            self.add_service(service)

    def add_service(self, service):
        new = copy(service, f"{T}Service", "UniqueId", "RoleName", "InstalledOn")
        new.append(etree.Element(f"{T}ServiceId", self.service[service.get("UniqueId")]))
        depends = etree.SubElement(new, f"{T}DependsOn")
        for dependency in service.iter(f"{W}Dependency"):
            etree.SubElement(etree.SubElement(depends, f"{T}Dependency", Usage=dependency.get("Usage")),
                             f"{T}ServiceId", self.service[dependency.get("ServiceUniqueId")])
        installed = etree.SubElement(new, f"{T}InstalledOn")
        place = service.get("InstalledOn")
        installed.append(etree.Element(f"{T}ClusterId", self.cluster[place]) if place in self.cluster
                         else self.sql_id(place))
        new.extend(etree.fromstring(etree.tostring(part)) for part in service if part.tag.startswith(R))
        self.parts["Services"].append(new)


def topology_of(text):
    converter = Converter(etree.fromstring(text.encode()))
    converter.sites()
    converter.services()
    return etree.tostring(converter.root, pretty_print=True).decode()
