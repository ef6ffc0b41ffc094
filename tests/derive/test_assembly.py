"""Documents from an outline and answers, without a model."""

import pytest

from drafter.derive.assembly import assemble
from drafter.derive.grounding import texts_of
from drafter.derive.known import MARK
from drafter.document.answers import Answers, Gap
from drafter.document.blocks import Absent, Bullets, Flow, Paragraph
from drafter.document.document import Document
from drafter.document.outline import Component, Conflict, NotApplicable, Outline, Question, Target
from drafter.document.sections import SECTIONS
from drafter.document.sections.appendices import Appendices
from drafter.document.sections.base import Section, parts_of
from drafter.document.sections.introduction import Introduction
from drafter.document.sections.performance_considerations import PerformanceConsiderations
from drafter.document.sections.testing_strategy import TestingStrategyAnswer, TestNotes
from tests.document.designs import OUTLINE
from tests.materials import BRIEF, INFORMATION, brief_of, full_answers, material

NOTES = TestNotes(
    unit="The loan period is computed alone.",
    integration="The API and the store are tested together.",
    system="A loan is followed to its return.",
    acceptance="A librarian lends a tool.",
    data="Members and tools are invented.",
    pipeline="All tests run on every merge.",
)


def section(document: Document, number: int) -> Section:
    return document.sections[number - 1]


def absent(made: Section) -> dict[str, Absent]:
    """The absent parts of a section by their numbers or titles."""
    return {
        part.number or part.title: content
        for name, part, _ in parts_of(type(made))
        if isinstance(content := getattr(made, name), Absent)
    }


def with_unit_tests(text: str) -> Answers:
    return Answers(testing_strategy=TestingStrategyAnswer(tests=NOTES.model_copy(update={"unit": text})))


def changed(**changes: object) -> Outline:
    return Outline.model_validate(OUTLINE.model_dump() | changes)


def test_a_document_has_the_head_and_the_fourteen_sections_in_order() -> None:
    document = assemble(material(answers=full_answers()))
    assert document.information == INFORMATION
    assert [type(made) for made in document.sections] == [kind.model for kind in SECTIONS]


def test_with_all_answers_nothing_is_absent() -> None:
    document = assemble(material(answers=full_answers()))
    assert [absent(made) for made in document.sections] == [{}] * 14


def test_the_same_material_gives_the_same_document() -> None:
    assert assemble(material(answers=full_answers())) == assemble(material(answers=full_answers()))


@pytest.mark.parametrize(
    ("number", "incomplete"),
    [
        (1, ["1.1", "1.2", "1.3"]),
        (2, ["2.1", "2.2", "2.3"]),
        (3, ["3.2", "3.3", "3.4"]),
        (4, ["4.2", "Class/Module Diagram"]),
        (5, ["5.1", "5.2", "5.3", "5.4"]),
        (6, []),
        (7, ["7.1", "7.2", "7.3", "7.4"]),
        (8, ["8.2", "8.3"]),
        (9, ["9.1", "9.2", "9.3"]),
        (10, ["10.1", "10.2", "10.3"]),
        (11, ["11.1", "11.2", "11.3"]),
        (12, ["12.1", "12.2", "12.3"]),
        (14, ["B"]),
    ],
)
def test_without_answers_what_only_a_model_can_say_is_incomplete(number: int, incomplete: list[str]) -> None:
    found = absent(section(assemble(material()), number))
    assert [part for part, content in found.items() if content.why == "incomplete"] == incomplete


def test_a_gap_says_why_a_part_is_incomplete() -> None:
    gap = Gap(section="testing_strategy", field="tests", place="", reason="the endpoint was busy.")
    found = absent(section(assemble(material(answers=Answers(gaps=(gap,)))), 10))
    assert {content.reason for content in found.values()} == {"the endpoint was busy."}


@pytest.mark.parametrize(
    ("part", "number", "parts"),
    [
        ("6", 6, ["6.1", "6.2", "6.3"]),
        ("5.2", 5, ["5.2"]),
        ("9", 9, ["9.1", "9.2", "9.3"]),
        ("9.2", 9, ["9.2"]),
    ],
)
def test_a_part_that_does_not_apply_says_why_instead_of_its_answer(part: str, number: int, parts: list[str]) -> None:
    outline = OUTLINE.model_copy(update={"not_applicable": (NotApplicable(part=part, reason="it is small."),)})
    found = absent(section(assemble(material(answers=full_answers(), outline=outline)), number))
    assert found == dict.fromkeys(parts, Absent(why="does not apply", reason="it is small."))


@pytest.mark.parametrize(
    ("changes", "number", "parts"),
    [
        ({"operations": ()}, 6, ["6.1", "6.2", "6.3"]),
        ({"entities": (), "operations": ()}, 5, ["5.1", "5.2"]),
        ({"decisions": ()}, 14, ["A"]),
    ],
)
def test_what_the_outline_has_none_of_does_not_apply(changes: dict[str, object], number: int, parts: list[str]) -> None:
    found = absent(section(assemble(material(outline=changed(**changes))), number))
    assert [part for part, content in found.items() if content.why == "does not apply"] == parts


def test_a_conflict_becomes_a_question_that_quotes_both_statements() -> None:
    brief = brief_of("Answers take at most 2 seconds.\n\nAnswers take at most 500 ms.")
    conflict = Conflict(first="S1", second="S2", about="2 seconds or 500 ms")
    made = section(assemble(material(brief=brief, outline=changed(conflicts=(conflict,)))), 1)
    assert made.questions == (
        Question(
            text="The brief gives two values (2 seconds or 500 ms). Which holds, or what does each apply to?",
            options=("“Answers take at most 2 seconds”", "“Answers take at most 500 ms”"),
        ),
    )


def test_a_conflict_whose_statement_is_gone_is_no_question() -> None:
    outline = changed(conflicts=(Conflict(first="S1", second="S99", about="x"),))
    assert section(assemble(material(outline=outline)), 1).questions == ()


@pytest.mark.parametrize(("part", "number"), [("5.2", 5), ("12", 12), ("", 1)])
def test_an_open_question_stands_in_the_section_that_waits_for_it(part: str, number: int) -> None:
    question = Question(text="Who is called?", part=part)
    document = assemble(material(answers=full_answers(), outline=changed(questions=(question,))))
    assert [n for n in range(1, 15) if question in section(document, n).questions] == [number]


def test_a_component_without_a_technology_is_asked_about() -> None:
    made = section(assemble(material(answers=full_answers())), 4)
    assert [question.text for question in made.questions] == [
        "Which technology is used for Loan API, Reminder? The brief does not say."
    ]


def test_a_system_of_others_is_not_asked_about() -> None:
    outside = Component(name="Mail", kind="external system", responsibility="Sends.")
    outline = changed(components=(outside,), operations=())
    assert section(assemble(material(outline=outline)), 4).questions == ()


def test_a_specific_without_a_source_is_marked_and_listed() -> None:
    made = section(assemble(material(answers=with_unit_tests("They run in Redis within 3 minutes."))), 10)
    assert f"They run in Redis {MARK} within 3 minutes {MARK}." in set(texts_of(made))
    assert len(made.assumptions) == 1
    assert made.assumptions[0].startswith("10.1: ")
    assert {"Redis", "within 3 minutes"} == set(made.assumptions[0].removeprefix("10.1: ").split(", "))


def test_a_specific_of_the_brief_is_not_marked() -> None:
    text = "They run on PostgreSQL 16 within 50 ms."
    made = section(assemble(material(answers=with_unit_tests(text))), 10)
    assert text in set(texts_of(made))
    assert made.assumptions == ()


def test_names_that_the_brief_does_not_hold_are_listed_as_proposed() -> None:
    document = assemble(material(answers=full_answers()))
    assert section(document, 4).assumptions[0] == (
        "4.1: proposed by the design, not named in the brief: Loan API, Reminder, Loan Store"
    )
    assert section(document, 13).assumptions[0] == (
        "13: proposed by the design, not named in the brief: Database: PostgreSQL"
    )


def test_names_with_a_source_are_not_listed_as_proposed() -> None:
    components = tuple(c.model_copy(update={"source": "S1"}) for c in OUTLINE.components)
    outline = OUTLINE.model_copy(update={"components": components})
    made = section(assemble(material(answers=full_answers(), outline=outline)), 4)
    assert not any("proposed by the design" in text for text in made.assumptions)


def test_requirements_quote_the_brief() -> None:
    made = section(assemble(material(answers=full_answers())), 8)
    assert isinstance(made, PerformanceConsiderations)
    assert OUTLINE.targets[0].text in set(texts_of(made.requirements))
    assert made.questions == ()


def test_without_targets_the_document_asks_for_them() -> None:
    made = section(assemble(material(answers=full_answers(), outline=changed(targets=()))), 8)
    assert isinstance(made, PerformanceConsiderations)
    assert "The brief states no performance requirements" in next(texts_of(made.requirements))
    assert [question.part for question in made.questions] == ["8.1"]


@pytest.mark.parametrize("targets", [OUTLINE.targets, ()])
def test_benchmarks_are_a_plan_and_never_state_results(targets: tuple[Target, ...]) -> None:
    made = section(assemble(material(answers=full_answers(), outline=changed(targets=targets))), 14)
    assert isinstance(made, Appendices)
    assert isinstance(made.benchmarks, Flow)
    first, *plan = made.benchmarks.blocks
    assert isinstance(first, Paragraph)
    assert first.text.startswith(("Nothing has been measured yet", "No results yet."))
    planned = [bullet.label for block in plan if isinstance(block, Bullets) for bullet in block.items]
    assert planned == [f"{target.name}, {target.quantity}" for target in targets]


def test_a_security_review_is_asked_what_this_design_gives_reason_to() -> None:
    made = section(assemble(material(answers=full_answers())), 14)
    assert isinstance(made, Appendices)
    assert isinstance(made.security, Flow)
    first, *asked = made.security.blocks
    assert first == Paragraph(text="No security review yet. One has to answer:")
    questions = {bullet.label: bullet.text for block in asked if isinstance(block, Bullets) for bullet in block.items}
    assert questions["Data Security (7.3)"] == (
        f"Who can read {', '.join(entity.name for entity in OUTLINE.entities)} in store, on the way or in logs?"
    )
    assert list(questions)[:2] == ["Authentication (7.1)", "Authorization (7.2)"]


def test_a_security_review_is_asked_nothing_of_parts_that_do_not_apply() -> None:
    none = changed(not_applicable=[{"part": part, "reason": "It is a library."} for part in ("7", "4.1")])
    made = section(assemble(material(answers=full_answers(none), outline=none)), 14)
    assert isinstance(made, Appendices)
    assert made.security == Flow.of("The brief reports no security review.")


def test_of_many_names_a_security_review_is_told_five() -> None:
    entities = tuple({"name": f"Thing {number}", "description": "D."} for number in range(8))
    many = changed(entities=entities, operations=())
    made = section(assemble(material(answers=full_answers(many), outline=many)), 14)
    assert isinstance(made, Appendices)
    assert "Thing 4 and 3 more in store" in " ".join(texts_of(made.security))


def test_references_name_the_brief_and_its_links() -> None:
    made = section(assemble(material()), 1)
    assert isinstance(made, Introduction)
    assert isinstance(made.references, Flow)
    (bullets,) = made.references.blocks
    assert isinstance(bullets, Bullets)
    assert f"`{BRIEF.name}`" in bullets.items[0].text
    assert [bullet.url for bullet in bullets.items[1:]] == ["https://example.org/rules"]
