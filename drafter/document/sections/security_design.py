"""Section 7: who may do what, and how data is protected."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Fills, Line, Named, Passage, Sentence
from drafter.document.blocks import Absent, Flow, Label, Labels, Part
from drafter.document.sections.base import Section

__all__ = ["Access", "DataSecurity", "Protection", "SecurityDesign", "SecurityDesignAnswer"]


class DataSecurity(Labels):
    """How data is protected."""

    in_transit: Annotated[str, Label("Encryption in Transit", "[How data is encrypted during transmission]")]
    at_rest: Annotated[str, Label("Encryption at Rest", "[How data is encrypted at rest]")]
    key_management: Annotated[str, Label("Key Management", "[How encryption keys are managed]")]


class SecurityDesign(Section):
    """Section 7."""

    authentication: Annotated[Flow | Absent, Part("7.1", "Authentication", "[How users/services are authenticated]")]
    authorization: Annotated[Flow | Absent, Part("7.2", "Authorization", "[How access to resources is controlled]")]
    data_security: Annotated[DataSecurity | Absent, Part("7.3", "Data Security")]
    input_validation: Annotated[
        Flow | Absent, Part("7.4", "Input Validation", "[How inputs are validated to prevent attacks]")
    ]


class Access(Answer):
    """Who gets in, and who may do what."""

    authentication: Passage = Field(
        description="How does each kind of user prove who they are, and to which component?"
    )
    authorization: Sentence = Field(description="Which component decides on access, and what does it look at?")


class Protection(Answer):
    """How data and inputs are protected."""

    in_transit: Line = Field(description="Which connections are encrypted, and how?")
    at_rest: Line = Field(
        description="Is stored data encrypted by the disk, by the database or not at all, and why? TLS does not count."
    )
    key_management: Line = Field(description="Where are keys and secrets kept, and how are they replaced?")
    input_validation: Passage = Field(
        description="Which inputs could an attacker abuse, with which attack, and what stops it?"
    )


class SecurityDesignAnswer(Answer):
    """What the model writes of section 7."""

    access: Annotated[Access | None, Fills(("7.1", "7.2"))] = None
    permissions: Annotated[
        dict[str, Annotated[tuple[Annotated[str, Named("role")], ...], Field(max_length=3)]],
        Each("operation"),
        Fills(("7.2",)),
    ] = Field(default={}, description="Which users may call this operation?")
    protection: Protection | None = None
