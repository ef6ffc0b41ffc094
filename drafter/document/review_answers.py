"""What a model that is asked for few things at once says about a document that it reviews."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, create_model

from drafter.document.value import Value

__all__ = ["Mending", "Reading", "mending_of"]

_MORE = 60
"""Characters that a mended text may have beyond twice those that it stands for."""


class Reading(Value):
    """Whether a section answers a question of its readers."""

    answered: Literal["yes", "no"] = Field(description="Does the section state the answer?")


class Mending(Value):
    """The words in place of those that a finding is about."""

    instead: str = Field(description="Which words stand there instead? Only these words.")


def mending_of(words: str) -> type[Mending]:
    """Return the form of an answer about these words, with room for somewhat more than they are."""
    text: Any = Annotated[str, StringConstraints(max_length=2 * len(words) + _MORE, strip_whitespace=True)]
    return create_model(
        "Mending", __base__=Mending, instead=(text, Field(description=Mending.model_fields["instead"].description))
    )
