"""The roles that 1.3 and 7.2 state."""

from drafter.derive.sections.introduction import GROUP
from drafter.derive.stated.content import bullets, rows, section
from drafter.derive.stated.diagram import drawn
from drafter.derive.stated.names import bare, distinct, in_order, names_in, renamed
from drafter.document.document import Document
from drafter.document.outline import Outline, Role
from drafter.document.sections.architecture_design import ArchitectureDesign
from drafter.document.sections.introduction import Introduction
from drafter.document.sections.security_design import SecurityDesign

__all__ = ["EVERYONE", "roles_of_permission", "stated_roles"]

EVERYONE = "everyone"
_FULL = 6
"""So many stakeholders fit into 1.3."""
_MOST_WORDS = 4
"""A role has no more; what is longer is a sentence."""


def stated_roles(document: Document, before: Outline | None, components: set[str]) -> tuple[Role, ...]:
    """Return the roles: the groups of 1.3, whom 7.2 lets in, and those for whom 1.3 has no room."""
    table = rows(section(document, Introduction).stakeholders)
    earlier = {role.name: role for role in before.roles} if before else {}
    listed = {bare(row.role).casefold(): bare(row.role) for row in table}
    groups = [bare(row.role) for row in table if row.name.strip().casefold() in (GROUP.casefold(), "")]
    known = distinct([*groups, *earlier])
    permitted = [
        name
        for bullet in bullets(section(document, SecurityDesign).authorization)
        if bullet.label
        for name in roles_of_permission(bullet.text, known)
    ]
    shapes = drawn(section(document, ArchitectureDesign).architecture).kinds
    others = list(earlier) or [bare(name) for name, kind in shapes.items() if kind == "role"]
    named = [name for name in others if name.casefold() in listed]
    fitted = len(distinct([*groups, *named]))
    unlisted = [] if 0 < len(table) < _FULL else others[fitted:] if table else others
    stated = distinct([*groups, *named, *permitted, *unlisted])
    stated = [name for name in stated if name.casefold() not in {c.casefold() for c in components} or name in earlier]
    names = renamed(dict.fromkeys(earlier, ""), dict.fromkeys(stated, ""))
    back = {now: name for name, now in names.items()}
    order = in_order(stated, list(earlier), back)
    return tuple(Role(name=name, source=earlier[back[name]].source if name in back else "") for name in order)


def roles_of_permission(text: str, known: list[str]) -> tuple[str, ...]:
    """Return the roles of an item of 7.2; none for everyone, and for a sentence."""
    names = [bare(name) for name in names_in(text, known)]
    if any(name.casefold() == EVERYONE or len(name.split()) > _MOST_WORDS for name in names if name not in known):
        return ()
    return tuple(distinct(names))
