"""Briefs of any length: the fixture briefs' statements with other names and numbers."""

import random
import re
from pathlib import Path

from drafter.facts import cut

__all__ = ["long_brief"]

_BRIEFS = Path(__file__).parents[1] / "fixtures" / "briefs"
_NOUNS = "Almond Barley Cedar Dahlia Elder Fennel Ginger Hazel Indigo Jasmine Kelp Lilac Maple Nettle Olive".split()  # noqa: SIM905
_HEADINGS = "Requirements Background Goals Security Deployment Data Operations Monitoring Testing Interfaces".split()  # noqa: SIM905


def long_brief(words: int, *, seed: int = 7) -> str:
    """Return a brief of about so many words; the same for the same seed."""
    drawn = random.Random(seed)
    briefs = [path.read_text("utf-8") for path in sorted(_BRIEFS.glob("*.md"))]
    pool = [statement.text for text in briefs for statement in cut(text) if not statement.text.startswith("`")]
    lines = ["# Depot", "", "Workshops borrow parts from a depot. Today nobody knows who has what.", ""]
    written = 0
    while written < words:
        lines += [f"## {drawn.choice(_HEADINGS)} of {drawn.choice(_NOUNS)} {written}", ""]
        for _ in range(drawn.randint(6, 18)):
            text = _varied(drawn.choice(pool), drawn)
            lines.append(f"- {text}" if drawn.random() < 0.5 else f"{text}\n")
            written += len(text.split())
        lines.append("")
    return "\n".join(lines)


def _varied(text: str, drawn: random.Random) -> str:
    numbered = re.sub(r"(?<![\w.,])\d{1,3}(?![\w.,-])", lambda _: str(drawn.randint(2, 900)), text)
    return re.sub(
        r"\b(?:service|system|job|team)\b", lambda match: f"{drawn.choice(_NOUNS)} {match[0]}", numbered, count=1
    )
