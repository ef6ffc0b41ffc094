"""What holds for any section, any changes by hand and any new draft."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.merge import merge
from drafter.merge.lines import line_end_of, with_line_ends
from drafter.merge.units import cut
from tests.merge.edits import SECTIONS, Edit, edited, edits, random_edits, rivals
from tests.merge.losses import losses

ENDS = st.integers(0, 13)
BASES = st.builds(edited, st.sampled_from(SECTIONS), edits("base", 2))
SCRIPTS = 10_000

sampled = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(base=BASES, mine=edits("mine"), new=edits("new"), shared=st.integers(0, 4), ends=ENDS)
@settings(sampled, max_examples=100)
def test_no_line_of_the_user_is_lost(base: str, mine: list[Edit], new: list[Edit], shared: int, ends: int) -> None:
    ours = edited(base, mine, ends)
    made = merge(base, ours, edited(base, [*rivals(mine[:shared], "mine", "new"), *new]))
    assert losses(base, ours, made.text()) == []
    assert losses(base, ours, made.text("ours")) == []
    assert made.text(refused=range(1, len(made.hunks) + 1)) == ours


@given(base=BASES, mine=edits("mine"), new=edits("new"), shared=st.integers(0, 4), ends=ENDS)
@sampled
def test_no_line_of_the_draft_is_dropped_unseen(
    base: str, mine: list[Edit], new: list[Edit], shared: int, ends: int
) -> None:
    """Other columns by hand and white space at the end of lines are the user's choice."""
    mine = [edit for edit in mine if "column" not in edit.how]
    new = [edit for edit in (*rivals(mine[:shared], "mine", "new"), *new) if edit.how != "spaces"]
    theirs = edited(base, new)
    assert losses(base, theirs, merge(base, edited(base, mine, ends), theirs).text("theirs")) == []


@given(base=BASES, mine=edits("mine"), ends=ENDS, others=ENDS)
@sampled
def test_an_unchanged_draft_leaves_ours_as_it_is(base: str, mine: list[Edit], ends: int, others: int) -> None:
    ours = edited(base, mine, ends)
    theirs = edited(base, [], others % 5)
    made = merge(base, ours, theirs)
    assert made.text() == ours
    assert made.hunks == ()


@given(base=BASES, new=edits("new"), ends=ENDS, others=ENDS)
@sampled
def test_what_nobody_edited_becomes_the_draft(base: str, new: list[Edit], ends: int, others: int) -> None:
    ours = edited(base, [], ends % 5)
    theirs = edited(base, new, others)
    assert merge(base, ours, theirs).text() == with_line_ends(theirs, line_end_of(ours))


@given(base=BASES, mine=edits("mine"), new=edits("new"), ends=ENDS)
@sampled
def test_what_both_sides_made_alike_stays(base: str, mine: list[Edit], new: list[Edit], ends: int) -> None:
    both = edited(edited(base, mine), new, ends)
    made = merge(base, both, both)
    assert made.text() == both
    assert made.hunks == ()


@given(base=BASES, mine=edits("mine"), ends=ENDS)
@sampled
def test_without_a_base_ours_stays_as_it_is(base: str, mine: list[Edit], ends: int) -> None:
    ours = edited(base, mine, ends)
    made = merge(None, ours, base)
    assert made.text() == ours
    assert made.conflicts == 0


@given(base=BASES, mine=edits("mine"), ends=ENDS)
@sampled
def test_units_and_gaps_are_the_text(base: str, mine: list[Edit], ends: int) -> None:
    text = edited(base, mine, ends)
    pieces = cut(text)
    rest = "".join(unit.text + gap for unit, gap in zip(pieces.units, pieces.gaps[1:], strict=True))
    assert pieces.gaps[0] + rest == text


def test_a_merge_that_takes_theirs_does_lose_lines() -> None:
    assert losses("a\n", "a\nb\n| c | d |\n", "a\n") == ["b", "| c | d |"]
    assert losses("| c | d |\n", "| c | e |\n", "| f | d |\n") == ["| c | e |"]
    assert losses("One. Two.\n", "One. Mine.\n", "One. New.\n") == ["One. Mine."]


@pytest.mark.slow
def test_no_line_is_lost_in_ten_thousand_edit_scripts() -> None:
    lost = 0
    for seed in range(SCRIPTS):
        random = Random(seed)
        base = edited(random.choice(SECTIONS), random_edits(random, "base", 3))
        mine = random_edits(random, "mine", 8)
        new = [*rivals(mine[: random.randrange(4)], "mine", "new"), *random_edits(random, "new", 5)]
        ours, theirs = edited(base, mine, random.randrange(14)), edited(base, new, random.randrange(14))
        made = merge(base, ours, theirs)
        lost += len(losses(base, ours, made.text())) + len(losses(base, ours, made.text("ours")))
    assert lost == 0
