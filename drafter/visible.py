"""Text without what a reader cannot see: for terminals and logs, and for what people hand in."""

import unicodedata
from collections.abc import Sequence

from drafter.patterns import regex

__all__ = ["printable", "removed_in_words", "without_invisible"]

_BLANKS = regex(r"[^\S ]+")

_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2"
"""Signs after which a joiner decides how a letter of an Indic script is drawn, at the end of a word as well."""
_LETTER = "[^\x00-\x7f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
"""What a joiner can join: other scripts and emoji, no other joiner, so that no message hides in a row of them."""
_FLAGS = "\U0001f3f4(?:{})".format(
    "|".join("".join(chr(0xE0000 + ord(letter)) for letter in f"{name}\x7f") for name in ("gbeng", "gbsct", "gbwls"))
)
"""England, Scotland and Wales: all that tag characters are for."""
_SEQUENCES = (
    r"\x1b\[[0-?]{0,40}[ -/]{0,4}[@-~]"  # colours and cursor movements of a terminal
    r"|\x1b[\]PX^_][^\x07\x1b\x9c\n]{0,2000}(?:\x07|\x1b\\|\x9c)"  # its hyperlinks and titles, with their text
)
_CHARACTERS = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 without tab and line ends
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_JOINERS = f"(?<![{_VIRAMAS}])(?:(?<!{_LETTER})[\u200c\u200d]|[\u200c\u200d](?!{_LETTER}))"
_SELECTORS = (
    "(?<![0-9#*\xa9\xae\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"  # text or emoji
    "|(?<![\u1000-\u109f\u2190-\u2bff\u2e80-\u9fff\ua840-\uaa7f\uf900-\ufaff\uff00-\uffef])[\ufe00-\ufe0d]"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"  # forms of a Chinese character
    "|(?<![\u1820-\u18aa])[\u180b-\u180d\u180f]"
)
"""Variants of a character that has some; any other place makes them bytes that only a program reads."""
_INVISIBLE = regex(f"(?P<flag>{_FLAGS})|{_SEQUENCES}|{_CHARACTERS}|{_JOINERS}|{_SELECTORS}")


def printable(text: str) -> str:
    """Return text on one line without control, formatting and other unprintable characters."""
    return "".join(char for char in _BLANKS.sub(" ", text) if char.isprintable())


def without_invisible(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return text without control, invisible and bidirectional formatting characters, and what was removed.

    Each removal is the offset in `text` and the characters there. Line ends, tabs, and the joiners, variation
    selectors and flags that writing systems and emoji are made of stay.
    """
    removed = tuple((match.start(), match[0]) for match in _INVISIBLE.finditer(text) if match["flag"] is None)
    if not removed:
        return text, ()
    return _INVISIBLE.sub(lambda match: match["flag"] or "", text), removed


def removed_in_words(removed: Sequence[tuple[int, str]]) -> str:
    """Return `3 invisible or control characters (U+202E right-to-left override, ...)` for what was removed."""
    characters = "".join(text for _, text in removed)
    kinds = sorted({char for char in characters if not char.isprintable() or not char.isascii()})
    named = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'control character').lower()}" for char in kinds[:4])
    more = ", ..." if len(kinds) > 4 else ""
    return f"{len(characters)} invisible or control character{'s' if len(characters) > 1 else ''} ({named}{more})"
