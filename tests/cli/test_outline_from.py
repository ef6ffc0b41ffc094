"""`drafter outline --from`, as a user runs it."""

import shutil
from pathlib import Path

import pytest

from drafter.outline_file import from_yaml
from tests.cli.test_draft_command import ROOT, Drafter

DOCUMENTS = ROOT / "fixtures/documents"
TEXT = (DOCUMENTS / "url_shortener.md").read_text("utf-8")
OUTLINE = from_yaml((DOCUMENTS / "url_shortener.outline.yaml").read_text("utf-8"), "outline.yaml")
ROW = "| Redirect Service | Handles the redirection"


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    """drafter in a folder with a document whose state folder has its outline."""
    drafter = Drafter(tmp_path)
    (tmp_path / "tdd.md").write_text(TEXT, "utf-8")
    (tmp_path / ".drafter/tdd").mkdir(parents=True)
    shutil.copy(DOCUMENTS / "url_shortener.outline.yaml", tmp_path / ".drafter/tdd/outline.yaml")
    return drafter


def edit(drafter: Drafter, old: str, new: str) -> None:
    text = (drafter.folder / "tdd.md").read_text("utf-8")
    assert old in text
    (drafter.folder / "tdd.md").write_text(text.replace(old, new), "utf-8")


def test_the_outline_of_an_unchanged_document_is_the_one_that_it_was_drafted_from(drafter: Drafter) -> None:
    ended = drafter.run("outline", "--from", "tdd.md", "-o", "outline.yaml")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "outline.yaml: edit it, then: drafter draft BRIEF --outline outline.yaml -o tdd.md\n"
    assert from_yaml((drafter.folder / "outline.yaml").read_text("utf-8"), "outline.yaml") == OUTLINE


def test_without_a_file_to_write_the_outline_is_printed_and_nothing_is_written(drafter: Drafter) -> None:
    before = drafter.files()
    ended = drafter.run("outline", "--from", "tdd.md")
    assert (ended.code, ended.err) == (0, "")
    assert from_yaml(ended.out, "outline.yaml") == OUTLINE
    assert drafter.files() == before


def test_names_and_numbers_are_those_that_the_document_states_now(drafter: Drafter) -> None:
    edit(drafter, ROW, ROW.replace("Redirect Service", "Link Router"))
    edit(drafter, "load balancer: under 50 ms", "load balancer: under 80 ms")
    outline = from_yaml(drafter.run("outline", "--from", "tdd.md").out, "outline.yaml")
    assert [component.name for component in outline.components] == [
        "Campaign Manager Service",
        "Link Router",
        "Database",
    ]
    assert outline.components[1].source == OUTLINE.components[1].source
    assert {operation.component for operation in outline.operations[4:]} == {"Link Router"}
    assert outline.targets[0].quantity == "under 80 ms"


def test_a_document_without_a_state_folder_states_its_outline_as_well(drafter: Drafter) -> None:
    shutil.rmtree(drafter.folder / ".drafter")
    ended = drafter.run("outline", "--from", "tdd.md")
    outline = from_yaml(ended.out, "outline.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert [operation.name for operation in outline.operations] == [operation.name for operation in OUTLINE.operations]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("components: [", "outline.yaml:1:14: "),
        ("title: Shop\ncomponents: []\n", "outline.yaml:"),
        ("\x00", "outline.yaml: "),
    ],
    ids=["no YAML", "no outline", "no text"],
)
def test_a_damaged_state_is_told_and_left_out(drafter: Drafter, state: str, why: str) -> None:
    (drafter.folder / ".drafter/tdd/outline.yaml").write_text(state, "utf-8")
    ended = drafter.run("outline", "--from", "tdd.md")
    assert ended.code == 0
    assert ended.err.startswith(f"drafter: warning: {drafter.folder.resolve()}/.drafter/tdd/{why}")
    assert ended.err.count("\n") == 1
    assert from_yaml(ended.out, "outline.yaml").title == OUTLINE.title


def test_a_document_is_read_from_standard_input(drafter: Drafter) -> None:
    ended = drafter.run("outline", "--from", "-", given=TEXT)
    assert ended.code == 0
    assert from_yaml(ended.out, "outline.yaml").title == OUTLINE.title


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("brief.md", "--from", "tdd.md"), 2, "--from does not go with BRIEF"),
        (("--from", "tdd.md", "--model", "local"), 2, "--from does not go with a model"),
        ((), 2, "there is no BRIEF"),
        (("--from", "tdd.md", "-o", "./tdd.md"), 2, "tdd.md: is the document, which would be overwritten"),
        (("--from", "gone.md"), 66, "gone.md: "),
        (("--from", "brief.md"), 65, "brief.md: has no section of a Technical Design Document"),
        (("--from", ".drafter/tdd/outline.yaml"), 65, "has no section of a Technical Design Document"),
        (("--from", "tdd.md", "-o", "none/outline.yaml"), 73, "there is no folder"),
    ],
    ids=["a brief as well", "a model", "nothing", "the document itself", "no document", "a brief", "an outline",
         "no folder"],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    drafter: Drafter, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = drafter.files()
    ended = drafter.run("outline", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert drafter.files() == before
    assert (drafter.folder / "tdd.md").read_text("utf-8") == TEXT


def test_an_outline_with_changes_of_others_stays(drafter: Drafter) -> None:
    (drafter.folder / "outline.yaml").write_text("# mine\n", "utf-8")
    ended = drafter.run("outline", "--from", "tdd.md", "-o", "outline.yaml")
    assert (ended.code, "holds changes that drafter did not write" in ended.err) == (2, True)
    assert (drafter.folder / "outline.yaml").read_text("utf-8") == "# mine\n"
    assert drafter.run("outline", "--from", "tdd.md", "-o", "outline.yaml", "--overwrite").code == 0
