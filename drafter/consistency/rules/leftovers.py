"""What was left in running text by mistake: wrong characters, variables, comments, open brackets, repetitions."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import running_text
from drafter.consistency.readings.prose import (
    CLAUSE_WORDS,
    Passage,
    passages_at,
    passages_holding,
    passages_where,
    sentences,
    stops_in_bracket,
    texts_with,
    without_code,
)
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["left_comment", "left_variable", "mangled_characters", "open_bracket", "sentence_again"]

_MANGLED = regex(
    r"(?:â[\x80€].|[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ðŸ..|\N{REPLACEMENT CHARACTER})+",
)
"""What UTF-8 looks like when it is read as Windows-1252 or Latin-1."""
_MANGLED_BEGINS = "âÂÃð\N{REPLACEMENT CHARACTER}"
_VARIABLE = regex(
    r"\{\{[-\s]*[A-Za-z_][^{}\n]{0,80}\}\}|\{%[^%\n]{1,80}%\}|<%[^%\n]{1,80}%>|(?<![\w=:/.])\$\{[A-Za-z_]\w*\}"
    r"|(?<![\w%])%\([A-Za-z_]\w*\)s\b"
)
_VARIABLE_HINTS = ("{{", "{%", "<%", "${", "%(")
_SPEAKS = (
    r"[^()\[\]]*(?:\?|\b(?:please|should|shall we|discuss|check|still|really|why|reword|rewrite|wrong|unclear|remove"
    r"|bitte|sollten|müssen|besprechen|prüfen|wirklich|stimmt|warum|unklar|falsch|streichen)\b)[^()\[\]]*"
)
_NOTE = r"(?:note|comment|question|remark|reminder|notiz|kommentar|frage|anmerkung|rückfrage)"
_COMMENT = regex(
    rf"[(\[](?i:{_NOTE} (?:to|by|from|for|an|von|für) )(?:the )?[A-ZÄÖÜ@][^()\[\]]{{0,40}}?:[^()\[\]]+[)\]]"
    rf"|[(\[]@?(?P<initials>[A-Z]{{2,3}})\s?:\s(?i:{_SPEAKS})[)\]]"
    rf"|[(\[](?i:(?:reviewer|review|author|editor|lektorat|gutachter)(?:'s)?(?: (?:note|comment))?\s?:)[^()\[\]]+[)\]]"
    r"|\{>>.+?<<\}|\{\+\+.+?\+\+\}|\{--.+?--\}|\bFIXME\b|(?<![\w?])\?{3,}"
)
_COMMENT_BEGINS = re.compile(
    rf"[(\[{{F?](?:(?<=[(\[])(?:@?[A-Z]{{2,3}}\s?:|(?i:{_NOTE}|reviewer|review|author|editor|lektorat|gutachter))"
    r"|(?<=\{)(?:>>|\+\+|--)|(?<=F)IXME|(?<=\?)\?\?)"
)
"""It begins with a set of characters, so that the search is fast."""
_INTERVAL = regex(r"\([^\s()\[\],;]*\s?[,;]\s?[^\s()\[\],;]*\]|[:;=]-?\(")
"""`(0, 1]`, and a sad face."""
_CODE_SPAN = regex(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LONGEST_COMMENT = 60
_FEWEST_WORDS = 6
_FEWEST_LETTERS = 25


@rule("TXT110", "error")
def mangled_characters(page: Page) -> Iterator[Problem]:
    """Characters were read in another encoding than they were written in.

    Readers see signs that nobody wrote, and names with them are not found.

    Bad: the â€œreturnâ€\N{REPLACEMENT CHARACTER} of a tool, fÃ¼r
    Good: the “return” of a tool, für
    Fix: write the characters anew, and save the file as UTF-8.
    """
    if not any(sign in page.text for sign in _MANGLED_BEGINS):
        return
    for text in (*_headings(page), *texts_with(page, *_MANGLED_BEGINS)):
        for match in _MANGLED.finditer(_bare(text.raw)):
            yield Problem(f"“{match[0]}” was read in another encoding", _at(text, match))


@rule("TXT111", "warning")
def left_variable(page: Page) -> Iterator[Problem]:
    """A template's variable was never filled in.

    The sentence says nothing about the thing that it should name.

    Bad: All loans go through the {{ component_name }}.
    Good: All loans go through the Loan API.
    Fix: write what the variable stands for, or put it in backticks when it is meant.
    """
    headings = (text for text in _headings(page) if any(mark in text.raw for mark in _VARIABLE_HINTS))
    for text in (*headings, *texts_with(page, *_VARIABLE_HINTS)):
        for match in _VARIABLE.finditer(_bare(text.raw)):
            yield Problem(f"the variable {match[0]} was not filled in", _at(text, match))


@rule("TXT112", "warning")
def left_comment(page: Page) -> Iterator[Problem]:
    """A comment of an author or reviewer was left in the text.

    It is no part of the design, and what it asks may still be open.

    Bad: The gate checks all loans. (JK: is this still true?)
    Good: The gate checks all loans.
    Fix: do what the comment asks, or list it under **Open questions**; then remove it.
    """
    places = (match.start() for match in _COMMENT_BEGINS.finditer(page.once(running_text)))
    for passage in passages_at(page, places):
        words = passage.text.words
        if passage.kind == "question":
            continue
        for match in _COMMENT.finditer(without_code(words)):
            shown = match[0] if len(match[0]) <= _LONGEST_COMMENT else f"{match[0][:_LONGEST_COMMENT]}…"
            yield Problem(f"the comment “{shown}” was left in", passage.text.part(match[0]))


@rule("TXT113", "warning")
def open_bracket(page: Page) -> Iterator[Problem]:
    """A bracket is opened and never closed.

    Readers cannot tell where the remark ends, and something may be missing.

    Bad: The gate (in the yard opens in the morning.
    Good: The gate (in the yard) opens in the morning.
    Fix: close the bracket.
    """
    for passage in passages_holding(page, "("):
        words = passage.text.words
        if words.count("(") <= words.count(")") or _is_cut_off(passage) or _closes_later(page, passage):
            continue
        offset = _unclosed(without_code(words))
        if offset >= 0:
            shown = " ".join(words[offset:].split()[:4])
            yield Problem(f"the bracket at “{shown}” is not closed", passage.text.part(shown))


def _is_cut_off(passage: Passage) -> bool:
    """Tell whether the whole text stops within the bracket, which is another matter."""
    words = passage.text.words
    return passage.kind != "label" and words.count(" ") >= CLAUSE_WORDS and stops_in_bracket(words)


def _closes_later(page: Page, passage: Passage) -> bool:
    """Tell whether a label's bracket is closed in the text behind it."""
    end = page.text.find("\n", passage.text.end)
    rest = page.text[passage.text.end : end if end >= 0 else None] if passage.kind == "label" else ""
    return rest.count(")") > rest.count("(")


def _unclosed(words: str) -> int:
    """Return the offset of the last bracket that is not closed; -1 for none."""
    opened: list[int] = []
    for match in re.finditer(r"[()]", _INTERVAL.sub(lambda match: " " * len(match[0]), words)):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[-1] if opened else -1


@rule("TXT114", "warning")
def sentence_again(page: Page) -> Iterator[Problem]:
    """A paragraph says the same sentence twice.

    It was pasted twice, or the second was to say something else.

    Bad: The gate counts the tools. It opens in the morning. The gate counts the tools.
    Good: The gate counts the tools. It opens in the morning.
    Fix: remove the repetition, or write what was meant.
    """
    for passage in passages_where(page, _says_again):
        if passage.kind != "label":
            yield from _again(passage, sentences(passage.text.words))


def _says_again(words: str) -> bool:
    found = sentences(words)
    said = {sentence.strip().casefold().rstrip(".!? ") for sentence in found} if len(found) > 1 else found
    return len(said) < len(found)


def _again(passage: Passage, said: list[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for sentence in said:
        words = sentence.strip()
        folded = words.casefold().rstrip(".!? ")
        if folded.count(" ") < _FEWEST_WORDS - 1 and len(folded) < _FEWEST_LETTERS:
            continue
        if folded in seen:
            at = passage.text.raw.rfind(words)
            again = Text(words, words, passage.text.start + at) if at >= 0 else passage.text
            shown = " ".join(words.split()[:6])
            yield Problem(f"“{shown} …” stands twice in one paragraph", again, (passage.text.part(seen[folded]),))
        seen.setdefault(folded, words)


def _headings(page: Page) -> Iterator[Text]:
    return (part.heading.text for part in page.parts if part.heading)


def _bare(raw: str) -> str:
    """Return the characters with spaces in the place of code."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), raw) if "`" in raw else raw


def _at(text: Text, match: re.Match[str]) -> Text:
    return Text(match[0], match[0], text.start + match.start())
