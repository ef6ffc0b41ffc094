"""Suggestions that are taken together leave no more findings than each alone."""

import re
from collections.abc import Collection
from itertools import combinations
from random import Random

import pytest

from drafter.consistency.checking import check
from drafter.document.suggestion import Candidate, Suggestion
from drafter.markdown.parse import parse
from drafter.suggestions import admitted, applied
from tests.sound_document import SOUND
from tests.standing import document_text
from tests.suggestions.candidates import asked, fixed, proposed

EXPLAINED = (
    "Parcels go to a quick return zone (QRZ).",
    "The quick return zone (QRZ) is small.",
    "A quick return zone (QRZ) is swept daily.",
)
OTHERS = ("Parcels go away.", "It is small.", "It is swept daily.")
SEEDS = range(2)


def text_with(*sentences: str) -> str:
    """A document that uses an acronym, which is explained in some sentences: in none of them is a warning."""
    parts = "".join(f"## Part {number}\n\n{sentence}\n\n" for number, sentence in enumerate(sentences, start=1))
    return f"# Notes\n\n{parts}## Use\n\nThe QRZ is full. The QRZ is closed at night.\n"


@pytest.mark.parametrize("number", [2, 3])
def test_of_those_that_bring_in_a_warning_only_together_the_last_is_dropped(number: int) -> None:
    text = text_with(*EXPLAINED[:number])
    changes = [fixed(text, old, new) for old, new in zip(EXPLAINED[:number], OTHERS, strict=False)]
    made = admitted(parse(text), None, changes)
    assert [each.quote for each in made.suggestions] == list(EXPLAINED[: number - 1])
    assert made.dropped == {"does not go together with another": 1}


def test_of_those_that_bring_in_a_note_only_together_the_last_is_dropped() -> None:
    """An acronym that 1.4 explains and that nothing uses any more is a note."""
    changes = [fixed(SOUND, "Developers and QA", "Developers", nth=nth) for nth in (1, 2)]
    made = admitted(parse(SOUND), None, changes)
    assert [each.start for each in made.suggestions] == [SOUND.index("Developers and QA")]
    assert made.dropped == {"does not go together with another": 1}


def test_what_a_rule_computed_stays_when_a_model_undoes_it() -> None:
    text = text_with(*EXPLAINED[:2])
    model, rule = proposed(EXPLAINED[0], OTHERS[0]), fixed(text, EXPLAINED[1], OTHERS[1])
    assert [each.judged for each in admitted(parse(text), None, [model, rule]).suggestions] == [False]


def test_a_pair_is_found_among_many() -> None:
    lines = [f"Shelf {number} holds parcels." for number in range(1, 21)]
    text = text_with(*EXPLAINED[:2], *lines)
    changes = [fixed(text, old, new) for old, new in zip(EXPLAINED[:2], OTHERS, strict=False)]
    others = [fixed(text, line, line.replace("parcels", "letters")) for line in lines]
    made = admitted(parse(text), None, [*others[:10], *changes, *others[10:]])
    assert len(made.suggestions) == 21
    assert made.dropped == {"does not go together with another": 1}


def test_alternatives_are_no_reason_to_drop_each_other() -> None:
    text = text_with(EXPLAINED[0], EXPLAINED[1])
    changes = [fixed(text, EXPLAINED[0], words) for words in ("Parcels go away.", "Letters are kept.", "All is sent.")]
    assert len(admitted(parse(text), None, changes).suggestions) == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_alone_in_pairs_and_all_at_once_nothing_gets_worse(seed: int) -> None:
    text = document_text("log_sweeper")
    made = admitted(parse(text), None, random_candidates(text, Random(seed)))
    assert made.suggestions
    before = weight(text)
    groups: list[Collection[Suggestion]] = [
        *([each] for each in made.suggestions),
        *(pair for pair in combinations(made.suggestions, 2) if pair[1].id not in pair[0].alternatives),
        [each for each in made.suggestions if not any(other < each.id for other in each.alternatives)],
    ]
    for group in groups:
        after = weight(applied(text, made.suggestions, [each.id for each in group]))
        assert all(now <= then for now, then in zip(after, before, strict=True))


def weight(text: str) -> tuple[int, int, int]:
    """Count errors, errors and warnings, and all findings."""
    severities = [finding.severity for finding in check(parse(text))]
    return severities.count("error"), len(severities) - severities.count("note"), len(severities)


def random_candidates(text: str, random: Random) -> list[Candidate]:
    """Candidates that remove, repeat, swap and renumber what stands in a document."""
    page = parse(text)
    texts = [each for _, each in page.prose if len(each.raw) > 30]
    made: list[Candidate] = []
    for each in random.sample(texts, 7):
        other = random.choice(texts)
        changed = random.choice(
            (
                "",
                other.raw,
                f"{each.raw} {other.raw}",
                re.sub(r"\d+", lambda number: str(int(number[0]) + 7), each.raw),
                each.raw.replace("ogsweep", "ogsweeper"),
            )
        )
        place = {"start": each.start}
        made.append(proposed(each.raw, changed, f"Seed {len(made)} asks for it.").model_copy(update=place))
    about = random.choice(texts)
    return [*made, asked(about.raw, "Who is told when it fails?").model_copy(update={"start": about.start})]
