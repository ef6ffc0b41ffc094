"""What a rule is: a code, a severity, a function over a page, and the words that explain it."""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from drafter.document.finding import Severity
from drafter.document.page import Text
from drafter.errors import UsageError

__all__ = ["FAMILIES", "Problem", "Rule", "chosen", "named", "rule", "rules_of"]

FAMILIES = {
    "STR": "structure",
    "NAM": "names",
    "REF": "references",
    "DAT": "data",
    "API": "API",
    "NUM": "numbers",
    "GRD": "grounding",
    "TXT": "text",
    "ACR": "acronyms",
}
"""What the letters of a code stand for."""
_MARKED = re.compile(r"^(Bad|Good|Fix): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says: a sentence without full stop, where it is wrong, and what it is wrong about."""

    message: str
    at: Text
    related: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule."""

    code: str
    severity: Severity
    check: Callable[..., Iterator[Problem]]
    """Takes a page, and the brief when it needs one."""
    needs_brief: bool

    @property
    def name(self) -> str:
        """Its function's name with hyphens: `unknown-component`."""
        return self.check.__name__.strip("_").replace("_", "-")

    @property
    def family(self) -> str:
        """`names`."""
        return FAMILIES[self.code[:3]]

    @property
    def summary(self) -> str:
        """What goes wrong, in one sentence."""
        return inspect.cleandoc(self.check.__doc__ or "").split("\n", 1)[0]

    @property
    def explanation(self) -> dict[str, str]:
        """The rest of its docstring: what stands before the first mark as "", then "Bad", "Good" and "Fix"."""
        _, _, rest = inspect.cleandoc(self.check.__doc__ or "").partition("\n")
        before, *marked = _MARKED.split(rest)
        return {"": before.strip()} | {mark: text.strip() for mark, text in zip(marked[::2], marked[1::2], strict=True)}


def rule(code: str, severity: Severity, *, brief: bool = False) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make a rule of a function.

    Its docstring says what goes wrong in one sentence, then why that matters, then `Bad: `, `Good: ` and `Fix: `, each
    at the start of a line.
    """

    def made(check: Callable[..., Iterator[Problem]]) -> Rule:
        return Rule(code, severity, check, brief)

    return made


def rules_of(*modules: Any) -> tuple[Rule, ...]:
    """Return the rules of some modules, sorted by code."""
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def chosen(rules: Sequence[Rule], select: str, ignore: str) -> tuple[Rule, ...]:
    """Return the rules that are selected and not ignored; both are codes or their beginnings, with commas between.

    An empty selection is all rules. Raises UsageError for a beginning that no rule has.
    """
    selected, ignored = _beginnings(rules, select), _beginnings(rules, ignore)
    return tuple(
        rule
        for rule in rules
        if (not selected or rule.code.startswith(selected)) and not (ignored and rule.code.startswith(ignored))
    )


def named(rules: Sequence[Rule], name: str) -> Rule:
    """Return the rule with a code or name. Raises UsageError when there is none, with the nearest."""
    by_name = {rule.code: rule for rule in rules} | {rule.name: rule for rule in rules}
    for wanted in (name.upper(), name.lower()):
        if wanted in by_name:
            return by_name[wanted]
    raise UsageError(f"there is no rule {name!r}", hint=_nearest(name, list(by_name)))


def _beginnings(rules: Sequence[Rule], given: str) -> tuple[str, ...]:
    found = tuple(one.strip().upper() for one in given.split(",") if one.strip())
    for one in found:
        if not any(rule.code.startswith(one) for rule in rules):
            known = [*{rule.code[:3] for rule in rules}, *(rule.code for rule in rules)]
            raise UsageError(f"no rule's code begins with {one!r}", hint=_nearest(one, known))
    return found


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else "`drafter rules` lists them"
