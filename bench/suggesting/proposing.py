"""Proposals as a model makes them, of sentences by chance, and others for the same document that mean another thing."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from bench.suggesting.rewording import sentences
from drafter.document.page import Page
from drafter.document.suggestion import Candidate

__all__ = ["different", "proposals"]

_FEWEST_WORDS, _MOST_WORDS = 8, 40
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[^\s.!?] )[A-Z]\w{2,}|^[A-Z]\w{2,}$")


class _Form(NamedTuple):
    """What a model says of a sentence; None of a rewriting is a question."""

    reason: str
    rewritten: Callable[[str], str] | None
    question: str = ""


def _halved(said: str) -> str:
    words = said.rstrip(".").split(" ")
    return f"{' '.join(words[: len(words) // 2])}."


_FORMS = (
    _Form(
        "Nobody can tell when this is done; a limit in days is missing.", lambda said: f"{said[:-1]} within 30 days."
    ),
    _Form(
        "It does not say who is responsible for this decision.",
        lambda said: f"{said[:-1]}, which the operations team decides.",
    ),
    _Form("The second half repeats what the introduction says already.", _halved),
    _Form("This sentence holds nothing that a developer could act on.", lambda _: ""),
    _Form("Where this is stored is said nowhere.", lambda said: f"{said[:-1]}, and PostgreSQL stores it."),
    _Form("No approval is named, and audits ask for one.", None, "Who approves this before it goes live?"),
    _Form("A failure of this step is not handled anywhere.", None, "What happens when this step fails halfway?"),
)


def proposals(page: Page, random: Random, count: int) -> list[Candidate]:
    """Return proposals for as many sentences of different places, as far as there are so many."""
    found = list(dict.fromkeys(_sentences(page)))
    chosen = random.sample(found, min(count, len(found)))
    return [_proposed(part, said, _FORMS[number % len(_FORMS)]) for number, (part, said) in enumerate(chosen)]


def different(page: Page, candidate: Candidate, random: Random) -> Iterator[tuple[str, Candidate]]:
    """Yield proposals that are not the given one, with what makes them others."""
    new = candidate.replacement
    brought = [number for number in _NUMBER.findall(new or "") if number not in candidate.quote]
    if new is not None and brought:
        yield "another number", _with(candidate, brought[-1], str(int(brought[-1]) * 3))
    elif new is not None and (names := [name for name in _NAME.findall(new) if name not in candidate.quote]):
        yield "another name", _with(candidate, names[-1], "Lighthouse")
    form = random.choice([form for form in _FORMS if form.reason != candidate.reason])
    if len(candidate.quote.split()) >= _FEWEST_WORDS:
        yield "another problem of the same words", _proposed(candidate.part, candidate.quote, form)
    near = [said for part, said in _sentences(page) if part == candidate.part and said not in candidate.quote]
    near = [said for said in near if candidate.quote not in said]
    if near:
        said = random.choice(near)
        yield "another problem in the same part", _proposed(candidate.part, said, form)
        if same := next((form for form in _FORMS if form.reason == candidate.reason), None):
            yield "the same problem of other words in the same part", _proposed(candidate.part, said, same)


def _with(candidate: Candidate, old: str, new: str) -> Candidate:
    """Return a proposal of another value, in the reason as well where that says it."""
    change = {"replacement": (candidate.replacement or "").replace(old, new)}
    return candidate.model_copy(update={**change, "reason": candidate.reason.replace(old, new)})


def _sentences(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the sentences of running text that stand once, with their parts."""
    for part, text in page.prose:
        for said in sentences(text.raw):
            is_plain = said.endswith(".") and not set(said) & set("|`*[]<>\n")
            if is_plain and _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS and page.text.count(said) == 1:
                yield part.key, said


def _proposed(part: str, said: str, form: _Form) -> Candidate:
    return Candidate(
        part=part,
        severity="note",
        category="clear",
        quote=said,
        replacement=None if form.rewritten is None else form.rewritten(said),
        question=form.question,
        reason=form.reason,
        judged=True,
    )
