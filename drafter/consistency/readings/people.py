"""The people whom 1.3 names."""

from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["people"]

_SEVERAL = regex(r"\s*(?:[,;/&]|\band\b|\bund\b)\s*")
_NAME = regex(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )*[^\W\d_a-zß-ÿ][\w'’.-]+(?: (?:van|von|de|der|la|del|den|di|da))*"
    r"(?: [^\W\d_a-zß-ÿ][\w'’.-]*){1,3}"
)
_GROUP = regex(
    r"(?i)\b(?:team|group|departments?|board|office|staff|committee|users?|members?|managers?|engineers?|engineering"
    r"|operations|ops|finance|services?|support|product|owners?|customers?|clients?|agenc(?:y|ies)|company|council|city"
    r"|security|platform|data|legal|marketing|sales|developers?|administrators?|admins?|auditors?|partners?|suppliers?"
    r"|gmbh|ag|inc|corp|ltd|university|library|hospital|school|club|abteilung|amt|verein|nutzer|kunden|decided|named"
    r"|architects?|leads?|officers?|readers?|reliability|analysts?|testers?|quality|infrastructure|employees?)\b"
)


def people(page: Page) -> tuple[Text, ...]:
    """Return the names in the column Name, without groups and roles."""
    part = page.part("1.3")
    found: list[Text] = []
    for table in part.tables if part else ():
        column = table.column("Name")
        for cell in [row[column] for row in table.rows] if column >= 0 else ():
            found += [cell.part(name) for name in _SEVERAL.split(cell.words) if _is_person(name)]
    return tuple(found)


def _is_person(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not _GROUP.search(name) and not name.isupper()
