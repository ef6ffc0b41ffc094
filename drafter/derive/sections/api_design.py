"""Section 6 from the outline's endpoints, the entities of section 5 and the permissions of section 7."""

from drafter.derive.material import Material
from drafter.derive.openapi import contract
from drafter.derive.operations import method_of, paths, request_text, response_text
from drafter.document.blocks import Absent, Flow
from drafter.document.sections.api_design import ApiDesign, EndpointRow, ErrorCase, ErrorRow, ErrorStatus

__all__ = ["GENERAL_ERRORS", "NO_ENDPOINTS", "assemble"]

NO_ENDPOINTS = "the outline names no HTTP endpoints."

GENERAL_ERRORS: dict[ErrorStatus, str] = {
    "400": "A parameter or field is missing or malformed.",
    "401": "The caller is not authenticated (7.1).",
    "403": "The caller's role may not call this operation (7.2).",
    "500": "The system failed; the caller may try again later.",
}
"""When any endpoint can answer so."""
_TITLES = {
    "400": "Bad Request", "401": "Unauthorized", "403": "Forbidden", "404": "Not Found", "409": "Conflict",
    "410": "Gone", "413": "Content Too Large", "415": "Unsupported Media Type", "422": "Unprocessable Content",
    "429": "Too Many Requests", "500": "Internal Server Error", "502": "Bad Gateway", "503": "Service Unavailable",
}  # fmt: skip


def assemble(material: Material) -> ApiDesign:
    """Return the section."""
    outline = material.outline
    if not outline.endpoints and not outline.reason_against("6"):
        none = Absent(why="does not apply", reason=NO_ENDPOINTS)
        return ApiDesign(endpoints=none, contract=none, errors=none)
    errors = _errors(material)
    where = paths(outline)
    permissions = material.answers.security_design.permissions
    return ApiDesign(
        endpoints=material.absent("6.1")
        or tuple(
            EndpointRow(
                endpoint=f"`{where[operation.name]}`",
                method=method_of(operation),
                description=operation.summary,
                request=request_text(operation, outline),
                response=response_text(operation, outline),
            )
            for operation in outline.endpoints
        ),
        contract=material.absent("6.2")
        or Flow.of(
            contract(
                outline,
                material.entities,
                errors,
                permissions,
                material.contract_version or material.information.version.removeprefix("v"),
            )
        ),
        errors=material.absent("6.3")
        or _unanswered(material)
        or tuple(
            ErrorRow(
                code=f"{case.status} {_TITLES[case.status]}",
                description=case.when,
                response="`Problem` (`application/problem+json`)",
            )
            for case in errors
        ),
    )


def _unanswered(material: Material) -> Absent | None:
    """Return that the errors are incomplete when the model was asked for them and gave nothing."""
    asked = any(gap.section == "api_design" for gap in material.answers.gaps)
    return material.missing("api_design", "failures") if asked and not material.answers.api_design.failures else None


def _errors(material: Material) -> tuple[ErrorCase, ...]:
    """Return the errors by status: what each operation reports, and what any endpoint can answer."""
    when: dict[ErrorStatus, list[str]] = {}
    for operation, case in material.answers.api_design.failures.items():
        when.setdefault(case.status, []).append(f"{operation}: {case.when}")
    restricted = any(material.answers.security_design.permissions.values())
    for status, said in GENERAL_ERRORS.items():
        if restricted or status not in ("401", "403"):
            when.setdefault(status, []).append(said)
    return tuple(ErrorCase.model_construct(status=status, when=" ".join(when[status])) for status in sorted(when))
