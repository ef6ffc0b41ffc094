"""What is wrong with running text: it stops, repeats itself, announces nothing or says nothing."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import holding, running_text
from drafter.consistency.readings.prose import (
    CLAUSE_WORDS,
    Passage,
    passages,
    passages_holding,
    passages_where,
    repetitions,
    stops_in_bracket,
    without_code,
)
from drafter.consistency.rule import Problem, rule
from drafter.document.page import ListBlock, ListItem, Page, Text
from drafter.patterns import regex

__all__ = [
    "cut_off", "doubled_word", "empty_item", "empty_phrase", "no_end_mark", "nothing_announced", "repeated_paragraph",
    "repeated_sentence", "speaks_of_the_request",
]  # fmt: skip

_OPEN_END = regex(
    r"(?<![\w/-])(?:a|and|or|the|of|than|their|its|whose|because|such as|so that|und|oder|weil"
    r"|dessen|mit dem)$"
)
"""Last words of no phrase; "who it is for" and "log in" are phrases, and so is "nimmt Bestellungen an"."""
_OPEN_CLAUSE = regex(
    r"(?<![\w/-])(?:is|are|was|were|been|has|have|may|must|will|should|also|at|for|from|with|which|to|that|when|by|as|but|if|into|für|von|dass)$"
)
"""Last words of no sentence, but perhaps of a phrase."""
_OPEN_THEN_STOP = regex(r"(?<![\w/-])(?:a|and|or|the|than|their|but|such as|which|und|oder|weil)\.$")
_OPENING = frozenset({
    "a", "also", "and", "are", "as", "at", "been", "but", "by", "dass", "dem", "dessen", "for", "from", "für", "has",
    "have", "if", "into", "is", "its", "may", "must", "oder", "of", "or", "should", "than", "that", "the", "their",
    "to", "und", "von", "was", "weil", "were", "when", "which", "whose", "will", "with",
})  # fmt: skip
"""The last words of what these patterns find."""
_LIST_JOINT = regex(r"[,;] (?:and|or|und|oder)$")
_BETWEEN_WORDS = str.maketrans("/-", "  ")
_LONGEST_END = 16
"""Characters at the end of a text that hold the longest of these words, and one before it."""
_SENTENCE_END = regex(r"(?<=[^\s.]{3})[.!?] +(?=[\"“(]?[A-ZÄÖÜ])")
_ENDS_IN_A_WORD = regex(r"[^\W\d_]{2,}$")
_DIGIT = regex(r"\d")
_LAST_WORDS = 6
_LONG_WORDS = 8
_LONGEST_MEASURE = 30
_CLOSED = (".", "!", "?", "。", ".)", ".”", '."')
_MOST = 0.9
"""Of the long items and cells of a document that ends them like sentences."""
_FEWEST_LONG = 10
_DOUBLED = regex(r"[ (“\"]([A-ZÄÖÜa-zß-ÿ][a-zß-ÿ]+) (?=((?i:\1))(?![\w'’-]))")
_DOUBLED_ANYWHERE = re.compile(r"[\s(“\"`]([A-ZÄÖÜa-zß-ÿ][a-zß-ÿ]+) (?i:\1)(?![\w'’-])")
_MAY_DOUBLE = frozenset(
    {"had", "that", "very", "so", "no", "bye", "log", "die", "der", "das", "sie", "wir", "was", "is"}
)
_EMPTY_PHRASE = regex(
    r"\b(?:as (?:needed|necessary|appropriate|required)|if (?:needed|necessary)|and so on|state[- ]of[- ]the[- ]art"
    r"|cutting[- ]edge|best[- ]in[- ]class|world[- ]class|robust and scalable|scalable and robust|scalable, robust"
    r"|industry[- ]leading|next[- ]generation|seamless(?:ly)?|industry best practices|best practices|user-friendly"
    r"|a certain threshold|and much more|highly (?:scalable|performant|available and scalable)|bei Bedarf"
    r"|nach Bedarf|Stand der Technik)\b",
    re.IGNORECASE,
)
_EMPTY_HINTS = (
    "needed", "necessary", "appropriate", "as required", "so on", "the-art", "the art", "-edge", " edge", "in class",
    "-class", "world", "robust", "scalable", "leading", "next", "seamless", "practices", "friendly", "threshold",
    "much more", "highly", "bedarf", "stand der",
)  # fmt: skip
_REQUEST = regex(
    r"\bas an ai(?: language)? model\b|\bas a (?:large )?language model\b|\bi am an? (?:ai|(?:large )?language model)\b"
    r"|\bi(?: am|['’]m) (?:sorry|unable)\b|\b(?:in|from|of|by|see) the (?:prompt|fields?) above\b"
    r"|^(?:sure|certainly|of course)[!,.] (?:here|i|below)\b|\bhere(?: is|['’]s) (?:the|your|an?) (?:requested|updated"
    r"|revised|rewritten|completed) (?:section|document|text|answer|design)\b|\blet me know if you\b"
    r"|\bi hope this helps\b|\bals (?:ki|sprachmodell)\b|\bthe placeholder text\b",
    re.IGNORECASE,
)
_REQUEST_HINTS = (
    "ai model", "language model", "i am ", "i’m", "i'm", "prompt above", "field above", "fields above", "here is",
    "here’s", "here's", "let me know", "hope this", "als ki", "sprachmodell", "placeholder text",
    *(f"{word}{mark} " for word in ("sure", "certainly", "of course") for mark in "!,."),
)  # fmt: skip
"""One of these is in what the pattern finds; looking for them takes less time."""


@rule("TXT101", "warning")
def cut_off(page: Page) -> Iterator[Problem]:
    """A text stops within a sentence.

    What is missing may be what mattered; often a copy, a limit or a merge cut it.

    Bad: The Loan API keeps the loans of the
    Good: The Loan API keeps the loans of the last year.
    Fix: finish the sentence.
    """
    for passage in passages_where(page, _may_stop):
        if passage.kind != "label" and _stops(passage, passage.text.words):
            yield Problem(f"the text stops at “{_last(passage.text.words)}”", passage.text)


def _may_stop(words: str) -> bool:
    """Tell whether words end in a comma or a word that ends no sentence, or within a bracket."""
    if words[-1:] == "," or ("(" in words and words.rfind("(") > words.rfind(")")):
        return True
    last = words[-_LONGEST_END:].removesuffix(".").rpartition(" ")[2]
    if last.isalpha():
        return last in _OPENING
    return last.translate(_BETWEEN_WORDS).rpartition(" ")[2] in _OPENING


def _stops(passage: Passage, words: str) -> bool:
    tail = words[-_LONGEST_END:]
    if words[-1:] in "`:" or " " not in words or not _may_stop(words):
        return False
    if passage.kind == "item" and _LIST_JOINT.search(tail):
        return False  # a list that goes on in the next item
    if _OPEN_END.search(tail) or _OPEN_THEN_STOP.search(tail):
        return True
    if words.endswith(",") and passage.kind in {"paragraph", "cell"}:
        return passage.is_last
    is_long = words.count(" ") >= CLAUSE_WORDS
    return is_long and (bool(_OPEN_CLAUSE.search(tail)) or stops_in_bracket(words))


def _last(words: str) -> str:
    return " ".join(words.split()[-4:])


@rule("TXT102", "warning")
def repeated_sentence(page: Page) -> Iterator[Problem]:
    """A sentence stands in two sections.

    One of the two will be changed alone, and then they differ; and each section should say something of its own.

    Bad: “The Loan API refuses a loan of a broken tool.” in 3.2 and in 9.2
    Good: say it in 3.2, and refer to 3.2 in 9.2
    Fix: keep the sentence where readers look for it, and refer to it elsewhere.
    """
    for repetition in page.once(repetitions):
        if not repetition.is_paragraph:
            message = f"{_where(repetition.first_part.key, repetition.first_part.section)} says this already"
            yield Problem(message, repetition.again, (repetition.first,))


@rule("TXT103", "warning")
def repeated_paragraph(page: Page) -> Iterator[Problem]:
    """A whole paragraph stands twice.

    It was copied, and the copy says nothing about the part where it stands now.

    Bad: the same paragraph in 7.1 and in 7.2
    Good: 7.1 says how users sign in, 7.2 what they may do
    Fix: write what belongs there, or refer to the first place.
    """
    for repetition in page.once(repetitions):
        if repetition.is_paragraph:
            message = f"{_where(repetition.first_part.key, repetition.first_part.section)} has this paragraph already"
            yield Problem(message, repetition.again, (repetition.first,))


def _where(key: str, section: int) -> str:
    return key if key and key[0].isdigit() else f"section {section}"


@rule("TXT104", "warning")
def nothing_announced(page: Page) -> Iterator[Problem]:
    """A text announces something with a colon, and nothing follows.

    A list, a table or a diagram was forgotten or deleted.

    Bad: “The gate checks:” followed by the next heading
    Good: “The gate checks:” followed by the list
    Fix: add what was announced, or end the sentence.
    """
    for passage in passages_where(page, lambda words: words.endswith(":") and len(words) > 1):
        if passage.kind not in {"label", "assumption", "question"} and passage.is_last:
            yield Problem(f"nothing follows “{_last(passage.text.words)}”", passage.text)


@rule("TXT105", "warning")
def doubled_word(page: Page) -> Iterator[Problem]:
    """A word stands twice in a row.

    It looks careless, and sometimes a word between the two was lost.

    Bad: The the gate opens.
    Good: The gate opens.
    Fix: remove one of them.
    """
    whole = f"\n{page.once(running_text)}"
    for line in holding(page, (match.start() for match in _DOUBLED_ANYWHERE.finditer(whole))):
        words = f" {without_code(line.text.words)}"
        for match in _DOUBLED.finditer(words):
            if match[2].islower() and match[2] not in _MAY_DOUBLE:
                yield Problem(f"“{match[2]}” stands twice", line.text.part(f"{match[1]} {match[2]}"))


@rule("TXT106", "note")
def empty_phrase(page: Page) -> Iterator[Problem]:
    """A phrase says nothing that could be built or checked.

    Whoever builds it must guess how much, when, or by which measure.

    Bad: Instances are added as needed.
    Good: An instance is added above 70 % of CPU for five minutes.
    Fix: say when, how much, or by which measure; or leave it out.
    """
    for passage in passages_holding(page, _EMPTY_HINTS):
        if passage.part.section and passage.kind not in {"label", "question"}:
            words = passage.text.words
            for match in _EMPTY_PHRASE.finditer(words):
                if words.count("`", 0, match.start()) % 2 == 0:
                    yield Problem(f"“{match[0]}” says nothing that can be checked", passage.text.part(match[0]))


@rule("TXT107", "error")
def speaks_of_the_request(page: Page) -> Iterator[Problem]:
    """A text speaks of the request that it answers, not of the system.

    It was pasted from a conversation with a model, and nobody read it.

    Bad: Certainly! Here is the requested section.
    Good: the section
    Fix: remove the sentence, and read the rest of what was pasted.
    """
    for passage in passages_holding(page, _REQUEST_HINTS):
        words = passage.text.words
        match = _REQUEST.search(words)
        if match and words.count("`", 0, match.start()) % 2 == 0 and not _is_quoted(words, match.start()):
            yield Problem(f"“{match[0]}” speaks of a request", passage.text.part(match[0]))


def _is_quoted(words: str, offset: int) -> bool:
    """Tell whether an offset is within quotation marks."""
    before = words[:offset]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


@rule("TXT108", "warning")
def empty_item(page: Page) -> Iterator[Problem]:
    """A label or list item has no text.

    Readers cannot tell whether it was forgotten or does not apply.

    Bad: - **Configuration**:
    Good: - **Configuration**: none
    Fix: write what belongs there, “none”, or why it does not apply.
    """
    for part in page.parts:
        for number, block in enumerate(part.blocks):
            if isinstance(block, ListBlock):
                follows = number + 1 < len(part.blocks)
                yield from _empty_items(page, block, follows=follows)


def _empty_items(page: Page, block: ListBlock, *, follows: bool) -> Iterator[Problem]:
    for number, item in enumerate(block.items, 1):
        for inner in item.blocks:
            if isinstance(inner, ListBlock):
                yield from _empty_items(page, inner, follows=False)
        may_go_on = follows and number == len(block.items)
        if item.text or item.blocks or may_go_on:
            continue
        if not item.label:
            start = block.start if number == 1 else _end(block.items[number - 2])
            yield Problem("a list item is empty", Text("", "", start))
        elif ":" in page.text[item.label.end : item.label.end + 4]:
            yield Problem(f"“{item.label.words}” has no text", item.label)


def _end(item: ListItem) -> int:
    return (item.text or item.label).end


@rule("TXT109", "note")
def no_end_mark(page: Page) -> Iterator[Problem]:
    """A text ends without a full stop.

    It may have been cut; and when nothing is missing, the stop is. Items and cells of one sentence are left alone,
    unless nearly all others of the document end like sentences.

    Bad: The gate opens in the morning. The Loan API then counts the
    Good: The gate opens in the morning. The Loan API then counts the tools.
    Fix: finish the sentence.
    """
    for passage in passages_where(page, _lacks_a_mark):
        words = passage.text.words
        if passage.kind not in {"paragraph", "item", "cell"} or passage.part.section == 0 or _stops(passage, words):
            continue
        *_, last = _SENTENCE_END.split(words)
        is_running = passage.kind == "paragraph" or last != words
        is_unlike = _may_be_sentence(passage) and page.once(_ends_sentences)
        if is_unlike or (is_running and last.count(" ") >= _LAST_WORDS - 1):
            yield Problem(f"the text ends at “{_last(words)}” without a full stop", passage.text)


def _lacks_a_mark(words: str) -> bool:
    """Tell whether words end in one, and are enough of them for it to matter."""
    is_long = words[-1:].isalpha() and words.count(" ") >= _LAST_WORDS - 1
    return is_long and _ENDS_IN_A_WORD.search(words[-_LONGEST_END:]) is not None


def _may_be_sentence(passage: Passage) -> bool:
    """Tell whether a text is long enough for a sentence, and neither a listing nor a measure."""
    words = passage.text.words
    if not passage.part.section or words.count(" ") < _LONG_WORDS - 1:
        return False
    is_listing = "`" in words or ";" in words or passage.part.key in {"1.5", "8.1"}
    return not is_listing and not _DIGIT.search(words[-_LONGEST_MEASURE:])


def _ends_sentences(page: Page) -> bool:
    """Tell whether the document ends long items and cells with a full stop; in one that does not, none is missing."""
    ends = [
        passage.text.words.endswith(_CLOSED)
        for passage in page.once(passages)
        if passage.kind in {"item", "cell"}
        and _may_be_sentence(passage)
        and _ENDS_IN_A_WORD.search(passage.text.words[-_LONGEST_END:].rstrip('.!?。)”"'))
    ]
    return len(ends) >= _FEWEST_LONG and sum(ends) >= _MOST * len(ends)
