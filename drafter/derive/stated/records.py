"""What a document records of its own past, which another draft does not change."""

import re

from drafter.derive.stated.content import bullets, code, section
from drafter.document.document import Document
from drafter.document.sections.api_design import ApiDesign
from drafter.document.sections.appendices import Appendices
from drafter.patterns import regex

__all__ = ["stated_contract_version", "stated_records"]

_RECORD = regex(r"ADR-\d+:\s*(?P<decision>.+)", re.DOTALL)
_VERSION = regex(r"^info:\n(?:[ \t]+.*\n)*?[ \t]+version:\s*[\"']?(?P<version>[^\"'\n]+)", re.MULTILINE)


def stated_records(document: Document) -> dict[str, str]:
    """Return the status and date of each decision record, by the decision: "Accepted, 2026-02-01"."""
    found = {}
    for bullet in bullets(section(document, Appendices).records):
        if match := _RECORD.fullmatch(bullet.label):
            found[match["decision"]] = bullet.text
    return found


def stated_contract_version(document: Document) -> str:
    """Return the version of the API contract, which is not the document's; empty when 6.2 states none."""
    contract = code(section(document, ApiDesign).contract)
    match = _VERSION.search(contract.text) if contract else None
    return match["version"].strip() if match else ""
