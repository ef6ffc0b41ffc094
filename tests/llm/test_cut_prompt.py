"""Endpoints that cut prompts silently."""

import pytest

from drafter.errors import PromptTooLong
from drafter.llm.cut_prompt import WholePrompts
from drafter.llm.port import Completion, OnTokens, Request, Usage


class Counting:
    """Says of each prompt, in turn, how many tokens it had."""

    model = "counting"
    endpoint = "this test"

    def __init__(self, *prompts: int) -> None:
        self._prompts = list(prompts)

    async def complete(self, _request: Request, _: OnTokens, /) -> Completion:
        return Completion(text="{}", finish="stop", usage=Usage(prompt=self._prompts.pop(0)), seconds=0.0)


async def ask(model: WholePrompts, words: int = 1000) -> None:
    request = Request(
        label="1", system="word " * (words // 2), user="word " * (words // 2), schema_name="a", json_schema={},
        max_tokens=9,
    )  # fmt: skip
    await model.complete(request, lambda _: None)


def whole(*prompts: int) -> WholePrompts:
    return WholePrompts(Counting(*prompts), lambda text: len(text.split()), lambda text: 2 * len(text.split()))


async def test_a_prompt_of_which_less_than_half_was_read_stops_the_run() -> None:
    with pytest.raises(PromptTooLong, match="read 400 tokens of a prompt that has about 1000") as caught:
        await ask(whole(400))
    assert "num_ctx" in caught.value.hint


@pytest.mark.parametrize("prompt", [500, 1000, 2500, 0])
async def test_a_count_that_another_tokenizer_could_give_is_believed(prompt: int) -> None:
    await ask(whole(prompt))


async def test_a_short_prompt_says_nothing() -> None:
    await ask(whole(10), words=100)


async def test_only_the_first_answer_is_compared() -> None:
    model = whole(1000, 10)
    await ask(model)
    await ask(model)


async def test_tokens_are_not_counted_when_a_quick_estimate_leaves_no_doubt() -> None:
    def count(_: str) -> int:
        raise AssertionError("it was counted")

    await ask(WholePrompts(Counting(1000), count, lambda text: 2 * len(text.split())))
