"""The system prompt of each question: with the whole brief, or with what fits of it."""

import json
from collections.abc import Callable
from functools import cached_property

from pydantic import BaseModel

from drafter.derive.excerpt import Excerpt, Excerpts
from drafter.derive.relevance import Relevance
from drafter.document.brief import Brief
from drafter.document.sections import SECTIONS
from drafter.errors import PromptTooLong
from drafter.llm.ask import ANSWER_TOKENS
from drafter.llm.schema import fields_in_words, portable_schema
from drafter.llm.window import Window
from drafter.prompt_files import filled, placeholders
from drafter.stages.make_outline import OUTLINE_STEPS

__all__ = ["SystemPrompts"]

_FRAME = 64
"""Tokens that a chat template puts around two messages; 48 were seen."""
_SMALL_QUESTION = 2048
_LARGE_QUESTION = 4096
"""Room for each question, of one field or of a section with its schema, so that all of a run find the same brief
beside them; larger ones take what they need. The recorded ones take 700 at most."""
_STEP = 512
"""Rooms for the brief differ by as much, so that the larger questions share prompts as well."""
_SHARED_IS_ENOUGH = 0.6
"""An excerpt of a section's own replaces the shared one when the latter is worth less than this share of it: for
most sections of a brief of 200 pages in the smallest contexts, for few or none of shorter ones."""
_RANGES = 8


class SystemPrompts:
    """Gives the system prompt for each question of a run; the same for as many as possible.

    Endpoints read a shared beginning once. Whoever reads a document without what was left out of the brief
    should know: `tell` is called with a line for each part whose questions go without a part of the brief. `prompt` is
    the file that says what the model is, with a place for the brief.
    """

    def __init__(
        self, brief: Brief, window: Window, *, one_by_one: bool, tell: Callable[[str], None], prompt: str = "system"
    ) -> None:
        self._brief = brief
        self._window = window
        self._one_by_one = one_by_one
        self._tell = tell
        self._prompt = prompt
        self._whole = filled(prompt, brief=brief.text.strip())
        self._told: set[str] = set()
        self._made: dict[tuple[str, int], Excerpt] = {}

    def __call__(self, label: str, user: str, model: type[BaseModel]) -> str:
        """Return the system prompt for a question about a part: the `label` up to its colon.

        Raises PromptTooLong when not even the opening of the brief fits beside the question.
        """
        part = label.partition(":")[0]
        schema = "" if self._one_by_one else json.dumps(portable_schema(model))
        room = self._room((user, fields_in_words(model)), schema)
        if room is None:
            return self._whole
        excerpt = self._excerpt(part, user, room)
        self._tell_once(part, excerpt)
        return filled(self._prompt, brief=excerpt.text)

    def _room(self, texts: tuple[str, ...], schema: str) -> int | None:
        """Return the tokens that the brief may take beside a question, None when it fits as a whole."""
        usual = _SMALL_QUESTION if self._one_by_one else _LARGE_QUESTION
        prompt = self._window.tokens - 2 * ANSWER_TOKENS - _FRAME
        if self._window.surely_fits((self._whole, *texts), prompt, schema=schema) and self._window.surely_fits(
            (self._whole,), prompt - usual
        ):
            return None
        question = max(usual, sum(self._window.count(text) for text in (*texts, schema)))
        if self._whole_cost <= prompt - question:
            return None
        return (prompt - question - self._window.count(filled(self._prompt, brief=""))) // _STEP * _STEP

    @cached_property
    def _whole_cost(self) -> int:
        return self._window.count(self._whole)

    @cached_property
    def _excerpts(self) -> Excerpts:
        return Excerpts(self._brief, self._window.count)

    @cached_property
    def _relevance(self) -> Relevance:
        return Relevance(self._brief)

    def _excerpt(self, part: str, user: str, room: int) -> Excerpt:
        """Return the shared excerpt, or the part's own when the shared one leaves out much of what it needs."""
        if (part, room) not in self._made:
            shared = self._shared(room)
            self._made[part, room] = self._own(part, user, room, shared) or shared
        return self._made[part, room]

    def _own(self, part: str, user: str, room: int, shared: Excerpt) -> Excerpt | None:
        kind = next((kind for kind in SECTIONS if part == f"{kind.number} {kind.title}"), None)
        if kind is None:
            return None
        scores = self._relevance.scores(f"{part} {user} {fields_in_words(kind.answer)}")
        own = self._excerpts.best(scores, room)
        if own is None or sum(scores[i] for i in sorted(shared.kept)) >= _SHARED_IS_ENOUGH * sum(
            scores[i] for i in sorted(own.kept)
        ):
            return None
        return own

    def _shared(self, room: int) -> Excerpt:
        if ("", room) not in self._made:
            excerpt = self._excerpts.best(self._relevance.scores(_everything_asked()), room)
            if excerpt is None:
                raise PromptTooLong(
                    f"not even the opening of the brief fits into {self._window.model}'s context of "
                    f"{self._window.tokens:,} tokens, beside a question and its answer",
                    hint="use a model with a larger context, say with --context-tokens how large it is, or shorten the "
                    "first sentences of the brief",
                )
            self._made["", room] = excerpt
        return self._made["", room]

    def _tell_once(self, part: str, excerpt: Excerpt) -> None:
        if part in self._told or len(excerpt.kept) == len(self._brief.statements):
            return
        model, tokens = self._window.model, self._window.tokens
        if not self._told and self._window.assumed:
            self._tell(f"{tokens:,} tokens are assumed for the context of {model}; --context-tokens N says otherwise")
        self._told.add(part)
        total = len(self._brief.statements)
        self._tell(
            f"{part[:1].upper()}{part[1:]}: the brief does not fit the context of {model}; left out "
            f"{total - len(excerpt.kept)} of {total} statements ({_in_lines(excerpt.left_out)})"
        )


def _everything_asked() -> str:
    """Return all that a run asks for, whatever the outline will say."""
    names = [*(f"outline/{step}" for step in OUTLINE_STEPS), *(f"sections/{kind.key}" for kind in SECTIONS)]
    prompts = [filled(name, **dict.fromkeys(placeholders(name), "")) for name in names]
    fields = [f"{kind.title} {fields_in_words(kind.answer)}" for kind in SECTIONS]
    return "\n".join([*prompts, *fields])


def _in_lines(ranges: tuple[tuple[int, int], ...]) -> str:
    """Return the first ranges of lines in words: "lines 12-40, 55, ..."."""
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:_RANGES]]
    is_one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"line{'' if is_one else 's'} {', '.join(shown)}{', ...' if len(ranges) > _RANGES else ''}"
