"""The system prompt of a question, beside which the answer has room."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from drafter.document.brief import Brief
from drafter.document.sections import SECTIONS
from drafter.errors import PromptTooLong
from drafter.llm.ask import ANSWER_TOKENS
from drafter.llm.schema import fields_in_words
from drafter.llm.window import Window
from drafter.prompt_files import filled
from drafter.stages.fit_brief import SystemPrompts
from tests.long_brief import long_brief
from tests.materials import brief_of

SHORT = brief_of("# Depot\n\nWorkshops borrow parts from a depot. {Braces} and $dollars stay.\n")
LONG = brief_of(long_brief(15_000))
PARTS = [f"{kind.number} {kind.title}" for kind in SECTIONS]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="what is asked", max_length=300)


class Prompts:
    """System prompts for one brief, and what was told."""

    def __init__(self, brief: Brief, tokens: int = 16_384, *, assumed: bool = False, one_by_one: bool = True) -> None:
        self.told: list[str] = []
        self.window = Window(model="fake", tokens=tokens, assumed=assumed)
        self._prompts = SystemPrompts(brief, self.window, one_by_one=one_by_one, tell=self.told.append)

    def of(self, part: str, user: str = "What is it?") -> str:
        return self._prompts(f"{part}: text", user, Form)


def test_a_brief_that_fits_stays_as_it_is_and_nothing_is_told() -> None:
    prompts = Prompts(SHORT)
    assert prompts.of("outline") == prompts.of(PARTS[5]) == filled("system", brief=SHORT.text.strip())
    assert prompts.told == []


def test_a_brief_that_just_fits_by_its_tokens_stays_as_it_is() -> None:
    brief = brief_of(long_brief(4500))
    assert Prompts(brief).of("outline") == filled("system", brief=brief.text.strip())


@pytest.mark.parametrize("part", ["outline", PARTS[0], PARTS[6]])
def test_a_brief_that_does_not_fit_leaves_room_for_the_question_and_the_longer_answer(part: str) -> None:
    prompts = Prompts(LONG)
    user = "Which data is kept? " * 300
    system = prompts.of(part, user)
    asked = prompts.window.count(system) + prompts.window.count(user) + prompts.window.count(fields_in_words(Form))
    assert asked + 2 * ANSWER_TOKENS <= prompts.window.tokens
    assert "Workshops borrow parts from a depot." in system
    assert "left out here)" in system


def test_each_part_is_told_once_with_the_lines_that_are_missing() -> None:
    prompts = Prompts(LONG)
    for part in ("outline", "outline", PARTS[5], PARTS[5]):
        prompts.of(part)
    assert [line.partition(":")[0] for line in prompts.told] == ["Outline", PARTS[5]]
    pattern = rf"6 API Design: the brief does not fit the context of fake; left out \d+ of {len(LONG.statements)} "
    assert re.match(pattern + r"statements \(lines \d+-\d+, ", prompts.told[1])
    assert max(map(len, prompts.told)) < 240


def test_a_context_that_was_assumed_is_told_with_the_option() -> None:
    prompts = Prompts(LONG, assumed=True)
    prompts.of("outline")
    assert prompts.told[0] == "16,384 tokens are assumed for the context of fake; --context-tokens N says otherwise"


def test_most_parts_share_their_prompt() -> None:
    prompts = Prompts(LONG)
    made = [prompts.of(part) for part in ("outline", *PARTS)]
    assert len(set(made)) < len(made) / 2
    assert made == [Prompts(LONG).of(part) for part in ("outline", *PARTS)]


def test_a_section_that_loses_much_gets_an_excerpt_of_its_own() -> None:
    sentences = [f"Lantern {n} of the harbour glows while ships named {n} pass the pier." for n in range(900)]
    brief = brief_of(long_brief(15_000) + "\n\n## Harbour\n\n" + "\n".join(f"- {one}" for one in sentences))
    prompts = Prompts(brief)
    shared, own = prompts.of("outline"), prompts.of(PARTS[7], "Lantern, harbour, glows, ships, pier. " * 3)
    assert own.count("Lantern") > shared.count("Lantern")
    assert prompts.of(PARTS[7], "Lantern, harbour, glows, ships, pier. " * 3) == own


def test_a_window_that_is_too_small_is_refused_with_what_to_do() -> None:
    with pytest.raises(PromptTooLong, match="not even the opening") as refused:
        Prompts(LONG, 4096).of("outline")
    assert refused.value.exit_code == 65
    assert "--context-tokens" in refused.value.hint


@settings(max_examples=15, deadline=None)
@given(
    text=st.text(min_size=1, max_size=2000) | st.integers(100, 12_000).map(long_brief),
    tokens=st.integers(1, 20_000),
    one_by_one=st.booleans(),
)
def test_for_any_brief_and_window_the_prompt_fits_or_is_refused(text: str, tokens: int, one_by_one: bool) -> None:
    prompts = Prompts(brief_of(text), tokens, one_by_one=one_by_one)
    try:
        system = prompts.of("outline")
    except PromptTooLong:
        return
    assert prompts.window.count(system) + 2 * ANSWER_TOKENS < tokens
