"""Links: Markdown's, in angle brackets, and bare."""

import re

from drafter.document.brief import Link
from drafter.facts.passage import Passage
from drafter.patterns import regex

__all__ = ["definitions", "links"]

_LINK = regex(
    r"""!?\[(?P<title>[^\[\]]{0,300})\]
        (?: \(\s*+<?(?P<target>[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+"[^"]{0,200}")?\s*+\)
          | \[(?P<reference>[^\[\]]{0,80})\] )
      | <(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s<>]{1,2000})>
      | (?P<bare>\b(?:https?|ftp)://[^\s<>|`"“”「」，。、]{1,2000})
    """,
    re.VERBOSE,
)
_DEFINITION = regex(r"^[ ]{0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]+)>?", re.MULTILINE)
_PAIRS = {")": "(", "]": "[", "}": "{"}


def definitions(text: str) -> dict[str, str]:
    """Return the targets of `[label]: target` lines by their labels in lower case."""
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        found.setdefault(" ".join(match[1].lower().split()), match[2])
    return found


def links(passage: Passage, targets: dict[str, str] | None = None) -> tuple[Link, ...]:
    """Return the links; `targets` are the text's definitions, which `[words][label]` refers to."""
    found: list[Link] = []
    for match in _LINK.finditer(passage.source):
        start, end = match.span()
        title = " ".join((match["title"] or "").split())
        url = match["target"] or match["auto"] or ""
        if match["bare"]:
            url = _trimmed(match["bare"])
            end = start + len(url)
        elif match["reference"] is not None:
            label = match["reference"] or match["title"]
            url = (targets or {}).get(" ".join(label.lower().split()), "")
        if url:
            found.append(Link(**passage.verbatim(start, end), url=url, title=title))
    return tuple(found)


def _trimmed(url: str) -> str:
    """Return a bare URL without the punctuation of the sentence around it."""
    while url:
        last = url[-1]
        closes_nothing = last in _PAIRS and url.count(last) > url.count(_PAIRS[last])
        if last not in ".,;:!?'*_~…’»" and not closes_nothing:
            break
        url = url[:-1]
    return url if not url.endswith("://") else ""
