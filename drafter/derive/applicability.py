"""Which parts of the template do not apply to a kind of project, and why."""

from collections.abc import Sequence

from drafter.document.brief import Brief
from drafter.document.outline import Interface, NotApplicable, ProjectKind, Storage

__all__ = ["not_applicable", "plausible_interfaces", "plausible_storage"]

_INTERFACES: dict[ProjectKind, tuple[Interface, ...]] = {
    "web service": ("http", "events", "user interface"),
    "web application": ("user interface", "http", "events"),
    "mobile application": ("user interface", "http", "events"),
    "event pipeline": ("events", "http", "files"),
    "batch job": ("files", "command line", "events"),
    "command line tool": ("command line", "files"),
    "library": ("library",),
    "embedded system": ("events", "user interface", "http", "files"),
}
"""The interfaces that a kind of project can have, its usual one first."""
_ALWAYS: dict[ProjectKind, tuple[Interface, ...]] = {"web application": ("http",)}
"""What a kind of project has whether or not it is said: a browser asks for something."""


def plausible_interfaces(kind: ProjectKind, stated: Sequence[Interface], brief: Brief) -> tuple[Interface, ...]:
    """Return the kind's usual interfaces, then the stated ones that such a project can have.

    HTTP is left out where the brief rejects it; something is always left.
    """
    usual, *others = _INTERFACES[kind]
    found = dict.fromkeys([usual, *_ALWAYS.get(kind, ()), *(name for name in stated if name in others)])
    if any(tech.name == "HTTP" and tech.rejected for tech in brief.technologies):
        found.pop("http", None)
    return tuple(found) or ("files",)


def plausible_storage(kind: ProjectKind, stated: Storage) -> Storage:
    """Return what a project keeps its data in: a web application has users, so it keeps something of them."""
    return "relational" if kind == "web application" and stated == "none" else stated


def not_applicable(
    kind: ProjectKind, interfaces: Sequence[Interface], *, keeps_data: bool, relational: bool
) -> tuple[NotApplicable, ...]:
    """Return the parts that do not apply; a person may change them in the outline."""
    entries: list[NotApplicable] = []
    if "http" not in interfaces:
        used = " and ".join(interfaces)
        entries.append(
            NotApplicable(part="6", reason=f"this {kind} offers no HTTP endpoints; it is used through {used}.")
        )
    if not relational:
        what = "it keeps its data outside a relational database" if keeps_data else "it keeps no data of its own"
        entries.append(NotApplicable(part="5.2", reason=f"this {kind} has no database schema: {what}."))
    if kind == "library":
        entries.append(
            NotApplicable(
                part="9",
                reason="a library runs inside the programs that use it and has no infrastructure of its own.",
            )
        )
    if kind in ("command line tool", "library"):
        owner = "user who starts it" if kind == "command line tool" else "program that calls it"
        reason = f"this {kind} has no accounts of its own; it runs with the rights of the {owner}."
        entries += [NotApplicable(part="7.1", reason=reason), NotApplicable(part="7.2", reason=reason)]
    return tuple(entries)
