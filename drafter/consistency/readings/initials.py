"""Whether the letters of an acronym are those of some words."""

from rapidfuzz.distance import LCSseq

from drafter.patterns import regex

__all__ = ["could_be_meant", "fits", "phrases"]

_WORD = regex(r"[^\W_]+(?:['’][a-z]+)?")
_SMALL = frozenset(
    """
    a an and as at by for from in into is of on or the to via with der des die das dem den ein eine für im in mit
    und von zu zum zur
    """.split()  # noqa: SIM905
)
_ARTICLES = frozenset(
    """
    a an the every each what how where which who any all one its our this that to see when der die das ein eine jede
    jeder jedes wie wo was wer siehe in for used
    """.split()  # noqa: SIM905
)
_FIRST = regex(r"[^:;.(–—]+")
_UPPER = regex(r"[A-Z]{2,6}")
_SHORT = 3
_LONGEST = 120
"""Characters of the words of an acronym."""
_SOUNDS = {"x": ("cross", "ex", "trans", "extended")}
"""`XSS` is cross-site scripting."""
_OTHERWISE = frozenset({"UTC", "ISO", "SI", "UCI", "MQTT", "LESS", "GNU", "PHP"})
"""Acronyms of another language's words, or of none."""


def phrases(meaning: str) -> tuple[str, ...]:
    """Return what may be the words of an acronym: a definition up to its first mark, and up to its first comma."""
    match = _FIRST.match(meaning)
    whole = match[0].strip() if match else ""
    return (whole, whole.partition(",")[0]) if "," in whole else (whole,)


def fits(acronym: str, phrase: str, *, strictly: bool = False) -> bool:
    """Tell whether an acronym can stand for some words.

    Its letters are the words' initials, with words left out or not; or each word gives its initial and letters from
    within. Strictly, no word is left out but small ones, and letters from within do not count.
    """
    said = _WORD.findall(phrase.casefold()[:_LONGEST])
    letters = [letter for letter in acronym.casefold() if letter.isalpha()]
    large = [word for word in said if word not in _SMALL]
    if strictly:
        return [word[0] for word in large] == letters or [word[0] for word in said] == letters
    initials = iter(word[0] for word in said)
    if all(letter in initials for letter in letters):
        return True
    return any(_takes(letters, words) for words in (large, said, *_sounding(letters, large)))


def _takes(letters: list[str], words: list[str]) -> bool:
    """Tell whether each word can give its initial and any letters behind it."""
    starts = {0}
    for word in words:
        reached = set()
        for start in starts:
            if start < len(letters) and word[0] == letters[start]:
                at, end = 0, start
                while end < len(letters) and (found := word.find(letters[end], at)) >= 0:
                    at, end = found + 1, end + 1
                    reached.add(end)
        starts = reached
    return len(letters) in starts


def _sounding(letters: list[str], words: list[str]) -> tuple[list[str], ...]:
    """Return the words with an x where a word that sounds like it stands."""
    if "x" not in letters:
        return ()
    before = [f"x{word}" if word.startswith(_SOUNDS["x"]) else word for word in words]
    within = [f"x{word[2:]}" if word.startswith("ex") else word for word in words]
    return before, within


def could_be_meant(acronym: str, phrase: str) -> bool:
    """Tell whether some words look like those of an acronym that has other letters.

    They are about as many as its letters, and half of the initials or more are right and in order.
    """
    said = _WORD.findall(phrase.casefold()[:_LONGEST])
    large = [word for word in said if word not in _SMALL]
    if not _UPPER.fullmatch(acronym) or acronym in _OTHERWISE or not large or said[0] in _ARTICLES:
        return False
    shared = LCSseq.similarity([word[0] for word in large], list(acronym.casefold()))
    slack = int(len(acronym) > _SHORT)
    is_like = abs(len(large) - len(acronym)) <= slack and 2 * shared >= len(acronym)
    return is_like and not fits(acronym, phrase)
