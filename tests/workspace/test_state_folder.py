"""What stands beside a document, and how much of it is read when it is not whole."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.errors import InputError, InputMissing, OutputUnwritable, UsageError
from drafter.workspace import (
    LedgerEntry,
    State,
    StateFolder,
    append_ledger,
    kept_outline,
    locked,
    read_history,
    read_state,
    replaced_state,
    replaced_text,
    text_before,
)
from tests.workspace.versions import change_to, state_of, text_of

ENTRY = LedgerEntry(
    time=datetime(2026, 1, 2, tzinfo=UTC), model="m", calls=2, prompt_tokens=9, cached_tokens=3,
    completion_tokens=4, seconds=1.5, cost=None,
)  # fmt: skip


def test_files_stand_in_a_folder_of_the_document_s_stem(document: Path) -> None:
    change_to(document, 1)
    folder = document.parent / ".drafter/design"
    assert (folder / "outline.yaml").read_text() == "title: version 1\n"
    assert (folder / "brief.md").read_text() == "Brief 1\n"
    assert (folder / "sections/api_design.md").read_text() == "API Design, version 1\n"
    assert json.loads((folder / "format.json").read_text()) == {"version": 1}


def test_state_of_a_link_is_beside_its_target(document: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(document)
    change_to(tmp_path / "link.md", 1)
    assert read_state(document).state == state_of(1)


def test_ledger_has_a_line_of_json_for_each_entry(document: Path) -> None:
    ledger = StateFolder(document).ledger
    with locked(document) as lock:
        append_ledger(document, ENTRY, lock=lock)
        ledger.write_text(ledger.read_text().rstrip("\n"))
        append_ledger(document, ENTRY.model_copy(update={"cost": Decimal("0.25")}), lock=lock)
    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    assert [line["cost"] for line in lines] == [None, 0.25]
    assert lines[0]["time"] == "2026-01-02T00:00:00Z"
    assert lines[0]["prompt_tokens"] == 9


@pytest.mark.parametrize("taken", ["docs/.drafter", "docs/.drafter/design"])
def test_file_in_the_place_of_the_folder_is_reported(document: Path, tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).touch()
    with pytest.raises(OutputUnwritable, match=r"\.drafter"):
        change_to(document, 1)
    assert not document.exists()


def test_no_folder_is_made_for_the_document(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        change_to(tmp_path / "absent" / "design.md", 1)
    assert not (tmp_path / "absent").exists()


def test_a_whole_state_is_read_and_nothing_is_lost(document: Path) -> None:
    change_to(document, 1)
    found = read_state(document)
    assert (found.state, found.lost) == (state_of(1), ())
    assert kept_outline(document) == "title: version 1\n"


def test_without_a_folder_all_is_lost(document: Path) -> None:
    found = read_state(document)
    assert found.state == State()
    assert found.lost == (f"{StateFolder(document).path}: holds nothing of what the document was generated from",)
    assert read_history(document) == ()
    with pytest.raises(InputMissing):
        kept_outline(document)


def test_what_is_missing_or_damaged_is_named_and_the_rest_is_read(document: Path) -> None:
    change_to(document, 1)
    folder = StateFolder(document)
    folder.brief.unlink()
    folder.outline.write_bytes(b"\xff\n")
    folder.section("api_design").unlink()
    found = read_state(document)
    sections = dict(state_of(1).sections)
    del sections["api_design"]
    assert found.state == State(sections=sections)
    assert found.lost == (
        f"{folder.outline}:1: is not valid UTF-8 at byte 0",
        f"{folder.path}: lacks brief.md, sections/api_design.md",
    )
    with pytest.raises(InputError):
        kept_outline(document)


@pytest.mark.parametrize("text", ["{", "[1]", '{"version": "new"}', '{"version": true}', ""])
def test_a_damaged_format_loses_nothing(document: Path, text: str) -> None:
    change_to(document, 1)
    (StateFolder(document).path / "format.json").write_text(text)
    assert read_state(document).state == state_of(1)


def test_what_a_newer_drafter_wrote_is_not_used_and_set_aside_as_a_whole(document: Path) -> None:
    for version in (1, 2):
        change_to(document, version)
        (StateFolder(document).path / "format.json").write_text('{"version": 7}')
        found = read_state(document)
        assert (found.state, read_history(document)) == (State(), ())
        assert "was written by a newer drafter (format 7)" in found.lost[0]
        with pytest.raises(InputMissing):
            kept_outline(document)
        with pytest.raises(UsageError) as refused:
            text_before(document, overwrite=False)
        assert "which a newer drafter wrote, is set aside" in refused.value.hint
    change_to(document, 3)
    assert read_state(document).state == state_of(3)
    aside = document.parent / ".drafter/design.format-7"
    assert (aside / "brief.md").read_text() == "Brief 1\n"
    assert (aside.with_name("design.format-7-2") / "brief.md").read_text() == "Brief 2\n"


def test_damaged_lines_of_the_history_are_left_out_and_stay(document: Path) -> None:
    change_to(document, 1)
    history = StateFolder(document).history
    history.write_text("<<<<<<< ours\n" + history.read_text() + '{"n": 2}\n')
    change_to(document, 2)
    assert [entry.command for entry in read_history(document)] == ["change 1", "change 2"]
    assert history.read_text().startswith("<<<<<<< ours\n")


def test_a_kept_text_is_not_overwritten_when_the_history_is_gone(document: Path) -> None:
    for version in (1, 2):
        change_to(document, version)
    StateFolder(document).history.unlink()
    kept = change_to(document, 3)
    assert kept == StateFolder(document).replaced_text(3)
    assert replaced_text(document, 2).decode() == text_of(1)
    assert replaced_text(document, 3).decode() == text_of(2)


@pytest.mark.parametrize(
    ("text", "why"),
    [("{", "is damaged"), ('{"sections": {"../x": ""}}', "is damaged"), ("\0", "is not text"), (None, "no such file")],
    ids=["cut", "a path for a key", "no text", "missing"],
)
def test_a_kept_state_that_cannot_be_used_is_told(document: Path, text: str | None, why: str) -> None:
    for version in (1, 2):
        change_to(document, version)
    kept = StateFolder(document).replaced_state(2)
    kept.unlink() if text is None else kept.write_text(text)
    found = replaced_state(document, 2)
    assert found.state == State()
    assert found.lost[0].startswith(str(kept))
    assert why in found.lost[0]


def test_a_kept_text_that_is_gone_is_told(document: Path) -> None:
    change_to(document, 1)
    change_to(document, 2)
    StateFolder(document).replaced_text(2).unlink()
    with pytest.raises(InputMissing, match="is not there any more"):
        replaced_text(document, 2)
