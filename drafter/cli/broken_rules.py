"""Rules that failed: what is told, once everything else is done."""

import os
from collections.abc import Sequence

from drafter.cli.terminal import say
from drafter.document.finding import BrokenRule
from drafter.errors import RuleFailed

__all__ = ["report_broken"]

_DEBUG = "DRAFTER_DEBUG"


def report_broken(broken: Sequence[tuple[str, BrokenRule]]) -> None:
    """Raise RuleFailed when there is a rule that failed, each with the document's name; else do nothing.

    With `DRAFTER_DEBUG` in the environment the tracebacks are written to standard error first.
    """
    if not broken:
        return
    shows_all = bool(os.environ.get(_DEBUG))
    for line in (line for _, rule in broken for line in rule.traceback.splitlines() if shows_all):
        say(line)
    hints = ["this is a bug in drafter; please report it, with the document if you can share it"]
    if not shows_all:
        hints.append(f"{_DEBUG}=1 shows where it failed")
    failed = [f"{name}: rule {rule.code} failed: {rule.error}" for name, rule in broken]
    raise RuleFailed("\n".join(failed), hint="\n".join(hints))
