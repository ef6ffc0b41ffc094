"""Where the text keeps data in a database although 5.2 says that the system keeps none."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.lines import holding, places_of
from drafter.consistency.readings.prose import sentences
from drafter.consistency.readings.technologies import technologies_of
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["kept_all_the_same", "said_to_keep_nothing"]

_KEEPS_NOTHING = regex(
    r"\b(?:keeps?|stores?|holds?|has|have|persists?)\s(?:no|nothing|neither)\b(?!\s(?:\w+\s)?(?:schema|model|table))"
    r"|\bno (?:data|state) (?:is|are) (?:kept|stored|persisted)"
    r"|\b(?:no|without an?y?) (?:own )?database(?!\s(?:schema|model))"
    r"|\b(?:speichert|behält|hält) (?:keine|nichts)|\bkeine (?:eigene )?Datenbank\b",
    re.IGNORECASE,
)
_NAME = r"(?:`[^`\n]{1,60}`)"
_WRITTEN = regex(
    rf"\b(?:stor|sav|writ|add|insert|kept|keep|persist|record|append)\w*\b[^.;:]*?\b(?:in|into|to)\s"
    rf"(?:(?:the|a|its|its own)\s)?(?:(?:database\s)?table\s{_NAME}|{_NAME}\s(?:database\s)?table|database)(?![\w-])"
    rf"|\bin\s(?:der|die|einer?)\s(?:Tabelle\s{_NAME}|Datenbank)(?![\w-])[^.;:]*"
    r"\b(?:gespeichert|geschrieben|abgelegt|eingetragen)",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r"\b(?:not|never|no|nor|neither|without|instead|tests?|testing|staging|could|would|later|nicht|nie|kein\w*|ohne|statt)\b"
    r"|(?:database|table)(?: `[^`]*`)? (?:of|in|at) (?!the database\b)|extern|third.party|upstream|\?",
    re.IGNORECASE,
)
_STORE = regex(r"database|datenbank|\bdb\b|\bstore\b|storage|speicher", re.IGNORECASE)
_WORDS = ("atabase", "atenbank", "table `", "` table", "abelle `")
_BODY = range(2, 13)


def said_to_keep_nothing(page: Page) -> Text | None:
    """Return where 5.2 says that the system keeps no data; None when it has a schema, or 4.1 a store."""
    part = page.part("5.2")
    if (
        part is None
        or any(True for _ in part.fences)
        or any(_is_store(row.name, row.technology) for row in page.once(components))
    ):
        return None
    return next((text for text in part.texts if _KEEPS_NOTHING.search(text.words)), None)


def _is_store(name: Text, technology: Text) -> bool:
    if _STORE.search(name.words) or _STORE.search(technology.words):
        return True
    return any(kind == "store" for kind, _ in technologies_of(technology.words))


def kept_all_the_same(page: Page) -> Iterator[Text]:
    """Yield the sentences of sections 2 to 12 that write into a database, or into a table with a name."""
    for line in holding(page, places_of(page, *_WORDS)):
        if line.section in _BODY and line.part != "5.2":
            for sentence in sentences(line.text.words):
                if _WRITTEN.search(sentence) and not _OTHERWISE.search(sentence):
                    yield line.text.part(sentence)
