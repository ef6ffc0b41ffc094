from pathlib import Path
from random import Random

import pytest

from bench.mutations import Mutation, Operator
from bench.suggesting import planted, trying
from bench.suggesting.proposing import different, proposals
from bench.suggesting.reworded import REWORDED
from bench.suggesting.rewording import Rewording, inserted_above, with_context
from bench.suggesting.trying import Reviewed, reviewed, tried
from bench.suggesting.tuning import TUNING
from bench.suggesting.unseen import UNSEEN
from drafter.document.suggestion import Candidate, Suggestion
from drafter.markdown.parse import parse
from drafter.suggestions import admitted
from tests.suggestions.candidates import asked, fixed, proposed

TEXT = (
    "# Notes\n\n## Lockers\n\nThe app opens the the locker. A locker, which is red, holds the parcels of one customer. "
    "Nobody else gets at them before the day is over.\n\n## Keys\n\nThe keys are kept in a box that nobody opens.\n"
)
CLEAN = TEXT.replace("the the", "the")


def suggestion(*candidates: Candidate) -> tuple[Suggestion, ...]:
    made = admitted(parse(TEXT), None, candidates)
    assert made.dropped == {}
    return made.suggestions


def test_what_applies_and_keeps_the_rest_is_seen() -> None:
    done = list(tried(reviewed(TEXT, None)))
    assert [(one.how, one.applies, one.keeps_the_rest) for one in done] == [
        ("alone", True, True),
        ("all at once", True, True),
    ]
    assert not any(one.more or one.more_serious or one.brings for one in done)


def test_a_question_changes_nothing_but_its_list() -> None:
    made = suggestion(asked("holds the parcels of one customer", "Who opens it at night?"), fixed(TEXT, "red", "blue"))
    assert all(one.keeps_the_rest for one in tried(Reviewed(TEXT, None, made)))


@pytest.mark.parametrize(
    ("after", "applies", "keeps_the_rest"),
    [
        (TEXT.replace("red", "blue").replace("box", "bag"), True, False),
        (TEXT.replace("red", "blue").rstrip("\n"), True, False),
        (TEXT.replace("red", "blue") + "\n# One\n\n# Two\n\n# Three\n", False, False),
    ],
    ids=["other words", "the last line end", "headings"],
)
def test_what_changes_more_than_it_says_is_seen(
    after: str, applies: bool, keeps_the_rest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = suggestion(fixed(TEXT, "red", "blue"))
    monkeypatch.setattr(trying, "applied", lambda *_: after)
    done = next(tried(Reviewed(TEXT, None, made)))
    assert (done.applies, done.keeps_the_rest) == (applies, keeps_the_rest)


def test_more_findings_than_before_are_seen() -> None:
    worse = suggestion(fixed(TEXT, "red", "blue"))[0].model_copy(update={"replacement": "red red"})
    done = next(tried(Reviewed(TEXT, None, (worse,))))
    assert (done.brings, done.more_serious, done.more) == (("TXT105",), True, True)


def test_a_suggestion_that_restores_the_text_hits_the_defect() -> None:
    line = CLEAN.split("\n").index(next(each for each in CLEAN.split("\n") if "app opens" in each)) + 1
    operator = Operator("double", "text", "known", lambda *_: Mutation(TEXT, (line,), "doubled a word"))
    (one,) = planted.mutated(Path("notes.md"), reviewed(CLEAN, None), 1, (operator,))
    assert ([each.quote for each in one.hits], one.others, one.restored) == (["the the"], (), True)


@pytest.mark.parametrize("ways", [TUNING, REWORDED, UNSEEN], ids=["for tuning", "for figures", "unseen"])
def test_every_way_of_saying_it_otherwise_applies_somewhere(ways: tuple[Rewording, ...]) -> None:
    quote = "A locker, which is red, holds the parcels of one customer."
    reason = "Nobody can tell when, a bit. It is missing."
    given = [
        proposed(quote, quote.replace("one customer", "each customer and all within 30 days"), reason),
        asked(quote, "Who opens it on a Sunday?", reason),
    ]
    for way in ways:
        made = [way(TEXT, one, Random(2)) for one in given]
        assert any(after not in (None, before) for after, before in zip(made, given, strict=True))


@pytest.mark.parametrize(
    ("before", "quote"), [(True, "The app opens the the locker. A"), (False, "Nobody else gets at")]
)
def test_a_sentence_more_is_quoted_and_written_as_it_stands(before: bool, quote: str) -> None:
    given = proposed("A locker, which is red, holds the parcels of one customer.", "A locker holds one parcel.")
    made = with_context(before=before)(TEXT, given, Random(1))
    assert made is not None
    assert quote in made.quote
    assert made.quote in TEXT
    assert made.quote.replace(given.quote, "A locker holds one parcel.") == made.replacement


def test_the_figures_are_not_made_with_what_was_learnt_from() -> None:
    assert not set(TUNING) & {*REWORDED, *UNSEEN}


def test_a_paragraph_above_moves_the_place_with_its_words() -> None:
    given = proposed("the the", "the").model_copy(update={"start": TEXT.index("the the")})
    text, moved = inserted_above(TEXT, given)
    assert text != TEXT
    assert moved.start is not None
    assert text[moved.start :].startswith("the the locker")


def test_others_mean_another_thing() -> None:
    page = parse(TEXT)
    for given in proposals(page, Random(1), 4):
        for _, other in different(page, given, Random(1)):
            assert (other.quote, other.replacement, other.question) != (given.quote, given.replacement, given.question)
