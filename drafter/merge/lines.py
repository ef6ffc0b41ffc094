"""The lines of a text, which end with LF, CRLF or CR and with nothing else."""

from collections import Counter

from drafter.patterns import regex

__all__ = ["folded", "is_blank", "line_end_of", "lines_of", "with_line_ends", "without_line_end"]

_END = regex(r"\r\n|\r|\n")
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends; only the last may have none."""
    return _LINE.findall(text)


def line_end_of(text: str) -> str:
    r"""Return the line end that most lines have, the first of equals; LF for a text without any."""
    counted = Counter(_END.findall(text))
    return max(counted, key=lambda end: counted[end]) if counted else "\n"


def folded(text: str) -> str:
    """Return the same text with LF for all line ends, to compare texts by."""
    return with_line_ends(text, "\n") if "\r" in text else text


def with_line_ends(text: str, end: str) -> str:
    """Return the same text with another line end."""
    return _END.sub(lambda _: end, text)


def without_line_end(line: str) -> str:
    """Return a line without its end; other white space stays."""
    return line.rstrip("\r\n")


def is_blank(line: str) -> bool:
    """Return whether a line separates blocks: a form feed or a no-break space is a paragraph."""
    return not line.strip(" \t\r\n")
