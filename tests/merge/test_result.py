"""What is offered of a merge, and what is taken."""

import pytest

from drafter.merge import Hunk, has_markers, line_end_of, merge

BASE = "- **A**: one\n- **B**: two\n- **C**: three\n- **D**: four\n"
OURS = BASE.replace("two", "deux")
THEIRS = BASE.replace("one", "uno").replace("two", "due").replace("four\n", "four\n- **E**: cinque\n")
OPEN = "<<<<<<< yours\n- **B**: deux\n=======\n- **B**: due\n>>>>>>> new draft\n"


def test_hunks_are_numbered_in_the_order_of_ours_with_their_lines() -> None:
    assert merge(BASE, OURS, THEIRS).hunks == (
        Hunk(1, 1, "- **A**: one\n", "- **A**: uno\n", is_conflict=False),
        Hunk(2, 2, "- **B**: deux\n", "- **B**: due\n", is_conflict=True),
        Hunk(3, 5, "", "- **E**: cinque\n", is_conflict=False),
    )


def test_a_policy_resolves_conflicts_alone() -> None:
    made = merge(BASE, OURS, THEIRS)
    assert made.text("ours") == THEIRS.replace("due", "deux")
    assert made.text("theirs") == THEIRS
    assert made.text() == THEIRS.replace("- **B**: due\n", OPEN)


def test_refused_hunks_stay_as_ours_has_them() -> None:
    made = merge(BASE, OURS, THEIRS)
    assert made.text(refused=[1]) == THEIRS.replace("uno", "one").replace("- **B**: due\n", OPEN)
    assert made.text("theirs", refused=[2]) == THEIRS.replace("due", "deux")
    assert made.text("theirs", refused=[1, 2, 3]) == OURS


def test_only_taken_hunks_are_taken() -> None:
    made = merge(BASE, OURS, THEIRS)
    assert made.text("ours", taken=[3]) == OURS + "- **E**: cinque\n"
    assert made.text(taken=[2]) == OURS.replace("deux", "due")
    assert made.text(taken=[1, 2], refused=[1]) == OURS.replace("deux", "due")


def test_without_a_base_all_is_offered_and_nothing_taken() -> None:
    made = merge(None, OURS, THEIRS)
    assert made.conflicts == 0
    assert [hunk.theirs for hunk in made.hunks] == ["- **A**: uno\n", "- **B**: due\n", "- **E**: cinque\n"]
    assert made.text() == made.text("theirs") == OURS
    assert made.text(taken=[1, 2, 3]) == THEIRS


def test_without_a_base_blank_lines_at_the_end_are_no_difference() -> None:
    assert merge(None, f"{BASE}\n\n", BASE).hunks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("policy", ["markers", "ours", "theirs"])
def test_markers_are_told_from_other_text(end: str, policy: str) -> None:
    text = merge(BASE.replace("\n", end), OURS.replace("\n", end), THEIRS).text(policy)  # type: ignore[arg-type]
    assert has_markers(text) == (policy == "markers")
    assert text.count(end) == len(text.splitlines())


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "a\n```\n>>>>>>> x\n```\n", "a\r\n<<<<<<<\r\n", "||||||| base\n", "a\n>>>>>>>"]
)
def test_markers_of_git_are_found_in_text_and_code(text: str) -> None:
    assert has_markers(text)


@pytest.mark.parametrize(
    "text", ["", "Title\n=======\n", " <<<<<<< a\n", "<<<<<<<< a\n", "a <<<<<<< b\n", "a\u2028<<<<<<< b\n", ">>>> a\n"]
)
def test_what_is_no_marker_is_not_found(text: str) -> None:
    assert not has_markers(text)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\nb\r\n", "\n"),
        ("a\rb\rc\n", "\r"),
        ("a\u2028b\r\n", "\r\n"),
    ],
)
def test_the_line_end_of_a_text_is_that_of_most_lines(text: str, end: str) -> None:
    assert line_end_of(text) == end
