"""What a model proposes to change in some passages of a document."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, create_model

from drafter.document.suggestion import Category
from drafter.document.value import Value

__all__ = ["NOTHING_SHOWN", "Proposal", "Proposals", "proposals_about"]

NOTHING_SHOWN = "the passage itself"
"""A proposal's ground when no other text shows what is wrong."""

_Sentence = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
_Words = Annotated[str, StringConstraints(max_length=700, strip_whitespace=True)]


class Proposal(Value):
    """A change of one passage, or a question about it."""

    passage: str = Field(description="Which passage has to be changed?")
    problem: _Sentence = Field(
        description="What goes wrong for whoever builds or runs the system as this passage describes it?"
    )
    shown_by: str = Field(description="Which finding, passage or statement of the brief shows that?")
    category: Category = Field(description="What does the change make the document?")
    words: _Words = Field(description="Which words of the passage have to go? Exact words, marks included.")
    change: Literal["rewrite", "remove", "ask"] = Field(
        description="Can the words be rewritten, are they to be removed, or must the author be asked first?"
    )
    text: _Words = Field(
        description="What do the words become, or which question does the author answer? Empty to remove them."
    )


class Proposals(Value):
    """The changes that are worth an author's time; mostly few, and often none."""

    proposals: tuple[Proposal, ...] = Field(
        max_length=8, description="Which changes would a careful reviewer insist on? An empty list if there are none."
    )


def proposals_about(
    passages: tuple[str, ...], grounds: tuple[str, ...], categories: tuple[Category, ...], most: int
) -> type[Proposals]:
    """Return the form of an answer about these passages and grounds, by their labels; at most so many proposals."""
    text: Any = Proposals.model_fields["proposals"].description
    narrowed = create_model(
        "Proposal",
        __base__=Proposal,
        passage=_one_of(passages, "passage"),
        shown_by=_one_of((NOTHING_SHOWN, *grounds), "shown_by"),
        category=_one_of(categories, "category"),
    )
    entries: Any = tuple[narrowed, ...]
    return create_model("Proposals", __base__=Proposals, proposals=(entries, Field(max_length=most, description=text)))


def _one_of(names: tuple[str, ...], field: str) -> Any:
    return Literal[names], Field(description=Proposal.model_fields[field].description)
