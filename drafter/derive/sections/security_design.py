"""Section 7 from its answer and the outline's operations."""

import re

from drafter.derive.material import Material
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.security_design import DataSecurity, SecurityDesign
from drafter.patterns import regex

__all__ = ["assemble"]

_OFFLINE = regex(r"\b(?:no|without|without any) network\b|\bnothing is sent\b", re.IGNORECASE)
_NOTHING_SENT = "Not applicable: the brief allows no network connections."


def assemble(material: Material) -> SecurityDesign:
    """Return the section."""
    answer = material.answers.security_design
    access, protection = answer.access, answer.protection
    no_access = material.missing("security_design", "access")
    no_protection = material.missing("security_design", "protection")
    permissions = tuple(
        Bullet(
            label=operation.name,
            text=", ".join(dict.fromkeys(answer.permissions[operation.name])) or "everyone",
        )
        for operation in material.outline.operations
        if operation.name in answer.permissions
    )
    return SecurityDesign(
        authentication=material.absent("7.1") or (Flow.of(access.authentication) if access else no_access),
        authorization=material.absent("7.2")
        or (
            Flow.of(access.authorization, *([Bullets(items=permissions)] if permissions else []))
            if access
            else no_access
        ),
        data_security=DataSecurity(
            in_transit=_NOTHING_SENT if _OFFLINE.search(material.brief.text) else protection.in_transit,
            at_rest=protection.at_rest,
            key_management=protection.key_management,
        )
        if protection
        else no_protection,
        input_validation=Flow.of(protection.input_validation) if protection else no_protection,
    )
