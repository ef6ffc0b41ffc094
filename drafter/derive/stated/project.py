"""What kind of project a document is about, and which parts do not apply to it."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, cast, get_args

from drafter.derive.applicability import plausible_interfaces
from drafter.derive.sections.api_design import NO_ENDPOINTS
from drafter.derive.sections.data_design import NO_ENTITIES
from drafter.derive.stated.components import technologies_in
from drafter.derive.stated.content import bullets, code, section
from drafter.document.blocks import Absent
from drafter.document.brief import Brief
from drafter.document.document import Document
from drafter.document.outline import Component, Interface, NotApplicable, Outline, ProjectKind, Storage
from drafter.document.sections import SECTIONS
from drafter.document.sections.api_design import ApiDesign
from drafter.document.sections.appendices import Appendices
from drafter.document.sections.base import parts_of
from drafter.document.sections.data_design import DataDesign
from drafter.document.sections.introduction import Introduction
from drafter.facts import sql_dialect
from drafter.patterns import regex

__all__ = [
    "Dialect",
    "stated_dialect",
    "stated_interfaces",
    "stated_kind",
    "stated_not_applicable",
    "stated_storage",
    "stated_title",
]

Dialect = Literal["postgres", "mysql", "sqlite", "tsql", "oracle"]

_TITLE = regex(r"^  title: (?P<title>.+)$", re.MULTILINE)
_BRIEF_OF_DESIGN = regex(r"(?P<title>.+?) \(`[^`]*`\), the brief of this design")
_FIRST_DRAFT = regex(r"from the brief “(?P<title>[^”]+)”")
_KIND = regex(rf"\b(?:this|an?) ({'|'.join(get_args(ProjectKind))})\b")
_USED_THROUGH = regex(r"it is used through ([^.]+)\.")
_PART = regex(NotApplicable.model_fields["part"].metadata[0].pattern)
_OF_DIALECT: tuple[tuple[Dialect, str], ...] = (
    ("oracle", r"VARCHAR2|\bNUMBER\(|\bCLOB\b"),
    ("tsql", r"NVARCHAR|UNIQUEIDENTIFIER|DATETIMEOFFSET"),
    ("mysql", r"CHAR\(36\)|DATETIME\(6\)|LONGBLOB|AUTO_INCREMENT|^\s*`\w+`"),
    ("postgres", r"TIMESTAMPTZ|JSONB|BYTEA|\bUUID\b|SERIAL"),
    ("sqlite", r"\bTEXT NOT NULL PRIMARY KEY|AUTOINCREMENT"),
)


def stated_title(document: Document, before: Outline | None) -> str:
    """Return what the design is called: as the outline, the contract, the references or the change log say it."""
    if before:
        return before.title
    contract = code(section(document, ApiDesign).contract)
    references = (bullet.text for bullet in bullets(section(document, Introduction).references))
    changes = (bullet.text for bullet in bullets(section(document, Appendices).changes))
    found = [
        *((match["title"] for match in [_TITLE.search(contract.text)] if match) if contract else ()),
        *(match["title"] for text in references if (match := _BRIEF_OF_DESIGN.match(text))),
        *(match["title"] for text in changes if (match := _FIRST_DRAFT.search(text))),
    ]
    return next((text.strip().strip("\"'") for text in reversed(found) if text.strip().strip("\"'")), "The system")


def stated_kind(document: Document, before: Outline | None) -> ProjectKind:
    """Return what is built: as the outline says it, or the parts that do not apply."""
    if before:
        return before.kind
    said = next((match[1] for reason in _reasons(document) if (match := _KIND.search(reason))), "")
    if said:
        return cast("ProjectKind", said)
    content = section(document, ApiDesign).endpoints
    return "batch job" if isinstance(content, Absent) and content.why == "does not apply" else "web service"


def stated_interfaces(
    document: Document, before: Outline | None, kind: ProjectKind, *, has_endpoints: bool
) -> tuple[Interface, ...]:
    """Return how others reach it; HTTP wherever there are endpoints."""
    if before:
        stated = before.interfaces
    else:
        said = next((match[1] for reason in _reasons(document) if (match := _USED_THROUGH.search(reason))), "")
        named = tuple(cast("Interface", name) for name in said.split(" and ") if name in get_args(Interface))
        nothing = Brief(name="", title="", text="", statements=())
        stated = named or plausible_interfaces(kind, ("http",) if has_endpoints else (), nothing)
    return (*stated, "http") if has_endpoints and "http" not in stated else stated


def stated_storage(document: Document, before: Outline | None) -> Storage:
    """Return where data is kept: in tables when 5.2 has some, else as the outline or the reason in 5.2 says."""
    schema = section(document, DataDesign).schema_
    if code(schema):
        return "relational"
    if before:
        return before.storage
    reason = schema.reason if isinstance(schema, Absent) and schema.why == "does not apply" else ""
    if "no data of its own" in reason or reason == NO_ENTITIES:
        return "none"
    return "document" if reason else "relational"


def stated_dialect(document: Document, before: Outline | None, components: Iterable[Component]) -> Dialect:
    """Return the dialect of the database that 4.1 names, else of the outline, else of 5.2."""
    now = _dialects(components)
    was = _dialects(before.components) if before else []
    if now and (not before or now != was):
        return now[0]
    if before:
        return before.sql_dialect
    schema = code(section(document, DataDesign).schema_)
    text = schema.text if schema else ""
    return next((dialect for dialect, sign in _OF_DIALECT if re.search(sign, text, re.MULTILINE)), "postgres")


def stated_not_applicable(document: Document, before: Outline | None) -> tuple[NotApplicable, ...]:
    """Return the parts that the document says do not apply.

    A reason that all parts of a section have is one against the section. A reason that several parts share ends
    when the first part of the section applies after all.
    """
    found: dict[str, str] = {}
    for kind, made in zip(SECTIONS, document.sections, strict=False):
        parts = [(part.number, getattr(made, name, None)) for name, part, _ in parts_of(kind.model) if part.number]
        reasons = {number: _reason(content) for number, content in parts}
        shared = set(reasons.values())
        if parts and len(shared) == 1 and len(parts) > 1:
            found[str(kind.number)] = next(iter(shared))
            continue
        for number, reason in reasons.items():
            ends = not next(iter(reasons.values())) and list(reasons.values()).count(reason) > 1
            found[number] = "" if ends or _ends(reason, kind.number, reasons, before) else reason
    entries = {
        part: reason for part, reason in found.items() if reason not in ("", *_COMPUTED) and _PART.fullmatch(part)
    }
    order = [entry.part for entry in before.not_applicable] if before else []
    first = [part for part in order if part in entries]
    return tuple(NotApplicable(part=part, reason=entries[part]) for part in dict.fromkeys([*first, *entries]))


_COMPUTED = (NO_ENDPOINTS, NO_ENTITIES)


def _ends(reason: str, number: int, reasons: dict[str, str], before: Outline | None) -> bool:
    """Tell whether a reason was one against the whole section, of which the first part applies by now."""
    return bool(before and reason == before.reason_against(str(number)) and not next(iter(reasons.values())))


def _reason(content: object) -> str:
    return content.reason if isinstance(content, Absent) and content.why == "does not apply" else ""


def _reasons(document: Document) -> Iterator[str]:
    for kind, made in zip(SECTIONS, document.sections, strict=False):
        yield from filter(None, (_reason(getattr(made, name, None)) for name, _, _ in parts_of(kind.model)))


def _dialects(components: Iterable[Component]) -> list[Dialect]:
    found = (sql_dialect(fact.name) for component in components for fact in technologies_in(component.technology))
    return [cast("Dialect", dialect) for dialect in dict.fromkeys(found) if dialect in get_args(Dialect)]
