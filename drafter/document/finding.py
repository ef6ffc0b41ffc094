"""Something that is wrong with a document."""

from drafter.document.value import Value

__all__ = ["Finding"]


class Finding(Value):
    """A rule's code, where it fired, and what is wrong there."""

    code: str
    section: int
    message: str
