"""A project brief: its text, its numbered statements, and the facts found in them by code."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from drafter.frozen import frozen

__all__ = [
    "Brief",
    "DateFact",
    "Dimension",
    "Fact",
    "Link",
    "Person",
    "Quality",
    "Quantity",
    "QuotedName",
    "Statement",
    "Technology",
    "TechnologyCategory",
    "Version",
]

Dimension = Literal["time", "data", "money", "ratio", "rate", "count"]
"""What a quantity measures: seconds, bytes, a currency, a share, something per time, or a number of things."""

Quality = Literal[
    "latency", "throughput", "availability", "capacity", "retention", "recovery", "freshness", "cost",
    "accuracy", "size", "schedule", "other",
]  # fmt: skip
"""What a number that the design must keep is about."""

TechnologyCategory = Literal[
    "language", "framework", "database", "cache", "broker", "storage", "platform", "runtime",
    "infrastructure as code", "continuous integration", "monitoring", "identity", "frontend",
    "test", "protocol", "service", "tool",
]  # fmt: skip


@frozen(kw_only=True)
class Statement:
    """One sentence, list item or table row of the brief."""

    id: str
    """`S1`, `S2`, ... in the order of the brief."""
    text: str
    """The words, without list markers and line breaks."""
    start: int
    """Offset of its first character in `Brief.text`."""
    end: int
    """Offset behind its last character in `Brief.text`."""
    line: int
    """The line of its first character, from 1."""
    heading: str = ""
    """The nearest heading above it, empty when there is none."""


@frozen(kw_only=True)
class _Found:
    """Something found in the brief by code: the verbatim words and where they stand."""

    id: str
    """`F1`, `F2`, ... in the order of the brief."""
    text: str
    """Verbatim, as it stands in the brief."""
    statement: str
    """The id of the statement that holds it."""
    start: int
    end: int


@frozen(kw_only=True)
class Quantity(_Found):
    """A number with its unit and what bounds it: "at most 50 ms", "99.9 %", "40 orders a second"."""

    kind: Literal["quantity"] = "quantity"
    value: Decimal
    """The number as written, with k, million and thousands separators resolved."""
    unit: str
    """The unit as written, empty for a bare number of nothing."""
    dimension: Dimension
    base_value: Decimal
    """The value in seconds, bytes, a share of 1, or things per second, for comparing; else `value`."""
    bound: Literal["at most", "at least", "exactly"] = "exactly"


@frozen(kw_only=True)
class Version(_Found):
    """A version of a named thing: "Python 3.12", "TLS 1.3"."""

    kind: Literal["version"] = "version"
    name: str
    number: str


@frozen(kw_only=True)
class Technology(_Found):
    """A product, language, protocol or service that the technology list knows."""

    kind: Literal["technology"] = "technology"
    name: str
    """The canonical name: PostgreSQL for "postgres"."""
    category: TechnologyCategory
    rejected: bool = False
    """The statement says not to use it: "we do not want Kafka"."""


@frozen(kw_only=True)
class Person(_Found):
    """Someone whom the brief names, with the role that it gives them."""

    kind: Literal["person"] = "person"
    name: str
    role: str = ""
    """Empty when the brief states none."""


@frozen(kw_only=True)
class DateFact(_Found):
    """A calendar date: ISO 8601, as precise as the brief is (`2026-03`, `2026-03-01`, `2026-Q1`)."""

    kind: Literal["date"] = "date"
    iso: str


@frozen(kw_only=True)
class Link(_Found):
    """A link: its target and, in Markdown, its words."""

    kind: Literal["link"] = "link"
    url: str
    title: str = ""


@frozen(kw_only=True)
class QuotedName(_Found):
    """A name that the brief sets in code or quotation marks: `orders.created`, "Night Shift"."""

    kind: Literal["name"] = "name"
    name: str


Fact = Quantity | Version | Technology | Person | DateFact | Link | QuotedName


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A brief that was read: everything that drafter knows before it asks a model."""

    name: str
    """The file's name, `standard input` for a pipe."""
    title: str
    """Its first heading, or its first words."""
    text: str
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...] = ()

    def statement(self, id_: str) -> Statement:
        """Return the statement with this id; KeyError when there is none."""
        return self._by_id[id_]

    @cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers with their units, in order."""
        return tuple(fact for fact in self.facts if isinstance(fact, Quantity))

    @property
    def technologies(self) -> tuple[Technology, ...]:
        """The technologies, each once, in order of first mention; rejected ones included."""
        seen: dict[str, Technology] = {}
        for fact in self.facts:
            if isinstance(fact, Technology):
                seen.setdefault(fact.name, fact)
        return tuple(seen.values())

    @property
    def people(self) -> tuple[Person, ...]:
        """The people, each once; a mention with a role wins over one without."""
        seen: dict[str, Person] = {}
        for fact in self.facts:
            if isinstance(fact, Person) and (fact.name not in seen or not seen[fact.name].role):
                seen[fact.name] = fact
        return tuple(seen.values())

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, each target once."""
        seen: dict[str, Link] = {}
        for fact in self.facts:
            if isinstance(fact, Link):
                seen.setdefault(fact.url, fact)
        return tuple(seen.values())

    @property
    def dates(self) -> tuple[DateFact, ...]:
        """The dates, in order."""
        return tuple(fact for fact in self.facts if isinstance(fact, DateFact))

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions, in order."""
        return tuple(fact for fact in self.facts if isinstance(fact, Version))
