"""The numbers, versions and products that have a source: those of the brief, and what people wrote."""

from collections.abc import Iterable

from drafter.document.brief import Brief, Quantity, Technology, Version
from drafter.facts import cut, find
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["MARK", "NUMBER", "Known", "unmarked"]

MARK = "(assumed)"
NUMBER = regex(r"(?<![\w.,/{-])(?:[A-Z][A-Za-z]*-)?\d+(?:[.,]\d+)*(?![\w/}]|[.,]\d)")
"""A number that stands alone or ends a name such as AES-256."""
_COMMON_GROUND = frozenset({"HTTP", "HTTPS", "JSON", "SQL", "OpenAPI", "YAML", "Markdown", "Mermaid"})
"""Formats and protocols that the document itself is written in, or that its contract implies."""


@frozen(kw_only=True)
class Known:
    """The specifics that have a source."""

    technologies: frozenset[str]
    quantities: frozenset[tuple[str, str]]
    """Dimension and base value."""
    versions: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    """All numbers in the brief, as it writes them."""

    @classmethod
    def of(cls, brief: Brief, stated: Iterable[str] = ()) -> "Known":
        """Return what the brief states, and technologies that are stated elsewhere."""
        return cls(
            technologies=frozenset({*(tech.name for tech in brief.technologies), *stated, *_COMMON_GROUND}),
            quantities=frozenset((q.dimension, str(q.base_value.normalize())) for q in brief.quantities),
            versions=frozenset((version.name.casefold(), version.number) for version in brief.versions),
            numbers=frozenset(match[0] for match in NUMBER.finditer(brief.text)),
        )

    def with_texts(self, texts: Iterable[str]) -> "Known":
        """Return what is known when people wrote these texts: their specifics too, but for those marked as assumed."""
        said = "\n".join(texts)
        facts = find(cut(said), said)
        doubtful = {fact.text for fact in facts if said[fact.end :].startswith(f" {MARK}")}
        doubtful |= {match[0] for match in NUMBER.finditer(said) if said[match.end() :].startswith(f" {MARK}")}
        sure = [fact for fact in facts if fact.text not in doubtful]
        return Known(
            technologies=self.technologies | {fact.name for fact in sure if isinstance(fact, Technology)},
            quantities=self.quantities
            | {(fact.dimension, str(fact.base_value.normalize())) for fact in sure if isinstance(fact, Quantity)},
            versions=self.versions
            | {(fact.name.casefold(), fact.number) for fact in sure if isinstance(fact, Version)},
            numbers=self.numbers | ({match[0] for match in NUMBER.finditer(said)} - doubtful),
        )

    def says(self, number: str) -> bool:
        """Tell whether the brief holds this number."""
        return number in self.numbers

    def has(self, fact: Technology | Quantity | Version) -> bool:
        """Tell whether a specific has a source."""
        if isinstance(fact, Version):
            return (fact.name.casefold(), fact.number) in self.versions
        if isinstance(fact, Technology):
            return fact.name in self.technologies
        return (fact.dimension, str(fact.base_value.normalize())) in self.quantities


def unmarked(text: str) -> str:
    """Return a text without the marks of what has no source."""
    return text.replace(f" {MARK}", "")
