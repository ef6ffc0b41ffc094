"""Asks questions with the system prompt of each, and adds up what they took."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel

from drafter.document.fault import Fault
from drafter.document.value import Value
from drafter.llm.ask import Answered, Checks, Question, ask, correct
from drafter.llm.port import ModelPort, Usage

__all__ = ["Asker", "Spent", "SystemFor"]

SystemFor = Callable[[str, str, type[BaseModel]], str]
"""Returns the system prompt for a question: its label, its words and the form of its answer."""


class Spent(Value):
    """What a run took of the model so far; answers from the journal take nothing."""

    usage: Usage = Usage()
    calls: int = 0
    seconds: float = 0.0
    replayed: int = 0
    """Answers that came from the journal."""

    def plus(self, answered: Answered) -> "Spent":
        """Return the sum with one more answer."""
        return Spent(
            usage=self.usage + answered.usage,
            calls=self.calls + answered.calls,
            seconds=self.seconds + answered.seconds,
            replayed=self.replayed + answered.replayed,
        )


class Asker:
    """A model with the system prompt of each question: mostly one that all questions of a run share."""

    def __init__(self, port: ModelPort, *, system: str | SystemFor, openai: bool, one_by_one: bool) -> None:
        self._port = port
        self._system: SystemFor = system if callable(system) else lambda _, __, ___: system
        self._openai = openai
        self.one_by_one = one_by_one
        self.spent = Spent()

    async def ask(
        self, label: str, user: str, model: type[BaseModel], checks: Checks, on_tokens: Callable[[int], None]
    ) -> Answered:
        """Ask for an answer of this model's form."""
        question = self._question(label, user, model)
        answered = await ask(self._port, question, checks, on_tokens, openai=self._openai)
        self.spent = self.spent.plus(answered)
        return answered

    async def correct(
        self, label: str, user: str, model: type[BaseModel], written: Answered, faults: Sequence[Fault], checks: Checks
    ) -> Answered:
        """Ask once for the faulty values of an earlier answer to this question."""
        question = self._question(label, user, model)
        answered = await correct(
            self._port, question, written.data, faults, checks, lambda _: None, openai=self._openai
        )
        self.spent = self.spent.plus(answered)
        return answered

    def _question(self, label: str, user: str, model: type[BaseModel]) -> Question:
        return Question(label=label, system=self._system(label, user, model), user=user, model=model)
