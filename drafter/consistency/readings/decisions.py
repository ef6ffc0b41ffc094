"""The decisions of section 13, and their records in appendix A."""

import re
from collections.abc import Iterator
from dataclasses import field, replace
from functools import lru_cache

from drafter.document.page import Block, Heading, ListBlock, Page, Paragraph, Table, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Decision", "Record", "alternatives_of", "choice_of", "decisions", "folded", "records", "topic_of"]

_NONE = Text("", "", 0)
_TITLES = ("Decision", "Rationale", "Alternatives Considered", "Consequences")
_TOPIC = regex(r"(?P<topic>[^:]{2,60}?)\s*(?::|\s[-–—]\s)\s*(?P<choice>.+)", re.DOTALL)
_CHOOSING = regex(
    r"(?:we\s)?(?:use|uses|using|choose|chose|adopt|adopted|go with|write|store|build|wir nutzen|nutzung von"
    r"|einsatz von|verwenden?|einsatz)\s+(?P<choice>[^,.;:]{2,60}?)"
    r"(?:\s+(?:as|for|to|instead|rather|over|als|für|statt)\b.*)?$",
    re.IGNORECASE,
)
_SEPARATOR = regex(r"\s*[,;]\s*|\s+/\s+|\s+(?:or|oder|and|und|vs\.?)\s+")
_REASON = regex(r"\s*(?:\(.*?\)|\s[-–—]\s.*|:\s.*)\s*$", re.DOTALL)
_NOTHING = frozenset({"", "none", "-", "–", "—", "n/a", "keine", "nothing", "to be decided", "not recorded"})
_RECORD = regex(
    r"(?:ADR|Record|Decision)[-\s#]*0*(?P<number>\d+)\s*[:.–—-]?\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
_ALTERNATIVES = regex(
    r"(?:Alternatives(?: considered)?|Options(?: considered)?|Considered options|Alternativen|Optionen)\s*:"
    r"\s*(?P<names>[^.]+)",
    re.IGNORECASE,
)
_ALTERNATIVE_LABEL = regex(r"alternativ|options|considered|optionen", re.IGNORECASE)
_STATUS = regex(
    r"\b(?:proposed|accepted|rejected|superseded|deprecated|approved|draft|decided|open|implemented|amended"
    r"|withdrawn|vorgeschlagen|angenommen|abgelehnt|ersetzt|beschlossen|entwurf|zurückgezogen|verworfen)\b",
    re.IGNORECASE,
)
_DECISION_LABEL = regex(r"^(?:decision(?: outcome)?|entscheidung|beschluss|chosen option)$", re.IGNORECASE)


@frozen
class Decision:
    """A row of 13."""

    title: Text
    topic: str
    """"Database" of "Database: PostgreSQL"; empty for a title without one."""
    choice: str
    rationale: Text
    alternatives: tuple[Text, ...]


@frozen
class Record:
    """An architecture decision record of appendix A."""

    number: int
    heading: Text
    title: str
    """Without its number."""
    topic: str
    choice: str
    alternatives: tuple[Text, ...] = ()
    has_status: bool = False
    status: Text = field(default=_NONE)
    """The first word that says how far it is."""
    decided: Text = field(default=_NONE)
    """The words of its decision."""


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """Return what all spellings of a name share: small letters and digits, `+` and `#`."""
    return re.sub(r"[^\w+#]|_", "", words.casefold())


def decisions(page: Page) -> tuple[Decision, ...]:
    """Return the rows of 13; columns are found by their titles, else by their places."""
    part = page.part("13")
    found = []
    for table in part.tables if part else ():
        columns = [table.column(title) for title in _TITLES]
        if columns[0] < 0:
            columns = [index if index < len(table.header) else -1 for index in range(len(_TITLES))]
        for row in table.rows:
            title, rationale, alternatives = (row[index] if index >= 0 else _NONE for index in columns[:3])
            if title and title.words.casefold() not in _NOTHING:
                topic, choice = topic_of(title.words), choice_of(title.words)
                found.append(Decision(title, topic, choice, rationale, alternatives_of(alternatives)))
    return tuple(found)


def topic_of(title: str) -> str:
    """Return "Database" of "Database: PostgreSQL"."""
    match = _TOPIC.fullmatch(title)
    return match["topic"] if match else ""


def choice_of(title: str) -> str:
    """Return "PostgreSQL" of "Database: PostgreSQL" and of "Use PostgreSQL for orders"; empty when it is not clear."""
    match = _TOPIC.fullmatch(title) or _CHOOSING.fullmatch(title)
    return _REASON.sub("", match["choice"]).strip() if match else ""


def alternatives_of(text: Text) -> tuple[Text, ...]:
    """Return the names of a list such as "MySQL, MongoDB (no transactions)", each with its place."""
    if text.words.casefold().rstrip(".") in _NOTHING:
        return ()
    bare = re.sub(r"\([^()]*\)", "", text.words).rstrip(". ")
    names = (_REASON.sub("", name).strip() for name in _SEPARATOR.split(bare))
    return tuple(text.part(name) for name in names if name and name.casefold() not in _NOTHING)


def records(page: Page) -> tuple[Record, ...]:
    """Return the records of appendix A: labelled list items, headings with text below, table rows, or links."""
    part = page.part("A")
    return tuple(_records(part.blocks)) if part else ()


def _records(blocks: tuple[Block, ...]) -> Iterator[Record]:
    current: Record | None = None
    for label, text in _entries(blocks):
        if (match := _RECORD.match(label.words)) and match["title"]:
            if current:
                yield current
            title = match["title"].strip()
            current = Record(int(match["number"]), label, title, topic_of(title), choice_of(title))
            current = replace(current, has_status=bool(_STATUS.search(text.words)), status=_status(text))
        elif current:
            current = _with(current, label, text)
    if current:
        yield current


def _with(record: Record, label: Text, text: Text) -> Record:
    """Return the record with what another labelled text of it says."""
    names = record.alternatives
    if match := _ALTERNATIVES.search(text.words):
        names += alternatives_of(text.part(match["names"]))
    elif label and _ALTERNATIVE_LABEL.search(label.words):
        names += alternatives_of(text)
    says_status = label.words[:6].lower() == "status" or (
        "status" in text.words.lower() and re.search(r"\bstatus\b", text.words, re.IGNORECASE)
    )
    decided = text if _DECISION_LABEL.match(label.words.rstrip(":")) else record.decided
    if names == record.alternatives and not says_status and decided is record.decided:
        return record
    return replace(
        record,
        alternatives=names,
        has_status=record.has_status or bool(says_status),
        status=record.status or (_status(text) if says_status else _NONE),
        decided=decided,
    )


def _status(text: Text) -> Text:
    match = _STATUS.search(text.words)
    return text.part(match[0]) if match else _NONE


def _entries(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, Text]]:
    """Yield labels with their texts: a heading within a record is the label of the paragraphs below it."""
    label = _NONE
    for block in blocks:
        match block:
            case Heading():
                label = block.text
                yield label, _NONE
            case Paragraph():
                yield (_NONE if _RECORD.match(label.words) else label), block.text
            case ListBlock():
                yield from _of_list(block, label)
            case Table():
                for row in block.rows:
                    joined = " ".join(
                        f"{title.words} {cell.words}" for title, cell in zip(block.header, row, strict=True)
                    )
                    named = re.fullmatch(r"ADR[-\s#]*\d+", row[0].words) is not None and len(row) > 1
                    title = Text(f"{row[0].words}: {row[1].words}", row[0].raw, row[0].start) if named else row[0]
                    yield title, Text(joined, joined, row[0].start)


def _of_list(block: ListBlock, label: Text) -> Iterator[tuple[Text, Text]]:
    for item in block.items:
        is_under = bool(label) and not _RECORD.match(label.words)
        own = item.label or (label if is_under else _NONE)
        if not item.label and _RECORD.match(item.text.words):
            yield item.text, item.text
        else:
            yield own, item.text
        yield from _entries(item.blocks)
