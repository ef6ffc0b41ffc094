"""Which parts speak of what their headings announce, and which of what belongs below another heading."""

import re

from drafter.consistency.readings.prose import passages
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Misplaced", "misplaced"]

_SUBJECTS = {
    "2.1": r"today|current|now\b|problem|need|want|cannot|can't|unable|no longer|nobody|everybody|difficult|hard\b"
    r"|manual|lack|mistake|slow|expensive|cost|miss|fail|complain|user|customer|because|our\b|\bwe\b|heute|derzeit|bisher"
    r"|brauch|fehl|langsam|teuer|niemand|kunde|nutzer|weil",
    "5.4": r"valid|check|verif|reject|refus|constrain|unique|complete|correct|discard|must\b|rule|prüf|gültig|abgelehnt"
    r"|vollständig|regel",
    "7.4": r"valid|input|saniti|escap|inject|reject|refus|malform|schema|allow|deny|length|encod|attack|untrusted|check"
    r"|pars|eingabe|prüf|abgewiesen|angreif|angriff",
    "8.3": r"scal|grow|bottleneck|capacity|load|instance|partition|shard|horizontal|vertical|peak|limit|more\b"
    r"|distribut|parallel|replica|queue|faster|larger|wachs|skalier|engpass|last\b|mehr\b|verteil",
    "9.3": r"terraform|helm|ansible|pulumi|puppet|chef\b|cloudformation|bicep|version control|\bgit|repositor|manifest"
    r"|script|template|playbook|compose|infrastructure|configur|kustomize|code\b|automat|deploy|infrastruktur"
    r"|konfigur|versionsverwaltung",
    "10.2": r"test|fixture|sample|synthetic|anonymi|pseudonym|fake|seed|mock|generat|example|copy|copies|beispiel"
    r"|erzeugt|stichprobe",
    "10.3": r"test|pipeline|\bCI\b|commit|merg|pull request|push|build|stage|lint|automat|nightly|branch|bauen|gebaut",
    "11.3": r"roll|revert|previous|earlier|former|prior|restor|undo|redeploy|back\b|downgrade|blue|old\b|last\b"
    r"|reinstall|zurück|vorherig|vorig|wiederher|alte\b|alten\b|switch",
    "12.1": r"\blog|audit|trace|record|journal|protokoll|aufzeichn|aufgezeichnet",
}
"""What beginnings of words a part on its subject cannot do without, by its number."""
_PATTERNS = {key: regex(rf"(?<!\w)(?:{words})", re.IGNORECASE) for key, words in _SUBJECTS.items()}
_TELLING = {
    "2.1": r"today|currently|problem|nobody|unable|by hand|manually|heute|derzeit|bisher",
    "5.4": r"validat|validier|geprüft",
    "7.4": r"validat|saniti|injection|eingaben",
    "8.3": r"scal(?:es?|ed|ing|able|ability)\b|bottleneck|more instances|skalier|engpass|distribut",
    "9.3": r"terraform|helm|ansible|version control|\bgit\b|infrastructure|infrastruktur|versionsverwaltung",
    "10.2": r"test data|test records|testdaten",
    "10.3": r"(?:the )?tests run|pipeline|every commit|tests laufen",
    "11.3": r"roll(?:s|ed)?[ -]?back|rollback|previous version|zurückgerollt|vorherige version",
    "12.1": r"\blogs\b|logged|logging|protokolliert",
}
"""What is hardly said elsewhere without a word on the part's own subject."""
_TELLS = {key: regex(rf"(?<!\w)(?:{words})", re.IGNORECASE) for key, words in _TELLING.items()}
_NONE = regex(r"not applicable|none|see\b|nicht zutreffend|entfällt|siehe|to be|open\b", re.IGNORECASE)
_FEWEST_WORDS = 5


@frozen
class Misplaced:
    """A text that says nothing of its part's subject, and what another part lacks."""

    part: str
    text: Text
    other_part: str
    other: Text
    """The text of the other part, which says nothing of its own subject either."""


def misplaced(page: Page) -> tuple[Misplaced, ...]:
    """Return the parts without a word on their own subject that speak of another such part's subject."""
    said: dict[str, list[Text]] = {}
    for passage in page.once(passages):
        if passage.part.key in _SUBJECTS and passage.kind in {"paragraph", "item", "label", "cell"}:
            said.setdefault(passage.part.key, []).append(passage.text)
    strange = {key: texts for key, texts in said.items() if _is_strange(key, texts)}
    return tuple(
        Misplaced(key, next(text for text in texts if _TELLS[other].search(text.words)), other, others[0])
        for key, texts in strange.items()
        for other, others in strange.items()
        if other != key and any(_TELLS[other].search(text.words) for text in texts)
    )


def _is_strange(key: str, texts: list[Text]) -> bool:
    long = sum(len(text.words.split()) for text in texts) >= _FEWEST_WORDS
    return long and not _NONE.match(texts[0].words) and not any(_PATTERNS[key].search(text.words) for text in texts)
