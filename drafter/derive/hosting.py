"""Where the components of a system like this can run."""

import re

from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.patterns import regex

__all__ = ["hosting_for"]

_BY_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"kubernetes|docker|container|\bk8s\b|openshift|nomad", ("container", "managed service")),
    (r"serverless|lambda\b|cloud functions?|cloud run", ("serverless function", "managed service")),
    (r"virtual machine|\bvms?\b|\bserver\b|on.?prem|rechenzentrum", ("virtual machine", "managed service")),
)
_NO_CLOUD = regex(r"\b(?:no|not|without|keine?) (?:\w+ )?cloud\b", re.IGNORECASE)
_ANYWHERE = ("container", "virtual machine", "managed service")


def hosting_for(outline: Outline, brief: Brief) -> tuple[str, ...]:
    """Return the kinds of places to choose from; what the brief says about them narrows the choice."""
    if outline.kind in ("command line tool", "library"):
        return ("user's machine",)
    places = next((found for words, found in _BY_WORDS if re.search(words, brief.text, re.IGNORECASE)), _ANYWHERE)
    if outline.kind == "batch job":
        places = ("scheduled job", *places)
    if outline.kind == "embedded system":
        return ("field device", "server on site", *(() if _NO_CLOUD.search(brief.text) else ("managed service",)))
    if _NO_CLOUD.search(brief.text):
        places = tuple(place for place in places if place not in ("managed service", "serverless function"))
    if outline.kind == "mobile application":
        places = ("user's device", *places)
    outside = ("outside the system",) if any(c.kind == "external system" for c in outline.components) else ()
    return (*places, *outside)
