"""Contradictions in prose, judged by a model: one pair of passages at a time, each with quotes that are checked."""

import asyncio
from collections.abc import Sequence
from functools import partial

from drafter.consistency.catalogue import contradiction_in_prose
from drafter.consistency.checking import fingerprinted, place
from drafter.consistency.pairs import Pair
from drafter.document.finding import Finding
from drafter.document.judgement import Judgement
from drafter.document.page import Page, Text
from drafter.errors import DrafterError
from drafter.llm.ask import UNCHECKED
from drafter.llm.asker import Asker
from drafter.prompt_files import filled
from drafter.stages.progress import Progress

__all__ = ["PART", "judge"]

PART = "judge"
"""The part that progress is told of."""
_FEWEST_CHARACTERS = 3


async def judge(
    page: Page, candidates: Sequence[Pair], asker: Asker, progress: Progress, *, jobs: int
) -> tuple[Finding, ...]:
    """Return the pairs that a model calls contradictions, in the order of the page.

    A verdict whose quotes are not in the passages is dropped. Raises a DrafterError when the model cannot be asked.
    """
    places = asyncio.Semaphore(jobs)
    failures: list[DrafterError] = []

    async def judged(number: int, pair: Pair) -> Finding | None:
        async with places:
            if failures:
                return None
            label = f"pair {number} of {len(candidates)}"
            try:
                data = await _verdict(pair, asker, partial(progress.working, PART, label), label)
            except DrafterError as error:  # what is under way is finished, and kept
                failures.append(error)
                return None
            return _finding(page, pair, data)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(judged(number, pair)) for number, pair in enumerate(candidates, start=1)]
    if failures:
        raise failures[0]
    found = [finding for task in tasks if (finding := task.result())]
    progress.end(PART, "done", asker.spent.usage, asker.spent.seconds)
    return fingerprinted(sorted(found, key=lambda finding: finding.place.start))


async def _verdict(pair: Pair, asker: Asker, on_tokens: "partial[None]", label: str) -> dict[str, object]:
    prompt = filled(
        "contradiction",
        first_part=pair.first.part,
        first=" ".join(pair.first.text.words.split()),
        second_part=pair.second.part,
        second=" ".join(pair.second.text.words.split()),
    )
    answered = await asker.ask(label, prompt, Judgement, UNCHECKED, on_tokens)
    return {} if answered.faults else answered.data


def _finding(page: Page, pair: Pair, data: dict[str, object]) -> Finding | None:
    """Return the finding of a verdict; None when the passages agree or the quotes are made up."""
    if data.get("verdict") != "contradict":
        return None
    first = _quoted(pair.first.text, str(data.get("first", "")))
    second = _quoted(pair.second.text, str(data.get("second", "")))
    if first is None or second is None:
        return None
    why = str(data.get("why", "")).rstrip(". ") or "both cannot be true"
    return Finding(
        code=contradiction_in_prose.code,
        severity=contradiction_in_prose.severity,
        message=f"may contradict {pair.second.part}: {why}",
        place=place(page, first),
        related=(place(page, second),),
        fingerprint="",
        judged=True,
    )


def _quoted(passage: Text, quote: str) -> Text | None:
    """Return where a quote stands in a passage, whatever its case and white space; None when it does not."""
    words = quote.strip(" .\"'“”")
    if len(words) < _FEWEST_CHARACTERS:
        return None
    at = passage.raw.casefold().find(words.casefold())
    if at >= 0:
        return Text(words, passage.raw[at : at + len(words)], passage.start + at)
    squeezed = " ".join(passage.words.casefold().split())
    return passage if " ".join(words.casefold().split()) in squeezed else None
