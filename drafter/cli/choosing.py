"""Suggestions on the terminal: shown one by one, taken, edited, refused or dismissed with a key."""

import os
import shlex
import subprocess  # the user's own editor
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.cli.terminal import has_colours, put, say, show
from drafter.document.suggestion import Suggestion
from drafter.report.suggestions import suggestion_lines

__all__ = ["Chosen", "choose_suggestions"]

_KEYS = "y,n,e,s,a,d,q,?"
_HELP = """y  take it
n  leave it
e  edit it in $VISUAL or $EDITOR, then take it
s  dismiss it for good, with why
a  take it and all that follow
d  leave it and all that follow
q  stop: the document stays as it is"""


@dataclass
class Chosen:
    """What a person chose."""

    taken: list[Suggestion] = field(default_factory=list)
    """As they were edited."""
    dismissed: list[tuple[Suggestion, str]] = field(default_factory=list)
    """Each with why."""
    stopped: bool = False
    """Nothing is taken; what was dismissed is."""


def choose_suggestions(name: str, suggestions: Sequence[Suggestion]) -> Chosen:
    """Ask for each suggestion what becomes of it; answers are lines of standard input, and its end stops.

    Alternatives of one that is taken are not asked for.
    """
    chosen = Chosen()
    always = ""
    for number, one in enumerate(suggestions, start=1):
        if any(one.id in taken.alternatives or taken.id in one.alternatives for taken in chosen.taken):
            continue
        key = always or _answer(name, one, f"{number}/{len(suggestions)}")
        always = {"a": "y", "d": "n"}.get(key, always)
        match key:
            case "q":
                chosen.taken, chosen.stopped = [], True
                return chosen
            case "y" | "a":
                chosen.taken.append(one)
            case "e":
                chosen.taken += _edited(one)
            case "s":
                chosen.dismissed.append((one, _line("Why? ").strip()))
    return chosen


def _answer(name: str, suggestion: Suggestion, which: str) -> str:
    put("".join(f"{line}\n" for line in suggestion_lines(name, suggestion, colour=has_colours())))
    while True:
        line = _line(f"({which}) Take this [{_KEYS}]? ")
        if not line:
            return "q"
        key = line.strip().lower()[:1]
        if key and key in _KEYS.replace(",", "").replace("?", ""):
            return key
        for explained in _HELP.splitlines():
            show(explained)


def _line(prompt: str) -> str:
    """Return the next line of standard input with its end, empty when there is none."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline() if sys.stdin else ""


def _edited(suggestion: Suggestion) -> list[Suggestion]:
    """Return a suggestion with what its user makes of it, nothing when the editor fails."""
    asks = suggestion.replacement is None
    before = suggestion.question if asks else suggestion.replacement or ""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        file = Path(folder) / f"suggestion-{suggestion.id}.md"
        file.write_text(before + "\n" * (not before.endswith("\n")), "utf-8", newline="")
        try:
            code = subprocess.run([*shlex.split(command), str(file)], check=False).returncode  # noqa: S603 - theirs
            text = file.read_text("utf-8", errors="strict") if code == 0 else ""
        except (OSError, ValueError) as error:
            say(f"drafter: warning: {command}: {error}; suggestion {suggestion.id} is left")
            return []
    if code:
        say(f"drafter: warning: {command} ended with {code}; suggestion {suggestion.id} is left")
        return []
    if not before.endswith("\n"):
        text = text.removesuffix("\n")
    return [suggestion.model_copy(update={"question" if asks else "replacement": text})]
