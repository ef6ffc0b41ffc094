"""Technologies that the brief names, and whether it turns them down."""

import re
from collections.abc import Iterator

from drafter.document.brief import Technology
from drafter.facts.catalogue import Entry, Spelling, entries, token_at
from drafter.facts.passage import Passage, blanked
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["technologies"]

_START = regex(r"(?<![A-Za-z0-9\u00c0-\u024f@$])\.?[A-Za-z0-9\u00c0-\u024f]")
_NOT_BEFORE = regex(r"(?:[\w\u00c0-\u024f][._]|\.|--?|\d[.,])$")
"""The end of `file.`, `../`, `--` and `-`: the word after it belongs to something else."""
_IN_PATH = regex(r"(?:^|[\s(\"'])(?:[.~]{0,2}/|[A-Za-z]:\\|[.~]{0,2}\\)\S*$")
_NOT_AFTER = regex(r"[+#]|[.:][A-Za-z0-9]|-?[_\d]|_\w|://|=")

_VERSION_AFTER = regex(r"\s+v?\d")
_NOUN_AFTER = regex(
    r"""['’]?s?[\s-]+(?:services?|programs?|binar(?:y|ies)|code|codebase|librar(?:y|ies)|modules?|packages?|sdks?|apis?
        |clients?|developers?|engineers?|programmers?|compiler|runtime|apps?|applications?|scripts?|servers?|backends?
        |frontends?|projects?|extensions?|toolchain|clusters?|instances?|databases?|models?|jobs?|workers?|functions?
        |workflows?|pipelines?|channels?|boards?|tickets?|bots?|web\s?hooks?|dashboards?|rewrite|port|routers?|templates?)\b
    """,
    re.VERBOSE,
)
_PHRASE_BEFORE = regex(
    r"""(?:\b(?:in|using|uses?|used|via|with|like|prefers?|chose|choose|know|knows|than|instead\sof|
        (?:written|built|implemented|coded|developed|programmed|rewritten|ported|deployed|hosted|run|runs|running)
        \s(?:in|on|to|with|by)|auf|mit|in|nutzt|nutzen|verwendet|verwenden|programmiert\sin)\s+(?:pure\s+|plain\s+|modern\s+|the\s+)?)$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LIST_AFTER = regex(r"\s*(?:[,/+&(]|\band\b|\bor\b|\bund\b|\boder\b)\s*$")
_VERB_AFTER = regex(r"\s+(?:to|on|for|your|our|their|it|them|this|that|in|into|and then)\b")

_CUE = (
    r"(?:(?<!\w)not(?!\s+(?:only|just|necessarily))|n't|n’t|cannot|never|no|nobody|without"
    r"|avoid(?:s|ing)?|instead of"
    r"|rather than|retir(?:e|es|ing)|drop(?:s|ping)?|get rid of|phas(?:e|ing) out|decommission(?:s"
    r"|ing)?|forbid(?:s|den)?"
    r"|(?:migrat|mov)(?:e|es|ed|ing) (?:away )?(?:from|off)|away from|kein(?:e|en|er|em)?|nicht|ohne"
    r"|statt|anstatt"
    r"|anstelle von|weder|noch|pas de|sans|不使用|不用|避免)"
)
_REPLACE = r"(?:replac(?:e|es|ed|ing)(?! by)|supersed(?:e|es|ing)|ersetz(?:t|en)|ablös(?:en|t))"
_FILLER = (
    r"(?:use|uses|using|used|want(?:s|ed)?|need(?:s|ed)?|to|be|on|in|with|of|for|the|a|an|any|another|new|our|more|run|running"
    r"|operate|operating|adopt|adopting|introduce|introducing|have|rely(?:ing)?|depend(?:ing)?|another|either|e\.g\."
    r"|such as|like|allowed|do|want|legacy|old|existing|current|own|managed|hosted|self-hosted|get"
    r"|add|adding|bring|in"
    r"|verwenden|nutzen|einsetzen|auf|das|die|der|den|eine?n?|mehr|bestehende[ns]?|alte[ns]?)"
)
_BETWEEN = rf"(?:[\s,/&\0()]|\b{_FILLER}(?=\s)|\b(?:or|and|nor|oder|und|noch)\b){{0,24}}"
_SWAPPED = _BETWEEN.replace("|with|", "|")
_REJECTED_BEFORE = regex(rf"(?:{_CUE}){_BETWEEN}$", re.IGNORECASE)
_REPLACED_BEFORE = regex(
    rf"(?P<no>(?:\bnot|n't|n’t|\bno need to|\bwithout)\s+(?:to\s+)?)?\b{_REPLACE}{_SWAPPED}$", re.IGNORECASE
)
_REJECTED_AFTER = regex(
    r"""\s*(?:(?:is|are|was|were|would\sbe)\s+(?:(?:not|no)\s+(?:an?\s+)?(?:longer\s+)?(?:option|allowed|used|wanted|needed|required
        |permitted|acceptable|approved|available|in\sscope)|ruled\sout|out\sof\s(?:the\squestion|scope)|rejected
        |off\sthe\stable|forbidden|banned|overkill|being\s(?:retired|replaced|phased\sout)|to\sbe\sreplaced)
        |must\snot\b|should\snot\b|(?:ist|wird|kommt)\snicht\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REJECTING_HEADING = regex(r"reject|discarded|ruled out|not chosen|verworfen", re.IGNORECASE)
_NON_GOAL_HEADING = regex(r"non-?\s?goals?|out of scope|nicht-?ziele", re.IGNORECASE)
_NOT_WANTED_HEADING = regex(rf"{_NON_GOAL_HEADING.pattern}|not wanted|not in this|excluded", re.IGNORECASE)
_ALONE = regex(r"(?:[\s\0.,;]|\b(?:support|for|on)\b)*+", re.IGNORECASE)
_CLAUSE = regex(r"[;:!?—–]|\.\s|\bbut\b|\bbecause\b|\baber\b|\bsondern\b|\bso that\b")
_WINDOW = 120


@frozen
class _Hit:
    entry: Entry
    start: int
    end: int


def technologies(passage: Passage) -> tuple[Technology, ...]:
    """Return the technologies, in order.

    A name that is also an ordinary word ("Go", "Express") counts only in its case and with evidence: a
    version or a word such as "service" after it, "written in" before it, or another technology in the
    same list. `rejected` is set when the clause turns the technology down or replaces it.
    """
    sure, unsure = _hits(passage.words)
    kept = list(sure)
    for hit in unsure:
        if _has_evidence(passage.words, hit) or _beside(passage.words, hit, kept):
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    clauses = blanked(passage.words, [(hit.start, hit.end) for hit in kept])
    return tuple(
        Technology(
            **passage.place(hit.start, hit.end),
            name=hit.entry.name,
            category=hit.entry.category,
            rejected=_is_rejected(clauses, hit, passage.statement.heading),
        )
        for hit in kept
    )


def _hits(words: str) -> tuple[list[_Hit], list[_Hit]]:
    """Return the certain hits and those that need evidence."""
    sure: list[_Hit] = []
    unsure: list[_Hit] = []
    reached = 0
    for match in _START.finditer(words):
        if match.start() < reached or _belongs_elsewhere(words, match.start()):
            continue
        for spelling, end in _spellings_at(words, match.start()):
            hit = _Hit(spelling.entry, match.start(), end)
            is_verb = spelling.way == "exact" and not words[: hit.start].strip() and _VERB_AFTER.match(words, end)
            (unsure if spelling.way == "context" or is_verb else sure).append(hit)
            reached = end
            break
    return sure, unsure


def _belongs_elsewhere(words: str, start: int) -> bool:
    """Return whether the word at `start` is part of an option, a file's name or a path."""
    if _NOT_BEFORE.search(words, max(0, start - 3), start):
        return True
    is_part = words[start - 1 : start] in {"/", "\\"}
    return is_part and _IN_PATH.search(words[max(0, start - 80) : start]) is not None


def _spellings_at(words: str, start: int) -> Iterator[tuple[Spelling, int]]:
    for spelling in entries().get(token_at(words, start), ()):
        match = spelling.match(words, start)
        if match and _is_whole(words, match.end()):
            yield spelling, match.end()


def _is_whole(words: str, end: int) -> bool:
    """Return whether a word can end here; a CJK character ends a Latin word."""
    following = words[end : end + 1]
    if following.isalnum() and following < "\u2e80":
        return following == "s" and not words[end + 1 : end + 2].isalnum() and words[end - 1].isupper()
    return not _NOT_AFTER.match(words, end)


def _has_evidence(words: str, hit: _Hit) -> bool:
    if _VERSION_AFTER.match(words, hit.end) or _NOUN_AFTER.match(words, hit.end):
        return True
    return _PHRASE_BEFORE.search(words[max(0, hit.start - 30) : hit.start]) is not None and (
        not words[hit.end :].lstrip()[:1].isupper()
    )


def _beside(words: str, hit: _Hit, known: list[_Hit]) -> bool:
    """Return whether only a list's separator stands between this hit and a known one."""
    return any(
        _LIST_AFTER.match(words[other.end : hit.start])
        if other.end <= hit.start <= other.end + 8
        else other.start - 8 <= hit.end <= other.start and _LIST_AFTER.match(words[hit.end : other.start])
        for other in known
    )


def _is_rejected(words: str, hit: _Hit, heading: str) -> bool:
    """Return whether the clause around a hit turns it down; `words` has NULs for all hits."""
    clause = _CLAUSE.split(words[max(0, hit.start - _WINDOW) : hit.start])[-1]
    if _NOT_WANTED_HEADING.search(heading) and _ALONE.fullmatch(words):
        return True
    if _REJECTING_HEADING.search(heading) or _REJECTED_BEFORE.search(clause):
        return _REPLACED_BEFORE.search(clause) is None
    if replaced := _REPLACED_BEFORE.search(clause):
        return not replaced["no"] and not _NON_GOAL_HEADING.search(heading)
    return _REJECTED_AFTER.match(words, hit.end) is not None
