"""What drafter did not write is never overwritten silently."""

from pathlib import Path

import pytest

from tests.cli.test_draft_command import Drafter, at
from tests.fault_server import FaultServer, Rule, Script, fault, fault_server

EDIT = "\nThis is mine.\n"


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


def draft(drafter: Drafter, endpoint: FaultServer, *more: str, on: str = "2026-01-15") -> tuple[int, str]:
    ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--date", on, *more, *at(endpoint))
    return ended.code, ended.err


def test_its_own_document_is_drafted_again_and_the_old_one_is_kept(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        assert draft(drafter, endpoint)[0] == 0
        old = (drafter.folder / "tdd.md").read_bytes()
        code, err = draft(drafter, endpoint, on="2026-01-16")
    assert (code, "drafter undo tdd.md" in err) == (0, True)
    assert "2026-01-16" in (drafter.folder / "tdd.md").read_text("utf-8")
    assert (drafter.folder / ".drafter/tdd/replaced/2.md").read_bytes() == old


@pytest.mark.parametrize("state", ["there", "lost", "damaged"])
def test_an_edited_document_stays_and_nothing_is_asked(state: str, drafter: Drafter) -> None:
    document = drafter.folder / "tdd.md"
    with fault_server() as endpoint:
        draft(drafter, endpoint)
        edited = document.read_text("utf-8") + EDIT
        document.write_text(edited, "utf-8")
        record = drafter.folder / ".drafter/tdd/history.jsonl"
        if state == "lost":
            record.unlink()
        if state == "damaged":
            record.write_text("{", "utf-8")
        asked = len(endpoint.ledger.completions)
        code, err = draft(drafter, endpoint, "--fresh")
        assert (code, len(endpoint.ledger.completions)) == (2, asked)
    assert "tdd.md: holds changes that drafter did not write" in err
    assert "--overwrite" in err
    assert document.read_text("utf-8") == edited


def test_what_is_overwritten_is_kept_beside_it(drafter: Drafter) -> None:
    (drafter.folder / "tdd.md").write_text(EDIT, "utf-8")
    with fault_server() as endpoint:
        code, err = draft(drafter, endpoint, "--overwrite")
        (drafter.folder / "tdd.md").write_text("Another text of mine.\n", "utf-8")
        draft(drafter, endpoint, "--overwrite")
    assert (code, "is kept in" in err) == (0, True)
    kept = drafter.folder / ".drafter/tdd/replaced"
    assert (kept / "1.md").read_text("utf-8") == EDIT
    assert (kept / "2.md").read_text("utf-8") == "Another text of mine.\n"


def test_a_document_that_changes_while_it_is_drafted_stays_and_the_new_one_stands_beside_it(drafter: Drafter) -> None:
    held = Rule(fault=fault("hang"), contains="section 14")
    with fault_server(Script(rules=(held,))) as endpoint:
        process = drafter.start("draft", "brief.md", "-o", "tdd.md", "--timeout", "4", *at(endpoint))
        assert endpoint.ledger.wait_until(lambda entries: any(entry.fault for entry in entries), 60)
        (drafter.folder / "tdd.md").write_text(EDIT, "utf-8")
        _, err = process.communicate(timeout=60)
    assert process.returncode == 73
    assert "was changed while drafter worked on it" in err
    assert (drafter.folder / "tdd.md").read_text("utf-8") == EDIT
    assert "# Technical Design Document" in (drafter.folder / "tdd.new.md").read_text("utf-8")


def test_an_incomplete_document_replaces_a_whole_one_and_the_whole_one_is_kept(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        draft(drafter, endpoint)
        whole = (drafter.folder / "tdd.md").read_bytes()
        busy = Rule(fault=fault("server_error"), contains="section 10", times=None)
        endpoint.use(Script(rules=(busy,)))
        code, err = draft(drafter, endpoint, "--fresh")
    assert (code, "is kept in" in err) == (75, True)
    assert (drafter.folder / ".drafter/tdd/replaced/2.md").read_bytes() == whole


def test_an_edited_outline_stays_as_well(drafter: Drafter) -> None:
    outline = drafter.folder / "outline.yaml"
    with fault_server() as endpoint:
        assert drafter.run("outline", "brief.md", "-o", "outline.yaml", *at(endpoint)).code == 0
        assert drafter.run("outline", "brief.md", "-o", "outline.yaml", *at(endpoint)).code == 0
        outline.write_text(outline.read_text("utf-8") + "# mine\n", "utf-8")
        ended = drafter.run("outline", "brief.md", "-o", "outline.yaml", *at(endpoint))
    assert (ended.code, "did not write" in ended.err) == (2, True)
    assert outline.read_text("utf-8").endswith("# mine\n")


def test_the_brief_is_kept_beside_the_document_unless_it_holds_a_secret_that_was_allowed(drafter: Drafter) -> None:
    brief = (drafter.folder / "brief.md").read_text("utf-8")
    state = drafter.folder / ".drafter/tdd"
    with fault_server() as endpoint:
        assert draft(drafter, endpoint)[0] == 0
        assert (state / "brief.md").read_text("utf-8") == brief
        secret = "AKIA" + "Z7Q4M2X9K3B8V5N1"
        (drafter.folder / "brief.md").write_text(f"{brief}- A member signs in with {secret}.\n", "utf-8")
        assert draft(drafter, endpoint, "--allow-secrets")[0] == 0
    assert not (state / "brief.md").exists()
    assert secret not in (state / "outline.yaml").read_text("utf-8")
