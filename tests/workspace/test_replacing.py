"""A document and its state are replaced together, and what they were is kept."""

from pathlib import Path

import pytest

from drafter.errors import DocumentChanged, UsageError
from drafter.workspace import (
    Change,
    State,
    StateFolder,
    has_written,
    last_standing,
    last_undo,
    locked,
    read_history,
    read_state,
    replace_document,
    replace_or_write_beside,
    replaced_state,
    replaced_text,
    text_before,
)
from tests.workspace.versions import change_to, state_of, text_of

CHANGE = Change(command="drafter draft brief.md", draft=True)


def test_the_first_text_replaces_nothing(document: Path) -> None:
    assert change_to(document, 1) is None
    assert document.read_text() == text_of(1)
    assert read_state(document).state == state_of(1)
    assert not StateFolder(document).replaced.exists()


def test_what_is_replaced_is_kept_with_its_state(document: Path) -> None:
    change_to(document, 1)
    assert change_to(document, 2) == StateFolder(document).replaced_text(2)
    assert (document.read_text(), read_state(document).state) == (text_of(2), state_of(2))
    assert replaced_text(document, 2).decode() == text_of(1)
    assert replaced_state(document, 2).state == state_of(1)


def test_what_the_new_state_does_not_have_is_removed(document: Path) -> None:
    change_to(document, 1)
    state = State(outline="title: b\n", sections={"api_design": "b\n"})
    with locked(document) as lock:
        replace_document(document, "b", text_of(1).encode(), CHANGE, state=state, lock=lock)
    assert read_state(document).state == state


def test_the_history_says_what_was_done(document: Path) -> None:
    document.write_text("mine\n")
    change_to(document, 1)
    change_to(document, 2)
    first, second = read_history(document)
    assert (first.n, first.command, first.added, first.removed, first.replaces) == (1, "change 1", 3, 1, True)
    assert (second.n, second.added, second.removed, second.before) == (2, 1, 1, first.after)
    assert first.time <= second.time


def test_the_same_text_again_is_no_change_but_has_its_new_state(document: Path) -> None:
    change_to(document, 1)
    with locked(document) as lock:
        state = state_of(2)
        kept = replace_document(document, text_of(1), text_of(1).encode(), CHANGE, state=state, lock=lock)
    assert (kept, len(read_history(document))) == (None, 1)
    assert read_state(document).state == state_of(2)


def test_a_file_without_a_state_leaves_that_of_its_stem_alone(document: Path) -> None:
    change_to(document, 1)
    outline = document.with_suffix(".yaml")
    with locked(outline) as lock:
        for before, text in ((None, "a"), (b"a", "b")):
            kept = replace_document(outline, text, before, CHANGE, state=None, lock=lock)
    assert kept == StateFolder(outline).replaced_text(3)
    assert not StateFolder(outline).replaced_state(3).exists()
    assert read_state(document).state == state_of(1)
    assert [entry.n for entry in read_history(outline)] == [2, 3]
    assert [entry.n for entry in read_history(document)] == [1]


def test_bytes_are_written_as_they_are(document: Path) -> None:
    with locked(document) as lock:
        replace_document(document, b"a\r\n\xff", None, CHANGE, state=State(), lock=lock)
    assert document.read_bytes() == b"a\r\n\xff"


def test_a_document_that_has_changed_stays_and_so_does_its_state(document: Path) -> None:
    change_to(document, 1)
    document.write_text("edited")
    with locked(document) as lock, pytest.raises(DocumentChanged, match="was changed while"):
        replace_document(document, "new", text_of(1).encode(), CHANGE, state=state_of(2), lock=lock)
    assert document.read_text() == "edited"
    assert (read_state(document).state, len(read_history(document))) == (state_of(1), 1)


def test_a_document_that_has_changed_gets_the_new_text_beside_it(document: Path) -> None:
    document.write_text("edited")
    with locked(document) as lock, pytest.raises(DocumentChanged) as raised:
        replace_or_write_beside(document, "new", None, CHANGE, state=state_of(1), lock=lock)
    assert document.with_name("design.new.md").read_text() == "new"
    assert ("design.new.md" in raised.value.hint, raised.value.exit_code) == (True, 73)


@pytest.mark.parametrize("other", ["released", "of another document"])
def test_nothing_is_written_without_the_document_s_lock(document: Path, other: str) -> None:
    with locked(document if other == "released" else document.with_name("other.md")) as lock:
        if other != "released":
            with pytest.raises(RuntimeError, match="without its lock"):
                change_to(document, 1, held=lock)
    with pytest.raises(RuntimeError, match="without its lock"):
        change_to(document, 1, held=lock)
    assert not document.exists()


def test_only_generated_texts_are_its_own(document: Path) -> None:
    document.write_text("mine")
    with pytest.raises(UsageError, match="holds changes that drafter did not write"):
        text_before(document, overwrite=False)
    change_to(document, 1)
    assert text_before(document, overwrite=False) == text_of(1).encode()
    with locked(document) as lock:
        undo = Change(command="drafter undo", undoes=1)
        replace_document(document, "mine", text_of(1).encode(), undo, state=State(), lock=lock)
    assert not has_written(document, b"mine")
    assert has_written(document, text_of(1).encode())


@pytest.mark.parametrize(
    ("undone", "standing", "redoable"),
    [
        ((), 3, None),
        ((3,), 2, 4),
        ((3, 2), 1, 5),
        ((3, 2, 5), 2, 4),
        ((3, 2, 5, 4), 3, None),
        ((3, 4, 3), 2, 6),
        ((3, None), 5, None),
        ((3, None, 5), 2, 6),
    ],
    ids=["none", "one", "two", "two and one back", "two and both back", "one, back, again", "a change after",
         "a change after, undone"],
)  # fmt: skip
def test_the_next_undo_and_redo_follow_from_the_history(
    document: Path, undone: tuple[int | None, ...], standing: int, redoable: int | None
) -> None:
    for version in (1, 2, 3):
        change_to(document, version)
    for number, undoes in enumerate(undone, start=4):
        change_to(document, number, undoes=undoes)
    history = read_history(document)
    found = last_standing(history)
    assert found is not None
    assert found.n == standing
    back = last_undo(history)
    assert (back.n if back else None) == redoable
