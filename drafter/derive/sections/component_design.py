"""Section 4 from its answer and the outline's components and operations."""

from drafter.derive.diagrams import modules
from drafter.derive.material import Material
from drafter.derive.operations import method_of, paths
from drafter.document.blocks import Flow
from drafter.document.outline import Component, Operation, Outline, Question
from drafter.document.sections.component_design import ComponentDesign, ComponentDetail, ComponentRow
from drafter.patterns import regex

__all__ = ["UNDECIDED", "asks_for_technology", "assemble"]

UNDECIDED = "To be decided"
_ASKED = regex(r"Which technology is used for .+\? The brief does not say\.")


def assemble(material: Material) -> ComponentDesign:
    """Return the section."""
    outline = material.outline
    notes = material.answers.component_design.details
    where = paths(outline)
    details = tuple(
        ComponentDetail(
            name=component.name,
            purpose=component.responsibility,
            interfaces=_interfaces(component, outline, where),
            configuration=", ".join(f"`{name}`" for name in notes[component.name].configuration)
            or "It has no settings of its own.",
            dependencies=_dependencies(component),
            implementation=notes[component.name].implementation,
        )
        for component in outline.components
        if component.name in notes
    )
    return ComponentDesign(
        components=tuple(
            ComponentRow(
                name=component.name,
                responsibility=component.responsibility,
                technology=component.technology or UNDECIDED,
                dependencies=_dependencies(component),
            )
            for component in outline.components
        ),
        details=details or material.missing("component_design", "details"),
        modules=Flow.of(modules(outline, {name: note.modules for name, note in notes.items()}))
        if notes
        else material.missing("component_design", "details"),
        questions=_technology_question(outline),
    )


def _dependencies(component: Component) -> str:
    return ", ".join(component.depends_on) or "none"


def _interfaces(component: Component, outline: Outline, where: dict[str, str]) -> str:
    offered = [_address(o, where) for o in outline.operations if o.component == component.name]
    if offered:
        return "; ".join(offered)
    users = [other.name for other in outline.components if component.name in other.depends_on]
    return f"used by {', '.join(users)}" if users else "none of its own"


def _address(operation: Operation, where: dict[str, str]) -> str:
    match operation.kind:
        case "http":
            return f"{operation.name} (`{method_of(operation)} {where[operation.name]}`)"
        case "event" | "command" if operation.path:
            return f"{operation.name} (`{operation.path}`)"
        case _:
            return operation.name


def _technology_question(outline: Outline) -> tuple[Question, ...]:
    """Ask for the technologies that the brief does not name; systems of others have their own."""
    open_ones = [c.name for c in outline.components if not c.technology and c.kind != "external system"]
    if not open_ones:
        return ()
    return (Question(text=f"Which technology is used for {', '.join(open_ones)}? The brief does not say.", part="4.1"),)


def asks_for_technology(question: str) -> bool:
    """Tell whether a question is the one about the technologies of components."""
    return _ASKED.fullmatch(question) is not None
