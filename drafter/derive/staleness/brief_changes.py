"""What another state of the brief changes: its statements, and the outline's facts that come from them."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from drafter.derive.clauses import clause_around
from drafter.derive.conflicts import conflict_candidates
from drafter.derive.staleness.change import Change
from drafter.derive.targets import possible_qualities, required_quantities
from drafter.document.brief import Brief, Quantity, Statement, Technology
from drafter.document.outline import Component, Conflict, Decision, Outline, Target
from drafter.facts import sql_dialect

__all__ = ["brief_changes", "outline_for"]

_ALIKE = 55.0
"""Of 100: from here on a statement in another's place is the same one, changed."""
_MOST_TARGETS = 24
Pair = tuple[Statement | None, Statement | None]


def brief_changes(before: Brief, now: Brief) -> tuple[Change, ...]:
    """Return what the brief says otherwise now: numbers, technologies, and statements whose words differ."""
    return tuple(change for pair in _paired(before, now) for change in _changes(*pair, before, now))


def outline_for(outline: Outline, before: Brief, now: Brief) -> Outline:
    """Return an outline that was made for `before` with what its brief says now.

    Numbers and technologies follow the statements that they come from; a number whose statement is gone goes with it,
    and a required number in a new statement becomes a target. Names stay: whether a new statement asks for another
    component is for people, or for a model, to say.
    """
    if [statement.text for statement in before.statements] == [statement.text for statement in now.statements]:
        return outline
    pairs = _paired(before, now)
    ids = {old.id: new.id if new else "" for old, new in pairs if old}
    swapped = {change.old: change.new for change in brief_changes(before, now) if change.kind == "technology"}
    dialect = next((found for name in swapped.values() if (found := sql_dialect(name))), outline.sql_dialect)
    targets = [*_targets(outline.targets, pairs, before, now), *_new_targets(pairs, now)]
    return outline.model_copy(
        update={
            "sql_dialect": dialect,
            "components": tuple(_component(each, ids, swapped) for each in outline.components),
            "entities": tuple(
                each.model_copy(update={"source": ids.get(each.source, "")}) for each in outline.entities
            ),
            "operations": tuple(
                each.model_copy(update={"source": ids.get(each.source, "")}) for each in outline.operations
            ),
            "roles": tuple(each.model_copy(update={"source": ids.get(each.source, "")}) for each in outline.roles),
            "decisions": tuple(_decision(each, ids, swapped) for each in outline.decisions),
            "targets": tuple(targets[:_MOST_TARGETS]),
            "conflicts": tuple(_conflicts(outline.conflicts, ids, now)),
        }
    )


def _paired(before: Brief, now: Brief) -> tuple[Pair, ...]:
    """Return each statement with what became of it, in the order of the briefs; None for what is gone or new."""
    old, new = before.statements, now.statements
    matcher = SequenceMatcher(a=[each.text for each in old], b=[each.text for each in new], autojunk=False)
    pairs: list[Pair] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(old[first:last], new[start:end], strict=True)
        else:
            pairs += _alike(old[first:last], new[start:end])
    return tuple(pairs)


def _alike(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Pair]:
    left = list(new)
    for statement in old:
        best = max(left, key=lambda other: fuzz.ratio(statement.text, other.text), default=None)
        if best is not None and fuzz.ratio(statement.text, best.text) >= _ALIKE:
            left.remove(best)
            yield statement, best
        else:
            yield statement, None
    yield from ((None, statement) for statement in left)


def _changes(old: Statement | None, new: Statement | None, before: Brief, now: Brief) -> Iterator[Change]:
    if old is None or new is None:
        gone, come = old.text if old else "", new.text if new else ""
        where = f"{now.name}:{new.line}" if new else f"{before.name}:{old.line if old else 0}, as it was"
        yield Change(kind="statement", subject="", old=gone, new=come, because=where, about=gone)
        return
    if old.text == new.text:
        return
    where = f"{now.name}:{new.line}"
    bare, said = old.text, new.text
    for one, other in _quantity_pairs(old, new, before, now):
        bare, said = bare.replace(one.text, "#") if one else bare, said.replace(other.text, "#") if other else said
        shown = one or other
        yield Change(
            kind="number",
            subject=_quality(shown, before if one else now),
            old=one.text if one else "",
            new=other.text if other else "",
            because=where,
            about=old.text,
        )
    for first, second in _technology_pairs(old, new, before, now):
        bare, said = bare.replace(first.text, "#"), said.replace(second.text, "#")
        yield Change(
            kind="technology", subject=first.category, old=first.name, new=second.name, because=where, about=old.text
        )
    if " ".join(bare.split()) != " ".join(said.split()):
        yield Change(kind="statement", subject="", old=old.text, new=new.text, because=where, about=old.text)


def _quantity_pairs(
    old: Statement, new: Statement, before: Brief, now: Brief
) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Yield the quantities that differ, each with what stands in its place: of the same dimension, in order."""
    first = [each for each in before.quantities if each.statement == old.id]
    second = [each for each in now.quantities if each.statement == new.id]
    same = {_value(each) for each in first} & {_value(each) for each in second}
    left = [each for each in second if _value(each) not in same]
    for each in first:
        if _value(each) not in same:
            other = next((one for one in left if one.dimension == each.dimension), None)
            if other:
                left.remove(other)
            yield each, other
    yield from ((None, other) for other in left)


def _technology_pairs(
    old: Statement, new: Statement, before: Brief, now: Brief
) -> Iterator[tuple[Technology, Technology]]:
    first, second = _technologies(old, before), _technologies(new, now)
    for name, technology in first.items():
        if name not in second:
            other = next((one for one in second.values() if one.category == technology.category), None)
            if other and other.name not in first:
                yield technology, other


def _technologies(statement: Statement, brief: Brief) -> Mapping[str, Technology]:
    facts = (fact for fact in brief.facts if isinstance(fact, Technology) and fact.statement == statement.id)
    return {fact.name: fact for fact in facts if not fact.rejected}


def _value(quantity: Quantity) -> tuple[str, str, str]:
    return quantity.dimension, str(quantity.base_value.normalize()), quantity.bound


def _quality(quantity: Quantity | None, brief: Brief) -> str:
    return possible_qualities(brief, quantity)[0] if quantity else "number"


def _component(component: Component, ids: Mapping[str, str], swapped: Mapping[str, str]) -> Component:
    technology = swapped.get(component.technology, component.technology)
    return component.model_copy(update={"technology": technology, "source": ids.get(component.source, "")})


def _decision(decision: Decision, ids: Mapping[str, str], swapped: Mapping[str, str]) -> Decision:
    choice = swapped.get(decision.choice, decision.choice)
    others = tuple(name for name in decision.alternatives if name != choice)
    return decision.model_copy(
        update={"choice": choice, "alternatives": others, "source": ids.get(decision.source, "")}
    )


def _targets(targets: Sequence[Target], pairs: Sequence[Pair], before: Brief, now: Brief) -> Iterator[Target]:
    """Yield the targets with the numbers that their statements have now."""
    became = {old.id: (old, new) for old, new in pairs if old}
    for target in targets:
        old, new = became.get(target.statement, (None, None))
        if old is None or (new and old.text == new.text):
            yield target.model_copy(update={"statement": new.id if new else target.statement})
            continue
        if new is None:
            continue
        quantity = _quantity_now(target, old, new, before, now)
        if quantity:
            text = clause_around(new.text, quantity)
            yield target.model_copy(update={"quantity": quantity, "statement": new.id, "text": text})


def _quantity_now(target: Target, old: Statement, new: Statement, before: Brief, now: Brief) -> str:
    """Return a target's number in its changed statement; empty when the statement has none in its place."""
    for one, other in _quantity_pairs(old, new, before, now):
        if one and one.text == target.quantity:
            return other.text if other else ""
    same = [each.text for each in before.quantities if each.statement == old.id]
    if target.quantity in same:
        value = next(_value(each) for each in before.quantities if each.text == target.quantity)
        return next((each.text for each in now.quantities if each.statement == new.id and _value(each) == value), "")
    return target.quantity if target.quantity in new.text else ""


def _new_targets(pairs: Sequence[Pair], now: Brief) -> Iterator[Target]:
    added = {new.id: new for old, new in pairs if new and old is None}
    for quantity in required_quantities(now):
        if statement := added.get(quantity.statement):
            quality = possible_qualities(now, quantity)[0]
            yield Target(
                name="Limit" if quality == "other" else quality.capitalize(),
                quality=quality,
                quantity=quantity.text,
                statement=statement.id,
                text=clause_around(statement.text, quantity.text),
            )


def _conflicts(conflicts: Sequence[Conflict], ids: Mapping[str, str], now: Brief) -> Iterator[Conflict]:
    """Yield the contradictions of the brief that are still there, in its words."""
    still = {(each.first, each.second): " or ".join(each.values) for each in conflict_candidates(now)}
    for conflict in conflicts:
        pair = (ids.get(conflict.first, ""), ids.get(conflict.second, ""))
        if about := still.get(pair, still.get(pair[::-1], "")):
            yield Conflict(first=pair[0], second=pair[1], about=about)
