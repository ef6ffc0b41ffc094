"""A brief to an outline, with a model that answers whatever it is asked."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from drafter.document.brief import Brief
from drafter.errors import OutputUnusable, PermissionRefused, TryAgain
from drafter.facts import cut, find
from drafter.llm.asker import Asker
from drafter.llm.port import Request
from drafter.stages.make_outline import OUTLINE_STEPS, make_outline
from drafter.stages.read_brief import read_brief
from tests.fake_model import FakeModel

BRIEFS = sorted((Path(__file__).parents[2] / "fixtures" / "briefs").glob("*.md"))


def brief_of(text: str) -> Brief:
    statements = cut(text)
    return Brief(name="b.md", title="B", text=text, statements=statements, facts=find(statements, text))


def asker(model: FakeModel, *, one_by_one: bool = True) -> Asker:
    return Asker(model, system="The brief.", openai=False, one_by_one=one_by_one)


def nobody_listens(_step: str, _tokens: int) -> None:
    """Take the progress of an outline."""


def with_profile(**values: Any) -> FakeModel:
    """A model that says this of the project."""

    def change(request: Request, answer: Any) -> Any:
        return answer | values if request.label == "outline: profile" else answer

    return FakeModel(change)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
async def test_any_brief_gives_an_outline_that_holds_together(path: Path) -> None:
    brief = read_brief(path).brief
    model = FakeModel()
    steps: list[str] = []
    outline = await make_outline(brief, asker(model), lambda step, _: steps.append(step))
    assert outline.title == brief.title
    assert {component.name for component in outline.components} >= {
        operation.component for operation in outline.operations
    }
    ids = {statement.id for statement in brief.statements}
    assert {target.statement for target in outline.targets} <= ids
    assert all(target.quantity in brief.text for target in outline.targets)
    assert sorted(steps) == sorted(label.removeprefix("outline: ") for label in model.labels)
    assert set(steps) <= set(OUTLINE_STEPS)


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("profile", {"profile"}),
        ("parts", {"profile", "parts", "judgements"}),
        ("links", set(OUTLINE_STEPS)),
        ("operations", set(OUTLINE_STEPS)),
        ("decisions", set(OUTLINE_STEPS)),
        ("judgements", set(OUTLINE_STEPS)),
    ],
)
async def test_a_question_waits_only_for_the_answers_that_it_needs(held: str, asked: set[str]) -> None:
    meanwhile: set[str] = set()

    async def late(request: Request, answer: Any) -> Any:
        if request.label == f"outline: {held}":
            await asyncio.sleep(0.05)
            meanwhile.update(label.removeprefix("outline: ") for label in model.labels)
        return answer

    model = FakeModel(late)
    await make_outline(read_brief(BRIEFS[-1]).brief, asker(model, one_by_one=False), nobody_listens)
    assert meanwhile == asked


async def test_what_is_under_way_is_waited_for_when_another_question_fails() -> None:
    answered = []

    async def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: links":
            raise TryAgain("gone")
        await asyncio.sleep(0.01)
        answered.append(request.label)
        return answer

    model = FakeModel(change)
    with pytest.raises(TryAgain):
        await make_outline(read_brief(BRIEFS[-1]).brief, asker(model, one_by_one=False), nobody_listens)
    assert answered == [label for label in model.labels if label != "outline: links"]


@pytest.mark.parametrize(
    ("kind", "interfaces", "operation", "unused"),
    [
        ("web service", ["http"], "http", []),
        ("event pipeline", ["events"], "event", ["6"]),
        ("command line tool", ["command line"], "command", ["6", "7.1", "7.2"]),
        ("library", ["library"], "function", ["6", "9", "7.1", "7.2"]),
        ("batch job", ["files"], "function", ["6"]),
    ],
)
async def test_what_is_asked_of_operations_follows_from_the_kind_of_project(
    kind: str, interfaces: list[str], operation: str, unused: list[str]
) -> None:
    model = with_profile(kind=kind, interfaces=interfaces, storage="relational")
    outline = await make_outline(brief_of("We lend tools to members."), asker(model), nobody_listens)
    assert {made.kind for made in outline.operations} == {operation}
    assert [entry.part for entry in outline.not_applicable] == unused


async def test_what_people_do_on_a_page_is_asked_for_as_requests() -> None:
    model = with_profile(kind="web application", interfaces=["user interface"], storage="none")
    outline = await make_outline(brief_of("Members lend tools."), asker(model), nobody_listens)
    assert outline.interfaces == ("user interface", "http")
    assert {made.kind for made in outline.operations} == {"http"}
    assert outline.storage == "relational"
    assert "store" in {component.kind for component in outline.components}
    assert outline.not_applicable == ()


async def test_a_pipeline_with_requests_is_asked_for_its_events_and_its_requests() -> None:
    model = with_profile(kind="event pipeline", interfaces=["events", "http"])
    outline = await make_outline(brief_of("Loans are passed on."), asker(model), nobody_listens)
    assert {made.kind for made in outline.operations} == {"event", "http"}
    assert model.labels.count("outline: operations") == 2


async def test_what_is_read_is_given_back() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: operations":
            first = {"method": "GET", "path": "/loans", "returns": "nothing"}
            second = {"method": "GET", "path": "/loans/{loan_id}", "returns": "nothing"}
            entries = answer["operations"]
            return {"operations": [entries[0] | first, entries[1] | second]}
        return answer

    outline = await make_outline(brief_of("Members lend tools."), asker(FakeModel(change)), nobody_listens)
    assert [(o.path, o.returns) for o in outline.operations] == [("/loans", "many"), ("/loans/{loan_id}", "one")]


async def test_a_design_is_used_by_people_not_by_their_devices() -> None:
    model = with_profile(roles=["Members", "Browser"])
    outline = await make_outline(brief_of("Members lend tools."), asker(model), nobody_listens)
    assert [role.name for role in outline.roles] == ["Members"]


async def test_a_module_is_not_named_after_a_product_alone() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: parts":
            answer["programs"][0]["name"] = "NumPy"
            answer["programs"][1]["responsibility"] = "adds numbers."
        return answer

    outline = await make_outline(brief_of("It works with NumPy."), asker(FakeModel(change)), nobody_listens)
    assert "NumPy" not in {component.name for component in outline.components}
    assert "Adds numbers." in {component.responsibility for component in outline.components}


async def test_a_target_quotes_the_clause_of_a_long_statement() -> None:
    text = "What we need is a box in each of the houses, one of those in the drawer that nobody has used for a while, "
    brief = brief_of(f"{text}which must answer to all of its readers within 2 seconds, and which opens the windows.")
    outline = await make_outline(brief, asker(FakeModel()), nobody_listens)
    assert [target.text for target in outline.targets] == ["Must answer to all of its readers within 2 seconds"]


async def test_an_interface_that_such_a_project_cannot_have_is_left_out() -> None:
    model = with_profile(kind="library", interfaces=["http", "library"])
    outline = await make_outline(brief_of("A library of units."), asker(model), nobody_listens)
    assert outline.interfaces == ("library",)


async def test_components_that_depend_on_each_other_lose_a_dependency() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label != "outline: links":
            return answer
        names = list(answer["depends_on"])
        assert len(names) == 2
        return {"depends_on": {names[0]: [names[1]], names[1]: [names[0]]}}

    outline = await make_outline(brief_of("We lend tools to members."), asker(FakeModel(change)), nobody_listens)
    dependencies = [component.depends_on for component in outline.components if component.depends_on]
    assert len(dependencies) == 1
    assert dependencies[0] == (outline.components[1].name,)


async def test_a_name_that_is_proposed_twice_is_one_component() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: parts":
            answer["programs"][1]["name"] = answer["programs"][0]["name"].upper()
            answer["entities"][0]["name"] = answer["stores"][0]["name"]
        return answer

    outline = await make_outline(brief_of("We lend tools."), asker(FakeModel(change)), nobody_listens)
    assert [component.kind for component in outline.components].count("interface") == 1
    assert len(outline.components) == 5  # of six
    assert len(outline.entities) == 1  # of two: the other is a store


async def test_a_component_or_entity_is_never_a_group_of_people() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: profile":
            answer["roles"] = ["Members", "Librarians"]
        if request.label == "outline: parts":
            answer["entities"][0]["name"] = "Member"
            answer["programs"][0]["name"] = "Librarian"
            answer["outside"][0]["name"] = "Support Team"
        return answer

    outline = await make_outline(brief_of("We lend tools."), asker(FakeModel(change)), nobody_listens)
    names = [component.name for component in outline.components]
    assert "Member" not in {entity.name for entity in outline.entities}
    assert "Librarian service" in names
    assert "Support Team" not in names


async def test_the_dialect_is_that_of_the_database_in_the_brief() -> None:
    model = with_profile(storage="files")
    outline = await make_outline(brief_of("It uses MariaDB, not Oracle."), asker(model), nobody_listens)
    assert (outline.storage, outline.sql_dialect) == ("relational", "mysql")


async def test_statements_that_exclude_each_other_are_a_conflict_when_the_model_says_so() -> None:
    brief = brief_of(
        "Search results for members must arrive within 2 seconds.\n\n"
        "Search results for members must arrive within 500 ms."
    )
    for said, conflicts in (("they exclude each other", 1), ("both can hold", 0)):

        def change(request: Request, answer: Any, said: str = said) -> Any:
            return answer | {"C1": said} if request.label == "outline: judgements" else answer

        outline = await make_outline(brief, asker(FakeModel(change)), nobody_listens)
        assert len(outline.conflicts) == conflicts
        assert all({c.first, c.second} == {"S1", "S2"} for c in outline.conflicts)


async def test_nothing_is_judged_when_the_brief_leaves_nothing_to_judge() -> None:
    model = FakeModel()
    await make_outline(brief_of("We lend tools to members."), asker(model), nobody_listens)
    assert "outline: judgements" not in model.labels


async def test_a_step_that_stays_unusable_ends_the_outline() -> None:
    model = FakeModel(
        lambda request, answer: "I would rather not." if request.label.startswith("outline: parts") else answer
    )
    with pytest.raises(OutputUnusable, match="the outline's parts stayed unusable"):
        await make_outline(brief_of("We lend tools."), asker(model), nobody_listens)
    assert model.labels == ["outline: profile", "outline: parts", "outline: parts"]


async def test_a_failure_of_the_port_ends_the_outline() -> None:
    def refuse(_request: Request, _answer: Any) -> Any:
        raise PermissionRefused("no")

    model = FakeModel(refuse)
    with pytest.raises(PermissionRefused):
        await make_outline(brief_of("We lend tools."), asker(model), nobody_listens)
    assert len(model.requests) == 1


async def test_two_retentions_are_a_question_whatever_the_model_judges() -> None:
    brief = brief_of("Inputs are kept 10 years.\n\nAll results are retained for 7 years, then removed.")
    model = FakeModel()
    outline = await make_outline(brief, asker(model), nobody_listens)
    assert [(conflict.first, conflict.second, conflict.about) for conflict in outline.conflicts] == [
        ("S1", "S2", "10 years or 7 years")
    ]


async def test_a_decision_that_stays_unusable_is_left_out() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label == "outline: decisions" and "design" in answer:
            return answer | {"design": [answer["design"][0] | {"choice": "These are decided:"}, *answer["design"][1:]]}
        return answer

    brief = brief_of("We lend tools to members with Python.")
    outline = await make_outline(brief, asker(FakeModel(change)), nobody_listens)
    assert outline.decisions
    assert not any(decision.choice.endswith(":") for decision in outline.decisions)


async def test_a_local_model_is_asked_in_one_order() -> None:
    model = FakeModel()
    await make_outline(read_brief(BRIEFS[-1]).brief, asker(model), nobody_listens)
    steps = list(dict.fromkeys(label.removeprefix("outline: ") for label in model.labels))
    assert steps == [step for step in OUTLINE_STEPS if step in steps]
