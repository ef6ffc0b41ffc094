"""`drafter regenerate` and `drafter plan`, as a user runs them on a document that a real model drafted."""

import json
from pathlib import Path

import pytest

from drafter.document.sections import SECTIONS
from drafter.merge import part_span, section_span
from tests.cli.test_draft_command import Drafter, Ended, at
from tests.fault_server import MODEL, FaultServer, Rule, Script, fault, fault_server
from tests.standing import brief_text, document_text, lay_out

DELETE = "| `/links/{link_id}` | DELETE | Deletes a link. | none | 204 |\n"
PUT = "| `/links/{link_id}` | PUT |"
ON = ("--date", "2026-03-02")
LOGGED = "**v1.1, 2026-03-02**: "


class Standing(Drafter):
    """A document that was drafted from a brief beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.document = lay_out(folder)

    @property
    def text(self) -> str:
        return self.document.read_bytes().decode()

    def edit(self, old: str, new: str) -> None:
        text = self.text
        assert old in text
        self.document.write_bytes(text.replace(old, new, 1).encode())

    def new_brief(self, old: str, new: str) -> None:
        assert old in brief_text()
        (self.folder / "v2.md").write_text(brief_text().replace(old, new, 1), "utf-8")

    def regenerate(self, *arguments: str, endpoint: FaultServer | None = None, given: str = "") -> Ended:
        where = at(endpoint) if endpoint else ("--base-url", "http://127.0.0.1:9/v1", "--model", MODEL)
        return self.run("regenerate", "tdd.md", *arguments, *ON, *where, given=given)


@pytest.fixture
def standing(tmp_path: Path) -> Standing:
    return Standing(tmp_path)


def without_records(text: str) -> str:
    """Return a document without its version, date and change log."""
    lines = text.splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(("- **Version**", "- **Date**")) and LOGGED not in line
    )


def outside(text: str, key: str) -> str:
    start, end = section_span(text, key)
    return without_records(text[:start] + "|" + text[end:])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_section_is_drafted_again_and_the_rest_keeps_its_bytes(end: str, standing: Standing) -> None:
    before = (document_text().rstrip("\n") + "  \n\nMy own words,   with spaces.").replace("\n", end)
    standing.document.write_bytes(before.encode())
    with fault_server() as endpoint:
        ended = standing.regenerate("8", endpoint=endpoint)
    after = standing.text
    assert (ended.code, ended.out) == (0, "")
    assert "tdd.md: " in ended.err
    assert "in 8; now v1.1" in ended.err
    assert outside(after, "8") == outside(before, "8")
    old, new = (text[slice(*section_span(text, "8"))] for text in (before, after))
    assert old != new
    assert new.count("\n") == new.count(end)


def test_the_version_and_the_change_log_say_so(standing: Standing) -> None:
    with fault_server() as endpoint:
        standing.regenerate("Performance Considerations", "-i", "cache more", endpoint=endpoint)
    assert "- **Version**: v1.1\n- **Date**: 2026-03-02\n" in standing.text
    assert standing.text.rstrip().endswith("- **v1.1, 2026-03-02**: 8 drafted again: cache more.")


def test_a_computed_part_follows_an_edit_without_a_model(standing: Standing) -> None:
    standing.edit(PUT, f"{DELETE}{PUT}")
    before = standing.text
    ended = standing.regenerate("6.2")
    after = standing.text
    assert ended.code == 0
    assert "operationId: deleteLink" in after[slice(*part_span(after, "6.2"))]
    assert DELETE in after
    assert outside(after, "6") == outside(before, "6")


def test_an_edit_stays_beside_what_is_drafted_again(standing: Standing) -> None:
    standing.edit("### 8.3 Scalability Planning\n", "### 8.3 Scalability Planning\n\nWe asked the vendor.\n")
    with fault_server() as endpoint:
        ended = standing.regenerate("8", endpoint=endpoint)
    assert ended.code == 0
    assert standing.text.count("We asked the vendor.") == 1
    assert "\n\nWe asked the vendor.\n" in standing.text


@pytest.fixture
def clashing(standing: Standing) -> Standing:
    standing.edit("- **Caching**: ", "- **Caching**: We cache nothing. Before: ")
    return standing


MINE = "We cache nothing."


def test_what_both_changed_is_marked_and_nothing_is_lost(clashing: Standing) -> None:
    with fault_server() as endpoint:
        ended = clashing.regenerate("8", endpoint=endpoint)
    text = clashing.text
    assert ended.code == 1
    assert "1 conflict to resolve" in ended.err
    assert text.index("<<<<<<< ") < text.index(MINE) < text.index("=======") < text.index(">>>>>>> ")
    again = clashing.regenerate("8")
    assert (again.code, "has an open conflict" in again.err) == (65, True)
    assert clashing.text == text


@pytest.mark.parametrize(("policy", "stays"), [("ours", True), ("theirs", False)])
def test_a_conflict_goes_to_the_side_that_is_chosen(policy: str, stays: bool, clashing: Standing) -> None:
    with fault_server() as endpoint:
        ended = clashing.regenerate("8", "--conflict", policy, endpoint=endpoint)
    assert ended.code == 0
    assert (MINE in clashing.text, "<<<<<<<" in clashing.text) == (stays, False)
    kept = clashing.folder / ".drafter/tdd/replaced/1.md"
    assert MINE in kept.read_text("utf-8")


def test_undo_goes_back_to_the_edited_text(clashing: Standing) -> None:
    before = clashing.text
    with fault_server() as endpoint:
        clashing.regenerate("8", "--conflict", "theirs", endpoint=endpoint)
    assert clashing.run("undo", "tdd.md").code == 0
    assert clashing.text == before


def test_a_difference_is_shown_and_nothing_is_written(standing: Standing) -> None:
    files = {name: (standing.folder / name).read_bytes() for name in standing.files()}
    with fault_server() as endpoint:
        ended = standing.regenerate("8", "--diff", endpoint=endpoint)
    assert ended.code == 0
    assert ended.out.startswith("--- a/tdd.md\n+++ b/tdd.md\n@@")
    left = {name: (standing.folder / name).read_bytes() for name in standing.files()}
    assert {name for name in left if left[name] != files.get(name)} <= {".drafter/tdd/ledger.jsonl"}


def test_hunks_are_taken_and_refused_with_a_key(standing: Standing) -> None:
    with fault_server() as endpoint:
        nothing = standing.regenerate("8", "--interactive", endpoint=endpoint, given="n\nq\n")
        assert (nothing.code, "nothing was written" in nothing.err) == (0, True)
        assert standing.text == document_text()
        one = standing.regenerate("8", "--interactive", endpoint=endpoint, given="?\ny\nd\n")
        asked = len(endpoint.ledger.completions)
        standing.regenerate("8", "--interactive", endpoint=endpoint, given="a\n")
        assert len(endpoint.ledger.completions) >= asked
    assert one.code == 0
    assert "Take this [y,n,a,d,q,?]?" in one.out
    assert "keep what is there" in one.out


def test_without_state_every_difference_is_offered(standing: Standing) -> None:
    for path in (standing.folder / ".drafter/tdd/sections").iterdir():
        path.unlink()
    before = standing.text
    with fault_server() as endpoint:
        ended = standing.regenerate("8", endpoint=endpoint)
        assert (ended.code, standing.text) == (1, before)
        assert "every difference is yours to choose" in ended.err
        asked = len(endpoint.ledger.completions)
        taken = standing.regenerate("8", "--conflict", "theirs", endpoint=endpoint)
        assert len(endpoint.ledger.completions) == asked  # the answers are kept
    assert taken.code == 0
    assert standing.text != before


def test_a_changed_brief_is_followed_to_all_that_it_touches(standing: Standing) -> None:
    standing.new_brief("| under 50 ms |", "| under 80 ms |")
    planned = standing.run("plan", "tdd.md", "--brief", "v2.md", "--model", "local")
    assert planned.out.splitlines()[0] == "latency “under 50 ms” is now “under 80 ms” (v2.md:26)"
    assert "follows without a model: 8.1" in planned.out
    assert "together: 0 calls" in planned.out
    ended = standing.regenerate("--cascade", "--brief", "v2.md")
    assert ended.code == 0
    assert "under 50 ms" not in without_records(standing.text)
    assert standing.run("plan", "tdd.md").out == "all sections agree\n"
    assert "50 ms” is now “under 80 ms” (v2.md:26)" in standing.text


def test_a_brief_that_one_section_follows_is_not_forgotten_by_the_others(standing: Standing) -> None:
    standing.new_brief("| under 50 ms |", "| under 80 ms |")
    assert standing.regenerate("8.1", "--brief", "v2.md").code == 0
    left = standing.run("plan", "tdd.md")
    assert "2 System Overview\n  follows without a model: 2.3" in left.out
    assert "8 Performance" not in left.out
    assert standing.regenerate("--cascade").code == 0
    assert standing.run("plan", "tdd.md").out == "all sections agree\n"


MEMORY = "It must run with at most 2 GB of memory.\n\n"
NEEDED = {
    "a number of the brief": (("| under 50 ms |", "| under 80 ms |"), None, 0),
    "a technology of the brief": (("PostgreSQL", "MySQL"), None, 2),
    "an endpoint": (None, (PUT, f"{DELETE}{PUT}"), 2),
    "a component": (None, ("| Database | Stores", "| Cache | Keeps links. | Redis | none |\n| Database | Stores"), 2),
    "a component's name": (None, ("| Redirect Service | Handles", "| Forwarder | Handles"), 0),
    "a decision": (None, ("| Framework: FastAPI |", "| Framework: Django |"), 1),
    "an environment": (None, ("| Staging |", "| Rehearsal | Like production. | All | Weekly |\n| Staging |"), 0),
    "a number of 8.1": (None, ("load balancer: under 50 ms", "load balancer: under 70 ms"), 0),
    "a statement that 8.1 takes up": (("## Constraints", f"{MEMORY}## Constraints"), None, 0),
    "a sentence": (None, ("Marketing prints long", "Marketing printed long"), 0),
}  # fmt: skip
"""Changes of the brief and of the document, and the sections that a model must write anew, found by hand."""


@pytest.mark.parametrize("case", NEEDED)
def test_a_cascade_asks_for_what_is_stale_and_for_nothing_else(case: str, standing: Standing) -> None:
    brief, edit, needed = NEEDED[case]
    if brief:
        standing.new_brief(*brief)
    if edit:
        standing.edit(*edit)
    named = ("--conflict", "theirs", *(("--brief", "v2.md") if brief else ()))
    with fault_server() as endpoint:
        ended = standing.regenerate("--cascade", *named, endpoint=endpoint)
        assert ended.code == 0, ended.err
        assert len(endpoint.ledger.completions) == needed
        assert standing.regenerate("--cascade", *named, endpoint=endpoint).code == 0
        assert len(endpoint.ledger.completions) == needed


def test_the_plan_for_programs_names_sections_fields_and_reasons(standing: Standing) -> None:
    standing.edit(PUT, f"{DELETE}{PUT}")
    ended = standing.run("plan", "tdd.md", "--format", "json", "--model", "local")
    plan = json.loads(ended.out)
    assert [change["new"] for change in plan["changes"]] == ["Delete Link"]
    steps = {step["section"]: step for step in plan["steps"]}
    assert steps["api_design"]["fields"] == ["failures"]
    assert steps["api_design"]["follows"] == ["6.2"]
    assert steps["security_design"]["why"] == ["nothing is said of Delete Link"]
    assert steps["security_design"]["calls"] == 1


def test_new_findings_are_shown(standing: Standing) -> None:
    standing.edit(PUT, f"{DELETE}{PUT}")
    ended = standing.regenerate("6.2")
    assert "API211 warning: 7.2 does not say who may use DELETE /links/{link_id}" in ended.err
    assert "no longer agree: 6 API Design, 7 Security Design" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("99",), 2, "'99' is no section or part"),
        ((), 2, "name a section, or add --cascade"),
        (("6", "--brief", "none.md"), 66, "none.md: there is no such file"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], code: int, said: str, standing: Standing) -> None:
    ended = standing.regenerate(*arguments)
    assert (ended.code, said in ended.err) == (code, True)
    assert standing.text == document_text()
    if arguments == ("99",):
        assert all(kind.title in ended.err for kind in SECTIONS)


def test_without_a_brief_only_what_is_computed_can_follow(standing: Standing) -> None:
    (standing.folder / ".drafter/tdd/brief.md").unlink()
    standing.edit(PUT, f"{DELETE}{PUT}")
    ended = standing.regenerate("6")
    assert (ended.code, "--brief brief.md" in ended.err) == (2, True)
    assert standing.regenerate("6.2").code == 0
    assert "operationId: deleteLink" in standing.text


def test_a_section_that_the_model_leaves_unusable_keeps_its_text(standing: Standing) -> None:
    before = standing.text
    with fault_server(Script(rules=(Rule(fault=fault("prose"), times=None),))) as endpoint:
        ended = standing.regenerate("8.2", endpoint=endpoint)
    assert standing.text == before
    assert ended.code == 76
    assert "nothing changed" in ended.err
    assert "kept as it was: 8 Performance Considerations: strategies" in ended.err


def test_a_section_that_is_not_there_is_put_where_it_belongs(standing: Standing) -> None:
    start, end = section_span(standing.text, "8")
    section = standing.text[start:end]
    standing.edit(section, "")
    with fault_server() as endpoint:
        assert standing.regenerate("8", endpoint=endpoint).code == 0
    after = standing.text
    assert [line for line in after.splitlines() if line.startswith(("## 7", "## 8"))] == [
        "## 7. Security Design",
        "## 8. Performance Considerations",
    ]
    assert "\n\n## 8. Performance" in after
    assert "\n\n## 9. " in after


def test_a_secret_in_the_document_stops_it_before_anything_is_sent(standing: Standing) -> None:
    key = "AKIA" + "IOSFODNN7EXAMPLF"
    standing.edit("### 8.3 Scalability Planning\n", f"### 8.3 Scalability Planning\n\nThe key is {key}.\n")
    with fault_server() as endpoint:
        ended = standing.regenerate("8", endpoint=endpoint)
        assert (ended.code, len(endpoint.ledger.completions)) == (65, 0)
    assert "tdd.md:" in ended.err


def test_the_first_line_says_where_the_document_goes(standing: Standing) -> None:
    with fault_server() as endpoint:
        ended = standing.regenerate("8", endpoint=endpoint)
    assert ended.err.splitlines()[0].endswith(": the brief and the document go there")
