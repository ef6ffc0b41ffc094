"""What a model proposes, made consistent."""

from graphlib import TopologicalSorter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.derive.proposals import (
    allowed_methods,
    is_people,
    is_product,
    is_quantity,
    is_responsibility,
    is_user,
    kind_of,
    one_per_address,
    settled_technologies,
    singular,
    titled,
    unique_names,
    with_database,
    without_cycles,
)
from drafter.document.outline import Component, Decision, Entity, Operation, ProjectKind, Storage
from drafter.document.outline_answers import ProfileAnswer, ProgramAnswer
from tests.materials import brief_of

PROFILE = ProfileAnswer(
    kind="web service", interfaces=("http",), storage="relational", roles=("Member", "Head Librarian")
)


def http(name: str, path: str, method: str = "GET") -> Operation:
    return Operation.model_validate(
        {"name": name, "kind": "http", "summary": "Does.", "component": "A", "path": path, "method": method}
    )


@pytest.mark.parametrize(
    ("edges", "kept"),
    [
        ({"a": ["b"], "b": []}, {"a": ["b"], "b": []}),
        ({"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": []}),
        ({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": []}, {"a": ["b"], "b": ["c"], "c": ["d"], "d": []}),
    ],
)
def test_the_last_component_of_a_cycle_loses_its_dependency(
    edges: dict[str, list[str]], kept: dict[str, list[str]]
) -> None:
    assert without_cycles(edges) == kept


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=20))
@settings(max_examples=50)
def test_what_is_left_has_no_cycle_and_was_there_before(pairs: list[tuple[str, str]]) -> None:
    edges = {name: [to for start, to in pairs if start == name != to] for name in "abcde"}
    kept = without_cycles(edges)
    TopologicalSorter(kept).prepare()
    assert list(kept) == list(edges)
    assert all(set(tos) <= set(edges[name]) for name, tos in kept.items())


def test_the_first_of_a_name_is_kept_whatever_its_case() -> None:
    values = [Entity(name=name, description=str(n)) for n, name in enumerate(("Tool", "Loan", "TOOL"))]
    assert [(entity.name, entity.description) for entity in unique_names(values)] == [("Tool", "0"), ("Loan", "1")]


def test_decisions_are_told_apart_by_their_titles() -> None:
    values = [Decision(title="Database", choice="A"), Decision(title="database", choice="B")]
    assert unique_names(values) == values[:1]


def test_one_operation_is_kept_for_each_method_and_path() -> None:
    kept = one_per_address([http("A", "/tools/{id}"), http("B", "/tools/{name}/"), http("C", "/tools/{id}", "PUT")])
    assert [operation.name for operation in kept] == ["A", "C"]


def test_a_name_that_occurs_again_is_told_apart_by_its_resource() -> None:
    kept = one_per_address([http("List", "/tools"), http("List", "/loans"), http("list", "/loans/{id}")])
    assert [operation.name for operation in kept] == ["List", "List (loans)"]


def test_a_command_is_told_apart_by_its_option() -> None:
    commands = [
        Operation(name="Sweep", kind="command", summary="Does.", component="A", path=path)
        for path in ("sweep", "sweep --dry-run")
    ]
    assert [operation.name for operation in one_per_address(commands)] == ["Sweep", "Sweep (--dry-run)"]


@pytest.mark.parametrize(
    ("name", "expected"), [("loan store", "Loan Store"), ("eBay loans", "eBay loans"), ("größe", "größe")]
)
def test_a_name_in_lower_case_gets_capitals(name: str, expected: str) -> None:
    assert titled(name) == expected


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Members", True), ("member", True), ("Head Librarians", True), ("Support Team", True), ("Users", True),
        ("Librarian", False), ("Member Store", False), ("Team Calendar", False),
    ],
)  # fmt: skip
def test_roles_and_groups_are_people(name: str, people: bool) -> None:
    assert is_people(name, PROFILE) is people


def test_a_name_that_is_just_a_product_is_no_part_that_the_team_builds() -> None:
    brief = brief_of("It uses NumPy on an ESP32.")
    names = ("NumPy", "numpy", "NumPy Bridge", "ESP32")
    assert [is_product(name, brief) for name in names] == [True, True, False, False]


@pytest.mark.parametrize(("name", "quantity"), [("12 V Battery", True), ("Battery", False), ("Route 66", False)])
def test_a_name_with_a_number_and_a_unit_is_a_condition(name: str, quantity: bool) -> None:
    assert is_quantity(name) is quantity


@pytest.mark.parametrize(
    ("name", "user"),
    [("Browser", False), ("Mqtt broker", False), ("Member", True), ("Raspberry pi", False), ("App Store editor", True)],
)
def test_who_uses_a_system_is_neither_a_device_nor_a_technology(name: str, user: bool) -> None:
    assert is_user(name, brief_of("A Raspberry Pi speaks MQTT.")) is user


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Loan API manages the loans of all members", True),
        ("manages the loans of all members.", True),
        ("One table for each branch", False),
    ],
)
def test_what_a_component_does_is_no_decision(text: str, said: bool) -> None:
    component = Component(name="Loan API", kind="service", responsibility="Manages the loans of all members.")
    assert is_responsibility(text, [component]) is said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Loans", "Loan"), ("Entries", "Entry"), ("Boxes", "Box"), ("Click Events", "Click Event"),
        ("Branches", "Branches"), ("Status", "Status"), ("Address", "Address"), ("Data", "Data"),
    ],
)  # fmt: skip
def test_an_entity_is_named_in_the_singular_that_the_brief_has(name: str, expected: str) -> None:
    assert singular(name, brief_of("A loan, an entry, a box and a click event have a status.")) == expected


@pytest.mark.parametrize(
    ("kind", "storage", "names"),
    [
        ("web application", "relational", ["API", "Database"]),
        ("web service", "none", ["API"]),
        ("command line tool", "relational", ["API"]),
    ],
)
def test_a_served_system_with_tables_has_a_database(kind: ProjectKind, storage: Storage, names: list[str]) -> None:
    parts = [Component(name="API", kind="service", responsibility="Answers.")]
    assert [part.name for part in with_database(parts, kind=kind, storage=storage)] == names


def test_a_database_that_is_there_is_enough() -> None:
    parts = [Component(name="Loans", kind="store", responsibility="Keeps loans.")]
    assert with_database(parts, kind="web service", storage="relational") == parts


@pytest.mark.parametrize(
    ("technology", "kind"),
    [("PostgreSQL", "store"), ("Redis", "cache"), ("Kafka", "broker"), ("Python", "worker"), ("MySQL", "worker")],
)
def test_what_is_made_of_a_database_is_a_store(technology: str, kind: str) -> None:
    brief = brief_of("We have PostgreSQL, Redis, Apache Kafka and Python.")
    names = {tech.name for tech in brief.technologies}
    stated = next((name for name in names if technology in name), technology)
    entry = ProgramAnswer(name="Part", kind="worker", technology=stated, responsibility="Does the work.")
    assert kind_of(entry, brief) == kind


@pytest.mark.parametrize(
    ("text", "can_delete"),
    [
        ("Links can be disabled, never deleted.", False),
        ("Loans are not ever deleted.", False),
        ("Es wird nie etwas gelöscht.", False),
        ("Members delete their loans.", True),
        ("We lend.", True),
    ],
)
def test_there_is_no_delete_where_nothing_is_deleted(text: str, can_delete: bool) -> None:
    assert ("DELETE" in allowed_methods(brief_of(text))) is can_delete


def test_rejected_and_undecided_technologies_are_not_settled() -> None:
    brief = brief_of("It uses PostgreSQL. We do not want Kafka. Rust or Go, we don't mind.")
    assert [tech.name for tech in settled_technologies(brief)] == ["PostgreSQL"]
