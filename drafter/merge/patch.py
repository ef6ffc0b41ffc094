"""A change as a unified diff."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from drafter.patterns import regex

__all__ = ["unified"]

_LINE = regex(r"[^\n]*\n|[^\n]+")
_TO_QUOTE = regex(r"[\x00-\x1f\x7f\"\\]")


def unified(before: str, after: str, name: str, *, context: int = 3) -> str:
    r"""Return the unified diff of two texts that `git apply` and `patch -p1` accept, empty for equal texts.

    `name` is the file's path, relative and with `/`. Only LF ends a line of a diff: CR stays in it.
    """
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), n=context)
    changed = "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in _body(lines)
    )
    return f"--- {_path('a', name)}\n+++ {_path('b', name)}\n{changed}" if changed else ""


def _body(lines: Iterator[str]) -> Sequence[str]:
    return list(lines)[2:]


def _path(side: str, name: str) -> str:
    """Return a path as git writes it: quoted when it has characters that end it, with a tab when it has spaces."""
    path = f"{side}/{name}"
    if _TO_QUOTE.search(path):
        escaped = _TO_QUOTE.sub(lambda match: f"\\{match[0]}" if match[0] in '"\\' else f"\\{ord(match[0]):03o}", path)
        return f'"{escaped}"'
    return f"{path}\t" if " " in path else path
