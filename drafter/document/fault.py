"""A value in an answer that cannot be used, and why."""

from drafter.document.leaves import Path
from drafter.document.value import Value

__all__ = ["Fault"]


class Fault(Value):
    """One unusable value: where it stands, what was written, what is wrong with it."""

    path: Path
    written: str
    problem: str
    repeats: str = ""
    """Where the document says the same already, when that is all that is wrong."""

    @property
    def place(self) -> str:
        """The path as people read it: `details › Cache › purpose`."""
        return " › ".join(str(step + 1) if isinstance(step, int) else step for step in self.path)
