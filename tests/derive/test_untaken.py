"""What the brief says and no text takes up is asked, in the section it belongs to."""

import pytest

from drafter.derive.assembly import assemble
from drafter.derive.stated import stated_outline
from drafter.derive.untaken import untaken, untaken_questions
from drafter.document.outline import NotApplicable, Outline
from drafter.document.sections.introduction import Introduction
from drafter.markdown.parse import parse
from drafter.markdown.render import render
from drafter.markdown.typed import document
from tests.document.designs import OUTLINE
from tests.materials import brief_of, full_answers, material

NEVER = "A link can be disabled, never deleted, because printed codes live for years."


def left(text: str, *texts: str) -> list[str]:
    return [statement.text for statement in untaken(brief_of(text), texts)]


def homes(text: str, outline: Outline = OUTLINE) -> list[str]:
    return list(untaken_questions(brief_of(text), outline, ()))


def test_what_no_text_speaks_of_is_left() -> None:
    assert left(f"## Rules\n\n{NEVER}", "A tool is lent for a week.") == [NEVER]


def test_what_a_text_says_in_half_of_its_words_is_taken_up() -> None:
    assert left(f"## Rules\n\n{NEVER}", "Printed codes live for years, so a link is disabled instead.") == []


def test_words_in_several_texts_take_up_nothing() -> None:
    assert left(f"## Rules\n\n{NEVER}", "A printed link.", "Codes for years.", "Disabled users.") == [NEVER]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## Rules\n\nThree kinds of events are needed for now:", id="leads in"),
        pytest.param("## Today\n\nNobody types the long tracking URLs.", id="today"),
        pytest.param("## Rules\n\nYusuf Demir owns the shop and its tables.", id="people"),
        pytest.param("# B\n\nApproved for the review, 2 March 2026\n\n## Rules\n\nYes.", id="above the first heading"),
        pytest.param("## Rules\n\nRust or Go, whatever suits you.", id="asked already"),
        pytest.param("## Rules\n\nVery fast.", id="too short"),
    ],
)
def test_what_asks_nothing_of_the_design_is_not_left(text: str) -> None:
    assert left(text) == []


def test_a_date_to_keep_is_left_though_it_names_somebody() -> None:
    text = "Fiona McAllister signs off, and the service starts on 1 June 2026."
    assert left(f"## Rules\n\n{text}") == [text]


def test_a_date_is_left_in_a_brief_without_headings() -> None:
    text = "Seedlings go in on the first of March 2027 and it runs by then."
    assert left(f"# Greenhouse\n\n{text}") == [text]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Only employees sign in with OpenID Connect.", "security_design"),
        ("Bookings are deleted 90 days after the appointment.", "data_design"),
        ("Hosting ausschließlich in deutschen Rechenzentren.", "infrastructure_design"),
        ("The vents open at 28 degrees whatever burns down.", "system_overview"),
    ],
)
def test_it_is_asked_in_the_section_it_belongs_to(text: str, home: str) -> None:
    assert homes(f"## Rules\n\n{text}") == [home]


def test_it_is_not_asked_in_a_section_that_does_not_apply() -> None:
    outline = OUTLINE.model_copy(update={"not_applicable": (NotApplicable(part="7", reason="It has no users."),)})
    assert "security_design" not in homes("## Rules\n\nOnly employees sign in with OpenID Connect.", outline)


def test_what_is_long_is_named_by_its_lines() -> None:
    long = "meter_reading tariff_group household_number " * 8
    asked = untaken_questions(brief_of(f"## Rules\n\n```\n{long}\n{long}\n```\n"), OUTLINE, ())
    assert [question.text for question in asked["system_overview"]] == [
        "Where does the design take up what the brief says in lines 3 to 6?"
    ]


def test_of_many_the_rest_is_named_by_its_lines() -> None:
    words = [f"{one}{other}rop" for one in "bdfgklmnprst" for other in ("oa", "ie", "uo", "au")]
    items = "\n".join(f"- The {word} {word}ling {word}ship must glow." for word in words[:33])
    asked = [question.text for questions in untaken_questions(brief_of(f"## Rules\n\n{items}"), OUTLINE, ()).values()
             for question in questions]  # fmt: skip
    assert len(asked) == 31
    assert "Where does the design take up what the brief says in lines 33 to 35?" in asked


def test_of_many_lines_the_first_ones_are_named() -> None:
    items = "\n\n".join(f"- The drill{letter} must glow {'brightly ' * 60}." for letter in "abcdefghijklmnopqrstuvw")
    (question,) = untaken_questions(brief_of(f"## Rules\n\n{items}"), OUTLINE, ())["system_overview"]
    assert question.text.startswith("Where does the design take up what the brief says in lines 3, 5, 7, ")
    assert question.text.endswith(", 39, 41 and 3 more?")


def test_a_document_asks_for_what_it_does_not_take_up_and_reads_it_back_as_computed() -> None:
    brief = brief_of(f"Members borrow tools.\n\n## Rules\n\n{NEVER}")
    made = assemble(material(answers=full_answers(brief=brief), brief=brief))
    asked = f"Where does the design take up “{NEVER.removesuffix('.')}”?"
    assert [question.text for section in made.sections for question in section.questions].count(asked) == 1
    again = document(parse(render(made))).document
    assert asked not in [question.text for question in stated_outline(again, OUTLINE, brief).questions]


def test_the_glossary_explains_what_it_quotes() -> None:
    brief = brief_of("Members borrow tools.\n\n## Rules\n\nEverything is free of barriers by VEGA, level AAA.")
    made = assemble(material(answers=full_answers(brief=brief), brief=brief)).sections[0]
    assert isinstance(made, Introduction)
    assert isinstance(made.definitions, tuple)
    assert {"VEGA", "AAA"} <= {definition.term for definition in made.definitions}


def test_a_question_of_the_outline_takes_it_up() -> None:
    brief = brief_of(
        "## Rules\n\nAnswers take at most 2 seconds for everybody.\n\nAnswers take at most 500 ms for all."
    )
    conflict = {"first": "S1", "second": "S2", "about": "2 seconds or 500 ms"}
    outline = Outline.model_validate(OUTLINE.model_dump() | {"conflicts": [conflict]})
    made = assemble(material(brief=brief, outline=outline))
    assert not [q for section in made.sections for q in section.questions if "take up" in q.text]
