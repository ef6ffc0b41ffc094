"""The targets that 8.1 states."""

from collections.abc import Iterator, Sequence
from typing import cast, get_args

from rapidfuzz import fuzz

from drafter.derive.sections.performance_considerations import STATED, UNSTATED
from drafter.derive.stated.content import bullets, kept, section
from drafter.derive.targets import possible_qualities, required_quantities
from drafter.document.blocks import Absent, Flow, Paragraph, Steps
from drafter.document.brief import Brief, Quantity
from drafter.document.document import Document
from drafter.document.outline import Outline, Quality, Target
from drafter.document.sections.performance_considerations import PerformanceConsiderations
from drafter.facts import cut, find

__all__ = ["stated_targets"]

_ALIKE = 60.0
_NAMES: dict[Quality, str] = {"other": "Limit"}
_QUALITIES = {name.casefold(): quality for quality, name in _NAMES.items()}
_LONGEST = 600
"""Characters; what is longer is no requirement but a text with many numbers."""


def stated_targets(document: Document, before: Outline | None) -> tuple[Target, ...]:
    """Return the targets: those of `before` that 8.1 still has, as it words them, and the numbers that it adds."""
    content = section(document, PerformanceConsiderations).requirements
    earlier = before.targets if before else ()
    if isinstance(content, Absent):
        return earlier if content.why == "incomplete" else ()
    stated = [(bullet.label, kept("", bullet.text)) for bullet in bullets(content)]
    texts = _matched([text for _, text in stated], list(dict.fromkeys(target.text for target in earlier)))
    found: list[tuple[float, Target]] = []
    place = -1.0
    for label, text in stated:
        old = [(index, target) for index, target in enumerate(earlier) if target.text == texts.get(text)]
        if not old:
            found += [(place, target) for target in _new(label, text)]
            continue
        place = float(old[-1][0])
        for (index, target), quantity in zip(old, _quantities([one for _, one in old], text), strict=True):
            changes = {"text": kept(target.text, text), "quantity": quantity}
            found.append((float(index), target.model_copy(update=changes)))
    found += [(len(earlier), target) for text in _prose(content) for target in _new("", text)]
    return tuple(target for _, target in sorted(found, key=lambda pair: pair[0]))


def _matched(now: Sequence[str], before: Sequence[str]) -> dict[str, str]:
    """Return which earlier statement each of these is: the same, or the one that is most alike."""
    same = {" ".join(text.split()): text for text in before}
    found = {text: same[" ".join(text.split())] for text in now if " ".join(text.split()) in same}
    left = [text for text in before if text not in found.values()]
    for text in now:
        if text not in found and left:
            best = max(left, key=lambda other: fuzz.ratio(text, other))
            if fuzz.ratio(text, best) >= _ALIKE:
                found[text] = best
                left.remove(best)
    return found


def _quantities(targets: Sequence[Target], text: str) -> list[str]:
    """Return the quantities of the same targets in a statement that may have been changed."""
    if all(target.quantity in text for target in targets):
        return [target.quantity for target in targets]
    kept_ones = [target.quantity for target in targets if target.quantity in text]
    others = iter([q.text for q in _brief(text).quantities if q.text not in kept_ones])
    return [target.quantity if target.quantity in text else next(others, target.quantity) for target in targets]


def _new(label: str, text: str) -> Iterator[Target]:
    """Yield the targets of a statement that was not there before: each number that it asks for."""
    brief = _brief(text)
    names = [_QUALITIES.get(name.strip().casefold(), name.strip().casefold()) for name in label.split(" and ")]
    stated = [name for name in names if name in get_args(Quality)]
    quantities = required_quantities(brief)
    if label and len(quantities) < len(names):
        quantities = brief.quantities
    for index, quantity in enumerate(quantities):
        quality = _quality(brief, quantity, stated[min(index, len(stated) - 1)] if stated else "")
        name = label if label and not stated else _NAMES.get(quality, quality.capitalize())
        yield Target(name=name, quality=quality, quantity=quantity.text, statement="", text=text)


def _quality(brief: Brief, quantity: Quantity, stated: str) -> Quality:
    return cast("Quality", stated) if stated else possible_qualities(brief, quantity)[0]


def _prose(content: Flow) -> Iterator[str]:
    """Yield the paragraphs and steps that somebody wrote instead of bullets."""
    for block in content.blocks:
        texts = (block.text,) if isinstance(block, Paragraph) else block.items if isinstance(block, Steps) else ()
        yield from (kept("", text) for text in texts if text not in (STATED, UNSTATED))


def _brief(text: str) -> Brief:
    """Return a statement as if it were a brief of its own, so that its numbers are found as in a brief."""
    text = text[:_LONGEST]
    statements = cut(text)
    return Brief(name="", title="", text=text, statements=statements, facts=find(statements, text))
