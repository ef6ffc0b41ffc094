"""How many tokens a model takes, and how its tokens are counted so that they are not too few."""

from langchain.chat_models import init_chat_model
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from drafter.configuration import ASSUMED_TOKENS, CONTEXT_TOKENS, ModelChoice
from drafter.document.value import Value
from drafter.llm.tokens import exact_for, high_estimate, most_tokens

__all__ = ["Window", "window_of"]

_LOCAL_MARGIN = 1.05
"""Against the tokenizer of the default weights, the count with digits is at most 3 % low: measured on 90 recorded
prompts, on briefs in two languages and on sentences in 20 more."""
_OTHER_MARGIN = 1.25
"""Tokenizers with small vocabularies take up to a fifth more for English than OpenAI's."""
_SCHEMA_BYTES = 2
"""A token of a JSON Schema has at least so many on average: 3 in those of eight briefs."""


class Window(Value):
    """A model's context: prompt and answer together."""

    model: str
    tokens: int
    assumed: bool = False
    """Nobody said so, and nothing is known of the model."""
    margin: float = _OTHER_MARGIN

    def count(self, text: str) -> int:
        """Return how many tokens the text takes at most."""
        return most_tokens(text, self.model, margin=self.margin)

    def surely_fits(self, texts: tuple[str, ...], tokens: int, *, schema: str = "") -> bool:
        """Tell cheaply, without the ranks, that texts and a JSON Schema are short enough; False says nothing.

        A token has at least one byte, in prose more by an estimate that it hardly exceeds, and in a schema two: it is
        made of keywords and English.
        """
        room = tokens / self.margin - len(schema.encode()) / _SCHEMA_BYTES
        return sum(len(text.encode()) for text in texts) <= room or sum(map(high_estimate, texts)) <= room


def window_of(choice: ModelChoice) -> Window:
    """Return the context of a chosen model: as it was given, as it is known, or as it is assumed.

    The local model is served with a fixed one, of which less can be used.
    """
    given = choice.context_tokens
    if choice.kind == "local":
        tokens = min(given or CONTEXT_TOKENS, CONTEXT_TOKENS)
        is_measured = choice.model_file is None
        return Window(model="local", tokens=tokens, margin=_LOCAL_MARGIN if is_measured else _OTHER_MARGIN)
    margin = 1.0 if exact_for(choice.model) else _OTHER_MARGIN
    tokens = given or _known(choice)
    return Window(model=choice.model, tokens=tokens or ASSUMED_TOKENS, assumed=not tokens, margin=margin)


def _known(choice: ModelChoice) -> int:
    """Return the tokens that langchain's table has for the model, 0 for one that is not in it."""
    try:
        if choice.kind == "endpoint":
            profile = ChatOpenAI(model=choice.model, api_key=SecretStr("unused")).profile
        else:
            profile = init_chat_model(choice.model).profile
    except (ImportError, ValueError):  # its package or key is missing, which opening it says better
        return 0
    return int((profile or {}).get("max_input_tokens") or 0)
