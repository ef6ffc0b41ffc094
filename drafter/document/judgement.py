"""What a model says of two passages of a document."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from drafter.document.value import Value

__all__ = ["Judgement"]

Quote = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class Judgement(Value):
    """Whether two passages can both be true, with the words that clash."""

    verdict: Literal["agree", "contradict"] = Field(description="Can both sentences be true of the same system?")
    first: Quote = Field(default="", description="words of the first sentence that clash, empty if they agree")
    second: Quote = Field(default="", description="words of the second sentence that clash, empty if they agree")
    why: Quote = Field(default="", description="what the two sentences say differently, empty if they agree")
