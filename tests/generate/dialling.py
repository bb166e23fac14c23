# SPDX-License-Identifier: MIT
"""The dial plan of a site of a generated deployment."""


def dial_plan(site):
    """The site's own way of dialling: short numbers, an outside prefix, what comes out of samples."""
    after = site.deployment.after
    name = f"{site.id}-dp"
    after.open("dial-plan", id=name, simple_name=name, scope="user",
               external_prefix=site.chance.choice([None, "9", "*9#"]))
    after.leaf("normalize", pattern=r"^(\d{4})$", replacement="+1206000$1")
    after.leaf("normalize", pattern=r"^9?1?([2-9]\d{9})$", replacement=site.chance.choice(["+1$1", "+1${1}"]))
    after.leaf("normalize", pattern=r"^9?011(?<number>\d{7,15})$", replacement="+${number}")
    for dialled in ("4711", "912065550100", "011442079460000"):
        after.leaf("sample", dialled=dialled)
    after.close("dial-plan")
    return name
