"""What a rule is: a code, a severity, a function over a page, and the words that explain it."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from drafter.document.finding import Severity
from drafter.document.page import Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["FAMILIES", "Problem", "Rule", "rule", "rules_of"]

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
    "PRO": "prose",
    "SUP": "suppression",
}
"""What the letters of a code stand for."""
_MARKED = regex(r"^(Bad|Good|Fix): ", re.MULTILINE)


@frozen
class Problem:
    """What a rule says: a sentence without full stop, where it is wrong, and what it is wrong about."""

    message: str
    at: Text
    related: tuple[Text, ...] = ()


@frozen
class Rule:
    """A rule."""

    code: str
    severity: Severity
    check: Callable[..., Iterator[Problem]]
    """Takes a page, and the brief when it needs one."""
    needs_brief: bool
    needs_template: bool
    """Whether it compares a document with the template, which says nothing of one from another template."""

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


def rule(
    code: str, severity: Severity, *, brief: bool = False, template: bool = False
) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make a rule of a function.

    Its docstring says what goes wrong in one sentence, then why that matters, then `Bad: `, `Good: ` and `Fix: `, each
    at the start of a line.
    """

    def made(check: Callable[..., Iterator[Problem]]) -> Rule:
        return Rule(code, severity, check, brief, template)

    return made


def rules_of(*modules: Any) -> tuple[Rule, ...]:
    """Return the rules of some modules, sorted by code."""
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))
