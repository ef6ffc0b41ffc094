"""What a document states is what it was assembled from; what was edited by hand is stated as it stands now."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafter.derive.assembly import assemble
from drafter.derive.material import Material
from drafter.derive.stated import rederived, stated_answers, stated_outline
from drafter.document.blocks import Absent, Code, Flow
from drafter.document.brief import Brief
from drafter.document.document import Document
from drafter.document.outline import NotApplicable, Outline, Question
from drafter.document.sections import SECTIONS, computed_parts
from drafter.document.sections.base import parts_of
from drafter.markdown.parse import parse
from drafter.markdown.render import render
from drafter.markdown.typed import document
from drafter.outline_file import from_yaml
from drafter.stages.read_brief import read_brief

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.stem for path in (FIXTURES / "documents").glob("*.md"))


def text_of(name: str) -> str:
    return (FIXTURES / "documents" / f"{name}.md").read_text("utf-8")


def outline_of(name: str) -> Outline:
    return from_yaml((FIXTURES / "documents" / f"{name}.outline.yaml").read_text("utf-8"), name)


def brief_of(name: str) -> Brief:
    return read_brief(FIXTURES / "briefs" / f"{name}.md").brief


def read(text: str) -> Document:
    return document(parse(text)).document


def again(made: Document, brief: Brief, before: Outline | None) -> Document:
    """The document assembled from what it states."""
    outline = stated_outline(made, before, brief)
    answers = stated_answers(made, outline, before)
    return assemble(
        Material(brief=brief, outline=outline, answers=answers, information=made.information, today=date(2026, 1, 15))
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_drafted_document_states_its_outline(name: str) -> None:
    assert stated_outline(read(text_of(name)), outline_of(name)) == outline_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_drafted_document_states_is_assembled_to_the_same_document(name: str) -> None:
    assert render(again(read(text_of(name)), brief_of(name), outline_of(name))) == text_of(name)


LOST: dict[str, list[str]] = {
    "url_shortener": [],
    "log_sweeper": [],
    # that Apache Kafka has a source: the brief says Kafka
    "order_events": ["- 13: proposed by the design, not named in the brief: Broker: Apache Kafka"],
}


@pytest.mark.parametrize("name", NAMES)
def test_without_its_outline_a_document_states_nearly_the_same(name: str) -> None:
    text = render(again(read(text_of(name)), brief_of(name), None))
    assert [line for line in text.splitlines() if line.startswith("- ") and line not in text_of(name)] == LOST[name]
    assert [line for line in text_of(name).splitlines() if line not in text] == []


@pytest.mark.parametrize("with_outline", [True, False], ids=["with the outline", "without it"])
@pytest.mark.parametrize("name", NAMES)
def test_computed_parts_of_an_unchanged_document_stay(name: str, with_outline: bool) -> None:
    made = read(text_of(name))
    assert {
        key for key in computed_parts() if shown(made, key, brief_of(name), name, with_outline) != text_of(name)
    } == set()


def shown(made: Document, key: str, brief: Brief | None, name: str, with_outline: bool) -> str:
    return render(follow(made, key, brief, outline_of(name) if with_outline else None))


def follow(made: Document, key: str, brief: Brief | None = None, before: Outline | None = None) -> Document:
    """The document in which one computed part follows the others."""
    place = computed_parts()[key]
    content = rederived(made, key, brief, before)
    return made.model_copy(
        update={
            "sections": tuple(
                section.model_copy(update={place.field: content})
                if isinstance(section, place.section.model)
                else section
                for section in made.sections
            )
        }
    )


def test_the_computed_parts_are_those_that_need_no_answer() -> None:
    assert set(computed_parts()) == {"1.4", "1.5", "3.1", "4.modules", "5.2", "6.2", "9.1", "A", "C"}
    keys = {part.number or str(kind.number) for kind in SECTIONS for _, part, _ in parts_of(kind.model)}
    keys |= {str(kind.number) for kind in SECTIONS} | {"brief"}
    assert {source for part in computed_parts().values() for source in part.sources} <= keys


def test_a_part_that_is_written_cannot_be_computed() -> None:
    with pytest.raises(KeyError):
        rederived(read(text_of("url_shortener")), "2.1")


TEXT = text_of("url_shortener")
BEFORE = outline_of("url_shortener")


def edited(*changes: tuple[str, str], text: str = TEXT) -> Document:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def code(content: Any) -> str:
    assert isinstance(content, Flow)
    (block,) = content.blocks
    assert isinstance(block, Code)
    return block.text


BOTH = pytest.mark.parametrize("before", [BEFORE, None], ids=["with the outline", "without it"])
ROW_6_1 = "| `/links/{link_id}` | PUT | Updates a redirect. | `ClickEventsInput` | 200 `ClickEvents` |"


@BOTH
def test_an_endpoint_that_was_added_is_in_the_contract(before: Outline | None) -> None:
    row = "| `/campaigns/{campaign_id}/links/{link_id}` | DELETE | Withdraws a short link. | none | 204 no content |"
    made = edited((ROW_6_1, f"{ROW_6_1}\n{row}"))
    contract = code(rederived(made, "6.2", before=before))
    old = code(rederived(read(TEXT), "6.2", before=before))
    added = [line.strip() for line in contract.splitlines() if line not in old.splitlines()]
    assert added == ["delete:", "operationId: deleteLink", "summary: Withdraws a short link.", '"204":',
                     "description: No content"]  # fmt: skip
    operation = stated_outline(made, before).operations[-1]
    assert (operation.name, operation.component) == ("Delete Link", "Campaign Manager Service")
    assert (operation.method, operation.entity, operation.returns) == ("DELETE", "", "nothing")


@BOTH
def test_an_endpoint_whose_path_was_changed_is_the_same_operation(before: Outline | None) -> None:
    made = edited((ROW_6_1, ROW_6_1.replace("/links/{link_id}", "/l/{slug}")))
    operation = stated_outline(made, before).operations[6]
    assert operation.path == "/l/{slug}"
    assert operation.name == ("Update Redirect" if before else "Update L")
    assert "  /l/{slug}:\n    put:" in code(rederived(made, "6.2", before=before))


@BOTH
def test_an_endpoint_that_was_removed_is_not_in_the_contract(before: Outline | None) -> None:
    made = edited((f"{ROW_6_1}\n", ""))
    assert "updateRedirect" not in code(rederived(made, "6.2", before=before))


@BOTH
def test_an_attribute_that_was_added_is_in_the_schema_and_in_the_contract(before: Outline | None) -> None:
    made = edited(
        ("`destination` string;", "`destination` string; `clicks` integer, optional; owner: varchar(80), unique;")
    )
    schema = code(rederived(made, "5.2", before=before))
    assert "    clicks INTEGER,\n    owner VARCHAR(255) NOT NULL UNIQUE,\n" in schema
    assert "        clicks:\n          type: integer" in code(rederived(made, "6.2", before=before))


@BOTH
def test_a_reference_that_was_added_is_a_foreign_key(before: Outline | None) -> None:
    visit = "#### Visitor\n\n- **Attributes**: `id` uuid, primary key; `name` string\n- **Relationships**: none\n"
    made = edited(
        ("### 5.2", f"{visit}- **Validations**: None.\n\n### 5.2"),
        ("`user_id` string;", "`visitor_id` uuid, references `visitors`;"),
    )
    schema = code(rederived(made, "5.2", before=before))
    assert "CONSTRAINT fk_click_events_visitor_id FOREIGN KEY (visitor_id) REFERENCES visitors (id)" in schema
    assert "CREATE TABLE visitors (\n    id UUID NOT NULL PRIMARY KEY,\n    name VARCHAR(255) NOT NULL\n);" in schema


@pytest.mark.parametrize("key", ["3.1", "4.modules", "9.1"])
@BOTH
def test_a_component_that_was_renamed_in_the_table_has_that_name_in_diagrams(key: str, before: Outline | None) -> None:
    row = "| Redirect Service | Handles the redirection"
    made = edited((row, row.replace("Redirect Service", "Link Router")))
    diagram = code(rederived(made, key, before=before))
    assert "Redirect Service" not in diagram
    assert "RedirectService {" not in diagram
    assert re.search("Link ?Router", diagram)


def test_a_renamed_component_keeps_what_the_document_does_not_say() -> None:
    row = "| Redirect Service | Handles the redirection"
    made = edited((row, row.replace("Redirect Service", "Link Router")))
    outline = stated_outline(made, BEFORE)
    assert outline == Outline.model_validate_json(
        BEFORE.model_dump_json().replace('"Redirect Service"', '"Link Router"')
    )
    answers = stated_answers(made, outline, BEFORE)
    assert list(answers.component_design.details) == ["Campaign Manager Service", "Link Router", "Database"]
    assert answers.component_design.details["Link Router"].modules == ("RedirectService", "Database")
    assert set(answers.infrastructure_design.hosting) == {"Campaign Manager Service", "Link Router", "Database"}


def test_a_dependency_by_an_earlier_name_is_one_on_the_renamed_component() -> None:
    made = edited(("| Database | Stores the short links", "| Link Store | Stores the short links"))
    assert [c.depends_on for c in stated_outline(made, BEFORE).components] == [("Link Store",), ("Link Store",), ()]


@BOTH
def test_a_component_that_was_added_is_drawn(before: Outline | None) -> None:
    row = "| Link Cache | Keeps links that are asked for often. | Redis | Database, Nobody |"
    made = edited(("\n\n### 4.2", f"\n{row}\n\n### 4.2"))
    component = stated_outline(made, before).components[-1]
    assert (component.name, component.kind, component.technology) == ("Link Cache", "cache", "Redis")
    assert component.depends_on == ("Database",)
    assert 'n4[("Link Cache<br/>Redis")]' in code(rederived(made, "3.1", before=before))


ROW_13 = "| Language: Python |"


@BOTH
def test_records_follow_the_decisions(before: Outline | None) -> None:
    row = "| Cache: Redis | It is fast. | Memcached and none | Another server to run. |"
    made = edited((ROW_13, f"{row}\n{ROW_13}"))
    decision = stated_outline(made, before).decisions[0]
    assert (decision.title, decision.choice, decision.alternatives) == ("Cache", "Redis", ("Memcached", "none"))
    records = render(follow(made, "A", before=before))
    assert "- **ADR-1: Cache: Redis**: Proposed, 2026-01-15" in records
    assert "- **ADR-2: Language: Python**: Proposed, 2026-01-15" in records


def test_records_quote_a_decision_without_marking_it_anew() -> None:
    made = edited((ROW_13, f"| Cache | Redis is fast. | none | More to run. |\n{ROW_13}"))
    assert "**Decision**: Redis is fast." in render(follow(made, "A", brief_of("url_shortener"), BEFORE))


@BOTH
def test_a_number_that_was_changed_is_a_target(before: Outline | None) -> None:
    made = edited(("load balancer: under 50 ms", "load balancer: under 80 ms"))
    outline = stated_outline(made, before)
    target = outline.targets[0]
    assert (target.quantity, target.quality, target.name) == ("under 80 ms", "latency", "Latency")
    assert target.statement == ("S18" if before else "")
    assert "- **Latency, under 80 ms**" in render(follow(made, "C", before=before))


@BOTH
def test_a_target_that_was_added_is_one_and_a_target_that_was_removed_is_none(before: Outline | None) -> None:
    cost = "- **Cost**: Running cost: no more than EUR 400 a month"
    made = edited((cost, "- **Recovery**: After a failure it is back within 2 hours."))
    targets = {target.quality: target.quantity for target in stated_outline(made, before).targets}
    assert targets["recovery"] == "within 2 hours"
    assert "cost" not in targets


@BOTH
def test_the_dialect_follows_the_database(before: Outline | None) -> None:
    made = edited(("| Stores the short links and click events. | PostgreSQL |", "| Stores all. | MySQL |"))
    assert stated_outline(made, before).sql_dialect == "mysql"
    assert "CHAR(36)" in code(rederived(made, "5.2", before=before))


@BOTH
def test_roles_and_environments_are_those_of_their_tables(before: Outline | None) -> None:
    made = edited(
        ("| Employees | Group of users |", "| Auditors | Group of users |"),
        ("| Staging |", "| Rehearsal |"),
    )
    outline = stated_outline(made, before)
    assert [role.name for role in outline.roles] == ["Campaign managers", "Agencies", "Auditors"]
    assert outline.environments == ("Development", "Rehearsal", "Production")


def test_a_part_that_was_said_not_to_apply_does_not() -> None:
    start, end = TEXT.index("```sql"), TEXT.index("### 5.3")
    made = read(f"{TEXT[:start]}Not applicable: links are kept in files.\n\n{TEXT[end:]}")
    outline = stated_outline(made, BEFORE)
    assert outline.not_applicable == (NotApplicable(part="5.2", reason="links are kept in files."),)
    assert rederived(made, "5.2", before=BEFORE) == Absent(why="does not apply", reason="links are kept in files.")


@pytest.mark.parametrize("with_outline", [True, False])
def test_the_first_endpoint_of_a_design_without_any_makes_a_contract(with_outline: bool) -> None:
    text, before = text_of("order_events"), outline_of("order_events") if with_outline else None
    table = "| Endpoint | Method | Description | Request | Response |\n|---|---|---|---|---|\n"
    row = "| `/events/{id}` | GET | Returns an event. | none | 200 `Event` |"
    at = text.index("Not applicable:", text.index("### 6.1"))
    made = read(f"{text[:at]}{table}{row}{text[text.index(chr(10), at) :]}")
    outline = stated_outline(made, before)
    assert outline.not_applicable == ()
    assert outline.interfaces == ("events", "http")
    contract = code(rederived(made, "6.2", before=before))
    assert "  /events/{id}:\n    get:\n      operationId: getEvent\n      summary: Returns an event." in contract
    assert "$ref: '#/components/schemas/Event'" in contract


def test_an_open_question_that_is_gone_was_answered_and_a_new_one_is_open() -> None:
    asked = BEFORE.questions[0]
    made = edited((asked.text, "May links be changed?"))
    assert stated_outline(made, BEFORE).questions == (
        BEFORE.questions[1],
        Question(text="May links be changed?", options=asked.options, part="11"),
    )


def test_a_document_without_anything_states_a_system() -> None:
    outline = stated_outline(read(""))
    assert [component.name for component in outline.components] == ["System"]
    assert (outline.entities, outline.operations, outline.decisions) == ((), (), ())


def test_a_document_without_anything_states_the_outline_that_it_had() -> None:
    kept = stated_outline(read(""), BEFORE)
    assert kept.model_copy(update={"questions": BEFORE.questions}) == BEFORE


def test_names_that_are_listed_twice_depend_on_themselves_or_are_empty_do_no_harm() -> None:
    rows = "| Database | Again. | | database, Redirect Service |\n| | Nobody. | | |\n| Loop | Goes. | Go | Loop; loop |"
    made = edited(("\n\n### 4.2", f"\n{rows}\n\n### 4.2"))
    names = [component.name for component in stated_outline(made).components]
    assert names == ["Campaign Manager Service", "Redirect Service", "Database", "Loop"]


@pytest.mark.parametrize("vault", ["secure vault", "secure vault behind TLS"])
def test_assumptions_that_are_marked_stay_listed(vault: str) -> None:
    made = again(edited(("secure vault", vault)), brief_of("url_shortener"), BEFORE)
    assert made.sections[6].assumptions == ("7.3: TLS, AES-256",)
