"""What points at something that the document does not have: figures, tables, links by label, footnotes."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import Line, holding, places_of
from drafter.consistency.readings.links import numbers
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["missing_figure", "undefined_footnote", "undefined_label"]

_KINDS = ("Figure ", "Figures ", "Fig. ", "Table ", "Tables ", "Listing ", "Abbildung ", "Abb. ", "Tabelle ")
_NAMED = r"(?P<kind>Figures?|Fig\.|Tables?|Listing|Abbildung|Abb\.|Tabelle)\s(?P<number>\d{1,2}(?:[.-]\d{1,2})?)"
_FIGURE = regex(rf"(?<![\w-]){_NAMED}(?![\w%]|[.,]\d|\s%)")
_ELSEWHERE = regex(
    r"\s*(?:of|in|from|aus|von|des|der)\s+"
    r"(?!this\b|the (?:next|last|previous)\b|dieser?s?\b|section\b|part\b|Abschnitt\b|\d)"
)
_SHORT = {"Figures": "Figure", "Fig.": "Figure", "Tables": "Table", "Abb.": "Abbildung"}
_CAPTION = regex(
    rf"(?:^[ \t>*_#|%!\[\]-]*|title:?\s*\"?|caption>\s*|!?\[){_NAMED}"
    r"(?=\s*(?:[:*_|\]\"“(–—-]|\.(?:\s|$|\*)|$))",
    re.MULTILINE,
)
_LABELLED = regex(r"(?<![\w\]\\!`])!?\[(?P<text>[^\[\]\n]{1,200})\]\[(?P<label>[^\[\]\n]{0,100})\]")
_DEFINED = regex(r"^[ \t>]*(?:[-*+][ \t]+)?\[(?P<label>(?:\\.|[^\[\]\\\n]){1,200})\]:", re.MULTILINE)
_FOOTNOTE = regex(r"(?<!\\)\[\^(?P<label>[^\[\]\s]{1,60})\](?!:)")
_CODE = regex(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


@rule("REF180", "warning")
def missing_figure(page: Page) -> Iterator[Problem]:
    """The text refers to a figure or table by a number that none has.

    Readers cannot tell which one is meant; figures were added or removed, or the text was taken from another document.

    Bad: Figure 6 shows the parts of the gate. with no caption “Figure 6”
    Good: The diagram in 3.1 shows the parts of the gate.
    Fix: name the part where the figure stands, or give the figure a caption with this number.
    """
    captions: set[tuple[str, str]] | None = None
    for line in holding(page, places_of(page, *_KINDS)):
        for match in _figures(line):
            if captions is None:
                captions = {_named(caption) for caption in _CAPTION.finditer(page.text)}
            is_part = not match["number"].isdecimal() and match["number"] in page.once(numbers)
            if _named(match) not in captions and not is_part:
                yield Problem(f"the document has no {match[0]}", line.text.part(match[0]))


def _figures(line: Line) -> Iterator[re.Match[str]]:
    words = line.text.words
    if line.section and line.part != "1.5":
        yield from (found for found in _FIGURE.finditer(words) if not _ELSEWHERE.match(words, found.end()))


def _named(match: re.Match[str]) -> tuple[str, str]:
    return _SHORT.get(match["kind"], match["kind"]), match["number"]


@rule("REF181", "error")
def undefined_label(page: Page) -> Iterator[Problem]:
    """A link names a label, and no line says where that leads.

    The link is shown with its brackets and leads nowhere.

    Bad: see the [runbook][operations-runbook] with no line “[operations-runbook]: …”
    Good: see the [runbook](https://wiki.example/runbook)
    Fix: add the line with the address, or write the address into the link.
    """
    if "][" not in page.text:
        return
    labels = _labels(page)
    for _, text in page.prose:
        if "][" in text.raw:
            for match in _LABELLED.finditer(_bare(text.raw)):
                label = match["label"] or match["text"]
                if _folded(label) not in labels and not label.isdecimal():
                    yield Problem(f"nothing says where the label “{label}” leads", _at(text, match))


@rule("REF182", "warning")
def undefined_footnote(page: Page) -> Iterator[Problem]:
    """The text has the mark of a footnote that is not there.

    What the footnote would say is lost, and the mark is shown as it is written.

    Bad: At most 20 kg.[^weight] with no line “[^weight]: …”
    Good: At most 20 kg.[^weight] and “[^weight]: What two people can lift.”
    Fix: write the footnote, or remove its mark.
    """
    if "[^" not in page.text:
        return
    labels = _labels(page)
    for _, text in page.prose:
        if "[^" in text.raw:
            for match in _FOOTNOTE.finditer(_bare(text.raw)):
                if _folded(f"^{match['label']}") not in labels:
                    yield Problem(f"there is no footnote “{match['label']}”", _at(text, match))


def _labels(page: Page) -> frozenset[str]:
    """Return what lines such as `[label]: address` define."""
    return frozenset(_folded(match["label"]) for match in _DEFINED.finditer(page.text))


def _folded(label: str) -> str:
    return " ".join(label.replace("\\", "").casefold().split())


def _bare(raw: str) -> str:
    """Return the characters with spaces in the place of code."""
    return _CODE.sub(lambda match: " " * len(match[0]), raw) if "`" in raw else raw


def _at(text: Text, match: re.Match[str]) -> Text:
    return Text(match[0], match[0], text.start + match.start())
