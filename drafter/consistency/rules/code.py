"""Blocks of code that are not shown as what they are."""

from collections.abc import Iterator

from drafter.consistency.readings.code import unnamed_code
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["code_without_language"]


@rule("STR132", "warning")
def code_without_language(page: Page) -> Iterator[Problem]:
    """A block of code does not say which language it is in.

    A diagram is shown as its source, code without its colours; and what reads schemas or contracts does not find it.
    Output, trees of files and drawings of characters need no language.

    Bad: three backticks, and below them `flowchart LR`
    Good: three backticks with `mermaid` behind them
    Fix: write the language behind the backticks that open the block; `text` for what is no code.
    """
    for code in page.once(unnamed_code):
        shown = "a diagram that is shown as its source" if code.is_drawn else "code"
        yield Problem(f"this is {shown}; write {code.language} behind the backticks", code.at)
