"""Section 3 from its answer and the outline's components."""

from drafter.derive.diagrams import architecture
from drafter.derive.material import Material
from drafter.derive.names import LAYERS, components_of_layer
from drafter.derive.phrases import said_of
from drafter.document.blocks import Absent, Bullet, Bullets, Flow
from drafter.document.outline import Outline
from drafter.document.sections.architecture_design import (
    ArchitectureDesign,
    Domain,
    DomainDesign,
    Pattern,
    PatternChoice,
)

__all__ = ["assemble"]


def assemble(material: Material) -> ArchitectureDesign:
    """Return the section."""
    outline = material.outline
    answer = material.answers.architecture_design
    layers = tuple(
        Bullet(label=f"{layer} ({', '.join(components_of_layer(outline, layer))})", text=answer.layers[layer])
        for layer in LAYERS
        if layer in answer.layers
    )
    patterns = tuple(
        Pattern(
            pattern=choice.pattern,
            purpose=choice.purpose,
            implementation=said_of(choice.component, choice.implementation),
        )
        for choice in _first_of_each(answer.patterns)
    )
    return ArchitectureDesign(
        architecture=Flow.of(architecture(outline)),
        layers=Flow.of(Bullets(items=layers)) if layers else material.missing("architecture_design", "layers"),
        patterns=patterns or material.missing("architecture_design", "patterns"),
        domain=_domain(answer.domain, outline) if answer.domain else _no_domain(material),
    )


def _no_domain(material: Material) -> Absent:
    if not material.outline.entities:
        return Absent(why="does not apply", reason="the outline names no entities.")
    return material.missing("architecture_design", "domain")


def _domain(answer: DomainDesign, outline: Outline) -> Domain:
    return Domain(
        aggregates=_spoken((aggregate.root, aggregate.rule) for aggregate in answer.aggregates),
        domain_services=_spoken((service.name, service.does) for service in answer.services)
        or "None: each rule belongs to one entity.",
        application_services=_spoken(
            (component.name, f"{_listed(operations)}.")
            for component in outline.components
            if (operations := [o.name for o in outline.operations if o.component == component.name])
        )
        or "None: the outline names no operations.",
        domain_events=_spoken((event.name, event.meaning) for event in answer.events),
    )


def _spoken(pairs: object) -> str:
    return " ".join(f"{name}: {text}" if name else text for name, text in pairs)  # type: ignore[attr-defined]


def _listed(names: list[str]) -> str:
    return "orchestrates " + ", ".join(names)


def _first_of_each(choices: tuple[PatternChoice, ...]) -> list[PatternChoice]:
    """Return the first choice of each pattern."""
    first: dict[str, PatternChoice] = {}
    for choice in choices:
        first.setdefault(choice.pattern, choice)
    return list(first.values())
