"""Killed anywhere, and on a disk that fails: nothing is paid for twice, nothing is half written."""

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from drafter.workspace import read_state, replaced_state, replaced_text
from tests.faults.place import BRIEF, Place, place
from tests.faults.sabotage import Sabotage
from tests.faults.tally import Tally

KILLED = 128 + signal.SIGKILL
STEPS = 400
"""More than a run takes: the last ones must go unharmed."""
EVERY = 13
"""Which of the steps are a sample for every day; the others are marked slow."""
MOMENTS = [pytest.param(seed, marks=() if seed < 4 else pytest.mark.slow) for seed in range(60)]


def check_the_next_run(here: Place, whole: bytes, old: bytes | None = None) -> int:
    """Run again after a kill: the new document; return how many answers were asked for that had been kept.

    What is read and not yet on the disk when the process dies is lost for any program; of that, the next run says
    that it may have been billed.
    """
    assert not here.document.exists() or here.document.read_bytes() in (whole, old)
    here.check_state()
    under_way = here.under_way()
    ended = here.run()
    assert ended.code == 0
    assert here.document.read_bytes() == whole
    assert ended.err.count("was under way when an earlier run ended, and may have been billed") == under_way
    assert here.under_way() == 0
    return max(0, len(here.asked_again()) - under_way)


def _sample(step: int) -> bool:
    return step % EVERY == 1


@pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])
def test_a_run_that_is_killed_at_any_step_to_the_disk_goes_on(
    part: str, tmp_path: Path, whole: bytes, tally: Tally
) -> None:
    kills = 0
    for step in range(1, STEPS):
        if _sample(step) is not (part == "sample"):
            continue
        with place(tmp_path / str(step), None, "--jobs", "1") as here:
            code = here.start(sabotage=Sabotage(at=step)).ended().code
            if code == 0:
                break
            assert code == KILLED
            kills += 1
            tally.count("killed at a step to the disk", check_the_next_run(here, whole))
    else:
        pytest.fail("a run has more steps than were tried")
    assert kills >= (5 if part == "sample" else 50)


@pytest.mark.parametrize("seed", MOMENTS)
def test_a_run_that_is_killed_at_any_moment_goes_on(seed: int, tmp_path: Path, whole: bytes, tally: Tally) -> None:
    moment = random.Random(seed)
    with place(tmp_path) as here:
        process = here.start()
        if seed % 2:
            wanted = moment.randint(1, 19)
            here.endpoint.ledger.wait_until(lambda entries: len(entries) >= wanted, 20)
            time.sleep(moment.uniform(0, 0.03))
        else:
            time.sleep(moment.uniform(0, 1.2))
        process.send(signal.SIGKILL)
        assert process.ended().code in (0, KILLED)
        tally.count("killed at a random moment", check_the_next_run(here, whole))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("requests", [1, 7, 14])
def test_a_run_that_is_interrupted_keeps_what_it_has(
    number: signal.Signals, code: int, requests: int, tmp_path: Path, whole: bytes, tally: Tally
) -> None:
    with place(tmp_path, None, "--jobs", "1") as here:
        process = here.start()
        assert here.endpoint.ledger.wait_until(lambda entries: len(entries) >= requests, 20)
        process.send(number)
        ended = process.ended()
        here.check(ended)
        assert ended.code in (code, 0)
        assert here.kept() >= requests - 1
        tally.count("interrupted", check_the_next_run(here, whole))


@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])
def test_a_disk_that_fails_leaves_the_old_document_and_no_leftovers(
    how: str, part: str, tmp_path: Path, whole: bytes, tally: Tally
) -> None:
    words = os.strerror(getattr(errno, how))
    for step in range(1, STEPS):
        if _sample(step) is not (part == "sample"):
            continue
        with place(tmp_path / str(step), None, "--jobs", "1") as here:
            ended = here.start(sabotage=Sabotage(at=step, how=how, lasting=True)).ended()  # type: ignore[arg-type]
            here.check(ended, half_made=True)
            if ended.code == 0:
                break
            assert ended.code in (73, 74), ended.err
            assert words in ended.err or "disk" in ended.err
            tally.count(f"{how} from a step on", check_the_next_run(here, whole))
    else:
        pytest.fail("a run has more steps than were tried")


def _steps_from(before: Path, here: Place, part: str) -> Iterator[int]:
    """Yield the steps that a run is broken off at, each with the files as they were before."""
    for step in range(1, STEPS):
        if _sample(step) is (part == "sample"):
            shutil.rmtree(here.folder)
            shutil.copytree(before, here.folder)
            yield step
    pytest.fail("a run has more steps than were tried")


@pytest.mark.parametrize("how", ["kill", "ENOSPC", "EIO"])
@pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])
def test_a_document_that_is_replaced_is_the_old_one_or_the_new_one(
    how: str, part: str, tmp_path: Path, whole: bytes, tally: Tally
) -> None:
    with place(tmp_path) as here:
        assert here.run("--date", "2025-03-01").code == 0
        old = here.document.read_bytes()
        assert old != whole
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        for step in _steps_from(before, here, part):
            ended = here.start(sabotage=Sabotage(at=step, how=how, lasting=True)).ended()  # type: ignore[arg-type]
            if ended.code == 0:
                break
            assert ended.code in ((KILLED,) if how == "kill" else (73, 74)), ended.err
            tally.count(f"{how} while a document is replaced", check_the_next_run(here, whole, old))
            assert here.undo().code == 0
            assert here.document.read_bytes() == old
            here.check_files()


@pytest.mark.parametrize("how", ["kill", "ENOSPC", "EIO"])
@pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])
def test_an_undo_that_is_broken_off_is_made_or_not_with_the_state_of_its_text(
    how: Literal["kill", "ENOSPC", "EIO"], part: str, tmp_path: Path, tally: Tally
) -> None:
    with place(tmp_path) as here:
        for number in (1, 2):
            (here.folder / "brief.md").write_text(f"{BRIEF}- Up to {number}00 members borrow.\n", "utf-8")
            assert here.run("--date", f"2025-03-0{number}").code == 0
        now = here.document.read_bytes(), read_state(here.document)
        kept = replaced_text(here.document, 2), replaced_state(here.document, 2)
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        for step in _steps_from(before, here, part):
            ended = here.undo(sabotage=Sabotage(at=step, how=how, lasting=True))
            assert "Traceback" not in ended.err
            if ended.code == 0:
                break
            assert ended.code == (KILLED if how == "kill" else 73), ended.err
            found = here.document.read_bytes(), read_state(here.document)
            assert found in (now, kept)
            options = ("--redo",) if found == kept else ()
            assert here.undo(*options).code == 0
            assert (here.document.read_bytes(), read_state(here.document)) == (now if options else kept)
            here.check_files()
            tally.count(f"{how} while an undo is made", 0)
        assert (here.document.read_bytes(), read_state(here.document)) == kept
