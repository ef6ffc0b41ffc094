"""What the document leaves open or dates against itself: questions, records, releases, secrets."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.decisions import Decision, decisions
from drafter.consistency.readings.lines import (
    Line,
    holding,
    lines_in,
    places_of,
    with_pieces,
)
from drafter.consistency.readings.prose import passages_of_kind, sentences
from drafter.consistency.readings.records import day_in, information
from drafter.consistency.rule import Problem, rule
from drafter.consistency.rules.decisions import paired
from drafter.document.notes import is_about_untaken
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "planned_in_the_past", "question_again", "record_after_document", "rejected_is_decided", "reopened_decision",
    "secret_in_repository",
]  # fmt: skip

_REJECTED = frozenset({"rejected", "withdrawn", "abgelehnt", "zurückgezogen", "verworfen"})
_UNDECIDED = regex(
    r"\b(?:undecided|(?:still|left|is) open|not (?:yet )?decided|to be decided|offen|unentschieden)\b", re.IGNORECASE
)
_MOST_WORDS = 4
"""Of a name; what is longer is a sentence."""
_DATED_LABEL = regex(r"(?:date|datum|status|decided|entschieden)\b", re.IGNORECASE)
_STATUS_AND_DAY = regex(
    r"(?:proposed|accepted|rejected|approved|decided|withdrawn|superseded|vorgeschlagen|angenommen|beschlossen|abgelehnt)\b"
    r"[^.;]{0,20}\d{4}",
    re.IGNORECASE,
)
_PLANNED = regex(
    r"(?<![\w-])(?:will|shall|is planned|are planned|is scheduled|are scheduled|is due|are due|goes live|go live"
    r"|is to be|wird|werden|soll|sollen|geplant|vorgesehen)\s(?P<rest>[^;:]*?(?:19|20)\d\d(?:-\d\d-\d\d)?)"
)
_YEAR = regex(r"20\d\d")
_HISTORY = regex(
    r"\b(?:since|was|were|had|been|introduced|dated|created|published|of|seit|war|waren|wurde|hatte|eingeführt|vom)\b",
    re.IGNORECASE,
)
_BODY = range(2, 13)
_SECRETS = (
    r"(?:passwords?|secrets?|credentials?|keys|access tokens?|passw[oö]rter|kennwörter|zugangsdaten|geheimnisse"
    r"|schlüssel)"
)
_SECRET_WORDS = (
    "passw", "secret", "credential", "keys", "access token", "kennwörter", "zugangsdaten", "geheimnisse", "schlüssel",
)  # fmt: skip
"""One of these is in what the pattern finds."""
_KEPT = (
    r"(?:kept|stored|saved|committed|checked in|held|placed|put|live|lie|reside|versioned|liegen|gespeichert|abgelegt"
    r"|eingecheckt|aufbewahrt|verwaltet)"
)
_REPOSITORY = (
    r"(?:repository|repo|git(?:hub|lab)?|version control|source code|code ?base|source tree|repositor(?:y|ium)"
    r"|versionsverwaltung|quelltext|quellcode)"
)
_PLACE = rf"(?:[\w-]+\s+){{0,2}}?{_REPOSITORY}"
_IN_REPOSITORY = regex(
    rf"\b{_SECRETS}\b[^.;:]*?\b(?:{_KEPT}\b[^.;:]*?\b(?:in|into|to|im|in den?|unter)\s+{_PLACE}"
    rf"|(?:im|in der|in den)\s+{_PLACE}\b[^.;:]*?\b{_KEPT})\b(?!\s(?:layer|class|pattern|secrets?|actions))",
    re.IGNORECASE,
)
_NOT_THERE = regex(
    r"\b(?:no|not|never|nor|without|outside|instead|except|neither|encrypted|sealed|sops|git-crypt|references?"
    r"|names of|vault|public|nie|niemals|nicht|kein\w*|außerhalb|statt|verschlüsselt\w*)\b",
    re.IGNORECASE,
)
_SECRET_HINTS = ("repo", "Repo", "Git", " git", "version control", "source", "code", "Quell", "Versions")


@rule("GRD120", "warning")
def question_again(page: Page) -> Iterator[Problem]:
    """An open question is asked twice.

    It will be answered in one place, and stays open in the other.

    Bad: “Who pays for the gate?” below 2.2 and below 9.2
    Good: the question where its answer belongs
    Fix: remove one of the two.
    """
    asked: dict[str, Text] = {}
    for passage in passages_of_kind(page, "question"):
        if passage.text.words:
            first = asked.setdefault(" ".join(passage.text.words.casefold().split()), passage.text)
            if first is not passage.text:
                shown, _, _ = passage.text.words.partition("?")
                yield Problem(f"“{shown}?” is asked already", passage.text, (first,))


@rule("REF183", "warning")
def reopened_decision(page: Page) -> Iterator[Problem]:
    """A question is open that section 13 has decided.

    Nobody knows whether to build on the decision.

    Bad: “Is it PostgreSQL or MySQL?”, and “Database: PostgreSQL” in 13
    Good: the decision alone
    Fix: remove the question, or say in 13 that it is not decided.
    """
    questions = passages_of_kind(page, "question")
    said = "\n".join(passage.text.words for passage in questions).casefold()
    asked = [each for each in page.once(decisions) if each.choice and each.choice.casefold() in said]
    named = [(decision, _names(decision)) for decision in asked]
    for passage in questions:
        for decision, names in named:
            if names and all(name.search(passage.text.words) for name in names):
                yield Problem(f"13 has decided for {decision.choice}", passage.text, (decision.title,))
                break


def _names(decision: Decision) -> tuple[re.Pattern[str], ...]:
    """Return what finds the choice and what finds any of its alternatives; nothing for a decision that is open."""
    others = [text.words for text in decision.alternatives if text.words.count(" ") < _MOST_WORDS]
    is_open = _UNDECIDED.search(decision.title.words) or _UNDECIDED.search(decision.rationale.words)
    if not decision.choice or decision.choice.count(" ") >= _MOST_WORDS or not others or is_open:
        return ()
    return _whole(decision.choice), _whole(*others)


def _whole(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?![\w+#])", re.IGNORECASE)


@rule("REF184", "error")
def rejected_is_decided(page: Page) -> Iterator[Problem]:
    """Section 13 decides for what its record rejects.

    The record holds the reasons, and they speak against what is to be built.

    Bad: “Database: PostgreSQL” in 13, and “ADR-2: Database: PostgreSQL. Rejected” in appendix A
    Good: the record says “Accepted”
    Fix: correct the status, or take the decision out of 13.
    """
    for decision, record in page.once(paired):
        status = record.status.words.casefold() if record else ""
        if decision and record and status in _REJECTED and status not in decision.title.words.casefold():
            message = f"13 decides “{decision.title.words}”, and ADR-{record.number} is {status}"
            yield Problem(message, record.status, (decision.title,))


@rule("NUM140", "warning")
def record_after_document(page: Page) -> Iterator[Problem]:
    """A record is of a later day than the document.

    The document cannot hold what was not written, so one of the two dates is wrong.

    Bad: “Date: 2026-01-15” and “ADR-2: … Accepted, 2026-09-01”
    Good: a document of 2026-09-01 or later
    Fix: give the document the day of its last change, or correct the record's.
    """
    about = page.once(information)
    for line in lines_in(page, "A") if about.iso else ():
        day, iso = day_in(line.text)
        if iso > about.iso and (_DATED_LABEL.match(line.label.words) or _STATUS_AND_DAY.search(line.text.words)):
            yield Problem(f"the record is of {iso}, the document of {about.iso}", day, (about.date,))


@rule("NUM141", "warning")
def planned_in_the_past(page: Page) -> Iterator[Problem]:
    """Something is planned for a day that was over when the document was written.

    The plan is out of date, or the year is wrong.

    Bad: “Date: 2026-05-15” and “The first release will go live on 2025-03-01.”
    Good: “The first release will go live on 2026-09-01.”
    Fix: correct the day, or say what became of the plan.
    """
    about = page.once(information)
    for line in with_pieces(page, _YEAR) if about.iso else ():
        if line.section in _BODY and not is_about_untaken(line.text.words):
            for day, iso in _planned(line):
                if iso < about.iso:
                    yield Problem(f"{day.words} was over when this was written, on {about.iso}", day, (about.date,))


def _planned(line: Line) -> Iterator[tuple[Text, str]]:
    for sentence in sentences(line.text.words):
        match = _PLANNED.search(sentence)
        if match and not _HISTORY.search(match["rest"]):
            for piece in re.split(r"(?<= )(?:on|by|until|till|from|am|bis|ab|zum)(?= )", match["rest"])[1:]:
                day, iso = day_in(Text(piece, piece, 0))
                if iso:
                    yield line.text.part(day.words), iso


@rule("GRD121", "warning")
def secret_in_repository(page: Page) -> Iterator[Problem]:
    """Passwords or keys are said to be kept with the code.

    Whoever can read the code can read them, and they stay in its history.

    Bad: All passwords are kept in the repository, beside the configuration.
    Good: All passwords are kept in the vault; the repository holds their names.
    Fix: keep them where 7.3 says, and say how the system gets them.
    """
    patterns = page.part("3.3")
    is_pattern = patterns is not None and any("repositor" in text.words.casefold() for text in patterns.texts)
    for line in holding(page, places_of(page, *_SECRET_HINTS)):
        for sentence in sentences(line.text.words) if line.section in _BODY else ():
            folded = sentence.casefold()
            has_secret = any(word in folded for word in _SECRET_WORDS)
            match = _IN_REPOSITORY.search(sentence) if has_secret else None
            is_layer = is_pattern and match is not None and match[0].casefold().endswith("repository")
            if match and not is_layer and not _NOT_THERE.search(sentence):
                yield Problem("secrets are kept with the code", line.text.part(sentence))
