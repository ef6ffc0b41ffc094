"""A change that is killed at any step to the disk: the document and its state are both old or both new."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from drafter.errors import OutputUnwritable
from drafter.workspace import StateFolder, locked, read_history, read_state, replaced_state, replaced_text
from tests.faults.sabotage import Sabotage
from tests.workspace.versions import change_to, state_of, text_of

MOST_STEPS = 400
FAILED = 73
SECTIONS = 2
"""Of the state; each is as the others."""
EDIT = "This is mine.\n"


def run_broken(work: Callable[[], object], sabotage: Sabotage) -> int:
    """Do a piece of work in a process of its own that is broken off at a step; return its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        sabotage.install()
        work()
        os._exit(0)
    except OutputUnwritable:
        os._exit(FAILED)
    finally:
        os._exit(1)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies leaves what it wrote; only a machine that dies does not. The steps stay steps."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def drafted(document: Path) -> Path:
    change_to(document, 1, sections=SECTIONS)
    return document


def check_both_are_of_one_version(document: Path, *, edited: bool) -> int:
    """Check what a broken change from version 1 to 2 left, before and after its repair; return the version."""
    version = 2 if document.read_text().startswith(text_of(2)) else 1
    for repairs in (False, True):
        if repairs:
            with locked(document):
                pass
        text = document.read_text()
        assert text == text_of(version) + EDIT * edited
        assert read_state(document).state == state_of(version, sections=SECTIONS)
        assert [entry.command for entry in read_history(document)] == ["change 1", "change 2"][:version]
    if version == 2:
        assert replaced_text(document, 2).decode() == text_of(1)
        assert replaced_state(document, 2).state == state_of(1, sections=SECTIONS)
    folder = StateFolder(document)
    names = {"outline.yaml", "brief.md", "history.jsonl", "format.json", "sections"}
    left = {path.name for path in folder.path.iterdir()} - names
    assert left - {"replaced"} == set()
    kept = {path.name for path in folder.replaced.iterdir()} if folder.replaced.exists() else set()
    assert kept == ({"2.md", "2.state.json"} if version == 2 else set())
    assert {path.name for path in document.parent.iterdir()} == {"design.md", ".drafter"}
    return version


@pytest.mark.parametrize("edited", [False, True], ids=["untouched", "edited before the next command"])
@pytest.mark.parametrize("how", ["kill", "ENOSPC", "EIO"])
def test_a_broken_change_leaves_one_version(
    how: Literal["kill", "ENOSPC", "EIO"], edited: bool, drafted: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    shutil.copytree(drafted.parent, before)
    versions = []
    for step in range(1, MOST_STEPS):
        shutil.rmtree(drafted.parent)
        shutil.copytree(before, drafted.parent)
        ended = run_broken(lambda: change_to(drafted, 2, sections=SECTIONS), Sabotage(at=step, how=how, lasting=True))
        if ended == 0:
            break
        assert ended == (-signal.SIGKILL if how == "kill" else FAILED)
        if edited:
            drafted.write_text(drafted.read_text() + EDIT)
        versions.append(check_both_are_of_one_version(drafted, edited=edited))
    else:
        pytest.fail("a change has more steps than were tried")
    assert versions == sorted(versions)
    assert set(versions) == {1, 2}


def test_a_repair_that_is_killed_is_repaired(drafted: Path, tmp_path: Path) -> None:
    def lock() -> None:
        with locked(drafted):
            pass

    broken = 0
    while drafted.read_text() != text_of(2):
        broken += 1
        run_broken(lambda: change_to(drafted, 2, sections=SECTIONS), Sabotage(at=broken))
        if drafted.read_text() == text_of(1):
            lock()
    half = tmp_path / "half"
    shutil.copytree(drafted.parent, half)
    for step in range(1, MOST_STEPS):
        shutil.rmtree(drafted.parent)
        shutil.copytree(half, drafted.parent)
        ended = run_broken(lock, Sabotage(at=step))
        assert check_both_are_of_one_version(drafted, edited=False) == 2
        if ended == 0:
            break
    else:
        pytest.fail("a repair has more steps than were tried")
    assert step > 20


@pytest.mark.parametrize(
    "harm",
    [
        {"temporary": "../../mine.drafter-tmp"},
        {"temporary": "mine"},
        {"file": "../mine.md"},
        {"file": "mine.md"},
        {"state": {"sections": {"../../mine": "x"}}},
    ],
    ids=["temporary elsewhere", "temporary of others", "file elsewhere", "file of others", "section elsewhere"],
)
def test_an_unfinished_change_that_leads_elsewhere_is_not_followed(drafted: Path, harm: dict[str, object]) -> None:
    entry = read_history(drafted)[0].model_dump(mode="json") | {"n": 2}
    record: dict[str, object] = {"entry": entry, "told": True, "state": None, "temporary": ".x.drafter-tmp"}
    if "file" in harm:
        record["entry"] = entry | harm
    else:
        record |= harm
    mine = [drafted.parent / "mine", drafted.parent / "mine.md", drafted.parent.parent / "mine.md",
            drafted.parent.parent / "mine.drafter-tmp"]  # fmt: skip
    for path in mine:
        path.write_text("mine")
    StateFolder(drafted).unfinished.write_text(json.dumps(record))
    with locked(drafted):
        pass
    assert [path.read_text() for path in mine] == ["mine"] * len(mine)
    assert len(read_history(drafted)) == 1
    assert read_state(drafted).state == state_of(1, sections=SECTIONS)
