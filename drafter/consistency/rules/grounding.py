"""Claims without a source, and what the brief says and nothing takes up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from drafter.consistency.readings.assumptions import Assumption, assumptions, marks
from drafter.consistency.readings.names import folded_parts
from drafter.consistency.readings.people import people
from drafter.consistency.readings.prose import passages
from drafter.consistency.readings.sources import addresses, quoted, references
from drafter.consistency.readings.specifics import specifics
from drafter.consistency.rule import Problem, rule
from drafter.derive.known import Known
from drafter.derive.sources import content_words, shares_held
from drafter.document.brief import Brief, Technology
from drafter.document.page import Page, Text
from drafter.facts.units import NUMBER_WORDS
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = [
    "assumption_without_text", "link_without_source", "mark_without_assumption", "person_without_source",
    "quoted_otherwise", "reference_without_link", "specific_without_source", "statement_without_use",
]  # fmt: skip

_NUMBER = regex(r"\d+(?:[.,]\d+)*")
_WORD = regex(r"\w+")
_TOKEN = regex(r"\d+(?:[.,]\d+)*|\w+")
_AMOUNT = regex(
    rf"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)*|{'|'.join(NUMBER_WORDS)})(?:\s?%)?"
    r"(?:\s(?!(?:behind|with|on|by|in|at|of|for|from|to|and|or|via|using|through|mit|auf|in|von|für|und)\b)[^\W\d]+){0,3}$"
)
"""A number and what it counts, at the end of a text."""
_NOTES = regex(r"^(?:#+ )?[*_]{0,2}(?:Assumptions|Annahmen)\b", re.MULTILINE)
_STANDARD = regex(
    r"https?://(?:[\w-]+\.)*(?:ietf\.org|rfc-editor\.org|w3\.org|iso\.org|owasp\.org|openapis\.org|nist\.gov|europa\.eu"
    r"|localhost|127\.0\.0\.1)(?![\w-])"
)
_ENOUGH = 0.4
"""Of a statement's words: what shares fewer speaks of something else."""
_FEWEST_WORDS = 5
_QUOTED_ENOUGH = 0.6
_LONGEST = 80


@rule("GRD101", "warning", brief=True)
def specific_without_source(page: Page, brief: Brief) -> Iterator[Problem]:
    """A number, product or version has no source.

    The brief does not have it, no decision of section 13 made it, and it is not marked as assumed: somebody will
    build it as if it had been asked for.

    Bad: Sessions end after 15 minutes.
    Good: Sessions end after 15 minutes (assumed).
    Fix: remove it, mark it and list it under **Assumptions**, or put it into the brief.
    """
    known = Known.of(brief, _decided(page))
    assumed = [assumption.text.words.casefold() for assumption in page.once(assumptions)]
    listed = "\n".join(assumed)
    found = page.once(specifics)
    settled = {specific.key for specific in found if specific.is_marked}
    for specific in found:
        if specific.key in settled or known.has(specific.fact) or specific.fact.text.casefold() in listed:
            continue
        if specific.passage.part.key == "13" and isinstance(specific.fact, Technology):
            continue  # what was decided on, and what was not
        settled.add(specific.key)
        yield Problem(f"“{specific.fact.text}” is not in the brief and not marked as assumed", specific.at)


def _decided(page: Page) -> Iterator[str]:
    """Yield the technologies that section 13 names."""
    for specific in page.once(specifics):
        if specific.passage.part.key == "13" and isinstance(specific.fact, Technology):
            yield specific.fact.name


@rule("GRD102", "note", brief=True)
def statement_without_use(page: Page, brief: Brief) -> Iterator[Problem]:
    """Nothing in the document takes up a statement of the brief.

    It may be a requirement that was forgotten. Nothing is said when the document takes up less than half of the brief:
    then it is in another language, or the brief is another one.

    Bad: the brief asks for an export to the tax office, and no part speaks of it
    Good: the export is a component, an operation, or out of scope (1.2)
    Fix: say where it is done, or that it is out of scope.
    """
    asking = [one for one in brief.statements if len(content_words(one.text)) >= _FEWEST_WORDS]
    wanted = {one.id: content_words(one.text) for one in asking}
    holding = Counter(word for words in wanted.values() for word in words)
    held = shares_held(wanted, (passage.text.words for passage in page.once(passages)))
    missed = [one for one in asking if held[one.id] < _ENOUGH]
    heading = next((part.heading.text for part in page.parts if part.heading), Text("", "", 0))
    if 2 * len(missed) > len(wanted):
        return
    for statement in missed:
        if any(holding[word] == 1 for word in wanted[statement.id]):
            yield Problem(f"nothing takes up what the brief says: “{_short(statement.text)}”", heading)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rsplit(' ', 1)[0]}…"


@rule("GRD103", "warning", brief=True)
def quoted_otherwise(page: Page, brief: Brief) -> Iterator[Problem]:
    """The document quotes the brief with something that the brief does not say.

    Readers take it for what was asked for.

    Bad: “The brief states these requirements:” with 20 ms, where the brief says 50 ms
    Good: 50 ms
    Fix: quote the brief as it is, or say it below as the design's own.
    """
    numbers = set(_NUMBER.findall(brief.text))
    words, verbatim = content_words(brief.text), _folded(brief.text)
    for quotation in page.once(quoted):
        if quotation.is_verbatim:
            if _folded(quotation.words) not in verbatim:
                yield Problem(f"the brief does not say “{_short(quotation.words)}”", quotation.text)
            continue
        said = content_words(quotation.words)
        other = [number for number in _NUMBER.findall(quotation.words) if number not in numbers]
        if other:
            yield Problem(f"the brief does not say {', '.join(other)}", quotation.text)
        elif len(said) >= _FEWEST_WORDS and len(said & words) < _QUOTED_ENOUGH * len(said):
            yield Problem(f"the brief does not say “{_short(quotation.words)}”", quotation.text)


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


@rule("GRD104", "warning")
def mark_without_assumption(page: Page) -> Iterator[Problem]:
    """A text is marked as assumed, and its section does not list the assumption.

    Whoever decides on the assumptions reads the lists.

    Bad: “after 15 minutes (assumed)” in 7.1, and no **Assumptions** in section 7
    Good: - 7.1: 15 minutes
    Fix: list it below **Assumptions** at the end of the section.
    """
    sections = {mark.part.section for mark in page.once(marks)} - {0}
    listed = {section: _Listed.of(page.once(assumptions), section) for section in sections}
    for mark in page.once(marks):
        section = mark.part.section
        if section and not listed[section].speaks_of(mark.before):
            last = " ".join(mark.before.split()[-3:])
            yield Problem(f"“{last}” is marked as assumed and not listed among the assumptions", mark.at.part(last))


@frozen
class _Listed:
    """What the assumptions of a section speak of."""

    specifics: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, assumptions: Iterable[Assumption], section: int) -> "_Listed":
        """Return what those of a section list; the last section may speak of those of all."""
        own = [each for each in assumptions if section in (each.section, 14)]
        return cls(
            tuple(specific.words.casefold() for each in own for specific in each.specifics),
            frozenset(word for each in own for word in _TOKEN.findall(_stated(each))),
        )

    def speaks_of(self, before: str) -> bool:
        """Tell whether one of them speaks of the words before a mark."""
        folded = before.casefold()
        end = folded[-_LONGEST:]
        words, amount = _TOKEN.findall(end), _AMOUNT.search(end)
        needed = {*words[-1:], *({amount["number"]} if amount else ())}
        return folded.endswith(self.specifics) or bool(words and needed <= self.words)


def _stated(assumption: Assumption) -> str:
    """Return what an assumption says, without the part that it names."""
    return assumption.text.words.removeprefix(assumption.place).casefold()


@rule("GRD105", "warning")
def assumption_without_text(page: Page) -> Iterator[Problem]:
    """An assumption is listed that the part it names does not hold.

    The text was changed and the list was not: somebody decides about what is not there any more.

    Bad: - 7.3: AES-256, where 7.3 does not speak of it
    Good: - 7.3: TLS
    Fix: remove it from the list, or name the part that holds it.
    """
    listed = page.once(assumptions)
    spans, held = page.once(_spans), _Held(page.text)
    lists = "\n".join(assumption.text.words for assumption in listed).casefold()
    for assumption in listed:
        for specific in assumption.specifics:
            if assumption.is_proposal:
                words = specific.words.casefold()
                is_listed_alone = not _stands_more_often(page, words, lists.count(words))
                if is_listed_alone and not any(held.has(span, specific) for span in spans.values()):
                    yield Problem(f"the document does not hold “{specific.words}”", specific)
            elif assumption.place in spans and not held.has(spans[assumption.place], specific):
                yield Problem(f"{assumption.place} does not hold “{specific.words}”", specific)


def _stands_more_often(page: Page, words: str, times: int) -> bool:
    """Tell whether words in small letters stand in the document more than so many times; it is read no further."""
    counts = accumulate(text.count(words) for _, text in page.once(folded_parts))
    return any(count > times for count in counts)


class _Held:
    """What spans of a text hold before their lists of assumptions, code included; each is folded once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[tuple[int, int], tuple[str, str]] = {}

    def has(self, span: tuple[int, int], specific: Text) -> bool:
        """Tell whether a span holds a specific, whatever stands between its words; a number stands alone."""
        if span not in self._folded:
            words = _folded(_NOTES.split(self._text[slice(*span)], maxsplit=1)[0])
            self._folded[span] = (f" {words} ", words.replace(" ", ""))
        spaced, joined = self._folded[span]
        wanted = _folded(specific.words)
        letters = wanted.replace(" ", "")
        return f" {wanted} " in spaced or (not letters.isdecimal() and letters in joined)


def _spans(page: Page) -> dict[str, tuple[int, int]]:
    """Return where each part stands, and each section as a whole."""
    found: dict[str, tuple[int, int]] = {}
    starts = [part.heading.text.start if part.heading else 0 for part in page.parts]
    for part, start, end in zip(page.parts, starts, [*starts[1:], len(page.text)], strict=True):
        for key in {part.key, str(part.section)} if part.key else ():
            found[key] = (found[key][0] if key in found else start, end)
    return found


@rule("GRD106", "note")
def reference_without_link(page: Page) -> Iterator[Problem]:
    """A reference of 1.5 does not say where the document is.

    Readers cannot open it, and do not know which version is meant.

    Bad: - Brand guide
    Good: - [Brand guide](https://wiki.example/brand)
    Fix: add the link, the file's name, or the number of the standard.
    """
    for reference in page.once(references):
        if not reference.leads_somewhere:
            yield Problem(f"“{_short(reference.text.words)}” has no link", reference.text)


@rule("GRD107", "warning", brief=True)
def person_without_source(page: Page, brief: Brief) -> Iterator[Problem]:
    """1.3 names a person whom the brief does not name.

    Somebody may be asked for a decision who does not know of the system, or who does not exist.

    Bad: | Treasurer | John Smith | ... |, where the brief says Mia Lang
    Good: | Treasurer | Mia Lang | ... |
    Fix: name the person who is meant, or put the person into the brief.
    """
    named = _folded(brief.text)
    for person in page.once(people):
        if _folded(person.words) not in named and _folded(person.words).split()[-1] not in named.split():
            yield Problem(f"“{person.words}” is not in the brief", person)


@rule("GRD108", "note", brief=True)
def link_without_source(page: Page, brief: Brief) -> Iterator[Problem]:
    """The document has an address that the brief does not have.

    An address that a model made up looks like a source. Those of standards are left alone.

    Bad: [Brand guide](https://brand.example/v2), where the brief has https://wiki.example/brand
    Good: [Brand guide](https://wiki.example/brand)
    Fix: open it; when it is right, it may stay.
    """
    for address in page.once(addresses):
        if address.words not in brief.text and not _STANDARD.match(address.words):
            yield Problem(f"{address.words} is not in the brief", address)
