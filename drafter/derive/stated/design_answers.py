"""The answers of sections 3, 4, 6, 7 and 9: what the design says of the outline's names."""

import re
from typing import cast, get_args

from drafter.derive.identifiers import pascal_case, unique
from drafter.derive.names import LAYERS
from drafter.derive.sections.api_design import GENERAL_ERRORS
from drafter.derive.stated.components import detail_names
from drafter.derive.stated.content import bullets, paragraphs, rows, section, words
from drafter.derive.stated.diagram import drawn, drawn_modules
from drafter.derive.stated.names import renamed
from drafter.derive.stated.operations import Renamed
from drafter.derive.stated.people import roles_of_permission
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.notes import INCOMPLETE
from drafter.document.outline import Outline
from drafter.document.sections.api_design import ApiDesign, ApiDesignAnswer, ErrorCase, ErrorStatus
from drafter.document.sections.architecture_design import (
    Aggregate,
    ArchitectureDesign,
    ArchitectureDesignAnswer,
    DomainDesign,
    DomainEvent,
    DomainService,
    PatternChoice,
)
from drafter.document.sections.component_design import ComponentDesign, ComponentDesignAnswer, ComponentNotes
from drafter.document.sections.infrastructure_design import (
    InfrastructureDesign,
    InfrastructureDesignAnswer,
    InfrastructureNotes,
)
from drafter.document.sections.security_design import Access, Protection, SecurityDesign, SecurityDesignAnswer
from drafter.patterns import regex

__all__ = [
    "api_answer",
    "architecture_answer",
    "component_answer",
    "error_cases",
    "infrastructure_answer",
    "security_answer",
]

_CODE = regex(r"`([^`]+)`")
_STATUS = regex(r"\b(\d{3})\b")


def architecture_answer(document: Document) -> ArchitectureDesignAnswer:
    """Return what section 3 says of layers, patterns and the domain."""
    design = section(document, ArchitectureDesign)
    layers = {bullet.label.split(" (")[0]: bullet.text for bullet in bullets(design.layers)}
    domain = design.domain
    return ArchitectureDesignAnswer.model_construct(
        layers={layer: text for layer, text in layers.items() if layer in LAYERS},
        patterns=tuple(
            PatternChoice.model_construct(
                pattern=row.pattern, component="", purpose=row.purpose, implementation=row.implementation
            )
            for row in rows(design.patterns)
        ),
        domain=None
        if isinstance(domain, Absent)
        else DomainDesign.model_construct(
            aggregates=tuple(
                Aggregate.model_construct(root=name, rule=text) for name, text in _spoken(domain.aggregates)
            ),
            services=tuple(
                DomainService.model_construct(name=name, does=text)
                for name, text in _spoken(domain.domain_services)
                if not domain.domain_services.startswith("None: ")
            ),
            events=tuple(
                DomainEvent.model_construct(name=name, meaning=text) for name, text in _spoken(domain.domain_events)
            ),
        ),
    )


def component_answer(
    document: Document, outline: Outline, before: Outline | None, now: Renamed
) -> ComponentDesignAnswer:
    """Return what section 4 says of the inside of each component."""
    design = section(document, ComponentDesign)
    of_item = detail_names(document, outline, dict(now.components))
    details = {of_item[item.name]: item for item in reversed(rows(design.details)) if item.name in of_item}
    modules = _modules(document, outline, before, now)
    return ComponentDesignAnswer.model_construct(
        details={
            component.name: ComponentNotes.model_construct(
                implementation=details[component.name].implementation,
                modules=modules.get(component.name, ()),
                configuration=tuple(_CODE.findall(details[component.name].configuration)),
            )
            for component in outline.components
            if component.name in details
        }
    )


def _modules(document: Document, outline: Outline, before: Outline | None, now: Renamed) -> dict[str, tuple[str, ...]]:
    """Return the modules that the class diagram shows, by their components; its namespaces may have earlier names."""
    spaces = drawn_modules(section(document, ComponentDesign).modules)
    own = {space: name for name, space in unique((c.name for c in outline.components), pascal_case).items()}
    was = unique((c.name for c in before.components), pascal_case) if before else {}
    found = {space: own[space] for space in spaces if space in own}
    for name, space in was.items():
        if space in spaces and name in now.components and now.components[name] not in found.values():
            found.setdefault(space, now.components[name])
    left = {own[space]: "" for space in own if own[space] not in found.values()}
    found |= renamed(dict.fromkeys((space for space in spaces if space not in found), ""), left)
    return {found[space]: modules for space, modules in spaces.items() if space in found}


def api_answer(document: Document, outline: Outline) -> ApiDesignAnswer:
    """Return the failures of operations that 6.3 lists."""
    names = {operation.name: operation.name for operation in outline.operations}
    said: dict[str, ErrorCase] = {}
    for case in error_cases(document):
        for name, when in _by_operation(case.when, list(names)):
            said.setdefault(name, ErrorCase.model_construct(status=case.status, when=when))
    return ApiDesignAnswer.model_construct(failures={name: said[name] for name in names if name in said})


def error_cases(document: Document) -> tuple[ErrorCase, ...]:
    """Return the rows of 6.3 whose code is a status that the contract knows, each status once."""
    found: dict[ErrorStatus, list[str]] = {}
    for row in rows(section(document, ApiDesign).errors):
        match = _STATUS.search(row.code)
        if match and match[1] in get_args(ErrorStatus):
            found.setdefault(cast("ErrorStatus", match[1]), []).append(row.description)
    return tuple(ErrorCase.model_construct(status=status, when=" ".join(found[status])) for status in sorted(found))


def security_answer(document: Document, outline: Outline) -> SecurityDesignAnswer:
    """Return what section 7 says, and which roles may call which operation."""
    design = section(document, SecurityDesign)
    known = [role.name for role in outline.roles]
    listed = {bullet.label: bullet.text for bullet in bullets(design.authorization) if bullet.label}
    authentication, authorization = words(design.authentication), paragraphs(design.authorization)
    data, validation = design.data_security, words(design.input_validation)
    return SecurityDesignAnswer.model_construct(
        access=Access.model_construct(
            authentication=authentication or INCOMPLETE, authorization=authorization or INCOMPLETE
        )
        if authentication or authorization
        else None,
        permissions={
            operation.name: roles_of_permission(listed[operation.name], known)
            for operation in outline.operations
            if operation.name in listed
        },
        protection=Protection.model_construct(
            in_transit=INCOMPLETE if isinstance(data, Absent) else data.in_transit,
            at_rest=INCOMPLETE if isinstance(data, Absent) else data.at_rest,
            key_management=INCOMPLETE if isinstance(data, Absent) else data.key_management,
            input_validation=validation or INCOMPLETE,
        )
        if validation or not isinstance(data, Absent)
        else None,
    )


def infrastructure_answer(document: Document, outline: Outline, now: Renamed) -> InfrastructureDesignAnswer:
    """Return where 9.1 lets each component run, and what 9.2 and 9.3 say."""
    design = section(document, InfrastructureDesign)
    groups = drawn(design.components).groups
    places = {now.components.get(name, name): title[:1].lower() + title[1:] for name, title in groups.items()}
    deployment, as_code = words(design.deployment), words(design.as_code)
    return InfrastructureDesignAnswer.model_construct(
        hosting={c.name: places[c.name] for c in outline.components if c.name in places},
        notes=InfrastructureNotes.model_construct(deployment=deployment or INCOMPLETE, as_code=as_code or INCOMPLETE)
        if deployment or as_code
        else None,
    )


def _spoken(text: str) -> list[tuple[str, str]]:
    """Return a text as one name with what is said of it; an empty name when it begins with none."""
    name, colon, said = text.partition(": ")
    return [(name, said) if colon else ("", text)] if text else []


def _by_operation(text: str, names: list[str]) -> list[tuple[str, str]]:
    """Return what a description says of each operation that it names."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = list(re.finditer(rf"(?:^|(?<=\s))({either}): ", text)) if names else []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (match[1], _without_general(text[match.end() : end].strip())) for match, end in zip(found, ends, strict=False)
    ]


def _without_general(text: str) -> str:
    return next((text[: -len(said)].strip() for said in GENERAL_ERRORS.values() if text.endswith(said)), text)
