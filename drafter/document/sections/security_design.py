"""Section 7: who may do what, and how data is protected."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Named, Passage, Sentence
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

    authentication: Annotated[
        Flow | Absent, Part("7.1", "Authentication", "[How users/services are authenticated]")
    ]
    authorization: Annotated[
        Flow | Absent, Part("7.2", "Authorization", "[How access to resources is controlled]")
    ]
    data_security: Annotated[DataSecurity | Absent, Part("7.3", "Data Security")]
    input_validation: Annotated[
        Flow | Absent, Part("7.4", "Input Validation", "[How inputs are validated to prevent attacks]")
    ]


class Access(Answer):
    """Who gets in, and who may do what."""

    authentication: Passage = Field(description="how each role proves who it is to which component")
    authorization: Sentence = Field(description="which component decides on access, and what it looks at")


class Protection(Answer):
    """How data and inputs are protected."""

    in_transit: Sentence = Field(description="which connections are encrypted and how")
    at_rest: Sentence = Field(description="which stored data is encrypted and how, or why none is")
    key_management: Sentence = Field(description="where keys and secrets are kept and how they are replaced")
    input_validation: Passage = Field(
        description="which inputs an attacker could abuse, which attack, and what stops it"
    )


class SecurityDesignAnswer(Answer):
    """What the model writes of section 7."""

    access: Access | None = None
    permissions: Annotated[
        dict[str, Annotated[tuple[Annotated[str, Named("role")], ...], Field(max_length=3)]],
        Each("operation"),
    ] = Field(default={}, description="the roles that may call this operation")
    protection: Protection | None = None
