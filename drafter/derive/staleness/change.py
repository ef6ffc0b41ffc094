"""A fact that is another one than when the sections were drafted."""

from typing import Literal

from drafter.document.value import Value

__all__ = ["Change"]


class Change(Value):
    """What was said before, what is said now, and where."""

    kind: Literal["number", "technology", "name", "statement"]
    subject: str
    """What it is a fact of: `component`, `latency`, `database`; empty for a statement."""
    old: str
    """In the words of the brief or of the document; empty for what is new."""
    new: str
    """Empty for what is gone."""
    because: str
    """Where it is said: `brief.md:12`, or the part of the document, `4.1`."""
    about: str = ""
    """The whole statement with the old words."""

    def __str__(self) -> str:
        subject = f"{self.subject} " if self.subject else "statement "
        if not self.old:
            said = f"{subject}“{_short(self.new)}” is new"
        elif not self.new:
            said = f"{subject}“{_short(self.old)}” is gone"
        else:
            said = f"{subject}“{_short(self.old)}” is now “{_short(self.new)}”"
        return f"{said} ({self.because})"


def _short(words: str, most: int = 70) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
