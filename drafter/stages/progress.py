"""What a run tells about itself while it works."""

from typing import Literal, Protocol

from drafter.llm.port import Usage

__all__ = ["Progress", "SilentProgress"]


class Progress(Protocol):
    """Receives what happens; shows it or not.

    Parts are the steps that a person waits for: `outline` and the keys of the sections.
    """

    def begin(self, parts: dict[str, str], *, model: str, endpoint: str, sent: str) -> None:
        """A run starts: its parts with their titles, in order; all of them wait. `sent` is what the model is sent."""

    def working(self, part: str, what: str, tokens: int) -> None:
        """A part is worked on: which step of it, and the tokens received for this step so far."""

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> None:
        """A part is finished; usage and seconds are 0 when all its answers came from the journal."""

    def note(self, message: str) -> None:
        """Something that the user should know now."""


class SilentProgress:
    """Shows nothing."""

    def begin(self, parts: dict[str, str], *, model: str, endpoint: str, sent: str) -> None:
        """Show nothing."""

    def working(self, part: str, what: str, tokens: int) -> None:
        """Show nothing."""

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> None:
        """Show nothing."""

    def note(self, message: str) -> None:
        """Show nothing."""
