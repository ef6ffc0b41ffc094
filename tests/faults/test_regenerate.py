"""A section that is drafted again where endpoint, disk or machine fail: no edit is lost, nothing is paid for twice."""

import shutil
import signal
from pathlib import Path

import pytest

from tests.fault_server import Rule, Script, asked_again, fault
from tests.faults.place import Place, place
from tests.faults.sabotage import Sabotage
from tests.faults.tally import Tally

KILLED = 128 + signal.SIGKILL
STEPS = 300
EVERY = 9
MINE = "We asked the vendor."
HEADING = "### 8.3 Scalability Planning\n"


def edited(here: Place) -> bytes:
    """Draft the document, write into the section that is drafted again, and return what the file holds."""
    assert here.run().code == 0
    here.edited = frozenset({"performance_considerations"})
    text = here.document.read_text("utf-8")
    here.document.write_text(text.replace(HEADING, f"{HEADING}\n{MINE}\n", 1), "utf-8")
    return here.document.read_bytes()


@pytest.mark.parametrize("how", ["kill", "ENOSPC", "EIO"])
@pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])
def test_a_section_that_is_drafted_again_is_the_old_one_or_the_new_one(
    how: str, part: str, tmp_path: Path, tally: Tally
) -> None:
    with place(tmp_path, None, "--jobs", "1") as here:
        old = edited(here)
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        assert here.regenerate().code == 0
        whole = here.document.read_bytes()
        assert MINE.encode() in whole
        for step in range(1, STEPS):
            if (step % EVERY == 1) is not (part == "sample"):
                continue
            shutil.rmtree(here.folder)
            shutil.copytree(before, here.folder)
            asked = len(here.entries)
            code = here.regenerate(sabotage=Sabotage(at=step, how=how, lasting=True)).code  # type: ignore[arg-type]
            if code == 0:
                return
            assert code in ((KILLED,) if how == "kill" else (73, 74))
            assert here.document.read_bytes() in (old, whole)
            under_way = here.under_way()
            if here.document.read_bytes() == old:
                ended = here.regenerate()
                assert (ended.code, here.document.read_bytes()) == (0, whole), ended.err
            here.wait_until_settled()
            again = max(0, len(asked_again(here.entries[asked:])) - under_way)
            tally.count(f"{how} while a section is drafted again", again)
            assert again == 0
            assert here.undo().code == 0
            assert here.document.read_bytes() == old
            here.check_files()
    pytest.fail("a run has more steps than were tried")


FAULTS = {
    "unauthorized": 77, "not_found": 69, "server_error": 75, "hang": 75, "refusal": 76, "prose": 76,
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_failing_endpoint_leaves_the_document_as_it_was(kind: str, tmp_path: Path, tally: Tally) -> None:
    rule = Rule(fault=fault(kind), contains="The author asks", times=None)
    with place(tmp_path, Script(rules=(rule,)), "--jobs", "1", "--timeout", "1") as here:
        old = edited(here)
        ended = here.regenerate()
        here.check(ended)
        assert ended.code == FAULTS[kind], ended.err
        assert here.document.read_bytes() == old
        tally.count("a fault of the endpoint while a section is drafted again", 0)


def test_a_document_that_somebody_edits_meanwhile_keeps_both(tmp_path: Path) -> None:
    """The edit comes while the model answers; what is drafted is merged with the file as it is then."""
    script = Script(
        rules=(Rule(fault=fault("trickle", tokens_per_second=40.0), contains="The author asks", times=None),)
    )
    with place(tmp_path, script, "--jobs", "1") as here:
        edited(here)
        process = here.start_regenerate()
        asked = len(here.entries)
        assert here.endpoint.ledger.wait_until(lambda entries: len(entries) > asked, 20)
        text = here.document.read_text("utf-8")
        temporary = here.folder / "edited"
        temporary.write_text(text.replace("## 9. Infra", "My own line.\n\n## 9. Infra", 1), "utf-8")
        temporary.replace(here.document)
        ended = process.ended()
        assert ended.code == 0, ended.err
        after = here.document.read_text("utf-8")
        assert "My own line.\n" in after
        assert MINE in after
        assert "**v1.1, 2026-01-16**" in after
