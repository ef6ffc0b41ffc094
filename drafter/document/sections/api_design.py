"""Section 6: endpoints, their contract, their errors."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.document.answer import Answer, Each, Line
from drafter.document.blocks import Absent, Column, Flow, Part, Row
from drafter.document.sections.base import Section

__all__ = ["ApiDesign", "ApiDesignAnswer", "EndpointRow", "ErrorCase", "ErrorRow", "ErrorStatus"]

ErrorStatus = Literal["400", "401", "403", "404", "409", "410", "413", "415", "422", "429", "500", "502", "503"]


class EndpointRow(Row):
    """An HTTP endpoint."""

    endpoint: Annotated[str, Column("Endpoint", "[URL]")]
    method: Annotated[str, Column("Method", "[GET/POST/PUT/DELETE]")]
    description: Annotated[str, Column("Description", "[What the endpoint does]")]
    request: Annotated[str, Column("Request", "[Request body/schema]")]
    response: Annotated[str, Column("Response", "[Response body/schema]")]


class ErrorRow(Row):
    """An error that the API reports."""

    code: Annotated[str, Column("Error Code", "[Code]")]
    description: Annotated[str, Column("Description", "[When this error occurs]")]
    response: Annotated[str, Column("Response", "[Response format]")]


class ApiDesign(Section):
    """Section 6."""

    endpoints: Annotated[tuple[EndpointRow, ...] | Absent, Part("6.1", "API Endpoints")]
    contract: Annotated[
        Flow | Absent,
        Part(
            "6.2",
            "API Contract",
            "[Detailed API specification, preferably in OpenAPI/Swagger format]",
            computed_from=("5.1", "6.1", "6.3", "7.2"),
        ),
    ]
    errors: Annotated[tuple[ErrorRow, ...] | Absent, Part("6.3", "Error Handling")]


class ErrorCase(Answer):
    """When the API answers with an error."""

    status: ErrorStatus
    when: Line = Field(description="What did the caller do or ask for that makes this operation fail?")


class ApiDesignAnswer(Answer):
    """What the model writes of section 6."""

    failures: Annotated[dict[str, ErrorCase], Each("operation")] = Field(
        default={}, description="the failure of this operation that its callers meet most often"
    )
