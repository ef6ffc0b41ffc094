"""Which rules count: by their codes, or by what codes begin with."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from drafter.consistency.rule import Rule
from drafter.errors import DrafterError, UsageError
from drafter.frozen import frozen

__all__ = ["Selection", "beginnings", "named", "nearest"]

_DIGITS = str.maketrans("OIL", "011")
"""Letters that are typed for digits."""


@frozen
class Selection:
    """Beginnings of codes that count and that do not: `NUM`, `API102`; empty ones are left out before."""

    select: tuple[str, ...] = ()
    """All codes when there is none."""
    ignore: tuple[str, ...] = ()

    def __contains__(self, code: str) -> bool:
        """Tell whether a code counts: what says more of it decides, so NUM102 may be selected from ignored NUM."""
        selected = _most_said(code, self.select or ("",))
        return selected >= 0 and selected > _most_said(code, self.ignore)


def beginnings(
    given: Iterable[str], rules: Sequence[Rule], origin: str = "", kind: type[DrafterError] = UsageError
) -> tuple[str, ...]:
    """Return beginnings of codes in capitals; raises an error of this kind for one that no code has."""
    found = tuple(one.strip().upper() for one in given if one.strip())
    for one in found:
        if not any(rule.code.startswith(one) for rule in rules):
            raise kind(f"{origin}no rule's code begins with {one[:40]!r}", hint=_did_you_mean(one, rules))
    return found


def named(rules: Sequence[Rule], name: str) -> Rule:
    """Return the rule with a code or name. Raises UsageError when there is none, with the nearest."""
    by_name = {rule.code: rule for rule in rules} | {rule.name: rule for rule in rules}
    for wanted in (name.upper(), name.lower()):
        if wanted in by_name:
            return by_name[wanted]
    near = get_close_matches(name, [rule.name for rule in rules], n=1)
    hint = f"did you mean {near[0]}?" if near else _did_you_mean(name.upper(), rules)
    raise UsageError(f"there is no rule {name[:40]!r}", hint=hint)


def nearest(given: str, rules: Sequence[Rule]) -> str:
    """Return the code, or the three letters, that something is most like; empty when it is like none."""
    known = {rule.code[:3]: rule.code[:3] for rule in rules} | {rule.code: rule.code for rule in rules}
    by_name = {rule.name: rule.code for rule in rules} | known
    meant = given[:3].upper() + given[3:].upper().translate(_DIGITS)
    near = get_close_matches(meant, known, n=1)
    return by_name.get(given.lower()) or by_name.get(meant) or (near[0] if near else "")


def _did_you_mean(given: str, rules: Sequence[Rule]) -> str:
    near = nearest(given, rules)
    return f"did you mean {near}?" if near else "`drafter rules` lists them"


def _most_said(code: str, beginnings_given: Iterable[str]) -> int:
    """Return how long the longest of these is that a code begins with; -1 for none."""
    return max((len(one) for one in beginnings_given if code.startswith(one)), default=-1)
