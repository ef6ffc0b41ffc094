"""The prompt files: one for each question, with the places that the code fills and no others."""

import re
from pathlib import Path
from types import MappingProxyType

import pytest

from drafter.document.sections import SECTIONS, SectionType
from drafter.prompt_files import filled, placeholders
from drafter.stages.draft_section import section_prompt
from drafter.stages.make_outline import OUTLINE_STEPS
from tests.document.designs import BRIEF, OUTLINE

FOLDER = Path(__file__).parents[2] / "prompts"
each_section = pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
NONE: frozenset[str] = frozenset()
PASSED = MappingProxyType(
    {
        "system": {"brief"},
        "section": {"outline", "task"},
        **{f"sections/{kind.key}": NONE for kind in SECTIONS},
        "sections/system_overview": {"today"},
        "sections/decisions_and_alternatives": {"decisions"},
        "redraft": {"outline", "others", "standing", "task", "reasons"},
        "judge": NONE,
        "reviewer": {"brief"},
        "reviewer_alone": set(),
        "review": {"outline", "others", "statements", "findings", "section", "passages", "questions", "focus"},
        "review_answered": {"section", "passages", "question"},
        "review_mending": {"others", "part", "passage", "words", "finding", "fix"},
        "contradiction": {"first_part", "first", "second_part", "second"},
        "outline/profile": NONE,
        "outline/parts": {"kind", "interfaces", "words"},
        "outline/links": {"components"},
        "outline/operations": {"components", "entities", "roles", "task"},
        "outline/operations_again": {"operations", "instruction"},
        "outline/judgements": {"quantities", "pairs"},
        "outline/decisions": {"components", "products"},
    }
)
"""What the code passes to each prompt file."""


@pytest.mark.parametrize("name", PASSED)
def test_a_prompts_places_are_what_the_code_passes(name: str) -> None:
    assert placeholders(name) == PASSED[name]


def test_every_prompt_file_is_used() -> None:
    files = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.md")}
    assert files == set(PASSED)


def test_every_outline_step_has_a_prompt() -> None:
    prompts = {name for name in PASSED if name.startswith("outline/")}
    assert {f"outline/{step}" for step in OUTLINE_STEPS} == prompts - {"outline/operations_again"}


@each_section
def test_a_sections_prompt_names_its_section_and_the_outline(kind: SectionType) -> None:
    prompt = section_prompt(kind, BRIEF, OUTLINE)
    assert f"Write for section {kind.number}, {kind.title.replace('&', 'and')}" in prompt
    assert "- Loan Store (store, PostgreSQL): Keeps loans." in prompt
    assert not re.search(r"\$[a-z_]+", prompt)


def test_section_13_is_told_the_decisions() -> None:
    kind = next(kind for kind in SECTIONS if kind.number == 13)
    assert "- Database: PostgreSQL (instead of MySQL)" in section_prompt(kind, BRIEF, OUTLINE)


@pytest.mark.parametrize("text", ["costs $5 and $brief", "${brief}", '{"a": 1}', "$$"])
def test_what_is_filled_in_stays_as_it_is(text: str) -> None:
    assert filled("system", brief=text).endswith(f"# Brief\n\n{text}")


def test_a_place_without_a_value_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="task"):
        filled("section", outline="names")


def test_a_value_without_a_place_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"the prompt system has no place for \['outline'\]"):
        filled("system", brief="text", outline="names")


def test_a_prompt_that_is_not_there_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        placeholders("sections/epilogue")
