"""What applies to a kind of project, its goals, patterns, places and words."""

import pytest

from drafter.derive.applicability import not_applicable, plausible_interfaces
from drafter.derive.frequent import frequent_words
from drafter.derive.goals import goals_of
from drafter.derive.hosting import hosting_for
from drafter.derive.names import components_of_layer, names_of, stakeholders
from drafter.derive.patterns import patterns_for
from drafter.derive.phrases import said_of
from drafter.document.outline import Interface, Outline, ProjectKind, Quality, Target
from tests.document.designs import OUTLINE
from tests.materials import brief_of


def of_kind(kind: ProjectKind) -> Outline:
    return OUTLINE.model_copy(update={"kind": kind})


@pytest.mark.parametrize(
    ("kind", "stated", "expected"),
    [
        ("web service", ("events", "http"), ("http", "events")),
        ("web service", ("command line",), ("http",)),
        ("library", ("http", "library", "library"), ("library",)),
        ("batch job", (), ("files",)),
        ("web application", (), ("user interface", "http")),
    ],
)
def test_a_project_is_used_in_its_usual_way_and_as_its_kind_can_be(
    kind: ProjectKind, stated: tuple[Interface, ...], expected: tuple[Interface, ...]
) -> None:
    assert plausible_interfaces(kind, stated, brief_of("We lend.")) == expected


@pytest.mark.parametrize(
    ("stated", "expected"), [(("events",), ("events",)), ((), ("files",))], ids=["another one", "nothing else"]
)
def test_a_project_whose_brief_rejects_http_is_used_otherwise(
    stated: tuple[Interface, ...], expected: tuple[Interface, ...]
) -> None:
    assert plausible_interfaces("web service", stated, brief_of("We do not want HTTP.")) == expected


@pytest.mark.parametrize(
    ("kind", "interfaces", "keeps_data", "relational", "parts"),
    [
        ("web service", ("http",), True, True, []),
        ("event pipeline", ("events",), True, True, ["6"]),
        ("web service", ("http",), True, False, ["5.2"]),
        ("library", ("library",), False, False, ["6", "5.2", "9", "7.1", "7.2"]),
    ],
)
def test_parts_that_a_project_does_not_have_do_not_apply(
    kind: ProjectKind, interfaces: tuple[Interface, ...], keeps_data: bool, relational: bool, parts: list[str]
) -> None:
    entries = not_applicable(kind, interfaces, keeps_data=keeps_data, relational=relational)
    assert [entry.part for entry in entries] == parts
    assert all(entry.reason.endswith(".") for entry in entries)


@pytest.mark.parametrize(("keeps_data", "words"), [(True, "outside a relational"), (False, "no data of its own")])
def test_the_reason_against_a_schema_says_whether_data_is_kept(keeps_data: bool, words: str) -> None:
    (entry,) = not_applicable("web service", ("http",), keeps_data=keeps_data, relational=False)
    assert words in entry.reason


def targets(*qualities: Quality) -> Outline:
    made = tuple(
        Target(name=quality, quality=quality, quantity=f"{n} s", statement="S1", text="x")
        for n, quality in enumerate(qualities)
    )
    return OUTLINE.model_copy(update={"targets": made})


def test_without_numbers_a_design_has_the_goals_of_every_design() -> None:
    assert goals_of(targets()) == {"Correct results": (), "Simple operation": (), "Protected data": ()}


def test_goals_have_their_numbers_and_the_order_of_their_weight() -> None:
    assert goals_of(targets("cost", "latency", "latency")) == {
        "Fast responses": ("1 s", "2 s"), "Low running cost": ("0 s",), "Correct results": (),
    }  # fmt: skip


def test_a_design_has_at_most_four_goals() -> None:
    assert len(goals_of(targets("cost", "latency", "size", "recovery", "accuracy", "other"))) == 4


@pytest.mark.parametrize(
    ("kind", "brief", "places"),
    [
        ("library", "It runs in Docker.", ("user's machine",)),
        ("web service", "It runs in Docker.", ("container", "managed service")),
        ("web service", "We lend.", ("container", "virtual machine", "managed service")),
        ("web service", "We want no cloud.", ("container", "virtual machine")),
        ("embedded system", "No cloud, please.", ("field device", "server on site")),
        ("batch job", "It runs on a VM.", ("scheduled job", "virtual machine", "managed service")),
    ],
)
def test_components_run_where_such_projects_and_the_brief_allow(
    kind: ProjectKind, brief: str, places: tuple[str, ...]
) -> None:
    assert hosting_for(of_kind(kind), brief_of(brief)) == places


def test_patterns_fit_the_shape_of_the_design_and_are_named_once() -> None:
    found = patterns_for(OUTLINE)
    assert {"API Gateway", "Unit of Work", "Scheduler"} <= set(found)
    assert not {"Plugin", "State Machine"} & set(found)
    assert len(set(found)) == len(found)


def test_words_that_occur_twice_are_counted_in_singular_and_plural() -> None:
    brief = brief_of("The member lends a tool. The tools of members. A tool and a shed.")
    assert frequent_words(brief) == ("tool", "member")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Loan API", "Answers requests.", "Loan API answers requests."),
        ("Loan API", "loan API answers.", "Loan API answers."),
        ("Loan API", "The Loan API answers.", "The Loan API answers."),
        ("loan_id", "loan_id must be unique.", "loan_id must be unique."),
        ("Loan API", "PostgreSQL keeps it.", "Loan API PostgreSQL keeps it."),
    ],
)
def test_a_phrase_about_a_name_becomes_a_sentence(name: str, text: str, sentence: str) -> None:
    assert said_of(name, text) == sentence


def test_components_stand_in_the_layer_of_their_kind() -> None:
    assert components_of_layer(OUTLINE, "Interface layer") == ("Loan API",)
    assert components_of_layer(OUTLINE, "Application layer") == ("Reminder",)
    assert components_of_layer(OUTLINE, "Data layer") == ("Loan Store",)


def test_stakeholders_are_the_briefs_people_and_the_outlines_roles_once() -> None:
    brief = brief_of("Librarian: Mira Sol.\n\nReviewers: Jan Lund, Ida Berg.")
    assert list(stakeholders(OUTLINE, brief_of("Lend.\n\nBo Li"))) == ["Named in the brief", "Member", "Librarian"]
    assert stakeholders(OUTLINE, brief) == {"Librarian": "Mira Sol", "Reviewer": "Jan Lund, Ida Berg", "Member": ""}


@pytest.mark.parametrize(
    ("brief", "languages"),
    [("It is in Python, not Java.", ("python",)), ("We lend.", ("text",))],
)
def test_examples_are_in_a_language_of_the_brief(brief: str, languages: tuple[str, ...]) -> None:
    assert names_of(OUTLINE, brief_of(brief))["language"] == languages
