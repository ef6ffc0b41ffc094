"""Reading a brief from a file or a stream: bytes in, a `Brief` with its statements and facts out."""

import re
from pathlib import Path
from typing import BinaryIO

from drafter.document.brief import Brief
from drafter.document.value import Value
from drafter.errors import InputError
from drafter.facts import cut, find, title
from drafter.patterns import regex
from drafter.text_file import STANDARD_INPUT, read_text
from drafter.visible import removed_in_words, without_invisible

__all__ = ["Reading", "read_brief"]

_MOST_LINES = 20_000
_FEW_WORDS = 5
_SHORT = "A brief is a page or a few; leave logs and data out of it."

_WORDS = regex(r"[\u2e80-\u9fff\uac00-\ud7af]|[^\s\u2e80-\u9fff\uac00-\ud7af]+")
"""A Chinese, Japanese or Korean character counts as a word."""
_LINE_END = regex("\r\n?|[\x85\u2028\u2029]")


_LABEL = regex(r"^(?:project\s+)?brief\s*[:–—-]\s*", re.IGNORECASE)
"""What some briefs put before their title."""


class Reading(Value):
    """A brief, and what its author should know about how it was read."""

    brief: Brief
    warnings: tuple[str, ...] = ()


def read_brief(source: Path | BinaryIO) -> Reading:
    r"""Read a brief from a file, or from a binary stream such as `sys.stdin.buffer`.

    Its text is UTF-8, or UTF-16 or UTF-32 with a byte order mark; line ends become `\n`; control,
    invisible and bidirectional formatting characters are removed, with a warning. Raises InputMissing when
    the file is not there or cannot be opened, InputError when what is there is no text that can be used.
    """
    name = source.name if isinstance(source, Path) else STANDARD_INPUT
    shown = str(source) if isinstance(source, Path) else STANDARD_INPUT
    text, warnings = _cleaned(read_text(source), shown)
    if text.count("\n") > _MOST_LINES:
        raise InputError(f"{shown}: has more than {_MOST_LINES:,} lines", hint=_SHORT)
    if not text.strip():
        raise InputError(f"{shown}: the brief is empty", hint="Write down what is to be built, for whom, and why.")
    if len(text.strip()) < 40 and len(_WORDS.findall(text)) < _FEW_WORDS:  # some scripts have no spaces
        warnings.append(f"{shown}: the brief has under five words; nearly everything will be an assumption")
    statements = cut(text)
    brief = Brief(
        name=name,
        title=_LABEL.sub("", title(text)) or name,
        text=text,
        statements=statements,
        facts=find(statements, text),
    )
    return Reading(brief=brief, warnings=tuple(warnings))


def _cleaned(text: str, shown: str) -> tuple[str, list[str]]:
    """Return the text without characters that cannot be seen, and a warning when there were any."""
    lines = _LINE_END.sub("\n", text)
    cleaned, removed = without_invisible(lines)
    if not removed:
        return lines, []
    first = lines.count("\n", 0, removed[0][0]) + 1
    return cleaned, [f"{shown}:{first}: removed {removed_in_words(removed)}"]
